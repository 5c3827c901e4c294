"""Row heights: what a text needs in its cell, from the widths of the letters.

Spreadsheet programs grow rows for single cells only, and LibreOffice trusts the heights it finds in a file:
every row gets one.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Set

    from skpbook.forms.layout import Sel, Tata

TINGGI_TERBESAR = 409.0
"""Points; a spreadsheet row is no taller."""

_SEBARIS = 15.0
_BARIS_PER_HURUF = 1.275
_TEPI = 1.5
_LONGGAR = 1.045
_TEBAL = 1.03
_LEBAR_LAIN = 0.6
_PIKSEL_HURUF, _PIKSEL_TEPI, _PIKSEL_ISI = 7, 5, 7
_TITIK_PIKSEL = 0.75

# Advance widths of Calibri (and of Carlito, its metric twin) in hundredths of an em.
_LEBAR_HURUF: Mapping[str, float] = {
    huruf: lebar / 100
    for lebar, isi in (
        (22, "'"),
        (23, " il"),
        (24, "j"),
        (25, ",.I‘’"),
        (27, ":;"),
        (30, "()`"),
        (31, "-[]f{}"),
        (33, "J!t°²³"),
        (35, "r"),
        (39, "/\\s"),
        (41, '"zLc“”'),
        (43, "x"),
        (46, "kvy?FS|"),
        (48, "Zga"),
        (50, "ETY#*+<=>^_e~–•±é$0123456789É"),
        (53, "KPXCbdhnopqu"),
        (55, "BRV"),
        (58, "A"),
        (63, "DHGU"),
        (66, "NOQ&"),
        (71, "…%w"),
        (80, "m"),
        (85, "M"),
        (90, "@W—"),
    )
    for huruf in isi
}


def titik_kolom(lebar: float) -> float:
    """Width in points of a column so many characters wide (Calibri 11, the default font)."""
    return int(lebar * _PIKSEL_HURUF + _PIKSEL_TEPI) * _TITIK_PIKSEL


@lru_cache(maxsize=65536)
def _em(kata: str) -> float:
    return sum(_LEBAR_HURUF.get(huruf, _LEBAR_LAIN) for huruf in kata)


@lru_cache(maxsize=2048)
def banyak_baris(teks: str, lebar: float, huruf: float, *, tebal: bool = False) -> int:
    """Lines of a wrapped text in `lebar` points at a font of `huruf` points."""
    muat = max((lebar - _PIKSEL_ISI * _TITIK_PIKSEL) / (huruf * _LONGGAR * (_TEBAL if tebal else 1.0)), 1.0)
    spasi = _LEBAR_HURUF[" "]
    jumlah = 0
    for alinea in teks.split("\n"):
        jumlah += 1
        isi = 0.0
        for kata in alinea.split(" "):
            panjang = _em(kata)
            if isi and isi + spasi + panjang > muat:
                jumlah += 1
                isi = 0.0
            if panjang > muat:
                tambah = int(panjang // muat)
                jumlah += tambah
                panjang -= tambah * muat
            isi += panjang + (spasi if isi else 0.0)
    return jumlah


def perlu_tinggi(teks: str, lebar: float, huruf: float = 10, *, tebal: bool = False) -> float:
    """Points a wrapped text needs in `lebar` points at a font of `huruf` points."""
    return banyak_baris(teks, lebar, huruf, tebal=tebal) * huruf * _BARIS_PER_HURUF + _TEPI


def tinggi_baris(tata: Tata, isi: Iterable[tuple[Sel, str, float, bool]]) -> dict[int, float]:
    """Height (points) of every row: the layout's least, grown where text wants more.

    `isi` are texts with their cell, font size and boldness. What a tall merged cell lacks is shared among its
    visible rows.
    """
    titik = [titik_kolom(satu) for satu in tata.lebar]
    tinggi = {baris: tata.tinggi.get(baris, _SEBARIS) for baris in range(tata.jumlah_baris)}
    tegak: list[tuple[Sel, float]] = []
    for sel, teks, huruf, tebal in isi:
        perlu = perlu_tinggi(teks, sum(titik[sel.kolom : sel.kolom_akhir + 1]), huruf, tebal=tebal)
        if sel.baris != sel.baris_akhir:
            tegak.append((sel, perlu))
        elif perlu > tinggi[sel.baris]:
            tinggi[sel.baris] = min(perlu, TINGGI_TERBESAR)
    for sel, perlu in tegak:
        regangkan(tinggi, sel, perlu, tata.tersembunyi)
    return tinggi


def regangkan(tinggi: dict[int, float] | list[float], sel: Sel, perlu: float, tersembunyi: Set[int]) -> None:
    """Share what a tall cell lacks among its visible rows."""
    tampak = [baris for baris in range(sel.baris, sel.baris_akhir + 1) if baris not in tersembunyi]
    kurang = perlu - sum(tinggi[baris] for baris in tampak)
    if kurang <= 0 or not tampak:
        return
    for baris in tampak:
        tinggi[baris] = min(tinggi[baris] + kurang / len(tampak), TINGGI_TERBESAR)
