"""K413, K414: the chain of RHK from everybody up to the top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.checks.kaskade.graf import Cara, Graf, Rhk, Sambungan, graf
from skpbook.checks.kaskade.perjanjian import asal_perjanjian
from skpbook.checks.registry import aturan
from skpbook.domain.pegawai import Keluarga
from skpbook.domain.periode import tulis_rentang
from skpbook.domain.temuan import Temuan, Tingkat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.checks.konteks import Konteks

_DITAMPILKAN = 5


@aturan(
    "K413",
    Tingkat.GALAT,
    "Rantai kaskade ke puncak putus",
    dasar="Permen PANRB 6/2022 Pasal 7: hasil kerja setiap pegawai mendukung hasil kerja pimpinannya, sampai ke "
    "perjanjian kinerja.",
    penjelasan="Dari setiap pegawai kaskade ditelusuri ke atas. Mata rantai pertama yang putus disebut satu kali "
    "dengan pegawai yang bergantung padanya: RHK yang didukung berada dalam SKP pimpinan yang masa berlakunya "
    "tidak beririsan dengan SKP pegawai, atau RHK JPT/PUKM tidak ada pada barisnya dalam matriks pimpinannya "
    "sedangkan perjanjian kinerja unitnya belum masuk. Putus yang sudah disebut K401, K403, K404, K406, K415, K416, "
    "dan I112 sampai I114 tidak diulang.",
    salah="RHK bawahan mendukung SKP kepala bidang yang berakhir Maret, padahal SKP bawahan mulai Juli.",
    benar="RHK bawahan mendukung SKP kepala bidang yang berlaku sekarang.",
)
def rantai_putus(konteks: Konteks) -> Iterator[Temuan]:
    semua = graf(konteks)
    terlapor: set[tuple[str, str, str, str]] = set()
    for rhk in semua.rhk:
        if (lewat := _beda_masa(semua, rhk)) is not None:
            dari, ke = rhk.kertas.dokumen, semua.rhk[lewat.ke].kertas.dokumen
            pasangan = (dari.berkas, dari.lembar, ke.berkas, ke.lembar)
            if pasangan in terlapor:
                continue  # the two SKP lie in different times, however many RHK join them
            terlapor.add(pasangan)
            yield _putus(
                konteks,
                semua,
                rhk,
                f"SKP pimpinan yang didukung berlaku {_masa(semua.rhk[lewat.ke])}, di luar masa SKP ini "
                f"({_masa(rhk)})",
                "Dukung RHK dalam SKP pimpinan yang berlaku pada masa SKP ini.",
                lewat,
            )
        elif _lepas(konteks, semua, rhk):
            yield _putus(
                konteks,
                semua,
                rhk,
                "RHK ini tidak ada pada baris pemiliknya dalam matriks pimpinannya",
                "Samakan dengan matriks pimpinan, atau imporlah perjanjian kinerja unitnya.",
                None,
            )


def _beda_masa(semua: Graf, rhk: Rhk) -> Sambungan | None:
    """The first edge of an RHK all of whose leaders' SKP lie wholly in another time."""
    sendiri = rhk.kertas.rentang
    naik = semua.naik[rhk.nomor]
    if sendiri is None or not naik:
        return None
    for satu in naik:
        masa = semua.rhk[satu.ke].kertas.rentang
        if masa is None or (masa[0] <= sendiri[1] and sendiri[0] <= masa[1]):
            return None
    return naik[0]


def _lepas(konteks: Konteks, semua: Graf, rhk: Rhk) -> bool:
    """An RHK utama of a JPT/PUKM that others support, and that nothing above holds though it could."""
    orang = rhk.kertas.pegawai
    if orang is None or orang.keluarga is not Keluarga.JPT_PUKM or not rhk.utama:
        return False
    if semua.naik[rhk.nomor] or not semua.turun[rhk.nomor] or not orang.atasan:
        return False
    if orang.atasan not in konteks.skp or not konteks.baris_mph.get(orang.nip):
        return False
    return orang.unit not in konteks.perjanjian and asal_perjanjian(konteks, rhk) is None


