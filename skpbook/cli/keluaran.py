"""Where results go: text for a person, or exactly one JSON document."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from typing import TYPE_CHECKING, Any, TypeVar

from skpbook.domain.galat import TidakBisa

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
_ALIRAN = (0, 1, 2)


class KeluaranGagal(TidakBisa):
    """The work is done, but what came of it could not be shown."""


def cetak(hasil: T, rupa: Callable[[T], str], *, json: bool, diam: bool = False) -> None:
    """Print a result: as JSON with `json`, else as text made by `rupa` unless `diam`. Raises KeluaranGagal."""
    if json:
        cetak_json(hasil)
    elif not diam:
        cetak_teks(rupa(hasil))


def cetak_teks(teks: str) -> None:
    """A text and a line's end on stdout. Raises KeluaranGagal."""
    if sys.stdout is None:
        raise KeluaranGagal(_SEBAB_LAIN)
    try:
        sys.stdout.write(teks + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as galat:
        raise _gagal(galat) from galat


def cetak_json(hasil: Any) -> None:
    """One JSON document on stdout, UTF-8 whatever the terminal's code page. Raises KeluaranGagal."""
    import msgspec

    data = msgspec.json.format(msgspec.json.encode(hasil), indent=2)
    wadah = getattr(sys.stdout, "buffer", None)
    if wadah is None:
        cetak_teks(data.decode())
        return
    try:
        sys.stdout.flush()
        wadah.write(data + b"\n")
        wadah.flush()
    except BrokenPipeError:
        raise
    except OSError as galat:
        raise _gagal(galat) from galat


def _gagal(galat: OSError) -> KeluaranGagal:
    """Why nothing could be printed; what is still waiting to be is thrown away."""
    buang_keluaran()
    return KeluaranGagal(_SEBAB_PENUH if galat.errno == errno.ENOSPC else _SEBAB_LAIN)


_AWAL = "Perintah selesai, tetapi hasilnya tidak dapat ditulis ke keluaran"
_SEBAB_PENUH = f"{_AWAL} karena cakramnya penuh; kosongkan ruang, lalu jalankan lagi."
_SEBAB_LAIN = f"{_AWAL} karena keluaran itu tertutup; jalankan lagi tanpa menutupnya, atau pakai -q."


def keluaran_rusak() -> OSError | None:
    """What stdout refuses what was written to it with, None where it takes it."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as galat:
        return galat
    return None


def buang_keluaran() -> None:
    """Let stdout lead nowhere, so that Python does not try again while it ends."""
    with contextlib.suppress(OSError, ValueError):
        kosong = os.open(os.devnull, os.O_WRONLY)
        os.dup2(kosong, sys.stdout.fileno())
        os.close(kosong)


def lengkapi_aliran() -> None:
    """Open what was closed when the program started, so that no file of the book gets the number of a stream."""
    for nomor in _ALIRAN:
        try:
            os.fstat(nomor)
        except OSError:
            with contextlib.suppress(OSError):
                os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free: this one


def adu(kalimat: str, *, json: bool) -> None:
    """Tell why something could not be done: on stderr, and as the one document where JSON was asked for."""
    with contextlib.suppress(OSError, AttributeError):
        for baris in kalimat.splitlines():
            sys.stderr.write(baris + "\n")
        sys.stderr.flush()
    if json:
        with contextlib.suppress(KeluaranGagal, BrokenPipeError):
            cetak_json({"galat": kalimat})
