"""Deflate by the quickest library there is: isal is not made for every processor; zlib takes two or three times as
long for the same.
"""

from __future__ import annotations

import zlib
from typing import Any


def _tercepat() -> tuple[Any, tuple[type[Exception], ...]]:
    try:
        from isal import igzip_lib, isal_zlib
    except ImportError:
        return zlib, (zlib.error,)
    salah: Any = igzip_lib.IsalError  # its stub tells no class
    return isal_zlib, (salah, zlib.error)


DEFLATE, GALAT_DEFLATE = _tercepat()
"""A module that is used as `zlib` is (`compressobj`, `decompressobj`, `crc32`), and what it raises."""
