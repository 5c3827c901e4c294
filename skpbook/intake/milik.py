"""Whose a sheet is and of which period: what the stamp says, what the cells show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.checks.kertas import beda_nip_cap, nip_terlihat
from skpbook.domain.evaluasi import DokumenEvaluasi, Evaluasi
from skpbook.domain.nip import Nip, baca_nip
from skpbook.domain.periode import baca_periode, baca_rentang, kenali_periode
from skpbook.domain.strategi import PerjanjianKinerja

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skpbook.domain.dokumen import Cap, Isi


def nip_berkas(isi: Sequence[Isi], cap: Cap | None) -> str | None:
    """NIP a workbook is of: the signed stamp's, else the first one that can be read on its sheets."""
    if cap is not None and cap.sah and cap.nip:
        return cap.nip
    return next((nip for satu in isi if (nip := _nip_sel(satu)) is not None), None)


def nip_lembar(isi: Isi, cap: Cap | None, utama: str | None) -> str | None:
    """NIP a sheet is of: the signed stamp's, else its own, else the workbook's. A unit's sheet has none."""
    if isinstance(isi, PerjanjianKinerja):
        return None
    if cap is not None and cap.sah and cap.nip:
        return cap.nip
    return _nip_sel(isi) or utama


def disengketakan(isi: Isi, cap: Cap | None) -> bool:
    """Whether stamp and cells name two people: then it must not take the place of anyone's paper (B010)."""
    return beda_nip_cap(isi, cap) is not None


def unit_lembar(isi: Isi, cap: Cap | None) -> str | None:
    """Unit code, where stamp or sheet gives one; of people the roster knows better."""
    if isinstance(isi, PerjanjianKinerja) and isi.unit_kode:
        return isi.unit_kode.strip()
    return cap.unit if cap is not None and cap.sah else None


def periode_lembar(isi: Isi, cap: Cap | None, tahun: int) -> str | None:
    """Code of an evaluation period, "awal/akhir" of an SKP's papers, the year of a perjanjian kinerja.

    The visible cells go first, the signed stamp second; `tahun` is the book's, for a period without a year.
    """
    ada = _periode_sel(isi, tahun)
    if ada is None and cap is not None and cap.sah and cap.periode:
        return _periode_cap(isi, cap.periode)
    return ada


def _periode_cap(isi: Isi, periode: str) -> str | None:
    """The stamp's period in the way of the sheet: papers of a whole SKP are stamped with their year alone."""
    if isinstance(isi, PerjanjianKinerja):
        return periode[:4]
    if isinstance(isi, Evaluasi | DokumenEvaluasi):
        return periode if "-" in periode and "/" not in periode else None
    if periode.isdecimal():
        return f"{periode}-01-01/{periode}-12-31"
    return periode if "/" in periode else None


def _nip_sel(isi: Isi) -> str | None:
    nip = baca_nip(nip_terlihat(isi))
    return nip.angka if isinstance(nip, Nip) else None


def _periode_sel(isi: Isi, tahun: int) -> str | None:
    if isinstance(isi, PerjanjianKinerja):
        angka = "".join(huruf for huruf in isi.tahun or "" if huruf.isdigit())
        return angka if len(angka) == 4 else None
    rentang = baca_rentang(isi.periode_penilaian) if isi.periode_penilaian else None
    if not isinstance(isi, Evaluasi | DokumenEvaluasi):
        return f"{rentang[0].isoformat()}/{rentang[1].isoformat()}" if rentang else None
    if not isi.periode:
        return None
    try:
        return baca_periode(isi.periode.strip()).kode
    except ValueError:
        ada = kenali_periode(isi.periode, rentang[1].year if rentang else tahun)
        return ada.kode if ada else None
