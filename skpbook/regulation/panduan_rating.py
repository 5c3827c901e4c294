"""What the guide says of the rating hasil kerja, held beside categories and tone of feedback. Never a verdict.

Source: BKN guide ("Rating hasil kerja"), deck BKD Sulsel. "Sebagian besar" is read as more than half; the
category of an RHK is the one that most of its indikator have, and unclear where there is none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import msgspec

from skpbook.regulation.berkas import bagian
from skpbook.regulation.label import Rating

POSITIF, NEGATIF = "Positif", "Negatif"


class PanduanRating(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """For each rating the sentence about hasil kerja and the one about umpan balik."""

    sumber: str
    kalimat: Mapping[Rating, tuple[str, str]]


class Timbangan(msgspec.Struct, frozen=True, kw_only=True):
    """What was given beside the hasil kerja: categories of `utama` and `tambahan` (None where an RHK has
    none), tones of the feedback.
    """

    utama: tuple[Rating | None, ...]
    tambahan: tuple[Rating | None, ...] = ()
    nada: tuple[str, ...] = ()

    @property
    def berkategori(self) -> bool:
        """Whether most hasil kerja have a clear category; with fewer nothing is said of them."""
        semua = self.utama + self.tambahan
        return 2 * sum(satu is not None for satu in semua) > len(semua)


@cache
def panduan_rating() -> PanduanRating:
    """The sentences of the guide."""
    return bagian("permen_6_2022", "panduan_rating", PanduanRating)


def kategori_hasil(kategori: Iterable[Rating]) -> Rating | None:
    """The category of an RHK from those of its indikator: the one that more than half have, else None."""
    hitung = Counter(kategori)
    if not hitung:
        return None
    terbanyak, banyak = hitung.most_common(1)[0]
    return terbanyak if 2 * banyak > hitung.total() else None


def saran_rating(timbangan: Timbangan) -> Rating | None:
    """The rating the guide points to: by the categories, without them by the tone; None when neither tells."""
    if timbangan.berkategori:
        kategori = Counter(satu for satu in timbangan.utama + timbangan.tambahan if satu)
        if 2 * kategori[Rating.DI_BAWAH] > kategori.total():
            return Rating.DI_BAWAH
        di_atas = 2 * kategori[Rating.DI_ATAS] > kategori.total()
        return Rating.DI_ATAS if di_atas and Rating.DI_BAWAH not in timbangan.utama else Rating.SESUAI
    positif, negatif = _sebagian_besar(timbangan.nada, POSITIF), _sebagian_besar(timbangan.nada, NEGATIF)
    return Rating.DI_ATAS if positif else Rating.DI_BAWAH if negatif else None


def keberatan(rating: Rating, timbangan: Timbangan) -> tuple[str, ...]:
    """Why a rating does not fit what was given beside it, one clause each; empty when it does."""
    semua = [satu for satu in timbangan.utama + timbangan.tambahan if satu]
    hitung = Counter(semua)
    alasan: list[str] = []
    if timbangan.berkategori:
        bawah = timbangan.utama.count(Rating.DI_BAWAH)
        banyak_bawah = 2 * hitung[Rating.DI_BAWAH] > len(semua)
        banyak_atas = 2 * hitung[Rating.DI_ATAS] > len(semua)
        if rating is Rating.DI_ATAS and bawah:
            alasan.append(f"{bawah} hasil kerja utama di bawah ekspektasi")
        if rating is Rating.DI_ATAS and not banyak_atas:
            alasan.append(f"hanya {hitung[Rating.DI_ATAS]} dari {len(semua)} hasil kerja di atas ekspektasi")
        if rating is Rating.SESUAI and (banyak_bawah or 2 * bawah > len(timbangan.utama)):
            alasan.append(f"{hitung[Rating.DI_BAWAH]} dari {len(semua)} hasil kerja di bawah ekspektasi")
        if rating is Rating.SESUAI and banyak_atas and not bawah:
            alasan.append(f"{hitung[Rating.DI_ATAS]} dari {len(semua)} hasil kerja di atas ekspektasi")
        if rating is Rating.DI_BAWAH and not banyak_bawah:
            alasan.append(
                f"hanya {hitung[Rating.DI_BAWAH]} dari {len(semua)} hasil kerja di bawah ekspektasi"
            )
    return (*alasan, *_keberatan_nada(rating, timbangan.nada))


def _keberatan_nada(rating: Rating, nada: Sequence[str]) -> tuple[str, ...]:
    """Only what is plain: mostly negative feedback below a good rating, mostly positive below the lowest."""
    if rating is not Rating.DI_BAWAH and _sebagian_besar(nada, NEGATIF):
        return (f"{nada.count(NEGATIF)} dari {len(nada)} umpan balik tidak positif",)
    if rating is Rating.DI_BAWAH and _sebagian_besar(nada, POSITIF):
        return (f"{nada.count(POSITIF)} dari {len(nada)} umpan balik positif",)
    return ()


def _sebagian_besar(nada: Sequence[str], satu: str) -> bool:
    return 2 * nada.count(satu) > len(nada)
