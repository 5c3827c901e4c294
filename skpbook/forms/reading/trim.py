"""Empty template items are no items: only what somebody typed into stays, with its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from skpbook.forms.paths import ambil, taruh

if TYPE_CHECKING:
    from skpbook.forms.scan import Pindaian


def buang_kosong(mata: Pindaian, daftar: str, baris: int, kolom: int) -> None:
    """Drop empty items from a list and move the places of those after them along.

    The list's own place is its first item's, else the cell given.
    """
    isi = ambil(mata.pohon, daftar)
    isi = isi if isinstance(isi, list) else []
    tetap = [nomor for nomor, satu in enumerate(isi) if berisi(satu)]
    pertama = mata.tempat.get(f"{daftar}[0]", mata.tempat_sel(baris, kolom))
    if len(tetap) < len(isi):
        _geser(mata, daftar, {lama: nomor for nomor, lama in enumerate(tetap)})
        taruh(mata.pohon, daftar, [isi[nomor] for nomor in tetap])
    mata.tempat.setdefault(daftar, pertama)


def berisi(satu: dict[str, object] | None) -> bool:
    """Does an item say anything besides its running number?"""
    return bool(satu) and any(nilai for nama, nilai in (satu or {}).items() if nama != "nomor")


def _geser(mata: Pindaian, daftar: str, baru: dict[int, int]) -> None:
    pola = re.compile(rf"^{re.escape(daftar)}\[(\d+)\]")
    tempat = {}
    for jalur, letak in mata.tempat.items():
        temu = pola.match(jalur)
        if temu is None:
            tempat[jalur] = letak
        elif int(temu[1]) in baru:
            tempat[f"{daftar}[{baru[int(temu[1])]}]{jalur[temu.end() :]}"] = letak
    mata.tempat = tempat
