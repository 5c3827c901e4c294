"""Block kinds of a form. Each module lays one kind out (`susun`) and names its labels.

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
    from collections.abc import Iterator
    from types import ModuleType

    from skpbook.forms.layout import Pena, Wadah

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


def siapkan_lebar(pena: Pena) -> None:
    """Column widths that depend on the document, before anything is placed."""
    for bagian in pena.definisi.bagian:
        if isinstance(bagian, d.Matriks):
            matrix.siapkan_lebar(pena, bagian)


def susun_bagian(pena: Pena, bagian: d.Bagian, awalan: str = "") -> None:
    """Lay a block out below what stands already; `awalan` goes before its field paths."""
    _MODUL[type(bagian)].susun(pena, bagian, awalan)


def wadah_bagian(bagian: d.Bagian, awalan: str) -> Iterator[tuple[str, Wadah]]:
    """Room the block has for its lists, by the pattern of their path (`utama[].iki`)."""
    modul = _MODUL[type(bagian)]
    if isinstance(bagian, d.Tabel | d.Kualitatif | d.Daftar | d.Matriks | d.Ulang):
        yield from modul.wadah(bagian, awalan)


def jangkar_bagian(bagian: d.Bagian) -> tuple[str, ...]:
    """Labels that show where the block starts; none for a block that is not read."""
    hasil: tuple[str, ...] = _MODUL[type(bagian)].jangkar(bagian)
    return hasil


def label_bagian(bagian: d.Bagian) -> tuple[str, ...]:
    """All labels of the block."""
    hasil: tuple[str, ...] = _MODUL[type(bagian)].label(bagian)
    return hasil
