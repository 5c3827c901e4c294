"""NIP of PNS and NI PPPK: eighteen digits that say birth date, appointment, sex and serial.

Source: Perka BKN 22/2007 and 43/2007 (PNS); published worked examples of NI PPPK. Both: YYYYMMDD birth,
YYYY appointment, two digits, sex (1 man, 2 woman), three digits of serial. The two digits are the month of
appointment (01-12) for PNS and a batch code (21 and above) for PPPK.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache
from typing import Literal

from msgspec import Struct

JenisMasalah = Literal["kosong", "panjang", "rusak", "bukan-angka"]

PANJANG_NIP = 18
_HIASAN = re.compile(r"[\s'‘’´`\".\-‐-―−_]+")
_SEBUTAN = re.compile(r"^\W*(?:nipppk|nip|ni\W*pppk|nik)\b\W*", re.I)
_PANGKAT_SEPULUH = re.compile(r"[+-]?\d(?:[.,]\d+)?e\+?\d{1,3}", re.I)
_PECAHAN_NOL = re.compile(r"\d{16,18}[.,]0{1,2}")
_SERI_HILANG = "000"
_UMUR_TERMUDA, _UMUR_TERTUA = 17, 65
_BULAN_PPPK = 21


class Nip(Struct, frozen=True, kw_only=True):
    """A NIP taken apart. What the digits cannot mean (no such date, no such sex) is None: see `keanehan`."""

    angka: str
    jenis: Literal["PNS", "PPPK"]
    lahir: date | None
    tahun_tmt: int
    bulan_tmt: int | None
    kelamin: Literal["L", "P"] | None
    seri: str


class MasalahNip(Struct, frozen=True, kw_only=True):
    """Why a text is no NIP, in one Indonesian sentence."""

    jenis: JenisMasalah
    pesan: str


def bersihkan(teks: str) -> str:
    """The text without blanks, apostrophes, backticks, dots, dashes, nor a "NIP"/"NI PPPK" before it."""
    satu = _SEBUTAN.sub("", unicodedata.normalize("NFKC", teks))
    return _HIASAN.sub("", satu)


@lru_cache(maxsize=32768)
def baca_nip(teks: str | None) -> Nip | MasalahNip:
    """Read a NIP as typed or as a spreadsheet left it.

    A number Excel has damaged (1,98E+17; digits past the fifteenth turned to 000) is `rusak`: the digits are
    gone and cannot be computed back.
    """
    asli = unicodedata.normalize("NFKC", teks or "").strip().strip("'`’‘")
    if _PANGKAT_SEPULUH.fullmatch(asli) or _PECAHAN_NOL.fullmatch(asli):
        return _rusak(asli)
    angka = bersihkan(asli)
    if not angka:
        return MasalahNip(jenis="kosong", pesan="NIP kosong.")
    if not (angka.isascii() and angka.isdigit()):
        asing = next(huruf for huruf in angka if not (huruf.isascii() and huruf.isdigit()))
        return MasalahNip(
            jenis="bukan-angka",
            pesan=f"NIP harus {PANJANG_NIP} angka, tetapi “{asli[:40]}” memuat “{asing}”.",
        )
    if len(angka) != PANJANG_NIP:
        return MasalahNip(
            jenis="panjang",
            pesan=f"NIP harus {PANJANG_NIP} angka, tetapi “{angka[:40]}” ada {len(angka)} angka.",
        )
    if angka.endswith(_SERI_HILANG):
        return _rusak(asli)
    return _urai(angka)


def _rusak(asli: str) -> MasalahNip:
    return MasalahNip(
        jenis="rusak",
        pesan=f"NIP “{asli[:40]}” rusak karena disimpan sebagai bilangan; ketik ulang sebagai teks.",
    )


def _urai(angka: str) -> Nip:
    bulan = int(angka[12:14])
    try:
        lahir = date(int(angka[:4]), int(angka[4:6]), int(angka[6:8]))
    except ValueError:
        lahir = None
    kelamin: Literal["L", "P"] | None = "L" if angka[14] == "1" else "P" if angka[14] == "2" else None
    return Nip(
        angka=angka,
        jenis="PPPK" if bulan >= _BULAN_PPPK else "PNS",
        lahir=lahir,
        tahun_tmt=int(angka[8:12]),
        bulan_tmt=bulan if 1 <= bulan <= 12 else None,
        kelamin=kelamin,
        seri=angka[15:],
    )


def keanehan(nip: Nip) -> tuple[str, ...]:
    """What the digits cannot mean, one Indonesian sentence each; empty when all is possible.

    The ages at appointment (17 to 65) are this program's own bounds for a warning, no regulation's.
    """
    angka, aneh = nip.angka, []
    if nip.lahir is None:
        aneh.append(f"Tanggal lahir dalam NIP ({angka[6:8]}-{angka[4:6]}-{angka[:4]}) tidak ada di kalender.")
    if nip.jenis == "PNS" and nip.bulan_tmt is None:
        aneh.append(
            f"Angka ke-13 dan ke-14 NIP ({angka[12:14]}) bukan bulan TMT CPNS (01–12) "
            "dan bukan kode PPPK (21 ke atas)."
        )
    if nip.kelamin is None:
        aneh.append(f"Angka jenis kelamin dalam NIP ({angka[14]}) bukan 1 (laki-laki) atau 2 (perempuan).")
    if nip.lahir is not None:
        umur = nip.tahun_tmt - nip.lahir.year
        if umur == _UMUR_TERMUDA and nip.bulan_tmt is not None and nip.bulan_tmt < nip.lahir.month:
            umur -= 1
        if not _UMUR_TERMUDA <= umur <= _UMUR_TERTUA:
            aneh.append(
                f"Menurut NIP, pegawai lahir tahun {nip.lahir.year} dan diangkat tahun {nip.tahun_tmt}, "
                f"pada umur {umur} tahun."
                if umur >= 0
                else f"Menurut NIP, pegawai diangkat tahun {nip.tahun_tmt}, sebelum lahir ({nip.lahir.year})."
            )
    return tuple(aneh)
