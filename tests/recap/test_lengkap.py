"""No figure without an independent computation: every sheet with numbers is named with what checks it; and what the
other tests leave over (per OPD, the other rule set, what is owed per unit, rules) is computed here with pandas.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skpbook.checks.kertas import periode_dari
from skpbook.domain.periode import daftar_periode
from skpbook.recap.hitung import hitung
from skpbook.recap.per_unit import Pembagi
from skpbook.recap.susun import susun_rekap
from skpbook.regulation.label import Predikat

from . import mandiri, test_angka, test_kaskade, test_setahun, test_temuan
from .buka import baris_judul, nilai, tabel
from .instansi import CAPAIAN, DIBUAT, PERIODE, UNIT, bangun
from .mandiri import PREDIKAT, hitungan

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Tertulis

TANPA_ANGKA = {"Daftar Isi"}
"""Numbers of sheets, of nothing else."""
PEMERIKSA: dict[str, Callable[..., None]] = {
    "Ringkasan": test_angka.test_first_page,
    "Predikat per Pegawai": test_angka.test_rows_per_pegawai,
    "Nominatif": test_setahun.test_nominatif,
    "Penilaian per OPD": test_setahun.test_penilaian_per_unit,
    "Per Unit": test_setahun.test_per_unit_dan_jenis,
    "Penilaian per Unit": test_setahun.test_penilaian_per_unit,
    "Status per Unit": test_setahun.test_status_per_unit,
    "Kuadran": test_angka.test_nine_boxes,
    "Distribusi": test_angka.test_distribution,
    "Kurva": test_angka.test_curves,
    "Perubahan Predikat": test_setahun.test_perubahan,
    "Cakupan Kaskade": test_kaskade.test_coverage_of_every_unit,
    "RHK Pimpinan": test_kaskade.test_every_rhk_of_a_leader,
    "Kaskade": test_kaskade.test_the_tree_is_the_one_of_the_command,
    "Rantai Putus": test_kaskade.test_broken_chains_with_their_cells,
    "MPH": test_setahun.test_matriks,
    "Keterlibatan MPH": test_setahun.test_keterlibatan,
    "Daftar RHK": test_setahun.test_daftar_rhk_dan_beberapa_skp,
    "Beberapa SKP": test_setahun.test_daftar_rhk_dan_beberapa_skp,
    "Tindak Lanjut": test_setahun.test_tindak_lanjut,
    "Angka Kredit": test_setahun.test_angka_kredit,
    "Temuan": test_temuan.test_sheet_has_every_finding_with_its_place,
    "Temuan Dikecualikan": test_temuan.test_sheet_has_every_finding_with_its_place,
    "Belum Masuk": test_angka.test_owed_papers,
    "Belum Masuk per Penilai": test_angka.test_owed_papers,
}


def test_setiap_lembar_berangka_dihitung_sendiri(tertulis: Tertulis) -> None:
    """A sheet that is new has to be named here with the test that computes its figures anew."""
    di_sini = {"Per OPD", "Distribusi Pedoman Lain", "Aturan"}
    buku = nilai(tertulis.berkas)
    assert set(buku.sheetnames) - TANPA_ANGKA == set(PEMERIKSA) | di_sini


@pytest.fixture
def orang(tertulis: Tertulis) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "unit": o.pegawai.unit,
                "jenis": o.pegawai.jenis.value,
                "status": o.status,
                "kelas": o.predikat or ("Belum dinilai" if o.status == "Belum ada evaluasi" else o.status),
                **{nama: o.kurang[i] for i, nama in enumerate(("SKP", "MPH", "Evaluasi"))},
            }
            for o in mandiri.semua(tertulis.instansi.konteks, PERIODE)
        ]
    )


def test_per_opd(tertulis: Tertulis, orang: pd.DataFrame) -> None:
    """Every unit of the instansi stands under one OPD, which therefore has everybody."""
    lembar = nilai(tertulis.berkas)["Per OPD"]
    kepala = baris_judul(lembar, "OPD / Unit Induk")
    kolom = (*PREDIKAT, "Belum ada SKP", "SKP belum disetujui", "Belum dinilai", "Dikecualikan")
    for baris in (kepala + 1, kepala + 2):
        angka = [sel.value for sel in lembar[baris]]
        for g, jenis in enumerate((None, "PNS", "PPPK", "PPPK Paruh Waktu")):
            isi = orang[orang.jenis == jenis] if jenis else orang
            ada = isi.kelas.value_counts()
            assert angka[2 + g * 10 : 12 + g * 10] == [*(ada.get(k, 0) for k in kolom), len(isi)], jenis


def test_pedoman_lain(tertulis: Tertulis, orang: pd.DataFrame) -> None:
    lembar = nilai(tertulis.berkas)["Distribusi Pedoman Lain"]
    pertama = baris_judul(lembar, "Unit Kerja") + 1
    petak = pd.crosstab(orang.unit, orang.kelas)
    for i, unit in enumerate(UNIT):
        angka = [sel.value for sel in lembar[pertama + i]]
        ada = [int(petak[p].get(unit.kode, 0)) if p in petak else 0 for p in PREDIKAT]
        assert angka[2] == ((CAPAIAN[i] if unit.kode != "KOSONG" else None) or "belum ditetapkan")
        assert angka[3:13:2] == ada
        assert angka[4:13:2] == pytest.approx([n / max(1, sum(ada)) for n in ada])
        assert angka[13] == sum(ada)
    jumlah = orang.kelas.value_counts()
    assert [sel.value for sel in lembar[pertama + len(UNIT)]][3:13:2] == [jumlah.get(p, 0) for p in PREDIKAT]


def test_status_per_unit_sampai_yang_belum_masuk(tertulis: Tertulis, orang: pd.DataFrame) -> None:
    """Columns that `test_setahun` leaves out: the people, what is owed, and the last row."""
    lembar = nilai(tertulis.berkas)["Status per Unit"]
    kepala = baris_judul(lembar, "Unit Kerja")
    for i, kode in enumerate([*(unit.kode for unit in UNIT), None]):
        isi = orang[orang.unit == kode] if kode else orang
        angka = [sel.value for sel in lembar[kepala + 1 + i]]
        assert angka[2] == len(isi)
        assert angka[14:17] == [int(isi[nama].sum()) for nama in ("SKP", "MPH", "Evaluasi")], kode
        status = isi.status.value_counts()
        judul = [sel.value for sel in lembar[kepala]][8:14]
        assert angka[8:14] == [status.get(nama, 0) for nama in judul], kode


def test_aturan_menghitung_temuannya(tertulis: Tertulis) -> None:
    banyak = Counter(t.kode for t in tertulis.instansi.temuan if not t.dikecualikan)
    baris = tabel(nilai(tertulis.berkas)["Aturan"], "Kode")
    assert {b["Kode"]: list(b.values())[7] for b in baris} == {b["Kode"]: banyak[b["Kode"]] for b in baris}
    assert set(banyak) <= {b["Kode"] for b in baris}


@given(st.integers(1, 60), st.integers(0, 10_000), st.sampled_from(("permen-6-2022", "se-3-2023")))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_jumlah_unit_adalah_jumlah_instansi(pegawai: int, benih: int, aturan: str) -> None:
    """Units, jenis, boxes and the recaps of the units each add up to the whole; everybody is in one unit."""
    instansi = bangun(pegawai, benih, aturan=aturan)
    rekap = susun_rekap(instansi.konteks, instansi.temuan, periode=PERIODE, dibuat=DIBUAT)
    bagian = [Pembagi(rekap).unit(unit.nomor) for unit in rekap.unit]
    for kelompok in (
        [unit.hitungan for unit in rekap.unit],
        list(rekap.jenis.values()),
        [satu.jumlah for satu in bagian],
        [hitung(satu.pegawai) for satu in bagian],
    ):
        assert sum(h.pegawai for h in kelompok) == rekap.jumlah.pegawai
        assert sum(h.belum for h in kelompok) == rekap.jumlah.belum
        assert sum(h.dikecualikan for h in kelompok) == rekap.jumlah.dikecualikan
        for p in Predikat:
            assert sum(h.predikat[p] for h in kelompok) == rekap.jumlah.predikat[p]
    assert sum(rekap.kuadran.values()) == rekap.jumlah.dinilai
    assert sorted(nip for satu in bagian for nip in satu.pegawai["nip"]) == sorted(rekap.pegawai["nip"])
    assert sum(len(satu.belum) for satu in bagian) == len(rekap.belum)
    diketahui = hitungan(mandiri.semua(instansi.konteks, PERIODE))
    assert rekap.jumlah.pegawai == diketahui["jumlah"]


@given(st.sampled_from(("bulanan", "triwulanan", "tahunan")), st.integers(2020, 2040))
def test_periode_berurutan(jenis: str, tahun: int) -> None:
    """By their last day, the longer one after; a code says its period; none twice; the year's own is last."""
    semua: list[Any] = sorted(daftar_periode(jenis, tahun), key=lambda p: p.urutan)
    assert [p.akhir for p in semua] == sorted(p.akhir for p in semua)
    assert len({p.kode for p in semua}) == len(semua)
    assert all(periode_dari(p.kode) == p for p in semua)
    assert semua[-1].jenis == "tahunan"
    for satu, berikut in pairwise(semua):
        assert satu.awal <= berikut.awal or berikut.jenis == "tahunan"
