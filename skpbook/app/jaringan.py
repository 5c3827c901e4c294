"""Whether the ledger's file lies on another computer, where the journal of SQLite is not safe for several at once."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

_JENIS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "9p", "fuse.sshfs", "fuse.davfs2"}
)
_OKTAL = re.compile(r"\\([0-7]{3})")
_DRIVE_JARINGAN = 4
PERINGATAN = (
    "skpbook.db ada di folder jaringan: jangan menjalankan skpbook dari dua komputer sekaligus di sana, karena "
    "catatannya dapat rusak. Untuk dipakai bersama, taruh ledger di PostgreSQL (README), atau simpan buku di "
    "cakram komputer ini."
)


def di_jaringan(berkas: Path) -> bool:
    """Whether a file lies on a network folder, as far as the system tells (Linux and Windows)."""
    if sys.platform == "win32":
        return _windows(str(berkas.resolve()))
    try:
        kaitan = Path("/proc/self/mounts").read_text("utf-8", "surrogateescape")
    except OSError:
        return False
    return jenis_kaitan(os.path.realpath(berkas), kaitan) in _JENIS


def jenis_kaitan(jalur: str, kaitan: str) -> str:
    """The kind of file system a path is on, by a table of mounts; the last one over a folder is the one seen."""
    terpanjang, jenis = -1, ""
    for baris in kaitan.splitlines():
        bagian = baris.split(" ")
        if len(bagian) < 3:
            continue
        di = _OKTAL.sub(lambda temu: chr(int(temu[1], 8)), bagian[1])
        if (jalur == di or jalur.startswith(di.rstrip("/") + "/")) and len(di) >= terpanjang:
            terpanjang, jenis = len(di), bagian[2]
    return jenis


def _windows(jalur: str) -> bool:
    if jalur.startswith(("\\\\", "//")):
        return not jalur.startswith("\\\\?\\") or jalur.startswith("\\\\?\\UNC\\")
    import ctypes

    pemanggil = getattr(ctypes, "windll", None)
    if pemanggil is None:
        return False
    return bool(pemanggil.kernel32.GetDriveTypeW(os.path.splitdrive(jalur)[0] + "\\") == _DRIVE_JARINGAN)
