"""The extent of the sheets of an .ods, with its repeats; cells far outside are emptied."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from skpbook.domain.tempat import alamat
from skpbook.intake.geometri import Luas, jalan_xml, periksa_luas
from skpbook.intake.geometri_lain import HasilLembar, Ukuran

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Attrib

    from skpbook.intake.batas import Batas

_GALAT = re.compile(r"#[A-Z/0]+[!?]?|Err:\d+")
_TERSEMBUNYI = ("collapse", "filter")
_TERBESAR = 16 * 1024 * 1024
_BARIS_DICATAT = 20_000
_TEKS_DICATAT = 40


class _Pejalan:
    """expat's view of content.xml: positions with repeats, cells that hold something."""

    def __init__(self, batas: Batas) -> None:
        self.batas = batas
        self.semua: list[HasilLembar] = []
        self.ukuran = Ukuran(batas)
        self.baris = self.kolom = self.kolom_lebar = 0
        self.ulang_baris = self.ulang_sel = 1
        self._dalam_sel = False
        self._isi_sel = False
        self._rumus: str | None = None
        self._bernilai = False
        self._teks: str | None = None
        self._isi_baris: list[tuple[int, int]] = []

    def buka(self, nama: str, atribut: dict[str, str]) -> None:
        """Start of an element."""
        if nama in ("table:table-cell", "table:covered-table-cell"):
            self._buka_sel(atribut)
        elif self._dalam_sel and nama == "text:p":
            self._isi_sel = True
            self._teks = self._teks or ""
        elif nama == "table:table":
            self.ukuran = Ukuran(self.batas, atribut.get("table:name", ""))
            self.baris = self.kolom_lebar = 0
        elif nama == "table:table-row":
            self.ulang_baris = _angka(atribut, "table:number-rows-repeated")
            self.kolom, self._isi_baris = 0, []
            if atribut.get("table:visibility") in _TERSEMBUNYI:
                akhir = min(self.baris + self.ulang_baris, _BARIS_DICATAT)
                self.ukuran.baris_sembunyi.update(range(self.baris, akhir))
        elif nama == "table:table-column":
            ulang = _angka(atribut, "table:number-columns-repeated")
            if atribut.get("table:visibility") in _TERSEMBUNYI:
                self.ukuran.kolom_sembunyi.append((self.kolom_lebar, self.kolom_lebar + ulang - 1))
            self.kolom_lebar += ulang

    def _buka_sel(self, atribut: dict[str, str]) -> None:
        self.ulang_sel = _angka(atribut, "table:number-columns-repeated")
        self._dalam_sel = True
        self._rumus = atribut.get("table:formula")
        self._bernilai = "office:value-type" in atribut
        self._isi_sel = self._bernilai or self._rumus is not None
        self._teks = None
        baris = _angka(atribut, "table:number-rows-spanned")
        kolom = _angka(atribut, "table:number-columns-spanned")
        if baris * kolom > 1:
            self.ukuran.gabung(baris, kolom)

    def teks(self, isi: str) -> None:
        """What a cell shows, as far as it may be an error."""
        if self._dalam_sel and self._teks is not None and len(self._teks) < _TEKS_DICATAT:
            self._teks += isi

    def tutup(self, nama: str) -> None:
        """End of an element."""
        if nama in ("table:table-cell", "table:covered-table-cell"):
            self._dalam_sel = False
            if self._rumus is not None:
                sel = alamat(self.baris, self.kolom)
                if self._teks and _GALAT.fullmatch(self._teks):
                    self.ukuran.galat[sel] = self._teks
                elif not self._bernilai and not self._teks:
                    self.ukuran.tanpa_nilai[sel] = self._rumus
            self.kolom += self.ulang_sel
            if self._isi_sel:
                self._isi_baris.append((self.kolom, self.ulang_sel))
        elif nama == "table:table-row":
            self.baris += self.ulang_baris
            for kolom, banyak in self._isi_baris:
                self.ukuran.sel(self.baris, kolom, banyak * self.ulang_baris)
        elif nama == "table:table":
            self.semua.append(self.ukuran.hasil())


def jaga_ods(isi: bytes, batas: Batas) -> tuple[bytes, tuple[HasilLembar, ...]]:
    """Measure the sheets in the content.xml of an .ods; the part as it may be read, and what to tell of each sheet.

    Raises `Ditolak` B004 or B003.
    """
    pejalan = _Pejalan(batas)
    jalan_xml(isi, pejalan.buka, pejalan.tutup, "isi lembarnya", pejalan.teks)
    semua = tuple(pejalan.semua)
    jauh = next((satu.jauh for satu in semua if satu.jauh is not None), None)
    if jauh is None:
        return isi, semua
    if len(isi) > _TERBESAR:
        periksa_luas(Luas(0, 0, jauh.sel, jauh.banyak), batas)
    return _tanpa_jauh(isi, batas), semua


def _tanpa_jauh(isi: bytes, batas: Batas) -> bytes:
    """content.xml with the cells outside the limits emptied."""
    from lxml import etree

    aman = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    akar = etree.fromstring(isi, aman)
    ruang = akar.nsmap.get("table", "")
    q = f"{{{ruang}}}"
    for tabel in akar.iter(f"{q}table"):
        baris = 0
        for satu in tabel.iter(f"{q}table-row"):
            baris += _angka(satu.attrib, f"{q}number-rows-repeated")
            kolom = 0
            for sel in satu.iterchildren(f"{q}table-cell", f"{q}covered-table-cell"):
                kolom += _angka(sel.attrib, f"{q}number-columns-repeated")
                if baris > batas.baris or kolom > batas.kolom:
                    ulang = sel.get(f"{q}number-columns-repeated")
                    sel.clear()
                    if ulang:
                        sel.set(f"{q}number-columns-repeated", ulang)
    return etree.tostring(akar, xml_declaration=True, encoding="UTF-8")


def _angka(atribut: Mapping[str, str] | _Attrib, nama: str) -> int:
    nilai = atribut.get(nama) or "1"
    return int(nilai) if nilai.isascii() and nilai.isdecimal() and len(nilai) < 10 else 1
