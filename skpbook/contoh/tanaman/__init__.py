"""Kinds of faults that can be planted in an instansi in memory, family by family; `contoh.tanam` plants them."""

from __future__ import annotations

from skpbook.contoh.tanaman import berkas, daftar, ekinerja, evaluasi, kaskade, matriks, pola, skp, strategi

__all__ = ["berkas", "daftar", "ekinerja", "evaluasi", "kaskade", "matriks", "pola", "skp", "strategi"]
