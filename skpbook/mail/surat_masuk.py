"""Fetched messages as files under masuk/: whole, one .eml each, where the import reads their attachments."""

from __future__ import annotations

import contextlib
import email
import errno
import hashlib
import os
import re
from email.utils import format_datetime
from typing import TYPE_CHECKING

from skpbook.domain.galat import TidakBisa
from skpbook.intake.lewati import TAK_DIKENAL

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

BERSAMA = "_beberapa-unit"
"""For an address that several units share. No unit's folder begins with `_`."""

_SEMENTARA = ".ambil-"
_PANJANG_PENGIRIM = 40
_PANJANG_SIDIK = 10
_BUKAN_NAMA = re.compile(r"[^a-z0-9-]+")
_BAGIAN = re.compile(
    rb"^Content-(?:Type|Disposition):[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*", re.IGNORECASE | re.MULTILINE
)
_BERNAMA = re.compile(rb"name(?:\*\d*\*?)?[ \t]*=", re.IGNORECASE)
_TULISAN = re.compile(
    rb"Content-Type:\s*(?:text/|multipart/(?!report)|;|$)|Content-Disposition:\s*inline", re.IGNORECASE
)
_LAPORAN = re.compile(rb"multipart/report\b[^\0]*\bdelivery-status\b", re.IGNORECASE)
_GAGAL = re.compile(rb"^Action:[ \t]*failed\b", re.IGNORECASE | re.MULTILINE)
_TUJUAN = re.compile(
    rb"^(?:Final|Original)-Recipient:[ \t]*[^;\r\n]+;[ \t]*<?([^\s<>;]{3,254})", re.IGNORECASE | re.MULTILINE
)
_UUENCODE = re.compile(rb"^begin [0-7]{3} \S", re.MULTILINE)


def berlampiran(data: bytes) -> bool:
    """Whether a message may bring an attachment; False only where nothing in it looks like one.

    Its structure is not asked for: a message can be built so that no parser comes to an end with it. What is
    held for an attachment in vain costs nothing, the import skips it.
    """
    for temu in _BAGIAN.finditer(data):
        if _BERNAMA.search(temu[0]) or not _TULISAN.match(temu[0]):
            return True
    return _UUENCODE.search(data) is not None


def tidak_sampai(data: bytes) -> tuple[str, ...] | None:
    """Of a mail server's notice that a message could not be delivered the addresses it failed for, as they are
    written; None for any other message.
    """
    akhir = re.search(rb"\r?\n\r?\n", data)
    kepala = data[: akhir.start()] if akhir else data
    jenis = next(
        (satu[0] for satu in _BAGIAN.finditer(kepala) if satu[0][:13].lower() == b"content-type:"), b""
    )
    if not _LAPORAN.search(jenis):
        return None
    blok = (satu for satu in re.split(rb"(?:\r?\n){2,}", data) if _GAGAL.search(satu))
    alamat = (temu[1].decode("ascii", "replace") for satu in blok for temu in _TUJUAN.finditer(satu))
    return tuple(dict.fromkeys(alamat)) or None


def sidik_surat(kepala: bytes, data: bytes) -> str:
    """Digest of what a message is: its own headers and its body, without what servers put before them on the way.

    `kepala` are the headers that a writer sets.
    """
    akhir = re.search(rb"\r?\n\r?\n", data)
    mesin = hashlib.sha256()
    for nama, nilai in sorted(email.message_from_bytes(kepala).items()):
        mesin.update(f"{nama.lower()}\0{' '.join(str(nilai).split())}\0".encode("utf-8", "surrogateescape"))
    mesin.update(data[akhir.end() :] if akhir else data)
    return mesin.hexdigest()


def folder_surat(unit: tuple[str, ...], folder: Mapping[str, str]) -> str:
    """The folder under masuk/ of a message from these units' address."""
    if not unit:
        return TAK_DIKENAL
    return folder[unit[0]] if len(unit) == 1 else BERSAMA


def amplop(kotak: str, uid: int, tiba: datetime | None) -> bytes:
    """The trace that goes before a message: where it lay. It also makes certain that a file is seen for a message."""
    aman = "".join(huruf if " " < huruf < "\x7f" else "_" for huruf in kotak)
    waktu = f"; {format_datetime(tiba)}" if tiba is not None else ""
    return f"Delivered-To: <{aman}>\r\nReceived: by skpbook (IMAP, uid {uid}){waktu}\r\n".encode()


def tulis_surat(
    folder: Path, data: bytes, *, awalan: bytes, tiba: datetime | None, alamat: str | None
) -> Path:
    """Write one message; the same message gets the same name, and no other one is ever written over.

    Raises `TidakBisa` where the folder or the disk takes nothing more; nothing half-written is left then.
    """
    tanggal = tiba.date().isoformat() if tiba is not None else "tanpa-tanggal"
    dari = _BUKAN_NAMA.sub("-", (alamat or "").lower()).strip("-")[:_PANJANG_PENGIRIM].rstrip("-")
    dasar = f"{tanggal}_{dari or 'pengirim-tak-jelas'}"
    sidik = hashlib.sha256(data).hexdigest()
    isi = awalan + data
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tujuan = folder / f"{dasar}_{sidik[:_PANJANG_SIDIK]}.eml"
        if tujuan.exists() and not tujuan.read_bytes().endswith(data):
            tujuan = folder / f"{dasar}_{sidik}.eml"
        _tulis(folder / f"{_SEMENTARA}{os.getpid()}", tujuan, isi)
    except OSError as galat:
        raise TidakBisa(_sebab(folder, galat)) from galat
    return tujuan


def sapu(masuk: Path) -> None:
    """Remove what a run that was killed left half-written; what a living one is writing stays."""
    for satu in masuk.glob(f"*/{_SEMENTARA}*"):
        nomor = satu.name.removeprefix(_SEMENTARA)
        if not (nomor.isdecimal() and _hidup(int(nomor))):
            with contextlib.suppress(OSError):
                satu.unlink()


def _tulis(sementara: Path, tujuan: Path, isi: bytes) -> None:
    try:
        with sementara.open("wb") as keluar:
            keluar.write(isi)
            keluar.flush()
            os.fsync(keluar.fileno())
        os.replace(sementara, tujuan)
    except BaseException:
        with contextlib.suppress(OSError):
            sementara.unlink(missing_ok=True)
        raise


def _hidup(nomor: int) -> bool:
    """Whether a process of this machine lives; a book on a shared folder may be written by another one."""
    if os.name == "nt" or nomor == os.getpid():
        return nomor != os.getpid()
    try:
        os.kill(nomor, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _sebab(folder: Path, galat: OSError) -> str:
    if galat.errno in (errno.ENOSPC, errno.EDQUOT):
        return (
            f"Cakram penuh saat menulis ke {folder}; kosongkan ruang, lalu jalankan lagi. Yang sudah diambil tetap "
            "ada."
        )
    return f"Folder {folder} tidak dapat ditulisi; periksa izinnya, lalu jalankan lagi."
