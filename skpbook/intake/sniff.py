"""What a file really is, from its first bytes; its name is never asked."""

from __future__ import annotations

import re

from msgspec import Struct

from skpbook.intake.tolak import Ditolak, rusak

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
KEPALA = 4096
"""So many bytes of a file tell its kind."""


class Wadah(Struct, frozen=True):
    """A kind of file. `sebutan` is how a sentence names it ("halaman HTML")."""

    jenis: str
    sebutan: str


HTML = Wadah("html", "halaman HTML")
PDF = Wadah("pdf", "dokumen PDF")
_TANDA: tuple[tuple[bytes, Wadah], ...] = (
    (ZIP, Wadah("zip", "paket zip")),
    (OLE, Wadah("ole", "berkas Office lama")),
    (b"PK\x05\x06", Wadah("arsip", "arsip zip yang kosong")),
    (b"%PDF", PDF),
    (b"\x89PNG", Wadah("gambar", "gambar PNG")),
    (b"\xff\xd8\xff", Wadah("gambar", "gambar JPEG")),
    (b"GIF8", Wadah("gambar", "gambar GIF")),
    (b"BM", Wadah("gambar", "gambar BMP")),
    (b"II*\x00", Wadah("gambar", "gambar TIFF")),
    (b"MM\x00*", Wadah("gambar", "gambar TIFF")),
    (b"{\\rtf", Wadah("rtf", "dokumen RTF")),
    (b"Rar!", Wadah("arsip", "arsip RAR")),
    (b"7z\xbc\xaf\x27\x1c", Wadah("arsip", "arsip 7z")),
    (b"\x1f\x8b", Wadah("arsip", "arsip gzip")),
    (b"BZh", Wadah("arsip", "arsip bzip2")),
    (b"\xfd7zXZ\x00", Wadah("arsip", "arsip xz")),
    (b"\x78\x9f\x3e\x22", Wadah("tnef", "winmail.dat, bungkusan lampiran khusus Outlook")),
    (b"!BDN", Wadah("pst", "berkas data Outlook (.pst)")),
    (b"MZ", Wadah("program", "program Windows")),
    (b"SQLite format 3\x00", Wadah("biner", "basis data SQLite")),
)
_BUKA_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|div|style|script)\b", re.I)
_KEPALA_SURAT = re.compile(rb"[!-9;-~]{1,100}:")
_BIDANG_SURAT = re.compile(
    rb"^(received|return-path|mime-version|delivered-to|from|subject|date|message-id|to|content-type):",
    re.IGNORECASE | re.MULTILINE,
)
_CUKUP_BIDANG = 2
_AMPLOP = re.compile(rb"From [^\r\n]{0,998}\r?\n[!-9;-~]{1,100}:")
_MHTML = re.compile(
    rb"^(?:x-document-type: *workbook|snapshot-content-location:)", re.IGNORECASE | re.MULTILINE
)
_GAMBAR_TEKS = re.compile(rb"<svg\b", re.I)
_PEMISAH = (";", ",", "\t", "|")
_BARIS_CSV = 2


def kenali_wadah(data: bytes) -> Wadah:
    """The kind of a file by its first bytes: `zip` and `ole` are opened further by `paket` and `ole`."""
    if not data.strip(b"\x00 \t\r\n"):
        return Wadah("kosong", "berkas kosong" if not data else "berkas tanpa isi (hanya nol atau spasi)")
    for tanda, wadah in _TANDA:
        if data.startswith(tanda):
            return wadah
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"):
        return Wadah("gambar", "gambar HEIC dari telepon")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Wadah("gambar", "gambar WebP")
    return _kenali_teks(data[:KEPALA])


