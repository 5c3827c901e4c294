"""The seal: a template tells whether somebody has saved it since it was made."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from openpyxl import load_workbook

from skpbook.forms import seal
from tests.golden.templat import NAMA, buat


def _ganti(data: bytes, bagian: str, isi: bytes | None) -> bytes:
    """The package with one part replaced or (None) left out."""
    keluar = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as asal, zipfile.ZipFile(keluar, "w") as tujuan:
        for info in asal.infolist():
            if info.filename != bagian:
                tujuan.writestr(info, asal.read(info))
            elif isi is not None:
                tujuan.writestr(info, isi)
    return keluar.getvalue()


@pytest.mark.parametrize("kode", NAMA)
def test_yang_baru_dibuat_utuh_dan_tetap_sama(kode: str) -> None:
    data = buat(kode)
    assert seal.segel_utuh(BytesIO(data))
    assert buat(kode) == data, "the same order gives the same bytes"


def test_disimpan_lagi_tidak_utuh() -> None:
    keluar = BytesIO()
    load_workbook(BytesIO(buat("mph"))).save(keluar)
    assert not seal.segel_utuh(keluar)


@pytest.mark.parametrize("kode", ["mph", "skp-jajf-kuantitatif"])
def test_satu_huruf_berubah_tidak_utuh(kode: str) -> None:
    data = buat(kode)
    arsip = zipfile.ZipFile(BytesIO(data))
    for nama in arsip.namelist():
        if nama != seal.BAGIAN:
            isi = arsip.read(nama)
            assert not seal.segel_utuh(BytesIO(_ganti(data, nama, isi[:-1] + b" "))), nama
            assert not seal.segel_utuh(BytesIO(_ganti(data, nama, None))), nama


@pytest.mark.parametrize(
    "data",
    [b"", b"bukan zip", b"PK\x03\x04rusak", _ganti(buat("mph"), seal.BAGIAN, None), buat("mph")[:-30]],
)
def test_bukan_buatan_program_atau_rusak(data: bytes) -> None:
    assert not seal.segel_utuh(BytesIO(data))


def test_berkas_tidak_ada(tmp_path) -> None:
    assert not seal.segel_utuh(tmp_path / "tidak-ada.xlsx")
