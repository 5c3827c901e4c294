"""Reading tables: headings locate the columns, then row by row, section by section, item by item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skpbook.domain.teks import normal
from skpbook.forms.paths import langkah, wadah_akhir
from skpbook.forms.reading.columns import Kolom, cari_kepala, kepala_ulang, letak_kolom, nomor_kolom
from skpbook.forms.reading.parallel import belah_baris
from skpbook.forms.reading.trim import buang_kosong, kosongkan_nihil
from skpbook.forms.values import kanonik

if TYPE_CHECKING:
    from collections.abc import Iterable

    from skpbook.forms.definition import Tabel
    from skpbook.forms.scan import Pindaian

Isi = dict[str, tuple[int, str]]
"""A row's texts by field: (column, text)."""

_PANJANG = ("rhk_pimpinan", "indikator")
"""Fields of running text, which a page may break in two."""


def rapikan(bagian: Tabel, isi: dict[str, Any], _letak: dict[str, Any]) -> None:
    """A row of dashes is no item."""
    kosongkan_nihil(isi, [seksi.ke for seksi in bagian.seksi], bagian.anak)


def baca(mata: Pindaian, bagian: Tabel, dari: int, sampai: int, awalan: str) -> None:
    """Find the heading row, then walk the rows."""
    kepala = cari_kepala(mata, bagian, dari, sampai)
    if kepala is None:
        mata.hilang.extend(satu.kepala for satu in bagian.kolom if not satu.bantu)
        return
    kolom = letak_kolom(mata, bagian, kepala)
    for satu in bagian.kolom:
        if not satu.bantu and all(letak.kolom is not satu for letak in kolom):
            mata.hilang.append(satu.kepala)
    _Penyusur(mata, bagian, kolom, awalan).jalan(kepala, sampai)


