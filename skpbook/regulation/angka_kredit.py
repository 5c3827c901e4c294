"""Angka kredit of a jabatan fungsional from the predikat (Permen PANRB 1/2023, Peraturan BKN 3/2023).

A year: percentage of the predikat times the coefficient of the jenjang. A part of it: that times months/12.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from typing import Literal

import msgspec

from skpbook.regulation.berkas import bagian
from skpbook.regulation.label import Predikat
from skpbook.regulation.pilihan import daftar_pilihan, kenali

BULAN_SETAHUN = 12
_DUA_ANGKA = Decimal("0.01")


class _Persen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    sumber: str
    nilai: dict[Predikat, int]


class _Koefisien(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    sumber: str
    nilai: dict[str, Decimal]


class Kebutuhan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """AK kumulatif needed for the next pangkat and the next jenjang; None where there is no jenjang above."""

    pangkat: int
    jenjang: int | None = None


class _Kumulatif(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    sumber: str
    nilai: dict[str, Kebutuhan]


@cache
def _persen() -> _Persen:
    return bagian("angka_kredit", "persen", _Persen)


@cache
def _koefisien() -> _Koefisien:
    return bagian("angka_kredit", "koefisien", _Koefisien)


@cache
def _kumulatif() -> _Kumulatif:
    return bagian("angka_kredit", "kumulatif", _Kumulatif)


def _jenjang(teks: str) -> str:
    jenjang = kenali("jenjang", teks)
    if jenjang is None:
        raise ValueError(f"Jenjang “{teks}” tidak dikenal; pilih {', '.join(daftar_pilihan('jenjang'))}.")
    return jenjang


def persen(predikat: Predikat) -> int:
    """The predikat's percentage: 150, 100, 75, 50 or 25."""
    return _persen().nilai[predikat]


def koefisien(jenjang: str) -> Decimal:
    """Angka kredit of a year at 100% for a jenjang in any spelling. Raises ValueError for an unknown one."""
    return _koefisien().nilai[_jenjang(jenjang)]


def kebutuhan(jenjang: str) -> Kebutuhan:
    """AK kumulatif a jenjang needs. Raises ValueError (an Indonesian sentence) for an unknown jenjang."""
    return _kumulatif().nilai[_jenjang(jenjang)]


def angka_kredit_tepat(predikat: Predikat, jenjang: str, bulan: int = BULAN_SETAHUN) -> Fraction:
    """Angka kredit of `bulan` months, exact: months/12 × persen × koefisien, to add up before rounding.

    Raises ValueError (an Indonesian sentence) for an unknown jenjang and for months outside 1 to 12.
    """
    if not 1 <= bulan <= BULAN_SETAHUN:
        raise ValueError(f"Jumlah bulan harus 1 sampai {BULAN_SETAHUN}, bukan {bulan}.")
    return Fraction(bulan, BULAN_SETAHUN) * Fraction(persen(predikat), 100) * Fraction(koefisien(jenjang))


def angka_kredit(predikat: Predikat, jenjang: str, bulan: int = BULAN_SETAHUN) -> Decimal:
    """`angka_kredit_tepat` at two decimals, rounded half up as in BKN's own examples (2/12 × 12,5 = 2,08)."""
    return bulatkan(angka_kredit_tepat(predikat, jenjang, bulan))


def bulatkan(angka: Fraction) -> Decimal:
    """Two decimals, half up, without an inexact step between."""
    ratusan = angka * 100
    bulat = (2 * ratusan.numerator + ratusan.denominator) // (2 * ratusan.denominator)
    return (Decimal(bulat) / 100).quantize(_DUA_ANGKA, ROUND_HALF_UP)


def kekurangan(
    jenjang: str, kumulatif: Decimal | Fraction, tujuan: Literal["pangkat", "jenjang"]
) -> Decimal | None:
    """How much AK kumulatif is missing for the next pangkat or jenjang, 0 when none; None at the top jenjang.

    Raises ValueError for an unknown jenjang.
    """
    perlu = kebutuhan(jenjang).pangkat if tujuan == "pangkat" else kebutuhan(jenjang).jenjang
    return None if perlu is None else bulatkan(max(Fraction(0), perlu - Fraction(kumulatif)))
