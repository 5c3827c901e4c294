"""A recap workbook: the one place of this package that touches a disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.recap import nama_lembar as nama
from skpbook.recap.berkas_utuh import berkas_utuh
from skpbook.recap.buku_kerja import BukuKerja
from skpbook.recap.lembar import aturan, belum, distribusi, kuadran, kurva, pegawai, ringkasan, unit
from skpbook.recap.lembar import temuan as lembar_temuan
from skpbook.recap.susun import Rekap, RekapUnit, susun_rekap
from skpbook.recap.teks_sel import aman

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from skpbook.checks.konteks import Konteks
    from skpbook.domain.temuan import Temuan


class RingkasanUnit(Struct, frozen=True, kw_only=True):
    """One unit of a written recap."""

    kode: str
    nama: str
    pegawai: int
    predikat: Mapping[str, int]
    belum: int
    dikecualikan: int
    capaian: str | None
    pola: str


class RingkasanRekap(Struct, frozen=True, kw_only=True):
    """What a written recap says: `predikat` has all five in order; `belum` are pegawai without a predikat."""

    berkas: str
    periode: str | None
    pegawai: int
    predikat: Mapping[str, int]
    belum: int
    dikecualikan: int
    berbeda: int
    per_unit: tuple[RingkasanUnit, ...]


def tulis_rekap(
    konteks: Konteks,
    temuan: Sequence[Temuan],
    tujuan: Path,
    *,
    periode: str | None,
    dibuat: datetime,
) -> RingkasanRekap:
    """Write the recap of `periode` (default: the context's, else the latest with evaluations) to `tujuan`.

    The workbook appears whole or not at all; an older one is replaced. Raises `RekapTerkunci` when `tujuan`
    is open elsewhere, `TidakBisa` when it cannot be written for another reason.
    """
    rekap = susun_rekap(konteks, temuan, periode=periode, dibuat=dibuat)
    with berkas_utuh(tujuan) as sementara:
        _tulis_buku(rekap, sementara)
    return _ringkasan(rekap, tujuan)


def _tulis_buku(rekap: Rekap, berkas: Path) -> None:
    buku = BukuKerja(
        {
            "title": "Rekapitulasi predikat kinerja pegawai",
            "subject": rekap.sebutan_periode,
            "company": aman(rekap.konteks.instansi)[:255],
            "created": rekap.dibuat,
        }
    )
    letak = aturan.baris_aturan(rekap)
    penulis = (
        (nama.RINGKASAN, ringkasan.tulis),
        (nama.PEGAWAI, pegawai.tulis),
        (nama.UNIT, unit.tulis),
        (nama.KUADRAN, kuadran.tulis),
        (nama.DISTRIBUSI, distribusi.tulis),
        (nama.KURVA, kurva.tulis),
        (nama.TEMUAN, lambda lembar, isi: lembar_temuan.tulis(lembar, isi, letak)),
        (nama.TEMUAN_DIKECUALIKAN, lambda lembar, isi: lembar_temuan.tulis_dikecualikan(lembar, isi, letak)),
        (nama.BELUM, belum.tulis),
        (nama.BELUM_PENILAI, belum.tulis_penilai),
        (nama.ATURAN, aturan.tulis),
    )
    for nama_lembar, tulis in penulis:
        tulis(buku.lembar(nama_lembar), rekap)
    buku.simpan(berkas)


def _ringkasan(rekap: Rekap, tujuan: Path) -> RingkasanRekap:
    return RingkasanRekap(
        berkas=str(tujuan),
        periode=rekap.periode,
        pegawai=rekap.jumlah.pegawai,
        predikat={satu.value: angka for satu, angka in rekap.jumlah.predikat.items()},
        belum=rekap.jumlah.belum,
        dikecualikan=rekap.jumlah.dikecualikan,
        berbeda=rekap.berbeda,
        per_unit=tuple(_ringkasan_unit(satu) for satu in rekap.unit),
    )


def _ringkasan_unit(satu: RekapUnit) -> RingkasanUnit:
    return RingkasanUnit(
        kode=satu.kode,
        nama=satu.nama,
        pegawai=satu.hitungan.pegawai,
        predikat={predikat.value: angka for predikat, angka in satu.hitungan.predikat.items()},
        belum=satu.hitungan.belum,
        dikecualikan=satu.hitungan.dikecualikan,
        capaian=satu.pola.capaian.value if satu.pola.capaian else None,
        pola=satu.pola.hasil.value,
    )
