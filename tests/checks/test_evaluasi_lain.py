"""E504, E505, E512-E514, E516, E518: sources, feedback and periods of an evaluation."""

from __future__ import annotations

import msgspec
import pytest

from skpbook.domain.pegawai import Keluarga
from skpbook.domain.skp import Pengesahan
from skpbook.domain.tempat import Rujukan, Tempat

from .bangun import (
    ANI,
    BUDI,
    KEPALA,
    LAMPIRAN,
    MPH_KEPALA,
    PEGAWAI,
    SKP_BUDI,
    SKP_KEPALA,
    daftar,
    dengan_realisasi,
    dokumen,
    evaluasi,
    identitas,
    kode_temuan,
    konteks,
    mph,
    perjanjian,
    satu_temuan,
    skp,
    tambah,
    temuan_lain,
    ubah,
)

EVAL_B = f"EVALUASI_{BUDI}_2026-TW1.xlsx"
SKP_B = f"SKP_{BUDI}.xlsx"
UNIT = perjanjian("01.1", {"2026-TW1": "Baik", "2026-TW3": "Baik", "2026-AKHIR": "Baik"})
EVAL_BUDI = dengan_realisasi(SKP_BUDI)


def nilai(teks: str = EVAL_BUDI, **ganti: object):
    return konteks(
        [
            skp(KEPALA, SKP_KEPALA),
            skp(BUDI, SKP_BUDI),
            evaluasi(BUDI, teks, **ganti),
            UNIT,
            mph(KEPALA, MPH_KEPALA),
        ]
    )


def test_E504_kena_setiap_sel() -> None:
    teks = dengan_realisasi(SKP_BUDI, "50% | Baik")
    semua = [(t.kode, t.sel, t.ditemukan) for t in temuan_lain(nilai(teks))]
    assert semua == [("E504", "G10", "50%"), ("E504", "G11", "50%")]


@pytest.mark.parametrize(
    "realisasi", ["50% berdasarkan laporan", "50% (sumber: SIMBG)", "Tercatat 5 pada register"]
)
def test_E504_lolos(realisasi: str) -> None:
    assert kode_temuan(nilai(dengan_realisasi(SKP_BUDI, f"{realisasi} | Baik"))) == []


def test_E505_kena_hasil_kerja_dan_perilaku() -> None:
    tanpa_umpan = dengan_realisasi(SKP_BUDI, "5 berdasarkan laporan | ")
    assert satu_temuan(nilai(tanpa_umpan), "E505").sel == "H10"
    isi = nilai()
    perilaku = tuple(msgspec.structs.replace(satu, umpan_balik="-") for satu in isi.dokumen[2].isi.perilaku)
    temuan = satu_temuan(ubah(isi, EVAL_B, perilaku=perilaku), "E505")
    assert (temuan.sel, temuan.periode) == ("D14", "2026-TW1")


def test_E505_lolos_satu_umpan_balik_cukup() -> None:
    baris = dengan_realisasi(SKP_BUDI, "5 berdasarkan laporan | ").splitlines()
    assert kode_temuan(nilai("\n".join([baris[0] + "Baik", baris[1]]))) == []


def test_E512_kena_evaluasi_di_luar_periode_skp() -> None:
    isi = ubah(nilai(), SKP_B, periode_penilaian="1 Juli sd 31 Desember 2026")
    temuan = satu_temuan(isi, "E512")
    assert (temuan.berkas, temuan.sel, temuan.ditemukan) == (EVAL_B, "F2", "TRIWULAN I")
    assert temuan.kaitan == Rujukan(SKP_B, "SKP", "E2")


def test_E512_lolos_periode_beririsan() -> None:
    assert kode_temuan(ubah(nilai(), SKP_B, periode_penilaian="1 Maret sd 31 Desember 2026")) == []
    assert kode_temuan(ubah(nilai(), SKP_B, periode_penilaian="1 Januari sd 15 Februari 2026")) == []


def tahunan(tanggal: str):
    berkas = f"EVALUASI_{BUDI}_2026-AKHIR.xlsx"
    isi = nilai(periode="2026-AKHIR")
    tempat = {**isi.dokumen[2].tempat, "pengesahan.tanggal_penilai": Tempat("Evaluasi", "F40")}
    return ubah(isi, berkas, pengesahan=Pengesahan(tanggal_penilai=tanggal), **{"dokumen.tempat": tempat})


