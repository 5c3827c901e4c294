"""I101-I105: the NIP itself, in the daftar pegawai and on every sheet that names a person."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.checks.kertas import beda_nip_cap
from skpbook.checks.nama import inti_nama
from skpbook.checks.registry import aturan
from skpbook.domain.mph import Mph
from skpbook.domain.nip import MasalahNip, Nip, baca_nip, bersihkan, keanehan
from skpbook.domain.pegawai import Keluarga, Pegawai
from skpbook.domain.temuan import Temuan, Tingkat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.checks.blok import Blok
    from skpbook.checks.konteks import Konteks

_DASAR_NIP = "Perka BKN 22/2007 dan 43/2007 (NIP PNS); NI PPPK berpola sama."
_SEBUTAN = {
    "pegawai": "pegawai yang dinilai",
    "penilai": "pejabat penilai kinerja",
    "atasan_penilai": "atasan pejabat penilai kinerja",
    "pimpinan": "pimpinan pada matriks peran hasil",
}


def sebutan_blok(blok: Blok) -> str:
    """How a message calls the person of a block."""
    return _SEBUTAN.get(blok.peran, "anggota pada matriks peran hasil")


def nip_penilai_wajib(blok: Blok) -> bool:
    """Whether the penilai must have a NIP: not on JPT/PUKM forms, nor where the roster knows of no atasan."""
    orang = blok.kertas.pegawai
    if orang is None or blok.kertas.dokumen.keluarga is Keluarga.JPT_PUKM:
        return False
    return orang.atasan is not None


@aturan(
    "I101",
    Tingkat.GALAT,
    "NIP kosong",
    dasar=_DASAR_NIP + " Formulir JPT/PUKM: NIP pejabat penilai opsional.",
    penjelasan="NIP menghubungkan SKP, matriks peran hasil, dan evaluasi seorang pegawai. Tanpa NIP, berkas "
    "tidak dapat dicatat. NIP pejabat penilai boleh kosong pada formulir JPT/PUKM atau bila penilai berada "
    "di luar instansi, misalnya menteri atau bupati.",
    salah="Baris NIP pada blok PEGAWAI YANG DINILAI dibiarkan kosong.",
    benar="198503152010011004",
)
def nip_kosong(konteks: Konteks) -> Iterator[Temuan]:
    for nomor, orang in enumerate(konteks.daftar.pegawai):
        if _jenis_masalah(orang.nip) == "kosong":
            yield temuan(
                "I101",
                "NIP pada baris daftar pegawai ini kosong.",
                daftar=konteks.daftar,
                jalur=f"pegawai[{nomor}].nip",
                pegawai=orang,
                saran="Isi NIP 18 angka sebagai teks.",
            )
    for blok in konteks.blok:
        wajib = blok.peran == "pegawai" or (blok.peran == "penilai" and nip_penilai_wajib(blok))
        if not wajib or "nip" not in blok.baru or _jenis_masalah(blok.identitas.nip) != "kosong":
            continue
        seharusnya = blok.acuan or _atasan(konteks, blok)
        yield temuan(
            "I101",
            f"NIP {sebutan_blok(blok)} kosong.",
            dokumen=blok.kertas.dokumen,
            jalur=blok.jalur("nip"),
            daftar=konteks.daftar,
            pegawai=blok.kertas.pegawai,
            seharusnya=seharusnya.nip if seharusnya else None,
            saran="Isi NIP 18 angka sebagai teks.",
        )


def _atasan(konteks: Konteks, blok: Blok) -> Pegawai | None:
    orang = blok.kertas.pegawai
    if blok.peran != "penilai" or orang is None or orang.atasan is None:
        return None
    return konteks.daftar.menurut_nip.get(orang.atasan)


def _jenis_masalah(teks: str | None) -> str | None:
    nip = baca_nip(teks)
    return nip.jenis if isinstance(nip, MasalahNip) else None


@aturan(
    "I102",
    Tingkat.GALAT,
    "NIP bukan 18 angka",
    dasar=_DASAR_NIP,
    penjelasan="NIP PNS dan NI PPPK terdiri atas tepat 18 angka. Spasi, titik, tanda hubung, dan tanda "
    "petik di depan diabaikan.",
    salah="19850315201001100 (17 angka)",
    benar="198503152010011004",
)
def nip_panjang(konteks: Konteks) -> Iterator[Temuan]:
    yield from _nip_bermasalah(konteks, "I102", {"panjang", "bukan-angka"})


@aturan(
    "I103",
    Tingkat.GALAT,
    "NIP rusak oleh Excel",
    dasar="Praktik: Excel hanya menyimpan 15 angka sebuah bilangan; sisanya menjadi nol atau E+17.",
    penjelasan="NIP yang diketik sebagai bilangan kehilangan tiga angka terakhirnya dan tidak dapat "
    "dihitung kembali. Bila nama dan angka depannya cocok dengan satu pegawai dalam daftar, NIP pegawai "
    "itu disarankan.",
    salah="1,98503152010011E+17 atau 198503152010011000",
    benar="198503152010011004, diketik sebagai teks",
)
def nip_rusak(konteks: Konteks) -> Iterator[Temuan]:
    yield from _nip_bermasalah(konteks, "I103", {"rusak"})


def _nip_bermasalah(konteks: Konteks, kode: str, jenis: set[str]) -> Iterator[Temuan]:
    for nomor, orang in enumerate(konteks.daftar.pegawai):
        nip = baca_nip(orang.nip)
        if isinstance(nip, MasalahNip) and nip.jenis in jenis:
            yield temuan(
                kode,
                nip.pesan,
                daftar=konteks.daftar,
                jalur=f"pegawai[{nomor}].nip",
                pegawai=orang,
                ditemukan=orang.nip,
                saran="Ketik ulang NIP sebagai teks 18 angka.",
            )
    for blok in konteks.blok:
        nip = blok.nip
        if not isinstance(nip, MasalahNip) or nip.jenis not in jenis or "nip" not in blok.baru:
            continue
        calon = blok.acuan or _cocok_nama(konteks, blok)
        yield temuan(
            kode,
            nip.pesan,
            dokumen=blok.kertas.dokumen,
            jalur=blok.jalur("nip"),
            daftar=konteks.daftar,
            pegawai=blok.kertas.pegawai,
            ditemukan=blok.identitas.nip,
            seharusnya=calon.nip if calon else None,
            saran=f"NIP {calon.nama} dalam daftar pegawai adalah {calon.nip}; ketik sebagai teks."
            if calon
            else "Ketik ulang NIP sebagai teks 18 angka.",
        )


def _cocok_nama(konteks: Konteks, blok: Blok) -> Pegawai | None:
    """The one person of the roster with the same name whose NIP begins with the digits that are left (birth
    date).
    """
    if not blok.identitas.nama:
        return None
    depan = re.split(r"[eE]", bersihkan(blok.identitas.nip or ""))[0].replace(",", "").rstrip("0")[:8]
    sama = [
        orang
        for orang in konteks.menurut_nama.get(inti_nama(blok.identitas.nama), ())
        if orang.nip.startswith(depan)
    ]
    return sama[0] if len(sama) == 1 else None


@aturan(
    "I104",
    Tingkat.PERINGATAN,
    "NIP tidak masuk akal",
    dasar=_DASAR_NIP + " Angka 13-14: bulan TMT 01-12 (PNS) atau 21 ke atas (PPPK); angka 15: 1 atau 2.",
    penjelasan="Tanggal lahir, bulan TMT, atau angka jenis kelamin dalam NIP tidak mungkin. Diperiksa pada "
    "daftar pegawai, dan pada berkas untuk pejabat penilai dari luar daftar.",
    salah="198513152010011004 (bulan lahir 13)",
    benar="198503152010011004",
)
def nip_aneh(konteks: Konteks) -> Iterator[Temuan]:
    for nomor, orang in enumerate(konteks.daftar.pegawai):
        nip = baca_nip(orang.nip)
        if isinstance(nip, Nip) and (aneh := keanehan(nip)):
            yield temuan(
                "I104",
                " ".join(aneh),
                daftar=konteks.daftar,
                jalur=f"pegawai[{nomor}].nip",
                pegawai=orang,
                ditemukan=orang.nip,
                saran="Cocokkan NIP dengan SK pengangkatan.",
            )
    for blok in konteks.blok:
        nip = blok.nip
        if blok.peran in ("pegawai", "pimpinan") or not isinstance(nip, Nip) or "nip" not in blok.baru:
            continue
        if nip.angka not in konteks.daftar.menurut_nip and (aneh := keanehan(nip)):
            yield temuan(
                "I104",
                " ".join(aneh),
                dokumen=blok.kertas.dokumen,
                jalur=blok.jalur("nip"),
                daftar=konteks.daftar,
                pegawai=blok.kertas.pegawai,
                ditemukan=blok.identitas.nip,
                saran="Cocokkan NIP dengan SK pengangkatan.",
            )


@aturan(
    "I105",
    Tingkat.GALAT,
    "NIP tidak ada dalam daftar pegawai",
    dasar="Daftar pegawai menentukan siapa saja yang wajib menyusun SKP pada tahun ini.",
    penjelasan="NIP pegawai yang dinilai berbentuk benar, tetapi tidak tercantum dalam daftar pegawai. "
    "Bila namanya ada dalam daftar, NIP menurut daftar disarankan.",
    salah="NIP 198503152010011005 pada SKP, sedangkan daftar mencatat 198503152010011004.",
    benar="NIP pada SKP sama dengan NIP dalam daftar pegawai.",
)
def nip_asing(konteks: Konteks) -> Iterator[Temuan]:
    for blok in konteks.blok:
        nip = blok.nip
        if blok.peran not in ("pegawai", "pimpinan") or not isinstance(nip, Nip) or "nip" not in blok.baru:
            continue
        isi, cap = blok.kertas.isi, blok.kertas.dokumen.cap
        if nip.angka in konteks.daftar.menurut_nip or beda_nip_cap(isi, cap) is not None:
            continue
        sama = konteks.menurut_nama.get(inti_nama(blok.identitas.nama or ""), ())
        calon = sama[0] if len(sama) == 1 else None
        kepala = "pimpinan" if isinstance(isi, Mph) else "pegawai"
        yield temuan(
            "I105",
            " ".join((f"NIP {kepala} {nip.angka} tidak ada dalam daftar pegawai.", *keanehan(nip))),
            dokumen=blok.kertas.dokumen,
            jalur=blok.jalur("nip"),
            daftar=konteks.daftar,
            nip=nip.angka,
            nama=blok.identitas.nama,
            ditemukan=blok.identitas.nip,
            seharusnya=calon.nip if calon else None,
            saran=f"Daftar pegawai mencatat {calon.nama} dengan NIP {calon.nip}."
            if calon
            else "Periksa NIP, atau tambahkan pegawai ke daftar.",
        )
