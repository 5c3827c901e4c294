"""e-Kinerja exports in the ledger: one row a sheet, one row a person in it; which sheets count."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from skpbook.domain.ekinerja import BarisEkinerja, JenisEkinerja, LembarEkinerja
from skpbook.domain.teks import normal
from skpbook.ledger import skema

if TYPE_CHECKING:
    from collections.abc import Sequence

lembar_ekinerja = sa.Table(
    "lembar_ekinerja",
    skema.metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("berkas", sa.String(64), sa.ForeignKey("berkas.hash"), nullable=False, index=True),
    sa.Column("lembar", sa.Text, nullable=False),
    sa.Column("jenis", sa.String(32), nullable=False),
    sa.Column("kolom", sa.Text, nullable=False),
    sa.Column("periode", sa.String(32)),
    sa.Column("tahun", sa.Integer),
    sa.Column("instansi", sa.Text),
    sa.Column("unit", sa.Text),
    sa.Column("ditarik", sa.String(32)),
    sa.Column("disimpan", sa.String(32)),
)
"""One row a sheet of an export. `kolom` is JSON: field -> column letters."""

baris_ekinerja = sa.Table(
    "baris_ekinerja",
    skema.metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("lembar", sa.Integer, sa.ForeignKey("lembar_ekinerja.id"), nullable=False, index=True),
    sa.Column("baris", sa.Integer, nullable=False),
    sa.Column("nip", sa.Text, index=True),
    sa.Column("plt", sa.Boolean, nullable=False),
    *(
        sa.Column(nama, sa.Text)
        for nama in BarisEkinerja.__struct_fields__
        if nama not in ("baris", "nip", "plt")
    ),
)
"""One row a person in a sheet, the fields of `domain.ekinerja.BarisEkinerja`; dates as ISO text."""

_MEDAN = BarisEkinerja.__struct_fields__
_TANGGAL = ("awal", "akhir")
_POTONGAN = 1000


def catat(kon: sa.Connection, hash_isi: str, lembar: Sequence[LembarEkinerja]) -> None:
    """Record the sheets of one file, within the transaction that records the file."""
    for satu in lembar:
        hasil = kon.execute(
            lembar_ekinerja.insert(),
            {
                "berkas": hash_isi,
                "lembar": satu.lembar,
                "jenis": satu.jenis.value,
                "kolom": msgspec.json.encode(satu.kolom).decode(),
                "periode": satu.periode,
                "tahun": satu.tahun,
                "instansi": satu.instansi,
                "unit": satu.unit,
                "ditarik": satu.ditarik,
                "disimpan": satu.disimpan,
            },
        )
        nomor = int(hasil.inserted_primary_key[0])  # type: ignore[index]
        for mulai in range(0, len(satu.baris), _POTONGAN):
            potong = satu.baris[mulai : mulai + _POTONGAN]
            kon.execute(baris_ekinerja.insert(), [_kolom(nomor, baris) for baris in potong])


def baca(kon: sa.Connection) -> tuple[LembarEkinerja, ...]:
    """The sheets that count, in the order they came: see `berlaku`."""
    e, b = lembar_ekinerja, skema.berkas
    kepala = kon.execute(
        sa.select(e, b.c.nama).join(b, b.c.hash == e.c.berkas).order_by(e.c.id)
    ).all()  # fmt: skip
    hasil = []
    for nomor in berlaku(kepala):
        satu = kepala[nomor]
        tanya = (
            sa.select(*(baris_ekinerja.c[nama] for nama in _MEDAN))
            .where(baris_ekinerja.c.lembar == satu.id)
            .order_by(baris_ekinerja.c.id)
        )
        baris = kon.execution_options(yield_per=_POTONGAN).execute(tanya)
        hasil.append(
            LembarEkinerja(
                berkas=satu.nama,
                lembar=satu.lembar,
                jenis=JenisEkinerja(satu.jenis),
                kolom=msgspec.json.decode(satu.kolom, type=dict[str, str]),
                baris=tuple(_baris(isi) for isi in baris),
                periode=satu.periode,
                tahun=satu.tahun,
                instansi=satu.instansi,
                unit=satu.unit,
                ditarik=satu.ditarik,
                disimpan=satu.disimpan,
            )
        )
    return tuple(hasil)


def berlaku(kepala: Sequence[Any]) -> list[int]:
    """Indexes of the sheets that count: of one kind, unit and period the one e-Kinerja made last.

    Without that time the file's saved time tells, then the order of import. A sheet that names no period
    stands beside the others: of what it is a newer one is not known.
    """
    terbaru: dict[tuple[str, str, str], tuple[str, int]] = {}
    for nomor, satu in enumerate(kepala):
        kapan = satu.periode or (str(satu.tahun) if satu.tahun and satu.jenis == JenisEkinerja.SKP else "")
        kunci = (satu.jenis, normal(satu.unit or ""), kapan or f"#{nomor}")
        calon = (satu.ditarik or satu.disimpan or "", nomor)
        terbaru[kunci] = max(terbaru.get(kunci, calon), calon)
    return sorted(nomor for _, nomor in terbaru.values())


def _kolom(lembar: int, baris: BarisEkinerja) -> dict[str, Any]:
    isi = {nama: getattr(baris, nama) for nama in _MEDAN}
    for nama in _TANGGAL:
        isi[nama] = isi[nama].isoformat() if isi[nama] else None
    return isi | {"lembar": lembar}


def _baris(kolom: Any) -> BarisEkinerja:
    isi = dict(zip(_MEDAN, kolom, strict=True))
    for nama in _TANGGAL:
        isi[nama] = date.fromisoformat(isi[nama]) if isi[nama] else None
    return BarisEkinerja(**isi)
