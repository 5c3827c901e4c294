"""The tables of the ledger. `SKEMA` rises with every change of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import (
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
    select,
    text,
)

from skpbook.domain.galat import TidakBisa

if TYPE_CHECKING:
    from sqlalchemy import Connection

SKEMA = 2

PERUBAHAN = {2: ("ALTER TABLE pengecualian ADD COLUMN dicabut_oleh TEXT",)}
"""Version -> what brings a ledger of the version before to it; tables that are new are made by themselves."""

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
    Column("ukuran", Integer, nullable=False),
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
)
"""One row a content. `nama` is the name it first came under, `disimpan` the workbook's saved time (UTC)."""

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
)
"""One row a sheet. `kunci` says what it is (kind, whose, which period): of one kunci one row is `berlaku`.

`dasar_ganti` is why a row was superseded: "waktu-simpan", "waktu-sama", "urutan-impor" or "nama-berkas".
"""

Index("dokumen_kunci", dokumen.c.kunci, dokumen.c.berlaku)

kiriman = Table(
    "kiriman",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("tahap", String(16), nullable=False),
    Column("unit", Text),
    Column("nip", String(32)),
    Column("periode", String(32)),
    Column("alamat", Text, nullable=False),
    Column("berkas", Text, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("dikirim_pada", String(32), nullable=False),
    Column("pesan_id", Text),
)

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


def siapkan(kon: Connection) -> None:
    """Make the tables that are not there, and bring those of an older program to `SKEMA`.

    Raises `TidakBisa` for a ledger of a newer program.
    """
    metadata.create_all(kon)
    versi = kon.execute(select(keterangan.c.nilai).where(keterangan.c.nama == "skema")).scalar()
    if versi is None:
        kon.execute(keterangan.insert().values(nama="skema", nilai=str(SKEMA)))
        return
    if not versi.isdigit() or int(versi) > SKEMA:
        raise TidakBisa(
            f"Buku besar ini dibuat oleh skpbook yang lebih baru (susunan {versi}, program ini "
            f"mengenal sampai {SKEMA}); perbarui programnya lalu coba lagi."
        )
    for nomor in range(int(versi) + 1, SKEMA + 1):
        for perintah in PERUBAHAN.get(nomor, ()):
            kon.execute(text(perintah))
    if int(versi) < SKEMA:
        kon.execute(keterangan.update().where(keterangan.c.nama == "skema").values(nilai=str(SKEMA)))
