"""K412: who has work from another unit; his penilai must know of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.checks.buat import temuan
from skpbook.checks.kaskade.graf import Cara, Rhk, graf
from skpbook.checks.registry import aturan
from skpbook.domain.pegawai import Pegawai
from skpbook.domain.teks import normal, penugasan_dari
from skpbook.domain.tempat import Rujukan
from skpbook.domain.temuan import Temuan, Tingkat

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from skpbook.checks.konteks import Konteks

DASAR_LINTAS = (
    "Paparan BKD Provinsi NTT: pejabat lain dapat memberi penugasan lintas unit melalui pejabat penilai, dan umpan "
    "baliknya dipertimbangkan."
)


class Lintas(Struct, frozen=True, kw_only=True):
    """One RHK that somebody of another unit assigned; `tempat` is the cell that says so."""

    rhk: Rhk
    pemberi: Pegawai
    tempat: Rujukan


def penugasan_lintas(konteks: Konteks) -> Sequence[Lintas]:
    """Every RHK assigned from another unit, built once."""
    return konteks.sekali(_susun)


def _susun(konteks: Konteks) -> Sequence[Lintas]:
    ada: dict[tuple[int, str], Lintas] = {}
    semua = graf(konteks)
    orang = konteks.daftar.menurut_nip
    for satu in semua.sambungan:
        rhk, pemberi = semua.rhk[satu.dari], orang.get(semua.rhk[satu.ke].nip)
        if satu.cara is Cara.PERAN and pemberi is not None and _dari_luar(konteks, rhk.nip, pemberi):
            ada.setdefault((rhk.nomor, pemberi.nip), Lintas(rhk=rhk, pemberi=pemberi, tempat=satu.tempat))
    menurut_jabatan = _menurut_jabatan(konteks)
    for rhk in semua.rhk:
        pemberi = menurut_jabatan.get(normal(penugasan_dari(rhk.hasil.rencana or "") or ""))
        if pemberi is not None and _dari_luar(konteks, rhk.nip, pemberi):
            lintas = Lintas(rhk=rhk, pemberi=pemberi, tempat=rhk.rujukan)
            ada.setdefault((rhk.nomor, pemberi.nip), lintas)
    return tuple(ada.values())


def _dari_luar(konteks: Konteks, nip: str, pemberi: Pegawai) -> bool:
    """Neither of his own unit nor anywhere above him."""
    sendiri = konteks.daftar.menurut_nip.get(nip)
    if sendiri is None or pemberi.nip == nip or sendiri.unit == pemberi.unit:
        return False
    return all(atas.nip != pemberi.nip for atas in konteks.daftar.rantai_atasan(nip))


def _menurut_jabatan(konteks: Konteks) -> Mapping[str, Pegawai]:
    """Normalised jabatan -> its holder, where there is exactly one."""
    peta: dict[str, list[Pegawai]] = {}
    for orang in konteks.daftar.menurut_nip.values():
        peta.setdefault(normal(orang.jabatan), []).append(orang)
    return {jabatan: isi[0] for jabatan, isi in peta.items() if jabatan and len(isi) == 1}


@aturan(
    "K412",
    Tingkat.INFO,
    "Penugasan dari unit lain",
    dasar=DASAR_LINTAS,
    penjelasan="Rencana hasil kerja ini berasal dari matriks peran hasil pimpinan unit lain, atau ekornya "
    "“(penugasan dari …)” menyebut jabatan di unit lain yang bukan atasan pegawai. Itu boleh; pejabat penilainya "
    "perlu mengetahuinya. Satu temuan untuk setiap pegawai dan pemberi tugas.",
    salah="Arsiparis bagian umum mengerjakan hasil kerja Direktur II tanpa diketahui kepala bagiannya.",
    benar="Kepala bagian mengetahui dan menyetujui penugasan itu dalam dialog kinerja.",
)
def lintas_unit(konteks: Konteks) -> Iterator[Temuan]:
    kelompok: dict[tuple[str, str], list[Lintas]] = {}
    for satu in penugasan_lintas(konteks):
        kelompok.setdefault((satu.rhk.nip, satu.pemberi.nip), []).append(satu)
    for semua in kelompok.values():
        satu = semua[0]
        atasan = konteks.daftar.menurut_nip.get(konteks.daftar.menurut_nip[satu.rhk.nip].atasan or "")
        unit = konteks.daftar.unit_menurut_kode.get(satu.pemberi.unit)
        banyak = f" ({len(semua)} rencana hasil kerja)" if len(semua) > 1 else ""
        yield temuan(
            "K412",
            f"Rencana hasil kerja ini ditugaskan {satu.pemberi.nama} dari "
            f"{unit.nama if unit else satu.pemberi.unit}{banyak}.",
            dokumen=satu.rhk.kertas.dokumen,
            jalur=f"{satu.rhk.jalur}.rencana",
            daftar=konteks.daftar,
            pegawai=satu.rhk.kertas.pegawai,
            ditemukan=satu.rhk.hasil.rencana,
            saran=f"Pastikan {atasan.nama if atasan else 'pejabat penilainya'} mengetahui penugasan ini.",
            kaitan=satu.tempat,
        )
