"""What every rule looks at: roster and current documents, with the indexes that keep the rules linear."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from skpbook.checks.blok import Blok, susun_blok
from skpbook.checks.ekinerja import pilih_penilaian, pilih_skp
from skpbook.checks.kertas import (
    CapaianTercatat,
    Kertas,
    RencanaDi,
    indeks_rencana,
    kode_periode,
    periode_dari,
    susun_kertas,
    urutan_skp,
)
from skpbook.checks.nama import inti_nama
from skpbook.domain.dokumen import Dokumen, Isi
from skpbook.domain.ekinerja import LembarEkinerja
from skpbook.domain.evaluasi import DokumenEvaluasi, Evaluasi
from skpbook.domain.mph import Mph
from skpbook.domain.nip import bersihkan
from skpbook.domain.pegawai import Daftar, Pegawai, Unit
from skpbook.domain.pengecualian import Pengecualian
from skpbook.domain.skp import Skp
from skpbook.domain.strategi import PerjanjianKinerja
from skpbook.domain.teks import normal
from skpbook.domain.temuan import Temuan
from skpbook.regulation.label import kenali_capaian

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from skpbook.checks.ekinerja import Terpilih

_BERSAMA = (
    "mph",
    "baris_mph",
    "_nama_unit",
    "nomor_baris",
    "skp_tersangkut",
    "menurut_nama",
    "ekinerja",
    "skp_ekinerja",
    "capaian",
    "perjanjian",
    "unit_menurut_nama",
    "_simpanan",
)
"""Indexes that hold other people's papers, or no papers."""

T = TypeVar("T", bound=Isi)
H = TypeVar("H")


class Ambang(Struct, frozen=True, kw_only=True):
    """Thresholds an instansi may set in skpbook.toml.

    `rasio` and `himpunan` (0-100) are the scores of rapidfuzz `ratio` and `token_set_ratio` from which a
    rencana is near enough to be suggested. `orang_pola`: fewest rated people for which a majority is
    judged; `orang_batas`: fewest for which the percentages of SE 3/2023 are (no source gives a rounding
    rule below it); `orang_seragam`: fewest for which it is worth saying that all have one predikat.
    """

    rasio: float = 80.0
    himpunan: float = 85.0
    orang_pola: int = 3
    orang_batas: int = 10
    orang_seragam: int = 5


