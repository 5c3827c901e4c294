"""Text from people, made fit for a cell: nothing that breaks the file, nothing cut in silence."""

from __future__ import annotations

import re

BATAS_SEL = 32_767
"""What one Excel cell holds, in UTF-16 units."""

_TERLARANG = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff￾￿]")
_GANTI = "�"


def aman(teks: str) -> str:
    """`teks` without characters that XML cannot hold (shown as �) and within the limit of a cell.

    A text of the shape `<r>…</r>` gets a blank after it: XlsxWriter takes that shape for its own rich text
    and would copy it into the file as markup.
    """
    satu = teks.replace("\r\n", "\n").replace("\r", "\n")
    satu = _TERLARANG.sub(_GANTI, satu)
    if satu.startswith("<r>") and satu.endswith("</r>"):
        satu += " "
    if _satuan(satu) > BATAS_SEL:
        return _potong(satu, BATAS_SEL)
    return satu


def ringkas(teks: str | None, huruf: int = 400, baris: int = 10) -> str:
    """`aman` text short enough to be seen whole in a table row; a cut says how long the whole is."""
    if not teks:
        return ""
    satu = aman(teks.strip())
    garis = satu.split("\n")
    if len(garis) > baris:
        satu = "\n".join(garis[:baris])
    if len(satu) <= huruf and len(garis) <= baris:
        return satu
    return aman(satu[:huruf].rstrip() + _keterangan(len(teks)))


def ekor_kepala(teks: str, batas: int = 80) -> str:
    """Text for a page header or footer: `&` doubled (it starts a code), one line, at most `batas` letters."""
    satu = " ".join(aman(teks).split())
    if len(satu) > batas:
        satu = satu[: batas - 1].rstrip() + "…"
    return satu.replace("&", "&&")


def _potong(teks: str, batas: int) -> str:
    keterangan = _keterangan(len(teks))
    sisa = batas - _satuan(keterangan)
    isi = teks.encode("utf-16-le")[: sisa * 2].decode("utf-16-le", "ignore")
    return isi + keterangan


def _keterangan(panjang: int) -> str:
    seluruh = f"{panjang:,}".replace(",", ".")
    return f" … (dipotong; seluruhnya {seluruh} huruf, lihat berkas aslinya)"


def _satuan(teks: str) -> int:
    return len(teks.encode("utf-16-le")) // 2
