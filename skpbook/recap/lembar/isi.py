"""Daftar Isi: what every sheet holds, one click away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.recap import nama_lembar as nama

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skpbook.recap.kertas import LembarKerja
    from skpbook.recap.susun import Rekap

KETERANGAN = {
    nama.RINGKASAN: "Satu halaman untuk dicetak dan diserahkan: keadaan, predikat, kuadran, kurva, cakupan.",
    nama.PEGAWAI: "Satu baris satu pegawai: rating, predikat dan status periode ini. Dasar semua hitungan.",
    nama.NOMINATIF: "Satu baris satu pegawai: predikat setiap periode setahun, tahunan, tahun lalu, perubahan.",
    nama.OPD: "Predikat setiap OPD atau unit induk, menurut PNS, PPPK, PPPK paruh waktu, dengan JUMLAH.",
    nama.UNIT: "Predikat setiap unit, menurut PNS, PPPK, PPPK paruh waktu, dengan JUMLAH.",
    nama.PENILAIAN_OPD: "Berapa yang sudah dinilai tiap OPD pada setiap periode setahun.",
    nama.PENILAIAN_UNIT: "Berapa yang sudah dinilai tiap unit pada setiap periode setahun.",
    nama.STATUS_UNIT: "Sampai di mana SKP dan penilaian tiap unit, dan berapa yang belum masuk.",
    nama.KUADRAN: "Sembilan kotak kuadran kinerja dengan jumlah dan nama.",
    nama.DISTRIBUSI: "Distribusi predikat tiap unit terhadap pedoman yang dipakai buku ini.",
    nama.DISTRIBUSI_LAIN: "Distribusi yang sama terhadap pedoman yang lain.",
    nama.KURVA: "Kurva distribusi predikat setiap unit.",
    nama.PERUBAHAN: "Siapa yang predikatnya naik atau turun dari periode sebelumnya.",
    nama.CAKUPAN: "Gambar dan angka: RHK yang sampai ke puncak, RHK pimpinan yang didukung, tiap unit.",
    nama.RHK_PIMPINAN: "Setiap RHK pimpinan: berapa bawahan mendukungnya, dan siapa.",
    nama.KASKADE: "Siapa mendukung apa, dari puncak ke bawah, bertingkat.",
    nama.PUTUS: "RHK yang lepas atau yang rantainya putus, dengan sebab dan selnya.",
    nama.MPH: "Matriks peran hasil setiap unit.",
    nama.KETERLIBATAN: "Berapa anggota tiap unit yang berperan 0, 1, 2 atau lebih dalam matriks.",
    nama.RHK: "Semua rencana hasil kerja dari SKP yang dihitung.",
    nama.SKP_GANDA: "Pegawai dengan lebih dari satu SKP, mana yang dihitung dan sebabnya.",
    nama.LANJUTAN: "Usulan tindak lanjut dari predikat tahunan, dengan pasal dan tanggalnya.",
    nama.KREDIT: "Angka kredit pejabat fungsional dari predikat.",
    nama.TEMUAN: "Semua temuan pemeriksaan dengan berkas, lembar dan selnya.",
    nama.TEMUAN_DIKECUALIKAN: "Temuan yang dengan alasan tercatat tidak dihitung.",
    nama.BELUM: "Siapa yang belum menyerahkan apa, menurut unit dan penilai.",
    nama.BELUM_PENILAI: "Yang belum masuk, dihitung per pejabat penilai.",
    nama.ATURAN: "Penjelasan setiap aturan yang menemukan sesuatu.",
}


def tulis(lembar: LembarKerja, rekap: Rekap, semua: Sequence[str]) -> None:
    """Write the sheet over the names of all sheets of the workbook, in order."""
    awal = lembar.judul("DAFTAR ISI", rekap.instansi, f"Periode: {rekap.sebutan_periode}")
    lembar.lebar((5, 28, 84))
    for k, judul in enumerate(("No", "Lembar", "Isi")):
        lembar.teks(awal, k, judul, "kepala")
    for i, satu in enumerate((satu for satu in semua if satu != nama.ISI), start=1):
        lembar.angka(awal + i, 0, i, "petak", "bilangan", "tengah")
        lembar.tautan(awal + i, 1, f"'{satu}'!A1", satu, "petak")
        asal = next((isi for kunci, isi in KETERANGAN.items() if satu.startswith(kunci)), "")
        lembar.teks(awal + i, 2, KETERANGAN.get(satu, asal), "petak")
    lembar.cetak(mendatar=False, kiri=rekap.instansi, kanan=rekap.sebutan_periode, satu_halaman=True)
