"""The peran hasil of a pegawai over all matrices in which he stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.checks.kertas import Kertas
from skpbook.domain.mph import Mph
from skpbook.domain.teks import normal_rencana

if TYPE_CHECKING:
    from collections.abc import Mapping

    from skpbook.checks.konteks import Konteks


class PeranDi(Struct, frozen=True):
    """One peran hasil of a matrix cell."""

    mph: Kertas[Mph]
    jalur: str
    teks: str


def peran_menurut_nama(konteks: Konteks, nip: str) -> Mapping[str, PeranDi]:
    """Normalised peran -> its (first) place, over all matrices in which the pegawai stands."""
    peta: dict[str, PeranDi] = {}
    for mph, nomor in konteks.baris_mph.get(nip, ()):
        for kolom, sel in enumerate(mph.isi.anggota[nomor].peran):
            for urut, teks in enumerate(sel):
                if kunci := normal_rencana(teks):
                    jalur = f"anggota[{nomor}].peran[{kolom}][{urut}]"
                    peta.setdefault(kunci, PeranDi(mph, jalur, teks))
    return peta
