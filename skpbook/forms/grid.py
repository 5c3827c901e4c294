"""A workbook file as grids of values, whatever its format: .xlsx, .xlsm, .xls, .xlsb or .ods."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from msgspec import Struct

Nilai = str | float | int | bool | date | datetime | time | timedelta


class Kisi(Struct, frozen=True, kw_only=True):
    """One sheet: rows of values from A1 on ('' for an empty cell), merged areas, whether a person sees it.

    `gabungan` holds (row, column, last row, last column), zero-based, inclusive.
    """

    nama: str
    baris: Sequence[Sequence[Nilai]]
    gabungan: tuple[tuple[int, int, int, int], ...]
    tampak: bool


def buka_kisi(data: bytes) -> list[Kisi]:
    """Read all worksheets of a workbook that the guard has let through.

    Raises what python-calamine raises on a file it cannot read; where the library does not tell merged areas
    (.ods, .xlsb) they are read from the package itself.
    """
    import python_calamine as calamine

    from skpbook.forms.merges import gabungan_paket

    buku = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    luar: dict[str, tuple[tuple[int, int, int, int], ...]] | None = None
    hasil = []
    for nomor, meta in enumerate(buku.sheets_metadata):
        if meta.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        lembar = buku.get_sheet_by_index(nomor)
        gabungan = lembar.merged_cell_ranges
        if gabungan is None:
            if luar is None:
                luar = gabungan_paket(data)
            area = luar.get(meta.name, ())
        else:
            area = tuple((a[0], a[1], b[0], b[1]) for a, b in gabungan)
        hasil.append(
            Kisi(
                nama=meta.name,
                baris=lembar.to_python(skip_empty_area=False),
                gabungan=area,
                tampak=meta.visible == calamine.SheetVisibleEnum.Visible,
            )
        )
    return hasil
