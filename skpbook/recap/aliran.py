"""Rows of a long table, turned into a sheet's XML while the file is put together.

XlsxWriter keeps every cell as an object and takes five times as long; a table's rows need neither.
The sheet around them (headings, widths, filter, print set-up, charts) is XlsxWriter's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple, Union

from msgspec import Struct

from skpbook.domain.tempat import nama_kolom
from skpbook.recap.gaya import FRAGMEN
from skpbook.recap.teks_sel import aman
from skpbook.recap.tinggi import TINGGI_TERKECIL, tinggi_teks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NamaGaya = tuple[str, ...]
"""Names of style fragments, composed in order (`gaya.FRAGMEN`)."""

INGATAN = 500
"""Values of a column that are kept rendered; rows follow unit by unit, so that what repeats does so nearby."""

MENJOROK = 1.5
"""Characters of one step of an indent."""

POTONGAN = 512
"""Rows that go into the file at a time."""

_KHUSUS = re.compile("[&<>]|_x[0-9A-Fa-f]{4}_")
_LOLOS = re.compile("_x[0-9A-Fa-f]{4}_")
_BARIS_TAUTAN = re.compile(rb'<hyperlink ref="[A-Z]+(\d+)"[^>]*/>')
_TAUTAN = re.compile(rb"<hyperlinks>.*?</hyperlinks>", re.DOTALL)
_UKURAN = re.compile(rb'<dimension ref="[^"]*"/>')
_GAYA_SEL = re.compile(rb'<c r="[A-Z]+\d+" s="(\d+)"')


class Hias(NamedTuple):
    """A value in a style of its own, one of its column's `varian`."""

    isi: str | float | None
    gaya: NamaGaya


class Rumus(NamedTuple):
    """A live formula (without "=") with the value it has now."""

    rumus: str
    hasil: float | str


class Tautan(NamedTuple):
    """A text of ours that leads to a cell of this workbook ('Lembar'!A1)."""

    isi: str
    tujuan: str


Sel = Union[str, float, None, Hias, Rumus, Tautan]  # noqa: UP007 - an alias that mypy can read before 3.12


class Kolom(Struct, frozen=True):
    """A column of a table: heading, width in characters, style, the other styles its cells may have."""

    judul: str
    lebar: float
    gaya: NamaGaya = ("sel",)
    varian: tuple[NamaGaya, ...] = ()


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
    potongan: list[str] = []
    for satu in _baris_xml(aliran, gaya, tautan):
        potongan.append(satu)
        if len(potongan) >= POTONGAN:
            yield "".join(potongan).encode()
            potongan.clear()
    yield "".join(potongan).encode()
    yield _ganti_tautan(bagian[model.end() :], nomor, tautan)


def isi_tabel(bagian: bytes, aliran: Aliran) -> bytes:
    """The table's XML, reaching to its last row."""
    kini, nanti = (f':{aliran.sel_akhir(baris)}"'.encode() for baris in (1, aliran.banyak))
    return bagian.replace(kini, nanti)


def _baris_xml(aliran: Aliran, gaya: Mapping[NamaGaya, int], tautan: list[str]) -> Iterator[str]:
    """A row at a time: the pieces between the places where its number stands, joined by the number."""
    huruf = [nama_kolom(k) for k in range(len(aliran.kolom))]
    ekor = [f'<c r="{satu}' for satu in huruf[1:]] + ["</row>"]
    pelukis = [_Pelukis(k, gaya, e) for k, e in zip(aliran.kolom, ekor, strict=True)]
    kepala = _Kepala()
    banyak = 0
    tingkat = iter(repeat(0) if aliran.tingkat is None else aliran.tingkat)
    for nomor, isi in enumerate(aliran.baris, start=aliran.awal + 2):
        xml, tinggi = zip(*[lukis[satu] for lukis, satu in zip(pelukis, isi, strict=True)], strict=True)
        if aliran.bertautan:
            tautan.extend(
                _tautan(f"{h}{nomor}", s) for h, s in zip(huruf, isi, strict=True) if type(s) is Tautan
            )
        yield f"{nomor}".join(('<row r="', kepala[max(tinggi), next(tingkat, 0)], *xml))
        banyak += 1
    if banyak != aliran.banyak:
        raise ValueError(f"tabel {aliran.banyak} baris mendapat {banyak}")


def _tautan(sel: str, isi: Tautan) -> str:
    tujuan = xml_teks(isi.tujuan).replace('"', "&quot;")
    return f'<hyperlink ref="{sel}" location="{tujuan}"/>'


