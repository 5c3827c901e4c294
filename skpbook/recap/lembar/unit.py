"""Per Unit and Per OPD: every group by PNS, PPPK and PPPK paruh waktu, five predikat and who has none yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.domain.pegawai import JenisPegawai
from skpbook.domain.tempat import alamat
from skpbook.recap import nama_lembar as nama
from skpbook.recap.rumus import (
    hitung_bila,
    jumlahkan,
    syarat_jenis,
    syarat_predikat,
    syarat_status,
    syarat_unit,
)
from skpbook.recap.status import StatusPegawai
from skpbook.recap.teks_sel import ringkas
from skpbook.regulation.label import Predikat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skpbook.recap.hitung import HitunganPegawai
    from skpbook.recap.kertas import LembarKerja
    from skpbook.recap.susun import Rekap, RekapKelompok

_KELOMPOK: tuple[tuple[JenisPegawai | None, str], ...] = (
    (None, "SEMUA PEGAWAI"),
    (JenisPegawai.PNS, "PNS"),
    (JenisPegawai.PPPK, "PPPK"),
    (JenisPegawai.PPPK_PARUH_WAKTU, "PPPK PARUH WAKTU"),
)
_STATUS: tuple[tuple[str, tuple[StatusPegawai, ...]], ...] = (
    ("Belum ada SKP", (StatusPegawai.BELUM_SKP,)),
    ("SKP belum disetujui", (StatusPegawai.BELUM_SETUJU,)),
    ("Belum dinilai", (StatusPegawai.BELUM_EVALUASI, StatusPegawai.BELUM_DINILAI)),
    ("Dikecualikan", (StatusPegawai.DIKECUALIKAN,)),
)
_ANAK = (*(satu.value for satu in Predikat), *(judul for judul, _ in _STATUS), "Jumlah")
LEBAR_KELOMPOK = len(_ANAK)
_BARIS_KEPALA_TEGAK = 96
_LEBAR_KIRI = (5.0, 30.0)
_LEBAR_HALAMAN = 118
"""Characters on the width of a landscape A4 page, with what LibreOffice's columns are wider."""


def tulis(lembar: LembarKerja, rekap: Rekap) -> None:
    """Write the sheet of the units."""
    _tulis(lembar, rekap, rekap.unit, "REKAPITULASI PREDIKAT PER UNIT KERJA", "Unit Kerja", nama.PEG_NO_UNIT)


def tulis_opd(lembar: LembarKerja, rekap: Rekap) -> None:
    """Write the sheet of the topmost units, those below them counted in."""
    judul = "REKAPITULASI PREDIKAT PER OPD ATAU UNIT INDUK"
    _tulis(lembar, rekap, rekap.opd, judul, "OPD / Unit Induk", nama.PEG_NO_OPD)


def _tulis(
    lembar: LembarKerja,
    rekap: Rekap,
    kelompok: Sequence[RekapKelompok],
    judul: str,
    sebutan: str,
    kunci: str,
) -> None:
    lebar = _lebar_angka(rekap.jumlah.pegawai)
    lembar.lebar((*_LEBAR_KIRI, *(lebar for _ in range(len(_KELOMPOK) * LEBAR_KELOMPOK))))
    periode = f"Periode: {rekap.sebutan_periode}"
    awal = lembar.judul(judul, rekap.instansi, periode, keterangan(lembar), kolom=1)
    kepala = _kepala(lembar, awal, sebutan)
    for i, satu in enumerate(kelompok, start=1):
        r = kepala + i
        lembar.angka(r, 0, satu.nomor, "petak", "bilangan", "tengah")
        lembar.teks(r, 1, ringkas(satu.nama, 200), "petak")
        for g, (jenis, _) in enumerate(_KELOMPOK):
            isi = satu.hitungan if jenis is None else satu.jenis[jenis]
            _isi_kelompok(lembar, r, 2 + g * LEBAR_KELOMPOK, jenis, isi, kunci)
    akhir = kepala + len(kelompok)
    _jumlah(lembar, rekap, kepala + 1, akhir)
    terakhir = 1 + len(_KELOMPOK) * LEBAR_KELOMPOK
    lembar.ws.autofilter(kepala, 0, max(akhir, kepala + 1), terakhir)
    lembar.ws.freeze_panes(kepala + 1, 2)
    sehalaman = sum(_LEBAR_KIRI) + 2 * LEBAR_KELOMPOK * lebar
    lembar.cetak(
        mendatar=True,
        kiri=rekap.instansi,
        kanan=rekap.sebutan_periode,
        ulang=(awal, kepala),
        area=(0, 0, max(akhir, kepala + 1) + 1, terakhir),
        skala=min(100, int(_LEBAR_HALAMAN / sehalaman * 100)),
        pisah=(1, [2 + 2 * LEBAR_KELOMPOK]),
    )


