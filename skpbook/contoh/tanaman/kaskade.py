"""K401-K403, K411-K416: across workbooks, from the SKP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from skpbook.checks.nama_hasil import nama_hasil
from skpbook.contoh.tanaman.calon import jpt, ketua, staf, staf_kuantitatif
from skpbook.contoh.tanaman.ladang import jenis, perjanjian, serumpun
from skpbook.domain.evaluasi import DokumenEvaluasi, Evaluasi, RencanaAksi
from skpbook.domain.mph import Mph
from skpbook.domain.skp import LampiranSkp, Skp
from skpbook.domain.teks import normal_rencana

if TYPE_CHECKING:
    from skpbook.contoh.tanaman.ladang import Ladang, Tempat4

EVALUASI = (Evaluasi, DokumenEvaluasi, RencanaAksi)
_RHK_PIMPINAN = "utama[0].rhk_pimpinan"


def _diketik(kode: str, nilai: Any) -> None:
    @jenis(kode, staf_kuantitatif)
    def ketik(ladang: Ladang, nip: str) -> list[Tempat4]:
        ladang.ubah(nip, Skp, _RHK_PIMPINAN, nilai)
        return [ladang.di(kode, nip, Skp, _RHK_PIMPINAN)]


_diketik("K401", "Lestarinya terumbu karang")
_diketik("K402", lambda lama: (lama or "").upper())


@jenis("K403", ketua, daerah=serumpun, usik=True)
def skp_tidak_dikirim(ladang: Ladang, nip: str) -> list[Tempat4]:
    """A leader who sends his matrix and nothing else."""
    ladang.buang(nip, Skp, LampiranSkp, *EVALUASI)
    return [ladang.di_daftar("K403", ladang.nomor(nip), "nip")]


@jenis("K415", ketua, daerah=serumpun)
def matriks_tidak_dikirim(ladang: Ladang, nip: str) -> list[Tempat4]:
    """A leader who never sends his matrix."""
    ladang.buang(nip, Mph)
    return [ladang.di_daftar("K415", ladang.nomor(nip), "nip")]


@jenis("K413", ketua, daerah=serumpun, usik=True)
def beda_masa(ladang: Ladang, nip: str) -> list[Tempat4]:
    """The leader's SKP begins in July (he was not rated yet); one of his people was there until June."""
    bawah = next((s.pegawai.nip for s in ladang.instansi.bawahan(nip) if not s.pegawai.tugas_belajar), None)
    if bawah is None:
        return []
    tahun = ladang.instansi.tahun
    ladang.ubah(nip, Skp, "periode_penilaian", f"1 JULI SD 31 DESEMBER TAHUN {tahun}")
    ladang.buang(nip, *EVALUASI)
    ladang.ubah(bawah, Skp, "periode_penilaian", f"1 JANUARI SD 30 JUNI TAHUN {tahun}")
    berkolom = ladang.isi(bawah, Skp).utama[0].rhk_pimpinan is not None
    return [ladang.di("K413", bawah, Skp, _RHK_PIMPINAN if berkolom else "utama[0].rencana")]


@jenis("K414", staf_kuantitatif)
def naik_ke_utama(ladang: Ladang, nip: str) -> list[Tempat4]:
    """Work for a tambahan of the leader, written under A. UTAMA."""
    atasan = ladang.instansi.orang[nip].pegawai.atasan or ""
    milik = {normal_rencana(satu.rencana or "") for satu in ladang.isi(atasan, Skp).tambahan}
    tambahan = ladang.isi(nip, Skp).tambahan
    if not tambahan or normal_rencana(tambahan[0].rhk_pimpinan or "") not in milik:
        return []
    for tipe in (Skp, Evaluasi):
        isi = ladang.berhasil(nip, tipe)
        ladang.tulis(nip, replace(isi, utama=(*isi.utama, isi.tambahan[0]), tambahan=isi.tambahan[1:]))
    akhir = len(ladang.isi(nip, Skp).utama) - 1
    return [ladang.di("K414", nip, Skp, f"utama[{akhir}].rhk_pimpinan")]


@jenis("K416", jpt)
def sasaran_diganti(ladang: Ladang, nip: str) -> list[Tempat4]:
    """What an RHK of a head came from is no longer in the unit's perjanjian kinerja."""
    pegawai = ladang.instansi.orang[nip].pegawai
    if pegawai.atasan is not None:
        return []
    isi = perjanjian(ladang, pegawai.unit)
    skp = ladang.isi(nip, Skp)
    semua = [{nama for nama, _ in nama_hasil(hasil)} for hasil in skp.utama]
    for nomor, nama in enumerate(semua):
        lain = set().union(*(satu for ke, satu in enumerate(semua) if ke != nomor))
        kena = [k for k, satu in enumerate(isi.sasaran) if _teks(satu) & nama]
        if kena and not any(_teks(isi.sasaran[k]) & lain for k in kena):
            for k in kena:
                for bidang, teks in (
                    ("sasaran", "Meningkatnya kunjungan perpustakaan"),
                    ("indikator", "Jumlah buku yang dipinjam"),
                ):
                    ladang.ubah(pegawai.unit, type(isi), f"sasaran[{k}].{bidang}", teks)
            return [ladang.di("K416", nip, Skp, f"utama[{nomor}].rencana")]
    return []


def _teks(satu: Any) -> set[str]:
    return {normal_rencana(satu.sasaran or ""), normal_rencana(satu.indikator or "")} - {""}


def _pemberi(ladang: Ladang, nip: str) -> str:
    """The jabatan, of nobody else, of a head of another unit who is nowhere above."""
    sendiri = ladang.instansi.orang[nip].pegawai
    atas = {satu.nip for satu in ladang.daftar.rantai_atasan(nip)}
    jabatan: dict[str, int] = {}
    for satu in ladang.instansi.orang.values():
        jabatan[satu.pegawai.jabatan] = jabatan.get(satu.pegawai.jabatan, 0) + 1
    calon = (ladang.instansi.orang[satu].pegawai for satu in jpt(ladang))
    return ladang.acak.choice(
        [
            satu.jabatan
            for satu in calon
            if satu.unit != sendiri.unit and satu.nip not in atas and jabatan[satu.jabatan] == 1
        ]
    )


def _lintas(ladang: Ladang, nip: str) -> str:
    dari = _pemberi(ladang, nip)
    rencana = (ladang.isi(nip, Skp).utama[0].rencana or "").partition(" (")[0]
    ladang.ubah(nip, Skp, "utama[0].rencana", f"{rencana} (penugasan dari {dari})")
    return dari


@jenis("K412", staf)
def lintas_unit(ladang: Ladang, nip: str) -> list[Tempat4]:
    """Work for the head of another unit, who says what he thinks of it."""
    dari = _lintas(ladang, nip)
    ladang.ubah(nip, Evaluasi, "utama[0].iki[0].umpan_balik", f"{dari}: sudah sesuai harapan")
    return [ladang.di("K412", nip, Skp, "utama[0].rencana")]


@jenis("E520", staf)
def lintas_tanpa_suara(ladang: Ladang, nip: str) -> list[Tempat4]:
    """Work for the head of another unit (K412), who says nothing."""
    _lintas(ladang, nip)
    return [
        ladang.di("K412", nip, Skp, "utama[0].rencana"),
        ladang.di("E520", nip, Evaluasi, "utama[0].iki[0].umpan_balik"),
    ]
