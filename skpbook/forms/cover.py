"""The cover sheet of a package that went out: known by its mark, never read as something a person wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skpbook.forms.grid import Kisi

LEMBAR = "Sampul"
TANDA = "skpbook-sampul"
"""What one cell in the first rows of the sheet says, in a column nobody sees."""

SEBUTAN = "sampul paket dari skpbook"
"""What a workbook is that holds nothing but this sheet."""

_BARIS_TANDA = 5


def lembar_sampul(kisi: Kisi) -> bool:
    """Whether a sheet is a cover of ours."""
    return any(TANDA in baris for baris in kisi.baris[:_BARIS_TANDA])
