"""Where a value stands: berkas, lembar, sel. Everything read has one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct


class Tempat(Struct, frozen=True, array_like=True):
    """One cell. `sel` is A1 notation as the person sees it (merged areas: their top left cell)."""

    lembar: str
    sel: str


class Rujukan(Struct, frozen=True):
    """One cell of a named file: the second place of a finding across workbooks."""

    berkas: str
    lembar: str
    sel: str


PetaTempat = Mapping[str, Tempat]
"""Field path (`utama[0].iki[1].target`) -> the cell the value was read from, or would stand in when empty."""


@lru_cache(maxsize=1024)
def nama_kolom(kolom: int) -> str:
    """Column letters of a zero-based column number: 0 -> A, 26 -> AA."""
    huruf = ""
    sisa = kolom + 1
    while sisa:
        sisa, angka = divmod(sisa - 1, 26)
        huruf = chr(65 + angka) + huruf
    return huruf


def nomor_kolom(huruf: str) -> int:
    """Zero-based column number of column letters: A -> 0, AA -> 26."""
    angka = 0
    for satu in huruf:
        angka = angka * 26 + ord(satu) - 64
    return angka - 1


def alamat(baris: int, kolom: int) -> str:
    """A1 address of zero-based row and column."""
    return f"{nama_kolom(kolom)}{baris + 1}"


def urai_alamat(sel: str) -> tuple[int, int]:
    """Zero-based row and column of an A1 address."""
    huruf = sel.rstrip("0123456789")
    return int(sel[len(huruf) :]) - 1, nomor_kolom(huruf)
