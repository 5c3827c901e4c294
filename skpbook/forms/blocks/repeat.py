"""A group of blocks repeated for every item of a list: one manual or workblock after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.forms.layout import Lipatan, Wadah

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.forms.definition import Ulang
    from skpbook.forms.layout import Pena, Rentang, Sel


def susun(pena: Pena, bagian: Ulang, awalan: str) -> None:
    """Each item starts a printed page; spare items are hidden."""
    from skpbook.forms.blocks import susun_bagian

    daftar = awalan + bagian.ke
    rentang = []
    for nomor in range(pena.muat(daftar, _wadah(bagian))):
        mulai = pena.baris
        if nomor:
            pena.pemisah.append(mulai)
        sel = len(pena.sel)
        for satu in bagian.bagian:
            susun_bagian(pena, satu, f"{daftar}[{nomor}].")
        if nomor >= bagian.minimal:
            pena.wajib_bila(
                sel, [_area(satu) for satu in pena.sel[sel:] if satu.jalur and satu.tanda is None]
            )
        pena.tinggi[pena.baris] = 8
        pena.maju()
        rentang.append((mulai, pena.baris - 1))
    pena.lipat(Lipatan((daftar,), tuple(rentang), bagian.tampak, 0, (daftar,), "halaman"))


def _wadah(bagian: Ulang) -> Wadah:
    return Wadah(bagian.tampak + bagian.cadangan)


def wadah(bagian: Ulang, awalan: str) -> Iterator[tuple[str, Wadah]]:
    """Room for the items, and for the lists in each."""
    from skpbook.forms.blocks import wadah_bagian

    yield awalan + bagian.ke, _wadah(bagian)
    for satu in bagian.bagian:
        yield from wadah_bagian(satu, f"{awalan}{bagian.ke}[].")


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
