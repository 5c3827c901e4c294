"""The file: whole or not at all, with a sentence when it cannot be written; page set-up of every sheet."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skpbook.domain.galat import TidakBisa
from skpbook.recap import tulis as modul
from skpbook.recap.gagal import RekapTerkunci
from skpbook.recap.lembar.unit import _lebar_angka
from skpbook.recap.tinggi import TINGGI_MAKS, banyak_baris, beberapa_baris, tinggi_teks
from skpbook.recap.tulis import RingkasanRekap, tulis_rekap

from .buka import butuh_libreoffice
from .instansi import DIBUAT, bangun

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Tertulis

LEMBAR = (
    "Ringkasan",
    "Daftar Isi",
    "Predikat per Pegawai",
    "Nominatif",
    "Per OPD",
    "Penilaian per OPD",
    "Per Unit",
    "Penilaian per Unit",
    "Status per Unit",
    "Kuadran",
    "Distribusi",
    "Distribusi Pedoman Lain",
    "Kurva",
    "Perubahan Predikat",
    "Cakupan Kaskade",
    "RHK Pimpinan",
    "Kaskade",
    "Rantai Putus",
    "MPH",
    "Keterlibatan MPH",
    "Daftar RHK",
    "Beberapa SKP",
    "Tindak Lanjut",
    "Angka Kredit",
    "Temuan",
    "Temuan Dikecualikan",
    "Belum Masuk",
    "Belum Masuk per Penilai",
    "Aturan",
)
TABEL = {
    "Predikat per Pegawai": "TabelPegawai",
    "Nominatif": "TabelNominatif",
    "Perubahan Predikat": "TabelPerubahan",
    "Penilaian per OPD": "TabelPenilaianOPD",
    "Penilaian per Unit": "TabelPenilaianUnit",
    "Status per Unit": "TabelStatusUnit",
    "Keterlibatan MPH": "TabelKeterlibatan",
    "Cakupan Kaskade": "TabelCakupan",
    "RHK Pimpinan": "TabelRHKPimpinan",
    "Kaskade": "TabelKaskade",
    "Rantai Putus": "TabelRantaiPutus",
    "Daftar RHK": "TabelRHK",
    "Beberapa SKP": "TabelBeberapaSKP",
    "Tindak Lanjut": "TabelTindakLanjut",
    "Angka Kredit": "TabelAngkaKredit",
    "Temuan": "TabelTemuan",
    "Temuan Dikecualikan": "TabelDikecualikan",
    "Belum Masuk": "TabelBelumMasuk",
    "Belum Masuk per Penilai": "TabelPenilai",
    "Aturan": "TabelAturan",
}
BERSARINGAN = ("Per OPD", "Per Unit", "Distribusi", "Distribusi Pedoman Lain")
"""Headings in two rows, the lower with the same words under each group: Excel's tables cannot be so."""

SKALA_TETAP = {"Kurva", "Per OPD", "Per Unit"}


def tulis(tujuan: Path, pegawai: int = 12) -> RingkasanRekap:
    satu = bangun(pegawai)
    return tulis_rekap(satu.konteks, satu.temuan, tujuan, periode=None, dibuat=DIBUAT)


def test_folder_is_made_and_nothing_else_is_left(tmp_path: Path) -> None:
    tujuan = tmp_path / "rekap" / "REKAP.xlsx"
    assert tulis(tujuan).berkas == str(tujuan)
    assert [satu.name for satu in tujuan.parent.iterdir()] == ["REKAP.xlsx"]


