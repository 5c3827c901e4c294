"""A disk that takes nothing more: a sentence, nothing half-written, and the next import goes on."""

import shutil

import pytest

from skpbook.app.buku import Buku
from skpbook.app.impor import impor
from tests.app.bahan import isi_arsip, isi_ledger, skp, taruh
from tests.hak import jalankan, jalankan_python, penuh
from tests.intake.formulir import NIP

_IMPOR = """
import sys
from pathlib import Path
from skpbook.app.buku import Buku
from skpbook.app.impor import impor
from skpbook.domain.galat import TidakBisa
from tests.hak import penuh
buku = Buku(Path(sys.argv[1]))
try:
    impor(buku, kerja=0, lapor=lambda selesai, _: penuh() if selesai == int(sys.argv[2]) else None)
except TidakBisa as galat:
    sys.exit(str(galat))
"""


@pytest.fixture
def penuh_isi(buku):
    for nomor in range(6):
        taruh(buku, f"{nomor}.xlsx", skp(buku, NIP[:-1] + str(nomor)))
    taruh(buku, "3b.xlsx", skp(buku, NIP[:-1] + "3", rencana="Baru", hari=9))
    return buku


@pytest.fixture
def utuh(penuh_isi, tmp_path):
    """What an undisturbed import leaves."""
    shutil.copytree(penuh_isi.akar, tmp_path / "utuh")
    lain = Buku(tmp_path / "utuh")
    impor(lain)
    return isi_ledger(lain), isi_arsip(lain)


@pytest.mark.parametrize("sesudah", [1, 3, 6])
@pytest.mark.parametrize("terarsip", [False, True])
def test_penuh_di_tengah(penuh_isi, utuh, tmp_path, sesudah, terarsip):
    """Where the originals are in the archive already, it is the ledger that finds no room."""
    if terarsip:
        shutil.rmtree(penuh_isi.arsip)
        shutil.copytree(tmp_path / "utuh" / "arsip", penuh_isi.arsip)
    kode, keluar, galat = jalankan_python("-c", _IMPOR, penuh_isi.akar, sesudah, dengan=lambda: None)
    assert (kode, keluar) == (1, "")
    assert galat.count("\n") == 1
    assert "penuh" in galat or "habis" in galat
    assert "Error" not in galat
    assert set(isi_arsip(penuh_isi).items()) <= set(utuh[1].items()), "whole originals, and nothing else"
    with penuh_isi.ledger() as ledger, ledger._mesin.connect() as kon:
        assert kon.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert kon.exec_driver_sql("SELECT count(*) FROM berkas").scalar() == sesudah
    impor(penuh_isi)
    assert (isi_ledger(penuh_isi), isi_arsip(penuh_isi)) == utuh


def test_penuh_sejak_awal(penuh_isi, utuh):
    kode, keluar, galat = jalankan("impor", "--buku", penuh_isi.akar, dengan=penuh)
    assert (kode, keluar) == (2, "")
    assert galat.count("\n") == 1
    assert "penuh" in galat or "habis" in galat
    assert isi_arsip(penuh_isi) == {}
    impor(penuh_isi)
    assert (isi_ledger(penuh_isi), isi_arsip(penuh_isi)) == utuh


def test_kuota_ukuran_berkas(penuh_isi, utuh):
    """A limit on the size of one file, reached in the middle of it: part of it is written, and must go."""

    def terbatas() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))

    kode, keluar, galat = jalankan("impor", "--buku", penuh_isi.akar, dengan=terbatas)
    assert (kode, keluar) == (2, "")
    assert "penuh" in galat or "habis" in galat
    assert isi_arsip(penuh_isi) == {}
    impor(penuh_isi)
    assert (isi_ledger(penuh_isi), isi_arsip(penuh_isi)) == utuh
