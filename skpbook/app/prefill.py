"""What a template knows before anyone fills it in: identities, and what the stage before brought back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from skpbook.checks.kertas import beda_nip_cap
from skpbook.checks.nama_hasil import nama_hasil
from skpbook.domain.dokumen import Dokumen, Isi
from skpbook.domain.evaluasi import (
    DokumenEvaluasi,
    Evaluasi,
    HasilDinilai,
    IkiDinilai,
    PerilakuDinilai,
    RencanaAksi,
)
from skpbook.domain.mph import BarisMph, KolomMph, Mph
from skpbook.domain.pegawai import Daftar, Keluarga, Pegawai
from skpbook.domain.periode import Periode, baca_rentang, tulis_rentang
from skpbook.domain.skp import HasilKerja, Identitas, LampiranSkp, Pengesahan, Skp
from skpbook.domain.strategi import ManualSkp, PerjanjianKinerja, WorkblockSkp
from skpbook.domain.teks import normal_rencana
from skpbook.regulation.golongan import kenali_golongan, sebutan


class Bahan(Struct, frozen=True, kw_only=True):
    """Everything prefilling draws on: the roster and the current documents, by whose they are.

    `bukan_anggota` are NIPs that no matrix lists: damaged, twice in the roster, retired.
    """

    instansi: str
    tahun: int
    daftar: Daftar
    skp: Mapping[str, Sequence[Dokumen]]
    mph: Mapping[str, Mph]
    capaian: Mapping[tuple[str, str], str]
    bukan_anggota: frozenset[str] = frozenset()

    def anggota(self, pimpinan: Pegawai) -> tuple[Pegawai, ...]:
        """The people directly below who belong into the leader's matrix, in the order of the roster."""
        semua = self.daftar.bawahan.get(pimpinan.nip, ())
        return tuple(satu for satu in semua if satu.nip not in self.bukan_anggota)

    def skp_pada(self, nip: str, hari: date) -> Skp | None:
        """The SKP whose period holds a day, else the only one there is."""
        calon = self.skp.get(nip, ())
        for satu in reversed(calon):
            if isinstance(satu.isi, Skp):
                rentang = baca_rentang(satu.isi.periode_penilaian or "")
                if rentang and rentang[0] <= hari <= rentang[1]:
                    return satu.isi
        isi = [satu.isi for satu in calon if isinstance(satu.isi, Skp)]
        return isi[-1] if len(isi) == 1 else None


def kumpulkan(
    instansi: str,
    tahun: int,
    daftar: Daftar,
    dokumen: Sequence[Dokumen],
    bukan_anggota: frozenset[str] = frozenset(),
) -> Bahan:
    """Index current documents for prefilling; a sheet that claims two owners (B010) is nobody's."""
    skp: dict[str, list[Dokumen]] = {}
    mph: dict[str, Mph] = {}
    capaian: dict[tuple[str, str], str] = {}
    for satu in dokumen:
        if beda_nip_cap(satu.isi, satu.cap) is not None:
            continue
        if isinstance(satu.isi, Skp) and satu.nip:
            skp.setdefault(satu.nip, []).append(satu)
        elif isinstance(satu.isi, Mph) and satu.nip:
            mph[satu.nip] = satu.isi
        elif isinstance(satu.isi, PerjanjianKinerja) and satu.unit:
            for baris in satu.isi.capaian:
                if baris.periode and baris.capaian:
                    capaian[(satu.unit, baris.periode)] = baris.capaian
    return Bahan(
        instansi=instansi,
        tahun=tahun,
        daftar=daftar,
        skp=skp,
        mph=mph,
        capaian=capaian,
        bukan_anggota=bukan_anggota,
    )


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
    """Stage skp, by document kind: identities, and each peran hasil of the MPH as an RHK.

    A peran under columns of the leader's RHK tambahan alone is an RHK tambahan, unless there is no other.
    """
    dasar: dict[str, Any] = {
        "instansi": bahan.instansi,
        "periode_penilaian": tulis_rentang(date(bahan.tahun, 1, 1), date(bahan.tahun, 12, 31)),
    }
    pegawai, penilai = identitas_pegawai(bahan, orang), identitas_penilai(bahan, orang)
    peran = peran_hasil(bahan, orang) if orang.keluarga is Keluarga.JA_JF else ()
    lain = peran_tambahan(bahan, orang)
    utama = [satu for satu in peran if normal_rencana(satu) not in lain] or list(peran)
    tambahan = [satu for satu in peran if satu not in utama]
    pengesahan = _pengesahan(bahan, orang)
    return {
        "skp": Skp(
            **dasar,
            pegawai=pegawai,
            penilai=penilai,
            utama=tuple(HasilKerja(rencana=satu) for satu in utama),
            tambahan=tuple(HasilKerja(rencana=satu) for satu in tambahan),
            pengesahan=pengesahan,
        ),
        "lampiran": LampiranSkp(**dasar, pegawai=pegawai, penilai=penilai, pengesahan=pengesahan),
        "manual": ManualSkp(**dasar),
        "workblock": WorkblockSkp(**dasar),
    }


