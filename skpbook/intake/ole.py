"""OLE files: an old .xls, an encrypted workbook, or something else altogether."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.intake.batas import MB, Batas
from skpbook.intake.geometri_lain import HasilLembar
from skpbook.intake.geometri_xls import jaga_xls
from skpbook.intake.sniff import Wadah, bukan_buku_kerja
from skpbook.intake.tolak import Ditolak, lewat_batas, rusak

if TYPE_CHECKING:
    import olefile

SANDI_BAWAAN = "VelvetSweatshop"
"""Excel locks some files with this and opens them without asking ([MS-OFFCRYPTO] 2.1.6)."""

_PUTARAN = re.compile(rb"spinCount=\"(\d+)\"")
_MAKS_PUTARAN = 1_000_000
_LAIN = {
    "WordDocument": Wadah("word", "dokumen Word"),
    "PowerPoint Document": Wadah("word", "presentasi PowerPoint"),
    "__properties_version1.0": Wadah("surat", "pesan Outlook"),
}


class HasilOle(Struct, frozen=True, kw_only=True):
    """An OLE file opened: the .xls as it may be read, or the package that was locked inside.

    `lembar` is what the guard tells of its sheets.
    """

    wadah: str
    data: bytes
    diubah: str | None = None
    makro: bool = False
    lembar: tuple[HasilLembar, ...] = ()


def buka_ole(data: bytes, batas: Batas, sandi: tuple[str, ...] = (SANDI_BAWAAN,)) -> HasilOle:
    """Find out what an OLE file holds, unlocking it where a password of `sandi` fits.

    Raises `Ditolak`: B001 another kind of file, B002 locked, B003 damaged, B004 over a limit.
    """
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as isi:
            aliran = {"/".join(jalur) for jalur in isi.listdir()}
            if "EncryptionInfo" in aliran:
                _periksa_putaran(isi)
                terbuka = None
            else:
                terbuka = _buka_xls(isi, aliran)
    except Ditolak:
        raise
    except Exception as galat:  # the library raises many kinds on a bad file
        raise rusak("susunan berkas Office lamanya tidak dapat dibaca") from galat
    if terbuka is None:
        return HasilOle(wadah="zip", data=_buka_sandi(data, sandi))
    buku, diubah, makro = terbuka
    if _terkunci(buku):
        data = _buka_sandi(data, sandi)
        with olefile.OleFileIO(io.BytesIO(data)) as isi:
            buku = _aliran_buku(isi)
    bersih, lembar = jaga_xls(buku, batas)
    if bersih is not buku:
        data = _ganti_aliran(data, bersih)
    return HasilOle(wadah="xls", data=data, diubah=diubah, makro=makro, lembar=lembar)


def _ganti_aliran(data: bytes, buku: bytes) -> bytes:
    """The OLE file with another Workbook stream of the same length."""
    import olefile

    berkas = io.BytesIO(data)
    with olefile.OleFileIO(berkas, write_mode=True) as isi:
        isi.write_stream("Workbook" if isi.exists("Workbook") else "Book", buku)
        return berkas.getvalue()


def _buka_xls(isi: olefile.OleFileIO, aliran: set[str]) -> tuple[bytes, str | None, bool]:
    for nama, wadah in _LAIN.items():
        if any(satu.startswith(nama) for satu in aliran):
            raise bukan_buku_kerja(wadah)
    if not aliran & {"Workbook", "Book"}:
        raise bukan_buku_kerja(Wadah("biner", "berkas Office lama yang bukan buku kerja"))
    buku = _aliran_buku(isi)
    waktu = isi.get_metadata().last_saved_time
    makro = any("_VBA_PROJECT" in satu for satu in aliran)
    return buku, waktu.isoformat() if waktu else None, makro


def _aliran_buku(isi: olefile.OleFileIO) -> bytes:
    nama = "Workbook" if isi.exists("Workbook") else "Book"
    return bytes(isi.openstream(nama).read())


def _terkunci(buku: bytes) -> bool:
    """A FILEPASS record among the first of the Workbook stream."""
    letak = 0
    for _ in range(16):
        if letak + 4 > len(buku):
            return False
        jenis = int.from_bytes(buku[letak : letak + 2], "little")
        if jenis == 0x2F:
            return True
        letak += 4 + int.from_bytes(buku[letak + 2 : letak + 4], "little")
    return False


def _periksa_putaran(isi: olefile.OleFileIO) -> None:
    """The work factor of the lock is the sender's word: an absurd one would keep a core busy for hours."""
    temu = _PUTARAN.search(bytes(isi.openstream("EncryptionInfo").read(1 * MB)))
    if temu and (len(temu[1]) > 9 or int(temu[1]) > _MAKS_PUTARAN):
        raise lewat_batas("putaran kata sandi", temu[1][:12].decode(), str(_MAKS_PUTARAN))


def _buka_sandi(data: bytes, sandi: tuple[str, ...]) -> bytes:
    """The unlocked file. Raises `Ditolak` B002 when no password fits."""
    import msoffcrypto
    from msoffcrypto.exceptions import FileFormatError

    for satu in sandi:
        keluar = io.BytesIO()
        try:
            berkas = msoffcrypto.OfficeFile(io.BytesIO(data))
            berkas.load_key(password=satu)
            berkas.decrypt(keluar)
        except FileFormatError as galat:
            raise rusak("penguncian berkasnya tidak dapat dibaca") from galat
        except Exception:  # noqa: S112 - a wrong password shows as many kinds of errors
            continue
        if keluar.tell():
            return keluar.getvalue()
    coba = "; kata sandi yang diberikan tidak cocok" if set(sandi) - {SANDI_BAWAAN} else ""
    raise Ditolak(
        "B002",
        f"Berkas terkunci kata sandi sehingga isinya tidak dapat dibaca{coba}.",
        ditemukan="terkunci kata sandi",
        seharusnya="tanpa kata sandi buka",
        saran="Buka di Excel, pilih Berkas, Info, Proteksi Buku Kerja, Enkripsi dengan Kata Sandi, "
        "kosongkan kata sandinya, simpan, lalu kirim ulang; atau impor lagi dengan --sandi KATA-SANDI.",
    )
