"""Whatever lies in masuk/, every file is counted, and as exactly one of the four."""

import os
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skpbook.app.buku import Buku
from skpbook.app.hasil_impor import STATUS
from skpbook.app.impor import impor
from tests.app.bahan import skp
from tests.intake.formulir import NIP_LAIN
from tests.intake.kiriman import surat, zip_isi


@pytest.fixture
def isi(buku):
    """Contents, each with how many files come of it."""
    baik, rusak = skp(buku), skp(buku)[:900]
    return {
        "baik": (baik, 1),
        "lain": (skp(buku, NIP_LAIN), 1),
        "revisi": (skp(buku, rencana="Diperbaiki", hari=9), 1),
        "saingan": (skp(buku, rencana="Saingan"), 1),
        "rusak": (rusak, 1),
        "pdf": (b"%PDF-1.7", 1),
        "kosong": (b"", 1),
        "zip": (zip_isi({"a.xlsx": baik, "b.xlsx": rusak, "~$c.xlsx": b"x", "../d.xlsx": baik}), 4),
        "surat": (surat(("a.xlsx", baik), ("b.png", b"\x89PNG\r\n\x1a\n")).as_bytes(), 2),
        "surat tanpa lampiran": (surat().as_bytes(), 1),
    }


NAMA = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "baik",
                "lain",
                "revisi",
                "saingan",
                "rusak",
                "pdf",
                "kosong",
                "zip",
                "surat",
                "surat tanpa lampiran",
            ]
        ),
        st.sampled_from(["{}.xlsx", "unit/{}.xlsx", "~${}.xlsx", "{}.eml", "{}", "Thumbs{}.db"]),
    ),
    max_size=8,
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(pertama=NAMA, kedua=NAMA)
def test_yang_datang_sama_dengan_jumlah_keempatnya(buku, isi, pertama, kedua):
    for satu in (buku.masuk, buku.arsip):
        shutil.rmtree(satu, ignore_errors=True)
    buku.masuk.mkdir()
    buku.basis.unlink(missing_ok=True)
    datang = 0
    for putaran, kiriman in enumerate((pertama, kedua)):
        for nomor, (jenis, pola) in enumerate(kiriman):
            berkas = buku.masuk / pola.format(f"{putaran}-{nomor}")
            berkas.parent.mkdir(exist_ok=True)
            data, banyak = isi[jenis]
            berkas.write_bytes(data)
            datang += 1 if os.path.basename(berkas).startswith("~$") else banyak
        hasil = impor(Buku(buku.akar), kerja=0)
        assert set(hasil.ringkasan) <= set(STATUS)
        assert sum(hasil.ringkasan.values()) == len(hasil.berkas) == datang
        nama = [satu.nama for satu in hasil.berkas]
        assert len(nama) == len(set(nama)), "no file twice"
