"""The extent of the sheets of an .xlsb, from its records; records of cells far outside are cut out."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from skpbook.domain.tempat import alamat
from skpbook.intake.geometri import Luas, periksa_luas
from skpbook.intake.geometri_lain import TAK_ADA, HasilLembar, Ukuran, periksa_jumlah_teks, teks_galat
from skpbook.intake.tolak import rusak

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.intake.batas import Batas

_BARIS, _KOLOM, _GABUNGAN = 0, 60, 176
_SEL = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 62})
_GALAT = frozenset({3, 11})
_TEKS_BERSAMA = 159
_SINGKAT = {12: 1, 13: 2, 14: 3, 15: 4, 16: 5, 17: 6, 18: 7}
"""Cells that stand right of the one before and do not say where: the record that does, for each kind of them."""

_AWAL = b"\x81\x01"


def berisi_lembar_xlsb(isi: bytes) -> bool:
    """A worksheet part begins with the record BrtBeginSheet."""
    return isi.startswith(_AWAL)


def jaga_xlsb(isi: bytes, batas: Batas) -> tuple[bytes, HasilLembar]:
    """Measure a worksheet part of an .xlsb; the part as it may be read, and what to tell of it.

    Raises `Ditolak` B004, or B003 for broken records.
    """
    isi = _panjangkan(isi)
    ukuran = Ukuran(batas)
    potong: list[tuple[int, int]] = []
    tukar: list[int] = []
    try:
        baris = 0
        for jenis, awal, letak, akhir in _rekaman(isi):
            if jenis == _BARIS:
                baris = struct.unpack_from("<I", isi, letak)[0]
                if isi[letak + 11] & 0x10:
                    ukuran.baris_sembunyi.add(baris)
            elif jenis in _SEL:
                kolom = struct.unpack_from("<I", isi, letak)[0]
                if not ukuran.sel(baris + 1, kolom + 1):
                    potong.append((awal, akhir))
                elif jenis in _GALAT:
                    ukuran.galat[alamat(baris, kolom)] = teks_galat(isi[letak + 8])
                    tukar.append(letak + 8)
            elif jenis == _GABUNGAN:
                atas, bawah, kiri, kanan = struct.unpack_from("<4I", isi, letak)
                ukuran.gabung(abs(bawah - atas) + 1, abs(kanan - kiri) + 1)
            elif jenis == _KOLOM and isi[letak + 16] & 1:
                ukuran.kolom_sembunyi.append(struct.unpack_from("<2I", isi, letak))
    except (IndexError, struct.error) as galat:
        # Also of what is cut off: a reader may not mind.
        jauh = ukuran.hasil().jauh
        periksa_luas(Luas(0, 0, jauh.sel, jauh.banyak) if jauh else Luas(0, 0), batas)
        raise rusak("isi lembarnya terputus") from galat
    return _tanpa(_tukar(isi, tukar), potong), ukuran.hasil()


def periksa_teks_xlsb(isi: bytes) -> None:
    """Refuse (B003) a table of texts that says it holds more than it can."""
    try:
        for jenis, _, letak, _ in _rekaman(isi):
            if jenis == _TEKS_BERSAMA:
                periksa_jumlah_teks(struct.unpack_from("<I", isi, letak + 4)[0], len(isi))
            return
    except (IndexError, struct.error):
        return  # no table, or one cut off: a reader says so


def _panjangkan(isi: bytes) -> bytes:
    """The part with every cell saying where it is: readers pass over those that do not, without a word."""
    try:
        if not any(jenis in _SINGKAT for jenis, *_ in _rekaman(isi)):
            return isi
        hasil: list[bytes] = []
        kolom = -1
        for jenis, awal, letak, akhir in _rekaman(isi):
            if jenis == _BARIS:
                kolom = -1
            elif jenis in _SEL or jenis == 1:
                kolom = struct.unpack_from("<I", isi, letak)[0]
            if jenis in _SINGKAT:
                kolom += 1
                muatan = struct.pack("<I", kolom) + isi[letak:akhir]
                hasil.append(bytes([_SINGKAT[jenis]]) + _panjang(len(muatan)) + muatan)
            else:
                hasil.append(isi[awal:akhir])
    except (IndexError, struct.error):
        return isi  # cut off: whoever measures it says so
    return b"".join(hasil)


def _panjang(banyak: int) -> bytes:
    hasil = bytearray()
    while banyak > 0x7F:
        hasil.append(banyak & 0x7F | 0x80)
        banyak >>= 7
    return bytes([*hasil, banyak])


def _rekaman(isi: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Records of a BIFF12 part: type, where it starts, where its payload starts and ends.

    Raises IndexError for one that is cut off.
    """
    letak, n = 0, len(isi)
    while letak < n:
        awal = letak
        jenis = isi[letak]
        letak += 1
        if jenis & 0x80:
            jenis = jenis & 0x7F | (isi[letak] & 0x7F) << 7
            letak += 1
        panjang = 0
        for geser in (0, 7, 14, 21):
            satu = isi[letak]
            letak += 1
            panjang |= (satu & 0x7F) << geser
            if not satu & 0x80:
                break
        if letak + panjang > n:
            raise IndexError
        yield jenis, awal, letak, letak + panjang
        letak += panjang


def _tukar(isi: bytes, letak: list[int]) -> bytes:
    """Error codes made into one that every reader knows."""
    if not letak:
        return isi
    baru = bytearray(isi)
    for satu in letak:
        baru[satu] = TAK_ADA
    return bytes(baru)


def _tanpa(isi: bytes, potong: list[tuple[int, int]]) -> bytes:
    """A part without some stretches of it."""
    if not potong:
        return isi
    mulai = [0, *(akhir for _, akhir in potong)]
    sampai = [*(awal for awal, _ in potong), len(isi)]
    return b"".join(isi[a:b] for a, b in zip(mulai, sampai, strict=True))
