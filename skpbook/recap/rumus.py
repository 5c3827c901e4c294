"""The formulas of the counts, in one place: what is counted, over which named columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.recap.nama_lembar import (
    PEG_HASIL,
    PEG_JENIS,
    PEG_NO_UNIT,
    PEG_PERILAKU,
    PEG_PREDIKAT,
    PEG_STATUS,
)
from skpbook.recap.status import StatusPegawai

if TYPE_CHECKING:
    from skpbook.domain.pegawai import JenisPegawai
    from skpbook.regulation.label import Predikat, Rating


def hitung_bila(*syarat: tuple[str, str]) -> str:
    """COUNTIFS over (named column, criterion); a criterion is a cell or a quoted text."""
    return "=COUNTIFS(" + ",".join(f"{nama},{isi}" for nama, isi in syarat) + ")"


def kutip(teks: str) -> str:
    """A text constant of a formula."""
    return '"' + teks.replace('"', '""') + '"'


def syarat_unit(sel_nomor: str, kolom: str = PEG_NO_UNIT) -> tuple[tuple[str, str], ...]:
    """Only the unit (or OPD, by its own named column) whose row number stands in a cell."""
    return ((kolom, sel_nomor),)


def syarat_jenis(jenis: JenisPegawai | None) -> tuple[tuple[str, str], ...]:
    """Only one jenis pegawai; all for None."""
    return ((PEG_JENIS, kutip(jenis.value)),) if jenis else ()


def syarat_predikat(predikat: Predikat) -> tuple[tuple[str, str], ...]:
    """Rated with this predikat (a dikecualikan pegawai may have one that does not count)."""
    return ((PEG_PREDIKAT, kutip(predikat.value)), syarat_status(StatusPegawai.DINILAI))


def syarat_status(status: StatusPegawai) -> tuple[str, str]:
    """In this status."""
    return (PEG_STATUS, kutip(status.value))


def jumlahkan(*rumus: str) -> str:
    """The sum of several formulas."""
    return "=" + "+".join(satu.removeprefix("=") for satu in rumus)


SYARAT_BELUM = (PEG_STATUS, kutip("*belum*"))
"""Any of the statuses that say "belum"; case makes no difference to COUNTIFS."""

SYARAT_SEMUA = (PEG_STATUS, kutip("?*"))
"""Any row with a status: every pegawai."""


def syarat_kotak(hasil: Rating, perilaku: Rating) -> tuple[tuple[str, str], ...]:
    """In this box of the kuadran."""
    return (
        (PEG_HASIL, kutip(hasil.value)),
        (PEG_PERILAKU, kutip(perilaku.value)),
        syarat_status(StatusPegawai.DINILAI),
    )
