"""Readers that do to a worker process what hostile files do to libraries, each on one content."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from skpbook.intake import baca, pekerja
from tests.intake.berkas import xlsx

if TYPE_CHECKING:
    from collections.abc import Callable

    from skpbook.intake.penjara import Papan
    from skpbook.intake.tugas import Bekal


def _abort() -> None:
    os.abort()


def _langgar() -> None:
    ctypes.string_at(0)


def _hilang() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _gantung() -> None:
    time.sleep(3600)


def _putar() -> None:
    """Hangs in native code that never lets go of the interpreter."""
    10 ** (10**9)


def _makan() -> None:
    kenyang = []
    while True:
        kenyang.append(b"x" * 2**24)


def _rust() -> None:
    """What Rust writes before it aborts for want of memory."""
    sys.stderr.write("memory allocation of 590558003200 bytes failed\n" + "  at frame\n" * 1000)
    sys.stderr.flush()
    os.abort()


def _klaster() -> None:
    """Takes the dask worker along: whoever started the process that starts readers."""
    induk = os.getpid()
    for _ in range(2):
        induk = int(Path(f"/proc/{induk}/stat").read_text("ascii").rpartition(") ")[2].split()[1])
    os.kill(induk, signal.SIGKILL)
    time.sleep(5)


PERBUATAN: dict[str, Callable[[], None]] = {
    "abort": _abort,
    "langgar": _langgar,
    "hilang": _hilang,
    "gantung": _gantung,
    "putar": _putar,
    "makan": _makan,
    "rust": _rust,
    "klaster": _klaster,
}
AWALAN = "perbuatan: "


def berkas_maut(nama: str, nomor: int = 0) -> bytes:
    """A workbook over which the reader below does this."""
    return xlsx({"A1": AWALAN + nama, "A2": nomor})


def siapkan_maut(papan: Papan, bekal: Bekal) -> None:
    """A worker with a reader that does what the first cell says."""
    pekerja.siapkan_pekerja(papan, bekal)
    asli = baca.buka_terjaga

    def buka(terjaga):
        kisi = asli(terjaga)
        sel = kisi[0].baris[0][0] if kisi[0].baris else None
        if isinstance(sel, str) and sel.startswith(AWALAN):
            PERBUATAN[sel.removeprefix(AWALAN)]()
        return kisi

    baca.buka_terjaga = buka


def siapkan_mati(_papan: Papan, _bekal: Bekal) -> None:
    """A worker that never lives."""
    os._exit(3)


def siapkan_gagal(_papan: Papan, _bekal: Bekal) -> None:
    """A worker whose preparation has a fault of its own."""
    raise ImportError("pustaka hilang")
