"""Empty template items are no items: only what somebody typed into stays, with its place.

A row that only says there is nothing ("-", "nihil") is as empty as one with nothing in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from skpbook.domain.teks import nihil
from skpbook.forms.paths import Terbaca, ambil, taruh

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from skpbook.forms.scan import Pindaian


def buang_kosong(mata: Pindaian, daftar: str, baris: int, kolom: int, anak: str | None = None) -> None:
    """Drop empty items from a list, and from their lists `anak`, and move the places of those after them along.

    The list's own place is its first item's, else the cell given.
    """
    isi = ambil(mata.pohon, daftar)
    isi = isi if isinstance(isi, list) else []
    for nomor, satu in enumerate(isi):
        if anak and any(hanya_nihil(dalam) for dalam in (satu or {}).get(anak) or ()):
            _saring(mata, f"{daftar}[{nomor}].{anak}")
    pertama = mata.tempat.get(f"{daftar}[0]", mata.tempat_sel(baris, kolom))
    _saring(mata, daftar)
    mata.tempat.setdefault(daftar, pertama)


def _saring(mata: Pindaian, daftar: str) -> None:
    isi = ambil(mata.pohon, daftar) or []
    tetap = [nomor for nomor, satu in enumerate(isi) if berisi(satu)]
    if len(tetap) < len(isi):
        _geser(mata, daftar, {lama: nomor for nomor, lama in enumerate(tetap)})
        taruh(mata.pohon, daftar, [isi[nomor] for nomor in tetap])


def berisi(satu: dict[str, object] | None) -> bool:
    """Does an item say anything besides its running number?"""
    ada = any(nilai for nama, nilai in (satu or {}).items() if nama != "nomor")
    return ada and not hanya_nihil(satu)


def hanya_nihil(satu: Any) -> bool:
    """Does an item say that there is nothing, and nothing else? Of an empty one False."""
    berkata = False
    for teks in _teks(satu):
        if not nihil(teks):
            return False
        berkata = True
    return berkata


def _teks(satu: Any) -> Iterator[str]:
    """All texts of an item but its running number."""
    if isinstance(satu, Terbaca):
        yield satu.teks
    elif isinstance(satu, str):
        yield satu
    elif isinstance(satu, dict):
        for nama, nilai in satu.items():
            if nama != "nomor":
                yield from _teks(nilai)
    elif isinstance(satu, list):
        for nilai in satu:
            yield from _teks(nilai)


def kosongkan_nihil(isi: dict[str, Any], daftar: Sequence[str], anak: str | None) -> None:
    """Items read from their cells that only say there is nothing, and such child rows, become empty places."""
    for nama in daftar:
        semua = isi.get(nama) or []
        for nomor, satu in enumerate(semua):
            if satu and hanya_nihil(satu):
                semua[nomor] = None
            elif satu and anak and satu.get(anak):
                satu[anak] = [None if hanya_nihil(dalam) else dalam for dalam in satu[anak]]


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