def peran_hasil(bahan: Bahan, orang: Pegawai) -> tuple[str, ...]:
    """The peran hasil of a person in the leader's MPH, each once, column by column."""
    matriks = bahan.mph.get(orang.atasan or "")
    if matriks is None:
        return ()
    peran: dict[str, str] = {}
    for baris in matriks.anggota:
        if baris.nip == orang.nip:
            for sel in baris.peran:
                for satu in sel:
                    peran.setdefault(normal_rencana(satu), satu)
    return tuple(peran.values())


def peran_tambahan(bahan: Bahan, orang: Pegawai) -> frozenset[str]:
    """Normalised peran of a person that stand only under columns of the leader's RHK tambahan."""
    matriks = bahan.mph.get(orang.atasan or "")
    skp = bahan.skp_pada(orang.atasan or "", date(bahan.tahun, 12, 31))
    if matriks is None or skp is None:
        return frozenset()
    utama = {nama for hasil in skp.utama for nama, _ in nama_hasil(hasil)}
    hanya_tambahan = {nama for hasil in skp.tambahan for nama, _ in nama_hasil(hasil)} - utama
    rendah: set[str] = set()
    tinggi: set[str] = set()
    for baris in matriks.anggota:
        for kolom, sel in zip(matriks.kolom, baris.peran, strict=False) if baris.nip == orang.nip else ():
            judul = normal_rencana(kolom.judul or "")
            letak = rendah if judul in hanya_tambahan else tinggi
            letak.update(normal_rencana(satu) for satu in sel)
    return frozenset(rendah - tinggi)


def rhk_pimpinan(bahan: Bahan, orang: Pegawai) -> tuple[str, ...]:
    """The leader's RHK, as his SKP has them: the choices of "RHK pimpinan yang diintervensi"."""
    atasan = bahan.daftar.menurut_nip.get(orang.atasan or "")
    if atasan is None:
        return ()
    skp = bahan.skp_pada(atasan.nip, date(bahan.tahun, 12, 31))
    if skp is None:
        return ()
    return tuple(dict.fromkeys(satu.rencana for _, satu in skp.hasil_kerja() if satu.rencana))


def isi_mph(bahan: Bahan, pimpinan: Pegawai) -> Mph:
    """Stage mph: the leader's IKI (JPT/PUKM) or RHK across, the people directly below down."""
    skp = bahan.skp_pada(pimpinan.nip, date(bahan.tahun, 12, 31))
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
    skp = bahan.skp_pada(orang.nip, periode.akhir) or Skp()
    dasar = {
        "instansi": bahan.instansi,
        "periode": periode.label,
        "periode_penilaian": tulis_rentang(periode.awal, periode.akhir),
    }
    pegawai, penilai = identitas_pegawai(bahan, orang), identitas_penilai(bahan, orang)
    capaian = bahan.capaian.get((orang.unit, periode.label))
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
