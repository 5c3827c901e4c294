"""Text from people, made fit for a cell: nothing that breaks the file, nothing cut in silence."""

from __future__ import annotations

from skpbook.forms.cell_text import BATAS_SEL, satuan, utuh


def aman(teks: str) -> str:
    """`utuh` text within the limit of a cell; a cut says how long the whole is."""
    satu = utuh(teks)
    if len(satu) > BATAS_SEL // 2 and satuan(satu) > BATAS_SEL:
        return _potong(satu, BATAS_SEL)
    return satu


def ringkas(teks: str | None, huruf: int = 400, baris: int = 10) -> str:
    """`aman` text short enough to be seen whole in a table row; a cut says how long the whole is."""
    if not teks:
        return ""
    satu = teks.strip()
    if len(satu) <= huruf and satu.isprintable() and not satu.startswith("<r>"):
        return satu
    satu = aman(satu)
    if len(satu) <= huruf and satu.count("\n") < baris:
        return satu
    satu = "\n".join(satu.split("\n")[:baris])
    return aman(satu[:huruf].rstrip() + _keterangan(len(teks)))


def ekor_kepala(teks: str, batas: int = 80) -> str:
    """Text for a page header or footer: `&` doubled (it starts a code), one line, at most `batas` letters."""
    satu = " ".join(aman(teks).split())
    if len(satu) > batas:
        satu = satu[: batas - 1].rstrip() + "…"
    return satu.replace("&", "&&")


def _potong(teks: str, batas: int) -> str:
    keterangan = _keterangan(len(teks))
    sisa = batas - satuan(keterangan)
    isi = teks.encode("utf-16-le")[: sisa * 2].decode("utf-16-le", "ignore")
    return isi + keterangan


def _keterangan(panjang: int) -> str:
    seluruh = f"{panjang:,}".replace(",", ".")
    return f" … (dipotong; seluruhnya {seluruh} huruf, lihat berkas aslinya)"
