"""How large a reader would lay a sheet out, from the raw XML of the sheet part, before any reader sees it.

A well-known shape is judged by regular expressions alone; whatever does not fit them is walked with expat.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.parsers import expat

from msgspec import Struct

from skpbook.domain.tempat import nama_kolom
from skpbook.intake.tolak import lewat_batas, rusak

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from skpbook.intake.batas import Batas

_SEL = re.compile(rb"<(?:[\w.-]+:)?c[\s/>]")
_SEL_LAZIM = re.compile(rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="[0-9]+")?(?: t="[a-zA-Z]+")?(/?)>')
_ALAMAT = rb"\$?([A-Za-z]+)\$?(\d+)"
_GABUNGAN = re.compile(rb"mergeCell\s[^>]*?ref\s*=\s*[\"']" + _ALAMAT + rb"(?::" + _ALAMAT + rb")?")
_AWAL_GABUNGAN = re.compile(rb"mergeCell\s")
_SEL_UTUH = re.compile(rb"<(?P<p>(?:[\w.-]+:)?)c(?P<atribut>\s[^>]*?)?(?:/>|>(?:.*?)</(?P=p)c>)", re.DOTALL)
_R = re.compile(rb"(?:^|\s)r\s*=\s*[\"']([A-Za-z]+)(\d+)[\"']")
_KALI_KOSONG = 10
"""Blank but styled cells cost a reader little: so many times the limit of cells is let through."""

_BARIS_POLOS, _KOLOM_POLOS = 4799, 104
"""A plain sheet has no cell beyond CZ4799 (`forms.unseen.bidang_polos`)."""

_SEL_TERPENDEK = len(b'<c r="A1"/>')
CONTOH_JAUH = 20
_PANJANG_NOMOR = 10
_INGAT_GABUNGAN = 64 * 1024
_POTONG = 2 * 1024 * 1024


class Luas(Struct, frozen=True):
    """Rows and columns up to the last cell in use or beyond it, and cells in use outside the limits (some A1
    names).
    """

    baris: int
    kolom: int
    jauh: tuple[str, ...] = ()
    jauh_banyak: int = 0


class Jauh(Struct, frozen=True):
    """Cells in use outside the limits that were not read: of which sheet, some A1 names, how many."""

    lembar: str | None
    sel: tuple[str, ...]
    banyak: int


_BESAR = 1024 * 1024
"""Sheets smaller than this are not worth a look of their own."""


def berisi_lembar(isi: bytes) -> bool:
    """Is this part a worksheet, whatever it is called?"""
    return b"sheetData" in isi


def ukur_polos(isi: bytes, bidang: tuple[int, int], batas: Batas) -> Luas | None:
    """An upper bound of the extent of a plain sheet; None where the limits are too narrow to say so.

    Raises `Ditolak` B004 for too wide merges.
    """
    if (bidang[1] - bidang[0]) // _SEL_TERPENDEK > batas.sel or batas.sel < _BARIS_POLOS * _KOLOM_POLOS:
        return None
    if batas.baris < _BARIS_POLOS or batas.kolom < _KOLOM_POLOS:
        return None
    periksa_gabungan(isi, batas)
    return Luas(_BARIS_POLOS, _KOLOM_POLOS)


def tanpa_sel_kosong(isi: bytes, batas: Batas) -> bytes:
    """A large sheet part without its cells where none of them can hold anything: there is nothing to read.

    Raises `Ditolak` B004 for too many cells.
    """
    awal, akhir = isi.find(b"<sheetData>"), isi.rfind(b"</sheetData>")
    if akhir - awal < _BESAR or awal < 0 or isi.find(b":", awal, akhir) >= 0:
        return isi
    if any(isi.find(satu, awal, akhir) >= 0 for satu in (b"<v", b"<i", b"<f", b"<t", b"<!")):
        return isi
    if (banyak := _hitung_sel(isi)) > batas.sel * _KALI_KOSONG:
        raise _terlalu_banyak_sel(banyak, batas)
    return isi[:awal] + b"<sheetData>" + isi[akhir:]


def ukur_lembar(isi: bytes, batas: Batas) -> Luas:
    """Measure a sheet part. Raises `Ditolak` B004 for too many cells or too wide merges, B003 for broken XML.

    Cells outside the limits of rows and columns are only counted: whoever reads on takes them out first
    (`buang_jauh`).
    """
    banyak = _hitung_sel(isi)
    if banyak > batas.sel * _KALI_KOSONG:
        raise _terlalu_banyak_sel(banyak, batas)
    # A cell has one value at most: so many of them need not be walked to be too many.
    if banyak > batas.sel and (terisi := isi.count(b"<v>")) > batas.sel:
        raise _terlalu_banyak_sel(terisi, batas)
    periksa_gabungan(isi, batas)
    luas = _ukur_lazim(isi, banyak, batas)
    return luas if luas is not None else _ukur_teliti(isi, batas)


def _hitung_sel(isi: bytes) -> int:
    """Number of cell elements, with or without a namespace prefix; never too few.

    One plain count tells for the part as programs write it: inside sheetData only cells begin with `<c`.
    """
    if b":c" in isi:
        return sum(1 for _ in _SEL.finditer(isi))
    akhir = isi.rfind(b"</sheetData")
    return isi.count(b"<c", isi.find(b"<sheetData"), akhir) if akhir >= 0 else isi.count(b"<c")


def periksa_luas(luas: Luas, batas: Batas) -> None:
    """Refuse (B004) a sheet whose cells in use span more than a reader should lay out."""
    if luas.jauh_banyak:
        raise lewat_batas(
            "baris dan kolom",
            f"{luas.jauh_banyak} sel di luar batas, misalnya {luas.jauh[0]}",
            f"{batas.baris} baris dan {batas.kolom} kolom",
        )
    if luas.baris * luas.kolom > batas.sel:
        raise lewat_batas("luas lembar", f"{luas.baris} baris x {luas.kolom} kolom", f"{batas.sel} sel")


def buang_jauh(isi: bytes, batas: Batas) -> bytes:
    """The sheet part without its cells outside the limits of rows and columns."""

    def pilih(temu: re.Match[bytes]) -> bytes:
        r = _R.search(temu["atribut"] or b"")
        if r is None or (_nomor_baris(r[2]) <= batas.baris and _nomor_kolom(r[1]) <= batas.kolom):
            return temu[0]
        return b""

    return _SEL_UTUH.sub(pilih, isi)


def _terlalu_banyak_sel(banyak: int, batas: Batas) -> Exception:
    return lewat_batas("jumlah sel satu lembar", str(banyak), str(batas.sel))


def _ukur_lazim(isi: bytes, banyak: int, batas: Batas) -> Luas | None:
    """Measure a sheet of which all cells are of the well-known shape, `banyak` of them.

    None when there are others, or when it is too large to say yes to.
    """
    kolom: set[bytes] = set()
    baris: set[bytes] = set()
    terbaca = terisi = 0
    for potong in _potongan(isi):
        lazim = _SEL_LAZIM.findall(potong)
        terbaca += len(lazim)
        ada = [satu for satu in lazim if not satu[2]]
        terisi += len(ada)
        kolom.update(satu[0] for satu in ada)
        baris.update(satu[1] for satu in ada)
    if terbaca != banyak or terisi > batas.sel:
        return None
    tinggi = max(map(int, baris), default=0)
    lebar = max(map(_nomor_kolom, kolom), default=0)
    if tinggi > batas.baris or lebar > batas.kolom or tinggi * lebar > batas.sel:
        return None
    return Luas(tinggi, lebar)


def _potongan(isi: bytes) -> Iterator[bytes]:
    """A sheet in pieces that cut no tag in two: what is found in one takes memory only while it is looked at."""
    letak = 0
    while len(isi) - letak > _POTONG:
        batas = isi.rfind(b"<", letak + 1, letak + _POTONG)
        akhir = batas if batas > letak else len(isi)
        yield isi[letak:akhir]
        letak = akhir
    yield isi[letak:] if letak else isi


def periksa_gabungan(isi: bytes, batas: Batas, dari: int = 0) -> None:
    """Refuse (B004) merges that cover too much, and (B003) those that cannot be measured; they stand behind `dari`."""
    awal, akhir = isi.find(b"mergeCell", dari), isi.rfind(b"mergeCell", dari)
    if awal < 0:
        return
    daftar = isi[awal : isi.find(b">", akhir) + 1 or len(isi)]
    if len(daftar) <= _INGAT_GABUNGAN:
        _hitung_gabungan_ingat(daftar, batas.gabungan)
    else:
        _hitung_gabungan(daftar, batas.gabungan)


def _hitung_gabungan(daftar: bytes, batas: int) -> None:
    jumlah = terbaca = 0
    for temu in _GABUNGAN.finditer(daftar):
        terbaca += 1
        kolom, baris = _nomor_kolom(temu[1]), _nomor_baris(temu[2])
        kolom2, baris2 = (_nomor_kolom(temu[3]), _nomor_baris(temu[4])) if temu[3] else (kolom, baris)
        luas = (abs(kolom2 - kolom) + 1) * (abs(baris2 - baris) + 1)
        jumlah += luas
        if jumlah > batas:
            area = f"{nama_kolom(kolom - 1)}{baris}:{nama_kolom(kolom2 - 1)}{baris2}"
            raise lewat_batas(
                "sel gabungan",
                f"gabungan {area} dengan {luas} sel" if luas > batas else f"{jumlah} sel",
                f"{batas} sel",
                "Pisahkan sel gabungan yang terlalu luas (Gabungkan & Tengah), simpan, lalu kirim ulang.",
            )
    if terbaca < len(_AWAL_GABUNGAN.findall(daftar)):
        raise rusak("sel gabungannya tidak tersusun benar")


_hitung_gabungan_ingat = lru_cache(maxsize=64)(_hitung_gabungan)
"""Copies of one template have the same merges: a list that has passed passes again."""


def _nomor_kolom(huruf: bytes) -> int:
    """Column number from 1; more letters than Excel has give a number far outside."""
    angka = 0
    for satu in huruf[:6].upper():
        angka = angka * 26 + satu - 64
    return angka


def _nomor_baris(angka: bytes) -> int:
    """Row number; more digits than any sheet has rows give a number far outside."""
    return int(angka) if len(angka) < _PANJANG_NOMOR else 10**_PANJANG_NOMOR


class _Pejalan:
    """expat's view of a sheet: positions as a reader derives them, cells in use, what lies far out."""

    def __init__(self, batas: Batas) -> None:
        self.batas = batas
        self.baris = self.kolom = 0
        self.luas_baris = self.luas_kolom = 0
        self.isi = 0
        self.jauh: list[str] = []
        self.jauh_banyak = 0
        self._sel: tuple[int, int] | None = None
        self._terpakai = False

    def buka(self, nama: str, atribut: dict[str, str]) -> None:
        """Start of an element."""
        lokal = nama.rpartition(":")[2]
        if lokal == "row":
            r = atribut.get("r")
            self.baris = self.baris + 1 if r is None else _angka_baris(r)
            self.kolom = 0
        elif lokal == "c":
            self._sel = self._letak(atribut.get("r"))
            self._terpakai = False
        elif self._sel is not None and lokal in ("v", "f", "is"):
            self._terpakai = True

    def tutup(self, nama: str) -> None:
        """End of an element."""
        if nama.rpartition(":")[2] != "c" or self._sel is None:
            return
        baris, kolom = self._sel
        self._sel = None
        if not self._terpakai:
            return
        self.isi += 1
        if self.isi > self.batas.sel:
            raise _terlalu_banyak_sel(self.isi, self.batas)
        if baris > self.batas.baris or kolom > self.batas.kolom:
            self.jauh_banyak += 1
            if len(self.jauh) < CONTOH_JAUH:
                self.jauh.append(f"{nama_kolom(kolom - 1)}{baris}")
        else:
            self.luas_baris = max(self.luas_baris, baris)
            self.luas_kolom = max(self.luas_kolom, kolom)

    def _letak(self, r: str | None) -> tuple[int, int]:
        if r is None:
            self.kolom += 1
            return max(self.baris, 1), self.kolom
        temu = re.fullmatch(r"([A-Za-z]+)([0-9]+)", r)
        if temu is None:
            raise rusak("ada sel dengan alamat yang tidak dikenal")
        self.kolom = _nomor_kolom(temu[1].encode())
        return _angka_baris(temu[2]), self.kolom


