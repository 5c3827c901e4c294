"""Names that strangers gave: shown without tricks, and refused where they point out of their place."""

from __future__ import annotations

import os
import re
import unicodedata

from skpbook.intake.tolak import Ditolak

_PANJANG = 150
_DRIVE = re.compile(r"[A-Za-z]:")
_PERANGKAT = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(?:\..*)?", re.IGNORECASE | re.DOTALL
)
"""Names that Windows gives to devices, whatever suffix follows."""

_SIASAT = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Characters without a glyph: line breaks, changes of writing direction, halves of characters."""


def nama_terbaca(nama: str) -> str:
    """A file name as text: bytes that are no UTF-8 (names out of an old zip) and signs nobody sees as \\xNN."""
    teks = os.fsencode(nama).decode("utf-8", "backslashreplace")
    return nama_tampil(teks)


def nama_tampil(teks: str) -> str:
    """The name with every invisible character written out, so that it is what it looks like."""
    if teks.isascii() and teks.isprintable():
        return teks
    return "".join(
        huruf.encode("unicode_escape").decode("ascii") if unicodedata.category(huruf) in _SIASAT else huruf
        for huruf in teks
    )


def potong_nama(nama: str) -> str:
    """A name of at most 150 characters that keeps its suffix."""
    if len(nama) <= _PANJANG:
        return nama
    akhiran = os.path.splitext(nama)[1][:12]
    return nama[: _PANJANG - len(akhiran) - 1] + "…" + akhiran


def tolak_nama(nama: str) -> Ditolak | None:
    """Why a name inside a zip or a message (`/` between folders) is refused; None for an honest one."""
    bagian = nama.split("/")
    if nama.startswith("/") or _DRIVE.match(nama):
        return _tidak_aman(nama, "berupa alamat lengkap dari komputer lain")
    if ".." in (satu.strip() for satu in bagian):
        return _tidak_aman(nama, "menunjuk ke luar foldernya (..)")
    if any(_PERANGKAT.fullmatch(satu.strip(" .")) for satu in bagian):
        return _tidak_aman(nama, "sama dengan nama perangkat Windows")
    if not any(satu.strip(" .") for satu in bagian):
        return _tidak_aman(nama, "kosong")
    return None


def _tidak_aman(nama: str, apa: str) -> Ditolak:
    return Ditolak(
        "B004",
        f"Berkas melewati batas keamanan: namanya {apa}, jadi tidak dibaca.",
        ditemukan=potong_nama(nama_tampil(nama)),
        seharusnya="nama berkas biasa",
        saran="Minta pengirim memberi nama biasa pada berkas itu, lalu mengirim ulang.",
    )
