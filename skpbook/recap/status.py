"""How far one pegawai has come in a period, and which of his papers count."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from skpbook.checks.kertas import periode_dari
from skpbook.checks.nilai import Penilaian, dikecualikan
from skpbook.domain.evaluasi import Evaluasi

if TYPE_CHECKING:
    from skpbook.checks.konteks import Konteks
    from skpbook.domain.pegawai import Pegawai


class StatusPegawai(StrEnum):
    """The classes a recap needs beside the five predikat."""

    DINILAI = "Dinilai"
    BELUM_SKP = "Belum ada SKP"
    BELUM_EVALUASI = "Belum ada evaluasi"
    BELUM_DINILAI = "Belum dinilai"
    DIKECUALIKAN = "Dikecualikan"


STATUS_BELUM = (StatusPegawai.BELUM_SKP, StatusPegawai.BELUM_EVALUASI, StatusPegawai.BELUM_DINILAI)


def pilih_periode(konteks: Konteks) -> str | None:
    """The latest period of which an evaluation has come in; None when there is none.

    "Latest" by its last day; of two that end together the longer one (AKHIR after TRIWULAN IV).
    """
    ada = {satu.periode for satu in konteks.dari(Evaluasi) if satu.periode}
    periode = [p for p in map(periode_dari, ada) if p is not None]
    if not periode:
        return None
    return max(periode, key=lambda p: p.urutan).kode


def status(pegawai: Pegawai, penilaian: Penilaian, *, ada_skp: bool) -> StatusPegawai:
    """The class of one pegawai. Who is rated counts as rated even where the SKP is missing (finding E511)."""
    if dikecualikan(pegawai):
        return StatusPegawai.DIKECUALIKAN
    if penilaian.predikat is not None:
        return StatusPegawai.DINILAI
    if not ada_skp:
        return StatusPegawai.BELUM_SKP
    return StatusPegawai.BELUM_EVALUASI if penilaian.dokumen is None else StatusPegawai.BELUM_DINILAI
