"""What hostile files cost: each is refused, or read right, within a second of work and 200 MB."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import warnings
import zipfile
from typing import TYPE_CHECKING

import msgspec
import openpyxl
import pytest

from skpbook.app.pengaturan import urai_pengaturan
from skpbook.intake.baca import baca_berkas
from skpbook.intake.batas import MB, Batas
from tests.intake.berkas import LEMBAR, ganti, lembar, sel, xlsx
from tests.intake.formulir import buku_skp, dunia
from tests.intake.kiriman import hasil, kalimat, surat, zip_isi

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_ANAK = """
import json, pathlib, re, resource, sys, time
import lxml.etree, python_calamine
from skpbook.intake.baca import baca_berkas
from tests.intake.formulir import dunia
dunia = dunia()
hasil = {}

def puncak():
    status = pathlib.Path("/proc/self/status")  # what getrusage tells on Linux includes the parent's
    if status.exists():
        return int(re.search(r"VmHWM:\\s*(\\d+)", status.read_text())[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2

for jalur in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    data = jalur.read_bytes()
    detik = []
    while not detik or (detik[-1] > 1 and len(detik) < 4):  # two tests on one core each slow the other
        mulai = time.process_time()
        jadi = baca_berkas(data, jalur.name, dunia)
        detik.append(time.process_time() - mulai)
    hasil[jalur.name] = {
        "detik": min(detik),
        "mb": puncak(),
        "temuan": [(satu.kode, satu.pesan) for satu in jadi.temuan],
        "isi": jadi.dokumen[0].isi.utama[0].iki[0].target if jadi.dokumen else None,
    }
print(json.dumps(hasil))
"""


def _tersesat() -> bytes:
    buku = openpyxl.load_workbook(io.BytesIO(buku_skp()))
    buku["SKP"]["XFD3"] = buku["SKP"]["XFD1048576"] = "pilihan"
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


def _komentar() -> bytes:
    buku = openpyxl.load_workbook(io.BytesIO(buku_skp()))
    buku["SKP"]["XFD1048576"].comment = openpyxl.comments.Comment("jauh", "x")
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


def _dimensi_bohong() -> bytes:
    data = buku_skp()
    with zipfile.ZipFile(io.BytesIO(data)) as paket:
        isi = {satu: paket.read(satu) for satu in paket.namelist() if satu.startswith("xl/worksheets/sheet")}
    return ganti(data, {satu: _kecilkan(xml) for satu, xml in isi.items()})


def _kecilkan(xml: bytes) -> bytes:
    awal = xml.index(b"<dimension")
    return xml[:awal] + b'<dimension ref="A1:B2"/>' + xml[xml.index(b"/>", awal) + 2 :]


def _ganda() -> bytes:
    keluar = io.BytesIO(xlsx())
    with warnings.catch_warnings(), zipfile.ZipFile(keluar, "a") as paket:
        warnings.simplefilter("ignore")
        paket.writestr(LEMBAR, b"<worksheet/>")
    return keluar.getvalue()


def _kosong() -> bytes:
    """More than a million cells with a style and nothing else, their styles too many to pack well."""
    gaya = [f' s="{n * n % 997}"/>' for n in range(997)]
    kolom = [f'<c r="{satu}' for satu in ("A", "B", "CV", "XFD")]
    baris = (
        f'<row r="{n}">'
        + "".join(kolom[k % 4] + str(n) + '"' + gaya[(n * 61 + k) % 997] for k in range(60))
        + "</row>"
        for n in range(1, 20_001)
    )
    return lembar(f"<sheetData>{''.join(baris)}</sheetData>")


def _bagian() -> bytes:
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w") as paket:
        paket.writestr("xl/workbook.xml", b"<workbook/>")
        for nomor in range(100_000):
            paket.writestr(f"xl/{nomor}", b"")
    return keluar.getvalue()


KASUS: dict[str, tuple[Callable[[], bytes], str | None, str]] = {
    "sel di ujung": (lambda: lembar(sel("A1", "XFD1048576")), "B008", "Tidak ada formulir"),
    "dua sel tersesat": (lambda: lembar(sel("XFD5", "B1048576")), "B008", "Tidak ada formulir"),
    "gabungan luas": (
        lambda: lembar(sel("A1") + '<mergeCells><mergeCell ref="A1:XFD10000"/></mergeCells>'),
        "B004",
        "ditemukan gabungan A1:XFD10000 dengan 163840000 sel, batasnya 100000 sel",
    ),
    "sel berulang": (
        lambda: lembar(
            "<sheetData><row r='1'>" + '<c r="A1"><v>1</v></c>' * 2_000_000 + "</row></sheetData>"
        ),
        "B004",
        "pemampatan: ditemukan 0,24 % dari ukuran aslinya, batasnya tidak kurang dari 1 %",
    ),
    "sel berulang tanpa dipadatkan": (
        lambda: lembar("<sheetData><row r='1'>" + '<c r="A1"><v>1</v></c>' * 700_000 + "</row></sheetData>"),
        "B004",
        "jumlah sel satu lembar: ditemukan 700000, batasnya 500000",
    ),
    "sel kosong": (_kosong, "B008", "Tidak ada formulir"),
    "teks 300 MB": (
        lambda: ganti(xlsx(), {"xl/sharedStrings.xml": b"<sst>" + b"a" * (300 * MB) + b"</sst>"}),
        "B004",
        "ukuran satu bagian paket: ditemukan lebih dari 64 MB, batasnya 64 MB",
    ),
    "DOCTYPE": (
        lambda: ganti(xlsx(), {LEMBAR: b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aa">]><worksheet/>'}),
        "B004",
        "DOCTYPE",
    ),
    "bagian ganda": (_ganda, "B004", "dua kali"),
    "100000 bagian": (_bagian, "B004", "jumlah bagian paket: ditemukan lebih dari 1000, batasnya 1000"),
    "formulir, dimensi bohong": (_dimensi_bohong, None, ""),
    "formulir, komentar di ujung": (_komentar, None, ""),
    "formulir, nilai tersesat": (_tersesat, "B015", "XFD3"),
}


@pytest.fixture(scope="module")
def biaya(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    """Every case read in one process of its own, where memory only ever rises: its peak holds for each."""
    folder: Path = tmp_path_factory.mktemp("jahat")
    for nama, (buat, _, _) in KASUS.items():
        (folder / nama).write_bytes(buat())
    anak = subprocess.run([sys.executable, "-c", _ANAK, str(folder)], check=True, capture_output=True)
    return json.loads(anak.stdout)


@pytest.mark.parametrize("nama", list(KASUS))
def test_ditolak_atau_terbaca_benar_dengan_murah(biaya, nama):
    _, kode, kata = KASUS[nama]
    jadi = biaya[nama]
    assert jadi["detik"] < 1
    assert jadi["mb"] < 200
    assert [satu for satu, _ in jadi["temuan"]] == ([kode] if kode else [])
    assert kata in "".join(pesan for _, pesan in jadi["temuan"])
    if nama.startswith("formulir"):
        assert jadi["isi"] == "90 %", "the form is read as if nothing lay beside it"


BATAS: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "berkas_mb = 1": (lambda: buku_skp() + bytes(MB), "ukuran berkas", "1 MB"),
    "jumlah_bagian = 3": (xlsx, "jumlah bagian paket", "3"),
    "bagian_mb = 1": (lambda: ganti(xlsx(), {"a.xml": bytes(2 * MB)}), "ukuran satu bagian paket", "1 MB"),
    "paket_mb = 1": (
        lambda: ganti(xlsx(), {f"{n}.xml": bytes(600_000) for n in range(2)}),
        "ukuran isi seluruh paket",
        "1 MB",
    ),
    "rasio_bebas_mb = 1": (lambda: ganti(xlsx(), {"a.xml": bytes(2 * MB)}), "pemampatan", "1 %"),
    "rasio_persen = 50": (
        lambda: ganti(xlsx(), {"a.xml": b"<a/>" + bytes(17 * MB)}),
        "pemampatan",
        "tidak kurang dari 50 %",
    ),
    "baris = 5": (
        lambda: lembar("<sheetData><row r='9'><c><v>1</v></c></row></sheetData>"),
        "baris",
        "5 baris",
    ),
    "kolom = 1": (
        lambda: lembar("<sheetData><row r='1'><c><v>1</v></c><c><v>1</v></c></row></sheetData>"),
        "kolom",
        "1 kolom",
    ),
    "gabungan = 3": (
        lambda: lembar(sel("A1") + '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'),
        "sel gabungan",
        "3 sel",
    ),
    "sel = 2": (lambda: lembar(sel("A1", "A2", "A3")), "jumlah sel satu lembar", "2"),
}
"""A limit as skpbook.toml sets it, a file over it, and what the sentence names."""


@pytest.mark.parametrize("atur", list(BATAS))
def test_setiap_batas_dapat_diatur_dan_disebut(atur):
    buat, nama, nilai = BATAS[atur]
    batas = urai_pengaturan(f'instansi = "x"\ntahun = 2026\n[batas]\n{atur}\n'.encode()).batas
    (satu,) = baca_berkas(buat(), "a.xlsx", dunia(batas=batas)).temuan
    assert satu.kode == "B004"
    assert nama in satu.pesan
    assert nilai in satu.pesan
    assert satu.ditemukan
    assert nilai in (satu.seharusnya or "")


def test_batas_kiriman_dapat_diatur_dan_disebut(bekal):
    assert "batasnya 2 berkas" in kalimat(
        bekal, "u.zip", zip_isi({f"{n}.xlsx": b"x" for n in range(3)}), batas=Batas(kiriman_berkas=2)
    )
    assert "batasnya 1 MB" in kalimat(
        bekal, "u.zip", zip_isi({"a": bytes(MB), "b": bytes(MB)}), batas=Batas(kiriman_mb=1)
    )
    besar = surat(("a.xlsx", bytes(range(256)) * 8192)).as_bytes()
    assert "batasnya 1 MB" in kalimat(bekal, "p.eml", besar, batas=Batas(wadah_mb=1))
    assert hasil(bekal, "p.eml", surat().as_bytes(), batas=Batas(wadah_mb=1)) == {"p.eml": "+B020"}


def test_semua_batas_diuji():
    """The limits of time and memory are those of the worker processes (test_pekerja)."""
    diuji = {atur.split()[0] for atur in BATAS} | {"kiriman_berkas", "kiriman_mb", "wadah_mb"}
    assert diuji | {"detik", "memori_mb", "rasio_mulai_kib"} == {
        f.name for f in msgspec.structs.fields(Batas)
    }
