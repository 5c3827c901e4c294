"""Counts over the per-pegawai frame: the numbers that the sheets' formulas must come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

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


def hitung(pegawai: pd.DataFrame) -> HitunganPegawai:
    """Counts of the whole per-pegawai frame."""
    return _hitung(pegawai, ()).get((), KOSONG)


def hitung_jenis(pegawai: pd.DataFrame) -> Mapping[JenisPegawai, HitunganPegawai]:
    """Counts of every jenis pegawai."""
    ada = _hitung(pegawai, ("jenis",))
    return {satu: ada.get((satu.value,), KOSONG) for satu in JenisPegawai}


def hitung_kelompok(pegawai: pd.DataFrame, nomor: str) -> Mapping[int, HitunganPegawai]:
    """Number in the column `nomor` (`no_unit`, `no_opd`) -> counts; groups without people are absent."""
    return {int(satu): isi for (satu,), isi in _hitung(pegawai, (nomor,)).items()}


def hitung_kelompok_jenis(
    pegawai: pd.DataFrame, nomor: str
) -> Mapping[tuple[int, JenisPegawai], HitunganPegawai]:
    """(number, jenis pegawai) -> counts; empty groups are absent."""
    ada = _hitung(pegawai, (nomor, "jenis"))
    return {(int(satu), JenisPegawai(jenis)): isi for (satu, jenis), isi in ada.items()}


def _hitung(pegawai: pd.DataFrame, kunci: tuple[str, ...]) -> dict[tuple[Any, ...], HitunganPegawai]:
    """Counts by key in one pass over the frame; a predikat counts only where its holder is Dinilai."""
    if pegawai.empty:
        return {}
    ukuran = pegawai.groupby([*kunci, "status", "predikat"], sort=False).size()
    predikat: dict[tuple[Any, ...], Counter[str]] = {}
    status: dict[tuple[Any, ...], Counter[str]] = {}
    for (*letak, keadaan, satu), banyak in cast("Iterable[tuple[tuple[Any, ...], int]]", ukuran.items()):
        status.setdefault(tuple(letak), Counter())[keadaan] += int(banyak)
        if keadaan == StatusPegawai.DINILAI.value:
            predikat.setdefault(tuple(letak), Counter())[satu] += int(banyak)
    return {
        letak: HitunganPegawai(
            pegawai=isi.total(),
            predikat={satu: predikat.get(letak, Counter())[satu.value] for satu in Predikat},
            status={satu: isi[satu.value] for satu in StatusPegawai},
        )
        for letak, isi in status.items()
    }


def hitung_kuadran(pegawai: pd.DataFrame) -> Mapping[tuple[Rating, Rating], int]:
    """(rating hasil kerja, rating perilaku kerja) -> pegawai dinilai; all nine boxes."""
    dinilai = pegawai[pegawai["status"] == StatusPegawai.DINILAI.value]
    ukuran = dinilai.groupby(["rating_hasil", "rating_perilaku"]).size()
    return {(h, p): int(ukuran.get((h.value, p.value), 0)) for h in Rating for p in Rating}


KOSONG = HitunganPegawai(
    pegawai=0, predikat=dict.fromkeys(Predikat, 0), status=dict.fromkeys(StatusPegawai, 0)
)
"""Counts of nobody."""
