"""Daftar pegawai and unit: the roster a book is made for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cached_property

from msgspec import Struct

from skpbook.domain.tempat import Tempat


class JenisPegawai(StrEnum):
    """As e-Kinerja exports name them."""

    PNS = "PNS"
    PPPK = "PPPK"
    PPPK_PARUH_WAKTU = "PPPK Paruh Waktu"


class Keluarga(StrEnum):
    """The two form families of Permen PANRB 6/2022."""

    JPT_PUKM = "JPT/PUKM"
    JA_JF = "JA/JF"


class Pendekatan(StrEnum):
    """How hasil kerja is stated (Permen PANRB 6/2022)."""

    KUANTITATIF = "kuantitatif"
    KUALITATIF = "kualitatif"


class Unit(Struct, frozen=True, kw_only=True):
    """A unit kerja. `induk` is the code of the unit above; `surel` where its templates are mailed.

    `unor_id` is BKN's id of the unit, known only where someone wrote it down.
    """

    kode: str
    nama: str
    induk: str | None = None
    surel: str | None = None
    penghubung: str | None = None
    unor_id: str | None = None


class Pegawai(Struct, frozen=True, kw_only=True):
    """One row of the daftar pegawai. `atasan` is the NIP of the pejabat penilai kinerja, None at the top.

    `penilai_luar` names a penilai who is not in the roster (menteri, bupati): then `atasan` is None.
    """

    nip: str
    nama: str
    jenis: JenisPegawai
    unit: str
    jabatan: str
    keluarga: Keluarga
    pendekatan: Pendekatan = Pendekatan.KUANTITATIF
    golongan: str | None = None
    jenjang: str | None = None
    atasan: str | None = None
    penilai_luar: str | None = None
    jabatan_penilai_luar: str | None = None
    tim: str | None = None
    tugas_belajar: bool = False
    status: str | None = None
    bkn_id: str | None = None


class Daftar(Struct, frozen=True, kw_only=True, dict=True):
    """The roster as read, rows in file order, with the cell of each row's fields for findings about it.

    `tempat` maps `pegawai[i].nip` and the like to cells of `berkas`.
    """

    berkas: str
    pegawai: tuple[Pegawai, ...]
    unit: tuple[Unit, ...]
    tempat: Mapping[str, Tempat]

    @cached_property
    def menurut_nip(self) -> Mapping[str, Pegawai]:
        """First row of each NIP (a second one is finding I111)."""
        peta: dict[str, Pegawai] = {}
        for orang in self.pegawai:
            peta.setdefault(orang.nip, orang)
        return peta

    @cached_property
    def unit_menurut_kode(self) -> Mapping[str, Unit]:
        """First row of each unit code."""
        peta: dict[str, Unit] = {}
        for satu in self.unit:
            peta.setdefault(satu.kode, satu)
        return peta

    @cached_property
    def bawahan(self) -> Mapping[str, tuple[Pegawai, ...]]:
        """NIP of an atasan -> the people directly below, in file order."""
        peta: dict[str, list[Pegawai]] = {}
        for orang in self.menurut_nip.values():
            if orang.atasan:
                peta.setdefault(orang.atasan, []).append(orang)
        return {nip: tuple(orang) for nip, orang in peta.items()}

    @cached_property
    def anggota_unit(self) -> Mapping[str, tuple[Pegawai, ...]]:
        """Unit code -> its people, in file order."""
        peta: dict[str, list[Pegawai]] = {}
        for orang in self.menurut_nip.values():
            peta.setdefault(orang.unit, []).append(orang)
        return {kode: tuple(orang) for kode, orang in peta.items()}

    def rantai_atasan(self, nip: str) -> Iterator[Pegawai]:
        """The people above, nearest first; stops at the top, at a missing NIP or where a circle closes."""
        terlihat = {nip}
        orang = self.menurut_nip.get(nip)
        while orang is not None and orang.atasan and orang.atasan not in terlihat:
            terlihat.add(orang.atasan)
            orang = self.menurut_nip.get(orang.atasan)
            if orang is not None:
                yield orang
