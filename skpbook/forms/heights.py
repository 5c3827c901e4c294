"""Row heights for text that merged cells hold: spreadsheet programs grow rows for single cells only."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from skpbook.forms.layout import Sel, Tata

_BARIS = 13.8
_MINIMUM = 15.0
_HURUF_SELEBAR = 1.12


def perlu_tinggi(teks: str, lebar: float) -> float:
    """Points a wrapped text needs in a column so many characters wide."""
    sebaris = max(int(lebar * _HURUF_SELEBAR), 1)
    baris = sum(max(1, -(-len(satu) // sebaris)) for satu in teks.split("\n"))
    return baris * _BARIS + 2


def tinggi_baris(tata: Tata, isi: Iterable[tuple[Sel, str]]) -> dict[int, float]:
    """Heights (points) of the rows that need one: the layout's own, grown where prefilled text wants more."""
    tinggi = dict(tata.tinggi)
    tegak: list[tuple[Sel, float]] = []
    perlu_baris: dict[int, float] = {}
    for sel, teks in isi:
        lebar = sum(tata.lebar[sel.kolom : sel.kolom_akhir + 1])
        perlu = perlu_tinggi(teks, lebar)
        if sel.baris == sel.baris_akhir:
            perlu_baris[sel.baris] = max(perlu_baris.get(sel.baris, 0), perlu)
            if sel.kolom != sel.kolom_akhir or sel.baris in tinggi:
                tinggi[sel.baris] = max(tinggi.get(sel.baris, _MINIMUM), perlu)
        else:
            tegak.append((sel, perlu))
    for sel, perlu in tegak:
        _regangkan(tata, tinggi, perlu_baris, sel, perlu)
    return tinggi


def _regangkan(
    tata: Tata, tinggi: dict[int, float], perlu_baris: Mapping[int, float], sel: Sel, perlu: float
) -> None:
    """Share what a tall merged cell lacks among its visible rows."""
    tampak = [baris for baris in range(sel.baris, sel.baris_akhir + 1) if baris not in tata.tersembunyi]
    ada = {baris: max(tinggi.get(baris, _MINIMUM), perlu_baris.get(baris, 0.0)) for baris in tampak}
    kurang = perlu - sum(ada.values())
    if kurang <= 0 or not tampak:
        return
    for baris in tampak:
        tinggi[baris] = ada[baris] + kurang / len(tampak)
