"""A text as it stands in a cell of the file format: never a formula, never markup."""

from __future__ import annotations

import re
from functools import lru_cache

from skpbook.forms.cell_text import utuh

_TULISAN_X = re.compile(r"(_x[0-9a-fA-F]{4}_)")
_XML = re.compile(r"[&<>]")
_TEPI_KOSONG = re.compile(r"^\s|\s$")
_BIASA = re.compile(
    r"[^\s\x00-\x1f\x7f-\x9f&<>_\ud800-\udfff\ufffe\uffff](?:[^\x00-\x09\x0b-\x1f\x7f-\x9f&<>_\ud800-\udfff\ufffe\uffff]*[^\s\x00-\x1f\x7f-\x9f&<>_\ud800-\udfff\ufffe\uffff])?"
)
"""Text that stands as it is: no markup, no escape, nothing XML cannot hold, no blank at its edges."""


@lru_cache(maxsize=8192)
def teks_sel(teks: str) -> str:
    """The rest of a cell's tag with a text in it. (One text stands in several cells of a workbook, and those of a
    unit in many workbooks.)
    """
    if _BIASA.fullmatch(teks):
        return f' t="inlineStr"><is><t>{teks}</t></is></c>'
    isi = _TULISAN_X.sub(r"_x005F\1", utuh(teks))
    jaga = ' xml:space="preserve"' if _TEPI_KOSONG.search(isi) else ""
    return f' t="inlineStr"><is><t{jaga}>{aman(isi)}</t></is></c>'


@lru_cache(maxsize=32768)
def baris_kata(nomor: int, kata: tuple[str, ...]) -> str:
    """The cells of a row of words that stand in many workbooks: those of the stamp."""
    return "".join(f'<c r="{huruf}{nomor}"{teks_sel(teks)}' for huruf, teks in zip("ABC", kata, strict=False))


def aman(teks: str) -> str:
    """Text between tags."""
    if not _XML.search(teks):
        return teks
    return teks.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def aman_kaki(teks: str) -> str:
    """Text of a footer: what looks like an escape is none there either."""
    return aman(_TULISAN_X.sub(r"_x005F\1", teks))
