"""P601-P606: the pattern of predikat of a unit in a period. Guidance, so never galat."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.checks.isian import seluruh_daftar
from skpbook.checks.nilai import dikecualikan
from skpbook.checks.registry import aturan
from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.temuan import Temuan, Tingkat
from skpbook.regulation.distribusi import HasilPola, nilai_pola
from skpbook.regulation.label import Predikat, kenali_predikat

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from skpbook.checks.kertas import CapaianTercatat
    from skpbook.checks.konteks import Konteks

PERMEN = "permen-6-2022"
SE = "se-3-2023"


def predikat_orang(konteks: Konteks) -> Mapping[tuple[str, str, str], Predikat]:
    """(unit code, period code, NIP) -> predikat; each person counts once a period."""
    terakhir: dict[tuple[str, str, str], Predikat] = {}
    for kertas in konteks.dari(Evaluasi):
        nilai = kenali_predikat(kertas.isi.predikat) if kertas.isi.predikat else None
        if nilai is not None and kertas.pegawai is not None and kertas.periode:
            terakhir[kertas.pegawai.unit, kertas.periode, kertas.pegawai.nip] = nilai
    return terakhir


def hitung_predikat(konteks: Konteks) -> Mapping[tuple[str, str], Counter[Predikat]]:
    """(unit code, period code) -> how many people have each predikat."""
    hitungan: dict[tuple[str, str], Counter[Predikat]] = {}
    for (unit, periode, _), nilai in predikat_orang(konteks).items():
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


@aturan(
    "P603",
    Tingkat.INFO,
    "Semua pegawai berpredikat sama",
    dasar="Panduan BKN: pejabat penilai membandingkan kinerja pegawai dan mempertimbangkan pola distribusi.",
    penjelasan="Semua pegawai unit yang dinilai pada satu periode mendapat predikat yang sama. Itu boleh, "
    "tetapi jarang; unit dengan kurang dari lima pegawai yang dinilai tidak diperiksa.",
    salah="Kedua belas pegawai unit berpredikat Baik.",
    benar="Sembilan pegawai Baik, dua Sangat Baik, satu Butuh Perbaikan.",
)
def semua_sama(konteks: Konteks) -> Iterator[Temuan]:
    for (unit, periode), hitungan in hitung_predikat(konteks).items():
        if len(hitungan) != 1 or hitungan.total() < konteks.ambang.orang_seragam:
            continue
        (nilai,) = hitungan
        yield _temuan_unit(
            konteks,
            "P603",
            unit,
            periode,
            f"Semua {hitungan.total()} pegawai {_nama_unit(konteks, unit)} yang dinilai berpredikat {nilai}.",
            ditemukan=_sebar(hitungan),
            saran="Bahas bersama para pejabat penilai bila kinerja mereka sebenarnya berbeda.",
        )


@aturan(
    "P604",
    Tingkat.INFO,
    "Pegawai terlalu sedikit untuk batas pola distribusi",
    dasar="SE Menteri PANRB 3/2023 memberi batas dalam persen; tidak ada sumber yang mengatur pembulatannya bagi "
    "unit kecil.",
    penjelasan="Pada unit yang pegawai dinilainya kurang dari sepuluh, satu orang sudah lebih dari 10%, sehingga "
    "batas aturan se-3-2023 tidak dihakimi. Bagian setiap predikat tetap ditunjukkan.",
    salah="Unit berpegawai enam: satu orang Sangat Baik sudah 16,7%.",
    benar="Batas dibaca pada unit yang membawahkan, yang pegawainya cukup banyak.",
)
def terlalu_sedikit(konteks: Konteks) -> Iterator[Temuan]:
    for capaian, unit, periode, hasil in _terhitung(konteks, SE, 1):
        if hasil.jumlah >= konteks.ambang.orang_batas:
            continue
        bagian = "; ".join(
            f"{nilai} {hasil.hitungan[nilai]} ({_persen(Fraction(hasil.hitungan[nilai], hasil.jumlah))})"
            for nilai in Predikat
            if hasil.hitungan.get(nilai)
        )
        yield temuan(
            "P604",
            f"{_nama_unit(konteks, unit)} hanya mempunyai {hasil.jumlah} pegawai yang dinilai, sehingga batas "
            f"pola distribusinya tidak diperiksa: {bagian}.",
            dokumen=capaian.dokumen,
            jalur=capaian.jalur,
            daftar=konteks.daftar,
            unit=unit,
            periode=periode,
            ditemukan=bagian,
            saran="Tidak perlu berbuat apa-apa; pertimbangkan polanya pada unit di atasnya.",
        )


@aturan(
    "P606",
    Tingkat.INFO,
    "Belum semua pegawai unit dinilai",
    dasar="Panduan BKN: pola distribusi dibaca atas seluruh pegawai unit.",
    penjelasan="Sebagian pegawai unit sudah berpredikat untuk suatu periode, sebagian belum, sehingga bagian "
    "setiap predikat masih sementara. Pegawai yang menurut daftar pegawai tidak dinilai (pensiun, mutasi, "
    "hukuman disiplin) tidak dihitung.",
    salah="Tujuh dari dua belas pegawai unit sudah berpredikat.",
    benar="Kedua belas pegawai unit sudah berpredikat.",
)
def belum_semua(konteks: Konteks) -> Iterator[Temuan]:
    dinilai: dict[tuple[str, str], set[str]] = {}
    for unit, periode, nip in predikat_orang(konteks):
        dinilai.setdefault((unit, periode), set()).add(nip)
    for (unit, periode), sudah in dinilai.items():
        wajib = [orang for orang in konteks.daftar.anggota_unit.get(unit, ()) if not dikecualikan(orang)]
        belum = [orang for orang in wajib if orang.nip not in sudah]
        if not belum:
            continue
        yield _temuan_unit(
            konteks,
            "P606",
            unit,
            periode,
            f"{len(belum)} dari {len(wajib)} pegawai {_nama_unit(konteks, unit)} belum berpredikat; pola "
            "distribusinya masih sementara.",
            ditemukan="; ".join(f"{orang.nama} ({orang.nip})" for orang in belum),
            saran="Minta evaluasi yang belum masuk.",
        )


def _temuan_unit(
    konteks: Konteks, kode: str, unit: str, periode: str, pesan: str, *, ditemukan: str | None, saran: str
) -> Temuan:
    """A finding about a unit: at its capaian of the period, else at its sheet, else at its row of the
    roster.
    """
    capaian, perjanjian = konteks.capaian.get((unit, periode)), konteks.perjanjian.get(unit)
    lembar = capaian or perjanjian
    return temuan(
        kode,
        pesan,
        dokumen=lembar.dokumen if lembar else None,
        jalur=capaian.jalur if capaian else "capaian" if perjanjian else _baris_unit(konteks, unit),
        daftar=konteks.daftar,
        unit=unit,
        periode=periode,
        ditemukan=ditemukan,
        saran=saran,
    )


def _baris_unit(konteks: Konteks, kode: str) -> str:
    nomor = next((i for i, unit in enumerate(konteks.daftar.unit) if unit.kode == kode), 0)
    return f"unit[{nomor}].kode"
