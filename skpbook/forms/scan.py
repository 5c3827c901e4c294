"""A sheet seen through a form's labels: where its labels stand, what stands beside them."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from skpbook.domain.periode import baca_tanggal
from skpbook.domain.teks import normal, rapikan, tanpa_nomor
from skpbook.domain.tempat import Tempat, alamat
from skpbook.forms.layout import AWALAN_SAMPING
from skpbook.forms.paths import Pohon, ambil, taruh
from skpbook.regulation.pilihan import kenali

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from skpbook.forms.catalog import Katalog
    from skpbook.forms.definition import Definisi
    from skpbook.forms.grid import Kisi, Nilai

PANJANG_LABEL = 160
PILIHAN_PERIODE = "periode"
"""The period dropdown: which of the lists below an instansi uses is its own choice, all are read."""

_DAFTAR_PERIODE = ("periode-triwulan", "periode-bulan", "periode-semester", "periode-akhir")
_HANYA_TITIK = re.compile(r"^[\s.:…_-]*$")


class Kena:
    """A label found: its id, its cell, and what follows it in the same cell."""

    __slots__ = ("baris", "kolom", "label", "sisa")

    def __init__(self, label: str, baris: int, kolom: int, sisa: str | None) -> None:
        self.label = label
        self.baris = baris
        self.kolom = kolom
        self.sisa = sisa


class Pindaian:
    """One sheet read through one form. Blocks look for labels and note values; `pohon` and `tempat` grow."""

    def __init__(self, kisi: Kisi, katalog: Katalog, definisi: Definisi, label: Mapping[str, str]) -> None:
        self.kisi = kisi
        self.katalog = katalog
        self.definisi = definisi
        self.pohon: Pohon = {}
        self.tempat: dict[str, Tempat] = {}
        self.hilang: list[str] = []
        self.terbaca: set[tuple[int, int]] = set()
        self.akhir = len(kisi.baris)
        self._menurut_label: dict[str, list[Kena]] = {}
        self._menurut_baris: dict[int, list[Kena]] = {}
        self._area: dict[int, list[tuple[int, int, int, int]]] | None = None
        self._label = label
        self._pindai(label)

    def id(self, teks: str) -> str:
        """The id of a label as written in the definition: spellings of one label share it."""
        satu = normal(teks)
        return self._label.get(satu, satu)

    def _pindai(self, label: Mapping[str, str]) -> None:
        for nomor, baris in enumerate(self.kisi.baris):
            for kolom, nilai in enumerate(baris):
                if not nilai or not isinstance(nilai, str):
                    continue
                kena = _kenali_label(nilai, nomor, kolom, label)
                if kena is not None:
                    self._menurut_label.setdefault(kena.label, []).append(kena)
                    self._menurut_baris.setdefault(nomor, []).append(kena)

    def cari(self, label: Iterable[str], dari: int, sampai: int) -> Kena | None:
        """The first hit, row by row, of any of the labels (as written in the definition) in rows [dari, sampai)."""
        terdekat: Kena | None = None
        for satu in label:
            for kena in self._menurut_label.get(self.id(satu), ()):
                if dari <= kena.baris < sampai:
                    if terdekat is None or (kena.baris, kena.kolom) < (terdekat.baris, terdekat.kolom):
                        terdekat = kena
                    break
        return terdekat

    def semua(self, label: str, dari: int, sampai: int) -> Iterator[Kena]:
        """All hits of a label in rows [dari, sampai), top down."""
        for kena in self._menurut_label.get(self.id(label), ()):
            if dari <= kena.baris < sampai:
                yield kena

    def di_baris(self, baris: int) -> Sequence[Kena]:
        """Label hits of a row, left to right."""
        return self._menurut_baris.get(baris, ())

    def nilai(self, baris: int, kolom: int) -> Nilai:
        """The raw cell, '' outside the used area."""
        if 0 <= baris < self.akhir and 0 <= kolom < len(self.kisi.baris[baris]):
            return self.kisi.baris[baris][kolom]
        return ""

    def teks(self, baris: int, kolom: int) -> str:
        """The cell as trimmed text; notes beside the printed area are not the person's."""
        teks = teks_nilai(self.nilai(baris, kolom))
        return "" if teks.startswith(AWALAN_SAMPING) else teks

    def lebar(self, baris: int) -> int:
        """How many columns a row has."""
        return len(self.kisi.baris[baris]) if 0 <= baris < self.akhir else 0

    def isi_pertama(self, baris: int, dari: int, sampai: int) -> tuple[int, str] | None:
        """First cell with text in columns [dari, sampai) of a row, as (column, text); lone colons and dots pass."""
        for kolom in range(max(dari, 0), min(sampai, self.lebar(baris))):
            teks = self.teks(baris, kolom)
            if teks and teks != ":":
                return kolom, teks
        return None

    def area(self, baris: int, kolom: int) -> tuple[int, int, int, int] | None:
        """The merged area that holds a cell, as (row, column, last row, last column)."""
        if self._area is None:
            self._area = {}
            for satu in self.kisi.gabungan:
                if satu[2] - satu[0] < 5000:
                    for nomor in range(satu[0], satu[2] + 1):
                        self._area.setdefault(nomor, []).append(satu)
        for satu in self._area.get(baris, ()):
            if satu[1] <= kolom <= satu[3]:
                return satu
        return None

    def catat(self, jalur: str, baris: int, kolom: int, teks: str | None) -> None:
        """Note a field: its cell always, its value when there is one (choices and dates in canonical spelling)."""
        self.tempat[jalur] = self.tempat_sel(baris, kolom)
        self.terbaca.add((baris, kolom))
        if not teks:
            return
        isian = self.katalog.isian(self.definisi, jalur)
        taruh(self.pohon, jalur, self._kanonik(isian.jenis, isian.pilihan, teks))

    @staticmethod
    def _kanonik(jenis: str, pilihan: str | None, teks: str) -> str:
        if pilihan == PILIHAN_PERIODE:
            return next((ada for nama in _DAFTAR_PERIODE if (ada := kenali(nama, teks))), teks)
        if pilihan is not None:
            return kenali(pilihan, teks) or teks
        if jenis == "tanggal":
            tanggal = baca_tanggal(teks)
            return tanggal.isoformat() if tanggal else teks
        return teks

    def tempat_sel(self, baris: int, kolom: int) -> Tempat:
        """A cell of this sheet as a place."""
        return Tempat(self.kisi.nama, alamat(baris, kolom))

    def lengkapi_daftar(self, jalur: str, banyak: int) -> None:
        """Make sure a list exists with `banyak` items, so that empty items keep their place."""
        ada = ambil(self.pohon, jalur)
        daftar = ada if isinstance(ada, list) else []
        while len(daftar) < banyak:
            daftar.append({})
        taruh(self.pohon, jalur, [satu if satu is not None else {} for satu in daftar])


