"""The cells of a long table as XML, a column of some hundred rows at a time.

What many cells need alike (style, escaping, the height of wrapped text) is worked out for all new values of a
column together, and a value seen before is not worked out again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from skpbook.forms.cell_text import BATAS_SEL
from skpbook.recap.gaya import FRAGMEN
from skpbook.recap.isi_sel import Hias, Rumus, Tautan
from skpbook.recap.teks_sel import aman
from skpbook.recap.tinggi import TINGGI_TERKECIL, beberapa_baris, tinggi_baris

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from skpbook.recap.isi_sel import Kolom, NamaGaya, Sel

INGATAN = 2000
"""Values of a column that are kept rendered; rows follow unit by unit, so that what repeats does so nearby."""

MENJOROK = 1.5
"""Characters of one step of an indent."""

_KHUSUS = re.compile("[&<>]|_x[0-9A-Fa-f]{4}_")
_LOLOS = re.compile("_x[0-9A-Fa-f]{4}_")
_BATAS = "\0"
"""Between texts of one column: no cell holds it."""


class _Sifat(NamedTuple):
    """What a style says of its cells: the XML after the row's number, and how its text breaks."""

    awal: str
    bungkus: bool
    ukuran: float
    tebal: bool
    lebar: float


class Pelukis:
    """Renders the cells of one column: a value -> the XML after the row's number, up to the number in the name of
    the next cell (`ekor` ends with that cell's letters).
    """

    def __init__(self, kolom: Kolom, indeks: Mapping[NamaGaya, int], ekor: str) -> None:
        self._polos = kolom.gaya
        self._ekor = ekor
        self._sifat = {gaya: _sifat(gaya, indeks[gaya], kolom.lebar) for gaya in (kolom.gaya, *kolom.varian)}
        self._xml: dict[Sel, str] = {}
        self._tinggi: dict[Sel, float] = {}

    @property
    def satu_baris(self) -> float:
        """Points of a row whose texts in this column are one line each."""
        semua = [tinggi_baris(1, satu.ukuran) for satu in self._sifat.values() if satu.bungkus]
        return max(semua, default=TINGGI_TERKECIL)

    def lukis(self, isi: Sequence[Sel]) -> tuple[Iterable[str], Iterable[float] | None]:
        """The XML of these cells, and the height of each where one of them needs more than a line."""
        baru = set(isi).difference(self._xml)
        if baru:
            if len(self._xml) + len(baru) > INGATAN:
                self._xml.clear()
                self._tinggi.clear()
                baru = set(isi)
            self._tambah(baru)
        xml = map(self._xml.__getitem__, isi)
        return xml, [self._tinggi.get(satu, 0.0) for satu in isi] if self._tinggi else None

    def _tambah(self, baru: Collection[Sel]) -> None:
        teks: dict[NamaGaya, list[tuple[Sel, str]]] = {}
        for satu in baru:
            gaya, isi = self._polos, satu
            if type(isi) is Hias:
                gaya, isi = isi.gaya, isi.isi
            elif type(isi) is Tautan:
                isi = isi.isi
            if isinstance(isi, str) and isi:
                teks.setdefault(gaya, []).append((satu, isi))
            else:
                self._xml[satu] = f"{self._sifat[gaya].awal}{_bukan_teks(isi)}{self._ekor}"
        for gaya, pasangan in teks.items():
            self._tambah_teks(self._sifat[gaya], *zip(*pasangan, strict=True))

    def _tambah_teks(self, sifat: _Sifat, kunci: Sequence[Sel], teks: Sequence[str]) -> None:
        satuan = "".join(teks)
        polos = satuan.isprintable() and "<r>" not in satuan
        if not polos or max(map(len, teks)) > BATAS_SEL // 2:
            teks = [aman(satu) for satu in teks]
        gabung = _BATAS.join(("", *teks, ""))
        ujung = not polos or f"{_BATAS} " in gabung or f" {_BATAS}" in gabung
        awal, akhir = f'{sifat.awal} t="inlineStr"><is><t>', f"</t></is></c>{self._ekor}"
        isi = xml_teks(gabung)[1:-1].split(_BATAS)
        self._xml.update(zip(kunci, [f"{awal}{satu}{akhir}" for satu in isi], strict=True))
        if ujung:
            jaga = f'{awal[:-1]} xml:space="preserve">'
            tepi = (n for n, satu in enumerate(teks) if satu[0].isspace() or satu[-1].isspace())
            self._xml.update({kunci[n]: f"{jaga}{isi[n]}{akhir}" for n in tepi})
        if sifat.bungkus and (tinggi := beberapa_baris(teks, sifat.lebar, sifat.ukuran, sifat.tebal)):
            for satu, tulisan in zip(kunci, teks, strict=True):
                if tulisan in tinggi:
                    self._tinggi[satu] = tinggi_baris(tinggi[tulisan], sifat.ukuran)


def _sifat(gaya: NamaGaya, indeks: int, lebar: float) -> _Sifat:
    bungkus, ukuran, tebal, menjorok = False, 10.0, False, 0.0
    for nama in gaya:
        menjorok = FRAGMEN[nama].get("indent", 0) * MENJOROK or menjorok
        bungkus = FRAGMEN[nama].get("text_wrap", bungkus)
        ukuran = FRAGMEN[nama].get("font_size", ukuran)
        tebal = FRAGMEN[nama].get("bold", tebal)
    return _Sifat(f'" s="{indeks}"', bungkus, ukuran, tebal, lebar - menjorok)


def _bukan_teks(isi: Sel) -> str:
    if isi is None or isi == "":
        return "/>"
    if type(isi) is Rumus:
        rumus, hasil = xml_teks(isi.rumus), isi.hasil
        if isinstance(hasil, str):
            return f' t="str"><f>{rumus}</f><v>{xml_teks(aman(hasil))}</v></c>'
        return f"><f>{rumus}</f><v>{hasil!r}</v></c>"
    return f"><v>{isi!r}</v></c>"


def xml_teks(teks: str) -> str:
    """Text inside an element: markup escaped, and what a spreadsheet would take for an escaped character."""
    if not _KHUSUS.search(teks):
        return teks
    satu = _LOLOS.sub(r"_x005F\g<0>", teks)
    return satu.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
