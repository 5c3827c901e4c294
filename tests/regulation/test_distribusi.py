"""Distribution rules: limits, rounding, and that the nearest counts are real, allowed and nearest."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skpbook.regulation.distribusi import (
    ATURAN,
    ORANG_BATAS_HARFIAH,
    URUTAN_KURVA,
    AturanDistribusi,
    Batas,
    Pola,
    aturan_distribusi,
    kurva,
    nilai_pola,
)
from skpbook.regulation.label import Capaian, Predikat
from skpbook.regulation.sebaran import Kendala, sebaran_terdekat

if TYPE_CHECKING:
    from collections.abc import Iterator

PERMEN, SE = ATURAN
SB, B, BP, K, SK = Predikat


def hitungan(sb: int = 0, b: int = 0, bp: int = 0, k: int = 0, sk: int = 0) -> dict[Predikat, int]:
    return dict(zip(Predikat, (sb, b, bp, k, sk), strict=True))


@pytest.mark.parametrize(
    ("capaian", "mayoritas"),
    [
        (Capaian.ISTIMEWA, SB),
        (Capaian.BAIK, B),
        (Capaian.BUTUH_PERBAIKAN, BP),
        (Capaian.KURANG, K),
        (Capaian.SANGAT_KURANG, SK),
    ],
)
@pytest.mark.parametrize("aturan", ATURAN)
def test_mayoritas(aturan: str, capaian: Capaian, mayoritas: Predikat) -> None:
    assert nilai_pola(aturan, capaian, hitungan(1, 1, 1, 1, 1)).mayoritas is mayoritas


@pytest.mark.parametrize("capaian", Capaian)
def test_permen_hanya_mengenal_mayoritas(capaian: Capaian) -> None:
    mayoritas = nilai_pola(PERMEN, capaian, {}).mayoritas
    assert nilai_pola(PERMEN, capaian, {mayoritas: 20}).sesuai
    lain = next(satu for satu in Predikat if satu is not mayoritas)
    hasil = nilai_pola(PERMEN, capaian, {mayoritas: 4, lain: 7})
    assert [satu.jenis for satu in hasil.pelanggaran] == ["mayoritas"]
    assert hasil.terbanyak == (lain,)
    assert hasil.pelanggaran[0].jumlah == 4
    assert hasil.hitungan_terdekat is not None
    assert hasil.hitungan_terdekat[lain] == 5


def test_berbagi_tempat_terbesar_cukup() -> None:
    assert nilai_pola(PERMEN, Capaian.BAIK, hitungan(sb=5, b=5)).sesuai


@pytest.mark.parametrize(
    ("capaian", "isi", "jenis"),
    [
        (Capaian.ISTIMEWA, hitungan(sb=14, b=6), []),
        (Capaian.ISTIMEWA, hitungan(sb=15, b=5), ["paling-banyak"]),
        (Capaian.ISTIMEWA, hitungan(sb=9, b=11), ["mayoritas"]),
        (Capaian.BAIK, hitungan(sb=5, b=14, bp=1), []),
        (Capaian.BAIK, hitungan(sb=5, b=14, k=1), []),
        (Capaian.BAIK, hitungan(sb=6, b=14), ["harus-ada"]),
        (Capaian.BAIK, hitungan(sb=5, b=14, sk=1), ["harus-ada"]),
        (Capaian.BAIK, hitungan(b=20), ["paling-banyak", "harus-ada"]),
        (Capaian.BUTUH_PERBAIKAN, hitungan(sb=2, b=6, bp=12), []),
        (Capaian.BUTUH_PERBAIKAN, hitungan(sb=3, b=5, bp=12), ["paling-banyak"]),
        (Capaian.BUTUH_PERBAIKAN, hitungan(sb=2, b=7, bp=11), ["paling-sedikit"]),
        (Capaian.BUTUH_PERBAIKAN, hitungan(b=20), ["paling-sedikit"]),
        (Capaian.KURANG, hitungan(sb=2, b=4, bp=2, k=12), []),
        (Capaian.KURANG, hitungan(sb=3, b=4, bp=1, k=12), ["paling-sedikit", "paling-banyak"]),
        (Capaian.SANGAT_KURANG, hitungan(b=6, k=1, bp=1, sk=12), []),
        (Capaian.SANGAT_KURANG, hitungan(sb=1, b=5, k=2, sk=12), ["tidak-boleh"]),
        (Capaian.SANGAT_KURANG, hitungan(b=7, k=1, sk=12), ["paling-sedikit"]),
    ],
)
def test_batas_se_untuk_dua_puluh_orang(capaian: Capaian, isi: dict[Predikat, int], jenis: list[str]) -> None:
    hasil = nilai_pola(SE, capaian, isi)
    assert [satu.jenis for satu in hasil.pelanggaran] == jenis
    assert hasil.sesuai is (not jenis)
    assert hasil.jumlah == 20


def test_isi_pelanggaran() -> None:
    hasil = nilai_pola(SE, Capaian.BAIK, hitungan(sb=2, b=10))
    banyak, ada = hasil.pelanggaran
    assert (banyak.kelompok, banyak.jumlah, banyak.bagian) == ((B,), 10, Fraction(5, 6))
    assert (banyak.batas_bagian, banyak.batas_orang) == (Fraction(7, 10), 8)
    assert banyak.batas == "Baik paling banyak 70% (8 dari 12 orang)"
    assert (ada.kelompok, ada.jumlah, ada.batas_bagian, ada.batas_orang) == ((BP, K), 0, None, 1)
    assert ada.batas == "harus ada pegawai berpredikat Butuh Perbaikan dan/atau Kurang"
    assert banyak.hitungan_terdekat == ada.hitungan_terdekat == hasil.hitungan_terdekat
    assert hasil.hitungan_terdekat == hitungan(sb=3, b=8, bp=1)
    assert "naikpangkat.com" in hasil.sumber


@pytest.mark.parametrize(
    ("jumlah", "terbanyak"), [(1, 1), (2, 2), (3, 3), (5, 4), (9, 7), (10, 7), (11, 7), (13, 9), (20, 14)]
)
def test_pembulatan_paling_banyak_70_persen(jumlah: int, terbanyak: int) -> None:
    """Below ten people upwards, from ten on literally."""
    sesuai = [
        n for n in range(jumlah + 1) if nilai_pola(SE, Capaian.ISTIMEWA, hitungan(sb=n, b=jumlah - n)).sesuai
    ]
    assert max(sesuai) == terbanyak


@pytest.mark.parametrize(("jumlah", "tersedikit"), [(4, 2), (9, 5), (10, 6), (11, 7), (13, 8)])
def test_pembulatan_paling_sedikit_60_persen(jumlah: int, tersedikit: int) -> None:
    sesuai = [
        n
        for n in range(jumlah + 1)
        if nilai_pola(SE, Capaian.BUTUH_PERBAIKAN, hitungan(b=jumlah - n, bp=n)).sesuai
    ]
    assert min(sesuai) == tersedikit


@pytest.mark.parametrize("aturan", ATURAN)
@pytest.mark.parametrize("capaian", Capaian)
def test_satu_orang_atau_tidak_ada_tidak_mustahil(aturan: str, capaian: Capaian) -> None:
    mayoritas = nilai_pola(aturan, capaian, {}).mayoritas
    assert nilai_pola(aturan, capaian, {}).sesuai
    assert nilai_pola(aturan, capaian, {}).terbanyak == ()
    assert nilai_pola(aturan, capaian, {mayoritas: 1}).sesuai


isian = st.builds(hitungan, *[st.integers(0, 60)] * 5)


@given(st.sampled_from(ATURAN), st.sampled_from(Capaian), isian)
@settings(max_examples=150, deadline=None)
def test_hitungan_terdekat_sah_dan_berjumlah_sama(
    aturan: str, capaian: Capaian, isi: dict[Predikat, int]
) -> None:
    hasil = nilai_pola(aturan, capaian, isi)
    terdekat = hasil.hitungan_terdekat
    assert terdekat is not None
    assert sum(terdekat.values()) == sum(isi.values())
    assert min(terdekat.values()) >= 0
    assert nilai_pola(aturan, capaian, terdekat).sesuai
    if hasil.sesuai:
        assert terdekat == isi


def semua_sebaran(jumlah: int, tempat: int) -> Iterator[tuple[int, ...]]:
    if tempat == 1:
        yield (jumlah,)
        return
    for satu in range(jumlah + 1):
        yield from ((satu, *sisa) for sisa in semua_sebaran(jumlah - satu, tempat - 1))


def pindah(asal: tuple[int, ...], isi: tuple[int, ...]) -> int:
    return sum(max(0, baru - lama) for lama, baru in zip(asal, isi, strict=True))


batas = st.one_of(st.none(), st.integers(0, 7))


@given(
    st.lists(st.integers(0, 3), min_size=4, max_size=4).map(tuple),
    st.lists(st.builds(Kendala, st.sampled_from([(0,), (1,), (2,), (3,)]), batas, batas), max_size=3),
    st.one_of(st.none(), st.builds(Kendala, st.just((1, 2)), st.integers(0, 7))),
    st.sampled_from([0, 3]),
)
@settings(max_examples=150, deadline=None)
def test_sebaran_terdekat_sama_dengan_pencarian_menyeluruh(
    asal: tuple[int, ...], tunggal: list[Kendala], bersama: Kendala | None, puncak: int
) -> None:
    kendala = [*tunggal, *([bersama] if bersama else [])]
    sah = [
        isi
        for isi in semua_sebaran(sum(asal), 4)
        if max(isi) == isi[puncak]
        and all(
            (satu.sedikit or 0)
            <= sum(isi[i] for i in satu.kelompok)
            <= (sum(asal) if satu.banyak is None else satu.banyak)
            for satu in kendala
        )
    ]
    hasil = sebaran_terdekat(asal, puncak, kendala)
    if not sah:
        assert hasil is None
        return
    assert hasil in sah
    assert pindah(asal, hasil) == min(pindah(asal, isi) for isi in sah)


def test_yang_pindah_melangkah_sependek_mungkin() -> None:
    terdekat = nilai_pola(SE, Capaian.ISTIMEWA, hitungan(sb=20)).hitungan_terdekat
    assert terdekat == hitungan(sb=14, b=6)
    langkah = list(accumulate((terdekat or {})[satu] - hitungan(sb=20)[satu] for satu in URUTAN_KURVA))
    assert langkah == [0, 0, 0, 6, 0]


def test_aturan_buatan_instansi() -> None:
    pola = tuple(Pola(satu, B, (Batas((B,), paling_banyak=62.5),)) for satu in Capaian)
    aturan = AturanDistribusi("setempat", "Aturan setempat", "SK 1/2026", pola)
    hasil = nilai_pola(aturan, Capaian.BAIK, hitungan(b=16))
    assert hasil.pelanggaran[0].batas == "Baik paling banyak 62,5% (10 dari 16 orang)"
    mustahil = msgspec.structs.replace(
        aturan, pola=(Pola(Capaian.BAIK, B, (Batas((B,), 10), Batas((SB,), paling_sedikit=60))),)
    )
    assert nilai_pola(mustahil, Capaian.BAIK, hitungan(b=20)).hitungan_terdekat is None
    with pytest.raises(ValueError, match="tidak memuat pola"):
        nilai_pola(mustahil, Capaian.KURANG, {})


def test_batas_gabungan_yang_tidak_dapat_dihitung_tepat_ditolak() -> None:
    with pytest.raises(ValueError, match="Batas gabungan"):
        sebaran_terdekat((1, 1, 1), 0, [Kendala((1, 2), banyak=1)])


def test_masukan_salah() -> None:
    with pytest.raises(ValueError, match=r"permen-6-2022 atau se-3-2023"):
        aturan_distribusi("permen6")
    with pytest.raises(ValueError, match="kurang dari nol"):
        nilai_pola(PERMEN, Capaian.BAIK, {B: -1})


@pytest.mark.parametrize("capaian", Capaian)
def test_puncak_kurva_pada_predikat_mayoritas(capaian: Capaian) -> None:
    tinggi = kurva(capaian)
    assert URUTAN_KURVA[tinggi.index(max(tinggi))] is nilai_pola(PERMEN, capaian, {}).mayoritas
    assert ORANG_BATAS_HARFIAH == 10
