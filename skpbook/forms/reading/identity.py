"""Reading the two identity blocks, side by side or one below the other."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from skpbook.forms.blocks.identity import susunan_baris
from skpbook.forms.layout import rentang_kolom
from skpbook.forms.scan import kolom_terbanyak

if TYPE_CHECKING:
    from skpbook.forms.definition import Identitas, SelBaris
    from skpbook.forms.scan import Kena, Pindaian

PEGAWAI, PENILAI = "PEGAWAI YANG DINILAI", "PEJABAT PENILAI KINERJA"
LABEL_NAMA = ("NAMA", "NIP", "PANGKAT/ GOL. RUANG", "JABATAN", "UNIT KERJA")
_SISI_TERTINGGI = 14


class _Sisi(NamedTuple):
    """Where one of the two blocks stands: rows [dari, sampai), columns [kiri, kanan)."""

    dari: int
    sampai: int
    kiri: int
    kanan: int


def baca(mata: Pindaian, bagian: Identitas, dari: int, sampai: int, awalan: str) -> None:
    """Each block by its heading; its labels stand in one column, a value right of its label."""
    baris = susunan_baris(bagian).baris[1:]
    for nama, sisi, kolom_sel in _bagi(mata, bagian, dari, sampai):
        pasangan = [_label_isian(satu, nama) for satu in baris]
        _sisi(mata, [satu for satu in pasangan if satu is not None], sisi, kolom_sel, awalan)


def _label_isian(baris: tuple[SelBaris, ...], nama: str) -> tuple[str, str] | None:
    """(label, path) of one row of the definition, on the side of `nama`."""
    for label, isian in itertools.pairwise(baris):
        if isian.isi is not None and isian.isi.startswith(f"{nama}."):
            return label.teks or "", isian.isi
    return None


def _bagi(mata: Pindaian, bagian: Identitas, dari: int, sampai: int) -> list[tuple[str, _Sisi, int]]:
    """(field prefix, region, value column of the definition) of both blocks."""
    kanan_semua = mata.kanan + 40
    kiri = mata.cari((PEGAWAI,), dari, sampai)
    kanan = mata.cari((PENILAI,), dari, sampai)
    kolom_kiri, kolom_kanan = rentang_kolom(bagian.kolom[2])[0], rentang_kolom(bagian.kolom[5])[0]
    awal = kiri.baris if kiri is not None else dari
    akhir = min(sampai, awal + _SISI_TERTINGGI)
    if kanan is None:
        batas = _kolom_kedua(mata, awal + 1, akhir)
        semua = [("pegawai", _Sisi(awal + 1, akhir, 0, batas or kanan_semua), kolom_kiri)]
        if batas is not None:
            semua.append(("penilai", _Sisi(awal + 1, akhir, batas, kanan_semua), kolom_kanan))
        return semua
    if kiri is not None and kanan.baris > kiri.baris + 2:
        return [
            ("pegawai", _Sisi(kiri.baris + 1, kanan.baris, 0, kanan_semua), kolom_kiri),
            (
                "penilai",
                _Sisi(kanan.baris + 1, min(sampai, kanan.baris + _SISI_TERTINGGI), 0, kanan_semua),
                kolom_kanan,
            ),
        ]
    batas = _batas_kanan(mata, kanan, awal + 1, akhir)
    return [
        ("pegawai", _Sisi(awal + 1, akhir, 0, batas), kolom_kiri),
        ("penilai", _Sisi(awal + 1, akhir, batas, kanan_semua), kolom_kanan),
    ]


def _kolom_kedua(mata: Pindaian, dari: int, sampai: int) -> int | None:
    """The column of the second NAMA of a row, where the right heading is missing."""
    kena = [satu.kolom for satu in mata.semua("NAMA", dari, sampai)]
    return max(kena) if len(set(kena)) > 1 else None


def _batas_kanan(mata: Pindaian, kanan: Kena, dari: int, sampai: int) -> int:
    """The first column of the right block: that of its numbers, where it has them, else of its labels.

    The heading may stand over the numbers or beside them; the labels of the right block are those from just
    left of the heading on.
    """
    kena = [satu for satu in mata.semua_dari(LABEL_NAMA, dari, sampai) if satu.kolom >= kanan.kolom - 1]
    label = kolom_terbanyak(kena)
    if label is None:
        return kanan.kolom
    angka = [
        teks.rstrip(".)")
        for baris in range(dari, sampai)
        for _, teks in mata.isi_baris(baris, label - 1, label)
    ]
    berangka = [teks for teks in angka if (teks.isdigit() and len(teks) == 1) or teks.upper() == "NO"]
    return label - 1 if len(berangka) >= 2 and len(berangka) == len(angka) else label


def _sisi(mata: Pindaian, pasangan: list[tuple[str, str]], sisi: _Sisi, kolom_sel: int, awalan: str) -> None:
    label = [nama for nama, _ in pasangan]
    kena = [
        satu
        for satu in mata.semua_dari(label, sisi.dari, sisi.sampai)
        if sisi.kiri <= satu.kolom < sisi.kanan
    ]
    kolom = kolom_terbanyak(kena)
    if kolom is None:
        mata.hilang.extend(label)
        return
    mulai = sisi.dari
    for nama, jalur in pasangan:
        temu = next(
            (s for s in kena if s.kolom == kolom and s.label == mata.id(nama) and s.baris >= mulai), None
        ) or mata.cari_mirip(nama, mulai, sisi.sampai, kolom)
        if temu is None:
            mata.hilang.append(nama)
            continue
        mulai = temu.baris + 1
        _nilai(mata, f"{awalan}{jalur}", temu, sisi, kolom_sel)


def _nilai(mata: Pindaian, jalur: str, kena: Kena, sisi: _Sisi, kolom_sel: int) -> None:
    if kena.sisa is not None:
        mata.catat(jalur, kena.baris, kena.kolom, kena.sisa)
        return
    ada = mata.isi_pertama(kena.baris, kena.akhir + 1, sisi.kanan)
    if ada is not None:
        mata.catat(jalur, kena.baris, ada[0], ada[1].removeprefix(":").strip())
        return
    kolom = kolom_sel if kena.akhir < kolom_sel < sisi.kanan else kena.akhir + 1
    mata.catat(jalur, kena.baris, kolom, None)
