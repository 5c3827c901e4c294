"""Whose RHK an SKP may name as the one it supports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.domain.nip import bersihkan

if TYPE_CHECKING:
    from skpbook.checks.kertas import Kertas
    from skpbook.checks.konteks import Konteks
    from skpbook.domain.skp import Skp


def pemimpin_skp(konteks: Konteks, kertas: Kertas[Skp]) -> list[str]:
    """NIP of those whose RHK the SKP may name: the atasan, owners of matrices, and the penilai it was made
    under.
    """
    if kertas.nip is None or kertas.pegawai is None:
        return []
    semua = list(konteks.pemimpin(kertas.nip))
    penilai = bersihkan(kertas.isi.penilai.nip or "")
    if penilai in konteks.daftar.menurut_nip and penilai not in (kertas.nip, *semua):
        semua.append(penilai)
    return semua
