"""What a template knows before anyone fills it in: identities, and what the stage before brought back."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct

from skpbook.checks.konteks import Konteks
from skpbook.checks.nama_hasil import nama_hasil
from skpbook.domain.evaluasi import (
    DokumenEvaluasi,
    Evaluasi,
    HasilDinilai,
    IkiDinilai,
    PerilakuDinilai,
    RencanaAksi,
)
from skpbook.domain.mph import BarisMph, KolomMph, Mph
from skpbook.domain.pegawai import Daftar, Keluarga, Pegawai, Pendekatan
from skpbook.domain.periode import Periode, tulis_rentang
from skpbook.domain.skp import HasilKerja, Identitas, LampiranSkp, Pengesahan, Skp
from skpbook.domain.strategi import ManualSkp, PerjanjianKinerja, WorkblockSkp
from skpbook.domain.teks import normal, normal_rencana, penugasan_dari
from skpbook.regulation.golongan import kenali_golongan, sebutan

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from skpbook.domain.dokumen import Dokumen, Isi


DIBUTUHKAN: Mapping[str, tuple[type, ...]] = {
    "skp": (Skp, Mph),
    "mph": (Skp,),
    "evaluasi": (Skp, PerjanjianKinerja),
}
"""The kinds of documents a stage is prefilled from."""


class Bahan(Struct, frozen=True, kw_only=True, dict=True):
    """Everything prefilling draws on: roster and current documents as the rules see them, so that what is
    prefilled is what they compare with.

    `bukan_anggota` are NIPs that no matrix lists: damaged, twice in the roster, retired.
    """

    konteks: Konteks
    bukan_anggota: frozenset[str] = frozenset()

    @property
    def instansi(self) -> str:
        """As skpbook.toml names it."""
        return self.konteks.instansi

    @property
    def tahun(self) -> int:
        """The year of the book."""
        return self.konteks.tahun

    @property
    def daftar(self) -> Daftar:
        """The roster."""
        return self.konteks.daftar

    def anggota(self, pimpinan: Pegawai) -> tuple[Pegawai, ...]:
        """Who belongs into a leader's matrix, in the order of the roster: the people directly below, then those of
        his team who are not.
        """
        semua = (*self.daftar.bawahan.get(pimpinan.nip, ()), *self._lintas.get(pimpinan.nip, ()))
        return tuple(satu for satu in semua if satu.nip not in self.bukan_anggota)

    @cached_property
    def _lintas(self) -> Mapping[str, Sequence[Pegawai]]:
        """NIP of a team's leader -> the people of his team whose atasan is not in it. Teams go by their names: where
        several leaders have one of that name, it is the one in the person's own unit, or nobody.
        """
        tim: dict[str, list[Pegawai]] = {}
        for orang in self.daftar.menurut_nip.values():
            if orang.tim:
                tim.setdefault(normal(orang.tim), []).append(orang)
        hasil: dict[str, list[Pegawai]] = {}
        for semua in tim.values():
            pemimpin = self._pemimpin_tim(semua)
            nip = {satu.nip for satu in semua}
            for orang in semua:
                calon = [satu for satu in pemimpin if satu.unit == orang.unit] or pemimpin
                if len(calon) != 1 or orang in pemimpin or orang.atasan in nip:
                    continue
                if orang not in self.daftar.rantai_atasan(calon[0].nip):
                    hasil.setdefault(calon[0].nip, []).append(orang)
        return hasil

    def _pemimpin_tim(self, semua: Sequence[Pegawai]) -> list[Pegawai]:
        """Those of a team above others of it and below none of it; else those above anyone."""
        nip = {satu.nip for satu in semua}
        atasan = {satu.atasan for satu in semua} & nip or nip & self.daftar.bawahan.keys()
        return [satu for satu in semua if satu.nip in atasan and satu.atasan not in nip]

    def skp_pimpinan(self, nip: str) -> Skp | None:
        """The SKP a leader's people work towards: in force at the end of the year, else his last."""
        berlaku = self.konteks.skp_berlaku(nip, date(self.tahun, 12, 31))
        semua = self.konteks.skp.get(nip, ())
        return berlaku.isi if berlaku else semua[-1].isi if semua else None

    def skp_dinilai(self, nip: str, periode: Periode) -> Skp | None:
        """The SKP an evaluation of a period is about: in force on its last day, else on its first."""
        ada = self.konteks.skp_berlaku(nip, periode.akhir) or self.konteks.skp_berlaku(nip, periode.awal)
        return ada.isi if ada else None

    def capaian(self, unit: str, periode: Periode) -> str | None:
        """The capaian kinerja organisasi of a unit; None where there is none of the five."""
        tercatat = self.konteks.capaian.get((unit, periode.kode))
        return tercatat.nilai.value if tercatat and tercatat.nilai else None


