"""Daftar RHK: every rencana hasil kerja of the SKP that count; Beberapa SKP: who has more than one."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from skpbook.recap.aliran import Hias, Kolom
from skpbook.recap.teks_sel import ringkas

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from skpbook.recap.aliran import Sel
    from skpbook.recap.kertas import LembarKerja
    from skpbook.recap.rhk import BarisRhk, BarisSkp
    from skpbook.recap.susun import Rekap

BATAS_BARIS = 1_000_000
"""Rows of one sheet; Excel has 1,048,576."""

KOLOM = (
    Kolom("No", 6, ("sel", "bilangan", "tengah")),
    Kolom("NIP", 20, ("sel", "teks")),
    Kolom("Nama", 22),
    Kolom("Jenis", 9),
    Kolom("Unit Kerja", 20),
    Kolom("Bagian", 10),
    Kolom("RHK ke-", 6, ("sel", "bilangan", "tengah")),
    Kolom("Rencana Hasil Kerja", 48),
    Kolom("RHK Pimpinan yang Diintervensi", 38),
    Kolom("Indikator", 9, ("sel", "bilangan")),
)
_YA = ("sel", "tebal", "tengah")
KOLOM_SKP = (
    Kolom("No", 5, ("sel", "bilangan", "tengah")),
    Kolom("NIP", 20, ("sel", "teks")),
    Kolom("Nama", 22),
    Kolom("Unit Kerja", 20),
    Kolom("Dihitung", 9, ("sel", "tengah"), (_YA,)),
    Kolom("Sebab Tidak Dihitung", 20),
    Kolom("Plt/Plh", 8, ("sel", "tengah")),
    Kolom("Periode SKP", 24),
    Kolom("Jabatan pada SKP", 26),
    Kolom("Asal", 10),
    Kolom("Berkas", 30),
)


def lembar_rhk(rekap: Rekap) -> int:
    """How many sheets the list needs."""
    return max(1, -(-len(rekap.rhk) // BATAS_BARIS))


def tulis(lembar: LembarKerja, rekap: Rekap, bagian: int = 0) -> None:
    """Write the `bagian`-th sheet (from 0) of the list."""
    mulai = bagian * BATAS_BARIS
    banyak = min(BATAS_BARIS, len(rekap.rhk) - mulai)
    awal = lembar.judul(
        "DAFTAR RENCANA HASIL KERJA",
        rekap.instansi,
        f"Tahun {rekap.tahun}",
        "Dari SKP yang dihitung: bukan Plt/Plh, lalu yang berakhir paling akhir.",
    )
    isi = _baris(rekap, islice(rekap.rhk, mulai, mulai + banyak), mulai)
    tabel = f"TabelRHK{bagian + 1}" if bagian else "TabelRHK"
    akhir = lembar.daftar(tabel, awal, KOLOM, banyak, isi, kosong=(7, "Belum ada SKP yang masuk."))
    lembar.ws.freeze_panes(awal + 1, 3)
    lembar.nip_teks(awal + 1, 1, akhir)
    lembar.cetak(mendatar=True, kiri=rekap.instansi, kanan=f"Tahun {rekap.tahun}", ulang=(awal, awal))


def _baris(rekap: Rekap, rhk: Iterable[BarisRhk], mulai: int) -> Iterator[tuple[Sel, ...]]:
    """Rows of one pegawai follow each other: what is his is worked out once."""
    kolom = [rekap.pegawai[nama].tolist() for nama in ("nip", "nama", "keluarga", "unit")]
    letak, orang = -1, ("", "", "", "")
    for nomor, satu in enumerate(rhk, start=mulai + 1):
        if satu.letak != letak:
            letak = satu.letak
            nip, nama, keluarga, unit = (isi[letak] for isi in kolom)
            orang = (ringkas(nip, 60), ringkas(nama), keluarga, ringkas(unit))
        yield (
            nomor,
            *orang,
            satu.bagian,
            satu.nomor,
            ringkas(satu.rencana, 600),
            ringkas(satu.rhk_pimpinan, 600),
            satu.iki,
        )


def tulis_ganda(lembar: LembarKerja, rekap: Rekap) -> None:
    """Write those with several SKP."""
    awal = lembar.judul(
        "PEGAWAI DENGAN BEBERAPA SKP",
        rekap.instansi,
        f"Tahun {rekap.tahun}",
        "Yang dihitung bukan Plt/Plh, lalu yang berakhir paling akhir, lalu yang disimpan atau ditarik terakhir. "
        "Pegawai yang pindah unit dihitung sekali, di unitnya menurut daftar pegawai.",
    )
    kolom = [rekap.pegawai[nama].tolist() for nama in ("nip", "nama", "unit")]
    isi = (
        _baris_skp(i, satu, *(str(semua[satu.letak]) for semua in kolom))
        for i, satu in enumerate(rekap.skp_ganda, start=1)
    )
    kosong = (2, "Tidak ada pegawai dengan beberapa SKP.")
    akhir = lembar.daftar("TabelBeberapaSKP", awal, KOLOM_SKP, len(rekap.skp_ganda), isi, kosong=kosong)
    lembar.ws.freeze_panes(awal + 1, 3)
    lembar.nip_teks(awal + 1, 1, akhir)
    lembar.cetak(mendatar=True, kiri=rekap.instansi, kanan=f"Tahun {rekap.tahun}", ulang=(awal, awal))


def _baris_skp(nomor: int, satu: BarisSkp, nip: str, nama: str, unit: str) -> tuple[Sel, ...]:
    return (
        nomor,
        ringkas(nip, 60),
        ringkas(nama),
        ringkas(unit),
        Hias("ya", _YA) if satu.dihitung else "tidak",
        satu.sebab,
        "ya" if satu.rangkap else "",
        ringkas(satu.periode, 200),
        ringkas(satu.jabatan),
        satu.asal,
        ringkas(satu.berkas),
    )
