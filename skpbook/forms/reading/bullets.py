"""Several texts in one cell, a line or a bullet each."""

from __future__ import annotations

import re

_TANDA = re.compile(r"^[-•*▪●–](?:\s+(?=\S)|(?=[^\W\d_]))")
_NOMOR = re.compile(r"^(?:\(?\d{1,2}[.)]\s*(?=\D)|[a-z][.)]\s+)", re.I)


def berbutir(baris: str) -> bool:
    """Does a line begin with a bullet, a number or a letter?"""
    return bool(_TANDA.match(baris) or _NOMOR.match(baris))


def tanpa_butir(teks: str) -> str:
    """A text of one line without the bullet or number before it ("12 dokumen" has none)."""
    for pola in (_TANDA, _NOMOR):
        if pola.match(teks):
            return pola.sub("", teks, count=1).strip()
    return teks


def belah_butir(teks: str, *, bernomor: bool = True) -> list[str]:
    """The texts of a cell in which two or more lines begin with a bullet (all the same kind); else none.

    Lines without a bullet go on with the one before. `bernomor`: numbers and letters count as bullets.
    """
    baris = [satu.strip() for satu in teks.split("\n") if satu.strip()]
    for pola in (_TANDA, _NOMOR) if bernomor else (_TANDA,):
        if sum(bool(pola.match(satu)) for satu in baris) >= 2 and pola.match(baris[0]):
            return gabung_baris(baris, pola)
    return []


def gabung_baris(baris: list[str], pola: re.Pattern[str]) -> list[str]:
    """Texts from lines: one that begins with a bullet begins a text, without its bullet."""
    hasil: list[str] = []
    for satu in baris:
        if pola.match(satu) or not hasil:
            hasil.append(pola.sub("", satu).strip())
        else:
            hasil[-1] += " " + satu
    return [satu for satu in hasil if satu]


def kalimat(teks: str) -> list[str]:
    """The sentences of a cell typed by hand: a bullet each where there is any, else a line each.

    Without bullets a line that begins small goes on with the one before.
    """
    baris = [satu.strip() for satu in teks.split("\n") if satu.strip()]
    if not baris:
        return []
    for pola in (_TANDA, _NOMOR):
        if any(pola.match(satu) for satu in baris):
            return gabung_baris(baris, pola)
    hasil: list[str] = []
    for satu in baris:
        if hasil and satu[:1].islower():
            hasil[-1] += "\n" + satu
        else:
            hasil.append(satu)
    return hasil
