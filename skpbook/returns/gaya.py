"""xl/styles.xml: the style of a marked cell is its own style with another fill, nothing else.

The colour of a mark tells how to undo it: its lowest bits number the fill that was there before, in a table
that the Temuan sheet keeps. So a mark can be taken off after rows were inserted, cells copied, or the
workbook saved by another program, all of which renumber styles.
"""

from __future__ import annotations

from copy import deepcopy
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.domain.temuan import Tingkat
from skpbook.returns.aman import NS, Elemen, TakAman, urai
from skpbook.returns.hubungan import JENIS_GAYA, Buku
from skpbook.returns.kerangka import DERET, KOSONG, Kerangka, kerangka

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from skpbook.returns.paket import Paket

WARNA: Mapping[Tingkat, int] = {
    Tingkat.GALAT: 0xFCC8C8,
    Tingkat.PERINGATAN: 0xFCE4A0,
    Tingkat.INFO: 0xCCE4F8,
}
"""Fill of a marked cell; the two lowest bits of red, green and blue number the fill below it."""

_BIT = 0x030303
_TERBANYAK = 63
"""Fills below marks that can be numbered; 0 is no fill."""

_TERBANYAK_ISI = 64_000
_ISI_FILL = frozenset(
    f"{{{NS}}}{n}" for n in ("patternFill", "gradientFill", "fgColor", "bgColor", "stop", "color")
)
_PANJANG_FILL = 4_000


class Bentuk(Struct, frozen=True):
    """A style of our own sheet: XML of its font and border, colour of its fill, attributes and content of its xf."""

    huruf: str
    isi: str | None = None
    garis: str | None = None
    sifat: str = ""
    rata: str = ""


class _Deret:
    """What is added to one list of the stylesheet: an element equal to one of ours is not added again."""

    def __init__(self, kerangka: Kerangka, nama: str, *, bekas: bool) -> None:
        self._semula = kerangka.banyak[nama]
        self.baru: list[bytes] = []
        self._nomor: dict[bytes, int] = {}
        if bekas:  # elements of an earlier run are there, after those of the sender
            self._nomor = {isi: n for n, isi in enumerate(kerangka.tulisan[nama])}

    def nomor(self, isi: bytes) -> int:
        """The index of an element."""
        ada = self._nomor.get(isi)
        if ada is None:
            ada = self._nomor[isi] = self._semula + len(self.baru)
            if ada >= _TERBANYAK_ISI:
                raise TakAman("ragam format di dalamnya sudah terlalu banyak")
            self.baru.append(isi)
        return ada

    def tambahan(self, nomor: int) -> bytes | None:
        """An element that was added; None for one of the sender's."""
        return self.baru[nomor - self._semula] if 0 <= nomor - self._semula < len(self.baru) else None