def keterangan(lembar: LembarKerja) -> str:
    """What to say of the figures under the title of a sheet of groups."""
    if lembar.hidup:
        return "Angka dihitung dengan rumus dari lembar per pegawai."
    return "Instansi sebesar ini terlalu banyak rumusnya: angka tiap unit ditulis sebagai nilai, jumlahnya tetap rumus."


def _lebar_angka(terbesar: int) -> float:
    """Column width in which the largest sum is a number, not ####."""
    return max(5.3, len(f"{terbesar:,}") * 1.1 + 1.5)


def _kepala(lembar: LembarKerja, awal: int, sebutan: str) -> int:
    """Two heading rows; gives the lower one, which carries the filter."""
    kepala = awal + 1
    for kolom, judul in ((0, "No"), (1, sebutan)):
        lembar.teks(awal, kolom, None, "kepala")
        lembar.teks(kepala, kolom, judul, "kepala")
    for g, (_, judul) in enumerate(_KELOMPOK):
        k = 2 + g * LEBAR_KELOMPOK
        lembar.gabung(awal, k, awal, k + LEBAR_KELOMPOK - 1, judul, "kepala")
        for j, anak in enumerate(_ANAK):
            lembar.teks(kepala, k + j, anak, "kepala", "tegak")
    lembar.tinggi(kepala, _BARIS_KEPALA_TEGAK)
    return kepala


def _isi_kelompok(
    lembar: LembarKerja, r: int, k: int, jenis: JenisPegawai | None, isi: HitunganPegawai, kunci: str
) -> None:
    dasar = (*syarat_unit(f"${alamat(r, 0)}", kunci), *syarat_jenis(jenis))
    tebal = ("lembut",) if jenis is None else ()
    for j, predikat in enumerate(Predikat):
        rumus = hitung_bila(*dasar, *syarat_predikat(predikat))
        lembar.hitungan(r, k + j, rumus, isi.predikat[predikat], "petak", "bilangan", *tebal)
    for j, (_, status) in enumerate(_STATUS, start=len(Predikat)):
        rumus = jumlahkan(*(hitung_bila(*dasar, syarat_status(satu)) for satu in status))
        lembar.hitungan(r, k + j, rumus, sum(isi.status[s] for s in status), "petak", "bilangan")
    j = LEBAR_KELOMPOK - 1
    rumus = f"=SUM({alamat(r, k)}:{alamat(r, k + j - 1)})"
    lembar.rumus(r, k + j, rumus, isi.pegawai, "petak", "bilangan", "tebal")


def _jumlah(lembar: LembarKerja, rekap: Rekap, pertama: int, akhir: int) -> None:
    r = max(akhir, pertama) + 1
    lembar.teks(r, 0, None, "jumlah")
    lembar.teks(r, 1, "JUMLAH", "jumlah")
    for g, (jenis, _) in enumerate(_KELOMPOK):
        isi = rekap.jumlah if jenis is None else rekap.jenis[jenis]
        status = (sum(isi.status[s] for s in satu) for _, satu in _STATUS)
        angka = (*(isi.predikat[p] for p in Predikat), *status, isi.pegawai)
        for j, satu in enumerate(angka):
            k = 2 + g * LEBAR_KELOMPOK + j
            rumus = f"=SUM({alamat(pertama, k)}:{alamat(max(akhir, pertama), k)})"
            lembar.rumus(r, k, rumus, satu, "jumlah", "bilangan")
    lembar.tinggi(r, 18)
