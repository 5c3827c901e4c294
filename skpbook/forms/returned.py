"""The sheet of findings in a workbook that went back to its sender.

It is known by its mark, whatever it is called by now, and is never read as something a person wrote.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skpbook.forms.grid import Kisi

LEMBAR = "Temuan"
TANDA = "skpbook-temuan"
"""What one cell in the first rows of the sheet says, in a column nobody sees."""

SEBUTAN = "daftar temuan dari skpbook"
"""What a workbook is that holds nothing but this sheet."""

_BARIS_TANDA = 5


def lembar_temuan(kisi: Kisi) -> bool:
    """Whether a sheet is our own list of findings."""
    return any(TANDA in baris for baris in kisi.baris[:_BARIS_TANDA])
