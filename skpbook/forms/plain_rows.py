"""Rows of a worksheet part as `forms.plain` reads them: most rows of a template say the same in every copy of it.

So what a row says is remembered by its text; what only the workbook can tell (shared texts, dates) is left open.
"""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from skpbook.domain.tempat import nomor_kolom
from skpbook.forms.plain_parts import PUTIH, BukanPolos, lolos, potong, teks_bagian, utuh
from skpbook.forms.unseen import rumus_pendek

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from skpbook.forms.grid import Nilai

    Baca = Callable[[str], Nilai | None]
    """From what stands in a cell to its value; None for none."""

T = TypeVar("T")

_SEL = re.compile(
    r'<c r="([A-Z]{1,2})([1-9][0-9]{0,5})"([^>/]*+)>'
    r"(<f(?: [^>/]*+)?+(?:/>|>[^<]*+</f>))?+"
    r'(?:(<v>[^<]*+</v>)|(<is><t(?: xml:space="preserve")?+>)([^<]*+)</t></is>)?+</c>'
)
"""Column, row, attributes, formula, value; of a text that stands in the cell itself how it begins, and the text."""
_ATRIBUT = re.compile(r'(?: s="([0-9]{1,5})")?(?: t="([a-zA-Z]+)")?')
_TERSEMBUNYI = re.compile(r'<row [^>]*? hidden="(?:1|true)"')
_MENURUT_BUKU = frozenset({"n", "s"})
_TERBANYAK = 4096
_PERTAMA = itemgetter(0)
_INGAT = 2 * 1024
"""Rows of up to so many bytes are remembered."""


class Tunda(NamedTuple):
    """A cell of which only the workbook tells the value."""

    kolom: int
    atribut: str
    isi: str
    rumus: str


class Baris:
    """A row, counted from zero (-1: none), with its values up to the last cell that holds one: never to be changed,
    for copies of one template share it.

    `tanpa_nilai` are formulas without a value by their cell; `istimewa`: there are such, or it is hidden.
    """

    __slots__ = ("_selebar", "istimewa", "nilai", "nomor", "tanpa_nilai", "tersembunyi")

    def __init__(
        self, nomor: int, nilai: list[Nilai], tanpa_nilai: Mapping[str, str], *, tersembunyi: bool
    ) -> None:
        self.nomor = nomor
        self.nilai = nilai
        self.tanpa_nilai = tanpa_nilai
        self.tersembunyi = tersembunyi
        self.istimewa = tersembunyi or bool(tanpa_nilai)
        self._selebar = nilai

    def selebar(self, kosong: list[Nilai]) -> list[Nilai]:
        """The values of all columns, as many as in an empty row: the same list for the same width."""
        if len(self._selebar) != len(kosong):
            self._selebar = self.nilai + kosong[len(self.nilai) :]
        return self._selebar


class Terbuka(NamedTuple):
    """A row as far as its text tells: `nilai` of `baris` has room for the open cells (`tunda`) too, `pasti` columns
    of it are in use whatever these turn out to hold.
    """

    baris: Baris
    pasti: int
    tunda: tuple[Tunda, ...]


_TAK_ADA = Terbuka(Baris(-1, [], {}, tersembunyi=False), 0, ())


class Ingatan(dict[bytes, T]):
    """What pieces of a part say that have come more than once. What only one person has is not kept: it would be
    most of what there is, and never asked for again.
    """

    def __init__(self, baca: Callable[[bytes], T]) -> None:
        super().__init__()
        self._baca = baca
        self._sekali: set[int] = set()

    def __missing__(self, isi: bytes) -> T:
        hasil = self._baca(isi)
        if len(isi) > _INGAT:
            return hasil
        sidik = hash(isi)
        if sidik not in self._sekali:
            if len(self._sekali) >= _TERBANYAK:
                self._sekali.clear()
            self._sekali.add(sidik)
            return hasil
        if len(self) >= _TERBANYAK:
            self.clear()
        self[isi] = hasil
        return hasil


