"""How high a row must be for its wrapped text to be seen whole.

Neither Excel (merged cells) nor LibreOffice (imported files) can be relied on to fit rows by itself, so they
are written here, worked out from the widths of Calibri's letters and err on the high side.
"""

from __future__ import annotations

import re
from functools import lru_cache

from xlsxwriter.utility import CHAR_WIDTHS

LEBAR_LAIN = 9
"""Pixels at 11 points of a letter without a known width."""

PIKSEL_ANGKA = 7
"""Pixels of one digit at 11 points: the unit of column widths."""

TEPI = 8
"""Pixels of a cell that text does not use."""

TINGGI_MAKS = 405.0
"""Points; Excel does not go past 409."""

TINGGI_TERKECIL = 15.0
"""Points of a row of one line."""

_KATA = re.compile(r"[^\s-]*-+|[^\s-]+|\s+")


def tinggi_teks(teks: str, lebar: float, ukuran: float = 10, *, tebal: bool = False) -> float:
    """Points that `teks` needs in a wrapped cell `lebar` characters wide, at most what Excel allows."""
    return min(TINGGI_MAKS, banyak_baris(teks, lebar, ukuran, tebal) * ukuran * 1.3 + 3)


@lru_cache(maxsize=65536)
def banyak_baris(teks: str, lebar: float, ukuran: float, tebal: bool) -> int:
    """Lines that `teks` breaks into: at blanks and hyphens, a longer word anywhere."""
    muat = (lebar * PIKSEL_ANGKA - TEPI) * 11 / ukuran / (1.08 if tebal else 1.02)
    return sum(_baris(garis, max(muat, 20.0)) for garis in teks.split("\n"))


def _baris(garis: str, muat: float) -> int:
    if len(garis) * 13 <= muat:
        return 1
    jumlah, terpakai = 1, 0.0
    for kata in _KATA.findall(garis):
        panjang = float(sum(CHAR_WIDTHS.get(huruf, LEBAR_LAIN) for huruf in kata))
        if terpakai + panjang <= muat or kata.isspace():
            terpakai += panjang
            continue
        jumlah += 1 if terpakai else 0
        lebih, terpakai = divmod(panjang, muat)
        jumlah += int(lebih)
    return jumlah
