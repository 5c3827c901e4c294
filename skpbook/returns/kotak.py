"""The drawing of notes: VML, which Excel still keeps their boxes in. Other shapes in it stay as they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from skpbook.returns.aman import PEMBUKA, Elemen, tulis, urai

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from skpbook.returns.lembar import Lembar
    from skpbook.returns.paket import Paket

_V, _O, _X = (
    "urn:schemas-microsoft-com:vml",
    "urn:schemas-microsoft-com:office:office",
    "urn:schemas-microsoft-com:office:excel",
)
_KEPALA = (
    f'<xml xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}">'
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{blok}"/></o:shapelayout>'
)
_JENIS = (
    '<v:shapetype id="{jenis}" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_BENTUK = (
    '<v:shape id="_x0000_s{nomor}" type="#{jenis}" style="position:absolute;width:{lebar}pt;height:{tinggi}pt;'
    'z-index:{urutan};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{jangkar}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{baris}</x:Row><x:Column>{kolom}</x:Column></x:ClientData></v:shape>"
)
_JENIS_ID = "_x0000_t202"
_JENIS_MILIK = "skpbook_t202"
_NOMOR = re.compile(r"_s(\d{1,9})$")
_BLOK = re.compile(rb"idmap\s[^>]*?data\s*=\s*[\"']([\d,\s]+)[\"']")
_PER_BLOK = 1024
_KOLOM_AKHIR, _BARIS_AKHIR = 16_384, 1_048_576
_LEBAR, _HURUF_SEBARIS, _TINGGI_BARIS, _TINGGI_TERBESAR = 320, 52, 15, 420
_TERJAUH = 60
"""Rows or columns looked at for a box: beyond, a sheet is hidden to its end."""


class Gambar:
    """The drawing of a sheet: one that is there, or a new one. Raises `TakAman` where it is no XML."""

    def __init__(self, paket: Paket, bagian: str) -> None:
        self._paket = paket
        self.bagian = bagian
        ada = bagian in paket
        self._akar: Elemen = urai(paket.baca(bagian), bagian, "xml") if ada else None
        self._baru = b""

    def _bentuk(self) -> list[Elemen]:
        return [
            satu
            for satu in (() if self._akar is None else self._akar)
            if isinstance(satu.tag, str)
            and satu.tag.startswith(f"{{{_V}}}")
            and satu.tag != f"{{{_V}}}shapetype"
        ]

    def kosong(self) -> bool:
        """Whether no shape is left."""
        return not self._baru and not self._bentuk()

    def cabut(self, sel: set[tuple[int, int]]) -> None:
        """Take the boxes of these cells' notes away."""
        for satu in self._bentuk() if sel else ():
            data = satu.find(f"{{{_X}}}ClientData")
            if data is None or data.get("ObjectType") != "Note":
                continue
            letak = (data.findtext(f"{{{_X}}}Row", ""), data.findtext(f"{{{_X}}}Column", ""))
            if all(n.strip().isdecimal() for n in letak) and (int(letak[0]), int(letak[1])) in sel:
                satu.getparent().remove(satu)

    def pasang(self, catatan: Mapping[tuple[int, int], str], lembar: Lembar) -> None:
        """A box for every note, right of its cell."""
        akar = self._akar
        if akar is None:
            nomor, blok = _nomor_bebas([_blok_bebas(self._paket)], set(), len(catatan), self._paket)
            jenis = _JENIS.format(jenis=_JENIS_ID)
            kotak = self._kotak(nomor, _JENIS_ID, 0, catatan, lembar)
            kepala = _KEPALA.format(blok=",".join(map(str, blok)))
            self._baru = f"{PEMBUKA}{kepala}{jenis}{kotak}</xml>".encode()
            return
        jenis = self._jenis(akar)
        nomor = self._nomor(akar, len(catatan))
        self._tambah(akar, self._kotak(nomor, jenis, len(self._bentuk()), catatan, lembar))

    @staticmethod
    def _kotak(
        nomor: list[int], jenis: str, urutan: int, catatan: Mapping[tuple[int, int], str], lembar: Lembar
    ) -> str:
        xml = []
        for satu, ((baris, kolom), teks) in zip(nomor, catatan.items(), strict=True):
            urutan += 1
            jangkar, lebar, tinggi = _jangkar(baris, kolom, _tinggi(teks), lembar)
            isi = {"nomor": satu, "jenis": jenis, "urutan": urutan, "jangkar": jangkar, "baris": baris}
            xml.append(_BENTUK.format(**isi, kolom=kolom, lebar=lebar, tinggi=tinggi))
        return "".join(xml)

    def isi(self) -> bytes:
        """The part as bytes."""
        return self._baru or tulis(self._akar)

    @staticmethod
    def _tambah(akar: Elemen, xml: str) -> None:
        kepala = _KEPALA.partition(">")[0]
        akar.extend(etree.fromstring(f"{kepala}>{xml}</xml>"))

    def _jenis(self, akar: Elemen) -> str:
        """The id of the shape type of a text box."""
        ada = {satu.get("id"): satu.get(f"{{{_O}}}spt") for satu in akar.iterchildren(f"{{{_V}}}shapetype")}
        for nama in (_JENIS_ID, _JENIS_MILIK):
            if ada.get(nama) == "202":
                return nama
        nama = _JENIS_MILIK if _JENIS_ID in ada else _JENIS_ID
        self._tambah(akar, _JENIS.format(jenis=nama))
        return nama

    def _nomor(self, akar: Elemen, banyak: int) -> list[int]:
        """Ids for shapes, out of the blocks this drawing has or takes: a block is of one drawing alone."""
        peta = next(akar.iter(f"{{{_O}}}idmap"), None)
        if peta is None:
            akar.insert(0, etree.fromstring(_KEPALA.format(blok=_blok_bebas(self._paket)) + "</xml>")[0])
            peta = next(akar.iter(f"{{{_O}}}idmap"))
        blok = [int(n) for n in peta.get("data", "").split(",") if n.strip().isdecimal() and len(n) < 7] or [
            1
        ]
        temu = (_NOMOR.search(satu.get("id", "") or "") for satu in self._bentuk())
        hasil, semua = _nomor_bebas(blok, {int(satu[1]) for satu in temu if satu}, banyak, self._paket)
        if len(semua) > len(blok):
            peta.set("data", ",".join(map(str, semua)))
        return hasil


