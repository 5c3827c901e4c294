"""Faults at random places of a large instansi: all of them found in their cells, nothing said outside."""

from __future__ import annotations

import pytest

from skpbook.checks.jalankan import periksa
from skpbook.contoh.besar import muat_besar
from skpbook.contoh.instansi import muat_contoh
from skpbook.contoh.tanam import JENIS, bandingkan, ringkas, tanam


@pytest.mark.parametrize(("pegawai", "banyak", "benih"), [(1000, 500, 2026), (240, 100, 1), (240, 100, 2)])
def test_semua_ditemukan_dan_tidak_ada_yang_lain(pegawai: int, banyak: int, benih: int) -> None:
    tanaman = tanam(muat_besar(pegawai), banyak, benih)
    assert len(tanaman.harapan) == banyak
    assert {kode for kode, *_ in tanaman.harapan} == {jenis.kode for jenis in JENIS}
    print(f"{pegawai} pegawai: {ringkas(tanaman)}")
    assert bandingkan(tanaman) == ([], [])


def test_sama_pada_kali_kedua_dalam_satu_proses() -> None:
    """Every rule once more, on the same konteks and on one made anew: the same findings, in the same order."""
    pertama = periksa(tanam(muat_besar(240), 100).konteks)
    lagi = tanam(muat_besar(240), 100).konteks
    assert periksa(lagi) == periksa(lagi) == pertama


def test_benih_lain_tempat_lain() -> None:
    instansi = muat_besar(240)
    assert tanam(instansi, 60, 1).harapan == tanam(instansi, 60, 1).harapan
    assert tanam(instansi, 60, 1).harapan != tanam(instansi, 60, 2).harapan


def test_terlalu_sedikit_pegawai() -> None:
    with pytest.raises(ValueError, match="pegawai yang dapat ditanami"):
        tanam(muat_contoh(), 500)
