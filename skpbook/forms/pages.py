"""Print set-up: A4, one page wide, what stands on every page, and where pages begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.forms.heights import titik_kolom

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter.worksheet import Worksheet

    from skpbook.forms.definition import Definisi
    from skpbook.forms.layout import Tata

A4 = 9
_PANJANG, _PENDEK = 841.9, 595.3
_TEPI = 0.4
_ATAS, _BAWAH = 0.35, 0.5
_TITIK_INCI = 72
_CERMAT = 0.98
"""Programs round the scale down and heights up: a little less fits than calculated."""

_KAKI_TERPANJANG = 200


def atur_cetak(
    lembar: Worksheet, definisi: Definisi, tata: Tata, tinggi: Mapping[int, float], untuk: str | None
) -> None:
    """A4, repeated rows, page breaks, footer with the form's name, for whom, and page numbers."""
    lembar.set_paper(A4)
    if definisi.mendatar:
        lembar.set_landscape()
    lembar.set_margins(left=_TEPI, right=_TEPI, top=_ATAS, bottom=_BAWAH)
    lembar.fit_to_pages(tata.lebar_halaman, 0)
    lembar.center_horizontally()
    lembar.print_black_and_white()
    kiri, kanan = tata.kolom_cetak
    lembar.print_area(0, kiri, max(tata.jumlah_baris - 1, 0), kanan)
    if tata.baris_judul is not None:
        lembar.repeat_rows(*tata.baris_judul)
    if tata.lebar_halaman > 1 and tata.kolom_judul is not None:
        lembar.repeat_columns(*tata.kolom_judul)
    if definisi.bekukan:
        baris = tata.baris_judul[1] + 1 if tata.baris_judul else 0
        lembar.freeze_panes(baris, tata.kolom_judul[1] + 1 if tata.kolom_judul else 0)
    pemisah = awal_halaman(tata, tinggi, mendatar=definisi.mendatar)
    if pemisah:
        lembar.set_h_pagebreaks(list(pemisah))
    tengah = f"&C&8{_aman(untuk)}" if untuk else ""
    lembar.set_footer(f"&L&8{_aman(definisi.nama)}{tengah}&R&8Halaman &P dari &N", {"margin": 0.25})


def _aman(teks: str) -> str:
    """Footer text: & begins a code there."""
    return " ".join(teks.split())[:_KAKI_TERPANJANG].replace("&", "&&")


def awal_halaman(tata: Tata, tinggi: Mapping[int, float], *, mendatar: bool) -> tuple[int, ...]:
    """Rows that begin a page by order: the layout's own, and groups that would else be split.

    Pages of growing tables break where they are full, as the program finds it when it prints.
    """
    muat = muat_halaman(tata, mendatar=mendatar)
    judul = 0.0
    if tata.baris_judul is not None:
        judul = sum(
            _tinggi(tata, tinggi, baris) for baris in range(tata.baris_judul[0], tata.baris_judul[1] + 1)
        )
    paksa = {baris for baris in tata.pemisah_halaman if baris not in tata.tersembunyi}
    kelompok = dict(tata.utuh)
    hasil: list[int] = []
    terpakai = 0.0
    mulai = 0
    for baris in range(tata.jumlah_baris):
        tambah = _tinggi(tata, tinggi, baris)
        perlu = tambah
        if baris in kelompok:
            perlu = sum(_tinggi(tata, tinggi, satu) for satu in range(baris, kelompok[baris] + 1))
        pecah = baris in kelompok and terpakai + perlu > muat and perlu <= muat - judul and baris > mulai
        if baris in paksa or pecah:
            hasil.append(baris)
        if baris in paksa or pecah or terpakai + tambah > muat:
            mulai = baris
            terpakai = judul if tata.baris_judul is not None and baris > tata.baris_judul[1] else 0.0
        terpakai += tambah
    return tuple(satu for satu in hasil if satu)


def muat_halaman(tata: Tata, *, mendatar: bool) -> float:
    """Points of rows that fit on one printed page, at the scale that makes the columns fit."""
    panjang, pendek = (_PENDEK, _PANJANG) if mendatar else (_PANJANG, _PENDEK)
    kiri, kanan = tata.kolom_cetak
    lebar = sum(titik_kolom(satu) for satu in tata.lebar[kiri : kanan + 1]) / tata.lebar_halaman
    skala = min(1.0, (pendek - 2 * _TEPI * _TITIK_INCI) / lebar)
    return (panjang - (_ATAS + _BAWAH) * _TITIK_INCI) / skala * _CERMAT


def _tinggi(tata: Tata, tinggi: Mapping[int, float], baris: int) -> float:
    return 0.0 if baris in tata.tersembunyi else tinggi[baris]
