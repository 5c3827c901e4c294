"""Evaluation periods and dates as the forms write them.

Source: Permen PANRB 6/2022 and the BKN guide: evaluasi periodik is bulanan or triwulanan (an instansi may
keep semesters), and the annual evaluation (AKHIR) is always there as well.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from msgspec import Struct

from skpbook.domain.teks import normal

JenisPeriode = Literal["bulanan", "triwulanan", "semesteran", "tahunan"]

NAMA_BULAN = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
_ROMAWI = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_SINGKATAN = {
    "jan": 1, "feb": 2, "peb": 2, "pebruari": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7,
    "agu": 8, "agt": 8, "ags": 8, "agus": 8, "agust": 8, "sep": 9, "sept": 9, "okt": 10,
    "nov": 11, "nop": 11, "nopember": 11, "des": 12,
}  # fmt: skip
_BULAN = {nama.casefold(): nomor for nomor, nama in enumerate(NAMA_BULAN, start=1)} | _SINGKATAN
_NOMOR = {romawi.casefold(): nomor for nomor, romawi in enumerate(_ROMAWI, start=1)} | {
    tulisan: nomor for nomor in range(1, 13) for tulisan in (str(nomor), f"{nomor:02}")
}
_NOMOR |= {"pertama": 1, "satu": 1, "dua": 2, "tiga": 3, "empat": 4}
_TAHUN_PERTAMA, _TAHUN_TERAKHIR = 1900, 2199


def nomor_bulan(nama: str) -> int | None:
    """1 … 12 of a month's name in any case, its usual abbreviations and old spellings; else None."""
    return _BULAN.get(nama.casefold().rstrip("."))


class Periode(Struct, frozen=True):
    """One evaluation period. `awal` and `akhir` are its first and last day, `label` what the form prints.

    `nomor` counts within the year from 1. AKHIR spans the year and is `tahunan`.
    """

    kode: str
    jenis: JenisPeriode
    tahun: int
    nomor: int
    awal: date
    akhir: date
    label: str

    @property
    def urutan(self) -> tuple[date, int]:
        """Sorting key: by the last day, a longer period after a shorter (DESEMBER, TRIWULAN IV, AKHIR)."""
        return self.akhir, (self.akhir - self.awal).days


def _buat(jenis: JenisPeriode, tahun: int, nomor: int) -> Periode:
    panjang = {"bulanan": 1, "triwulanan": 3, "semesteran": 6, "tahunan": 12}[jenis]
    bulan_akhir = panjang * nomor
    kode, label = {
        "bulanan": (f"{nomor:02}", NAMA_BULAN[nomor - 1].upper()),
        "triwulanan": (f"TW{nomor}", f"TRIWULAN {_ROMAWI[nomor - 1]}"),
        "semesteran": (f"S{nomor}", f"SEMESTER {_ROMAWI[nomor - 1]}"),
        "tahunan": ("AKHIR", "AKHIR"),
    }[jenis]
    bulan_awal = bulan_akhir - panjang + 1
    hari_akhir = calendar.monthrange(tahun, bulan_akhir)[1]
    return Periode(
        kode=f"{tahun}-{kode}",
        jenis=jenis,
        tahun=tahun,
        nomor=nomor,
        awal=date(tahun, bulan_awal, 1),
        akhir=date(tahun, bulan_akhir, hari_akhir),
        label=label,
    )


@cache
def daftar_periode(jenis: str, tahun: int) -> tuple[Periode, ...]:
    """The periods of one year in order; every kind ends with AKHIR, the annual evaluation.

    Raises ValueError (an Indonesian sentence) for an unknown kind.
    """
    akhir = _buat("tahunan", tahun, 1)
    if jenis == "bulanan":
        return (*(_buat("bulanan", tahun, nomor) for nomor in range(1, 13)), akhir)
    if jenis == "triwulanan":
        return (*(_buat("triwulanan", tahun, nomor) for nomor in range(1, 5)), akhir)
    if jenis == "semesteran":
        return (*(_buat("semesteran", tahun, nomor) for nomor in range(1, 3)), akhir)
    if jenis == "tahunan":
        return (akhir,)
    raise ValueError(
        f"Jenis periode “{jenis}” tidak dikenal; pilih bulanan, triwulanan, semesteran atau tahunan."
    )


@cache
def _menurut_kode(tahun: int) -> dict[str, Periode]:
    semua = ("bulanan", "triwulanan", "semesteran")
    return {satu.kode: satu for jenis in semua for satu in daftar_periode(jenis, tahun)}


