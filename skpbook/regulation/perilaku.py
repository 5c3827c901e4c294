"""The seven BerAKHLAK values and their panduan perilaku (Permen PANRB 6/2022, forms of the BKN guide)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

import msgspec

from skpbook.domain.teks import normal, tanpa_nomor
from skpbook.regulation.berkas import bagian
from skpbook.regulation.pilihan import padat

NILAI_BERAKHLAK: tuple[NilaiBerakhlak, ...]
"""The seven values in the order of the form; read from the data on first use."""


class NilaiBerakhlak(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One value: its number on the form, its name and its three fixed behaviours."""

    nomor: int
    nama: str
    panduan: tuple[str, str, str]
    alias: tuple[str, ...] = ()


class Perilaku(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table. `singkatan` maps a wording in use to the shortest one (both as `normal` writes them)."""

    sumber: str
    singkatan: Mapping[str, str]
    nilai: tuple[NilaiBerakhlak, ...]


@cache
def _data() -> Perilaku:
    return bagian("permen_6_2022", "perilaku", Perilaku)


def __getattr__(nama: str) -> Any:
    if nama == "NILAI_BERAKHLAK":
        return _data().nilai
    raise AttributeError(nama)


@cache
def _nama() -> Mapping[str, NilaiBerakhlak]:
    return {normal(tulisan): nilai for nilai in _data().nilai for tulisan in (nilai.nama, *nilai.alias)}


@lru_cache(maxsize=4096)
def kenali_nilai(teks: str) -> NilaiBerakhlak | None:
    """The value a cell names: "1. BERORIENTASI PELAYANAN", "Kolaborasi", or the name and then its panduan."""
    kata = normal(tanpa_nomor(teks))
    langsung = _nama().get(kata)
    if langsung is not None:
        return langsung
    return next((nilai for nama, nilai in _nama().items() if kata.startswith(f"{nama} ")), None)


@cache
def _singkatan() -> tuple[tuple[re.Pattern[str], str], ...]:
    urut = sorted(_data().singkatan.items(), key=lambda pasangan: -len(pasangan[0]))
    return tuple((re.compile(rf"\b{re.escape(panjang)}\b"), pendek) for panjang, pendek in urut)


@lru_cache(maxsize=1024)
def _setara(teks: str) -> str:
    """Comparable panduan: bullets, blanks and punctuation away, long wordings shortened."""
    kata = normal("\n".join(tanpa_nomor(baris) for baris in teks.splitlines()))
    for panjang, pendek in _singkatan():
        kata = panjang.sub(pendek, kata)
    return padat(kata)


def panduan_sama(nilai: NilaiBerakhlak, teks: str) -> bool:
    """True when `teks` holds the three behaviours of `nilai` and nothing else but, perhaps, its name first.

    Case, blanks, bullets, punctuation and the known abbreviations (NKRI, BMN, UUD, RI) make no difference.
    """
    isi = _setara(teks)
    baku = _setara("\n".join(nilai.panduan))
    return isi == baku or any(isi == padat(nama) + baku for nama in (nilai.nama, *nilai.alias))
