"""What points to what in a package: relationships of a part, content types, the sheets of the workbook."""

from __future__ import annotations

import posixpath
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from skpbook.returns.aman import NS, NS_JENIS, NS_R, NS_REL, Elemen, TakAman, tulis, urai

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.returns.paket import Paket

BUKU = "xl/workbook.xml"
_JENIS = "[Content_Types].xml"
_KOSONG = f'<Relationships xmlns="{NS_REL}"/>'.encode()
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml."
JENIS_LEMBAR = f"{_XLSX}worksheet+xml"
JENIS_CATATAN = f"{_XLSX}comments+xml"
JENIS_GAYA = f"{_XLSX}styles+xml"
JENIS_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"


class Hubungan:
    """The relationships of one part."""

    def __init__(self, paket: Paket, bagian: str) -> None:
        folder, nama = posixpath.split(bagian)
        self._paket = paket
        self._folder = folder
        self.bagian = f"{folder}/_rels/{nama}.rels"
        self._akar = urai(
            paket.baca(self.bagian) if self.bagian in paket else _KOSONG,
            self.bagian,
            f"{{{NS_REL}}}Relationships",
        )
        self._berubah = False

    def _semua(self) -> Iterator[Elemen]:
        yield from self._akar.iterchildren(f"{{{NS_REL}}}Relationship")

    @cached_property
    def _dalam(self) -> list[tuple[str | None, str | None, str]]:
        """(id, kind, part) of every relationship that stays inside the package."""
        return [
            (satu.get("Id"), satu.get("Type"), self._jalur(satu.get("Target", "")))
            for satu in self._semua()
            if satu.get("TargetMode") != "External"
        ]

    def tujuan(self, rid: str | None) -> str | None:
        """The part a relationship leads to; None when there is no such one inside the package."""
        return next((bagian for nomor, _, bagian in self._dalam if nomor == rid), None)

    def menurut_jenis(self, jenis: str) -> str | None:
        """The part of the first relationship of a kind (`comments`, `styles`); None without one."""
        cari = f"{NS_R}/{jenis}"
        return next((bagian for _, satu, bagian in self._dalam if satu == cari), None)

    def tambah(self, jenis: str, bagian: str, rid: str) -> str:
        """Point to a part; gives the id, `rid` or the next free one after it."""
        ada = {satu.get("Id") for satu in self._semua()}
        nomor, calon = 1, rid
        while calon in ada:
            nomor += 1
            calon = f"{rid}{nomor}"
        etree.SubElement(
            self._akar,
            f"{{{NS_REL}}}Relationship",
            {"Id": calon, "Type": f"{NS_R}/{jenis}", "Target": f"/{bagian}"},
        )
        self._ubah()
        return calon

    def lepas(self, bagian: str) -> None:
        """Point no more to a part; without any relationship left the part that holds them goes."""
        for satu in list(self._semua()):
            if self._jalur(satu.get("Target", "")) == bagian:
                self._akar.remove(satu)
        self._ubah()

    def ganti_tujuan(self, lama: str, baru: str) -> None:
        """Point to another part instead."""
        for satu in self._semua():
            if self._jalur(satu.get("Target", "")) == lama:
                satu.set("Target", f"/{baru}")
        self._ubah()

    def _ubah(self) -> None:
        self._berubah = True
        self.__dict__.pop("_dalam", None)

    def simpan(self) -> None:
        """Put the part back into the package if anything was changed; one without any relationship goes."""
        if self._berubah and len(self._akar):
            self._paket.taruh(self.bagian, tulis(self._akar))
        elif self._berubah:
            self._paket.buang(self.bagian)

    def _jalur(self, target: str) -> str:
        jalur = posixpath.normpath(posixpath.join("/", self._folder, target))[1:]
        return jalur if jalur in self._paket else unquote(jalur)


