"""Findings as people read them: the same finding in many cells is one row that lists the cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.domain.temuan import Temuan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skpbook.domain.pegawai import Daftar

SEL_TERBANYAK = 12
"""Cells named in one row; what is beyond is given as a number."""


class BarisTemuan(Struct, frozen=True, kw_only=True):
    """One row of the sheet: the finding, its unit's name, its cells and how many findings it stands for."""

    temuan: Temuan
    unit: str
    sel: str
    jumlah: int


def gabungkan(temuan: Sequence[Temuan], daftar: Daftar) -> tuple[BarisTemuan, ...]:
    """Group findings that are alike in all but their cell, galat first, else in the given order.

    Nothing is dropped: the sum of `jumlah` is the number of findings.
    """
    kelompok: dict[tuple[object, ...], list[Temuan]] = {}
    for satu in temuan:
        kelompok.setdefault(_kunci(satu), []).append(satu)
    urutan = {"galat": 0, "peringatan": 1, "info": 2}
    terurut = sorted(kelompok.values(), key=lambda isi: urutan[isi[0].tingkat.value])
    return tuple(_baris(isi, daftar) for isi in terurut)


def _baris(isi: list[Temuan], daftar: Daftar) -> BarisTemuan:
    pertama = isi[0]
    unit = daftar.unit_menurut_kode.get(pertama.unit) if pertama.unit else None
    sel = list(dict.fromkeys(satu.sel for satu in isi if satu.sel))
    tulisan = ", ".join(sel[:SEL_TERBANYAK])
    if len(sel) > SEL_TERBANYAK:
        tulisan += f" dan {len(sel) - SEL_TERBANYAK} sel lain"
    return BarisTemuan(
        temuan=pertama,
        unit=unit.nama if unit is not None else pertama.unit or "",
        sel=tulisan,
        jumlah=len(isi),
    )


def _kunci(satu: Temuan) -> tuple[object, ...]:
    return (
        satu.kode,
        satu.tingkat,
        satu.nip,
        satu.nama,
        satu.unit,
        satu.periode,
        satu.berkas,
        satu.lembar,
        satu.pesan,
        satu.ditemukan,
        satu.seharusnya,
        satu.saran,
        satu.kaitan,
    )
