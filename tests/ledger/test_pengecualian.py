"""Waivers in the ledger: who, when, why; revoked ones stay as history."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

import msgspec
import pytest

from skpbook.domain.pengecualian import Pengecualian, kecualikan
from skpbook.domain.temuan import Temuan, Tingkat
from skpbook.ledger.buku_besar import BukuBesar

NIP, LAIN = "198501012010011001", "199002022015022002"
SATU = Pengecualian(
    kode="K401", nip=NIP, alasan="Disepakati pimpinan.", oleh="ani", pada="2026-02-01T01:00:00+00:00"
)
PADA = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def alamat(tmp_path) -> str:
    return f"sqlite:///{tmp_path / 'skpbook.db'}"


@pytest.fixture
def ledger(alamat):
    satu = BukuBesar.buka(alamat)
    yield satu
    satu.tutup()


def ganti(**beda: object) -> Pengecualian:
    return msgspec.structs.replace(SATU, **beda)


def test_dicatat_dan_tidak_dua_kali(ledger):
    assert ledger.kecualikan(SATU) is None
    assert ledger.kecualikan(ganti(alasan="lain")) == SATU
    assert ledger.kecualikan(ganti(periode="2026-TW1")) is None
    assert ledger.pengecualian() == (SATU, ganti(periode="2026-TW1"))


def test_dicabut_dengan_riwayatnya_lalu_dapat_dibuat_lagi(ledger):
    ledger.kecualikan(SATU)
    dicabut = ledger.batalkan("K401", NIP, None, oleh="budi", pada=PADA)
    assert dicabut == ganti(dicabut_pada="2026-03-01T00:00:00+00:00", dicabut_oleh="budi")
    assert ledger.batalkan("K401", NIP, None, oleh="budi", pada=PADA) is None
    assert ledger.kecualikan(ganti(alasan="Kedua kali.")) is None
    assert ledger.pengecualian() == (dicabut, ganti(alasan="Kedua kali."))


@pytest.mark.parametrize(
    ("kode", "nip", "periode"), [("K402", NIP, None), ("K401", LAIN, None), ("K401", NIP, "2026-TW1")]
)
def test_yang_dicabut_hanya_yang_disebut(ledger, kode, nip, periode):
    ledger.kecualikan(SATU)
    assert ledger.batalkan(kode, nip, periode, oleh="x", pada=PADA) is None
    assert ledger.pengecualian() == (SATU,)


def test_buku_besar_dari_program_lama_dilengkapi(alamat, tmp_path):
    BukuBesar.buka(alamat).tutup()
    with sqlite3.connect(tmp_path / "skpbook.db") as kon:
        kon.execute("ALTER TABLE pengecualian DROP COLUMN dicabut_oleh")
        kon.execute("UPDATE keterangan SET nilai = '1' WHERE nama = 'skema'")
        kon.execute(
            "INSERT INTO pengecualian (kode, nip, alasan, oleh, pada) VALUES ('K401', ?, ?, 'ani', ?)",
            (NIP, SATU.alasan, SATU.pada),
        )
    for _ in range(2):
        ledger = BukuBesar.buka(alamat)
        assert ledger.pengecualian() == (SATU,)
        ledger.tutup()


@pytest.mark.parametrize(
    ("beda", "kena"),
    [
        ({}, True),
        ({"kode": "K402"}, False),
        ({"nip": LAIN}, False),
        ({"nip": None}, False),
        ({"periode": None}, False),
        ({"periode": "2026-TW2"}, False),
    ],
)
def test_temuan_yang_dikecualikan(beda, kena):
    dasar = {"kode": "K401", "tingkat": Tingkat.GALAT, "nip": NIP, "periode": "2026-TW1", "pesan": "x"}
    temuan = Temuan(**(dasar | beda))
    (satu,) = kecualikan([temuan], [ganti(periode="2026-TW1")])
    assert satu.dikecualikan == kena
    assert msgspec.structs.replace(satu, dikecualikan=False) == temuan
    (semua_periode,) = kecualikan([temuan], [SATU])
    assert semua_periode.dikecualikan == (temuan.kode == "K401" and temuan.nip == NIP)
    (dicabut,) = kecualikan([temuan], [ganti(dicabut_pada="2026-03-01T00:00:00+00:00")])
    assert not dicabut.dikecualikan
