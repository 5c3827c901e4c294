"""A book that may only be read: looking works, writing is refused in a sentence, nothing changes."""

import json
import shutil

import pytest

from skpbook.app.buku import Buku
from skpbook.app.impor import impor
from tests.app.bahan import skp, taruh
from tests.hak import hanya_baca, jalankan
from tests.intake.formulir import NIP_LAIN


def rupa(buku: Buku) -> dict[str, bytes | None]:
    return {
        str(satu.relative_to(buku.akar)): satu.read_bytes() if satu.is_file() else None
        for satu in buku.akar.rglob("*")
    }


@pytest.fixture
def terkunci(buku, request):
    taruh(buku, "a.xlsx", skp(buku))
    impor(buku)
    taruh(buku, "b.xlsx", skp(buku, NIP_LAIN))
    hanya_baca(buku.akar)
    yield buku
    hanya_baca(buku.akar, bisa=True)


def test_melihat_bisa_menulis_tidak(terkunci):
    sebelum = rupa(terkunci)
    kode, keluar, galat = jalankan("status", "--json", "--buku", terkunci.akar)
    assert (kode, galat) == (0, "")
    (satu,) = json.loads(keluar)["unit"]
    assert [satu[nama] for nama in ("unit", "pegawai", "skp", "mph", "evaluasi")] == ["U9", 2, 1, 0, 0]
    assert len(satu["belum"]) == 1
    kode, keluar, galat = jalankan("periksa", "--buku", terkunci.akar)
    assert (kode in (0, 1), galat) == (True, "")
    assert "temuan" in keluar
    assert jalankan("impor", "--uji", "--buku", terkunci.akar)[0] in (0, 1), "a trial only looks"
    assert rupa(terkunci) == sebelum
    kode, keluar, galat = jalankan("impor", "--buku", terkunci.akar)
    assert (kode, keluar) == (2, "")
    assert galat.count("\n") == 1
    assert "tidak dapat ditulisi" in galat
    assert {nama: isi for nama, isi in rupa(terkunci).items() if "skpbook-galat" not in nama} == sebelum


def test_catatan_impor_yang_terhenti_ikut_terbaca(buku, tmp_path):
    """A killed import leaves a journal beside the ledger: what is in it counts."""
    taruh(buku, "a.xlsx", skp(buku))
    salinan = tmp_path / "salinan"
    with buku.ledger() as ledger, ledger._mesin.connect() as kon:
        kon.exec_driver_sql("SELECT count(*) FROM berkas")  # keeps the journal from being taken in
        impor(buku)
        shutil.copytree(buku.akar, salinan)
    assert (salinan / "skpbook.db-wal").stat().st_size > 0
    hanya_baca(salinan)
    try:
        kode, keluar, galat = jalankan("status", "--json", "--buku", salinan)
    finally:
        hanya_baca(salinan, bisa=True)
    assert (kode, galat) == (0, "")
    assert [satu["skp"] for satu in json.loads(keluar)["unit"]] == [1]


def test_arsip_hanya_baca(buku):
    taruh(buku, "a.xlsx", skp(buku))
    hanya_baca(buku.arsip)
    try:
        kode, keluar, galat = jalankan("impor", "--buku", buku.akar)
    finally:
        hanya_baca(buku.arsip, bisa=True)
    assert (kode, keluar) == (2, "")
    assert galat == "Folder arsip/ tidak dapat ditulisi; periksa izin folder buku lalu jalankan lagi.\n"
    assert list(buku.arsip.rglob("*")) == []
    assert dict(impor(buku).ringkasan) == {"diterima": 1}
