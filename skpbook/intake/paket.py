"""A zip package seen without trust: its directory walked entry by entry, its parts inflated with a count.

`zipfile` believes the sizes a package declares and builds an object for every entry first; both are what a
hostile package lies about.
"""

from __future__ import annotations

import struct
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from skpbook.forms.deflate import DEFLATE, GALAT_DEFLATE
from skpbook.intake.batas import KIB, MB, Batas
from skpbook.intake.tolak import Ditolak, lewat_batas, rusak

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_AKHIR = struct.Struct("<4s4H2IH")
_ENTRI = struct.Struct("<4s6H3I5H2I")
_LOKAL = struct.Struct("<4s5H3I2H")
_TANDA_AKHIR = b"PK\x05\x06"
_TANDA_ENTRI = b"PK\x01\x02"
_TANDA_LOKAL = b"PK\x03\x04"
_TERSANDI = 0x1
_UTF8 = 0x800
_MAKS_32 = 0xFFFFFFFF
_PANJANG_PENUNJUK, _PANJANG_AKHIR64 = 20, 56
_DISIMPAN, _DEFLATE = 0, 8
_UNIX = 3
_INGAT_PADAT, _INGAT_ISI = 8 * KIB, 64 * KIB
"""Parts packed and unpacked up to these sizes are remembered."""

_TANGGAL = 0x21
"""1 January 1980, the first day a package knows."""


class Isi(Protocol):
    """Bytes that can be cut out from anywhere: `bytes` themselves, or a file (`sumber.Acak`)."""

    def __len__(self) -> int: ...

    def __getitem__(self, bagian: slice, /) -> bytes: ...


class Bagian(Struct, frozen=True, array_like=True):
    """One part: its name, how it is packed, where its packed bytes are.

    `mode` is its Unix file mode (0 where the packer told none), `waktu` the DOS time that old locks check.
    """

    nama: str
    metode: int
    padat: int
    ukuran: int
    crc: int
    awal: int
    bendera: int = 0
    mode: int = 0
    waktu: int = 0
    ekstra: bytes = b""

    @property
    def tersandi(self) -> bool:
        """Whether it is locked with a password."""
        return bool(self.bendera & _TERSANDI)


def daftar_bagian(data: Isi, batas: Batas) -> tuple[Bagian, ...]:
    """The parts of a workbook.

    Raises `Ditolak`: cut off or contradicting itself (B003), too many parts or one twice (B004), locked
    (B002).
    """
    hasil: list[Bagian] = []
    nama_ada: set[str] = set()
    for bagian in telusuri(data):
        if len(hasil) >= batas.jumlah_bagian:
            raise lewat_batas(
                "jumlah bagian paket", f"lebih dari {batas.jumlah_bagian}", str(batas.jumlah_bagian)
            )
        if bagian.tersandi:
            raise Ditolak(
                "B002",
                "Berkas terkunci kata sandi: isi paketnya tersandi.",
                saran="Minta pengirim menyimpan ulang tanpa kata sandi.",
            )
        kunci = bagian.nama.casefold()
        if kunci in nama_ada:
            raise Ditolak(
                "B004",
                "Berkas melewati batas keamanan: satu bagian paket tertulis dua kali.",
                ditemukan=f"bagian {bagian.nama[:80]} dua kali",
                seharusnya="setiap bagian satu kali",
                saran="Buka berkas di Excel, pilih Simpan Sebagai dengan nama baru, lalu kirim ulang.",
            )
        nama_ada.add(kunci)
        hasil.append(bagian)
    return tuple(hasil)


def telusuri(data: Isi) -> Iterator[Bagian]:
    """Every entry of a zip in the order of its directory; the caller says when there are too many.

    Raises `Ditolak` B003 for one that is cut off or contradicts itself, at the latest after its last entry.
    """
    awal, akhir, banyak = _direktori(data)
    direktori = data[awal:akhir]
    letak = terbaca = 0
    while letak + _ENTRI.size <= len(direktori) and direktori[letak : letak + 4] == _TANDA_ENTRI:
        bagian, letak = _entri(data, direktori, letak)
        terbaca += 1
        yield bagian
    if not terbaca:
        raise rusak("daftar isi paketnya kosong")
    if letak != len(direktori) or banyak != terbaca:
        raise rusak("daftar isi paketnya tidak lengkap")


def direktori_mentah(data: Isi) -> bytes:
    """The directory of a zip as it stands, b"" where there is none to be found."""
    try:
        awal, akhir, _ = _direktori(data)
    except Ditolak:
        return b""
    return data[awal:akhir]


