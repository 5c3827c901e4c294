"""Rows of a long table, turned into a sheet's XML while the file is put together.

XlsxWriter keeps every cell as an object and takes five times as long; a table's rows need neither.
The sheet around them (headings, widths, filter, print set-up, charts) is XlsxWriter's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain, islice, repeat
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.domain.tempat import nama_kolom
from skpbook.recap.isi_sel import Hias, Kolom, NamaGaya, Rumus, Sel, Tautan
from skpbook.recap.lukis import Pelukis, xml_teks
from skpbook.recap.tinggi import TINGGI_TERKECIL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Aliran", "Hias", "Kolom", "NamaGaya", "Rumus", "Sel", "Tautan", "isi_lembar", "isi_tabel"]

POTONGAN = 512
"""Rows that are made and go into the file at a time."""

_BARIS_TAUTAN = re.compile(rb'<hyperlink ref="[A-Z]+(\d+)"[^>]*/>')
_TAUTAN = re.compile(rb"<hyperlinks>.*?</hyperlinks>", re.DOTALL)
_UKURAN = re.compile(rb'<dimension ref="[^"]*"/>')
_GAYA_SEL = re.compile(rb'<c r="[A-Z]+\d+" s="(\d+)"')


class Aliran(Struct, frozen=True, kw_only=True):
    """The rows of a table under heading row `awal` (from 0), `banyak` of them, as many cells as columns.

    XlsxWriter has put a model row in their place: one blank cell for every style, in the order of `gaya`.
    `tingkat` are the outline levels of the rows.
    `tabel` is the name of the Excel table, which XlsxWriter believes to end with the model row; `bertautan` says
    that some cells are `Tautan`.
    """

    tabel: str
    awal: int
    kolom: tuple[Kolom, ...]
    banyak: int
    baris: Iterable[Sequence[Sel]]
    tingkat: Iterable[int] | None = None
    bertautan: bool = False

    @property
    def gaya(self) -> tuple[NamaGaya, ...]:
        """Every style a cell may have, each once."""
        return tuple(dict.fromkeys(g for k in self.kolom for g in (k.gaya, *k.varian)))

    def sel_akhir(self, baris: int) -> str:
        """The last cell of the table's `baris`-th row."""
        return f"{nama_kolom(len(self.kolom) - 1)}{self.awal + 1 + baris}"


def isi_lembar(bagian: bytes, aliran: Aliran) -> Iterator[bytes]:
    """The sheet's XML with the rows in place of the model row."""
    nomor = aliran.awal + 2
    model = re.search(rb'<row r="%d"[^>]*>.*?</row>' % nomor, bagian, re.DOTALL)
    if model is None:
        raise ValueError(f"lembar tanpa baris contoh {nomor}")
    indeks = [int(satu) for satu in _GAYA_SEL.findall(model[0])]
    gaya = dict(zip(aliran.gaya, indeks, strict=True))
    akhir = aliran.sel_akhir(aliran.banyak)
    yield _UKURAN.sub(b'<dimension ref="A1:%s"/>' % akhir.encode(), bagian[: model.start()], count=1)
    tautan: list[str] = []
    for potongan in _baris_xml(aliran, gaya, tautan):
        yield potongan.encode()
    yield _ganti_tautan(bagian[model.end() :], nomor, tautan)


def isi_tabel(bagian: bytes, aliran: Aliran) -> bytes:
    """The table's XML, reaching to its last row."""
    kini, nanti = (f':{aliran.sel_akhir(baris)}"'.encode() for baris in (1, aliran.banyak))
    return bagian.replace(kini, nanti)


def _baris_xml(aliran: Aliran, gaya: Mapping[NamaGaya, int], tautan: list[str]) -> Iterator[str]:
    """Some hundred rows at a time. A row is the pieces between the places where its number stands, joined by the
    number; the pieces of a column are made together.
    """
    huruf = [nama_kolom(k) for k in range(len(aliran.kolom))]
    ekor = [f'<c r="{satu}' for satu in huruf[1:]] + ["</row>"]
    pelukis = [Pelukis(k, gaya, e) for k, e in zip(aliran.kolom, ekor, strict=True)]
    kepala = _Kepala(max(TINGGI_TERKECIL, *(satu.satu_baris for satu in pelukis)))
    tingkat = chain(aliran.tingkat or (), repeat(0))
    semua = iter(aliran.baris)
    nomor = aliran.awal + 2
    while potongan := list(islice(semua, POTONGAN)):
        kolom = list(zip(*potongan, strict=True))
        lukisan = [satu.lukis(isi) for satu, isi in zip(pelukis, kolom, strict=True)]
        tinggi = _tertinggi([satu for _, satu in lukisan if satu is not None], len(potongan))
        awal = map(kepala.__getitem__, zip(tinggi, islice(tingkat, len(potongan)), strict=True))
        buka = repeat('<row r="', len(potongan))
        baris = zip(buka, awal, *(xml for xml, _ in lukisan), strict=True)
        yield "".join([str(n).join(satu) for n, satu in enumerate(baris, start=nomor)])
        if aliran.bertautan:
            tautan += _semua_tautan(huruf, kolom, nomor)
        nomor += len(potongan)
    if nomor - aliran.awal - 2 != aliran.banyak:
        raise ValueError(f"tabel {aliran.banyak} baris mendapat {nomor - aliran.awal - 2}")


def _tertinggi(tinggi: Sequence[Iterable[float]], banyak: int) -> Iterable[float]:
    """The height of each of so many rows, 0 where one line is enough."""
    if not tinggi:
        return repeat(0.0, banyak)
    return map(max, *tinggi) if len(tinggi) > 1 else tinggi[0]


def _semua_tautan(huruf: Sequence[str], kolom: Sequence[Sequence[Sel]], nomor: int) -> Iterator[str]:
    for h, isi in zip(huruf, kolom, strict=True):
        yield from (
            _tautan(f"{h}{n}", satu) for n, satu in enumerate(isi, start=nomor) if type(satu) is Tautan
        )


def _tautan(sel: str, isi: Tautan) -> str:
    tujuan = xml_teks(isi.tujuan).replace('"', "&quot;")
    return f'<hyperlink ref="{sel}" location="{tujuan}"/>'


class _Kepala(dict[tuple[float, int], str]):
    """Height and outline level of a row -> what follows its number, up to the number in the name of its first
    cell; a row is at least `terkecil` high.
    """

    def __init__(self, terkecil: float) -> None:
        super().__init__()
        self._terkecil = terkecil

    def __missing__(self, rupa: tuple[float, int]) -> str:
        tinggi, dalam = rupa
        level = f' outlineLevel="{dalam}"' if dalam else ""
        self[rupa] = f'" ht="{max(tinggi, self._terkecil):.5g}" customHeight="1"{level}><c r="A'
        return self[rupa]


def _ganti_tautan(ekor: bytes, nomor: int, tautan: Sequence[str]) -> bytes:
    """The part behind the rows, the links of the rows in place of the model row's."""
    ada = _TAUTAN.search(ekor)
    if ada is None:
        return ekor
    tetap = [satu[0] for satu in _BARIS_TAUTAN.finditer(ada[0]) if int(satu[1]) != nomor]
    isi = b"".join((*tetap, *(satu.encode() for satu in tautan)))
    baru = b"<hyperlinks>%s</hyperlinks>" % isi if isi else b""
    return ekor[: ada.start()] + baru + ekor[ada.end() :]
