"""Which files are looked at, and by which name people know them."""

import contextlib
import os
import socket
from pathlib import Path

import pytest

from skpbook.domain.galat import TidakBisa
from skpbook.intake.find import cari_berkas


@pytest.fixture
def masuk(tmp_path):
    folder = tmp_path / "masuk"
    for nama in (
        "b.xlsx",
        "Unit A/a.xlsx",
        "Unit A/dalam/c.ods",
        "~$b.xlsx",
        ".~lock.b.xlsx#",
        "Thumbs.db",
        ".DS_Store",
        "__MACOSX/a.xlsx",
        ".git/x.xlsx",
    ):
        (folder / nama).parent.mkdir(parents=True, exist_ok=True)
        (folder / nama).write_bytes(b"x")
    return folder


def test_rekursif_urut_yang_bukan_formulir_disebut(masuk):
    semua = {satu.nama: satu.lewati and satu.lewati.kode for satu in cari_berkas((), masuk)}
    assert semua == {
        ".DS_Store": "B020",
        ".git": "B020",
        ".~lock.b.xlsx#": "B005",
        "Thumbs.db": "B020",
        "Unit A/a.xlsx": None,
        "Unit A/dalam/c.ods": None,
        "__MACOSX": "B020",
        "b.xlsx": None,
        "~$b.xlsx": "B005",
    }
    assert list(semua) == sorted(semua)
    for satu in cari_berkas((), masuk):
        assert satu.lewati is None or (satu.lewati.pesan.endswith(".") and satu.lewati.saran)


def test_yang_disebut_saja_dan_tidak_dua_kali(masuk, tmp_path):
    luar = tmp_path / "luar" / "d.xlsx"
    luar.parent.mkdir()
    luar.write_bytes(b"y")
    semua = cari_berkas((luar, masuk / "Unit A", masuk / "Unit A" / "a.xlsx"), masuk)
    assert [satu.nama for satu in semua] == ["Unit A/a.xlsx", "Unit A/dalam/c.ods", "d.xlsx"]


def test_nama_sama_dari_dua_folder_dibedakan(tmp_path):
    for unit in ("U1", "U2"):
        (tmp_path / unit).mkdir()
        (tmp_path / unit / "SKP.xlsx").write_bytes(unit.encode())
    semua = cari_berkas((tmp_path / "U1" / "SKP.xlsx", tmp_path / "U2"), tmp_path / "masuk")
    assert [satu.nama for satu in semua] == ["U1/SKP.xlsx", "U2/SKP.xlsx"]


@pytest.mark.parametrize("disebut", [False, True])
def test_tautan_simbolik_dihitung_tetapi_tidak_diikuti(masuk, tmp_path, disebut):
    rahasia = tmp_path / "rahasia"
    rahasia.mkdir()
    (rahasia / "gaji.xlsx").write_bytes(b"x")
    sasaran = {
        "tautan.xlsx": rahasia / "gaji.xlsx",
        "folder": rahasia,
        "akar": "/",
        "putus.xlsx": "tidak-ada",
        "lingkar": masuk,
    }
    for nama, ke in sasaran.items():
        os.symlink(ke, masuk / nama)
    semua = cari_berkas([masuk / nama for nama in sasaran] if disebut else (), masuk)
    lewat = {satu.nama: satu.lewati.ditemukan for satu in semua if satu.lewati and satu.lewati.ditemukan}
    assert lewat == dict.fromkeys(sasaran, "tautan simbolik")
    assert not [satu for satu in semua if "gaji" in satu.nama]


def test_folder_masuk_boleh_tautan(masuk, tmp_path):
    os.symlink(masuk, tmp_path / "lain")
    assert [satu.nama for satu in cari_berkas((), tmp_path / "lain") if not satu.lewati] == [
        "Unit A/a.xlsx",
        "Unit A/dalam/c.ods",
        "b.xlsx",
    ]


def test_yang_bukan_berkas_biasa_tidak_pernah_dibuka(tmp_path):
    """Opening a FIFO waits for ever, opening a device may do anything."""
    os.mkfifo(tmp_path / "pipa.xlsx")
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as soket:
        cwd = os.getcwd()
        os.chdir(tmp_path)  # the path of a socket may be 108 bytes long
        soket.bind("soket.xlsx")
        os.chdir(cwd)
    semua = cari_berkas((), tmp_path)
    assert {satu.nama: satu.lewati.ditemukan for satu in semua} == {
        "pipa.xlsx": "berkas khusus",
        "soket.xlsx": "berkas khusus",
    }
    (nol,) = cari_berkas((Path("/dev/zero"),), tmp_path)
    assert nol.lewati is not None
    assert nol.lewati.ditemukan == "berkas khusus"


def test_yang_tidak_ada(masuk):
    with pytest.raises(TidakBisa, match="tidak ada; periksa ejaan"):
        cari_berkas((masuk / "salah.xlsx",), masuk)
