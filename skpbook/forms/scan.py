"""A sheet seen through a form's labels: where its labels stand, what stands beside them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from skpbook.domain.teks import normal
from skpbook.forms.labels import TERPANJANG
from skpbook.forms.layout import AWALAN_SAMPING
from skpbook.forms.paths import Pohon, ambil, taruh, tempat_sel
from skpbook.forms.values import kanonik, teks_nilai

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from skpbook.domain.tempat import Tempat
    from skpbook.forms.catalog import Katalog
    from skpbook.forms.definition import Definisi
    from skpbook.forms.grid import Kisi, Nilai
    from skpbook.forms.labels import Label

MIRIP = 88.0
"""From which likeness (0-100) on a text is a misspelt label."""

_TEGAK_TERPANJANG = 5000
_PENANDA = re.compile(r"^\(?[A-Z]{1,3}[.)]{0,2}$")
"""What may stand beside a section's title: its letter ("B.") in a cell of its own."""


class Kena:
    """A label found: its id, its cell, the last column it takes, and what follows it in the same cell.

    `urut` counts the labels of one cell.
    """

    __slots__ = ("akhir", "baris", "kolom", "label", "sisa", "urut")

    def __init__(
        self, label: str, baris: int, kolom: int, akhir: int, sisa: str | None, urut: int = 0
    ) -> None:
        self.label = label
        self.baris = baris
        self.kolom = kolom
        self.akhir = akhir
        self.sisa = sisa
        self.urut = urut