class Peran(NamedTuple):
    """A peran hasil of a member: its text, the leader whose matrix it stands in, the RHK of his it stands under
    (None where his SKP has no such column), and whether every RHK it stands under is a tambahan.
    """

    teks: str
    pimpinan: str
    rhk_pimpinan: str | None
    tambahan: bool


def kumpulkan(
    instansi: str,
    tahun: int,
    daftar: Daftar,
    dokumen: Iterable[Dokumen],
    bukan_anggota: frozenset[str] = frozenset(),
) -> Bahan:
    """Current documents made ready for prefilling; a sheet that claims two owners (B010) is nobody's."""
    konteks = Konteks(daftar=daftar, dokumen=tuple(dokumen), instansi=instansi, tahun=tahun)
    return Bahan(konteks=konteks, bukan_anggota=bukan_anggota)


def identitas_pegawai(bahan: Bahan, orang: Pegawai) -> Identitas:
    """The five rows of a person of the roster."""
    unit = bahan.daftar.unit_menurut_kode.get(orang.unit)
    golongan = kenali_golongan(orang.golongan) if orang.golongan else None
    return Identitas(
        nama=orang.nama,
        nip=orang.nip,
        pangkat_golongan=sebutan(golongan) if golongan else orang.golongan,
        jabatan=orang.jabatan,
        unit_kerja=unit.nama if unit else orang.unit,
    )


def identitas_penilai(bahan: Bahan, orang: Pegawai) -> Identitas:
    """The penilai's five rows: the atasan of the roster, or the named one outside it."""
    atasan = bahan.daftar.menurut_nip.get(orang.atasan or "")
    if atasan is not None:
        return identitas_pegawai(bahan, atasan)
    if orang.penilai_luar:
        return Identitas(nama=orang.penilai_luar, jabatan=orang.jabatan_penilai_luar)
    return Identitas()


def _pengesahan(bahan: Bahan, orang: Pegawai, *, pegawai: bool = True) -> Pengesahan:
    penilai = identitas_penilai(bahan, orang)
    return Pengesahan(
        nama_pegawai=orang.nama if pegawai else None,
        nip_pegawai=orang.nip if pegawai else None,
        nama_penilai=penilai.nama,
        nip_penilai=penilai.nip,
    )


def isi_skp(bahan: Bahan, orang: Pegawai) -> dict[str, Isi]:
    """Stage skp, by document kind: identities, and each peran hasil of the matrices as an RHK, beside it the
    RHK of the leader it serves.

    A peran under columns of leaders' RHK tambahan alone is an RHK tambahan, unless there is no other.
    """
    dasar: dict[str, Any] = {
        "instansi": bahan.instansi,
        "periode_penilaian": tulis_rentang(date(bahan.tahun, 1, 1), date(bahan.tahun, 12, 31)),
    }
    pegawai, penilai = identitas_pegawai(bahan, orang), identitas_penilai(bahan, orang)
    peran = peran_hasil(bahan, orang) if orang.keluarga is Keluarga.JA_JF else ()
    utama = [satu for satu in peran if not satu.tambahan] or list(peran)
    tambahan = [satu for satu in peran if satu not in utama]
    pengesahan = _pengesahan(bahan, orang)
    return {
        "skp": Skp(
            **dasar,
            pegawai=pegawai,
            penilai=penilai,
            utama=tuple(_rhk(bahan, orang, satu) for satu in utama),
            tambahan=tuple(_rhk(bahan, orang, satu) for satu in tambahan),
            pengesahan=pengesahan,
        ),
        "lampiran": LampiranSkp(**dasar, pegawai=pegawai, penilai=penilai, pengesahan=pengesahan),
        "manual": ManualSkp(**dasar),
        "workblock": WorkblockSkp(**dasar),
    }


