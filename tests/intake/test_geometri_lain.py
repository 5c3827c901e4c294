"""Extent of .xlsb records and .ods repeats, with records written by hand and files written by odfpy."""

import io
import struct
import zipfile

import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from skpbook.forms.grid import buka_kisi
from skpbook.intake.batas import Batas
from skpbook.intake.geometri import Jauh
from skpbook.intake.geometri_xlsb import jaga_xlsb
from skpbook.intake.guard import jaga_paket
from skpbook.intake.tolak import Ditolak
from tests.intake.berkas import ganti
from tests.intake.kiriman import zip_isi

BATAS = Batas()


def rekaman(jenis: int, isi: bytes = b"") -> bytes:
    """One BIFF12 record: type and length as 7-bit groups."""
    kepala = bytes([jenis]) if jenis < 0x80 else bytes([jenis & 0x7F | 0x80, jenis >> 7])
    panjang, n = b"", len(isi)
    while True:
        panjang += bytes([n & 0x7F | (0x80 if n > 0x7F else 0)])
        n >>= 7
        if not n:
            return kepala + panjang + isi


def lembar_xlsb(*sel: tuple[int, int], gabung: tuple[int, int, int, int] | None = None) -> bytes:
    isi = rekaman(129)
    for baris, kolom in sel:
        isi += rekaman(0, struct.pack("<I", baris) + b"\x00" * 200) + rekaman(
            5, struct.pack("<IId", kolom, 0, 1.0)
        )
    if gabung:
        isi += rekaman(176, struct.pack("<4I", *gabung))
    return isi + rekaman(130)


def test_xlsb_wajar_lewat():
    data = lembar_xlsb((0, 0), (400, 30), gabung=(0, 0, 0, 200))
    isi, hasil = jaga_xlsb(data, BATAS)
    assert isi is data
    assert (hasil.jauh, hasil.khusus) == (None, None)


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        (lembar_xlsb((19_999, 200)), "luas lembar"),
        (lembar_xlsb((0, 0), gabung=(0, 1_048_575, 0, 5)), "sel gabungan"),
    ],
)
def test_xlsb_terlalu_luas(isi, kata):
    with pytest.raises(Ditolak, match=kata) as tangkap:
        jaga_xlsb(isi, BATAS)
    assert tangkap.value.kode == "B004"


def test_xlsb_sel_jauh_dipotong():
    """The part is the one without those cells: their rows stay, and hold nothing."""
    isi, hasil = jaga_xlsb(lembar_xlsb((0, 0), (3, 16_383), (4, 1), (1_048_575, 0)), BATAS)
    assert (hasil.jauh.sel, hasil.jauh.banyak) == (("XFD4", "A1048576"), 2)
    dekat = lembar_xlsb((0, 0), (4, 1))
    assert isi.count(rekaman(5, struct.pack("<IId", 0, 0, 1.0))) == 1
    assert len(isi) == len(dekat) + 2 * len(rekaman(0, b"\x00" * 204))


def test_xlsb_terpotong():
    isi = lembar_xlsb((0, 0), (3, 3))
    for panjang in (4, 5, len(isi) - 5):
        with pytest.raises(Ditolak) as tangkap:
            jaga_xlsb(isi[:panjang], BATAS)
        assert tangkap.value.kode == "B003"


def ods(*baris: TableRow) -> bytes:
    buku = OpenDocumentSpreadsheet()
    tabel = Table(name="Satu")
    for satu in baris:
        tabel.addElement(satu)
    buku.spreadsheet.addElement(tabel)
    keluar = io.BytesIO()
    buku.write(keluar)
    return keluar.getvalue()


def baris_ods(
    teks: str | None = None, ulang_baris: int = 1, ulang_sel: int = 1, lewati: int = 0, gabung: int = 1
) -> TableRow:
    baris = TableRow(numberrowsrepeated=ulang_baris)
    if lewati:
        baris.addElement(TableCell(numbercolumnsrepeated=lewati))
    if teks is not None:
        sel = TableCell(
            numbercolumnsrepeated=ulang_sel,
            valuetype="string",
            numberrowsspanned=gabung,
            numbercolumnsspanned=1,
        )
        sel.addElement(P(text=teks))
        baris.addElement(sel)
    return baris


def test_ods_dengan_ekor_kosong_lewat():
    """What LibreOffice writes at the end of every sheet: a million empty rows in one element."""
    data = ods(baris_ods("a"), baris_ods(ulang_baris=1_048_000, lewati=1024))
    assert jaga_paket(data, BATAS).wadah == "ods"


@pytest.mark.parametrize(
    ("baris", "kata"),
    [
        ([baris_ods("a", ulang_baris=1_000_000)], "sel"),
        ([baris_ods("a", ulang_sel=16_384, ulang_baris=40)], "jumlah sel"),
        ([baris_ods("a", gabung=1_000_000)], "sel gabungan"),
    ],
)
def test_ods_tersebar(baris, kata):
    with pytest.raises(Ditolak, match=kata) as tangkap:
        jaga_paket(ods(*baris), BATAS)
    assert tangkap.value.kode == "B004"


@pytest.mark.parametrize(
    ("baris", "jauh"),
    [
        ([baris_ods("a"), baris_ods(ulang_baris=1_000_000, lewati=1), baris_ods("jauh")], "A1000002"),
        (
            [baris_ods("a"), baris_ods("jauh", lewati=16_383), baris_ods(ulang_baris=1_048_000, lewati=9)],
            "XFD2",
        ),
    ],
)
def test_ods_sel_jauh_dikosongkan(baris, jauh):
    hasil = jaga_paket(ods(*baris), BATAS)
    assert hasil.jauh == (Jauh("Satu", (jauh,), 1),)
    (kisi,) = buka_kisi(hasil.data)
    assert kisi.baris == [["a"]]


def test_ods_dengan_awalan_lain_tetap_diukur():
    """A reader looks for tables, whatever the element around them is called."""
    data = ods(baris_ods("a"), baris_ods(ulang_baris=1_000_000, lewati=1), baris_ods("jauh"))
    with zipfile.ZipFile(io.BytesIO(data)) as paket:
        isi = paket.read("content.xml").replace(b"office:spreadsheet", b"o:spreadsheet")
    isi = isi.replace(b"<office:document-content", b'<office:document-content xmlns:o="urn:x"', 1)
    assert jaga_paket(ganti(data, {"content.xml": isi}), BATAS).jauh == (Jauh("Satu", ("A1000002",), 1),)


@pytest.mark.parametrize("nama", ["xl/worksheets/sheet1.bin", "xl/lain.bin", "XL/Worksheets/Sheet1.BIN"])
def test_xlsb_dengan_rekaman_asing_di_depan_tetap_diukur(nama):
    """A worksheet is what the workbook points to as one, however it begins."""
    hubungan = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Id="rId1" Target="'
        + nama.partition("/")[2].encode()
        + b'"/></Relationships>'
    )
    data = zip_isi(
        {
            nama: rekaman(5, bytes(16)) + lembar_xlsb((0, 0), (1_048_575, 0)) + b"\x05",
            "xl/workbook.bin": b"\x83\x01\x00",
            "xl/_rels/workbook.bin.rels": hubungan,
        }
    )
    with pytest.raises(Ditolak, match="A1048576"):
        jaga_paket(data, BATAS)