class JenisIsi:
    """[Content_Types].xml."""

    def __init__(self, paket: Paket) -> None:
        self._paket = paket
        self._akar = urai(paket.baca(_JENIS), _JENIS, f"{{{NS_JENIS}}}Types")
        self._berubah = False

    def bagian(self, nama: str, jenis: str) -> None:
        """Say what a part is."""
        jalur = f"/{nama}"
        for satu in self._akar.iterchildren(f"{{{NS_JENIS}}}Override"):
            if satu.get("PartName") == jalur:
                if satu.get("ContentType") == jenis:
                    return
                satu.set("ContentType", jenis)
                break
        else:
            etree.SubElement(self._akar, f"{{{NS_JENIS}}}Override", {"PartName": jalur, "ContentType": jenis})
        self._berubah = True

    def gambar_catatan(self, nama: str) -> None:
        """Say what a drawing of notes is: by its ending, as every program does."""
        akhiran = nama.rpartition(".")[2]
        for satu in self._akar.iterchildren(f"{{{NS_JENIS}}}Default"):
            if satu.get("Extension", "").lower() == akhiran:
                if satu.get("ContentType") != JENIS_VML:
                    self.bagian(nama, JENIS_VML)
                return
        baru = etree.Element(f"{{{NS_JENIS}}}Default", {"Extension": akhiran, "ContentType": JENIS_VML})
        self._akar.insert(0, baru)
        self._berubah = True

    def lepas(self, nama: str) -> None:
        """A part is there no more."""
        for satu in list(self._akar.iterchildren(f"{{{NS_JENIS}}}Override")):
            if satu.get("PartName") == f"/{nama}":
                self._akar.remove(satu)
                self._berubah = True

    def simpan(self) -> None:
        """Put the part back into the package if anything was changed."""
        if self._berubah:
            self._paket.taruh(_JENIS, tulis(self._akar))


class Buku:
    """xl/workbook.xml: its sheets by name, each with its part."""

    def __init__(self, paket: Paket) -> None:
        for jalan in paket:
            if jalan.startswith("_xmlsignatures/"):
                raise TakAman(
                    "berkas ini bertanda tangan digital, yang menjadi tidak sah bila berkasnya diubah"
                )
            if jalan.startswith("xl/revisions/"):
                raise TakAman("berkas ini buku kerja bersama (shared workbook) dengan riwayat perubahannya")
        self._paket = paket
        self._akar = urai(paket.baca(BUKU), BUKU, f"{{{NS}}}workbook")
        self.hubungan = Hubungan(paket, BUKU)
        self.jenis = JenisIsi(paket)
        daftar = self._akar.find(f"{{{NS}}}sheets")
        if daftar is None or not len(daftar):
            raise TakAman("daftar lembar di dalamnya tidak ditemukan")
        self._daftar = daftar
        self._berubah = False
        self.lembar: dict[str, str] = {}
        for satu in daftar.iterchildren(f"{{{NS}}}sheet"):
            bagian = self.hubungan.tujuan(satu.get(f"{{{NS_R}}}id"))
            if bagian is not None and bagian in paket:
                self.lembar.setdefault(satu.get("name", ""), bagian)

    def tambah_lembar(self, nama: str, bagian: str) -> str:
        """Add a sheet after all others, so that no index of a sheet changes; gives its name.

        A name that is taken gets a number.
        """
        ada = {satu.get("name", "").casefold() for satu in self._daftar.iterchildren(f"{{{NS}}}sheet")}
        nomor, calon = 1, nama
        while calon.casefold() in ada:
            nomor += 1
            calon = f"{nama} {nomor}"
        rid = self.hubungan.tambah("worksheet", bagian, "rIdTemuan")
        terpakai = [int(n) for s in self._daftar if (n := s.get("sheetId", "")).isdecimal() and len(n) < 9]
        etree.SubElement(
            self._daftar,
            f"{{{NS}}}sheet",
            {"name": calon, "sheetId": str(max(terpakai, default=0) + 1), f"{{{NS_R}}}id": rid},
            nsmap={"r": NS_R},
        )
        self._berubah = True
        self.jenis.bagian(bagian, JENIS_LEMBAR)
        self.lembar[calon] = bagian
        return calon

    def pindah_lembar(self, nama: str, bagian: str) -> None:
        """Let a sheet be another part; the former one goes, with what it points to left to itself."""
        lama = self.lembar[nama]
        self.hubungan.ganti_tujuan(lama, bagian)
        for satu in (lama, Hubungan(self._paket, lama).bagian):
            self._paket.buang(satu)
            self.jenis.lepas(satu)
        self.jenis.bagian(bagian, JENIS_LEMBAR)
        self.lembar[nama] = bagian

    def simpan(self) -> None:
        """Put what was changed back into the package."""
        if self._berubah:
            self._paket.taruh(BUKU, tulis(self._akar))
        self.hubungan.simpan()
        self.jenis.simpan()