def _nomor_bebas(
    blok: list[int], terpakai: set[int], banyak: int, paket: Paket
) -> tuple[list[int], list[int]]:
    """So many ids that are free in these blocks or in others, and all blocks then."""
    semua = list(blok)
    hasil: list[int] = []
    for satu in semua:
        awal = satu * _PER_BLOK + 1
        bebas = max((n for n in terpakai if awal <= n < awal + _PER_BLOK - 1), default=awal - 1) + 1
        hasil += range(bebas, min((satu + 1) * _PER_BLOK, bebas + banyak))
    while len(hasil) < banyak:
        semua.append(max(_blok_bebas(paket), max(semua) + 1))
        hasil += range(semua[-1] * _PER_BLOK + 1, (semua[-1] + 1) * _PER_BLOK)
    return hasil[:banyak], semua


def _blok_bebas(paket: Paket) -> int:
    """The first block of ids that no drawing of the package has."""
    terpakai = [0]
    for nama in paket:
        if nama.lower().endswith(".vml"):
            for temu in _BLOK.finditer(paket.baca(nama)):
                terpakai += [int(n) for n in temu[1].split(b",") if n.strip().isdigit() and len(n) < 7]
    return max(terpakai) + 1


def _tinggi(teks: str) -> int:
    baris = sum(1 + len(satu) // _HURUF_SEBARIS for satu in teks.split("\n"))
    return min(baris * _TINGGI_BARIS + 12, _TINGGI_TERBESAR)


def _jangkar(baris: int, kolom: int, tinggi: int, lembar: Lembar) -> tuple[str, float, float]:
    """Where the box begins and ends (column, pixels, row, pixels, twice), and its size in points."""
    kiri, kanan, sisa_kanan = _rentang(kolom + 1, _LEBAR, lembar.lebar_kolom, _KOLOM_AKHIR - 1)
    atas, bawah, sisa_bawah = _rentang(max(baris - 1, 0), tinggi, lembar.tinggi_baris, _BARIS_AKHIR - 1)
    letak = (kiri, 12, atas, 4, kanan, sisa_kanan, bawah, sisa_bawah)
    return ", ".join(map(str, letak)), _LEBAR * 0.75, tinggi * 0.75


def _rentang(awal: int, perlu: int, ukuran: Callable[[int], int], terakhir: int) -> tuple[int, int, int]:
    """First and last row (or column) over which so many pixels lie, and the pixels used of the last.

    Where too little is seen after the first (hidden, or the sheet's end), it begins further up.
    """
    awal = min(awal, terakhir)
    akhir, sisa = awal, perlu + 12
    while sisa > (satu := ukuran(akhir)) and akhir < min(awal + _TERJAUH, terakhir):
        sisa -= satu
        akhir += 1
    if sisa <= satu:
        return awal, akhir, sisa
    mulai, lebih = awal, sisa - satu
    while lebih > 0 and mulai > max(awal - _TERJAUH, 0):
        mulai -= 1
        lebih -= ukuran(mulai)
    return mulai, akhir, satu
