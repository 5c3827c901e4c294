"""S208, S209, S214, S218: how hasil kerja and targets are worded and numbered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.checks.isian import contoh_formulir, kosong
from skpbook.checks.registry import aturan
from skpbook.domain.bilangan import memuat_angka
from skpbook.domain.pegawai import Pendekatan
from skpbook.domain.skp import Skp
from skpbook.domain.teks import normal, normal_rencana, tanpa_nomor
from skpbook.domain.temuan import Temuan, Tingkat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.checks.kertas import Kertas
    from skpbook.checks.konteks import Konteks
    from skpbook.domain.skp import HasilKerja

_KATA_KEGIATAN = """
melaksanakan melakukan menyusun mengikuti membuat menyiapkan mempersiapkan mengelola
menyelenggarakan mengoordinasikan mengkoordinasikan mengoordinir memfasilitasi menghadiri
mengumpulkan menginput mengolah mendata membantu memproses menyampaikan merekap merekapitulasi
memverifikasi memeriksa mengawasi memantau memonitor mencatat mengarsipkan mengirim mengirimkan
mengetik menghimpun menganalisis menelaah mengkaji merumuskan merencanakan membimbing membina
mendampingi melayani memelihara mengusulkan mengevaluasi mendistribusikan menerima mendokumentasikan
mempelajari menatausahakan menindaklanjuti mensosialisasikan menyosialisasikan
"""
_KEGIATAN = frozenset(_KATA_KEGIATAN.split())
"""First words that name an activity. "Meningkatnya", "Tersusunnya" name a result."""

_ANGKA = re.compile(r"\d+")


def _hasil(konteks: Konteks) -> Iterator[tuple[Kertas[Skp], str, HasilKerja, str]]:
    """Each RHK that says something of its own: SKP, path, RHK, rencana."""
    for kertas in konteks.dari(Skp):
        for jalur, hasil in kertas.isi.hasil_kerja():
            if hasil.rencana and not kosong(hasil.rencana) and not contoh_formulir(hasil.rencana):
                yield kertas, jalur, hasil, hasil.rencana


@aturan(
    "S208",
    Tingkat.PERINGATAN,
    "Rencana hasil kerja tertulis dua kali",
    dasar="Formulir SKP Permen PANRB 6/2022: satu hasil kerja satu nomor, dengan semua indikatornya.",
    penjelasan="Dua rencana hasil kerja dalam satu SKP sama setelah huruf besar-kecil, tanda baca, dan ekor "
    "“(penugasan dari …)” diabaikan, termasuk satu pada utama dan satu pada tambahan.",
    salah="Nomor 2 dan nomor 5 sama-sama “Laporan keuangan yang akurat”.",
    benar="Satu nomor “Laporan keuangan yang akurat” dengan dua indikator.",
)
def rhk_ganda(konteks: Konteks) -> Iterator[Temuan]:
    pertama: dict[tuple[int, str], str] = {}
    for kertas, jalur, _, rencana in _hasil(konteks):
        kunci = (id(kertas), normal_rencana(rencana))
        if kunci not in pertama:
            pertama[kunci] = f"{jalur}.rencana"
            continue
        yield temuan(
            "S208",
            "Rencana hasil kerja ini sudah tertulis pada SKP yang sama.",
            dokumen=kertas.dokumen,
            jalur=f"{jalur}.rencana",
            daftar=konteks.daftar,
            pegawai=kertas.pegawai,
            ditemukan=rencana,
            saran="Gabungkan indikatornya ke satu rencana hasil kerja.",
            kaitan=kertas.dokumen.rujukan(pertama[kunci]),
        )


@aturan(
    "S209",
    Tingkat.PERINGATAN,
    "Target kuantitatif tanpa angka",
    dasar="Formulir SKP pendekatan kuantitatif (panduan BKN): target dinyatakan dalam angka, persen, "
    "skala, atau waktu.",
    penjelasan="Target pada pendekatan kuantitatif memuat angka, baik dengan angka maupun dengan kata "
    "bilangan. Target berupa sebutan, misalnya opini atau peringkat, boleh dibiarkan bila memang demikian "
    "ukurannya.",
    salah="Terlaksana dengan baik",
    benar="12 laporan",
)
def target_tanpa_angka(konteks: Konteks) -> Iterator[Temuan]:
    for kertas, jalur, hasil, _ in _hasil(konteks):
        if kertas.dokumen.pendekatan is not Pendekatan.KUANTITATIF:
            continue
        for nomor, iki in enumerate(hasil.iki):
            if kosong(iki.target) or contoh_formulir(iki.target or "") or memuat_angka(iki.target or ""):
                continue
            yield temuan(
                "S209",
                "Target ini tidak memuat angka.",
                dokumen=kertas.dokumen,
                jalur=f"{jalur}.iki[{nomor}].target",
                daftar=konteks.daftar,
                pegawai=kertas.pegawai,
                ditemukan=iki.target,
                saran="Nyatakan target dalam jumlah, persen, skala, atau waktu.",
            )


@aturan(
    "S214",
    Tingkat.INFO,
    "Rencana hasil kerja berbunyi kegiatan",
    dasar="Panduan BKN Tahap 2: rencana hasil kerja menyatakan hasil, bukan kegiatan.",
    penjelasan="Rencana hasil kerja yang diawali kata kerja kegiatan (melaksanakan, menyusun, mengikuti, …) "
    "sebaiknya ditulis ulang sebagai hasil.",
    salah="Menyusun laporan keuangan",
    benar="Laporan keuangan yang akurat dan tepat waktu",
)
def berbunyi_kegiatan(konteks: Konteks) -> Iterator[Temuan]:
    for kertas, jalur, _, rencana in _hasil(konteks):
        kata = normal(tanpa_nomor(rencana)).partition(" ")[0]
        if kata in _KEGIATAN:
            yield temuan(
                "S214",
                f"Rencana hasil kerja ini diawali “{kata}”, yang menyatakan kegiatan.",
                dokumen=kertas.dokumen,
                jalur=f"{jalur}.rencana",
                daftar=konteks.daftar,
                pegawai=kertas.pegawai,
                ditemukan=rencana,
                saran="Tulis hasil yang diharapkan dari kegiatan itu.",
            )


@aturan(
    "S218",
    Tingkat.INFO,
    "Nomor hasil kerja tidak berurutan",
    dasar="Formulir SKP: nomor tambahan melanjutkan nomor utama (panduan BKN); memulai lagi dari 1 juga "
    "diterima.",
    penjelasan="Nomor hasil kerja utama dimulai dari 1 dan berurutan; nomor tambahan melanjutkannya atau "
    "dimulai lagi dari 1. SKP tanpa nomor sama sekali tidak diperiksa. Satu temuan untuk setiap SKP.",
    salah="1, 2, 2, 4",
    benar="1, 2, 3, 4",
)
def nomor_putus(konteks: Konteks) -> Iterator[Temuan]:
    for kertas in konteks.dari(Skp):
        isi = kertas.isi
        semua = [hasil for _, hasil in isi.hasil_kerja() if _bernomor(hasil)]
        if not any(hasil.nomor for hasil in semua):
            continue
        utama = sum(map(_bernomor, isi.utama))
        ada = [_nomor(hasil.nomor) for hasil in semua]
        lanjut = list(range(1, len(semua) + 1))
        ulang = [*range(1, utama + 1), *range(1, len(semua) - utama + 1)]
        if ada in (lanjut, ulang):
            continue
        acuan = ulang if ada[:utama] == ulang[:utama] and ada[utama : utama + 1] == [1] else lanjut
        salah = next(i for i, (satu, lain) in enumerate(zip(ada, acuan, strict=True)) if satu != lain)
        jalur = [satu for satu, hasil in isi.hasil_kerja() if _bernomor(hasil)][salah]
        yield temuan(
            "S218",
            "Nomor hasil kerja tidak berurutan mulai dari sini.",
            dokumen=kertas.dokumen,
            jalur=f"{jalur}.nomor",
            daftar=konteks.daftar,
            pegawai=kertas.pegawai,
            ditemukan=semua[salah].nomor,
            seharusnya=str(acuan[salah]),
            saran="Urutkan kembali nomornya.",
        )


def _bernomor(hasil: HasilKerja) -> bool:
    """An RHK, or the numbered place of one that was left blank (S202)."""
    return bool(hasil.rencana or (hasil.nomor and hasil.iki))


def _nomor(teks: str | None) -> int | None:
    """The number of "3", "3." or "3.0"; None for none."""
    temu = _ANGKA.match((teks or "").strip())
    return int(temu[0]) if temu else None
