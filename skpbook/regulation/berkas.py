"""The data files under `regulation/data/`: each read once, each table decoded strictly into a frozen struct.

A data file is a dated regulation; every table of it carries its source as `sumber`. The structs live in the
modules that own the rule, so that a table and the code reading it change together.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


@cache
def mentah(berkas: str) -> dict[str, Any]:
    """The whole data file `berkas` (name without `.toml`) as plain values; not for changing."""
    isi = resources.files("skpbook.regulation").joinpath("data", f"{berkas}.toml").read_text("utf-8")
    return tomllib.loads(isi)


def bagian(berkas: str, kunci: str, tipe: type[T]) -> T:
    """One table of a data file as `tipe`.

    Raises `msgspec.ValidationError` (with the path inside the table) when the data does not fit the struct:
    a mistake in a data file shows at once and is never read as an empty rule.
    """
    return msgspec.convert(mentah(berkas)[kunci], tipe, strict=True)
