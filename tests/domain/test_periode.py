"""Periods, dates and spans: round trips, and the spellings of forms and exports."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skpbook.domain.periode import (
    NAMA_BULAN,
    Periode,
    baca_periode,
    baca_rentang,
    baca_tanggal,
    daftar_periode,
    kenali_periode,
    nomor_bulan,
    tulis_rentang,
    tulis_tanggal,
)

tanggal = st.dates(date(1950, 1, 1), date(2150, 12, 31))
periode = st.builds(
    lambda jenis, tahun, nomor: daftar_periode(jenis, tahun)[nomor % len(daftar_periode(jenis, tahun))],
    st.sampled_from(["bulanan", "triwulanan", "semesteran", "tahunan"]),
    st.integers(1990, 2100),
    st.integers(0, 12),
)


@pytest.mark.parametrize(
    ("jenis", "kode"),
    [
        ("bulanan", [*(f"2026-{bulan:02}" for bulan in range(1, 13)), "2026-AKHIR"]),
        ("triwulanan", ["2026-TW1", "2026-TW2", "2026-TW3", "2026-TW4", "2026-AKHIR"]),
        ("semesteran", ["2026-S1", "2026-S2", "2026-AKHIR"]),
        ("tahunan", ["2026-AKHIR"]),
    ],
)
def test_daftar_periode(jenis: str, kode: list[str]) -> None:
    daftar = daftar_periode(jenis, 2026)
    assert [satu.kode for satu in daftar] == kode
    assert sorted(daftar, key=lambda satu: satu.urutan) == list(daftar)
    assert daftar[0].awal == date(2026, 1, 1)
    assert daftar[-1].akhir == date(2026, 12, 31)
    for satu, berikut in pairwise(daftar[:-1]):
        assert satu.akhir + timedelta(days=1) == berikut.awal


def test_periode_diuraikan() -> None:
    assert baca_periode("2024-02") == Periode(
        "2024-02", "bulanan", 2024, 2, date(2024, 2, 1), date(2024, 2, 29), "FEBRUARI"
    )
    assert baca_periode("2026-tw3") == Periode(
        "2026-TW3", "triwulanan", 2026, 3, date(2026, 7, 1), date(2026, 9, 30), "TRIWULAN III"
    )
    assert baca_periode(" 2026-S2 ").label == "SEMESTER II"
    assert baca_periode("2026-AKHIR").label == "AKHIR"


@pytest.mark.parametrize(
    "kode",
    ["", "2026", "2026-13", "2026-00", "2026-1", "2026-TW5", "2026-TW", "2026-S3", "26-01", "TW1", "٢٠٢٦-01"],
)
def test_kode_salah(kode: str) -> None:
    with pytest.raises(ValueError, match=r"tidak dikenal; tulis seperti 2026-01"):
        baca_periode(kode)


def test_jenis_salah() -> None:
    with pytest.raises(ValueError, match="mingguan"):
        daftar_periode("mingguan", 2026)


@given(periode)
@settings(max_examples=100, deadline=None)
def test_kode_dan_label_dibaca_kembali(satu: Periode) -> None:
    assert baca_periode(satu.kode) == satu
    assert kenali_periode(satu.kode, None) == satu
    assert kenali_periode(satu.label, satu.tahun) == satu
    assert kenali_periode(satu.label.title(), satu.tahun) == satu
    assert kenali_periode(f"{satu.label} TAHUN {satu.tahun}", 1999) == satu
    assert kenali_periode(f"PERIODE***: {satu.label} {satu.tahun}", None) == satu
    assert kenali_periode(satu.label, None) is None


@pytest.mark.parametrize(
    ("teks", "kode"),
    [
        ("Triwulan 1 2026", "2026-TW1"),
        ("TW2", "2026-TW2"),
        ("TW III", "2026-TW3"),
        ("Triwulan ke-4", "2026-TW4"),
        ("triwulan kedua", "2026-TW2"),
        ("Januari 2026", "2026-01"),
        ("Pebruari", "2026-02"),
        ("Nop", "2026-11"),
        ("Bulan Mei", "2026-05"),
        ("Periode Bulanan V Tahun 2026", "2026-05"),
        ("Periode Bulanan 6 Tahun 2026", "2026-06"),
        ("Periode Bulanan XII Tahun 2025", "2025-12"),
        ("Periode Tahunan 2026", "2026-AKHIR"),
        ("Tahunan", "2026-AKHIR"),
        ("Tahun 2026", "2026-AKHIR"),
        ("Akhir Tahun", "2026-AKHIR"),
        ("TRIWULAN IV-AKHIR", "2026-AKHIR"),
        ("Semester 1", "2026-S1"),
        ("SEMESTER II TAHUN 2025", "2025-S2"),
    ],
)
def test_kenali_periode(teks: str, kode: str) -> None:
    satu = kenali_periode(teks, 2026)
    assert satu is not None
    assert satu.kode == kode


@pytest.mark.parametrize(
    "teks",
    [
        "",
        "-",
        "TRIWULAN I/II/III/IV-AKHIR*",
        "TRIWULAN",
        "TRIWULAN V",
        "TRIWULAN 0",
        "SEMESTER III",
        "Bulanan XIII",
        "BULAN ...",
        "Januari - Maret",
        "2026",
        "Triwulan I 2025 2026",
        "Triwulan Januari",
    ],
)
def test_periode_yang_tidak_dikenal(teks: str) -> None:
    assert kenali_periode(teks, 2026) is None


@given(tanggal)
@settings(max_examples=120, deadline=None)
def test_tanggal_dibaca_kembali(hari: date) -> None:
    bulan = NAMA_BULAN[hari.month - 1]
    for tulisan in (
        tulis_tanggal(hari),
        tulis_tanggal(hari).upper(),
        hari.isoformat(),
        f"{hari.isoformat()} 00:00:00",
        f"{hari.isoformat()}T00:00:00",
        f"{hari:%d/%m/%Y}",
        f"{hari.day}/{hari.month}/{hari.year}",
        f"{hari:%d-%m-%Y}",
        f"{hari.day}.{hari.month}.{hari.year}",
        f"{hari.day:02}  {bulan}\u00a0{hari.year}",
        f"{hari.day}-{bulan[:3]}-{hari.year}" if bulan != "Mei" else f"{hari.day}-Mei-{hari.year}",
        f"Senin, {tulis_tanggal(hari)}",
    ):
        assert baca_tanggal(tulisan) == hari, tulisan


@pytest.mark.parametrize(
    "teks",
    [
        "",
        "45000",
        "31/02/2026",
        "12/31/2026",
        "2 Januari 26",
        "2/1/26",
        "Januari 2026",
        "2 Smarch 2026",
        "(tempat), (tanggal, bulan, tahun)",
        "1 Januari 0001",
        "2026",
        "2" * 90,
    ],
)
def test_bukan_tanggal(teks: str) -> None:
    assert baca_tanggal(teks) is None


@given(tanggal, tanggal)
@settings(max_examples=120, deadline=None)
def test_rentang_dibaca_kembali(awal: date, akhir: date) -> None:
    assert baca_rentang(tulis_rentang(awal, akhir)) == (awal, akhir)
    assert baca_rentang(f"PERIODE PENILAIAN: {tulis_rentang(awal, akhir)}") == (awal, akhir)
    assert baca_rentang(f"{awal}/{akhir}") == (awal, akhir)
    for pemisah in (" s.d. ", " s/d ", " sd ", " - ", "–", " sampai dengan ", " hingga "):
        assert baca_rentang(f"{tulis_tanggal(awal)}{pemisah}{tulis_tanggal(akhir)}") == (awal, akhir)
        assert baca_rentang(f"{awal:%d/%m/%Y}{pemisah}{akhir:%d/%m/%Y}") == (awal, akhir)
        assert baca_rentang(f"{awal:%d-%m-%Y}{pemisah}{akhir:%d-%m-%Y}") == (awal, akhir)


@pytest.mark.parametrize(
    "teks",
    [
        "PERIODE PENILAIAN: 1 JANUARI SD 31 DESEMBER TAHUN 2026",
        "PERIODE PENILAIAN : 1 JANUARI S.D. 31 DESEMBER 2026",
        "Periode Penilaian:  1  Januari  s.d.  31  Desember  2026",
        "01 Januari 2026 s/d 31 Desember 2026",
        "1 Januari sd.31 Desember 2026",
        "1 Januari-31 Desember 2026".replace("-", "–"),
        "JANUARI SD DESEMBER TAHUN 2026",
        "PERIODE PENILAIAN: JANUARI S/D DESEMBER 2026",
    ],
)
def test_rentang_setahun(teks: str) -> None:
    assert baca_rentang(teks) == (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    "teks",
    [
        "",
        "PERIODE PENILAIAN: … JANUARI SD … DESEMBER TAHUN …",
        "PERIODE PENILAIAN: JANUARI SD ... DESEMBER TAHUN",
        "1 JANUARI SD 31 DESEMBER",
        "1 Januari 2026",
        "1 JANUARI SD 31 FEBRUARI TAHUN 2026",
        "2026",
        "s.d.",
    ],
)
def test_bukan_rentang(teks: str) -> None:
    assert baca_rentang(teks) is None


def test_rentang_terbalik_dikembalikan_apa_adanya() -> None:
    assert baca_rentang("31 Desember 2026 sd 1 Januari 2026") == (date(2026, 12, 31), date(2026, 1, 1))


def test_tulisan() -> None:
    assert tulis_tanggal(date(2026, 1, 2)) == "2 Januari 2026"
    assert tulis_rentang(date(2026, 1, 2), date(2026, 12, 31)) == "2 JANUARI SD 31 DESEMBER TAHUN 2026"
    assert tulis_rentang(date(2025, 7, 1), date(2026, 6, 30)) == "1 JULI TAHUN 2025 SD 30 JUNI TAHUN 2026"
    assert nomor_bulan("AGUSTUS") == 8
    assert nomor_bulan("Smarch") is None


@given(st.text(max_size=80), st.one_of(st.none(), st.integers(0, 3000)))
@settings(max_examples=150, deadline=None)
def test_teks_sembarang(teks: str, tahun: int | None) -> None:
    assert baca_tanggal(teks) is None or isinstance(baca_tanggal(teks), date)
    rentang = baca_rentang(teks)
    assert rentang is None or len(rentang) == 2
    satu = kenali_periode(teks, tahun)
    assert satu is None or baca_periode(satu.kode) == satu
