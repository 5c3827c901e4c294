"""The distribution of one unit held against the guidance of the chosen rule set, in words a leader reads."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.regulation.distribusi import HasilPola, Pola, nilai_pola
from skpbook.regulation.label import Capaian, Predikat

if TYPE_CHECKING:
    from collections.abc import Mapping

    from skpbook.checks.konteks import Ambang
    from skpbook.recap.hitung import HitunganPegawai


class HasilBanding(StrEnum):
    """What holding a unit against the guidance comes to; none of them is a fault, the pattern is guidance."""

    SESUAI = "Sesuai panduan"
    TINJAU = "Perlu ditinjau"
    KECIL = "Unit kecil"
    TANPA_CAPAIAN = "Belum ada capaian"
    KOSONG = "Belum ada yang dinilai"


class PolaUnit(Struct, frozen=True, kw_only=True):
    """A unit's pattern. `mayoritas` is the predikat most people should have, None without a capaian."""

    capaian: Capaian | None
    hasil: HasilBanding
    penjelasan: str
    mayoritas: Predikat | None = None


def pola_unit(aturan: str, ambang: Ambang, capaian: Capaian | None, hitungan: HitunganPegawai) -> PolaUnit:
    """Judge the rated people of a unit by a rule set. Units below the thresholds are shown but not judged."""
    if capaian is None:
        return PolaUnit(
            capaian=None,
            hasil=HasilBanding.TANPA_CAPAIAN,
            penjelasan="Capaian kinerja organisasi unit untuk periode ini belum ditetapkan.",
        )
    nilai = nilai_pola(aturan, capaian, hitungan.predikat)
    hasil, penjelasan = _banding(ambang, nilai)
    if hitungan.belum and hasil in (HasilBanding.SESUAI, HasilBanding.TINJAU):
        penjelasan = f"{penjelasan} Sementara: {hitungan.belum} pegawai belum dinilai.".strip()
    return PolaUnit(capaian=capaian, hasil=hasil, penjelasan=penjelasan, mayoritas=nilai.mayoritas)


def _banding(ambang: Ambang, nilai: HasilPola) -> tuple[HasilBanding, str]:
    if not nilai.jumlah:
        return HasilBanding.KOSONG, ""
    batas = ambang.orang_pola if nilai.aturan == "permen-6-2022" else ambang.orang_batas
    if nilai.jumlah < batas:
        return (
            HasilBanding.KECIL,
            f"Hanya {nilai.jumlah} orang dinilai; pola baru dinilai mulai {batas} orang.",
        )
    if nilai.sesuai:
        return HasilBanding.SESUAI, ""
    alasan = "; ".join(satu.batas for satu in nilai.pelanggaran)
    kalimat = alasan[:1].upper() + alasan[1:] + "."
    if nilai.hitungan_terdekat is not None:
        kalimat += f" Susunan terdekat yang sesuai: {sebut_hitungan(nilai.hitungan_terdekat)}."
    return HasilBanding.TINJAU, kalimat


def sebut_hitungan(hitungan: Mapping[Predikat, int]) -> str:
    """ "4 Sangat Baik, 7 Baik" ; groups of nobody left out."""
    return ", ".join(f"{angka} {predikat.value}" for predikat, angka in hitungan.items() if angka)


def sebut_panduan(pola: Pola) -> str:
    """What a rule set expects of one capaian: "Sangat Baik terbanyak; Sangat Baik paling banyak 70%"."""
    kalimat = [f"{pola.mayoritas.value} terbanyak"]
    for batas in pola.batas:
        nama = " dan/atau ".join(satu.value for satu in batas.kelompok)
        if batas.paling_banyak == 0:
            kalimat.append(f"tidak ada {nama}")
        elif batas.paling_banyak is not None:
            kalimat.append(f"{nama} paling banyak {_persen(batas.paling_banyak)}")
        if batas.paling_sedikit is not None:
            kalimat.append(f"{nama} paling sedikit {_persen(batas.paling_sedikit)}")
        if batas.harus_ada:
            kalimat.append(f"harus ada {nama}")
    return "; ".join(kalimat)


def _persen(angka: float) -> str:
    return f"{angka:g}%".replace(".", ",")
