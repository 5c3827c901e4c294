"""What a cell of a long table may hold, and what a column says of its cells."""

from __future__ import annotations

from typing import NamedTuple, Union

from msgspec import Struct

NamaGaya = tuple[str, ...]
"""Names of style fragments, composed in order (`gaya.FRAGMEN`)."""


class Hias(NamedTuple):
    """A value in a style of its own, one of its column's `varian`."""

    isi: str | float | None
    gaya: NamaGaya


class Rumus(NamedTuple):
    """A live formula (without "=") with the value it has now."""

    rumus: str
    hasil: float | str


class Tautan(NamedTuple):
    """A text of ours that leads to a cell of this workbook ('Lembar'!A1)."""

    isi: str
    tujuan: str


Sel = Union[str, float, None, Hias, Rumus, Tautan]  # noqa: UP007 - an alias that mypy can read before 3.12


class Kolom(Struct, frozen=True):
    """A column of a table: heading, width in characters, style, the other styles its cells may have."""

    judul: str
    lebar: float
    gaya: NamaGaya = ("sel",)
    varian: tuple[NamaGaya, ...] = ()
