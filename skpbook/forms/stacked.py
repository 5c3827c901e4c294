"""Several forms one below the other on one sheet: where each begins, so that none is read as part of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from skpbook.domain.nip import bersihkan
from skpbook.domain.teks import normal
from skpbook.forms.definition import Judul, Matriks
from skpbook.forms.identify import kenali_lembar
from skpbook.forms.labels import label_formulir
from skpbook.forms.paths import ambil
from skpbook.forms.reading import baca_urut
from skpbook.forms.reading.header import judul_umum
from skpbook.forms.reading.identity import LABEL_NAMA, PEGAWAI
from skpbook.forms.reading.matrix import batas_matriks
from skpbook.forms.scan import Pindaian

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.forms.catalog import Katalog
    from skpbook.forms.definition import Definisi
    from skpbook.forms.grid import Kisi

_KOP = ("PERIODE PENILAIAN", "PERIODE")
_TERTINGGI = 10
_BARIS_IDENTITAS = 8
_LABEL_CUKUP = 3

Wilayah = tuple[int, int, "Definisi"]
"""Rows [first, last) of a sheet and the form they are."""


def wilayah_formulir(utuh: Pindaian) -> list[Wilayah]:
    """The forms of a sheet, top down: one, or one for every matrix, or one for every identity block that is not
    the heading of the form above it repeated.
    """
    definisi = utuh.definisi
    matriks = next((satu for satu in definisi.bagian if isinstance(satu, Matriks)), None)
    if matriks is not None:
        return [(dari, akhir, definisi) for dari, akhir in batas_matriks(utuh, matriks)]
    mulai = [_awal(utuh, baris) for baris in list(_identitas(utuh))[1:]]
    hasil: list[Wilayah] = [(utuh.dari, utuh.akhir, definisi)]
    for dari in mulai:
        atas = hasil[-1]
        calon = _kenali(utuh, dari, definisi)
        if calon is None or not _lain(utuh, (atas[0], dari, atas[2]), (dari, utuh.akhir, calon)):
            continue
        hasil[-1] = (atas[0], dari, atas[2])
        hasil.append((dari, utuh.akhir, calon))
    return hasil


def _identitas(utuh: Pindaian) -> Iterator[int]:
    """Rows of the headings above an identity block; the same words above a signature are none."""
    for kena in utuh.semua(PEGAWAI, utuh.dari, utuh.akhir):
        bawah = utuh.semua_dari(LABEL_NAMA, kena.baris + 1, kena.baris + 1 + _BARIS_IDENTITAS)
        for kolom in {satu.kolom for satu in bawah}:
            if len({satu.label for satu in bawah if satu.kolom == kolom}) >= _LABEL_CUKUP:
                yield kena.baris
                break


def _awal(utuh: Pindaian, identitas: int) -> int:
    """The first title row above an identity block."""
    judul = {
        normal(satu)
        for definisi in utuh.katalog.definisi.values()
        for bagian in definisi.bagian
        if isinstance(bagian, Judul)
        for satu in bagian.baris
    }
    kop = {utuh.id(satu) for satu in _KOP}
    atas = identitas
    for baris in range(identitas - 1, max(identitas - 1 - _TERTINGGI, utuh.dari), -1):
        isi = [teks for _, teks in utuh.isi_baris(baris)]
        label = {kena.label for kena in utuh.di_baris(baris)}
        if label - kop:
            break
        if label or any(normal(satu) in judul or judul_umum(satu) for satu in isi):
            atas = baris
    return atas


def _kenali(utuh: Pindaian, dari: int, definisi: Definisi) -> Definisi | None:
    """The form that begins at a row; the one above it where only its titles are missing."""
    potong = msgspec.structs.replace(utuh.kisi, baris=utuh.kisi.baris[dari:])
    dikenal, asing = kenali_lembar(potong, utuh.katalog)
    return dikenal or (None if asing else definisi)


def _lain(utuh: Pindaian, atas: Wilayah, bawah: Wilayah) -> bool:
    """Are two stretches of a sheet two papers: of two forms, or of two people?"""
    if atas[2].kode != bawah[2].kode:
        return True
    satu, dua = (_orang(utuh, *wilayah) for wilayah in (atas, bawah))
    if satu[0] and dua[0]:
        return satu[0] != dua[0]
    return bool(satu[1] and dua[1]) and satu[1] != dua[1]


def _orang(utuh: Pindaian, dari: int, akhir: int, definisi: Definisi) -> tuple[str, str]:
    """NIP and name of whose paper some rows are."""
    mata = pindai(utuh.kisi, utuh.katalog, definisi, dari, akhir)
    baca_urut(mata, definisi.bagian, dari, akhir, "")
    nip, nama = (str(ambil(mata.pohon, f"pegawai.{medan}") or "") for medan in ("nip", "nama"))
    return bersihkan(nip), normal(nama)


def pindai(kisi: Kisi, katalog: Katalog, definisi: Definisi, dari: int, akhir: int) -> Pindaian:
    """Rows of a sheet seen through a form's labels."""
    return Pindaian(kisi, katalog, definisi, label_formulir(katalog, definisi), dari, akhir)
