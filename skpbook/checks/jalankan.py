"""All rules over one konteks, every finding in one pass, always in the same order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from skpbook.checks.registry import ATURAN
from skpbook.checks.rumus import sel_tanpa_isi
from skpbook.domain.pengecualian import kecualikan

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable

    from skpbook.checks.konteks import Konteks
    from skpbook.domain.temuan import Temuan

_SEL = re.compile(r"([A-Z]+)(\d+)")


def periksa(konteks: Konteks, kode: Collection[str] | None = None) -> tuple[Temuan, ...]:
    """Findings of all rules, those of intake included; `kode` keeps only those codes.

    All rules always run: whether a finding stands can depend on what another rule says of the same cell.
    What a person has waived is there too, marked `dikecualikan`.
    """
    semua = list(konteks.temuan_berkas)
    for aturan in ATURAN.values():
        if aturan.fungsi is not None:
            semua.extend(aturan.fungsi(konteks))
    sebab = _satu_sebab(semua, sel_tanpa_isi(konteks))
    dipilih = (satu for satu in sebab if kode is None or satu.kode in kode)
    return tuple(sorted(kecualikan(dipilih, konteks.pengecualian), key=_urutan))


def _satu_sebab(semua: list[Temuan], hampa: Container[object]) -> Iterable[Temuan]:
    """One cause, one finding: what is said twice of one cell in the same words is said once, "prefilled cell
    changed" (B011) gives way to a rule that says what is wrong there, and of a cell whose formula has no value
    (`hampa`) only B014 speaks.
    """
    semua = [
        satu
        for satu in dict.fromkeys(semua)
        if satu.kode == "B014" or (satu.berkas, satu.lembar, satu.sel) not in hampa
    ]
    dijelaskan = {(satu.berkas, satu.lembar, satu.sel) for satu in semua if satu.kode != "B011"}
    for satu in semua:
        if satu.kode != "B011" or (satu.berkas, satu.lembar, satu.sel) not in dijelaskan:
            yield satu


def _urutan(satu: Temuan) -> tuple[object, ...]:
    """By unit, person, sheet, then down the sheet row by row."""
    temu = _SEL.fullmatch(satu.sel or "")
    baris, kolom = (int(temu[2]), temu[1]) if temu else (0, "")
    return (
        satu.unit or "",
        satu.nip or "",
        satu.berkas or "",
        satu.lembar or "",
        baris,
        len(kolom),
        kolom,
        satu.kode,
        satu.periode or "",
        satu.pesan,
        satu.ditemukan or "",
    )