def test_same_input_same_bytes(tmp_path: Path) -> None:
    tulis(tmp_path / "a.xlsx")
    tulis(tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_locked_target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Excel on Windows keeps the file: replacing it is refused; the old recap stays as it was."""
    tujuan = tmp_path / "rekap.xlsx"
    tujuan.write_bytes(b"lama")

    def tolak(_dari: object, _ke: object) -> None:
        raise PermissionError(13, "The process cannot access the file")

    monkeypatch.setattr(os, "replace", tolak)
    with pytest.raises(RekapTerkunci, match="sedang terbuka di program lain") as salah:
        tulis(tujuan)
    assert "process" not in str(salah.value)
    assert isinstance(salah.value, TidakBisa)
    assert tujuan.read_bytes() == b"lama"
    assert [satu.name for satu in tmp_path.iterdir()] == ["rekap.xlsx"]


def test_failure_half_way_leaves_the_old_recap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tujuan = tmp_path / "rekap.xlsx"
    tujuan.write_bytes(b"lama")

    def rusak(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(modul.kurva, "tulis", rusak)
    with pytest.raises(RuntimeError):
        tulis(tujuan)
    assert [satu.name for satu in tmp_path.iterdir()] == ["rekap.xlsx"]
    assert tujuan.read_bytes() == b"lama"


def test_disk_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def penuh(_dari: object, _ke: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", penuh)
    with pytest.raises(TidakBisa, match="disk penuh"):
        tulis(tmp_path / "rekap.xlsx")


def test_target_is_a_folder_or_under_a_file(tmp_path: Path) -> None:
    (tmp_path / "rekap.xlsx").mkdir()
    with pytest.raises(TidakBisa, match="sebuah folder"):
        tulis(tmp_path / "rekap.xlsx")
    (tmp_path / "berkas").write_bytes(b"")
    with pytest.raises(TidakBisa, match="bukan folder"):
        tulis(tmp_path / "berkas" / "rekap.xlsx")


def test_every_sheet_prints(tertulis: Tertulis) -> None:
    buku = openpyxl.load_workbook(tertulis.berkas)
    assert buku.sheetnames == list(LEMBAR)
    assert buku.active is not None
    assert buku.active.title == "Ringkasan"
    for lembar in buku.worksheets:
        assert lembar.page_setup.paperSize == 9, lembar.title
        assert "&P" in lembar.oddFooter.right.text
        assert lembar.oddHeader.left.text == "Pemerintah Kabupaten Nusaraya"
        assert lembar.oddHeader.right.text in ("Triwulan I Tahun 2026", "Tahun 2026")
        if lembar.title not in SKALA_TETAP:
            assert lembar.sheet_properties.pageSetUpPr.fitToPage
            assert lembar.page_setup.fitToWidth == 1 or lembar.page_setup.fitToWidth is None
    tegak = {"Ringkasan", "Daftar Isi", "Kurva", "Belum Masuk per Penilai"}
    assert {satu.title for satu in buku.worksheets if satu.page_setup.orientation == "portrait"} == tegak
    for nama in (*TABEL, *BERSARINGAN):
        lembar = buku[nama]
        assert lembar.freeze_panes or nama in ("Perubahan Predikat", "Cakupan Kaskade"), nama
        assert lembar.print_title_rows or nama == "Cakupan Kaskade", nama


def test_tables_and_filters(tertulis: Tertulis) -> None:
    buku = openpyxl.load_workbook(tertulis.berkas)
    for nama, tabel in TABEL.items():
        (satu,) = buku[nama].tables.values()
        assert satu.displayName == tabel
        assert satu.autoFilter is not None
        kepala = buku[nama][satu.ref.split(":")[0]].row
        isi = [sel.value for sel in buku[nama][kepala]]
        judul = [kolom.name for kolom in satu.tableColumns]
        assert judul == isi[: len(judul)]
    for nama in BERSARINGAN:
        assert buku[nama].auto_filter.ref, nama


def test_row_heights_grow_with_text() -> None:
    assert banyak_baris("Baik", 12, 10, False) == 1
    assert banyak_baris("Di Atas Ekspektasi", 12, 10, False) == 2
    assert banyak_baris("satu\ndua\ntiga", 40, 10, False) == 3
    assert banyak_baris("x" * 100, 12, 10, False) >= 100 * 7 / (12 * 7 * 1.1)
    assert tinggi_teks("kata " * 5000, 12) == TINGGI_MAKS
    assert tinggi_teks("satu\ndua", 40) > 2 * 12.75


@given(
    st.lists(st.text(alphabet="aiMW .-\n?é–", max_size=60), max_size=12),
    st.floats(3, 60),
    st.sampled_from([8.0, 10.0]),
    st.booleans(),
)
def test_lines_of_many_texts_are_those_of_each(
    teks: list[str], lebar: float, ukuran: float, tebal: bool
) -> None:
    harus = {satu: n for satu in teks if (n := banyak_baris(satu, lebar, ukuran, tebal)) > 1}
    assert beberapa_baris(teks, lebar, ukuran, tebal) == harus


def test_wide_sums_are_not_hashes() -> None:
    """A column holds the longest number with its separators and one blank."""
    for angka, tulisan in ((7, "7"), (1234, "1.234"), (104_000, "104.000"), (4_200_000, "4.200.000")):
        assert _lebar_angka(angka) >= len(tulisan) + 1


@pytest.mark.libreoffice
@butuh_libreoffice
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext here")
def test_printed_pages_show_every_person_and_no_hashes(tertulis: Tertulis, tmp_path: Path) -> None:
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(tertulis.berkas),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    teks = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "rekap.pdf"), "-"], check=True, capture_output=True, text=True
    ).stdout
    assert "##" not in teks
    assert all(satu.nip in teks for satu in tertulis.instansi.konteks.daftar.pegawai)
    halaman = teks.split("\f")
    assert "Yang perlu diperhatikan" in halaman[0]
    assert "DAFTAR ISI" in halaman[1]
    assert "PREDIKAT KINERJA PER PEGAWAI" in halaman[2]
