"""S: what stands in an SKP; its evaluation repeats it, as a filled-in template does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from skpbook.contoh.tanaman.calon import (
    jpt,
    jpt_kuantitatif,
    staf,
    staf_kuantitatif,
    staf_sesuai,
    tugas_belajar,
)
from skpbook.contoh.tanaman.ladang import jenis
from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.mph import Mph
from skpbook.domain.skp import LampiranSkp, Skp
from skpbook.domain.teks import normal_rencana, penugasan_dari
from skpbook.regulation.label import Perspektif

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from skpbook.contoh.tanaman.ladang import Ladang, Tempat4

_TARGET = "utama[0].iki[0].target"
_ASPEK = "utama[0].iki[0].aspek"


def _hanya_skp(kode: str, jalur: str, nilai: Any) -> None:
    @jenis(kode, staf_kuantitatif)
    def ketik(ladang: Ladang, nip: str) -> list[Tempat4]:
        ladang.ubah(nip, Skp, jalur, nilai)
        return [ladang.di(kode, nip, Skp, jalur)]


def _keduanya(
    kode: str, jalur: str, nilai: Any, calon: Callable[[Ladang], Iterable[str]] = staf_kuantitatif
) -> None:
    @jenis(kode, calon)
    def ketik(ladang: Ladang, nip: str) -> list[Tempat4]:
        for tipe in (Skp, Evaluasi):
            ladang.ubah(nip, tipe, jalur, nilai)
        return [ladang.di(kode, nip, Skp, jalur)]


_keduanya("S202", "utama[0].rencana", None)
_keduanya("S203", "utama[0].iki[0].indikator", None)
_keduanya("S204", _TARGET, None)
_keduanya("S205", _ASPEK, "Keindahan")
_keduanya("S209", _TARGET, "sesuai kebutuhan")
_keduanya("S217", _TARGET, "............")
_keduanya("S220", _ASPEK, "Kuantitas/ Kualitas/ Waktu/ Biaya")
_keduanya("S206", "utama[0].iki[0].perspektif", "Keuangan Negara", jpt_kuantitatif)
_hanya_skp("S210", "periode_penilaian", "JANUARI SD DESEMBER")
_hanya_skp("S211", "pengesahan.tanggal_penilai", "2026-03-09")
_hanya_skp("S212", "perilaku[2].panduan", "- Bekerja sebaik-baiknya")
_hanya_skp("S216", "pengesahan.nama_penilai", None)
_hanya_skp("S218", "utama[0].nomor", "5")


@jenis("S201", staf_sesuai)
def semua_tambahan(ladang: Ladang, nip: str) -> list[Tempat4]:
    """Everything written under B. TAMBAHAN."""
    for tipe in (Skp, Evaluasi):
        isi = ladang.berhasil(nip, tipe)
        ladang.tulis(nip, replace(isi, utama=(), tambahan=(*isi.utama, *isi.tambahan)))
    return [ladang.di("S201", nip, Skp, "utama[0].rencana")]


@jenis("S207", jpt_kuantitatif)
def tanpa_perspektif(ladang: Ladang, nip: str) -> list[Tempat4]:
    """Nothing left of the perspektif Anggaran."""
    for tipe in (Skp, Evaluasi):
        for jalur, hasil in ladang.berhasil(nip, tipe).hasil_kerja():
            for nomor, iki in enumerate(hasil.iki):
                if iki.perspektif == Perspektif.ANGGARAN:
                    ladang.ubah(nip, tipe, f"{jalur}.iki[{nomor}].perspektif", Perspektif.PROSES_BISNIS.value)
    return [ladang.di("S207", nip, Skp, "utama[0].iki[0].perspektif")]


@jenis("S208", staf_sesuai)
def dua_kali(ladang: Ladang, nip: str) -> list[Tempat4]:
    """The first RHK once more under B. TAMBAHAN."""
    for tipe in (Skp, Evaluasi):
        isi = ladang.berhasil(nip, tipe)
        nomor = str(len(isi.utama) + len(isi.tambahan) + 1)
        lagi = replace(isi.utama[0], nomor=nomor, rencana=isi.utama[0].rencana.upper())
        ladang.tulis(nip, replace(isi, tambahan=(*isi.tambahan, lagi)))
    letak = len(ladang.isi(nip, Skp).tambahan) - 1
    return [ladang.di("S208", nip, Skp, f"tambahan[{letak}].rencana")]


@jenis("S213", jpt)
def tanpa_ekor(ladang: Ladang, nip: str) -> list[Tempat4]:
    """An RHK that does not say who assigned it, and that nobody below cites word for word."""
    dikutip = {
        hasil.rhk_pimpinan
        for satu in ladang.instansi.bawahan(nip)
        if ladang.ada(satu.pegawai.nip, Skp)
        for _, hasil in ladang.isi(satu.pegawai.nip, Skp).hasil_kerja()
    }
    peran = {
        normal_rencana(teks)
        for kepala in ladang.instansi.orang
        if ladang.ada(kepala, Mph)
        for baris in ladang.isi(kepala, Mph).anggota
        if baris.nip == nip
        for sel in baris.peran
        for teks in sel
    }
    for jalur, hasil in ladang.isi(nip, Skp).hasil_kerja():
        rencana = hasil.rencana or ""
        if rencana in dikutip or normal_rencana(rencana) in peran or not penugasan_dari(rencana):
            continue
        for tipe in (Skp, Evaluasi):
            ladang.ubah(nip, tipe, f"{jalur}.rencana", rencana[: rencana.rindex("(")].strip())
        return [ladang.di("S213", nip, Skp, f"{jalur}.rencana")]
    return []


@jenis("S214", staf)
def kegiatan(ladang: Ladang, nip: str) -> list[Tempat4]:
    """A peran, and so an RHK, worded as an activity."""
    atasan = ladang.instansi.orang[nip].pegawai.atasan or ""
    lama = normal_rencana(ladang.isi(nip, Skp).utama[0].rencana or "")
    baru = "Menyusun daftar arsip dinamis"
    for tipe in (Skp, Evaluasi):
        ladang.ubah(nip, tipe, "utama[0].rencana", baru)
    mph = ladang.isi(atasan, Mph)
    anggota = tuple(
        replace(
            baris,
            peran=tuple(tuple(baru if normal_rencana(t) == lama else t for t in sel) for sel in baris.peran),
        )
        if baris.nip == nip
        else baris
        for baris in mph.anggota
    )
    ladang.tulis(atasan, replace(mph, anggota=anggota))
    return [ladang.di("S214", nip, Skp, "utama[0].rencana")]


@jenis("S215", staf)
def tanpa_konsekuensi(ladang: Ladang, nip: str) -> list[Tempat4]:
    """One list of the lampiran left empty."""
    ladang.tulis(nip, replace(ladang.isi(nip, LampiranSkp), konsekuensi=()))
    return [ladang.di("S215", nip, LampiranSkp, "konsekuensi[0]")]


@jenis("S219", tugas_belajar)
def tanpa_studi(ladang: Ladang, nip: str) -> list[Tempat4]:
    """On tugas belajar, with nothing about the studies."""
    for tipe in (Skp, Evaluasi):
        for nomor, (jalur, _) in enumerate(ladang.berhasil(nip, tipe).hasil_kerja(), start=1):
            if tipe is Skp:
                ladang.ubah(nip, tipe, f"{jalur}.kategori", "Penugasan Lain")
            ladang.ubah(nip, tipe, f"{jalur}.rencana", f"Rekan kerja memahami penyusunan SKP bagian {nomor}")
            ladang.ubah(
                nip, tipe, f"{jalur}.iki[0].indikator", f"Kelas daring {nomor} bagi rekan kerja terselenggara"
            )
    return [ladang.di("S219", nip, Skp, "utama[0].rencana")]
