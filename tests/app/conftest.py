"""A book of two people, and what is put into it and found in it."""

from __future__ import annotations

from datetime import datetime

import pytest

from skpbook.app.buku import Buku
from skpbook.app.siapkan import siapkan
from skpbook.domain.pegawai import JenisPegawai, Keluarga, Pegawai, Unit
from skpbook.forms.roster import tulis_daftar
from tests.intake.formulir import NIP, NIP_LAIN


@pytest.fixture
def buku(tmp_path):
    siapkan(tmp_path / "buku", instansi="Dinas Contoh", tahun=2026)
    buku = Buku.buka(tmp_path / "buku")
    orang = [
        Pegawai(
            nip=nip,
            nama=nama,
            jenis=JenisPegawai.PNS,
            unit="U9",
            jabatan="x",
            keluarga=Keluarga.JA_JF,
            atasan=atasan,
        )
        for nip, nama, atasan in ((NIP, "Budi Santosa", NIP_LAIN), (NIP_LAIN, "Sari Dewi", None))
    ]
    isi = tulis_daftar(
        buku.katalog, orang, [Unit(kode="U9", nama="Bidang I")], datetime(2026, 1, 1), b"k" * 32
    )
    (buku.akar / "pegawai.xlsx").write_bytes(isi)
    return buku