def _angka_baris(r: str) -> int:
    if not (r.isascii() and r.isdecimal() and len(r) < _PANJANG_NOMOR):
        raise rusak("ada baris dengan nomor yang tidak dikenal")
    return int(r)


def _ukur_teliti(isi: bytes, batas: Batas) -> Luas:
    """Measure with expat: right for prefixes, any attribute order, cells without an address."""
    pejalan = _Pejalan(batas)
    jalan_xml(isi, pejalan.buka, pejalan.tutup, "isi lembarnya")
    return Luas(pejalan.luas_baris, pejalan.luas_kolom, tuple(pejalan.jauh), pejalan.jauh_banyak)


def jalan_xml(
    isi: bytes,
    buka: Callable[[str, dict[str, str]], object],
    tutup: Callable[[str], object] | None,
    sebutan: str,
    teks: Callable[[str], object] | None = None,
) -> None:
    """Walk a part with expat. Raises `Ditolak` B003 for what is no XML, or none in an encoding that is known."""
    pengurai = expat.ParserCreate()
    pengurai.StartElementHandler = buka
    pengurai.EndElementHandler = tutup
    if teks is not None:
        pengurai.buffer_text = True
        pengurai.CharacterDataHandler = teks
    try:
        pengurai.Parse(isi, True)
    except (expat.ExpatError, LookupError, ValueError) as galat:
        raise rusak(f"{sebutan} tidak tersusun benar") from galat
