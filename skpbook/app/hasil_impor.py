"""What `impor` tells of every file: the stable JSON interface."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from skpbook.domain.pengecualian import kecualikan
from skpbook.domain.temuan import Temuan, Tingkat
from skpbook.intake.status import DILEWATI, DITERIMA, DITOLAK, SUDAH_ADA

if TYPE_CHECKING:
    from skpbook.domain.pengecualian import Pengecualian

STATUS = (DITERIMA, DITOLAK, DILEWATI, SUDAH_ADA)
"""Every file that came is exactly one of these."""


class BerkasImpor(Struct, frozen=True, kw_only=True):
    """One file. `status`: diterima, ditolak, dilewati or sudah-ada."""

    nama: str
    status: str
    formulir: str | None = None
    versi: int | None = None
    nip: str | None = None
    periode: str | None = None
    temuan: tuple[Temuan, ...] = ()


class HasilImpor(Struct, frozen=True, kw_only=True):
    """What became of every file; `ringkasan` counts them by status and adds up to all of them."""

    berkas: tuple[BerkasImpor, ...]
    ringkasan: Mapping[str, int]

    @property
    def ada_galat(self) -> bool:
        """Whether any file carries a finding of severity galat that nobody has waived."""
        semua = (satu for berkas in self.berkas for satu in berkas.temuan)
        return any(satu.tingkat is Tingkat.GALAT and not satu.dikecualikan for satu in semua)


def susun_hasil(berkas: Iterable[BerkasImpor], pengecualian: Sequence[Pengecualian] = ()) -> HasilImpor:
    """The files in name order, counted, their findings marked where they are waived."""
    urut = tuple(sorted((_dikecualikan(satu, pengecualian) for satu in berkas), key=lambda satu: satu.nama))
    hitung = Counter(satu.status for satu in urut)
    return HasilImpor(berkas=urut, ringkasan={nama: hitung[nama] for nama in STATUS if hitung[nama]})


def _dikecualikan(satu: BerkasImpor, pengecualian: Sequence[Pengecualian]) -> BerkasImpor:
    if not pengecualian:
        return satu
    return msgspec.structs.replace(satu, temuan=tuple(kecualikan(satu.temuan, pengecualian)))
