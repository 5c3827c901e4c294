"""Workbooks as different programs save them, with everything in them that must survive."""

from __future__ import annotations

import io
import itertools
import re
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

import openpyxl
import xlsxwriter
from lxml import etree
from openpyxl.comments import Comment
from openpyxl.styles import Border, Font, PatternFill, Protection, Side

from skpbook.domain.temuan import Temuan, Tingkat
from skpbook.intake.batas import Batas
from skpbook.returns.tandai import tandai
from skpbook.returns.teks import Kepala

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NS = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
KEPALA = Kepala(berkas="SKP_198501012010011001_Budi.xlsx", untuk="Budi (198501012010011001)")
BOLEH_BERUBAH = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
"""Parts of a workbook that a mark on any sheet concerns; the sheet's own come with them."""


def satu_temuan(sel: str | None, lembar: str | None = "SKP", **lain: object) -> Temuan:
    """A finding."""
    isi: dict[str, object] = {
        "kode": "S204",
        "tingkat": Tingkat.GALAT,
        "berkas": "x.xlsx",
        "pesan": "Target belum diisi.",
        "ditemukan": "(kosong)",
        "seharusnya": "angka dengan satuannya",
        "saran": "Isi target.",
    }
    return Temuan(lembar=lembar, sel=sel, **(isi | lain))  # type: ignore[arg-type]


def tanda(data: bytes, *temuan: Temuan) -> bytes:
    """Marked with these findings."""
    return tandai(data, temuan, KEPALA, Batas())


def bagian(data: bytes) -> dict[str, bytes]:
    """Parts by name, inflated."""
    with zipfile.ZipFile(io.BytesIO(data)) as arsip:
        assert arsip.testzip() is None
        return {nama: arsip.read(nama) for nama in arsip.namelist()}


def padat(data: bytes) -> dict[str, bytes]:
    """Parts by name, as they lie packed in the file."""
    hasil = {}
    with zipfile.ZipFile(io.BytesIO(data)) as arsip:
        for info in arsip.infolist():
            nama, ekstra = struct.unpack_from("<2H", data, info.header_offset + 26)
            awal = info.header_offset + 30 + nama + ekstra
            hasil[info.filename] = data[awal : awal + info.compress_size]
    return hasil


def ganti(data: bytes, isi: Mapping[str, bytes | None]) -> bytes:
    """The package with parts replaced, added, or (None) taken out."""
    semua: dict[str, bytes | None] = {**bagian(data), **isi}
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as tujuan:
        for nama, satu in semua.items():
            if satu is not None:
                tujuan.writestr(nama, satu)
    return keluar.getvalue()


def buka(data: bytes) -> openpyxl.Workbook:
    """The workbook as openpyxl reads it, formulas as formulas."""
    return openpyxl.load_workbook(io.BytesIO(data))


def baris_temuan(data: bytes) -> list[tuple[object, ...]]:
    """The findings on the Temuan sheet, without the rules explained below them."""
    semua = buka(data)["Temuan"].iter_rows(7, values_only=True)
    return list(itertools.takewhile(lambda satu: satu[0], semua))


def catatan(data: bytes) -> dict[tuple[str, str], str]:
    """Notes: (sheet, cell) -> text."""
    return {
        (lembar.title, sel.coordinate): sel.comment.text
        for lembar in buka(data)
        for baris in lembar.iter_rows()
        for sel in baris
        if sel.comment is not None
    }


def gambar_png() -> bytes:
    """A picture of 2 x 2 pixels."""

    def potong(jenis: bytes, isi: bytes) -> bytes:
        return struct.pack(">I", len(isi)) + jenis + isi + struct.pack(">I", zlib.crc32(jenis + isi))

    kepala = struct.pack(">2I5B", 2, 2, 8, 2, 0, 0, 0)
    piksel = zlib.compress(b"\0\xff\0\0\0\xff\0" * 2)
    return b"\x89PNG\r\n\x1a\n" + potong(b"IHDR", kepala) + potong(b"IDAT", piksel) + potong(b"IEND", b"")


