"""The guard: every limit refuses with its name and the value found; what is inside the limits passes."""

import io
import struct
import tracemalloc
import zipfile

import openpyxl
import pytest
import python_calamine

from skpbook.intake.batas import MB, Batas
from skpbook.intake.geometri import Jauh
from skpbook.intake.guard import jaga_paket, periksa_ukuran
from skpbook.intake.tolak import Ditolak
from tests.intake.berkas import LEMBAR, NS, ganti, lembar, sel, xlsx

BATAS = Batas()


def tolak(data: bytes, batas: Batas = BATAS) -> Ditolak:
    with pytest.raises(Ditolak) as tangkap:
        jaga_paket(data, batas)
    return tangkap.value


def isi(data: bytes) -> list[list[object]]:
    return (
        python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        .get_sheet_by_index(0)
        .to_python(skip_empty_area=False)
    )


def test_buku_jujur_lewat_apa_adanya():
    data = xlsx({"A1": "NIP", "B2": 3.5, "C3": "=A1", "AZ90": "jauh tetapi wajar"})
    hasil = jaga_paket(data, BATAS)
    assert isi(hasil.data) == isi(data)
    assert (hasil.wadah, hasil.makro, hasil.tautan, hasil.jauh) == ("xlsx", False, (), ())
    assert hasil.diubah is not None


@pytest.mark.parametrize("potong", [4, 30, 200, 0.3, 0.7, -23, -1])
def test_terpotong(potong):
    data = xlsx()
    akhir = int(len(data) * potong) if isinstance(potong, float) else potong
    assert tolak(data[:akhir]).kode == "B003"


def test_setiap_byte_hilang_di_tengah_ditolak_bukan_terbaca_salah():
    data = xlsx({"A1": "x" * 300})
    for letak in range(40, len(data) - 60, 97):
        assert tolak(data[:letak] + data[letak + 1 :]).kode == "B003"


def test_isi_yang_berubah_diketahui_dari_jumlah_periksa():
    asal = zipfile.ZipFile(io.BytesIO(xlsx({"A1": "Rencana A"})))
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_STORED) as paket:
        for nama in asal.namelist():
            paket.writestr(nama, asal.read(nama))
    data = keluar.getvalue()
    assert jaga_paket(data, BATAS).wadah == "xlsx"
    assert "jumlah periksa" in tolak(data.replace(b"Rencana A", b"Rencana B")).pesan


def test_terlalu_banyak_bagian():
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w") as paket:
        for nomor in range(100_000):
            paket.writestr(f"xl/{nomor}", b"")
    tolakan = tolak(keluar.getvalue())
    assert (tolakan.kode, tolakan.seharusnya) == ("B004", "paling banyak 1000")
    assert "jumlah bagian" in tolakan.pesan


def test_bagian_ganda():
    keluar = io.BytesIO(xlsx())
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(keluar, "a") as paket:
        paket.writestr(LEMBAR, b"<worksheet/>")
    assert "dua kali" in tolak(keluar.getvalue()).pesan
    huruf = ganti(xlsx(), {"xl/Worksheets/SHEET1.xml": b"<worksheet/>"})
    assert "dua kali" in tolak(huruf).pesan, "part names differ by case alone"


def test_nama_lokal_lain_dari_daftar_isi():
    data = xlsx()
    letak = data.index(b"xl/workbook.xml")
    assert tolak(data[:letak] + b"xl/workbooK.xml" + data[letak + 15 :]).kode == "B003"


def test_isi_dipaket_dengan_kata_sandi():
    data = bytearray(xlsx())
    letak = bytes(data).index(b"PK\x01\x02")
    data[letak + 8] |= 1
    assert tolak(bytes(data)).kode == "B002"


def test_ukuran_berkas():
    with pytest.raises(Ditolak, match=r"ukuran berkas: ditemukan 1,0 MB, batasnya 1 MB") as tangkap:
        periksa_ukuran(b"x" * (MB + 1), Batas(berkas_mb=1))
    assert tangkap.value.kode == "B004"


def test_mengembang_berlebihan_tanpa_memakan_ingatan():
    besar = b"<sst>" + b"a" * (300 * MB) + b"</sst>"
    data = ganti(xlsx(), {"xl/sharedStrings.xml": besar})
    del besar
    assert len(data) < MB
    tracemalloc.start()
    tolakan = tolak(data)
    puncak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert tolakan.kode == "B004"
    assert "64 MB" in tolakan.pesan
    assert puncak < 200 * MB


