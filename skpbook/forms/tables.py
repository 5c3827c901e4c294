"""The rows of the daftar pegawai and daftar unit sheets, all text, before they are a roster."""

from __future__ import annotations

from msgspec import Struct


class BarisPegawai(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One row of the Pegawai sheet as typed."""

    nip: str | None = None
    nama: str | None = None
    jenis: str | None = None
    unit: str | None = None
    jabatan: str | None = None
    keluarga: str | None = None
    pendekatan: str | None = None
    golongan: str | None = None
    jenjang: str | None = None
    atasan: str | None = None
    penilai_luar: str | None = None
    jabatan_penilai_luar: str | None = None
    tim: str | None = None
    tugas_belajar: str | None = None
    status: str | None = None
    bkn_id: str | None = None


class TabelPegawai(
    Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="jenis", tag="daftar-pegawai"
):
    """The Pegawai sheet."""

    pegawai: tuple[BarisPegawai, ...] = ()


class BarisUnit(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One row of the Unit sheet as typed."""

    kode: str | None = None
    nama: str | None = None
    induk: str | None = None
    surel: str | None = None
    penghubung: str | None = None
    unor_id: str | None = None


class TabelUnit(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="jenis", tag="daftar-unit"):
    """The Unit sheet."""

    unit: tuple[BarisUnit, ...] = ()
