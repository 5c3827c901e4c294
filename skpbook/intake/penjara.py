"""Inside a worker process: deaf to Ctrl-C, silent, with a limit of memory, doing one packet after another."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import pickle
import signal
import struct
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skpbook.domain.galat import TidakBisa
from skpbook.forms.catalog import DefinisiTidakSah

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.connection import Connection

_PAPAN = struct.Struct("<d32sQ")
UKURAN_PAPAN = _PAPAN.size
MB = 1024 * 1024


class PekerjaTakSiap(Exception):
    """A worker could not prepare itself: no file's fault, and none that was foreseen."""


class Papan:
    """What a worker says of itself in shared memory: since when it is at a file, and which."""

    def __init__(self, memori: Any) -> None:
        """`memori` is a writable buffer of `UKURAN_PAPAN` bytes."""
        self._memori = memori

    def tulis(self, hash_isi: str, ukuran: int) -> None:
        """At a file from now on; `hash_isi` is empty until its content is known and kept."""
        isi = bytes.fromhex(hash_isi) if hash_isi else b""
        _PAPAN.pack_into(self._memori, 0, time.monotonic(), isi, ukuran)

    def baca(self) -> tuple[float, str | None, int]:
        """Since when (seconds of the monotonic clock), hash, size."""
        sejak, isi, ukuran = _PAPAN.unpack_from(self._memori, 0)
        return sejak, isi.hex() if any(isi) else None, ukuran


def layani(
    pipa: Connection,
    memori: Any,
    catatan: str,
    memori_mb: int,
    tutup: Sequence[Connection],
) -> None:
    """The life of a worker: wait to be told how to prepare, do it, say so, then call what is sent until the other
    end is closed.

    `tutup` are ends of pipes that are this process's only because it is a copy of another.
    What the preparation raises is raised by every call (`PekerjaTakSiap` for what nobody foresaw): a worker
    that dies of it would look like one killed by a file.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    faulthandler.disable()
    for satu in tutup:
        satu.close()
    _bungkam(catatan)
    papan = Papan(memori)
    gagal: Exception | None = None
    try:
        siapkan, bekal = pickle.loads(pipa.recv_bytes())  # noqa: S301 - our own process sent it
    except (EOFError, OSError):  # whoever started this worker is gone, or has no use for it
        return
    try:
        siapkan(papan, *bekal)
    except (TidakBisa, DefinisiTidakSah) as galat:
        gagal = galat
    except Exception:
        gagal = PekerjaTakSiap(traceback.format_exc())
    _batasi(memori_mb)
    with contextlib.suppress(EOFError, OSError):  # whoever started this worker is gone
        pipa.send_bytes(b"")
        while True:
            pipa.send_bytes(_kerjakan(pipa.recv_bytes(), papan, gagal))


def _kerjakan(kiriman: bytes, papan: Papan, gagal: Exception | None) -> bytes:
    """One call; its result, or what it raised, as bytes."""
    papan.tulis("", 0)
    try:
        if gagal is not None:
            raise gagal
        fungsi, posisi, nama = pickle.loads(kiriman)  # noqa: S301 - our own process sent it
        return pickle.dumps((True, fungsi(*posisi, **nama)), pickle.HIGHEST_PROTOCOL)
    except Exception as galat:
        return pickle.dumps((False, _terkirim(galat)), pickle.HIGHEST_PROTOCOL)


def _terkirim(galat: Exception) -> Exception:
    """The exception, or one like it where it does not survive the way."""
    try:
        pickle.loads(pickle.dumps(galat))  # noqa: S301 - as above
    except Exception:
        return RuntimeError(f"{type(galat).__name__}: {galat}")
    return galat


def _bungkam(catatan: str) -> None:
    """A library that aborts writes why, in English, to the terminal: that goes into a file instead."""
    nomor = os.open(catatan, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for aliran in (1, 2):
        with contextlib.suppress(OSError):
            os.dup2(nomor, aliran)
    os.close(nomor)


def _batasi(memori_mb: int) -> None:
    """At most so much more address space than now, and no core dump with people's data in it.

    Windows has no such limit, macOS does not keep it: there the guard and the limit of time hold.
    """
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, ValueError):
        halaman = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        batas = halaman * resource.getpagesize() + memori_mb * MB
        _, keras = resource.getrlimit(resource.RLIMIT_AS)
        if keras == resource.RLIM_INFINITY or batas < keras:
            resource.setrlimit(resource.RLIMIT_AS, (batas, keras))
