"""Field paths of a document: the text at one path, and every text with its path."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LANGKAH = re.compile(r"([a-z_]+)|\[(\d+)\]")


def nilai_jalur(isi: Struct, jalur: str) -> str | None:
    """The text at a field path ("utama[0].iki[1].target"); None when empty or when there is no such place."""
    kini: object = isi
    for nama, nomor in _LANGKAH.findall(jalur):
        if nama:
            kini = getattr(kini, nama, None)
        else:
            deret = kini if isinstance(kini, tuple) else ()
            kini = deret[int(nomor)] if int(nomor) < len(deret) else None
    return kini if isinstance(kini, str) and kini else None


def nilai_sepola(isi: Struct, jalur: str) -> Iterator[str]:
    """The texts at all paths that differ from `jalur` only in their indexes."""
    kini: list[object] = [isi]
    for nama, _ in _LANGKAH.findall(jalur):
        if nama:
            kini = [getattr(satu, nama, None) for satu in kini]
        else:
            kini = [isi_satu for satu in kini if isinstance(satu, tuple) for isi_satu in satu]
    return (satu for satu in kini if isinstance(satu, str))


def ada_teks(isi: object, cocok: Callable[[str, str], bool], medan: str = "") -> bool:
    """Whether a text anywhere in a document fits, given the name of its field; far cheaper than `teks_berjalur`."""
    if isinstance(isi, str):
        return cocok(medan, isi)
    if isinstance(isi, tuple):
        return any(ada_teks(satu, cocok, medan) for satu in isi)
    if isinstance(isi, Struct):
        for nama in isi.__struct_fields__:
            satu = cast("object", getattr(isi, nama))
            if satu is not None and satu != () and ada_teks(satu, cocok, nama):
                return True
    return False


def teks_berjalur(isi: object, jalur: str = "") -> list[tuple[str, str]]:
    """Every text of a document with its field path, in the order of the fields."""
    hasil: list[tuple[str, str]] = []
    _kumpulkan(isi, jalur, hasil)
    return hasil


def _kumpulkan(isi: object, jalur: str, hasil: list[tuple[str, str]]) -> None:
    """Into one list: a generator a level takes thrice as long, and rules walk through every text of everybody."""
    if isinstance(isi, str):
        hasil.append((jalur, isi))
    elif isinstance(isi, tuple):
        for nomor, satu in enumerate(isi):
            _kumpulkan(satu, f"{jalur}[{nomor}]", hasil)
    elif isinstance(isi, Struct):
        awal = f"{jalur}." if jalur else ""
        for nama in isi.__struct_fields__:
            bidang: object = getattr(isi, nama)
            if isinstance(bidang, str):
                hasil.append((awal + nama, bidang))
            elif bidang is not None and bidang != ():
                _kumpulkan(bidang, awal + nama, hasil)
