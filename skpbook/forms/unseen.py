"""What the reading library does not tell of a sheet: error values, formulas without a stored value, what is hidden.

To it `#N/A` and a formula that was never computed are empty cells, and an error it does not know fails the whole
sheet. So the raw part is looked through once: plain searches where it is written as programs write it, expat for
anything else. Other formats: `forms.unseen_other`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import TYPE_CHECKING
from xml.parsers import expat

from msgspec import Struct

from skpbook.domain.dokumen import TandaSel
from skpbook.domain.tempat import alamat, nama_kolom, urai_alamat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from skpbook.forms.grid import Nilai

RUMUS_TERPANJANG = 200
TERCETAK = ("nomor", "nilai", "panduan")
"""Fields whose text the form prints or computes by itself: hidden or not, they are nobody's."""

_GALAT = re.compile(rb"""(<(?:[\w.-]+:)?c\s(?:[^>]*?\s)?t\s*=\s*)(?:"e"|'e')""")
_TAK_POLOS = re.compile(rb'<c(?! r="(?:[A-C]?[A-Z])(?:[1-9][0-9]{0,2}|[1-3][0-9]{3}|4[0-7][0-9]{2})")')
"""A cell whose address is not the first thing it says, or lies beyond CZ4799."""

_TERSEMBUNYI = re.compile(rb'hidden="(?:1|true)"')
_ATRIBUT = re.compile(rb'([\w:]+)="([^"]*)"')
_BARIS = re.compile(rb'<row r="([0-9]+)"')
_KURUNG, _SESUDAH_F = ord("<"), frozenset(b"> /")
_BENAR = ("1", "true")
_NOMOR_KITA = re.compile(r'=(?:of:=)?IF\(.{1,30}="".{1,4}"".{1,2}MAX\(')
"""The formula of a running number, as the different programs write it."""


class Khusus(Struct, frozen=True, kw_only=True):
    """What is special on one sheet.

    `galat` maps the A1 address of a cell to its error text, `tanpa_nilai` that of a formula without a stored
    value to the formula. `baris` and `kolom` are hidden rows and ranges of hidden columns, zero-based.
    """

    galat: Mapping[str, str] = {}
    tanpa_nilai: Mapping[str, str] = {}
    baris: frozenset[int] = frozenset()
    kolom: tuple[tuple[int, int], ...] = ()

    def tersembunyi(self, baris: int, kolom: int) -> bool:
        """Is a cell (zero-based) hidden?"""
        return baris in self.baris or any(awal <= kolom <= akhir for awal, akhir in self.kolom)


_BIASA = Khusus()


def isi_galat(baris: list[list[Nilai]], khusus: Khusus) -> None:
    """Put error texts where the reading library left empty cells."""
    for sel, teks in khusus.galat.items():
        nomor, kolom = urai_alamat(sel)
        baris.extend([] for _ in range(nomor + 1 - len(baris)))
        satu = baris[nomor]
        satu.extend([""] * (kolom + 1 - len(satu)))
        satu[kolom] = teks


def bidang_polos(isi: bytes) -> tuple[int, int] | None:
    """Where the rows of a worksheet part stand; None for one with errors, with a cell beyond CZ4799, or written
    otherwise than programs write.
    """
    awal, akhir = isi.find(b"<sheetData>"), isi.rfind(b"</sheetData>")
    if awal < 0 or akhir < awal or isi.find(b't="e"', awal, akhir) >= 0:
        return None
    # One rare letter is found far faster than a word: most sheets have no colon and no quote among their rows.
    for tanda, ganjil in ((b":", b":c"), (b"'", b"='")):
        if isi.find(tanda, awal, akhir) >= 0 and isi.find(ganjil, awal, akhir) >= 0:
            return None
    return None if _TAK_POLOS.search(isi, awal, akhir) else (awal, akhir)


