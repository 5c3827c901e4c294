"""The tables of the ledger. `SKEMA` rises with every change of them; a column that comes later may be NULL."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

from skpbook.domain.galat import TidakBisa

SKEMA = 8

metadata = MetaData()

keterangan = Table(
    "keterangan",
    metadata,
    Column("nama", String(64), primary_key=True),
    Column("nilai", Text, nullable=False),
)

berkas = Table(
    "berkas",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("nama", Text, nullable=False),
    Column("ukuran", BigInteger, nullable=False),
    Column("wadah", String(32), nullable=False),
    Column("status", String(16), nullable=False),
    Column("formulir", String(64)),
    Column("versi", Integer),
    Column("nip", String(32)),
    Column("periode", String(32)),
    Column("disimpan", String(32)),
    Column("diterima_pada", String(32), nullable=False),
    Column("cap", LargeBinary),
    Column("temuan", LargeBinary, nullable=False),
    Column("keadaan_baca", String(64)),
    Column("diabaikan", Text),
    Column("diabaikan_oleh", Text),
    Column("diabaikan_pada", String(32)),
)
"""One row a content. `nama` is the name it first came under, `disimpan` the workbook's saved time (UTC).

`keadaan_baca` is a digest of what decides whether a content can be read (program, limits, year): one that was
not accepted is read again when that has changed. `diabaikan` is why a person set such a file aside.
"""

nama_berkas = Table(
    "nama_berkas",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("nama", Text, nullable=False, index=True),
    Column("hash", String(64), ForeignKey("berkas.hash"), nullable=False, index=True),
    Column("pada", String(32), nullable=False),
)
"""Under which names a content came; the last row of a name tells what that name holds now."""

peta_tempat = Table(
    "peta_tempat",
    metadata,
    Column("hash", String(32), primary_key=True),
    Column("isi", LargeBinary, nullable=False),
)
"""Source maps (field path -> cell), compressed JSON. Filled copies of one template share theirs."""

dokumen = Table(
    "dokumen",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("berkas", String(64), ForeignKey("berkas.hash"), nullable=False, index=True),
    Column("lembar", Text, nullable=False),
    Column("formulir", String(64), nullable=False),
    Column("versi", Integer, nullable=False),
    Column("jenis", String(32), nullable=False),
    Column("keluarga", String(16)),
    Column("pendekatan", String(16)),
    Column("nip", String(32), index=True),
    Column("unit", Text),
    Column("periode", String(32)),
    Column("kunci", Text),
    Column("isi", LargeBinary, nullable=False),
    Column("peta", String(32), ForeignKey("peta_tempat.hash"), nullable=False),
    Column("disimpan", String(32)),
    Column("berlaku", Boolean, nullable=False),
    Column("digantikan_oleh", Integer, ForeignKey("dokumen.id")),
    Column("dasar_ganti", String(16)),
    Column("sidik_isi", String(32)),
    Column("tanda", LargeBinary),
)
"""One row a sheet. `kunci` says what it is (kind, whose, which period): of one kunci one row is `berlaku`.

`dasar_ganti` is why a row is not current: "waktu-simpan" (saved earlier), "nama-berkas" (came again under the
same name), "isi-sama" (same content, another file), "dipilih" (a person chose), "sengketa" (nothing tells
which is newer: a person has to choose, B017). Ledgers of old also say "waktu-sama" and "urutan-impor".
`sidik_isi` is a digest of `isi` and of `tanda`: what the cells' values do not tell (JSON, NULL for most sheets).
"""

Index("dokumen_kunci", dokumen.c.kunci, dokumen.c.berlaku)
Index("dokumen_pengganti", dokumen.c.digantikan_oleh)

ingatan = Table(
    "ingatan",
    metadata,
    Column("jalur", Text, primary_key=True),
    Column("ukuran", BigInteger, nullable=False),
    Column("diubah", BigInteger, nullable=False),
    Column("berganti", BigInteger, nullable=False),
    Column("nomor", String(48), nullable=False),
    Column("hash", String(64), nullable=False),
)
"""What a file on disk held when it was last looked at: size, times of change (content, entry; ns), inode.

Only a memory: without a row the file is read, and nothing is lost. See `ledger.ingatan`.
"""

pengecualian = Table(
    "pengecualian",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kode", String(8), nullable=False),
    Column("nip", String(32), nullable=False),
    Column("periode", String(32)),
    Column("alasan", Text, nullable=False),
    Column("oleh", Text, nullable=False),
    Column("pada", String(32), nullable=False),
    Column("dicabut_pada", String(32)),
    Column("dicabut_oleh", Text),
)
"""Waivers; a revoked row stays. `periode` NULL is every period."""


pilihan = Table(
    "pilihan",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("berkas", String(64), ForeignKey("berkas.hash"), nullable=False, index=True),
    Column("oleh", Text, nullable=False),
    Column("pada", String(32), nullable=False),
)
"""Who let which file count (`impor --pakai`), and when; every choice stays, the last one of a file is told."""


def versi(kon: sa.Connection) -> int | None:
    """Which version of the tables is there; None when there are none.

    Raises `TidakBisa` for a ledger of a newer program.
    """
    if not sa.inspect(kon).has_table(keterangan.name):
        return None
    ada = baca_keterangan(kon, "skema")
    if ada is not None and (not ada.isdigit() or int(ada) > SKEMA):
        raise TidakBisa(
            f"Buku besar ini dibuat oleh skpbook yang lebih baru (susunan {ada}, program ini "
            f"mengenal sampai {SKEMA}); perbarui programnya lalu coba lagi."
        )
    return int(ada) if ada else None


def lengkap(kon: sa.Connection) -> bool:
    """Whether every table is there in this program's version."""
    return versi(kon) == SKEMA and set(metadata.tables) <= set(sa.inspect(kon).get_table_names())


def siapkan(kon: sa.Connection) -> None:
    """Make what is missing, within a write transaction: tables, and columns that came since (none of them has
    to hold anything). Raises `TidakBisa` for a ledger of a newer program.
    """
    versi(kon)
    ada = sa.inspect(kon)
    for tabel in metadata.sorted_tables:
        if ada.has_table(tabel.name):
            kolom = {satu["name"] for satu in ada.get_columns(tabel.name)}
            for baru in (satu for satu in tabel.columns if satu.name not in kolom):
                jenis = baru.type.compile(kon.dialect)
                kon.exec_driver_sql(f"ALTER TABLE {tabel.name} ADD COLUMN {baru.name} {jenis}")
    metadata.create_all(kon)
    for tabel in metadata.sorted_tables:
        for indeks in tabel.indexes:
            indeks.create(kon, checkfirst=True)
    tulis_keterangan(kon, "skema", str(SKEMA))


def baca_keterangan(kon: sa.Connection, nama: str) -> str | None:
    """A fact about the ledger itself; None when it was never noted."""
    return kon.execute(sa.select(keterangan.c.nilai).where(keterangan.c.nama == nama)).scalar()


def tulis_keterangan(kon: sa.Connection, nama: str, nilai: str) -> None:
    """Note a fact about the ledger itself."""
    k = keterangan
    if kon.execute(k.update().where(k.c.nama == nama).values(nilai=nilai)).rowcount == 0:
        kon.execute(k.insert().values(nama=nama, nilai=nilai))
