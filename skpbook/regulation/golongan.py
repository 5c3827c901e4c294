"""Pangkat and golongan ruang of PNS, golongan of PPPK: one golongan of any of its spellings.

Source: BKN reference list (PNS, with BKN's ids), Perpres 98/2020 (PPPK, I to XVII, no pangkat).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import msgspec

from skpbook.domain.pegawai import JenisPegawai
from skpbook.domain.teks import normal
from skpbook.regulation.berkas import bagian

if TYPE_CHECKING:
    from collections.abc import Mapping

_TINGKAT = re.compile(r"\bt(?:ingkat|kt|k)\s*(?:1\b|i\b)")
_HIASAN = re.compile(r"\b(?:golongan|gol|ruang|pangkat|pns|cpns|pppk|p3k|asn|paruh|waktu)\b")
_PNS = re.compile(r"(iv|iii|ii|i)\s*([a-e])")


class Golongan(msgspec.Struct, frozen=True):
    """One golongan. `kode` "III/b" or "IX"; `pangkat` and `bkn_id` are None for a PPPK."""

    kode: str
    pangkat: str | None
    jenis: JenisPegawai
    bkn_id: int | None


class BarisPns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of the PNS table."""

    kode: str
    pangkat: str
    bkn_id: int


class TabelGolongan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Both tables with their source, lowest golongan first."""

    sumber: str
    pns: tuple[BarisPns, ...]
    pppk: tuple[str, ...]


@cache
def daftar_golongan() -> tuple[Golongan, ...]:
    """Every golongan, PNS I/a to IV/e and then PPPK I to XVII."""
    tabel = bagian("bkn", "golongan", TabelGolongan)
    return (
        *(Golongan(satu.kode, satu.pangkat, JenisPegawai.PNS, satu.bkn_id) for satu in tabel.pns),
        *(Golongan(kode, None, JenisPegawai.PPPK, None) for kode in tabel.pppk),
    )


@cache
def _kode() -> Mapping[str, Golongan]:
    peta = {normal(satu.kode): satu for satu in daftar_golongan()}
    pppk = (satu for satu in daftar_golongan() if satu.pangkat is None)
    peta.update({str(nomor): satu for nomor, satu in enumerate(pppk, start=1)})
    return peta


@cache
def _pangkat() -> tuple[tuple[str, Golongan], ...]:
    """Normalised pangkat with its golongan, longest first: "penata muda tingkat i" before "penata muda"."""
    isi = [(normal(satu.pangkat), satu) for satu in daftar_golongan() if satu.pangkat]
    return tuple(sorted(isi, key=lambda pasangan: -len(pasangan[0])))


def _menurut_kode(teks: str) -> Golongan | None:
    pns = _PNS.fullmatch(teks)
    return _kode().get(f"{pns[1]} {pns[2]}" if pns else teks)


@lru_cache(maxsize=8192)
def kenali_golongan(teks: str) -> Golongan | None:
    """The golongan of "III/b", "IIIb", "Penata Muda Tk. I, III/b", "Penata Muda Tingkat I (III/b)",
    "Pembina", and of a PPPK's "IX", "PPPK IX", "Golongan IX", "9".

    None for anything else, and for a pangkat beside a golongan that is not its own ("Penata, III/a"): which
    of the two is right is not for a program to choose.
    """
    kata = _TINGKAT.sub("tingkat i", normal(teks))
    kata = " ".join(_HIASAN.sub(" ", kata).split())
    for pangkat, golongan in _pangkat():
        if kata == pangkat:
            return golongan
        sisa = (
            kata.removeprefix(f"{pangkat} ")
            if kata.startswith(f"{pangkat} ")
            else kata.removesuffix(f" {pangkat}")
        )
        if sisa != kata:
            return golongan if _menurut_kode(sisa) == golongan else None
    return _menurut_kode(kata)


def golongan_dari_id(bkn_id: int) -> Golongan | None:
    """The PNS golongan with this BKN id (11 … 45), else None."""
    return next((satu for satu in daftar_golongan() if satu.bkn_id == bkn_id), None)


def sebutan(golongan: Golongan) -> str:
    """As forms print it beside PANGKAT/GOL. RUANG: "Penata Muda Tingkat I, III/b"; "IX" for a PPPK."""
    return f"{golongan.pangkat}, {golongan.kode}" if golongan.pangkat else golongan.kode
