"""K: the cascade across workbooks."""

from skpbook.checks.kaskade import anggota, dukungan, intervensi, matriks

__all__ = ["anggota", "dukungan", "intervensi", "matriks"]
