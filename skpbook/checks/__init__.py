"""Rules: (documents, roster, regulation) -> findings. One small module a family, all registered on import."""

from skpbook.checks import berkas_masuk

__all__ = ["berkas_masuk"]
