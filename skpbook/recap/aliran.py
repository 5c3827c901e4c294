"""Rows of a long table, turned into a sheet's XML while the file is put together.

XlsxWriter keeps every cell as an object and takes five times as long; a table's rows need neither.
The sheet around them (headings, widths, filter, print set-up, charts) is XlsxWriter's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Union

from msgspec import Struct

from skpbook.domain.tempat import nama_kolom
from skpbook.recap.gaya import FRAGMEN
from skpbook.recap.teks_sel import aman
from skpbook.recap.tinggi import TINGGI_TERKECIL, tinggi_teks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

NamaGaya = tuple[str, ...]
"""Names of style fragments, composed in order (`gaya.FRAGMEN`)."""

INGATAN = 20_000
"""Different values of a column that are kept rendered; names and NIP are all different and few repeat."""

MENJOROK = 1.5
"""Characters of one step of an indent."""

POTONGAN = 256
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
    """

    awal: int
    kolom: tuple[Kolom, ...]
    banyak: int
    baris: Iterable[Sequence[Sel]]
    tingkat: Iterable[int] | None = None

    @property
    def gaya(self) -> tuple[NamaGaya, ...]:
        """Every style a cell may have, each once."""
        return tuple(dict.fromkeys(g for k in self.kolom for g in (k.gaya, *k.varian)))


def isi_lembar(bagian: bytes, aliran: Aliran) -> Iterator[bytes]:
    """The sheet's XML with the rows in place of the model row."""
    nomor = aliran.awal + 2
    model = re.search(rb'<row r="%d"[^>]*>.*?</row>' % nomor, bagian, re.DOTALL)
    if model is None:
        raise ValueError(f"lembar tanpa baris contoh {nomor}")
    indeks = [int(satu) for satu in _GAYA_SEL.findall(model[0])]
    gaya = dict(zip(aliran.gaya, indeks, strict=True))
    akhir = f"{nama_kolom(len(aliran.kolom) - 1)}{aliran.awal + 1 + aliran.banyak}"
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


def _baris_xml(aliran: Aliran, gaya: Mapping[NamaGaya, int], tautan: list[str]) -> Iterator[str]:
    pelukis = [_pelukis(satu, gaya) for satu in aliran.kolom]
    kolom = [(f'<c r="{nama_kolom(k)}', nama_kolom(k), lukis) for k, lukis in enumerate(pelukis)]
    banyak = 0
    tingkat = iter(aliran.tingkat or ())
    for nomor, isi in enumerate(aliran.baris, start=aliran.awal + 2):
        paling = TINGGI_TERKECIL
        sel: list[str] = []
        for (awalan, huruf, lukis), satu in zip(kolom, isi, strict=True):
            xml, tinggi = lukis(satu)
            if type(satu) is Tautan:
                tujuan = xml_teks(satu.tujuan).replace('"', "&quot;")
                tautan.append(f'<hyperlink ref="{huruf}{nomor}" location="{tujuan}"/>')
            sel.append(f"{awalan}{nomor}{xml}")
            paling = max(paling, tinggi)
        level = f' outlineLevel="{dalam}"' if (dalam := next(tingkat, 0)) else ""
        yield f'<row r="{nomor}" ht="{paling:.5g}" customHeight="1"{level}>{"".join(sel)}</row>'
        banyak += 1
    if banyak != aliran.banyak:
        raise ValueError(f"tabel {aliran.banyak} baris mendapat {banyak}")


def _pelukis(kolom: Kolom, indeks: Mapping[NamaGaya, int]) -> Callable[[Sel], tuple[str, float]]:
    """What renders the cells of one column: XML without the cell's name, and the height its text needs."""
    ingatan: dict[Sel, tuple[str, float]] = {}
    sifat = {gaya: (f'" s="{indeks[gaya]}"', *_bungkus(gaya)) for gaya in (kolom.gaya, *kolom.varian)}

    def lukis(isi: Sel) -> tuple[str, float]:
        ada = ingatan.get(isi)
        if ada is None:
            ada = _lukis(isi, kolom, sifat)
            if len(ingatan) < INGATAN:
                ingatan[isi] = ada
        return ada

    return lukis


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
    if type(isi) is Rumus:
        hasil = f' t="str"><f>{xml_teks(isi.rumus)}</f><v>{xml_teks(aman(isi.hasil))}</v></c>' if isinstance(
            isi.hasil, str
        ) else f"><f>{xml_teks(isi.rumus)}</f><v>{isi.hasil!r}</v></c>"  # fmt: skip
        return s + hasil, 0.0
    if not isinstance(isi, str):
        return f"{s}><v>{isi!r}</v></c>", 0.0
    tulisan = aman(isi)
    ruang = ' xml:space="preserve"' if tulisan[:1].isspace() or tulisan[-1:].isspace() else ""
    tinggi = tinggi_teks(tulisan, kolom.lebar - menjorok, ukuran, tebal=tebal) if bungkus else 0.0
    return f'{s} t="inlineStr"><is><t{ruang}>{xml_teks(tulisan)}</t></is></c>', tinggi


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
