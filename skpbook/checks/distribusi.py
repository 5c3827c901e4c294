"""P601, P602, P605: the pattern of predikat of a unit in a period. Guidance, so never galat."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.checks.isian import seluruh_daftar
from skpbook.checks.registry import aturan
from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.temuan import Temuan, Tingkat
from skpbook.regulation.distribusi import HasilPola, nilai_pola
from skpbook.regulation.label import Predikat, kenali_predikat

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from skpbook.checks.kertas import CapaianTercatat
    from skpbook.checks.konteks import Konteks

PERMEN = "permen-6-2022"
SE = "se-3-2023"


def hitung_predikat(konteks: Konteks) -> Mapping[tuple[str, str], Counter[Predikat]]:
    """(unit code, period code) -> how many people have each predikat; each person counts once a period."""
    terakhir: dict[tuple[str, str, str], Predikat] = {}
    for kertas in konteks.dari(Evaluasi):
        nilai = kenali_predikat(kertas.isi.predikat) if kertas.isi.predikat else None
        if nilai is not None and kertas.pegawai is not None and kertas.periode:
            terakhir[kertas.pegawai.unit, kertas.periode, kertas.pegawai.nip] = nilai
    hitungan: dict[tuple[str, str], Counter[Predikat]] = {}
    for (unit, periode, _), nilai in terakhir.items():
        hitungan.setdefault((unit, periode), Counter())[nilai] += 1
    return hitungan


def _terhitung(
    konteks: Konteks, kode: str, sedikitnya: int
) -> Iterator[tuple[CapaianTercatat, str, str, HasilPola]]:
    """Units with a known capaian and enough rated people, judged by the rule set when it is the book's."""
    if konteks.aturan_distribusi != kode:
        return
    for (unit, periode), hitungan in hitung_predikat(konteks).items():
        capaian = konteks.capaian.get((unit, periode))
        if capaian is None or capaian.nilai is None or hitungan.total() < sedikitnya:
            continue
        yield capaian, unit, periode, nilai_pola(kode, capaian.nilai, hitungan)


def _sebar(hitungan: Mapping[Predikat, int]) -> str:
    """Counts in words: "Baik 7, Sangat Baik 3"; predikat of nobody left out."""
    return ", ".join(f"{nilai} {hitungan[nilai]}" for nilai in Predikat if hitungan.get(nilai))


def _persen(bagian: Fraction) -> str:
    return f"{float(bagian) * 100:.1f}%".replace(".", ",").replace(",0%", "%")


def _nama_unit(konteks: Konteks, kode: str) -> str:
    unit = konteks.daftar.unit_menurut_kode.get(kode)
    return unit.nama if unit else kode


@aturan(
    "P601",
    Tingkat.PERINGATAN,
    "Kelompok predikat terbesar bukan yang diharapkan",
    dasar="Permen PANRB 6/2022 Pasal 24-25: capaian kinerja organisasi menjadi pedoman pola distribusi "
    "predikat.",
    penjelasan="Menurut pola distribusi, kelompok terbesar mengikuti capaian kinerja organisasi: Istimewa "
    "→ Sangat Baik, Baik → Baik, Butuh Perbaikan → Butuh Perbaikan, Kurang → Kurang, Sangat Kurang → "
    "Sangat Kurang. Berlaku bila buku memakai aturan permen-6-2022 dan pegawai yang dinilai cukup banyak. "
    "Pola adalah pedoman; pejabat penilai yang memutuskan.",
    salah="Capaian unit Baik, tetapi delapan dari sepuluh pegawai berpredikat Sangat Baik.",
    benar="Capaian unit Baik, dan kelompok terbesar berpredikat Baik.",
)
def mayoritas_beda(konteks: Konteks) -> Iterator[Temuan]:
    for capaian, unit, periode, hasil in _terhitung(konteks, PERMEN, konteks.ambang.orang_pola):
        if hasil.sesuai:
            continue
        yield temuan(
            "P601",
            f"Capaian {_nama_unit(konteks, unit)} {hasil.capaian}, tetapi kelompok terbesar "
            f"dari {hasil.jumlah} pegawai yang dinilai berpredikat {' dan '.join(hasil.terbanyak)}.",
            dokumen=capaian.dokumen,
            jalur=capaian.jalur,
            daftar=konteks.daftar,
            unit=unit,
            periode=periode,
            ditemukan=_sebar(hasil.hitungan),
            seharusnya=f"Kelompok terbesar {hasil.mayoritas}",
            saran=_saran(hasil),
        )


