"""Geometry of the report's pictures; the template draws them, so that every text in them is escaped there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

LEBAR, TINGGI = 340, 190
_ATAS, _BAWAH, _TEPI = 22, 40, 8
_ISI_BATANG = 0.62


class Batang(Struct, frozen=True):
    """One column of a curve: a rectangle, the place of its texts, what they say."""

    x: float
    y: float
    lebar: float
    tinggi: float
    tengah: float
    angka: int
    nama: tuple[str, ...]


class Kurva(Struct, frozen=True, kw_only=True):
    """Columns over a ground line; `garis` is the dashed guidance curve as an SVG path, "" where there is none."""

    judul: str
    batang: tuple[Batang, ...]
    garis: str
    alas: float
    lebar: int = LEBAR
    tinggi: int = TINGGI


class Potong(Struct, frozen=True):
    """A piece of a stacked bar, from 0 to 100. `tampak`: wide enough for its number."""

    x: float
    lebar: float
    angka: int
    nama: str
    kelas: str

    @property
    def tampak(self) -> bool:
        """Whether its number fits into it."""
        return self.lebar >= 2.2 * len(str(self.angka)) + 1


def kurva(judul: str, nama: Sequence[str], angka: Sequence[int], panduan: Sequence[float] | None) -> Kurva:
    """Columns of people and the guidance over them, on one scale."""
    alas = TINGGI - _BAWAH
    terbesar = max((*angka, *(panduan or ()), 1))
    langkah = (LEBAR - 2 * _TEPI) / len(nama)

    def y(nilai: float) -> float:
        return round(alas - nilai / terbesar * (alas - _ATAS), 1)

    batang = []
    titik = []
    for i, satu in enumerate(angka):
        tengah = _TEPI + langkah * (i + 0.5)
        lebar = langkah * _ISI_BATANG
        atas = y(satu)
        batang.append(
            Batang(
                round(tengah - lebar / 2, 1),
                atas,
                round(lebar, 1),
                round(alas - atas, 1),
                round(tengah, 1),
                satu,
                tuple(nama[i].split(" ")),
            )
        )
        if panduan is not None:
            titik.append((tengah, y(panduan[i])))
    return Kurva(judul=judul, batang=tuple(batang), garis=_lengkung(titik, alas), alas=alas)


def _lengkung(titik: Sequence[tuple[float, float]], alas: float) -> str:
    """A smooth path through points that stays above the ground line."""
    if not titik:
        return ""
    jalur = [f"M{titik[0][0]:.1f} {titik[0][1]:.1f}"]
    for i in range(len(titik) - 1):
        lalu, dari, ke = titik[max(0, i - 1)], titik[i], titik[i + 1]
        depan = titik[min(len(titik) - 1, i + 2)]
        satu = (dari[0] + (ke[0] - lalu[0]) / 6, min(alas, dari[1] + (ke[1] - lalu[1]) / 6))
        dua = (ke[0] - (depan[0] - dari[0]) / 6, min(alas, ke[1] - (depan[1] - dari[1]) / 6))
        jalur.append("C" + " ".join(f"{x:.1f} {y:.1f}" for x, y in (satu, dua, ke)))
    return " ".join(jalur)


def bertumpuk(isi: Sequence[tuple[str, int, str]]) -> tuple[Potong, ...]:
    """(name, number, style) as the pieces of a bar that is 100 wide; nobody has no piece."""
    jumlah = sum(angka for _, angka, _ in isi)
    potong, x = [], 0.0
    for nama, angka, kelas in isi:
        if not angka:
            continue
        lebar = angka / jumlah * 100
        potong.append(Potong(round(x, 2), round(lebar, 2), angka, nama, kelas))
        x += lebar
    return tuple(potong)
