"""A large instansi: as many people as asked for, the same every time, the chain whole in every copy."""

from __future__ import annotations

from collections import Counter

import pytest

from skpbook.contoh.besar import _Pengganti, muat_besar, nama_daerah, romawi
from skpbook.contoh.instansi import muat_contoh
from skpbook.contoh.tahap import tahap_skp
from skpbook.domain.galat import TidakBisa
from skpbook.domain.nip import Nip, baca_nip, keanehan


@pytest.mark.parametrize("jumlah", [47, 48, 93, 94, 140, 333])
def test_jumlah_dan_nip(jumlah: int) -> None:
    instansi = muat_besar(jumlah)
    assert len(instansi.orang) == jumlah
    for nip in instansi.orang:
        baca = baca_nip(nip)
        assert isinstance(baca, Nip)
        assert not keanehan(baca)
    assert len({orang.pegawai.nama for orang in instansi.orang.values()}) == jumlah
    assert len({unit.unit.nama for unit in instansi.unit.values()}) == len(instansi.unit)


def test_nama_tidak_habis() -> None:
    pengganti = _Pengganti(2026, muat_contoh())
    baru = [pengganti.nama_baru("1") for _ in range(15_000)]
    assert len(set(baru)) == len(baru)


def test_sama_setiap_kali_dan_lain_menurut_benih() -> None:
    assert muat_besar(150).daftar() == muat_besar(150).daftar()
    assert muat_besar(150).daftar() != muat_besar(150, benih=7).daftar()


def test_contoh_kecil_ada_utuh_di_dalamnya() -> None:
    besar = muat_besar(200)
    for nip, orang in muat_contoh().orang.items():
        assert besar.orang[nip] == orang


def test_kaskade_utuh_di_setiap_salinan() -> None:
    instansi = muat_besar(180)
    daftar = instansi.daftar()
    for nip, orang in instansi.orang.items():
        if orang.pegawai.atasan:
            assert orang.pegawai.atasan in daftar.menurut_nip
        assert orang.pegawai.unit in daftar.unit_menurut_kode
        skp, *_ = tahap_skp(instansi, nip)
        rencana = {hasil.rencana for _, hasil in skp.hasil_kerja()}  # type: ignore[union-attr]
        for bawahan in instansi.bawahan(nip):
            isi, *_ = tahap_skp(instansi, bawahan.pegawai.nip)
            for _, hasil in isi.hasil_kerja():  # type: ignore[union-attr]
                assert hasil.rhk_pimpinan is None or hasil.rhk_pimpinan in rencana


def test_salinan_menyebut_unitnya_sendiri() -> None:
    instansi = muat_besar(94)
    tahu = {"DJ3001": "Direktorat Jenderal IV", "DIT2001": "Direktorat III"}
    for kode, nama in tahu.items():
        assert instansi.unit[kode].unit.nama == nama
        for orang in instansi.orang.values():
            if orang.pegawai.unit == kode:
                teks = repr(tahap_skp(instansi, orang.pegawai.nip))
                assert "Direktorat Jenderal III" not in teks
                assert "Direktorat II " not in teks


def test_predikat_tetap_bervariasi() -> None:
    instansi = muat_besar(400)
    nilai = Counter(orang.nilai for orang in instansi.orang.values())
    assert len(nilai) >= 7


def test_terlalu_sedikit_ditolak() -> None:
    with pytest.raises(TidakBisa, match="paling sedikit berisi 47"):
        muat_besar(12)


def test_angka_romawi_dan_daerah() -> None:
    assert [romawi(angka) for angka in (1, 4, 9, 14, 40, 216)] == ["I", "IV", "IX", "XIV", "XL", "CCXVI"]
    assert len({nama_daerah(nomor) for nomor in range(1, 600)}) == 599
