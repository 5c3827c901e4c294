"""The cascade as a graph: RHK of people, joined by what they intervene on and by the matrices they stand in.

Nodes are the RHK of every SKP (with their IKI); an edge goes from an RHK to the one of a leader that it supports,
because its RHK PIMPINAN cell says so (intervensi) or because it is a peran under a column that names the leader's
RHK or one of its IKI (peran hasil). Who rates whom (penilai) is the roster's. Equal texts join, after normalising;
what is only near does not. Built once, linear in RHK and matrix cells.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.checks.kaskade.pemimpin import pemimpin_skp
from skpbook.checks.kertas import Kertas
from skpbook.checks.nama_hasil import nama_hasil
from skpbook.domain.mph import Mph
from skpbook.domain.skp import HasilKerja, Skp
from skpbook.domain.teks import normal_rencana
from skpbook.domain.tempat import Rujukan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from skpbook.checks.konteks import Konteks


class Cara(StrEnum):
    """Why an RHK supports another."""

    INTERVENSI = "intervensi"
    PERAN = "peran hasil"


class Rhk(Struct, frozen=True, kw_only=True):
    """One node. `nip` is its owner's; `jalur` its field path in the SKP ("utama[0]")."""

    nomor: int
    nip: str
    kertas: Kertas[Skp]
    jalur: str
    hasil: HasilKerja

    @property
    def utama(self) -> bool:
        """Whether it stands under A. UTAMA."""
        return self.jalur.startswith("utama")

    @property
    def rujukan(self) -> Rujukan:
        """Its cell."""
        return self.kertas.dokumen.rujukan(f"{self.jalur}.rencana")


class Sambungan(Struct, frozen=True, kw_only=True):
    """One edge, from the RHK that supports to the RHK supported.

    `iki` is the index of the IKI a matrix column names, None where the RHK as a whole is meant. `tempat` is the
    cell that says so: RHK PIMPINAN in the SKP, or the peran in the matrix.
    """

    dari: int
    ke: int
    cara: Cara
    tempat: Rujukan
    iki: int | None = None


class Graf(Struct, frozen=True, kw_only=True, dict=True):
    """Nodes by their number, and the edges."""

    rhk: tuple[Rhk, ...]
    sambungan: tuple[Sambungan, ...]

    @cached_property
    def milik(self) -> Mapping[str, tuple[Rhk, ...]]:
        """NIP -> RHK of that pegawai, SKP by SKP, utama first."""
        peta: dict[str, list[Rhk]] = {}
        for satu in self.rhk:
            peta.setdefault(satu.nip, []).append(satu)
        return {nip: tuple(isi) for nip, isi in peta.items()}

    @cached_property
    def naik(self) -> Sequence[tuple[Sambungan, ...]]:
        """Number of an RHK -> its edges upward, intervensi before peran."""
        return _menurut(len(self.rhk), self.sambungan, lambda satu: satu.dari)

    @cached_property
    def turun(self) -> Sequence[tuple[Sambungan, ...]]:
        """Number of an RHK -> the edges of those that support it."""
        return _menurut(len(self.rhk), self.sambungan, lambda satu: satu.ke)

    def rantai(self, nomor: int) -> tuple[Rhk, ...]:
        """From an RHK upward to where the chain ends; the first edge where there are several. A circle ends it."""
        jalan = [self.rhk[nomor]]
        terlihat = {nomor}
        while naik := self.naik[jalan[-1].nomor]:
            ke = naik[0].ke
            if ke in terlihat:
                break
            terlihat.add(ke)
            jalan.append(self.rhk[ke])
        return tuple(jalan)

    def pendukung(self, nomor: int) -> tuple[str, ...]:
        """NIP of those who support an RHK directly, each once, in the order of the edges."""
        return tuple(dict.fromkeys(self.rhk[satu.dari].nip for satu in self.turun[nomor]))


def _menurut(
    banyak: int, sambungan: Sequence[Sambungan], kunci: Callable[[Sambungan], int]
) -> tuple[tuple[Sambungan, ...], ...]:
    peta: list[list[Sambungan]] = [[] for _ in range(banyak)]
    for satu in sambungan:
        peta[kunci(satu)].append(satu)
    return tuple(tuple(isi) for isi in peta)


