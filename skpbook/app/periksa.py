"""`periksa`: all rules over the book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.app.konteks import periksa_konteks, susun_konteks
from skpbook.app.saring import periksa_berkas, periksa_periode, periksa_unit
from skpbook.domain.temuan import Temuan, Tingkat

if TYPE_CHECKING:
    from skpbook.app.buku import Buku


class HasilPeriksa(Struct, frozen=True, kw_only=True):
    """Findings in a stable order; `ringkasan` counts those that are not waived, by severity."""

    temuan: tuple[Temuan, ...]
    ringkasan: Mapping[str, int]

    @property
    def ada_galat(self) -> bool:
        """Whether a finding of severity galat stands."""
        return self.ringkasan[Tingkat.GALAT] > 0


def periksa(
    buku: Buku, *, unit: str | None = None, periode: str | None = None, berkas: str | None = None
) -> HasilPeriksa:
    """Run every rule. `unit`, `periode` and `berkas` choose what is shown; the rules see the whole book.

    Raises `TidakBisa` for a unit, a period or a file that is none.
    """
    kode = periksa_periode(buku, periode)
    nama = periksa_berkas(buku, berkas)
    konteks = susun_konteks(buku, kode)
    kode_unit = periksa_unit(konteks.daftar, unit)
    semua = periksa_konteks(konteks)
    terpilih = tuple(
        satu
        for satu in semua
        if (kode_unit is None or satu.unit == kode_unit)
        and (kode is None or satu.periode in (None, kode) or "/" in satu.periode)
        and (nama is None or satu.berkas in nama)
    )
    return HasilPeriksa(temuan=terpilih, ringkasan=ringkas(terpilih))


def ringkas(temuan: Iterable[Temuan]) -> Mapping[str, int]:
    """How many findings stand (not waived), by severity, all three named."""
    hitung = Counter(satu.tingkat for satu in temuan if not satu.dikecualikan)
    return {tingkat.value: hitung[tingkat] for tingkat in Tingkat}
