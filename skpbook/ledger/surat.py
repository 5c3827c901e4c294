"""Messages of mailboxes that were dealt with, so that a later look at a mailbox takes only what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from msgspec import Struct

from skpbook.ledger import skema
from skpbook.ledger.ganti import sisip_bila_belum
from skpbook.ledger.mesin import terjemahkan

if TYPE_CHECKING:
    from collections.abc import Iterable

surat = sa.Table(
    "surat",
    skema.metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("kotak", sa.Text, nullable=False),
    sa.Column("uidvalidity", sa.BigInteger, nullable=False),
    sa.Column("uid", sa.BigInteger, nullable=False),
    sa.Column("pesan_id", sa.Text),
    sa.Column("sidik", sa.String(64), nullable=False),
    sa.Column("ukuran", sa.BigInteger, nullable=False),
    sa.Column("tanggal", sa.String(32)),
    sa.Column("pengirim", sa.Text, nullable=False),
    sa.Column("unit", sa.Text),
    sa.Column("berkas", sa.Text),
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("pada", sa.String(32), nullable=False),
    sa.UniqueConstraint("kotak", "uidvalidity", "uid", name="surat_nomor"),
)
"""One row a message: see `Surat`. A server numbers messages (`uid`) anew when it changes `uidvalidity`."""

sa.Index("surat_sidik", surat.c.sidik)


class Surat(Struct, frozen=True, kw_only=True):
    """One message that was dealt with. `kotak` is the mailbox, `sidik` a digest of what the message is wherever it
    lies, `tanggal` when its server got it (ISO), `pengirim` what it says its sender is, `berkas` its file in the
    book, None for one that was not written. `status`: diambil, sudah-ada, tanpa-lampiran, tidak-sampai.
    """

    kotak: str
    uidvalidity: int
    uid: int
    pesan_id: str | None
    sidik: str
    ukuran: int
    tanggal: str | None
    pengirim: str
    unit: str | None
    berkas: str | None
    status: str
    pada: str


_MEDAN = Surat.__struct_fields__


class BukuSurat:
    """The messages of a ledger. Every method raises `TidakBisa` where the database refuses."""

    def __init__(self, mesin: sa.Engine) -> None:
        self._mesin = mesin
        self._tulis = mesin.execution_options(tulis=True)

    def semua(self, kotak: str | None = None) -> tuple[Surat, ...]:
        """Every message, in the order they were dealt with; of one mailbox if given."""
        tanya = sa.select(*(surat.c[nama] for nama in _MEDAN)).order_by(surat.c.id)
        if kotak is not None:
            tanya = tanya.where(surat.c.kotak == kotak)
        with terjemahkan(), self._mesin.connect() as kon:
            return tuple(Surat(**baris._mapping) for baris in kon.execute(tanya))

    def berkas(self, sidik: Iterable[str]) -> dict[str, str]:
        """Digest -> the file a message was written to, for those that were."""
        tanya = (
            sa.select(surat.c.sidik, surat.c.berkas)
            .where(surat.c.sidik.in_(list(sidik)), surat.c.berkas.is_not(None))
            .order_by(surat.c.id)
        )
        with terjemahkan(), self._mesin.connect() as kon:
            return {baris.sidik: baris.berkas for baris in kon.execute(tanya)}

    def catat(self, semua: Iterable[Surat]) -> None:
        """Note messages, in one transaction; a number that is noted already is replaced."""
        with terjemahkan(), self._tulis.begin() as kon:
            for satu in semua:
                _catat(kon, {nama: getattr(satu, nama) for nama in _MEDAN})


def _catat(kon: sa.Connection, nilai: dict[str, Any]) -> None:
    k = surat.c
    sama = (k.kotak == nilai["kotak"], k.uidvalidity == nilai["uidvalidity"], k.uid == nilai["uid"])
    if kon.execute(surat.update().where(*sama).values(**nilai)).rowcount == 0:
        sisip_bila_belum(kon, surat, **nilai)