def test_E513_kena() -> None:
    temuan = satu_temuan(tahunan("1 Februari 2027"), "E513")
    assert (temuan.sel, temuan.periode) == ("F40", "2026-AKHIR")
    assert temuan.seharusnya == "paling lambat 31 Januari 2027"


def test_E513_lolos_tepat_waktu_dan_evaluasi_triwulan() -> None:
    assert kode_temuan(tahunan("2027-01-31")) == []
    assert kode_temuan(ubah(nilai(), EVAL_B, pengesahan=Pengesahan(tanggal_penilai="2027-05-01"))) == []


def kedua(predikat: str):
    hasil = "Di Atas Ekspektasi" if predikat == "Sangat Baik" else "Sesuai Ekspektasi"
    lain = evaluasi(BUDI, EVAL_BUDI, hasil=hasil, perilaku=hasil, predikat=predikat, berkas="LAIN.xlsx")
    return tambah(nilai(), lain)


def test_E514_kena() -> None:
    temuan = satu_temuan(kedua("Sangat Baik"), "E514")
    assert (temuan.berkas, temuan.sel, temuan.ditemukan) == ("LAIN.xlsx", "B23", "Sangat Baik")
    assert temuan.kaitan == Rujukan(EVAL_B, "Evaluasi", "B23")


def test_E514_lolos_predikat_sama() -> None:
    assert kode_temuan(kedua("BAIK")) == []


def kepala(capaian: str, hasil: str, predikat: str):
    """Ani as head of Bidang Layanan, Budi below her."""
    pegawai = tuple(msgspec.structs.replace(p, atasan=ANI) if p.nip == BUDI else p for p in PEGAWAI)
    isi = evaluasi(ANI, "", hasil=hasil, predikat=predikat, capaian=capaian)
    semua = [isi, perjanjian("01.1", {"2026-TW1": capaian})]
    return [t for t in temuan_lain(konteks(semua, daftar=daftar(pegawai))) if t.kode == "E516"]


@pytest.mark.parametrize(
    ("capaian", "hasil", "predikat"),
    [
        ("Istimewa", "Di Bawah Ekspektasi", "Butuh Perbaikan"),
        ("Sangat Kurang", "Di Atas Ekspektasi", "Baik"),
    ],
)
def test_E516_kena(capaian: str, hasil: str, predikat: str) -> None:
    (temuan,) = kepala(capaian, hasil, predikat)
    assert (temuan.nip, temuan.sel, temuan.ditemukan) == (ANI, "B10", hasil)
    assert temuan.kaitan == Rujukan("PK_01.1.xlsx", "PK", "B20")


def test_E516_lolos_capaian_dan_rating_searah() -> None:
    assert kepala("Istimewa", "Sesuai Ekspektasi", "Baik") == []
    assert kepala("Kurang", "Di Atas Ekspektasi", "Baik") == []


def test_E516_lolos_bukan_kepala_unit() -> None:
    isi = evaluasi(BUDI, "", hasil="Di Bawah Ekspektasi", predikat="Butuh Perbaikan", capaian="Istimewa")
    semua = konteks([isi, perjanjian("01.1", {"2026-TW1": "Istimewa"})])
    assert "E516" not in [t.kode for t in temuan_lain(semua)]


def lampiran(periode: str):
    isi = msgspec.structs.replace(
        LAMPIRAN,
        pegawai=identitas(PEGAWAI[2]),
        penilai=identitas(PEGAWAI[0]),
        periode_penilaian=periode,
    )
    return dokumen(
        SKP_B, isi, {"periode_penilaian": Tempat("Lembar", "E3")}, nip=BUDI, keluarga=Keluarga.JA_JF
    )


def test_E518_kena_tahun_lampiran() -> None:
    isi = tambah(nilai(), lampiran("1 Januari sd 31 Desember 2025"))
    temuan = satu_temuan(isi, "E518")
    assert (temuan.berkas, temuan.lembar, temuan.sel) == (SKP_B, "Lembar", "E3")
    assert (temuan.ditemukan, temuan.seharusnya) == ("2025", "2026")
    assert temuan.kaitan == Rujukan(SKP_B, "SKP", "E2")


def test_E518_lolos_tahun_sama_atau_tidak_terbaca() -> None:
    assert kode_temuan(tambah(nilai(), lampiran("1 Juli sd 31 Desember 2026"))) == []
    assert kode_temuan(tambah(nilai(), lampiran("setahun"))) == []
