"""A zip of many files: read where it lies, one member at a time, never unpacked to disk."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from skpbook.intake.batas import MB, Batas
from skpbook.intake.lewati import FOLDER_SISTEM, KHUSUS, lewati_nama, nama_sistem
from skpbook.intake.nama import nama_tampil, potong_nama, tolak_nama
from skpbook.intake.paket import Bagian, Isi, mekarkan, padat, periksa_crc, telusuri
from skpbook.intake.peti import Anak, periksa_jumlah
from skpbook.intake.sandi_zip import buka_sandi, metode_asli
from skpbook.intake.tolak import Ditolak, lewat_batas, rusak

if TYPE_CHECKING:
    from skpbook.intake.peti import Langkah

_TAUTAN = Ditolak(
    "B004",
    "Berkas melewati batas keamanan: isinya hanya tautan ke tempat lain di dalam zip; tautan tidak diikuti.",
    ditemukan="tautan simbolik",
    seharusnya="berkas itu sendiri",
    saran="Minta pengirim memasukkan berkas aslinya ke zip, bukan tautannya.",
)
_GANDA = Ditolak(
    "B004",
    "Berkas melewati batas keamanan: nama ini tertulis dua kali di dalam zip; yang kedua tidak dibaca.",
    ditemukan="nama yang sama dua kali",
    seharusnya="setiap nama satu kali",
    saran="Minta pengirim membuat ulang zip-nya.",
)


class PetiZip:
    """A zip archive over bytes or a file. `sandi` are passwords to try on locked members."""

    def __init__(self, isi: Isi, batas: Batas, sandi: tuple[str, ...] = ()) -> None:
        self._isi = isi
        self._batas = batas
        self._sandi = sandi

    def bagian(self) -> list[Bagian]:
        """Its entries. Raises `Ditolak` for a broken directory (B003) or one over the limits (B004)."""
        hasil: list[Bagian] = []
        jumlah = 0
        for satu in telusuri(self._isi):
            hasil.append(satu)
            jumlah += satu.ukuran
            periksa_jumlah(len(hasil), jumlah, self._batas)
        _periksa_tumpang(hasil)
        return hasil

    def anak(self) -> list[Anak]:
        """Its files in the order of the directory. Raises `Ditolak`: as `bagian`, and locked (B002)."""
        semua = self.bagian()
        self._periksa_sandi(semua)
        hasil: list[Anak] = []
        folder: set[str] = set()
        nama: set[str] = set()
        for satu in semua:
            if satu.nama.endswith("/") or stat.S_ISDIR(satu.mode):
                continue
            if tolak_nama(satu.nama) is None and (sistem := _folder_sistem(satu.nama)) is not None:
                if sistem not in folder:
                    folder.add(sistem)
                    hasil.append(Anak(nama=_tampil(sistem), sebab=FOLDER_SISTEM, lewati=True))
                continue
            hasil.append(_anak_ganda(satu) if satu.nama in nama else _anak(satu))
            nama.add(satu.nama)
        return hasil

    def ambil(self, langkah: Langkah) -> bytes:
        """Inflate one member. Raises `Ditolak` B002, B003 or B004."""
        if not isinstance(langkah, Bagian):
            raise TypeError(langkah)
        terbungkus = padat(self._isi, langkah)
        if not langkah.tersandi:
            return self._mekarkan(terbungkus, langkah, langkah.metode)
        for satu in self._sandi:
            terbuka = buka_sandi(terbungkus, langkah, satu)
            if terbuka is None:
                continue
            try:
                isi = self._mekarkan(terbuka, langkah, metode_asli(langkah))
                self._sandi = (satu, *(lain for lain in self._sandi if lain != satu))  # fits the next one too
                return isi
            except Ditolak as sebab:
                if sebab.kode != "B003":  # damaged is what a wrong password looks like
                    raise
        raise _terkunci(bool(self._sandi))

    def _mekarkan(self, terbungkus: bytes, bagian: Bagian, metode: int) -> bytes:
        maks = max(self._batas.wadah_mb, self._batas.berkas_mb)
        isi = mekarkan(terbungkus, metode, maks * MB)
        if len(isi) > maks * MB:
            raise lewat_batas("ukuran satu berkas di dalam zip", f"lebih dari {maks} MB", f"{maks} MB")
        if len(isi) != bagian.ukuran:
            raise rusak("ukuran isi paketnya tidak seperti yang tercatat")
        if not (bagian.tersandi and bagian.crc == 0):  # the second kind of AES lock leaves it out
            periksa_crc(isi, bagian)
        return isi

    def _periksa_sandi(self, semua: list[Bagian]) -> None:
        """One sentence for a locked zip, not one for each of its files."""
        terkunci = [satu for satu in semua if satu.tersandi and not satu.nama.endswith("/")]
        if terkunci:
            self.ambil(min(terkunci, key=lambda satu: satu.padat))


def _anak(bagian: Bagian) -> Anak:
    nama = _tampil(bagian.nama)
    if (tolak := tolak_nama(bagian.nama)) is not None:
        return Anak(nama=nama, sebab=tolak)
    jenis = stat.S_IFMT(bagian.mode)
    if jenis == stat.S_IFLNK:
        return Anak(nama=nama, sebab=_TAUTAN)
    if jenis not in (0, stat.S_IFREG):
        return Anak(nama=nama, sebab=KHUSUS, lewati=True)
    if (lewati := lewati_nama(bagian.nama.rpartition("/")[2])) is not None:
        return Anak(nama=nama, sebab=lewati, lewati=True)
    return Anak(nama=nama, langkah=bagian, ukuran=bagian.ukuran)


def _folder_sistem(nama: str) -> str | None:
    """The path of the first folder that belongs to a system (`__MACOSX`, `.git`)."""
    bagian = nama.split("/")
    for nomor, satu in enumerate(bagian[:-1]):
        if nama_sistem(satu) and satu != ".":
            return "/".join(bagian[: nomor + 1])
    return None


def _tampil(nama: str) -> str:
    return "/".join(potong_nama(satu) for satu in nama_tampil(nama).split("/"))


def _anak_ganda(bagian: Bagian) -> Anak:
    return Anak(nama=_tampil(bagian.nama), sebab=_GANDA)


def _periksa_tumpang(semua: list[Bagian]) -> None:
    """Refuse (B004) entries that share their bytes: so a small zip holds thousands of large files."""
    akhir = 0
    for satu in sorted(semua, key=lambda bagian: bagian.awal):
        if satu.awal < akhir:
            raise Ditolak(
                "B004",
                "Berkas melewati batas keamanan: berkas-berkas di dalam zip ini saling menumpang.",
                ditemukan=f"{potong_nama(nama_tampil(satu.nama))} memakai byte berkas lain",
                seharusnya="setiap berkas dengan isinya sendiri",
                saran="Minta pengirim membuat ulang zip-nya.",
            )
        akhir = satu.awal + satu.padat


def _terkunci(dicoba: bool) -> Ditolak:
    coba = "; kata sandi yang diberikan tidak cocok" if dicoba else ""
    return Ditolak(
        "B002",
        f"Berkas zip ini terkunci kata sandi{coba}.",
        ditemukan="terkunci kata sandi",
        seharusnya="tanpa kata sandi",
        saran="Minta pengirim membuat zip tanpa kata sandi, atau impor lagi dengan --sandi KATA-SANDI.",
    )