def _kenali_teks(kepala: bytes) -> Wadah:
    teks = _sebagai_teks(kepala)
    if teks is None:
        return Wadah("biner", "berkas dengan susunan yang tidak dikenal")
    mentah = teks.lstrip("\ufeff \t\r\n").encode("utf-8", "replace")
    if b"mso-application" in mentah and b"Excel.Sheet" in mentah:
        return Wadah("xml", "lembar XML Excel 2003")
    if _GAMBAR_TEKS.search(mentah[:1024]):
        return Wadah("gambar", "gambar SVG")
    if _BUKA_HTML.search(mentah[:1024]):
        return HTML
    if mentah.startswith(b"<?xml"):
        return Wadah("xml", "berkas XML")
    if _AMPLOP.match(kepala):
        return Wadah("kotak", "kotak surat (mbox)")
    if _MHTML.search(mentah):
        return Wadah("html", "halaman web tunggal (MHTML)")
    if _seperti_surat(mentah):
        return Wadah("surat", "pesan surel")
    if mentah[:1] in (b"{", b"["):
        return Wadah("teks", "berkas JSON")
    if _seperti_csv(teks):
        return Wadah("csv", "tabel CSV")
    return Wadah("teks", "berkas teks biasa")


def _sebagai_teks(kepala: bytes) -> str | None:
    """The head as text, or None when it is binary."""
    if kepala[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return kepala[: len(kepala) // 2 * 2].decode("utf-16", "replace")
    if b"\x00" in kepala:
        return None
    teks = kepala.decode("utf-8", "ignore")
    if len(teks.encode()) < len(kepala) - 3:
        teks = kepala.decode("cp1252", "replace")
    aneh = sum(1 for huruf in teks if ord(huruf) < 32 and huruf not in "\t\r\n\x0c\x1b")
    return None if aneh > len(teks) // 50 else teks


def _seperti_surat(mentah: bytes) -> bool:
    """A first line that is a header, and at least two of the headers that every message has."""
    if not _KEPALA_SURAT.match(mentah):
        return False
    kepala = re.split(rb"\r?\n\r?\n", mentah, maxsplit=1)[0]
    return len({satu.lower() for satu in _BIDANG_SURAT.findall(kepala)}) >= _CUKUP_BIDANG


def _seperti_csv(teks: str) -> bool:
    """The first lines hold the same separator equally often."""
    baris = [satu for satu in teks.splitlines()[:6] if satu.strip()][:5]
    if len(baris) < _BARIS_CSV:
        return False
    return any(
        len({satu.count(tanda) for satu in baris[:2]}) == 1 and tanda in baris[0] for tanda in _PEMISAH
    )


_SARAN: dict[str, str] = {
    "html": "Buka berkas itu di Excel, pilih Simpan Sebagai, Buku Kerja Excel (.xlsx), lalu kirim ulang.",
    "xml": "Buka berkas itu di Excel, pilih Simpan Sebagai, Buku Kerja Excel (.xlsx), lalu kirim ulang.",
    "csv": "Kirim formulir Excel aslinya; berkas CSV tidak menyimpan susunan formulir.",
    "teks": "Kirim formulir Excel aslinya.",
    "pdf": "Kirim formulir Excel aslinya, bukan hasil cetak PDF-nya.",
    "gambar": "Kirim formulir Excel aslinya, bukan foto atau pindaiannya.",
    "arsip": "Keluarkan isinya dulu, lalu kirim formulir Excel yang ada di dalamnya.",
    "zip": "Keluarkan isinya dulu, lalu kirim formulir Excel yang ada di dalamnya.",
    "surat": "Simpan lampiran pesan itu, lalu kirim formulir Excel yang dilampirkan.",
    "kotak": "Simpan lampiran pesannya, lalu kirim formulir Excel yang dilampirkan.",
    "tnef": "Minta pengirim mengirim ulang pesannya dalam bentuk HTML atau teks biasa, bukan Rich Text.",
    "pst": "Buka di Outlook, simpan pesannya sebagai .msg, atau simpan lampirannya saja, ke masuk/.",
    "word": "Isikan ke formulir Excel yang dikirim, lalu kirim ulang.",
}


def bukan_buku_kerja(wadah: Wadah) -> Ditolak:
    """B001 (or B003 for an empty file) with what the file really is and what to do."""
    if wadah.jenis == "kosong":
        return rusak(f"{wadah.sebutan}, biasanya karena pengiriman atau sinkronisasi terputus")
    return Ditolak(
        "B001",
        f"Berkas ini bukan buku kerja Excel, melainkan {wadah.sebutan}.",
        ditemukan=wadah.sebutan,
        seharusnya="buku kerja .xlsx, .xlsm, .xls, .xlsb, atau .ods",
        saran=_SARAN.get(wadah.jenis, "Kirim formulir Excel aslinya."),
    )
