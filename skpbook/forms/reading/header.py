"""Reading (NAMA INSTANSI) and PERIODE PENILAIAN."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from skpbook.domain.teks import normal
from skpbook.forms.blocks.header import LABEL
from skpbook.forms.definition import Judul
from skpbook.forms.layout import rentang_kolom

if TYPE_CHECKING:
    from skpbook.forms.definition import Kop
    from skpbook.forms.scan import Kena, Pindaian

_TANGGAL = re.compile(r"\d|\b(?:januari|desember|sd|s\.?d\.?|s/d)\b|\.{3,}|…", re.I)
_KATA_JUDUL = (
    "PENDEKATAN HASIL KERJA",
    "BAGI PEJABAT",
    "SASARAN KINERJA PEGAWAI",
    "EVALUASI KINERJA",
    "PERIODE",
)


def baca(mata: Pindaian, bagian: Kop, dari: int, sampai: int, awalan: str) -> None:
    """The instansi is the text left of the label, else in the row below or above; the period right of it."""
    kena = mata.cari((LABEL,), dari, sampai)
    if kena is None:
        return
    lain = [baris for baris in (kena.baris + 1, kena.baris - 1) if mata.dari <= baris < mata.akhir]
    _periode(mata, bagian, kena, lain[:1], awalan)
    for baris in (kena.baris, *lain):
        if baris != kena.baris and mata.di_baris(baris):
            continue
        batas = kena.kolom if baris == kena.baris else mata.kanan + 1
        ada = mata.isi_pertama(baris, 0, batas)
        if ada is not None and not _judul(mata, ada[1]) and (baris == kena.baris or not _rentang(ada[1])):
            mata.catat(f"{awalan}instansi", baris, *ada)
            return
    mata.catat(f"{awalan}instansi", kena.baris, rentang_kolom(bagian.instansi)[0], None)


def _periode(mata: Pindaian, bagian: Kop, kena: Kena, lain: list[int], awalan: str) -> None:
    jalur = f"{awalan}periode_penilaian"
    if kena.sisa is not None:
        mata.catat(jalur, kena.baris, kena.kolom, kena.sisa)
        return
    ada = mata.isi_pertama(kena.baris, kena.akhir + 1, mata.lebar(kena.baris))
    if ada is not None:
        mata.catat(jalur, kena.baris, *ada)
        return
    for baris in lain:
        for kolom, teks in mata.isi_baris(baris, 0, mata.kanan + 1):
            if not mata.di_baris(baris) and _rentang(teks):
                mata.catat(jalur, baris, kolom, teks)
                return
    mata.catat(jalur, kena.baris, max(rentang_kolom(bagian.periode)[0], kena.akhir + 1), None)


def _rentang(teks: str) -> bool:
    """Looks like the dates of a period, filled in or still with dots."""
    return len(_TANGGAL.findall(teks)) >= 2


def judul_umum(teks: str) -> bool:
    """Has a text the words of a form's title line?"""
    atas = teks.upper()
    return any(kata in atas for kata in _KATA_JUDUL)


def _judul(mata: Pindaian, teks: str) -> bool:
    """A title line of the form stands above where a person left the instansi empty."""
    baris = [
        normal(satu) for bagian in mata.definisi.bagian if isinstance(bagian, Judul) for satu in bagian.baris
    ]
    return normal(teks) in baris or judul_umum(teks)
