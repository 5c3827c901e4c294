"""Reading a headed numbered list of texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.forms.layout import rentang_kolom
from skpbook.forms.paths import ambil, taruh
from skpbook.forms.reading.bullets import belah_butir, tanpa_butir

if TYPE_CHECKING:
    from skpbook.forms.definition import Daftar
    from skpbook.forms.scan import Pindaian


def baca(mata: Pindaian, bagian: Daftar, dari: int, sampai: int, awalan: str) -> None:
    """Every text below the heading, without its number; a bare number is no text.

    Where the texts are numbered in a column of their own, one without a number goes on with the one before.
    """
    jalur = awalan + bagian.isi
    kena = mata.cari((bagian.judul,), dari, sampai)
    if kena is None:
        return
    baris_isi = [(baris, mata.isi_baris(baris, 0, mata.kanan + 2)) for baris in range(kena.baris + 1, sampai)]
    kolom_teks = _kolom_teks(baris_isi, kena.kolom)
    mata.tempat[jalur] = mata.tempat_sel(
        kena.baris + 1, rentang_kolom(bagian.teks)[0] if kolom_teks is None else kolom_teks
    )
    if kena.sisa:
        _tambah(mata, jalur, kena.baris, kena.kolom, kena.sisa)
    for baris, isi in baris_isi:
        berangka = bool(isi) and _angka(isi[0][1])
        potong = isi[1:] if berangka else isi
        if not potong:
            continue
        kolom, teks = potong[0]
        nomor = mata.panjang(jalur)
        if kolom_teks is not None and kolom >= kolom_teks and not berangka and nomor:
            taruh(
                mata.pohon, f"{jalur}[{nomor - 1}]", f"{ambil(mata.pohon, f'{jalur}[{nomor - 1}]')}\n{teks}"
            )
        else:
            _tambah(mata, jalur, baris, kolom, teks if berangka else tanpa_butir(teks))


def _kolom_teks(baris: list[tuple[int, list[tuple[int, str]]]], kiri: int) -> int | None:
    """The column of the texts where numbers stand in a column left of it; None for lists without one."""
    kolom = [isi[1][0] for _, isi in baris if len(isi) > 1 and _angka(isi[0][1]) and isi[0][0] <= kiri + 1]
    return min(kolom) if kolom else None


def _angka(teks: str) -> bool:
    return len(teks) <= 4 and teks.strip("().").isdigit()


def _tambah(mata: Pindaian, jalur: str, baris: int, kolom: int, teks: str) -> None:
    for satu in belah_butir(teks) or [teks]:
        mata.catat(f"{jalur}[{mata.panjang(jalur)}]", baris, kolom, satu)
