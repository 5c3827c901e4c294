"""(NAMA INSTANSI) on the left, PERIODE PENILAIAN on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skpbook.forms.definition import Kop
    from skpbook.forms.layout import Pena

LABEL = "PERIODE PENILAIAN"


def susun(pena: Pena, bagian: Kop, awalan: str) -> None:
    """One row of three cells."""
    pena.tulis(pena.rentang(bagian.instansi), "isian-polos", jalur=f"{awalan}instansi")
    pena.tulis(pena.rentang(bagian.label), "label-polos", teks=f"{LABEL}:")
    pena.tulis(pena.rentang(bagian.periode), "isian-polos", jalur=f"{awalan}periode_penilaian")
    pena.tinggi[pena.baris] = 20
    pena.maju()
    if bagian.ulang:
        pena.ulang(pena.baris - 1)


def jangkar(_bagian: Kop) -> tuple[str, ...]:
    """The label."""
    return (LABEL,)


def label(_bagian: Kop) -> tuple[str, ...]:
    """The label."""
    return (LABEL,)
