"""A workbook's package with some parts replaced; the packed bytes of every other part are copied raw.

Headers are written anew and without times, so that the same parts always give the same file.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, NamedTuple

from skpbook.forms.deflate import DEFLATE
from skpbook.forms.seal import Bagian as BagianSegel
from skpbook.intake.batas import MB, Batas
from skpbook.intake.paket import Bagian, daftar_bagian, kembangkan
from skpbook.intake.tolak import Ditolak
from skpbook.returns.aman import TakAman
from skpbook.returns.ingat import ingat

if TYPE_CHECKING:
    from collections.abc import Iterator

BAGIAN_MB = 16
"""An edited part is held as a tree some ten times its size; larger ones are left alone."""

_LOKAL = struct.Struct("<4s5H3I2H")
_PUSAT = struct.Struct("<4s6H3I5H2I")
_AKHIR = struct.Struct("<4s4H2IH")
_VERSI, _UTF8, _TANGGAL = 20, 0x800, 0x21
_DEFLATE = 8
_PADAT = 2


class _Isi(NamedTuple):
    """A new part, packed."""

    padat: bytes
    crc: int
    ukuran: int


class Paket:
    """Parts by name. Raises `TakAman` where the package is not whole or goes beyond the limits."""

    def __init__(self, data: bytes, batas: Batas) -> None:
        self._data = data
        self._batas = batas
        try:
            self._asal: dict[str, Bagian] = {satu.nama: satu for satu in daftar_bagian(data, batas)}
        except Ditolak as sebab:
            raise TakAman(f"paketnya tidak dapat dibuka ({sebab.pesan.rstrip('.')})") from sebab
        self._ganti: dict[str, _Isi | None] = {}
        self._isi_ganti: dict[str, bytes] = {}
        self._mentah: dict[str, bytes] = {}

    def __contains__(self, nama: object) -> bool:
        if nama in self._ganti:
            return self._ganti[nama] is not None
        return nama in self._asal

    def __iter__(self) -> Iterator[str]:
        yield from (nama for nama in self._asal if nama in self)
        yield from (nama for nama in self._ganti if nama not in self._asal and nama in self)

    def baca(self, nama: str) -> bytes:
        """The content of a part. Raises `TakAman` when it is missing, damaged or over the limits."""
        baru = self._isi_ganti.get(nama)
        if baru is not None:
            return baru
        if nama not in self:
            raise TakAman(f"bagian {nama} di dalamnya tidak ada")
        if nama not in self._mentah:
            try:
                isi = kembangkan(self._data, self._asal[nama], self._batas, BAGIAN_MB * MB)
            except Ditolak as sebab:
                raise TakAman(f"bagian {nama} di dalamnya rusak atau terlalu besar") from sebab
            self._mentah[nama] = isi
        return self._mentah[nama]

    def taruh(self, nama: str, isi: bytes, *, bersama: bool = False) -> None:
        """Replace a part, or add it after the others. The same content as before changes nothing.

        `bersama`: other workbooks get the very same part.
        """
        if nama in self._asal and nama not in self._ganti and self._mentah.get(nama) == isi:
            return
        self._isi_ganti[nama] = isi
        self._ganti[nama] = _padatkan_ingat(isi) if bersama else _padatkan(isi)

    def buang(self, nama: str) -> None:
        """Leave a part out."""
        self._ganti[nama] = None
        self._isi_ganti.pop(nama, None)

    def bagian(self) -> Iterator[BagianSegel]:
        """What `forms.seal` looks at of every part."""
        for nama in self:
            isi = self._ganti.get(nama) or self._asal[nama]
            yield BagianSegel(nama, isi.ukuran, isi.crc)

    def simpan(self) -> bytes:
        """The package as bytes."""
        keluar: list[bytes | memoryview] = []
        pusat: list[bytes] = []
        letak = 0
        mentah = memoryview(self._data)
        for nama in self:
            baru = self._ganti.get(nama)
            padat: bytes | memoryview
            if baru is not None:
                padat, metode, crc, ukuran = baru.padat, _DEFLATE, baru.crc, baru.ukuran
            else:
                asal = self._asal[nama]
                padat = mentah[asal.awal : asal.awal + asal.padat]
                metode, crc, ukuran = asal.metode, asal.crc, asal.ukuran
            tulisan = nama.encode()
            umum = (
                *(0 if nama.isascii() else _UTF8, metode, 0, _TANGGAL),
                *(crc, len(padat), ukuran, len(tulisan), 0),
            )
            keluar += (_LOKAL.pack(b"PK\x03\x04", _VERSI, *umum), tulisan, padat)
            pusat += (_PUSAT.pack(b"PK\x01\x02", _VERSI, _VERSI, *umum, 0, 0, 0, 0, letak), tulisan)
            letak += _LOKAL.size + len(tulisan) + len(padat)
        daftar = b"".join(pusat)
        akhir = _AKHIR.pack(b"PK\x05\x06", 0, 0, len(pusat) // 2, len(pusat) // 2, len(daftar), letak, 0)
        return b"".join((*keluar, daftar, akhir))


def _padatkan(isi: bytes) -> _Isi:
    mesin = DEFLATE.compressobj(_PADAT, zlib.DEFLATED, -zlib.MAX_WBITS)
    return _Isi(mesin.compress(isi) + mesin.flush(), DEFLATE.crc32(isi), len(isi))


_padatkan_ingat = ingat(64)(_padatkan)
