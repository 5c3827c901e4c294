"""Blocks that are not read: title lines, footnotes, the distribution chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.forms.definition import Catatan, Judul, Kurva
from skpbook.forms.layout import LetakKurva, Pena

if TYPE_CHECKING:
    from skpbook.forms.scan import Pindaian


def susun(pena: Pena, bagian: Judul | Catatan | Kurva, awalan: str) -> None:
    """Lines over the full width; the chart keeps free rows below its heading."""
    if isinstance(bagian, Kurva):
        pena.tulis(pena.penuh(), "seksi", teks=bagian.judul)
        pena.maju()
        akhir = pena.baris + bagian.tinggi_baris - 1
        pena.tulis(pena.penuh(), "bingkai", teks="", sampai=akhir)
        kiri, kanan = pena.penuh()
        pena.kurva = LetakKurva(
            baris=pena.baris, kolom=kiri, baris_akhir=akhir, kolom_akhir=kanan, ikut=awalan + bagian.ikut
        )
        for baris in range(pena.baris, akhir + 1):
            pena.tinggi[baris] = 18
        pena.maju(bagian.tinggi_baris)
        return
    gaya = "judul" if isinstance(bagian, Judul) else "catatan"
    if gaya == "catatan":
        pena.maju()
    for satu in bagian.baris:
        pena.tulis(pena.penuh(), gaya, teks=satu)
        pena.maju()
    if gaya == "judul":
        pena.maju()


def jangkar(_bagian: Judul | Catatan | Kurva) -> tuple[str, ...]:
    """A chart's heading ends the block before it."""
    return (_bagian.judul,) if isinstance(_bagian, Kurva) else ()


def label(bagian: Judul | Catatan | Kurva) -> tuple[str, ...]:
    """The chart's heading only."""
    return jangkar(bagian)


def baca(_mata: Pindaian, _bagian: Judul | Catatan | Kurva, _dari: int, _sampai: int, _awalan: str) -> None:
    """Nothing to read."""
