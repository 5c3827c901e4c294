"""Matriks peran hasil as they are handed in, unit by unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.recap.bingkai import nama_unit, urutan_unit

if TYPE_CHECKING:
    from skpbook.checks.kertas import Kertas
    from skpbook.checks.konteks import Konteks
    from skpbook.domain.mph import BarisMph, Mph

TIDAK_BERPERAN = "N/A"
"""What the official form says where a member has no peran under a column."""


class OrangMatriks(Struct, frozen=True):
    """A row: who, and a text a column."""

    nama: str
    nip: str
    jabatan: str
    sel: tuple[str, ...]


class Matriks(Struct, frozen=True, kw_only=True):
    """One matrix: the leader's columns (`pimpinan.sel`), his people below. `no_unit` counts from 1."""

    no_unit: int
    unit: str
    pimpinan: OrangMatriks
    anggota: tuple[OrangMatriks, ...]
    berkas: str


def susun_matriks(konteks: Konteks) -> tuple[Matriks, ...]:
    """Every matrix whose leader is in the roster, in the order of units, then of the roster."""
    nomor = {kode: i for i, kode in enumerate(urutan_unit(konteks.daftar), start=1)}
    hasil = [
        _matriks(konteks, kertas, nomor)
        for nip in konteks.daftar.menurut_nip
        for kertas in konteks.mph.get(nip, ())
    ]
    return tuple(sorted(hasil, key=lambda satu: satu.no_unit))


def _matriks(konteks: Konteks, kertas: Kertas[Mph], nomor: dict[str, int]) -> Matriks:
    isi, daftar = kertas.isi, konteks.daftar
    pimpinan = daftar.menurut_nip[kertas.nip or ""]
    return Matriks(
        no_unit=nomor[pimpinan.unit],
        unit=isi.unit_kerja or nama_unit(daftar, pimpinan.unit),
        pimpinan=OrangMatriks(
            pimpinan.nama, pimpinan.nip, pimpinan.jabatan, tuple(satu.judul or "" for satu in isi.kolom)
        ),
        anggota=tuple(
            _anggota(satu, konteks.nip_anggota(kertas, i), len(isi.kolom))
            for i, satu in enumerate(isi.anggota)
        ),
        berkas=kertas.dokumen.berkas,
    )


def _anggota(baris: BarisMph, nip: str | None, lebar: int) -> OrangMatriks:
    sel = ["\n".join(satu) or TIDAK_BERPERAN for satu in baris.peran[:lebar]]
    sel += [TIDAK_BERPERAN] * (lebar - len(sel))
    return OrangMatriks(baris.nama or "", nip or baris.nip or "", baris.jabatan or "", tuple(sel))
