"""The distribution above single units: a unit with everything below it, level by level, and the whole instansi."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from skpbook.recap.hitung import KOSONG, HitunganPegawai
from skpbook.recap.pola import PolaUnit, pola_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from skpbook.checks.konteks import Ambang
    from skpbook.domain.pegawai import Daftar
    from skpbook.regulation.label import Capaian

_BEBERAPA_TERATAS = (
    "Daftar unit mempunyai beberapa unit teratas, sehingga capaian kinerja seluruh instansi tidak tercatat."
)


class Rumpun(Struct, frozen=True, kw_only=True):
    """Units counted together. `tingkat` is 0 for the whole instansi, 1 for a topmost unit with those below it.

    `anggota` are the places of its units in the order of the recap. `pola` is by the book's rule set, `pola_lain`
    by the other.
    """

    tingkat: int
    nama: str
    anggota: tuple[int, ...]
    hitungan: HitunganPegawai
    pola: PolaUnit
    pola_lain: PolaUnit


def susun_rumpun(
    daftar: Daftar,
    instansi: str,
    kode: Sequence[str],
    hitungan: Sequence[HitunganPegawai],
    capaian: Mapping[str, Capaian],
    aturan: tuple[str, str],
    ambang: Ambang,
) -> tuple[Rumpun, ...]:
    """The whole instansi, then every unit with units below it, in the order of the units `kode`."""
    jalan = [_ke_atas(daftar, satu) for satu in kode]
    teratas = {satu[-1] for satu in jalan}
    bawah: dict[str, list[int]] = {}
    for letak, satu in enumerate(jalan):
        for atas in satu:
            bawah.setdefault(atas, []).append(letak)

    def rumpun(tingkat: int, nama: str, anggota: Sequence[int], milik: str | None) -> Rumpun:
        isi = jumlahkan(hitungan[satu] for satu in anggota)
        pola = [pola_unit(satu, ambang, capaian.get(milik or ""), isi) for satu in aturan]
        if milik is None:
            pola = [replace(satu, penjelasan=_BEBERAPA_TERATAS) for satu in pola]
        return Rumpun(
            tingkat=tingkat,
            nama=nama,
            anggota=tuple(anggota),
            hitungan=isi,
            pola=pola[0],
            pola_lain=pola[1],
        )

    seluruh = rumpun(0, instansi, range(len(kode)), teratas.pop() if len(teratas) == 1 else None)
    berbawah = [
        rumpun(len(jalan[letak]), daftar.unit_menurut_kode[satu].nama, bawah[satu], satu)
        for letak, satu in enumerate(kode)
        if len(bawah[satu]) > 1 and satu in daftar.unit_menurut_kode
    ]
    return (seluruh, *berbawah)


def jumlahkan(semua: Iterable[HitunganPegawai]) -> HitunganPegawai:
    """Counts of several groups together."""
    pegawai, predikat, status = 0, dict(KOSONG.predikat), dict(KOSONG.status)
    for satu in semua:
        pegawai += satu.pegawai
        for nama, angka in satu.predikat.items():
            predikat[nama] += angka
        for keadaan, angka in satu.status.items():
            status[keadaan] += angka
    return HitunganPegawai(pegawai=pegawai, predikat=predikat, status=status)


def _ke_atas(daftar: Daftar, kode: str) -> list[str]:
    """A unit and those above it, up to the top or to where the units circle."""
    jalan = [kode]
    while (unit := daftar.unit_menurut_kode.get(jalan[-1])) and unit.induk and unit.induk not in jalan:
        if unit.induk not in daftar.unit_menurut_kode:
            break
        jalan.append(unit.induk)
    return jalan
