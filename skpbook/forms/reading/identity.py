"""Reading the two identity blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.forms.blocks.identity import susunan_baris
from skpbook.forms.reading import rows

if TYPE_CHECKING:
    from skpbook.forms.definition import Identitas
    from skpbook.forms.scan import Pindaian


def baca(mata: Pindaian, bagian: Identitas, dari: int, sampai: int, awalan: str) -> None:
    """Row by row; a label counts once on each side."""
    rows.baca(mata, susunan_baris(bagian), dari, sampai, awalan)
