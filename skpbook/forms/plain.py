"""Worksheet parts of an .xlsx written as spreadsheet programs write them, read by plain searches.

Whoever has inflated a part to judge it has all there is to read: the library would inflate and walk it again. Whatever
is not certain to be of the well-known shape is left to the library, so that both give the same.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from skpbook.domain.tempat import alamat, urai_alamat
from skpbook.forms.plain_parts import (
    GAYA,
    KAMUS,
    BukanPolos,
    Kamus,
    gaya_tanggal,
    lembar_buku,
    periksa_bagian,
    teks_bagian,
)
from skpbook.forms.plain_rows import Baris, Ingatan, baca_baris, singkat, urai_atribut
from skpbook.forms.unseen import Khusus, kolom_tersembunyi

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from skpbook.forms.grid import Nilai
    from skpbook.forms.merges import Area
    from skpbook.forms.plain_rows import Baca

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
        self.lembar = lembar_buku(bagian)
        gaya, kamus = bagian.get(GAYA, b""), bagian.get(KAMUS, b"")
        kecil = len(gaya) + len(kamus) <= _INGAT
        self._isi = _isi_buku(gaya, kamus) if kecil else IsiBuku(gaya, kamus)

    def baca(self, isi: bytes, *, baris: int, kolom: int, sel: int) -> LembarPolos:
        """Read a sheet of at most so many rows, columns, and cells as laid out. Raises `BukanPolos`."""
        periksa_bagian(isi)
        awal, akhir = isi.find(b"<sheetData>"), isi.rfind(b"</sheetData>")
        if awal < 0 or akhir < awal:
            raise BukanPolos
        potongan = isi[awal:akhir].split(b"</row>")
        ada = [satu for satu in map(self._isi.baris.__getitem__, potongan) if satu.nomor >= 0]
        istimewa = [satu for satu in ada if satu.istimewa]
        khusus = Khusus(
            tanpa_nilai={sel: rumus for satu in istimewa for sel, rumus in satu.tanpa_nilai.items()},
            baris=frozenset([satu.nomor for satu in istimewa if satu.tersembunyi]),
            kolom=kolom_tersembunyi(isi, awal),
        )
        return LembarPolos(
            _susun(ada, (baris, kolom, sel)), _gabungan(isi, akhir), khusus if khusus != _BIASA else None
        )


class IsiBuku:
    """What the sheets of a workbook refer to: its shared texts and styles. Copies of one template share them."""

    def __init__(self, gaya: bytes, kamus: bytes) -> None:
        self._bagian = (gaya, kamus)
        self._kamus: Kamus | None = None
        self._gaya: tuple[bool | None, ...] | None = None
        self._cara: dict[str, Baca] = {}
        self.baris = Ingatan(self._baris)
        """What the part up to the end of a row says, nothing left open. Raises `BukanPolos`."""

    def _baris(self, isi_baris: bytes) -> Baris:
        baris, pasti, tunda = baca_baris(isi_baris)
        if not tunda:
            return baris
        nilai, tanpa_nilai = baris.nilai[:], dict(baris.tanpa_nilai)
        for kolom, atribut, isi, rumus in tunda:
            satu = (self._cara.get(atribut) or self._cara_baru(atribut))(isi)
            if satu is not None:
                nilai[kolom] = satu
                pasti = max(pasti, kolom + 1)
            elif rumus:
                tanpa_nilai[alamat(baris.nomor, kolom)] = singkat(rumus)
        return Baris(baris.nomor, nilai[:pasti], tanpa_nilai, tersembunyi=baris.tersembunyi)

    def _cara_baru(self, atribut: str) -> Baca:
        """How cells with these attributes are read."""
        gaya, jenis = urai_atribut(atribut)
        baca: Baca
        if jenis == "n":
            baca = _tanggal if gaya is not None and self._kala(gaya) else _angka
        else:
            if self._kamus is None:
                self._kamus = Kamus(self._bagian[1])
            baca = self._kamus.__getitem__
        self._cara[atribut] = baca
        return baca

    def _kala(self, nomor: int) -> bool:
        """Whether numbers of a style are dates."""
        if self._gaya is None:
            self._gaya = gaya_tanggal(self._bagian[0])
        kala = self._gaya[nomor] if nomor < len(self._gaya) else False
        if kala is None:
            raise BukanPolos
        return kala


_isi_buku = lru_cache(maxsize=8)(IsiBuku)


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


def _susun(ada: Sequence[Baris], batas: tuple[int, int, int]) -> list[list[Nilai]]:
    """Rows up to the last cell in use; `batas` are the most rows, columns and cells. Raises `BukanPolos`."""
    nomor = [satu.nomor for satu in ada]
    if nomor != sorted(set(nomor)):
        raise BukanPolos
    tinggi = next((satu.nomor + 1 for satu in reversed(ada) if satu.nilai), 0)
    lebar = max([len(satu.nilai) for satu in ada], default=0)
    if tinggi > batas[0] or lebar > batas[1] or tinggi * lebar > batas[2]:
        raise BukanPolos
    kosong = _kosong(lebar)
    hasil = [kosong] * tinggi
    for satu in ada:
        if satu.nilai:
            hasil[satu.nomor] = satu.selebar(kosong)
    return hasil


@lru_cache(maxsize=64)
def _kosong(lebar: int) -> list[Nilai]:
    """An empty row, shared as `Baris` is."""
    return [""] * lebar


def _gabungan(isi: bytes, akhir: int) -> tuple[Area, ...]:
    awal = isi.find(b"mergeCell", akhir)
    daftar = isi[awal : isi.rfind(b"mergeCell")] if awal >= 0 else b""
    return _daftar_gabungan(daftar) if len(daftar) <= _INGAT else _daftar_gabungan.__wrapped__(daftar)


@lru_cache(maxsize=64)
def _daftar_gabungan(isi: bytes) -> tuple[Area, ...]:
    daftar = teks_bagian(isi)
    temu = _GABUNGAN.findall(daftar)
    if len(temu) + bool(daftar) != daftar.count("mergeCell"):  # the list itself is called mergeCells
        raise BukanPolos
    return tuple((*urai_alamat(kiri), *urai_alamat(kanan)) for kiri, kanan in temu)
