"""`aturan`: the rule catalogue as people may ask for it."""

from __future__ import annotations

import difflib

from msgspec import Struct

from skpbook.checks.registry import ATURAN, Aturan
from skpbook.domain.galat import TidakBisa


class KeteranganAturan(Struct, frozen=True, kw_only=True):
    """One rule, without the function that applies it."""

    kode: str
    tingkat: str
    judul: str
    dasar: str
    penjelasan: str
    salah: str
    benar: str


def semua_aturan() -> tuple[KeteranganAturan, ...]:
    """Every rule in code order."""
    return tuple(_keterangan(satu) for satu in ATURAN.values())


def aturan_menurut_kode(kode: str) -> KeteranganAturan:
    """One rule. Raises `TidakBisa` naming codes that look alike."""
    satu = ATURAN.get(kode.strip().upper())
    if satu is None:
        dekat = difflib.get_close_matches(kode.strip().upper(), list(ATURAN), n=3, cutoff=0.5)
        mungkin = (
            f"mungkin maksudnya {', '.join(dekat)}" if dekat else "lihat daftarnya dengan skpbook aturan"
        )
        raise TidakBisa(f"Aturan “{kode}” tidak ada; {mungkin}.")
    return _keterangan(satu)


def _keterangan(satu: Aturan) -> KeteranganAturan:
    return KeteranganAturan(
        kode=satu.kode,
        tingkat=satu.tingkat.value,
        judul=satu.judul,
        dasar=satu.dasar,
        penjelasan=satu.penjelasan,
        salah=satu.salah,
        benar=satu.benar,
    )
