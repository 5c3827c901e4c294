"""One row of a worksheet as bytes: the style of a cell is changed in its start tag, all else stays as it is."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING

from skpbook.domain.tempat import alamat, nomor_kolom
from skpbook.returns.aman import NS, TakAman, tulis_potongan, urai_potongan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from skpbook.returns.aman import Elemen

SIFAT = rb"(?: [A-Za-z][\w:.-]*=\"[^\"<>]*\")*"
_BUKA = re.compile(rb"<row(%s)\s*(/?)>" % SIFAT)
_ALAMAT = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_BARIS_AKHIR, _KOLOM_AKHIR = 1_048_576, 16_384
_SEL = re.compile(rb"<c r=\"([A-Z]{1,3})[1-9][0-9]{0,6}\"(%s)\s*(/?)>" % SIFAT)
_SETIAP_SEL = re.compile(rb"<c[\s/>]")
_GAYA = re.compile(rb" s=\"([^\"]*)\"")
_BERFORMAT = re.compile(rb" customFormat=\"(?:1|true)\"")
_JANGKAUAN = re.compile(rb" spans=\"([0-9]{1,5}):([0-9]{1,5})\"")


def posisi(sel: str | None) -> tuple[int, int] | None:
    """Zero-based row and column of an A1 address; None for anything that is no cell."""
    temu = _ALAMAT.fullmatch(sel or "")
    if temu is None:
        return None
    baris, kolom = int(temu[2]), nomor_kolom(temu[1])
    return (baris - 1, kolom) if baris <= _BARIS_AKHIR and kolom < _KOLOM_AKHIR else None


class Baris:
    """A row, zero-based. Raises `TakAman` for one that is not written as usual."""

    def __init__(self, isi: bytes, nomor: int, ruang: str, bagian: str) -> None:
        self.nomor = nomor
        self._ruang, self._bagian = ruang, bagian
        self._isi = isi
        self._baru: dict[int, int] = {}
        self._ada: dict[int, re.Match[bytes]] = {}
        self._lengkap = False

    def _cari(self, kolom: int) -> re.Match[bytes] | None:
        """The start tag of a cell. Only where it is not written as usual the whole row is looked at."""
        ada = self._ada.get(kolom)
        if ada is None and not self._lengkap:
            letak = self._isi.find(b'<c r="%s"' % alamat(self.nomor, kolom).encode())
            ada = _SEL.match(self._isi, letak) if letak >= 0 else None
            if ada is None:
                return self._semua().get(kolom)
            self._ada[kolom] = ada
        return ada

    def _semua(self) -> Mapping[int, re.Match[bytes]]:
        """The start tags of all cells by column."""
        if not self._lengkap:
            self._lengkap = self._belah() or self._belah(
                _rapikan(self._isi, self.nomor, self._ruang, self._bagian)
            )
            if not self._lengkap:
                raise TakAman(
                    f"bagian {self._bagian} di dalamnya ditulis dengan susunan XML yang tidak lazim"
                )
        return self._ada

    def _belah(self, rapi: bytes | None = None) -> bool:
        isi = self._isi if rapi is None else rapi
        ada: dict[int, re.Match[bytes]] = {}
        banyak = 0
        for temu in _SEL.finditer(isi):
            ada.setdefault(nomor_kolom(temu[1].decode()), temu)
            banyak += 1
        self._isi, self._ada = isi, ada
        return banyak == len(_SETIAP_SEL.findall(isi))

    @property
    def _buka(self) -> re.Match[bytes]:
        temu = _BUKA.match(self._isi)
        if temu is None:
            raise TakAman(f"bagian {self._bagian} di dalamnya ditulis dengan susunan XML yang tidak lazim")
        return temu

    def gaya(self, kolom: int) -> int | None:
        """The style a cell has, its own or its row's; None where neither says."""
        if kolom in self._baru:
            return self._baru[kolom]
        ada = self._cari(kolom)
        if ada is not None:
            return _angka_gaya(ada[2])
        sifat = self._buka[1]
        return _angka_gaya(sifat) if _BERFORMAT.search(sifat) else None

    def beri(self, kolom: int, gaya: int) -> bool:
        """Give a cell a style; says whether the cell had to be made for it."""
        baru = kolom not in self._baru and self._cari(kolom) is None
        self._baru[kolom] = gaya
        return baru

    def tulis(self) -> bytes:
        """The row as bytes."""
        if not self._baru:
            return self._isi
        buka = self._buka
        badan: list[bytes] = []
        letak = buka.end()
        for awal, akhir, isi in sorted(self._suntingan(letak), key=itemgetter(0)):
            badan += (self._isi[letak:awal], isi)
            letak = akhir
        sisa = b"</row>" if buka[2] else self._isi[letak:]
        return b"".join((self._tag_buka(buka[1]), *badan, sisa))

    def _suntingan(self, awal_isi: int) -> Iterator[tuple[int, int, bytes]]:
        """(start, end, what comes there) of every change."""
        for kolom, gaya in sorted(self._baru.items()):
            ada = self._cari(kolom)
            if ada is not None:
                sifat = b' s="%d"' % gaya
                letak = _GAYA.search(ada[2])
                geser = ada.start(2)
                awal, akhir = letak.span() if letak is not None else (len(ada[2]), len(ada[2]))
                yield geser + awal, geser + akhir, sifat
                continue
            isi = b'<c r="%s" s="%d"/>' % (alamat(self.nomor, kolom).encode(), gaya)
            semua = self._semua()
            sesudah = min((n for n in semua if n > kolom), default=None)
            tempat = semua[sesudah].start() if sesudah is not None else self._sesudah_sel(awal_isi)
            yield tempat, tempat, isi

    def _sesudah_sel(self, awal_isi: int) -> int:
        akhir = [m.end() if m[3] else self._isi.index(b"</c>", m.end()) + 4 for m in self._semua().values()]
        return max(akhir, default=awal_isi)

    def _tag_buka(self, sifat: bytes) -> bytes:
        """The start tag, its `spans` as wide as the cells: readers believe it."""
        buat = [kolom + 1 for kolom in self._baru if self._cari(kolom) is None]
        temu = _JANGKAUAN.search(sifat) if buat else None
        if temu is not None:
            rentang = b' spans="%d:%d"' % (min(int(temu[1]), *buat), max(int(temu[2]), *buat))
            sifat = sifat[: temu.start()] + rentang + sifat[temu.end() :]
        return b"<row%s>" % sifat


