"""Rules: (documents, roster, regulation) -> findings. One small module a family, all registered on import."""

from skpbook.checks import (
    berkas,
    berkas_masuk,
    daftar,
    distribusi,
    evaluasi,
    identitas,
    kaskade,
    nip,
    rumus,
    skp,
    strategi,
    tersembunyi,
)

__all__ = [
    "berkas",
    "berkas_masuk",
    "daftar",
    "distribusi",
    "evaluasi",
    "identitas",
    "kaskade",
    "nip",
    "rumus",
    "skp",
    "strategi",
    "tersembunyi",
]
