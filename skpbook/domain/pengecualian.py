"""Waivers: a person has decided that findings of one rule about one pegawai do not count, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from skpbook.domain.temuan import Temuan


class Pengecualian(Struct, frozen=True, kw_only=True):
    """One waiver; `periode` None is every period. Times are ISO, UTC. A revoked one stays as history."""

    kode: str
    nip: str
    periode: str | None = None
    alasan: str
    oleh: str
    pada: str
    dicabut_pada: str | None = None
    dicabut_oleh: str | None = None

    @property
    def berlaku(self) -> bool:
        """Whether nobody has revoked it."""
        return self.dicabut_pada is None

    def kena(self, temuan: Temuan) -> bool:
        """Whether it is about this finding."""
        return (
            self.berlaku
            and temuan.kode == self.kode
            and temuan.nip == self.nip
            and self.periode in (None, temuan.periode)
        )


def kecualikan(temuan: Iterable[Temuan], semua: Iterable[Pengecualian]) -> Iterator[Temuan]:
    """The findings, those that are waived marked so."""
    menurut: dict[tuple[str, str], list[Pengecualian]] = {}
    for satu in semua:
        menurut.setdefault((satu.kode, satu.nip), []).append(satu)
    for hal in temuan:
        kena = any(satu.kena(hal) for satu in menurut.get((hal.kode, hal.nip or ""), ()))
        yield msgspec.structs.replace(hal, dikecualikan=True) if kena else hal


def pengecualian_atas(temuan: Temuan, semua: Iterable[Pengecualian]) -> Pengecualian | None:
    """The waiver a waived finding is under; None for any other."""
    return next((satu for satu in semua if satu.kena(temuan)), None) if temuan.dikecualikan else None
