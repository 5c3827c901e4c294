"""Reading the blocks of a form by their labels: one module a block kind, beside its layout in `forms.blocks`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.forms import definition as d
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

if TYPE_CHECKING:
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


def baca_bagian(mata: Pindaian, bagian: d.Bagian, dari: int, sampai: int, awalan: str = "") -> None:
    """Read a block from rows [dari, sampai) of the sheet, where its anchor stands in row `dari`.

    Titles, footnotes and the chart hold nothing to read.
    """
    modul = _MODUL.get(type(bagian))
    if modul is not None:
        modul.baca(mata, bagian, dari, sampai, awalan)