def tanda_sel(
    khusus: Khusus, berisi: Iterable[tuple[int, int]], bidang: Callable[[int, int], bool]
) -> dict[str, TandaSel]:
    """What is special about cells of a form. `berisi` are the cells (zero-based) of fields that hold something,
    `bidang` tells whether a cell is one that is to hold something.

    A running number of ours that was not computed says nothing.
    """
    hasil: dict[str, TandaSel] = {}
    for baris, kolom in berisi:
        if baris in khusus.baris:
            hasil[alamat(baris, kolom)] = TandaSel("tersembunyi", f"baris {baris + 1}")
        elif khusus.tersembunyi(baris, kolom):
            hasil[alamat(baris, kolom)] = TandaSel("tersembunyi", f"kolom {nama_kolom(kolom)}")
    for sel, rumus in khusus.tanpa_nilai.items():
        if bidang(*urai_alamat(sel)) and not _NOMOR_KITA.match(rumus):
            hasil[sel] = TandaSel("tanpa-nilai", rumus)
    for sel, teks in khusus.galat.items():
        if bidang(*urai_alamat(sel)):
            hasil[sel] = TandaSel("galat", teks)
    return hasil


def telaah_xlsx(isi: bytes, bidang: tuple[int, int] | None) -> tuple[bytes, Khusus | None]:
    """A worksheet part whose errors are texts, so that every reader takes them, and what is special in it.

    `bidang` is what `bidang_polos` says of it.
    """
    if bidang is None:
        khusus = _telaah_teliti(isi) if _mungkin_khusus(isi) else _BIASA
        if khusus.galat:
            isi = _GALAT.sub(rb'\1"str"', isi)
    else:
        khusus = Khusus(
            tanpa_nilai=dict(_tanpa_nilai(isi, *bidang)),
            baris=frozenset(_baris(isi, *bidang)),
            kolom=kolom_tersembunyi(isi, bidang[0]),
        )
    return isi, khusus if khusus != _BIASA else None


def _mungkin_khusus(isi: bytes) -> bool:
    """Not, where no error, no formula and nothing hidden can be: not even the letter `f` among the rows."""
    baris = isi.find(b"sheetData")
    return (
        isi.find(b"f", baris, isi.rfind(b"sheetData")) >= 0
        or b'"e"' in isi
        or (b"'" in isi and b"'e'" in isi)
        or b"hidden" in isi
    )


def _tanpa_nilai(isi: bytes, awal: int, akhir: int) -> Iterator[tuple[str, str]]:
    """Formula cells without a value; an empty text ("str") is a value."""
    for buka in _semua(isi, b"f", awal, akhir):
        if isi[buka - 1] != _KURUNG or isi[buka + 1] not in _SESUDAH_F:
            continue
        tutup = isi.find(b">", buka)
        sendiri = isi[tutup - 1 : tutup] == b"/"
        sesudah = tutup + 1 if sendiri else isi.find(b"</f>", tutup) + 4
        if isi.startswith(b"<v>", sesudah) and not isi.startswith(b"<", sesudah + 3):
            continue
        sel = isi.rfind(b'<c r="', awal, buka) + 6
        kepala = isi[sel:buka]
        if b't="str"' not in kepala or not isi.startswith(b"<v", sesudah):
            rumus = b"" if sendiri else isi[tutup + 1 : sesudah - 4]
            yield kepala[: kepala.find(b'"')].decode(), rumus_pendek(rumus.decode("utf-8", "replace"))


def rumus_pendek(teks: str) -> str:
    """A formula as it is told."""
    return "=" + unescape(teks)[:RUMUS_TERPANJANG]


def _baris(isi: bytes, awal: int, akhir: int) -> Iterator[int]:
    for letak in _semua(isi, b"hidden", awal, akhir):
        buka = isi.rfind(b"<", awal, letak)
        if _TERSEMBUNYI.match(isi, letak) and (temu := _BARIS.match(isi, buka)):
            yield int(temu[1]) - 1


def kolom_tersembunyi(isi: bytes, akhir: int) -> tuple[tuple[int, int], ...]:
    """Ranges of hidden columns (zero-based) that a worksheet part tells before its rows begin."""
    return tuple(_kolom(isi, akhir))


def _kolom(isi: bytes, akhir: int) -> Iterator[tuple[int, int]]:
    for letak in _semua(isi, b"hidden", 0, akhir):
        buka = isi.rfind(b"<", 0, letak)
        if _TERSEMBUNYI.match(isi, letak) and isi.startswith(b"<col ", buka):
            atribut = dict(_ATRIBUT.findall(isi, buka, isi.find(b">", buka)))
            if b"min" in atribut and b"max" in atribut:
                yield int(atribut[b"min"]) - 1, int(atribut[b"max"]) - 1


def _semua(isi: bytes, cari: bytes, awal: int, akhir: int) -> Iterator[int]:
    """Every place of some bytes."""
    letak = isi.find(cari, awal, akhir)
    while letak >= 0:
        yield letak
        letak = isi.find(cari, letak + len(cari), akhir)