def baris_baru(nomor: int) -> bytes:
    """A row without cells."""
    return b'<row r="%d"/>' % (nomor + 1)


def _angka_gaya(sifat: bytes) -> int:
    temu = _GAYA.search(sifat)
    return int(temu[1]) if temu is not None and temu[1].isdigit() and len(temu[1]) < 9 else 0


def _rapikan(isi: bytes, nomor: int, ruang: str, bagian: str) -> bytes:
    baris = urai_potongan(isi, ruang, bagian)
    beralamat(baris, nomor, bagian)
    return tulis_potongan(baris)


def beralamat(baris: Elemen, nomor: int, bagian: str) -> None:
    """Give a row its number and its cells their addresses, first among their attributes, as every program writes it.

    A cell without an address follows the one before. Raises `TakAman` for an address that is none.
    """
    _di_depan(baris, str(nomor + 1))
    kolom = -1
    for satu in baris.iterchildren(f"{{{NS}}}c"):
        r = satu.get("r")
        letak = (nomor, kolom + 1) if r is None else posisi(r)
        if letak is None:
            raise TakAman(f"bagian {bagian} di dalamnya memuat sel tanpa alamat yang sah")
        kolom = letak[1]
        _di_depan(satu, alamat(*letak))


def _di_depan(elemen: Elemen, r: str) -> None:
    lain = [(nama, nilai) for nama, nilai in elemen.attrib.items() if nama != "r"]
    elemen.attrib.clear()
    elemen.set("r", r)
    for nama, nilai in lain:
        elemen.set(nama, nilai)
