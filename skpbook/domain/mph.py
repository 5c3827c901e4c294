"""Matriks Peran Hasil: who supports what of the leader (Permen PANRB 6/2022; deck BKD NTT)."""

from __future__ import annotations

from msgspec import Struct

METODE_CASCADING = (
    "Langsung - Aspek",
    "Langsung - Wilayah",
    "Langsung - Beban Target",
    "Tidak Langsung - Layanan",
    "Tidak Langsung - Output Antara",
)
"""Cascading methods of the BKN guide, Tahap 4: direct (3) and non-direct (2)."""


class KolomMph(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One column: an IKI (level JPT -> ketua tim/JF) or an RHK (ketua tim -> anggota) of the leader."""

    judul: str | None = None
    metode: str | None = None


class BarisMph(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One member: `peran[k]` are the peran hasil under column k (empty tuple for N/A, x or blank)."""

    nama: str | None = None
    nip: str | None = None
    jabatan: str | None = None
    peran: tuple[tuple[str, ...], ...] = ()


class Mph(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="jenis", tag="mph"):
    """One matrix. `pimpinan` is the leader row; every `anggota` row has as many cells as `kolom`."""

    instansi: str | None = None
    periode_penilaian: str | None = None
    unit_kerja: str | None = None
    pimpinan: BarisMph = BarisMph()
    kolom: tuple[KolomMph, ...] = ()
    anggota: tuple[BarisMph, ...] = ()
