"""How far one pegawai has come in a period, and which of his papers count."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from skpbook.checks.kertas import periode_dari
from skpbook.checks.nilai import Penilaian, dikecualikan
from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.teks import normal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from skpbook.checks.ekinerja import Terpilih
    from skpbook.checks.konteks import Konteks
    from skpbook.domain.pegawai import Pegawai


class StatusPegawai(StrEnum):
    """The classes a recap needs beside the five predikat."""

    DINILAI = "Dinilai"
    BELUM_SKP = "Belum ada SKP"
    BELUM_SETUJU = "SKP belum disetujui"
    BELUM_EVALUASI = "Belum ada evaluasi"
    BELUM_DINILAI = "Belum dinilai"
    DIKECUALIKAN = "Dikecualikan"


STATUS_BELUM = (
    StatusPegawai.BELUM_SKP,
    StatusPegawai.BELUM_SETUJU,
    StatusPegawai.BELUM_EVALUASI,
    StatusPegawai.BELUM_DINILAI,
)


class KeadaanSkp(StrEnum):
    """How far the SKP of a pegawai is: as e-Kinerja's Laporan SKP says, else whether a workbook came in."""

    BELUM = "Belum dibuat"
    DRAFT = "Draft"
    PENGAJUAN = "Pengajuan"
    DISETUJUI = "Persetujuan"
    MASUK = "Masuk"


def keadaan_skp(terpilih: Terpilih | None, *, ada_berkas: bool) -> KeadaanSkp:
    """What e-Kinerja calls the SKP that counts; a word it has not been seen to use is taken for Pengajuan."""
    if terpilih is None:
        return KeadaanSkp.MASUK if ada_berkas else KeadaanSkp.BELUM
    kata = normal(terpilih.ini.baris.status_skp or "")
    return next((satu for satu in KeadaanSkp if normal(satu) == kata), KeadaanSkp.PENGAJUAN)


def pilih_periode(konteks: Konteks) -> str | None:
    """The latest period of the book's year of which a rating has come in; None when there is none.

    "Latest" by its last day; of two that end together the longer one (AKHIR after TRIWULAN IV). Where no
    workbook tells of one the exports of e-Kinerja do.
    """
    di_berkas = {satu.periode for satu in konteks.dari(Evaluasi) if satu.periode}
    return periode_terakhir(di_berkas) or periode_terakhir(
        {satu.periode for satu in konteks.lembar_ekinerja if satu.tahun == konteks.tahun and satu.periode}
    )


def periode_terakhir(kode: Iterable[str]) -> str | None:
    """The latest of some period codes; None of none."""
    periode = [p for p in map(periode_dari, kode) if p is not None]
    return max(periode, key=lambda p: p.urutan).kode if periode else None


def status(pegawai: Pegawai, penilaian: Penilaian, skp: KeadaanSkp) -> StatusPegawai:
    """The class of one pegawai. Who is rated counts as rated even where the SKP is missing (finding E511)."""
    if dikecualikan(pegawai):
        return StatusPegawai.DIKECUALIKAN
    if penilaian.predikat is not None:
        return StatusPegawai.DINILAI
    if skp is KeadaanSkp.BELUM:
        return StatusPegawai.BELUM_SKP
    if skp in (KeadaanSkp.DRAFT, KeadaanSkp.PENGAJUAN):
        return StatusPegawai.BELUM_SETUJU
    return StatusPegawai.BELUM_EVALUASI if penilaian.dokumen is None else StatusPegawai.BELUM_DINILAI
