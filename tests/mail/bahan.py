"""A book of two units."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from skpbook.app.buku import Buku
from skpbook.app.siapkan import siapkan
from skpbook.domain.pegawai import JenisPegawai, Keluarga, Pegawai, Unit
from skpbook.forms.roster import tulis_daftar

if TYPE_CHECKING:
    from pathlib import Path

KADIS, KABID, BUDI, SARI = (
    "197001012000031001",
    "198001012005011002",
    "199001012015011003",
    "199101012016012004",
)
ORANG = {KADIS: "U1", KABID: "U1", BUDI: "U2", SARI: "U2"}
_NAMA = {KADIS: "Kadis Ñandú", KABID: "Kabid", BUDI: "Budi", SARI: "Sari Dewi"}
_ATASAN = {KADIS: None, KABID: KADIS, BUDI: KABID, SARI: KABID}


def buku_dua_unit(
    tmp_path: Path,
    atur: str = "",
    surel: tuple[str | None, ...] = ("u1@unit.example", "u2@unit.example"),
) -> Buku:
    """A book with two people in each unit; `atur` is put at the end of its settings."""
    akar = tmp_path / "buku"
    siapkan(akar, instansi="Dinas Contoh", tahun=2026)
    (akar / "skpbook.toml").write_text(f'instansi = "Dinas Contoh"\ntahun = 2026\n{atur}')
    buku = Buku(akar)
    orang = [
        Pegawai(
            nip=nip,
            nama=_NAMA[nip],
            jenis=JenisPegawai.PNS,
            unit=unit,
            jabatan="Analis",
            keluarga=Keluarga.JA_JF,
            atasan=_ATASAN[nip],
            penilai_luar=None if _ATASAN[nip] else "Bupati Contoh",
        )
        for nip, unit in ORANG.items()
    ]
    unit = [
        Unit(kode=f"U{nomor}", nama=f"Bidang {nomor}", surel=alamat, penghubung="Bu Áyu")
        for nomor, alamat in enumerate(surel, start=1)
    ]
    (akar / "pegawai.xlsx").write_bytes(
        tulis_daftar(buku.katalog, orang, unit, datetime(2026, 1, 1), b"k" * 32)
    )
    return Buku(akar)
