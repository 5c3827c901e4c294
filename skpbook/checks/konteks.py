"""What every rule looks at: the roster and the current documents, with the indexes that keep the rules
linear.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct

from skpbook.checks.nama import inti_nama
from skpbook.domain.dokumen import Dokumen, Isi
from skpbook.domain.evaluasi import DokumenEvaluasi, Evaluasi, RencanaAksi
from skpbook.domain.mph import Mph
from skpbook.domain.nip import Nip, baca_nip, bersihkan
from skpbook.domain.pegawai import Daftar, Pegawai, Unit
from skpbook.domain.periode import Periode, baca_periode, baca_rentang, kenali_periode
from skpbook.domain.skp import LampiranSkp, Skp
from skpbook.domain.strategi import PerjanjianKinerja
from skpbook.domain.teks import normal, normal_rencana
from skpbook.domain.temuan import Temuan
from skpbook.regulation.label import Capaian, kenali_capaian

if TYPE_CHECKING:
    from skpbook.checks.blok import Blok

T = TypeVar("T", bound=Isi)
TK_co = TypeVar("TK_co", bound=Isi, covariant=True)

BERIDENTITAS = (Skp, LampiranSkp, Evaluasi, DokumenEvaluasi, RencanaAksi)
"""Papers with the two identity blocks, the main sheet of a workbook before the sheets that follow it."""


class Ambang(Struct, frozen=True, kw_only=True):
    """Thresholds an instansi may set in skpbook.toml.

    `rasio` and `himpunan` (0-100) are the scores of rapidfuzz `ratio` and `token_set_ratio` from which a
    rencana is near enough to be suggested. `orang_pola`: fewest rated people for which a majority is
    judged; `orang_batas`: fewest for which the percentages of SE 3/2023 are (no source gives a rounding
    rule below it).
    """

    rasio: float = 80.0
    himpunan: float = 85.0
    orang_pola: int = 3
    orang_batas: int = 10


class Kertas(Struct, Generic[TK_co], frozen=True, kw_only=True):
    """A current document with what it is resolved: whose it is and for when.

    `nip` is the owner's NIP (None when no cell and no stamp names one that can be read), `pegawai` his row
    of the roster. `rentang` is the period of an SKP; `periode` the code of an evaluation period.
    """

    dokumen: Dokumen
    isi: TK_co
    nip: str | None = None
    pegawai: Pegawai | None = None
    rentang: tuple[date, date] | None = None
    periode: str | None = None


class RencanaDi(Struct, frozen=True):
    """One RHK of an SKP: where it stands and how it is written."""

    kertas: Kertas[Skp]
    jalur: str
    teks: str


class CapaianTercatat(Struct, frozen=True):
    """The capaian kinerja organisasi a unit's sheet gives for one period; `nilai` is None when not one of the
    five.
    """

    dokumen: Dokumen
    jalur: str
    teks: str | None
    nilai: Capaian | None


class Konteks(Struct, frozen=True, kw_only=True, dict=True):
    """Roster, current documents, settings. Indexes are built once, on first use.

    `periode` (a code) narrows the evaluations looked at. `temuan_berkas` are findings of intake.
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

    @cached_property
    def kertas(self) -> tuple[Kertas[Isi], ...]:
        """Every current document with its owner; evaluations outside the period looked at left out."""
        semua = (_kertas(self, dokumen) for dokumen in self.dokumen)
        return tuple(satu for satu in semua if self._dilihat(satu))

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
        return {nip: tuple(sorted(isi, key=_urutan_skp)) for nip, isi in peta.items()}

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
        periode = self.periode_dari(evaluasi.periode)
        if periode is None:
            semua = self.skp.get(evaluasi.nip, ())
            return semua[-1] if semua else None
        berlaku = self.skp_berlaku(evaluasi.nip, periode.akhir)
        return berlaku or self.skp_berlaku(evaluasi.nip, periode.awal)

    @cached_property
    def rhk(self) -> Mapping[str, Mapping[str, RencanaDi]]:
        """NIP -> normalised rencana -> where it stands in that pegawai's SKP (all his SKP, the first place of
        each).
        """
        return {nip: _indeks_rencana(semua) for nip, semua in self.skp.items()}

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
        """NIP of a member row: as written, else by the name within the leader's unit; None when neither
        tells.
        """
        baris = mph.isi.anggota[nomor]
        if baris.nip:
            return bersihkan(baris.nip)
        unit = mph.pegawai.unit if mph.pegawai else mph.dokumen.unit
        if not baris.nama or unit is None:
            return None
        sama = self._nama_unit.get((unit, inti_nama(baris.nama)), ())
        return sama[0].nip if len(sama) == 1 else None

    @cached_property
    def _nama_unit(self) -> Mapping[tuple[str, str], tuple[Pegawai, ...]]:
        peta: dict[tuple[str, str], list[Pegawai]] = {}
        for orang in self.daftar.menurut_nip.values():
            peta.setdefault((orang.unit, inti_nama(orang.nama)), []).append(orang)
        return {kunci: tuple(isi) for kunci, isi in peta.items()}

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
        from skpbook.checks.blok import susun_blok  # blok.py builds on this module

        return susun_blok(self)

    @cached_property
    def evaluasi(self) -> Mapping[tuple[str, str], tuple[Kertas[Evaluasi], ...]]:
        """(NIP, period code) -> evaluations."""
        peta: dict[tuple[str, str], list[Kertas[Evaluasi]]] = {}
        for satu in self.dari(Evaluasi):
            if satu.nip and satu.periode:
                peta.setdefault((satu.nip, satu.periode), []).append(satu)
        return {kunci: tuple(isi) for kunci, isi in peta.items()}

    @cached_property
    def capaian(self) -> Mapping[tuple[str, str], CapaianTercatat]:
        """(unit code, period code) -> capaian kinerja organisasi, from the perjanjian kinerja sheets."""
        peta: dict[tuple[str, str], CapaianTercatat] = {}
        for kertas in self.dari(PerjanjianKinerja):
            unit = self.unit_perjanjian(kertas)
            for nomor, baris in enumerate(kertas.isi.capaian):
                periode = self.kode_periode(baris.periode, kertas.isi.tahun)
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

    def kode_periode(self, teks: str | None, tahun: str | None = None) -> str | None:
        """Code of a period written as a code or in words; the year from `tahun`, else the book's."""
        if not teks:
            return None
        try:
            return baca_periode(teks.strip()).kode
        except ValueError:
            pass
        angka = (tahun or "").strip()
        ada = kenali_periode(teks, int(angka) if angka.isdecimal() and len(angka) == 4 else self.tahun)
        return ada.kode if ada else None

    def periode_dari(self, kode: str | None) -> Periode | None:
        """The period of a code; None for None or anything else."""
        try:
            return baca_periode(kode) if kode else None
        except ValueError:
            return None

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


