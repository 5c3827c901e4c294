"""Rows of labels and fields: a label row is found by its labels, a field by the label beside or above it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skpbook.forms.definition import Baris, SelBaris
    from skpbook.forms.layout import Pena

ANGKA = re.compile(r"^\(?\d{1,2}[.)]?$")


def susun(pena: Pena, bagian: Baris, awalan: str) -> None:
    """Place the rows; a cell may span columns (as far as the page has them) and rows.

    What stands on the first of several pages side by side is shown again on the others.
    """
    mulai = pena.baris
    for nomor, baris in enumerate(bagian.baris):
        for sel in baris:
            kolom = pena.rentang(sel.k)
            tepi = pena.halaman[0][1]
            if kolom[0] <= tepi < kolom[1]:
                kolom = (kolom[0], tepi)
            if sel.tanda is not None:
                pena.tulis(
                    kolom, "tanda", jalur=f"{awalan}{sel.isi}", tanda=sel.tanda, teks=f"( ) {sel.tanda}"
                )
            elif sel.isi is not None:
                gaya, jalur = sel.gaya or "isian", f"{awalan}{sel.isi}"
                pena.tulis(kolom, gaya, jalur=jalur)
                for lain in pena.halaman[1:]:
                    pena.tulis(lain, gaya, rumus=f'=IF({{{jalur}}}="","",{{{jalur}}})')
            else:
                gaya = sel.gaya or ("nomor" if ANGKA.match(sel.teks or "") else "label")
                pena.tulis(kolom, gaya, teks=sel.teks or "", sampai=pena.baris + sel.b - 1)
        if nomor < len(bagian.tinggi) and bagian.tinggi[nomor]:
            pena.tinggi[pena.baris] = bagian.tinggi[nomor]
        pena.maju()
    if bagian.utuh:
        pena.satukan(mulai)
    if bagian.ulang:
        pena.ulang(mulai)


def label(bagian: Baris) -> tuple[str, ...]:
    """Every fixed text that is not a number."""
    return tuple(sel.teks or "" for baris in bagian.baris for sel in baris if berlabel(sel))


def jangkar(bagian: Baris) -> tuple[str, ...]:
    """The labels of the first row that has any."""
    for baris in bagian.baris:
        nama = tuple(sel.teks or "" for sel in baris if berlabel(sel))
        if nama:
            return nama[:1]
    return ()


def berlabel(sel: SelBaris) -> bool:
    return bool(sel.teks) and sel.isi is None and not ANGKA.match(sel.teks or "")
