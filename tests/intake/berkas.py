"""Files for intake tests: honest workbooks, and workbooks bent into what hostile senders make of them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import openpyxl

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

LEMBAR = "xl/worksheets/sheet1.xml"
NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def xlsx(isi: Mapping[str, object] | None = None, diubah: datetime | None = None) -> bytes:
    """A small workbook made by openpyxl."""
    buku = openpyxl.Workbook()
    for sel, nilai in (isi or {"A1": "Halo"}).items():
        buku.active[sel] = nilai
    keluar = io.BytesIO()
    if diubah is not None:
        buku.properties.modified = diubah
    buku.save(keluar)
    return keluar.getvalue()


def ganti(data: bytes, bagian: Mapping[str, bytes | None]) -> bytes:
    """The package with parts replaced, added, or (None) taken out."""
    keluar = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as asal,
        zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as tujuan,
    ):
        for nama in asal.namelist():
            if nama not in bagian:
                tujuan.writestr(nama, asal.read(nama))
        for nama, isi in bagian.items():
            if isi is not None:
                tujuan.writestr(nama, isi)
    return keluar.getvalue()


def lembar(xml: str) -> bytes:
    """A workbook whose one sheet holds this XML inside `worksheet`."""
    isi = f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{NS}">{xml}</worksheet>'
    return ganti(xlsx(), {LEMBAR: isi.encode()})


def sel(*isi: str) -> str:
    """Cells with a number each, in one `sheetData`; row elements follow the addresses."""
    return (
        "<sheetData>"
        + "".join(f'<row r="{_baris(satu)}"><c r="{satu}"><v>1</v></c></row>' for satu in isi)
        + "</sheetData>"
    )


def _baris(alamat: str) -> str:
    return "".join(huruf for huruf in alamat if huruf.isdigit())