def baca_periode(kode: str) -> Periode:
    """The period of a code: 2026-01 … 2026-12, 2026-TW1 … 2026-TW4, 2026-S1, 2026-S2, 2026-AKHIR.

    Case makes no difference. Raises ValueError with an Indonesian sentence for anything else.
    """
    rapi = kode.strip().upper()
    temu = re.fullmatch(r"((?:19|20|21)\d\d)-[A-Z0-9]+", rapi, re.ASCII)
    periode = _menurut_kode(int(temu[1])).get(rapi) if temu else None
    if periode is None:
        raise ValueError(
            f"Periode “{kode}” tidak dikenal; tulis seperti 2026-01, 2026-TW1, 2026-S1 atau 2026-AKHIR."
        )
    return periode


_JENIS_BERNOMOR: tuple[tuple[re.Pattern[str], JenisPeriode, int], ...] = (
    (re.compile(r"(?:triwulan|triwulanan|tri wulan|tw|trw)\s*(?:ke\s*)?(\w+)"), "triwulanan", 4),
    (re.compile(r"(?:semester|semesteran|smt|sem)\s*(?:ke\s*)?(\w+)"), "semesteran", 2),
    (re.compile(r"(?:bulan|bulanan|bln)\s*(?:ke\s*)?(\w+)"), "bulanan", 12),
)
_AKHIR = re.compile(r"(?:triwulan (?:iv|4) )?akhir(?: tahun)?|tahunan|tahun")
_TAHUN = re.compile(r"\b((?:19|20|21)\d\d)\b")


@lru_cache(maxsize=4096)
def kenali_periode(teks: str, tahun: int | None) -> Periode | None:
    """The period a form or an export names: "TRIWULAN I", "Periode Bulanan V Tahun 2026", "Tahunan", a code.

    A year in the text wins over `tahun`; None without either, for a choice not made ("TRIWULAN I/II/III/
    IV-AKHIR") and for anything unknown. "TRIWULAN IV-AKHIR", the official form's last choice, is AKHIR.
    """
    try:
        return baca_periode(teks)
    except ValueError:
        pass
    kata = normal(teks)
    tahun_teks = _TAHUN.findall(kata)
    if len(set(tahun_teks)) > 1:
        return None
    if tahun_teks:
        tahun = int(tahun_teks[0])
        kata = re.sub(rf"\b(?:tahun |th |thn )?{tahun_teks[0]}\b", " ", kata)
    if tahun is None or not _TAHUN_PERTAMA <= tahun <= _TAHUN_TERAKHIR:
        return None
    kata = " ".join(re.sub(r"^(?:evaluasi |penilaian |kinerja )*periode\b", " ", kata).split())
    if _AKHIR.fullmatch(kata) or (not kata and "tahun" in normal(teks).split()):
        return _buat("tahunan", tahun, 1)
    if kata in _BULAN:
        return _buat("bulanan", tahun, _BULAN[kata])
    for pola, jenis, terbanyak in _JENIS_BERNOMOR:
        temu = pola.fullmatch(kata)
        if temu is None:
            continue
        nomor = _NOMOR.get(temu[1]) or (_BULAN.get(temu[1]) if jenis == "bulanan" else None)
        if nomor is not None and nomor <= terbanyak:
            return _buat(jenis, tahun, nomor)
    return None


_HARI = r"(?:(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)\s*,?\s*)?"
_TANGGAL = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[t ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"),
    re.compile(r"(?P<d>\d{1,2})\s*(?P<s>[/.-])\s*(?P<m>\d{1,2})\s*(?P=s)\s*(?P<y>\d{4})(?: [\d:]{4,8})?"),
    re.compile(_HARI + r"(?P<d>\d{1,2})[\s.\-]*(?P<b>[a-z]+)[\s.,\-]*(?:tahun\s*)?(?P<y>\d{4})"),
)


