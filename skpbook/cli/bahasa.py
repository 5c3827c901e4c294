"""typer's own words in Indonesian: help texts as they are printed, usage errors as they are raised.

Both are translated as text, because the words sit in different modules from one typer to the next.
"""

from __future__ import annotations

import difflib
import re
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

GalatPakai: type[Exception] = typer.BadParameter.__mro__[1]
"""The usage error of whichever click stands behind typer."""

GalatKlik: type[Exception] = typer.BadParameter.__mro__[2]

_BANTUAN = (
    (re.compile(r"^Usage: ", re.M), "Pemakaian: "),
    (re.compile(r"^Options:$", re.M), "Opsi:"),
    (re.compile(r"^Commands:$", re.M), "Perintah:"),
    (re.compile(r"^Arguments:$", re.M), "Argumen:"),
    (re.compile(r"\[OPTIONS\]"), "[OPSI]"),
    (re.compile(r"COMMAND \[ARGS\]\.\.\."), "PERINTAH [ARGUMEN]..."),
    (re.compile(r"\[default:(\s.*?)\]", re.S), r"[bawaan:\1]"),
    (re.compile(r"\[required\]"), "[wajib]"),
    (re.compile(r"; required\]"), "; wajib]"),
    (re.compile(r"Show this message and exit\."), "Tampilkan bantuan ini."),
    (re.compile(r" <(?:str|list\[str\])>"), ""),
    (re.compile(r"\{([A-Z]+)\}"), r"\1"),
)
_GALAT = (
    (r"No such command '(?P<a>.*)'\.", "Perintah “{a}” tidak dikenal."),
    (r"Missing command\.", "Perintah belum ditulis."),
    (r"No such option: (?P<a>\S+)", "Opsi {a} tidak dikenal."),
    (r"Option '?(?P<a>[^' ]+)'? requires an argument\.", "Opsi {a} memerlukan nilai di belakangnya."),
    (r"Option '?(?P<a>[^' ]+)'? does not take a value\.", "Opsi {a} tidak memakai nilai."),
    (r"Missing argument '?(?P<a>[^'.]+)'?\.", "Argumen {a} belum ditulis."),
    (r"Missing option '?(?P<a>[^'.]+)'?\.", "Opsi {a} belum ditulis."),
    (r"Got unexpected extra argument\(?s?\)? \((?P<a>.*)\)", "Tulisan “{a}” tidak dipakai perintah ini."),
    (r"Invalid value for '?(?P<a>[^':]+)'?: (?P<b>.*)", "Nilai untuk {a} tidak sesuai: {b}"),
)
_SARAN = re.compile(r"(?:Possible options: |Did you mean (?:one of: )?)(?P<a>[^)?]+)")


class Perintah(TyperCommand):
    """A command whose help is Indonesian."""

    def get_help(self, ctx: Any) -> str:
        """The help text."""
        return bantuan(super().get_help(ctx))


class Kelompok(TyperGroup):
    """The program itself, its help Indonesian."""

    def get_help(self, ctx: Any) -> str:
        """The help text."""
        return bantuan(super().get_help(ctx))


def bantuan(teks: str) -> str:
    """A help text in Indonesian."""
    for pola, ganti in _BANTUAN:
        teks = pola.sub(ganti, teks)
    return teks


def kalimat_galat(galat: Exception) -> str:
    """A usage error as an Indonesian sentence with where to read on."""
    pesan: str = getattr(galat, "format_message", lambda: str(galat))()
    konteks: typer.Context | None = getattr(galat, "ctx", None)
    nama = konteks.command_path if konteks is not None else "skpbook"
    lanjut = f"Lihat {nama} --help."
    for pola, kalimat in _GALAT:
        temu = re.match(pola, pesan)
        if temu is not None:
            mungkin = _mungkin(pesan, konteks)
            saran = f" Mungkin maksudnya {mungkin}." if mungkin else ""
            return f"{kalimat.format(**temu.groupdict())}{saran} {lanjut}"
    return f"Perintah ini tidak dapat dipahami. {lanjut}"


def _mungkin(pesan: str, konteks: Any) -> str:
    """Options or commands spelt nearly like the one that is not known."""
    if opsi := _SARAN.search(pesan):
        semua = (satu.strip("'\" ") for satu in opsi["a"].split(","))
        return ", ".join(satu for satu in semua if satu != "--help")
    salah = re.match(_GALAT[0][0], pesan)
    daftar = getattr(getattr(konteks, "command", None), "list_commands", None)
    if salah is None or daftar is None:
        return ""
    return ", ".join(difflib.get_close_matches(salah["a"], daftar(konteks), n=2))
