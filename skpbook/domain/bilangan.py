"""Targets and realisasi as numbers: value or range, unit, scale. Exact decimals, Indonesian writing.

A comma is the decimal mark and a dot groups thousands ("1.250,5"). A single dot that cannot be grouping
("3.5", "0.125") is a decimal mark too: spreadsheets write it when a number is turned into text.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from skpbook.domain.periode import nomor_bulan

Arah = Literal["minimal", "maksimal"]


class Bilangan(Struct, frozen=True, kw_only=True):
    """A quantity. One value has `bawah == atas`; a range has them in order.

    `satuan` is lower case: "%" for percent, "rupiah" for Rp, "" when none is written. `skala` is the top of
    "3,5 dari skala 5", `dari` the whole of "70 dari 90 desa". `arah` says that the value is a bound.
    """

    bawah: Decimal
    atas: Decimal
    satuan: str = ""
    skala: Decimal | None = None
    dari: Decimal | None = None
    arah: Arah | None = None

    @property
    def rentang(self) -> bool:
        """True for a range of two different values."""
        return self.bawah != self.atas


_ANGKA = r"-?\d+(?:[.,]\d+)*"
_KALI = {"ribu": 3, "rb": 3, "juta": 6, "jt": 6, "miliar": 9, "milyar": 9, "milliar": 9, "triliun": 12}
_KALI_POLA = r"(?:\s*(?P<{0}>" + "|".join(_KALI) + r")\b)?"
_SAMPAI = r"(?:-|–|—|s\s*\.?\s*/?\s*d\s*\.?|sampai(?:\s+dengan)?|hingga)"
_TERBILANG = r"(?:\s*\(\s*[a-z][a-z\s,-]*\))?"
_POLA = re.compile(
    rf"(?P<rp>rp\.?\s*)?(?P<satu>{_ANGKA}){_KALI_POLA.format('kali1')}\s*(?P<persen1>%|persen\b)?{_TERBILANG}"
    rf"(?:\s*{_SAMPAI}\s*(?:rp\.?\s*)?(?P<dua>{_ANGKA}){_KALI_POLA.format('kali2')}{_TERBILANG})?"
    r"(?:\s*(?P<persen2>%|persen\b))?"
    rf"(?:\s*(?:,-|\.-))?(?:\s*dari\s+(?P<skala>skala\s+)?(?:1\s*(?:-|–|s/d)\s*)?(?P<semua>{_ANGKA}))?"
    r"(?P<sisa>.*)",
    re.S,
)
_ARAH: tuple[tuple[re.Pattern[str], Arah], ...] = (
    (
        re.compile(
            r"(?:>=?|≥|⩾|min(?:imal|imum)?\b\.?|paling\s+(?:sedikit|kurang|rendah)|sekurang-?\s?kurangnya"
            r"|setidaknya|lebih\s+dari|di\s?atas)\s*"
        ),
        "minimal",
    ),
    (
        re.compile(
            r"(?:<=?|≤|⩽|mak(?:s|simal|simum)\b\.?|paling\s+(?:banyak|lama|lambat|tinggi)|kurang\s+dari"
            r"|tidak\s+(?:lebih|melebihi)\s*(?:dari)?|di\s?bawah)\s*"
        ),
        "maksimal",
    ),
)
_BULAN = re.compile(r"[a-z]+")
_BUKAN_SATUAN = re.compile(r"\s*[/:⁄]\s*\d|[a-z]?\d")
_TANGGAL_ANGKA = re.compile(r"\d{1,2}([/.-])\d{1,2}\1\d{4}\b|\d{4}-\d{1,2}-\d{1,2}\b")
_PANJANG = 400


def _desimal(tulisan: str) -> Decimal | None:
    """One written number; None where marks contradict each other ("1.2.3", "1,2,3")."""
    tanda, angka = ("-", tulisan[1:]) if tulisan.startswith("-") else ("", tulisan)
    titik, koma = angka.count("."), angka.count(",")
    if titik and koma:
        pemisah, desimal = (".", ",") if angka.rindex(",") > angka.rindex(".") else (",", ".")
        if angka.count(desimal) > 1:
            return None
        bulat, _, pecahan = angka.partition(desimal)
    elif titik + koma == 0:
        return Decimal(tanda + angka)
    else:
        pemisah = "." if titik else ","
        bulat, pecahan = angka, ""
        if titik + koma == 1 and (koma or not _beribuan(angka, pemisah)):
            bulat, _, pecahan = angka.partition(pemisah)
            pemisah = ""
    if pemisah and pemisah in bulat:
        if not _beribuan(bulat, pemisah):
            return None
        bulat = bulat.replace(pemisah, "")
    return Decimal(f"{tanda}{bulat}.{pecahan or 0}") if pecahan else Decimal(tanda + bulat)


def _beribuan(angka: str, pemisah: str) -> bool:
    kepala, *ekor = angka.split(pemisah)
    return 1 <= len(kepala) <= 3 and not kepala.startswith("0") and all(len(satu) == 3 for satu in ekor)


def _rapi(teks: str) -> str:
    satu = unicodedata.normalize("NFKC", teks).replace("\u2212", "-").casefold()
    return " ".join(satu.split())


@lru_cache(maxsize=8192)
def baca_bilangan(teks: str) -> Bilangan | None:
    """The quantity a target or a realisasi starts with: "61,95%", "90 - 95 %", "3,5 dari skala 5",
    "Rp1,2 miliar", "12 dokumen", "12 (dua belas) bulan", "minimal 90%".

    None for text that does not start with a quantity, for a date ("31 Desember 2026") and for digits that
    cannot be read as one number. What follows the number is the unit, up to a bracket, a semicolon, a full
    stop or a line's end; in a realisasi also up to "berdasarkan".
    """
    if len(teks) > _PANJANG:
        teks = teks[:_PANJANG]
    kata = _rapi(teks.strip().split("\n", 1)[0])
    if _TANGGAL_ANGKA.match(kata):
        return None
    kata, arah = _lepas_arah(kata)
    temu = _POLA.match(kata)
    if temu is None or _BUKAN_SATUAN.match(temu["sisa"]) or _bulan_di(temu["sisa"]):
        return None
    satu, dua = _nilai(temu["satu"], temu["kali1"]), _nilai(temu["dua"], temu["kali2"])
    semua = _nilai(temu["semua"], None)
    if satu is None or (temu["dua"] and dua is None) or (temu["semua"] and semua is None):
        return None
    if dua is None:
        dua = satu
    elif temu["kali2"] and not temu["kali1"]:
        satu = _kalikan(satu, _KALI[temu["kali2"]])
    persen = temu["persen1"] or temu["persen2"]
    satuan = "%" if persen else "rupiah" if temu["rp"] else _satuan(temu["sisa"])
    return Bilangan(
        bawah=min(satu, dua),
        atas=max(satu, dua),
        satuan=satuan,
        skala=semua if temu["skala"] else None,
        dari=None if temu["skala"] else semua,
        arah=arah,
    )


def _lepas_arah(kata: str) -> tuple[str, Arah | None]:
    for pola, arah in _ARAH:
        temu = pola.match(kata)
        if temu is not None:
            return kata[temu.end() :], arah
    return kata, None


def _bulan_di(sisa: str) -> bool:
    """Whether a month's name follows the number: then it is a date and no quantity."""
    kata = _BULAN.match(sisa.lstrip())
    return kata is not None and nomor_bulan(kata[0]) is not None


