"""The predikat of every pegawai in every period and year that is known, small enough for a large instansi.

One byte a pegawai and period: a hundred thousand people over twelve months are 1.2 MB.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import numpy.typing as npt
from msgspec import Struct

from skpbook.checks.kertas import periode_dari
from skpbook.checks.nilai import Sumber, nilai
from skpbook.domain.periode import Periode, daftar_periode
from skpbook.regulation.label import Predikat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from skpbook.checks.konteks import Konteks
    from skpbook.checks.nilai import Penilaian

_PREDIKAT = tuple(Predikat)
_SUMBER = tuple(Sumber)
Bita = npt.NDArray[np.int8]


class Riwayat(Struct, frozen=True, kw_only=True):
    """`predikat[kode][i]` is 1 + the place in `Predikat` of the i-th NIP in the period, 0 for none.

    `sumber` likewise tells where it comes from (1 + the place in `Sumber`).
    """

    nip: tuple[str, ...]
    predikat: Mapping[str, Bita]
    sumber: Mapping[str, Bita]

    def kolom(self, kode: str) -> list[str]:
        """The predikat of everybody in a period as words, "" for none."""
        kata = ("", *(satu.value for satu in _PREDIKAT))
        return [kata[i] for i in self.angka(kode)]

    def angka(self, kode: str) -> Bita:
        """As `predikat`, all 0 for a period of which nothing is known."""
        ada = self.predikat.get(kode)
        return np.zeros(len(self.nip), np.int8) if ada is None else ada

    def milik(self, letak: int, kode: str) -> Predikat | None:
        """The predikat of the pegawai at a place."""
        i = int(self.angka(kode)[letak])
        return _PREDIKAT[i - 1] if i else None

    def tahun(self) -> tuple[int, ...]:
        """The years with an annual predikat of anybody, earliest first."""
        ada = (periode_dari(kode) for kode, isi in self.predikat.items() if isi.any())
        return tuple(sorted({p.tahun for p in ada if p is not None and p.jenis == "tahunan"}))

    def ambil(self, letak: Sequence[int]) -> Riwayat:
        """Only the pegawai at these places, in this order."""
        di = list(letak)
        return Riwayat(
            nip=tuple(self.nip[i] for i in di),
            predikat={kode: isi[di] for kode, isi in self.predikat.items()},
            sumber={kode: isi[di] for kode, isi in self.sumber.items()},
        )


def susun_riwayat(nip: Iterable[str], semua: Iterable[tuple[str, str, Penilaian]]) -> Riwayat:
    """The history of these NIP out of (NIP, period code, what it comes to); of others nothing is kept."""
    urutan = tuple(nip)
    letak = {satu: i for i, satu in enumerate(urutan)}
    predikat: dict[str, Bita] = {}
    sumber: dict[str, Bita] = {}
    for siapa, kode, satu in semua:
        i = letak.get(siapa)
        if i is None or satu.predikat is None or satu.sumber is None:
            continue
        if kode not in predikat:
            predikat[kode], sumber[kode] = (np.zeros(len(urutan), np.int8) for _ in range(2))
        predikat[kode][i] = 1 + _PREDIKAT.index(satu.predikat)
        sumber[kode][i] = 1 + _SUMBER.index(satu.sumber)
    return Riwayat(nip=urutan, predikat=predikat, sumber=sumber)


def nilai_konteks(konteks: Konteks) -> Iterator[tuple[str, str, Penilaian]]:
    """(NIP, period code, what it comes to) of all periods and years the context knows of."""
    semua = msgspec.structs.replace(konteks, periode=None) if konteks.periode else konteks
    for kunci in dict.fromkeys((*semua.evaluasi, *semua.ekinerja)):
        yield *kunci, nilai(semua.evaluasi.get(kunci, ()), semua.ekinerja.get(kunci))


def periode_setahun(riwayat: Riwayat, jenis: str, tahun: int) -> tuple[Periode, ...]:
    """The periods of the year in order: those of the book's kind, and any other that somebody is rated in."""
    ada = (periode_dari(kode) for kode, isi in riwayat.predikat.items() if isi.any())
    lain = {p.kode: p for p in ada if p is not None and p.tahun == tahun}
    semua = {satu.kode: satu for satu in daftar_periode(jenis, tahun)} | lain
    return tuple(sorted(semua.values(), key=lambda p: p.urutan))


def sebelumnya(riwayat: Riwayat, kode: str | None) -> str | None:
    """The nearest earlier period of the same kind in which somebody is rated; None when there is none."""
    ini = periode_dari(kode)
    if ini is None:
        return None
    ada = (periode_dari(satu) for satu, isi in riwayat.predikat.items() if isi.any())
    lebih_dulu = [p for p in ada if p is not None and p.jenis == ini.jenis and p.akhir < ini.awal]
    return max(lebih_dulu, key=lambda p: p.akhir).kode if lebih_dulu else None