def padat(data: Isi, bagian: Bagian) -> bytes:
    """The packed bytes of a part. Raises `Ditolak` B003 where they are not all there."""
    isi = data[bagian.awal : bagian.awal + bagian.padat]
    if len(isi) < bagian.padat:
        raise rusak("isi paketnya tidak lengkap")
    return isi


def mekarkan(terbungkus: bytes, metode: int, maks: int) -> bytes:
    """Inflate, giving more than `maks` bytes (by one) where there are more. Raises `Ditolak` B003."""
    if metode == _DISIMPAN:
        return terbungkus
    if metode == _DEFLATE:
        return _deflate(terbungkus, maks)
    raise rusak("cara pemampatan paketnya tidak dikenal")


def periksa_crc(isi: bytes, bagian: Bagian) -> None:
    """Raises `Ditolak` B003 for content that is not what was packed."""
    if DEFLATE.crc32(isi) != bagian.crc:
        raise rusak("jumlah periksa isi paketnya tidak cocok")


def kembangkan(data: Isi, bagian: Bagian, batas: Batas, sisa: int) -> bytes:
    """Inflate one part, at most `sisa` bytes and the limits of a part. Raises `Ditolak` (B003, B004)."""
    terbungkus = padat(data, bagian)
    isi = _kecil(terbungkus, bagian.metode, bagian.crc) if bagian.padat <= _INGAT_PADAT else None
    if isi is not None and len(isi) <= min(sisa, batas.rasio_mulai_kib * KIB):
        return isi
    isi = mekarkan(terbungkus, bagian.metode, min(sisa, batas.bagian_mb * MB))
    if len(isi) > sisa:
        raise lewat_batas(
            "ukuran isi seluruh paket", f"lebih dari {batas.paket_mb} MB", f"{batas.paket_mb} MB"
        )
    if len(isi) > batas.bagian_mb * MB:
        raise lewat_batas(
            "ukuran satu bagian paket", f"lebih dari {batas.bagian_mb} MB", f"{batas.bagian_mb} MB"
        )
    if (
        len(isi) > batas.rasio_mulai_kib * KIB
        and len(isi) >= batas.rasio_bebas_mb * MB
        and bagian.padat * 100 < batas.rasio_persen * len(isi)
    ):
        persen = f"{bagian.padat * 100 / len(isi):.2f}".replace(".", ",")
        raise lewat_batas(
            "pemampatan", f"{persen} % dari ukuran aslinya", f"tidak kurang dari {batas.rasio_persen:g} %"
        )
    periksa_crc(isi, bagian)
    return isi


@lru_cache(maxsize=128)
def _kecil(terbungkus: bytes, metode: int, crc: int) -> bytes | None:
    """A small part, remembered: every copy of a template has the same ones. None for what must be looked at closer."""
    isi = mekarkan(terbungkus, metode, _INGAT_ISI)
    return isi if len(isi) <= _INGAT_ISI and DEFLATE.crc32(isi) == crc else None


def kemas(bagian: Iterable[tuple[str, bytes]]) -> bytes:
    """A package of these parts as they are: whoever reads it need not inflate again what the guard has."""
    isi: list[bytes] = []
    direktori: list[bytes] = []
    letak = banyak = 0
    for nama, satu in bagian:
        mentah = nama.encode()
        crc, panjang = DEFLATE.crc32(satu), len(satu)
        kepala = _LOKAL.pack(
            _TANDA_LOKAL, 20, _UTF8, _DISIMPAN, 0, _TANGGAL, crc, panjang, panjang, len(mentah), 0
        )
        isi += (kepala, mentah, satu)
        entri = _ENTRI.pack(
            *(_TANDA_ENTRI, 20, 20, _UTF8, _DISIMPAN, 0, _TANGGAL, crc, panjang, panjang),
            *(len(mentah), 0, 0, 0, 0, 0, letak),
        )
        direktori += (entri, mentah)
        letak += len(kepala) + len(mentah) + panjang
        banyak += 1
    ukuran = sum(map(len, direktori))
    return b"".join((*isi, *direktori, _AKHIR.pack(_TANDA_AKHIR, 0, 0, banyak, banyak, ukuran, letak, 0)))


def _deflate(padat: bytes, maks: int) -> bytes:
    mesin = DEFLATE.decompressobj(-DEFLATE.MAX_WBITS)
    try:
        isi: bytes = mesin.decompress(padat, maks + 1)
    except GALAT_DEFLATE as galat:
        raise rusak("isi paketnya tidak dapat dikembangkan") from galat
    if not mesin.eof and len(isi) <= maks:
        raise rusak("isi paketnya terputus")
    return isi


