"""Choices that are ticked in their own cell: "(X) Outcome", "( ) Outcome Antara"."""

from __future__ import annotations

import re

from skpbook.domain.teks import normal

_TANDA = re.compile(r"^[(\[]?\s*(?P<isi>[xv✓√✔☑☒])\s*[)\]]?\s*(?P<nama>.*)$", re.I | re.S)
_KOSONG = re.compile(r"^[(\[]\s*[)\]]|^[☐□]")


def bertanda(teks: str, pilihan: str) -> bool:
    """Is the mark cell of a choice ticked? "(X) Outcome", "[v]Outcome", a bare "x" are; "( ) Outcome"
    is not.
    """
    temu = _TANDA.match(teks)
    if temu is None:
        return False
    nama = temu["nama"].strip()
    return not nama or normal(nama) == normal(pilihan)


def belah_tanda(teks: str) -> tuple[bool, str] | None:
    """(ticked, choice text) of a mark cell with its choice; None for any other text."""
    kosong = _KOSONG.match(teks)
    if kosong is not None:
        return False, teks[kosong.end() :].strip()
    temu = _TANDA.match(teks)
    if (
        temu is None
        or not temu["nama"].strip()
        or not teks.lstrip().startswith(("(", "[", "✓", "√", "✔", "☑", "☒"))
    ):
        return None
    return True, temu["nama"].strip()