def _nilai(tulisan: str | None, kali: str | None) -> Decimal | None:
    angka = _desimal(tulisan) if tulisan else None
    return _kalikan(angka, _KALI[kali]) if angka is not None and kali else angka


def _kalikan(angka: Decimal, pangkat: int) -> Decimal:
    """`angka` times a power of ten, written out (1200000000, not 1.2E+9)."""
    return Decimal(f"{angka.scaleb(pangkat):f}")


def _satuan(sisa: str) -> str:
    satuan = re.split(r"[(\[;]|\.(?:\s|$)|\bberdasarkan\b", sisa, maxsplit=1)[0]
    return satuan.strip(" ,.-/:").strip()


def satuan_sama(satu: Bilangan, lain: Bilangan) -> bool:
    """Whether two quantities have the same unit and scale, so that they can be added or compared."""
    return (satu.satuan, satu.skala) == (lain.satuan, lain.skala)


def tulis_desimal(angka: Decimal) -> str:
    """A number as people here write it: 1250.50 -> "1.250,5"; exact, without trailing zeros."""
    bulat, _, pecahan = f"{angka:,f}".partition(".")
    pecahan = pecahan.rstrip("0")
    return bulat.replace(",", ".") + (f",{pecahan}" if pecahan else "")


def tulis_bilangan(bilangan: Bilangan) -> str:
    """In one line: "61,95%", "90 - 95%", "minimal 3,5 dari skala 5", "Rp1.200.000", "12 dokumen"."""
    angka = tulis_desimal(bilangan.bawah)
    if bilangan.rentang:
        angka += f" - {tulis_desimal(bilangan.atas)}"
    if bilangan.satuan == "rupiah":
        angka = f"Rp{angka}"
    elif bilangan.satuan == "%":
        angka += "%"
    if bilangan.skala is not None:
        angka += f" dari skala {tulis_desimal(bilangan.skala)}"
    elif bilangan.dari is not None:
        angka += f" dari {tulis_desimal(bilangan.dari)}"
    if bilangan.satuan not in ("rupiah", "%", ""):
        angka += f" {bilangan.satuan}"
    return f"{bilangan.arah} {angka}" if bilangan.arah else angka


_BERNOMOR = re.compile(r"^\s*\(?\d{1,3}[.)]\s+")
_ADA_ANGKA = re.compile(r"\d")
_KATA_BILANGAN = re.compile(
    r"\b(?:nol|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|seratus|seribu"
    r"|seluruh|semua)\b"
)


def memuat_angka(teks: str) -> bool:
    """Whether a target says a quantity or a date anywhere, in digits or words ("Tersusunnya dua laporan").

    Leading numbering ("1. Laporan") does not count.
    """
    kata = _BERNOMOR.sub("", _rapi(teks))
    return bool(_ADA_ANGKA.search(kata) or _KATA_BILANGAN.search(kata))
