"""The look of the templates: named cell styles of workbook_templates/_tema.toml as XlsxWriter formats."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from skpbook.forms.catalog import folder_templat

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

Sifat = str | int | float | bool
_GAYA_TANGGAL = {"isian": "isian-tanggal"}


class Tema(Struct, frozen=True, forbid_unknown_fields=True):
    """`dasar` for every cell, `gaya` by name over it, `warna` of the conditional formats."""

    dasar: Mapping[str, Sifat]
    gaya: Mapping[str, Mapping[str, Sifat]]
    warna: Mapping[str, str]


@lru_cache(maxsize=1)
def muat_tema() -> Tema:
    """The program's theme; a broken one raises msgspec's error (it is ours, not the user's)."""
    return msgspec.toml.decode((folder_templat() / "_tema.toml").read_bytes(), type=Tema)


@lru_cache(maxsize=256)
def huruf_gaya(nama: str) -> tuple[float, bool]:
    """Font size in points and boldness of a style."""
    tema = muat_tema()
    sifat = {**tema.dasar, **tema.gaya[nama]}
    return float(sifat["font_size"]), bool(sifat.get("bold"))


def gaya_isian(nama: str, jenis: str) -> str:
    """The style of an input cell: dates have a format of their own."""
    return _GAYA_TANGGAL.get(nama, nama) if jenis == "tanggal" else nama


class Gaya:
    """Formats of one workbook, made once each."""

    def __init__(self, buku: Workbook) -> None:
        self.buku = buku
        self.tema = muat_tema()
        self._ada: dict[tuple[str, bool, bool], Format] = {}

    def format(self, nama: str, *, terkunci: bool = True, teks: bool = False) -> Format:
        """The format of a style; `teks` marks cells as text, so that NIP and targets stay as typed."""
        kunci = (nama, terkunci, teks)
        if kunci not in self._ada:
            sifat: dict[str, Any] = {**self.tema.dasar, **self.tema.gaya[nama], "locked": terkunci}
            if teks and "num_format" not in sifat:
                sifat["num_format"] = "@"
            self._ada[kunci] = self.buku.add_format(sifat)
        return self._ada[kunci]

    def bawah_tabel(self) -> Format:
        """The format of cells below a table that takes more rows: text, so that a NIP stays as typed."""
        kunci = ("", False, True)
        if kunci not in self._ada:
            self._ada[kunci] = self.buku.add_format({**self.tema.dasar, "num_format": "@", "locked": False})
        return self._ada[kunci]

    def warna(self, nama: str) -> str:
        """A colour of the conditional formats."""
        return self.tema.warna[nama]
