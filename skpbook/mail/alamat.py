"""Mail addresses as people write them into a cell."""

from __future__ import annotations

import re

_PISAH = re.compile(r"[,;\r\n]+")
_KURUNG = re.compile(r"<([^<>]*)>")
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ALAMAT = re.compile(
    r"(?=.{3,254}\Z)(?=[^@]{1,64}@)"
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    rf"@(?:{_LABEL}\.)+{_LABEL}"
)
"""Addresses of ASCII letters with a dotted domain; nothing in them can end a header or a command."""


def baca_alamat(teks: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The addresses in a cell, each once, and what stands there without being one.

    Several are parted by commas, semicolons, blanks or lines; "Nama <alamat>" is understood.
    """
    sah: dict[str, str] = {}
    salah: list[str] = []
    for potong in _PISAH.split(teks or ""):
        calon = _KURUNG.findall(potong) or potong.split()
        for satu in (isi.strip().removeprefix("mailto:") for isi in calon):
            if alamat_sah(satu):
                sah.setdefault(satu.casefold(), satu)
            elif satu:
                salah.append(satu)
    return tuple(sah.values()), tuple(salah)


def alamat_sah(teks: str) -> bool:
    """Whether a text is one address."""
    return _ALAMAT.fullmatch(teks) is not None
