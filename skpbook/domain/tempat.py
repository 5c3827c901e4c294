"""Where a value stands: berkas, lembar, sel. Everything read has one."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Mapping
from functools import lru_cache

from msgspec import Struct

_JALUR_BARIS = re.compile(r"(\w+)\[(\d+)\]((?:\.\w+)?)", re.ASCII)


class Tempat(Struct, frozen=True, array_like=True):
    """One cell. `sel` is A1 notation as the person sees it (merged areas: their top left cell)."""

    lembar: str
    sel: str


class Rujukan(Struct, frozen=True):
    """One cell of a named file: the second place of a finding across workbooks."""

    berkas: str
    lembar: str
    sel: str


PetaTempat = Mapping[str, Tempat]
"""Field path (`utama[0].iki[1].target`) -> the cell the value was read from, or would stand in when empty."""


@lru_cache(maxsize=1024)
def nama_kolom(kolom: int) -> str:
    """Column letters of a zero-based column number: 0 -> A, 26 -> AA."""
    huruf = ""
    sisa = kolom + 1
    while sisa:
        sisa, angka = divmod(sisa - 1, 26)
        huruf = chr(65 + angka) + huruf
    return huruf


def nomor_kolom(huruf: str) -> int:
    """Zero-based column number of column letters: A -> 0, AA -> 26."""
    angka = 0
    for satu in huruf:
        angka = angka * 26 + ord(satu) - 64
    return angka - 1


def alamat(baris: int, kolom: int) -> str:
    """A1 address of zero-based row and column."""
    return f"{nama_kolom(kolom)}{baris + 1}"


def urai_alamat(sel: str) -> tuple[int, int]:
    """Zero-based row and column of an A1 address."""
    huruf = sel.rstrip("0123456789")
    return int(sel[len(huruf) :]) - 1, nomor_kolom(huruf)


class PetaBerbaris(Mapping[str, Tempat]):
    """A source map of lists whose items stand row by row: a column for every field, a row number for every item.

    The same as the map it is made of, for a fiftieth of its memory; a roster of 100,000 has a million cells.
    """

    def __init__(self, peta: PetaTempat) -> None:
        self._kolom: dict[tuple[str, str], tuple[str, str]] = {}
        self._baris: dict[str, array[int]] = {}
        self._sisa: dict[str, Tempat] = {}
        self._urutan: dict[tuple[str, str], int] = {}
        for jalur, tempat in peta.items():
            if not self._muat(jalur, tempat):
                self._sisa[jalur] = tempat

    def _muat(self, jalur: str, tempat: Tempat) -> bool:
        """Take a cell in where it is the one its field and item lead to, and all items before have that field."""
        temu = _JALUR_BARIS.fullmatch(jalur)
        if temu is None:
            return False
        daftar, nomor, medan = temu[1], int(temu[2]), temu[3]
        huruf = tempat.sel.rstrip("0123456789")
        if str(nomor) != temu[2] or not tempat.sel[len(huruf) :]:
            return False
        baris = self._baris.setdefault(daftar, array("l"))
        if nomor == len(baris):
            baris.append(int(tempat.sel[len(huruf) :]))
        sama = self._kolom.setdefault((daftar, medan), (tempat.lembar, huruf))
        if self._urutan.get((daftar, medan), 0) != nomor or self._cari(daftar, medan, nomor) != tempat:
            return False
        self._urutan[daftar, medan] = nomor + 1
        return sama == (tempat.lembar, huruf)

    def _cari(self, daftar: str, medan: str, nomor: int) -> Tempat | None:
        baris, kolom = self._baris.get(daftar), self._kolom.get((daftar, medan))
        if baris is None or kolom is None or nomor >= len(baris):
            return None
        return Tempat(kolom[0], f"{kolom[1]}{baris[nomor]}")

    def __getitem__(self, jalur: str) -> Tempat:
        if (ada := self._sisa.get(jalur)) is not None:
            return ada
        temu = _JALUR_BARIS.fullmatch(jalur)
        if (
            temu is None
            or int(temu[2]) >= self._urutan.get((temu[1], temu[3]), 0)
            or temu[2] != str(int(temu[2]))
        ):
            raise KeyError(jalur)
        tempat = self._cari(temu[1], temu[3], int(temu[2]))
        assert tempat is not None
        return tempat

    def __iter__(self) -> Iterator[str]:
        for (daftar, medan), banyak in self._urutan.items():
            yield from (f"{daftar}[{nomor}]{medan}" for nomor in range(banyak))
        yield from self._sisa

    def __len__(self) -> int:
        return sum(self._urutan.values()) + len(self._sisa)
