"""A real browser without a window: what it makes of a file, and every request it tries to send."""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

_DETIK = 120
_SENDIRI = re.compile(r"^(?:https?://)?[\w.-]*\.(?:google|googleapis|gstatic|gvt1)\.com[:/]")


def program() -> str:
    """The browser; skips, saying so, where there is none."""
    for satu in ("chromium", "chromium-browser", "google-chrome"):
        if (ada := shutil.which(satu)) is not None:
            return ada
    pytest.skip("Chromium tidak terpasang; uji laporan di peramban dilewati")


class Peramban:
    """Runs with a proxy of its own on the loopback: whatever page asks the network for lands in `diminta`."""

    def __init__(self, folder: Path) -> None:
        self.program = program()
        self.folder = folder
        self.diminta: list[str] = []
        diminta = self.diminta

        class Penerima(BaseHTTPRequestHandler):
            def _catat(self) -> None:
                diminta.append(self.path)
                self.send_error(404)

            do_GET = do_POST = do_CONNECT = do_HEAD = _catat  # noqa: N815 - names of the library

            def log_message(self, *_: object) -> None:
                pass

        self._peladen = ThreadingHTTPServer(("127.0.0.1", 0), Penerima)
        threading.Thread(target=self._peladen.serve_forever, daemon=True).start()

    def diminta_halaman(self) -> list[str]:
        """What was asked for, without what the browser asks of its maker by itself (and does not get)."""
        return [satu for satu in self.diminta if not _SENDIRI.search(satu)]

    def tutup(self) -> None:
        """Stop listening."""
        self._peladen.shutdown()
        self._peladen.server_close()

    def jalankan(self, berkas: Path, *pilihan: str) -> str:
        """Open a file; gives what the browser prints."""
        profil = self.folder / f"profil-{len(list(self.folder.iterdir()))}"
        hasil = subprocess.run(
            [
                self.program,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                f"--user-data-dir={profil}",
                f"--proxy-server=http://127.0.0.1:{self._peladen.server_port}",
                "--proxy-bypass-list=<-loopback>",
                "--virtual-time-budget=2000",
                *pilihan,
                berkas.as_uri(),
            ],
            capture_output=True,
            text=True,
            timeout=_DETIK,
            check=True,
        )
        return hasil.stdout
