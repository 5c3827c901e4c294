"""I: the NIP and the identity blocks of an SKP, and rows of the roster itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from skpbook.contoh.susun import identitas
from skpbook.contoh.tanaman.calon import staf, unit
from skpbook.contoh.tanaman.ladang import jenis
from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.pegawai import JenisPegawai, Keluarga, Pegawai
from skpbook.domain.skp import Skp

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from skpbook.contoh.tanaman.ladang import Ladang, Tempat4


def _diketik(kode: str, jalur: str, nilai: Any) -> None:
    @jenis(kode, staf)
    def ketik(ladang: Ladang, nip: str) -> list[Tempat4]:
        ladang.ubah(nip, Skp, jalur, nilai)
        return [ladang.di(kode, nip, Skp, jalur)]


_diketik("I101", "pegawai.nip", None)
_diketik("I102", "pegawai.nip", lambda lama: (lama or "")[:-1])
_diketik("I103", "pegawai.nip", "1,98E+17")
_diketik("I106", "pegawai.nama", "Wening Kalingga")
_diketik("I107", "pegawai.pangkat_golongan", "Penata Utama, III/e")
_diketik("I110", "pegawai.jabatan", "Juru Kunci Museum")


def _orang_baru(ladang: Ladang, kode_unit: str, **ganti: Any) -> Pegawai:
    """Someone who is only in the roster."""
    kepala = next(satu.pegawai for satu in ladang.instansi.orang.values() if satu.pegawai.unit == kode_unit)
    isi: dict[str, Any] = {
        "nip": ladang.nip_baru(),
        "nama": f"Suryo Tanamanto {ladang.acak.randint(100, 999)}",
        "jenis": JenisPegawai.PNS,
        "unit": kode_unit,
        "jabatan": "Penata Layanan Operasional",
        "keluarga": Keluarga.JA_JF,
        "golongan": "III/a",
        "atasan": kepala.nip,
    }
    return Pegawai(**(isi | ganti))


def _bebas(_ladang: Ladang, _unit: str) -> set[str]:
    """A new row touches nobody."""
    return set()


def _di_daftar(kode: str) -> Callable[[Callable[[Ladang, str], list[Tempat4]]], Any]:
    return jenis(kode, unit, daerah=_bebas)


@_di_daftar("I104")
def bulan_tiga_belas(ladang: Ladang, kode: str) -> list[Tempat4]:
    """Born in month 13."""
    nomor = ladang.catat_pegawai(_orang_baru(ladang, kode, nip=ladang.nip_baru(13)))
    return [ladang.di_daftar("I104", nomor, "nip")]


@_di_daftar("I111")
def dua_baris(ladang: Ladang, kode: str) -> list[Tempat4]:
    """Moved, and left standing in the old unit."""
    baru = _orang_baru(ladang, kode)
    ladang.catat_pegawai(baru)
    nomor = ladang.catat_pegawai(replace(baru, jabatan="Pengadministrasi Perkantoran"))
    return [ladang.di_daftar("I111", nomor, "nip")]


@_di_daftar("I112")
def melingkar(ladang: Ladang, kode: str) -> list[Tempat4]:
    """Each is the other's atasan."""
    satu = _orang_baru(ladang, kode)
    dua = _orang_baru(ladang, kode, atasan=satu.nip)
    nomor = ladang.catat_pegawai(replace(satu, atasan=dua.nip))
    ladang.catat_pegawai(dua)
    return [ladang.di_daftar("I112", nomor, "atasan")]


@_di_daftar("I113")
def atasan_asing(ladang: Ladang, kode: str) -> list[Tempat4]:
    """The atasan has retired and is gone."""
    nomor = ladang.catat_pegawai(_orang_baru(ladang, kode, atasan=ladang.nip_baru()))
    return [ladang.di_daftar("I113", nomor, "atasan")]


@_di_daftar("I114")
def tanpa_atasan(ladang: Ladang, kode: str) -> list[Tempat4]:
    """The atasan was left out."""
    nomor = ladang.catat_pegawai(_orang_baru(ladang, kode, atasan=None))
    return [ladang.di_daftar("I114", nomor, "atasan")]


@jenis("I105", staf)
def sudah_pindah(ladang: Ladang, nip: str) -> list[Tempat4]:
    """An SKP of someone the roster no longer has."""
    asal = ladang.dokumen(nip, Skp)
    baru = ladang.nip_baru()
    assert isinstance(asal.isi, Skp)
    pegawai = replace(asal.isi.pegawai, nip=baru, nama=f"Wening Pindahan {baru[-3:]}")
    dokumen = replace(
        asal, berkas=f"SKP_{baru}.xlsx", hash=baru, nip=baru, isi=replace(asal.isi, pegawai=pegawai), cap=None
    )
    cap = asal.cap
    ladang.tambah(replace(dokumen, cap=replace(cap, nip=baru) if cap else None))
    return [("I105", dokumen.berkas, dokumen.lembar, asal.tempat["pegawai.nip"].sel)]


@jenis("I108", staf)
def penilai_lain(ladang: Ladang, nip: str) -> list[Tempat4]:
    """The head of another unit as penilai."""
    sendiri = ladang.instansi.orang[nip].pegawai
    lain = next(
        satu.pegawai
        for satu in ladang.instansi.orang.values()
        if satu.pegawai.unit != sendiri.unit and satu.pegawai.nip != sendiri.atasan
    )
    ladang.tulis(nip, replace(ladang.isi(nip, Skp), penilai=identitas(ladang.instansi, lain)))
    return [ladang.di("I108", nip, Skp, "penilai.nip")]


@jenis("I109", staf)
def menilai_diri(ladang: Ladang, nip: str) -> list[Tempat4]:
    """Himself as penilai."""
    isi = ladang.isi(nip, Skp)
    ladang.tulis(nip, replace(isi, penilai=isi.pegawai))
    return [ladang.di("I109", nip, Skp, "penilai.nip")]


@jenis("I115", staf)
def keluarga_lain(ladang: Ladang, nip: str) -> list[Tempat4]:
    """The roster has him as JPT/PUKM since, his forms are those of a JA/JF."""
    ladang.ganti_pegawai(nip, keluarga=Keluarga.JPT_PUKM)
    return [ladang.di("I115", nip, tipe, "pegawai.jabatan") for tipe in (Skp, Evaluasi)]
