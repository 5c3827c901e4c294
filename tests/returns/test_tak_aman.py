"""What cannot be edited without harm is refused with why, and gets its findings as a workbook of its own."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest

from skpbook.forms.seal import segel_utuh
from skpbook.intake.baca import baca_berkas
from skpbook.intake.batas import Batas
from skpbook.returns.aman import TakAman
from skpbook.returns.tandai import tandai
from skpbook.returns.terpisah import buku_temuan
from tests.intake.formulir import dunia

from .bahan import KEPALA, bagian, buka, dari_openpyxl, ganti, satu_temuan, tanda

LEMBAR = "xl/worksheets/sheet1.xml"


def _ubah(nama: str, lama: bytes, baru: bytes) -> bytes:
    data = dari_openpyxl()
    isi = bagian(data)[nama]
    assert lama in isi
    return ganti(data, {nama: isi.replace(lama, baru)})


def _berawalan() -> bytes:
    """The sheet with every name of the main namespace under a prefix."""
    isi = bagian(dari_openpyxl())[LEMBAR]
    isi = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", isi).replace(b" xmlns=", b" xmlns:x=")
    return ganti(dari_openpyxl(), {LEMBAR: isi})


KASUS = {
    "bukan-zip": (lambda: b"\xd0\xcf\x11\xe0" + bytes(100), "bukan buku kerja .xlsx"),
    "terpotong": (lambda: dari_openpyxl()[:-30], "paketnya tidak dapat dibuka"),
    "ods": (
        lambda: ganti(dari_openpyxl(), {"xl/workbook.xml": None, "content.xml": b"<x/>"}),
        "hanya buku kerja",
    ),
    "doctype": (
        lambda: _ubah(LEMBAR, b"<worksheet", b'<!DOCTYPE worksheet [<!ENTITY a "b">]><worksheet'),
        "DOCTYPE",
    ),
    "entitas-luar": (
        lambda: _ubah(
            "xl/styles.xml",
            b"<styleSheet",
            b'<!DOCTYPE s [<!ENTITY a SYSTEM "file:///etc/passwd">]><styleSheet',
        ),
        "DOCTYPE",
    ),
    "namespace-berawalan": (_berawalan, "tidak lazim"),
    "strict": (
        lambda: _ubah(
            "xl/workbook.xml",
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
        "tidak lazim",
    ),
    "xml-rusak": (lambda: _ubah(LEMBAR, b"</worksheet>", b""), "tidak dapat diurai"),
    "baris-ganda": (lambda: _ubah(LEMBAR, b'<row r="4"', b'<row r="3"'), "tidak lazim"),
    "baris-terbuka": (lambda: _ubah(LEMBAR, b'</row><row r="6"', b'<row r="6"'), "tidak dapat diurai"),
    "utf-16": (
        lambda: ganti(dari_openpyxl(), {LEMBAR: bagian(dari_openpyxl())[LEMBAR].decode().encode("utf-16")}),
        None,
    ),
    "gaya-tak-ada": (
        lambda: _ubah(LEMBAR, b'<c r="B5" s="', b'<c r="B5" s="9'),
        "format atau warna yang tidak terdaftar",
    ),
    "warna-tak-ada": (lambda: _ubah("xl/styles.xml", b'fillId="2"', b'fillId="77"'), "format atau warna"),
    "warna-bukan-angka": (
        lambda: _ubah("xl/styles.xml", b'fillId="2"', b'fillId="dua"'),
        "tanpa warna yang sah",
    ),
    "bertanda-tangan": (
        lambda: ganti(dari_openpyxl(), {"_xmlsignatures/origin.sigs": b"x"}),
        "bertanda tangan digital",
    ),
    "buku-bersama": (lambda: ganti(dari_openpyxl(), {"xl/revisions/x.xml": b"<x/>"}), "buku kerja bersama"),
    "vml-rusak": (
        lambda: ganti(
            dari_openpyxl(),
            {n: b"<xml><br></xml>" for n in bagian(dari_openpyxl()) if n.lower().endswith(".vml")},
        ),
        "tidak dapat diurai",
    ),
}


@pytest.mark.parametrize("nama", KASUS)
def test_ditolak_dengan_sebabnya(nama):
    buat, sebab = KASUS[nama]
    if sebab is None:
        assert buka(tanda(buat(), satu_temuan("B5")))["SKP"]["B5"].comment, "UTF-16 is written anew as UTF-8"
        return
    with pytest.raises(TakAman, match=sebab):
        tanda(buat(), satu_temuan("B5"))


def test_lembar_yang_terlalu_besar_tidak_diuraikan():
    isi = bagian(dari_openpyxl())[LEMBAR].replace(b"</sheetData>", b"</sheetData>" + b" " * 17 * 1024 * 1024)
    with pytest.raises(TakAman, match="terlalu besar"):
        tandai(ganti(dari_openpyxl(), {LEMBAR: isi}), [satu_temuan("B5")], KEPALA, Batas(rasio_bebas_mb=64))


def test_buku_temuan_tersendiri():
    semua = [satu_temuan("B5"), satu_temuan(None, None, kode="B002", pesan="Berkas terkunci kata sandi.")]
    data = buku_temuan(semua, KEPALA, "berkas ini terkunci kata sandi")
    assert buku_temuan(semua, KEPALA, "berkas ini terkunci kata sandi") == data
    assert segel_utuh(io.BytesIO(data))
    lembar = openpyxl.load_workbook(io.BytesIO(data))["Temuan"]
    teks = [sel.value for baris in lembar.iter_rows() for sel in baris if sel.value is not None]
    assert any("tidak ditandai langsung karena berkas ini terkunci kata sandi" in str(satu) for satu in teks)
    assert {"B5", "Berkas terkunci kata sandi.", "Target belum diisi."} <= set(teks)
    assert "2 temuan: 2 galat." in teks


def test_buku_temuan_yang_salah_masuk_disebut_apa_adanya():
    data = buku_temuan([satu_temuan("B5")], KEPALA, "x")
    satu = baca_berkas(data, "TEMUAN_x.xlsx", dunia()).temuan[0]
    assert (satu.kode, satu.ditemukan) == ("B008", "daftar temuan dari skpbook")
