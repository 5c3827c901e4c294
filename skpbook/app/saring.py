"""What a person names on the command line, held against the book."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from skpbook.domain.galat import TidakBisa
from skpbook.domain.periode import baca_periode, daftar_periode
from skpbook.domain.teks import normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skpbook.app.buku import Buku
    from skpbook.domain.pegawai import Daftar


def periksa_tahap(tahap: str, ada: Sequence[str]) -> str:
    """One of the stages there are, in any case. Raises `TidakBisa` naming them and the nearest one."""
    rapi = tahap.strip().casefold()
    if rapi in ada:
        return rapi
    dekat = difflib.get_close_matches(rapi, ada, n=1)
    mungkin = f" Mungkin maksudnya {dekat[0]}." if dekat else ""
    raise TidakBisa(f"Tahap “{tahap}” tidak dikenal; pilih salah satu dari {', '.join(ada)}.{mungkin}")


def periksa_periode(buku: Buku, periode: str | None) -> str | None:
    """The code of a period of this book. Raises `TidakBisa` naming the ones there are."""
    if periode is None:
        return None
    atur = buku.pengaturan
    ada = [satu.kode for satu in daftar_periode(atur.jenis_periode, atur.tahun)]
    milik = f"periode buku ini: {', '.join(ada)}."
    try:
        dibaca = baca_periode(periode)
    except ValueError as galat:
        raise TidakBisa(f"Periode “{periode}” tidak dikenal; {milik}") from galat
    if dibaca.tahun != atur.tahun:
        raise TidakBisa(
            f"{dibaca.kode} adalah periode tahun {dibaca.tahun}, padahal buku ini untuk tahun {atur.tahun}; "
            + milik
        )
    if dibaca.kode not in ada:
        raise TidakBisa(
            f"{dibaca.kode} adalah periode {dibaca.jenis}, padahal evaluasi buku ini {atur.jenis_periode}; "
            + milik
        )
    return dibaca.kode


def periksa_berkas(buku: Buku, berkas: str | None) -> frozenset[str] | None:
    """Names of the imported files meant by a name or the end of one, by a path, or of the daftar pegawai.

    Raises `TidakBisa` naming those that look alike.
    """
    if berkas is None:
        return None
    with buku.ledger(tulis=False) as ledger:
        semua = [satu.nama for satu in ledger.berkas()] + [nama for nama, *_ in ledger.salinan()]
    semua.append(buku.daftar.berkas)
    cari = berkas.strip().replace("\\", "/").casefold()
    if cocok := frozenset(nama for nama in semua if _nama_sama(nama.casefold(), cari)):
        return cocok
    dekat = difflib.get_close_matches(berkas, semua, n=3, cutoff=0.7)
    mungkin = f"mungkin maksudnya {', '.join(dekat)}" if dekat else "periksa ejaannya, atau imporlah dahulu"
    raise TidakBisa(f"Berkas “{berkas}” tidak pernah diimpor ke buku ini; {mungkin}.")


def _nama_sama(nama: str, cari: str) -> bool:
    return bool(cari) and (nama == cari or nama.endswith(f"/{cari}") or cari.endswith(f"/{nama}"))


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
