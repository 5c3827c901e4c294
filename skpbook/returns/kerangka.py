"""A stylesheet taken apart once: what can be asked of it, and the bytes between which more can be put.

Nothing in here changes after it is made, so that all filled copies of one template share it.
"""

from __future__ import annotations

import re
from copy import deepcopy
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from lxml import etree

from skpbook.returns.aman import NS, Elemen, TakAman, tulis, urai
from skpbook.returns.ingat import ingat

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

H = TypeVar("H")
DERET = ("fonts", "fills", "borders", "cellXfs")
"""The lists of a stylesheet that a mark adds to."""

KOSONG = (
    f'<styleSheet xmlns="{NS}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>'
).encode()
_URUTAN = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles",
    "colors", "extLst",
)  # fmt: skip
_SELA = re.compile(rb'( count="@skpbook@[a-zA-Z]*@")|<!--@skpbook@-->')
_SELA_HITUNG, _SELA_AKHIR = "@skpbook@{}@", "@skpbook@"
_FILL_SELA = "@skpbook@"


class Kerangka:
    """The stylesheet. `dasar[deret]` are its elements as bytes, in order, with their namespaces spelt out."""

    def __init__(self, isi: bytes, bagian: str) -> None:
        self._akar = urai(isi, bagian, f"{{{NS}}}styleSheet")
        self._bungkus = etree.Element(self._akar.tag, nsmap=self._akar.nsmap)
        contoh = etree.tostring(self._bungkus)
        self._ruang = contoh[contoh.index(b" ") : contoh.rindex(b"/>")]
        self._wadah: Mapping[str, Elemen] = {nama: self._siapkan(nama) for nama in DERET}
        self.banyak: Mapping[str, int] = {nama: len(wadah) for nama, wadah in self._wadah.items()}
        self._hitung = {nama: wadah.get("count") for nama, wadah in self._wadah.items()}
        self._menurut: dict[tuple[str, Callable[[Elemen], Any]], Mapping[int, Any]] = {}
        self._fill_lepas: dict[int, str] = {}
        self._tiruan: dict[int, tuple[bytes, bytes]] = {}

    def _siapkan(self, nama: str) -> Elemen:
        """A list, put in its place from `KOSONG` where it is missing; without comments."""
        wadah = self._akar.find(f"{{{NS}}}{nama}")
        if wadah is None or not len(wadah):
            baru = deepcopy(_CONTOH.find(f"{{{NS}}}{nama}"))
            if wadah is not None:
                self._akar.replace(wadah, baru)
            else:
                sesudah = {f"{{{NS}}}{satu}" for satu in _URUTAN[_URUTAN.index(nama) + 1 :]}
                letak = next((n for n, anak in enumerate(self._akar) if anak.tag in sesudah), len(self._akar))
                self._akar.insert(letak, baru)
            return baru
        for asing in wadah.xpath("comment()|processing-instruction()"):
            wadah.remove(asing)
        return wadah

    def elemen(self, deret: str, nomor: int) -> Elemen:
        """One element, to be looked at only. Raises `TakAman` where there is none."""
        if not 0 <= nomor < self.banyak[deret]:
            raise TakAman("ada sel dengan format atau warna yang tidak terdaftar di dalamnya")
        return self._wadah[deret][nomor]

    def semua(self, deret: str) -> Sequence[Elemen]:
        """All of a list, to be looked at only."""
        hasil: Sequence[Elemen] = self._wadah[deret]
        return hasil

    @cached_property
    def tulisan(self) -> Mapping[str, Sequence[bytes]]:
        """The elements of each list as bytes."""
        return {nama: [self._lepas(satu) for satu in wadah] for nama, wadah in self._wadah.items()}

    def _lepas(self, elemen: Elemen) -> bytes:
        isi: bytes = etree.tostring(elemen, with_tail=False)
        return isi.replace(self._ruang, b"", 1)

    def tulis(self, elemen: Elemen) -> bytes:
        """A loose element as bytes, as if it stood in the stylesheet."""
        salinan = deepcopy(elemen)
        salinan.tail = None
        bungkus = deepcopy(self._bungkus)
        bungkus.append(salinan)
        return self._lepas(salinan)

    def urai(self, xml: bytes) -> Elemen:
        """The contrary of `tulis`."""
        return etree.fromstring(b"<a%s>%s</a>" % (self._ruang, xml))[0]

    def menurut(self, deret: str, tanya: Callable[[Elemen], H | None]) -> Mapping[int, H]:
        """What a pure question gives for each element of a list; those it gives None for are left out."""
        if (deret, tanya) not in self._menurut:
            semua = ((n, tanya(isi)) for n, isi in enumerate(self._wadah[deret]))
            self._menurut[deret, tanya] = {n: jawab for n, jawab in semua if jawab is not None}
        return self._menurut[deret, tanya]

    def fill_lepas(self, nomor: int) -> str:
        """A fill as text that says its namespaces itself."""
        if nomor not in self._fill_lepas:
            salinan = deepcopy(self.elemen("fills", nomor))
            etree.cleanup_namespaces(salinan)
            salinan.tail = None
            self._fill_lepas[nomor] = etree.tostring(salinan, encoding="unicode")
        return self._fill_lepas[nomor]

    def tiruan(self, gaya: int) -> tuple[bytes, bytes]:
        """A style of a cell as bytes before and after the number of its fill, which applies."""
        if gaya not in self._tiruan:
            self._tiruan[gaya] = self.belah_fill(self.elemen("cellXfs", gaya))
        return self._tiruan[gaya]

    def belah_fill(self, xf: Elemen) -> tuple[bytes, bytes]:
        """The same for any style."""
        salinan = deepcopy(xf)
        salinan.set("fillId", _FILL_SELA)
        salinan.set("applyFill", "1")
        awal, _, akhir = self.tulis(salinan).partition(_FILL_SELA.encode())
        return awal, akhir

    @cached_property
    def _potongan(self) -> tuple[Sequence[bytes], Sequence[str]]:
        """The stylesheet cut where more can be put, and which list each pair of cuts (count, end) is of."""
        akar = deepcopy(self._akar)
        wadah = sorted((akar.index(satu), satu) for satu in (self._cari(akar, nama) for nama in DERET))
        for _, satu in wadah:
            satu.set("count", _SELA_HITUNG.format(etree.QName(satu).localname))
            satu.append(etree.Comment(_SELA_AKHIR))
        potongan = _SELA.sub(b"\0", tulis(akar)).split(b"\0")
        if len(potongan) != 2 * len(DERET) + 1:
            raise TakAman("daftar format di dalamnya ditulis dengan susunan XML yang tidak lazim")
        return potongan, [etree.QName(satu).localname for _, satu in wadah]

    @staticmethod
    def _cari(akar: Elemen, nama: str) -> Elemen:
        return akar.find(f"{{{NS}}}{nama}")

    def jadi(self, tambahan: Mapping[str, Sequence[bytes]]) -> bytes:
        """The stylesheet with these elements after those of each list."""
        potongan, urutan = self._potongan
        hasil = [potongan[0]]
        for nomor, nama in enumerate(urutan):
            baru = tambahan[nama]
            hitung = str(self.banyak[nama] + len(baru)) if baru else self._hitung[nama]
            hasil.append(f' count="{hitung}"'.encode() if hitung is not None else b"")
            hasil += (potongan[2 * nomor + 1], *baru, potongan[2 * nomor + 2])
        return b"".join(hasil)


_CONTOH: Elemen = etree.fromstring(KOSONG)


@ingat(16)
def kerangka(isi: bytes, bagian: str) -> Kerangka:
    """The stylesheet taken apart. Raises `TakAman`."""
    return Kerangka(isi, bagian)
