"""A recap workbook: the one place of this package that touches a disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.recap import nama_lembar as nama
from skpbook.recap.berkas_utuh import berkas_utuh
from skpbook.recap.buku_kerja import BukuKerja
from skpbook.recap.lembar import (
    aturan,
    belum,
    cakupan,
    distribusi,
    isi,
    kaskade,
    keterlibatan,
    kredit,
    kuadran,
    kurva,
    lanjutan,
    mph,
    nominatif,
    pegawai,
    penilaian,
    perubahan,
    rhk,
    ringkasan,
    status_unit,
    unit,
)
from skpbook.recap.lembar import temuan as lembar_temuan
from skpbook.recap.susun import Rekap, RekapUnit, susun_rekap
from skpbook.recap.teks_sel import aman

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from skpbook.checks.konteks import Konteks
    from skpbook.domain.temuan import Temuan
    from skpbook.recap.kertas import LembarKerja

BATAS_RUMUS = 5_000_000
"""Units times pegawai up to which the figures of every unit are formulas: each looks at every pegawai, and a
program that opens the workbook works out all of them (about ninety a unit).
"""

LEMBAR_CETAK = (
    nama.RINGKASAN,
    nama.OPD,
    nama.UNIT,
    nama.PENILAIAN_OPD,
    nama.PENILAIAN_UNIT,
    nama.STATUS_UNIT,
    nama.KUADRAN,
    nama.DISTRIBUSI,
    nama.DISTRIBUSI_LAIN,
    nama.KURVA,
    nama.CAKUPAN,
    nama.KETERLIBATAN,
    nama.BELUM_PENILAI,
)
"""Sheets of counts: what a PDF of the recap holds. Lists of people stay in the workbook, to be filtered."""


class RingkasanUnit(Struct, frozen=True, kw_only=True):
    """One unit of a written recap."""

    kode: str
    nama: str
    pegawai: int
    predikat: Mapping[str, int]
    belum: int
    dikecualikan: int
    capaian: str | None
    pola: str


class RingkasanRekap(Struct, frozen=True, kw_only=True):
    """What a written recap says: `predikat` has all five in order; `belum` are pegawai without a predikat."""

    berkas: str
    periode: str | None
    pegawai: int
    predikat: Mapping[str, int]
    belum: int
    dikecualikan: int
    berbeda: int
    per_unit: tuple[RingkasanUnit, ...]


def tulis_rekap(
    konteks: Konteks,
    temuan: Sequence[Temuan],
    tujuan: Path,
    *,
    periode: str | None,
    dibuat: datetime,
) -> RingkasanRekap:
    """Work out and write the recap of `periode` (default: the context's, else the latest with evaluations).

    Raises as `tulis_buku` does.
    """
    return tulis_buku(susun_rekap(konteks, temuan, periode=periode, dibuat=dibuat), tujuan)


def tulis_buku(rekap: Rekap, tujuan: Path) -> RingkasanRekap:
    """Write a recap to `tujuan`: the workbook appears whole or not at all; an older one is replaced.

    Raises `RekapTerkunci` when `tujuan` is open elsewhere, `TidakBisa` when it cannot be written for another
    reason.
    """
    with berkas_utuh(tujuan) as sementara:
        _tulis_buku(rekap, sementara)
    return ringkasan_rekap(rekap, tujuan)


def tulis_cetak(rekap: Rekap, tujuan: Path) -> None:
    """Write the sheets that are handed in on paper, every figure a value: what a PDF is made of."""
    buku = _buku(rekap, beku=True)
    for nama_lembar, tulis in _penulis(rekap):
        if nama_lembar in LEMBAR_CETAK:
            tulis(buku.lembar(nama_lembar), rekap)
    buku.simpan(tujuan)


def _tulis_buku(rekap: Rekap, berkas: Path) -> None:
    buku = _buku(rekap)
    for nama_lembar, tulis in _penulis(rekap):
        tulis(buku.lembar(nama_lembar), rekap)
    buku.simpan(berkas)


def _buku(rekap: Rekap, *, beku: bool = False) -> BukuKerja:
    return BukuKerja(
        {
            "title": "Rekapitulasi predikat kinerja pegawai",
            "subject": rekap.sebutan_periode,
            "company": aman(rekap.instansi)[:255],
            "created": rekap.dibuat,
        },
        hidup=len(rekap.unit) * rekap.jumlah.pegawai <= BATAS_RUMUS,
        beku=beku,
    )


def _penulis(rekap: Rekap) -> list[tuple[str, Callable[[LembarKerja, Rekap], None]]]:
    """The sheets in order, each with what writes it."""
    letak = aturan.baris_aturan(rekap)
    rhk_lain = [
        (f"{nama.RHK} ({i + 1})", partial(rhk.tulis, bagian=i)) for i in range(1, rhk.lembar_rhk(rekap))
    ]
    opd = [(nama.OPD, unit.tulis_opd), (nama.PENILAIAN_OPD, penilaian.tulis_opd)] if rekap.opd else []
    semua: list[tuple[str, Callable[[LembarKerja, Rekap], None]]] = [
        (nama.RINGKASAN, ringkasan.tulis),
        (nama.PEGAWAI, pegawai.tulis),
        (nama.NOMINATIF, nominatif.tulis),
        *opd,
        (nama.UNIT, unit.tulis),
        (nama.PENILAIAN_UNIT, penilaian.tulis),
        (nama.STATUS_UNIT, status_unit.tulis),
        (nama.KUADRAN, kuadran.tulis),
        (nama.DISTRIBUSI, distribusi.tulis),
        (nama.DISTRIBUSI_LAIN, distribusi.tulis_lain),
        (nama.KURVA, kurva.tulis),
        (nama.PERUBAHAN, perubahan.tulis),
        (nama.CAKUPAN, cakupan.tulis),
        (nama.RHK_PIMPINAN, cakupan.tulis_pimpinan),
        (nama.KASKADE, kaskade.tulis),
        (nama.PUTUS, kaskade.tulis_putus),
        (nama.MPH, mph.tulis),
        (nama.KETERLIBATAN, keterlibatan.tulis),
        (nama.RHK, rhk.tulis),
        *rhk_lain,
        (nama.SKP_GANDA, rhk.tulis_ganda),
        (nama.LANJUTAN, lanjutan.tulis),
        (nama.KREDIT, kredit.tulis),
        (nama.TEMUAN, partial(lembar_temuan.tulis, baris_aturan=letak)),
        (nama.TEMUAN_DIKECUALIKAN, partial(lembar_temuan.tulis_dikecualikan, baris_aturan=letak)),
        (nama.BELUM, belum.tulis),
        (nama.BELUM_PENILAI, belum.tulis_penilai),
        (nama.ATURAN, aturan.tulis),
    ]
    semua.insert(1, (nama.ISI, partial(isi.tulis, semua=[satu for satu, _ in semua])))
    return semua


def ringkasan_rekap(rekap: Rekap, tujuan: Path) -> RingkasanRekap:
    """What the recap written to `tujuan` says."""
    return RingkasanRekap(
        berkas=str(tujuan),
        periode=rekap.periode,
        pegawai=rekap.jumlah.pegawai,
        predikat={satu.value: angka for satu, angka in rekap.jumlah.predikat.items()},
        belum=rekap.jumlah.belum,
        dikecualikan=rekap.jumlah.dikecualikan,
        berbeda=rekap.berbeda,
        per_unit=tuple(_ringkasan_unit(satu) for satu in rekap.unit),
    )


def _ringkasan_unit(satu: RekapUnit) -> RingkasanUnit:
    return RingkasanUnit(
        kode=satu.kode,
        nama=satu.nama,
        pegawai=satu.hitungan.pegawai,
        predikat={predikat.value: angka for predikat, angka in satu.hitungan.predikat.items()},
        belum=satu.hitungan.belum,
        dikecualikan=satu.hitungan.dikecualikan,
        capaian=satu.pola.capaian.value if satu.pola.capaian else None,
        pola=satu.pola.hasil.value,
    )
