"""Everything the sheets show, worked out once: frames, counts, patterns, groups of findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
import pandas as pd
from msgspec import Struct

from skpbook.checks.kertas import periode_dari
from skpbook.checks.konteks import Konteks
from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.pegawai import JenisPegawai
from skpbook.recap.bingkai import bingkai_belum, bingkai_pegawai, nama_unit, urutan_unit
from skpbook.recap.hitung import (
    KOSONG,
    HitunganPegawai,
    hitung,
    hitung_jenis,
    hitung_kuadran,
    hitung_unit,
    hitung_unit_jenis,
)
from skpbook.recap.pola import PolaUnit, pola_unit
from skpbook.recap.status import pilih_periode
from skpbook.recap.temuan import BarisTemuan, gabungkan
from skpbook.regulation.label import Capaian, Rating

if TYPE_CHECKING:
    from skpbook.domain.temuan import Temuan


class RekapUnit(Struct, frozen=True, kw_only=True):
    """One unit: `nomor` is its row number from 1, the key that formulas count by."""

    nomor: int
    kode: str
    nama: str
    hitungan: HitunganPegawai
    jenis: Mapping[JenisPegawai, HitunganPegawai]
    pola: PolaUnit


class Rekap(Struct, frozen=True, kw_only=True):
    """What a recap workbook says. `periode` is a code or None when no evaluation has come in.

    `di_luar` counts evaluations of the period whose owner is not in the roster, `tanpa_periode` those whose
    owner or period cannot be read: neither is in any other figure.
    """

    konteks: Konteks
    periode: str | None
    sebutan_periode: str
    dibuat: datetime
    pegawai: pd.DataFrame
    belum: pd.DataFrame
    unit: tuple[RekapUnit, ...]
    jumlah: HitunganPegawai
    jenis: Mapping[JenisPegawai, HitunganPegawai]
    kuadran: Mapping[tuple[Rating, Rating], int]
    temuan: tuple[BarisTemuan, ...]
    temuan_dikecualikan: tuple[BarisTemuan, ...]
    di_luar: int
    tanpa_periode: int

    @property
    def berbeda(self) -> int:
        """Pegawai whose written predikat is not what the kuadran gives."""
        return int(self.pegawai["berbeda"].sum())

    @property
    def ganda(self) -> int:
        """Pegawai with more than one evaluation for the period."""
        return int(self.pegawai["ganda"].sum())


def susun_rekap(
    konteks: Konteks, temuan: Sequence[Temuan], *, periode: str | None, dibuat: datetime
) -> Rekap:
    """Work out a recap for `periode` (default: the context's, else the latest that has evaluations)."""
    kode = periode or konteks.periode or pilih_periode(konteks)
    if (dikenal := periode_dari(kode)) is not None:
        kode = dikenal.kode
    if konteks.periode not in (None, kode):
        konteks = msgspec.structs.replace(konteks, periode=kode)
    capaian = _capaian(konteks, kode)
    pegawai = bingkai_pegawai(konteks, kode, {unit: satu.value for unit, satu in capaian.items()})
    berlaku = [satu for satu in temuan if not satu.dikecualikan]
    return Rekap(
        konteks=konteks,
        periode=kode,
        sebutan_periode=sebut_periode(konteks, kode),
        dibuat=dibuat,
        pegawai=pegawai,
        belum=bingkai_belum(pegawai, berlaku, konteks.skp_tersangkut),
        unit=_unit(konteks, pegawai, capaian),
        jumlah=hitung(pegawai),
        jenis=hitung_jenis(pegawai),
        kuadran=hitung_kuadran(pegawai),
        temuan=gabungkan(berlaku, konteks.daftar),
        temuan_dikecualikan=gabungkan([satu for satu in temuan if satu.dikecualikan], konteks.daftar),
        di_luar=sum(
            1
            for (nip, satu), semua in konteks.evaluasi.items()
            if satu == kode and nip not in konteks.daftar.menurut_nip
            for _ in semua
        ),
        tanpa_periode=sum(1 for satu in konteks.dari(Evaluasi) if satu.nip is None or satu.periode is None),
    )


def sebut_periode(konteks: Konteks, kode: str | None) -> str:
    """A period as a title says it: "Triwulan I Tahun 2026"."""
    periode = periode_dari(kode)
    if periode is None:
        return f"Tahun {konteks.tahun} (belum ada evaluasi yang masuk)"
    if periode.jenis == "tahunan":
        return f"Tahunan {periode.tahun}"
    kata, _, nomor = periode.label.partition(" ")
    return f"{kata.capitalize()} {nomor}".strip() + f" Tahun {periode.tahun}"


def _capaian(konteks: Konteks, kode: str | None) -> dict[str, Capaian]:
    """Unit code -> the capaian its own sheet gives for the period, where it is one of the five."""
    return {
        unit: satu.nilai
        for (unit, periode), satu in konteks.capaian.items()
        if periode == kode and satu.nilai is not None
    }


def _unit(konteks: Konteks, pegawai: pd.DataFrame, capaian: Mapping[str, Capaian]) -> tuple[RekapUnit, ...]:
    menurut_unit = hitung_unit(pegawai)
    menurut_jenis = hitung_unit_jenis(pegawai)
    unit = []
    for nomor, kode in enumerate(urutan_unit(konteks.daftar), start=1):
        hitungan = menurut_unit.get(nomor, KOSONG)
        unit.append(
            RekapUnit(
                nomor=nomor,
                kode=kode,
                nama=nama_unit(konteks.daftar, kode),
                hitungan=hitungan,
                jenis={satu: menurut_jenis.get((nomor, satu), KOSONG) for satu in JenisPegawai},
                pola=pola_unit(konteks, capaian.get(kode), hitungan),
            )
        )
    return tuple(unit)
