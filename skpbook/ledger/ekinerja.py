"""e-Kinerja exports in the ledger: one row a sheet, one row a person in it; which sheets count."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cached_property, partial
from typing import Any, SupportsIndex, overload

import msgspec
import sqlalchemy as sa

from skpbook.domain.ekinerja import BarisEkinerja, JenisEkinerja, LembarEkinerja
from skpbook.domain.teks import normal
from skpbook.ledger import skema

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


class BarisMalas(Sequence[BarisEkinerja]):
    """The rows of one sheet, fetched from the ledger when somebody first looks at them.

    A year of exports of a large instansi is a million rows, and most commands need none of them.
    """

    def __init__(self, muat: Callable[[], tuple[BarisEkinerja, ...]]) -> None:
        self._muat = muat

    @cached_property
    def _isi(self) -> tuple[BarisEkinerja, ...]:
        return self._muat()

    def __len__(self) -> int:
        return len(self._isi)

    @overload
    def __getitem__(self, letak: SupportsIndex) -> BarisEkinerja: ...

    @overload
    def __getitem__(self, letak: slice) -> tuple[BarisEkinerja, ...]: ...

    def __getitem__(self, letak: SupportsIndex | slice) -> BarisEkinerja | tuple[BarisEkinerja, ...]:
        return self._isi[letak]

    def __iter__(self) -> Iterator[BarisEkinerja]:
        return iter(self._isi)

    def __eq__(self, lain: object) -> bool:
        return isinstance(lain, Sequence) and self._isi == tuple(lain)

    def __hash__(self) -> int:
        return hash(self._isi)


def baca(kon: sa.Connection, muat: Callable[[int], tuple[BarisEkinerja, ...]]) -> tuple[LembarEkinerja, ...]:
    """The sheets that count (see `berlaku`), in the order they came; `muat` fetches the rows of one by its id."""
    e, b = lembar_ekinerja, skema.berkas
    kepala = kon.execute(
        sa.select(e, b.c.nama).join(b, b.c.hash == e.c.berkas).order_by(e.c.id)
    ).all()  # fmt: skip
    return tuple(
        LembarEkinerja(
            berkas=satu.nama,
            lembar=satu.lembar,
            jenis=JenisEkinerja(satu.jenis),
            kolom=msgspec.json.decode(satu.kolom, type=dict[str, str]),
            baris=BarisMalas(partial(muat, satu.id)),
            periode=satu.periode,
            tahun=satu.tahun,
            instansi=satu.instansi,
            unit=satu.unit,
            ditarik=satu.ditarik,
            disimpan=satu.disimpan,
        )
        for satu in (kepala[nomor] for nomor in berlaku(kepala))
    )


def baca_baris(kon: sa.Connection, lembar: int) -> tuple[BarisEkinerja, ...]:
    """The rows of one sheet, in the order they stand in it."""
    b = baris_ekinerja
    tanya = sa.select(*(b.c[nama] for nama in _MEDAN)).where(b.c.lembar == lembar).order_by(b.c.id)
    hasil = kon.execution_options(yield_per=_POTONGAN).execute(tanya)
    return tuple(_baris(isi) for isi in hasil)


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