def test_ukuran_tercatat_bohong():
    """The directory says 10 bytes; the deflate stream goes on and on."""
    data = bytearray(ganti(xlsx(), {"xl/sharedStrings.xml": b"a" * (80 * MB)}))
    letak = bytes(data).rindex(b"xl/sharedStrings.xml") - 46
    data[letak + 24 : letak + 28] = struct.pack("<I", 10)
    assert "64 MB" in tolak(bytes(data)).pesan


def test_seluruh_paket():
    banyak = {f"xl/media/{nomor}.xml": bytes([nomor]) * (9 * MB) for nomor in range(1, 16)}
    assert "seluruh paket" in tolak(ganti(xlsx(), banyak)).pesan


def test_rasio():
    rapat = {"xl/sharedStrings.xml": b"<sst>" + b"a" * (20 * MB) + b"</sst>"}
    assert "pemampatan" in tolak(ganti(xlsx(), rapat)).pesan
    kecil = {"xl/sharedStrings.xml": b"<sst>" + b"a" * (15 * MB) + b"</sst>"}
    assert jaga_paket(ganti(xlsx(), kecil), BATAS).wadah == "xlsx", "under 16 MB a good ratio is no crime"


@pytest.mark.parametrize("sandi", ["utf-8", "utf-8-sig", "utf-16"])
def test_doctype(sandi):
    xml = f'<?xml version="1.0" encoding="{sandi}"?><!DOCTYPE w [<!ENTITY a "aa">]><worksheet xmlns="{NS}"/>'
    assert "DOCTYPE" in tolak(ganti(xlsx(), {LEMBAR: xml.encode(sandi)})).pesan


def test_utf16_terbaca_bukan_kosong():
    xml = f'<?xml version="1.0" encoding="UTF-16"?><worksheet xmlns="{NS}">{sel("A1", "B2")}</worksheet>'
    hasil = jaga_paket(ganti(xlsx(), {LEMBAR: xml.encode("utf-16")}), BATAS)
    assert isi(hasil.data) == [[1.0, ""], ["", 1.0]]


@pytest.mark.parametrize("sandi", ["XFD1048576", "utf-7", "shift_jis", "", "\x00"])
def test_pengodean_yang_tidak_dikenal(sandi):
    xml = f'<?xml version="1.0" encoding="{sandi}"?><worksheet xmlns="{NS}"><sheetData><row><c/></row></sheetData>'
    assert tolak(ganti(xlsx(), {LEMBAR: f"{xml}</worksheet>".encode()})).kode == "B003"


@pytest.mark.parametrize("jauh", [("XFD1048576",), ("XFD5", "B1048576"), ("A20001",), ("IW3",)])
def test_sel_di_ujung_dibaca_melewatinya(jauh):
    data = lembar(sel("A1", "B2", *jauh))
    assert len(data) < 6000
    hasil = jaga_paket(data, BATAS)
    assert hasil.jauh == (Jauh("Sheet", jauh, len(jauh)),)
    assert isi(hasil.data) == [[1.0, ""], ["", 1.0]]


def test_lembar_rumit_di_ujung_dibaca_melewatinya():
    """Other prefixes, other attribute order, blanks, comments: what a regular expression alone would miss."""
    xml = (
        f'<x:worksheet xmlns:x="{NS}"><x:sheetData><x:row r="1">'
        '<x:c s="0" r="A1" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c>'
        "<x:c t='str' r='XFD1' ><x:f>1</x:f><x:v>z</x:v></x:c></x:row>"
        '<x:row r="2"><x:c r="B2"><x:v>2</x:v></x:c><x:c r="ABC2"/></x:row></x:sheetData></x:worksheet>'
    )
    hasil = jaga_paket(ganti(xlsx(), {LEMBAR: xml.encode()}), BATAS)
    assert hasil.jauh == (Jauh("Sheet", ("XFD1",), 1),)
    assert isi(hasil.data) == [["a", ""], ["", 2.0]]


def test_sel_tanpa_alamat_dihitung_letaknya():
    banyak = "<c><v>1</v></c>" * 300
    data = lembar(f'<sheetData><row r="1">{banyak}</row><row r="20000"><c><v>1</v></c></row></sheetData>')
    tolakan = tolak(data)
    assert "baris dan kolom" in tolakan.pesan
    assert "IW1" in tolakan.pesan


def test_lembar_tersebar_melebihi_luas():
    assert "20000 baris x 200 kolom" in tolak(lembar(sel("A1", "GR20000"))).pesan


