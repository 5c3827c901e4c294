"""Whatever a file is called, it is known by its bytes, and the sentence says what it is and what to do."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skpbook.intake.sniff import bukan_buku_kerja, kenali_wadah
from tests.intake.berkas import xlsx


@pytest.mark.parametrize(
    ("data", "jenis", "sebutan"),
    [
        (b"", "kosong", "kosong"),
        (b" \r\n\t ", "kosong", "tanpa isi"),
        (b"\x00" * 5000, "kosong", "tanpa isi"),
        (b"<html><body><table><tr><td>NIP</td></tr></table>", "html", "HTML"),
        (b"\xef\xbb\xbf\r\n  <!DOCTYPE html><p>", "html", "HTML"),
        ("\ufeff<table border=1>".encode("utf-16"), "html", "HTML"),
        (b"<meta http-equiv='Content-Type' content='text/html'><TABLE>", "html", "HTML"),
        (
            b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
            "xml",
            "XML Excel 2003",
        ),
        (b'<?xml version="1.0"?><data/>', "xml", "XML"),
        (b"%PDF-1.7\n", "pdf", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "gambar", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "gambar", "JPEG"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", "gambar", "HEIC"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "gambar", "WebP"),
        (b"nip;nama;unit\n1985;Budi;U1\n1986;Ani;U2\n", "csv", "CSV"),
        (b"NIP,Nama\r\n1,Budi\r\n", "csv", "CSV"),
        ("nama\tjabatan\nBudi\tAnalis\n".encode("utf-16"), "csv", "CSV"),
        ("Kepada Yth. Bapak Ibu,\nBerikut SKP saya.\n".encode("cp1252"), "teks", "teks"),
        ("Rencana hasil kerja: “meningkat” – 90%".encode("cp1252"), "teks", "teks"),
        (b'{"nip": "1"}', "teks", "JSON"),
        (b"From: budi@contoh.go.id\r\nSubject: SKP\r\n\r\n", "surat", "surel"),
        (b"Rar!\x1a\x07\x00", "arsip", "RAR"),
        (b"7z\xbc\xaf\x27\x1c\x00", "arsip", "7z"),
        (b"\x78\x9f\x3e\x22\x01\x00", "tnef", "winmail.dat"),
        (b"!BDN\x00", "pst", "Outlook"),
        (b"From budi@a.id Tue Jan 20 08:00:00 2026\nX-Status: A\nSubject: x\n\n", "kotak", "mbox"),
        (b"X-Mozilla-Status: 0001\r\nDate: x\r\nSubject: y\r\n\r\n", "surat", "surel"),
        (b"Dari: Budi\nPerihal: SKP\n\nTerlampir", "teks", "teks"),
        (b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: x\r\n\r\n", "html", "MHTML"),
        (b"MZ\x90\x00\x03", "program", "program"),
        (b"{\\rtf1\\ansi", "rtf", "RTF"),
        (bytes(range(256)) * 4, "biner", "tidak dikenal"),
    ],
)
def test_jenis_dan_kalimat(data, jenis, sebutan):
    wadah = kenali_wadah(data)
    assert wadah.jenis == jenis
    assert sebutan in wadah.sebutan
    tolak = bukan_buku_kerja(wadah)
    assert tolak.kode == ("B003" if jenis == "kosong" else "B001")
    assert sebutan in tolak.pesan
    assert tolak.saran
    assert tolak.pesan.endswith(".")


def test_buku_kerja_dan_ole():
    assert kenali_wadah(xlsx()).jenis == "zip"
    assert kenali_wadah(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504).jenis == "ole"
    kosong = io.BytesIO()
    zipfile.ZipFile(kosong, "w").close()
    assert kenali_wadah(kosong.getvalue()).jenis == "arsip"


@given(st.binary(max_size=600))
def test_byte_apa_pun_punya_kalimat(data):
    assert bukan_buku_kerja(kenali_wadah(data)).pesan.endswith(".")
