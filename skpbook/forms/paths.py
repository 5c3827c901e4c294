"""Field paths (`utama[0].iki[1].target`) into plain trees of dicts and lists."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from skpbook.domain.tempat import Tempat, alamat

Pohon = dict[str, Any]


class Terbaca(NamedTuple):
    """A text as read and the cell it stands in (zero-based)."""

    teks: str
    baris: int
    kolom: int


class Sejajar(list[Any]):
    """A list whose places mean something: empty ones stay (the cells of a matrix row)."""


_LANGKAH = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


@lru_cache(maxsize=65536)
def tempat_sel(lembar: str, baris: int, kolom: int) -> Tempat:
    """A cell (zero-based) of a sheet as a place."""
    return Tempat(lembar, alamat(baris, kolom))


@lru_cache(maxsize=65536)
def langkah(jalur: str) -> tuple[str | int, ...]:
    """Steps of a path: names and indexes."""
    return tuple(int(angka) if angka else nama for nama, angka in _LANGKAH.findall(jalur))


def ambil(pohon: Any, jalur: str) -> Any:
    """The value at a path of a tree of dicts, lists and None; None where the path does not lead."""
    sekarang = pohon
    for satu in langkah(jalur):
        if isinstance(satu, int):
            if not isinstance(sekarang, Sequence) or isinstance(sekarang, str) or satu >= len(sekarang):
                return None
            sekarang = sekarang[satu]
        else:
            if not isinstance(sekarang, Mapping):
                return None
            sekarang = sekarang.get(satu)
    return sekarang


def taruh(pohon: Pohon, jalur: str, nilai: Any) -> None:
    """Put a value at a path, making dicts and lists on the way; skipped list places become None."""
    wadah, akhir = wadah_akhir(pohon, langkah(jalur))
    wadah[akhir] = nilai


@lru_cache(maxsize=65536)
def belah_jalur(jalur: str) -> tuple[str, str | int]:
    """A path in two, its container and its last step: `utama[0].rencana` -> (`utama[0]`, `rencana`)."""
    if jalur.endswith("]"):
        di = jalur.rindex("[")
        return jalur[:di], int(jalur[di + 1 : -1])
    induk, _, nama = jalur.rpartition(".")
    return induk, nama


class Penanam:
    """Puts values into a tree, remembering its containers: fields of one item come one after the other."""

    __slots__ = ("_pohon", "_wadah")

    def __init__(self, pohon: Pohon) -> None:
        self._pohon = pohon
        self._wadah: dict[str, Any] = {"": pohon}

    def ambil(self, induk: str, nama: str | int) -> Any:
        """The value there is, None without one."""
        wadah = self._wadah.get(induk)
        if wadah is None:
            return None
        if isinstance(nama, int):
            return wadah[nama] if nama < len(wadah) else None
        return wadah.get(nama)

    def taruh_baru(self, induk: str, nama: str | int, nilai: Any) -> bool:
        """Put a value where there is none; False where there is one, or the container is not made yet for it."""
        wadah = self._wadah.get(induk)
        if wadah is None or isinstance(nama, int):
            return False
        return wadah.setdefault(nama, nilai) is nilai

    def taruh(self, induk: str, nama: str | int, nilai: Any) -> None:
        """Put a value into a container, made on the way; skipped list places become None."""
        wadah = self._wadah.get(induk)
        if wadah is None:
            wadah, _ = wadah_akhir(self._pohon, (*langkah(induk), nama))
            self._wadah[induk] = wadah
        if isinstance(nama, int):
            while len(wadah) <= nama:
                wadah.append(None)
        wadah[nama] = nilai


def wadah_akhir(pohon: Pohon, jalan: Sequence[str | int]) -> tuple[Any, str | int]:
    """The dict or list a path ends in, made on the way, and the last step; a list is long enough for it."""
    sekarang: Any = pohon
    for satu, berikut in itertools.pairwise(jalan):
        kosong: Any = [] if isinstance(berikut, int) else {}
        if isinstance(satu, int):
            while len(sekarang) <= satu:
                sekarang.append(None)
            if sekarang[satu] is None:
                sekarang[satu] = kosong
            sekarang = sekarang[satu]
        else:
            sekarang = sekarang.setdefault(satu, kosong)
    akhir = jalan[-1]
    if isinstance(akhir, int):
        while len(sekarang) <= akhir:
            sekarang.append(None)
    return sekarang, akhir
