"""Our own sheets after people changed their rows and columns: read by their labels, to the same document."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skpbook.domain.tempat import alamat
from skpbook.forms.exact import baca_tepat
from skpbook.forms.grid import Kisi, buka_kisi
from skpbook.forms.read import BacaanLembar, baca_buku
from tests.forms_in import dokumen as dk
from tests.forms_in.ubah import sisip_baris, sisip_kolom

SEDANG = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def lembar_formulir(kode: str, data: bytes) -> Kisi:
    nama = dk.katalog().definisi[kode].lembar
    return next(satu for satu in buka_kisi(data) if satu.nama == nama)


def baca(kisi: Kisi) -> BacaanLembar:
    (lembar,) = baca_buku([kisi], dk.katalog()).lembar
    return lembar


@pytest.mark.parametrize("kode", dk.semua_formulir())
@SEDANG
@given(benih=st.integers(0, 2**32))
def test_baris_dan_kolom_disisipkan(kode: str, benih: int) -> None:
    acak = random.Random(benih)
    isi = dk.pohon_biasa(acak, kode)
    asli = lembar_formulir(kode, dk.tulis(kode, dk.jadikan(kode, isi)))
    di, banyak = acak.randrange(len(asli.baris)), acak.choice([1, 2])
    kisi = sisip_kolom(sisip_baris(asli, di, banyak), 0, acak.choice([0, 1, 2]))
    lembar = baca(kisi)
    assert lembar.formulir == kode
    assert not lembar.hilang
    assert lembar.isi == dk.harapan(kode, isi)


@pytest.mark.parametrize("kode", dk.semua_formulir())
def test_kolom_disisipkan_di_kiri_tetap_dibaca_menurut_sel(kode: str) -> None:
    """A column on the left and rows on top leave the layout as it is: any text reads right, at its new
    cell.
    """
    asli = lembar_formulir(kode, dk.tulis(kode))
    kisi = sisip_kolom(sisip_baris(asli, 0, 2), 0, 1)
    definisi = dk.katalog().definisi[kode]
    assert baca_tepat(asli, dk.katalog(), definisi, [()]) is not None
    geser = baca_tepat(kisi, dk.katalog(), definisi, [()])
    assert geser is not None
    assert geser[2] == (2, 1)
    lama, baru = baca(asli), baca(kisi)
    for jalur, tempat in lama.tempat.items():
        baris, kolom = _angka(tempat.sel)
        assert baru.tempat[jalur].sel == alamat(baris + 2, kolom + 1)


def _angka(sel: str) -> tuple[int, int]:
    huruf = sel.rstrip("0123456789")
    kolom = 0
    for satu in huruf:
        kolom = kolom * 26 + ord(satu) - 64
    return int(sel[len(huruf) :]) - 1, kolom - 1
