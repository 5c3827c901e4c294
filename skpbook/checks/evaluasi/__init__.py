"""E: the evaluation, by itself and against the SKP in force."""

from skpbook.checks.evaluasi import isi, penilaian, terhadap_skp

__all__ = ["isi", "penilaian", "terhadap_skp"]
