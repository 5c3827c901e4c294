"""Many faults at random places of an instansi in memory: one kind a rule, none where another one is.

What is planted and where it must be found stands in `contoh.tanaman`. The patterns of a unit (family P) follow from
planted ratings and are held against what was planted only in units where none was.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from skpbook.checks.jalankan import periksa
from skpbook.checks.konteks import Konteks
from skpbook.contoh import tanaman
from skpbook.contoh.tanaman.ladang import JENIS, Ladang, Tempat4
from skpbook.domain.strategi import PerjanjianKinerja

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from skpbook.contoh.instansi import Instansi
    from skpbook.contoh.tanaman.ladang import Jenis
    from skpbook.domain.temuan import Temuan

__all__ = ["JENIS", "Tanaman", "bandingkan", "ringkas", "tanam", "tanaman"]

_PEDOMAN_LAIN = "se-3-2023"
_HANYA_PEDOMAN_LAIN = "P602"


class Tanaman(Struct, frozen=True):
    """An instansi with its faults: how many, which findings must come of them, and the files of the units whose
    pattern is not judged.
    """

    konteks: Konteks
    banyak: int
    harapan: tuple[Tempat4, ...]
    terusik: frozenset[str]


class _Penanam:
    def __init__(self, instansi: Instansi, benih: int) -> None:
        self.ladang = Ladang(instansi, random.Random(benih))  # noqa: S311 - invented places, nothing secret
        self._antre = [sorted(satu.calon(self.ladang)) for satu in _urutan()]
        for antre in self._antre:
            self.ladang.acak.shuffle(antre)
        self.terpakai: set[str] = set()
        self.harapan: list[Tempat4] = []
        self.usik: set[str] = set()

    def satu(self, nomor: int, jenis: Jenis) -> bool:
        """Plant one of a kind at the next free place; False where there is none left."""
        antre = self._antre[nomor]
        while antre:
            calon = antre.pop()
            daerah = jenis.daerah(self.ladang, calon)
            if daerah & self.terpakai or not self._pola_bebas(jenis, calon):
                continue
            if letak := jenis.tanam(self.ladang, calon):
                self.terpakai |= daerah
                self.harapan.extend(letak)
                self._catat(jenis, calon)
                return True
        return False

    def _unit(self, calon: str) -> str:
        orang = self.ladang.instansi.orang.get(calon)
        return orang.pegawai.unit if orang else calon

    def _pola_bebas(self, jenis: Jenis, calon: str) -> bool:
        """A fault in a unit's pattern wants a unit to itself; whoever disturbs ratings keeps out of such a one."""
        unit = self._unit(calon)
        if jenis.kode.startswith("P"):
            return unit not in self.usik and f"pola:{unit}" not in self.terpakai
        return not jenis.usik or f"pola:{unit}" not in self.terpakai

    def _catat(self, jenis: Jenis, calon: str) -> None:
        unit = self._unit(calon)
        if jenis.kode.startswith("P"):
            self.terpakai.add(f"pola:{unit}")
        elif jenis.usik:
            self.usik.add(unit)


def tanam(instansi: Instansi, banyak: int, benih: int = 2026) -> Tanaman:
    """Plant `banyak` faults, kind after kind. ValueError where there are not places enough."""
    penanam = _Penanam(instansi, benih)
    sisa = list(enumerate(_urutan()))
    ditanam = 0
    while ditanam < banyak and sisa:
        berikut = []
        for nomor, jenis in sisa:
            if ditanam == banyak:
                break
            if penanam.satu(nomor, jenis):
                ditanam += 1
                berikut.append((nomor, jenis))
        sisa = berikut
    if ditanam < banyak:
        raise ValueError(f"hanya {ditanam} kesalahan yang dapat ditanam")
    ladang = penanam.ladang
    return Tanaman(
        ladang.konteks(),
        ditanam,
        tuple(penanam.harapan),
        frozenset(ladang.dokumen(satu, PerjanjianKinerja).berkas for satu in penanam.usik),
    )


def _urutan() -> list[Jenis]:
    """Kinds that want a whole unit or a whole matrix first, while there are some."""
    return sorted(JENIS, key=lambda satu: (not satu.kode.startswith("P"), satu.kode[0] != "K"))


def bandingkan(hasil: Tanaman) -> tuple[list[Tempat4], list[Tempat4]]:
    """(planted and not found, found and not planted)."""
    ada = Counter(_letak(hasil, periksa(hasil.konteks)))
    lain = replace(hasil.konteks, aturan_distribusi=_PEDOMAN_LAIN)
    ada.update(_letak(hasil, periksa(lain, {_HANYA_PEDOMAN_LAIN})))
    harus = Counter(hasil.harapan)
    return list((harus - ada).elements()), list((ada - harus).elements())


def _letak(hasil: Tanaman, semua: tuple[Temuan, ...]) -> Iterator[Tempat4]:
    for satu in semua:
        if not (satu.kode.startswith("P") and satu.berkas in hasil.terusik):
            yield satu.kode, satu.berkas, satu.lembar, satu.sel


def ringkas(hasil: Tanaman, kurang: Sequence[Tempat4], lebih: Sequence[Tempat4]) -> Mapping[str, int]:
    """Figures to print of what `bandingkan` gives."""
    return {
        "ditanam": hasil.banyak,
        "temuan yang harus ada": len(hasil.harapan),
        "ditemukan": len(hasil.harapan) - len(kurang),
        "di luar yang ditanam": len(lebih),
    }
