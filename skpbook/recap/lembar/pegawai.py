"""Predikat per Pegawai: one row a pegawai; every other count is a formula over this sheet."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from skpbook.recap import nama_lembar as nama
from skpbook.recap.aliran import Hias, Kolom
from skpbook.recap.gaya import WARNA_PREDIKAT
from skpbook.recap.status import StatusPegawai
from skpbook.recap.teks_sel import ringkas

if TYPE_CHECKING:
    from skpbook.recap.aliran import Sel
    from skpbook.recap.kertas import LembarKerja
    from skpbook.recap.susun import Rekap

_DINILAI = {satu.value: ("sel", "tebal", satu.name.lower()) for satu in WARNA_PREDIKAT}
_TIDAK_DIHITUNG = ("sel", "redup")
_TEBAL = ("sel", "tebal")
_BEDA = ("sel", "peringatan", "tebal")

KOLOM = (
    Kolom("No", 5, ("sel", "bilangan", "tengah")),
    Kolom("NIP", 19, ("sel", "teks")),
    Kolom("Nama", 24),
    Kolom("Jenis", 9),
    Kolom("Unit Kerja", 20),
    Kolom("Jabatan", 23),
    Kolom("Rating Hasil Kerja", 12),
    Kolom("Rating Perilaku Kerja", 12),
    Kolom("Predikat (Kuadran)", 11.5, varian=(_TIDAK_DIHITUNG, *_DINILAI.values())),
    Kolom("Predikat di Berkas", 11.5, varian=(_BEDA,)),
    Kolom("Status", 12, varian=(_TIDAK_DIHITUNG, _TEBAL)),
    Kolom("Catatan", 20),
    Kolom("Pejabat Penilai Kinerja", 26),
    Kolom("Golongan", 10, ("sel", "tengah")),
    Kolom("Capaian Kinerja Organisasi", 16),
    Kolom("Berkas Evaluasi", 40),
    Kolom("No. Unit", 8, ("sel", "bilangan")),
    Kolom("Predikat Berbeda", 10, ("sel", "bilangan")),
    Kolom("Evaluasi Ganda", 10, ("sel", "bilangan")),
    Kolom("Sumber", 11),
    Kolom("SKP", 12),
    Kolom("Jenjang", 14),
    Kolom("Peran dalam MPH", 10, ("sel", "bilangan")),
    Kolom("No. OPD", 8, ("sel", "bilangan")),
)
KOLOM_CETAK = 11
"""Last column on paper; what stands right of it is for the screen."""


def tulis(lembar: LembarKerja, rekap: Rekap) -> None:
    """Write the sheet and name its columns."""
    awal = lembar.judul(
        "PREDIKAT KINERJA PER PEGAWAI",
        rekap.instansi,
        f"Periode: {rekap.sebutan_periode}",
        "Predikat dihitung dari kedua rating menurut kuadran kinerja pegawai (Permen PANRB 6/2022). "
        "Bila berkas menyebut predikat lain, keduanya ditunjukkan.",
    )
    banyak = len(rekap.pegawai)
    akhir = lembar.daftar(
        "TabelPegawai",
        awal,
        KOLOM,
        banyak,
        map(_baris, count(1), rekap.pegawai.itertuples(index=False)),
        kosong=(2, "Daftar pegawai kosong."),
        tinggi=32,
    )
    for kolom, sebutan in (
        (3, nama.PEG_JENIS),
        (6, nama.PEG_HASIL),
        (7, nama.PEG_PERILAKU),
        (8, nama.PEG_PREDIKAT),
        (10, nama.PEG_STATUS),
        (16, nama.PEG_NO_UNIT),
        (17, nama.PEG_BERBEDA),
        (18, nama.PEG_GANDA),
        (20, nama.PEG_SKP),
        (22, nama.PEG_PERAN),
        (23, nama.PEG_NO_OPD),
    ):
        lembar.nama_kolom(sebutan, kolom, awal + 1, banyak)
    lembar.ws.freeze_panes(awal + 1, 3)
    lembar.nip_teks(awal + 1, 1, awal + banyak)
    lembar.cetak(
        mendatar=True,
        kiri=rekap.instansi,
        kanan=rekap.sebutan_periode,
        ulang=(awal, awal),
        area=(0, 0, akhir, KOLOM_CETAK),
    )


def _baris(nomor: int, p: Any) -> tuple[Sel, ...]:
    dihitung = p.status == StatusPegawai.DINILAI.value
    tertulis = ringkas(p.predikat_tertulis, 120)
    return (
        nomor,
        ringkas(p.nip),
        ringkas(p.nama),
        p.jenis,
        ringkas(p.unit),
        ringkas(p.jabatan),
        p.rating_hasil,
        p.rating_perilaku,
        Hias(p.predikat, _DINILAI.get(p.predikat, _TEBAL) if dihitung else _TIDAK_DIHITUNG),
        Hias(tertulis, _BEDA) if p.berbeda else tertulis,
        p.status if dihitung else Hias(p.status, _GAYA_STATUS.get(p.status, _TEBAL)),
        ringkas(p.catatan),
        ringkas(p.penilai),
        ringkas(p.golongan),
        p.capaian_unit,
        ringkas(p.berkas_evaluasi),
        int(p.no_unit),
        int(p.berbeda),
        int(p.ganda),
        p.sumber,
        p.skp,
        ringkas(p.jenjang),
        p.peran if p.peran >= 0 else None,
        int(p.no_opd),
    )


_GAYA_STATUS = {StatusPegawai.DIKECUALIKAN.value: _TIDAK_DIHITUNG}