def _direktori(data: Isi) -> tuple[int, int, int]:
    """Start and end of the central directory, and how many entries it says it has.

    The directory must end where its end record begins: readers disagree on what any other file holds.
    """
    mulai = max(0, len(data) - 65_557 - _PANJANG_PENUNJUK)
    ekor = data[mulai : len(data)]
    letak = ekor.rfind(_TANDA_AKHIR)
    if letak < 0 or letak + _AKHIR.size > len(ekor):
        raise rusak("bagian akhirnya tidak ada, biasanya karena pengiriman terputus")
    _, _, _, _, banyak, ukuran, awal, _ = _AKHIR.unpack_from(ekor, letak)
    akhir = mulai + letak
    # A zip64 package keeps the true numbers in a record of its own, between the directory and this one.
    penunjuk = letak - _PANJANG_PENUNJUK
    if penunjuk >= 0 and ekor[penunjuk : penunjuk + 4] == b"PK\x06\x07":
        akhir = struct.unpack_from("<Q", ekor, penunjuk + 8)[0]
        catatan = data[akhir : akhir + _PANJANG_AKHIR64]
        if akhir + _PANJANG_AKHIR64 > mulai + penunjuk or catatan[:4] != b"PK\x06\x06":
            raise rusak("daftar isi paketnya tidak ditemukan")
        banyak, ukuran, awal = struct.unpack_from("<3Q", catatan, 32)
    if awal + ukuran != akhir or data[awal : awal + 4] != _TANDA_ENTRI:
        raise rusak("daftar isi paketnya tidak ditemukan")
    return awal, akhir, banyak


def _entri(data: Isi, direktori: bytes, letak: int) -> tuple[Bagian, int]:
    """One directory entry, and where the next begins."""
    (
        _, pembuat, _, bendera, metode, jam, _, crc, padat, ukuran, n_nama, n_ekstra, n_catatan, _, _, sifat,
        lokal,
    ) = _ENTRI.unpack_from(direktori, letak)  # fmt: skip
    mulai = letak + _ENTRI.size
    mentah = direktori[mulai : mulai + n_nama]
    ekstra = direktori[mulai + n_nama : mulai + n_nama + n_ekstra]
    ukuran, padat, lokal = _ukuran64(ekstra, ukuran, padat, lokal)
    kepala = data[lokal : lokal + _LOKAL.size + n_nama]
    if len(kepala) < _LOKAL.size or kepala[:4] != _TANDA_LOKAL:
        raise rusak("isi paketnya tidak lengkap")
    n_lokal, n_ekstra_lokal = struct.unpack_from("<2H", kepala, 26)
    # A reader that trusts the local name would see another package than one that trusts the directory.
    if n_lokal != n_nama or kepala[_LOKAL.size :] != mentah:
        raise rusak("daftar isi paketnya tidak cocok dengan isinya")
    bagian = Bagian(
        nama=mentah.decode("utf-8" if bendera & _UTF8 else "cp437", "replace").replace("\\", "/"),
        metode=metode,
        padat=padat,
        ukuran=ukuran,
        crc=crc,
        awal=lokal + _LOKAL.size + n_lokal + n_ekstra_lokal,
        bendera=bendera,
        mode=sifat >> 16 if pembuat >> 8 == _UNIX else 0,
        waktu=jam,
        ekstra=ekstra if bendera & _TERSANDI else b"",
    )
    return bagian, mulai + n_nama + n_ekstra + n_catatan


def _ukuran64(ekstra: bytes, ukuran: int, padat: int, lokal: int) -> tuple[int, int, int]:
    """Sizes and offset, from the zip64 extra field where the entry says so."""
    if _MAKS_32 not in (ukuran, padat, lokal):
        return ukuran, padat, lokal
    letak = 0
    while letak + 4 <= len(ekstra):
        jenis, panjang = struct.unpack_from("<2H", ekstra, letak)
        if jenis == 1:
            angka = list(struct.unpack_from(f"<{panjang // 8}Q", ekstra[: letak + 4 + panjang], letak + 4))
            nilai = [angka.pop(0) if satu == _MAKS_32 and angka else satu for satu in (ukuran, padat, lokal)]
            return nilai[0], nilai[1], nilai[2]
        letak += 4 + panjang
    raise rusak("ukuran isi paketnya tidak tercatat")
