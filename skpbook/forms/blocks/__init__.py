"""Block kinds of a form. Each module lays one kind out (`susun`), reads it back (`baca`), and names its labels.

`jangkar` are the labels that show where a block starts; `label` all the labels it looks for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.forms import definition as d
from skpbook.forms.blocks import (
    behaviour,
    header,
    identity,
    listing,
    matrix,
    narrative,
    plain,
    repeat,
    rows,
    signature,
    table,
)

if TYPE_CHECKING:
    from types import ModuleType

    from skpbook.forms.layout import Pena
    from skpbook.forms.scan import Pindaian

_MODUL: dict[type, ModuleType] = {
    d.Judul: plain,
    d.Catatan: plain,
    d.Kurva: plain,
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


def susun_bagian(pena: Pena, bagian: d.Bagian, awalan: str = "") -> None:
    """Lay a block out below what stands already; `awalan` goes before its field paths."""
    _MODUL[type(bagian)].susun(pena, bagian, awalan)


def baca_bagian(mata: Pindaian, bagian: d.Bagian, dari: int, sampai: int, awalan: str = "") -> None:
    """Read a block from rows [dari, sampai) of the sheet, where its anchor stands in row `dari`."""
    _MODUL[type(bagian)].baca(mata, bagian, dari, sampai, awalan)


def jangkar_bagian(bagian: d.Bagian) -> tuple[str, ...]:
    """Labels that show where the block starts; none for a block that is not read."""
    hasil: tuple[str, ...] = _MODUL[type(bagian)].jangkar(bagian)
    return hasil


def label_bagian(bagian: d.Bagian) -> tuple[str, ...]:
    """All labels of the block."""
    hasil: tuple[str, ...] = _MODUL[type(bagian)].label(bagian)
    return hasil
