"""From cells read at their places to a document tree: empty items drop out, every field gets its cell."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from skpbook.forms.paths import Sejajar, Terbaca, tempat_sel
from skpbook.forms.reading import rapikan_bagian

if TYPE_CHECKING:
    from collections.abc import Mapping

    from skpbook.domain.tempat import Tempat
    from skpbook.forms.definition import Definisi
    from skpbook.forms.paths import Pohon

_KUNCI = ("rencana", "nama", "judul", "indikator", "nilai", "periode")
"""The field whose cell stands for a whole item, first that there is; else the item's first field."""


def rakit(
    definisi: Definisi, isi: dict[str, Any], letak: Mapping[str, Any], lembar: str, geser: tuple[int, int]
) -> tuple[Pohon, dict[str, Tempat]]:
    """The document tree and the cell of every field, those of the first empty item of an empty list
    included.
    """
    salinan = dict(letak)
    for bagian in definisi.bagian:
        rapikan_bagian(bagian, isi, salinan)
    perakit = _Perakit(lembar, geser)
    pohon: Pohon = perakit.gabung(isi, salinan, "")
    return pohon, perakit.tempat


def berisi(nilai: Any) -> bool:
    """Did a person (or the form) say anything here? A running number alone says nothing."""
    if isinstance(nilai, dict):
        return any(berisi(satu) for nama, satu in nilai.items() if nama != "nomor")
    if isinstance(nilai, list):
        return any(berisi(satu) for satu in nilai)
    return nilai is not None


def _wakil(letak: Any) -> tuple[int, int]:
    """The cell that stands for an item or a list; an item remembers its own under ""."""
    if isinstance(letak, tuple):
        return letak
    if isinstance(letak, list):
        return _wakil(letak[0])
    ada: tuple[int, int] | None = letak.get("")
    if ada is None:
        kunci = next((nama for nama in _KUNCI if nama in letak), None)
        ada = letak[""] = _wakil(letak[kunci] if kunci else next(iter(letak.values())))
    return ada


class _Perakit:
    """Walks the values and the cells side by side."""

    def __init__(self, lembar: str, geser: tuple[int, int]) -> None:
        self.lembar = lembar
        self.turun, self.kanan = geser
        self.tempat: dict[str, Tempat] = {}

    def _sel(self, letak: Any) -> Tempat:
        """The cell that stands for a field, an item or a list."""
        baris, kolom = _wakil(letak)
        return tempat_sel(self.lembar, baris + self.turun, kolom + self.kanan)

    def gabung(self, nilai: Any, letak: Any, jalur: str) -> Any:
        if isinstance(letak, tuple):
            return self._daun(nilai, letak, jalur)
        if jalur:
            self.tempat[jalur] = self._sel(letak)
        if isinstance(letak, list):
            return self._daftar(nilai or [], letak, jalur)
        awalan = f"{jalur}." if jalur else ""
        hasil = {}
        ada = nilai or {}
        for nama, anak in letak.items():
            if not nama:
                continue
            satu = self.gabung(ada.get(nama), anak, awalan + nama)
            if satu is not None:
                hasil[nama] = satu
        return hasil or (None if jalur else {})

    def _daun(self, nilai: Any, letak: tuple[int, int], jalur: str) -> Any:
        if isinstance(nilai, list):
            self.tempat[jalur] = self._sel(letak)
            return [self._daun(satu, letak, f"{jalur}[{nomor}]") for nomor, satu in enumerate(nilai)]
        if isinstance(nilai, Terbaca):
            self.tempat[jalur] = tempat_sel(self.lembar, nilai.baris, nilai.kolom)
            return nilai.teks
        self.tempat[jalur] = self._sel(letak)
        return None

    def _daftar(self, nilai: list[Any], letak: list[Any], jalur: str) -> list[Any]:
        semua = isinstance(letak, Sejajar)
        pasangan = itertools.zip_longest(nilai[: len(letak)], letak)
        tetap = [(satu, anak) for satu, anak in pasangan if semua or berisi(satu)]
        if not tetap:
            self.gabung(None, letak[0], f"{jalur}[0]")
        return [
            self.gabung(satu, anak, f"{jalur}[{nomor}]") or ({} if isinstance(anak, dict) else [])
            for nomor, (satu, anak) in enumerate(tetap)
        ]
