"""The parts of an .xlsx beside its sheets, as `forms.plain` needs them: list of sheets, shared texts, date styles."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

BUKU, HUBUNGAN = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
KAMUS, GAYA = "xl/sharedStrings.xml", "xl/styles.xml"

_DEKLARASI = re.compile(
    rb'<\?xml version="1\.0"(?: encoding="(?:UTF|utf)-8")?(?: standalone="(?:yes|no)")? ?\?>\s*'
)
_KATA = re.compile(
    r'<si>(?:<t( xml:space="preserve")?+>([^<]*+)</t></si>|(<r>.*?)</si>|</si>|<t/></si>)|<si/>', re.DOTALL
)
_POTONG = re.compile(r'<t( xml:space="preserve")?>([^<]*+)</t>|<t/>')
_LOLOS = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));")
_HURUF = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_KODE = re.compile(r"_x([0-9A-Fa-f]{4})_")
PUTIH = " \t\r\n"
_JARANG = 100
_KURUNG = ord("<")
_SPASI = 0x20
_SURROGATE = range(0xD800, 0xE000)
_UJUNG = 0x10FFFF

_KALA_BAWAAN = frozenset({*range(14, 23), 45, 47})
_ANGKA_BAWAAN = frozenset({*range(5), *range(9, 14), *range(37, 41), 48, 49})
_HIASAN = re.compile(r'\[\$[^\]]*\]|\[(?:Red|Black|Blue|Green|White|Yellow|Cyan|Magenta)\]|"[^"]*"|[\\_*].')
_POLA_KALA = re.compile(r"[dmyhsDMYHS /.,:-]*[dmyhsDMYHS][dmyhsDMYHS /.,:-]*(?:;@?)?")
_POLA_ANGKA = re.compile(r"(?:General|@|[#0?.,%/ ()+;@-]*(?:[eE][+-]0+)?)")
_INGAT = 64 * 1024
"""Parts up to this size are remembered with what they say: copies of one template share them."""


class BukanPolos(Exception):
    """Not of the well-known shape."""


class LembarBuku(NamedTuple):
    """A worksheet as the workbook names it: its part, and whether a person sees it."""

    nama: str
    bagian: str
    tampak: bool


def bagian_teks(isi: bytes) -> str:
    """A part as text. Raises `BukanPolos` as `periksa_bagian` does."""
    periksa_bagian(isi)
    return teks_bagian(isi)


def periksa_bagian(isi: bytes) -> None:
    """Raises `BukanPolos` for a part that says it is in another encoding than UTF-8, and for comments and the like,
    which may hide what looks like content.
    """
    kepala = _DEKLARASI.match(isi)
    awal = kepala.end() if kepala else 0
    if isi[awal : awal + 1] != b"<" or _ada(isi, b"!", awal) or _ada(isi, b"?", awal):
        raise BukanPolos
    if isi.find(b"\r", awal) >= 0:  # a reader makes it a line feed, unless it is written as a reference
        raise BukanPolos


def teks_bagian(isi: bytes) -> str:
    """A piece of a part as text. Raises `BukanPolos`."""
    try:
        return isi.decode()
    except UnicodeDecodeError as galat:
        raise BukanPolos from galat


def _ada(isi: bytes, huruf: bytes, awal: int) -> bool:
    """Is there a `<` with this letter behind it? The letter alone is rare, and found far faster than the two."""
    letak = isi.find(huruf, awal)
    for _ in range(_JARANG):
        if letak < 0 or isi[letak - 1] == _KURUNG:
            return letak >= 0
        letak = isi.find(huruf, letak + 1)
    return isi.find(b"<" + huruf, awal) >= 0


def lolos(teks: str) -> str:
    """Text of an element without its references. Raises `BukanPolos` for one that is none."""
    if "&" not in teks:
        return teks
    hasil = _LOLOS.sub(_huruf, teks)
    if teks.count("&") != len(_LOLOS.findall(teks)):
        raise BukanPolos
    return hasil


def _huruf(temu: re.Match[str]) -> str:
    if temu[1]:
        return _HURUF[temu[1]]
    kode = int(temu[2]) if temu[2] else int(temu[3], 16)
    if kode > _UJUNG or kode in _SURROGATE or (kode < _SPASI and chr(kode) not in PUTIH):
        raise BukanPolos
    return chr(kode)


def utuh(teks: str) -> str:
    """A text whose letters may be written as codes (`_x000D_`)."""
    return _KODE.sub(_dari_kode, teks) if "_x" in teks else teks


def _dari_kode(temu: re.Match[str]) -> str:
    kode = int(temu[1], 16)
    return temu[0] if kode in _SURROGATE else chr(kode)


def potong(teks: str, *, jaga: bool) -> str:
    """A text of a `t` element; `jaga` keeps the blanks around it."""
    bersih = lolos(teks)
    return utuh(bersih if jaga else bersih.strip(PUTIH))


class Kamus(dict[str, str | None]):
    """The shared texts by what a cell says of them (`<v>3</v>`); a cell that says nothing is empty.

    Raises `BukanPolos` for texts of unknown shape, and when looked up what is not there.
    """

    def __init__(self, isi: bytes) -> None:
        teks = bagian_teks(isi) if isi else ""
        self._kata = _KATA.findall(teks)
        if len(self._kata) != teks.count("<si") or "rPh" in teks:
            raise BukanPolos
        super().__init__({"<v></v>": None})

    def __missing__(self, isi: str) -> str:
        nomor = isi[3:-4]
        if not isi.startswith("<v>") or not nomor.isdecimal() or int(nomor) >= len(self._kata):
            raise BukanPolos
        jaga, polos, berupa = self._kata[int(nomor)]
        teks = self[isi] = _berupa(berupa) if berupa else potong(polos, jaga=bool(jaga))
        return teks


def _berupa(isi: str) -> str:
    """A shared text in pieces of their own looks."""
    bagian = _POTONG.findall(isi)
    if len(bagian) != isi.count("<t>") + isi.count("<t ") + isi.count("<t/"):
        raise BukanPolos
    return "".join(potong(teks, jaga=bool(jaga)) for jaga, teks in bagian)


def lembar_buku(bagian: Mapping[str, bytes]) -> tuple[LembarBuku, ...]:
    """The worksheets in order. Raises `BukanPolos`."""
    buku, hubungan = bagian.get(BUKU, b""), bagian.get(HUBUNGAN, b"")
    baca = _lembar if len(buku) + len(hubungan) <= _INGAT else _lembar.__wrapped__
    lembar = baca(buku, hubungan)
    jalur = {satu.bagian for satu in lembar}
    if not jalur <= bagian.keys() or len(jalur) < len(lembar):
        raise BukanPolos
    return lembar


@lru_cache(maxsize=64)
def _lembar(buku: bytes, hubungan: bytes) -> tuple[LembarBuku, ...]:
    sasaran: dict[str, tuple[str, str]] = {}
    lembar: list[dict[str, str]] = []

    def satu_hubungan(nama: str, atribut: dict[str, str]) -> None:
        if nama.rpartition(":")[2] == "Relationship":
            jenis = atribut.get("Type", "").rpartition("/")[2]
            sasaran[atribut.get("Id", "")] = (jenis, atribut.get("Target", ""))

    def satu_lembar(nama: str, atribut: dict[str, str]) -> None:
        lokal = nama.rpartition(":")[2]
        if lokal == "sheet":
            lembar.append(atribut)
        elif lokal == "workbookPr" and "date1904" in atribut:
            raise BukanPolos

    _jalan(hubungan, satu_hubungan)
    _jalan(buku, satu_lembar)
    hasil = []
    for atribut in lembar:
        jenis, jalur = sasaran.get(atribut.get("r:id", ""), ("", ""))
        if jenis in ("chartsheet", "dialogsheet"):
            continue
        jalur = jalur[1:] if jalur.startswith("/") else f"xl/{jalur}"
        if jenis != "worksheet" or not jalur.startswith("xl/worksheets/") or not atribut.get("name"):
            raise BukanPolos
        tampak = atribut.get("state", "visible") == "visible"
        hasil.append(LembarBuku(atribut["name"], jalur, tampak))
    if len({satu.nama for satu in hasil}) < len(hasil):
        raise BukanPolos
    return tuple(hasil)


def gaya_tanggal(isi: bytes) -> tuple[bool | None, ...]:
    """Whether numbers of a cell style are dates, style by style; None where only the library can say."""
    return _gaya(isi) if len(isi) <= _INGAT else _gaya.__wrapped__(isi)


@lru_cache(maxsize=64)
def _gaya(isi: bytes) -> tuple[bool | None, ...]:
    pola: dict[str, str] = {}
    gaya: list[str] = []
    di_sel = False

    def buka(nama: str, atribut: dict[str, str]) -> None:
        nonlocal di_sel
        lokal = nama.rpartition(":")[2]
        if lokal == "numFmt":
            pola[atribut.get("numFmtId", "")] = atribut.get("formatCode", "")
        elif lokal == "xf" and di_sel:
            gaya.append(atribut.get("numFmtId", "0"))
        else:
            di_sel = lokal == "cellXfs" or (di_sel and lokal in ("alignment", "protection"))

    if isi:
        _jalan(isi, buka)
    return tuple(_kala(satu, pola) for satu in gaya)


def _kala(nomor: str, pola: Mapping[str, str]) -> bool | None:
    if nomor not in pola:
        angka = int(nomor) if nomor.isdecimal() else -1
        return True if angka in _KALA_BAWAAN else False if angka in _ANGKA_BAWAAN else None
    rapi = _HIASAN.sub("", pola[nomor])
    if _POLA_ANGKA.fullmatch(rapi):
        return False
    return True if _POLA_KALA.fullmatch(rapi) else None


def _jalan(isi: bytes, buka: Callable[[str, dict[str, str]], None]) -> None:
    pengurai = expat.ParserCreate()
    pengurai.StartElementHandler = buka
    try:
        pengurai.Parse(isi, True)
    except (expat.ExpatError, LookupError, ValueError) as galat:
        raise BukanPolos from galat
