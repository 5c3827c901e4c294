"""e-Kinerja exports in the ledger: what goes in comes out, the export made last counts, nothing is lost."""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skpbook.domain.ekinerja import BarisEkinerja, JenisEkinerja, LembarEkinerja
from skpbook.ledger.buku_besar import BukuBesar
from skpbook.ledger.catatan import catatan_berkas

PADA = datetime(2026, 7, 3, tzinfo=UTC)


@pytest.fixture
def ledger(tmp_path):
    satu = BukuBesar.buka(f"sqlite:///{tmp_path / 'skpbook.db'}")
    yield satu
    satu.tutup()


def lembar(predikat: str = "Baik", **ganti: Any) -> LembarEkinerja:
    dasar: dict[str, Any] = {
        "berkas": "ekspor.xlsx",
        "lembar": "Data",
        "jenis": JenisEkinerja.PENILAIAN,
        "kolom": {"nip": "C", "predikat": "O"},
        "baris": (
            BarisEkinerja(baris=9, nip="198506202010012003", periode="2026-06", predikat=predikat, plt=True),
            BarisEkinerja(baris=10, nama="tanpa NIP", awal=date(2026, 1, 1), akhir=date(2026, 6, 30)),
        ),
        "periode": "2026-06",
        "tahun": 2026,
        "unit": "Dinas Contoh",
        "ditarik": "2026-07-03T09:15:40",
    }
    return LembarEkinerja(**(dasar | ganti))


def catat(ledger: BukuBesar, hash_isi: str, *isi: LembarEkinerja) -> bool:
    berkas = catatan_berkas(
        hash_isi=hash_isi,
        nama=isi[0].berkas,
        ukuran=1,
        wadah="xlsx",
        status="diterima",
        disimpan=None,
        dokumen=(),
        temuan=(),
        ekinerja=isi,
    )
    return ledger.catat(berkas, PADA).baru


def test_keluar_seperti_masuk(ledger):
    isi = lembar()
    assert catat(ledger, "a", isi)
    assert ledger.ekinerja() == (isi,)
    assert [(b.formulir, b.periode, b.status) for b in ledger.berkas()] == [
        ("laporan-penilaian-ekinerja", "2026-06", "diterima")
    ]
    assert not catat(ledger, "a", isi), "the same content once more"
    assert ledger.ekinerja() == (isi,)


_teks = st.none() | st.text(min_size=1, max_size=20).filter(lambda t: "\x00" not in t)
_baris = st.builds(
    BarisEkinerja,
    baris=st.integers(1, 20_000),
    nip=_teks,
    nama=_teks,
    periode=_teks,
    awal=st.none() | st.dates(),
    akhir=st.none() | st.dates(),
    plt=st.booleans(),
    hasil=_teks,
    pegawai_id=_teks,
)


@given(st.lists(_baris, max_size=5))
def test_baris_apa_pun_kembali_utuh(baris):
    ledger = BukuBesar.buka("sqlite://")
    isi = lembar(baris=tuple(baris))
    catat(ledger, "a", isi)
    assert ledger.ekinerja() == (isi,)
    ledger.tutup()


def test_yang_ditarik_terakhir_berlaku(ledger):
    baru = lembar("Sangat Baik", berkas="baru.xlsx", ditarik="2026-07-09T08:00:00")
    lama = lembar("Baik", berkas="lama.xlsx")
    lain = lembar(berkas="juli.xlsx", periode="2026-07")
    unit_lain = lembar(berkas="unit.xlsx", unit="Badan Contoh")
    for nomor, satu in enumerate((baru, lama, lain, unit_lain)):
        catat(ledger, str(nomor), satu)
    assert [satu.berkas for satu in ledger.ekinerja()] == ["baru.xlsx", "juli.xlsx", "unit.xlsx"]


def test_tanpa_waktu_yang_diimpor_terakhir_berlaku(ledger):
    for nomor, nama in enumerate(("satu.xlsx", "dua.xlsx")):
        catat(ledger, str(nomor), lembar(berkas=nama, ditarik=None))
    assert [satu.berkas for satu in ledger.ekinerja()] == ["dua.xlsx"]


def test_tanpa_periode_tidak_menggantikan(ledger):
    for nomor, nama in enumerate(("satu.xlsx", "dua.xlsx")):
        catat(ledger, str(nomor), lembar(berkas=nama, periode=None))
    assert len(ledger.ekinerja()) == 2


def test_beberapa_lembar_dalam_satu_berkas(ledger):
    catat(ledger, "a", *(lembar(lembar=str(bulan), periode=f"2026-{bulan:02}") for bulan in range(1, 13)))
    assert [satu.periode for satu in ledger.ekinerja()] == [f"2026-{bulan:02}" for bulan in range(1, 13)]


def test_ribuan_baris(ledger):
    baris = tuple(BarisEkinerja(baris=nomor, nip=f"{nomor:018}") for nomor in range(2_501))
    catat(ledger, "a", lembar(baris=baris))
    assert ledger.ekinerja()[0].baris == baris


def test_baris_baru_dibaca_bila_dilihat(tmp_path):
    """A context over a million rows must not pay for rows that nobody looks at."""
    basis = tmp_path / "skpbook.db"
    ledger = BukuBesar.buka(f"sqlite:///{basis}")
    catat(ledger, "a" * 64, lembar())
    dilihat, tidak = ledger.ekinerja()[0], ledger.ekinerja()[0]
    ledger.tutup()
    assert len(dilihat.baris) == 2
    assert dilihat.baris[0].nip == "198506202010012003"
    with contextlib.closing(sqlite3.connect(basis)) as kon:
        kon.execute("DELETE FROM baris_ekinerja")
        kon.commit()
    assert [satu.baris for satu in dilihat.baris] == [9, 10]
    assert list(tidak.baris) == []
