"""samples/*.toml as written: people, what each has to reach, whom it supports, what came of it.

Every paper of the sample is derived from this one source (`susun`), so that SKP, MPH and evaluasi agree.
An `iki` row is, by family and approach: JPT/PUKM kuantitatif perspektif, indikator, target, realisasi;
JPT/PUKM kualitatif perspektif, kalimat, realisasi; JA/JF kuantitatif aspek, indikator, target, realisasi;
JA/JF kualitatif kalimat, realisasi.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from skpbook.domain.pegawai import JenisPegawai, Keluarga, Pegawai, Pendekatan, Unit
from skpbook.domain.skp import StudiTugasBelajar
from skpbook.domain.strategi import SasaranUnit
from skpbook.regulation.label import Capaian, Rating

T = TypeVar("T")

_RATING = {"Di Atas": Rating.DI_ATAS, "Sesuai": Rating.SESUAI, "Di Bawah": Rating.DI_BAWAH}


class Manual(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Manual indikator of one IKI, without what the SKP already says."""

    tujuan: str
    definisi: str
    kendali: str
    sumber: str
    pelaporan: str
    formula: str | None = None
    satuan: str | None = None


class Kerja(Struct, frozen=True, kw_only=True):
    """A workblock; `iki` is the number of the IKI it intervenes on."""

    judul: str
    iki: int
    pihak_terlibat: str
    waktu_penyelesaian: str
    penerima_manfaat: str
    tujuan: str
    anggaran: str
    strategi_rutin: tuple[str, ...]
    strategi_transformatif: tuple[str, ...]
    keluaran_rutin: tuple[str, ...]
    keluaran_transformatif: tuple[str, ...]


class Ukuran(Struct, frozen=True, kw_only=True):
    """One indikator with what was reached in the period."""

    indikator: str
    realisasi: str
    target: str | None = None
    aspek: str | None = None
    perspektif: str | None = None


class Hasil(Struct, frozen=True, kw_only=True):
    """One RHK. `dari` is the number of the leader's MPH column it stands under, None for the topmost.

    `penugasan` is who assigned it where that is not the penilai.
    """

    rencana: str
    ukuran: tuple[Ukuran, ...]
    dari: int | None = None
    penugasan: str | None = None
    kategori: str | None = None
    manual: tuple[Manual, ...] = ()


class Orang(Struct, frozen=True, kw_only=True):
    """A pegawai with all his papers are made of. `nilai` = rating of hasil kerja, of perilaku kerja."""

    pegawai: Pegawai
    utama: tuple[Hasil, ...]
    tambahan: tuple[Hasil, ...] = ()
    nilai: tuple[Rating, Rating]
    ekspektasi: Mapping[str, str] = {}
    catatan: str | None = None
    metode_mph: tuple[str, ...] = ()
    workblock: tuple[Kerja, ...] = ()
    studi: StudiTugasBelajar | None = None

    @property
    def hasil(self) -> tuple[Hasil, ...]:
        """Every RHK, utama first."""
        return self.utama + self.tambahan


