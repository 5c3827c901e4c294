"""The extent of the sheets of an .xls, from its records.

Nothing may change its place in an OLE file: records of cells far outside become ones that no reader knows.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from skpbook.domain.tempat import alamat
from skpbook.intake.geometri_lain import TAK_ADA, HasilLembar, Ukuran, periksa_jumlah_teks, teks_galat
from skpbook.intake.tolak import lewat_batas, rusak

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.intake.batas import Batas

_SEL = frozenset({0x0006, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E, 0x00D6})
_RUMUS, _GALAT, _TEKS_RUMUS = 0x0006, 0x0205, 0x0207
_MULRK, _GABUNGAN, _BOF, _LEMBAR = 0x00BD, 0x00E5, 0x0809, 0x0085
_BARIS, _KOLOM, _UKURAN = 0x0208, 0x007D, 0x0200
_TEKS_BERSAMA = 0x00FC
_LUAS = 65_536 * 256
"""Cells of the largest sheet that an .xls can hold."""

_BIFF8 = 0x0600
_ABAI = 0x7FFF
"""A record type that is none."""


def jaga_xls(aliran: bytes, batas: Batas) -> tuple[bytes, tuple[HasilLembar, ...]]:
    """Measure the sheets in the Workbook stream of an .xls; the stream as it may be read (of the same length), and
    what to tell of each sheet.

    Raises `Ditolak` B004 or B003.
    """
    nama: dict[int, str] = {}
    ukuran = Ukuran(batas)
    semua = [ukuran]
    baru: bytearray | None = None
    biff8 = True
    letak_ukuran: int | None = None
    try:
        for jenis, letak, panjang in _rekaman(aliran):
            if jenis == _BOF and not nama:
                biff8 = struct.unpack_from("<H", aliran, letak)[0] >= _BIFF8
            if jenis == _BOF:
                letak_ukuran = None
                ukuran = Ukuran(batas, nama.get(letak - 4, ""))
                semua.append(ukuran)
            elif jenis == _TEKS_BERSAMA:
                periksa_jumlah_teks(struct.unpack_from("<I", aliran, letak + 4)[0], len(aliran))
            elif jenis == _UKURAN:
                _periksa_ukuran(aliran[letak : letak + panjang])
                letak_ukuran = letak
            elif jenis == _LEMBAR:
                nama[struct.unpack_from("<I", aliran, letak)[0]] = _nama(aliran, letak + 6, biff8=biff8)
            else:
                ubah = _satu(ukuran, aliran, jenis, letak, panjang)
                if ukuran.jauh_banyak and letak_ukuran is not None:
                    # A reader asks for as much memory as this record says: without it, as the cells need.
                    ubah.append((letak_ukuran - 4, struct.pack("<H", _ABAI)))
                    letak_ukuran = None
                for di, isi in ubah:
                    baru = baru or bytearray(aliran)
                    baru[di : di + len(isi)] = isi
    except (struct.error, IndexError) as galat:
        raise rusak("isi lembarnya terputus") from galat
    return aliran if baru is None else bytes(baru), tuple(satu.hasil() for satu in semua)


def _periksa_ukuran(isi: bytes) -> None:
    """Refuse a sheet that says it ends before it begins (B003), or is larger than any (B004).

    A reader asks for the memory that this takes before it has read one cell.
    """
    bentuk = {10: "<4H", 14: "<2I2H"}.get(len(isi))
    if bentuk is None:
        return
    baris, akhir_baris, kolom, akhir_kolom = struct.unpack_from(bentuk, isi)
    if akhir_baris < baris or akhir_kolom < kolom:
        raise rusak("ukuran lembarnya bertentangan")
    if (akhir_baris - baris) * (akhir_kolom - kolom) > _LUAS:
        luas = f"{akhir_baris - baris} baris x {akhir_kolom - kolom} kolom"
        raise lewat_batas("luas lembar", luas, "65536 baris x 256 kolom")


def _rekaman(aliran: bytes) -> Iterator[tuple[int, int, int]]:
    """Records of a BIFF8 stream: type, where the payload starts, its length."""
    letak, n = 0, len(aliran)
    while letak + 4 <= n:
        jenis, panjang = struct.unpack_from("<2H", aliran, letak)
        letak += 4
        yield jenis, letak, panjang
        letak += panjang


def _nama(aliran: bytes, letak: int, *, biff8: bool) -> str:
    """A short string: length in letters, since BIFF8 whether they take two bytes, the letters."""
    banyak = aliran[letak]
    if not biff8:
        return aliran[letak + 1 : letak + 1 + banyak].decode("cp1252", "replace")
    lebar = aliran[letak + 1] & 1
    mentah = aliran[letak + 2 : letak + 2 + banyak * (2 if lebar else 1)]
    return mentah.decode("utf-16-le" if lebar else "latin-1", "replace")


def _satu(ukuran: Ukuran, aliran: bytes, jenis: int, letak: int, panjang: int) -> list[tuple[int, bytes]]:
    """Look at one record of a sheet; what to write where in the stream instead of what is there."""
    if jenis in _SEL:
        baris, kolom = struct.unpack_from("<2H", aliran, letak)
        if not ukuran.sel(baris + 1, kolom + 1):
            return _abaikan(aliran, letak, panjang)
        di = letak + (6 if jenis == _GALAT else 8)
        if _bergalat(aliran, jenis, letak):
            ukuran.galat[alamat(baris, kolom)] = teks_galat(aliran[di])
            return [(di, bytes([TAK_ADA]))]
    elif jenis == _MULRK:
        baris, kolom = struct.unpack_from("<2H", aliran, letak)
        akhir = struct.unpack_from("<H", aliran, letak + panjang - 2)[0]
        if not ukuran.sel(baris + 1, akhir + 1, max(akhir - kolom + 1, 1)):
            return _abaikan(aliran, letak, panjang)
    elif jenis == _GABUNGAN:
        for nomor in range(struct.unpack_from("<H", aliran, letak)[0]):
            awal, ujung, kiri, kanan = struct.unpack_from("<4H", aliran, letak + 2 + nomor * 8)
            ukuran.gabung(abs(ujung - awal) + 1, abs(kanan - kiri) + 1)
    elif jenis == _BARIS and struct.unpack_from("<H", aliran, letak + 12)[0] & 0x20:
        ukuran.baris_sembunyi.add(struct.unpack_from("<H", aliran, letak)[0])
    elif jenis == _KOLOM and struct.unpack_from("<H", aliran, letak + 8)[0] & 1:
        ukuran.kolom_sembunyi.append(struct.unpack_from("<2H", aliran, letak))
    return []


def _bergalat(aliran: bytes, jenis: int, letak: int) -> bool:
    """Is a cell's value, or its formula's, an error?"""
    if jenis == _GALAT:
        return aliran[letak + 7] != 0
    if jenis == _RUMUS:
        return aliran[letak + 12 : letak + 14] == b"\xff\xff" and aliran[letak + 6] == 2
    return False


def _abaikan(aliran: bytes, letak: int, panjang: int) -> list[tuple[int, bytes]]:
    """A record no reader knows instead of a cell's, and instead of the text that follows a formula."""
    abai = struct.pack("<H", _ABAI)
    berikut = letak + panjang
    if struct.unpack_from("<H", aliran.ljust(berikut + 2, b"\0"), berikut)[0] == _TEKS_RUMUS:
        return [(letak - 4, abai), (berikut, abai)]
    return [(letak - 4, abai)]
