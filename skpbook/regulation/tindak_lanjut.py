"""Follow-up of the annual predikat: penghargaan, the six months to improve, keberatan (PP 30/2019)."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal

import msgspec

from skpbook.domain.pegawai import Keluarga
from skpbook.regulation.berkas import bagian
from skpbook.regulation.label import Predikat

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

JenisTindakLanjut = Literal["talent-pool", "pengembangan-kompetensi", "perbaikan"]
_HARI_SABTU = 5


class TindakLanjut(msgspec.Struct, frozen=True, kw_only=True):
    """What follows. `tahun` are the years it rests on; `uraian` completes "pegawai …"; `langkah` are full
    sentences in order (empty for a penghargaan); `dasar` is the ground.
    """

    jenis: JenisTindakLanjut
    tahun: tuple[int, ...]
    uraian: str
    dasar: str
    langkah: tuple[str, ...] = ()


class BarisPenghargaan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A penghargaan for one predikat held `tahun_berturut` years running."""

    predikat: Predikat
    jenis: JenisTindakLanjut
    uraian: str


class _Penghargaan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    sumber: str
    tahun_berturut: int
    baris: tuple[BarisPenghargaan, ...]


class _Perbaikan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    sumber: str
    bulan: int
    predikat: tuple[Predikat, ...]
    uraian: str
    langkah: dict[Keluarga, tuple[str, ...]]


class _Keberatan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    sumber: str
    hari: int


class _Penyerahan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    sumber: str
    hari_kerja: int


@cache
def _penghargaan() -> _Penghargaan:
    return bagian("pp_30_2019", "penghargaan", _Penghargaan)


@cache
def _perbaikan() -> _Perbaikan:
    return bagian("pp_30_2019", "perbaikan", _Perbaikan)


def tindak_lanjut(riwayat: Mapping[int, Predikat], keluarga: Keluarga) -> TindakLanjut | None:
    """What the annual predikat (year -> predikat) lead to, judged at the latest year; None for nothing.

    The same predikat two consecutive years is taken literally: Baik and then Sangat Baik earns neither
    penghargaan. A predikat below Baik in the latest year opens the six months, whatever came before.
    """
    if not riwayat:
        return None
    terakhir = max(riwayat)
    predikat = riwayat[terakhir]
    if predikat in _perbaikan().predikat:
        return TindakLanjut(
            jenis="perbaikan",
            tahun=(terakhir,),
            uraian=_perbaikan().uraian,
            dasar=_perbaikan().sumber,
            langkah=_perbaikan().langkah[keluarga],
        )
    tahun = tuple(range(terakhir - _penghargaan().tahun_berturut + 1, terakhir + 1))
    for baris in _penghargaan().baris:
        if all(riwayat.get(satu) == baris.predikat for satu in tahun):
            return TindakLanjut(
                jenis=baris.jenis, tahun=tahun, uraian=baris.uraian, dasar=_penghargaan().sumber
            )
    return None


def batas_perbaikan(mulai: date) -> date:
    """The day six months after `mulai` (the month's last day where that day does not exist)."""
    bulan = mulai.month - 1 + _perbaikan().bulan
    tahun, bulan = mulai.year + bulan // 12, bulan % 12 + 1
    return date(tahun, bulan, min(mulai.day, calendar.monthrange(tahun, bulan)[1]))


def batas_keberatan(diterima: date) -> date:
    """The last day for a keberatan: 14 calendar days after the hasil evaluasi was received."""
    return diterima + timedelta(days=bagian("pp_30_2019", "keberatan", _Keberatan).hari)


def batas_penyerahan(ditetapkan: date, libur: Collection[date] = ()) -> date:
    """The last day to hand the dokumen evaluasi back: 14 working days on, Monday to Friday but `libur`."""
    hari, sisa = ditetapkan, bagian("pp_30_2019", "penyerahan", _Penyerahan).hari_kerja
    while sisa:
        hari += timedelta(days=1)
        sisa -= hari.weekday() < _HARI_SABTU and hari not in libur
    return hari
