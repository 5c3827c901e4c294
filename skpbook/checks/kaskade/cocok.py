"""The nearest of a few rencana: a suggestion with its score and margin, never a match."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skpbook.checks.konteks import Ambang

T = TypeVar("T")


class Mirip(Struct, Generic[T], frozen=True):
    """The nearest candidate. `skor` and `selisih` (over the best of another value; the whole score when there is
    none) 0-100.
    """

    calon: T
    skor: float
    selisih: float

    def kalimat(self, teks: str) -> str:
        """As a suggestion shows it, with the text of the candidate."""
        return (
            f"Yang paling mirip: “{teks}” (kemiripan {self.skor:.0f} dari 100, "
            f"{self.selisih:.0f} di atas yang berikutnya)."
        )


def terdekat(dicari: str, calon: Sequence[tuple[str, T]], ambang: Ambang) -> Mirip[T] | None:
    """The candidate nearest to a normalised text among (normalised text, value) pairs; None when none is
    near.

    Near is `ratio` >= ambang.rasio (typing errors) or `token_set_ratio` >= ambang.himpunan (cut off, words
    added). The score is the better of the two.
    """
    from rapidfuzz.fuzz import ratio, token_set_ratio

    if not dicari or not calon:
        return None
    nilai = []
    for teks, _ in calon:
        rasio, himpunan = ratio(dicari, teks), token_set_ratio(dicari, teks)
        nilai.append((max(rasio, himpunan), rasio, rasio >= ambang.rasio or himpunan >= ambang.himpunan))
    urut = sorted(range(len(calon)), key=lambda nomor: nilai[nomor], reverse=True)
    skor, _, cukup = nilai[urut[0]]
    if not cukup:
        return None
    terpilih = calon[urut[0]][1]
    berikut = next((nilai[nomor][0] for nomor in urut[1:] if calon[nomor][1] != terpilih), 0.0)
    return Mirip(calon[urut[0]][1], skor, skor - berikut)
