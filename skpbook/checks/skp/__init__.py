"""S: the SKP by itself."""

from skpbook.checks.skp import isi, perilaku, periode, teks

__all__ = ["isi", "perilaku", "periode", "teks"]
