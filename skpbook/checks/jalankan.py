"""All rules over one konteks, every finding in one pass, always in the same order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from skpbook.checks.registry import ATURAN
from skpbook.checks.rumus import sel_tanpa_isi
from skpbook.domain.pengecualian import kecualikan

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Iterator

    from skpbook.checks.konteks import Konteks
    from skpbook.checks.registry import Aturan
    from skpbook.domain.temuan import Temuan

_SEL = re.compile(r"([A-Z]+)(\d+)")

_LINTAS_ORANG = ("skpbook.checks.kaskade.", "skpbook.checks.evaluasi.ekinerja")
_LINTAS_ORANG_UTUH = ("skpbook.checks.daftar", "skpbook.checks.distribusi")


def sendiri(aturan: Aturan) -> bool:
    """Whether a rule looks at the papers of one person, and of the files they came in, at a time; what it asks of
    others is in the indexes that a `Konteks.bagian` shares with the whole.
    """
    rumah = aturan.fungsi.__module__ if aturan.fungsi else ""
    return not rumah.startswith(_LINTAS_ORANG) and rumah not in _LINTAS_ORANG_UTUH


def periksa(konteks: Konteks, kode: Collection[str] | None = None) -> tuple[Temuan, ...]:
    """Findings of all rules, those of intake included; `kode` keeps only those codes.

    All rules always run: whether a finding stands can depend on what another rule says of the same cell.
    What a person has waived is there too, marked `dikecualikan`.
    """
    return _rapikan(list(_jalan(konteks)), sel_tanpa_isi(konteks), konteks, kode)


def periksa_berbagian(konteks: Konteks, bagian: Iterable[Konteks]) -> tuple[Temuan, ...]:
    """As `periksa`, of papers too many to be held at once. `konteks` holds all of them as far as rules across
    people look at them (`ramping.ramping`); each of `bagian` some people's papers whole, with every paper of theirs
    and of the files these came in.
    """
    semua = list(_jalan(konteks, sendiri_saja=False))
    hampa: set[object] = set()
    for satu in bagian:
        semua.extend(_jalan(satu, sendiri_saja=True))
        hampa.update(sel_tanpa_isi(satu))
    return _rapikan(semua, hampa, konteks)


def _jalan(konteks: Konteks, *, sendiri_saja: bool | None = None) -> Iterator[Temuan]:
    yield from konteks.temuan_berkas
    for aturan in ATURAN.values():
        if aturan.fungsi is not None and sendiri_saja in (None, sendiri(aturan)):
            yield from aturan.fungsi(konteks)


def _rapikan(
    semua: list[Temuan], hampa: Container[object], konteks: Konteks, kode: Collection[str] | None = None
) -> tuple[Temuan, ...]:
    sebab = _satu_sebab(semua, hampa)
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
