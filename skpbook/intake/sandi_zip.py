"""Unlocking members of a zip: the old lock (PKWARE, APPNOTE 6.1) and WinZip's AES (AE-1, AE-2)."""

from __future__ import annotations

import hashlib
import hmac
import struct
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skpbook.intake.paket import Bagian

_AES = 99
_KEPALA, _PENGESAH, _PERIKSA = 12, 10, 2
_PUTARAN = 1000
_CRC_DARI_WAKTU = 0x8
_KUNCI_AWAL = (0x12345678, 0x23456789, 0x34567890)
_TABEL = tuple(zlib.crc32(bytes((n,)), 0xFFFFFFFF) ^ 0xFFFFFFFF for n in range(256))


def metode_asli(bagian: Bagian) -> int:
    """How the content is packed under its lock."""
    if bagian.metode != _AES:
        return bagian.metode
    aes = _catatan_aes(bagian)
    return aes[1] if aes else _AES


def buka_sandi(terbungkus: bytes, bagian: Bagian, sandi: str) -> bytes | None:
    """The packed bytes without their lock; None where the password does not fit (of the old lock one wrong
    password in 256 passes: the check sum of the content tells).
    """
    if bagian.metode == _AES:
        return _buka_aes(terbungkus, bagian, sandi.encode("utf-8"))
    if len(terbungkus) < _KEPALA:
        return None
    terbuka = _buka_lama(terbungkus, sandi.encode("utf-8"))
    periksa = bagian.waktu >> 8 if bagian.bendera & _CRC_DARI_WAKTU else bagian.crc >> 24
    return terbuka[_KEPALA:] if terbuka[_KEPALA - 1] == periksa else None


def _buka_lama(terbungkus: bytes, sandi: bytes) -> bytes:
    tabel = _TABEL
    k0, k1, k2 = _KUNCI_AWAL
    keluar = bytearray(len(terbungkus))
    for letak, satu in enumerate(sandi + terbungkus):
        if letak >= len(sandi):
            t = k2 | 2
            asli = satu ^ (((t * (t ^ 1)) >> 8) & 0xFF)
            keluar[letak - len(sandi)] = asli
        else:
            asli = satu
        k0 = (k0 >> 8) ^ tabel[(k0 ^ asli) & 0xFF]
        k1 = ((k1 + (k0 & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        k2 = (k2 >> 8) ^ tabel[(k2 ^ (k1 >> 24)) & 0xFF]
    return bytes(keluar)


def _catatan_aes(bagian: Bagian) -> tuple[int, int] | None:
    """Length of the key and method under the lock, from the extra field 0x9901."""
    letak = 0
    while letak + 4 <= len(bagian.ekstra):
        jenis, panjang = struct.unpack_from("<2H", bagian.ekstra, letak)
        if jenis == 0x9901 and panjang >= 7 and letak + 11 <= len(bagian.ekstra):
            kuat, metode = struct.unpack_from("<BH", bagian.ekstra, letak + 8)
            return (8 + 8 * kuat, metode) if kuat in (1, 2, 3) else None
        letak += 4 + panjang
    return None


def _buka_aes(terbungkus: bytes, bagian: Bagian, sandi: bytes) -> bytes | None:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    aes = _catatan_aes(bagian)
    if aes is None:
        return None
    kunci = aes[0]
    garam = terbungkus[: kunci // 2]
    periksa = terbungkus[kunci // 2 : kunci // 2 + _PERIKSA]
    isi = terbungkus[kunci // 2 + _PERIKSA : -_PENGESAH]
    turunan = hashlib.pbkdf2_hmac("sha1", sandi, garam, _PUTARAN, 2 * kunci + _PERIKSA)
    if turunan[2 * kunci :] != periksa:
        return None
    sah = hmac.new(turunan[kunci : 2 * kunci], isi, "sha1").digest()[:_PENGESAH]
    if not hmac.compare_digest(sah, terbungkus[-_PENGESAH:]):
        return None
    # The counter runs from 1, low byte first: the library's own counter mode runs the other way.
    blok = -(-len(isi) // 16)
    hitung = b"".join(nomor.to_bytes(16, "little") for nomor in range(1, blok + 1))
    mesin = Cipher(algorithms.AES(turunan[:kunci]), modes.ECB()).encryptor()  # noqa: S305
    aliran = mesin.update(hitung)[: len(isi)]
    return (int.from_bytes(isi, "little") ^ int.from_bytes(aliran, "little")).to_bytes(len(isi), "little")
