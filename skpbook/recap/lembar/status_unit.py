"""Status per Unit: how far SKP, matrices and ratings are, and what has not come in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from skpbook.domain.tempat import alamat
from skpbook.recap import nama_lembar as nama
from skpbook.recap.bingkai import BELUM
from skpbook.recap.lembar.unit import keterangan
from skpbook.recap.rumus import SYARAT_SEMUA, hitung_bila, kutip, syarat_status, syarat_unit
from skpbook.recap.status import KeadaanSkp, StatusPegawai
from skpbook.recap.teks_sel import ringkas

if TYPE_CHECKING:
    import numpy.typing as npt

    from skpbook.recap.kertas import LembarKerja
    from skpbook.recap.susun import Rekap

_BELUM = (
    ("SKP", nama.BLM_SKP, "skp"),
    ("MPH", nama.BLM_MPH, "mph"),
    ("Evaluasi", nama.BLM_EVALUASI, "evaluasi"),
)
_KELOMPOK = (
    ("SKP", tuple(satu.value for satu in KeadaanSkp)),
    ("STATUS PENILAIAN", tuple(satu.value for satu in StatusPegawai)),
    ("BELUM MASUK", tuple(judul for judul, _, _ in _BELUM)),
)
_KIRI = ("No", "Unit Kerja", "Pegawai")
_TETAP = len(_KIRI)


def tulis(lembar: LembarKerja, rekap: Rekap) -> None:
    """Write the sheet."""
    awal = lembar.judul(
        "STATUS SKP DAN PENILAIAN PER UNIT KERJA",
        rekap.instansi,
        f"Periode: {rekap.sebutan_periode}",
        "SKP menurut Laporan SKP e-Kinerja (draft, pengajuan, persetujuan); tanpa laporan itu, masuk bila berkas "
        "SKP-nya sudah diimpor. " + keterangan(lembar),
    )
    judul = [anak for _, semua in _KELOMPOK for anak in semua]
    lembar.lebar((5, 28, 9, *(_lebar(satu) for satu in judul)))
    _kepala(lembar, awal)
    angka = _angka(rekap)
    for i, unit in enumerate(rekap.unit):
        r = awal + 2 + i
        lembar.angka(r, 0, unit.nomor, "petak", "bilangan", "tengah")
        lembar.teks(r, 1, ringkas(unit.nama, 200), "petak")
        for k, (rumus, isi) in enumerate(
            zip(_rumus(f"${alamat(r, 0)}"), angka[unit.nomor - 1].tolist(), strict=True), start=2
        ):
            lembar.hitungan(r, k, rumus, isi, "petak", "bilangan")
    akhir = awal + 1 + max(1, len(rekap.unit))
    for k in range(2):
        lembar.teks(akhir + 1, k, "JUMLAH" if k else None, "jumlah")
    for k, isi in enumerate(angka.sum(axis=0).tolist(), start=2):
        rumus = f"=SUM({alamat(awal + 2, k)}:{alamat(akhir, k)})"
        lembar.rumus(akhir + 1, k, rumus, isi, "jumlah", "bilangan")
    lembar.jadikan_tabel("TabelStatusUnit", awal + 1, akhir, (*_KIRI, *judul))
    lembar.ws.freeze_panes(awal + 2, 2)
    lembar.cetak(mendatar=True, kiri=rekap.instansi, kanan=rekap.sebutan_periode, ulang=(awal, awal + 1))


def _lebar(judul: str) -> float:
    """Characters in which the longest word of a heading stands whole."""
    return max(8.5, 1.12 * max(len(kata) for kata in judul.split()))


def _kepala(lembar: LembarKerja, awal: int) -> None:
    for k, judul in enumerate(_KIRI):
        lembar.teks(awal, k, None, "kepala")
        lembar.teks(awal + 1, k, judul, "kepala")
    k = _TETAP
    for judul, semua in _KELOMPOK:
        lembar.gabung(awal, k, awal, k + len(semua) - 1, judul, "kepala")
        for anak in semua:
            lembar.teks(awal + 1, k, anak, "kepala")
            k += 1
    lembar.tinggi(awal + 1, 44)


def _rumus(sel: str) -> list[str]:
    """The formulas of one row, from the column of the people on."""
    dasar = syarat_unit(sel)
    return [
        hitung_bila(*dasar, SYARAT_SEMUA),
        *(hitung_bila(*dasar, (nama.PEG_SKP, kutip(satu.value))) for satu in KeadaanSkp),
        *(hitung_bila(*dasar, syarat_status(satu)) for satu in StatusPegawai),
        *(hitung_bila((nama.BLM_NO_UNIT, sel), (kolom, kutip(BELUM))) for _, kolom, _ in _BELUM),
    ]


def _angka(rekap: Rekap) -> npt.NDArray[np.int_]:
    """The same by counting: a row a unit."""
    banyak = len(rekap.unit)
    letak = rekap.pegawai["no_unit"].to_numpy(dtype=int) - 1
    skp, status = (rekap.pegawai[kolom].to_numpy(dtype=object) for kolom in ("skp", "status"))
    belum = rekap.belum["no_unit"].to_numpy(dtype=int) - 1
    kolom = [np.bincount(letak, minlength=banyak)]
    kolom += [np.bincount(letak[skp == satu.value], minlength=banyak) for satu in KeadaanSkp]
    kolom += [np.bincount(letak[status == satu.value], minlength=banyak) for satu in StatusPegawai]
    kolom += [
        np.bincount(belum[rekap.belum[medan].to_numpy(dtype=object) == BELUM], minlength=banyak)
        for _, _, medan in _BELUM
    ]
    return np.column_stack(kolom).reshape(banyak, len(kolom))