class _Penyusur:
    """Walks the rows under a heading.

    `butir` and `anak` are the item and the child rows at hand, `akhir_area` the last row of the merged key
    cell the item stands in, `patah` whether a heading was just repeated: an item broken by a page goes on
    below it.
    """

    def __init__(self, mata: Pindaian, bagian: Tabel, kolom: list[Kolom], awalan: str) -> None:
        self.mata = mata
        self.bagian = bagian
        self.awalan = awalan
        self.kolom = kolom
        self.tingkat1 = [satu for satu in kolom if satu.kolom.tingkat == 1]
        self.tingkat2 = [satu for satu in kolom if satu.kolom.tingkat == 2]
        self.milik = {sel: satu.kolom.isi for satu in kolom for sel in range(satu.mulai, satu.akhir)}
        self.kunci = next((satu.mulai for satu in kolom if satu.kolom.isi == bagian.kunci), 0)
        self.bertingkat = {satu.kolom.isi for satu in self.tingkat2}
        self.seksi = bagian.seksi[0]
        self.judul = {mata.id(satu.judul): satu for satu in bagian.seksi if satu.judul}
        dasar = f"{awalan}{self.seksi.ke}[0]"
        anak = f"{dasar}.{bagian.anak}[0]"
        self.isian = {
            satu.kolom.isi: mata.katalog.isian(
                mata.definisi, f"{dasar if satu.kolom.tingkat == 1 else anak}.{satu.kolom.isi}"
            )
            for satu in kolom
        }
        self.jalur = ""
        self.butir: dict[str, Any] | None = None
        self.anak: list[dict[str, Any]] = []
        self.akhir_area = -1
        self.patah = False
        self.bernomor = False

    def jalan(self, kepala: int, sampai: int) -> None:
        kiri, kanan = min(self.milik), max(self.milik) + 1
        for baris in range(kepala + 1, sampai):
            if self._lewati(baris):
                continue
            isi: Isi = {}
            for kolom, teks in self.mata.isi_baris(baris, kiri, kanan):
                nama = self.milik.get(kolom)
                if nama is not None and nama not in isi and teks != ":":
                    isi[nama] = (kolom, teks)
            if isi or baris <= self.akhir_area or self.bagian.anak:
                self._baris(baris, isi)
        for seksi in self.bagian.seksi:
            daftar = f"{self.awalan}{seksi.ke}"
            buang_kosong(self.mata, daftar, kepala + 1, self.kunci, self.bagian.anak)

    def _baris(self, baris: int, isi: Isi) -> None:
        ada2 = bool(isi.keys() & self.bertingkat)
        ada1 = bool(isi.keys() - self.bertingkat - {"nomor"})
        if self._lanjutan(isi):
            self._sambung(baris, isi)
            return
        self.patah = self.patah and not (ada1 or ada2)
        if self._butir_baru(baris, isi, ada1 or ada2):
            self._mulai_butir(baris, isi)
        if self.butir is None:
            return
        if ada1 or "nomor" in isi:
            self._catat(self.butir, self.jalur, self.tingkat1, baris, isi)
        if self.bagian.anak and (ada2 or baris <= self.akhir_area):
            self._anak(baris, isi, ada2=ada2)

    def _lewati(self, baris: int) -> bool:
        """Section titles, column numbers, a heading repeated after a page break."""
        kena = self.mata.di_baris(baris)
        for satu in kena:
            if satu.label in self.judul and satu.sisa is None and self.mata.sendiri(satu):
                self.seksi = self.judul[satu.label]
                self.butir = None
                self.akhir_area = -1
                return True
        if kena and kepala_ulang(self.mata, self.kolom, baris):
            self.patah = True
            return True
        judul = self.mata.id(self.bagian.judul or "")
        if kena and baris > self.akhir_area and kena[0].label == judul and kena[0].sisa is None:
            return self.mata.sendiri(kena[0])
        return nomor_kolom(self.mata, baris)

    def _lanjutan(self, isi: Isi) -> bool:
        """Right below a repeated heading a row without a number and without short answers goes on with the
        last.
        """
        if not self.patah or self.butir is None or not self.bernomor or not isi:
            return False
        return isi.keys() <= {self.bagian.kunci, *_PANJANG}

    def _sambung(self, baris: int, isi: Isi) -> None:
        self.patah = False
        for nama, (kolom, teks) in isi.items():
            bawah = nama in self.bertingkat and self.anak
            wadah: dict[str, Any] = self.anak[-1] if bawah else self.butir or {}
            jalur = f"{self.jalur}.{self.bagian.anak}[{len(self.anak) - 1}]" if bawah else self.jalur
            if wadah.get(nama):
                wadah[nama] = f"{wadah[nama]} {teks}"
            else:
                self._taruh(wadah, jalur, nama, baris, kolom, teks)

    def _butir_baru(self, baris: int, isi: Isi, ada: bool) -> bool:
        """A row starts an item when its key cell starts a merged area, or says something new outside one."""
        if baris <= self.akhir_area:
            return False
        if not self.bagian.anak:
            return ada
        area = self.mata.tegak(baris, self.kunci)
        if area is not None and area[0] == baris:
            return True
        if self.butir is not None and self._sama(isi):
            return False
        return "nomor" in isi or self.bagian.kunci in isi or (self.butir is None and ada)

    def _sama(self, isi: Isi) -> bool:
        """The RHK written again beside each of its IKI, with its number again or none."""
        butir = self.butir or {}
        if "nomor" in isi and isi["nomor"][1] != butir.get("nomor"):
            return False
        lama = butir.get(self.bagian.kunci)
        kunci = isi.get(self.bagian.kunci)
        return kunci is not None and bool(lama) and normal(kunci[1]) == normal(str(lama))

    def _mulai_butir(self, baris: int, isi: Isi) -> None:
        wadah, nama = wadah_akhir(self.mata.pohon, langkah(f"{self.awalan}{self.seksi.ke}"))
        daftar: list[Any] = wadah.setdefault(nama, [])
        self.butir = {}
        self.anak = []
        self.jalur = f"{self.awalan}{self.seksi.ke}[{len(daftar)}]"
        daftar.append(self.butir)
        self.bernomor = self.bernomor or "nomor" in isi
        area = self.mata.tegak(baris, self.kunci)
        self.akhir_area = area[2] if area is not None and self.bagian.anak else -1
        self.mata.tempat[self.jalur] = self.mata.tempat_sel(baris, self.kunci)
        for satu in self.tingkat1:
            if satu.kolom.isi not in isi:
                self.mata.tempat[f"{self.jalur}.{satu.kolom.isi}"] = self.mata.tempat_sel(baris, satu.mulai)

    def _catat(self, wadah: dict[str, Any], jalur: str, kolom: Iterable[Kolom], baris: int, isi: Isi) -> None:
        for satu in kolom:
            nama = satu.kolom.isi
            ada = isi.get(nama)
            if ada is None:
                continue
            lama = wadah.get(nama)
            if not lama:
                self._taruh(wadah, jalur, nama, baris, *ada)
            elif nama != "nomor" and normal(lama) != normal(ada[1]):
                wadah[nama] = f"{lama}\n{ada[1]}"

    def _taruh(self, wadah: dict[str, Any], jalur: str, nama: str, baris: int, kolom: int, teks: str) -> None:
        wadah[nama] = kanonik(self.isian[nama], teks)
        self.mata.tempat[f"{jalur}.{nama}"] = self.mata.tempat_sel(baris, kolom)

    def _anak(self, baris: int, isi: Isi, *, ada2: bool) -> None:
        """The child rows of a row; an empty one only has a place, where none has one before it."""
        if not ada2:
            dasar = f"{self.jalur}.{self.bagian.anak}[{len(self.anak)}]"
            for satu in self.tingkat2:
                self.mata.tempat.setdefault(
                    f"{dasar}.{satu.kolom.isi}", self.mata.tempat_sel(baris, satu.mulai)
                )
            return
        for potong in belah_baris({nama: self.isian[nama].pilihan for nama in self.bertingkat}, isi):
            jalur = f"{self.jalur}.{self.bagian.anak}[{len(self.anak)}]"
            anak: dict[str, Any] = {}
            self.anak.append(anak)
            if self.butir is not None:
                self.butir[self.bagian.anak or ""] = self.anak
            for satu in self.tingkat2:
                self.mata.tempat[f"{jalur}.{satu.kolom.isi}"] = self.mata.tempat_sel(baris, satu.mulai)
            self._catat(anak, jalur, self.tingkat2, baris, potong)
