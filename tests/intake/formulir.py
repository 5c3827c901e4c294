"""Filled forms for intake tests: templates of the real definitions, written and stamped by the program."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from skpbook.domain.skp import HasilKerja, Identitas, Iki, Skp
from skpbook.forms.catalog import Katalog, muat_katalog
from skpbook.forms.write import Pesanan, tulis_buku
from skpbook.intake.baca import Lingkungan
from skpbook.intake.batas import Batas

if TYPE_CHECKING:
    from skpbook.domain.dokumen import Isi

NIP = "198501012010011001"
NIP_LAIN = "199002022015022002"
TAHUN = "2026-01-01/2026-12-31"
KUNCI = bytes(range(32))
DIBUAT = datetime(2026, 1, 5, 8, 0)


def dunia(
    katalog: Katalog | None = None, batas: Batas | None = None, kunci: bytes | None = KUNCI
) -> Lingkungan:
    """What reading needs to know of a book."""
    return Lingkungan(katalog=katalog or muat_katalog(), kunci=kunci, batas=batas or Batas(), tahun=2026)


def isi_skp(
    nip: str = NIP, rencana: str = "Layanan perizinan selesai tepat waktu", periode: str | None = None
) -> Skp:
    """A small SKP of one hasil kerja."""
    return Skp(
        instansi="Dinas Contoh",
        periode_penilaian=periode or "1 JANUARI SD 31 DESEMBER TAHUN 2026",
        pegawai=Identitas(
            nama="Budi Santosa",
            nip=nip,
            pangkat_golongan="Penata Muda, III/a",
            jabatan="Analis",
            unit_kerja="Bidang I",
        ),
        penilai=Identitas(nama="Sari Dewi", nip=NIP_LAIN, jabatan="Kepala Bidang", unit_kerja="Bidang I"),
        utama=(
            HasilKerja(
                nomor="1",
                rencana=rencana,
                rhk_pimpinan="Perizinan membaik",
                iki=(Iki(indikator="Izin selesai", target="90 %", aspek="Kuantitas"),),
            ),
        ),
    )


def buku_skp(
    isi: Skp | None = None,
    *,
    cap_nip: str | None = NIP,
    cap_unit: str | None = "U1",
    cap_periode: str | None = "2026",
    dibuat: datetime = DIBUAT,
    paket: str = "skp-jajf-kuantitatif",
    kunci: bytes = KUNCI,
    diketik: bool = True,
) -> bytes:
    """An .xlsx of the SKP package with this SKP and this stamp: typed in, or else prefilled by `buat`."""
    katalog = muat_katalog()
    satu = next(p for p in katalog.umum.paket if p.kode == paket)
    semua: dict[str, Isi] = {satu.lembar[0]: isi or isi_skp()}
    return tulis_buku(
        katalog,
        Pesanan(
            paket=satu,
            isi=semua,
            nip=cap_nip,
            unit=cap_unit,
            kode_periode=cap_periode,
            dibuat=dibuat,
            kunci=kunci,
            bebas=diketik,
        ),
    )
