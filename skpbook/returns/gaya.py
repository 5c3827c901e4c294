"""xl/styles.xml: the style of a marked cell is its own style with another fill, nothing else.

The colour of a mark tells how to undo it: its lowest bits number the fill that was there before, in a table
that the Temuan sheet keeps. So a mark can be taken off after rows were inserted, cells copied, or the
workbook saved by another program, all of which renumber styles.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree
from msgspec import Struct

from skpbook.domain.temuan import Tingkat
from skpbook.returns.aman import NS, Elemen, TakAman, tulis, urai
from skpbook.returns.hubungan import JENIS_GAYA, Buku

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
_URUTAN = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles",
    "colors", "extLst",
)  # fmt: skip
_ISI_FILL = frozenset(
    f"{{{NS}}}{n}" for n in ("patternFill", "gradientFill", "fgColor", "bgColor", "stop", "color")
)
_PANJANG_FILL = 4_000
_KOSONG = (
    f'<styleSheet xmlns="{NS}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>'
).encode()


class _Deret:
    """A list of the stylesheet (`fonts`, `fills`, …): an element equal to one of ours is not added again.

    `bekas`: there are elements of an earlier run, after those of the sender. Without them texts wait until
    `simpan` to be parsed together; all elements are given before the first text then.
    """

    def __init__(self, wadah: Elemen, *, bekas: bool) -> None:
        self.wadah = wadah
        if len(wadah) != int(wadah.xpath("count(*)")):
            for asing in wadah.xpath("comment()|processing-instruction()"):
                wadah.remove(asing)
        self._bekas = bekas
        self._semula = self._banyak = len(wadah)
        self._antre: list[str] = []
        self._nomor: dict[bytes, int] = {}
        self._kata: dict[str, int] = {}
        if bekas:
            self._nomor = {etree.tostring(a, with_tail=False): n for n, a in enumerate(wadah)}

    def __getitem__(self, nomor: int) -> Elemen:
        if not 0 <= nomor < len(self.wadah):
            raise TakAman("ada sel dengan format atau warna yang tidak terdaftar di dalamnya")
        return self.wadah[nomor]

    def nomor(self, elemen: Elemen) -> int:
        """The index of an element, which is added when no equal one of ours is there."""
        self.wadah.append(elemen)
        elemen.tail = None
        # In its place, so that the namespaces in sight are those of the elements it is compared with.
        kunci = etree.tostring(elemen)
        if kunci in self._nomor:
            self.wadah.remove(elemen)
        else:
            self._nomor[kunci] = self._baru()
        return self._nomor[kunci]

    def kembar(self, elemen: Elemen) -> set[int]:
        """The indexes of all elements like it: some programs write one fill many times over."""
        self.wadah.append(elemen)
        elemen.tail = None
        kunci = etree.tostring(elemen)
        self.wadah.remove(elemen)
        return {n for n, satu in enumerate(self.wadah) if etree.tostring(satu, with_tail=False) == kunci}

    def nomor_kata(self, xml: str) -> int:
        """The same for an element of our own, known by its text."""
        if xml not in self._kata:
            if self._bekas:
                self._kata[xml] = self.nomor(_potongan(xml))
            else:
                self._antre.append(xml)
                self._kata[xml] = self._baru()
        return self._kata[xml]

    def _baru(self) -> int:
        if self._banyak >= _TERBANYAK_ISI:
            raise TakAman("ragam format di dalamnya sudah terlalu banyak")
        self._banyak += 1
        return self._banyak - 1

    def simpan(self) -> None:
        """Put what is still text into its place."""
        if self._antre:
            self.wadah.extend(etree.fromstring(f'<a xmlns="{NS}">{"".join(self._antre)}</a>'))
        if self._banyak != self._semula:
            self.wadah.set("count", str(self._banyak))


class Bentuk(Struct, frozen=True):
    """A style of our own sheet: XML of its font and border, colour of its fill, attributes and content of its xf."""

    huruf: str
    isi: str | None = None
    garis: str | None = None
    sifat: str = ""
    rata: str = ""


class Gaya:
    """The stylesheet of a workbook, changed only by adding. `dasar` are the fills below marks, in number order."""

    def __init__(self, paket: Paket, buku: Buku) -> None:
        self._paket = paket
        self._bagian = buku.hubungan.menurut_jenis("styles") or ""
        self._baru = self._bagian not in paket
        if self._baru:
            self._bagian = "xl/styles.xml"
            buku.hubungan.tambah("styles", self._bagian, "rIdGaya")
            buku.jenis.bagian(self._bagian, JENIS_GAYA)
            self._mentah = _KOSONG
        else:
            self._mentah = paket.baca(self._bagian)
        self._akar = urai(self._mentah, self._bagian, f"{{{NS}}}styleSheet")
        fill = self._wadah("fills")
        semua = ((n, _nomor_tanda(isi)) for n, isi in enumerate(fill.iterchildren(f"{{{NS}}}fill")))
        self._milik = {n: nomor for n, nomor in semua if nomor is not None}
        bekas = bool(self._milik)
        self._fill = _Deret(fill, bekas=bekas)
        self._huruf, self._garis, self._xf = (
            _Deret(self._wadah(nama), bekas=bekas) for nama in ("fonts", "borders", "cellXfs")
        )
        self.dasar: list[str] = []
        self._tanda: dict[tuple[int, Tingkat], int] = {}

    def _wadah(self, nama: str) -> Elemen:
        ada = self._akar.find(f"{{{NS}}}{nama}")
        if ada is not None and len(ada):
            return ada
        baru = deepcopy(_CONTOH.find(f"{{{NS}}}{nama}"))
        if ada is not None:
            self._akar.replace(ada, baru)
            return baru
        sesudah = {f"{{{NS}}}{satu}" for satu in _URUTAN[_URUTAN.index(nama) + 1 :]}
        letak = next((n for n, anak in enumerate(self._akar) if anak.tag in sesudah), len(self._akar))
        self._akar.insert(letak, baru)
        return baru

    def bertanda(self, gaya: int, tingkat: Tingkat) -> int:
        """The style like `gaya` with the fill of a mark; `gaya` itself where no more fills can be numbered."""
        kunci = (gaya, tingkat)
        if kunci not in self._tanda:
            xf = deepcopy(self._xf[gaya])
            nomor = self._nomor_dasar(_nomor_fill(xf))
            if nomor is None:
                self._tanda[kunci] = gaya
            else:
                warna = WARNA[tingkat] | nomor >> 4 << 16 | (nomor >> 2 & 3) << 8 | nomor & 3
                xf.set("fillId", str(self._fill.nomor_kata(_xml_warna(f"FF{warna:06X}"))))
                xf.set("applyFill", "1")
                self._tanda[kunci] = self._xf.nomor(xf)
        return self._tanda[kunci]

    def ada_tanda(self) -> bool:
        """Whether any fill of an earlier run is there."""
        return bool(self._milik)

    def pulih(self, gaya: int, dasar: Sequence[str]) -> int | None:
        """The style under a mark of an earlier run, whose fills are `dasar`; None for a style that is no mark."""
        xf = self._xf[gaya]
        nomor = self._milik.get(_nomor_fill(xf))
        if nomor is None:
            return None
        isi = _urai_fill(dasar[nomor - 1]) if 0 < nomor <= len(dasar) else None
        sama = {0} if isi is None else self._fill.kembar(isi)
        mungkin = {str(satu) for satu in sama}
        tanpa = _tanpa_isian(xf)
        for n, satu in enumerate(self._xf.wadah):
            if satu.get("fillId", "0") in mungkin and _tanpa_isian(satu) == tanpa:
                return n
        asal = deepcopy(xf)
        asal.set("fillId", str(min(sama) if isi is None or sama else self._fill.nomor(isi)))
        return self._xf.nomor(asal)

    def bentuk(self, satu: Bentuk) -> int:
        """The index of a style of our own sheet."""
        huruf = self._huruf.nomor_kata(satu.huruf)
        isi = 0 if satu.isi is None else self._fill.nomor_kata(_xml_warna(satu.isi))
        garis = 0 if satu.garis is None else self._garis.nomor_kata(satu.garis)
        nomor = f'numFmtId="0" fontId="{huruf}" fillId="{isi}" borderId="{garis}" xfId="0"'
        return self._xf.nomor_kata(f"<xf {nomor} {satu.sifat}>{satu.rata}</xf>")

    def simpan(self) -> None:
        """Put the stylesheet back into the package, if anything was added."""
        for satu in (self._huruf, self._fill, self._garis, self._xf):
            satu.simpan()
        isi = tulis(self._akar)
        if self._baru or isi != self._mentah:
            self._paket.taruh(self._bagian, isi)

    def _nomor_dasar(self, fill: int) -> int | None:
        if fill == 0:
            return 0
        salinan = deepcopy(self._fill[fill])
        etree.cleanup_namespaces(salinan)
        salinan.tail = None
        tulisan = etree.tostring(salinan, encoding="unicode")
        if tulisan not in self.dasar:
            if len(self.dasar) >= _TERBANYAK or len(tulisan) > _PANJANG_FILL:
                return None
            self.dasar.append(tulisan)
        return self.dasar.index(tulisan) + 1


_CONTOH: Elemen = etree.fromstring(_KOSONG)


def _potongan(xml: str) -> Elemen:
    """An element out of text of our own."""
    return etree.fromstring(f'<a xmlns="{NS}">{xml}</a>')[0]


def _xml_warna(argb: str) -> str:
    return f'<fill><patternFill patternType="solid"><fgColor rgb="{argb}"/><bgColor indexed="64"/></patternFill></fill>'


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