def _baca(isi_baris: bytes) -> Terbuka:
    teks = teks_bagian(isi_baris)
    sel = _SEL.findall(teks)
    # Every end of a cell is one of those found: nothing was passed over.
    if teks.count("</c>") != len(sel):
        raise BukanPolos
    if not sel:
        return _TAK_ADA
    nomor = sel[0][1]
    ada: dict[int, Nilai | None] = {}
    tunda: list[Tunda] = []
    tanpa_nilai: dict[str, str] = {}
    for huruf, baris, atribut, rumus, isi, awalan, langsung in sel:
        kolom = _KOLOM[huruf]
        if baris != nomor or kolom in ada:
            raise BukanPolos
        jenis = _JENIS[atribut]
        if awalan:
            if jenis != "inlineStr":
                raise BukanPolos
            ada[kolom] = _teks(langsung, awalan)
            continue
        ada[kolom] = None
        if isi and jenis in _MENURUT_BUKU:
            tunda.append(Tunda(kolom, atribut, isi, rumus))
            continue
        if isi:
            ada[kolom] = _CARA[jenis](isi)
        if rumus and ada[kolom] is None:
            tanpa_nilai[f"{huruf}{baris}"] = singkat(rumus)
    berisi = [(kolom, satu) for kolom, satu in ada.items() if satu is not None]
    pasti = max(berisi, key=_PERTAMA)[0] + 1 if berisi else 0
    nilai: list[Nilai] = [""] * max([pasti, *[satu.kolom + 1 for satu in tunda]])
    for kolom, satu in berisi:
        nilai[kolom] = satu
    tersembunyi = "hidden" in teks and _sembunyi(teks)
    return Terbuka(Baris(int(nomor) - 1, nilai, tanpa_nilai, tersembunyi=tersembunyi), pasti, tuple(tunda))


def _sembunyi(teks: str) -> bool:
    """Is the row hidden that the first cell with content stands in?"""
    sel = _SEL.search(teks)
    kepala = teks[: sel.start()] if sel else teks
    return _TERSEMBUNYI.match(kepala, max(kepala.rfind("<row "), 0)) is not None


_ingat = Ingatan(_baca)
baca_baris = _ingat.__getitem__
"""What the part up to the end of a row says. Raises `BukanPolos`."""


class _Kolom(dict[str, int]):
    def __missing__(self, huruf: str) -> int:
        kolom = self[huruf] = nomor_kolom(huruf)
        return kolom


class _Jenis(dict[str, str]):
    def __missing__(self, atribut: str) -> str:
        return urai_atribut(atribut)[1]


_KOLOM, _JENIS = _Kolom(), _Jenis()


def urai_atribut(atribut: str) -> tuple[int | None, str]:
    """Style and type of a cell. Raises `BukanPolos` for attributes and types of another kind."""
    temu = _ATRIBUT.fullmatch(atribut)
    jenis = (temu[2] or "n") if temu else ""
    if temu is None or not (jenis in _MENURUT_BUKU or jenis in _CARA):
        raise BukanPolos
    if len(_JENIS) < _TERBANYAK:
        _JENIS[atribut] = jenis
    return int(temu[1]) if temu[1] else None, jenis


def singkat(rumus: str) -> str:
    """A formula element as it is told."""
    return rumus_pendek(rumus[rumus.index(">") + 1 :].removesuffix("</f>"))


def _hasil(isi: str) -> str:
    """The text a formula gives."""
    return utuh(lolos(isi[3:-4]))


def _benar(isi: str) -> bool | None:
    nilai = {"": None, "0": False, "1": True}
    teks = isi[3:-4]
    if teks not in nilai:
        raise BukanPolos
    return nilai[teks]


def _tak_di_sini(_isi: str) -> str:
    """A text that stands in the cell itself, where a value stands."""
    raise BukanPolos


def _teks(isi: str, awalan: str) -> str:
    """A text that stands in the cell itself; `awalan` tells whether the blanks around it count."""
    jaga = awalan != "<is><t>"
    if "&" in isi or "_x" in isi:
        return potong(isi, jaga=jaga)
    return isi if jaga else isi.strip(PUTIH)


_CARA: Mapping[str, Baca] = {"str": _hasil, "inlineStr": _tak_di_sini, "b": _benar}