class _Kepala(dict[tuple[float, int], str]):
    """Height and outline level of a row -> what follows its number, up to the number in the name of its first
    cell.
    """

    def __missing__(self, rupa: tuple[float, int]) -> str:
        tinggi, dalam = rupa
        level = f' outlineLevel="{dalam}"' if dalam else ""
        self[rupa] = f'" ht="{max(tinggi, TINGGI_TERKECIL):.5g}" customHeight="1"{level}><c r="A'
        return self[rupa]


class _Pelukis(dict["Sel", tuple[str, float]]):
    """Renders the cells of one column: a value -> the XML after the row's number, up to the number in the name of
    the next cell (`ekor` ends with that cell's letters), and the height its text needs.
    """

    def __init__(self, kolom: Kolom, indeks: Mapping[NamaGaya, int], ekor: str) -> None:
        super().__init__()
        self._kolom = kolom
        self._ekor = ekor
        self._sifat = {
            gaya: (f'" s="{indeks[gaya]}"', *_bungkus(gaya)) for gaya in (kolom.gaya, *kolom.varian)
        }

    def __missing__(self, isi: Sel) -> tuple[str, float]:
        xml, tinggi = _lukis(isi, self._kolom, self._sifat)
        hasil = xml + self._ekor, tinggi
        if len(self) >= INGATAN:
            self.clear()
        self[isi] = hasil
        return hasil


def _bungkus(gaya: NamaGaya) -> tuple[bool, float, bool, float]:
    """Whether the text is wrapped, its size, whether it is bold, the characters an indent takes from its width."""
    bungkus, ukuran, tebal, menjorok = False, 10.0, False, 0.0
    for nama in gaya:
        menjorok = FRAGMEN[nama].get("indent", 0) * MENJOROK or menjorok
        bungkus = FRAGMEN[nama].get("text_wrap", bungkus)
        ukuran = FRAGMEN[nama].get("font_size", ukuran)
        tebal = FRAGMEN[nama].get("bold", tebal)
    return bungkus, ukuran, tebal, menjorok


def _lukis(
    isi: Sel, kolom: Kolom, sifat: Mapping[NamaGaya, tuple[str, bool, float, bool, float]]
) -> tuple[str, float]:
    gaya = kolom.gaya
    if type(isi) is Hias:
        gaya, isi = isi.gaya, isi.isi
    elif type(isi) is Tautan:
        isi = isi.isi
    s, bungkus, ukuran, tebal, menjorok = sifat[gaya]
    if isi is None or isi == "":
        return f"{s}/>", 0.0
    if isinstance(isi, str):
        tulisan = aman(isi)
        ruang = ' xml:space="preserve"' if tulisan[0].isspace() or tulisan[-1].isspace() else ""
        tinggi = tinggi_teks(tulisan, kolom.lebar - menjorok, ukuran, tebal=tebal) if bungkus else 0.0
        return f'{s} t="inlineStr"><is><t{ruang}>{xml_teks(tulisan)}</t></is></c>', tinggi
    if type(isi) is Rumus:
        hasil = f' t="str"><f>{xml_teks(isi.rumus)}</f><v>{xml_teks(aman(isi.hasil))}</v></c>' if isinstance(
            isi.hasil, str
        ) else f"><f>{xml_teks(isi.rumus)}</f><v>{isi.hasil!r}</v></c>"  # fmt: skip
        return s + hasil, 0.0
    return f"{s}><v>{isi!r}</v></c>", 0.0


def xml_teks(teks: str) -> str:
    """Text inside an element: markup escaped, and what a spreadsheet would take for an escaped character."""
    if not _KHUSUS.search(teks):
        return teks
    satu = _LOLOS.sub(r"_x005F\g<0>", teks)
    return satu.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _ganti_tautan(ekor: bytes, nomor: int, tautan: Sequence[str]) -> bytes:
    """The part behind the rows, the links of the rows in place of the model row's."""
    ada = _TAUTAN.search(ekor)
    if ada is None:
        return ekor
    tetap = [satu[0] for satu in _BARIS_TAUTAN.finditer(ada[0]) if int(satu[1]) != nomor]
    isi = b"".join((*tetap, *(satu.encode() for satu in tautan)))
    baru = b"<hyperlinks>%s</hyperlinks>" % isi if isi else b""
    return ekor[: ada.start()] + baru + ekor[ada.end() :]
