"""The passwords of the units' zips: one text file in the book, for the clerk to tell them by another way than mail."""

from __future__ import annotations

import contextlib
import os
import secrets
from typing import TYPE_CHECKING

from skpbook.domain.galat import TidakBisa

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

NAMA = "sandi-unit.txt"
_HURUF = "abcdefghjkmnpqrstuvwxyz23456789"
"""No letters or digits that are mistaken for others on paper or by telephone."""

_KELOMPOK, _PANJANG = 4, 4
_KEPALA = """\
# Kata sandi paket zip tiap unit: kode unit, tab, kata sandi. Dibuat oleh skpbook; boleh diganti, tanpa spasi.
# RAHASIA. Sampaikan kepada unitnya lewat telepon, pesan singkat, atau langsung; JANGAN lewat surel yang sama.
"""


def sandi_baru() -> str:
    """A password of four groups of four, some 79 bits."""
    kelompok = ("".join(secrets.choice(_HURUF) for _ in range(_PANJANG)) for _ in range(_KELOMPOK))
    return "-".join(kelompok)


def baca_sandi_unit(akar: Path) -> Mapping[str, str]:
    """Unit code -> password; empty where there is no file. Raises `TidakBisa` naming the line."""
    berkas = akar / NAMA
    try:
        teks = berkas.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as galat:
        raise TidakBisa(
            f"{NAMA} tidak dapat dibaca; periksa izinnya, dan simpan sebagai teks UTF-8."
        ) from galat
    hasil: dict[str, str] = {}
    for nomor, baris in enumerate(teks.splitlines(), start=1):
        if not baris.strip() or baris.startswith("#"):
            continue
        kode, _, sandi = baris.strip().rpartition("\t") if "\t" in baris else baris.strip().rpartition(" ")
        if not kode.strip() or not sandi:
            raise TidakBisa(f"{NAMA} baris {nomor}: tulis kode unit, satu tab, lalu kata sandinya.")
        hasil[kode.strip()] = sandi
    return hasil


def pastikan_sandi(akar: Path, unit: Iterable[str]) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """The passwords, those that are missing made and written; and for which units they were made.

    Raises `TidakBisa` where the file cannot be read or written.
    """
    ada = dict(baca_sandi_unit(akar))
    baru = {kode: sandi_baru() for kode in unit if kode not in ada}
    if baru:
        _tambah(akar / NAMA, baru)
    return ada | baru, tuple(baru)


def kalimat_sandi_baru(unit: Iterable[str]) -> str:
    """Where the clerk finds the passwords that were made, and what to do with them."""
    return (
        f"Kata sandi baru untuk unit {', '.join(unit)} ada di {NAMA} di folder buku; sampaikan lewat telepon atau "
        "pesan singkat, jangan lewat surel."
    )


def _tambah(berkas: Path, baru: Mapping[str, str]) -> None:
    """The file with further lines, readable by its owner alone; whole or not at all."""
    sementara = berkas.with_name(f".{berkas.name}.sementara")
    try:
        lama = berkas.read_text("utf-8-sig") if berkas.exists() else _KEPALA
        if not lama.endswith("\n"):
            lama += "\n"
        with contextlib.suppress(FileNotFoundError):
            sementara.unlink()
        nomor = os.open(sementara, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(nomor, "w", encoding="utf-8", newline="\n") as keluar:
            keluar.write(lama + "".join(f"{kode}\t{sandi}\n" for kode, sandi in baru.items()))
            keluar.flush()
            os.fsync(keluar.fileno())
        os.replace(sementara, berkas)
    except OSError as galat:
        raise TidakBisa(f"{NAMA} tidak dapat ditulis; tutup di program lain dan periksa izinnya.") from galat
