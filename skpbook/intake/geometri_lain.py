"""The extent of sheets in the other formats: .xlsb and .xls records, .ods repeats. See `geometri`.

Here nothing can be taken out: cells far outside make `periksa_luas` refuse the file.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from skpbook.domain.tempat import nama_kolom
from skpbook.intake.geometri import Luas, jalan_xml, periksa_luas
from skpbook.intake.tolak import lewat_batas, rusak

if TYPE_CHECKING:
    from skpbook.intake.batas import Batas

_XLSB_BARIS = 0
_XLSB_SEL = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 62})
_XLSB_GABUNGAN = 176
_XLSB_AWAL = b"\x81\x01"
_XLS_SEL = frozenset({0x0006, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E, 0x00D6})
_XLS_MULRK, _XLS_GABUNGAN, _XLS_BOF, _XLS_UKURAN = 0x00BD, 0x00E5, 0x0809, 0x0200
_LUAS_XLS = 65_536 * 256
"""Cells of the largest sheet that an .xls can hold."""


class _Ukuran:
    """Collects positions of cells in use and merges of one sheet."""

    def __init__(self, batas: Batas) -> None:
        self.batas = batas
        self.baris = self.kolom = self.isi = self.gabungan = self.jauh_banyak = 0
        self.jauh: list[str] = []

    def sel(self, baris: int, kolom: int, banyak: int = 1) -> None:
        """`banyak` cells in use of which the last is at this place (from 1)."""
        self.isi += banyak
        if self.isi > self.batas.sel:
            raise lewat_batas("jumlah sel satu lembar", f"lebih dari {self.batas.sel}", str(self.batas.sel))
        if baris > self.batas.baris or kolom > self.batas.kolom:
            self.jauh_banyak += 1
            if not self.jauh:
                self.jauh.append(f"{nama_kolom(kolom - 1)}{baris}")
            return
        self.baris = max(self.baris, baris)
        self.kolom = max(self.kolom, kolom)

    def gabung(self, baris: int, kolom: int) -> None:
        """A merged area of so many rows and columns."""
        self.gabungan += baris * kolom
        if self.gabungan > self.batas.gabungan:
            raise lewat_batas("sel gabungan", f"{self.gabungan} sel", f"{self.batas.gabungan} sel")

    def periksa(self) -> None:
        """Refuse (B004) what spans too much."""
        periksa_luas(Luas(self.baris, self.kolom, tuple(self.jauh), self.jauh_banyak), self.batas)


def berisi_lembar_xlsb(isi: bytes) -> bool:
    """A worksheet part begins with the record BrtBeginSheet."""
    return isi.startswith(_XLSB_AWAL)


def jaga_xlsb(isi: bytes, batas: Batas) -> None:
    """Measure a worksheet part of an .xlsb. Raises `Ditolak` B004, or B003 for broken records."""
    ukuran = _Ukuran(batas)
    letak, baris, n = 0, 0, len(isi)
    try:
        while letak < n:
            jenis = isi[letak]
            letak += 1
            if jenis & 0x80:
                jenis = jenis & 0x7F | (isi[letak] & 0x7F) << 7
                letak += 1
            panjang = 0
            for geser in (0, 7, 14, 21):
                satu = isi[letak]
                letak += 1
                panjang |= (satu & 0x7F) << geser
                if not satu & 0x80:
                    break
            if jenis == _XLSB_BARIS:
                baris = struct.unpack_from("<I", isi, letak)[0]
            elif jenis in _XLSB_SEL:
                ukuran.sel(baris + 1, struct.unpack_from("<I", isi, letak)[0] + 1)
            elif jenis == _XLSB_GABUNGAN:
                awal, akhir, kiri, kanan = struct.unpack_from("<4I", isi, letak)
                ukuran.gabung(abs(akhir - awal) + 1, abs(kanan - kiri) + 1)
            letak += panjang
    except (IndexError, struct.error):
        letak = n + 1
    ukuran.periksa()  # also of what is cut off: a reader may not mind
    if letak > n:
        raise rusak("isi lembarnya terputus")


def jaga_xls(aliran: bytes, batas: Batas) -> None:
    """Measure the sheets in the Workbook stream of an .xls. Raises `Ditolak` B004 or B003."""
    ukuran = _Ukuran(batas)
    letak, n = 0, len(aliran)
    try:
        while letak + 4 <= n:
            jenis, panjang = struct.unpack_from("<2H", aliran, letak)
            letak += 4
            if jenis == _XLS_BOF:
                ukuran.periksa()
                ukuran = _Ukuran(batas)
            elif jenis == _XLS_UKURAN:
                _periksa_ukuran_xls(aliran[letak : letak + panjang])
            elif jenis in _XLS_SEL:
                baris, kolom = struct.unpack_from("<2H", aliran, letak)
                ukuran.sel(baris + 1, kolom + 1)
            elif jenis == _XLS_MULRK:
                baris, kolom = struct.unpack_from("<2H", aliran, letak)
                akhir = struct.unpack_from("<H", aliran, letak + panjang - 2)[0]
                ukuran.sel(baris + 1, akhir + 1, max(akhir - kolom + 1, 1))
            elif jenis == _XLS_GABUNGAN:
                for nomor in range(struct.unpack_from("<H", aliran, letak)[0]):
                    awal, ujung, kiri, kanan = struct.unpack_from("<4H", aliran, letak + 2 + nomor * 8)
                    ukuran.gabung(abs(ujung - awal) + 1, abs(kanan - kiri) + 1)
            letak += panjang
    except struct.error as galat:
        raise rusak("isi lembarnya terputus") from galat
    ukuran.periksa()


def _periksa_ukuran_xls(isi: bytes) -> None:
    """Refuse a sheet that says it ends before it begins (B003), or is larger than any (B004).

    A reader asks for the memory that this takes before it has read one cell.
    """
    bentuk = {10: "<4H", 14: "<2I2H"}.get(len(isi))
    if bentuk is None:
        return
    baris, akhir_baris, kolom, akhir_kolom = struct.unpack_from(bentuk, isi)
    if akhir_baris < baris or akhir_kolom < kolom:
        raise rusak("ukuran lembarnya bertentangan")
    if (akhir_baris - baris) * (akhir_kolom - kolom) > _LUAS_XLS:
        luas = f"{akhir_baris - baris} baris x {akhir_kolom - kolom} kolom"
        raise lewat_batas("luas lembar", luas, "65536 baris x 256 kolom")


class _PejalanOds:
    """expat's view of content.xml: positions with repeats, cells that hold something."""

    def __init__(self, batas: Batas) -> None:
        self.batas = batas
        self.ukuran = _Ukuran(batas)
        self.baris = self.kolom = 0
        self.ulang_baris = self.ulang_sel = 1
        self._dalam_sel = False
        self._isi_sel = False
        self._isi_baris: list[tuple[int, int]] = []

    def buka(self, nama: str, atribut: dict[str, str]) -> None:
        """Start of an element."""
        if nama == "table:table":
            self.ukuran, self.baris = _Ukuran(self.batas), 0
        elif nama == "table:table-row":
            self.ulang_baris = _angka(atribut, "table:number-rows-repeated")
            self.kolom, self._isi_baris = 0, []
        elif nama in ("table:table-cell", "table:covered-table-cell"):
            self.ulang_sel = _angka(atribut, "table:number-columns-repeated")
            self._dalam_sel = True
            self._isi_sel = "office:value-type" in atribut or "table:formula" in atribut
            baris = _angka(atribut, "table:number-rows-spanned")
            kolom = _angka(atribut, "table:number-columns-spanned")
            if baris * kolom > 1:
                self.ukuran.gabung(baris, kolom)
        elif self._dalam_sel and nama == "text:p":
            self._isi_sel = True

    def tutup(self, nama: str) -> None:
        """End of an element."""
        if nama in ("table:table-cell", "table:covered-table-cell"):
            self._dalam_sel = False
            self.kolom += self.ulang_sel
            if self._isi_sel:
                self._isi_baris.append((self.kolom, self.ulang_sel))
        elif nama == "table:table-row":
            self.baris += self.ulang_baris
            for kolom, banyak in self._isi_baris:
                self.ukuran.sel(self.baris, kolom, banyak * self.ulang_baris)
        elif nama == "table:table":
            self.ukuran.periksa()


def jaga_ods(isi: bytes, batas: Batas) -> None:
    """Measure the sheets in the content.xml of an .ods. Raises `Ditolak` B004 or B003."""
    pejalan = _PejalanOds(batas)
    jalan_xml(isi, pejalan.buka, pejalan.tutup, "isi lembarnya")


def _angka(atribut: dict[str, str], nama: str) -> int:
    nilai = atribut.get(nama, "1")
    return int(nilai) if nilai.isascii() and nilai.isdecimal() and len(nilai) < 10 else 1
