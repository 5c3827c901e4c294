"""Measure one command as a whole process: seconds and peak memory, as the operating system counts them."""

from __future__ import annotations

import ctypes
import os
import sys
import time
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_SUBREAPER = 36

# As a person has it: an installed program is compiled once. Some machines forbid that to what runs from its source.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@dataclass(frozen=True)
class Ukuran:
    """Wall seconds, processor seconds (children included), peak memory of the largest process in MB."""

    detik: float
    cpu: float
    memori: float
    kode: int


def ukur(perintah: list[str], inti: Collection[int] | None = None) -> Ukuran:
    """Run a command to its end, its output thrown away; on these cores only, where the system can do that."""
    _pungut_yatim()
    mulai = time.perf_counter()
    anak = os.fork()
    if anak == 0:
        if inti is not None and sys.platform == "linux":
            os.sched_setaffinity(0, inti)
        buang = os.open(os.devnull, os.O_RDWR)
        for arah in (0, 1, 2):
            os.dup2(buang, arah)
        os.execv(perintah[0], perintah)
    _, status, pakai = os.wait4(anak, 0)
    detik = time.perf_counter() - mulai
    cpu = pakai.ru_utime + pakai.ru_stime
    while True:  # processes it started through others, ended with it or a moment later
        try:
            _, _, yatim = os.wait4(-1, 0)
        except ChildProcessError:
            break
        cpu += yatim.ru_utime + yatim.ru_stime
    satuan = 1024 if sys.platform != "darwin" else 1024 * 1024
    return Ukuran(
        detik=detik,
        cpu=cpu,
        memori=pakai.ru_maxrss / satuan,
        kode=os.waitstatus_to_exitcode(status),
    )


def _pungut_yatim() -> None:
    """Processes whose parent is gone become ours, so that their time is told to us (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)


def tengah(hasil: list[Ukuran]) -> Ukuran:
    """The median of several runs, figure by figure."""
    return Ukuran(
        detik=median(satu.detik for satu in hasil),
        cpu=median(satu.cpu for satu in hasil),
        memori=median(satu.memori for satu in hasil),
        kode=max(satu.kode for satu in hasil),
    )
