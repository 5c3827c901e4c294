"""Attachments of a message: which of them are to be read as forms, and what is said of the others."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.intake.nama import nama_tampil, potong_nama, tolak_nama
from skpbook.intake.paket import direktori_mentah
from skpbook.intake.peti import Anak, Lampiran
from skpbook.intake.sniff import KEPALA, Wadah, kenali_wadah
from skpbook.intake.tolak import Ditolak

if TYPE_CHECKING:
    from collections.abc import Sequence

_CALON = frozenset({"zip", "ole", "surat", "kotak", "arsip", "tnef", "kosong"})
"""Kinds that go on to be read, or refused with their own sentence, whatever else the message brings."""

_BERNAMA_BUKU = re.compile(r"\.(?:xls[xmb]?|ods|csv)$", re.IGNORECASE)
_BUATAN_PROGRAM = re.compile(r"(?:\.(?:p7s|asc|vcf|ics)|^att\d{5}\.(?:txt|html?))$", re.IGNORECASE)
_WORD_ZIP = re.compile(rb"PK\x01\x02.{42}(?:word|ppt)/", re.DOTALL)
_WORD_OLE = re.compile(rb"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0|P\0o\0w\0e\0r\0P\0o\0i\0n\0t\0 \0D\0")
_WORD = Wadah("word", "dokumen Word atau PowerPoint")

TANPA_LAMPIRAN = Ditolak(
    "B020",
    "Pesan ini tidak membawa lampiran, jadi tidak ada formulir yang dibaca; dilewati.",
    ditemukan="pesan tanpa lampiran",
    saran="Bila formulirnya tertinggal, minta pengirim mengirimkannya; bila berupa tautan, unduh dulu.",
)
HANYA_TAUTAN = Ditolak(
    "B001",
    "Lampiran ini hanya tautan ke penyimpanan daring; berkasnya sendiri tidak ikut terkirim.",
    ditemukan="tautan ke penyimpanan daring",
    seharusnya="berkas yang dilampirkan",
    saran="Minta pengirim melampirkan berkasnya sebagai salinan, bukan sebagai tautan.",
)
OBJEK = Ditolak(
    "B001",
    "Ini objek yang ditempel di dalam tulisan pesan, bukan berkas yang dilampirkan; isinya tidak dibaca.",
    ditemukan="objek tertanam di dalam pesan",
    seharusnya="berkas yang dilampirkan",
    saran="Minta pengirim menyimpan formulirnya sebagai berkas, lalu melampirkan berkas itu.",
)
TERSANDI = Ditolak(
    "B002",
    "Isi pesan ini tersandi (S/MIME) sehingga lampirannya tidak dapat dibaca.",
    ditemukan="pesan tersandi",
    seharusnya="pesan biasa",
    saran="Buka pesannya di program surel, simpan lampirannya, lalu letakkan di masuk/.",
)


class Terlampir(Struct, frozen=True, kw_only=True):
    """One attachment: `isi` gives its bytes. `dalam` are names of the messages it is in, `tersirat` says that
    it stands within the text (a logo, a signature), `sebab` why it cannot be had.
    """

    nama: str
    isi: Callable[[], bytes]
    dalam: tuple[str, ...] = ()
    tersirat: bool = False
    sebab: Ditolak | None = None


def nilai_lampiran(semua: Sequence[Terlampir]) -> list[Anak]:
    """What becomes of each attachment.

    Beside a workbook or an archive a scan, a picture or a letter is company and skipped; alone it is what the
    sender took for the form, and refused with what it is. Pictures within the text are always skipped.
    """
    wadah = [_kenali(satu) for satu in semua]
    ada_buku = any(satu is not None and satu.jenis in ("zip", "ole") for satu in wadah)
    return [
        _nilai(nomor, satu, jenis, ada_buku)
        for nomor, (satu, jenis) in enumerate(zip(semua, wadah, strict=True))
    ]


def _nilai(nomor: int, satu: Terlampir, wadah: Wadah | None, ada_buku: bool) -> Anak:
    nama = _jalur(satu)
    sebab = satu.sebab or tolak_nama(satu.nama)
    if sebab is None and satu.nama.lower().endswith(".p7m"):
        sebab = TERSANDI
    if sebab is not None or wadah is None:
        return Anak(nama=nama, sebab=sebab)
    if _BUATAN_PROGRAM.search(satu.nama):
        return Anak(nama=nama, sebab=_bukan_formulir("lampiran buatan program surel"), lewati=True)
    calon = wadah.jenis in _CALON or _BERNAMA_BUKU.search(satu.nama)
    pelengkap = ada_buku or (satu.tersirat and wadah.jenis == "gambar")
    if pelengkap and not calon:
        return Anak(nama=nama, sebab=_bukan_formulir(wadah.sebutan), lewati=True)
    return Anak(nama=nama, langkah=Lampiran(nomor))


def _kenali(satu: Terlampir) -> Wadah | None:
    """What an attachment is; None for one that cannot be had. A letter in Word is told from a workbook."""
    if satu.sebab is not None:
        return None
    data = satu.isi()
    wadah = kenali_wadah(data[:KEPALA])
    if wadah.jenis == "zip" and _WORD_ZIP.search(direktori_mentah(data)):
        return _WORD
    return _WORD if wadah.jenis == "ole" and _WORD_OLE.search(data) else wadah


def _jalur(satu: Terlampir) -> str:
    """Names in one message are no paths: a slash in them is a letter."""
    polos = (teks.replace("\\", "/").replace("/", "_") for teks in (*satu.dalam, satu.nama))
    return "/".join(potong_nama(nama_tampil(teks)) for teks in polos)


def _bukan_formulir(sebutan: str) -> Ditolak:
    return Ditolak(
        "B020",
        f"Lampiran ini {sebutan}, bukan buku kerja; dilewati.",
        ditemukan=sebutan,
        saran="Bila isinya formulir, minta pengirim mengirim berkas Excel aslinya.",
    )