def _kertas(konteks: Konteks, dokumen: Dokumen) -> Kertas[Isi]:
    """Resolve whose and for when a document is."""
    isi = dokumen.isi
    nip = _pemilik(konteks.daftar, dokumen)
    rentang = None
    periode = None
    if isinstance(isi, Skp):
        rentang = baca_rentang(isi.periode_penilaian) if isi.periode_penilaian else None
    elif isinstance(isi, Evaluasi | DokumenEvaluasi):
        periode = konteks.kode_periode(dokumen.periode) or periode_terlihat(konteks, isi)
    return Kertas(
        dokumen=dokumen,
        isi=isi,
        nip=nip,
        pegawai=konteks.daftar.menurut_nip.get(nip) if nip else None,
        rentang=rentang,
        periode=periode,
    )


def periode_terlihat(konteks: Konteks, isi: Evaluasi | DokumenEvaluasi) -> str | None:
    """Code of the period the visible cells of an evaluation name, the year from PERIODE PENILAIAN."""
    rentang = baca_rentang(isi.periode_penilaian) if isi.periode_penilaian else None
    return konteks.kode_periode(isi.periode, str(rentang[1].year) if rentang else None)


def nip_terlihat(isi: Isi) -> str | None:
    """The NIP the sheet shows as its owner's, as typed; None for sheets without one."""
    if isinstance(isi, BERIDENTITAS):
        return isi.pegawai.nip
    return isi.pimpinan.nip if isinstance(isi, Mph) else None


def _pemilik(daftar: Daftar, dokumen: Dokumen) -> str | None:
    """The owner's NIP: what intake filed it under, the visible cell, the signed stamp; someone known goes
    first.
    """
    cap = dokumen.cap.nip if dokumen.cap is not None and dokumen.cap.sah else None
    calon = [bersihkan(satu) for satu in (dokumen.nip, nip_terlihat(dokumen.isi), cap) if satu]
    dikenal = next((nip for nip in calon if nip in daftar.menurut_nip), None)
    return dikenal or next((nip for nip in calon if isinstance(baca_nip(nip), Nip)), None)


def _urutan_skp(satu: Kertas[Skp]) -> tuple[bool, date, date, str, str]:
    awal, akhir = satu.rentang or (date.max, date.max)
    return satu.rentang is None, awal, akhir, satu.dokumen.berkas, satu.dokumen.lembar


def _indeks_rencana(semua: tuple[Kertas[Skp], ...]) -> Mapping[str, RencanaDi]:
    peta: dict[str, RencanaDi] = {}
    for kertas in semua:
        for jalur, hasil in kertas.isi.hasil_kerja():
            if hasil.rencana and (kunci := normal_rencana(hasil.rencana)):
                peta.setdefault(kunci, RencanaDi(kertas, f"{jalur}.rencana", hasil.rencana))
    return peta