def test_sel_berulang():
    data = lembar("<sheetData><row r='1'>" + '<c r="A1"><v>1</v></c>' * 2_000_000 + "</row></sheetData>")
    assert len(data) < 400_000
    tolakan = tolak(data)
    assert tolakan.kode == "B004"


def test_sel_kosong_bergaya_tidak_dihitung_sebagai_isi():
    kosong = "".join(
        f'<c r="{nama}{baris}" s="1"/>' for baris in range(1, 40) for nama in ("XEX", "XFD", "ZZ")
    )
    hasil = jaga_paket(
        lembar(f'<sheetData><row r="1"><c r="A1"><v>1</v></c>{kosong}</row></sheetData>'), BATAS
    )
    assert hasil.jauh == ()
    assert isi(hasil.data) == [[1.0]]


def test_gabungan_luas():
    data = lembar(sel("A1") + '<mergeCells count="1"><mergeCell ref="A1:XFD10000"/></mergeCells>')
    tolakan = tolak(data)
    assert "A1:XFD10000" in tolakan.pesan
    assert "163840000" in tolakan.pesan
    banyak = "".join(f'<mergeCell ref="A{n}:J{n + 9}"/>' for n in range(1, 12_000, 10))
    assert "sel gabungan" in tolak(lembar(sel("A1") + f"<mergeCells>{banyak}</mergeCells>")).pesan
    for spasi in (" ", "\t", "\n"):
        samar = f"<mergeCells><mergeCell{spasi}x='>' ref='A1:XFD10000'/></mergeCells>"
        assert tolak(lembar(sel("A1") + samar)).kode == "B003", (
            "a merge that cannot be measured is not let through"
        )
    jauh = f'<mergeCells><mergeCell {" " * 999}ref="A1:XFD10000"/></mergeCells>'
    assert tolak(lembar(sel("A1") + jauh)).kode == "B004"
    wajar = '<mergeCells><mergeCell ref="A1:XFD1"/></mergeCells>'
    assert jaga_paket(lembar(sel("A1") + wajar), BATAS).jauh == ()


@pytest.mark.parametrize("rusak", ['<c r="A$1"><v>1</v></c>', '<c r="1A"><v>1</v></c>', "<c r='A1'><v>1</c>"])
def test_alamat_dan_susunan_rusak(rusak):
    assert tolak(lembar(f'<sheetData><row r="1">{rusak}</row></sheetData>')).kode == "B003"


def test_dimensi_bohong_tidak_menghilangkan_isi():
    data = lembar('<dimension ref="A1:B2"/>' + sel("A1", "C9"))
    assert isi(jaga_paket(data, BATAS).data)[8][2] == 1.0


def test_makro_dan_tautan():
    data = ganti(
        xlsx(),
        {
            "xl/vbaProject.bin": b"x",
            "xl/externalLinks/externalLink1.xml": b"<a/>",
            "xl/embeddings/o.bin": b"x",
        },
    )
    hasil = jaga_paket(data, BATAS)
    assert (hasil.wadah, hasil.makro) == ("xlsm", True)
    assert hasil.tautan == ("tautan ke buku kerja lain", "objek tertanam")


@pytest.mark.parametrize(
    ("nama", "sebutan"),
    [("word/document.xml", "Word"), ("ppt/slides/a.xml", "PowerPoint"), ("foto.jpg", "arsip zip")],
)
def test_zip_yang_bukan_buku_kerja(nama, sebutan):
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w") as paket:
        paket.writestr(nama, b"x")
    tolakan = tolak(keluar.getvalue())
    assert tolakan.kode == "B001"
    assert sebutan in tolakan.pesan


def test_komentar_di_ujung_tidak_mengganggu():
    buku = openpyxl.Workbook()
    buku.active["A1"] = "isi"
    buku.active["XFD1048576"].comment = openpyxl.comments.Comment("jauh", "x")
    keluar = io.BytesIO()
    buku.save(keluar)
    assert isi(jaga_paket(keluar.getvalue(), BATAS).data) == [["isi"]]


def test_batas_dapat_diatur():
    assert tolak(xlsx(), Batas(jumlah_bagian=3)).kode == "B004"
    assert tolak(lembar(sel(*(f"A{n}" for n in range(1, 30)))), Batas(sel=20)).kode == "B004"
    hasil = jaga_paket(lembar(sel("A1", "A11", "K1")), Batas(baris=10, kolom=10))
    assert hasil.jauh == (Jauh("Sheet", ("A11", "K1"), 2),)
