"""Notes on the cells of one sheet: the comments part and the drawing that gives each its box.

A note of ours stands between two fixed lines, so that it is known whatever program has saved the workbook
since, and what a person wrote before or after it stays. A cell with a note of the person's gets none of ours.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from skpbook.domain.tempat import alamat
from skpbook.returns.aman import NS, PEMBUKA, Elemen, tulis, urai
from skpbook.returns.baris import posisi
from skpbook.returns.hubungan import JENIS_CATATAN, Buku
from skpbook.returns.kotak import Gambar
from skpbook.returns.teks import AKHIR, AWAL, isi_xml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from skpbook.returns.lembar import Lembar
    from skpbook.returns.paket import Paket

PENULIS = "skpbook"
_BLOK = re.compile(f"{re.escape(AWAL)}.*?{re.escape(AKHIR)}", re.DOTALL)
_BARU = (
    f'{PEMBUKA}<comments xmlns="{NS}"><authors><author>{PENULIS}</author></authors>'
    "<commentList>{isi}</commentList></comments>"
)
_HURUF = '<rPr>{tebal}<sz val="9"/><color indexed="81"/><rFont val="Tahoma"/><family val="2"/></rPr>'


class Catatan:
    """The notes of a sheet."""

    def __init__(self, paket: Paket, buku: Buku, lembar: Lembar, nomor: int) -> None:
        self._paket = paket
        self._buku = buku
        self._lembar = lembar
        self._nomor = nomor
        self._bagian = lembar.hubungan.menurut_jenis("comments") or ""
        if self._bagian not in paket:
            self._bagian = ""
        self._baru = ""
        self._akar: Elemen = None
        if self._bagian:
            self._akar = urai(paket.baca(self._bagian), self._bagian, f"{{{NS}}}comments")
            self._daftar = self._wadah("commentList")
            self._penulis = self._wadah("authors", 0)

    def _semua(self) -> list[Elemen]:
        return [] if self._akar is None else list(self._daftar.iterchildren(f"{{{NS}}}comment"))

    def _wadah(self, nama: str, letak: int | None = None) -> Elemen:
        ada = self._akar.find(f"{{{NS}}}{nama}")
        if ada is None:
            ada = etree.Element(f"{{{NS}}}{nama}")
            self._akar.insert(len(self._akar) if letak is None else letak, ada)
        return ada

    def cabut(self) -> set[tuple[int, int]]:
        """Take notes of an earlier run away; gives the cells that had nothing else in their note."""
        lepas: set[tuple[int, int]] = set()
        for satu in self._semua():
            teks = "".join(satu.itertext(f"{{{NS}}}t"))
            if not _BLOK.search(teks):
                continue
            sisa = _BLOK.sub("", teks).strip()
            if sisa:
                _ganti_teks(satu, sisa)
                continue
            self._daftar.remove(satu)
            letak = posisi(satu.get("ref", "").upper())
            if letak is not None:
                lepas.add(letak)
        return lepas

    def milik_orang(self) -> set[tuple[int, int]]:
        """Cells that hold a note of the person's."""
        semua = (posisi(satu.get("ref", "").upper()) for satu in self._semua())
        return {satu for satu in semua if satu is not None}

    def pasang(self, catatan: Mapping[tuple[int, int], str], lepas: set[tuple[int, int]]) -> None:
        """Put notes on cells that have none, after `cabut`, whose answer is `lepas`."""
        bagian_gambar = self._lembar.gambar_catatan()
        gambar = Gambar(self._paket, bagian_gambar) if bagian_gambar else None
        if gambar is not None:
            gambar.cabut(lepas)
        if catatan:
            penulis = 0 if self._akar is None else self._nomor_penulis()
            xml = "".join(_catatan(alamat(*sel), penulis, teks) for sel, teks in catatan.items())
            if self._akar is None:
                self._baru = xml
            else:
                self._daftar.extend(etree.fromstring(f'<a xmlns="{NS}">{xml}</a>'))
            gambar = gambar or Gambar(self._paket, self._nama("drawings/vmlDrawing", ".vml"))
            gambar.pasang(catatan, self._lembar)
        self._simpan(gambar, bagian_gambar)

    def _nomor_penulis(self) -> int:
        semua = list(self._penulis.iterchildren(f"{{{NS}}}author"))
        for nomor, satu in enumerate(semua):
            if satu.text == PENULIS:
                return nomor
        etree.SubElement(self._penulis, f"{{{NS}}}author").text = PENULIS
        return len(semua)

    def _simpan(self, gambar: Gambar | None, bagian_gambar: str | None) -> None:
        hubungan = self._lembar.hubungan
        if self._baru:
            self._bagian = self._nama("comments", ".xml")
            hubungan.tambah("comments", self._bagian, "rIdCatatan")
            self._buku.jenis.bagian(self._bagian, JENIS_CATATAN)
            self._paket.taruh(self._bagian, _BARU.format(isi=self._baru).encode())
        elif self._akar is not None and len(self._daftar):
            self._paket.taruh(self._bagian, tulis(self._akar))
        elif self._bagian:
            self._lepas(self._bagian)
        if gambar is None:
            return
        if gambar.kosong():
            if bagian_gambar:
                self._lembar.lepas_gambar_catatan()
                self._lepas(bagian_gambar)
            return
        self._paket.taruh(gambar.bagian, gambar.isi())
        if not bagian_gambar:
            self._buku.jenis.gambar_catatan(gambar.bagian)
            self._lembar.pasang_gambar_catatan(
                hubungan.tambah("vmlDrawing", gambar.bagian, "rIdGambarCatatan")
            )

    def _lepas(self, bagian: str) -> None:
        self._lembar.hubungan.lepas(bagian)
        self._buku.jenis.lepas(bagian)
        self._paket.buang(bagian)

    def _nama(self, dasar: str, akhiran: str) -> str:
        """A part name as every program gives it, that is not taken."""
        nomor = self._nomor
        while (nama := f"xl/{dasar}{nomor}{akhiran}") in self._paket:
            nomor += 1
        return nama


def _catatan(sel: str, penulis: int, teks: str) -> str:
    """A comment: its first line bold."""
    kepala, _, isi = teks.partition("\n")
    lari = "".join(
        f'<r>{_HURUF.format(tebal=tebal)}<t xml:space="preserve">{isi_xml(satu)}</t></r>'
        for tebal, satu in (("<b/>", kepala), ("", f"\n{isi}"))
    )
    return f'<comment ref="{sel}" authorId="{penulis}" shapeId="0"><text>{lari}</text></comment>'


def _ganti_teks(catatan: Elemen, teks: str) -> None:
    """What a person added to a note of ours, without it."""
    wadah = catatan.find(f"{{{NS}}}text")
    for anak in list(wadah):
        wadah.remove(anak)
    etree.SubElement(wadah, f"{{{NS}}}t").text = teks
