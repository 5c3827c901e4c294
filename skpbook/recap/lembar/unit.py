"""Per Unit: every unit by PNS, PPPK and PPPK paruh waktu, five predikat and who has none yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.domain.pegawai import JenisPegawai
from skpbook.domain.tempat import alamat
from skpbook.recap.rumus import (
    SYARAT_BELUM,
    hitung_bila,
    syarat_jenis,
    syarat_predikat,
    syarat_status,
    syarat_unit,
)
from skpbook.recap.status import StatusPegawai
from skpbook.recap.teks_sel import ringkas
from skpbook.regulation.label import Predikat

if TYPE_CHECKING:
    from skpbook.recap.hitung import HitunganPegawai
    from skpbook.recap.kertas import LembarKerja
    from skpbook.recap.susun import Rekap

_KELOMPOK: tuple[tuple[JenisPegawai | None, str], ...] = (
    (None, "SEMUA PEGAWAI"),
    (JenisPegawai.PNS, "PNS"),
    (JenisPegawai.PPPK, "PPPK"),
    (JenisPegawai.PPPK_PARUH_WAKTU, "PPPK PARUH WAKTU"),
)
_ANAK = (*(satu.value for satu in Predikat), "Belum dinilai", "Dikecualikan", "Jumlah")
LEBAR_KELOMPOK = len(_ANAK)
_BARIS_KEPALA_TEGAK = 84


def tulis(lembar: LembarKerja, rekap: Rekap) -> None:
    """Write the sheet."""
    awal = lembar.judul(
        "REKAPITULASI PREDIKAT PER UNIT KERJA", rekap.konteks.instansi, f"Periode: {rekap.sebutan_periode}"
    )
    kepala = _kepala(lembar, awal, _lebar_angka(rekap.jumlah.pegawai))
    for i, unit in enumerate(rekap.unit, start=1):
        r = kepala + i
        lembar.angka(r, 0, unit.nomor, "petak", "bilangan", "tengah")
        lembar.teks(r, 1, ringkas(unit.nama, 200), "petak")
        for g, (jenis, _) in enumerate(_KELOMPOK):
            _kelompok(
                lembar,
                r,
                2 + g * LEBAR_KELOMPOK,
                jenis,
                unit.hitungan if jenis is None else unit.jenis[jenis],
            )
    akhir = kepala + len(rekap.unit)
    _jumlah(lembar, rekap, kepala + 1, akhir)
    lembar.ws.autofilter(kepala, 0, max(akhir, kepala + 1), 1 + len(_KELOMPOK) * LEBAR_KELOMPOK)
    lembar.ws.freeze_panes(kepala + 1, 2)
    lembar.cetak(
        mendatar=True,
        kiri=rekap.konteks.instansi,
        kanan=rekap.sebutan_periode,
        ulang=(awal, kepala),
    )


def _lebar_angka(terbesar: int) -> float:
    """Column width in which the largest sum is a number, not ####."""
    return max(5.3, len(f"{terbesar:,}") * 1.1 + 1.5)


def _kepala(lembar: LembarKerja, awal: int, lebar: float) -> int:
    """Two heading rows; gives the lower one, which carries the filter."""
    kepala = awal + 1
    lembar.lebar((5, 32, *(lebar for _ in range(len(_KELOMPOK) * LEBAR_KELOMPOK))))
    for kolom, judul in ((0, "No"), (1, "Unit Kerja")):
        lembar.teks(awal, kolom, None, "kepala")
        lembar.teks(kepala, kolom, judul, "kepala")
    for g, (_, judul) in enumerate(_KELOMPOK):
        k = 2 + g * LEBAR_KELOMPOK
        lembar.gabung(awal, k, awal, k + LEBAR_KELOMPOK - 1, judul, "kepala")
        for j, anak in enumerate(_ANAK):
            lembar.teks(kepala, k + j, anak, "kepala", "tegak")
    lembar.tinggi(kepala, _BARIS_KEPALA_TEGAK)
    return kepala


def _kelompok(lembar: LembarKerja, r: int, k: int, jenis: JenisPegawai | None, isi: HitunganPegawai) -> None:
    dasar = (*syarat_unit(f"${alamat(r, 0)}"), *syarat_jenis(jenis))
    for j, predikat in enumerate(Predikat):
        rumus = hitung_bila(*dasar, *syarat_predikat(predikat))
        lembar.rumus(
            r,
            k + j,
            rumus,
            isi.predikat[predikat],
            "petak",
            "bilangan",
            *(("lembut",) if jenis is None else ()),
        )
    j = len(Predikat)
    lembar.rumus(r, k + j, hitung_bila(*dasar, SYARAT_BELUM), isi.belum, "petak", "bilangan")
    kecuali = hitung_bila(*dasar, syarat_status(StatusPegawai.DIKECUALIKAN))
    lembar.rumus(r, k + j + 1, kecuali, isi.dikecualikan, "petak", "bilangan")
    jumlah = f"=SUM({alamat(r, k)}:{alamat(r, k + j + 1)})"
    lembar.rumus(r, k + j + 2, jumlah, isi.pegawai, "petak", "bilangan", "tebal")


def _jumlah(lembar: LembarKerja, rekap: Rekap, pertama: int, akhir: int) -> None:
    r = max(akhir, pertama) + 1
    lembar.teks(r, 0, None, "jumlah")
    lembar.teks(r, 1, "JUMLAH", "jumlah")
    for g, (jenis, _) in enumerate(_KELOMPOK):
        isi = rekap.jumlah if jenis is None else rekap.jenis[jenis]
        angka = (*(isi.predikat[p] for p in Predikat), isi.belum, isi.dikecualikan, isi.pegawai)
        for j, satu in enumerate(angka):
            k = 2 + g * LEBAR_KELOMPOK + j
            rumus = f"=SUM({alamat(pertama, k)}:{alamat(max(akhir, pertama), k)})"
            lembar.rumus(r, k, rumus, satu, "jumlah", "bilangan")
    lembar.tinggi(r, 18)
