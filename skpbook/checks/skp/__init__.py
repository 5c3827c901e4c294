"""S: the SKP by itself."""

from skpbook.checks.skp import isi, mutu, penetapan, penugasan, perilaku, periode, teks, tugas_belajar

__all__ = ["isi", "mutu", "penetapan", "penugasan", "perilaku", "periode", "teks", "tugas_belajar"]
