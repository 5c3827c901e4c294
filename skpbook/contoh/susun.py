"""The papers of one pegawai of the sample, derived from samples/: SKP, lampiran, MPH, manual, workblock."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from skpbook.domain.mph import BarisMph, KolomMph, Mph
from skpbook.domain.pegawai import Keluarga, Pegawai, Pendekatan
from skpbook.domain.periode import Periode, baca_periode, tulis_rentang
from skpbook.domain.skp import HasilKerja, Identitas, Iki, LampiranSkp, Pengesahan, PerilakuKerja, Skp
from skpbook.domain.strategi import (
    CapaianUnit,
    ManualIndikator,
    ManualSkp,
    PerjanjianKinerja,
    Workblock,
    WorkblockSkp,
)
from skpbook.regulation.golongan import kenali_golongan, sebutan
from skpbook.regulation.perilaku import NILAI_BERAKHLAK, NilaiBerakhlak

if TYPE_CHECKING:
    from skpbook.contoh.instansi import Instansi
    from skpbook.contoh.sumber import Hasil, Orang


def rentang_tahun(tahun: int) -> str:
    """The text beside PERIODE PENILAIAN for a whole year."""
    return tulis_rentang(date(tahun, 1, 1), date(tahun, 12, 31))


def identitas(instansi: Instansi, pegawai: Pegawai) -> Identitas:
    """The five rows of one pegawai as a form shows them."""
    golongan = kenali_golongan(pegawai.golongan) if pegawai.golongan else None
    return Identitas(
        nama=pegawai.nama,
        nip=pegawai.nip,
        pangkat_golongan=sebutan(golongan) if golongan else None,
        jabatan=pegawai.jabatan,
        unit_kerja=instansi.unit[pegawai.unit].unit.nama,
    )


def penilai(instansi: Instansi, pegawai: Pegawai) -> Identitas:
    """The pejabat penilai kinerja: the atasan, or someone outside the roster (then no NIP)."""
    if pegawai.atasan is not None:
        return identitas(instansi, instansi.orang[pegawai.atasan].pegawai)
    if pegawai.penilai_luar is None:
        return Identitas()
    return Identitas(
        nama=pegawai.penilai_luar, jabatan=pegawai.jabatan_penilai_luar, unit_kerja=instansi.nama
    )


def pemberi_tugas(instansi: Instansi, orang: Orang, hasil: Hasil) -> str | None:
    """Who a "(penugasan dari …)" tail names; None where the form has none (JA/JF kuantitatif)."""
    pegawai = orang.pegawai
    if pegawai.keluarga is Keluarga.JA_JF and pegawai.pendekatan is Pendekatan.KUANTITATIF:
        return None
    if hasil.penugasan is None and pegawai.atasan is not None:
        atasan = instansi.orang[pegawai.atasan].pegawai
        if atasan.tim and atasan.keluarga is Keluarga.JA_JF:
            return f"Ketua {atasan.tim}"
    return hasil.penugasan or penilai(instansi, pegawai).jabatan


def rencana_lengkap(instansi: Instansi, orang: Orang, hasil: Hasil) -> str:
    """The RHK as its form shows it, with its tail where the form asks for one."""
    dari = pemberi_tugas(instansi, orang, hasil)
    if dari is None:
        return hasil.rencana
    kata = "penugasan" if orang.pegawai.pendekatan is Pendekatan.KUANTITATIF else "Penugasan"
    return f"{hasil.rencana} ({kata} dari {dari})"


def rhk_pimpinan(instansi: Instansi, orang: Orang, hasil: Hasil) -> str | None:
    """The leader's RHK an RHK supports, word for word; None where the form has no such column."""
    pegawai = orang.pegawai
    if hasil.dari is None or pegawai.atasan is None or pegawai.tugas_belajar:
        return None
    if pegawai.keluarga is not Keluarga.JA_JF or pegawai.pendekatan is not Pendekatan.KUANTITATIF:
        return None
    pimpinan = instansi.orang[pegawai.atasan]
    return rencana_lengkap(instansi, pimpinan, kolom_pimpinan(pimpinan)[hasil.dari - 1][1])


