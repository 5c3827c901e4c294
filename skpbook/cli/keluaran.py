"""Where results go: text for a person, or exactly one JSON document."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def cetak(hasil: T, rupa: Callable[[T], str], *, json: bool, diam: bool = False) -> None:
    """Print a result: as JSON with `json`, else as text made by `rupa` unless `diam`."""
    if json:
        cetak_json(hasil)
    elif not diam:
        sys.stdout.write(rupa(hasil) + "\n")


def cetak_json(hasil: Any) -> None:
    """One JSON document on stdout, UTF-8 whatever the terminal's code page."""
    import msgspec

    data = msgspec.json.format(msgspec.json.encode(hasil), indent=2) + b"\n"
    sys.stdout.flush()
    wadah = getattr(sys.stdout, "buffer", None)
    if wadah is None:
        sys.stdout.write(data.decode())
    else:
        wadah.write(data)
        wadah.flush()


def adu(kalimat: str, *, json: bool) -> None:
    """Tell why something could not be done: on stderr, and as the one document where JSON was asked for."""
    for baris in kalimat.splitlines():
        sys.stderr.write(baris + "\n")
    if json:
        cetak_json({"galat": kalimat})
