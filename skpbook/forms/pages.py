"""Print set-up: A4, one page wide, what stands on every page, and where pages begin."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from skpbook.forms.cell_text import utuh
from skpbook.forms.heights import titik_kolom

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.worksheet import Worksheet

    from skpbook.forms.definition import Definisi
    from skpbook.forms.layout import Tata

A4 = 9
_PANJANG, _PENDEK = 841.9, 595.3
_TEPI = 0.4
_ATAS, _BAWAH = 0.35, 0.5
_TITIK_INCI = 72
_LAIN = (0.98, 1.0, 1.02, 1.04, 1.06)
"""Pages of the programs, over the one calculated: they round scale and heights, and LibreOffice takes a column
for up to 6 % wider than Excel does, so that more rows fit on a page."""

_KAKI_TERPANJANG = 255
"""Letters a footer may have, its codes among them: with more a program leaves it out."""


def atur_cetak(
    lembar: Worksheet, definisi: Definisi, tata: Tata, tinggi: Mapping[int, float], untuk: str | None
) -> None:
    """A4, repeated rows, page breaks, footer with the form's name, for whom, and page numbers."""
    lembar.set_paper(A4)
    if definisi.mendatar:
        lembar.set_landscape()
    lembar.set_margins(left=_TEPI, right=_TEPI, top=_ATAS, bottom=_BAWAH)
    if len(tata.halaman) == 1:
        lembar.fit_to_pages(1, 0)
    else:
        lembar.set_print_scale(int(100 * _skala(tata, mendatar=definisi.mendatar) / _LAIN[-1]))
        lembar.set_v_pagebreaks([kiri for kiri, _ in tata.halaman[1:]])
    lembar.center_horizontally()
    lembar.print_black_and_white()
    kiri, kanan = tata.kolom_cetak
    lembar.print_area(0, kiri, max(tata.jumlah_baris - 1, 0), kanan)
    if tata.baris_judul is not None:
        lembar.repeat_rows(*tata.baris_judul)
    if len(tata.halaman) > 1 and tata.kolom_judul is not None:
        lembar.repeat_columns(*tata.kolom_judul)
    if definisi.bekukan:
        baris = tata.baris_judul[1] + 1 if tata.baris_judul else 0
        lembar.freeze_panes(baris, tata.kolom_judul[1] + 1 if tata.kolom_judul else 0)
    pemisah = awal_halaman(tata, tinggi, mendatar=definisi.mendatar)
    if pemisah:
        lembar.set_h_pagebreaks(list(pemisah))
    lembar.set_footer(kaki(definisi, untuk), {"margin": 0.25})


def kaki(definisi: Definisi, untuk: str | None) -> str:
    """The footer of a sheet: its form, for whom (as much as fits), the page."""
    kiri, kanan = f"&L&8{_aman(definisi.nama, 100)}", "&R&8Halaman &P dari &N"
    tengah = _aman(untuk, _KAKI_TERPANJANG - len(f"{kiri}&C&8{kanan}")) if untuk else ""
    return f"{kiri}&C&8{tengah}{kanan}" if tengah else kiri + kanan


def _aman(teks: str, panjang: int) -> str:
    """Footer text of so many letters at most: & begins a code there."""
    hasil = " ".join(utuh(teks).split()).replace("&", "&&")
    if len(hasil) <= panjang:
        return hasil
    potong = hasil[: panjang - 1]
    ganjil = (len(potong) - len(potong.rstrip("&"))) % 2  # a code begun and cut off
    return potong[: len(potong) - ganjil] + "…"


def awal_halaman(
    tata: Tata, tinggi: Mapping[int, float] | Sequence[float], *, mendatar: bool
) -> tuple[int, ...]:
    """Rows that begin a page by order: the layout's own, and groups that would else be split by any program.

    Pages of growing tables break where they are full, as the program finds it when it prints.
    """
    sembunyi = tata.tersembunyi
    tampak = [0.0 if baris in sembunyi else tinggi[baris] for baris in range(tata.jumlah_baris)]
    sampai = list(accumulate(tampak, initial=0.0))
    muat = muat_halaman(tata, mendatar=mendatar)
    judul = (0, -1) if tata.baris_judul is None else tata.baris_judul
    ulang = sampai[judul[1] + 1] - sampai[judul[0]]
    halaman = [_Halaman(sampai, muat * lain, judul[1], ulang) for lain in _LAIN]
    paksa = {baris for baris in tata.pemisah_halaman if baris not in sembunyi}
    kelompok = dict(tata.utuh)
    hasil: list[int] = []
    for baris in sorted({*paksa, *kelompok}):
        akhir = kelompok.get(baris, baris) + 1
        if baris not in paksa and all(akhir <= satu.penuh for satu in halaman):
            continue
        perlu = sampai[akhir] - sampai[baris]
        for satu in halaman:
            satu.sampai(baris)
        pecah = baris in kelompok and any(satu.terbelah(baris, perlu) for satu in halaman)
        if baris in paksa or (pecah and perlu <= halaman[0].muat - ulang):
            hasil.append(baris)
            for satu in halaman:
                satu.mulai_baru(baris)
    return tuple(satu for satu in hasil if satu)


class _Halaman:
    """The page being filled, as one program would: `muat` points, `ulang` of them the rows repeated on each page
    after the one with row `judul`. `tinggi` has the points above every row. The page is full at row `penuh`.
    """

    def __init__(self, tinggi: Sequence[float], muat: float, judul: int, ulang: float) -> None:
        self.muat = muat
        self._tinggi = tinggi
        self._judul = judul
        self._ulang = ulang
        self.mulai_baru(0)

    def sampai(self, baris: int) -> None:
        """The rows above one go onto the page, the next one where it is full."""
        while self.penuh < baris:
            self.mulai_baru(self.penuh)

    def terbelah(self, baris: int, perlu: float) -> bool:
        """Would rows of so many points from a row on begin on this page and end on the next?"""
        terpakai = self._dasar + self._tinggi[baris] - self._tinggi[self._mulai]
        return baris > self._mulai and terpakai + perlu > self.muat

    def mulai_baru(self, baris: int) -> None:
        """A row begins a page."""
        self._mulai = baris
        self._dasar = self._ulang if baris > self._judul else 0.0
        batas = self._tinggi[baris] + self.muat - self._dasar
        self.penuh = max(bisect_right(self._tinggi, batas) - 1, baris + 1)


def muat_halaman(tata: Tata, *, mendatar: bool) -> float:
    """Points of rows that fit on one printed page, at the scale that makes the columns fit."""
    tinggi = _PENDEK if mendatar else _PANJANG
    return (tinggi - (_ATAS + _BAWAH) * _TITIK_INCI) / _skala(tata, mendatar=mendatar)


def _skala(tata: Tata, *, mendatar: bool) -> float:
    """How small the columns of the widest page must be printed to fit on it; 1 is their own size."""
    return _skala_kolom(tata.lebar, tata.halaman, tata.kolom_judul, mendatar)


@lru_cache(maxsize=256)
def _skala_kolom(
    lebar: tuple[float, ...],
    halaman: tuple[tuple[int, int], ...],
    kolom_judul: tuple[int, int] | None,
    mendatar: bool,
) -> float:
    ulang = range(0) if kolom_judul is None else range(kolom_judul[0], kolom_judul[1] + 1)
    terlebar = max(
        sum(titik_kolom(lebar[kolom]) for kolom in {*range(kiri, kanan + 1), *ulang})
        for kiri, kanan in halaman
    )
    return min(1.0, ((_PANJANG if mendatar else _PENDEK) - 2 * _TEPI * _TITIK_INCI) / terlebar)
