"""The nearest counts that meet limits: integers on an ordered scale, the same total, fewest people moved."""

from __future__ import annotations

from itertools import accumulate, permutations
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable


class Kendala(msgspec.Struct, frozen=True):
    """At least `sedikit`, at most `banyak` people in the places of `kelompok` together (None: no limit)."""

    kelompok: tuple[int, ...]
    sedikit: int | None = None
    banyak: int | None = None


class _Ruang(msgspec.Struct, frozen=True):
    """The limits sorted out: bounds of single places, and the groups of several that need a minimum."""

    bawah: tuple[int, ...]
    atas: tuple[int, ...]
    kelompok: tuple[int, ...]
    sedikit: int


def sebaran_terdekat(
    asal: tuple[int, ...], puncak: int, kendala: Iterable[Kendala]
) -> tuple[int, ...] | None:
    """Counts with the total of `asal` that meet every limit and in which no place exceeds place `puncak`.

    Nearest: the fewest people change their place; then the fewest steps along the scale; then the fewest
    people at the lower end. None when nothing meets the limits. Limits on several places together may only
    be one minimum and may not hold `puncak` (ValueError else): with that the search is exact.
    """
    ruang = _ruang(asal, puncak, tuple(kendala))
    urutan = tuple(tempat for tempat in range(len(asal)) if tempat != puncak)
    paling_sedikit: int | None = None
    tinggi: list[int] = []
    for geser in range(sum(asal) + 1):
        if paling_sedikit is not None and geser > paling_sedikit:
            break
        for calon in {asal[puncak] - geser, asal[puncak] + geser}:
            isi = _isi(asal, puncak, calon, ruang, urutan)
            if isi is None:
                continue
            pindah = _pindah(asal, isi)
            if paling_sedikit is None or pindah < paling_sedikit:
                paling_sedikit, tinggi = pindah, []
            if pindah == paling_sedikit:
                tinggi.append(calon)
    semua = (
        isi
        for calon in tinggi
        for urutan_isi in permutations(urutan)
        if (isi := _isi(asal, puncak, calon, ruang, urutan_isi)) is not None
    )
    return min(semua, key=lambda isi: (_pindah(asal, isi), _langkah(asal, isi), isi), default=None)


def _ruang(asal: tuple[int, ...], puncak: int, kendala: tuple[Kendala, ...]) -> _Ruang:
    bawah, atas = [0] * len(asal), [sum(asal)] * len(asal)
    bersama: list[Kendala] = []
    for satu in kendala:
        if len(satu.kelompok) > 1:
            if satu.banyak is not None or puncak in satu.kelompok or bersama:
                raise ValueError("Batas gabungan hanya boleh satu batas terendah tanpa predikat mayoritas.")
            bersama.append(satu)
            continue
        tempat = satu.kelompok[0]
        bawah[tempat] = max(bawah[tempat], satu.sedikit or 0)
        if satu.banyak is not None:
            atas[tempat] = min(atas[tempat], satu.banyak)
    satu_kelompok = bersama[0] if bersama else Kendala(())
    return _Ruang(tuple(bawah), tuple(atas), satu_kelompok.kelompok, satu_kelompok.sedikit or 0)


def _isi(
    asal: tuple[int, ...], puncak: int, tinggi: int, ruang: _Ruang, urutan: tuple[int, ...]
) -> tuple[int, ...] | None:
    """Counts nearest to `asal` with `tinggi` people at `puncak`, the rest placed in the order `urutan`."""
    if not ruang.bawah[puncak] <= tinggi <= ruang.atas[puncak]:
        return None
    atas = [min(batas, tinggi) for batas in ruang.atas]
    if any(rendah > batas for rendah, batas in zip(ruang.bawah, atas, strict=True)):
        return None
    isi = [min(max(angka, ruang.bawah[i]), atas[i]) for i, angka in enumerate(asal)]
    isi[puncak] = tinggi

    def tambah(orang: int, tempat: Iterable[int]) -> int:
        for i in tempat:
            masuk = min(orang, atas[i] - isi[i])
            isi[i] += masuk
            orang -= masuk
        return orang

    kurang = ruang.sedikit - sum(isi[i] for i in ruang.kelompok)
    if kurang > 0 and tambah(kurang, (i for i in urutan if i in ruang.kelompok)):
        return None
    sisa = sum(asal) - sum(isi)
    if sisa > 0:
        sisa = tambah(sisa, urutan)
    for i in urutan:
        if sisa == 0:
            break
        bebas = isi[i] - ruang.bawah[i]
        if i in ruang.kelompok:
            bebas = min(bebas, sum(isi[j] for j in ruang.kelompok) - ruang.sedikit)
        keluar = min(bebas, max(0, -sisa))
        isi[i] -= keluar
        sisa += keluar
    return tuple(isi) if sisa == 0 else None


def _pindah(asal: tuple[int, ...], isi: tuple[int, ...]) -> int:
    return sum(max(0, baru - lama) for lama, baru in zip(asal, isi, strict=True))


def _langkah(asal: tuple[int, ...], isi: tuple[int, ...]) -> int:
    """People times steps along the scale."""
    return sum(map(abs, accumulate(baru - lama for lama, baru in zip(asal, isi, strict=True))))