class Pindaian:
    """One sheet read through one form. Blocks look for labels and note values; `pohon` and `tempat` grow.

    `dari` and `akhir` bound the rows that belong to the document, `kanan` is the last column any label takes.
    """

    def __init__(
        self,
        kisi: Kisi,
        katalog: Katalog,
        definisi: Definisi,
        label: Label,
        dari: int = 0,
        akhir: int | None = None,
    ) -> None:
        self.kisi = kisi
        self.katalog = katalog
        self.definisi = definisi
        self.pohon: Pohon = {}
        self.tempat: dict[str, Tempat] = {}
        self.hilang: list[str] = []
        self.dari = dari
        self.akhir = len(kisi.baris) if akhir is None else akhir
        self._label = label
        self._menurut_label: dict[str, list[Kena]] = {}
        self._menurut_baris: dict[int, list[Kena]] = {}
        self._area: dict[int, list[tuple[int, int, int, int]]] | None = None
        self._pendek: list[tuple[int, int, str]] | None = None
        self._teks: dict[tuple[int, int], str] = {}
        self.kanan = 0
        self._pindai()

    @property
    def atas(self) -> int:
        """The first row with a label."""
        return min(self._menurut_baris, default=self.dari)

    @property
    def bawah(self) -> int:
        """The last row with a label."""
        return max(self._menurut_baris, default=self.dari)

    def id(self, teks: str) -> str:
        """The id of a label as written in the definition: spellings of one label share it."""
        return self._label.id(teks)

    def _pindai(self) -> None:
        for nomor in range(self.dari, self.akhir):
            baris = self.kisi.baris[nomor]
            sebelum: tuple[int, str] | None = None
            for kolom, nilai in enumerate(baris):
                if not nilai or not isinstance(nilai, str):
                    continue
                temu = self._label.kenali(nilai)
                if temu:
                    for urut, (label, sisa) in enumerate(temu):
                        self._tambah(Kena(label, nomor, kolom, self._tepi(nomor, kolom), sisa, urut))
                elif sebelum is not None and self._bersebelahan(nomor, sebelum[0], kolom) and normal(nilai):
                    gabung = self._label.utuh(f"{sebelum[1]} {nilai}")
                    if gabung is not None:
                        self._sambung(gabung, nomor, sebelum[0], self._tepi(nomor, kolom))
                sebelum = (kolom, nilai) if len(nilai) <= TERPANJANG else None

    def _tambah(self, kena: Kena) -> None:
        self.kanan = max(self.kanan, kena.akhir)
        self._menurut_label.setdefault(kena.label, []).append(kena)
        self._menurut_baris.setdefault(kena.baris, []).append(kena)

    def _sambung(self, label: str, baris: int, kolom: int, akhir: int) -> None:
        """A label split over two cells side by side ("RENCANA KERJA" | "HASIL") counts once, with both
        cells.
        """
        for kena in self._menurut_baris.get(baris, ()):
            if kena.kolom == kolom:
                if kena.label == label:
                    kena.akhir = akhir
                return
        self._tambah(Kena(label, baris, kolom, akhir, None))

    def _tepi(self, baris: int, kolom: int) -> int:
        area = self.area(baris, kolom)
        return area[3] if area is not None else kolom

    def _bersebelahan(self, baris: int, kiri: int, kanan: int) -> bool:
        return self._tepi(baris, kiri) + 1 == kanan

    def cari(self, label: Iterable[str], dari: int, sampai: int) -> Kena | None:
        """The first hit, row by row, of any of the labels (as the definition writes them), rows [dari,
        sampai).
        """
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

    def semua_dari(self, label: Iterable[str], dari: int, sampai: int) -> list[Kena]:
        """All hits of several labels in rows [dari, sampai), in sheet order."""
        nama = dict.fromkeys(self.id(satu) for satu in label)
        kena = [satu for id_label in nama for satu in self._menurut_label.get(id_label, ())]
        return sorted(
            (satu for satu in kena if dari <= satu.baris < sampai),
            key=lambda satu: (satu.baris, satu.kolom, satu.urut),
        )

    def cari_mirip(self, label: str, dari: int, sampai: int, kolom: int | None = None) -> Kena | None:
        """The text most like a label that stands nowhere in its known spellings (INDKATOR); None below
        MIRIP.
        """
        cari = normal(label)
        terbaik: tuple[float, int, int] | None = None
        for baris, satu, teks in self._daftar_pendek():
            if not dari <= baris < sampai or (kolom is not None and satu != kolom):
                continue
            if abs(len(teks) - len(cari)) > 4:
                continue
            nilai = fuzz.ratio(teks, cari, score_cutoff=MIRIP)
            if nilai and (terbaik is None or nilai > terbaik[0]):
                terbaik = (nilai, baris, satu)
        if terbaik is None:
            return None
        _, baris, satu = terbaik
        return Kena(self.id(label), baris, satu, self._tepi(baris, satu), None)

    def _daftar_pendek(self) -> list[tuple[int, int, str]]:
        """Short texts that are no label, normalised."""
        if self._pendek is None:
            self._pendek = [
                (nomor, kolom, normal(nilai))
                for nomor in range(self.dari, self.akhir)
                for kolom, nilai in enumerate(self.kisi.baris[nomor])
                if isinstance(nilai, str) and 2 < len(nilai) <= TERPANJANG and not self._label.kenali(nilai)
            ]
        return self._pendek

    def di_baris(self, baris: int) -> Sequence[Kena]:
        """Label hits of a row, left to right."""
        return self._menurut_baris.get(baris, ())

    def nilai(self, baris: int, kolom: int) -> Nilai:
        """The raw cell, '' outside the used area."""
        if 0 <= baris < len(self.kisi.baris) and 0 <= kolom < len(self.kisi.baris[baris]):
            return self.kisi.baris[baris][kolom]
        return ""

    def teks(self, baris: int, kolom: int) -> str:
        """The cell as trimmed text; notes beside the printed area are not the person's."""
        nilai = self.nilai(baris, kolom)
        if nilai == "":
            return ""
        teks = teks_nilai(nilai)
        return "" if teks.startswith(AWALAN_SAMPING) else teks

    def isi_baris(self, baris: int, dari: int = 0, sampai: int | None = None) -> list[tuple[int, str]]:
        """Cells with text of a row, in columns [dari, sampai): (column, text)."""
        if not 0 <= baris < len(self.kisi.baris):
            return []
        satu = self.kisi.baris[baris]
        return [
            (kolom, teks)
            for kolom in range(max(dari, 0), len(satu) if sampai is None else min(sampai, len(satu)))
            if satu[kolom] != "" and (teks := teks_nilai(satu[kolom])) and not teks.startswith(AWALAN_SAMPING)
        ]

    def lebar(self, baris: int) -> int:
        """How many columns a row has."""
        return len(self.kisi.baris[baris]) if 0 <= baris < len(self.kisi.baris) else 0

    def isi_pertama(self, baris: int, dari: int, sampai: int) -> tuple[int, str] | None:
        """First cell with text in columns [dari, sampai) of a row, as (column, text); a lone colon is
        none.
        """
        return next((satu for satu in self.isi_baris(baris, dari, sampai) if satu[1] != ":"), None)

    def area(self, baris: int, kolom: int) -> tuple[int, int, int, int] | None:
        """The merged area that holds a cell, as (row, column, last row, last column)."""
        if self._area is None:
            self._area = {}
            for satu in self.kisi.gabungan:
                if satu[2] - satu[0] < _TEGAK_TERPANJANG:
                    for nomor in range(satu[0], satu[2] + 1):
                        self._area.setdefault(nomor, []).append(satu)
        for satu in self._area.get(baris, ()):
            if satu[1] <= kolom <= satu[3]:
                return satu
        return None

    def tegak(self, baris: int, kolom: int) -> tuple[int, int, int, int] | None:
        """The merged area of several rows that holds a cell."""
        area = self.area(baris, kolom)
        return area if area is not None and area[2] > area[0] else None

    def sendiri(self, kena: Kena) -> bool:
        """Does a label stand as a title: in one row, with no other text of the form beside it than labels?"""
        if self.tegak(kena.baris, kena.kolom) is not None:
            return False
        boleh = {satu.kolom for satu in self.di_baris(kena.baris)}
        return all(
            kolom in boleh or _PENANDA.match(teks)
            for kolom, teks in self.isi_baris(kena.baris, 0, self.kanan + 1)
        )

    def catat(self, jalur: str, baris: int, kolom: int, teks: str | None) -> None:
        """Note a field: its cell always, its value when there is one (choices and dates in canonical
        spelling).
        """
        self.tempat[jalur] = self.tempat_sel(baris, kolom)
        if teks:
            taruh(self.pohon, jalur, kanonik(self.katalog.isian(self.definisi, jalur), teks))

    def tempat_sel(self, baris: int, kolom: int) -> Tempat:
        """A cell of this sheet as a place."""
        return tempat_sel(self.kisi.nama, baris, kolom)

    def panjang(self, jalur: str) -> int:
        """How many items a list has so far."""
        ada = ambil(self.pohon, jalur)
        return len(ada) if isinstance(ada, list) else 0


def kolom_terbanyak(kena: Iterable[Kena]) -> int | None:
    """The column in which most of the labels stand, the leftmost of equals."""
    hitung = Counter(satu.kolom for satu in kena)
    return min(hitung, key=lambda kolom: (-hitung[kolom], kolom)) if hitung else None
