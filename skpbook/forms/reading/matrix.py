"""Reading the Matriks Peran Hasil."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from skpbook.domain.nip import bersihkan
from skpbook.domain.teks import normal, tanpa_nomor
from skpbook.forms.paths import ambil, taruh

if TYPE_CHECKING:
    from skpbook.forms.definition import Matriks
    from skpbook.forms.scan import Pindaian

_KOSONG = frozenset({"", "n a", "na", "x", "tidak ada"})
_BUTIR = re.compile(r"^\s*(?:[-•*▪●–]|\(?\d{1,2}[.)]|[a-z][.)])\s+", re.I)
_DELAPAN_BELAS = re.compile(r"(?<!\d)\d(?:[\s.]?\d){17}(?!\d)")


def baca(mata: Pindaian, bagian: Matriks, dari: int, sampai: int, awalan: str) -> None:
    """First row with text under the heading is the leader's; then, where it is, the method row; then people."""
    kena = mata.cari((bagian.kepala_orang,), dari, sampai)
    if kena is None:
        mata.hilang.append(bagian.kepala_orang)
        return
    kena_nip = mata.cari(("NIP (kolom bantu)",), kena.baris, kena.baris + 1)
    kolom_nip = kena_nip.kolom if kena_nip else None
    kepala_isi = mata.cari((bagian.kepala_kolom,), kena.baris, kena.baris + 2)
    if kepala_isi is None:
        mata.hilang.append(bagian.kepala_kolom)
    metode = mata.cari((bagian.label_metode,), kena.baris + 1, sampai)
    baris = _baris_pimpinan(mata, kena.baris, metode.baris if metode else None, sampai)
    if baris is None:
        return
    _orang(mata, f"{awalan}pimpinan", baris, kena.kolom, kolom_nip)
    kolom = _kolom_berisi(mata, kena.kolom + 1, baris, sampai, None if metode is None else metode.baris)
    for nomor, satu in enumerate(kolom):
        mata.catat(f"{awalan}kolom[{nomor}].judul", baris, satu, mata.teks(baris, satu))
    mata.lengkapi_daftar(f"{awalan}kolom", len(kolom))
    mulai = baris + 1
    if metode is not None:
        for nomor, satu in enumerate(kolom):
            mata.catat(f"{awalan}kolom[{nomor}].metode", metode.baris, satu, mata.teks(metode.baris, satu))
        mulai = metode.baris + 1
    _anggota(mata, bagian, mulai, sampai, kena.kolom, kolom_nip, kolom, awalan)


def _baris_pimpinan(mata: Pindaian, kepala: int, metode: int | None, sampai: int) -> int | None:
    """The leader's row: the last one with text between the heading and the method row, else the next with text."""
    if metode is not None:
        for baris in range(metode - 1, kepala, -1):
            if any(mata.teks(baris, k) for k in range(mata.lebar(baris))):
                return baris
        return min(kepala + 1, metode - 1)
    return next(
        (b for b in range(kepala + 1, sampai) if any(mata.teks(b, k) for k in range(mata.lebar(b)))), None
    )


def _kolom_berisi(mata: Pindaian, mulai: int, pimpinan: int, sampai: int, metode: int | None) -> list[int]:
    """Columns that hold the leader's IKI/RHK or any peran hasil: what stands under an empty heading counts too."""
    berisi = set()
    for baris in range(pimpinan, sampai):
        if baris == metode:
            continue
        for kolom in range(mulai, mata.lebar(baris)):
            teks = mata.teks(baris, kolom)
            if teks and (baris == pimpinan or normal(teks) not in _KOSONG):
                berisi.add(kolom)
    return sorted(berisi)


def _anggota(
    mata: Pindaian,
    bagian: Matriks,
    dari: int,
    sampai: int,
    kolom_nama: int,
    kolom_nip: int | None,
    kolom: list[int],
    awalan: str,
) -> None:
    jumlah = 0
    jalur: str | None = None
    baris = dari
    kepala = mata.id(bagian.kepala_orang)
    while baris < sampai:
        if any(kena.label == kepala for kena in mata.di_baris(baris)):
            baris += 2
            continue
        area = mata.area(baris, kolom_nama)
        akhir = area[2] if area is not None and area[0] == baris else baris
        nama = mata.teks(baris, kolom_nama)
        nip = mata.teks(baris, kolom_nip) if kolom_nip is not None else ""
        berisi = any(_peran(mata.teks(r, k)) for r in range(baris, akhir + 1) for k in kolom)
        if nama or nip or (akhir > baris and berisi):
            jalur = f"{awalan}anggota[{jumlah}]"
            jumlah += 1
            taruh(mata.pohon, jalur, {"peran": [[] for _ in kolom]})
            _orang(mata, jalur, baris, kolom_nama, kolom_nip)
        if jalur is not None:
            for nomor, satu in enumerate(kolom):
                for r in range(baris, akhir + 1):
                    _isi_sel(mata, f"{jalur}.peran[{nomor}]", r, satu)
        baris = akhir + 1


def _isi_sel(mata: Pindaian, jalur: str, baris: int, kolom: int) -> None:
    mata.tempat.setdefault(jalur, mata.tempat_sel(baris, kolom))
    for teks in _peran(mata.teks(baris, kolom)):
        nomor = len(ambil(mata.pohon, jalur) or [])
        mata.catat(f"{jalur}[{nomor}]", baris, kolom, teks)


def _peran(teks: str) -> list[str]:
    """Peran hasil of a cell: a line each, or a bullet each; N/A, x and blank are none."""
    if normal(teks) in _KOSONG:
        return []
    baris = [satu.strip() for satu in teks.split("\n") if satu.strip()]
    if not any(_BUTIR.match(satu) for satu in baris):
        return [satu for satu in baris if normal(satu) not in _KOSONG]
    hasil: list[str] = []
    for satu in baris:
        if _BUTIR.match(satu) or not hasil:
            hasil.append(tanpa_nomor(satu))
        else:
            hasil[-1] += " " + satu
    return hasil


def _orang(mata: Pindaian, jalur: str, baris: int, kolom_nama: int, kolom_nip: int | None) -> None:
    """Name, NIP and jabatan from the name cell's lines; a NIP column goes before a NIP in the name cell."""
    teks = mata.teks(baris, kolom_nama)
    nip: str | None = None
    temu = _DELAPAN_BELAS.search(teks)
    if temu is not None:
        nip = bersihkan(temu[0])
        teks = teks.replace(temu[0], "")
    potong = [satu.strip(" :/-") for satu in teks.split("\n")]
    potong = [
        satu.removeprefix("NIP").strip(" .:") if satu.upper().startswith("NIP") else satu for satu in potong
    ]
    potong = [satu for satu in potong if satu]
    mata.catat(f"{jalur}.nama", baris, kolom_nama, potong[0] if potong else None)
    mata.catat(f"{jalur}.jabatan", baris, kolom_nama, " ".join(potong[1:]) or None)
    if kolom_nip is not None and mata.teks(baris, kolom_nip):
        mata.catat(f"{jalur}.nip", baris, kolom_nip, mata.teks(baris, kolom_nip))
    else:
        mata.catat(f"{jalur}.nip", baris, kolom_nip if kolom_nip is not None else kolom_nama, nip)
