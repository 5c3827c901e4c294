"""`kaskade`: the tree of RHK from the top down, or the chains of one pegawai upward."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.app.konteks import susun_konteks
from skpbook.app.saring import periksa_unit
from skpbook.checks.kaskade.ringkasan import BarisKaskade, Cakupan, Keadaan, cakupan, pohon, rantai
from skpbook.domain.galat import TidakBisa
from skpbook.domain.nip import bersihkan

if TYPE_CHECKING:
    from skpbook.app.buku import Buku


class HasilKaskade(Struct, frozen=True, kw_only=True):
    """`pohon` from the top down, or `rantai` of one pegawai; `cakupan` of the leaders shown.

    `ringkasan` counts the RHK shown by where they stand in the cascade.
    """

    pohon: tuple[BarisKaskade, ...] = ()
    rantai: tuple[tuple[BarisKaskade, ...], ...] = ()
    cakupan: tuple[Cakupan, ...] = ()
    ringkasan: Mapping[str, int]


def kaskade(buku: Buku, *, nip: str | None = None, unit: str | None = None) -> HasilKaskade:
    """The cascade of the book. Raises `TidakBisa` for both choices at once, a unit or a NIP that is none, and
    a pegawai whose SKP has not come in.
    """
    if nip is not None and unit is not None:
        raise TidakBisa(
            "Pilih salah satu: --nip untuk rantai satu pegawai, atau --unit untuk pohon satu unit."
        )
    konteks = susun_konteks(buku)
    if nip is None:
        semua = tuple(pohon(konteks, periksa_unit(konteks.daftar, unit)))
        orang = {satu.nip for satu in semua}
        return HasilKaskade(pohon=semua, cakupan=tuple(cakupan(konteks, orang)), ringkasan=_hitung(semua))
    angka = bersihkan(nip)
    if angka not in konteks.daftar.menurut_nip:
        raise TidakBisa(f"NIP {nip} tidak ada dalam daftar pegawai; periksa angkanya.")
    jalan = tuple(rantai(konteks, angka))
    if not jalan:
        nama = konteks.daftar.menurut_nip[angka].nama
        raise TidakBisa(f"SKP {nama} belum masuk atau belum berisi hasil kerja; impor SKP-nya dahulu.")
    return HasilKaskade(
        rantai=jalan,
        cakupan=tuple(cakupan(konteks, {angka})),
        ringkasan=_hitung(tuple(satu[0] for satu in jalan)),
    )


def _hitung(baris: tuple[BarisKaskade, ...]) -> Mapping[str, int]:
    hitung = Counter(satu.keadaan for satu in baris if satu.rhk is not None)
    return {satu.value: hitung[satu.value] for satu in Keadaan}
