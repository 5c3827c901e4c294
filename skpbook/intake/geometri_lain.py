"""What the guards of the other formats share: the extent of a sheet, and what is special on it (.xls, .xlsb, .ods).

Cells far outside are taken out, so that the form itself can be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.domain.tempat import alamat
from skpbook.forms.unseen import Khusus
from skpbook.intake.geometri import CONTOH_JAUH, Jauh, Luas, periksa_luas
from skpbook.intake.tolak import lewat_batas, rusak

if TYPE_CHECKING:
    from collections.abc import Mapping

    from skpbook.intake.batas import Batas

_GALAT: Mapping[int, str] = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
TAK_ADA = 0x2A
"""The code that every reader knows."""

_GALAT_LAIN = "#GALAT"
"""An error that came with a newer Excel (#SPILL!, #CALC! …): these formats do not say which."""


def teks_galat(kode: int) -> str:
    """The text of an error code of the binary formats."""
    return _GALAT.get(kode, _GALAT_LAIN)


class HasilLembar(Struct, frozen=True, kw_only=True):
    """One sheet: its name where the part tells, cells far outside, what is special on it."""

    nama: str = ""
    jauh: Jauh | None = None
    khusus: Khusus | None = None


class Ukuran:
    """Collects positions of cells in use, merges, errors and hidden rows of one sheet."""

    def __init__(self, batas: Batas, nama: str = "") -> None:
        self.batas = batas
        self.nama = nama
        self.baris = self.kolom = self.isi = self.gabungan = self.jauh_banyak = 0
        self.jauh: list[str] = []
        self.galat: dict[str, str] = {}
        self.tanpa_nilai: dict[str, str] = {}
        self.baris_sembunyi: set[int] = set()
        self.kolom_sembunyi: list[tuple[int, int]] = []

    def sel(self, baris: int, kolom: int, banyak: int = 1) -> bool:
        """`banyak` cells in use of which the last is at this place (from 1); False for one far outside."""
        self.isi += banyak
        if self.isi > self.batas.sel:
            raise lewat_batas("jumlah sel satu lembar", f"lebih dari {self.batas.sel}", str(self.batas.sel))
        if baris > self.batas.baris or kolom > self.batas.kolom:
            self.jauh_banyak += 1
            if len(self.jauh) < CONTOH_JAUH:
                self.jauh.append(alamat(baris - 1, kolom - 1))
            return False
        self.baris = max(self.baris, baris)
        self.kolom = max(self.kolom, kolom)
        return True

    def gabung(self, baris: int, kolom: int) -> None:
        """A merged area of so many rows and columns."""
        self.gabungan += baris * kolom
        if self.gabungan > self.batas.gabungan:
            raise lewat_batas("sel gabungan", f"{self.gabungan} sel", f"{self.batas.gabungan} sel")

    def hasil(self) -> HasilLembar:
        """Refuse (B004) what spans too much, else what there is to tell."""
        periksa_luas(Luas(self.baris, self.kolom), self.batas)
        khusus = Khusus(
            galat=self.galat,
            tanpa_nilai=self.tanpa_nilai,
            baris=frozenset(self.baris_sembunyi),
            kolom=tuple(self.kolom_sembunyi),
        )
        jauh = Jauh(self.nama or None, tuple(self.jauh), self.jauh_banyak) if self.jauh_banyak else None
        return HasilLembar(nama=self.nama, jauh=jauh, khusus=khusus if khusus != Khusus() else None)


def periksa_jumlah_teks(banyak: int, besar: int) -> None:
    """Refuse (B003) more texts than `besar` bytes can hold: a reader asks for their memory before it reads one."""
    if banyak > besar:
        raise rusak(f"daftar teksnya menyebut {banyak} teks, lebih dari yang dapat dimuatnya")
