"""Worksheet parts of an .xlsx written as spreadsheet programs write them, read by plain searches.

Whoever has inflated a part to judge it has all there is to read: the library would inflate and walk it again. Whatever
is not certain to be of the well-known shape is left to the library, so that both give the same.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from skpbook.domain.tempat import urai_alamat
from skpbook.forms.plain_parts import (
    GAYA,
    KAMUS,
    PUTIH,
    BukanPolos,
    Kamus,
    bagian_teks,
    gaya_tanggal,
    lembar_buku,
    lolos,
    potong,
    utuh,
)
from skpbook.forms.unseen import Khusus, kolom_tersembunyi, rumus_pendek

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from skpbook.forms.grid import Nilai
    from skpbook.forms.merges import Area

    Baca = Callable[[str], Nilai | None]
    """From what stands in a cell to its value; None for none."""

_SEL = re.compile(
    r'<c r="([A-Z]{1,2}[1-9][0-9]{0,5})"([^>/]*+)>'
    r"(<f(?: [^>/]*+)?+(?:/>|>[^<]*+</f>))?+"
    r'(?:(<v>[^<]*+</v>)|(<is><t(?: xml:space="preserve")?+>)([^<]*+)</t></is>)?+</c>'
)
"""Address, attributes, formula, value; of a text that stands in the cell itself how it begins, and the text."""
_ATRIBUT = re.compile(r'(?: s="([0-9]{1,5})")?(?: t="([a-zA-Z]+)")?')
_SELANG = 7
"""What stands before a cell, then its six pieces."""

_TERSEMBUNYI = re.compile(r'<row [^>]*? hidden="(?:1|true)"')
_GABUNGAN = re.compile(r'<mergeCell ref="([A-Z]{1,3}[1-9][0-9]{0,6}):([A-Z]{1,3}[1-9][0-9]{0,6})"/>')
_ANGKA = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_HARI_NOL = date(1899, 12, 30)
_HARI_PERTAMA, _HARI_TERAKHIR = 61, 2_958_465
"""From 1 March 1900, before which the calendar of Excel is wrong, to the end of 9999."""

_INGAT = 64 * 1024
"""Lists up to this size are remembered with what they say: copies of one template share them."""

_BIASA = Khusus()


class LembarPolos(NamedTuple):
    """A worksheet as read: rows of equal length, merged areas, what is special in it."""

    baris: list[list[Nilai]]
    gabungan: tuple[Area, ...]
    khusus: Khusus | None


class BukuPolos:
    """A workbook of inflated parts. `lembar` are its worksheets in order."""

    def __init__(self, bagian: Mapping[str, bytes]) -> None:
        """Raises `BukanPolos`."""
        self._bagian = bagian
        self.lembar = lembar_buku(bagian)
        self._kamus: Kamus | None = None
        self._gaya: tuple[bool | None, ...] | None = None
        self._cara: dict[str, Baca] = {}

    def baca(self, isi: bytes, *, baris: int, kolom: int, sel: int) -> LembarPolos:
        """Read a sheet of at most so many rows, columns, and cells as laid out. Raises `BukanPolos`."""
        teks = bagian_teks(isi)
        awal, akhir = teks.find("<sheetData>"), teks.rfind("</sheetData>")
        if awal < 0 or akhir < awal:
            raise BukanPolos
        potongan = _SEL.split(teks[awal:akhir])
        sela, alamat, atribut, rumus = (potongan[nomor::_SELANG] for nomor in range(4))
        # No end of a cell is left between them, no two stand at one place: nothing was passed over.
        if "</c>" in "".join(sela) or len(set(alamat)) != len(alamat):
            raise BukanPolos
        nilai = self._nilai(atribut, potongan[4::_SELANG], potongan[5::_SELANG], potongan[6::_SELANG])
        tempat = list(map(_letak, alamat))
        khusus = Khusus(
            tanpa_nilai=_tanpa_nilai(alamat, rumus, nilai) if any(rumus) else {},
            baris=_baris_tersembunyi(sela, tempat),
            kolom=kolom_tersembunyi(isi, isi.find(b"<sheetData>")),
        )
        return LembarPolos(
            _susun(tempat, nilai, (baris, kolom, sel)),
            _gabungan(teks, akhir),
            khusus if khusus != _BIASA else None,
        )

    def _nilai(
        self,
        atribut: Sequence[str],
        isi: Sequence[str | None],
        langsung: Sequence[str | None],
        teks: Sequence[str],
    ) -> list[Nilai | None]:
        """The value of every cell, None for an empty one."""
        cara = {satu: self._cara.get(satu) or self._cara_baru(satu) for satu in set(atribut)}
        nilai = [cara[a](i) if i else None for a, i in zip(atribut, isi, strict=True)]
        for nomor, awalan in enumerate(langsung):
            if awalan:
                if cara[atribut[nomor]] is not _langsung:
                    raise BukanPolos
                nilai[nomor] = _teks(teks[nomor], awalan)
        return nilai

    def _cara_baru(self, atribut: str) -> Baca:
        """How cells with these attributes are read."""
        gaya, jenis = _urai_atribut(atribut)
        baca: Baca
        if jenis == "n":
            baca = _tanggal if gaya is not None and self._kala(gaya) else _angka
        elif jenis == "s":
            if self._kamus is None:
                self._kamus = Kamus(self._bagian.get(KAMUS, b""))
            baca = self._kamus.__getitem__
        elif jenis in _CARA:
            baca = _CARA[jenis]
        else:
            raise BukanPolos
        self._cara[atribut] = baca
        return baca

    def _kala(self, nomor: int) -> bool:
        """Whether numbers of a style are dates."""
        if self._gaya is None:
            self._gaya = gaya_tanggal(self._bagian.get(GAYA, b""))
        kala = self._gaya[nomor] if nomor < len(self._gaya) else False
        if kala is None:
            raise BukanPolos
        return kala


@lru_cache(maxsize=4096)
def _urai_atribut(atribut: str) -> tuple[int | None, str]:
    """Style and type of a cell."""
    temu = _ATRIBUT.fullmatch(atribut)
    if temu is None:
        raise BukanPolos
    return int(temu[1]) if temu[1] else None, temu[2] or "n"


def _hasil(isi: str) -> str:
    """The text a formula gives."""
    return utuh(lolos(isi[3:-4]))


def _langsung(_isi: str) -> str:
    """A text that stands in the cell itself, where a value stands."""
    raise BukanPolos


def _teks(isi: str, awalan: str) -> str:
    """A text that stands in the cell itself; `awalan` tells whether the blanks around it count."""
    jaga = awalan != "<is><t>"
    if "&" in isi or "_x" in isi:
        return potong(isi, jaga=jaga)
    return isi if jaga else isi.strip(PUTIH)


def _benar(isi: str) -> bool | None:
    nilai = {"": None, "0": False, "1": True}
    teks = isi[3:-4]
    if teks not in nilai:
        raise BukanPolos
    return nilai[teks]


def _angka(isi: str) -> float | None:
    teks = isi[3:-4]
    if teks and not _ANGKA.fullmatch(teks):
        raise BukanPolos
    return float(teks) if teks else None


def _tanggal(isi: str) -> date | None:
    """A whole day; hours and what comes before the calendar holds are left to the library."""
    teks = isi[3:-4]
    if not teks:
        return None
    if not teks.isdecimal() or not _HARI_PERTAMA <= int(teks) <= _HARI_TERAKHIR:
        raise BukanPolos
    return _HARI_NOL + timedelta(days=int(teks))


_CARA: Mapping[str, Baca] = {"str": _hasil, "inlineStr": _langsung, "b": _benar}
_letak = lru_cache(maxsize=65536)(urai_alamat)


def _susun(
    tempat: Sequence[tuple[int, int]], nilai: Sequence[Nilai | None], batas: tuple[int, int, int]
) -> list[list[Nilai]]:
    """Rows up to the last cell in use; `batas` are the most rows, columns and cells."""
    if None in nilai:
        tempat = [satu for satu, isi in zip(tempat, nilai, strict=True) if isi is not None]
    ada = [isi for isi in nilai if isi is not None]
    tinggi = max(tempat, default=(-1, 0))[0] + 1
    lebar = max([satu[1] for satu in tempat], default=-1) + 1
    if tinggi > batas[0] or lebar > batas[1] or tinggi * lebar > batas[2]:
        raise BukanPolos
    kosong: list[Nilai] = [""] * lebar
    hasil = [kosong] * tinggi
    for (nomor, di), isi in zip(tempat, ada, strict=True):
        satu = hasil[nomor]
        if satu is kosong:
            satu = hasil[nomor] = kosong[:]
        satu[di] = isi
    return hasil


def _tanpa_nilai(
    alamat: Iterable[str], rumus: Iterable[str | None], nilai: Iterable[Nilai | None]
) -> dict[str, str]:
    """The formulas of cells without a value."""
    return {
        a: rumus_pendek(r[r.index(">") + 1 :].removesuffix("</f>"))
        for a, r, n in zip(alamat, rumus, nilai, strict=True)
        if r and n is None
    }


def _baris_tersembunyi(sela: Sequence[str], tempat: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Rows that nobody sees, of those that hold something: spare rows of a form are many, and empty.

    `sela` is what stands before each cell that holds something: of a new row at least its head.
    """
    hasil = []
    for satu, (nomor, _) in zip(sela, tempat, strict=False):
        if "hidden" in satu:
            kepala = satu[satu.rfind("<row ") :]
            if _TERSEMBUNYI.match(kepala):
                hasil.append(nomor)
    return frozenset(hasil)


def _gabungan(teks: str, akhir: int) -> tuple[Area, ...]:
    awal = teks.find("mergeCell", akhir)
    daftar = teks[awal : teks.rfind("mergeCell")] if awal >= 0 else ""
    return _daftar_gabungan(daftar) if len(daftar) <= _INGAT else _daftar_gabungan.__wrapped__(daftar)


@lru_cache(maxsize=64)
def _daftar_gabungan(daftar: str) -> tuple[Area, ...]:
    temu = _GABUNGAN.findall(daftar)
    if len(temu) + bool(daftar) != daftar.count("mergeCell"):  # the list itself is called mergeCells
        raise BukanPolos
    return tuple((*urai_alamat(kiri), *urai_alamat(kanan)) for kiri, kanan in temu)
