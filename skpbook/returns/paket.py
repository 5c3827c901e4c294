"""A workbook's package with some parts replaced; the packed bytes of every other part are copied raw.

Headers are written anew and without times, so that the same parts always give the same file.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING
from zipfile import ZipInfo

from skpbook.forms.deflate import DEFLATE
from skpbook.intake.batas import MB, Batas
from skpbook.intake.paket import Bagian, daftar_bagian, kembangkan
from skpbook.intake.tolak import Ditolak
from skpbook.returns.aman import TakAman

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


class _Isi:
    """A part as it goes out: packed, with what the directory says of it."""

    __slots__ = ("crc", "metode", "padat", "ukuran")

    def __init__(self, padat: memoryview | bytes, metode: int, crc: int, ukuran: int) -> None:
        self.padat = padat
        self.metode = metode
        self.crc = crc
        self.ukuran = ukuran


class Paket:
    """Parts by name. Raises `TakAman` where the package is not whole or goes beyond the limits."""

    def __init__(self, data: bytes, batas: Batas) -> None:
        self._data = data
        self._batas = batas
        try:
            self._asal: dict[str, Bagian] = {satu.nama: satu for satu in daftar_bagian(data, batas)}
        except Ditolak as sebab:
            raise TakAman(f"paketnya tidak dapat dibuka ({sebab.pesan.rstrip('.')})") from sebab
        self._ganti: dict[str, bytes | None] = {}
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
        baru = self._ganti.get(nama)
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

    def taruh(self, nama: str, isi: bytes) -> None:
        """Replace a part, or add it after the others. The same content as before changes nothing."""
        if nama in self._asal and nama not in self._ganti and self._mentah.get(nama) == isi:
            return
        self._ganti[nama] = isi

    def buang(self, nama: str) -> None:
        """Leave a part out."""
        self._ganti[nama] = None

    def bagian(self) -> Iterator[ZipInfo]:
        """What `forms.seal` looks at of every part."""
        for nama in self:
            info = ZipInfo(nama)
            baru = self._ganti.get(nama)
            if baru is None:
                info.file_size, info.CRC = self._asal[nama].ukuran, self._asal[nama].crc
            else:
                info.file_size, info.CRC = len(baru), zlib.crc32(baru)
            yield info

    def simpan(self) -> bytes:
        """The package as bytes."""
        keluar: list[bytes | memoryview] = []
        pusat: list[bytes] = []
        letak = 0
        mentah = memoryview(self._data)
        for nama in self:
            isi = self._isi(nama, mentah)
            tulisan = nama.encode()
            bendera = 0 if nama.isascii() else _UTF8
            umum = (bendera, isi.metode, 0, _TANGGAL, isi.crc, len(isi.padat), isi.ukuran, len(tulisan), 0)
            keluar += (_LOKAL.pack(b"PK\x03\x04", _VERSI, *umum), tulisan, isi.padat)
            pusat.append(_PUSAT.pack(b"PK\x01\x02", _VERSI, _VERSI, *umum, 0, 0, 0, 0, letak) + tulisan)
            letak += _LOKAL.size + len(tulisan) + len(isi.padat)
        daftar = b"".join(pusat)
        akhir = _AKHIR.pack(b"PK\x05\x06", 0, 0, len(pusat), len(pusat), len(daftar), letak, 0)
        return b"".join((*keluar, daftar, akhir))

    def _isi(self, nama: str, mentah: memoryview) -> _Isi:
        baru = self._ganti.get(nama)
        if baru is None:
            satu = self._asal[nama]
            padat = mentah[satu.awal : satu.awal + satu.padat]
            return _Isi(padat, satu.metode, satu.crc, satu.ukuran)
        mesin = DEFLATE.compressobj(_PADAT, zlib.DEFLATED, -zlib.MAX_WBITS)
        return _Isi(mesin.compress(baru) + mesin.flush(), _DEFLATE, zlib.crc32(baru), len(baru))
