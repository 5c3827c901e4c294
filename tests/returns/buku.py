"""A small book with people of two units, and what some of them sent."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from skpbook.app.buku import Buku
from skpbook.app.impor import impor
from skpbook.app.siapkan import siapkan
from skpbook.domain.pegawai import JenisPegawai, Keluarga, Pegawai, Unit
from skpbook.forms.roster import tulis_daftar
from tests.intake.formulir import NIP, NIP_LAIN, buku_skp, isi_skp

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAMA_SKP = f"SKP_{NIP}_Budi_Santosa.xlsx"
JAM = datetime(2026, 2, 1, 8, 0, tzinfo=UTC)


def buat_buku(folder: Path) -> Buku:
    """A book of two people: Budi in U9, his head Sari in U1."""
    siapkan(folder / "buku", instansi="Dinas Contoh", tahun=2026)
    buku = Buku.buka(folder / "buku")
    orang = [
        Pegawai(
            nip=nip,
            nama=nama,
            jenis=JenisPegawai.PNS,
            unit=unit,
            jabatan="Analis",
            keluarga=Keluarga.JA_JF,
            atasan=atasan,
        )
        for nip, nama, unit, atasan in (
            (NIP, "Budi Santosa", "U9", NIP_LAIN),
            (NIP_LAIN, "Sari Dewi", "U1", None),
        )
    ]
    unit = [Unit(kode="U9", nama="Bidang I"), Unit(kode="U1", nama="Sekretariat")]
    isi = tulis_daftar(buku.katalog, orang, unit, datetime(2026, 1, 1), b"k" * 32)
    (buku.akar / "pegawai.xlsx").write_bytes(isi)
    return Buku.buka(buku.akar)


def skp(buku: Buku, nip: str = NIP, rencana: str = "Layanan tepat waktu", hari: int = 5) -> bytes:
    """A filled SKP of one of them, as `buat` made it for him."""
    return buku_skp(
        isi_skp(nip=nip, rencana=rencana),
        cap_nip=nip,
        dibuat=datetime(2026, 1, hari),
        kunci=buku.kunci_pasti(),
    )


def masukkan(buku: Buku, berkas: Mapping[str, bytes]) -> None:
    """Put files into masuk/ and import them."""
    for nama, data in berkas.items():
        tujuan = buku.masuk / nama
        tujuan.parent.mkdir(parents=True, exist_ok=True)
        tujuan.write_bytes(data)
    impor(buku, jam=lambda: JAM)
