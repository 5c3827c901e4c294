"""`rekap`: the recap of one period, of the instansi and of its units, as workbook and as HTML report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING

from skpbook.app.keluar import nama_folder
from skpbook.app.konteks import konteks_dan_temuan
from skpbook.app.libreoffice import perlu
from skpbook.app.riwayat import buku_tahun_lalu, nilai_buku, nilai_sebelum
from skpbook.app.saring import periksa_periode, periksa_unit
from skpbook.domain.galat import TidakBisa
from skpbook.intake.kolam import berurut, kolam

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from skpbook.app.buku import Buku
    from skpbook.recap.susun import Rekap
    from skpbook.recap.tulis import RingkasanRekap

FOLDER_UNIT = "per-unit"
FOLDER_PDF = "pdf"
_ANTRE = 2


@dataclass(frozen=True, kw_only=True)
class HasilRekap:
    """What was written: `ringkasan` of `berkas`, the HTML report beside it, and the workbooks of the units where
    they were asked for.
    """

    ringkasan: RingkasanRekap
    laporan: str
    berkas_unit: tuple[str, ...] = ()
    pdf: tuple[str, ...] = ()


def rekap(
    buku: Buku,
    periode: str | None = None,
    jam: Callable[[], datetime] = datetime.now,
    *,
    unit: str | None = None,
) -> RingkasanRekap:
    """Check the book and write rekap/REKAP_<periode>.xlsx; without a period, of the latest with evaluations.

    Of one unit alone: rekap/REKAP_<periode>_<unit>.xlsx. Raises `TidakBisa` for a wrong period or unit and
    where the workbook cannot be written.
    """
    return rekap_lengkap(buku, periode, jam, unit=unit).ringkasan


def rekap_lengkap(  # noqa: PLR0913 - one keyword for each option of the command
    buku: Buku,
    periode: str | None = None,
    jam: Callable[[], datetime] = datetime.now,
    *,
    unit: str | None = None,
    per_unit: bool = False,
    pdf: bool = False,
    tahun_lalu: Path | None = None,
    kerja: int = 1,
    lapor: Callable[[int, int], None] = lambda _selesai, _semua: None,
) -> HasilRekap:
    """As `rekap`; `per_unit` writes one workbook more for every unit with people, with its people alone, into
    rekap/per-unit/<periode>/. `pdf` prints the counts of each into rekap/pdf/. `tahun_lalu` is the
    book of the year before, whose predikat count where this one knows none. Raises `TidakBisa`, without
    LibreOffice before anything is written.
    """
    if pdf:
        perlu()
    from skpbook.recap.per_unit import Pembagi

    lalu = buku_tahun_lalu(buku, tahun_lalu) if tahun_lalu else None
    kode_unit = periksa_unit(buku.daftar, unit)
    isi = _susun(buku, periksa_periode(buku, periode), jam(), lalu)
    nama = isi.periode or str(isi.tahun)
    folder = _folder(buku.rekap)
    nama_unit = nama_folder(satu.kode for satu in isi.unit)
    if kode_unit is not None:
        nomor = next(satu.nomor for satu in isi.unit if satu.kode == kode_unit)
        tujuan = folder / f"REKAP_{nama}_{nama_unit[kode_unit]}.xlsx"
        satu_unit = Pembagi(isi).unit(nomor)
        hasil = _tulis_dua(satu_unit, tujuan)
        return replace(hasil, pdf=_cetak([(satu_unit, tujuan)], folder / FOLDER_PDF)) if pdf else hasil
    tujuan = folder / f"REKAP_{nama}.xlsx"
    hasil = _tulis_dua(isi, tujuan)
    if pdf:
        hasil = replace(hasil, pdf=_cetak([(isi, tujuan)], folder / FOLDER_PDF))
    if not per_unit:
        return hasil
    tujuan_unit = _folder(folder / FOLDER_UNIT / nama)
    tugas = [
        (satu.nomor, tujuan_unit / f"REKAP_{nama}_{nama_unit[satu.kode]}.xlsx")
        for satu in isi.unit
        if satu.hitungan.pegawai
    ]
    semua = []
    for berkas in _tulis_unit(isi, tugas, kerja):
        semua.append(berkas)
        lapor(len(semua), len(tugas))
    if pdf:
        pembagi = Pembagi(isi)
        cetakan = [(pembagi.unit(nomor), berkas) for nomor, berkas in tugas]
        hasil = replace(hasil, pdf=(*hasil.pdf, *_cetak(cetakan, folder / FOLDER_PDF / FOLDER_UNIT / nama)))
    return replace(hasil, berkas_unit=tuple(semua))


def _cetak(semua: Sequence[tuple[Rekap, Path]], folder: Path) -> tuple[str, ...]:
    from skpbook.app.cetak import cetak_rekap

    return cetak_rekap([(isi, folder / f"{berkas.stem}.pdf") for isi, berkas in semua])


def _tulis_dua(isi: Rekap, tujuan: Path) -> HasilRekap:
    """The workbook, and the HTML report beside it."""
    from skpbook.recap.laporan.tulis import tulis_laporan
    from skpbook.recap.tulis import tulis_buku

    ringkasan = tulis_buku(isi, tujuan)
    laporan = tujuan.with_suffix(".html")
    tulis_laporan(isi, laporan, tujuan.name)
    return HasilRekap(ringkasan=ringkasan, laporan=str(laporan))


def _susun(buku: Buku, kode: str | None, dibuat: datetime, lalu: Buku | None = None) -> Rekap:
    """The recap of the book: papers of its period in memory, the ratings of all others read through."""
    from skpbook.recap.riwayat import susun_riwayat
    from skpbook.recap.status import periode_terakhir, pilih_periode
    from skpbook.recap.susun import susun_rekap

    with buku.ledger(tulis=False) as ledger:
        kode = kode or periode_terakhir(ledger.periode_evaluasi())
    konteks, temuan = konteks_dan_temuan(buku, kode)
    if kode is None:
        kode = pilih_periode(konteks)
    dahulu = nilai_sebelum(lalu, buku.pengaturan.tahun) if lalu else ()
    riwayat = susun_riwayat(buku.daftar.menurut_nip, chain(dahulu, nilai_buku(buku)))
    return susun_rekap(konteks, temuan, periode=kode, dibuat=dibuat, riwayat=riwayat)


def _folder(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as galat:
        raise TidakBisa(f"Folder {folder} tidak dapat dibuat; periksa izin folder buku.") from galat
    return folder


def _tulis_unit(isi: Rekap, tugas: Sequence[tuple[int, Path]], kerja: int) -> Iterator[str]:
    """Write the workbooks of the units, in several processes where there are several; names in order."""
    from skpbook.recap.per_unit import Pembagi

    pembagi = Pembagi(isi)
    bahan = ((pembagi.unit(nomor), tujuan) for nomor, tujuan in tugas)
    if kerja <= 1 or len(tugas) <= 1:
        yield from map(_tulis_satu, bahan)
        return
    with kolam(min(kerja, len(tugas))) as pelaksana:
        yield from berurut(pelaksana, _tulis_satu, bahan, _ANTRE * kerja)


def _tulis_satu(bahan: tuple[Rekap, Path]) -> str:
    from skpbook.recap.tulis import tulis_buku

    return tulis_buku(*bahan).berkas
