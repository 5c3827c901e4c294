"""How high a row must be for its wrapped text to be seen whole.

Neither Excel (merged cells) nor LibreOffice (imported files) can be relied on to fit rows by itself, so they
are written here, worked out from the widths of Calibri's letters and err on the high side.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
from xlsxwriter.utility import CHAR_WIDTHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

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
    return tinggi_baris(banyak_baris(teks, lebar, ukuran, tebal), ukuran)


def tinggi_baris(banyak: int, ukuran: float) -> float:
    """Points of so many lines, at most what Excel allows."""
    return min(TINGGI_MAKS, banyak * ukuran * 1.3 + 3)


def banyak_baris(teks: str, lebar: float, ukuran: float, tebal: bool) -> int:
    """Lines that `teks` breaks into: at blanks and hyphens, a longer word anywhere."""
    muat = _muat(lebar, ukuran, tebal)
    if "\n" not in teks:
        return _baris(teks, muat)
    return sum(_baris(garis, muat) for garis in teks.split("\n"))


def beberapa_baris(teks: Sequence[str], lebar: float, ukuran: float, tebal: bool) -> dict[str, int]:
    """`banyak_baris` of those of many texts that need more than one, for a tenth of the time."""
    muat = _muat(lebar, ukuran, tebal)
    pendek = muat // _TERLEBAR
    panjang = [satu for satu in teks if len(satu) > pendek or "\n" in satu]
    if not panjang:
        return {}
    garis = _baris_banyak("\n".join(panjang).encode("latin-1", "replace"), muat)
    if len(garis) > len(panjang):
        banyak = np.array([satu.count("\n") + 1 for satu in panjang])
        garis = np.add.reduceat(garis, np.cumsum(banyak) - banyak)
    return {satu: n for satu, n in zip(panjang, garis.tolist(), strict=True) if n > 1}


def _baris_banyak(huruf: bytes, muat: float) -> npt.NDArray[np.int_]:
    """`_baris` of every line of `huruf`, all at once: each round fills one line of every text not yet at its end."""
    isi = np.frombuffer(huruf, dtype=np.uint8)
    letak = np.concatenate(([0], np.cumsum(_LEBAR_NUMPY[isi], dtype=np.float64)))
    garis = np.flatnonzero(isi == _BARIS_BARU)
    kosong, sambung = _KOSONG[isi], isi == _SAMBUNG
    kata = ~kosong
    # a word ends before a blank, the end of its line, or where hyphens end
    akhir = kata.copy()
    akhir[:-1] &= kosong[1:] | (sambung[:-1] & ~sambung[1:])
    akhir_kata = np.flatnonzero(akhir) + 1
    mulai = kata.copy()
    mulai[1:] &= ~kata[:-1] | akhir[:-1]
    mulai_kata = np.flatnonzero(mulai)
    sampai = letak[akhir_kata]
    awal = np.concatenate(([0], garis + 1))
    kini = np.searchsorted(mulai_kata, awal)
    habis = np.append(kini[1:], len(mulai_kata))
    dari = letak[awal]
    jumlah = np.ones(len(awal), dtype=np.int_)
    sisa = np.flatnonzero(kini < habis)
    while len(sisa):
        lanjut = np.searchsorted(sampai, dari[sisa] + muat, side="right")
        belum = lanjut < habis[sisa]
        sisa, lanjut = sisa[belum], lanjut[belum]
        pindah = (lanjut > kini[sisa]) | (dari[sisa] < letak[mulai_kata[lanjut]])
        jumlah[sisa] += pindah
        panjang = sampai[lanjut] - letak[mulai_kata[lanjut]]
        lebih = panjang // muat
        jumlah[sisa] += lebih.astype(np.int_)
        dari[sisa] = sampai[lanjut] - (panjang - lebih * muat)
        kini[sisa] = lanjut + 1
        sisa = sisa[kini[sisa] < habis[sisa]]
    return jumlah


def _muat(lebar: float, ukuran: float, tebal: bool) -> float:
    """Pixels at 11 points that a line of a cell holds."""
    return max((lebar * PIKSEL_ANGKA - TEPI) * 11 / ukuran / (1.08 if tebal else 1.02), 20.0)


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
_LEBAR_HURUF = bytes(
    LEBAR_LAIN if chr(nomor) == "?" else CHAR_WIDTHS.get(chr(nomor), LEBAR_LAIN) for nomor in range(256)
)
"""A question mark also stands for what is not in Latin 1."""
_LEBAR_NUMPY = np.frombuffer(_LEBAR_HURUF, dtype=np.uint8)
_KOSONG = np.array([chr(nomor).isspace() for nomor in range(256)])
_BARIS_BARU, _SAMBUNG = ord("\n"), ord("-")
_TERLEBAR = max(_LEBAR_HURUF)
_LEBAR = _Lebar()
