"""The archive: every original ever received, named by its content, written once and never changed."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import platform
import re
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from skpbook.domain.galat import TidakBisa

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from io import RawIOBase

    from skpbook.intake.paket import Isi

_AKHIRAN = re.compile(r"\.[a-z0-9]{1,8}")
_IZIN = 0o644
_POTONG = 1024 * 1024
_UMUR_SISA = 3600


def sidik(data: bytes) -> str:
    """SHA-256 of a content, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def letak_arsip(arsip: Path, hash_isi: str, nama: str) -> Path:
    """Where a content lies: arsip/ab/abcdef….xlsx. The suffix is that of its first name, made harmless."""
    akhiran = os.path.splitext(nama)[1].lower()
    if not _AKHIRAN.fullmatch(akhiran):
        akhiran = ".bin"
    return arsip / hash_isi[:2] / f"{hash_isi}{akhiran}"


def sidik_isi(isi: Isi, denyut: Callable[[], None] = lambda: None) -> str:
    """SHA-256 of a content that is not held in memory; `denyut` is called at every piece."""
    mesin = hashlib.sha256()
    for potong in potongan(isi, denyut):
        mesin.update(potong)
    return mesin.hexdigest()


def potongan(isi: Isi, denyut: Callable[[], None] = lambda: None) -> Iterator[bytes]:
    """A content piece by piece."""
    for letak in range(0, len(isi), _POTONG):
        denyut()
        yield isi[letak : letak + _POTONG]


def arsipkan(arsip: Path, isi: Iterable[bytes], hash_isi: str, nama: str) -> Path:
    """Keep an original: temporary file in the same folder, fsync, rename. Content already there stays.

    Raises `TidakBisa` when the archive cannot be written, with nothing half-written left under its name.
    """
    if (ada := cari_arsip(arsip, hash_isi)) is not None:
        return ada
    tujuan = letak_arsip(arsip, hash_isi, nama)
    sementara: str | None = None
    try:
        nomor, sementara = _sementara(tujuan.parent)
        with open(nomor, "wb", buffering=0) as keluar:
            for potong in isi:
                _tulis(keluar, potong)
            os.fsync(nomor)
        os.chmod(sementara, _IZIN)
        os.replace(sementara, tujuan)
    except OSError as galat:
        if sementara is not None:
            with contextlib.suppress(OSError):
                os.unlink(sementara)
        raise TidakBisa(kalimat_arsip(galat)) from galat
    return tujuan


def _sementara(laci: Path) -> tuple[int, str]:
    """A new file in a folder of the archive, which is made when it is not there."""
    awalan = f"{_awalan_mesin()}{os.getpid()}-"
    try:
        return tempfile.mkstemp(prefix=awalan, dir=laci)
    except FileNotFoundError:
        laci.mkdir(parents=True, exist_ok=True)
        return tempfile.mkstemp(prefix=awalan, dir=laci)


def _tulis(keluar: RawIOBase, isi: bytes) -> None:
    """All of it: a write may take less than it is given."""
    sisa = memoryview(isi)
    while sisa:
        sisa = sisa[keluar.write(sisa) or 0 :]


def cari_arsip(arsip: Path, hash_isi: str) -> Path | None:
    """The archived original of a content, under whatever suffix; None when it is not there."""
    laci = arsip / hash_isi[:2]
    try:  # not a glob: its pattern would be compiled anew for every content
        ada = sorted(nama for nama in os.listdir(laci) if nama.startswith(f"{hash_isi}."))
    except OSError:
        return None
    return laci / ada[0] if ada else None


def sapu_sementara(arsip: Path, kini: float) -> int:
    """Remove temporary files that a killed import left; how many there were.

    Those of a process of this machine that is no more, and those older than an hour before `kini` (seconds
    since the epoch): the others may be another import's, at work now.
    """
    banyak = 0
    for sisa in arsip.glob("*/.masuk-*"):
        with contextlib.suppress(OSError):
            if _ditinggalkan(sisa.name) or sisa.stat().st_mtime < kini - _UMUR_SISA:
                sisa.unlink()
                banyak += 1
    return banyak


@lru_cache(maxsize=1)
def _awalan_mesin() -> str:
    """How temporary names of this machine begin; the process number follows."""
    mesin = hashlib.blake2b(platform.node().encode("utf-8", "surrogateescape"), digest_size=4).hexdigest()
    return f".masuk-{mesin}-"


def _ditinggalkan(nama: str) -> bool:
    """Whether the process that wrote under a temporary name was one of this machine and has gone."""
    awalan = _awalan_mesin()
    nomor = nama.removeprefix(awalan).partition("-")[0]
    if os.name != "posix" or not nama.startswith(awalan) or not nomor.isdecimal():
        return False
    try:
        os.kill(int(nomor), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    try:  # killed, but not yet taken note of by whoever has to: it writes no more
        keadaan = Path(f"/proc/{nomor}/stat").read_bytes()
    except OSError:
        return False
    return keadaan.rpartition(b") ")[2][:1] in (b"Z", b"X")


def kalimat_arsip(galat: OSError) -> str:
    """What keeps the archive from being written."""
    if galat.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return (
            "Cakram penuh (ruang atau kuota habis) sehingga berkas tidak dapat disimpan ke arsip/; "
            "kosongkan ruang lalu jalankan lagi."
        )
    if galat.errno in (errno.EPERM, errno.EACCES, errno.EROFS):
        return "Folder arsip/ tidak dapat ditulisi; periksa izin folder buku lalu jalankan lagi."
    return f"Berkas tidak dapat disimpan ke arsip/ (kesalahan sistem nomor {galat.errno}); jalankan lagi."
