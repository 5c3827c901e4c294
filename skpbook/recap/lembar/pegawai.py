"""Predikat per Pegawai: one row a pegawai; every other count is a formula over this sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skpbook.recap import nama_lembar as nama
from skpbook.recap.gaya import WARNA_PREDIKAT
from skpbook.recap.kertas import Kolom, LembarKerja
from skpbook.recap.status import StatusPegawai
from skpbook.recap.teks_sel import ringkas

if TYPE_CHECKING:
    from skpbook.recap.susun import Rekap

KOLOM = (
    Kolom("No", 5),
    Kolom("NIP", 20),
    Kolom("Nama", 27),
    Kolom("Jenis", 10),
    Kolom("Unit Kerja", 25),
    Kolom("Jabatan", 27),
    Kolom("Rating Hasil Kerja", 12),
    Kolom("Rating Perilaku Kerja", 12),
    Kolom("Predikat (Kuadran)", 13),
    Kolom("Predikat di Berkas", 13),
    Kolom("Status", 14),
    Kolom("Catatan", 32),
    Kolom("Pejabat Penilai Kinerja", 26),
    Kolom("Golongan", 10),
    Kolom("Capaian Kinerja Organisasi", 16),
    Kolom("Berkas Evaluasi", 40),
    Kolom("No. Unit", 8),
    Kolom("Predikat Berbeda", 10),
    Kolom("Evaluasi Ganda", 10),
)
KOLOM_CETAK = 11
"""Last column on paper; what stands right of it is for the screen."""

_TEKS = (
    (1, "nip", ("teks",)),
    (2, "nama", ()),
    (3, "jenis", ()),
    (4, "unit", ()),
    (5, "jabatan", ()),
    (6, "rating_hasil", ()),
    (7, "rating_perilaku", ()),
    (12, "penilai", ()),
    (13, "golongan", ("tengah",)),
    (14, "capaian_unit", ()),
    (15, "berkas_evaluasi", ()),
)
_GAYA_PREDIKAT = {satu.value: satu.name.lower() for satu in WARNA_PREDIKAT}
_GAYA_STATUS = {
    StatusPegawai.DINILAI.value: ("sel",),
    StatusPegawai.DIKECUALIKAN.value: ("sel", "redup"),
}


def tulis(lembar: LembarKerja, rekap: Rekap) -> None:
    """Write the sheet and name its columns."""
    konteks = rekap.konteks
    awal = lembar.judul(
        "PREDIKAT KINERJA PER PEGAWAI",
        konteks.instansi,
        f"Periode: {rekap.sebutan_periode}",
        "Predikat dihitung dari kedua rating menurut kuadran kinerja pegawai (Permen PANRB 6/2022). "
        "Bila berkas menyebut predikat lain, keduanya ditunjukkan.",
    )
    banyak = len(rekap.pegawai)
    lembar.tabel("TabelPegawai", awal, KOLOM, banyak, tinggi=32)
    for i, baris in enumerate(rekap.pegawai.itertuples(index=False), start=1):
        _baris(lembar, awal + i, i, baris)
    if not banyak:
        lembar.teks(awal + 1, 2, "Daftar pegawai kosong.", "sel", "redup")
    for kolom, sebutan in (
        (3, nama.PEG_JENIS),
        (6, nama.PEG_HASIL),
        (7, nama.PEG_PERILAKU),
        (8, nama.PEG_PREDIKAT),
        (10, nama.PEG_STATUS),
        (16, nama.PEG_NO_UNIT),
        (17, nama.PEG_BERBEDA),
        (18, nama.PEG_GANDA),
    ):
        lembar.nama_kolom(sebutan, kolom, awal + 1, banyak)
    lembar.ws.freeze_panes(awal + 1, 3)
    lembar.nip_teks(awal + 1, 1, awal + banyak)
    lembar.cetak(
        mendatar=True,
        kiri=konteks.instansi,
        kanan=rekap.sebutan_periode,
        ulang=(awal, awal),
        area=(0, 0, awal + max(1, banyak), KOLOM_CETAK),
    )


def _baris(lembar: LembarKerja, r: int, nomor: int, baris: Any) -> None:
    lembar.angka(r, 0, nomor, "sel", "bilangan", "tengah")
    for kolom, bidang, gaya in _TEKS:
        lembar.teks(r, kolom, ringkas(getattr(baris, bidang)), "sel", *gaya)
    dihitung = baris.status == StatusPegawai.DINILAI.value
    warna = _GAYA_PREDIKAT.get(baris.predikat) if dihitung else None
    lembar.teks(r, 8, baris.predikat, "sel", "tebal" if dihitung else "redup", *([warna] if warna else []))
    lembar.teks(
        r,
        9,
        ringkas(baris.predikat_tertulis, 120),
        "sel",
        *(("peringatan", "tebal") if baris.berbeda else ()),
    )
    lembar.teks(r, 10, baris.status, *_GAYA_STATUS.get(baris.status, ("sel", "tebal")))
    lembar.teks(r, 11, ringkas(baris.catatan), "sel")
    lembar.angka(r, 16, int(baris.no_unit), "sel", "bilangan")
    lembar.angka(r, 17, int(baris.berbeda), "sel", "bilangan")
    lembar.angka(r, 18, int(baris.ganda), "sel", "bilangan")