def kolom_pimpinan(pimpinan: Orang) -> list[tuple[str, Hasil]]:
    """The columns of a leader's MPH with the RHK behind each: his IKI (JPT/PUKM) or his RHK (JA/JF)."""
    if pimpinan.pegawai.keluarga is Keluarga.JPT_PUKM:
        return [(ukuran.indikator, hasil) for hasil in pimpinan.hasil for ukuran in hasil.ukuran]
    return [(hasil.rencana, hasil) for hasil in pimpinan.hasil]


def skp(instansi: Instansi, orang: Orang) -> Skp:
    """The SKP of a whole year."""
    return Skp(
        instansi=instansi.nama,
        periode_penilaian=rentang_tahun(instansi.tahun),
        pegawai=identitas(instansi, orang.pegawai),
        penilai=penilai(instansi, orang.pegawai),
        utama=_hasil_kerja(instansi, orang, orang.utama, 1),
        tambahan=_hasil_kerja(instansi, orang, orang.tambahan, len(orang.utama) + 1),
        perilaku=tuple(
            PerilakuKerja(
                nilai=nilai.nama,
                panduan=panduan(nilai),
                ekspektasi=orang.ekspektasi.get(nilai.nama),
            )
            for nilai in NILAI_BERAKHLAK
        ),
        studi=orang.studi,
        pengesahan=pengesahan(instansi, orang, instansi.unit[orang.pegawai.unit].tanggal_skp),
    )


def _hasil_kerja(
    instansi: Instansi, orang: Orang, semua: tuple[Hasil, ...], mulai: int
) -> tuple[HasilKerja, ...]:
    return tuple(
        HasilKerja(
            nomor=str(nomor),
            rencana=rencana_lengkap(instansi, orang, hasil),
            rhk_pimpinan=rhk_pimpinan(instansi, orang, hasil),
            kategori=hasil.kategori,
            iki=tuple(
                Iki(
                    indikator=ukuran.indikator,
                    target=ukuran.target,
                    aspek=ukuran.aspek,
                    perspektif=ukuran.perspektif,
                )
                for ukuran in hasil.ukuran
            ),
        )
        for nomor, hasil in enumerate(semua, start=mulai)
    )


@cache
def panduan(nilai: NilaiBerakhlak) -> str:
    """The guidance of a value as the forms print it."""
    return "\n".join(f"- {satu}" for satu in nilai.panduan)


def pengesahan(instansi: Instansi, orang: Orang, tanggal: str, *, berdua: bool = False) -> Pengesahan:
    """Place, date and the two names under a form; `berdua` where each signs with a place and date."""
    hanya = pengesahan_penilai(instansi, orang, tanggal)
    return msgspec.structs.replace(
        hanya,
        tempat_pegawai=hanya.tempat_penilai if berdua else None,
        tanggal_pegawai=tanggal if berdua else None,
        nama_pegawai=orang.pegawai.nama,
        nip_pegawai=orang.pegawai.nip,
    )


def pengesahan_penilai(instansi: Instansi, orang: Orang, tanggal: str) -> Pengesahan:
    """Place, date and the penilai alone, as under a hasil evaluasi."""
    atas = penilai(instansi, orang.pegawai)
    return Pengesahan(
        tempat_penilai=instansi.unit[orang.pegawai.unit].kota,
        tanggal_penilai=tanggal,
        nama_penilai=atas.nama,
        nip_penilai=atas.nip,
    )


def lampiran(instansi: Instansi, orang: Orang) -> LampiranSkp:
    """The lampiran SKP with the unit's three lists."""
    unit = instansi.unit[orang.pegawai.unit]
    return LampiranSkp(
        instansi=instansi.nama,
        periode_penilaian=rentang_tahun(instansi.tahun),
        pegawai=identitas(instansi, orang.pegawai),
        penilai=penilai(instansi, orang.pegawai),
        dukungan_sumber_daya=unit.lampiran.dukungan_sumber_daya,
        skema_pertanggungjawaban=unit.lampiran.skema_pertanggungjawaban,
        konsekuensi=unit.lampiran.konsekuensi,
        pengesahan=pengesahan(instansi, orang, unit.tanggal_skp),
    )


