"""Measure one command as a whole process: seconds and peak memory, as the operating system counts them."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Ukuran:
    """Wall seconds, processor seconds (children included), peak memory of the largest process in MB."""

    detik: float
    cpu: float
    memori: float
    kode: int


def ukur(perintah: list[str]) -> Ukuran:
    """Run a command to its end, its output thrown away."""
    mulai = time.perf_counter()
    anak = os.fork()
    if anak == 0:
        buang = os.open(os.devnull, os.O_RDWR)
        for arah in (0, 1, 2):
            os.dup2(buang, arah)
        os.execv(perintah[0], perintah)
    _, status, pakai = os.wait4(anak, 0)
    detik = time.perf_counter() - mulai
    satuan = 1024 if sys.platform != "darwin" else 1024 * 1024
    return Ukuran(
        detik=detik,
        cpu=pakai.ru_utime + pakai.ru_stime,
        memori=pakai.ru_maxrss / satuan,
        kode=os.waitstatus_to_exitcode(status),
    )


def tengah(hasil: list[Ukuran]) -> Ukuran:
    """The median of several runs, figure by figure."""
    return Ukuran(
        detik=median(satu.detik for satu in hasil),
        cpu=median(satu.cpu for satu in hasil),
        memori=median(satu.memori for satu in hasil),
        kode=max(satu.kode for satu in hasil),
    )
