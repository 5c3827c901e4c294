"""How far a long command is: one line on stderr, and only where a person looks at a terminal."""

from __future__ import annotations

import sys
import time

_JEDA = 0.1


class Kemajuan:
    """Shows done, total, rate and time left. Does nothing when stderr is no terminal or when `diam`."""

    def __init__(self, kata: str, *, diam: bool) -> None:
        self._kata = kata
        self._hidup = not diam and sys.stderr is not None and sys.stderr.isatty()
        self._mulai = time.monotonic()
        self._tampil = 0.0
        self._lebar = 0

    def __enter__(self) -> Kemajuan:
        return self

    def __exit__(self, *_: object) -> None:
        self.selesai()

    def __call__(self, selesai: int, semua: int) -> None:
        """Tell how many are done."""
        kini = time.monotonic()
        if not self._hidup or (selesai < semua and kini - self._tampil < _JEDA):
            return
        self._tampil = kini
        laju = selesai / max(kini - self._mulai, 1e-6)
        sisa = int((semua - selesai) / laju) if laju else 0
        teks = f"{self._kata} {selesai}/{semua} ({laju:.0f} per detik, sisa {sisa // 60}:{sisa % 60:02d})"
        sys.stderr.write("\r" + teks.ljust(self._lebar))
        sys.stderr.flush()
        self._lebar = len(teks)

    def langkah(self, teks: str) -> None:
        """Begin another step of a command of several."""
        if self._hidup:
            self.selesai()
            sys.stderr.write(teks + "\n")
            self._mulai = time.monotonic()

    def selesai(self) -> None:
        """Clear the line."""
        if self._hidup and self._lebar:
            sys.stderr.write("\r" + " " * self._lebar + "\r")
            sys.stderr.flush()
            self._lebar = 0