class Konteks(Struct, frozen=True, kw_only=True, dict=True):
    """Roster, current documents, settings. Indexes are built once, on first use.

    `periode` (a code) narrows the evaluations looked at. `temuan_berkas` are findings of intake,
    `lembar_ekinerja` the e-Kinerja exports that count, `pengecualian` what people have waived.
    """

    daftar: Daftar
    dokumen: tuple[Dokumen, ...]
    instansi: str
    tahun: int
    jenis_periode: str = "triwulanan"
    aturan_distribusi: str = "permen-6-2022"
    periode: str | None = None
    ambang: Ambang = Ambang()
    temuan_berkas: tuple[Temuan, ...] = ()
    lembar_ekinerja: tuple[LembarEkinerja, ...] = ()
    pengecualian: tuple[Pengecualian, ...] = ()

    @cached_property
    def kertas(self) -> tuple[Kertas[Isi], ...]:
        """Every current document with its owner; evaluations outside the period looked at left out."""
        semua = (susun_kertas(self.daftar, self.tahun, dokumen) for dokumen in self.dokumen)
        return tuple(satu for satu in semua if self._dilihat(satu))

    def bagian(self, dokumen: tuple[Dokumen, ...]) -> Konteks:
        """The same book with these documents alone; what rules ask of other people's is this konteks's."""
        satu = replace(self, dokumen=dokumen, temuan_berkas=())
        satu.__dict__.update((nama, getattr(self, nama)) for nama in _BERSAMA)
        return satu

    def _dilihat(self, satu: Kertas[Isi]) -> bool:
        if self.periode is None or not isinstance(satu.isi, Evaluasi | DokumenEvaluasi):
            return True
        return satu.periode in (None, self.periode)

    def dari(self, jenis: type[T]) -> tuple[Kertas[T], ...]:
        """The documents of one kind."""
        return self._menurut_jenis.get(jenis, ())  # type: ignore[return-value]

    @cached_property
    def _menurut_jenis(self) -> Mapping[type, tuple[Kertas[Isi], ...]]:
        peta: dict[type, list[Kertas[Isi]]] = {}
        for satu in self.kertas:
            peta.setdefault(type(satu.isi), []).append(satu)
        return {jenis: tuple(isi) for jenis, isi in peta.items()}

    @cached_property
    def menurut_berkas(self) -> Mapping[str, tuple[Kertas[Isi], ...]]:
        """Workbook -> its sheets, in the order they were read."""
        peta: dict[str, list[Kertas[Isi]]] = {}
        for satu in self.kertas:
            peta.setdefault(satu.dokumen.berkas, []).append(satu)
        return {berkas: tuple(isi) for berkas, isi in peta.items()}

    @cached_property
    def skp(self) -> Mapping[str, tuple[Kertas[Skp], ...]]:
        """NIP -> SKP of that pegawai, earliest period first (no readable period: last)."""
        peta: dict[str, list[Kertas[Skp]]] = {}
        for satu in self.dari(Skp):
            if satu.nip:
                peta.setdefault(satu.nip, []).append(satu)
        return {nip: tuple(sorted(isi, key=urutan_skp)) for nip, isi in peta.items()}

    def skp_berlaku(self, nip: str, pada: date) -> Kertas[Skp] | None:
        """The SKP in force on a day: its period holds the day; of several the one that began last.

        An SKP without a readable period (finding S210) counts as in force when none is better.
        """
        semua = self.skp.get(nip, ())
        memuat = [satu for satu in semua if satu.rentang and satu.rentang[0] <= pada <= satu.rentang[1]]
        if memuat:
            return memuat[-1]
        return next((satu for satu in reversed(semua) if satu.rentang is None), None)

    def skp_evaluasi(self, evaluasi: Kertas[Evaluasi]) -> Kertas[Skp] | None:
        """The SKP an evaluation is about: in force on the last day of its period, else on the first."""
        if evaluasi.nip is None:
            return None
        periode = periode_dari(evaluasi.periode)
        if periode is None:
            semua = self.skp.get(evaluasi.nip, ())
            return semua[-1] if semua else None
        berlaku = self.skp_berlaku(evaluasi.nip, periode.akhir)
        return berlaku or self.skp_berlaku(evaluasi.nip, periode.awal)

    @cached_property
    def rhk(self) -> Mapping[str, Mapping[str, tuple[RencanaDi, ...]]]:
        """NIP -> normalised rencana -> the places where it stands in that pegawai's SKP, all of them."""
        return {nip: indeks_rencana(semua) for nip, semua in self.skp.items()}

    @cached_property
    def mph(self) -> Mapping[str, tuple[Kertas[Mph], ...]]:
        """NIP of a leader -> his matrices."""
        peta: dict[str, list[Kertas[Mph]]] = {}
        for satu in self.dari(Mph):
            if satu.nip:
                peta.setdefault(satu.nip, []).append(satu)
        return {nip: tuple(isi) for nip, isi in peta.items()}

    @cached_property
    def baris_mph(self) -> Mapping[str, tuple[tuple[Kertas[Mph], int], ...]]:
        """NIP of a member -> the rows (matrix, index of `anggota`) in which he stands.

        A row without a NIP is his whose name, alone in the leader's unit, it bears.
        """
        peta: dict[str, list[tuple[Kertas[Mph], int]]] = {}
        for satu in self.dari(Mph):
            for nomor in range(len(satu.isi.anggota)):
                if nip := self.nip_anggota(satu, nomor):
                    peta.setdefault(nip, []).append((satu, nomor))
        return {nip: tuple(isi) for nip, isi in peta.items()}

    def nip_anggota(self, mph: Kertas[Mph], nomor: int) -> str | None:
        """NIP of a member row: as written when the roster knows it, else that of the only one of that name
        among the leader's people or in his unit; None when neither tells.
        """
        baris = mph.isi.anggota[nomor]
        if baris.nip and (nip := bersihkan(baris.nip)) in self.daftar.menurut_nip:
            return nip
        if not baris.nama:
            return None
        nama = inti_nama(baris.nama)
        bawahan = self.daftar.bawahan.get(mph.nip or "", ())
        dekat = {orang.nip for orang in bawahan if inti_nama(orang.nama) == nama}
        unit = mph.pegawai.unit if mph.pegawai else mph.dokumen.unit
        if not dekat and unit is not None:
            dekat = {orang.nip for orang in self._nama_unit.get((unit, nama), ())}
        return dekat.pop() if len(dekat) == 1 else None

    @cached_property
    def _nama_unit(self) -> Mapping[tuple[str, str], tuple[Pegawai, ...]]:
        peta: dict[tuple[str, str], list[Pegawai]] = {}
        for orang in self.daftar.menurut_nip.values():
            peta.setdefault((orang.unit, inti_nama(orang.nama)), []).append(orang)
        return {kunci: tuple(isi) for kunci, isi in peta.items()}

    @cached_property
    def nomor_baris(self) -> Mapping[str, int]:
        """NIP -> index of its first row in the daftar pegawai."""
        nomor: dict[str, int] = {}
        for i, orang in enumerate(self.daftar.pegawai):
            nomor.setdefault(orang.nip, i)
        return nomor

    @cached_property
    def skp_tersangkut(self) -> frozenset[str]:
        """NIP of those whose SKP came in under a NIP that is nobody's (I101-I105), told by their name alone.

        Nothing is judged by it; it only keeps "the SKP has not come in" from being said of them.
        """
        lepas = (satu.isi.pegawai.nama for satu in self.dari(Skp) if satu.pegawai is None)
        sama = (self.menurut_nama.get(inti_nama(nama), ()) for nama in lepas if nama)
        return frozenset(orang[0].nip for orang in sama if len(orang) == 1)

    @cached_property
    def menurut_nama(self) -> Mapping[str, tuple[Pegawai, ...]]:
        """Name without titles -> the people of the roster who bear it."""
        peta: dict[str, list[Pegawai]] = {}
        for orang in self.daftar.menurut_nip.values():
            peta.setdefault(inti_nama(orang.nama), []).append(orang)
        return {nama: tuple(isi) for nama, isi in peta.items()}

    @cached_property
    def blok(self) -> tuple[Blok, ...]:
        """Identity blocks of all documents."""
        return susun_blok(self.menurut_berkas.values(), self.daftar)

    @cached_property
    def evaluasi(self) -> Mapping[tuple[str, str], tuple[Kertas[Evaluasi], ...]]:
        """(NIP, period code) -> evaluations."""
        peta: dict[tuple[str, str], list[Kertas[Evaluasi]]] = {}
        for satu in self.dari(Evaluasi):
            if satu.nip and satu.periode:
                peta.setdefault((satu.nip, satu.periode), []).append(satu)
        return {kunci: tuple(isi) for kunci, isi in peta.items()}

    @cached_property
    def ekinerja(self) -> Mapping[tuple[str, str], Terpilih]:
        """(NIP, period code) -> the row of the e-Kinerja exports that counts, in the period looked at."""
        return pilih_penilaian(self.lembar_ekinerja, self.periode)

    @cached_property
    def skp_ekinerja(self) -> Mapping[str, Terpilih]:
        """NIP -> the row of the Laporan SKP exports of the year that counts."""
        return pilih_skp(self.lembar_ekinerja, self.tahun)

    @cached_property
    def capaian(self) -> Mapping[tuple[str, str], CapaianTercatat]:
        """(unit code, period code) -> capaian kinerja organisasi, from the perjanjian kinerja sheets."""
        peta: dict[tuple[str, str], CapaianTercatat] = {}
        for kertas in self.dari(PerjanjianKinerja):
            unit = self.unit_perjanjian(kertas)
            for nomor, baris in enumerate(kertas.isi.capaian):
                tahun = (kertas.isi.tahun or "").strip()
                periode = kode_periode(
                    baris.periode, int(tahun) if tahun.isdecimal() and len(tahun) == 4 else self.tahun
                )
                if unit is None or periode is None:
                    continue
                nilai = kenali_capaian(baris.capaian) if baris.capaian else None
                jalur = f"capaian[{nomor}].capaian"
                peta[unit.kode, periode] = CapaianTercatat(kertas.dokumen, jalur, baris.capaian, nilai)
        return peta

    @cached_property
    def perjanjian(self) -> Mapping[str, Kertas[PerjanjianKinerja]]:
        """Unit code -> the unit's perjanjian kinerja sheet (the last read)."""
        peta: dict[str, Kertas[PerjanjianKinerja]] = {}
        for kertas in self.dari(PerjanjianKinerja):
            if (unit := self.unit_perjanjian(kertas)) is not None:
                peta[unit.kode] = kertas
        return peta

    def unit_perjanjian(self, kertas: Kertas[PerjanjianKinerja]) -> Unit | None:
        """The unit a perjanjian kinerja sheet is of: by its code, else by its name."""
        for kode in (kertas.isi.unit_kode, kertas.dokumen.unit):
            if kode and (unit := self.daftar.unit_menurut_kode.get(kode.strip())) is not None:
                return unit
        return self.unit_menurut_nama.get(normal(kertas.isi.unit_kerja or ""))

    @cached_property
    def unit_menurut_nama(self) -> Mapping[str, Unit]:
        """Normalised name of a unit -> the unit (the first of that name)."""
        peta: dict[str, Unit] = {}
        for unit in self.daftar.unit:
            peta.setdefault(normal(unit.nama), unit)
        return peta

    def sekali(self, susun: Callable[[Konteks], H]) -> H:
        """What a function makes of this konteks, made once: for what several rules build on."""
        ada: dict[object, H] = self._simpanan
        if susun not in ada:
            ada[susun] = susun(self)
        return ada[susun]

    @cached_property
    def _simpanan(self) -> dict[object, Any]:
        return {}

    def pemimpin(self, nip: str) -> Iterator[str]:
        """NIP of those whose RHK this pegawai may support: his atasan first, then the owners of matrices he
        stands in.
        """
        orang = self.daftar.menurut_nip.get(nip)
        terlihat = {nip}
        if orang is not None and orang.atasan and orang.atasan not in terlihat:
            terlihat.add(orang.atasan)
            yield orang.atasan
        for mph, _ in self.baris_mph.get(nip, ()):
            if mph.nip and mph.nip not in terlihat:
                terlihat.add(mph.nip)
                yield mph.nip
