"""A worksheet part: cells found or made, their style changed, the place of its drawing of notes.

Only rows that are edited are parsed; the text of every other row stays as it is, byte for byte.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from lxml import etree

from skpbook.domain.tempat import alamat
from skpbook.returns.aman import (
    NS,
    NS_R,
    Elemen,
    TakAman,
    rapikan,
    tulis,
    tulis_potongan,
    urai,
    urai_potongan,
)
from skpbook.returns.hubungan import Hubungan

if TYPE_CHECKING:
    from collections.abc import Callable

    from skpbook.returns.paket import Paket

_ALAMAT = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_GABUNGAN = re.compile(
    rb"<mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Z]{1,3})([1-9][0-9]{0,6}):([A-Z]{1,3})([1-9][0-9]{0,6})[\"']"
)
_BARIS_AKHIR, _KOLOM_AKHIR = 1_048_576, 16_384
_SESUDAH_GAMBAR = frozenset(
    f"{{{NS}}}{nama}"
    for nama in (
        "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts",
        "extLst",
    )
)  # fmt: skip
"""What follows `legacyDrawing` in a worksheet, by the schema."""

_PADANAN = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"

_DATA = re.compile(rb"<sheetData\s*(/?)>")
_BARIS = re.compile(rb"<row([\s/][^>]*|)>")
_AKHIR = b"</row>"
_NOMOR = re.compile(rb" r=\"([1-9][0-9]{0,6})\"")
_NOMOR_LAIN = re.compile(rb"\sr\s*=\s*[\"']([1-9][0-9]{0,6})[\"']")
_TINGGI = re.compile(rb"\sht\s*=\s*[\"']([0-9]{1,3}(?:\.[0-9]+)?)[\"']")
_TERSEMBUNYI = re.compile(rb"\shidden\s*=\s*[\"'](?:1|true)[\"']")
_TAK_LAZIM = (b"<!", b"<?")
_INGAT = 64 * 1024
_KOSONG, _TUTUP = b"<sheetData/>", b"</sheetData>"


def posisi(sel: str | None) -> tuple[int, int] | None:
    """Zero-based row and column of an A1 address; None for anything that is no cell."""
    temu = _ALAMAT.fullmatch(sel or "")
    if temu is None:
        return None
    kolom = 0
    for huruf in temu[1]:
        kolom = kolom * 26 + ord(huruf) - 64
    baris = int(temu[2])
    return (baris - 1, kolom - 1) if baris <= _BARIS_AKHIR and kolom <= _KOLOM_AKHIR else None


def _area(tulisan: str) -> tuple[int, int, int, int] | None:
    awal, _, akhir = tulisan.partition(":")
    dari = posisi(awal)
    sampai = posisi(akhir) if akhir else dari
    return (*dari, *sampai) if dari and sampai else None


def _gabungan(bingkai: bytes) -> list[tuple[int, int, str]]:
    return [
        (int(atas), int(bawah), f"{kiri.decode()}{int(atas)}:{kanan.decode()}{int(bawah)}")
        for kiri, atas, kanan, bawah in _GABUNGAN.findall(bingkai)
    ]


_gabungan_ingat = lru_cache(maxsize=64)(_gabungan)
"""Filled copies of one template share their merged areas."""


class Lembar:
    """One sheet. Rows and cells are addressed zero-based. Raises `TakAman` for a sheet not written as usual."""

    def __init__(self, paket: Paket, bagian: str) -> None:
        self._paket = paket
        self.bagian = bagian
        isi = paket.baca(bagian)
        if not self._belah(isi) and not self._belah(rapikan(isi, bagian)):
            raise TakAman(f"bagian {bagian} di dalamnya ditulis dengan susunan XML yang tidak lazim")
        self.hubungan = Hubungan(paket, bagian)

    def _belah(self, isi: bytes) -> bool:
        """Split the part into its frame and its rows; False where a row cannot be told from its text alone."""
        awal = _DATA.search(isi)
        if awal is None:
            return False
        akhir = awal.end() if awal[1] else isi.rfind(_TUTUP)
        self._isi = b"" if awal[1] else isi[awal.end() : akhir]
        if any(tanda in self._isi for tanda in _TAK_LAZIM):
            return False
        self._bingkai = (isi[: awal.start()], isi[akhir + (0 if awal[1] else len(_TUTUP)) :])
        self._akar = urai(_KOSONG.join(self._bingkai), self.bagian, f"{{{NS}}}worksheet")
        if (self._akar.getroottree().docinfo.encoding or "UTF-8").upper() not in (
            "UTF-8",
            "ASCII",
            "US-ASCII",
        ):
            return False
        self._bingkai_berubah = False
        self._letak: dict[int, re.Match[bytes]] = {}
        self._baris: dict[int, Elemen] = {}
        self._sel: dict[int, dict[int, Elemen]] = {}
        self._berubah: set[int] = set()
        return self._beri_nomor()

    def _beri_nomor(self) -> bool:
        """Rows by number. One without a number follows the row before: then all are given theirs."""
        nomor, banyak, tutup, tanpa = -1, 0, 0, False
        petik = b"'" in self._isi
        for temu in _BARIS.finditer(self._isi):
            sifat = temu[1]
            r = _NOMOR.match(sifat) or _NOMOR_LAIN.search(sifat)
            if sifat.count(b'"') % 2 or (petik and sifat.count(b"'") % 2):
                return False
            tanpa = tanpa or r is None
            nomor = int(r[1]) - 1 if r is not None else nomor + 1
            self._letak.setdefault(nomor, temu)
            banyak += 1
            tutup += not sifat.endswith(b"/")
        for satu in tuple(self._letak) if tanpa else ():
            self.ubah(satu).set("r", str(satu + 1))
        # A row that is not told apart (twice the same number, "<row" in a name) would be lost or torn.
        utuh = banyak == self._isi.count(b"<row") and tutup == self._isi.count(_AKHIR)
        return utuh and len(self._letak) == banyak

    def _akhir(self, baris: int) -> int:
        temu = self._letak[baris]
        if temu[1].endswith(b"/"):
            return temu.end()
        akhir = self._isi.find(_AKHIR, temu.end())
        if akhir < 0:
            raise TakAman(f"bagian {self.bagian} di dalamnya memuat baris yang tidak berakhir")
        return akhir + len(_AKHIR)

    def _urai(self, baris: int) -> Elemen:
        if baris not in self._baris:
            isi = self._isi[self._letak[baris].start() : self._akhir(baris)]
            self._baris[baris] = urai_potongan(isi, self._akar, self.bagian)
        return self._baris[baris]

    def ubah(self, baris: int) -> Elemen:
        """A row that is edited: it is written anew."""
        self._berubah.add(baris)
        return self._urai(baris)

    def _sel_baris(self, baris: int) -> dict[int, Elemen]:
        """The cells of a row by column; one without an address follows the cell before and is given it."""
        if baris not in self._sel:
            hasil = self._sel.setdefault(baris, {})
            kolom = -1
            for satu in self._urai(baris).iterchildren(f"{{{NS}}}c"):
                r = satu.get("r")
                if r is None:
                    kolom += 1
                    satu.set("r", alamat(baris, kolom))
                else:
                    letak = posisi(r)
                    if letak is None:
                        raise TakAman(f"bagian {self.bagian} di dalamnya memuat sel tanpa alamat yang sah")
                    kolom = letak[1]
                hasil.setdefault(kolom, satu)
        return self._sel[baris]

    def gaya(self, baris: int, kolom: int) -> int:
        """Index of the style a cell has: its own, its row's, its column's."""
        if baris in self._letak or baris in self._baris:
            satu = self._sel_baris(baris).get(kolom)
            if satu is not None:
                return _angka(satu.get("s"))
            if self._baris[baris].get("customFormat") in ("1", "true"):
                return _angka(self._baris[baris].get("s"))
        for satu in self._akar.iterfind(f"{{{NS}}}cols/{{{NS}}}col"):
            if _angka(satu.get("min")) <= kolom + 1 <= _angka(satu.get("max")):
                return _angka(satu.get("style"))
        return 0

    def beri_gaya(self, baris: int, kolom: int, gaya: int) -> None:
        """Give a cell a style; a cell or row that is not there is made in its place."""
        if baris not in self._letak and baris not in self._baris:
            self._baris[baris] = urai_potongan(f'<row r="{baris + 1}"/>'.encode(), self._akar, self.bagian)
        self.ubah(baris)
        sel = self._sel_baris(baris)
        if kolom not in sel:
            sel[kolom] = self._buat_sel(baris, kolom, sel)
        sel[kolom].set("s", str(gaya))

    def _buat_sel(self, baris: int, kolom: int, sel: dict[int, Elemen]) -> Elemen:
        baru = etree.Element(f"{{{NS}}}c", {"r": alamat(baris, kolom)})
        sesudah = min((n for n in sel if n > kolom), default=None)
        induk = self._baris[baris]
        if sesudah is not None:
            sel[sesudah].addprevious(baru)
        else:
            induk.insert(max((induk.index(satu) + 1 for satu in sel.values()), default=0), baru)
        self._lebarkan(induk, baris, kolom)
        return baru

    def _lebarkan(self, induk: Elemen, baris: int, kolom: int) -> None:
        """What says how far a row and the sheet go must hold the new cell: readers believe it."""
        awal, _, akhir = induk.get("spans", "").partition(":")
        if awal.isdecimal() and akhir.isdecimal():
            induk.set("spans", f"{min(int(awal), kolom + 1)}:{max(int(akhir), kolom + 1)}")
        ukuran = self._akar.find(f"{{{NS}}}dimension")
        area = _area(ukuran.get("ref", "")) if ukuran is not None else None
        if area is not None:
            b1, k1, b2, k2 = area
            if not (b1 <= baris <= b2 and k1 <= kolom <= k2):
                awal, akhir = alamat(min(b1, baris), min(k1, kolom)), alamat(max(b2, baris), max(k2, kolom))
                ukuran.set("ref", f"{awal}:{akhir}")
                self._bingkai_berubah = True

    def kiri_atas(self, baris: int, kolom: int) -> tuple[int, int]:
        """The cell that is seen where a cell stands: the first of its merged area."""
        for atas, bawah, area in self._gabungan:
            if atas <= baris + 1 <= bawah:
                kotak = _area(area)
                if kotak and kotak[1] <= kolom <= kotak[3]:
                    return kotak[0], kotak[1]
        return baris, kolom

    @cached_property
    def _gabungan(self) -> list[tuple[int, int, str]]:
        """First and last row of the merged areas, and the areas as written: few are looked at more closely."""
        bingkai = self._bingkai[1]
        awal, akhir = bingkai.find(b"<mergeCell"), bingkai.rfind(b"mergeCell")
        daftar = bingkai[awal : bingkai.find(b">", akhir) + 1 or None] if awal >= 0 else b""
        return _gabungan(daftar) if len(daftar) > _INGAT else _gabungan_ingat(daftar)

    def ganti_gaya(self, ganti: Callable[[int], int | None]) -> bool:
        """Give cells, rows and columns the style that `ganti` gives for theirs (None: as it is); were there any?"""
        lama = len(self._berubah)
        for satu in self._akar.iterfind(f"{{{NS}}}cols/{{{NS}}}col[@style]"):
            if (baru := ganti(_angka(satu.get("style")))) is not None:
                satu.set("style", str(baru))
                self._bingkai_berubah = True
        for nomor in self._letak:
            baris = self._urai(nomor)
            for satu in (baris, *baris.iterchildren(f"{{{NS}}}c")):
                if satu.get("s") is not None and (baru := ganti(_angka(satu.get("s")))) is not None:
                    satu.set("s", str(baru))
                    self._berubah.add(nomor)
        return self._bingkai_berubah or len(self._berubah) > lama

    def gambar_catatan(self) -> str | None:
        """The part of the drawing of notes (and form controls); None without one."""
        ada = self._akar.find(f"{{{NS}}}legacyDrawing")
        if ada is None:
            return None
        bagian = self.hubungan.tujuan(ada.get(f"{{{NS_R}}}id"))
        if bagian is None or bagian not in self._paket:
            raise TakAman(f"bagian {self.bagian} di dalamnya menunjuk gambar yang tidak ada")
        return bagian

    def pasang_gambar_catatan(self, rid: str) -> None:
        """Put `legacyDrawing` where the schema has it."""
        self._bingkai_berubah = True
        baru = etree.Element(f"{{{NS}}}legacyDrawing", nsmap={"r": NS_R})
        baru.set(f"{{{NS_R}}}id", rid)
        for anak in self._akar:
            dibungkus = anak.tag == _PADANAN and any(isi.tag in _SESUDAH_GAMBAR for isi in anak.iter())
            if anak.tag in _SESUDAH_GAMBAR or dibungkus:
                anak.addprevious(baru)
                return
        self._akar.append(baru)

    def lepas_gambar_catatan(self) -> None:
        """Take `legacyDrawing` out."""
        ada = self._akar.find(f"{{{NS}}}legacyDrawing")
        if ada is not None:
            self._akar.remove(ada)
            self._bingkai_berubah = True

    def lebar_kolom(self, kolom: int) -> int:
        """Pixels of a column, none when it is hidden."""
        for awal, akhir, lebar in self._lebar:
            if awal <= kolom <= akhir:
                return lebar
        return int(_pecahan(self._bawaan.get("defaultColWidth"), 9.14) * 7)

    @cached_property
    def _lebar(self) -> list[tuple[int, int, int]]:
        return [
            (
                _angka(satu.get("min")) - 1,
                _angka(satu.get("max")) - 1,
                0 if satu.get("hidden") in ("1", "true") else int(_pecahan(satu.get("width"), 9.14) * 7),
            )
            for satu in self._akar.iterfind(f"{{{NS}}}cols/{{{NS}}}col")
        ]

    @cached_property
    def _bawaan(self) -> Elemen:
        ada = self._akar.find(f"{{{NS}}}sheetFormatPr")
        return {} if ada is None else ada.attrib

    def tinggi_baris(self, baris: int) -> int:
        """Pixels of a row, none when it is hidden."""
        temu = self._letak.get(baris)
        if temu is None:
            return self._tinggi_bawaan
        if _TERSEMBUNYI.search(temu[1]):
            return 0
        tinggi = _TINGGI.search(temu[1])
        return int(float(tinggi[1]) * 4 / 3) if tinggi is not None else self._tinggi_bawaan

    @cached_property
    def _tinggi_bawaan(self) -> int:
        return int(_pecahan(self._bawaan.get("defaultRowHeight"), 15) * 4 / 3)

    def simpan(self) -> None:
        """Put the sheet back into the package, with what it points to."""
        self.hubungan.simpan()
        potong: list[bytes] = []
        letak = 0
        baru = sorted(self._berubah.difference(self._letak))
        for nomor, satu in self._letak.items():
            while baru and baru[0] < nomor:
                potong += (self._isi[letak : satu.start()], tulis_potongan(self._baris[baru.pop(0)]))
                letak = satu.start()
            if nomor in self._berubah:
                potong += (self._isi[letak : satu.start()], tulis_potongan(self._baris[nomor]))
                letak = self._akhir(nomor)
        potong += (self._isi[letak:], *(tulis_potongan(self._baris[nomor]) for nomor in baru))
        awal, akhir = self._bingkai
        if self._bingkai_berubah:
            awal, _, akhir = tulis(self._akar).partition(_KOSONG)
        self._paket.taruh(self.bagian, b"".join((awal, b"<sheetData>", *potong, b"</sheetData>", akhir)))


def _angka(teks: str | None) -> int:
    return int(teks) if teks is not None and teks.isascii() and teks.isdecimal() and len(teks) < 9 else 0


def _pecahan(teks: str | None, bawaan: float) -> float:
    try:
        angka = float(teks) if teks is not None else bawaan
    except ValueError:
        return bawaan
    return angka if 0 <= angka < 1000 else bawaan
