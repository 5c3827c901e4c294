"""Comparable text: what two spellings of one label or one rencana have in common."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ISI_KURUNG = r"(?:[^()\[\]]|\([^()]*\))*"
_PENUGASAN = re.compile(
    rf"[(\[]\s*(?:penugasan|ditugaskan)\s+(?:dari|oleh)\s*:?\s*(?P<dari>{_ISI_KURUNG})[)\]]\s*\.?\s*$", re.I
)
_PERSPEKTIF = re.compile(rf"[(\[]\s*perspektif\s*:?\s*(?P<nama>{_ISI_KURUNG})[)\]]\s*\.?\s*$", re.I)
_NOMOR = re.compile(r"^\s*(?:\(?\d{1,3}(?:\.\d{1,3})*[.)](?!\d)\s*|\d{1,3}\s+(?=\D)|[-•*▪●–]\s+)")
_BUKAN_KATA = re.compile(r"[^\w%]+|_+")
_SPASI = re.compile(r"\s+")
_STRIP = frozenset("-–—−_ \n")
_NIHIL = frozenset(
    {"nihil", "0", "n a", "na", "kosong", "tidak ada", "tak ada", "belum ada", "tidak ada data"}
    | {f"tidak ada {apa}" for apa in ("tambahan", "hasil kerja", "hasil kerja tambahan", "kinerja tambahan")}
)
_NIHIL_TERPANJANG = 40


def rapikan(teks: str) -> str:
    """Compose (NFKC: NBSP, ligatures), trim every line, drop blank lines at both ends.

    Inner line breaks stay: they are a person's. Zero-width marks go.
    """
    satu = teks.replace("\u200b", "").replace("\ufeff", "").replace("_x000D_", "")
    satu = unicodedata.normalize("NFKC", satu).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(baris.strip() for baris in satu.split("\n")).strip()


@lru_cache(maxsize=65536)
def normal(teks: str) -> str:
    """The form in which two labels are compared: NFKC, case-folded, punctuation and blanks folded."""
    satu = unicodedata.normalize("NFKC", teks).casefold()
    return _SPASI.sub(" ", _BUKAN_KATA.sub(" ", satu)).strip()


@lru_cache(maxsize=65536)
def normal_rencana(teks: str) -> str:
    """`normal` without leading numbering and without the "(penugasan dari …)" tail."""
    tanpa_ekor = _PENUGASAN.sub("", teks)
    return normal(_NOMOR.sub("", tanpa_ekor))


def penugasan_dari(rencana: str) -> str | None:
    """Who assigned a rencana hasil kerja, from its "(penugasan dari …)" tail; None when it does not say."""
    temu = _PENUGASAN.search(rencana)
    if temu is None:
        return None
    return temu["dari"].strip() or None


def perspektif_kalimat(ukuran: str) -> str | None:
    """The perspektif a kualitatif sentence ends with, "(Perspektif X)"; None when it has none."""
    temu = _PERSPEKTIF.search(ukuran)
    if temu is None:
        return None
    return temu["nama"].strip() or None


def tanpa_nomor(teks: str) -> str:
    """Text without one leading number or bullet."""
    return _NOMOR.sub("", teks, count=1).strip()


def nihil(teks: str) -> bool:
    """Says that there is nothing: "-", "nihil", "tidak ada", the 0 of a link to an empty cell.

    Dots are no such word: they are the form's placeholder, left as it was.
    """
    if len(teks) > _NIHIL_TERPANJANG:
        return False
    return (bool(teks) and _STRIP.issuperset(teks)) or normal(teks) in _NIHIL
