"""Targets as numbers: what people write, exactly; and what is no quantity."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skpbook.domain.bilangan import (
    Bilangan,
    baca_bilangan,
    memuat_angka,
    satuan_sama,
    tulis_bilangan,
    tulis_desimal,
)


def bilangan(
    bawah: str,
    satuan: str = "",
    atas: str | None = None,
    skala: str | None = None,
    dari: str | None = None,
    arah: str | None = None,
) -> Bilangan:
    return Bilangan(
        bawah=Decimal(bawah),
        atas=Decimal(atas or bawah),
        satuan=satuan,
        skala=Decimal(skala) if skala else None,
        dari=Decimal(dari) if dari else None,
        arah=arah,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("teks", "seharusnya"),
    [
        ("61,95%", bilangan("61.95", "%")),
        ("90 - 95 %", bilangan("90", "%", atas="95")),
        ("90% - 95%", bilangan("90", "%", atas="95")),
        ("90–95%", bilangan("90", "%", atas="95")),
        ("95 s.d. 90 %", bilangan("90", "%", atas="95")),
        ("3,5 dari skala 5", bilangan("3.5", skala="5")),
        ("4,2 dari skala 1-5", bilangan("4.2", skala="5")),
        ("3,51 dari skala 4,00", bilangan("3.51", skala="4")),
        ("Rp1,2 miliar", bilangan("1200000000", "rupiah")),
        ("Rp. 1.200.000.000,00", bilangan("1200000000", "rupiah")),
        ("Rp1.200.000,-", bilangan("1200000", "rupiah")),
        ("Rp1 - 2 miliar", bilangan("1000000000", "rupiah", atas="2000000000")),
        ("2,5 juta orang", bilangan("2500000", "orang")),
        ("12 dokumen", bilangan("12", "dokumen")),
        ("12 Dokumen.", bilangan("12", "dokumen")),
        ("12 (dua belas) dokumen", bilangan("12", "dokumen")),
        ("12\u00a0bulan", bilangan("12", "bulan")),
        ("1 laporan per triwulan", bilangan("1", "laporan per triwulan")),
        ("70 dari 90 desa", bilangan("70", "desa", dari="90")),
        ("minimal 90%", bilangan("90", "%", arah="minimal")),
        ("≥ 3,5", bilangan("3.5", arah="minimal")),
        ("Paling lambat 3 hari kerja", bilangan("3", "hari kerja", arah="maksimal")),
        ("maks. 3 hari", bilangan("3", "hari", arah="maksimal")),
        ("50% berdasarkan hasil penilaian tahun 2026", bilangan("50", "%")),
        ("12 laporan berdasarkan tanda terima", bilangan("12", "laporan")),
        ("90", bilangan("90")),
        ("100 persen", bilangan("100", "%")),
        ("1.250 orang", bilangan("1250", "orang")),
        ("1.250,5", bilangan("1250.5")),
        ("1,250.5", bilangan("1250.5")),
        ("12.500.000", bilangan("12500000")),
        ("3.5", bilangan("3.5")),
        ("0.125", bilangan("0.125")),
        ("0,125", bilangan("0.125")),
        ("-5%", bilangan("-5", "%")),
    ],
)
def test_baca(teks: str, seharusnya: Bilangan) -> None:
    assert baca_bilangan(teks) == seharusnya


@pytest.mark.parametrize(
    "teks",
    [
        "",
        "-",
        "Tersusunnya 3 laporan",
        "Selesai",
        "31 Desember 2026",
        "5 Des 2026",
        "3 Maret",
        "31/12/2026",
        "2026-12-31",
        "1.2.3",
        "1,2,3",
        "12.34.567",
        "1/2",
        "½",
        "1e5",
        "10:30",
        "…",
    ],
)
def test_bukan_bilangan(teks: str) -> None:
    assert baca_bilangan(teks) is None


angka = st.decimals(0, 10**12, places=3, allow_nan=False, allow_infinity=False)


@given(angka)
@settings(max_examples=150, deadline=None)
def test_desimal_dibaca_kembali_tepat(nilai: Decimal) -> None:
    satu = baca_bilangan(tulis_desimal(nilai))
    assert satu is not None
    assert satu.bawah == satu.atas == nilai
    assert not satu.rentang


@given(
    angka,
    angka,
    st.sampled_from(["", "%", "rupiah", "dokumen", "hari kerja"]),
    st.one_of(st.none(), st.integers(1, 100).map(Decimal)),
    st.booleans(),
    st.sampled_from([None, "minimal", "maksimal"]),
)
@settings(max_examples=150, deadline=None)
def test_bilangan_dibaca_kembali(
    satu: Decimal, dua: Decimal, satuan: str, puncak: Decimal | None, berskala: bool, arah: str | None
) -> None:
    asal = Bilangan(
        bawah=min(satu, dua),
        atas=max(satu, dua),
        satuan=satuan,
        skala=puncak if berskala else None,
        dari=None if berskala else puncak,
        arah=arah,  # type: ignore[arg-type]
    )
    assert baca_bilangan(tulis_bilangan(asal)) == asal


def test_satuan_sama() -> None:
    def baca(teks: str) -> Bilangan:
        satu = baca_bilangan(teks)
        assert satu is not None
        return satu

    assert satuan_sama(baca("61,95%"), baca("90 - 95 %"))
    assert satuan_sama(baca("12 Dokumen"), baca("3 dokumen"))
    assert not satuan_sama(baca("12 dokumen"), baca("12 bulan"))
    assert not satuan_sama(baca("3,5 dari skala 5"), baca("3,5 dari skala 4"))


@pytest.mark.parametrize(
    ("teks", "ada"),
    [
        ("12 dokumen", True),
        ("Tersusunnya 3 laporan", True),
        ("Tersusunnya dua laporan", True),
        ("31 Desember 2026", True),
        ("Seluruh kecamatan", True),
        ("1. Laporan tersusun", False),
        ("Laporan tersusun", False),
        ("", False),
    ],
)
def test_memuat_angka(teks: str, ada: bool) -> None:
    assert memuat_angka(teks) is ada


@given(st.text(max_size=500))
@settings(max_examples=150, deadline=None)
def test_teks_sembarang(teks: str) -> None:
    satu = baca_bilangan(teks)
    assert satu is None or satu.bawah <= satu.atas
    assert satu is None or tulis_bilangan(satu)
