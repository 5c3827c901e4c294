"""Choice lists of the forms: canonical texts, their aliases in the field, and the cell nobody chose in.

Two spellings are one when they agree in letters and digits alone ("di_atas", "DIATAS", "Di Atas"); what
differs in letters stands as an alias in the data, or comes of the known misspellings of one word (`ejaan`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

import msgspec

from skpbook.regulation.berkas import bagian

_BUKAN_HURUF = re.compile(r"[\W_]+")
_PEMISAH = re.compile(r"[/\n;,|()\[\]•*]+|\s+atau\s+", re.I)
_TERPANJANG = 160
"""No choice with all its aliases is longer; longer text is a sentence and need not be normalised."""


class ButirPilihan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One choice: the text that is written, the other spellings that are read."""

    teks: str
    alias: tuple[str, ...] = ()


class Pilihan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One list. `awalan` are words that may stand before a choice ("Perspektif Proses Bisnis")."""

    sumber: str
    butir: tuple[ButirPilihan, ...]
    awalan: tuple[str, ...] = ()


class Ejaan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Known misspellings of single words; `bukan_nilai` are the texts that mean "no rating"."""

    sumber: str
    kata: Mapping[str, tuple[str, ...]]
    bukan_nilai: tuple[str, ...]


def padat(teks: str) -> str:
    """Letters and digits alone, NFKC and case-folded: the key two spellings are compared by."""
    return _BUKAN_HURUF.sub("", unicodedata.normalize("NFKC", teks).casefold())


@cache
def _ejaan() -> Ejaan:
    return bagian("permen_6_2022", "ejaan", Ejaan)


@cache
def _semua() -> Mapping[str, Pilihan]:
    isi = dict(bagian("permen_6_2022", "pilihan", dict[str, Pilihan]))
    isi.update(bagian("bkn", "pilihan", dict[str, Pilihan]))
    return isi


def nama_pilihan() -> tuple[str, ...]:
    """Names of every list, sorted."""
    return tuple(sorted({*_semua(), "golongan"}))


def _satu(nama: str) -> Pilihan:
    try:
        return _semua()[nama]
    except KeyError:
        raise KeyError(f"Tidak ada daftar pilihan bernama “{nama}”.") from None


@cache
def daftar_pilihan(nama: str) -> tuple[str, ...]:
    """Canonical texts of a list, in the order of its source. Raises KeyError for an unknown name."""
    if nama == "golongan":
        # Imported here: golongan reads its own table and is needed for this one list only.
        from skpbook.regulation.golongan import daftar_golongan

        return tuple(satu.kode for satu in daftar_golongan())
    return tuple(butir.teks for butir in _satu(nama).butir)


def _ragam(kunci: str) -> Iterator[str]:
    """The key itself and the key with each known misspelling of each word in it."""
    yield kunci
    for kata, salah in _ejaan().kata.items():
        if kata in kunci:
            for ejaan in salah:
                yield kunci.replace(kata, padat(ejaan))


@cache
def _peta(nama: str) -> Mapping[str, str]:
    """Key -> canonical text. A canonical text wins over an alias of another choice."""
    pilihan = _satu(nama)
    peta: dict[str, str] = {}
    for butir in pilihan.butir:
        for tulisan in (butir.teks, *butir.alias):
            for ragam in _ragam(padat(tulisan)):
                for awalan in ("", *(padat(kata) for kata in pilihan.awalan)):
                    peta.setdefault(awalan + ragam, butir.teks)
    peta.update({padat(butir.teks): butir.teks for butir in pilihan.butir})
    return peta


@lru_cache(maxsize=32768)
def kenali(nama: str, teks: str) -> str | None:
    """The canonical text of any spelling of one choice of the list `nama`; None when it is not exactly one.

    Text that still holds the whole list, several choices, or nothing ("-", "0", "tidak ada data") gives None.
    Raises KeyError for an unknown name.
    """
    if len(teks) > _TERPANJANG:
        return None
    if nama == "golongan":
        from skpbook.regulation.golongan import kenali_golongan

        golongan = kenali_golongan(teks)
        return golongan.kode if golongan else None
    return _peta(nama).get(padat(teks))


@cache
def _kunci_bukan_nilai() -> frozenset[str]:
    return frozenset(padat(teks) for teks in _ejaan().bukan_nilai)


@lru_cache(maxsize=4096)
def bukan_nilai(teks: str) -> bool:
    """True for what people and exports write where there is no rating: blank, "-", "0", "tidak ada data" …"""
    return len(teks) <= _TERPANJANG and padat(teks) in _kunci_bukan_nilai()


@lru_cache(maxsize=4096)
def masih_seluruh_daftar(nama: str, teks: str) -> bool:
    """True when a choice cell still holds every choice of the list as the blank form prints it.

    "Kuantitas/ Kualitas/ Waktu/ Biaya", "TRIWULAN I/II/III/IV-AKHIR*", "( )Outcome ( )Outcome Antara …".
    Two of several choices ("Kuantitas/Kualitas") are a wrong choice, not an untouched cell: False.
    """
    if len(teks) > _TERPANJANG * 2 or kenali(nama, teks) is not None:
        return False
    if nama == "golongan":
        return False
    temu: set[str] = set()
    for potong in _PEMISAH.split(teks):
        if not padat(potong):
            continue
        satu = kenali(nama, potong)
        bagian_kecil = [satu] if satu else [kenali(nama, kecil) for kecil in potong.split("-")]
        for kecil in bagian_kecil:
            if kecil is None:
                return False
            temu.add(kecil)
    return temu == set(daftar_pilihan(nama))
