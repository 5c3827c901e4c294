"""The book: found from anywhere inside it, its key kept, what is missing told in a sentence."""

import os
import stat

import pytest

from skpbook.app.buku import NAMA_KUNCI, Buku, tulis_kunci
from skpbook.app.impor import impor
from skpbook.app.siapkan import siapkan
from skpbook.domain.galat import TidakBisa
from tests.intake.berkas import xlsx


@pytest.fixture
def akar(tmp_path):
    siapkan(tmp_path / "buku", instansi="Dinas Contoh", tahun=2026)
    return tmp_path / "buku"


def test_susunan_folder(akar):
    assert sorted(satu.name for satu in akar.iterdir() if satu.is_dir()) == [
        "arsip", "formulir", "keluar", "kembali", "masuk", "rekap", "surel",
    ]  # fmt: skip
    assert {"skpbook.toml", "pegawai.xlsx", "skpbook.db", NAMA_KUNCI} <= {
        satu.name for satu in akar.iterdir()
    }
    assert Buku.buka(akar).daftar.pegawai == ()


def test_tanpa_folder_dicari_dari_sini_ke_atas(akar, monkeypatch):
    monkeypatch.chdir(akar / "masuk")
    assert Buku.buka().akar == akar.resolve()
    monkeypatch.chdir(akar.parent)
    with pytest.raises(TidakBisa, match="--buku FOLDER"):
        Buku.buka()


def test_kunci_tetap_dan_hanya_milik_sendiri(akar):
    kunci = Buku(akar).kunci
    assert kunci is not None
    assert len(kunci) == 32
    tulis_kunci(akar)
    assert Buku(akar).kunci_pasti() == kunci
    if os.name == "posix":
        assert stat.S_IMODE((akar / NAMA_KUNCI).stat().st_mode) == 0o600


def test_kunci_yang_hilang_tidak_diganti_diam_diam(akar):
    lama = (akar / NAMA_KUNCI).read_text()
    (akar / NAMA_KUNCI).unlink()
    for _ in range(2):
        with pytest.raises(TidakBisa, match=r"tidak ada; kembalikan dari cadangan.*--kunci-baru"):
            Buku(akar).kunci_pasti()
    with pytest.raises(TidakBisa, match="tidak ada; kembalikan dari cadangan"):
        siapkan(akar)
    with pytest.raises(TidakBisa, match="tidak ada; kembalikan dari cadangan"):
        impor(Buku(akar))
    assert not (akar / NAMA_KUNCI).exists()
    (akar / NAMA_KUNCI).write_text(lama)
    assert Buku(akar).kunci_pasti() == bytes.fromhex(lama)


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        ("bukan kunci", "rusak; kembalikan"),
        ("", "rusak; kembalikan"),
        ("ab" * 32, "bukan kunci yang menandatangani"),
    ],
)
def test_kunci_rusak_atau_lain_ditolak(akar, isi, kata):
    (akar / NAMA_KUNCI).write_text(isi)
    with pytest.raises(TidakBisa, match=kata):
        Buku(akar).kunci_pasti()
    with pytest.raises(TidakBisa, match=kata):
        impor(Buku(akar))
    assert (akar / NAMA_KUNCI).read_text() == isi


def test_kunci_baru_bila_diminta(akar):
    lama = Buku(akar).kunci_pasti()
    (akar / NAMA_KUNCI).unlink()
    assert NAMA_KUNCI in siapkan(akar, kunci_baru=True).dibuat
    baru = Buku(akar).kunci_pasti()
    assert baru != lama
    siapkan(akar, kunci_baru=True)
    assert (akar / f"{NAMA_KUNCI}.lama").read_text().strip() == baru.hex(), "the one before is kept"
    assert dict(impor(Buku(akar)).ringkasan) == {}


def test_buku_tanpa_kunci_sejak_awal_mendapat_kunci(akar):
    (akar / NAMA_KUNCI).unlink()
    (akar / "skpbook.db").unlink()
    assert dict(impor(Buku(akar)).ringkasan) == {}, "nothing was ever signed"
    assert len(Buku(akar).kunci_pasti()) == 32


def test_daftar_tidak_ada_rusak_atau_lain(akar):
    (akar / "pegawai.xlsx").write_bytes(xlsx({"A1": "gaji"}))
    with pytest.raises(TidakBisa, match=r"pegawai\.xlsx"):
        _ = Buku(akar).daftar
    (akar / "pegawai.xlsx").write_bytes(b"rusak")
    with pytest.raises(TidakBisa, match=r"pegawai\.xlsx"):
        _ = Buku(akar).daftar
    (akar / "pegawai.xlsx").unlink()
    with pytest.raises(TidakBisa, match="Daftar pegawai tidak ada"):
        _ = Buku(akar).daftar


def test_alamat_ledger(akar):
    assert Buku(akar).alamat_ledger == akar / "skpbook.db"
    with (akar / "skpbook.toml").open("a") as atur:
        atur.write('\n[ledger]\nalamat = "postgresql+psycopg://a@b/c"\n')
    assert Buku(akar).alamat_ledger == "postgresql+psycopg://a@b/c"


def test_nama_dalam_buku(akar, tmp_path):
    buku = Buku(akar)
    assert buku.nama_dalam(akar / "keluar" / "skp" / "a.xlsx") == "keluar/skp/a.xlsx"
    assert buku.nama_dalam(tmp_path / "luar.xlsx") == (tmp_path / "luar.xlsx").as_posix()


@pytest.mark.parametrize(
    ("beda", "kata"),
    [
        ({"jenis_periode": "mingguan"}, "bulanan, triwulanan, tahunan"),
        ({"tahun": 1999}, "tahun"),
        ({"instansi": ""}, None),
    ],
)
def test_siapkan_dengan_pilihan_salah(tmp_path, beda, kata):
    if kata is None:
        siapkan(tmp_path / "nama-folder", **beda)
        assert Buku(tmp_path / "nama-folder").pengaturan.instansi == "nama-folder"
        return
    with pytest.raises(TidakBisa, match=kata):
        siapkan(tmp_path / "buku", **beda)


def test_siapkan_di_atas_berkas_dan_dari_daftar(akar, tmp_path):
    (tmp_path / "berkas").write_text("x")
    with pytest.raises(TidakBisa, match="bukan folder"):
        siapkan(tmp_path / "berkas")
    with pytest.raises(TidakBisa, match="tidak ada; periksa nama"):
        siapkan(tmp_path / "lain", daftar=tmp_path / "tidak-ada.xlsx")
    siapkan(tmp_path / "lain", daftar=akar / "pegawai.xlsx")
    assert (tmp_path / "lain" / "pegawai.xlsx").read_bytes() == (akar / "pegawai.xlsx").read_bytes()
    with pytest.raises(TidakBisa, match="sudah ada"):
        siapkan(tmp_path / "lain", daftar=akar / "pegawai.xlsx")
