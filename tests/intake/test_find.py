"""Which files are looked at, and by which name people know them."""

import os

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


def test_rekursif_urut_tanpa_berkas_sistem(masuk):
    semua = cari_berkas((), masuk)
    assert [satu.nama for satu in semua] == [
        ".~lock.b.xlsx#",
        "Unit A/a.xlsx",
        "Unit A/dalam/c.ods",
        "b.xlsx",
        "~$b.xlsx",
    ]
    assert [satu.nama for satu in semua if satu.kunci] == [".~lock.b.xlsx#", "~$b.xlsx"]


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


def test_tautan_simbolik_tidak_diikuti(masuk, tmp_path):
    (tmp_path / "rahasia").write_bytes(b"x")
    os.symlink(tmp_path / "rahasia", masuk / "tautan.xlsx")
    os.symlink("/", masuk / "akar")
    assert not [satu for satu in cari_berkas((), masuk) if "tautan" in satu.nama or "akar" in satu.nama]


def test_yang_tidak_ada(masuk):
    with pytest.raises(TidakBisa, match="tidak ada; periksa ejaan"):
        cari_berkas((masuk / "salah.xlsx",), masuk)
