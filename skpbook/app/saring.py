"""What a person names on the command line, held against the book."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from skpbook.domain.galat import TidakBisa
from skpbook.domain.periode import baca_periode, daftar_periode
from skpbook.domain.teks import normal

if TYPE_CHECKING:
    from skpbook.app.buku import Buku
    from skpbook.domain.pegawai import Daftar


def periksa_periode(buku: Buku, periode: str | None) -> str | None:
    """The code of a period of this book. Raises `TidakBisa` naming the ones there are."""
    if periode is None:
        return None
    try:
        return baca_periode(periode.strip().upper()).kode
    except ValueError as galat:
        atur = buku.pengaturan
        ada = ", ".join(satu.kode for satu in daftar_periode(atur.jenis_periode, atur.tahun))
        raise TidakBisa(f"Periode “{periode}” tidak dikenal; periode buku ini: {ada}.") from galat


def periksa_unit(daftar: Daftar, unit: str | None) -> str | None:
    """The code of a unit named by code or by name. Raises `TidakBisa` naming the nearest ones."""
    if unit is None or unit in daftar.unit_menurut_kode:
        return unit
    cari = normal(unit)
    for satu in daftar.unit:
        if cari in (normal(satu.kode), normal(satu.nama)):
            return satu.kode
    kode = [satu.kode for satu in daftar.unit]
    dekat = difflib.get_close_matches(unit, kode, n=3, cutoff=0.4) or kode[:10]
    raise TidakBisa(
        f"Unit “{unit}” tidak ada dalam daftar pegawai; unit yang ada antara lain: {', '.join(dekat)}."
    )
