"""The sample instansi: its units, its people, its daftar pegawai. Their papers: `contoh.tahap`."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from skpbook.contoh.sumber import Orang, UnitContoh, baca_kepala, baca_unit
from skpbook.domain.pegawai import Daftar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


class Instansi:
    """People and units; no papers, so that a large instansi stays small in memory."""

    def __init__(
        self,
        *,
        nama: str,
        tahun: int,
        jenis_periode: str,
        periode: str,
        unit: Iterable[UnitContoh],
        orang: Iterable[Orang],
    ) -> None:
        self.nama = nama
        self.tahun = tahun
        self.jenis_periode = jenis_periode
        self.periode = periode
        self.unit: Mapping[str, UnitContoh] = {satu.unit.kode: satu for satu in unit}
        self.orang: Mapping[str, Orang] = {satu.pegawai.nip: satu for satu in orang}

    @cached_property
    def _bawahan(self) -> Mapping[str, list[Orang]]:
        peta: dict[str, list[Orang]] = {}
        for orang in self.orang.values():
            if orang.pegawai.atasan:
                peta.setdefault(orang.pegawai.atasan, []).append(orang)
        return peta

    def bawahan(self, nip: str) -> list[Orang]:
        """The people directly below, in roster order."""
        return self._bawahan.get(nip, [])

    @property
    def pimpinan(self) -> Iterator[Orang]:
        """Everyone with people below, in roster order: those who set a matriks peran hasil."""
        return (orang for orang in self.orang.values() if orang.pegawai.nip in self._bawahan)

    def setahun(self) -> Instansi:
        """The same people at the year's end: the annual evaluation, signed in January."""
        return Instansi(
            nama=self.nama,
            tahun=self.tahun,
            jenis_periode=self.jenis_periode,
            periode=f"{self.tahun}-AKHIR",
            unit=[
                replace(
                    satu,
                    tanggal_evaluasi=f"{self.tahun + 1}-01-15",
                    perjanjian=replace(satu.perjanjian, capaian=satu.perjanjian.capaian_akhir),
                )
                for satu in self.unit.values()
            ],
            orang=self.orang.values(),
        )

    def daftar(self, berkas: str = "pegawai.xlsx") -> Daftar:
        """The roster."""
        return Daftar(
            berkas=berkas,
            pegawai=tuple(satu.pegawai for satu in self.orang.values()),
            unit=tuple(satu.unit for satu in self.unit.values()),
            tempat={},
        )


def muat_contoh() -> Instansi:
    """The sample instansi of samples/."""
    kepala = baca_kepala()
    bagian = [baca_unit(kode) for kode in kepala.unit]
    return Instansi(
        nama=kepala.nama,
        tahun=kepala.tahun,
        jenis_periode=kepala.jenis_periode,
        periode=kepala.periode,
        unit=[unit for unit, _ in bagian],
        orang=[orang for _, semua in bagian for orang in semua],
    )
