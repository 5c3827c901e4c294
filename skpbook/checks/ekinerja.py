"""Which row of the e-Kinerja exports counts for a pegawai, where there are several."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.domain.ekinerja import BarisEkinerja, JenisEkinerja, LembarEkinerja

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from skpbook.domain.tempat import Rujukan


class BarisDi(Struct, frozen=True):
    """One row with the sheet it stands in."""

    lembar: LembarEkinerja
    baris: BarisEkinerja

    @property
    def nilai(self) -> tuple[str | None, str | None, str | None]:
        """Rating hasil kerja, rating perilaku kerja, predikat."""
        return self.baris.hasil, self.baris.perilaku, self.baris.predikat

    def rujukan(self, medan: str = "nip") -> Rujukan:
        """The cell of a field of the row."""
        return self.lembar.rujukan(self.baris, medan)


class Terpilih(Struct, frozen=True, kw_only=True):
    """The row that counts; `tersisih` gave way to it by a rule, `setara` only by coming earlier."""

    ini: BarisDi
    tersisih: tuple[BarisDi, ...] = ()
    setara: tuple[BarisDi, ...] = ()


def pilih_penilaian(
    lembar: Iterable[LembarEkinerja], periode: str | None = None
) -> Mapping[tuple[str, str], Terpilih]:
    """(NIP, period code) -> the row that counts, over all exports of ratings; of one period where it is named.

    Exports that name another period are not even read.
    """
    peta: dict[tuple[str, str], list[BarisDi]] = {}
    for satu in lembar:
        if satu.jenis is JenisEkinerja.SKP or (periode and satu.periode not in (None, periode)):
            continue
        for baris in satu.baris:
            if baris.nip and baris.periode and periode in (None, baris.periode):
                peta.setdefault((baris.nip, baris.periode), []).append(BarisDi(satu, baris))
    return {kunci: pilih(isi) for kunci, isi in peta.items()}


def pilih_skp(lembar: Iterable[LembarEkinerja], tahun: int) -> Mapping[str, Terpilih]:
    """NIP -> the row of a Laporan SKP that counts in a year; a report that names no year counts too."""
    peta: dict[str, list[BarisDi]] = {}
    for satu in lembar:
        if satu.jenis is JenisEkinerja.SKP and satu.tahun in (None, tahun):
            for baris in satu.baris:
                if baris.nip:
                    peta.setdefault(baris.nip, []).append(BarisDi(satu, baris))
    return {nip: pilih(isi) for nip, isi in peta.items()}


def pilih(baris: Sequence[BarisDi]) -> Terpilih:
    """An SKP that is not Plt/Plh before one that is, then the one that ends last, then the export made last.

    Practice of those who merge these exports (no article on several SKP in a year was found). A row that
    does not say when its SKP ends is not judged by it.
    """
    bukan_plt = [satu for satu in baris if not satu.baris.plt]
    calon = bukan_plt or list(baris)
    terakhir = max((satu.baris.akhir for satu in calon if satu.baris.akhir), default=date.min)
    calon = [satu for satu in calon if (satu.baris.akhir or terakhir) == terakhir]
    ini = max(enumerate(calon), key=lambda pasangan: _kapan(*pasangan))[1]
    dipakai = {id(satu) for satu in calon}
    return Terpilih(
        ini=ini,
        tersisih=tuple(satu for satu in baris if id(satu) not in dipakai),
        setara=tuple(satu for satu in calon if satu is not ini),
    )


def _kapan(urutan: int, satu: BarisDi) -> tuple[str, str, int]:
    lembar = satu.lembar
    return lembar.ditarik or lembar.disimpan or "", satu.baris.waktu or "", urutan
