"""Tugas belajar: what an IPK says of the expectation on the academic result (guide for the penilai, no rule).

Only Sangat Baik, Baik, Butuh Perbaikan and Kurang occur. An IPK is compared at two decimals, rounded half up,
so that nothing falls between 3,50 and 3,51.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from skpbook.domain.bilangan import baca_bilangan
from skpbook.regulation.berkas import bagian
from skpbook.regulation.label import Predikat
from skpbook.regulation.pilihan import daftar_pilihan, kenali

if TYPE_CHECKING:
    from skpbook.domain.skp import StudiTugasBelajar

_DUA_ANGKA = Decimal("0.01")


class BarisIpk(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row: the studies it is for, the lowest IPK of each predikat. Abroad there is no accreditation."""

    jalur: str
    jenjang: tuple[str, ...]
    sangat_baik: Decimal
    baik: Decimal
    butuh_perbaikan: Decimal
    institusi: str | None = None
    prodi_terendah: str | None = None


class TabelIpk(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All rows with their source; `tertinggi` is the top of the scale."""

    sumber: str
    tertinggi: Decimal
    baris: tuple[BarisIpk, ...]


@cache
def tabel_ipk() -> TabelIpk:
    """The IPK tables."""
    return bagian("tugas_belajar", "ipk", TabelIpk)


def baris_ipk(studi: StudiTugasBelajar) -> BarisIpk | None:
    """The row for a study; None when jalur, jenjang or (in the country) an accreditation is missing or
    unknown, and when the programme's accreditation is below what the row asks for.
    """
    jalur, jenjang = kenali("jalur-studi", studi.jalur or ""), kenali("jenjang-studi", studi.jenjang or "")
    institusi = kenali("akreditasi", studi.akreditasi_institusi or "")
    prodi = kenali("akreditasi", studi.akreditasi_prodi or "")
    urutan = daftar_pilihan("akreditasi")
    for baris in tabel_ipk().baris:
        if baris.jalur != jalur or jenjang not in baris.jenjang:
            continue
        if baris.institusi is None or baris.prodi_terendah is None:
            return baris
        if baris.institusi == institusi and prodi is not None:
            return baris if urutan.index(prodi) <= urutan.index(baris.prodi_terendah) else None
    return None


def predikat_ipk(ipk: Decimal, baris: BarisIpk) -> Predikat:
    """The predikat an IPK points to. Raises ValueError (an Indonesian sentence) outside 0 to 4,00."""
    nilai = ipk.quantize(_DUA_ANGKA, ROUND_HALF_UP)
    if not 0 <= nilai <= tabel_ipk().tertinggi:
        tertinggi = str(tabel_ipk().tertinggi).replace(".", ",")
        raise ValueError(f"IPK {str(ipk).replace('.', ',')} di luar 0 sampai {tertinggi}.")
    if nilai >= baris.sangat_baik:
        return Predikat.SANGAT_BAIK
    if nilai >= baris.baik:
        return Predikat.BAIK
    return Predikat.BUTUH_PERBAIKAN if nilai >= baris.butuh_perbaikan else Predikat.KURANG


def baca_ipk(teks: str) -> Decimal | None:
    """The IPK of "3,75", "IPK 3.75", "IPK: 3,75 dari skala 4" or "3,75 (sumber: KHS)"; None for no number
    between 0 and 4,00 and for another scale.
    """
    tanpa_sebutan = teks.strip()
    for sebutan in ("ipk", "ip"):
        if tanpa_sebutan.casefold().startswith(sebutan):
            tanpa_sebutan = tanpa_sebutan[len(sebutan) :].lstrip(" :=")
            break
    bilangan = baca_bilangan(tanpa_sebutan)
    tertinggi = tabel_ipk().tertinggi
    if (
        bilangan is None
        or bilangan.rentang
        or bilangan.satuan == "%"
        or bilangan.dari not in (None, tertinggi)
    ):
        return None
    if bilangan.skala not in (None, tertinggi) or not 0 <= bilangan.bawah <= tertinggi:
        return None
    return bilangan.bawah
