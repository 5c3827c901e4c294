"""Kuadran kinerja pegawai: two ratings give the predikat, periodik as tahunan (Permen PANRB 6/2022)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import msgspec

from skpbook.regulation.berkas import bagian
from skpbook.regulation.label import Predikat, Rating

if TYPE_CHECKING:
    from collections.abc import Mapping


class SelKuadran(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the nine cells. The axes are not interchangeable: four cells differ when they are swapped."""

    hasil: Rating
    perilaku: Rating
    predikat: Predikat


class Kuadran(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The nine cells with their source."""

    sumber: str
    sel: tuple[SelKuadran, ...]


@cache
def kuadran() -> Mapping[tuple[Rating, Rating], Predikat]:
    """(rating hasil kerja, rating perilaku kerja) -> predikat, all nine."""
    isi = {(sel.hasil, sel.perilaku): sel.predikat for sel in bagian("permen_6_2022", "kuadran", Kuadran).sel}
    if len(isi) != len(Rating) ** 2:
        raise ValueError("Kuadran kinerja pegawai harus memuat sembilan sel yang berbeda.")
    return isi


def predikat(hasil: Rating, perilaku: Rating) -> Predikat:
    """The predikat kinerja of a rating of hasil kerja and a rating of perilaku kerja, in this order."""
    return kuadran()[hasil, perilaku]
