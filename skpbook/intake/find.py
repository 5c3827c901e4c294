"""Which files to read: those dropped in masuk/, or those named on the command line."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.domain.galat import TidakBisa

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

AWALAN_KUNCI = ("~$", ".~lock.")
"""Lock files that Excel and LibreOffice leave beside an open workbook."""

_SISTEM = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "__macosx"})


class Calon(Struct, frozen=True, kw_only=True):
    """A file to look at: the name people know it by (`/` between folders), and where it is."""

    nama: str
    jalur: Path
    kunci: bool = False


def cari_berkas(sumber: Sequence[Path], masuk: Path) -> list[Calon]:
    """Every file under the given files and folders (all of `masuk` when none is given), in name order.

    Names are relative to `masuk`, or to the folder that was given. Hidden files and those of the operating
    system are left out; links are not followed. Raises `TidakBisa` for a path that is not there.
    """
    hasil: dict[Path, Calon] = {}
    for satu in sumber or (masuk,):
        if not satu.exists():
            raise TidakBisa(f"{satu} tidak ada; periksa ejaan nama berkas atau foldernya.")
        for jalur in _jalan(satu):
            dasar = masuk if _di_dalam(jalur, masuk) else (satu if satu.is_dir() else satu.parent)
            nama = nama_terbaca(jalur.resolve().relative_to(dasar.resolve()).as_posix())
            calon = Calon(nama=nama, jalur=jalur, kunci=jalur.name.startswith(AWALAN_KUNCI))
            hasil.setdefault(jalur.resolve(), calon)
    return sorted(_bedakan(hasil.values()), key=lambda calon: (calon.nama, str(calon.jalur)))


def _jalan(satu: Path) -> Iterator[Path]:
    if not satu.is_dir():
        yield satu
        return
    for folder, anak, berkas in os.walk(satu, onerror=_tak_terbaca):
        anak[:] = sorted(nama for nama in anak if not _sistem(nama))
        for nama in sorted(berkas):
            jalur = Path(folder) / nama
            if not jalur.is_symlink() and jalur.is_file() and (not _sistem(nama) or _kunci(nama)):
                yield jalur


def nama_terbaca(nama: str) -> str:
    """A file name as text: bytes that are no UTF-8 (names out of an old zip) are shown as \\xNN."""
    return os.fsencode(nama).decode("utf-8", "backslashreplace")


def _tak_terbaca(galat: OSError) -> None:
    """A folder that cannot be listed must not pass for an empty one."""
    raise TidakBisa(
        f"Folder {nama_terbaca(str(galat.filename))} tidak dapat dibaca; periksa izinnya, lalu ulangi."
    ) from galat


def _sistem(nama: str) -> bool:
    return nama.startswith(".") or nama.casefold() in _SISTEM


def _kunci(nama: str) -> bool:
    return nama.startswith(AWALAN_KUNCI)


def _di_dalam(jalur: Path, folder: Path) -> bool:
    return jalur.resolve().is_relative_to(folder.resolve())


def _bedakan(semua: Iterable[Calon]) -> Iterator[Calon]:
    """Names that two files share get their folder in front."""
    daftar = list(semua)
    banyak = Counter(calon.nama for calon in daftar)
    for calon in daftar:
        if banyak[calon.nama] == 1:
            yield calon
        else:
            nama = f"{nama_terbaca(calon.jalur.resolve().parent.name)}/{calon.nama}"
            yield Calon(nama=nama, jalur=calon.jalur, kunci=calon.kunci)
