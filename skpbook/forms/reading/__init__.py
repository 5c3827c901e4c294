"""Reading the blocks of a form by their labels: one module a block kind, beside its layout in `forms.blocks`.

`baca` reads a block from rows of a sheet; `rapikan` finishes what was read from the cells of a known layout.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skpbook.forms import definition as d
from skpbook.forms.blocks import jangkar_bagian
from skpbook.forms.reading import (
    behaviour,
    header,
    identity,
    listing,
    matrix,
    narrative,
    repeat,
    rows,
    signature,
    table,
)
from skpbook.forms.reading.anchors import letak_bagian

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

    from skpbook.forms.scan import Pindaian

_MODUL: dict[type, ModuleType] = {
    d.Kop: header,
    d.Identitas: identity,
    d.Baris: rows,
    d.Tabel: table,
    d.Kualitatif: narrative,
    d.Perilaku: behaviour,
    d.Daftar: listing,
    d.Matriks: matrix,
    d.TandaTangan: signature,
    d.Ulang: repeat,
}


def baca_urut(mata: Pindaian, bagian: Sequence[d.Bagian], dari: int, sampai: int, awalan: str) -> None:
    """Blocks from rows [dari, sampai): each from its anchor to the next one's. Missing anchors are noted."""
    letak = letak_bagian(mata, bagian, dari, sampai)
    mulai = sorted({baris for baris in letak if baris is not None})
    for satu, baris in zip(bagian, letak, strict=True):
        if baris is None:
            mata.hilang.extend(_tak_ada(satu))
            continue
        modul = _MODUL.get(type(satu))
        if modul is not None:
            akhir = next((lain for lain in mulai if lain > baris), sampai)
            modul.baca(mata, satu, baris, akhir, awalan)


def _tak_ada(bagian: d.Bagian) -> tuple[str, ...]:
    """What is missing where a block's anchor is: of a table all its headings."""
    if isinstance(bagian, d.Tabel):
        return tuple(satu.kepala for satu in bagian.kolom if not satu.bantu)
    if isinstance(bagian, d.Matriks):
        return bagian.kepala_orang, bagian.kepala_kolom
    return jangkar_bagian(bagian)[:1]


def rapikan_bagian(bagian: d.Bagian, isi: dict[str, Any], letak: dict[str, Any]) -> None:
    """What a block still has to do with fields read from their own cells: `isi` and `letak` are changed in
    place, but for nested cells of `letak`, which others share.
    """
    fungsi = getattr(_MODUL.get(type(bagian)), "rapikan", None)
    if fungsi is not None:
        fungsi(bagian, isi, letak)