def dari_xlsxwriter(*, catatan_orang: bool = True) -> bytes:
    """Charts, pictures, a text box, sparklines, data bars, a table, validations, protection, hidden rows."""
    keluar = io.BytesIO()
    buku = xlsxwriter.Workbook(keluar, {"in_memory": True})
    lembar = buku.add_worksheet("SKP")
    lain = buku.add_worksheet("Dana 'lain' & <khusus>")
    cap = buku.add_worksheet("_skpbook")
    cap.very_hidden()
    cap.write_row(0, 0, ["skpbook", "1"])
    terbuka = buku.add_format(
        {"locked": False, "border": 1, "bg_color": "#FFF6D6", "num_format": '0.0 "dok"', "text_wrap": True}
    )
    tebal = buku.add_format({"bold": True, "border": 2, "font_color": "#0000FF"})
    for nomor in range(2, 12):
        lembar.write(nomor, 0, f"Rencana {nomor}", tebal)
        lembar.write_number(nomor, 1, nomor / 4, terbuka)
        lembar.write_formula(nomor, 2, f"=B{nomor + 1}*2", terbuka, nomor / 2)
    lembar.merge_range("D3:E5", "gabungan", terbuka)
    lembar.set_column("F:F", 20, terbuka)
    lembar.set_row(20, 30, tebal)
    lembar.set_row(7, 15, None, {"hidden": True})
    lembar.data_validation(
        "B3:B12", {"validate": "decimal", "criteria": ">", "value": 0, "input_title": "Isi"}
    )
    lembar.conditional_format("B3:B12", {"type": "data_bar", "data_bar_2010": True})
    lembar.conditional_format("A3:A12", {"type": "blanks", "format": tebal})
    lembar.add_sparkline("H3", {"range": "SKP!B3:B12"})
    lembar.add_table("J3:K6", {"name": "Tabel1"})
    bagan = buku.add_chart({"type": "column"})
    bagan.add_series({"values": "=SKP!$B$3:$B$12"})
    lembar.insert_chart("M3", bagan)
    lembar.insert_image("M20", "a.png", {"image_data": io.BytesIO(gambar_png())})
    lembar.insert_textbox("M30", "kotak teks")
    lembar.set_header("&L&G", {"image_left": "b.png", "image_data_left": io.BytesIO(gambar_png())})
    if catatan_orang:
        lembar.write_comment("B4", "Catatan saya sendiri", {"author": "Budi"})
        lembar.insert_button("M40", {"caption": "Tombol", "macro": "x"})
        lain.write_comment("A1", "Catatan di lembar lain", {"author": "Budi"})
    lembar.protect("rahasia", {"format_cells": False})
    lembar.set_landscape()
    lembar.print_area("A1:F30")
    lembar.repeat_rows(0, 1)
    lembar.set_h_pagebreaks([10])
    lembar.freeze_panes(2, 1)
    lain.write_rich_string("A2", "polos ", tebal, "tebal")
    buku.define_name("nama_saya", "=SKP!$B$3:$B$12")
    buku.close()
    return keluar.getvalue()


X14 = (
    b'<ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
    b'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    b'<x14:dataValidations xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" count="1">'
    b'<x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>\'Dana\'!$A$1:$A$9</xm:f></x14:formula1>'
    b"<xm:sqref>A20</xm:sqref></x14:dataValidation></x14:dataValidations></ext>"
)


def dengan_x14(data: bytes) -> bytes:
    """The workbook of XlsxWriter with a validation that only newer Excels know."""
    nama = "xl/worksheets/sheet1.xml"
    isi = bagian(data)[nama]
    assert b"<extLst>" in isi
    return ganti(data, {nama: isi.replace(b"<extLst>", b"<extLst>" + X14)})


def dari_openpyxl() -> bytes:
    """Styles, validations, a person's note, a hidden row, protection, defined names; no shared formats."""
    buku = openpyxl.Workbook()
    lembar = buku.active
    lembar.title = "SKP"
    for nomor in range(3, 13):
        sel = lembar.cell(nomor, 2, f"nilai {nomor}")
        sel.fill = PatternFill("solid", fgColor="FFF1F7FC")
        sel.border = Border(left=Side("thin"), bottom=Side("double"))
        sel.number_format = "@"
        sel.protection = Protection(locked=False)
        sel.font = Font(italic=True, size=8)
    lembar["B4"].comment = Comment("Catatan saya sendiri", "Budi")
    lembar.row_dimensions[9].hidden = True
    lembar.protection.sheet = True
    lembar.merge_cells("D3:E5")
    lembar["G3"] = "=B3"
    buku.create_sheet("_skpbook").sheet_state = "veryHidden"
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


def tanpa_tanda(isi: bytes, sel: Sequence[str] = ()) -> bytes:
    """A sheet part in canonical form, without what marking may change: the style of these cells (with the
    empty ones that are only there for it), `legacyDrawing`, how far rows and sheet go.
    """
    akar = etree.fromstring(isi)
    for satu in akar.iterfind(".//s:c", NS):
        if satu.get("r") in sel:
            satu.attrib.pop("s", None)
    kosong = [c for c in akar.iterfind(".//s:c", NS) if c.get("r") in sel and not len(c)]
    for satu in kosong:
        satu.getparent().remove(satu)
    for baris in list(akar.iterfind(".//s:row", NS)):
        baris.attrib.pop("spans", None)
        if not len(baris) and set(baris.attrib) <= {"r"}:
            baris.getparent().remove(baris)
    for nama in ("legacyDrawing", "dimension"):
        for satu in akar.findall(f"s:{nama}", NS):
            akar.remove(satu)
    return re.sub(rb' xmlns:r="[^"]*"', b"", etree.tostring(akar, method="c14n", exclusive=True))
