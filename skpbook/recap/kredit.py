"""Angka kredit of every jabatan fungsional for the period: what the PAK asks for."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from skpbook.checks.kertas import periode_dari
from skpbook.regulation.angka_kredit import angka_kredit, kebutuhan, koefisien, persen
from skpbook.regulation.label import Predikat

if TYPE_CHECKING:
    import pandas as pd

    from skpbook.checks.konteks import Konteks
    from skpbook.domain.periode import Periode


class BarisKredit(Struct, frozen=True, kw_only=True):
    """One pejabat fungsional; what is None is not known, `keterangan` says why."""

    letak: int
    bulan: int | None = None
    predikat: Predikat | None = None
    persen: int | None = None
    koefisien: Decimal | None = None
    angka: Decimal | None = None
    pangkat: int | None = None
    jenjang: int | None = None
    keterangan: str = ""


def susun_kredit(konteks: Konteks, pegawai: pd.DataFrame, periode: str | None) -> tuple[BarisKredit, ...]:
    """Everybody with a jenjang in the roster who is to be rated, in the order of the frame."""
    ini = periode_dari(periode)
    if ini is None:
        return ()
    kolom = (pegawai[nama] for nama in ("nip", "jenjang", "status", "predikat"))
    return tuple(
        _baris(konteks, letak, str(nip), str(jenjang), str(predikat) if status == "Dinilai" else "", ini)
        for letak, (nip, jenjang, status, predikat) in enumerate(zip(*kolom, strict=True))
        if jenjang and status != "Dikecualikan"
    )


def _baris(
    konteks: Konteks, letak: int, nip: str, jenjang: str, tertulis: str, periode: Periode
) -> BarisKredit:
    try:
        nilai, perlu = koefisien(jenjang), kebutuhan(jenjang)
    except ValueError as galat:
        return BarisKredit(letak=letak, keterangan=str(galat))
    bulan = bulan_dinilai(konteks, nip, periode)
    dasar = BarisKredit(
        letak=letak, bulan=bulan, koefisien=nilai, pangkat=perlu.pangkat, jenjang=perlu.jenjang
    )
    if not tertulis:
        return _ganti(dasar, keterangan="Belum dinilai pada periode ini.")
    if not bulan:
        return _ganti(dasar, keterangan="SKP-nya tidak berlaku pada periode ini.")
    predikat = Predikat(tertulis)
    sebagian = bulan < panjang(periode)
    return _ganti(
        dasar,
        predikat=predikat,
        persen=persen(predikat),
        angka=angka_kredit(predikat, jenjang, bulan),
        keterangan=f"SKP berlaku {bulan} dari {panjang(periode)} bulan." if sebagian else "",
    )


def _ganti(baris: BarisKredit, **isi: object) -> BarisKredit:
    return replace(baris, **isi)


def panjang(periode: Periode) -> int:
    """Months of a period."""
    return periode.akhir.month - periode.awal.month + 1


def bulan_dinilai(konteks: Konteks, nip: str, periode: Periode) -> int:
    """Months of the period in which an SKP of the pegawai runs; the whole period where none says otherwise.

    A month counts in which an SKP runs on any day: SKP begin and end with a month.
    """
    semua = konteks.skp.get(nip, ())
    bulan: set[int] = set()
    for satu in semua:
        if satu.rentang is None:
            return panjang(periode)
        awal, akhir = max(satu.rentang[0], periode.awal), min(satu.rentang[1], periode.akhir)
        if awal <= akhir:
            bulan.update(range(awal.month, akhir.month + 1))
    return len(bulan) if semua else panjang(periode)
