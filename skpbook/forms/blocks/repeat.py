"""A group of blocks repeated for every item of a list: one manual or workblock after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skpbook.forms.definition import Ulang
    from skpbook.forms.layout import Pena, Rentang, Sel


def susun(pena: Pena, bagian: Ulang, awalan: str) -> None:
    """Each item starts a printed page; spare items are hidden."""
    from skpbook.forms.blocks import susun_bagian

    ada = pena.banyak(awalan + bagian.ke)
    tampak = ada or bagian.tampak
    for nomor in range(tampak + bagian.cadangan):
        mulai = pena.baris
        if nomor:
            pena.pemisah.append(mulai)
        sel = len(pena.sel)
        for satu in bagian.bagian:
            susun_bagian(pena, satu, f"{awalan}{bagian.ke}[{nomor}].")
        if nomor >= bagian.minimal:
            pena.wajib_bila(
                sel, [_area(satu) for satu in pena.sel[sel:] if satu.jalur and satu.tanda is None]
            )
        pena.tinggi[pena.baris] = 8
        pena.maju()
        if nomor >= tampak:
            pena.tersembunyi.update(range(mulai, pena.baris))
        if nomor == tampak - 1:
            pena.sampingi(mulai, bagian.cadangan, "halaman")


def _area(sel: Sel) -> Rentang:
    return sel.baris, sel.kolom, sel.baris, sel.kolom


def label(bagian: Ulang) -> tuple[str, ...]:
    """The labels of the group."""
    from skpbook.forms.blocks import label_bagian

    return tuple(nama for satu in bagian.bagian for nama in label_bagian(satu))


def jangkar(bagian: Ulang) -> tuple[str, ...]:
    """The anchor of the first block of the group."""
    from skpbook.forms.blocks import jangkar_bagian

    return jangkar_bagian(bagian.bagian[0])
