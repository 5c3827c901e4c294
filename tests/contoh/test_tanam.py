"""Faults at random places of a large instansi: all of them found in their cells, nothing said outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from skpbook.checks.jalankan import periksa, periksa_berbagian
from skpbook.checks.ramping import Kelompok, ramping
from skpbook.checks.registry import ATURAN
from skpbook.contoh.besar import muat_besar
from skpbook.contoh.instansi import muat_contoh
from skpbook.contoh.memori import konteks_instansi
from skpbook.contoh.tanam import JENIS, Tanaman, bandingkan, ringkas, tanam

if TYPE_CHECKING:
    from skpbook.domain.dokumen import Dokumen

BUTUH_BERKAS = {
    "B001": "bukan buku kerja",
    "B002": "berkas terkunci",
    "B003": "berkas rusak",
    "B004": "melewati batas",
    "B005": "berkas kunci sementara",
    "B006": "makro",
    "B007": "tautan ke luar",
    "B008": "buku kerja yang keliru",
    "B009": "templat versi lain",
    "B012": "kiriman ulang",
    "B013": "dua kiriman berurutan",
    "B015": "tulisan di luar formulir",
    "B017": "dua kiriman sekaligus",
    "B018": "berkas tahun lain ditolak sebelum menjadi dokumen",
    "B019": "templat kosong ditolak sebelum menjadi dokumen",
    "B020": "bukan formulir",
    "P604": "disebut untuk setiap unit kecil menurut pedoman lain; tidak ada yang salah",
}
"""Rules that no filled form and no row of the roster can break: the sample (`contoh`) plants each as a file."""


@pytest.fixture(scope="module")
def seribu() -> Tanaman:
    return tanam(muat_besar(1000), 500)


def test_setiap_aturan_ditanam_atau_disebut_sebabnya() -> None:
    """Drift: a new rule is planted here, or it is said why it cannot be."""
    jenis = {satu.kode for satu in JENIS} | {"P602"}  # P602: what the other ruleset says of P601 and P603
    assert jenis | BUTUH_BERKAS.keys() == set(ATURAN)
    assert not jenis & BUTUH_BERKAS.keys()


def _semua_ditemukan(tanaman: Tanaman, pegawai: int) -> None:
    kurang, lebih = bandingkan(tanaman)
    print(f"{pegawai} pegawai: {ringkas(tanaman, kurang, lebih)}")
    assert not kurang, f"tidak ditemukan: {kurang}"
    assert not lebih, f"di luar yang ditanam: {lebih}"
    assert {kode for kode, *_ in tanaman.harapan} >= {satu.kode for satu in JENIS}


def test_berbagian_menemukan_yang_sama(seribu: Tanaman) -> None:
    """Slim papers for rules across people, whole ones a few files at a time for the others: the same findings."""
    konteks = seribu.konteks
    kelompok = Kelompok()
    for satu in konteks.kertas:
        kelompok.catat(satu.dokumen.berkas, satu.nip)
    kurus = tuple(isi for satu in konteks.dokumen if (isi := ramping(satu)) is not None)
    semua = replace(konteks, dokumen=kurus)
    milik: dict[str, list[Dokumen]] = {}
    for dokumen in konteks.dokumen:
        milik.setdefault(dokumen.berkas, []).append(dokumen)
    lot = list(kelompok.berkas(40))
    assert len(lot) > 20
    bagian = (semua.bagian(tuple(d for satu in isi for d in milik[satu])) for isi in lot)
    assert periksa_berbagian(semua, bagian) == periksa(konteks)


def test_lima_ratus_pada_seribu_pegawai(seribu: Tanaman) -> None:
    assert seribu.banyak == 500
    assert len(seribu.harapan) >= 500
    _semua_ditemukan(seribu, 1000)


@pytest.mark.parametrize("benih", [1, 2])
def test_benih_lain(benih: int) -> None:
    _semua_ditemukan(tanam(muat_besar(400), 150, benih), 400)


@pytest.mark.parametrize("jumlah", [47, 150, 333])
def test_tanpa_kesalahan_tanpa_temuan(jumlah: int) -> None:
    assert periksa(konteks_instansi(muat_besar(jumlah, jumlah))) == ()


def test_sama_pada_kali_kedua_dalam_satu_proses(seribu: Tanaman) -> None:
    """Every rule by itself twice over the same konteks: the same findings, in the same order, all its own."""
    berbunyi = set()
    for kode, aturan in ATURAN.items():
        if aturan.fungsi is not None:
            pertama = list(aturan.fungsi(seribu.konteks))
            assert list(aturan.fungsi(seribu.konteks)) == pertama, kode
            assert all(satu.kode == kode for satu in pertama)
            berbunyi |= {kode} if pertama else set()
    assert berbunyi >= {satu.kode for satu in JENIS}


def test_sama_pada_konteks_yang_dibuat_lagi() -> None:
    pertama = periksa(tanam(muat_besar(400), 150).konteks)
    lagi = tanam(muat_besar(400), 150).konteks
    assert periksa(lagi) == periksa(lagi) == pertama


def test_benih_lain_tempat_lain() -> None:
    instansi = muat_besar(240)
    assert tanam(instansi, 60, 1).harapan == tanam(instansi, 60, 1).harapan
    assert tanam(instansi, 60, 1).harapan != tanam(instansi, 60, 2).harapan


def test_terlalu_sedikit_pegawai() -> None:
    with pytest.raises(ValueError, match="kesalahan yang dapat ditanam"):
        tanam(muat_contoh(), 500)
