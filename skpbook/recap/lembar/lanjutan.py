"""Tindak Lanjut: what the annual predikat lead to, as proposals with their article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.domain.periode import tulis_tanggal
from skpbook.recap.aliran import Kolom
from skpbook.recap.teks_sel import ringkas

if TYPE_CHECKING:
    from datetime import date

    from skpbook.recap.aliran import Sel
    from skpbook.recap.kertas import LembarKerja
    from skpbook.recap.lanjutan import BarisLanjutan
    from skpbook.recap.susun import Rekap

KOLOM = (
    Kolom("No", 5, ("sel", "bilangan", "tengah")),
    Kolom("NIP", 19, ("sel", "teks")),
    Kolom("Nama", 20),
    Kolom("Unit Kerja", 18),
    Kolom("Predikat Tahunan", 13),
    Kolom("Usulan", 25),
    Kolom("Langkah", 42),
    Kolom("Mulai Perbaikan", 11.5),
    Kolom("Batas Perbaikan", 11.5),
    Kolom("Batas Keberatan", 11.5),
    Kolom("Dasar", 17),
    Kolom("Jenis Usulan", 22),
)
KOLOM_CETAK = 10
_JENIS = {
    "talent-pool": "Talent pool",
    "pengembangan-kompetensi": "Pengembangan kompetensi",
    "perbaikan": "Perbaikan kinerja",
}
_BELUM_TAHU = "tanggal evaluasi belum terbaca"


def tulis(lembar: LembarKerja, rekap: Rekap) -> None:
    """Write the sheet."""
    tahun = ", ".join(str(satu) for satu in rekap.riwayat.tahun()) or "belum ada"
    awal = lembar.judul(
        "USULAN TINDAK LANJUT PREDIKAT TAHUNAN",
        rekap.instansi,
        f"Predikat tahunan yang diketahui: {tahun}",
        "Usulan, bukan keputusan; pejabat yang berwenang memutuskan. Dua tahun berturut-turut berarti predikat "
        "yang sama pada kedua tahun.",
        "Keberatan diajukan paling lama 14 hari sejak hasil evaluasi diterima (PP 30/2019 Pasal 59); bila tanggal "
        "terimanya tidak ada, dihitung dari tanggal evaluasi.",
    )
    kolom = [rekap.pegawai[nama].tolist() for nama in ("nip", "nama", "unit")]
    isi = (
        _baris(i, satu, *(str(semua[satu.letak]) for semua in kolom))
        for i, satu in enumerate(rekap.lanjutan, start=1)
    )
    kosong = (2, "Belum ada predikat tahunan yang menimbulkan usulan.")
    akhir = lembar.daftar("TabelTindakLanjut", awal, KOLOM, len(rekap.lanjutan), isi, kosong=kosong)
    lembar.ws.freeze_panes(awal + 1, 3)
    lembar.nip_teks(awal + 1, 1, akhir)
    lembar.cetak(
        mendatar=True,
        kiri=rekap.instansi,
        kanan=rekap.sebutan_periode,
        ulang=(awal, awal),
        area=(0, 0, akhir, KOLOM_CETAK),
    )


def _baris(nomor: int, satu: BarisLanjutan, nip: str, nama: str, unit: str) -> tuple[Sel, ...]:
    perbaikan = satu.lanjut.jenis == "perbaikan"
    return (
        nomor,
        ringkas(nip, 60),
        ringkas(nama),
        ringkas(unit),
        satu.predikat,
        satu.lanjut.uraian[:1].upper() + satu.lanjut.uraian[1:],
        "\n".join(f"{i}. {teks}" for i, teks in enumerate(satu.lanjut.langkah, start=1)),
        _tanggal(satu.mulai) if perbaikan else "",
        _tanggal(satu.batas_perbaikan) if perbaikan else "",
        _tanggal(satu.batas_keberatan),
        satu.lanjut.dasar,
        _JENIS[satu.lanjut.jenis],
    )


def _tanggal(hari: date | None) -> str:
    return tulis_tanggal(hari) if hari else _BELUM_TAHU
