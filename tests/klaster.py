"""A real dask cluster on loopback: a scheduler and workers, each a program of its own."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

AKAR = Path(__file__).resolve().parents[1]
_SABAR = 60
_ATUR = {
    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0",
    "DASK_DISTRIBUTED__WORKER__DAEMON": "True",
    "DASK_DISTRIBUTED__DASHBOARD__LINK": "",
}


class Klaster:
    """`alamat` of the scheduler, and the workers by their process groups."""

    def __init__(self, folder: Path, *, jalur: str | None = None) -> None:
        self._catatan = (folder / "catatan").open("ab")
        self._anak: list[subprocess.Popen[bytes]] = []
        self._jalur = jalur if jalur is not None else str(AKAR)
        berkas = folder / "scheduler.json"
        self._scheduler = self._mulai(
            "scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--no-dashboard",
            "--scheduler-file",
            str(berkas),
        )
        batas = time.monotonic() + _SABAR
        while True:
            assert time.monotonic() < batas, (folder / "catatan").read_text()
            with contextlib.suppress(OSError, ValueError):
                self.alamat: str = json.loads(berkas.read_text())["address"]
                break
            time.sleep(0.05)

    def pekerja(self, *, nanny: bool = True) -> subprocess.Popen[bytes]:
        """One more worker."""
        return self._mulai(
            "worker", self.alamat, "--nthreads", "1", "--no-dashboard", "--nanny" if nanny else "--no-nanny"
        )

    def bunuh(self, satu: subprocess.Popen[bytes]) -> None:
        """End it with everything it started, without a word."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(satu.pid, signal.SIGKILL)
        satu.wait()

    def bunuh_scheduler(self) -> None:
        self.bunuh(self._scheduler)

    def tutup(self) -> None:
        for satu in reversed(self._anak):
            self.bunuh(satu)
        self._catatan.close()

    def _mulai(self, *argumen: str) -> subprocess.Popen[bytes]:
        anak = subprocess.Popen(
            [sys.executable, "-m", "dask", *argumen],
            cwd="/",
            env=os.environ | _ATUR | {"PYTHONPATH": self._jalur},
            stdin=subprocess.DEVNULL,
            stdout=self._catatan,
            stderr=self._catatan,
            start_new_session=True,
        )
        self._anak.append(anak)
        return anak


@contextlib.contextmanager
def klaster(folder: Path, pekerja: int = 2, *, nanny: bool = True) -> Iterator[tuple[Klaster, list]]:
    """A scheduler with so many workers."""
    satu = Klaster(folder)
    try:
        yield satu, [satu.pekerja(nanny=nanny) for _ in range(pekerja)]
    finally:
        satu.tutup()