def _rapi(teks: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", teks).casefold().split())


@lru_cache(maxsize=8192)
def baca_tanggal(teks: str) -> date | None:
    """The date of "2 Januari 2026", "02/01/2026", "02-01-2026", "2.1.2026" or ISO, a time behind it dropped.

    Day before month, always. Years are written in full; a bare number (an Excel serial) is no date: None.
    """
    if len(teks) > 80:
        return None
    kata = _rapi(teks)
    for pola in _TANGGAL:
        temu = pola.fullmatch(kata)
        if temu is None:
            continue
        isi = temu.groupdict()
        bulan = _BULAN.get(isi["b"]) if isi.get("b") else int(isi["m"])
        return _tanggal(int(isi["y"]), bulan, int(isi["d"]))
    return None


def _tanggal(tahun: int, bulan: int | None, hari: int) -> date | None:
    if bulan is None or not _TAHUN_PERTAMA <= tahun <= _TAHUN_TERAKHIR:
        return None
    try:
        return date(tahun, bulan, hari)
    except ValueError:
        return None


_PEMBATAS = re.compile(
    r"\s*(?<![a-z])s\s*[./]*\s*d\s*\.?\s*(?=[\da-z])|\s+(?:sampai(?: dengan)?|hingga)\s+|\s*[–—/]\s*|\s+-\s+"
)
_JUDUL_RENTANG = re.compile(r"^(?:periode|masa)\b(?:\s*penilaian)?\b[\s:*]*")
_BULAN_SAJA = re.compile(r"(?P<b>[a-z]+)(?:\s*(?:tahun\s*)?(?P<y>\d{4}))?")
_TANPA_TAHUN = re.compile(r"(?P<d>\d{1,2})\s*(?P<b>[a-z]+)")


@lru_cache(maxsize=4096)
def baca_rentang(teks: str) -> tuple[date, date] | None:
    """First and last day of "PERIODE PENILAIAN: 1 JANUARI SD 31 DESEMBER TAHUN 2026" and its variants.

    Separators sd, s.d., s/d, sampai dengan, hingga, dash; ISO dates with "/"; the first year may be missing;
    "JANUARI SD DESEMBER TAHUN 2026" means whole months. A reversed span is returned as it stands. None when a
    day, a month or the year is missing (dots not replaced).
    """
    if len(teks) > 200:
        return None
    kata = _JUDUL_RENTANG.sub("", _rapi(teks)).rstrip(" *.")
    for temu in _PEMBATAS.finditer(kata):
        awal_teks, akhir_teks = kata[: temu.start()].strip(), kata[temu.end() :].strip()
        akhir = baca_tanggal(akhir_teks)
        if akhir is not None:
            awal = baca_tanggal(awal_teks) or _lengkapi(awal_teks, akhir.year)
        else:
            awal, akhir = _bulan_penuh(awal_teks, akhir_teks)
        if awal is not None and akhir is not None:
            return awal, akhir
    return None


def _lengkapi(teks: str, tahun: int) -> date | None:
    temu = _TANPA_TAHUN.fullmatch(teks)
    return _tanggal(tahun, _BULAN.get(temu["b"]), int(temu["d"])) if temu else None


def _bulan_penuh(awal_teks: str, akhir_teks: str) -> tuple[date | None, date | None]:
    awal, akhir = _BULAN_SAJA.fullmatch(awal_teks), _BULAN_SAJA.fullmatch(akhir_teks)
    if awal is None or akhir is None or akhir["y"] is None:
        return None, None
    bulan, tahun = _BULAN.get(akhir["b"]), int(akhir["y"])
    if bulan is None or not _TAHUN_PERTAMA <= tahun <= _TAHUN_TERAKHIR:
        return None, None
    hari = calendar.monthrange(tahun, bulan)[1]
    return _tanggal(int(awal["y"] or tahun), _BULAN.get(awal["b"]), 1), date(tahun, bulan, hari)


def tulis_tanggal(tanggal: date) -> str:
    """ "2 Januari 2026"."""
    return f"{tanggal.day} {NAMA_BULAN[tanggal.month - 1]} {tanggal.year:04}"


def tulis_rentang(awal: date, akhir: date) -> str:
    """As the forms print it: "2 JANUARI SD 31 DESEMBER TAHUN 2026", with both years where they differ."""
    hari_awal, hari_akhir = (f"{hari.day} {NAMA_BULAN[hari.month - 1].upper()}" for hari in (awal, akhir))
    if awal.year == akhir.year:
        return f"{hari_awal} SD {hari_akhir} TAHUN {akhir.year:04}"
    return f"{hari_awal} TAHUN {awal.year:04} SD {hari_akhir} TAHUN {akhir.year:04}"


def tahun_periode(kode: str | None) -> tuple[int, int] | None:
    """First and last year of a document's period: a code (2026-TW1), "awal/akhir" in ISO dates, or a year."""
    tahun = [int(satu) for satu in re.findall(r"(?:^|/)(\d{4})(?=-|$)", kode or "", re.ASCII)]
    return (min(tahun), max(tahun)) if tahun else None


def di_tahun(kode: str | None, tahun: int) -> bool:
    """Whether a period touches a year; one that does not say its year does."""
    ada = tahun_periode(kode)
    return ada is None or ada[0] <= tahun <= ada[1]