def graf(konteks: Konteks) -> Graf:
    """The graph of a konteks, built on first use."""
    return konteks.sekali(susun_graf)


_Tujuan = tuple[int, int | None]
"""Number of an RHK, and the IKI named (None: the RHK itself)."""


def susun_graf(konteks: Konteks) -> Graf:
    """The graph of everybody's current SKP and matrices."""
    rhk = tuple(_simpul(konteks))
    nama = _indeks(rhk)
    sambungan: dict[tuple[int, int, Cara], Sambungan] = {}
    for satu in (*_intervensi(konteks, rhk, nama), *_peran(konteks, rhk, nama)):
        sambungan.setdefault((satu.dari, satu.ke, satu.cara), satu)
    return Graf(rhk=rhk, sambungan=tuple(sambungan.values()))


def _simpul(konteks: Konteks) -> Iterator[Rhk]:
    nomor = 0
    for nip, semua in konteks.skp.items():
        for kertas in semua:
            for jalur, hasil in kertas.isi.hasil_kerja():
                if hasil.rencana:
                    yield Rhk(nomor=nomor, nip=nip, kertas=kertas, jalur=jalur, hasil=hasil)
                    nomor += 1


def _indeks(rhk: Sequence[Rhk]) -> Mapping[str, Mapping[str, tuple[_Tujuan, ...]]]:
    """NIP -> every name of an RHK or IKI of his -> what it names; the rencana themselves first."""
    peta: dict[str, dict[str, list[_Tujuan]]] = {}
    for satu in rhk:
        milik = peta.setdefault(satu.nip, {})
        for nama, iki in nama_hasil(satu.hasil):
            if nama:
                milik.setdefault(nama, []).append((satu.nomor, iki))
    return {
        nip: {nama: tuple(sorted(isi, key=lambda t: (t[1] is not None, t[0]))) for nama, isi in milik.items()}
        for nip, milik in peta.items()
    }


def _intervensi(
    konteks: Konteks, rhk: Sequence[Rhk], nama: Mapping[str, Mapping[str, tuple[_Tujuan, ...]]]
) -> Iterator[Sambungan]:
    for satu in rhk:
        kunci = normal_rencana(satu.hasil.rhk_pimpinan or "")
        if not kunci:
            continue
        for pimpinan in pemimpin_skp(konteks, satu.kertas):
            for ke, iki in nama.get(pimpinan, {}).get(kunci, ()):
                if iki is None and ke != satu.nomor:
                    yield Sambungan(
                        dari=satu.nomor,
                        ke=ke,
                        cara=Cara.INTERVENSI,
                        tempat=satu.kertas.dokumen.rujukan(f"{satu.jalur}.rhk_pimpinan"),
                    )


def _peran(
    konteks: Konteks, rhk: Sequence[Rhk], nama: Mapping[str, Mapping[str, tuple[_Tujuan, ...]]]
) -> Iterator[Sambungan]:
    """Peran of a member's row that are RHK of his, under columns that are the leader's."""
    for mph in konteks.dari(Mph):
        kolom = [
            nama.get(mph.nip or "", {}).get(normal_rencana(satu.judul or ""), ()) for satu in mph.isi.kolom
        ]
        for nomor, baris in enumerate(mph.isi.anggota):
            sendiri = nama.get(konteks.nip_anggota(mph, nomor) or "", {})
            for k, (sel, tujuan) in enumerate(zip(baris.peran, kolom, strict=False)):
                for urut, teks in enumerate(sel) if tujuan else ():
                    for dari, iki_sendiri in sendiri.get(normal_rencana(teks), ()):
                        for ke, iki in tujuan if iki_sendiri is None else ():
                            if rhk[ke].nip != rhk[dari].nip:
                                tempat = mph.dokumen.rujukan(f"anggota[{nomor}].peran[{k}][{urut}]")
                                yield Sambungan(dari=dari, ke=ke, cara=Cara.PERAN, tempat=tempat, iki=iki)
