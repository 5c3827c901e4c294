"""Counts over the per-pegawai frame: the numbers that the sheets' formulas must come to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.domain.pegawai import JenisPegawai
from skpbook.recap.status import STATUS_BELUM, StatusPegawai
from skpbook.regulation.label import Predikat, Rating

if TYPE_CHECKING:
    import pandas as pd


class HitunganPegawai(Struct, frozen=True, kw_only=True):
    """How many pegawai of one group: `pegawai` = all predikat + all belum + dikecualikan."""

    pegawai: int
    predikat: Mapping[Predikat, int]
    status: Mapping[StatusPegawai, int]

    @property
    def dinilai(self) -> int:
        """Those with a predikat that counts."""
        return self.status[StatusPegawai.DINILAI]

    @property
    def belum(self) -> int:
        """Those without a predikat yet, the dikecualikan left out."""
        return sum(self.status[satu] for satu in STATUS_BELUM)

    @property
    def dikecualikan(self) -> int:
        """Those who are not to be rated."""
        return self.status[StatusPegawai.DIKECUALIKAN]


def hitung(bagian: pd.DataFrame) -> HitunganPegawai:
    """Counts of a part of the per-pegawai frame."""
    keadaan = bagian["status"].value_counts()
    predikat = bagian.loc[bagian["status"] == StatusPegawai.DINILAI.value, "predikat"].value_counts()
    return HitunganPegawai(
        pegawai=len(bagian),
        predikat={satu: int(predikat.get(satu.value, 0)) for satu in Predikat},
        status={satu: int(keadaan.get(satu.value, 0)) for satu in StatusPegawai},
    )


def hitung_unit(pegawai: pd.DataFrame) -> Mapping[int, HitunganPegawai]:
    """`no_unit` -> counts; units without people are absent."""
    return {int(str(nomor)): hitung(bagian) for nomor, bagian in pegawai.groupby("no_unit", sort=True)}


def hitung_unit_jenis(pegawai: pd.DataFrame) -> Mapping[tuple[int, JenisPegawai], HitunganPegawai]:
    """(`no_unit`, jenis pegawai) -> counts; empty groups are absent."""
    hasil = {}
    for (nomor, jenis), bagian in pegawai.groupby(["no_unit", "jenis"], sort=True):
        hasil[int(str(nomor)), JenisPegawai(str(jenis))] = hitung(bagian)
    return hasil


def hitung_kuadran(pegawai: pd.DataFrame) -> Mapping[tuple[Rating, Rating], int]:
    """(rating hasil kerja, rating perilaku kerja) -> pegawai dinilai; all nine boxes."""
    dinilai = pegawai[pegawai["status"] == StatusPegawai.DINILAI.value]
    ukuran = dinilai.groupby(["rating_hasil", "rating_perilaku"]).size()
    return {(h, p): int(ukuran.get((h.value, p.value), 0)) for h in Rating for p in Rating}


KOSONG = HitunganPegawai(
    pegawai=0, predikat=dict.fromkeys(Predikat, 0), status=dict.fromkeys(StatusPegawai, 0)
)
"""Counts of nobody."""
