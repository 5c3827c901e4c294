"""Reading a headed numbered list of texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.domain.teks import tanpa_nomor
from skpbook.forms.layout import rentang_kolom

if TYPE_CHECKING:
    from skpbook.forms.definition import Daftar
    from skpbook.forms.scan import Pindaian


def baca(mata: Pindaian, bagian: Daftar, dari: int, sampai: int, awalan: str) -> None:
    """Every text below the heading, without its number; a bare number is no text."""
    jalur = awalan + bagian.isi
    kena = mata.cari((bagian.judul,), dari, sampai)
    if kena is None:
        return
    kolom_teks = rentang_kolom(bagian.teks)[0]
    mata.tempat[jalur] = mata.tempat_sel(kena.baris + 1, kolom_teks)
    nomor = 0
    if kena.sisa:
        mata.catat(f"{jalur}[0]", kena.baris, kena.kolom, kena.sisa)
        nomor = 1
    for baris in range(kena.baris + 1, sampai):
        if mata.di_baris(baris):
            continue
        potong = [
            (kolom, mata.teks(baris, kolom)) for kolom in range(mata.lebar(baris)) if mata.teks(baris, kolom)
        ]
        if len(potong) > 1 and potong[0][1].rstrip(".)").isdigit():
            potong = potong[1:]
            teks = potong[0][1]
        elif potong:
            teks = potong[0][1] if kolom_teks <= potong[0][0] else tanpa_nomor(potong[0][1])
        else:
            continue
        if potong[0][0] < kolom_teks and teks.rstrip(".)").isdigit():
            continue
        mata.catat(f"{jalur}[{nomor}]", baris, potong[0][0], teks)
        nomor += 1