def _saran(hasil: HasilPola) -> str:
    if not hasil.hitungan_terdekat:
        return f"Bahas bersama para pejabat penilai; pola ini pedoman ({hasil.sumber})."
    susunan = _sebar(hasil.hitungan_terdekat)
    return f"Susunan terdekat yang memenuhi: {susunan}. Pola ini pedoman ({hasil.sumber})."


@aturan(
    "P602",
    Tingkat.PERINGATAN,
    "Batas pola distribusi dilewati",
    dasar="SE Menteri PANRB 3/2023 (batas persentase menurut pemberitaan naikpangkat.com).",
    penjelasan="Aturan se-3-2023 memberi batas persentase setiap kelompok predikat menurut capaian kinerja "
    "organisasi. Temuan menyebut jumlah orang, bagiannya, batasnya, dan susunan terdekat yang memenuhi. "
    "Unit yang pegawai dinilainya kurang dari sepuluh tidak diperiksa, karena satu orang sudah lebih dari "
    "10%. Pola adalah pedoman.",
    salah="Capaian unit Istimewa, sembilan dari sepuluh pegawai (90%) Sangat Baik; batasnya 70%.",
    benar="Capaian unit Istimewa, tujuh dari sepuluh pegawai Sangat Baik.",
)
def batas_dilewati(konteks: Konteks) -> Iterator[Temuan]:
    for capaian, unit, periode, hasil in _terhitung(konteks, SE, konteks.ambang.orang_batas):
        if hasil.sesuai:
            continue
        rincian = "; ".join(
            f"{satu.batas}, sekarang {satu.jumlah} orang ({_persen(satu.bagian)})"
            for satu in hasil.pelanggaran
        )
        yield temuan(
            "P602",
            f"Capaian {_nama_unit(konteks, unit)} {hasil.capaian}: {rincian}.",
            dokumen=capaian.dokumen,
            jalur=capaian.jalur,
            daftar=konteks.daftar,
            unit=unit,
            periode=periode,
            ditemukan=_sebar(hasil.hitungan),
            seharusnya="; ".join(satu.batas for satu in hasil.pelanggaran),
            saran=_saran(hasil),
        )


@aturan(
    "P605",
    Tingkat.PERINGATAN,
    "Capaian kinerja organisasi unit belum ditetapkan",
    dasar="Permen PANRB 6/2022 Pasal 24; SE Menteri PANRB 3/2023: capaian ditetapkan pimpinan satu tingkat "
    "di atas unit.",
    penjelasan="Pegawai unit sudah berpredikat, tetapi capaian kinerja organisasi unit untuk periode itu "
    "belum ditetapkan atau tidak dikenal, sehingga pola distribusinya tidak dapat diperiksa.",
    salah="Lembar perjanjian kinerja unit tidak memuat capaian triwulan I.",
    benar="Capaian triwulan I: Baik.",
)
def tanpa_capaian(konteks: Konteks) -> Iterator[Temuan]:
    for (unit, periode), hitungan in hitung_predikat(konteks).items():
        capaian = konteks.capaian.get((unit, periode))
        if capaian is not None and capaian.nilai is not None:
            continue
        if capaian is not None and capaian.teks and seluruh_daftar("capaian", capaian.teks):
            continue
        nama = _nama_unit(konteks, unit)
        salah = capaian.teks if capaian else None
        keadaan = f"“{salah}” tidak dikenal" if salah else "belum ditetapkan"
        perjanjian = konteks.perjanjian.get(unit)
        yield temuan(
            "P605",
            f"Capaian kinerja organisasi {nama} {keadaan}, "
            f"padahal {hitungan.total()} pegawainya sudah berpredikat.",
            dokumen=perjanjian.dokumen if perjanjian else None,
            jalur=(capaian.jalur if capaian else "capaian") if perjanjian else _baris_unit(konteks, unit),
            daftar=konteks.daftar,
            unit=unit,
            periode=periode,
            ditemukan=salah,
            saran="Isi capaian kinerja organisasi pada lembar perjanjian kinerja unit.",
        )


def _baris_unit(konteks: Konteks, kode: str) -> str:
    nomor = next((i for i, unit in enumerate(konteks.daftar.unit) if unit.kode == kode), 0)
    return f"unit[{nomor}].kode"
