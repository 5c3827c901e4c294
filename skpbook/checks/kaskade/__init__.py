"""K: the cascade across workbooks."""

from skpbook.checks.kaskade import (
    anggota,
    beban,
    dukungan,
    intervensi,
    lintas,
    matriks,
    perjanjian,
    rantai,
    wilayah,
)

__all__ = [
    "anggota",
    "beban",
    "dukungan",
    "intervensi",
    "lintas",
    "matriks",
    "perjanjian",
    "rantai",
    "wilayah",
]
