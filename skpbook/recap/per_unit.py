"""A recap of one unit out of the recap of the instansi: only its people, its matrices, its findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np
from msgspec.structs import replace

from skpbook.recap.hitung import hitung, hitung_jenis, hitung_kuadran

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from skpbook.recap.kredit import BarisKredit
    from skpbook.recap.lanjutan import BarisLanjutan
    from skpbook.recap.rhk import BarisRhk, BarisSkp
    from skpbook.recap.susun import Rekap
    from skpbook.recap.temuan import BarisTemuan

    T = TypeVar("T", BarisRhk, BarisSkp, BarisLanjutan, BarisKredit)


class Pembagi:
    """Deals a recap out to its units; what belongs to whom is looked up once for all of them."""

    def __init__(self, rekap: Rekap) -> None:
        self._rekap = rekap
        nomor = rekap.pegawai["no_unit"].to_numpy(dtype=int)
        self._letak = {satu.nomor: np.flatnonzero(nomor == satu.nomor).tolist() for satu in rekap.unit}
        self._rhk: dict[int, list[BarisRhk]] = {}
        for baris in rekap.rhk:
            self._rhk.setdefault(int(nomor[baris.letak]), []).append(baris)

    def unit(self, nomor: int) -> Rekap:
        """The recap of the unit with this number, which in it is number 1."""
        rekap = self._rekap
        letak = self._letak[nomor]
        baru = {lama: i for i, lama in enumerate(letak)}
        satu = replace(next(unit for unit in rekap.unit if unit.nomor == nomor), nomor=1)
        pegawai = rekap.pegawai.iloc[letak].reset_index(drop=True)
        pegawai[["no_unit", "no_opd"]] = 1
        belum = rekap.belum[rekap.belum["no_unit"] == nomor].reset_index(drop=True)
        belum["no_unit"] = 1
        milik = frozenset(pegawai["nip"])
        return replace(
            rekap,
            pegawai=pegawai,
            riwayat=rekap.riwayat.ambil(letak),
            belum=belum,
            unit=(satu,),
            opd=(),
            jumlah=hitung(pegawai),
            jenis=hitung_jenis(pegawai),
            kuadran=hitung_kuadran(pegawai),
            temuan=tuple(t for t in rekap.temuan if _milik(t, satu.kode, milik)),
            temuan_dikecualikan=tuple(t for t in rekap.temuan_dikecualikan if _milik(t, satu.kode, milik)),
            pengecualian=tuple(p for p in rekap.pengecualian if p.nip in milik),
            kaskade=rekap.kaskade.ambil(letak),
            matriks=tuple(replace(m, no_unit=1) for m in rekap.matriks if m.no_unit == nomor),
            rhk=_pindah(self._rhk.get(nomor, ()), baru),
            skp_ganda=_pindah(rekap.skp_ganda, baru),
            lanjutan=_pindah(rekap.lanjutan, baru),
            kredit=_pindah(rekap.kredit, baru),
            di_luar=0,
            tanpa_periode=0,
        )


def _milik(temuan: BarisTemuan, unit: str, nip: frozenset[str]) -> bool:
    """A finding about one of these people, or about the unit itself."""
    satu = temuan.temuan
    return satu.nip in nip if satu.nip else satu.unit == unit


def _pindah(baris: Iterable[T], baru: Mapping[int, int]) -> tuple[T, ...]:
    """The rows of these pegawai, at their new places."""
    return tuple(replace(satu, letak=baru[satu.letak]) for satu in baris if satu.letak in baru)
