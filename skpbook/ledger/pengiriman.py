"""Sendings in the ledger: noted before a message is handed over and after, never deleted."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from skpbook.domain.pengiriman import MENGHALANGI, JenisKirim, KeadaanKirim, Pengiriman
from skpbook.ledger import skema
from skpbook.ledger.mesin import terjemahkan

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

pengiriman = sa.Table(
    "pengiriman",
    skema.metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("jenis", sa.String(16), nullable=False),
    sa.Column("tahap", sa.String(32)),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("periode", sa.String(32)),
    sa.Column("alamat", sa.Text, nullable=False),
    sa.Column("bagian", sa.Integer, nullable=False),
    sa.Column("dari", sa.Integer, nullable=False),
    sa.Column("berkas", sa.Text),
    sa.Column("sidik", sa.String(64), nullable=False),
    sa.Column("sidik_bagian", sa.String(64), nullable=False),
    sa.Column("pesan_id", sa.Text, nullable=False),
    sa.Column("keadaan", sa.String(16), nullable=False),
    sa.Column("mulai", sa.String(32), nullable=False),
    sa.Column("selesai", sa.String(32)),
    sa.Column("galat", sa.Text),
)
"""One row for each attempt to hand one message to one address: see `domain.pengiriman.Pengiriman`."""

sa.Index("pengiriman_isi", pengiriman.c.unit, pengiriman.c.sidik_bagian)

_MEDAN = Pengiriman.__struct_fields__


class Dimulai(Struct, frozen=True, kw_only=True):
    """`baru` are the rows written now, with their numbers; `terhalang` what was handed over before, or may have
    been: of those nothing was written.
    """

    baru: tuple[Pengiriman, ...]
    terhalang: tuple[Pengiriman, ...]


class BukuPengiriman:
    """The sendings of a ledger. Every method raises `TidakBisa` where the database refuses."""

    def __init__(self, mesin: sa.Engine) -> None:
        self._mesin = mesin
        self._tulis = mesin.execution_options(tulis=True)

    def semua(
        self,
        *,
        jenis: JenisKirim | None = None,
        tahap: str | None = None,
        periode: str | None = None,
        unit: str | None = None,
    ) -> tuple[Pengiriman, ...]:
        """Every row, oldest first; narrowed by what is given."""
        k = pengiriman.c
        syarat = [
            kolom == nilai
            for kolom, nilai in ((k.jenis, jenis), (k.tahap, tahap), (k.periode, periode), (k.unit, unit))
            if nilai is not None
        ]
        tanya = sa.select(pengiriman).where(*syarat).order_by(k.id)
        with terjemahkan(), self._mesin.connect() as kon:
            return tuple(_baca(baris) for baris in kon.execute(tanya))

    def mulai(self, calon: Sequence[Pengiriman], *, ulang: Collection[KeadaanKirim] = ()) -> Dimulai:
        """Note that these are about to be handed over, but for those that were before: in one transaction, so
        that of two runs at the same time one does it. `ulang` are states in which it is done again.
        """
        halang = sorted(MENGHALANGI - set(ulang))
        with self._transaksi() as kon:
            dulu = _sudah(kon, calon, halang)
            baru = [_sisip(kon, satu) for satu in calon if satu.kunci not in dulu]
        terhalang = tuple(dulu[satu.kunci] for satu in calon if satu.kunci in dulu)
        return Dimulai(baru=tuple(baru), terhalang=terhalang)

    def selesai(
        self, nomor: Iterable[int], keadaan: KeadaanKirim, pada: str, galat: str | None = None
    ) -> None:
        """Note what became of rows that `mulai` wrote."""
        self._ubah(nomor, (), keadaan, pada, galat)

    def ragukan(self, nomor: Iterable[int], pada: str, galat: str) -> None:
        """Note that nobody knows what became of rows that are still AKAN: not of those that another run, still
        alive, has noted the end of meanwhile.
        """
        self._ubah(
            nomor,
            [pengiriman.c.keadaan == str(KeadaanKirim.AKAN)],
            KeadaanKirim.TIDAK_PASTI,
            pada,
            galat,
        )

    def _ubah(
        self,
        nomor: Iterable[int],
        syarat: Collection[sa.ColumnElement[bool]],
        keadaan: KeadaanKirim,
        pada: str,
        galat: str | None,
    ) -> None:
        ubah = pengiriman.update().where(pengiriman.c.id.in_(list(nomor)), *syarat)
        with self._transaksi() as kon:
            kon.execute(ubah.values(keadaan=str(keadaan), selesai=pada, galat=galat))

    def catat(self, semua: Iterable[Pengiriman]) -> None:
        """Note rows that are over already: what could not be handed over, drafts."""
        with self._transaksi() as kon:
            for satu in semua:
                _sisip(kon, satu)

    @contextlib.contextmanager
    def _transaksi(self) -> Iterator[sa.Connection]:
        """A write that is on the disk when it is over, even if the power fails: what was sent must be known."""
        with terjemahkan(), self._tulis.connect() as kon:
            if kon.dialect.name == "sqlite":
                kursor = kon.connection.cursor()
                kursor.execute("PRAGMA synchronous=FULL")
                kursor.close()
            with kon.begin():
                yield kon


def _sudah(
    kon: sa.Connection, calon: Sequence[Pengiriman], keadaan: Sequence[str]
) -> dict[tuple[str, str, str], Pengiriman]:
    """What was handed over, or may have been, of these; the last row of each. (Addresses are compared here: no
    database folds case as Python does.)
    """
    k = pengiriman.c
    dicari = {satu.kunci for satu in calon}
    tanya = (
        sa.select(pengiriman)
        .where(
            k.unit.in_({satu.unit for satu in calon}),
            k.sidik_bagian.in_({satu.sidik_bagian for satu in calon}),
            k.keadaan.in_(keadaan),
        )
        .order_by(k.id)
    )
    ada = (_baca(baris) for baris in kon.execute(tanya))
    return {satu.kunci: satu for satu in ada if satu.kunci in dicari}


def _sisip(kon: sa.Connection, satu: Pengiriman) -> Pengiriman:
    isi = {nama: getattr(satu, nama) for nama in _MEDAN if nama != "id"}
    hasil = kon.execute(pengiriman.insert(), isi | {"jenis": str(satu.jenis), "keadaan": str(satu.keadaan)})
    return msgspec.structs.replace(satu, id=int(hasil.inserted_primary_key[0]))  # type: ignore[index]


def _baca(baris: Any) -> Pengiriman:
    isi = dict(baris._mapping)
    isi["jenis"], isi["keadaan"] = JenisKirim(isi["jenis"]), KeadaanKirim(isi["keadaan"])
    return Pengiriman(**isi)
