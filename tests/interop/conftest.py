"""A small book with two pegawai, and the command line over it."""

from __future__ import annotations

from datetime import datetime

import pytest

from skpbook.app.buku import Buku
from skpbook.app.siapkan import siapkan
from skpbook.cli import main
from skpbook.domain.pegawai import JenisPegawai, Keluarga, Pegawai, Unit
from skpbook.forms.roster import tulis_daftar

from .bahan import ANI, KEPALA


@pytest.fixture
def buku(tmp_path) -> Buku:
    siapkan(tmp_path / "buku", instansi="Dinas Contoh", tahun=2026)
    buku = Buku.buka(tmp_path / "buku")
    orang = [
        Pegawai(
            nip=nip,
            nama=nama,
            jenis=JenisPegawai.PNS,
            unit="U1",
            jabatan="Analis",
            keluarga=Keluarga.JA_JF,
            golongan="III/b",
            atasan=atasan,
        )
        for nip, nama, atasan in ((KEPALA, "Rahmat Hidayat", None), (ANI, "Ani Lestari", KEPALA))
    ]
    unit = [Unit(kode="U1", nama="Bidang I")]
    (buku.akar / "pegawai.xlsx").write_bytes(
        tulis_daftar(buku.katalog, orang, unit, datetime(2026, 1, 1), b"k" * 32)
    )
    return buku


@pytest.fixture
def jalan(buku, capfdbinary):
    """Run a command line on the book; gives (exit code, stdout, stderr)."""

    def _jalan(*argumen: object) -> tuple[int, str, str]:
        kode = main.utama([*map(str, argumen), "--buku", str(buku.akar)])
        keluar, galat = capfdbinary.readouterr()
        return kode, keluar.decode(), galat.decode()

    return _jalan
