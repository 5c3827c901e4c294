"""Spellings met in the field, each by name; and that nothing unknown is taken for a choice."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skpbook.regulation.label import (
    Aspek,
    Capaian,
    Perspektif,
    Predikat,
    Rating,
    kenali_aspek,
    kenali_capaian,
    kenali_perspektif,
    kenali_predikat,
    kenali_rating,
    kode_bkn,
    predikat_dari_kode,
    rating_dari_kode,
)
from skpbook.regulation.pilihan import (
    bukan_nilai,
    daftar_pilihan,
    kenali,
    masih_seluruh_daftar,
    nama_pilihan,
)

ATAS, SESUAI, BAWAH = Rating
SB, B, BP, K, SK = Predikat


@pytest.mark.parametrize(
    ("teks", "rating"),
    [
        ("Di Atas Ekspektasi", ATAS),
        ("DIATAS EKSPEKTASI", ATAS),
        ("DIATAS ESPEKTASI", ATAS),
        ("Diatas Ekspetasi", ATAS),
        ("di atas expektasi", ATAS),
        ("Di Atas Eskpektasi*", ATAS),
        ("di_atas", ATAS),
        ("Diatas", ATAS),
        ("di_atas_ekspektasi", ATAS),
        ("SESUAI ESPEKTASI", SESUAI),
        ("sesuai", SESUAI),
        ("Sesuai\u00a0Ekspektasi ", SESUAI),
        ("DIBAWAH ESPEKTASI", BAWAH),
        ("Dibawah Ekspektasi**", BAWAH),
        ("di  bawah\nekspektasi", BAWAH),
    ],
)
def test_rating(teks: str, rating: Rating) -> None:
    assert kenali_rating(teks) is rating


@pytest.mark.parametrize(
    ("teks", "predikat"),
    [
        ("SANGAT BAIK", SB),
        ("baik", B),
        ("BAIK", B),
        ("Butuh Perbaikan", BP),
        ("Perlu Perbaikan", BP),
        ("CUKUP", BP),
        ("BUTUH PERBAIKAN/CUKUP", BP),
        ("Butuh Perbaikan (Cukup)", BP),
        ("KURANG", K),
        ("Kurang/misconduct", K),
        ("KURANG (MISCONDUCT)", K),
        ("Kurang / Misonduct", K),
        ("Missconduct", K),
        ("MISS CONDUCT", K),
        ("Kurang/ Mis Conduct", K),
        ("sangat_kurang", SK),
    ],
)
def test_predikat(teks: str, predikat: Predikat) -> None:
    assert kenali_predikat(teks) is predikat


@pytest.mark.parametrize("teks", ["", " ", "-", "0", "tidak ada data", "Belum dinilai", "n/a"])
def test_tanpa_nilai(teks: str) -> None:
    assert kenali_rating(teks) is None
    assert kenali_predikat(teks) is None
    assert kenali_capaian(teks) is None
    assert bukan_nilai(teks)


def test_salah_ketik_bukan_tanpa_nilai() -> None:
    assert not bukan_nilai("Bagus")
    assert kenali_predikat("Bagus") is None


@pytest.mark.parametrize("teks", ["Amat Baik", "Baik sekali", "1", "Baik Baik", "Istimewa", "Sesuai/Di Atas"])
def test_yang_tidak_dikenal(teks: str) -> None:
    assert kenali_predikat(teks) is None
    assert kenali_rating(teks) is None


def test_capaian_punya_skala_sendiri() -> None:
    assert kenali_capaian("ISTIMEWA") is Capaian.ISTIMEWA
    assert kenali_capaian("Sangat Baik") is None
    assert kenali_capaian("Cukup") is Capaian.BUTUH_PERBAIKAN


def test_aspek_dan_perspektif() -> None:
    assert kenali_aspek("kuantitas ") is Aspek.KUANTITAS
    assert kenali_aspek("Kuantitas/Kualitas") is None
    assert kenali_perspektif("Perspektif PENERIMA LAYANAN") is Perspektif.PENERIMA_LAYANAN
    assert kenali_perspektif("Proses  Bisnis.") is Perspektif.PROSES_BISNIS
    assert kenali_perspektif("Keuangan") is None


@pytest.mark.parametrize(
    ("nama", "teks"),
    [
        ("aspek", "Kuantitas/ Kualitas/ Waktu/ Biaya"),
        ("rating", "DIATAS EKSPEKTASI/ SESUAI EKSPEKTASI/ DIBAWAH EKSPEKTASI**"),
        ("predikat", "SANGAT BAIK/ BAIK/ BUTUH PERBAIKAN/ KURANG (MISCONDUCT)/ SANGAT KURANG"),
        ("capaian", "ISTIMEWA/ BAIK/ BUTUH PERBAIKAN/ KURANG/ SANGAT KURANG"),
        ("periode-triwulan", "TRIWULAN I/II/III/IV-AKHIR*"),
        ("perspektif", "Penerima Layanan, Proses Bisnis, Penguatan Internal, Anggaran"),
        ("kendali", "( )Outcome ( )Outcome Antara ( )Output kendali rendah"),
        ("pelaporan", "( )Bulanan ( )Triwulanan ( )Semesteran ( )Tahunan"),
        ("ya-tidak", "Ya/Tidak"),
    ],
)
def test_sel_yang_masih_memuat_seluruh_daftar(nama: str, teks: str) -> None:
    assert masih_seluruh_daftar(nama, teks)
    assert kenali(nama, teks) is None


@pytest.mark.parametrize(
    ("nama", "teks"),
    [
        ("aspek", "Kuantitas/Kualitas"),
        ("aspek", "Kuantitas"),
        ("aspek", "Kuantitas/ Kualitas/ Waktu/ Biaya/ Lokasi"),
        ("predikat", "Kurang/misconduct"),
        ("predikat", "BUTUH PERBAIKAN/CUKUP"),
        ("keluarga", "JPT/PUKM"),
        ("periode-triwulan", "TRIWULAN I"),
        ("golongan", "III/a"),
        ("rating", ""),
    ],
)
def test_sel_yang_sudah_dipilih_atau_salah_pilih(nama: str, teks: str) -> None:
    assert not masih_seluruh_daftar(nama, teks)


@given(
    st.sampled_from([(nama, teks) for nama in nama_pilihan() for teks in daftar_pilihan(nama)]),
    st.sampled_from([str.upper, str.lower, str.title]),
    st.text(" \u00a0\n*", max_size=3),
)
@settings(max_examples=120, deadline=None)
def test_huruf_dan_spasi_tidak_membedakan(pasangan: tuple[str, str], ubah: object, tepi: str) -> None:
    nama, teks = pasangan
    assert callable(ubah)
    assert kenali(nama, tepi + ubah(teks).replace(" ", "  ") + tepi) == teks


@given(st.text(max_size=400))
@settings(max_examples=100, deadline=None)
def test_teks_sembarang_tidak_merusak(teks: str) -> None:
    for nama in ("rating", "predikat", "golongan", "periode-triwulan"):
        satu = kenali(nama, teks)
        assert satu is None or satu in daftar_pilihan(nama)
        assert not (masih_seluruh_daftar(nama, teks) and satu)


def test_kode_bkn_kecil_lebih_baik() -> None:
    assert [kode_bkn(rating) for rating in Rating] == [1, 2, 3]
    assert [kode_bkn(predikat) for predikat in Predikat] == [1, 2, 3, 4, 5]
    assert [rating_dari_kode(kode) for kode in range(5)] == [None, ATAS, SESUAI, BAWAH, None]
    assert predikat_dari_kode(4) is K
    assert predikat_dari_kode(6) is None


def test_nama_daftar_yang_tidak_ada() -> None:
    with pytest.raises(KeyError, match="warna"):
        daftar_pilihan("warna")
    with pytest.raises(KeyError, match="warna"):
        kenali("warna", "merah")
