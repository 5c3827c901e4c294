"""In whom a fault can be planted: people and units by what their papers have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.domain.pegawai import Keluarga, Pendekatan
from skpbook.regulation.label import Rating

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.contoh.sumber import Orang
    from skpbook.contoh.tanaman.ladang import Ladang


def orang(ladang: Ladang) -> Iterator[tuple[str, Orang]]:
    """Everybody who is not on tugas belajar."""
    return ((nip, satu) for nip, satu in ladang.instansi.orang.items() if not satu.pegawai.tugas_belajar)


def jajf(ladang: Ladang) -> Iterator[str]:
    """JA/JF with work from their leader."""
    for nip, satu in orang(ladang):
        if satu.pegawai.keluarga is Keluarga.JA_JF and satu.utama[0].dari is not None:
            yield nip


def staf(ladang: Ladang) -> Iterator[str]:
    """JA/JF with nobody below: what goes wrong in their SKP concerns no other."""
    return (nip for nip in jajf(ladang) if not ladang.instansi.bawahan(nip))


def staf_kuantitatif(ladang: Ladang) -> Iterator[str]:
    """Of those the ones whose form has targets and RHK PIMPINAN, and several indicators: a form all empty is
    told once, elsewhere.
    """
    for nip in staf(ladang):
        satu = ladang.instansi.orang[nip]
        banyak = sum(len(hasil.ukuran) for hasil in satu.hasil)
        if satu.pegawai.pendekatan is Pendekatan.KUANTITATIF and banyak > 1:
            yield nip


def staf_sesuai(ladang: Ladang) -> Iterator[str]:
    """Staf whose hasil kerja all came out as expected."""
    return (nip for nip in staf(ladang) if ladang.instansi.orang[nip].nilai[0] is Rating.SESUAI)


def sesuai_semua(ladang: Ladang) -> Iterator[str]:
    """Staf with both ratings as expected."""
    return (nip for nip in staf(ladang) if ladang.instansi.orang[nip].nilai == (Rating.SESUAI, Rating.SESUAI))


def ketua(ladang: Ladang) -> Iterator[str]:
    """JA/JF with people below, all of them staf."""
    for nip in jajf(ladang):
        bawah = ladang.instansi.bawahan(nip)
        if bawah and not any(ladang.instansi.bawahan(satu.pegawai.nip) for satu in bawah):
            yield nip


def jpt(ladang: Ladang) -> Iterator[str]:
    """JPT/PUKM."""
    return (nip for nip, satu in orang(ladang) if satu.pegawai.keluarga is Keluarga.JPT_PUKM)


def jpt_kuantitatif(ladang: Ladang) -> Iterator[str]:
    """JPT/PUKM whose form has targets."""
    semua = ladang.instansi.orang
    return (nip for nip in jpt(ladang) if semua[nip].pegawai.pendekatan is Pendekatan.KUANTITATIF)


def tugas_belajar(ladang: Ladang) -> Iterator[str]:
    """People on tugas belajar."""
    return (nip for nip, satu in ladang.instansi.orang.items() if satu.pegawai.tugas_belajar)


def unit(ladang: Ladang) -> Iterator[str]:
    """Unit codes."""
    return iter(ladang.instansi.unit)


def siapa_pun(ladang: Ladang) -> Iterator[str]:
    """Everybody."""
    return iter(ladang.instansi.orang)
