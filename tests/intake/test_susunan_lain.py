"""Packages put together otherwise than Excel does it: read as the same form, or refused with what is wrong."""

import io
import re
import struct
import zipfile
import zlib
from pathlib import Path

import msgspec
import pytest
import xlwt

from skpbook.intake.baca import baca_berkas
from skpbook.intake.geometri_xlsb import _rekaman, jaga_xlsb
from skpbook.intake.pekerja import kerjakan_semua
from tests.intake.berkas import ganti, lembar, xlsx
from tests.intake.formulir import buku_skp, dunia
from tests.intake.test_geometri_lain import BATAS
from tests.intake.test_pekerja import temuan, tugas

NS = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SKP = "xl/worksheets/sheet2.xml"
DATA = Path(__file__).resolve().parents[1] / "data"
ASLI = buku_skp()


def bagian(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as paket:
        return {nama: paket.read(nama) for nama in paket.namelist()}


def kemas(isi: dict[str, bytes], cara: int = zipfile.ZIP_DEFLATED) -> bytes:
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", cara) as paket:
        for nama, satu in isi.items():
            info = zipfile.ZipInfo("x")
            info.filename, info.compress_type = nama, cara  # as it stands, also with a backslash
            paket.writestr(info, satu)
    return keluar.getvalue()


def _workbook22() -> bytes:
    isi = bagian(ASLI)
    isi["xl/workbook22.xml"] = isi.pop("xl/workbook.xml")
    isi["xl/_rels/workbook22.xml.rels"] = isi.pop("xl/_rels/workbook.xml.rels")
    for nama in ("_rels/.rels", "[Content_Types].xml"):
        isi[nama] = isi[nama].replace(b"xl/workbook.xml", b"xl/workbook22.xml")
    return kemas(isi)


def _hubungan(dari: bytes, ke: bytes) -> bytes:
    nama = "xl/_rels/workbook.xml.rels"
    return ganti(ASLI, {nama: bagian(ASLI)[nama].replace(b'Target="' + dari, b'Target="' + ke)})


def _berawalan() -> bytes:
    isi = bagian(ASLI)
    for nama in isi:
        if nama.startswith("xl/worksheets/sheet") or nama in ("xl/workbook.xml", "xl/sharedStrings.xml"):
            teks = re.sub(rb"<(/?)(?=[A-Za-z])", rb"<\1x:", isi[nama])
            isi[nama] = teks.replace(b'xmlns="' + NS, b'xmlns:x="' + NS)
    return kemas(isi)


def _mentah(metode: int = 8, awalan: bytes = b"", celah: bytes = b"", bendera: int = 0) -> bytes:
    """A zip written by hand: with sizes after the content (`bendera` 8), a gap, something in front."""
    keluar, direktori = bytearray(awalan), b""
    isi = bagian(ASLI)
    for nama, satu in isi.items():
        mesin = zlib.compressobj(9, zlib.DEFLATED, -15)
        padat = mesin.compress(satu) + mesin.flush()
        angka = (zlib.crc32(satu), len(padat), len(satu))
        letak, kepala = len(keluar), (0, 0, 0) if bendera else angka
        keluar += struct.pack("<4s5H3I2H", b"PK\3\4", 20, bendera, metode, 0, 33, *kepala, len(nama), 0)
        keluar += nama.encode() + padat + (struct.pack("<4s3I", b"PK\7\10", *angka) if bendera else b"")
        direktori += struct.pack(
            "<4s6H3I5H2I", b"PK\1\2", 20, 20, bendera, metode, 0, 33, *angka, len(nama), 0, 0, 0, 0, 0, letak
        )
        direktori += nama.encode()
    keluar += celah
    akhir = (0, 0, len(isi), len(isi), len(direktori), len(keluar), 0)
    return bytes(keluar + direktori + struct.pack("<4s4H2IH", b"PK\5\6", *akhir))


SAMA = {
    "workbook22.xml": _workbook22,
    "huruf besar": lambda: kemas(
        {n.replace("xl/workbook", "XL/Workbook"): i for n, i in bagian(ASLI).items()}
    ),
    "garis miring terbalik": lambda: kemas({n.replace("/", "\\"): i for n, i in bagian(ASLI).items()}),
    "sasaran mutlak": lambda: _hubungan(b"worksheets/", b"/xl/worksheets/"),
    "sasaran ./": lambda: _hubungan(b"worksheets/", b"./worksheets/"),
    "sasaran ../": lambda: _hubungan(b"worksheets/", b"../xl/worksheets/"),
    "awalan x:": _berawalan,
    "BOM": lambda: kemas({n: b"\xef\xbb\xbf" + i if n.endswith("l") else i for n, i in bagian(ASLI).items()}),
    "tidak dimampatkan": lambda: kemas(bagian(ASLI), zipfile.ZIP_STORED),
    "ukuran di belakang isi": lambda: _mentah(bendera=8),
    "celah": lambda: _mentah(celah=bytes(5000)),
    "jumlah teks bohong": lambda: ganti(
        ASLI,
        {
            "xl/sharedStrings.xml": re.sub(
                rb'ount="\d+"', b'ount="4294967295"', bagian(ASLI)["xl/sharedStrings.xml"]
            )
        },
    ),
}


def xls_xlwt() -> bytes:
    """An .xls with texts."""
    buku = xlwt.Workbook()
    satu = buku.add_sheet("SKP")
    for nomor in range(50):
        satu.write(nomor, 0, f"teks {nomor}")
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


def isi_dokumen(data: bytes) -> list[object]:
    hasil = baca_berkas(data, "skp.xlsx", dunia())
    assert (hasil.status, hasil.temuan) == ("diterima", ())
    return [msgspec.structs.replace(satu, hash="") for satu in hasil.dokumen]


@pytest.mark.parametrize("nama", SAMA)
def test_terbaca_sama_seperti_susunan_excel(tmp_path, bekal, nama):
    data = SAMA[nama]()
    assert isi_dokumen(data) == isi_dokumen(ASLI)
    (satu,) = kerjakan_semua(tugas(tmp_path, data), bekal, 0)
    assert satu.catatan.status == "diterima", "one workbook, not an archive of its parts"


def test_sel_xlsb_yang_tidak_menyebut_kolomnya():
    """Records that readers pass over in silence are written out; SheetJS writes its .xlsb with them."""
    isi = bagian((DATA / "skp-jajf-kuantitatif.xlsb").read_bytes())
    for nama in [satu for satu in isi if satu.startswith("xl/worksheets/sheet")]:
        hasil, kiri, kali = b"", None, 0
        for jenis, awal, letak, akhir in _rekaman(isi[nama]):
            kolom = struct.unpack_from("<I", isi[nama], letak)[0] if 1 <= jenis <= 7 else None
            if kolom is not None and kiri == kolom - 1 and jenis > 1:
                muatan = isi[nama][letak + 4 : akhir]
                assert len(muatan) < 128
                hasil += bytes([jenis + 11, len(muatan)]) + muatan
                kali += 1
            else:
                hasil += isi[nama][awal:akhir]
            kiri = None if jenis == 0 else kolom if kolom is not None else kiri
        assert jaga_xlsb(hasil, BATAS)[0] == jaga_xlsb(isi[nama], BATAS)[0]
        isi[nama] = hasil
    assert kali or nama != SKP
    assert isi_dokumen(kemas(isi)) == isi_dokumen((DATA / "skp-jajf-kuantitatif.xlsb").read_bytes())


@pytest.mark.parametrize("jumlah", [2**32 - 1, 2**31 - 1])
def test_jumlah_teks_yang_mustahil_di_format_biner(jumlah):
    isi = bagian((DATA / "skp-jajf-kuantitatif.xlsb").read_bytes())
    nama = "xl/sharedStrings.bin"
    jenis, _, letak, _ = next(_rekaman(isi[nama]))
    assert jenis == 159
    isi[nama] = isi[nama][: letak + 4] + struct.pack("<I", jumlah) + isi[nama][letak + 8 :]
    xls = xls_xlwt()
    di = xls.index(struct.pack("<2I", 50, 50)) - 4  # the table of texts: total, then how many differ
    assert xls[di : di + 2] == b"\xfc\x00"
    tukar = xls[: di + 8] + struct.pack("<I", jumlah) + xls[di + 12 :]
    for data in (kemas(isi), tukar):
        hasil = baca_berkas(data, "skp.xlsb", dunia())
        assert [satu.kode for satu in hasil.temuan] == ["B003"]
        assert f"menyebut {jumlah} teks" in hasil.temuan[0].pesan


@pytest.mark.parametrize(
    ("data", "kode", "kata"),
    [
        (lambda: ganti(ASLI, {SKP: b"<html><body>SKP</body></html>"}), "B003", "seharusnya lembar kerja"),
        (lambda: ganti(ASLI, {SKP: b"\x89PNG\r\n\x1a\n" + bytes(400)}), "B003", "seharusnya lembar kerja"),
        (lambda: ganti(ASLI, {SKP: b""}), "B003", "rusak"),
        (lambda: ganti(ASLI, {"xl/sharedStrings.xml": b""}), "B003", "rusak"),
        (lambda: ganti(ASLI, {"xl/workbook.xml": b""}), "B003", "rusak"),
        (lambda: _mentah(metode=9), "B003", "cara pemampatan"),
        (lambda: kemas(bagian(ASLI), zipfile.ZIP_LZMA), "B003", "cara pemampatan"),
        (lambda: _mentah(awalan=b"%PDF-1.7\n"), "B001", "PDF"),
        (lambda: _mentah(awalan=b"GIF89a;"), "B001", "GIF"),
        (lambda: _mentah(awalan=bytes(99)), "B001", "tidak dikenal"),
        (
            lambda: kemas({"[Content_Types].xml": b"<x/>", "Documents/1.fdoc": b"<x/>"}),
            "B001",
            "paket Office",
        ),
        (lambda: kemas({"Index/Document.iwa": b"x", "preview.jpg": b"x"}), "B001", "Numbers"),
        (lambda: lembar("<sheetData><row><c t='s'><v>99999</v></c></row></sheetData>"), "B003", "rusak"),
        (lambda: lembar("<sheetData><row><c t='b'><v>7</v></c></row></sheetData>"), "B003", "rusak"),
        (
            lambda: lembar(f"<sheetData><row>{'<c>' * 50_000}{'</c>' * 50_000}</row></sheetData>"),
            "B003",
            "rusak",
        ),
        (lambda: lembar(f"<sheetData><row><c z='{'z' * 8_000_000}'/></row></sheetData>"), "B008", "formulir"),
    ],
)
def test_yang_tidak_terbaca_satu_kalimat(tmp_path, bekal, data, kode, kata):
    (satu,) = kerjakan_semua(tugas(tmp_path, data()), bekal, 0)
    (salah,) = temuan(satu)
    assert (salah.kode, satu.catatan.dokumen) == (kode, ())
    assert kata in salah.pesan


@pytest.mark.parametrize(("sel", "kode"), [('r="A{n}" t="s"', "B008"), ('t="s" r="A{n}"', "B004")])
def test_satu_teks_besar_di_ribuan_sel_hanya_berharga_satu_berkas(tmp_path, bekal, sel, kode):
    """5 kB of package, 6 GB for whoever reads every cell as a text of its own; read by ourselves it is one text."""
    teks = f'<sst xmlns="{NS.decode()}"><si><t>{"Z" * 1_000_000}</t></si></sst>'.encode()
    sel = "".join(f'<row r="{n}"><c {sel.format(n=n)}><v>0</v></c></row>' for n in range(1, 6001))
    isi = bagian(xlsx()) | {
        "xl/sharedStrings.xml": teks,
        "xl/worksheets/sheet1.xml": bagian(lembar(f"<sheetData>{sel}</sheetData>"))[
            "xl/worksheets/sheet1.xml"
        ],
    }
    batas = msgspec.structs.replace(bekal.batas, memori_mb=300)
    terbatas = msgspec.structs.replace(bekal, batas=batas)
    besar, baik = kerjakan_semua(tugas(tmp_path, kemas(isi), ASLI), terbatas, 1)
    (salah,) = temuan(besar)
    assert (salah.kode, baik.catatan.status) == (kode, "diterima")
    assert kode == "B008" or re.search(
        r"ingatan: ditemukan (lebih dari itu|permintaan [1-9]\d* MB sekaligus), batasnya 300 MB", salah.pesan
    )
