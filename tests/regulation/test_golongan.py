"""Pangkat and golongan in the spellings people use."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skpbook.domain.pegawai import JenisPegawai
from skpbook.regulation.golongan import daftar_golongan, golongan_dari_id, kenali_golongan, sebutan


@pytest.mark.parametrize(
    ("teks", "kode"),
    [
        ("III/b", "III/b"),
        ("III/B", "III/b"),
        ("IIIb", "III/b"),
        ("III b", "III/b"),
        ("iii-b", "III/b"),
        ("Gol. III/b", "III/b"),
        ("Penata Muda Tingkat I (III/b)", "III/b"),
        ("Penata Muda Tk. I, III/b", "III/b"),
        ("Penata Muda Tk.I/ III.b", "III/b"),
        ("PENATA MUDA TK 1 - III/b", "III/b"),
        ("III/b - Penata Muda Tingkat I", "III/b"),
        ("Penata Muda Tingkat I", "III/b"),
        ("Penata Muda", "III/a"),
        ("Penata", "III/c"),
        ("Penata Tk. I", "III/d"),
        ("Pembina Utama Muda/ IV c", "IV/c"),
        ("Pembina Utama, IV/e", "IV/e"),
        ("Pembina", "IV/a"),
        ("IX", "IX"),
        ("PPPK IX", "IX"),
        ("Golongan IX", "IX"),
        ("9", "IX"),
        ("PPPK - XVII", "XVII"),
        ("III", "III"),
    ],
)
def test_ejaan(teks: str, kode: str) -> None:
    golongan = kenali_golongan(teks)
    assert golongan is not None
    assert golongan.kode == kode


@pytest.mark.parametrize(
    "teks",
    ["", "-", "III/e", "I/e", "V/a", "XVIII", "18", "0", "Penata, III/a", "Jenderal", "III/b III/c", "32"],
)
def test_yang_bukan_golongan(teks: str) -> None:
    assert kenali_golongan(teks) is None


def test_tujuh_belas_golongan_masing_masing() -> None:
    pns = [satu for satu in daftar_golongan() if satu.jenis is JenisPegawai.PNS]
    pppk = [satu for satu in daftar_golongan() if satu.jenis is JenisPegawai.PPPK]
    assert len(pns) == len(pppk) == 17
    assert [satu.bkn_id for satu in pns] == sorted({satu.bkn_id or 0 for satu in pns})
    assert all(satu.bkn_id is None and satu.pangkat is None for satu in pppk)


@given(st.sampled_from(daftar_golongan()))
@settings(deadline=None)
def test_sebutan_dibaca_kembali(golongan: object) -> None:
    satu = next(satu for satu in daftar_golongan() if satu == golongan)
    assert kenali_golongan(sebutan(satu)) == satu
    assert kenali_golongan(satu.kode) == satu
    if satu.bkn_id is not None:
        assert golongan_dari_id(satu.bkn_id) == satu


def test_sebutan() -> None:
    dicoba = {kode: kenali_golongan(kode) for kode in ("III/b", "IX")}
    assert {kode: sebutan(satu) for kode, satu in dicoba.items() if satu} == {
        "III/b": "Penata Muda Tingkat I, III/b",
        "IX": "IX",
    }
    assert golongan_dari_id(46) is None
