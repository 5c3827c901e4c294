"""Temuan: what the checks found, filterable, each with its file, sheet and cell; waived ones apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.domain.tempat import Rujukan
from skpbook.recap import nama_lembar as nama
from skpbook.recap.kertas import Kolom, LembarKerja
from skpbook.recap.teks_sel import ringkas

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from skpbook.recap.susun import Rekap
    from skpbook.recap.temuan import BarisTemuan

KOLOM = (
    Kolom("No", 5),
    Kolom("Tingkat", 12),
    Kolom("Kode", 7),
    Kolom("Unit Kerja", 22),
    Kolom("Nama", 24),
    Kolom("Pesan", 52),
    Kolom("Saran", 34),
    Kolom("Berkas", 28),
    Kolom("Lembar", 14),
    Kolom("Sel", 12),
    Kolom("Jumlah", 8),
    Kolom("NIP", 20),
    Kolom("Periode", 12),
    Kolom("Ditemukan", 50),
    Kolom("Seharusnya", 50),
    Kolom("Terkait Berkas", 28),
    Kolom("Terkait Lembar", 14),
    Kolom("Terkait Sel", 10),
)
_SARAN = 6
KOLOM_DIKECUALIKAN = (
    *KOLOM[:_SARAN],
    Kolom("Alasan Dikecualikan", 34),
    *KOLOM[_SARAN + 1 :],
    Kolom("Dikecualikan Oleh", 20),
    Kolom("Dikecualikan Sejak", 14),
)
"""What is waived needs no advice but a reason."""

KOLOM_CETAK = 10
"""Last column on paper."""

BATAS_TAUTAN = 60_000
"""Excel takes 65,530 links on a sheet."""


def tulis(lembar: LembarKerja, rekap: Rekap, baris_aturan: Mapping[str, int]) -> None:
    """Write the findings that stand. `baris_aturan` maps a code to its row on the Aturan sheet."""
    banyak = sum(satu.jumlah for satu in rekap.temuan)
    awal = lembar.judul(
        "TEMUAN PEMERIKSAAN",
        rekap.konteks.instansi,
        f"Periode rekap: {rekap.sebutan_periode}",
        f"{banyak} temuan. Kode dapat diklik untuk membaca penjelasan aturannya. "
        "Temuan yang sama di beberapa sel ditulis satu baris.",
    )
    _isi(lembar, rekap, awal, rekap.temuan, "TabelTemuan", baris_aturan, "Tidak ada temuan.", KOLOM)
    lembar.nama_kolom(nama.TEM_TINGKAT, 1, awal + 1, len(rekap.temuan))
    lembar.nama_kolom(nama.TEM_KODE, 2, awal + 1, len(rekap.temuan))
    lembar.nama_kolom(nama.TEM_JUMLAH, 10, awal + 1, len(rekap.temuan))


def tulis_dikecualikan(lembar: LembarKerja, rekap: Rekap, baris_aturan: Mapping[str, int]) -> None:
    """Write the findings that a person has waived."""
    banyak = sum(satu.jumlah for satu in rekap.temuan_dikecualikan)
    awal = lembar.judul(
        "TEMUAN YANG DIKECUALIKAN",
        rekap.konteks.instansi,
        f"Periode rekap: {rekap.sebutan_periode}",
        f"{banyak} temuan yang dengan alasan tercatat tidak dihitung lagi.",
    )
    kosong = "Tidak ada temuan yang dikecualikan."
    semua = rekap.temuan_dikecualikan
    _isi(lembar, rekap, awal, semua, "TabelDikecualikan", baris_aturan, kosong, KOLOM_DIKECUALIKAN)
    for i, satu in enumerate(semua, start=1):
        alasan = next((p for p in rekap.konteks.pengecualian if p.kena(satu.temuan)), None)
        isi = (alasan.alasan, alasan.oleh, alasan.pada[:10]) if alasan else (None, None, None)
        for k, teks in zip((_SARAN, len(KOLOM), len(KOLOM) + 1), isi, strict=True):
            lembar.teks(awal + i, k, ringkas(teks, 600), "sel")
    lembar.nama_kolom(nama.KEC_JUMLAH, 10, awal + 1, len(rekap.temuan_dikecualikan))


def _isi(
    lembar: LembarKerja,
    rekap: Rekap,
    awal: int,
    temuan: Sequence[BarisTemuan],
    tabel: str,
    baris_aturan: Mapping[str, int],
    kosong: str,
    kolom: Sequence[Kolom],
) -> None:
    lembar.tabel(tabel, awal, kolom, len(temuan))
    for i, satu in enumerate(temuan, start=1):
        _baris(lembar, awal + i, i, satu, baris_aturan)
    if not temuan:
        for k in range(len(kolom)):
            lembar.teks(awal + 1, k, kosong if k == 5 else None, "sel", "redup")
    akhir = awal + max(1, len(temuan))
    lembar.ws.freeze_panes(awal + 1, 3)
    lembar.nip_teks(awal + 1, 11, akhir)
    lembar.cetak(
        mendatar=True,
        kiri=rekap.konteks.instansi,
        kanan=rekap.sebutan_periode,
        ulang=(awal, awal),
        area=(0, 0, akhir, KOLOM_CETAK),
    )


def _baris(
    lembar: LembarKerja, r: int, nomor: int, satu: BarisTemuan, baris_aturan: Mapping[str, int]
) -> None:
    temuan = satu.temuan
    lembar.angka(r, 0, nomor, "sel", "bilangan", "tengah")
    lembar.teks(r, 1, temuan.tingkat.value, "sel", temuan.tingkat.value)
    if temuan.kode in baris_aturan and nomor <= BATAS_TAUTAN:
        lembar.tautan(r, 2, f"'{nama.ATURAN}'!A{baris_aturan[temuan.kode] + 1}", temuan.kode, "sel")
    else:
        lembar.teks(r, 2, temuan.kode, "sel")
    kaitan = temuan.kaitan or Rujukan("", "", "")
    for k, isi, huruf in (
        (3, satu.unit, 200),
        (4, temuan.nama, 200),
        (5, temuan.pesan, 1200),
        (6, temuan.saran, 600),
        (7, temuan.berkas, 300),
        (8, temuan.lembar, 100),
        (9, satu.sel, 200),
        (11, temuan.nip, 60),
        (12, temuan.periode, 60),
        (13, temuan.ditemukan, 400),
        (14, temuan.seharusnya, 400),
        (15, kaitan.berkas, 300),
        (16, kaitan.lembar, 100),
        (17, kaitan.sel, 20),
    ):
        lembar.teks(r, k, ringkas(isi, huruf), "sel", *(("teks",) if k == 11 else ()))
    lembar.angka(r, 10, satu.jumlah, "sel", "bilangan")