class Gaya:
    """The stylesheet of a workbook, changed only by adding. `dasar` are the fills below marks, in number order."""

    def __init__(self, paket: Paket, buku: Buku) -> None:
        self._paket = paket
        self._bagian = buku.hubungan.menurut_jenis("styles") or ""
        self._mentah: bytes | None = None
        if self._bagian in paket:
            self._mentah = paket.baca(self._bagian)
        else:
            self._bagian = "xl/styles.xml"
            buku.hubungan.tambah("styles", self._bagian, "rIdGaya")
            buku.jenis.bagian(self._bagian, JENIS_GAYA)
        self._kerangka = kerangka(self._mentah or KOSONG, self._bagian)
        self._milik = self._kerangka.menurut("fills", _nomor_tanda)
        self._deret = {nama: _Deret(self._kerangka, nama, bekas=bool(self._milik)) for nama in DERET}
        self._xf, self._fill = self._deret["cellXfs"], self._deret["fills"]
        self.dasar: list[str] = []
        self._tanda: dict[tuple[int, Tingkat], int] = {}
        self._pulih: dict[int, int] = {}

    def bertanda(self, gaya: int, tingkat: Tingkat) -> int:
        """The style like `gaya` with the fill of a mark; `gaya` itself where no more fills can be numbered."""
        kunci = (gaya, tingkat)
        if kunci not in self._tanda:
            awal, akhir, fill = self._tiruan(gaya)
            nomor = self._nomor_dasar(fill)
            if nomor is None:
                self._tanda[kunci] = gaya
            else:
                warna = WARNA[tingkat] | nomor >> 4 << 16 | (nomor >> 2 & 3) << 8 | nomor & 3
                isi = self._fill.nomor(_xml_warna(f"FF{warna:06X}"))
                self._tanda[kunci] = self._xf.nomor(b"%s%d%s" % (awal, isi, akhir))
        return self._tanda[kunci]

    def _tiruan(self, gaya: int) -> tuple[bytes, bytes, int]:
        """A style as bytes before and after the number of its fill, and that number."""
        baru = self._xf.tambahan(gaya)
        if baru is not None:
            xf = self._kerangka.urai(baru)
            return (*self._kerangka.belah_fill(xf), _nomor_fill(xf))
        return (*self._kerangka.tiruan(gaya), _nomor_fill(self._kerangka.elemen("cellXfs", gaya)))

    def ada_tanda(self) -> bool:
        """Whether any fill of an earlier run is there."""
        return bool(self._milik)

    @cached_property
    def bertanda_lama(self) -> AbstractSet[int]:
        """The styles with a fill of an earlier run."""
        if not self._milik:
            return frozenset()
        semua = enumerate(self._kerangka.semua("cellXfs"))
        return frozenset(n for n, xf in semua if _nomor_fill(xf) in self._milik)

    def pulih(self, gaya: int, dasar: Sequence[str]) -> int:
        """The style under a mark of an earlier run, whose fills are `dasar`."""
        if gaya not in self._pulih:
            self._pulih[gaya] = self._semula(self._kerangka.elemen("cellXfs", gaya), dasar)
        return self._pulih[gaya]

    def _semula(self, xf: Elemen, dasar: Sequence[str]) -> int:
        nomor = self._milik[_nomor_fill(xf)]
        isi = _urai_fill(dasar[nomor - 1]) if 0 < nomor <= len(dasar) else None
        tulisan = None if isi is None else self._kerangka.tulis(isi)
        # Some programs write one fill many times over.
        sama = {0} if tulisan is None else self._kembar(tulisan)
        mungkin = {str(satu) for satu in sama}
        tanpa = _tanpa_isian(xf)
        for n, satu in self._kerangka.menurut("cellXfs", _tanpa_isian).items():
            if satu == tanpa and self._kerangka.elemen("cellXfs", n).get("fillId", "0") in mungkin:
                return n
        asal = deepcopy(xf)
        asal.set("fillId", str(min(sama) if tulisan is None or sama else self._fill.nomor(tulisan)))
        return self._xf.nomor(self._kerangka.tulis(asal))

    def _kembar(self, fill: bytes) -> set[int]:
        return {n for n, satu in enumerate(self._kerangka.tulisan["fills"]) if satu == fill}

    def bentuk(self, satu: Bentuk) -> int:
        """The index of a style of our own sheet."""
        huruf = self._deret["fonts"].nomor(satu.huruf.encode())
        isi = 0 if satu.isi is None else self._fill.nomor(_xml_warna(satu.isi))
        garis = 0 if satu.garis is None else self._deret["borders"].nomor(satu.garis.encode())
        nomor = f'numFmtId="0" fontId="{huruf}" fillId="{isi}" borderId="{garis}" xfId="0"'
        tutup = f">{satu.rata}</xf>" if satu.rata else "/>"
        return self._xf.nomor(f"<xf {nomor} {satu.sifat}{tutup}".encode())

    def simpan(self) -> None:
        """Put the stylesheet back into the package, if anything was added."""
        if self._mentah is None or any(satu.baru for satu in self._deret.values()):
            isi = self._kerangka.jadi({nama: satu.baru for nama, satu in self._deret.items()})
            self._paket.taruh(self._bagian, isi)

    def _nomor_dasar(self, fill: int) -> int | None:
        if fill == 0:
            return 0
        tulisan = self._kerangka.fill_lepas(fill)
        if tulisan not in self.dasar:
            if len(self.dasar) >= _TERBANYAK or len(tulisan) > _PANJANG_FILL:
                return None
            self.dasar.append(tulisan)
        return self.dasar.index(tulisan) + 1


@lru_cache(maxsize=256)
def _xml_warna(argb: str) -> bytes:
    return (
        f'<fill><patternFill patternType="solid"><fgColor rgb="{argb}"/><bgColor indexed="64"/></patternFill></fill>'
    ).encode()


Kunci = tuple[object, ...]


def _kunci(elemen: Elemen) -> Kunci:
    """What an element says, whatever the order of its attributes."""
    return (elemen.tag, frozenset(elemen.attrib.items()), *(_kunci(anak) for anak in elemen))


def _nomor_fill(xf: Elemen) -> int:
    nomor: str = xf.get("fillId", "0")
    if not (nomor.isascii() and nomor.isdecimal() and len(nomor) < 9):
        raise TakAman("ada format tanpa warna yang sah di dalamnya")
    return int(nomor)


def _tanpa_isian(xf: Elemen) -> Kunci:
    """A style but for its fill: programs differ in writing what goes without saying ("applyFill", fill 0)."""
    sifat = frozenset((k, v) for k, v in xf.attrib.items() if k not in ("applyFill", "fillId"))
    return (sifat, *(_kunci(anak) for anak in xf))


def _nomor_tanda(fill: Elemen) -> int | None:
    """The number of the fill below a mark; None for a fill that is no mark."""
    warna = fill.find(f"{{{NS}}}patternFill/{{{NS}}}fgColor")
    rgb = warna.get("rgb", "") if warna is not None else ""
    try:
        angka = int(rgb[-6:], 16)
    except ValueError:
        return None
    if angka & ~_BIT not in WARNA.values():
        return None
    return (angka >> 16 & 3) << 4 | (angka >> 8 & 3) << 2 | angka & 3


def _urai_fill(tulisan: str) -> Elemen | None:
    """A fill out of the table of a Temuan sheet, which came back from a stranger; None for anything else."""
    try:
        fill = urai(tulisan[:_PANJANG_FILL].encode(), "warna", f"{{{NS}}}fill")
    except TakAman:
        return None
    return fill if all(anak.tag in _ISI_FILL for anak in fill.iterdescendants()) else None
