"""E: the evaluation, by itself and against the SKP in force."""

from skpbook.checks.evaluasi import ekinerja, isi, kepala, penilaian, terhadap_skp, umpan_balik, waktu

__all__ = ["ekinerja", "isi", "kepala", "penilaian", "terhadap_skp", "umpan_balik", "waktu"]
