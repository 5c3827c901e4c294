"""One form sheet of a mould: what it looks like without any person's text, in the pieces texts stand between."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.domain.tempat import alamat
from skpbook.forms.definition import Definisi
from skpbook.forms.field_map import PetaLembar, area
from skpbook.forms.layout import Rentang
from skpbook.forms.parts import Simpanan
from skpbook.forms.validation import sambung, sqref

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TETAP, MASUKAN, SISA, RUMUS = range(4)
"""What a piece of a row is: fixed; an input cell; a further cell of a merged input; a formula cell."""

Potong = tuple[int, int, str]
"""Kind, number of the input or formula, text: the whole piece if fixed, else the cell's tag up to its style."""

Pola = tuple[tuple[str, ...], tuple[tuple[int, int], ...]]
"""A row with certain inputs filled in: the texts around, and the kinds and numbers of what goes between."""

_SEKELOMPOK = 2000
"""Letters of rules that are kept together: few pieces, but those of a table apart from those of the head."""

_KEPING = 96
_SIMPANAN = 2048


class BarisCetakan(Struct, frozen=True):
    """One row: `kosong` are its cells while nothing is filled in, `potong` the same in pieces."""

    nomor: int
    potong: tuple[Potong, ...]
    kosong: str


class Validasi(Struct, frozen=True):
    """One validation rule: its text around the list of its cells (`utuh`), the cells one by one, the address
    its formula names.
    """

    awal: str
    utuh: str
    akhir: str
    sel: tuple[Rentang, ...]
    acuan: str


class LembarCetakan(Struct, frozen=True, dict=True):
    """One form sheet of the mould.

    `kepala` is its text before the rows, `tengah` between rows and validations, `sesudah` between those and
    the footer, `akhir` behind the page breaks. `gaya` has the style of every input, open and locked.
    """

    bagian: str
    definisi: Definisi
    peta: PetaLembar
    kepala: str
    baris: tuple[BarisCetakan, ...]
    rumus: tuple[str, ...]
    tengah: str
    validasi: tuple[Validasi, ...]
    sesudah: str
    akhir: str
    gaya: tuple[tuple[int, int], ...]
    gaya_rumus: tuple[int, ...]

    @cached_property
    def keping(self) -> Simpanan:
        """Pieces of this sheet that many workbooks have."""
        return Simpanan(_KEPING)

    @cached_property
    def validasi_masukan(self) -> Mapping[int, int]:
        """Number of an input -> number of the rule its cell is under."""
        tempat = {sel: nomor for nomor, satu in enumerate(self.validasi) for sel in satu.sel}
        return {nomor: tempat[area(satu.sel)] for nomor, satu in enumerate(self.peta.masukan)}

    @cached_property
    def kelompok_validasi(self) -> tuple[range, ...]:
        """The rules in groups whose texts are about equally long."""
        hasil = []
        awal = panjang = 0
        for nomor, satu in enumerate(self.validasi, start=1):
            panjang += len(satu.awal) + len(satu.utuh) + len(satu.akhir)
            if panjang >= _SEKELOMPOK or nomor == len(self.validasi):
                hasil.append(range(awal, nomor))
                awal, panjang = nomor, 0
        return tuple(hasil)

    @cached_property
    def biasa(self) -> dict[tuple[int, bool], str]:
        """Rows without anything of a person as they have been rendered already: by row, shown and hidden."""
        return {}

    @cached_property
    def baris_rumus(self) -> tuple[int, ...]:
        """The row of every formula."""
        return tuple(satu.sel.baris for satu in self.peta.rumus)

    @cached_property
    def _pola(self) -> dict[tuple[int, ...], Pola]:
        return {}

    @cached_property
    def _aturan(self) -> dict[tuple[int, ...], str]:
        return {}

    def aturan_semua(self, nomor: Iterable[int], tanpa: Iterable[tuple[int, ...]]) -> str:
        """Several rules, each without some of its inputs."""
        return "".join(map(self.aturan, nomor, tanpa))

    def aturan(self, nomor: int, tanpa: tuple[int, ...]) -> str:
        """A rule without some of its inputs; nothing where none is left."""
        satu = self.validasi[nomor]
        if not tanpa:
            return f"{satu.awal}{satu.utuh}{satu.akhir}"
        kunci = (nomor, *tanpa)
        ada = self._aturan.get(kunci)
        if ada is None:
            if len(self._aturan) >= _SIMPANAN:
                self._aturan.clear()
            ada = self._aturan[kunci] = self._sisa(satu, tanpa)
        return ada

    def _sisa(self, satu: Validasi, tanpa: tuple[int, ...]) -> str:
        buang = {area(self.peta.masukan[nomor].sel) for nomor in tanpa}
        sisa = sambung(sel for sel in satu.sel if sel not in buang)
        if not sisa:
            return ""
        akhir = satu.akhir.replace(f"({satu.acuan},", f"({alamat(sisa[0][0], sisa[0][1])},")
        return f"{satu.awal}{sqref(sisa)}{akhir}"

    def pola(self, baris: int, terisi: tuple[int, ...]) -> Pola:
        """A row with these inputs filled in: each twice its number, and one more where it is locked."""
        kunci = (baris, *terisi)
        ada = self._pola.get(kunci)
        if ada is None:
            if len(self._pola) >= _SIMPANAN:
                self._pola.clear()
            ada = self._pola[kunci] = self._buat_pola(baris, terisi)
        return ada

    def _buat_pola(self, baris: int, terisi: tuple[int, ...]) -> Pola:
        terkunci = {satu // 2: satu % 2 for satu in terisi}
        teks = [""]
        isi = []
        for jenis, nomor, awal in self.baris[baris].potong:
            if jenis == TETAP:
                teks[-1] += awal
            elif jenis == RUMUS:
                teks[-1] += f'{awal} s="{self.gaya_rumus[nomor]}"'
                isi.append((jenis, nomor))
                teks.append("")
            else:
                teks[-1] += f'{awal} s="{self.gaya[nomor][terkunci.get(nomor, 0)]}"'
                if jenis == MASUKAN and nomor in terkunci:
                    isi.append((jenis, nomor))
                    teks.append("")
                else:
                    teks[-1] += "/>"
        return tuple(teks), tuple(isi)
