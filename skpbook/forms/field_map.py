"""Where every text of a document goes on its sheet, and how tall the sheet is without any.

The layout turned round: not what a cell shows, but which cell a field path stands in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.forms.definition import Isian
from skpbook.forms.heights import perlu_tinggi, titik_kolom
from skpbook.forms.layout import Rentang, Sel, Tata, Ukuran, susun_bentuk
from skpbook.forms.theme import gaya_isian, huruf_gaya
from skpbook.forms.values import jalur_terbaca

if TYPE_CHECKING:
    from skpbook.forms.catalog import Katalog
    from skpbook.forms.definition import Paket

_RUJUKAN = re.compile(r"\{([^{}]+)\}")
SEBARIS = 15.0


class Masukan(Struct, frozen=True):
    """An input cell: its place in the order of the layout, which of the sheet's fields it is, its room in points,
    its font, the paths that are read from it.
    """

    urut: int
    sel: Sel
    isian: Isian
    ke: int
    lebar: float
    huruf: float
    tebal: bool
    gaya: str
    jalur: tuple[str, ...]

    @property
    def tunggal(self) -> bool:
        """Whether it is one cell: rows of such cells grow while somebody types."""
        return satu_sel(self.sel)


class SelRumus(Struct, frozen=True):
    """A formula cell. `jalur` is the field whose text it shows; with `kunci` it shows the item's running number
    among those whose field `kunci` is filled in. It shows nothing unless `penentu` is.
    """

    urut: int
    sel: Sel
    jalur: str
    lebar: float
    huruf: float
    tebal: bool
    penentu: str
    kunci: str | None = None


class PetaLembar(Struct, frozen=True):
    """One sheet. `menurut_jalur` maps every path read from the sheet to its input (its place in `masukan`).

    `isian` are the sheet's fields in its order, `banyak` how many inputs each has; those in `selalu` are asked
    for whatever is filled in. `tinggi` are the rows' heights (points) without any text of a person, but for
    what the tall fixed cells `tegak` need (place in the order of the layout, cell, points). `tanda` are the
    lists that mark cells fill. `tunggal` counts the inputs of a row, marks included, that are one cell.
    """

    tata: Tata
    masukan: tuple[Masukan, ...]
    menurut_jalur: Mapping[str, int]
    rumus: tuple[SelRumus, ...]
    isian: tuple[Isian, ...]
    banyak: tuple[int, ...]
    selalu: frozenset[int]
    tinggi: tuple[float, ...]
    tegak: tuple[tuple[int, Sel, float], ...]
    tanda: frozenset[str]
    tunggal: Mapping[int, int]


def peta_lembar(katalog: Katalog, paket: Paket, kode: str, bentuk: Ukuran) -> PetaLembar:
    """The map of a form in a workbook of a package, for documents of one `bentuk`."""
    return _peta(_Kunci(katalog, paket), kode, bentuk)


class _Kunci:
    """Catalogue and package as one hashable key: a package is known by its code within its catalogue."""

    __slots__ = ("katalog", "paket")

    def __init__(self, katalog: Katalog, paket: Paket) -> None:
        self.katalog = katalog
        self.paket = paket

    def __hash__(self) -> int:
        return hash((id(self.katalog), self.paket.kode))

    def __eq__(self, lain: object) -> bool:
        return isinstance(lain, _Kunci) and lain.katalog is self.katalog and lain.paket is self.paket


@lru_cache(maxsize=256)
def _peta(kunci: _Kunci, kode: str, bentuk: Ukuran) -> PetaLembar:
    definisi = kunci.katalog.definisi[kode]
    return _Penyusun(kunci, kode, susun_bentuk(kunci.katalog, definisi, bentuk)).susun()


class _Penyusun:
    """Goes through the cells of a layout once."""

    def __init__(self, kunci: _Kunci, kode: str, tata: Tata) -> None:
        self.katalog = kunci.katalog
        self.paket = kunci.paket
        self.definisi = kunci.katalog.definisi[kode]
        self.tata = tata
        self.titik = [titik_kolom(satu) for satu in tata.lebar]
        self.tinggi = [tata.tinggi.get(baris, SEBARIS) for baris in range(tata.jumlah_baris)]
        self.tegak: list[tuple[int, Sel, float]] = []
        self.masukan: list[Masukan] = []
        self.rumus: list[SelRumus] = []
        self.tanda: set[str] = set()
        self.isian: dict[Isian, int] = {}
        self.banyak: list[int] = []
        self.selalu: set[int] = set()
        self.tunggal: dict[int, int] = {}

    def susun(self) -> PetaLembar:
        """The map."""
        for urut, sel in enumerate(self.tata.sel):
            self._sel(urut, sel)
        jalur = {satu: nomor for nomor, masukan in enumerate(self.masukan) for satu in masukan.jalur}
        return PetaLembar(
            tata=self.tata,
            masukan=tuple(self.masukan),
            menurut_jalur=jalur,
            rumus=tuple(self.rumus),
            isian=tuple(self.isian),
            banyak=tuple(self.banyak),
            selalu=frozenset(self.selalu),
            tinggi=tuple(self.tinggi),
            tegak=tuple(self.tegak),
            tanda=frozenset(self.tanda),
            tunggal=self.tunggal,
        )

    def _sel(self, urut: int, sel: Sel) -> None:
        lebar = sum(self.titik[sel.kolom : sel.kolom_akhir + 1])
        huruf, tebal = huruf_gaya(sel.gaya)
        if sel.jalur is None:
            if sel.rumus is None:
                self._tetap(urut, sel, sel.teks or "", lebar)
            else:
                jalur = _RUJUKAN.findall(sel.rumus)[0]
                self.rumus.append(SelRumus(urut, sel, jalur, lebar, huruf, tebal, jalur))
            return
        isian = self.katalog.isian(self.definisi, sel.jalur)
        ke = self.isian.setdefault(isian, len(self.isian))
        if ke == len(self.banyak):
            self.banyak.append(0)
        if sel.tanda is not None:
            self.selalu.add(ke)
            self.tanda.add(sel.jalur)
            self._hitung(sel)
            self._tetap(urut, sel, f"( ) {sel.tanda}", lebar)
        elif berumus(self.katalog, self.paket, sel, isian):
            self.selalu.add(ke)
            kunci, penentu = None, sel.jalur
            if isian.rumus == "nomor":
                kunci = _RUJUKAN.findall(sel.rumus or "{rencana}")[0].rpartition(".")[2]
                penentu = f"{sel.jalur.rpartition('.')[0]}.{kunci}"
            self.rumus.append(SelRumus(urut, sel, sel.jalur, lebar, huruf, tebal, penentu, kunci))
        else:
            self.banyak[ke] += 1
            self._hitung(sel)
            gaya = gaya_isian(sel.gaya, isian.jenis)
            jalur_baca = jalur_terbaca(sel.jalur)
            self.masukan.append(Masukan(urut, sel, isian, ke, lebar, huruf, tebal, gaya, jalur_baca))

    def _hitung(self, sel: Sel) -> None:
        if satu_sel(sel):
            self.tunggal[sel.baris] = self.tunggal.get(sel.baris, 0) + 1

    def _tetap(self, urut: int, sel: Sel, teks: str, lebar: float) -> None:
        if not teks:
            return
        huruf, tebal = huruf_gaya(sel.gaya)
        perlu = perlu_tinggi(teks, lebar, huruf, tebal=tebal)
        if sel.baris != sel.baris_akhir:
            self.tegak.append((urut, sel, perlu))
        else:
            self.tinggi[sel.baris] = max(self.tinggi[sel.baris], perlu)


def area(sel: Sel) -> Rentang:
    """The cells of a place of the layout."""
    return sel.baris, sel.kolom, sel.baris_akhir, sel.kolom_akhir


def satu_sel(sel: Sel) -> bool:
    """Whether a place of the layout is one cell, not several merged."""
    return (sel.baris, sel.kolom) == (sel.baris_akhir, sel.kolom_akhir)


def berumus(katalog: Katalog, paket: Paket, sel: Sel, isian: Isian) -> bool:
    """Whether a field is a formula in a workbook of this package: one that follows another form is an input
    where that form is not there.
    """
    if isian.rumus == "nomor":
        return sel.rumus is not None
    if isian.rumus == "ikut":
        jenis = (isian.ikut or "").partition(":")[0]
        return any(katalog.definisi[kode].dokumen == jenis for kode in paket.lembar)
    return isian.rumus == "predikat"
