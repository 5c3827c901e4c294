"""A recap workbook: the one place of this package that touches a disk."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import xlsxwriter
from msgspec import Struct
from xlsxwriter.exceptions import FileCreateError

from skpbook.domain.galat import TidakBisa
from skpbook.recap import nama_lembar as nama
from skpbook.recap.gagal import RekapTerkunci
from skpbook.recap.gaya import Gaya
from skpbook.recap.kertas import LembarKerja
from skpbook.recap.lembar import aturan, belum, distribusi, kuadran, kurva, pegawai, ringkasan, unit
from skpbook.recap.lembar import temuan as lembar_temuan
from skpbook.recap.susun import Rekap, RekapUnit, susun_rekap
from skpbook.recap.teks_sel import aman

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from skpbook.checks.konteks import Konteks
    from skpbook.domain.temuan import Temuan

_PILIHAN_BUKU = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


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
    with _berkas_sementara(tujuan) as sementara:
        _tulis_buku(rekap, sementara)
    return _ringkasan(rekap, tujuan)


def _tulis_buku(rekap: Rekap, berkas: Path) -> None:
    buku: Any = xlsxwriter.Workbook(str(berkas), dict(_PILIHAN_BUKU))
    buku.set_properties(
        {
            "title": "Rekapitulasi predikat kinerja pegawai",
            "subject": rekap.sebutan_periode,
            "company": aman(rekap.konteks.instansi)[:255],
            "created": rekap.dibuat,
        }
    )
    gaya = Gaya(buku)
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
        lembar = LembarKerja(buku, gaya, nama_lembar)
        tulis(lembar, rekap)
        lembar.selesai()
    buku.close()


@contextlib.contextmanager
def _berkas_sementara(tujuan: Path) -> Iterator[Path]:
    """A temporary file beside `tujuan` that takes its place when the block ends well, else goes."""
    sementara = tujuan.with_name(f".{tujuan.stem}-{os.getpid()}.tmp.xlsx")
    try:
        tujuan.parent.mkdir(parents=True, exist_ok=True)
        yield sementara
        os.replace(sementara, tujuan)
    except PermissionError as galat:
        raise RekapTerkunci(
            f"Rekap {tujuan} tidak dapat ditulis: berkas itu sedang terbuka di program lain atau Anda tidak "
            "berhak menulis di foldernya; tutup berkasnya lalu jalankan rekap sekali lagi."
        ) from galat
    except (OSError, FileCreateError) as galat:
        raise TidakBisa(
            f"Rekap {tujuan} tidak dapat ditulis ({_sebab(galat)}); periksa folder dan sisa ruang disk."
        ) from galat
    finally:
        with contextlib.suppress(OSError):
            sementara.unlink(missing_ok=True)


def _sebab(galat: BaseException) -> str:
    asal = galat if isinstance(galat, OSError) else galat.__context__
    match asal:
        case IsADirectoryError():
            return "nama tujuannya sebuah folder"
        case NotADirectoryError() | FileExistsError():
            return "bagian dari jalurnya bukan folder"
        case OSError(errno=28):
            return "disk penuh"
        case OSError(errno=36):
            return "nama berkas terlalu panjang"
    return "kesalahan sistem" if asal is None else f"kesalahan sistem nomor {getattr(asal, 'errno', '?')}"


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