def _rhk(bahan: Bahan, orang: Pegawai, peran: Peran) -> HasilKerja:
    """A peran hasil as the forms of a person's approach write it: kualitatif ones say who assigned it."""
    if orang.pendekatan is Pendekatan.KUALITATIF:
        pimpinan = bahan.daftar.menurut_nip.get(peran.pimpinan)
        if pimpinan is None or penugasan_dari(peran.teks) is not None:
            return HasilKerja(rencana=peran.teks)
        return HasilKerja(rencana=f"{peran.teks} (Penugasan dari {pimpinan.jabatan})")
    return HasilKerja(rencana=peran.teks, rhk_pimpinan=peran.rhk_pimpinan)


def peran_hasil(bahan: Bahan, orang: Pegawai) -> tuple[Peran, ...]:
    """The peran hasil of a person, each once: those of his atasan's matrix, then of other teams', column by
    column. A column is an RHK of its leader, or one of its indicators.
    """
    hasil: dict[str, Peran] = {}
    semua = bahan.konteks.baris_mph.get(orang.nip, ())
    for kertas, nomor in sorted(semua, key=lambda satu: satu[0].nip != orang.atasan):
        if kertas.nip is None:
            continue
        atas = _rhk_menurut_nama(bahan.skp_pimpinan(kertas.nip))
        judul = [normal_rencana(kolom.judul or "") for kolom in kertas.isi.kolom]
        for urut, sel in enumerate(kertas.isi.anggota[nomor].peran):
            rencana, tambahan = atas.get(judul[urut] if urut < len(judul) else "", (None, False))
            for teks in sel:
                lama = hasil.get(normal_rencana(teks))
                baru = lama or Peran(teks, kertas.nip, rencana, tambahan)
                hasil[normal_rencana(teks)] = baru._replace(tambahan=baru.tambahan and tambahan)
    return tuple(hasil.values())


def _rhk_menurut_nama(skp: Skp | None) -> dict[str, tuple[str | None, bool]]:
    """What columns may be called -> the RHK so named, and whether it is a tambahan; utama come first."""
    peta: dict[str, tuple[str | None, bool]] = {}
    for tambahan, semua in ((False, skp.utama), (True, skp.tambahan)) if skp else ():
        for hasil in semua:
            for nama, _ in nama_hasil(hasil):
                peta.setdefault(nama, (hasil.rencana, tambahan))
    return peta


def rhk_pimpinan(bahan: Bahan, orang: Pegawai) -> tuple[str, ...]:
    """The choices of "RHK pimpinan yang diintervensi": the RHK of his atasan and of the leaders of his teams, as
    their SKP have them.
    """
    semua: dict[str, None] = {}
    for nip in bahan.konteks.pemimpin(orang.nip):
        skp = bahan.skp_pimpinan(nip)
        semua.update(
            dict.fromkeys(satu.rencana for _, satu in skp.hasil_kerja() if satu.rencana) if skp else {}
        )
    return tuple(semua)


