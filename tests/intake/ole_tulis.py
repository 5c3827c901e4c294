"""A writer of OLE containers ([MS-CFB], version 3), as small as tests need: no library writes them."""

from __future__ import annotations

import struct
from collections.abc import Mapping

Pohon = Mapping[str, "bytes | Pohon"]
_SEKTOR, _KECIL, _BATAS = 512, 64, 4096
_AKHIR, _FAT, _KOSONG = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def tulis_ole(isi: Pohon) -> bytes:
    """The bytes of a container holding these streams (bytes) and storages (mappings)."""
    entri: list[dict] = [{"nama": "Root Entry", "jenis": 5, "data": b"", "anak": _KOSONG, "kanan": _KOSONG}]
    entri[0]["anak"] = _susun(isi, entri)
    kecil, minifat = bytearray(), []
    for satu in entri[1:]:
        if satu["jenis"] == 2 and len(satu["data"]) < _BATAS:
            satu["mulai"] = _rantai(minifat, len(satu["data"]), _KECIL)
            kecil += _genap(satu["data"], _KECIL)
    entri[0]["data"] = bytes(kecil)
    fat: list[int] = []
    badan = bytearray()

    def simpan(data: bytes) -> int:
        if not data:
            return _AKHIR
        mulai = _rantai(fat, len(data), _SEKTOR)
        badan.extend(_genap(data, _SEKTOR))
        return mulai

    for satu in entri:
        if "mulai" not in satu:
            satu["mulai"] = simpan(satu["data"]) if satu["jenis"] in (2, 5) else 0
    daftar = b"".join(map(_tulis_entri, entri))
    awal_daftar = simpan(_genap(daftar, _SEKTOR))
    awal_minifat = simpan(b"".join(struct.pack("<I", satu) for satu in minifat))
    banyak_fat = 1
    while banyak_fat * 128 < len(fat) + banyak_fat:
        banyak_fat += 1
    letak_fat = list(range(len(fat), len(fat) + banyak_fat))
    fat += [_FAT] * banyak_fat
    badan += b"".join(struct.pack("<I", satu) for satu in fat) + b"\xff" * (
        banyak_fat * _SEKTOR - 4 * len(fat)
    )
    kepala = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    kepala += struct.pack(
        "<9I", 0, banyak_fat, awal_daftar, 0, _BATAS, awal_minifat, -(-len(minifat) * 4 // _SEKTOR), _AKHIR, 0
    )
    return kepala + struct.pack("<109I", *letak_fat, *[_KOSONG] * (109 - banyak_fat)) + bytes(badan)


def _susun(isi: Pohon, entri: list[dict]) -> int:
    """Entries of one storage, each the right neighbour of the one before; the number of the first."""
    sebelum = pertama = _KOSONG
    for nama in sorted(isi, key=lambda teks: (len(teks), teks.upper())):
        nilai = isi[nama]
        nomor = len(entri)
        folder = not isinstance(nilai, bytes)
        entri.append({"nama": nama, "jenis": 1 if folder else 2, "data": b"" if folder else nilai})
        entri[nomor]["kanan"] = _KOSONG
        entri[nomor]["anak"] = _susun(nilai, entri) if folder else _KOSONG
        if sebelum == _KOSONG:
            pertama = nomor
        else:
            entri[sebelum]["kanan"] = nomor
        sebelum = nomor
    return pertama


def _rantai(tabel: list[int], panjang: int, sektor: int) -> int:
    if not panjang:
        return _AKHIR
    mulai = len(tabel)
    banyak = -(-panjang // sektor)
    tabel.extend([*range(mulai + 1, mulai + banyak), _AKHIR])
    return mulai


def _genap(data: bytes, sektor: int) -> bytes:
    return data + bytes(-len(data) % sektor)


def _tulis_entri(satu: dict) -> bytes:
    nama = (satu["nama"] + "\0").encode("utf-16-le")
    return (
        nama.ljust(64, b"\0")
        + struct.pack("<HBB3I", len(nama), satu["jenis"], 1, _KOSONG, satu["kanan"], satu["anak"])
        + bytes(36)
        + struct.pack("<IQ", satu["mulai"], len(satu["data"]))
    )
