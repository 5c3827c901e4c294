"""The tables of the ledger. `SKEMA` rises with every change of them."""

from __future__ import annotations

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
)

SKEMA = 1

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
)
