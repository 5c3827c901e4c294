"""Which class a pegawai is in, which evaluation counts, what is said where form and kuadran differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from skpbook.checks.buat import temuan
from skpbook.checks.konteks import Konteks
from skpbook.checks.nilai import dikecualikan
from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.pegawai import Daftar, JenisPegawai, Keluarga, Pegawai, Unit
from skpbook.domain.temuan import Tingkat
from skpbook.recap.bingkai import bingkai_belum, bingkai_pegawai
from skpbook.recap.status import StatusPegawai, pilih_periode
from skpbook.recap.susun import sebut_periode, susun_rekap

from .instansi import DIBUAT, KUADRAN, PERIODE, dokumen, evaluasi, skp

if TYPE_CHECKING:
    from skpbook.domain.dokumen import Dokumen

NIP = "198501202010031001"
DI_ATAS, SESUAI, DI_BAWAH = "Di Atas Ekspektasi", "Sesuai Ekspektasi", "Di Bawah Ekspektasi"
ANI = Pegawai(
    nip=NIP,
    nama="Ani Lestari",
    jenis=JenisPegawai.PNS,
    unit="01",
    jabatan="Analis",
    keluarga=Keluarga.JA_JF,
)


def konteks(*berkas: Dokumen, pegawai: tuple[Pegawai, ...] = (ANI,), periode: str | None = None) -> Konteks:
    daftar = Daftar(berkas="pegawai.xlsx", pegawai=pegawai, unit=(Unit(kode="01", nama="Bidang"),), tempat={})
    return Konteks(daftar=daftar, dokumen=berkas, instansi="Dinas", tahun=2026, periode=periode)


def baris(*berkas: Dokumen, periode: str | None = PERIODE) -> dict[str, object]:
    bingkai = bingkai_pegawai(konteks(*berkas), periode, {})
    assert len(bingkai) == 1
    return dict(bingkai.iloc[0])


@pytest.mark.parametrize(("rating", "predikat"), KUADRAN.items())
def test_all_nine_boxes_by_name(rating: tuple[str, str], predikat: str) -> None:
    satu = baris(skp(NIP), evaluasi(NIP, *rating, predikat))
    assert (satu["status"], satu["predikat"], satu["berbeda"], satu["catatan"]) == (
        "Dinilai",
        predikat,
        False,
        "",
    )


def test_spelling_in_the_form_is_no_difference() -> None:
    satu = baris(skp(NIP), evaluasi(NIP, "DIATAS ESPEKTASI", "sesuai ekspetasi", "BAIK"))
    assert (satu["rating_hasil"], satu["rating_perilaku"]) == (DI_ATAS, SESUAI)
    assert (satu["predikat"], satu["predikat_tertulis"], satu["berbeda"]) == ("Baik", "BAIK", False)


def test_written_predikat_differs_from_kuadran() -> None:
    satu = baris(skp(NIP), evaluasi(NIP, DI_ATAS, DI_BAWAH, "Butuh Perbaikan"))
    assert (satu["predikat"], satu["predikat_tertulis"], satu["berbeda"]) == (
        "Kurang",
        "Butuh Perbaikan",
        True,
    )
    assert satu["catatan"] == "Predikat di berkas Butuh Perbaikan, menurut kuadran Kurang."


@pytest.mark.parametrize(
    ("berkas", "status"),
    [
        ((), StatusPegawai.BELUM_SKP),
        ((skp(NIP),), StatusPegawai.BELUM_EVALUASI),
        ((skp(NIP), evaluasi(NIP, SESUAI, SESUAI, "Baik", periode="2026-TW2")), StatusPegawai.BELUM_EVALUASI),
        ((skp(NIP), evaluasi(NIP, SESUAI, None, None)), StatusPegawai.BELUM_DINILAI),
        ((skp(NIP), evaluasi(NIP, SESUAI, "DIATAS/ SESUAI/ DIBAWAH", "Baik")), StatusPegawai.BELUM_DINILAI),
        ((evaluasi(NIP, SESUAI, None, None),), StatusPegawai.BELUM_SKP),
        ((evaluasi(NIP, SESUAI, SESUAI, "Baik"),), StatusPegawai.DINILAI),
    ],
)
def test_status(berkas: tuple[Dokumen, ...], status: StatusPegawai) -> None:
    assert baris(*berkas)["status"] == status.value


def test_predikat_without_ratings_does_not_count() -> None:
    satu = baris(skp(NIP), evaluasi(NIP, None, None, "Sangat Baik"))
    assert (satu["predikat"], satu["predikat_tertulis"]) == ("", "Sangat Baik")
    assert "tertulis padahal rating belum lengkap" in str(satu["catatan"])


def test_latest_saved_of_two_evaluations_counts_and_is_said() -> None:
    satu = baris(
        skp(NIP),
        evaluasi(NIP, SESUAI, SESUAI, "Baik", berkas="z_lama.xlsx", disimpan="2026-04-01T08:00:00"),
        evaluasi(NIP, DI_ATAS, DI_ATAS, "Sangat Baik", berkas="a_baru.xlsx", disimpan="2026-04-03T08:00:00"),
    )
    assert (satu["predikat"], satu["ganda"], satu["berkas_evaluasi"]) == ("Sangat Baik", True, "a_baru.xlsx")
    assert "yang dihitung a_baru.xlsx, bukan z_lama.xlsx" in str(satu["catatan"])


@pytest.mark.parametrize(
    "status", ["Pensiun per 1 Mei", "CLTN", "mutasi ke Dinas Pendidikan", "Hukuman disiplin"]
)
def test_excluded(status: str) -> None:
    assert dikecualikan(replace(ANI, status=status))


@pytest.mark.parametrize(
    "status", [None, "", "aktif", "cuti besar", "mutasi masuk 1 Februari", "tugas belajar"]
)
def test_not_excluded(status: str | None) -> None:
    assert not dikecualikan(replace(ANI, status=status))


def test_excluded_person_is_shown_but_not_counted() -> None:
    isi = konteks(skp(NIP), evaluasi(NIP, SESUAI, SESUAI, "Baik"), pegawai=(replace(ANI, status="pensiun"),))
    rekap = susun_rekap(isi, (), periode=PERIODE, dibuat=DIBUAT)
    assert (rekap.jumlah.dikecualikan, rekap.jumlah.dinilai, rekap.jumlah.belum) == (1, 0, 0)
    assert sum(rekap.kuadran.values()) == 0
    assert rekap.belum.empty
    assert rekap.pegawai.iloc[0]["predikat"] == "Baik"


def test_a_nip_twice_in_the_roster_counts_once() -> None:
    isi = konteks(evaluasi(NIP, SESUAI, SESUAI, "Baik"), pegawai=(ANI, replace(ANI, unit="02")))
    rekap = susun_rekap(isi, (), periode=PERIODE, dibuat=DIBUAT)
    assert (rekap.jumlah.pegawai, rekap.jumlah.dinilai) == (1, 1)


def test_unit_that_only_a_pegawai_names_is_shown_by_its_code() -> None:
    isi = konteks(pegawai=(ANI, replace(ANI, nip="198501202010031009", unit="99")))
    rekap = susun_rekap(isi, (), periode=None, dibuat=DIBUAT)
    assert [(unit.kode, unit.nama, unit.hitungan.pegawai) for unit in rekap.unit] == [
        ("01", "Bidang", 1),
        ("99", "99", 1),
    ]


def test_latest_period_is_chosen() -> None:
    def dengan(*periode: str) -> Konteks:
        return konteks(*(evaluasi(NIP, SESUAI, SESUAI, "Baik", periode=p) for p in periode))

    assert pilih_periode(konteks()) is None
    assert pilih_periode(dengan("2026-TW1", "2026-TW2")) == "2026-TW2"
    assert pilih_periode(dengan("2026-12", "2026-TW4", "2026-AKHIR")) == "2026-AKHIR"
    assert pilih_periode(dengan("2026-03", "2026-TW1", "2026-02")) == "2026-TW1"


def test_asked_for_period_wins_over_that_of_the_context() -> None:
    berkas = (
        evaluasi(NIP, SESUAI, SESUAI, "Baik"),
        evaluasi(NIP, DI_ATAS, DI_ATAS, "Sangat Baik", periode="2026-TW2"),
    )
    isi = konteks(*berkas, periode="2026-TW2")
    assert len(isi.kertas) == 1
    rekap = susun_rekap(isi, (), periode="2026-tw1", dibuat=DIBUAT)
    assert (rekap.periode, rekap.pegawai.iloc[0]["predikat"]) == ("2026-TW1", "Baik")
    assert susun_rekap(isi, (), periode=None, dibuat=DIBUAT).periode == "2026-TW2"


def test_periods_in_words() -> None:
    assert sebut_periode(2026, "2026-TW3") == "Triwulan III Tahun 2026"
    assert sebut_periode(2026, "2026-05") == "Mei Tahun 2026"
    assert sebut_periode(2026, "2026-S2") == "Semester II Tahun 2026"
    assert sebut_periode(2026, "2026-AKHIR") == "Tahunan 2026"
    assert "belum ada evaluasi" in sebut_periode(2026, None)


def test_evaluations_that_belong_to_nobody_are_counted_apart() -> None:
    tanpa = dokumen(Evaluasi(rating_hasil=SESUAI), "tanpa.xlsx", None)
    isi = konteks(evaluasi("196001012010031001", SESUAI, SESUAI, "Baik"), tanpa)
    rekap = susun_rekap(isi, (), periode=PERIODE, dibuat=DIBUAT)
    assert (rekap.di_luar, rekap.tanpa_periode, rekap.jumlah.dinilai) == (1, 1, 0)


def test_refused_file_is_named_beside_what_is_owed() -> None:
    bingkai = bingkai_pegawai(konteks(), PERIODE, {})
    rusak = temuan("B003", "Berkas rusak.", pegawai=ANI, berkas="SKP_Ani.xlsx")
    assert rusak.tingkat is Tingkat.GALAT
    lain = replace(rusak, nip="198501202010031009", berkas="lain.xlsx")
    belum = bingkai_belum(bingkai, (rusak, rusak, lain))
    assert belum.iloc[0]["keterangan"] == "Berkas masuk tetapi bermasalah (SKP_Ani.xlsx: B003)"
    assert list(belum.iloc[0][["skp", "mph", "evaluasi"]]) == ["BELUM", "–", "BELUM"]
    tersangkut = bingkai_belum(bingkai, (), {NIP})
    assert "NIP yang salah" in tersangkut.iloc[0]["keterangan"]
