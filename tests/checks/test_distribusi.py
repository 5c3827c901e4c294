"""P601-P606: the pattern of predikat of a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from skpbook.checks.jalankan import periksa
from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.skp import Identitas
from skpbook.domain.tempat import Tempat

from .bangun import PEGAWAI, UNIT, daftar, dokumen, konteks, orang, perjanjian

if TYPE_CHECKING:
    from collections.abc import Mapping

RATING = {
    "Sangat Baik": ("Di Atas Ekspektasi", "Di Atas Ekspektasi"),
    "Baik": ("Sesuai Ekspektasi", "Sesuai Ekspektasi"),
    "Butuh Perbaikan": ("Di Bawah Ekspektasi", "Sesuai Ekspektasi"),
}


def unit_dinilai(sebaran: Mapping[str, int], capaian: Mapping[str, str | None] | None, aturan: str):
    """Bidang Layanan with so many people of each predikat in TW1, and its perjanjian kinerja (or None)."""
    predikat = [nama for nama, jumlah in sebaran.items() for _ in range(jumlah)]
    pegawai = [
        orang(f"1990{i // 28 + 1:02}{i % 28 + 1:02}201501100{i % 9 + 1}", f"Pegawai {i}")
        for i in range(len(predikat))
    ]
    semua = []
    for satu, nilai in zip(pegawai, predikat, strict=True):
        hasil, perilaku = RATING[nilai]
        isi = Evaluasi(
            periode="TRIWULAN I",
            pegawai=Identitas(nip=satu.nip, nama=satu.nama),
            predikat=nilai,
            rating_hasil=hasil,
            rating_perilaku=perilaku,
            capaian_organisasi=(capaian or {}).get("2026-TW1") or "Baik",
        )
        tempat = {"predikat": Tempat("Evaluasi", "B30")}
        semua.append(dokumen(f"E_{satu.nip}.xlsx", isi, tempat, nip=satu.nip, periode="2026-TW1"))
    if capaian is not None:
        semua.append(perjanjian("01.1", capaian))
    return konteks(semua, daftar=daftar((PEGAWAI[0], *pegawai)), aturan_distribusi=aturan)


KETERANGAN = ("P603", "P604", "P606")
"""Codes that say how the others are to be read."""


def pola(isi, *, keterangan: bool = False):
    semua = [satu for satu in periksa(isi) if satu.kode.startswith("P")]
    return semua if keterangan else [satu for satu in semua if satu.kode not in KETERANGAN]


def satu_pola(isi, *, keterangan: bool = False):
    (satu,) = pola(isi, keterangan=keterangan)
    return satu


BAIK = {"2026-TW1": "Baik"}


def test_P601_kena_kelompok_terbesar_lain() -> None:
    temuan = satu_pola(unit_dinilai({"Sangat Baik": 4, "Baik": 2}, BAIK, "permen-6-2022"))
    assert (temuan.kode, temuan.tingkat) == ("P601", "peringatan")
    assert (temuan.berkas, temuan.lembar, temuan.sel) == ("PK_01.1.xlsx", "PK", "B20")
    assert (temuan.unit, temuan.periode, temuan.nip) == ("01.1", "2026-TW1", None)
    assert temuan.ditemukan == "Sangat Baik 4, Baik 2"
    assert "Sangat Baik 3, Baik 3" in (temuan.saran or "")


@pytest.mark.parametrize(
    "sebaran", [{"Sangat Baik": 2, "Baik": 4}, {"Sangat Baik": 3, "Baik": 3}, {"Sangat Baik": 2}, {}]
)
def test_P601_lolos_mayoritas_seri_atau_terlalu_sedikit(sebaran: Mapping[str, int]) -> None:
    assert pola(unit_dinilai(sebaran, BAIK, "permen-6-2022")) == []


def test_P601_lolos_bila_buku_memakai_aturan_lain() -> None:
    assert pola(unit_dinilai({"Sangat Baik": 4, "Baik": 2}, BAIK, "se-3-2023")) == []


def test_P602_kena_dengan_bagian_batas_dan_susunan_terdekat() -> None:
    temuan = satu_pola(unit_dinilai({"Sangat Baik": 9, "Baik": 1}, {"2026-TW1": "Istimewa"}, "se-3-2023"))
    assert (temuan.kode, temuan.tingkat) == ("P602", "peringatan")
    assert (temuan.berkas, temuan.sel) == ("PK_01.1.xlsx", "B20")
    assert temuan.ditemukan == "Sangat Baik 9, Baik 1"
    assert "70%" in (temuan.seharusnya or "")
    assert "9 orang (90%)" in temuan.pesan
    assert "Sangat Baik 7, Baik 3" in (temuan.saran or "")


def test_P602_lolos_tepat_pada_batas_dan_unit_kecil() -> None:
    istimewa = {"2026-TW1": "Istimewa"}
    assert pola(unit_dinilai({"Sangat Baik": 7, "Baik": 3}, istimewa, "se-3-2023")) == []
    assert pola(unit_dinilai({"Sangat Baik": 9}, istimewa, "se-3-2023")) == []
    assert pola(unit_dinilai({"Sangat Baik": 9, "Baik": 1}, istimewa, "permen-6-2022")) == []


def test_P605_kena_tanpa_lembar_menunjuk_baris_unit() -> None:
    temuan = satu_pola(unit_dinilai({"Baik": 3}, None, "permen-6-2022"))
    assert (temuan.kode, temuan.berkas, temuan.lembar, temuan.sel) == ("P605", "pegawai.xlsx", "unit", "A3")
    assert (temuan.unit, temuan.periode) == ("01.1", "2026-TW1")
    assert UNIT[1].nama in temuan.pesan


@pytest.mark.parametrize(
    ("capaian", "sel"), [({"2026-TW1": None}, "B20"), ({"2026-TW1": "Lumayan"}, "B20"), ({}, "A1")]
)
def test_P605_kena_pada_lembar_unit(capaian: Mapping[str, str | None], sel: str) -> None:
    temuan = satu_pola(unit_dinilai({"Baik": 3}, capaian, "permen-6-2022"))
    assert (temuan.kode, temuan.berkas, temuan.sel) == ("P605", "PK_01.1.xlsx", sel)


def test_P605_lolos_capaian_ada_atau_belum_ada_yang_dinilai() -> None:
    assert pola(unit_dinilai({"Baik": 3}, BAIK, "permen-6-2022")) == []
    assert pola(unit_dinilai({}, None, "permen-6-2022")) == []


def test_P603_kena_semua_sama() -> None:
    temuan = satu_pola(unit_dinilai({"Baik": 6}, BAIK, "permen-6-2022"), keterangan=True)
    assert (temuan.kode, temuan.tingkat, temuan.nip) == ("P603", "info", None)
    assert (temuan.berkas, temuan.sel, temuan.unit, temuan.periode) == (
        "PK_01.1.xlsx",
        "B20",
        "01.1",
        "2026-TW1",
    )
    assert temuan.ditemukan == "Baik 6"


@pytest.mark.parametrize("sebaran", [{"Baik": 4}, {"Baik": 6, "Sangat Baik": 1}, {}])
def test_P603_lolos_berbeda_atau_terlalu_sedikit(sebaran: Mapping[str, int]) -> None:
    assert pola(unit_dinilai(sebaran, BAIK, "permen-6-2022"), keterangan=True) == []


def test_P604_kena_bagian_disebut_tanpa_dihakimi() -> None:
    temuan = satu_pola(
        unit_dinilai({"Sangat Baik": 1, "Baik": 2}, {"2026-TW1": "Istimewa"}, "se-3-2023"), keterangan=True
    )
    assert (temuan.kode, temuan.tingkat, temuan.sel) == ("P604", "info", "B20")
    assert temuan.ditemukan == "Sangat Baik 1 (33,3%); Baik 2 (66,7%)"


def test_P604_lolos_unit_besar_atau_aturan_tanpa_persen() -> None:
    sepuluh = {"Sangat Baik": 7, "Baik": 3}
    assert pola(unit_dinilai(sepuluh, {"2026-TW1": "Istimewa"}, "se-3-2023"), keterangan=True) == []
    assert pola(unit_dinilai({"Sangat Baik": 1, "Baik": 2}, BAIK, "permen-6-2022"), keterangan=True) == []


def test_P606_kena_sebagian_belum() -> None:
    isi = unit_dinilai({"Baik": 2, "Sangat Baik": 2}, BAIK, "permen-6-2022")
    baru = orang("199402022019021004", "Pegawai Baru")
    temuan = satu_pola(replace(isi, daftar=daftar((*isi.daftar.pegawai, baru))), keterangan=True)
    assert (temuan.kode, temuan.tingkat, temuan.sel, temuan.unit) == ("P606", "info", "B20", "01.1")
    assert "1 dari 5 pegawai" in temuan.pesan
    assert temuan.ditemukan == "Pegawai Baru (199402022019021004)"


def test_P606_lolos_semua_dinilai_atau_yang_belum_tidak_dinilai() -> None:
    isi = unit_dinilai({"Baik": 2, "Sangat Baik": 2}, BAIK, "permen-6-2022")
    assert pola(isi, keterangan=True) == []
    pensiun = orang("199402022019021004", "Pegawai Lama", status="Pensiun")
    assert pola(replace(isi, daftar=daftar((*isi.daftar.pegawai, pensiun))), keterangan=True) == []
    assert pola(unit_dinilai({}, BAIK, "permen-6-2022"), keterangan=True) == []
