"""What stands where in a worksheet part around its rows: byte places, found once for all copies of a template."""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from skpbook.returns.aman import NS, NS_R, TakAman
from skpbook.returns.ingat import ingat

_TAG = re.compile(rb"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_DIKENAL = ("UTF-8", "ASCII", "US-ASCII")
_TEPI_AWAL, _TEPI_AKHIR = b"<headerFooter", b"</headerFooter>"
_TEPI = b"<headerFooter/>"


class Unsur(NamedTuple):
    """A child of the root: its name (with its namespace before it where that is another), its bytes, what it holds."""

    nama: str
    awal: int
    akhir: int
    memuat: frozenset[str]


class Susunan(NamedTuple):
    """A part taken apart. `ruang` are the namespaces of its root, as written in a start tag."""

    ruang: str
    unsur: tuple[Unsur, ...]
    utf8: bool

    def cari(self, nama: str) -> Unsur | None:
        """The first child of a name."""
        return next((satu for satu in self.unsur if satu.nama == nama), None)

    def potong(self, isi: bytes, nama: str) -> bytes:
        """The bytes of the first child of a name; none where there is none."""
        satu = self.cari(nama)
        return b"" if satu is None else isi[satu.awal : satu.akhir]


class _Penelusur:
    """What expat tells, kept for the children of the root."""

    def __init__(self, isi: bytes, bagian: str) -> None:
        self._isi = isi
        self._tak_lazim = f"bagian {bagian} di dalamnya ditulis dengan susunan XML yang tidak lazim"
        self._bagian = bagian
        self._dalam = 0
        self._awal = 0
        self._memuat: set[str] = set()
        self.unsur: list[Unsur] = []
        self.ruang: dict[str | None, str | None] = {}
        self.sandi = "UTF-8"
        self.pengurai = expat.ParserCreate(namespace_separator=" ")
        self.pengurai.namespace_prefixes = True
        self.pengurai.StartElementHandler = self._buka
        self.pengurai.EndElementHandler = self._tutup
        self.pengurai.StartNamespaceDeclHandler = self._ruang
        self.pengurai.XmlDeclHandler = self._pembuka
        self.pengurai.StartDoctypeDeclHandler = self._doctype

    def _pembuka(self, _versi: str, sandi: str | None, _sendiri: int) -> None:
        self.sandi = (sandi or "UTF-8").upper()

    def _doctype(self, *_: object) -> None:
        raise TakAman(f"bagian {self._bagian} di dalamnya memuat DOCTYPE")

    def _ruang(self, awalan: str | None, alamat: str | None) -> None:
        if not self._dalam:
            self.ruang[awalan] = alamat

    def _buka(self, nama: str, _sifat: object) -> None:
        if not self._dalam and nama != f"{NS} worksheet":  # under a prefix it is named after it
            raise TakAman(self._tak_lazim)
        if self._dalam == 1:
            self._awal = self.pengurai.CurrentByteIndex
            self._memuat = set()
        elif self._dalam:
            self._memuat.add(_tanpa_ruang(nama))
        self._dalam += 1

    def _tutup(self, nama: str) -> None:
        self._dalam -= 1
        if self._dalam == 1:
            tag = _TAG.match(self._isi, self._awal)
            if tag is None:
                raise TakAman(self._tak_lazim)
            kosong = tag[0].endswith(b"/>")
            akhir = tag.end() if kosong else self._isi.index(b">", self.pengurai.CurrentByteIndex) + 1
            self.unsur.append(Unsur(_tanpa_ruang(nama), self._awal, akhir, frozenset(self._memuat)))


@ingat(128)
def susunan(isi: bytes, bagian: str) -> Susunan:
    """Take a worksheet apart. Raises `TakAman`: broken XML, a DOCTYPE, another root, a namespace under a prefix."""
    jalan = _Penelusur(isi, bagian)
    try:
        jalan.pengurai.Parse(isi, True)
    except (expat.ExpatError, LookupError, ValueError) as galat:
        raise TakAman(f"bagian {bagian} di dalamnya tidak dapat diurai") from galat
    ruang = "".join(
        f" xmlns{':' if awalan else ''}{awalan or ''}={quoteattr(alamat or '')}"
        for awalan, alamat in jalan.ruang.items()
    )
    return Susunan(ruang, tuple(jalan.unsur), jalan.sandi in _DIKENAL)


def _tanpa_ruang(nama: str) -> str:
    """Without the namespace of spreadsheets, and without a prefix."""
    bagian = nama.split(" ")
    return bagian[1] if bagian[0] == NS else " ".join(bagian[:2])


class Ekor:
    """What follows the rows. Copies of one template differ in the texts of their page edges: those stand aside."""

    def __init__(self, isi: bytes, ruang: str, bagian: str) -> None:
        self._tepi = _TEPI
        awal, akhir = isi.find(_TEPI_AWAL), isi.find(_TEPI_AKHIR)
        if 0 <= awal < akhir and isi.count(_TEPI_AWAL) == isi.count(_TEPI_AKHIR) == 1 and b"<!" not in isi:
            akhir += len(_TEPI_AKHIR)
            self._tepi = isi[awal:akhir]
            _periksa(self._tepi, ruang, bagian)
            isi = isi[:awal] + _TEPI + isi[akhir:]
        akar = f"<worksheet{ruang}>".encode()
        self._geser = len(akar)
        self._isi = isi
        self.berawalan_r = f' xmlns:r="{NS_R}"' in ruang
        self._susunan = susunan(akar + isi, bagian)

    @property
    def unsur(self) -> tuple[Unsur, ...]:
        """Its elements; their places count from within."""
        return self._susunan.unsur

    def potong(self, nama: str) -> bytes:
        """The bytes of the first element of a name."""
        satu = self._susunan.cari(nama)
        return b"" if satu is None else self._isi[satu.awal - self._geser : satu.akhir - self._geser]

    def ganti(self, awal: int | None, akhir: int | None, isi: bytes) -> None:
        """Put bytes in place of those between two places (None: before the end of the sheet). Once only."""
        tutup = self._isi.rindex(b"</")
        dari = tutup if awal is None else awal - self._geser
        sampai = tutup if akhir is None else akhir - self._geser
        self._isi = self._isi[:dari] + isi + self._isi[sampai:]

    def isi(self) -> bytes:
        """The bytes, as changed."""
        return self._isi if self._tepi is _TEPI else self._isi.replace(_TEPI, self._tepi, 1)


def _periksa(potongan: bytes, ruang: str, bagian: str) -> None:
    """Raises `TakAman` for a piece that is no XML by itself."""
    pengurai = expat.ParserCreate(namespace_separator=" ")
    try:
        pengurai.Parse(b"<a%s>%s</a>" % (ruang.encode(), potongan), True)
    except (expat.ExpatError, ValueError) as galat:
        raise TakAman(f"bagian {bagian} di dalamnya tidak dapat diurai") from galat