def isi_mph(bahan: Bahan, pimpinan: Pegawai) -> Mph:
    """Stage mph: the leader's IKI (JPT/PUKM) or RHK across, his people down."""
    skp = bahan.skp_pimpinan(pimpinan.nip)
    judul: list[str] = []
    for _, satu in skp.hasil_kerja() if skp else ():
        if pimpinan.keluarga is Keluarga.JPT_PUKM:
            judul.extend(iki.indikator for iki in satu.iki if iki.indikator)
        elif satu.rencana:
            judul.append(satu.rencana)
    unit = bahan.daftar.unit_menurut_kode.get(pimpinan.unit)
    return Mph(
        instansi=bahan.instansi,
        periode_penilaian=tulis_rentang(date(bahan.tahun, 1, 1), date(bahan.tahun, 12, 31)),
        unit_kerja=pimpinan.tim or (unit.nama if unit else pimpinan.unit),
        pimpinan=BarisMph(nama=pimpinan.nama, nip=pimpinan.nip, jabatan=pimpinan.jabatan),
        kolom=tuple(KolomMph(judul=satu) for satu in dict.fromkeys(judul)),
        anggota=tuple(
            BarisMph(nama=satu.nama, nip=satu.nip, jabatan=satu.jabatan) for satu in bahan.anggota(pimpinan)
        ),
    )


def isi_evaluasi(bahan: Bahan, orang: Pegawai, periode: Periode) -> dict[str, Isi]:
    """Stage evaluasi: what the SKP in force says, the unit's capaian, and the three identities."""
    skp = bahan.skp_dinilai(orang.nip, periode) or Skp()
    dasar = {
        "instansi": bahan.instansi,
        "periode": periode.label,
        "periode_penilaian": tulis_rentang(periode.awal, periode.akhir),
    }
    pegawai, penilai = identitas_pegawai(bahan, orang), identitas_penilai(bahan, orang)
    capaian = bahan.capaian(orang.unit, periode)
    atasan = bahan.daftar.menurut_nip.get(orang.atasan or "")
    atasan_penilai = identitas_penilai(bahan, atasan) if atasan else Identitas()
    return {
        "evaluasi": Evaluasi(
            **dasar,
            pegawai=pegawai,
            penilai=penilai,
            capaian_organisasi=capaian,
            utama=tuple(_dinilai(satu) for satu in skp.utama),
            tambahan=tuple(_dinilai(satu) for satu in skp.tambahan),
            perilaku=tuple(PerilakuDinilai(ekspektasi=satu.ekspektasi) for satu in skp.perilaku),
            pengesahan=_pengesahan(bahan, orang, pegawai=False),
        ),
        "dokumen-evaluasi": DokumenEvaluasi(
            **dasar,
            pegawai=pegawai,
            penilai=penilai,
            atasan_penilai=atasan_penilai,
            capaian_organisasi=capaian,
            pengesahan=_pengesahan(bahan, orang),
        ),
    }


def _dinilai(satu: HasilKerja) -> HasilDinilai:
    return HasilDinilai(
        rencana=satu.rencana,
        rhk_pimpinan=satu.rhk_pimpinan,
        iki=tuple(
            IkiDinilai(indikator=iki.indikator, target=iki.target, aspek=iki.aspek, perspektif=iki.perspektif)
            for iki in satu.iki
        ),
    )


def isi_rencana_aksi(bahan: Bahan, orang: Pegawai) -> RencanaAksi:
    """Pendokumentasian: identities only; its rows are the person's."""
    return RencanaAksi(
        instansi=bahan.instansi,
        periode_penilaian=tulis_rentang(date(bahan.tahun, 1, 1), date(bahan.tahun, 12, 31)),
        pegawai=identitas_pegawai(bahan, orang),
        penilai=identitas_penilai(bahan, orang),
        pengesahan=_pengesahan(bahan, orang),
    )


def isi_perjanjian(bahan: Bahan, kode_unit: str) -> PerjanjianKinerja:
    """The unit's own sheet."""
    unit = bahan.daftar.unit_menurut_kode[kode_unit]
    return PerjanjianKinerja(
        instansi=bahan.instansi, unit_kode=unit.kode, unit_kerja=unit.nama, tahun=str(bahan.tahun)
    )
