"""Tugas belajar, angka kredit, tindak lanjut."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skpbook.domain.pegawai import Keluarga
from skpbook.domain.skp import StudiTugasBelajar
from skpbook.regulation.angka_kredit import (
    angka_kredit,
    angka_kredit_tepat,
    bulatkan,
    kebutuhan,
    kekurangan,
    koefisien,
    persen,
)
from skpbook.regulation.label import Predikat
from skpbook.regulation.pilihan import daftar_pilihan
from skpbook.regulation.tindak_lanjut import batas_keberatan, batas_penyerahan, batas_perbaikan, tindak_lanjut
from skpbook.regulation.tugas_belajar import baca_ipk, baris_ipk, predikat_ipk, tabel_ipk

SB, B, BP, K, SK = Predikat


def studi(
    jalur: str = "Dalam Negeri", jenjang: str = "S1", institusi: str | None = "A", prodi: str | None = "A"
) -> StudiTugasBelajar:
    return StudiTugasBelajar(
        jalur=jalur, jenjang=jenjang, akreditasi_institusi=institusi, akreditasi_prodi=prodi
    )


@pytest.mark.parametrize(
    ("yang_mana", "batas"),
    [
        (studi(), ("3.51", "3.01", "2.76")),
        (studi(institusi="B"), ("3.61", "3.10", "2.76")),
        (studi(institusi="C", prodi="B"), ("3.71", "3.20", "2.76")),
        (studi(jenjang="S2"), ("3.51", "3.20", "3.00")),
        (studi(jenjang="Profesi", institusi="B", prodi="C"), ("3.61", "3.25", "3.00")),
        (studi(jenjang="Doktor", institusi="C", prodi="A"), ("3.71", "3.30", "3.00")),
        (studi("Luar Negeri", institusi=None, prodi=None), ("3.51", "3.01", "2.76")),
        (studi("LN", "S3", None, None), ("3.51", "3.20", "3.00")),
    ],
)
def test_batas_ipk(yang_mana: StudiTugasBelajar, batas: tuple[str, str, str]) -> None:
    baris = baris_ipk(yang_mana)
    assert baris is not None
    for angka, atas, bawah in zip(batas, (SB, B, BP), (B, BP, K), strict=True):
        assert predikat_ipk(Decimal(angka), baris) is atas
        assert predikat_ipk(Decimal(angka) - Decimal("0.01"), baris) is bawah
    assert predikat_ipk(Decimal("4.00"), baris) is SB
    assert predikat_ipk(Decimal(0), baris) is K


@pytest.mark.parametrize(
    "yang_mana",
    [
        studi(institusi="C", prodi="C"),
        studi(institusi=None),
        studi(prodi=None),
        studi(jenjang="D3"),
        studi(jalur=""),
        StudiTugasBelajar(),
    ],
)
def test_tanpa_baris_ipk(yang_mana: StudiTugasBelajar) -> None:
    assert baris_ipk(yang_mana) is None


def test_ipk_dibandingkan_pada_dua_angka() -> None:
    baris = baris_ipk(studi())
    assert baris is not None
    assert predikat_ipk(Decimal("3.505"), baris) is SB
    assert predikat_ipk(Decimal("3.504"), baris) is B
    with pytest.raises(ValueError, match=r"IPK 4,10 di luar 0 sampai 4,00"):
        predikat_ipk(Decimal("4.10"), baris)


@given(st.decimals(0, 4, places=3), st.sampled_from(tabel_ipk().baris))
@settings(max_examples=80, deadline=None)
def test_ipk_lebih_tinggi_tidak_pernah_lebih_buruk(ipk: Decimal, baris: object) -> None:
    satu = next(satu for satu in tabel_ipk().baris if satu == baris)
    urutan = list(Predikat)
    naik = min(ipk + Decimal("0.1"), Decimal(4))
    assert urutan.index(predikat_ipk(naik, satu)) <= urutan.index(predikat_ipk(ipk, satu))


@pytest.mark.parametrize(
    ("teks", "ipk"),
    [
        ("3,75", "3.75"),
        ("IPK 3.75", "3.75"),
        ("IPK: 3,75 dari skala 4", "3.75"),
        ("3,75 (sumber: KHS semester 1)", "3.75"),
        ("4,00", "4"),
        ("5", None),
        ("80%", None),
        ("3,2 dari skala 5", None),
        ("lulus", None),
        ("", None),
    ],
)
def test_baca_ipk(teks: str, ipk: str | None) -> None:
    assert baca_ipk(teks) == (None if ipk is None else Decimal(ipk))


@pytest.mark.parametrize(
    ("predikat", "jenjang", "bulan", "nilai"),
    [
        (SB, "Ahli Pertama", 12, "18.75"),
        (B, "Ahli Pertama", 2, "2.08"),
        (B, "Pertama", 12, "12.50"),
        (BP, "Ahli Muda", 12, "18.75"),
        (K, "Ahli Madya", 12, "18.75"),
        (SK, "Ahli Utama", 12, "12.50"),
        (B, "Pemula", 12, "3.75"),
        (B, "Terampil", 6, "2.50"),
        (SB, "Mahir", 3, "4.69"),
        (B, "Penyelia", 1, "2.08"),
    ],
)
def test_angka_kredit(predikat: Predikat, jenjang: str, bulan: int, nilai: str) -> None:
    assert str(angka_kredit(predikat, jenjang, bulan)) == nilai


@given(st.sampled_from(Predikat), st.sampled_from(daftar_pilihan("jenjang")), st.integers(1, 11))
@settings(max_examples=60, deadline=None)
def test_bagian_tahun_berjumlah_setahun(predikat: Predikat, jenjang: str, bulan: int) -> None:
    setahun = angka_kredit_tepat(predikat, jenjang)
    assert (
        angka_kredit_tepat(predikat, jenjang, bulan) + angka_kredit_tepat(predikat, jenjang, 12 - bulan)
        == setahun
    )
    assert setahun == Fraction(koefisien(jenjang)) * persen(predikat) / 100


def test_pembulatan_setengah_ke_atas() -> None:
    assert [str(bulatkan(Fraction(angka))) for angka in ("0.005", "0.0049", "2.675", "1/3", "0")] == [
        "0.01",
        "0.00",
        "2.68",
        "0.33",
        "0.00",
    ]


def test_kebutuhan_kumulatif() -> None:
    assert {
        jenjang: (kebutuhan(jenjang).pangkat, kebutuhan(jenjang).jenjang)
        for jenjang in daftar_pilihan("jenjang")
    } == {
        "Pemula": (15, 15),
        "Terampil": (20, 60),
        "Mahir": (50, 100),
        "Penyelia": (100, None),
        "Ahli Pertama": (50, 100),
        "Ahli Muda": (100, 200),
        "Ahli Madya": (150, 450),
        "Ahli Utama": (200, None),
    }
    assert kekurangan("Ahli Muda", Decimal("77.5"), "pangkat") == Decimal("22.50")
    assert kekurangan("Ahli Muda", Fraction(250), "jenjang") == 0
    assert kekurangan("Penyelia", Decimal(1), "jenjang") is None


def test_angka_kredit_masukan_salah() -> None:
    with pytest.raises(ValueError, match="Jenjang “Direktur” tidak dikenal"):
        angka_kredit(B, "Direktur")
    for bulan in (0, 13):
        with pytest.raises(ValueError, match="1 sampai 12"):
            angka_kredit(B, "Mahir", bulan)


@pytest.mark.parametrize(
    ("riwayat", "jenis", "tahun"),
    [
        ({2025: SB, 2026: SB}, "talent-pool", (2025, 2026)),
        ({2025: B, 2026: B}, "pengembangan-kompetensi", (2025, 2026)),
        ({2024: SB, 2025: B, 2026: B}, "pengembangan-kompetensi", (2025, 2026)),
        ({2025: SB, 2026: BP}, "perbaikan", (2026,)),
        ({2026: K}, "perbaikan", (2026,)),
        ({2026: SK}, "perbaikan", (2026,)),
    ],
)
def test_tindak_lanjut(riwayat: dict[int, Predikat], jenis: str, tahun: tuple[int, ...]) -> None:
    hasil = tindak_lanjut(riwayat, Keluarga.JA_JF)
    assert hasil is not None
    assert (hasil.jenis, hasil.tahun) == (jenis, tahun)
    assert "PP 30/2019" in hasil.dasar


@pytest.mark.parametrize(
    "riwayat", [{}, {2026: SB}, {2026: B}, {2024: SB, 2026: SB}, {2025: B, 2026: SB}, {2025: K, 2026: B}]
)
def test_tanpa_tindak_lanjut(riwayat: dict[int, Predikat]) -> None:
    assert tindak_lanjut(riwayat, Keluarga.JPT_PUKM) is None


def test_langkah_perbaikan_menurut_keluarga() -> None:
    jpt, ja = (tindak_lanjut({2026: K}, keluarga) for keluarga in Keluarga)
    assert jpt is not None
    assert ja is not None
    assert ja.langkah[:3] == jpt.langkah
    assert ja.langkah[-1].endswith("diberhentikan dengan hormat.")
    assert not any("hormat" in langkah for langkah in jpt.langkah)


def test_batas_waktu() -> None:
    assert batas_perbaikan(date(2026, 1, 31)) == date(2026, 7, 31)
    assert batas_perbaikan(date(2025, 8, 31)) == date(2026, 2, 28)
    assert batas_perbaikan(date(2026, 6, 30)) == date(2026, 12, 30)
    assert batas_keberatan(date(2026, 1, 20)) == date(2026, 2, 3)
    assert batas_penyerahan(date(2026, 1, 2)) == date(2026, 1, 22)
    assert batas_penyerahan(date(2026, 1, 2), {date(2026, 1, 16)}) == date(2026, 1, 23)
