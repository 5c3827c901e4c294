"""A worksheet whose rows may have a height and still grow while somebody types."""

from __future__ import annotations

from bisect import bisect
from typing import TYPE_CHECKING, Any

from xlsxwriter.worksheet import Worksheet

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

_Sifat = list[tuple[str, Any]]
UKURAN_PENYANGGA = (*range(13, 41), *range(42, 61, 2), *range(64, 121, 4), *range(130, 331, 10))
"""Fonts a prop may have; 409 points, the tallest row, need one of 330."""

_TINGGI_PER_HURUF = 1.24
"""Points of a row over points of its font: Calibri needs 1.22, Excel adds a little."""


class LembarLentur(Worksheet):  # type: ignore[misc]
    """XlsxWriter marks every height as set by hand, so that no row grows; rows in `lentur` are not marked.

    A formula that shows nothing keeps that as its value: without one it would look as if never computed.
    """

    def __init__(self) -> None:
        super().__init__()
        self.lentur: set[int] = set()
        self._bebas = False

    def _write_row(self, row: int, *sisa: Any, **lain: Any) -> None:
        self._bebas = row in self.lentur
        super()._write_row(row, *sisa, **lain)

    def _xml_formula_element(self, formula: Any, result: Any, attributes: _Sifat | None = None) -> None:
        sifat = [*(attributes or ()), ("t", "str")] if result == "" else attributes
        super()._xml_formula_element(formula, result, sifat)

    def _xml_start_tag_unencoded(self, tag: str, attributes: _Sifat | None = None) -> None:
        super()._xml_start_tag_unencoded(tag, self._tanpa_tanda(tag, attributes))

    def _xml_empty_tag_unencoded(self, tag: str, attributes: _Sifat | None = None) -> None:
        super()._xml_empty_tag_unencoded(tag, self._tanpa_tanda(tag, attributes))

    def _tanpa_tanda(self, tag: str, attributes: _Sifat | None) -> _Sifat | None:
        if tag != "row" or not self._bebas or attributes is None:
            return attributes
        return [satu for satu in attributes if satu[0] != "customHeight"]


class Penyangga:
    """Blank cells beside the print area in a font as tall as the row: a growing row does not shrink below."""

    def __init__(self, buku: Workbook) -> None:
        self.buku = buku
        self._format: dict[int, Format] = {}

    def pasang(self, lembar: LembarLentur, baris: int, kolom: int, tinggi: float) -> None:
        """Let a row grow, and keep it about `tinggi` points tall at least."""
        lembar.lentur.add(baris)
        huruf = huruf_penyangga(tinggi)
        if huruf is not None:
            lembar.write_blank(baris, kolom, None, self.format(huruf))

    def format(self, huruf: int) -> Format:
        """The format of a prop in a font of so many points."""
        if huruf not in self._format:
            self._format[huruf] = self.buku.add_format({"font_name": "Calibri", "font_size": huruf})
        return self._format[huruf]


def huruf_penyangga(tinggi: float) -> int | None:
    """The font (points) that holds a row of `tinggi` points; None where any font does.

    One of few sizes: every size is a style of its own, and styles are the same in all templates of a form.
    """
    huruf = int(tinggi / _TINGGI_PER_HURUF)
    return UKURAN_PENYANGGA[bisect(UKURAN_PENYANGGA, huruf) - 1] if huruf >= UKURAN_PENYANGGA[0] else None
