"""What a person types into a workbook, and the values Excel would then show in the cells that follow."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

Nilai = str | float | date | None
"""A typed cell: text, a number, a date, or None for a cell that was emptied."""

Terhitung = str | float
"""What a formula cell shows: text or a number."""


class Salinan(Struct, frozen=True, kw_only=True):
    """A sheet that a person copied: from which one, and what was typed into the copy and shows there."""

    asal: str
    isi: Mapping[str, Nilai]
    hasil: Mapping[str, Terhitung] = {}


class Ketikan(Struct, frozen=True, kw_only=True):
    """Sheet name -> A1 cell -> what is typed into it.

    `hasil` holds the values that formula cells show afterwards (the formula stays). `buang` are sheets the
    person deleted, `salin` (new name -> copy) those he copied. `disimpan` is the time of saving, ISO with a
    Z; None leaves the template's.
    """

    isi: dict[str, dict[str, Nilai]]
    hasil: Mapping[str, dict[str, Terhitung]] = {}
    buang: tuple[str, ...] = ()
    salin: Mapping[str, Salinan] = {}
    disimpan: str | None = None
