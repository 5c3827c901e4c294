"""Keterlibatan MPH: how many of a unit stand in the matrices with no, one, two or more peran hasil."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from skpbook.domain.tempat import alamat
from skpbook.recap import nama_lembar as nama
from skpbook.recap.lembar.unit import keterangan
from skpbook.recap.rumus import hitung_bila, jumlahkan, kutip, syarat_unit
from skpbook.recap.teks_sel import ringkas

if TYPE_CHECKING:
    import numpy.typing as npt

    from skpbook.recap.kertas import LembarKerja
    from skpbook.recap.susun import Rekap

_JUDUL = ("No", "Unit Kerja", "Anggota", "0 Peran", "1 Peran", "2 Peran atau Lebih", "Terlibat")
_SYARAT = (">=0", "0", "1", ">=2")


def tulis(lembar: LembarKerja, rekap: Rekap) -> None:
    """Write the sheet."""
    awal = lembar.judul(
        "KETERLIBATAN DALAM MATRIKS PERAN HASIL",
        rekap.instansi,
        f"Tahun {rekap.tahun}",
        "Banyaknya peran hasil pegawai dalam semua matriks yang sudah masuk. Anggota: yang atasannya ada dalam "
        "daftar pegawai. Siapa orangnya: saring kolom Peran dalam MPH pada lembar " + nama.PEGAWAI + ".",
        keterangan(lembar),
    )
    lembar.lebar((5, 44, 12, 12, 12, 14, 12))
    for k, judul in enumerate(_JUDUL):
        lembar.teks(awal, k, judul, "kepala")
    lembar.tinggi(awal, 32)
    angka = _angka(rekap)
    for i, unit in enumerate(rekap.unit):
        r = awal + 1 + i
        lembar.angka(r, 0, unit.nomor, "petak", "bilangan", "tengah")
        lembar.teks(r, 1, ringkas(unit.nama, 200), "petak")
        for k, (syarat, isi) in enumerate(zip(_SYARAT, angka[i].tolist(), strict=True), start=2):
            rumus = hitung_bila(*syarat_unit(f"${alamat(r, 0)}"), (nama.PEG_PERAN, kutip(syarat)))
            lembar.hitungan(r, k, rumus, isi, "petak", "bilangan")
        _bagian(lembar, r, angka[i], "petak")
    akhir = awal + max(1, len(rekap.unit))
    jumlah = angka.sum(axis=0)
    for k in range(2):
        lembar.teks(akhir + 1, k, "JUMLAH" if k else None, "jumlah")
    for k, isi in enumerate(jumlah.tolist(), start=2):
        rumus = f"=SUM({alamat(awal + 1, k)}:{alamat(akhir, k)})"
        lembar.rumus(akhir + 1, k, rumus, isi, "jumlah", "bilangan")
    _bagian(lembar, akhir + 1, jumlah, "jumlah")
    lembar.jadikan_tabel("TabelKeterlibatan", awal, akhir, _JUDUL)
    lembar.ws.freeze_panes(awal + 1, 2)
    lembar.cetak(mendatar=True, kiri=rekap.instansi, kanan=f"Tahun {rekap.tahun}", ulang=(awal, awal))


def _bagian(lembar: LembarKerja, r: int, angka: npt.NDArray[np.int_], gaya: str) -> None:
    anggota, tanpa = int(angka[0]), int(angka[1])
    terlibat = jumlahkan(alamat(r, 4), alamat(r, 5)).removeprefix("=")
    rumus = f"=IF({alamat(r, 2)}=0,0,({terlibat})/{alamat(r, 2)})"
    lembar.rumus(r, 6, rumus, (anggota - tanpa) / anggota if anggota else 0, gaya, "persen")


def _angka(rekap: Rekap) -> npt.NDArray[np.int_]:
    banyak = len(rekap.unit)
    letak = rekap.pegawai["no_unit"].to_numpy(dtype=int) - 1
    peran = rekap.pegawai["peran"].to_numpy(dtype=int)
    ada = (peran >= 0, peran == 0, peran == 1, peran > 1)
    return np.column_stack([np.bincount(letak[satu], minlength=banyak) for satu in ada]).reshape(banyak, 4)
