"""Totals are live formulas, and recalculating them changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter

from skpbook.recap.tulis import tulis_rekap

from .buka import butuh_libreoffice, hitung_ulang, nilai, rumus
from .instansi import DIBUAT, bangun

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Tertulis

pytestmark = pytest.mark.libreoffice


def banding(berkas: Path, ulang: Path) -> dict[tuple[str, str], tuple[object, object]]:
    """Formula cells whose stored value is not what LibreOffice comes to."""
    lama, baru = nilai(berkas), nilai(ulang)
    beda = {}
    for lembar, sel in rumus(berkas):
        satu, dua = lama[lembar][sel].value, baru[lembar][sel].value
        sama = isinstance(satu, int | float) and isinstance(dua, int | float) and abs(satu - dua) < 1e-9
        if not sama:
            beda[lembar, sel] = (satu, dua)
    return beda


@butuh_libreoffice
def test_recalculation_changes_nothing(tertulis: Tertulis, tmp_path: Path) -> None:
    """Every formula cell of every sheet; unit codes that COUNTIFS would mix up are in the sample."""
    semua = rumus(tertulis.berkas)
    assert {lembar for lembar, _ in semua} == {
        "Ringkasan",
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
        "Keterlibatan MPH",
        "Belum Masuk per Penilai",
        "Aturan",
    }
    assert len(semua) > 400
    assert banding(tertulis.berkas, hitung_ulang(tertulis.berkas, tmp_path)) == {}


@butuh_libreoffice
@pytest.mark.parametrize("pegawai", [0, 1])
def test_recalculation_of_next_to_nothing(pegawai: int, tmp_path: Path) -> None:
    """An empty roster and a single person: no division by nought, no stray count of the blank row."""
    satu = bangun(pegawai, unit=bangun().konteks.daftar.unit if pegawai else ())
    berkas = tmp_path / "kecil.xlsx"
    ringkasan = tulis_rekap(satu.konteks, satu.temuan, berkas, periode=None, dibuat=DIBUAT)
    assert ringkasan.pegawai == pegawai
    assert banding(berkas, hitung_ulang(berkas, tmp_path / "lo")) == {}


@butuh_libreoffice
def test_the_comparison_can_fail(tmp_path: Path) -> None:
    """LibreOffice does recalculate here: a wrong stored value is seen."""
    berkas = tmp_path / "salah.xlsx"
    with xlsxwriter.Workbook(str(berkas)) as buku:
        lembar = buku.add_worksheet("Lembar")
        lembar.write_number(0, 0, 2)
        lembar.write_formula(0, 1, "=A1*2", None, 5)
    assert banding(berkas, hitung_ulang(berkas, tmp_path / "lo")) == {("Lembar", "B1"): (5, 4)}


def test_every_total_is_a_formula(tertulis: Tertulis) -> None:
    """No figure on the summary sheets is typed in, but for what no sheet lists."""
    semua = rumus(tertulis.berkas)
    buku = openpyxl.load_workbook(tertulis.berkas)
    boleh = {"Ringkasan": 2, "Per Unit": 0, "Kuadran": 0, "Kurva": 0}
    for nama, banyak in boleh.items():
        lembar = buku[nama]
        angka = [
            sel.coordinate
            for baris in lembar.iter_rows()
            for sel in baris
            if isinstance(sel.value, int | float) and not (nama == "Per Unit" and sel.column == 1)
        ]
        assert len(angka) <= banyak, (nama, angka)
    per_unit = [isi for (lembar, _), isi in semua.items() if lembar == "Per Unit"]
    assert all(isi.startswith(("=COUNTIFS(", "=SUM(")) for isi in per_unit)


@butuh_libreoffice
def test_formulas_see_a_correction(tertulis: Tertulis, tmp_path: Path) -> None:
    """They are live: a predikat changed by hand on the per-pegawai sheet moves the totals."""
    buku = openpyxl.load_workbook(tertulis.berkas)
    lembar = buku["Predikat per Pegawai"]
    baris = next(
        b
        for b in range(1, lembar.max_row + 1)
        if lembar.cell(b, 9).value == "Baik" and lembar.cell(b, 11).value == "Dinilai"
    )
    lembar.cell(baris, 9).value = "Sangat Kurang"
    diubah = tmp_path / "diubah.xlsx"
    buku.save(diubah)
    baru = nilai(hitung_ulang(diubah, tmp_path / "lo"))["Ringkasan"]
    lama = nilai(tertulis.berkas)["Ringkasan"]
    predikat = {str(lama.cell(b, 1).value): b for b in range(1, lama.max_row + 1)}
    assert baru.cell(predikat["Sangat Kurang"], 5).value == lama.cell(predikat["Sangat Kurang"], 5).value + 1
    assert baru.cell(predikat["Baik"], 5).value == lama.cell(predikat["Baik"], 5).value - 1