def _kenali_label(nilai: str, baris: int, kolom: int, label: Mapping[str, str]) -> Kena | None:
    """Is a text a label, or a label followed by a value ("NAMA : Budi", "Akuntabel\\n- …")?"""
    teks = rapikan(nilai)
    if not teks or (len(teks) > PANJANG_LABEL and ":" not in teks and "\n" not in teks):
        return None
    if len(teks) <= PANJANG_LABEL:
        nama = label.get(normal(teks)) or label.get(normal(tanpa_nomor(teks)))
        if nama is not None:
            return Kena(nama, baris, kolom, None)
    kepala, pisah, sisa = teks.partition(":")
    if pisah and len(kepala) <= PANJANG_LABEL:
        nama = label.get(normal(kepala)) or label.get(normal(tanpa_nomor(kepala)))
        if nama is not None:
            return Kena(nama, baris, kolom, sisa.strip() or None)
    kepala, pisah, sisa = teks.partition("\n")
    if pisah and len(kepala) <= PANJANG_LABEL:
        nama = label.get(normal(kepala)) or label.get(normal(tanpa_nomor(kepala)))
        if nama is not None:
            return Kena(nama, baris, kolom, sisa.strip() or None)
    return None


def teks_nilai(nilai: Nilai) -> str:
    """A cell's value as text: numbers with a decimal comma, dates as ISO.

    A number of 15 digits or more has lost its last ones: it is shown in E notation, so that no rule takes it
    for a NIP.
    """
    if isinstance(nilai, str):
        return rapikan(nilai)
    if isinstance(nilai, bool):
        return "TRUE" if nilai else "FALSE"
    if isinstance(nilai, int | float):
        if abs(nilai) >= 1e15:
            return f"{nilai:.9E}".replace(".", ",")
        if nilai == int(nilai):
            return str(int(nilai))
        return repr(round(nilai, 10)).replace(".", ",")
    if isinstance(nilai, datetime):
        return nilai.date().isoformat() if nilai.time() == time() else nilai.isoformat(sep=" ")
    if isinstance(nilai, date | time):
        return nilai.isoformat()
    return str(nilai)


def hanya_titik(teks: str) -> bool:
    """A placeholder of dots and dashes only."""
    return bool(_HANYA_TITIK.match(teks))
