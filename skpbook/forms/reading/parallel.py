"""Several indicators typed into one row, a line each in every cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.forms.reading.bullets import kalimat
from skpbook.regulation.pilihan import kenali

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skpbook.forms.reading.columns import Kolom
    from skpbook.forms.scan import Pindaian

Isi = dict[str, "tuple[int, str] | None"]


def belah_baris(mata: Pindaian, kolom: Sequence[Kolom], isi: Isi) -> list[Isi]:
    """The rows that a row is: more than one only when a choice cell holds a choice on every line and every other
    cell that is filled in has as many lines.
    """
    berisi = [satu for satu in kolom if isi[satu.kolom.isi] is not None]
    pilihan = [satu for satu in berisi if _pilihan(mata, satu) is not None]
    for satu in pilihan:
        baris = _baris(isi, satu)
        nama = _pilihan(mata, satu) or ""
        if len(baris) < 2 or not all(kenali(nama, teks) for teks in baris):
            continue
        semua = {lain.kolom.isi: _baris(isi, lain) for lain in berisi}
        if all(len(teks) == len(baris) for teks in semua.values()):
            return [_potong(isi, semua, nomor) for nomor in range(len(baris))]
    return [isi]


def _pilihan(mata: Pindaian, kolom: Kolom) -> str | None:
    return mata.katalog.isian(mata.definisi, f"iki.{kolom.kolom.isi}").pilihan


def _baris(isi: Isi, kolom: Kolom) -> list[str]:
    ada = isi[kolom.kolom.isi]
    return kalimat(ada[1]) if ada else []


def _potong(isi: Isi, semua: dict[str, list[str]], nomor: int) -> Isi:
    hasil: Isi = {}
    for nama, ada in isi.items():
        hasil[nama] = (ada[0], semua[nama][nomor]) if ada is not None and nama in semua else None
    return hasil
