"""S201-S207: hasil kerja, their indicators, targets, aspek and perspektif."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.checks.isian import contoh_formulir, kosong, seluruh_daftar
from skpbook.checks.registry import aturan
from skpbook.domain.pegawai import Keluarga, Pendekatan
from skpbook.domain.skp import HasilKerja, Iki, Skp
from skpbook.domain.teks import perspektif_kalimat
from skpbook.domain.temuan import Temuan, Tingkat
from skpbook.regulation.label import Perspektif, kenali_aspek, kenali_perspektif
from skpbook.regulation.pilihan import daftar_pilihan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.checks.kertas import Kertas
    from skpbook.checks.konteks import Konteks

_FORMULIR = "Formulir SKP Permen PANRB 6/2022 (panduan BKN)."


def _iki(konteks: Konteks) -> Iterator[tuple[Kertas[Skp], HasilKerja, str, Iki]]:
    """Every IKI row of every SKP with its path."""
    for kertas in konteks.dari(Skp):
        for jalur, hasil in kertas.isi.hasil_kerja():
            for nomor, iki in enumerate(hasil.iki):
                yield kertas, hasil, f"{jalur}.iki[{nomor}]", iki


def _kata(pilihan: str) -> str:
    """The choices of a list as a sentence names them: "A, B, C, atau D"."""
    *depan, akhir = daftar_pilihan(pilihan)
    return f"{', '.join(depan)}, atau {akhir}"


@aturan(
    "S201",
    Tingkat.GALAT,
    "Tidak ada hasil kerja utama",
    dasar="Permen PANRB 6/2022 Pasal 9: hasil kerja pegawai terdiri atas utama dan tambahan.",
    penjelasan="Bagian A. UTAMA harus berisi sekurang-kurangnya satu rencana hasil kerja.",
    salah="Semua rencana hasil kerja ditulis pada bagian B. TAMBAHAN.",
    benar="Rencana hasil kerja dengan prioritas tinggi ditulis pada bagian A. UTAMA.",
)
def tanpa_utama(konteks: Konteks) -> Iterator[Temuan]:
    for kertas in konteks.dari(Skp):
        if any(hasil.rencana or hasil.iki for hasil in kertas.isi.utama):
            continue
        jalur = "utama[0].rencana"
        yield temuan(
            "S201",
            "Bagian A. UTAMA tidak berisi rencana hasil kerja.",
            dokumen=kertas.dokumen,
            jalur=jalur if jalur in kertas.dokumen.tempat else "utama",
            daftar=konteks.daftar,
            pegawai=kertas.pegawai,
            saran="Isi sekurang-kurangnya satu rencana hasil kerja utama.",
        )


@aturan(
    "S202",
    Tingkat.GALAT,
    "IKI tanpa rencana hasil kerja",
    dasar=_FORMULIR,
    penjelasan="Baris indikator atau target terisi, tetapi rencana hasil kerjanya kosong. Baris lanjutan "
    "dari sel yang digabung dihitung milik rencana hasil kerja di atasnya.",
    salah="Kolom IKI berisi “Jumlah laporan”, kolom rencana hasil kerja kosong.",
    benar="Setiap IKI berada di samping atau di bawah rencana hasil kerjanya.",
)
def iki_tanpa_rhk(konteks: Konteks) -> Iterator[Temuan]:
    for kertas in konteks.dari(Skp):
        for jalur, hasil in kertas.isi.hasil_kerja():
            if hasil.iki and not hasil.rencana:
                yield temuan(
                    "S202",
                    "Indikator kinerja individu ini tidak mempunyai rencana hasil kerja.",
                    dokumen=kertas.dokumen,
                    jalur=f"{jalur}.rencana",
                    daftar=konteks.daftar,
                    pegawai=kertas.pegawai,
                    saran="Isi rencana hasil kerjanya, atau hapus indikatornya.",
                )


@aturan(
    "S203",
    Tingkat.GALAT,
    "Rencana hasil kerja tanpa IKI / ukuran keberhasilan",
    dasar=_FORMULIR + " Setiap rencana hasil kerja disertai indikator kinerja individu.",
    penjelasan="Setiap rencana hasil kerja mempunyai sekurang-kurangnya satu indikator kinerja individu "
    "atau ukuran keberhasilan, dan setiap baris bertarget mempunyai indikator.",
    salah="Rencana hasil kerja “Laporan keuangan yang akurat” tanpa indikator.",
    benar="Rencana hasil kerja itu dengan IKI “Opini BPK” dan target “WTP”.",
)
def rhk_tanpa_iki(konteks: Konteks) -> Iterator[Temuan]:
    for kertas in konteks.dari(Skp):
        for jalur, hasil in kertas.isi.hasil_kerja():
            hampa = [nomor for nomor, iki in enumerate(hasil.iki) if not iki.indikator]
            tanpa_sama_sekali = len(hampa) == len(hasil.iki)
            if tanpa_sama_sekali and kosong(hasil.rencana):
                continue
            for nomor in [0] if tanpa_sama_sekali else hampa:
                yield temuan(
                    "S203",
                    "Rencana hasil kerja ini tidak mempunyai indikator kinerja individu."
                    if tanpa_sama_sekali
                    else "Baris ini bertarget tetapi tidak mempunyai indikator kinerja individu.",
                    dokumen=kertas.dokumen,
                    jalur=f"{jalur}.iki[{nomor}].indikator",
                    daftar=konteks.daftar,
                    pegawai=kertas.pegawai,
                    ditemukan=hasil.rencana,
                    saran="Isi indikator kinerja individu beserta targetnya.",
                )


@aturan(
    "S204",
    Tingkat.GALAT,
    "IKI tanpa target",
    dasar="Formulir SKP pendekatan kuantitatif (panduan BKN): kolom TARGET.",
    penjelasan="Pada pendekatan kuantitatif setiap indikator kinerja individu mempunyai target.",
    salah="IKI “Jumlah rekomendasi” dengan target “-”.",
    benar="IKI “Jumlah rekomendasi” dengan target “4 rekomendasi”.",
)
def iki_tanpa_target(konteks: Konteks) -> Iterator[Temuan]:
    for kertas, _, jalur, iki in _iki(konteks):
        if kertas.dokumen.pendekatan is not Pendekatan.KUANTITATIF or not iki.indikator:
            continue
        if kosong(iki.target) and not (iki.target and contoh_formulir(iki.target)):
            yield temuan(
                "S204",
                "Indikator kinerja individu ini tidak mempunyai target.",
                dokumen=kertas.dokumen,
                jalur=f"{jalur}.target",
                daftar=konteks.daftar,
                pegawai=kertas.pegawai,
                ditemukan=iki.target,
                saran=f"Isi target untuk “{iki.indikator}”.",
            )


@aturan(
    "S205",
    Tingkat.GALAT,
    "Aspek bukan salah satu dari empat",
    dasar="Formulir SKP JA/JF pendekatan kuantitatif: ASPEK Kuantitas, Kualitas, Waktu, atau Biaya.",
    penjelasan="Kolom ASPEK setiap indikator berisi tepat satu dari Kuantitas, Kualitas, Waktu, Biaya.",
    salah="Efektivitas",
    benar="Kualitas",
)
def aspek_salah(konteks: Konteks) -> Iterator[Temuan]:
    for kertas, _, jalur, iki in _iki(konteks):
        dokumen = kertas.dokumen
        if dokumen.keluarga is not Keluarga.JA_JF or dokumen.pendekatan is not Pendekatan.KUANTITATIF:
            continue
        yield from _pilihan(
            konteks, kertas, "S205", f"{jalur}.aspek", iki.aspek, bool(kenali_aspek(iki.aspek or ""))
        )


@aturan(
    "S206",
    Tingkat.GALAT,
    "Perspektif bukan salah satu dari empat",
    dasar="Formulir SKP JPT/PUKM: perspektif Penerima Layanan, Proses Bisnis, Penguatan Internal, atau "
    "Anggaran.",
    penjelasan="Setiap indikator JPT/PUKM menyebut satu perspektif; pada pendekatan kualitatif di akhir "
    "kalimat ukuran keberhasilan, “(Perspektif …)”.",
    salah="Keuangan Negara",
    benar="Anggaran",
)
def perspektif_salah(konteks: Konteks) -> Iterator[Temuan]:
    for kertas, _, jalur, iki in _iki(konteks):
        if kertas.dokumen.keluarga is not Keluarga.JPT_PUKM or not iki.indikator:
            continue
        teks = perspektif_iki(iki)
        bidang = f"{jalur}.perspektif"
        if bidang not in kertas.dokumen.tempat and iki.perspektif is None:
            bidang = f"{jalur}.indikator"
        yield from _pilihan(konteks, kertas, "S206", bidang, teks, bool(kenali_perspektif(teks or "")))


def perspektif_iki(iki: Iki) -> str | None:
    """The perspektif of an IKI as written: its own cell, else the end of the kualitatif sentence."""
    return iki.perspektif or (perspektif_kalimat(iki.indikator) if iki.indikator else None)


def _pilihan(
    konteks: Konteks, kertas: Kertas[Skp], kode: str, jalur: str, teks: str | None, sah: bool
) -> Iterator[Temuan]:
    """The finding on an aspek or perspektif cell; S217 and S220 speak of an untouched one."""
    bidang = "aspek" if kode == "S205" else "perspektif"
    if sah or (teks and (contoh_formulir(teks) or seluruh_daftar(bidang, teks))):
        return
    yield temuan(
        kode,
        f"{bidang.capitalize()} “{teks}” tidak dikenal." if teks else f"{bidang.capitalize()} belum diisi.",
        dokumen=kertas.dokumen,
        jalur=jalur,
        daftar=konteks.daftar,
        pegawai=kertas.pegawai,
        ditemukan=teks,
        saran=f"Pilih {_kata(bidang)}.",
    )


@aturan(
    "S207",
    Tingkat.GALAT,
    "Keempat perspektif belum tercakup",
    dasar="Panduan BKN Tahap 2: SKP JPT/PUKM mencakup keempat perspektif.",
    penjelasan="Indikator seluruh SKP JPT/PUKM bersama-sama mencakup Penerima Layanan, Proses Bisnis, "
    "Penguatan Internal, dan Anggaran. Indikator yang perspektifnya belum diisi atau tidak dikenal "
    "dianggap dapat melengkapi, karena sudah dilaporkan sendiri.",
    salah="Semua indikator berperspektif Proses Bisnis.",
    benar="Keempat perspektif masing-masing mempunyai sekurang-kurangnya satu indikator.",
)
def perspektif_kurang(konteks: Konteks) -> Iterator[Temuan]:
    for kertas in konteks.dari(Skp):
        if kertas.dokumen.keluarga is not Keluarga.JPT_PUKM:
            continue
        semua = [iki for _, hasil in kertas.isi.hasil_kerja() for iki in hasil.iki]
        ada = [kenali_perspektif(perspektif_iki(iki) or "") for iki in semua]
        kurang = [satu for satu in Perspektif if satu not in ada]
        if not semua or len(kurang) <= ada.count(None):
            continue
        yield temuan(
            "S207",
            f"Perspektif {', '.join(kurang)} belum mempunyai indikator.",
            dokumen=kertas.dokumen,
            jalur="utama[0].iki[0].perspektif",
            daftar=konteks.daftar,
            pegawai=kertas.pegawai,
            ditemukan=", ".join(satu for satu in Perspektif if satu in ada) or None,
            seharusnya=", ".join(Perspektif),
            saran="Tambahkan indikator berperspektif itu, atau perbaiki perspektif indikator yang ada.",
        )