class _Pejalan:
    """expat's view of a worksheet part."""

    def __init__(self) -> None:
        self.galat: dict[str, str] = {}
        self.tanpa_nilai: dict[str, str] = {}
        self.baris: set[int] = set()
        self.kolom: list[tuple[int, int]] = []
        self._nomor = self._kolom = 0
        self._sel = ""
        self._jenis = ""
        self._rumus: str | None = None
        self._nilai: str | None = None
        self._di = ""

    def buka(self, nama: str, atribut: dict[str, str]) -> None:
        """Start of an element."""
        lokal = nama.rpartition(":")[2]
        if lokal == "row":
            self._nomor = int(atribut["r"]) if "r" in atribut else self._nomor + 1
            self._kolom = -1
            if atribut.get("hidden") in _BENAR:
                self.baris.add(self._nomor - 1)
        elif lokal == "col" and atribut.get("hidden") in _BENAR:
            self.kolom.append((int(atribut["min"]) - 1, int(atribut["max"]) - 1))
        elif lokal == "c":
            self._letak(atribut.get("r"))
            self._jenis = atribut.get("t", "")
            self._rumus = self._nilai = None
        elif lokal == "f":
            self._rumus = ""
        elif lokal == "v":
            self._nilai = ""
        self._di = lokal

    def _letak(self, r: str | None) -> None:
        if r is not None:
            self._nomor, self._kolom = urai_alamat(r)[0] + 1, urai_alamat(r)[1]
        else:
            self._kolom += 1
        self._sel = alamat(max(self._nomor - 1, 0), self._kolom)

    def teks(self, isi: str) -> None:
        """Text inside a formula or a value."""
        if self._di == "f" and self._rumus is not None:
            self._rumus += isi
        elif self._di == "v" and self._nilai is not None:
            self._nilai += isi

    def tutup(self, nama: str) -> None:
        """End of an element."""
        self._di = ""
        if nama.rpartition(":")[2] != "c":
            return
        if self._jenis == "e":
            self.galat[self._sel] = self._nilai or "#GALAT"
        elif self._rumus is not None and not self._nilai and (self._jenis != "str" or self._nilai is None):
            self.tanpa_nilai[self._sel] = rumus_pendek(self._rumus)


def _telaah_teliti(isi: bytes) -> Khusus:
    """The same with expat: right for prefixes and any attribute order."""
    pejalan = _Pejalan()
    pengurai = expat.ParserCreate()
    pengurai.buffer_text = True
    pengurai.StartElementHandler = pejalan.buka
    pengurai.CharacterDataHandler = pejalan.teks
    pengurai.EndElementHandler = pejalan.tutup
    try:
        pengurai.Parse(isi, True)
    except (expat.ExpatError, LookupError, ValueError):
        return Khusus()
    return Khusus(
        galat=pejalan.galat,
        tanpa_nilai=pejalan.tanpa_nilai,
        baris=frozenset(pejalan.baris),
        kolom=tuple(pejalan.kolom),
    )


def nama_lembar(buku: bytes, hubungan: bytes) -> dict[str, str]:
    """Part name -> sheet name, from workbook.xml and its relationships; empty where they are broken."""
    lembar: list[tuple[str, str]] = []
    sasaran: dict[str, str] = {}

    def buka_buku(nama: str, atribut: dict[str, str]) -> None:
        if nama.rpartition(":")[2] == "sheet":
            id_hubungan = next((nilai for satu, nilai in atribut.items() if satu.endswith(":id")), "")
            lembar.append((id_hubungan, atribut.get("name", "")))

    def buka_hubungan(nama: str, atribut: dict[str, str]) -> None:
        if nama.rpartition(":")[2] == "Relationship":
            sasaran[atribut.get("Id", "")] = atribut.get("Target", "")

    for isi, fungsi in ((buku, buka_buku), (hubungan, buka_hubungan)):
        pengurai = expat.ParserCreate()
        pengurai.StartElementHandler = fungsi
        try:
            pengurai.Parse(isi, True)
        except (expat.ExpatError, LookupError, ValueError):
            return {}
    return {_bagian(sasaran.get(satu, "")): nama for satu, nama in lembar}


def _bagian(sasaran: str) -> str:
    """The part a relationship of workbook.xml points to."""
    return sasaran.lstrip("/") if sasaran.startswith("/") else f"xl/{sasaran}"
