"""Messages that were dealt with: one row a number, on both databases."""

import pytest
from msgspec.structs import replace

from skpbook.ledger.buku_besar import BukuBesar
from skpbook.ledger.surat import Surat

SATU = Surat(
    kotak="a@b/INBOX",
    uidvalidity=4_294_967_295,
    uid=4_294_967_294,
    pesan_id="<1@x>",
    sidik="a" * 64,
    ukuran=5_000_000_000,
    tanggal="2026-01-20T08:00:00+07:00",
    pengirim="“Bidang” \u202e",
    unit="U1",
    berkas="masuk/U1/x.eml",
    status="diambil",
    pada="2026-01-20T01:00:00+00:00",
)


@pytest.fixture
def surat(alamat_ledger):
    ledger = BukuBesar.buka(alamat_ledger)
    yield ledger.surat
    ledger.tutup()


def test_dicatat_utuh_dan_menurut_kotak(surat):
    lain = replace(SATU, kotak="a@b/Arsip", pesan_id=None, tanggal=None, unit=None, berkas=None)
    surat.catat([SATU, lain])
    assert surat.semua() == (SATU, lain)
    assert surat.semua("a@b/INBOX") == (SATU,)
    assert surat.berkas(["a" * 64, "b" * 64]) == {"a" * 64: "masuk/U1/x.eml"}
    assert surat.berkas([]) == {}


def test_nomor_yang_sama_diganti(surat):
    surat.catat([SATU])
    surat.catat([replace(SATU, berkas="masuk/U1/y.eml"), replace(SATU, uidvalidity=2)])
    assert [(satu.uidvalidity, satu.berkas) for satu in surat.semua()] == [
        (4_294_967_295, "masuk/U1/y.eml"),
        (2, "masuk/U1/x.eml"),
    ]
