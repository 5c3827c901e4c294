"""Running the program where it may not write, or where there is no room to: refused by the kernel, not by us."""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import stat
import struct
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_PR_CAPBSET_DROP = 24
_CAP_DAC_OVERRIDE = 1


def patuh_izin() -> None:
    """In a child before exec: root obeys permissions too, in every process that follows. Linux; others as is."""
    if sys.platform == "linux" and os.geteuid() == 0:
        ctypes.CDLL(None, use_errno=True).prctl(_PR_CAPBSET_DROP, _CAP_DAC_OVERRIDE, 0, 0, 0)


_NOMOR = {"x86_64": (1, 18, 20, 285, 296), "aarch64": (64, 68, 66, 47, 70)}
"""write, pwrite64, writev, fallocate, pwritev by machine."""


def penuh() -> None:
    """From here on every write of this process (but to its standard streams) finds the disk full. Linux.

    A seccomp filter: it needs no rights, cannot be taken back, and is inherited by what is started.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    nomor = _NOMOR[platform.machine()]
    muat, lompat_sama, lompat_lebih, kembali = 0x20, 0x15, 0x25, 0x06
    baris = [(muat, 0, 0, 0)]
    for letak, satu in enumerate(nomor):
        baris.append((lompat_sama, len(nomor) - letak, 0, satu))
    baris += [
        (kembali, 0, 0, 0x7FFF0000),  # any other call
        (muat, 0, 0, 16),  # the file, low half of the first argument
        (lompat_lebih, 1, 0, 2),
        (kembali, 0, 0, 0x7FFF0000),
        (kembali, 0, 0, 0x00050000 | errno.ENOSPC),
    ]
    isi = b"".join(struct.pack("HBBI", *satu) for satu in baris)
    wadah = ctypes.create_string_buffer(isi, len(isi))
    program = struct.pack("HxxxxxxQ", len(baris), ctypes.addressof(wadah))
    saring = ctypes.create_string_buffer(program, len(program))
    assert libc.prctl(38, 1, 0, 0, 0) == 0  # PR_SET_NO_NEW_PRIVS
    assert libc.prctl(22, 2, ctypes.byref(saring), 0, 0) == 0, os.strerror(ctypes.get_errno())


def jalankan(*argumen: object, dengan: Callable[[], None] = patuh_izin) -> tuple[int, str, str]:
    """The command as a process that is first made to obey: (exit code, stdout, stderr)."""
    return jalankan_python("-m", "skpbook", *argumen, dengan=dengan)


def jalankan_python(*argumen: object, dengan: Callable[[], None] = patuh_izin) -> tuple[int, str, str]:
    """Python as a process that is first made to obey: (exit code, stdout, stderr)."""
    hasil = subprocess.run(
        [sys.executable, *map(str, argumen)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        preexec_fn=dengan,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(satu for satu in sys.path if satu)},
        check=False,
    )
    return hasil.returncode, hasil.stdout, hasil.stderr


def hanya_baca(folder: Path, *, bisa: bool = False) -> None:
    """Take the right to write from a folder and everything in it; with `bisa` give it back."""
    for jalur in (folder, *folder.rglob("*")):
        izin = jalur.stat().st_mode
        jalur.chmod(izin | stat.S_IWUSR if bisa else izin & ~0o222)