class Perjanjian(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the unit promised and reached; `capaian` None where it has not been set, `capaian_akhir` that of
    the whole year.
    """

    ditetapkan_oleh: str
    tanggal: str
    capaian: Capaian | None
    sasaran: tuple[SasaranUnit, ...]
    catatan: str | None = None
    capaian_akhir: Capaian | None = None


class Lampiran(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The three lists of the lampiran SKP, shared by the people of a unit."""

    dukungan_sumber_daya: tuple[str, ...]
    skema_pertanggungjawaban: tuple[str, ...]
    konsekuensi: tuple[str, ...]


class UnitContoh(Struct, frozen=True, kw_only=True):
    """A unit with what its papers share. Dates are ISO."""

    unit: Unit
    kota: str
    tanggal_skp: str
    tanggal_evaluasi: str
    perjanjian: Perjanjian
    lampiran: Lampiran


class Stok(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Stock sentences: umpan balik by tone, catatan by predikat."""

    hasil: Mapping[str, tuple[str, ...]]
    perilaku: Mapping[str, tuple[str, ...]]
    catatan: Mapping[str, str]


class Kepala(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """samples/instansi.toml. `ekinerja` is the code of the unit whose e-Kinerja exports come along."""

    nama: str
    tahun: int
    jenis_periode: str
    periode: str
    unit: tuple[str, ...]
    ekinerja: str


class _Hasil(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    rencana: str
    iki: tuple[tuple[str, ...], ...]
    dari: int | None = None
    penugasan: str | None = None
    kategori: str | None = None
    manual: tuple[Manual, ...] = ()


class _Pegawai(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    nip: str
    nama: str
    jabatan: str
    golongan: str
    nilai: tuple[str, str]
    utama: tuple[_Hasil, ...]
    tambahan: tuple[_Hasil, ...] = ()
    jenis: JenisPegawai = JenisPegawai.PNS
    keluarga: Keluarga = Keluarga.JA_JF
    pendekatan: Pendekatan = Pendekatan.KUANTITATIF
    jenjang: str | None = None
    atasan: str | None = None
    penilai_luar: str | None = None
    jabatan_penilai_luar: str | None = None
    tim: str | None = None
    tugas_belajar: bool = False
    status: str | None = None
    ekspektasi: Mapping[str, str] = {}
    catatan: str | None = None
    metode_mph: tuple[str, ...] = ()
    workblock: tuple[Kerja, ...] = ()
    studi: StudiTugasBelajar | None = None


class _Unit(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    kode: str
    nama: str
    kota: str
    tanggal_skp: str
    tanggal_evaluasi: str
    perjanjian: Perjanjian
    lampiran: Lampiran
    pegawai: tuple[_Pegawai, ...]
    induk: str | None = None
    surel: str | None = None
    penghubung: str | None = None


def folder_contoh() -> Path:
    """samples/: inside the installed package, or at the top of the checkout."""
    terpasang = Path(__file__).resolve().parent.parent / "samples"
    if terpasang.is_dir():
        return terpasang
    return Path(__file__).resolve().parents[2] / "samples"


def baca_kepala() -> Kepala:
    """samples/instansi.toml."""
    return _muat(folder_contoh() / "instansi.toml", Kepala)


@cache
def baca_stok() -> Stok:
    """samples/umpan_balik.toml."""
    return _muat(folder_contoh() / "umpan_balik.toml", Stok)


@cache
def baca_nama() -> Mapping[str, tuple[str, ...]]:
    """samples/nama.toml: parts of invented names and places, by kind."""
    mentah = _muat(folder_contoh() / "nama.toml", dict[str, str])
    return {jenis: tuple(kata.split()) for jenis, kata in mentah.items()}


def baca_unit(kode: str) -> tuple[UnitContoh, tuple[Orang, ...]]:
    """One unit file of samples/unit/ with its people, in roster order."""
    mentah = _muat(folder_contoh() / "unit" / f"{kode}.toml", _Unit)
    unit = UnitContoh(
        unit=Unit(
            kode=mentah.kode,
            nama=mentah.nama,
            induk=mentah.induk,
            surel=mentah.surel,
            penghubung=mentah.penghubung,
        ),
        kota=mentah.kota,
        tanggal_skp=mentah.tanggal_skp,
        tanggal_evaluasi=mentah.tanggal_evaluasi,
        perjanjian=mentah.perjanjian,
        lampiran=mentah.lampiran,
    )
    return unit, tuple(_orang(satu, mentah.kode) for satu in mentah.pegawai)


def _muat(berkas: Path, jenis: type[T]) -> T:
    return msgspec.convert(tomllib.loads(berkas.read_text("utf-8")), jenis)


def _orang(mentah: _Pegawai, unit: str) -> Orang:
    pegawai = Pegawai(
        nip=mentah.nip,
        nama=mentah.nama,
        jenis=mentah.jenis,
        unit=unit,
        jabatan=mentah.jabatan,
        keluarga=mentah.keluarga,
        pendekatan=mentah.pendekatan,
        golongan=mentah.golongan,
        jenjang=mentah.jenjang,
        atasan=mentah.atasan,
        penilai_luar=mentah.penilai_luar,
        jabatan_penilai_luar=mentah.jabatan_penilai_luar,
        tim=mentah.tim,
        tugas_belajar=mentah.tugas_belajar,
        status=mentah.status,
    )
    hasil, perilaku = mentah.nilai
    return Orang(
        pegawai=pegawai,
        utama=tuple(_hasil(satu, pegawai) for satu in mentah.utama),
        tambahan=tuple(_hasil(satu, pegawai) for satu in mentah.tambahan),
        nilai=(_RATING[hasil], _RATING[perilaku]),
        ekspektasi=mentah.ekspektasi,
        catatan=mentah.catatan,
        metode_mph=mentah.metode_mph,
        workblock=mentah.workblock,
        studi=mentah.studi,
    )


def _hasil(mentah: _Hasil, pegawai: Pegawai) -> Hasil:
    return Hasil(
        rencana=mentah.rencana,
        ukuran=tuple(_ukuran(satu, pegawai) for satu in mentah.iki),
        dari=mentah.dari,
        penugasan=mentah.penugasan,
        kategori=mentah.kategori,
        manual=mentah.manual,
    )


def _ukuran(baris: tuple[str, ...], pegawai: Pegawai) -> Ukuran:
    pimpinan = pegawai.keluarga is Keluarga.JPT_PUKM
    if pegawai.pendekatan is Pendekatan.KUANTITATIF:
        jenis, indikator, target, realisasi = baris
        return Ukuran(
            indikator=indikator,
            target=target,
            realisasi=realisasi,
            aspek=None if pimpinan else jenis,
            perspektif=jenis if pimpinan else None,
        )
    if pimpinan:
        perspektif, kalimat, realisasi = baris
        return Ukuran(indikator=kalimat, realisasi=realisasi, perspektif=perspektif)
    kalimat, realisasi = baris
    return Ukuran(indikator=kalimat, realisasi=realisasi)
