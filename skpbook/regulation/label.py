"""Labels of rating, predikat, capaian, aspek and perspektif, and the reading of their many spellings.

Source: Permen PANRB 6/2022 (forms); BKN reference lists (codes); exports and workbooks in use (aliases).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache, lru_cache

import msgspec

from skpbook.regulation.berkas import bagian
from skpbook.regulation.pilihan import kenali


class Rating(StrEnum):
    """Rating of hasil kerja and of perilaku kerja."""

    DI_ATAS = "Di Atas Ekspektasi"
    SESUAI = "Sesuai Ekspektasi"
    DI_BAWAH = "Di Bawah Ekspektasi"


class Predikat(StrEnum):
    """Predikat kinerja pegawai, best first."""

    SANGAT_BAIK = "Sangat Baik"
    BAIK = "Baik"
    BUTUH_PERBAIKAN = "Butuh Perbaikan"
    KURANG = "Kurang"
    SANGAT_KURANG = "Sangat Kurang"


class Capaian(StrEnum):
    """Capaian kinerja organisasi, best first: the organisation's own scale, its top is Istimewa."""

    ISTIMEWA = "Istimewa"
    BAIK = "Baik"
    BUTUH_PERBAIKAN = "Butuh Perbaikan"
    KURANG = "Kurang"
    SANGAT_KURANG = "Sangat Kurang"


class Aspek(StrEnum):
    """Aspek of an indikator (JA/JF, kuantitatif)."""

    KUANTITAS = "Kuantitas"
    KUALITAS = "Kualitas"
    WAKTU = "Waktu"
    BIAYA = "Biaya"


class Perspektif(StrEnum):
    """Perspektif of an indikator (JPT/PUKM)."""

    PENERIMA_LAYANAN = "Penerima Layanan"
    PROSES_BISNIS = "Proses Bisnis"
    PENGUATAN_INTERNAL = "Penguatan Internal"
    ANGGARAN = "Anggaran"


class KodeBkn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """BKN's reference codes: the lower, the better."""

    sumber: str
    rating: Mapping[Rating, int]
    predikat: Mapping[Predikat, int]


@lru_cache(maxsize=8192)
def kenali_rating(teks: str) -> Rating | None:
    """The rating any spelling means; None for a blank, the whole list, "-", "0" or anything unknown."""
    satu = kenali("rating", teks)
    return Rating(satu) if satu else None


@lru_cache(maxsize=8192)
def kenali_predikat(teks: str) -> Predikat | None:
    """The predikat any spelling means (Cukup and Perlu Perbaikan are read as Butuh Perbaikan); else None."""
    satu = kenali("predikat", teks)
    return Predikat(satu) if satu else None


@lru_cache(maxsize=8192)
def kenali_capaian(teks: str) -> Capaian | None:
    """The capaian kinerja organisasi any spelling means; else None."""
    satu = kenali("capaian", teks)
    return Capaian(satu) if satu else None


@lru_cache(maxsize=8192)
def kenali_aspek(teks: str) -> Aspek | None:
    """The aspek any spelling means; None for two at once ("Kuantitas/Kualitas")."""
    satu = kenali("aspek", teks)
    return Aspek(satu) if satu else None


@lru_cache(maxsize=8192)
def kenali_perspektif(teks: str) -> Perspektif | None:
    """The perspektif any spelling means, with or without the word "Perspektif" before it; else None."""
    satu = kenali("perspektif", teks)
    return Perspektif(satu) if satu else None


@cache
def _kode() -> KodeBkn:
    return bagian("bkn", "kode", KodeBkn)


def kode_bkn(label: Rating | Predikat) -> int:
    """BKN's code of a rating (1 di atas … 3 di bawah) or a predikat (1 sangat baik … 5 sangat kurang)."""
    if isinstance(label, Rating):
        return _kode().rating[label]
    return _kode().predikat[label]


def rating_dari_kode(kode: int) -> Rating | None:
    """The rating with this BKN code, else None."""
    return next((rating for rating, angka in _kode().rating.items() if angka == kode), None)


def predikat_dari_kode(kode: int) -> Predikat | None:
    """The predikat with this BKN code, else None."""
    return next((predikat for predikat, angka in _kode().predikat.items() if angka == kode), None)
