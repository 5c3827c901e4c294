"""Penilaian per Unit and per OPD: how many are rated in every period of the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from skpbook.domain.tempat import alamat
from skpbook.recap import nama_lembar as nama
from skpbook.recap.lembar.nominatif import judul_periode
from skpbook.recap.lembar.unit import keterangan
from skpbook.recap.rumus import SYARAT_SEMUA, hitung_bila, kutip, syarat_unit
from skpbook.recap.status import KeadaanSkp
from skpbook.recap.teks_sel import ringkas

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from skpbook.recap.kertas import LembarKerja
    from skpbook.recap.susun import Rekap, RekapKelompok

_TETAP = (("No", 5.0), ("", 34.0), ("Total Pegawai", 10.0), ("SKP Masuk", 10.0), ("SKP Disetujui", 10.0))
_PERIODE = len(_TETAP)


def tulis(lembar: LembarKerja, rekap: Rekap) -> None:
    """Write the sheet of the units."""
    _tulis(lembar, rekap, rekap.unit, "Unit Kerja", (nama.PEG_NO_UNIT, nama.NOM_NO_UNIT, "no_unit"))


def tulis_opd(lembar: LembarKerja, rekap: Rekap) -> None:
    """Write the sheet of the topmost units, those below them counted in."""
    _tulis(lembar, rekap, rekap.opd, "OPD / Unit Induk", (nama.PEG_NO_OPD, nama.NOM_NO_OPD, "no_opd"))


def _tulis(
    lembar: LembarKerja,
    rekap: Rekap,
    kelompok: Sequence[RekapKelompok],
    sebutan: str,
    kunci: tuple[str, str, str],
) -> None:
    awal = lembar.judul(
        f"PENILAIAN TAHUN {rekap.tahun} PER {sebutan.upper()}",
        rekap.instansi,
        "Berapa pegawai yang sudah berpredikat pada setiap periode, dari berkas evaluasi atau e-Kinerja. "
        "SKP disetujui menurut Laporan SKP e-Kinerja.",
        keterangan(lembar),
    )
    judul = [judul or sebutan for judul, _ in _TETAP]
    judul += [judul_periode(p) for p in rekap.periode_tahun] + ["Jumlah Penilaian"]
    lembar.lebar([*(lebar for _, lebar in _TETAP), *(10.0 for _ in rekap.periode_tahun), 12.0])
    for k, teks in enumerate(judul):
        lembar.teks(awal, k, teks, "kepala")
    lembar.tinggi(awal, 32)
    angka = _angka(rekap, [satu.nomor for satu in kelompok], kunci[2])
    for i, satu in enumerate(kelompok):
        lembar.angka(awal + 1 + i, 0, satu.nomor, "petak", "bilangan", "tengah")
        lembar.teks(awal + 1 + i, 1, ringkas(satu.nama, 200), "petak")
        _baris(lembar, awal + 1 + i, rekap, kunci, angka[i])
    akhir = awal + max(1, len(kelompok))
    jumlah = angka.sum(axis=0) if len(kelompok) else np.zeros(angka.shape[1], int)
    for k in range(2):
        lembar.teks(akhir + 1, k, "JUMLAH" if k else None, "jumlah")
    for k, banyak in enumerate([*jumlah.tolist(), int(jumlah[3:].sum())], start=2):
        rumus = f"=SUM({alamat(awal + 1, k)}:{alamat(akhir, k)})"
        lembar.rumus(akhir + 1, k, rumus, banyak, "jumlah", "bilangan")
    lembar.jadikan_tabel(
        "TabelPenilaianUnit" if kunci[2] == "no_unit" else "TabelPenilaianOPD", awal, akhir, judul
    )
    lembar.ws.freeze_panes(awal + 1, 2)
    lembar.cetak(mendatar=True, kiri=rekap.instansi, kanan=f"Tahun {rekap.tahun}", ulang=(awal, awal))


def _angka(rekap: Rekap, nomor: Sequence[int], kolom: str) -> npt.NDArray[np.int_]:
    """A row a group: pegawai, SKP in, SKP approved, then the rated of each period."""
    letak = rekap.pegawai[kolom].to_numpy(dtype=int, copy=True)
    skp = rekap.pegawai["skp"].to_numpy(dtype=object)
    ada = [
        np.ones(len(letak), bool),
        skp != KeadaanSkp.BELUM.value,
        skp == KeadaanSkp.DISETUJUI.value,
        *(rekap.riwayat.angka(p.kode) > 0 for p in rekap.periode_tahun),
    ]
    terbesar = max(nomor, default=0) + 1
    semua = [np.bincount(letak[satu.astype(bool)], minlength=terbesar) for satu in ada]
    return np.array([[satu[n] for satu in semua] for n in nomor], int).reshape(len(nomor), len(ada))


def _baris(lembar: LembarKerja, r: int, rekap: Rekap, kunci: tuple[str, str, str], angka: np.ndarray) -> None:
    sel = f"${alamat(r, 0)}"
    dasar = syarat_unit(sel, kunci[0])
    rumus = [
        hitung_bila(*dasar, SYARAT_SEMUA),
        hitung_bila(*dasar, (nama.PEG_SKP, kutip(f"<>{KeadaanSkp.BELUM.value}"))),
        hitung_bila(*dasar, (nama.PEG_SKP, kutip(KeadaanSkp.DISETUJUI.value))),
        *(
            hitung_bila(*syarat_unit(sel, kunci[1]), (nama.nom_periode(i), kutip("?*")))
            for i in range(1, len(rekap.periode_tahun) + 1)
        ),
    ]
    for k, (satu, isi) in enumerate(zip(rumus, angka.tolist(), strict=True), start=2):
        lembar.hitungan(r, k, satu, isi, "petak", "bilangan")
    akhir = _PERIODE + len(rekap.periode_tahun)
    total = f"=SUM({alamat(r, _PERIODE)}:{alamat(r, akhir - 1)})"
    lembar.rumus(r, akhir, total, int(angka[3:].sum()), "petak", "bilangan", "tebal")
