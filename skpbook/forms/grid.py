"""A workbook file as grids of values, whatever its format: .xlsx, .xlsm, .xls, .xlsb or .ods."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from msgspec import Struct

from skpbook.forms.guide import LEMBAR as LEMBAR_PETUNJUK
from skpbook.forms.stamp import LEMBAR as LEMBAR_CAP
from skpbook.forms.unseen import Khusus, isi_galat

Nilai = str | float | int | bool | date | datetime | time | timedelta


class Kisi(Struct, frozen=True, kw_only=True):
    """One sheet: rows of values from A1 on ('' for an empty cell), merged areas, whether a person sees it.

    `gabungan` holds (row, column, last row, last column), zero-based, inclusive. `khusus` is what the library
    does not tell of the sheet, where there is anything.
    """

    nama: str
    baris: Sequence[Sequence[Nilai]]
    gabungan: tuple[tuple[int, int, int, int], ...]
    tampak: bool
    khusus: Khusus | None = None


def dibaca(nama: str) -> bool:
    """Whether a sheet is read: our own helping sheets (Petunjuk, lists) are not, the stamp is."""
    return nama != LEMBAR_PETUNJUK and (not nama.startswith("_") or nama == LEMBAR_CAP)


def buka_kisi(
    data: bytes, khusus: Mapping[str, Khusus] | None = None, ada: Mapping[str, Kisi] | None = None
) -> list[Kisi]:
    """Read the worksheets of a workbook that the guard has let through; `khusus` is what it found, by sheet, `ada`
    are sheets that it has read already.

    Of our own helping sheets (Petunjuk, lists) only the names: nothing a person writes there counts. Raises what
    python-calamine raises on a file it cannot read; where the library does not tell merged areas (.ods, .xlsb) they
    are read from the package itself.
    """
    import python_calamine as calamine

    from skpbook.forms.merges import gabungan_paket

    buku = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    luar: dict[str, tuple[tuple[int, int, int, int], ...]] | None = None
    hasil = []
    for nomor, meta in enumerate(buku.sheets_metadata):
        if meta.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        tampak = meta.visible == calamine.SheetVisibleEnum.Visible
        if ada and meta.name in ada:
            hasil.append(ada[meta.name])
            continue
        if not dibaca(meta.name):
            hasil.append(Kisi(nama=meta.name, baris=[], gabungan=(), tampak=tampak))
            continue
        lembar = buku.get_sheet_by_index(nomor)
        gabungan = lembar.merged_cell_ranges
        if gabungan is None:
            if luar is None:
                luar = gabungan_paket(data)
            area = luar.get(meta.name, ())
        else:
            area = tuple((a[0], a[1], b[0], b[1]) for a, b in gabungan)
        baris = lembar.to_python(skip_empty_area=False)
        satu = khusus.get(meta.name) if khusus else None
        if satu is not None and satu.galat:
            isi_galat(baris, satu)
        hasil.append(Kisi(nama=meta.name, baris=baris, gabungan=area, tampak=tampak, khusus=satu))
    return hasil