def manual(instansi: Instansi, orang: Orang) -> ManualSkp:
    """The manual of every IKI of a JPT/PUKM."""
    return ManualSkp(
        instansi=instansi.nama,
        periode_penilaian=rentang_tahun(instansi.tahun),
        manual=tuple(
            ManualIndikator(
                rencana=hasil.rencana,
                indikator=ukuran.indikator,
                tujuan=satu.tujuan,
                definisi=satu.definisi,
                formula=satu.formula,
                satuan=satu.satuan,
                kendali=(satu.kendali,),
                sumber_data=satu.sumber,
                pelaporan=(satu.pelaporan,),
            )
            for hasil in orang.hasil
            for ukuran, satu in zip(hasil.ukuran, hasil.manual, strict=True)
        ),
    )


def workblock(instansi: Instansi, orang: Orang) -> WorkblockSkp:
    """The workblocks of a JPT/PUKM."""
    semua = [ukuran for hasil in orang.hasil for ukuran in hasil.ukuran]
    return WorkblockSkp(
        instansi=instansi.nama,
        periode_penilaian=rentang_tahun(instansi.tahun),
        workblock=tuple(
            Workblock(
                judul=satu.judul,
                indikator_diintervensi=_dengan_target(
                    semua[satu.iki - 1].indikator, semua[satu.iki - 1].target
                ),
                pemilik=orang.pegawai.jabatan,
                pihak_terlibat=satu.pihak_terlibat,
                waktu_penyelesaian=satu.waktu_penyelesaian,
                penerima_manfaat=satu.penerima_manfaat,
                tujuan=satu.tujuan,
                anggaran=satu.anggaran,
                strategi_rutin=satu.strategi_rutin,
                strategi_transformatif=satu.strategi_transformatif,
                keluaran_rutin=satu.keluaran_rutin,
                keluaran_transformatif=satu.keluaran_transformatif,
            )
            for satu in orang.workblock
        ),
    )


def _dengan_target(indikator: str, target: str | None) -> str:
    return f"{indikator}: {target}" if target else indikator


def mph(instansi: Instansi, pimpinan: Orang) -> Mph:
    """A leader's matriks peran hasil: his columns, one row for each person directly below."""
    kolom = kolom_pimpinan(pimpinan)
    metode = (*pimpinan.metode_mph, *(None,) * (len(kolom) - len(pimpinan.metode_mph)))
    return Mph(
        instansi=instansi.nama,
        periode_penilaian=rentang_tahun(instansi.tahun),
        unit_kerja=instansi.unit[pimpinan.pegawai.unit].unit.nama,
        pimpinan=BarisMph(
            nama=pimpinan.pegawai.nama, nip=pimpinan.pegawai.nip, jabatan=pimpinan.pegawai.jabatan
        ),
        kolom=tuple(
            KolomMph(judul=judul, metode=satu) for (judul, _), satu in zip(kolom, metode, strict=True)
        ),
        anggota=tuple(
            BarisMph(
                nama=orang.pegawai.nama,
                nip=orang.pegawai.nip,
                jabatan=orang.pegawai.jabatan,
                peran=tuple(
                    tuple(hasil.rencana for hasil in orang.hasil if hasil.dari == nomor)
                    for nomor in range(1, len(kolom) + 1)
                ),
            )
            for orang in instansi.bawahan(pimpinan.pegawai.nip)
        ),
    )


def perjanjian(instansi: Instansi, kode: str) -> PerjanjianKinerja:
    """A unit's sheet: its sasaran, and the capaian of the sample's period (and year) where it has been set."""
    unit = instansi.unit[kode]
    isi = unit.perjanjian
    periode = ((baca_periode(instansi.periode), isi.capaian), (_akhir(instansi.tahun), isi.capaian_akhir))
    return PerjanjianKinerja(
        instansi=instansi.nama,
        unit_kode=kode,
        unit_kerja=unit.unit.nama,
        tahun=str(instansi.tahun),
        sasaran=isi.sasaran,
        capaian=tuple(
            CapaianUnit(
                periode=satu.label,
                capaian=capaian.value,
                ditetapkan_oleh=isi.ditetapkan_oleh,
                tanggal=isi.tanggal,
                catatan=isi.catatan,
            )
            for satu, capaian in periode
            if capaian is not None
        ),
    )


def _akhir(tahun: int) -> Periode:
    return baca_periode(f"{tahun}-AKHIR")
