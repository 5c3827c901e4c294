"""Blocks that are not read: title lines, footnotes, the distribution chart."""

from __future__ import annotations

from skpbook.forms.definition import Catatan, Judul, Kurva
from skpbook.forms.layout import LetakKurva, Pena

TINGGI_KURVA = 18.0
"""Points of each row behind the chart."""


def susun(pena: Pena, bagian: Judul | Catatan | Kurva, awalan: str) -> None:
    """Lines over the width of each page; the chart keeps free rows below its heading."""
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
            pena.tinggi[baris] = TINGGI_KURVA
        pena.maju(bagian.tinggi_baris)
        pena.satukan(akhir - bagian.tinggi_baris)
        return
    mulai = pena.baris
    if isinstance(bagian, Catatan):
        pena.tinggi[pena.baris] = 5
        pena.maju()
    for satu in bagian.baris:
        for kolom in pena.per_halaman():
            pena.tulis(kolom, "judul" if isinstance(bagian, Judul) else "catatan", teks=satu)
        pena.maju()
    if isinstance(bagian, Catatan):
        pena.satukan(mulai, sambung=True)
        return
    pena.tinggi[pena.baris] = 8
    pena.maju()
    if bagian.ulang:
        pena.ulang(mulai)


def jangkar(_bagian: Judul | Catatan | Kurva) -> tuple[str, ...]:
    """A chart's heading ends the block before it."""
    return (_bagian.judul,) if isinstance(_bagian, Kurva) else ()


def label(bagian: Judul | Catatan | Kurva) -> tuple[str, ...]:
    """The chart's heading only."""
    return jangkar(bagian)
