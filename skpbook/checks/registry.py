"""The one list of rules: code, severity, title, ground, explanation, and the function that looks.

A family module registers its rules here when it is imported; `skpbook.checks` imports them all, so whoever
imports anything of this package sees the whole list. `docs/aturan.md`, `skpbook aturan` and the Temuan sheet
are written from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.domain.temuan import Temuan, Tingkat

if TYPE_CHECKING:
    from skpbook.checks.konteks import Konteks

Pemeriksa = Callable[["Konteks"], Iterable[Temuan]]
"""A rule: pure, looks at the whole konteks, gives the findings of its own code."""

KELUARGA_ATURAN: Mapping[str, str] = {
    "B": "Berkas",
    "I": "Identitas dan daftar pegawai",
    "S": "Sasaran Kinerja Pegawai",
    "M": "Manual indikator dan workblock",
    "K": "Kaskade",
    "E": "Evaluasi",
    "P": "Pola distribusi",
}
"""First letter of a code -> its family, in the order of the catalogue."""

_KODE = re.compile(r"[BISMKEP]\d{3}")


class Aturan(Struct, frozen=True, kw_only=True):
    """One rule as people read it.

    `dasar` is the ground (regulation or practice), `penjelasan` what is compared and why it matters,
    `salah` and `benar` an example each. `fungsi` is None for what intake finds while it opens a file:
    those are only named here.
    """

    kode: str
    tingkat: Tingkat
    judul: str
    dasar: str
    penjelasan: str
    salah: str
    benar: str
    fungsi: Pemeriksa | None = None

    @property
    def keluarga(self) -> str:
        """Name of the family the code belongs to."""
        return KELUARGA_ATURAN[self.kode[0]]


class _Katalog(Mapping[str, Aturan]):
    """Code -> rule; iterates in code order (the numbers alone give the order of the catalogue)."""

    def __init__(self) -> None:
        self._isi: dict[str, Aturan] = {}

    def __getitem__(self, kode: str) -> Aturan:
        return self._isi[kode]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._isi, key=lambda kode: kode[1:]))

    def __len__(self) -> int:
        return len(self._isi)

    def tambah(self, baru: Aturan) -> None:
        """Register; ValueError for a malformed code or a taken one (a code never changes its meaning)."""
        if not _KODE.fullmatch(baru.kode):
            raise ValueError(f"kode aturan {baru.kode!r} tidak berbentuk huruf keluarga dan tiga angka")
        if any(lama[1:] == baru.kode[1:] for lama in self._isi):
            raise ValueError(f"kode aturan {baru.kode} sudah dipakai")
        self._isi[baru.kode] = baru


_katalog = _Katalog()

ATURAN: Mapping[str, Aturan] = _katalog
"""Every rule by its code, in code order."""


def aturan(
    kode: str,
    tingkat: Tingkat,
    judul: str,
    *,
    dasar: str,
    penjelasan: str,
    salah: str,
    benar: str,
) -> Callable[[Pemeriksa], Pemeriksa]:
    """Decorator: register a rule function under its code. ValueError when the code is taken."""

    def daftarkan(fungsi: Pemeriksa) -> Pemeriksa:
        _katalog.tambah(
            Aturan(
                kode=kode,
                tingkat=tingkat,
                judul=judul,
                dasar=dasar,
                penjelasan=penjelasan,
                salah=salah,
                benar=benar,
                fungsi=fungsi,
            )
        )
        return fungsi

    return daftarkan


def catat(baru: Aturan) -> None:
    """Register a rule that intake applies while it opens a file (no function here)."""
    _katalog.tambah(baru)
