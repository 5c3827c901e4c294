"""What can go wrong while a recap is written."""

from __future__ import annotations

from skpbook.domain.galat import TidakBisa


class RekapTerkunci(TidakBisa):
    """The target is open in another program (Excel keeps it locked) or may not be replaced."""
