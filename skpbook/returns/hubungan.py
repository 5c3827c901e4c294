"""What points to what in a package: relationships of a part, content types, the sheets of the workbook.

What is changed is noted down first and then done to the part in one go by a pure function, which filled copies of
one template share.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from lxml import etree

from skpbook.returns.aman import NS, NS_JENIS, NS_R, NS_REL, TakAman, tulis, urai
from skpbook.returns.ingat import ingat

if TYPE_CHECKING:
    from skpbook.returns.paket import Paket

BUKU = "xl/workbook.xml"
_JENIS = "[Content_Types].xml"
_KOSONG = f'<Relationships xmlns="{NS_REL}"/>'.encode()
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml."
JENIS_LEMBAR = f"{_XLSX}worksheet+xml"
JENIS_CATATAN = f"{_XLSX}comments+xml"
JENIS_GAYA = f"{_XLSX}styles+xml"
JENIS_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_TAMBAH, _LEPAS, _GANTI, _BAWAAN = "tambah", "lepas", "ganti", "bawaan"


class _Satu(NamedTuple):
    """One relationship as written."""

    rid: str | None
    jenis: str | None
    target: str
    luar: bool


Langkah = tuple[str, ...]
"""One change: what is done, and with what."""


@ingat(64)
def _urai_hubungan(isi: bytes, bagian: str) -> tuple[_Satu, ...]:
    akar = urai(isi, bagian, f"{{{NS_REL}}}Relationships")
    return tuple(
        _Satu(satu.get("Id"), satu.get("Type"), satu.get("Target", ""), satu.get("TargetMode") == "External")
        for satu in akar.iterchildren(f"{{{NS_REL}}}Relationship")
    )


@ingat(64)
def _ubah_hubungan(isi: bytes, bagian: str, langkah: tuple[Langkah, ...]) -> bytes | None:
    """The part with its changes; None where no relationship is left."""
    akar = urai(isi, bagian, f"{{{NS_REL}}}Relationships")
    nama = f"{{{NS_REL}}}Relationship"
    for apa, *dengan in langkah:
        if apa == _TAMBAH:
            rid, jenis, target = dengan
            etree.SubElement(akar, nama, {"Id": rid, "Type": jenis, "Target": target})
            continue
        for satu in [anak for anak in akar.iterchildren(nama) if anak.get("Target", "") == dengan[0]]:
            if apa == _LEPAS:
                akar.remove(satu)
            else:
                satu.set("Target", dengan[1])
    return tulis(akar) if len(akar) else None


class Hubungan:
    """The relationships of one part."""

    def __init__(self, paket: Paket, bagian: str) -> None:
        folder, nama = posixpath.split(bagian)
        self._paket = paket
        self._folder = folder
        self.bagian = f"{folder}/_rels/{nama}.rels"
        self._isi = paket.baca(self.bagian) if self.bagian in paket else _KOSONG
        self._semua = list(_urai_hubungan(self._isi, self.bagian))
        self._langkah: list[Langkah] = []

    def tujuan(self, rid: str | None) -> str | None:
        """The part a relationship leads to; None when there is no such one inside the package."""
        cari = (satu for satu in self._semua if satu.rid == rid and not satu.luar)
        return next((self._jalur(satu.target) for satu in cari), None)

    def menurut_jenis(self, jenis: str) -> str | None:
        """The part of the first relationship of a kind (`comments`, `styles`); None without one."""
        cari = (satu for satu in self._semua if satu.jenis == f"{NS_R}/{jenis}" and not satu.luar)
        return next((self._jalur(satu.target) for satu in cari), None)

    def tambah(self, jenis: str, bagian: str, rid: str) -> str:
        """Point to a part; gives the id, `rid` or the next free one after it."""
        ada = {satu.rid for satu in self._semua}
        nomor, calon = 1, rid
        while calon in ada:
            nomor += 1
            calon = f"{rid}{nomor}"
        baru = _Satu(calon, f"{NS_R}/{jenis}", f"/{bagian}", luar=False)
        self._semua.append(baru)
        self._langkah.append((_TAMBAH, calon, f"{NS_R}/{jenis}", f"/{bagian}"))
        return calon

    def lepas(self, bagian: str) -> None:
        """Point no more to a part; without any relationship left the part that holds them goes."""
        for target in self._ke(bagian):
            self._langkah.append((_LEPAS, target))
            self._semua = [satu for satu in self._semua if satu.target != target]

    def ganti_tujuan(self, lama: str, baru: str) -> None:
        """Point to another part instead."""
        for target in self._ke(lama):
            self._langkah.append((_GANTI, target, f"/{baru}"))
            self._semua = [
                satu._replace(target=f"/{baru}") if satu.target == target else satu for satu in self._semua
            ]

    def _ke(self, bagian: str) -> list[str]:
        """The targets that lead to a part, as written."""
        return list(dict.fromkeys(satu.target for satu in self._semua if self._jalur(satu.target) == bagian))

    def simpan(self) -> None:
        """Put the part back into the package if anything was changed; one without any relationship goes."""
        if not self._langkah:
            return
        isi = _ubah_hubungan(self._isi, self.bagian, tuple(self._langkah))
        if isi is None:
            self._paket.buang(self.bagian)
        else:
            self._paket.taruh(self.bagian, isi, bersama=True)

    def _jalur(self, target: str) -> str:
        jalur = posixpath.normpath(posixpath.join("/", self._folder, target))[1:]
        return jalur if jalur in self._paket else unquote(jalur)


@ingat(64)
def _ubah_jenis(isi: bytes, langkah: tuple[Langkah, ...]) -> bytes | None:
    """[Content_Types].xml with its changes; None where there was nothing to change."""
    akar = urai(isi, _JENIS, f"{{{NS_JENIS}}}Types")
    nama = f"{{{NS_JENIS}}}Override"
    berubah = False
    for apa, jalur, *jenis in langkah:
        ada = [satu for satu in akar.iterchildren(nama) if satu.get("PartName") == jalur]
        if apa == _LEPAS:
            for satu in ada:
                akar.remove(satu)
            berubah |= bool(ada)
        elif apa == _BAWAAN:
            akhiran = jalur
            bawaan = akar.iterchildren(f"{{{NS_JENIS}}}Default")
            if not any(satu.get("Extension", "").lower() == akhiran for satu in bawaan):
                isian = {"Extension": akhiran, "ContentType": jenis[0]}
                akar.insert(0, etree.Element(f"{{{NS_JENIS}}}Default", isian))
                berubah = True
        elif not ada:
            etree.SubElement(akar, nama, {"PartName": jalur, "ContentType": jenis[0]})
            berubah = True
        elif ada[0].get("ContentType") != jenis[0]:
            ada[0].set("ContentType", jenis[0])
            berubah = True
    return tulis(akar) if berubah else None


@ingat(64)
def _bawaan_jenis(isi: bytes) -> dict[str, str]:
    """What parts are by their ending."""
    akar = urai(isi, _JENIS, f"{{{NS_JENIS}}}Types")
    semua = reversed(list(akar.iterchildren(f"{{{NS_JENIS}}}Default")))
    return {satu.get("Extension", "").lower(): satu.get("ContentType", "") for satu in semua}


class JenisIsi:
    """[Content_Types].xml."""

    def __init__(self, paket: Paket) -> None:
        self._paket = paket
        self._isi = paket.baca(_JENIS)
        self._bawaan = _bawaan_jenis(self._isi)
        self._langkah: list[Langkah] = []

    def bagian(self, nama: str, jenis: str) -> None:
        """Say what a part is."""
        self._langkah.append((_TAMBAH, f"/{nama}", jenis))

    def gambar_catatan(self, nama: str) -> None:
        """Say what a drawing of notes is: by its ending, as every program does."""
        akhiran = nama.rpartition(".")[2]
        if self._bawaan.get(akhiran, JENIS_VML) != JENIS_VML:
            self.bagian(nama, JENIS_VML)
        else:
            self._langkah.append((_BAWAAN, akhiran, JENIS_VML))

    def lepas(self, nama: str) -> None:
        """A part is there no more."""
        self._langkah.append((_LEPAS, f"/{nama}"))

    def simpan(self) -> None:
        """Put the part back into the package if anything was changed."""
        isi = _ubah_jenis(self._isi, tuple(self._langkah)) if self._langkah else None
        if isi is not None:
            self._paket.taruh(_JENIS, isi, bersama=True)


class _Lembar(NamedTuple):
    """A sheet in the list of the workbook."""

    nama: str
    nomor: str
    rid: str | None


@ingat(64)
def _urai_buku(isi: bytes) -> tuple[_Lembar, ...]:
    daftar = urai(isi, BUKU, f"{{{NS}}}workbook").find(f"{{{NS}}}sheets")
    if daftar is None or not len(daftar):
        raise TakAman("daftar lembar di dalamnya tidak ditemukan")
    return tuple(
        _Lembar(satu.get("name", ""), satu.get("sheetId", ""), satu.get(f"{{{NS_R}}}id"))
        for satu in daftar.iterchildren(f"{{{NS}}}sheet")
    )


@ingat(64)
def _tambah_lembar(isi: bytes, nama: str, nomor: str, rid: str) -> bytes:
    akar = urai(isi, BUKU, f"{{{NS}}}workbook")
    etree.SubElement(
        akar.find(f"{{{NS}}}sheets"),
        f"{{{NS}}}sheet",
        {"name": nama, "sheetId": nomor, f"{{{NS_R}}}id": rid},
        nsmap={"r": NS_R},
    )
    return tulis(akar)


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
        self._isi = paket.baca(BUKU)
        self._daftar = _urai_buku(self._isi)
        self._baru: _Lembar | None = None
        self.hubungan = Hubungan(paket, BUKU)
        self.jenis = JenisIsi(paket)
        self.lembar: dict[str, str] = {}
        for satu in self._daftar:
            bagian = self.hubungan.tujuan(satu.rid)
            if bagian is not None and bagian in paket:
                self.lembar.setdefault(satu.nama, bagian)

    def tambah_lembar(self, nama: str, bagian: str) -> str:
        """Add a sheet after all others, once, so that no index of a sheet changes; gives its name.

        A name that is taken gets a number.
        """
        ada = {satu.nama.casefold() for satu in self._daftar}
        nomor, calon = 1, nama
        while calon.casefold() in ada:
            nomor += 1
            calon = f"{nama} {nomor}"
        rid = self.hubungan.tambah("worksheet", bagian, "rIdTemuan")
        terpakai = [int(s.nomor) for s in self._daftar if s.nomor.isdecimal() and len(s.nomor) < 9]
        self._baru = _Lembar(calon, str(max(terpakai, default=0) + 1), rid)
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
        if self._baru is not None:
            isi = _tambah_lembar(self._isi, self._baru.nama, self._baru.nomor, self._baru.rid)
            self._paket.taruh(BUKU, isi, bersama=True)
        self.hubungan.simpan()
        self.jenis.simpan()
