"""I106-I110, I115: what a sheet says of a person, compared with the daftar pegawai."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.checks.kertas import beda_nip_cap
from skpbook.checks.nama import inti_nama
from skpbook.checks.nip import sebutan_blok
from skpbook.checks.registry import aturan
from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.mph import Mph
from skpbook.domain.nip import MasalahNip, Nip, baca_nip
from skpbook.domain.skp import Skp
from skpbook.domain.teks import normal
from skpbook.domain.temuan import Temuan, Tingkat
from skpbook.regulation.golongan import kenali_golongan, sebutan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.checks.blok import Blok
    from skpbook.checks.konteks import Konteks
    from skpbook.domain.pegawai import Pegawai

_DASAR_DAFTAR = "Daftar pegawai instansi; blok identitas formulir (panduan BKN)."


def _terbanding(konteks: Konteks, bidang: str) -> Iterator[tuple[Blok, Pegawai]]:
    """Blocks whose field is new, with the roster's row they are compared with.

    A workbook whose stamp names another person (B010) is compared with nobody.
    """
    for blok in konteks.blok:
        if bidang not in blok.baru or blok.acuan is None:
            continue
        if beda_nip_cap(blok.kertas.isi, blok.kertas.dokumen.cap) is None:
            yield blok, blok.acuan


def _beda(konteks: Konteks, kode: str, blok: Blok, bidang: str, pesan: str, seharusnya: str | None) -> Temuan:
    return temuan(
        kode,
        pesan,
        dokumen=blok.kertas.dokumen,
        jalur=blok.jalur(bidang),
        daftar=konteks.daftar,
        pegawai=blok.kertas.pegawai,
        ditemukan=blok.isi(bidang),
        seharusnya=seharusnya,
        saran=f"Tulis seperti dalam daftar pegawai: {seharusnya}; bila daftarnya keliru, perbaiki daftar."
        if seharusnya
        else None,
    )


@aturan(
    "I106",
    Tingkat.PERINGATAN,
    "Nama berbeda dari daftar pegawai",
    dasar=_DASAR_DAFTAR,
    penjelasan="Nama dibandingkan dengan nama pemilik NIP dalam daftar pegawai. Gelar, huruf besar-kecil, "
    "dan tanda baca diabaikan.",
    salah="NIP milik Siti Aminah, tetapi nama yang tertulis Siti Rahmah.",
    benar="SITI AMINAH, S.Kom.",
)
def nama_beda(konteks: Konteks) -> Iterator[Temuan]:
    for blok, orang in _terbanding(konteks, "nama"):
        if blok.peran == "penilai" and _penilai_salah(konteks, blok):
            continue
        if inti_nama(blok.identitas.nama or "") != inti_nama(orang.nama):
            tertulis = f"tertulis {blok.identitas.nama}" if blok.identitas.nama else "kosong"
            yield _beda(
                konteks,
                "I106",
                blok,
                "nama",
                f"Nama {sebutan_blok(blok)} {tertulis}, padahal NIP {orang.nip} adalah milik {orang.nama}.",
                orang.nama,
            )


@aturan(
    "I107",
    Tingkat.PERINGATAN,
    "Pangkat/golongan tidak dikenal atau berbeda dari daftar",
    dasar=_DASAR_DAFTAR + " PP 11/2017 jo. PP 17/2020 (PNS); Perpres 98/2020 (PPPK).",
    penjelasan="Pangkat dan golongan ruang harus salah satu pangkat PNS (I/a sampai IV/e) atau golongan "
    "PPPK (I sampai XVII), sepadan satu sama lain, dan sama dengan daftar pegawai bila daftar mencatatnya.",
    salah="Penata Muda, III/b",
    benar="Penata Muda Tingkat I, III/b",
)
def golongan_beda(konteks: Konteks) -> Iterator[Temuan]:
    for blok, orang in _terbanding(konteks, "pangkat_golongan"):
        if isinstance(blok.kertas.isi, Mph) or (blok.peran == "penilai" and _penilai_salah(konteks, blok)):
            continue
        tertulis = blok.identitas.pangkat_golongan
        daftar = kenali_golongan(orang.golongan) if orang.golongan else None
        seharusnya = sebutan(daftar) if daftar else None
        siapa = sebutan_blok(blok)
        if not tertulis:
            if daftar is not None:
                yield _beda(
                    konteks, "I107", blok, "pangkat_golongan", f"Pangkat/golongan {siapa} kosong.", seharusnya
                )
            continue
        dikenal = kenali_golongan(tertulis)
        if dikenal is None:
            pesan = f"Pangkat/golongan {siapa} “{tertulis}” tidak dikenal."
        elif daftar is not None and dikenal != daftar:
            pesan = f"Pangkat/golongan {siapa} berbeda dari daftar pegawai."
        else:
            continue
        yield _beda(konteks, "I107", blok, "pangkat_golongan", pesan, seharusnya)


@aturan(
    "I108",
    Tingkat.GALAT,
    "Pejabat penilai bukan atasan menurut daftar",
    dasar="Permen PANRB 6/2022 Pasal 1: pejabat penilai kinerja adalah atasan langsung, paling rendah "
    "pejabat pengawas atau pejabat lain yang diberi pendelegasian.",
    penjelasan="NIP pejabat penilai pada formulir harus NIP atasan dalam daftar pegawai. Untuk pegawai "
    "yang dinilai pejabat di luar instansi, namanya yang dibandingkan.",
    salah="SKP dinilai oleh kepala bidang lama, sedangkan daftar sudah mencatat kepala bidang baru.",
    benar="Penilai pada SKP sama dengan atasan dalam daftar pegawai.",
)
def penilai_beda(konteks: Konteks) -> Iterator[Temuan]:
    for blok in konteks.blok:
        if blok.peran != "penilai" or not {"nip", "nama"} & blok.baru:
            continue
        if (salah := _penilai_salah(konteks, blok)) is None:
            continue
        bidang, seharusnya, saran = salah
        yield temuan(
            "I108",
            f"Pejabat penilai yang tertulis bukan atasan menurut daftar pegawai, yaitu {seharusnya}.",
            dokumen=blok.kertas.dokumen,
            jalur=blok.jalur(bidang),
            daftar=konteks.daftar,
            pegawai=blok.kertas.pegawai,
            ditemukan=_orang(blok.identitas.nama, blok.identitas.nip),
            seharusnya=seharusnya,
            saran=saran,
        )


def _penilai_salah(konteks: Konteks, blok: Blok) -> tuple[str, str, str] | None:
    """(field at fault, who it should be, what to do) when the penilai is not the roster's; None when he is,
    when the roster knows none, or when another rule speaks of the NIP (I101-I103, I109, B010).
    """
    orang = blok.kertas.pegawai
    if orang is None or beda_nip_cap(blok.kertas.isi, blok.kertas.dokumen.cap) is not None:
        return None
    nip = baca_nip(blok.identitas.nip)
    tertulis = blok.identitas.nama
    if isinstance(nip, Nip) and nip.angka == orang.nip:
        return None
    if orang.atasan is not None:
        atasan = konteks.daftar.menurut_nip.get(orang.atasan)
        saran = "Ganti pejabat penilai dengan atasan tersebut, atau perbaiki kolom atasan di daftar pegawai."
        if isinstance(nip, Nip) and nip.angka != orang.atasan:
            return "nip", _orang(atasan.nama if atasan else None, orang.atasan), saran
        tanpa_nip = isinstance(nip, MasalahNip) and nip.jenis == "kosong"
        if tanpa_nip and tertulis and atasan and inti_nama(tertulis) != inti_nama(atasan.nama):
            return "nama", _orang(atasan.nama, atasan.nip), saran
        return None
    luar = orang.penilai_luar
    sah = {inti_nama(luar or ""), inti_nama(orang.jabatan_penilai_luar or "")}
    if luar and tertulis and inti_nama(tertulis) not in sah:
        return "nama", luar, "Tulis penilai seperti dalam daftar pegawai, atau perbaiki daftarnya."
    return None


def _orang(nama: str | None, nip: str | None) -> str:
    return " / ".join(satu for satu in (nama, nip) if satu)


@aturan(
    "I109",
    Tingkat.GALAT,
    "Pegawai menilai dirinya sendiri",
    dasar="Permen PANRB 6/2022 Pasal 1: pejabat penilai kinerja adalah atasan langsung.",
    penjelasan="NIP pegawai yang dinilai dan NIP pejabat penilai sama.",
    salah="NIP yang sama tertulis pada kedua blok identitas.",
    benar="Blok PEJABAT PENILAI KINERJA memuat NIP atasan langsung.",
)
def menilai_diri(konteks: Konteks) -> Iterator[Temuan]:
    for blok in konteks.blok:
        nip = blok.nip
        if blok.peran != "penilai" or not isinstance(nip, Nip) or "nip" not in blok.baru:
            continue
        orang = blok.kertas.pegawai
        if nip.angka != blok.kertas.nip:
            continue
        atasan = konteks.daftar.menurut_nip.get(orang.atasan) if orang and orang.atasan else None
        yield temuan(
            "I109",
            "Pejabat penilai sama dengan pegawai yang dinilai.",
            dokumen=blok.kertas.dokumen,
            jalur=blok.jalur("nip"),
            daftar=konteks.daftar,
            pegawai=orang,
            ditemukan=blok.identitas.nip,
            seharusnya=_orang(atasan.nama, atasan.nip) if atasan else None,
            saran="Isi blok pejabat penilai dengan atasan langsung.",
        )


@aturan(
    "I110",
    Tingkat.PERINGATAN,
    "Jabatan atau unit kerja berbeda dari daftar",
    dasar=_DASAR_DAFTAR,
    penjelasan="Jabatan dan unit kerja dibandingkan dengan daftar pegawai; huruf besar-kecil dan tanda baca "
    "diabaikan. Nama unit boleh diikuti nama unit di atasnya atau nama instansi, dan pada blok penilai boleh "
    "berisi nama instansi.",
    salah="Unit kerja tertulis Bidang Mutasi, sedangkan menurut daftar Bidang Pengembangan.",
    benar="Unit kerja sama dengan daftar pegawai.",
)
def jabatan_beda(konteks: Konteks) -> Iterator[Temuan]:
    for blok, orang in _terbanding(konteks, "jabatan"):
        if _dibandingkan(konteks, blok, "jabatan", orang.jabatan) and not _sama(
            blok.identitas.jabatan, orang.jabatan
        ):
            pesan = f"Jabatan {sebutan_blok(blok)} berbeda dari daftar pegawai."
            yield _beda(konteks, "I110", blok, "jabatan", pesan, orang.jabatan)
    for blok, orang in _terbanding(konteks, "unit_kerja"):
        unit = konteks.daftar.unit_menurut_kode.get(orang.unit)
        if unit is None or not _dibandingkan(konteks, blok, "unit_kerja", unit.nama):
            continue
        if not _unit_sama(konteks, blok, orang.unit):
            pesan = f"Unit kerja {sebutan_blok(blok)} berbeda dari daftar pegawai."
            yield _beda(konteks, "I110", blok, "unit_kerja", pesan, unit.nama)


def _dibandingkan(konteks: Konteks, blok: Blok, bidang: str, acuan: str) -> bool:
    """Whether the roster knows the field, the form has its cell, and the person is the right one."""
    ada_sel = blok.jalur(bidang) in blok.kertas.dokumen.tempat or blok.isi(bidang) is not None
    return bool(acuan) and ada_sel and not (blok.peran == "penilai" and _penilai_salah(konteks, blok))


def _sama(tertulis: str | None, acuan: str) -> bool:
    return normal(tertulis or "") == normal(acuan)


def _unit_sama(konteks: Konteks, blok: Blok, kode: str) -> bool:
    """Own unit's name, then perhaps names of units above it or of the instansi, in any order."""
    sisa = normal(blok.identitas.unit_kerja or "")
    instansi = normal(konteks.instansi)
    if blok.peran != "pegawai" and instansi and sisa == instansi:
        return True
    unit = konteks.daftar.unit_menurut_kode[kode]
    if not sisa.startswith(normal(unit.nama)):
        return False
    sisa = sisa.removeprefix(normal(unit.nama)).strip()
    di_atas, terlihat = [instansi], {kode}
    while unit.induk and unit.induk not in terlihat and unit.induk in konteks.daftar.unit_menurut_kode:
        terlihat.add(unit.induk)
        unit = konteks.daftar.unit_menurut_kode[unit.induk]
        di_atas.append(normal(unit.nama))
    for nama in sorted((satu for satu in di_atas if satu), key=len, reverse=True):
        sisa = sisa.replace(nama, " ")
    return not sisa.strip()


