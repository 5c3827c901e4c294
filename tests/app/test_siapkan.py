"""`siapkan`: an option that cannot be leaves nothing behind; one without effect is told."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from skpbook.app.buku import Buku
from skpbook.app.siapkan import siapkan
from skpbook.domain.galat import TidakBisa
from skpbook.forms.roster import tulis_daftar
from tests.forms_in import dokumen as dk
from tests.forms_in.test_daftar import BUDI, SITI, UNIT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("beda", "kata"),
    [
        ({"jenis_periode": "mingguan"}, "bulanan, triwulanan, tahunan"),
        ({"tahun": 26}, "Tahun 26 di luar batas"),
        ({"tahun": 20266}, "dari 2022 sampai 2100"),
        ({"daftar": "tidak-ada.xlsx"}, "tidak ada; periksa nama"),
        ({"daftar": "rusak.xlsx"}, "bukan buku kerja Excel"),
        ({"daftar": "salah.csv"}, "kolom"),
        ({"daftar": "."}, "adalah folder"),
    ],
)
def test_pilihan_keliru_tidak_meninggalkan_apa_pun(
    tmp_path: Path, beda: dict[str, object], kata: str
) -> None:
    (tmp_path / "rusak.xlsx").write_bytes(b"rusak")
    (tmp_path / "salah.csv").write_text("a;b\n1;2\n")
    if "daftar" in beda:
        beda = {"daftar": tmp_path / str(beda["daftar"])}
    with pytest.raises(TidakBisa, match=kata):
        siapkan(tmp_path / "buku", **beda)  # type: ignore[arg-type]
    assert not (tmp_path / "buku").exists()


def test_daftar_kedua_ditolak_tanpa_melengkapi_buku(tmp_path: Path) -> None:
    akar = tmp_path / "buku"
    akar.mkdir()
    (akar / "pegawai.csv").write_text("milik orang")
    with pytest.raises(TidakBisa, match="sudah ada"):
        siapkan(akar, daftar=akar / "pegawai.csv")
    assert [satu.name for satu in akar.iterdir()] == ["pegawai.csv"]


def test_pilihan_yang_tidak_berpengaruh_disebut(tmp_path: Path) -> None:
    siapkan(tmp_path, instansi="Dinas Lama", tahun=2026)
    hasil = siapkan(tmp_path, instansi="Dinas Baru", tahun=2027, jenis_periode="bulanan")
    assert [kalimat.split()[1] for kalimat in hasil.diabaikan] == ["--instansi", "--tahun", "--jenis-periode"]
    assert "“Dinas Baru”" in hasil.diabaikan[0]
    assert "“Dinas Lama”" in hasil.diabaikan[0]
    atur = Buku(tmp_path).pengaturan
    assert (atur.instansi, atur.tahun, atur.jenis_periode) == ("Dinas Lama", 2026, "triwulanan")
    assert not siapkan(tmp_path, instansi="Dinas Lama", tahun=2026).diabaikan
    assert not siapkan(tmp_path).diabaikan


def test_pengaturan_rusak_disebut_sebelum_apa_pun_dibuat(tmp_path: Path) -> None:
    (tmp_path / "skpbook.toml").write_text("instansi = \n")
    with pytest.raises(TidakBisa, match="baris 1"):
        siapkan(tmp_path)
    assert [satu.name for satu in tmp_path.iterdir()] == ["skpbook.toml"]


@pytest.mark.parametrize("akhiran", ["xlsx", "xlsm"])
def test_daftar_yang_disebut_menjadi_pegawai_xlsx(tmp_path: Path, akhiran: str) -> None:
    data = tulis_daftar(dk.katalog(), (BUDI, SITI), UNIT, dk.DIBUAT, dk.KUNCI)
    if akhiran == "xlsm":
        kerja = load_workbook(io.BytesIO(data), keep_vba=True)
        keluar = io.BytesIO()
        kerja.save(keluar)
        data = keluar.getvalue()
        assert b"macroEnabled" in zipfile.ZipFile(keluar).read("[Content_Types].xml")
    (tmp_path / f"daftar.{akhiran}").write_bytes(data)
    hasil = siapkan(tmp_path / "buku", tahun=2026, daftar=tmp_path / f"daftar.{akhiran}")
    assert (hasil.daftar, hasil.pegawai) == ("pegawai.xlsx", 2)
    tersalin = (tmp_path / "buku" / "pegawai.xlsx").read_bytes()
    assert (tersalin == data) == (akhiran == "xlsx"), (
        "only what Excel opens under this name is copied as it is"
    )
    assert Buku(tmp_path / "buku").daftar.pegawai == (BUDI, SITI)
    load_workbook(tmp_path / "buku" / "pegawai.xlsx")


def test_csv_tetap_csv(tmp_path: Path) -> None:
    teks = "NIP;NAMA;JENIS PEGAWAI;KODE UNIT;JABATAN;KELOMPOK FORMULIR\n"
    (tmp_path / "daftar.txt").write_text(teks + f"{BUDI.nip};Budi;PNS;U1;Analis;JA/JF\n")
    hasil = siapkan(tmp_path / "buku", daftar=tmp_path / "daftar.txt", jam=lambda: datetime(2026, 5, 5))
    assert (hasil.daftar, hasil.pegawai) == ("pegawai.csv", 1)
    assert Buku(tmp_path / "buku").pengaturan.tahun == 2026
