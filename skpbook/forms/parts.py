"""The parts of a workbook in its zip, put together from pieces: what all workbooks share is compressed once.

A deflate stream may be cut anywhere at a byte's edge and each piece compressed by itself, as long as none looks
back into another. Readers see one stream.
"""

from __future__ import annotations

import struct
import zlib
from collections import OrderedDict
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.forms.deflate import DEFLATE
from skpbook.forms.seal import Bagian

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_MAMPAT_TETAP, _MAMPAT = 6, 1
"""How hard pieces are compressed: those made once, and those a workbook has for itself, where 6 takes twice as
long for a tenth less."""


_AKHIR = b"\x03\x00"
"""An empty last block: it ends a stream of pieces none of which is the last."""

_MENTAH = 128
"""Bytes that are not worth compressing: their block would cost more time than it saves room."""

_BLOK = struct.Struct("<B2H")
_LOKAL = struct.Struct("<4s5H3I2H")
_PUSAT = struct.Struct("<4s6H3I5H2I")
_TUTUP = struct.Struct("<4s4H2IH")
_VERSI = 20
_DEFLATE = 8
_TANGGAL = 33
"""1 January 1980, at midnight: the time every part is given, as Excel does, so that the same order gives the same
bytes."""

_HAK = 0o600 << 16


class Beku(Struct, frozen=True):
    """A piece compressed once for all workbooks: its bytes, and the same compressed."""

    mentah: bytes
    mampat: bytes


Keping = Beku | str


class Dasar(Struct, frozen=True):
    """The parts that never differ: as the zip begins, as its directory does, and what the seal needs of them."""

    isi: bytes
    pusat: bytes
    bagian: tuple[Bagian, ...]


def bekukan(teks: str, *, rapat: bool = True) -> Beku:
    """A piece to be used in many workbooks; `rapat`: as small as can be, else as quickly as can be."""
    mentah = teks.encode()
    jenis, tingkat = (zlib, _MAMPAT_TETAP) if rapat else (DEFLATE, _MAMPAT)
    pemampat = jenis.compressobj(tingkat, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Beku(mentah, pemampat.compress(mentah) + pemampat.flush(zlib.Z_FULL_FLUSH))


def buat_dasar(bagian: Iterable[tuple[str, bytes]]) -> Dasar:
    """The parts that are the same in many workbooks, in this order."""
    penulis = Penyusun(Dasar(b"", b"", ()))
    for nama, isi in bagian:
        penulis.tambah(nama, (bekukan(isi.decode()),))
    return Dasar(b"".join(penulis.isi), b"".join(penulis.pusat), tuple(penulis.bagian))


class Penyusun:
    """Puts one workbook together."""

    def __init__(self, dasar: Dasar) -> None:
        self.isi = [dasar.isi]
        self.pusat = [dasar.pusat]
        self.bagian = list(dasar.bagian)
        self._letak = len(dasar.isi)
        self._pemampat = DEFLATE.compressobj(_MAMPAT, zlib.DEFLATED, -zlib.MAX_WBITS)

    def tambah(self, nama: str, keping: Iterable[Keping]) -> None:
        """One more part, in pieces."""
        isi = []
        crc = panjang = 0
        for satu in keping:
            if isinstance(satu, Beku):
                mentah = satu.mentah
                isi.append(satu.mampat)
            else:
                mentah = satu.encode()
                if len(mentah) <= _MENTAH:
                    isi.append(_BLOK.pack(0, len(mentah), len(mentah) ^ 0xFFFF) + mentah)
                else:
                    isi.append(self._pemampat.compress(mentah))
                    isi.append(self._pemampat.flush(zlib.Z_FULL_FLUSH))
            crc = DEFLATE.crc32(mentah, crc)
            panjang += len(mentah)
        isi.append(_AKHIR)
        mampat = sum(map(len, isi))
        byte_nama = nama.encode()
        kepala = (0, _DEFLATE, 0, _TANGGAL, crc, mampat, panjang, len(byte_nama), 0)
        lokal = _LOKAL.pack(b"PK\3\4", _VERSI, *kepala) + byte_nama
        # made by Unix (3): the rights in the directory are read as such
        self.pusat.append(
            _PUSAT.pack(b"PK\1\2", _VERSI | 3 << 8, _VERSI, *kepala, 0, 0, 0, _HAK, self._letak) + byte_nama
        )
        self.isi.append(lokal)
        self.isi.extend(isi)
        self._letak += len(lokal) + mampat
        self.bagian.append(Bagian(nama, panjang, crc))

    def data(self) -> bytes:
        """The zip."""
        banyak, panjang = len(self.bagian), sum(map(len, self.pusat))
        tutup = _TUTUP.pack(b"PK\5\6", 0, 0, banyak, banyak, panjang, self._letak, 0)
        return b"".join((*self.isi, *self.pusat, tutup))


class Simpanan:
    """Pieces kept for the workbooks to come, of which those used last stay."""

    def __init__(self, banyak: int) -> None:
        self._banyak = banyak
        self._isi: OrderedDict[object, Beku] = OrderedDict()

    def ambil(self, kunci: object, buat: Callable[[], str], *, rapat: bool = False) -> Beku:
        """The piece of this key."""
        ada = self._isi.get(kunci)
        if ada is None:
            ada = self._isi[kunci] = bekukan(buat(), rapat=rapat)
            if len(self._isi) > self._banyak:
                self._isi.popitem(last=False)
        else:
            self._isi.move_to_end(kunci)
        return ada