@aturan(
    "I115",
    Tingkat.GALAT,
    "Keluarga formulir tidak sesuai jabatan",
    dasar="Permen PANRB 6/2022: formulir SKP berbeda bagi pejabat pimpinan tinggi dan pimpinan unit kerja "
    "mandiri (JPT/PUKM) dan bagi pejabat administrasi dan pejabat fungsional (JA/JF).",
    penjelasan="Formulir yang dipakai harus formulir bagi jabatan pegawai menurut daftar pegawai. SKP "
    "tugas belajar tidak termasuk salah satu keluarga dan tidak diperiksa.",
    salah="Pejabat fungsional mengisi formulir JPT/PUKM yang berkolom perspektif.",
    benar="Pejabat fungsional mengisi formulir JA/JF.",
)
def keluarga_beda(konteks: Konteks) -> Iterator[Temuan]:
    for jenis, sebut in ((Skp, "SKP"), (Evaluasi, "evaluasi")):
        for kertas in konteks.dari(jenis):
            orang, keluarga = kertas.pegawai, kertas.dokumen.keluarga
            if orang is None or keluarga is None or keluarga == orang.keluarga:
                continue
            yield temuan(
                "I115",
                f"Formulir {sebut} ini bagi {keluarga}, padahal menurut daftar pegawai ia {orang.keluarga}.",
                dokumen=kertas.dokumen,
                jalur="pegawai.jabatan",
                daftar=konteks.daftar,
                pegawai=orang,
                periode=kertas.periode,
                ditemukan=keluarga.value,
                seharusnya=orang.keluarga.value,
                saran=f"Pakai formulir {sebut} bagi {orang.keluarga}, atau perbaiki daftar pegawai.",
            )
