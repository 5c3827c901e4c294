"""The log of faults beside the book: for whoever mends the program, and with nothing of anybody in it."""

from __future__ import annotations

import contextlib
import sys
from datetime import datetime
from importlib.metadata import version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

NAMA_CATATAN = "skpbook-galat.log"
_SIDIK = 12


def kepala_catatan() -> str:
    """When, and with what."""
    python = sys.version.split()[0]
    return f"{datetime.now().isoformat(timespec='seconds')} skpbook {version('skpbook')} Python {python} {sys.platform}"


def catat_rinci(akar: Path, hash_isi: str, rinci: str) -> None:
    """Append what one file made the program raise; the file is named as in arsip/, where its content is."""
    berkas = f"arsip {hash_isi[:2]}/{hash_isi[:_SIDIK]}" if hash_isi else "di dalam kiriman"
    with (
        contextlib.suppress(OSError),
        (akar / NAMA_CATATAN).open("a", encoding="utf-8", errors="backslashreplace") as keluar,
    ):
        keluar.write(f"{kepala_catatan()}\nimpor {berkas}: {rinci}\n\n")
