"""Reading signatures: place and date above the role, name and NIP below it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from skpbook.domain.nip import bersihkan
from skpbook.domain.periode import baca_tanggal
from skpbook.forms.blocks.signature import PEGAWAI, PENILAI, RUANG
from skpbook.forms.layout import rentang_kolom

if TYPE_CHECKING:
    from skpbook.forms.definition import TandaTangan
    from skpbook.forms.scan import Kena, Pindaian

_NIP = re.compile(r"^\s*(?:NIP|NI\s*PPPK)\b\s*[.:]?\s*", re.I)


def baca(mata: Pindaian, bagian: TandaTangan, dari: int, sampai: int, awalan: str) -> None:
    """The last place each role stands; place and date above it or in its row, name and NIP below."""
    dasar = f"{awalan}pengesahan"
    pihak = [("penilai", PENILAI, bagian.penilai, True)]
    if bagian.pegawai:
        pihak.append(("pegawai", PEGAWAI, bagian.pegawai, bagian.tempat_pegawai))
    kena = {nama: _terakhir(mata, teks, dari, sampai) for nama, teks, _, _ in pihak}
    kolom_lain = sorted(satu.kolom for satu in kena.values() if satu is not None)
    for nama, _, kolom_bawaan, bertempat in pihak:
        satu = kena[nama]
        if satu is None:
            mulai = rentang_kolom(kolom_bawaan)[0]
            mata.tempat[f"{dasar}.nama_{nama}"] = mata.tempat_sel(max(sampai - 1, 0), mulai)
            continue
        batas = next((k for k in kolom_lain if k > satu.kolom), mata_lebar(mata, satu.baris))
        _nama_nip(mata, dasar, nama, satu, batas, sampai)
        if bertempat:
            _tempat_tanggal(mata, dasar, nama, satu, batas)


def mata_lebar(mata: Pindaian, baris: int) -> int:
    """Width of the sheet around a row."""
    return max(mata.lebar(satu) for satu in range(max(baris - 2, 0), min(baris + 9, mata.akhir)))


def _terakhir(mata: Pindaian, teks: str, dari: int, sampai: int) -> Kena | None:
    semua = list(mata.semua(teks, dari, sampai))
    return semua[-1] if semua else None


def _nama_nip(mata: Pindaian, dasar: str, nama: str, kena: Kena, batas: int, sampai: int) -> None:
    baris_nama: int | None = None
    for baris in range(kena.baris + 1, min(kena.baris + 9, sampai)):
        ada = mata.isi_pertama(baris, kena.kolom, batas)
        if ada is None:
            continue
        kolom, teks = ada
        if baris_nama is None and not _mirip_nip(teks):
            mata.catat(f"{dasar}.nama_{nama}", baris, kolom, teks)
            baris_nama = baris
        elif _mirip_nip(teks) or baris_nama is not None:
            mata.catat(f"{dasar}.nip_{nama}", baris, kolom, _NIP.sub("", teks))
            break
    mata.tempat.setdefault(f"{dasar}.nama_{nama}", mata.tempat_sel(kena.baris + 1 + RUANG, kena.kolom))
    mata.tempat.setdefault(f"{dasar}.nip_{nama}", mata.tempat_sel(kena.baris + 2 + RUANG, kena.kolom))


def _mirip_nip(teks: str) -> bool:
    return bool(_NIP.match(teks)) or (len(bersihkan(teks)) >= 8 and bersihkan(teks).isdigit())


def _tempat_tanggal(mata: Pindaian, dasar: str, nama: str, kena: Kena, batas: int) -> None:
    """ "Kupang, 2 Januari 2026" in one cell, or place and date in cells of their own."""
    potong: list[tuple[int, int, str]] = []
    for baris in range(max(kena.baris - 2, 0), kena.baris):
        for kolom in range(kena.kolom, min(batas, mata.lebar(baris))):
            teks = mata.teks(baris, kolom)
            if teks and not mata.di_baris(baris):
                potong.append((baris, kolom, teks))
    for baris, kolom, teks in potong:
        tempat, pisah, tanggal = teks.partition(",")
        if baca_tanggal(teks) is not None:
            mata.catat(f"{dasar}.tanggal_{nama}", baris, kolom, teks)
        elif pisah and tanggal.strip():
            mata.catat(f"{dasar}.tempat_{nama}", baris, kolom, tempat.strip())
            mata.catat(f"{dasar}.tanggal_{nama}", baris, kolom, tanggal.strip())
        elif any(c.isdigit() for c in teks):
            mata.catat(f"{dasar}.tanggal_{nama}", baris, kolom, teks)
        elif f"{dasar}.tempat_{nama}" not in mata.tempat:
            mata.catat(f"{dasar}.tempat_{nama}", baris, kolom, tempat.strip())
    baris = max(kena.baris - 1, 0)
    mata.tempat.setdefault(f"{dasar}.tempat_{nama}", mata.tempat_sel(baris, kena.kolom))
    mata.tempat.setdefault(f"{dasar}.tanggal_{nama}", mata.tempat_sel(baris, kena.kolom))
