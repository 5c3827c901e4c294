"""Papers of a JPT/PUKM beside the SKP: manual indikator, workblock, perjanjian kinerja of the unit."""

from __future__ import annotations

from msgspec import Struct

KENDALI = ("Outcome", "Outcome Antara", "Output kendali rendah")
"""Kualitas dan tingkat kendali of a manual (BKN guide, Tahap 2 and 3)."""

PELAPORAN = ("Bulanan", "Triwulanan", "Semesteran", "Tahunan")
"""Periode pelaporan of a manual (BKN guide, Tahap 3)."""


class ManualIndikator(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One manual. `kendali` and `pelaporan` hold every choice that is marked: exactly one is right."""

    rencana: str | None = None
    indikator: str | None = None
    tujuan: str | None = None
    definisi: str | None = None
    formula: str | None = None
    satuan: str | None = None
    kendali: tuple[str, ...] = ()
    sumber_data: str | None = None
    pelaporan: tuple[str, ...] = ()


class ManualSkp(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="jenis", tag="manual"):
    """All manuals of one SKP, one an IKI."""

    instansi: str | None = None
    periode_penilaian: str | None = None
    manual: tuple[ManualIndikator, ...] = ()


class Workblock(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """FORMAT A.1.4: one strategi pencapaian hasil kerja."""

    judul: str | None = None
    indikator_diintervensi: str | None = None
    pemilik: str | None = None
    pihak_terlibat: str | None = None
    waktu_penyelesaian: str | None = None
    penerima_manfaat: str | None = None
    tujuan: str | None = None
    anggaran: str | None = None
    strategi_rutin: tuple[str, ...] = ()
    strategi_transformatif: tuple[str, ...] = ()
    keluaran_rutin: tuple[str, ...] = ()
    keluaran_transformatif: tuple[str, ...] = ()


class WorkblockSkp(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="jenis", tag="workblock"):
    """All workblocks of one SKP."""

    instansi: str | None = None
    periode_penilaian: str | None = None
    workblock: tuple[Workblock, ...] = ()


class SasaranUnit(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of the perjanjian kinerja / renstra of a unit (BKN guide, Tahap 1 and 2)."""

    sasaran: str | None = None
    indikator: str | None = None
    target: str | None = None
    baseline: str | None = None
    metode: str | None = None
    sumber_data: str | None = None


class CapaianUnit(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Capaian kinerja organisasi of a unit and period: an input, never computed (SE MenPANRB 3/2023)."""

    periode: str | None = None
    capaian: str | None = None
    ditetapkan_oleh: str | None = None
    tanggal: str | None = None
    catatan: str | None = None


class PerjanjianKinerja(
    Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="jenis", tag="perjanjian"
):
    """A unit's sheet: what it promised, and what it reached per period."""

    instansi: str | None = None
    unit_kode: str | None = None
    unit_kerja: str | None = None
    tahun: str | None = None
    sasaran: tuple[SasaranUnit, ...] = ()
    capaian: tuple[CapaianUnit, ...] = ()
