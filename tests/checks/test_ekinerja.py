"""E521-E524: the workbooks held against e-Kinerja, and e-Kinerja's own several rows."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

import pytest

from skpbook.checks.ekinerja import BarisDi, pilih, pilih_skp
from skpbook.domain.ekinerja import BarisEkinerja, JenisEkinerja, LembarEkinerja
from skpbook.domain.tempat import Rujukan

from .bangun import ANI, BUDI, KEPALA, kode_temuan, konteks, satu_temuan, ubah

TW1 = "2026-TW1"
SESUAI, ATAS, BAWAH = "Sesuai Ekspektasi", "Di Atas Ekspektasi", "Di Bawah Ekspektasi"
EVAL = f"EVALUASI_{ANI}_{TW1}.xlsx"
LUAR = "197001011995031009"


def baris(nip: str | None = ANI, nomor: int = 9, **ganti: Any) -> BarisEkinerja:
    isi: dict[str, Any] = {
        "baris": nomor,
        "nip": nip,
        "nama": "ANI LESTARI",
        "periode": TW1,
        "hasil": SESUAI,
        "perilaku": SESUAI,
        "predikat": "Baik",
    }
    return BarisEkinerja(**(isi | ganti))


def lembar(*isi: BarisEkinerja, **ganti: Any) -> LembarEkinerja:
    dasar: dict[str, Any] = {
        "berkas": "ekspor.xlsx",
        "lembar": "Data",
        "jenis": JenisEkinerja.PENILAIAN,
        "kolom": {"nip": "C", "hasil": "M", "perilaku": "N", "predikat": "O"},
        "baris": isi,
        "periode": TW1,
        "tahun": 2026,
    }
    return LembarEkinerja(**(dasar | ganti))


def dengan(*semua: LembarEkinerja, **ganti: Any):
    return konteks(lembar_ekinerja=semua, **ganti)


def test_E521_kena_menyebut_keduanya() -> None:
    satu = satu_temuan(dengan(lembar(baris(hasil=ATAS, perilaku=ATAS, predikat="Sangat Baik"))), "E521")
    assert satu.pesan == (
        "Rating hasil kerja Sesuai Ekspektasi di berkas, Di Atas Ekspektasi di e-Kinerja; rating perilaku kerja "
        "Sesuai Ekspektasi di berkas, Di Atas Ekspektasi di e-Kinerja; predikat Baik di berkas, Sangat Baik di "
        "e-Kinerja."
    )
    assert (satu.nip, satu.periode, satu.berkas, satu.lembar) == (ANI, TW1, EVAL, "Evaluasi")
    assert satu.kaitan == Rujukan("ekspor.xlsx", "Data", "M9")


def test_E521_kena_belum_dinilai_di_ekinerja() -> None:
    satu = satu_temuan(dengan(lembar(baris(hasil=None, perilaku=None, predikat=None))), "E521")
    assert satu.pesan == "Sesuai Ekspektasi, Sesuai Ekspektasi, Baik di berkas, belum dinilai di e-Kinerja."


def test_E521_kena_predikat_saja() -> None:
    satu = satu_temuan(dengan(lembar(baris(predikat="Sangat Baik"))), "E521")
    assert satu.pesan == "Predikat Baik di berkas, Sangat Baik di e-Kinerja."
    assert satu.kaitan == Rujukan("ekspor.xlsx", "Data", "O9")


@pytest.mark.parametrize(
    "isi", [baris(), baris(periode="2026-TW2", predikat="Kurang"), baris(BUDI, predikat="Baik")]
)
def test_E521_lolos(isi: BarisEkinerja) -> None:
    assert kode_temuan(dengan(lembar(isi))) == []


def test_E521_lolos_bila_berkas_belum_terisi() -> None:
    """An empty rating in the workbook is E506, one cause and one finding."""
    isi = ubah(dengan(lembar(baris(hasil=ATAS, predikat="Baik"))), EVAL, rating_hasil=None, predikat=None)
    assert kode_temuan(isi) == ["E506"]


def test_E522_kena_plt_dan_mutasi() -> None:
    semua = (
        baris(nomor=9, akhir=date(2026, 5, 31), predikat="Kurang", hasil=SESUAI, perilaku=BAWAH),
        baris(nomor=10, akhir=date(2026, 12, 31)),
        baris(nomor=11, akhir=date(2026, 12, 31), plt=True, predikat="Sangat Baik"),
    )
    for urutan in itertools.permutations(semua):
        satu = satu_temuan(dengan(lembar(*urutan)), "E522")
        assert satu.pesan.startswith(
            "Yang dihitung baris 10 (bukan Plt/Plh, SKP sampai 31 Desember 2026, Baik)"
        )
        assert "baris 11 (Plt/Plh, SKP sampai 31 Desember 2026, Sangat Baik)" in satu.pesan
        assert "baris 9 (bukan Plt/Plh, SKP sampai 31 Mei 2026, Kurang)" in satu.pesan
        assert (satu.berkas, satu.sel, satu.nip) == ("ekspor.xlsx", "O10", ANI)


def test_E522_lolos_hanya_plt() -> None:
    assert kode_temuan(dengan(lembar(baris(plt=True)))) == [], "better than nothing"


def test_E523_kena_dua_berkas() -> None:
    lama = lembar(
        baris(predikat="Sangat Baik", nomor=6), berkas="unit_lain.xlsx", disimpan="2026-04-01T00:00:00Z"
    )
    baru = lembar(baris(nomor=7), disimpan="2026-04-02T00:00:00Z")
    for urutan in ((lama, baru), (baru, lama)):
        satu = satu_temuan(dengan(*urutan), "E523")
        assert (satu.berkas, satu.sel) == ("ekspor.xlsx", "O7"), "the one drawn last"
        assert satu.kaitan == Rujukan("unit_lain.xlsx", "Data", "O6")
        assert (
            "baris 6 di unit_lain.xlsx menyebut Sesuai Ekspektasi, Sesuai Ekspektasi, Sangat Baik"
            in satu.pesan
        )


def test_E523_lolos_sama_isinya() -> None:
    assert kode_temuan(dengan(lembar(baris()), lembar(baris(nomor=6), berkas="unit_lain.xlsx"))) == []


def test_E524_kena() -> None:
    rusak = lembar(
        baris("1,98506E+17", 9),
        baris(None, 10),
        baris(nomor=11, hasil="Memuaskan"),
        baris(LUAR, 12),
        baris("197001011995032008", 13),
        baris(BUDI, 14, periode=None),
    )
    semua = [(t.kode, t.sel, t.nip) for t in _periksa(dengan(rusak))]
    assert set(semua) == {
        ("E524", "C9", None),
        ("E524", "C10", None),
        ("E524", "M11", ANI),
        ("E524", "C12", None),
        ("E524", "C14", BUDI),
    }
    assert len(semua) == 5, "an unknown rating is told once, not as a difference too"
    pesan = [t.pesan for t in _periksa(dengan(rusak)) if t.sel == "C12"]
    assert pesan[0].startswith("2 pegawai di ekspor ini tidak ada dalam daftar pegawai")


def test_E524_lolos() -> None:
    status = lembar(baris(periode=None, status_skp="draft"), jenis=JenisEkinerja.SKP, periode=None)
    assert kode_temuan(dengan(status, lembar(baris()))) == []
    lain = lembar(baris("rusak", periode="2026-TW2"), periode="2026-TW2")
    assert kode_temuan(dengan(lain, periode=TW1)) == [], "not of the period looked at"


def test_pilih_ekspor_tanpa_tanggal_tidak_kalah_dari_yang_bertanggal() -> None:
    """A Rekap Penilaian names no SKP period: of it and a Laporan the one drawn last counts."""
    rekap = BarisDi(lembar(jenis=JenisEkinerja.REKAP, disimpan="2026-04-09"), baris(nomor=6))
    laporan = BarisDi(lembar(ditarik="2026-04-02"), baris(nomor=9, akhir=date(2026, 12, 31)))
    lama = BarisDi(lembar(ditarik="2026-04-10"), baris(nomor=12, akhir=date(2026, 3, 31)))
    for urutan in itertools.permutations((rekap, laporan, lama)):
        satu = pilih(urutan)
        assert satu.ini is rekap
        assert satu.tersisih == (lama,)
        assert satu.setara == (laporan,)


def test_pilih_skp_menurut_tahun() -> None:
    ini = lembar(baris(status_skp="draft", periode=None), jenis=JenisEkinerja.SKP)
    lalu = lembar(baris(KEPALA, status_skp="persetujuan"), jenis=JenisEkinerja.SKP, tahun=2025)
    tanpa = lembar(baris(BUDI, status_skp="pengajuan"), jenis=JenisEkinerja.SKP, tahun=None)
    hasil = pilih_skp((ini, lalu, tanpa, lembar(baris(LUAR))), 2026)
    assert {nip: satu.ini.baris.status_skp for nip, satu in hasil.items()} == {
        ANI: "draft",
        BUDI: "pengajuan",
    }


def _periksa(isi: Any) -> Any:
    from skpbook.checks.jalankan import periksa

    return periksa(isi)
