"""Which evaluation counts where a pegawai has several, and when e-Kinerja's counts."""

from __future__ import annotations

import pytest

from skpbook.checks.ekinerja import BarisDi, Terpilih
from skpbook.checks.kertas import Kertas
from skpbook.checks.nilai import Sumber, nilai
from skpbook.domain.dokumen import Dokumen
from skpbook.domain.ekinerja import BarisEkinerja, JenisEkinerja, LembarEkinerja
from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.skp import Identitas, rangkap

DI_ATAS, SESUAI, DI_BAWAH = "Di Atas Ekspektasi", "Sesuai Ekspektasi", "Di Bawah Ekspektasi"


def kertas(berkas, hasil, perilaku, jabatan="Analis", periode=None, disimpan="2026-04-01T00:00:00"):
    isi = Evaluasi(
        pegawai=Identitas(jabatan=jabatan),
        periode_penilaian=periode,
        rating_hasil=hasil,
        rating_perilaku=perilaku,
    )
    dokumen = Dokumen(
        berkas=berkas,
        hash=berkas,
        lembar="Evaluasi",
        formulir="f",
        versi=1,
        isi=isi,
        tempat={},
        disimpan=disimpan,
    )
    return Kertas(dokumen=dokumen, isi=isi)


def baris(hasil, perilaku, predikat=None):
    satu = BarisEkinerja(baris=9, nip="1", hasil=hasil, perilaku=perilaku, predikat=predikat)
    lembar = LembarEkinerja(
        berkas="ekspor.xlsx", lembar="Data", jenis=JenisEkinerja.REKAP, kolom={}, baris=(satu,)
    )
    return Terpilih(ini=BarisDi(lembar, satu))


def test_plt_mengalah_walau_disimpan_lebih_akhir():
    definitif = kertas("definitif.xlsx", SESUAI, SESUAI)
    plt = kertas("plt.xlsx", DI_ATAS, DI_ATAS, jabatan="Plt. Kepala Dinas", disimpan="2026-09-09T00:00:00")
    for urutan in ((definitif, plt), (plt, definitif)):
        hasil = nilai(urutan)
        assert (hasil.predikat, hasil.ganda) == ("Baik", True)
        assert "yang dihitung definitif.xlsx, bukan plt.xlsx" in " ".join(hasil.catatan)


def test_skp_yang_berakhir_terakhir_dihitung_lalu_yang_disimpan_terakhir():
    awal = kertas(
        "a.xlsx", DI_ATAS, DI_ATAS, periode="1 JANUARI SD 30 JUNI TAHUN 2026", disimpan="2026-12-01"
    )
    akhir = kertas(
        "b.xlsx", SESUAI, SESUAI, periode="1 JULI SD 31 DESEMBER TAHUN 2026", disimpan="2026-11-01"
    )
    ulang = kertas(
        "c.xlsx", DI_BAWAH, SESUAI, periode="1 JULI SD 31 DESEMBER TAHUN 2026", disimpan="2026-11-02"
    )
    assert nilai((akhir, awal)).predikat == "Baik"
    assert nilai((ulang, akhir, awal)).predikat == "Butuh Perbaikan"


def test_hanya_plt_tetap_dihitung():
    assert nilai((kertas("plt.xlsx", SESUAI, SESUAI, jabatan="Plh Camat"),)).predikat == "Baik"


@pytest.mark.parametrize(
    "jabatan",
    [
        "Plt. Kepala Dinas",
        "PLH CAMAT",
        "Pj. Bupati",
        "Pelaksana Tugas Direktur",
        " Plt Lurah",
        "Penjabat Sementara Kepala Desa",
        "Pjs. Lurah",
    ],
)
def test_jabatan_rangkap(jabatan):
    assert rangkap(jabatan)


@pytest.mark.parametrize(
    "jabatan", [None, "", "Pelaksana", "Pengelola Plt", "Pjok", "Penjabaran Data", "Pelaksana Lapangan"]
)
def test_bukan_jabatan_rangkap(jabatan):
    assert not rangkap(jabatan)


def test_ekinerja_dihitung_bila_berkas_tidak_menyebut_kedua_rating():
    tanpa = nilai((), baris(SESUAI, SESUAI, "Baik"))
    assert (tanpa.predikat, tanpa.sumber, tanpa.dokumen) == ("Baik", Sumber.EKINERJA, None)
    assert tanpa.catatan == ("Rating dari e-Kinerja (ekspor.xlsx baris 9).",)
    separuh = nilai((kertas("a.xlsx", SESUAI, None),), baris(DI_ATAS, DI_ATAS, "Sangat Baik"))
    assert (separuh.predikat, separuh.sumber) == ("Sangat Baik", Sumber.EKINERJA)
    assert separuh.dokumen is not None
    assert separuh.catatan[0] == "Rating perilaku kerja kosong."


def test_berkas_yang_lengkap_menang_atas_ekinerja():
    satu = nilai((kertas("a.xlsx", SESUAI, SESUAI),), baris(DI_ATAS, DI_ATAS, "Sangat Baik"))
    assert (satu.predikat, satu.sumber) == ("Baik", Sumber.BERKAS)


def test_ekinerja_yang_belum_dinilai_bukan_rating():
    assert nilai((), baris(None, None)).predikat is None
    assert nilai((), baris(SESUAI, "Memuaskan", "Baik")).sumber is None


def test_predikat_ekinerja_yang_berbeda_dari_kuadran_disebut():
    satu = nilai((), baris(DI_ATAS, DI_BAWAH, "Butuh Perbaikan"))
    assert (satu.predikat, satu.berbeda) == ("Kurang", True)
    assert "Predikat di e-Kinerja Butuh Perbaikan, menurut kuadran Kurang." in satu.catatan
