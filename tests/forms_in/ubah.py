"""Changes people make to a sheet, done to its grid: rows and columns inserted, merges undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from skpbook.forms.grid import Kisi

Area = tuple[int, int, int, int]


def sisip_baris(kisi: Kisi, di: int, banyak: int = 1) -> Kisi:
    """Empty rows before row `di`; merged areas over it grow."""
    lebar = max((len(satu) for satu in kisi.baris), default=0)
    baris = [*kisi.baris[:di], *([""] * lebar for _ in range(banyak)), *kisi.baris[di:]]
    return msgspec.structs.replace(
        kisi, baris=baris, gabungan=tuple(_turun(satu, di, banyak) for satu in kisi.gabungan)
    )


def sisip_kolom(kisi: Kisi, di: int = 0, banyak: int = 1) -> Kisi:
    """Empty columns before column `di`."""
    baris = [[*satu[:di], *[""] * banyak, *satu[di:]] for satu in kisi.baris]
    gabungan = tuple(_kanan(satu, di, banyak) for satu in kisi.gabungan)
    return msgspec.structs.replace(kisi, baris=baris, gabungan=gabungan)


def lepas(kisi: Kisi) -> Kisi:
    """All merges undone."""
    return msgspec.structs.replace(kisi, gabungan=())


def _turun(area: Area, di: int, banyak: int) -> Area:
    atas, kiri, bawah, kanan = area
    return (atas + banyak * (atas >= di), kiri, bawah + banyak * (bawah >= di), kanan)


def _kanan(area: Area, di: int, banyak: int) -> Area:
    atas, kiri, bawah, kanan = area
    return (atas, kiri + banyak * (kiri >= di), bawah, kanan + banyak * (kanan >= di))


def hapus_baris(kisi: Kisi, di: int) -> Kisi:
    """Row `di` deleted; merged areas over it shrink, one of a single cell is none."""
    baris = [*kisi.baris[:di], *kisi.baris[di + 1 :]]
    area = [(a - (a > di), b, c - (c >= di), d) for a, b, c, d in kisi.gabungan]
    gabungan = tuple(satu for satu in area if satu[2] >= satu[0] and satu[:2] != satu[2:])
    return msgspec.structs.replace(kisi, baris=baris, gabungan=gabungan)
