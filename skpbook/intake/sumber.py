"""A file on disk that is not trusted: opened only where it is a regular file, cut from anywhere."""

from __future__ import annotations

import io
import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

_BENDERA = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
)
"""Opening a pipe that lies where a file lay a moment ago must not wait for ever, nor follow a link."""


class Acak:
    """An open regular file as bytes that can be cut: `len(acak)`, `acak[awal:akhir]` (`paket.Isi`)."""

    def __init__(self, jalur: Path | str) -> None:
        """Raises OSError where the file cannot be opened or is none."""
        nomor = os.open(jalur, _BENDERA)
        try:
            keadaan = os.fstat(nomor)
            if not stat.S_ISREG(keadaan.st_mode):
                raise OSError(0, "bukan berkas biasa", str(jalur))
            self._berkas = os.fdopen(nomor, "rb", buffering=0)
        except BaseException:
            os.close(nomor)
            raise
        self._panjang = keadaan.st_size

    def __enter__(self) -> Acak:
        return self

    def __exit__(
        self, jenis: type[BaseException] | None, galat: BaseException | None, jejak: TracebackType | None
    ) -> None:
        self.tutup()

    def __len__(self) -> int:
        return self._panjang

    def __getitem__(self, bagian: slice, /) -> bytes:
        """The bytes between two places (not from the end); fewer where the file has shrunk. Raises OSError."""
        awal = min(bagian.start or 0, self._panjang)
        akhir = self._panjang if bagian.stop is None else min(bagian.stop, self._panjang)
        if akhir <= awal:
            return b""
        self._berkas.seek(awal)
        potong = self._berkas.read(akhir - awal) or b""
        if len(potong) == akhir - awal:
            return potong
        return self._sisa(potong, akhir - awal)

    def tutup(self) -> None:
        """Let go of the file."""
        self._berkas.close()

    def _sisa(self, potong: bytes, panjang: int) -> bytes:
        """A read may give less than asked for before the file ends."""
        keluar = io.BytesIO()
        while potong and keluar.tell() < panjang:
            keluar.write(potong)
            potong = self._berkas.read(panjang - keluar.tell()) or b""
        return keluar.getvalue()
