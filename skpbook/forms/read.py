"""Reading a workbook: which form each sheet is, and what it says, every value with its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from skpbook.domain.dokumen import Cap, Isi
from skpbook.domain.evaluasi import DokumenEvaluasi, Evaluasi, RencanaAksi
from skpbook.domain.mph import Mph
from skpbook.domain.pegawai import Keluarga, Pendekatan
from skpbook.domain.skp import LampiranSkp, Skp
from skpbook.domain.strategi import ManualSkp, PerjanjianKinerja, WorkblockSkp
from skpbook.domain.teks import normal
from skpbook.domain.tempat import Tempat
from skpbook.forms.blocks import jangkar_bagian, label_bagian
from skpbook.forms.definition import Bagian, Definisi, Judul, Kurva
from skpbook.forms.reading import baca_bagian
from skpbook.forms.scan import Pindaian
from skpbook.forms.stamp import LEMBAR as LEMBAR_CAP
from skpbook.forms.stamp import baca_cap
from skpbook.forms.tables import TabelPegawai, TabelUnit

if TYPE_CHECKING:
    from skpbook.forms.catalog import Katalog
    from skpbook.forms.grid import Kisi

JENIS: Mapping[str, type[Struct]] = {
    "skp": Skp,
    "lampiran": LampiranSkp,
    "mph": Mph,
    "manual": ManualSkp,
    "workblock": WorkblockSkp,
    "perjanjian": PerjanjianKinerja,
    "evaluasi": Evaluasi,
    "dokumen-evaluasi": DokumenEvaluasi,
    "rencana-aksi": RencanaAksi,
    "daftar-pegawai": TabelPegawai,
    "daftar-unit": TabelUnit,
}
"""Document kind of a definition -> the domain struct it is read into."""

_BARIS_KENAL = 40
_PETUNJUK = "isian | cara mengisi | wajib | pilihan"


class BacaanLembar(Struct, frozen=True, kw_only=True):
    """One sheet as read. `hilang` are labels of the form that were not found."""

    lembar: str
    formulir: str
    versi: int
    isi: Isi
    tempat: Mapping[str, Tempat]
    keluarga: Keluarga | None
    pendekatan: Pendekatan | None
    hilang: tuple[str, ...]


class BacaanBuku(Struct, frozen=True, kw_only=True):
    """A workbook as read: the sheets that are forms, the stamp, and what else it is known to be.

    `asing` names a known wrong workbook when no form was found; `lembar_lain` are visible sheets that are no form.
    """

    lembar: tuple[BacaanLembar, ...]
    cap: Cap | None
    asing: str | None
    lembar_lain: tuple[str, ...]


def baca_buku(kisi: Sequence[Kisi], katalog: Katalog, kunci: bytes | None = None) -> BacaanBuku:
    """Read every sheet that is a form, by its labels; the stamp confirms."""
    cap = baca_cap(kisi, kunci)
    hasil: list[BacaanLembar] = []
    lain: list[str] = []
    asing: str | None = None
    for satu in kisi:
        if satu.nama == LEMBAR_CAP or satu.nama.startswith("_"):
            continue
        definisi = kenali_formulir(satu, katalog)
        if definisi is None and cap is not None:
            definisi = katalog.definisi.get(cap[1].get(satu.nama, ""))
        if definisi is None:
            if satu.tampak:
                lain.append(satu.nama)
                asing = asing or _kenali_asing(satu, katalog)
            continue
        versi = cap[0].formulir.get(definisi.kode, definisi.versi) if cap else definisi.versi
        hasil.append(baca_lembar(satu, katalog, definisi, versi))
    return BacaanBuku(
        lembar=tuple(hasil),
        cap=cap[0] if cap else None,
        asing=None if hasil else asing,
        lembar_lain=tuple(lain),
    )


def baca_lembar(kisi: Kisi, katalog: Katalog, definisi: Definisi, versi: int | None = None) -> BacaanLembar:
    """Read one sheet as one form."""
    mata = Pindaian(kisi, katalog, definisi, label_formulir(katalog, definisi))
    baca_urut(mata, definisi.bagian, 0, mata.akhir, "")
    isi: Any = msgspec.convert(_tanpa_lubang(mata.pohon), JENIS[definisi.dokumen], strict=False)
    return BacaanLembar(
        lembar=kisi.nama,
        formulir=definisi.kode,
        versi=definisi.versi if versi is None else versi,
        isi=isi,
        tempat=mata.tempat,
        keluarga=Keluarga(definisi.keluarga) if definisi.keluarga else None,
        pendekatan=Pendekatan(definisi.pendekatan) if definisi.pendekatan else None,
        hilang=tuple(dict.fromkeys(mata.hilang)),
    )


def baca_urut(mata: Pindaian, bagian: Sequence[Bagian], dari: int, sampai: int, awalan: str) -> None:
    """Blocks in their order: each from its anchor to the first anchor of a later block."""
    kursor = dari
    for nomor, satu in enumerate(bagian):
        jangkar = jangkar_bagian(satu)
        if not jangkar or isinstance(satu, Kurva):
            continue
        kena = mata.cari(jangkar, kursor, sampai)
        if kena is None:
            mata.hilang.append(jangkar[0])
            continue
        akhir = sampai
        for lain in bagian[nomor + 1 :]:
            berikut = mata.cari(jangkar_bagian(lain), kena.baris + 1, akhir)
            if berikut is not None:
                akhir = berikut.baris
        baca_bagian(mata, satu, kena.baris, akhir, awalan)
        kursor = kena.baris + 1


def _tanpa_lubang(pohon: Any) -> Any:
    """Trees for conversion: places of a list that nothing was read into are empty items or empty texts."""
    if isinstance(pohon, dict):
        return {nama: _tanpa_lubang(nilai) for nama, nilai in pohon.items()}
    if isinstance(pohon, list):
        teks = any(isinstance(satu, str) for satu in pohon)
        return [("" if teks else {}) if satu is None else _tanpa_lubang(satu) for satu in pohon]
    return pohon


def _label(katalog: Katalog, definisi: Definisi) -> Mapping[str, str]:
    kelompok: dict[str, str] = {}
    for sumber in (katalog.umum.label, definisi.label):
        for utama, lain in sumber.items():
            for satu in (utama, *lain):
                kelompok[normal(satu)] = normal(utama)
    hasil: dict[str, str] = {}
    pakai = set()
    for bagian in definisi.bagian:
        for nama in label_bagian(bagian):
            satu = normal(nama)
            hasil[satu] = kelompok.get(satu, satu)
            pakai.add(hasil[satu])
    for satu, utama in kelompok.items():
        if utama in pakai:
            hasil[satu] = utama
    return hasil


class _Beku:
    """A katalog as a cache key, by identity."""

    __slots__ = ("katalog",)

    def __init__(self, katalog: Katalog) -> None:
        self.katalog = katalog

    def __hash__(self) -> int:
        return id(self.katalog)

    def __eq__(self, lain: object) -> bool:
        return isinstance(lain, _Beku) and lain.katalog is self.katalog


def label_formulir(katalog: Katalog, definisi: Definisi) -> Mapping[str, str]:
    """Normalised spelling -> label id, for all labels of a form."""
    return _label_cache(_Beku(katalog), definisi.kode)


@lru_cache(maxsize=128)
def _label_cache(katalog: _Beku, kode: str) -> Mapping[str, str]:
    return _label(katalog.katalog, katalog.katalog.definisi[kode])


def kenali_formulir(kisi: Kisi, katalog: Katalog) -> Definisi | None:
    """The form a sheet is: its titles must be there; among several the one with most of its labels found."""
    teks = _kepala(kisi)
    if not teks or _PETUNJUK in teks or any(_cocok(teks, satu.semua, satu.bukan) for satu in katalog.asing):
        return None
    calon = [satu for satu in katalog.definisi.values() if _cocok(teks, satu.kenali.semua, satu.kenali.bukan)]
    if len(calon) <= 1:
        return calon[0] if calon else None
    ada = {normal(str(nilai)) for baris in kisi.baris for nilai in baris if isinstance(nilai, str) and nilai}
    return max(calon, key=lambda satu: _skor(ada, teks, katalog, satu))


def _skor(ada: set[str], teks: str, katalog: Katalog, definisi: Definisi) -> float:
    label = label_formulir(katalog, definisi)
    judul = [
        normal(baris) for bagian in definisi.bagian if isinstance(bagian, Judul) for baris in bagian.baris
    ]
    kena = len({label[satu] for satu in ada if satu in label})
    banyak = len(set(label.values()))
    return kena / max(banyak, 1) + 0.5 * sum(satu in teks for satu in judul if satu)


def _kepala(kisi: Kisi) -> str:
    """The top of a sheet as one normalised text."""
    potong = [
        normal(nilai)
        for baris in kisi.baris[:_BARIS_KENAL]
        for nilai in baris
        if isinstance(nilai, str) and nilai and len(nilai) <= 300
    ]
    return " | ".join(potong)


def _cocok(teks: str, semua: Sequence[str], bukan: Sequence[str]) -> bool:
    return all(normal(satu) in teks for satu in semua) and not any(normal(satu) in teks for satu in bukan)


def _kenali_asing(kisi: Kisi, katalog: Katalog) -> str | None:
    teks = _kepala(kisi)
    return next((satu.nama for satu in katalog.asing if _cocok(teks, satu.semua, satu.bukan)), None)
