"""K: the cascade across workbooks."""

from skpbook.checks.kaskade import dukungan, intervensi, matriks

__all__ = ["dukungan", "intervensi", "matriks"]
