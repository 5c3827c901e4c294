"""The cascade as rows to read: the tree from the top down, one chain upward, coverage, orphans.

For `skpbook kaskade` and for a Kaskade sheet (`tingkat` is the outline level).
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.checks.kaskade.graf import Cara, Graf, Rhk, graf
from skpbook.checks.kaskade.perjanjian import asal_perjanjian
from skpbook.domain.tempat import Rujukan

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from skpbook.checks.konteks import Konteks


class Keadaan(StrEnum):
    """Where an RHK stands in the cascade."""

    PERJANJIAN = "perjanjian kinerja"
    PUNCAK = "puncak"
    TERSAMBUNG = "tersambung"
    LEPAS = "lepas"


class BarisKaskade(Struct, frozen=True, kw_only=True):
    """One line of the tree: a pegawai (`rhk` None) or one RHK of his.

    `tingkat` counts from 0. `cara` is why the RHK stands below the one above it (both joined by " dan ").
    `pendukung` are how many people support it directly. `keadaan` is None for a pegawai who has an SKP, and
    "belum ada SKP" for one who has none.
    """

    tingkat: int
    nip: str
    nama: str
    unit: str
    rhk: str | None = None
    bagian: str | None = None
    cara: str | None = None
    pendukung: int = 0
    keadaan: str | None = None
    tempat: Rujukan | None = None


class Cakupan(Struct, frozen=True, kw_only=True):
    """One RHK of a leader: how many of the people directly below support it."""

    nip: str
    nama: str
    unit: str
    rhk: str
    bagian: str
    bawahan: int
    pendukung: int
    tempat: Rujukan


BELUM_ADA_SKP = "belum ada SKP"


def keadaan(konteks: Konteks, rhk: Rhk) -> Keadaan:
    """Whether an RHK supports another, comes from a perjanjian kinerja, stands at the top, or does none."""
    if graf(konteks).naik[rhk.nomor]:
        return Keadaan.TERSAMBUNG
    if asal_perjanjian(konteks, rhk) is not None:
        return Keadaan.PERJANJIAN
    orang = konteks.daftar.menurut_nip.get(rhk.nip)
    return Keadaan.PUNCAK if orang is not None and not orang.atasan else Keadaan.LEPAS


def pohon(konteks: Konteks, unit: str | None = None) -> Iterator[BarisKaskade]:
    """The tree from the top down: each pegawai with his RHK, the people below him one level in.

    `unit` (a code) keeps its people, from those whose atasan is not one of them. Everybody comes once, also
    those who stand in a circle of atasan.
    """
    for nip, tingkat in urutan_pohon(konteks, unit):
        yield from _orang(konteks, nip, tingkat)


def urutan_pohon(konteks: Konteks, unit: str | None = None) -> Iterator[tuple[str, int]]:
    """The people of `pohon` in its order: NIP and level."""
    orang = konteks.daftar.menurut_nip
    dipilih = {nip for nip, satu in orang.items() if unit is None or satu.unit == unit}
    terlihat: set[str] = set()
    akar = [nip for nip in orang if nip in dipilih and orang[nip].atasan not in dipilih]
    for nip in (*akar, *(satu for satu in orang if satu in dipilih)):
        antre = [(nip, 0)]
        while antre:
            kini, tingkat = antre.pop()
            if kini in terlihat:
                continue
            terlihat.add(kini)
            yield kini, tingkat
            bawah = [satu.nip for satu in konteks.daftar.bawahan.get(kini, ()) if satu.nip in dipilih]
            antre.extend((satu, tingkat + 1) for satu in reversed(bawah))


def _orang(konteks: Konteks, nip: str, tingkat: int) -> Iterator[BarisKaskade]:
    milik = graf(konteks).milik.get(nip, ())
    satu = konteks.daftar.menurut_nip[nip]
    yield BarisKaskade(
        tingkat=tingkat,
        nip=nip,
        nama=satu.nama,
        unit=satu.unit,
        keadaan=None if nip in konteks.skp else BELUM_ADA_SKP,
    )
    for rhk in milik:
        yield _baris_rhk(konteks, rhk, tingkat + 1, _cara(graf(konteks), rhk))


def rantai(konteks: Konteks, nip: str) -> Iterator[tuple[BarisKaskade, ...]]:
    """For each RHK of a pegawai the chain upward, himself first, to where it ends."""
    semua = graf(konteks)
    for rhk in semua.milik.get(nip, ()):
        jalan = semua.rantai(rhk.nomor)
        yield tuple(
            _baris_rhk(konteks, satu, tingkat, _cara(semua, satu)) for tingkat, satu in enumerate(jalan)
        )


def cakupan(konteks: Konteks, nip: Collection[str] | None = None) -> Iterator[Cakupan]:
    """Every RHK of those with people below (of `nip` alone where given), in the order of the roster."""
    semua = graf(konteks)
    for orang in konteks.daftar.menurut_nip.values():
        bawah = konteks.daftar.bawahan.get(orang.nip, ())
        if not bawah or (nip is not None and orang.nip not in nip):
            continue
        for rhk in semua.milik.get(orang.nip, ()):
            yield Cakupan(
                nip=orang.nip,
                nama=orang.nama,
                unit=orang.unit,
                rhk=rhk.hasil.rencana or "",
                bagian="utama" if rhk.utama else "tambahan",
                bawahan=len(bawah),
                pendukung=len(semua.pendukung(rhk.nomor)),
                tempat=rhk.rujukan,
            )


def _baris_rhk(konteks: Konteks, rhk: Rhk, tingkat: int, cara: str | None) -> BarisKaskade:
    orang = konteks.daftar.menurut_nip.get(rhk.nip)
    return BarisKaskade(
        tingkat=tingkat,
        nip=rhk.nip,
        nama=orang.nama if orang else rhk.kertas.isi.pegawai.nama or rhk.nip,
        unit=orang.unit if orang else "",
        rhk=rhk.hasil.rencana,
        bagian="utama" if rhk.utama else "tambahan",
        cara=cara,
        pendukung=len(graf(konteks).pendukung(rhk.nomor)),
        keadaan=keadaan(konteks, rhk).value,
        tempat=rhk.rujukan,
    )


def _cara(semua: Graf, rhk: Rhk) -> str | None:
    ada = {satu.cara for satu in semua.naik[rhk.nomor]}
    return " dan ".join(satu.value for satu in Cara if satu in ada) or None
