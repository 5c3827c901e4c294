"""The data files: every table says where it comes from and fits its struct; lists agree with the domain."""

from __future__ import annotations

from importlib import resources
from typing import Any

import msgspec
import pytest

from skpbook.domain.mph import METODE_CASCADING
from skpbook.domain.pegawai import JenisPegawai, Keluarga, Pendekatan
from skpbook.domain.periode import NAMA_BULAN, daftar_periode
from skpbook.domain.strategi import KENDALI, PELAPORAN
from skpbook.regulation import (
    angka_kredit,
    distribusi,
    golongan,
    kuadran,
    label,
    panduan_rating,
    perilaku,
    pilihan,
    tindak_lanjut,
    tugas_belajar,
)
from skpbook.regulation.berkas import bagian, mentah

BERKAS = sorted(
    satu.name.removesuffix(".toml")
    for satu in resources.files("skpbook.regulation").joinpath("data").iterdir()
    if satu.name.endswith(".toml")
)

TIPE: dict[tuple[str, str], Any] = {
    ("permen_6_2022", "ejaan"): pilihan.Ejaan,
    ("permen_6_2022", "pilihan"): dict[str, pilihan.Pilihan],
    ("permen_6_2022", "kuadran"): kuadran.Kuadran,
    ("permen_6_2022", "panduan_rating"): panduan_rating.PanduanRating,
    ("permen_6_2022", "perilaku"): perilaku.Perilaku,
    ("permen_6_2022", "distribusi"): distribusi.AturanDistribusi,
    ("se_3_2023", "distribusi"): distribusi.AturanDistribusi,
    ("bkn", "kode"): label.KodeBkn,
    ("bkn", "pilihan"): dict[str, pilihan.Pilihan],
    ("bkn", "golongan"): golongan.TabelGolongan,
    ("kurva", "kurva"): distribusi._Kurva,
    ("tugas_belajar", "ipk"): tugas_belajar.TabelIpk,
    ("angka_kredit", "persen"): angka_kredit._Persen,
    ("angka_kredit", "koefisien"): angka_kredit._Koefisien,
    ("angka_kredit", "kumulatif"): angka_kredit._Kumulatif,
    ("pp_30_2019", "penghargaan"): tindak_lanjut._Penghargaan,
    ("pp_30_2019", "perbaikan"): tindak_lanjut._Perbaikan,
    ("pp_30_2019", "keberatan"): tindak_lanjut._Keberatan,
    ("pp_30_2019", "penyerahan"): tindak_lanjut._Penyerahan,
}


def tabel(berkas: str) -> dict[str, dict[str, Any]]:
    return {kunci: isi for kunci, isi in mentah(berkas).items() if isinstance(isi, dict)}


def test_setiap_tabel_dikenal_kode() -> None:
    assert {(berkas, kunci) for berkas in BERKAS for kunci in tabel(berkas)} == set(TIPE)


@pytest.mark.parametrize(("berkas", "kunci"), TIPE)
def test_tabel_sesuai_tipenya(berkas: str, kunci: str) -> None:
    assert bagian(berkas, kunci, TIPE[berkas, kunci])


@pytest.mark.parametrize("berkas", BERKAS)
def test_setiap_berkas_dan_tabel_menyebut_sumber(berkas: str) -> None:
    assert mentah(berkas)["nama"]
    assert mentah(berkas)["sumber"]
    for kunci, isi in tabel(berkas).items():
        daftar = isi.values() if kunci == "pilihan" else [isi]
        assert all(satu["sumber"].strip() for satu in daftar), kunci


def test_data_yang_tidak_cocok_ditolak() -> None:
    with pytest.raises(msgspec.ValidationError):
        bagian("permen_6_2022", "kuadran", pilihan.Ejaan)


@pytest.mark.parametrize(
    ("nama", "teks"),
    [
        ("rating", label.Rating),
        ("predikat", label.Predikat),
        ("capaian", label.Capaian),
        ("aspek", label.Aspek),
        ("perspektif", label.Perspektif),
        ("jenis-pegawai", JenisPegawai),
        ("keluarga", Keluarga),
        ("pendekatan", Pendekatan),
        ("metode-cascading", METODE_CASCADING),
        ("kendali", KENDALI),
        ("pelaporan", PELAPORAN),
        ("bulan", NAMA_BULAN),
        ("periode-bulan", [satu.label for satu in daftar_periode("bulanan", 2026)]),
        ("periode-triwulan", [satu.label for satu in daftar_periode("triwulanan", 2026)]),
        ("periode-semester", [satu.label for satu in daftar_periode("semesteran", 2026)]),
        ("periode-akhir", [satu.label for satu in daftar_periode("tahunan", 2026)]),
    ],
)
def test_daftar_sama_dengan_domain(nama: str, teks: Any) -> None:
    assert pilihan.daftar_pilihan(nama) == tuple(teks)
    assert all(type(satu) is str for satu in pilihan.daftar_pilihan(nama))


def test_daftar_yang_dipakai_formulir_ada() -> None:
    assert set(pilihan.nama_pilihan()) >= {
        "rating", "predikat", "capaian", "aspek", "perspektif", "jenis-pegawai", "keluarga", "pendekatan",
        "golongan", "jenjang", "metode-cascading", "kendali", "pelaporan", "nada", "kategori", "bulan",
        "periode-triwulan", "periode-bulan", "periode-semester", "periode-akhir", "ya-tidak", "jalur-studi",
        "jenjang-studi", "akreditasi",
    }  # fmt: skip


@pytest.mark.parametrize("nama", [nama for nama in pilihan.nama_pilihan() if nama != "golongan"])
def test_tidak_ada_alias_yang_berarti_dua_pilihan(nama: str) -> None:
    daftar = pilihan._satu(nama)
    for butir in daftar.butir:
        for tulisan in (butir.teks, *butir.alias):
            assert pilihan.kenali(nama, tulisan) == butir.teks
            for awalan in daftar.awalan:
                assert pilihan.kenali(nama, f"{awalan} {tulisan}") == butir.teks
