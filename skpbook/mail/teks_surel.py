"""The text of a message: an editable template in the book, with fields in braces."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.domain.galat import TidakBisa
from skpbook.mail.bawaan import ISIAN

if TYPE_CHECKING:
    from collections.abc import Mapping

_ISIAN = re.compile(r"\{([^{}\n]*)\}")
_JUDUL = re.compile(r"judul\s*:\s*(.*)", re.I)
_KENDALI = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_KENDALI_ISI = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]+")
_DARURAT = re.compile("[\ud800-\udfff]")


class TeksSurel(Struct, frozen=True):
    """Subject (one line) and body of one message."""

    judul: str
    isi: str


class PolaSurel(Struct, frozen=True):
    """A template as written: the subject and the body's lines."""

    judul: str
    baris: tuple[str, ...]

    def isi(self, nilai: Mapping[str, str]) -> TeksSurel:
        """The text with these values. A line whose fields are all empty is left out."""
        baris = [teks for satu in self.baris if (teks := _baris(satu, nilai)) is not None]
        isi = re.sub(r"\n{3,}", "\n\n", "\n".join(baris)).strip("\n") + "\n"
        return TeksSurel(
            judul=satu_baris(_ISIAN.sub(lambda temu: nilai[temu[1].strip()], self.judul)),
            isi=_KENDALI_ISI.sub(" ", _DARURAT.sub("?", isi)),
        )


def urai_pola(teks: str, nama: str) -> PolaSurel:
    """Read a template. Raises `TidakBisa` naming the line: no subject, a field that is not known."""
    judul: str | None = None
    baris: list[str] = []
    for nomor, satu in enumerate(teks.splitlines(), start=1):
        if judul is None:
            if not satu.strip() or satu.startswith("#"):
                continue
            temu = _JUDUL.match(satu.strip())
            if temu is None or not temu[1].strip():
                raise TidakBisa(
                    f"{nama} baris {nomor}: baris pertama harus judul surelnya, misalnya Judul: Templat {{tahap}}."
                )
            judul = temu[1].strip()
        else:
            baris.append(satu.rstrip())
        _periksa_isian(satu, nomor, nama)
    if judul is None:
        raise TidakBisa(
            f"{nama} kosong; tulis judul dan isinya, atau hapus berkas itu supaya teks bawaan dipakai."
        )
    return PolaSurel(judul, tuple(baris))


def _periksa_isian(baris: str, nomor: int, nama: str) -> None:
    for temu in _ISIAN.finditer(baris):
        isian = temu[1].strip()
        if isian not in ISIAN:
            dekat = difflib.get_close_matches(isian, ISIAN, n=1)
            mungkin = f"mungkin maksudnya {{{dekat[0]}}}" if dekat else f"yang ada: {', '.join(ISIAN)}"
            raise TidakBisa(f"{nama} baris {nomor}: isian {{{isian}}} tidak dikenal; {mungkin}.")


def _baris(baris: str, nilai: Mapping[str, str]) -> str | None:
    isian = [temu[1].strip() for temu in _ISIAN.finditer(baris)]
    if isian and not any(nilai[satu] for satu in isian):
        return None
    return _ISIAN.sub(lambda temu: nilai[temu[1].strip()], baris)


def satu_baris(teks: str) -> str:
    """A text fit for a header: on one line, nothing in it that could begin another."""
    return " ".join(_KENDALI.sub(" ", _DARURAT.sub("?", teks)).split())
