"""How predikat moved from one period to the next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.regulation.label import Predikat

if TYPE_CHECKING:
    from skpbook.recap.riwayat import Riwayat

NAIK, TURUN, TETAP = "Naik", "Turun", "Tetap"
_PREDIKAT = tuple(Predikat)


class Perubahan(Struct, frozen=True, kw_only=True):
    """From one period to another: how many went from which predikat to which; who is not where he was."""

    dari: str
    ke: str
    hitungan: Mapping[tuple[Predikat, Predikat], int]
    berubah: tuple[tuple[int, Predikat, Predikat], ...]


def arah(dari: Predikat, ke: Predikat) -> str:
    """Up, down or the same; `Predikat` is ordered best first."""
    beda = _PREDIKAT.index(dari) - _PREDIKAT.index(ke)
    return NAIK if beda > 0 else TURUN if beda < 0 else TETAP


def susun_perubahan(riwayat: Riwayat, dari: str | None, ke: str | None) -> Perubahan | None:
    """Those rated in both periods; None where there is no earlier period."""
    if dari is None or ke is None:
        return None
    hitungan: dict[tuple[Predikat, Predikat], int] = {}
    berubah = []
    pasangan = zip(riwayat.angka(dari).tolist(), riwayat.angka(ke).tolist(), strict=True)
    for letak, (lama, baru) in enumerate(pasangan):
        if lama and baru:
            satu = _PREDIKAT[lama - 1], _PREDIKAT[baru - 1]
            hitungan[satu] = hitungan.get(satu, 0) + 1
            if lama != baru:
                berubah.append((letak, *satu))
    return Perubahan(dari=dari, ke=ke, hitungan=hitungan, berubah=tuple(berubah))


def sebut_perubahan(riwayat: Riwayat, dari: str | None, ke: str | None) -> list[str]:
    """For everybody "Naik (Baik → Sangat Baik)", "Tetap", or "" where one of the two is not known."""
    kata = [""] * len(riwayat.nip)
    if dari is None or ke is None:
        return kata
    for letak, (lama, baru) in enumerate(
        zip(riwayat.angka(dari).tolist(), riwayat.angka(ke).tolist(), strict=True)
    ):
        if lama and baru:
            dulu, kini = _PREDIKAT[lama - 1], _PREDIKAT[baru - 1]
            kata[letak] = TETAP if lama == baru else f"{arah(dulu, kini)} ({dulu.value} → {kini.value})"
    return kata
