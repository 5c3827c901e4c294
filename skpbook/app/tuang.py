"""Workbooks poured and written, by one process or several."""

from __future__ import annotations

from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.app.keluar import Status, tulis_templat
from skpbook.domain.galat import TidakBisa
from skpbook.forms.catalog import muat_katalog
from skpbook.forms.order import Pesanan
from skpbook.forms.pour import Penuang
from skpbook.forms.values import TeksTerlaluPanjang
from skpbook.intake.kolam import berurut, kolam

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_POTONGAN = 16
_ANTRE = 3


class Tugas(Struct, frozen=True):
    """One workbook to write, small enough to hand to a worker process."""

    tujuan: str
    pesanan: Pesanan


def tuang_semua(tugas: Iterable[Tugas], formulir: Path | None, kerja: int) -> Iterator[tuple[str, Status]]:
    """Write workbooks in this process or in several; only a few are ahead of what has been written."""
    potongan = _potong(tugas)
    kerjakan = partial(_tulis, formulir)
    if kerja <= 1:
        for satu in potongan:
            yield from kerjakan(satu)
        return
    with kolam(kerja) as pelaksana:
        for hasil in berurut(pelaksana, kerjakan, potongan, kerja * _ANTRE):
            yield from hasil


def _potong(tugas: Iterable[Tugas]) -> Iterator[tuple[Tugas, ...]]:
    jalan = iter(tugas)
    while potong := tuple(islice(jalan, _POTONGAN)):
        yield potong


@lru_cache(maxsize=2)
def _penuang(formulir: Path | None) -> Penuang:
    """What a process pours with: its catalogue and moulds are made once."""
    return Penuang(muat_katalog(formulir))


def _tulis(formulir: Path | None, tugas: tuple[Tugas, ...]) -> list[tuple[str, Status]]:
    """Write workbooks."""
    penuang = _penuang(formulir)
    hasil = []
    for satu in tugas:
        try:
            data = penuang.tuang(satu.pesanan)
        except TeksTerlaluPanjang as salah:
            raise TidakBisa(f"{Path(satu.tujuan).name}: {salah}") from salah
        hasil.append((satu.tujuan, tulis_templat(Path(satu.tujuan), data)))
    return hasil
