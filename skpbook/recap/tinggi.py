"""How high a row must be for its wrapped text to be seen whole.

Neither Excel (merged cells) nor LibreOffice (imported files) can be relied on to fit rows by itself, so they
are written here, worked out from the widths of Calibri's letters and err on the high side.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xlsxwriter.utility import CHAR_WIDTHS

if TYPE_CHECKING:
    from collections.abc import Iterable

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


def banyak_baris(teks: str, lebar: float, ukuran: float, tebal: bool) -> int:
    """Lines that `teks` breaks into: at blanks and hyphens, a longer word anywhere."""
    muat = max((lebar * PIKSEL_ANGKA - TEPI) * 11 / ukuran / (1.08 if tebal else 1.02), 20.0)
    if "\n" not in teks:
        return _baris(teks, muat)
    return sum(_baris(garis, muat) for garis in teks.split("\n"))


def _baris(garis: str, muat: float) -> int:
    if len(garis) * _TERLEBAR <= muat or _lebar(garis) <= muat:
        return 1
    jumlah, terpakai = 1, 0.0
    for kata in _potong(garis):
        panjang = _LEBAR[kata]
        if terpakai + panjang <= muat or kata.isspace():
            terpakai += panjang
            continue
        jumlah += 1 if terpakai else 0
        lebih, terpakai = divmod(panjang, muat)
        jumlah += int(lebih)
    return jumlah


def _potong(garis: str) -> Iterable[str]:
    """The pieces between which a line may break, the blanks between them too."""
    if "-" in garis or not garis.isprintable() or "  " in garis:
        return _KATA.findall(garis)
    return garis.rstrip().replace(" ", "\n \n").split("\n")  # printable: no other blank, no line break


def _lebar(teks: str) -> float:
    """Pixels of a text on one line at 11 points."""
    dikenal = teks.encode("latin-1", "ignore")
    return float(sum(dikenal.translate(_LEBAR_HURUF)) + LEBAR_LAIN * (len(teks) - len(dikenal)))


class _Lebar(dict[str, float]):
    """Words -> their width; the words of an instansi repeat."""

    def __missing__(self, kata: str) -> float:
        if len(self) >= _INGATAN:
            self.clear()
        self[kata] = lebar = _lebar(kata)
        return lebar


_INGATAN = 8192
_LEBAR_HURUF = bytes(CHAR_WIDTHS.get(chr(nomor), LEBAR_LAIN) for nomor in range(256))
_TERLEBAR = max(_LEBAR_HURUF)
_LEBAR = _Lebar()
