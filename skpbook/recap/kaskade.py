"""The cascade of a recap, small enough for a large instansi: arrays over the RHK, the tree as an order of people."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from skpbook.checks.kaskade.graf import Cara, Graf, graf
from skpbook.checks.kaskade.ringkasan import Keadaan, keadaan, urutan_pohon
from skpbook.domain.tempat import Rujukan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from skpbook.checks.konteks import Konteks

Angka = npt.NDArray[np.int32]

LUAR = -1
"""In place of a pegawai who does not stand in this recap."""


class Rantai(StrEnum):
    """How far upward an RHK leads."""

    SAMPAI = "sampai puncak"
    PUTUS = "putus di atas"
    LEPAS = "lepas"


_RANTAI = tuple(Rantai)
_KEADAAN = tuple(Keadaan)
_CARA = tuple(Cara)


class Kaskade(Struct, frozen=True, kw_only=True):
    """RHK by number, the own ones first: of pegawai after pegawai as in the per-pegawai frame; after them
    those of others that are supported.

    Of RHK n: `letak` is its owner's place (`LUAR` for the others), `naik[naik_mulai[n]:naik_mulai[n + 1]]` the RHK
    it supports, `turun` likewise the places of those who support it (`LUAR` for each from elsewhere), `cara` the
    bits of why it supports. `ujung` tells where the chain of those that break above ends. `mulai[i]` is the first
    RHK of pegawai i; `urutan` are the pegawai from the top down, `atasan[i]` who stands above i there (`LUAR`:
    nobody). `tempat` are the cells of those that do not reach the top.
    """

    letak: Angka
    rencana: Sequence[str]
    ditulis: Sequence[str]
    utama: npt.NDArray[np.bool_]
    keadaan: npt.NDArray[np.int8]
    rantai: npt.NDArray[np.int8]
    cara: npt.NDArray[np.int8]
    naik_mulai: Angka
    naik: Angka
    turun_mulai: Angka
    turun: Angka
    ujung: Mapping[int, int]
    tempat: Mapping[int, Rujukan]
    mulai: Angka
    urutan: Angka
    atasan: Angka
    bawahan: Angka
    ada_skp: npt.NDArray[np.bool_]

    @property
    def banyak(self) -> int:
        """How many RHK the people of this recap have."""
        return int(self.mulai[-1])

    def milik(self, orang: int) -> range:
        """The RHK of the pegawai at a place."""
        return range(int(self.mulai[orang]), int(self.mulai[orang + 1]))

    def didukung(self, nomor: int) -> list[int]:
        """The RHK that an RHK supports."""
        return _potong(self.naik, self.naik_mulai, nomor)

    def pendukung(self, nomor: int) -> list[int]:
        """Places of those who support an RHK, each once."""
        return _potong(self.turun, self.turun_mulai, nomor)

    def banyak_pendukung(self) -> Angka:
        """How many people support each of the own RHK."""
        return np.diff(self.turun_mulai)[: self.banyak]

    def sebut_keadaan(self, nomor: int) -> str:
        """Where an RHK stands, in words."""
        return _KEADAAN[int(self.keadaan[nomor])].value

    def sebut_rantai(self, nomor: int) -> str:
        """How far an RHK leads, in words."""
        return _RANTAI[int(self.rantai[nomor])].value

    def sebut_cara(self, nomor: int) -> str:
        """Why it supports: "intervensi dan peran hasil", "" where it does not."""
        bita = int(self.cara[nomor])
        return " dan ".join(satu.value for i, satu in enumerate(_CARA) if bita >> i & 1)

    def adalah(self, rantai: Rantai) -> npt.NDArray[np.bool_]:
        """Which of the own RHK lead so far."""
        return np.equal(self.rantai[: self.banyak], _RANTAI.index(rantai))

    def tingkat(self) -> list[int]:
        """How deep each of `urutan` stands, from 0."""
        dalam: dict[int, int] = {LUAR: -1}
        for orang, atas in zip(self.urutan.tolist(), self.atasan[self.urutan].tolist(), strict=True):
            dalam[orang] = dalam.get(atas, -1) + 1
        return [dalam[satu] for satu in self.urutan.tolist()]

    def ambil(self, letak: Sequence[int]) -> Kaskade:
        """Only the pegawai at these places, at their new ones; what they support elsewhere stays as RHK of others."""
        baru = {lama: i for i, lama in enumerate(letak)}
        simpul = [nomor for orang in letak for nomor in self.milik(orang)]
        naik = [self.didukung(nomor) for nomor in simpul]
        ujung = [self.ujung[nomor] for nomor in simpul if nomor in self.ujung]
        nomor_baru = {lama: i for i, lama in enumerate(simpul)}
        for satu in (*(ke for semua in naik for ke in semua), *ujung):
            nomor_baru.setdefault(satu, len(nomor_baru))
        semua = list(nomor_baru)
        urut = sorted(letak, key=self._letak_pohon().__getitem__)
        return Kaskade(
            letak=_angka(baru.get(int(self.letak[satu]), LUAR) for satu in semua),
            rencana=tuple(self.rencana[satu] for satu in semua),
            ditulis=tuple(self.ditulis[satu] for satu in semua),
            utama=self.utama[semua],
            keadaan=self.keadaan[semua],
            rantai=self.rantai[semua],
            cara=self.cara[semua],
            **_berderet("naik", [[nomor_baru[ke] for ke in satu] for satu in naik], len(semua)),
            **_berderet(
                "turun", [[baru.get(o, LUAR) for o in self.pendukung(satu)] for satu in simpul], len(semua)
            ),
            ujung={nomor_baru[n]: nomor_baru[self.ujung[n]] for n in simpul if n in self.ujung},
            tempat={nomor_baru[n]: self.tempat[n] for n in simpul if n in self.tempat},
            mulai=_mulai([len(self.milik(orang)) for orang in letak]),
            urutan=_angka(baru[satu] for satu in urut),
            atasan=_angka(baru.get(int(self.atasan[satu]), LUAR) for satu in letak),
            bawahan=self.bawahan[list(letak)],
            ada_skp=self.ada_skp[list(letak)],
        )

    def _letak_pohon(self) -> Angka:
        tempat = np.empty(len(self.urutan), np.int32)
        tempat[self.urutan] = np.arange(len(self.urutan), dtype=np.int32)
        return tempat


def susun_kaskade(konteks: Konteks, letak: Mapping[str, int]) -> Kaskade:
    """The cascade of the pegawai in `letak` (NIP -> place), everybody of the roster."""
    semua = graf(konteks)
    simpul = [rhk for nip in letak for rhk in semua.milik.get(nip, ())]
    mulai = _mulai([len(semua.milik.get(nip, ())) for nip in letak])
    simpul += [rhk for rhk in semua.rhk if rhk.nip not in letak]
    baru = np.empty(len(simpul), np.int32)
    baru[[rhk.nomor for rhk in simpul]] = np.arange(len(simpul), dtype=np.int32)
    rantai = _rantai(konteks, semua)
    naik = [dict.fromkeys(int(baru[satu.ke]) for satu in semua.naik[rhk.nomor]) for rhk in simpul]
    turun = [[letak.get(nip, LUAR) for nip in semua.pendukung(rhk.nomor)] for rhk in simpul]
    putus = [rhk for rhk in simpul if rantai[rhk.nomor] is not Rantai.SAMPAI]
    return Kaskade(
        letak=_angka(letak.get(rhk.nip, LUAR) for rhk in simpul),
        rencana=tuple(rhk.hasil.rencana or "" for rhk in simpul),
        ditulis=tuple(rhk.hasil.rhk_pimpinan or "" for rhk in simpul),
        utama=np.array([rhk.utama for rhk in simpul], bool),
        keadaan=np.array([_KEADAAN.index(keadaan(konteks, rhk)) for rhk in simpul], np.int8),
        rantai=np.array([_RANTAI.index(rantai[rhk.nomor]) for rhk in simpul], np.int8),
        cara=np.array(
            [sum(1 << _CARA.index(c) for c in {s.cara for s in semua.naik[rhk.nomor]}) for rhk in simpul],
            np.int8,
        ),
        **_berderet("naik", naik, len(simpul)),
        **_berderet("turun", turun, len(simpul)),
        ujung={
            int(baru[rhk.nomor]): int(baru[semua.rantai(rhk.nomor)[-1].nomor])
            for rhk in putus
            if rantai[rhk.nomor] is Rantai.PUTUS
        },
        tempat={int(baru[rhk.nomor]): rhk.rujukan for rhk in putus},
        mulai=mulai,
        **_pohon(konteks, letak),
        bawahan=_angka(len(konteks.daftar.bawahan.get(nip, ())) for nip in letak),
        ada_skp=np.array([nip in konteks.skp for nip in letak], bool),
    )


def _rantai(konteks: Konteks, semua: Graf) -> list[Rantai]:
    """How far each RHK leads: to the top where any of its ways upward does."""
    puncak = (Keadaan.PERJANJIAN, Keadaan.PUNCAK)
    antre = deque(rhk.nomor for rhk in semua.rhk if keadaan(konteks, rhk) in puncak)
    sampai = set(antre)
    while antre:
        for satu in semua.turun[antre.popleft()]:
            if satu.dari not in sampai:
                sampai.add(satu.dari)
                antre.append(satu.dari)
    return [
        Rantai.SAMPAI if i in sampai else Rantai.PUTUS if naik else Rantai.LEPAS
        for i, naik in enumerate(semua.naik)
    ]


def _pohon(konteks: Konteks, letak: Mapping[str, int]) -> dict[str, Angka]:
    urutan: list[int] = []
    atasan = np.full(len(letak), LUAR, np.int32)
    jalan: list[int] = []
    for nip, tingkat in urutan_pohon(konteks):
        del jalan[tingkat:]
        if jalan:
            atasan[letak[nip]] = jalan[-1]
        jalan.append(letak[nip])
        urutan.append(letak[nip])
    return {"urutan": _angka(urutan), "atasan": atasan}


def _potong(isi: Angka, mulai: Angka, nomor: int) -> list[int]:
    satu: list[int] = isi[int(mulai[nomor]) : int(mulai[nomor + 1])].tolist()
    return satu


def _angka(isi: Iterable[int]) -> Angka:
    return np.fromiter(isi, np.int32)


def _mulai(banyak: Sequence[int]) -> Angka:
    return np.concatenate([[0], np.cumsum(banyak)]).astype(np.int32)


def _berderet(nama: str, isi: Sequence[Iterable[int]], panjang: int) -> dict[str, Angka]:
    """Lists of numbers one behind the other, and where each begins; those past the last given are empty."""
    daftar = [tuple(satu) for satu in isi]
    daftar += [()] * (panjang - len(daftar))
    return {
        f"{nama}_mulai": _mulai([len(satu) for satu in daftar]),
        nama: _angka(angka for satu in daftar for angka in satu),
    }