def _putus(
    konteks: Konteks, semua: Graf, rhk: Rhk, sebab: str, saran: str, lewat: Sambungan | None
) -> Temuan:
    bawah = _bergantung(semua, rhk)
    orang = [konteks.daftar.menurut_nip[nip] for nip in bawah if nip in konteks.daftar.menurut_nip]
    lebih = f", dan {len(orang) - _DITAMPILKAN} lainnya" if len(orang) > _DITAMPILKAN else ""
    nama = ", ".join(satu.nama for satu in orang[:_DITAMPILKAN])
    ikut = f"; {len(orang)} pegawai bergantung padanya: {nama}{lebih}" if orang else ""
    dukung = lewat is not None and lewat.cara is Cara.INTERVENSI
    return temuan(
        "K413",
        f"{sebab}{ikut}.",
        dokumen=rhk.kertas.dokumen,
        jalur=f"{rhk.jalur}.{'rhk_pimpinan' if dukung else 'rencana'}",
        daftar=konteks.daftar,
        pegawai=rhk.kertas.pegawai,
        ditemukan=rhk.hasil.rhk_pimpinan if dukung else rhk.hasil.rencana,
        saran=saran,
        kaitan=semua.rhk[lewat.ke].rujukan if lewat else None,
    )


def _bergantung(semua: Graf, rhk: Rhk) -> list[str]:
    """NIP of everybody below an RHK at any depth, nearest first, its owner left out."""
    terlihat, antre = {rhk.nomor}, [rhk.nomor]
    nip: dict[str, None] = {}
    for nomor in antre:
        for satu in semua.turun[nomor]:
            if satu.dari not in terlihat:
                terlihat.add(satu.dari)
                antre.append(satu.dari)
                nip.setdefault(semua.rhk[satu.dari].nip)
    return [satu for satu in nip if satu != rhk.nip]


def _masa(rhk: Rhk) -> str:
    return tulis_rentang(*rhk.kertas.rentang) if rhk.kertas.rentang else "tanpa periode"


@aturan(
    "K414",
    Tingkat.INFO,
    "RHK utama hanya mendukung RHK tambahan pimpinan",
    dasar="Panduan BKN: hasil kerja utama berprioritas tinggi, hasil kerja tambahan berprioritas rendah.",
    penjelasan="Semua RHK pimpinan yang didukung rencana hasil kerja utama ini berada di bagian B. TAMBAHAN. Itu "
    "boleh, tetapi prioritasnya perlu dilihat lagi.",
    salah="RHK utama staf mendukung RHK tambahan kepala bidang saja.",
    benar="RHK utama staf mendukung RHK utama kepala bidang, atau ditulis sebagai tambahan.",
)
def utama_ke_tambahan(konteks: Konteks) -> Iterator[Temuan]:
    semua = graf(konteks)
    for rhk in semua.rhk:
        naik = semua.naik[rhk.nomor]
        if not rhk.utama or not naik or any(semua.rhk[satu.ke].utama for satu in naik):
            continue
        atas = semua.rhk[naik[0].ke]
        dukung = naik[0].cara is Cara.INTERVENSI
        yield temuan(
            "K414",
            "Rencana hasil kerja utama ini hanya mendukung rencana hasil kerja tambahan pimpinan.",
            dokumen=rhk.kertas.dokumen,
            jalur=f"{rhk.jalur}.{'rhk_pimpinan' if dukung else 'rencana'}",
            daftar=konteks.daftar,
            pegawai=rhk.kertas.pegawai,
            ditemukan=rhk.hasil.rhk_pimpinan if dukung else rhk.hasil.rencana,
            saran="Pindahkan ke B. TAMBAHAN, atau periksa RHK pimpinan yang didukung.",
            kaitan=atas.rujukan,
        )
