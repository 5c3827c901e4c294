"""Which files to read: those dropped in masuk/, or those named on the command line."""

from __future__ import annotations

import os
import stat
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.domain.galat import TidakBisa
from skpbook.intake.lewati import FOLDER_SISTEM, KHUSUS, TAUTAN, lewati_nama, nama_sistem
from skpbook.intake.tolak import Ditolak

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class Calon(Struct, frozen=True, kw_only=True):
    """A file to look at: the name people know it by (`/` between folders), and where it is.

    `lewati` says why it is to be counted as `dilewati` and never opened; None for a file to read.
    """

    nama: str
    jalur: Path
    lewati: Ditolak | None = None


def cari_berkas(sumber: Sequence[Path], masuk: Path) -> list[Calon]:
    """Everything under the given files and folders (all of `masuk` when none is given), in name order.

    Names are relative to `masuk`, or to the folder that was given. Nothing is left out in silence: locks,
    files of the operating system, links and what is no regular file come with the reason they are skipped;
    a link is never followed. Raises `TidakBisa` for a path that is not there or a folder that cannot be
    listed.
    """
    hasil: dict[Path, Calon] = {}
    for satu in sumber or (masuk,):
        if not os.path.lexists(satu):
            raise TidakBisa(f"{nama_terbaca(str(satu))} tidak ada; periksa ejaan nama berkas atau foldernya.")
        for jalur, lewati in _jalan(satu, akar=satu == masuk):
            tetap = _tetap(jalur)
            dasar = masuk if _di_dalam(tetap, masuk) else (satu if satu.is_dir() else satu.parent)
            nama = nama_terbaca(tetap.relative_to(_dasar(dasar, tetap)).as_posix())
            hasil.setdefault(tetap, Calon(nama=nama, jalur=jalur, lewati=lewati))
    return sorted(_bedakan(hasil.values()), key=lambda calon: (calon.nama, str(calon.jalur)))


def _jalan(satu: Path, *, akar: bool) -> Iterator[tuple[Path, Ditolak | None]]:
    """Everything under one path with the reason to skip it. The folder of the book may itself be a link."""
    if satu.is_symlink() and not akar:
        yield satu, TAUTAN
        return
    if not satu.is_dir():
        yield satu, _lewati(satu)
        return
    for folder, anak, berkas in os.walk(satu, onerror=_tak_terbaca):
        turun = []
        for nama in sorted(anak):
            jalur = Path(folder) / nama
            if jalur.is_symlink():
                yield jalur, TAUTAN
            elif nama_sistem(nama):
                yield jalur, FOLDER_SISTEM
            else:
                turun.append(nama)
        anak[:] = turun
        for nama in sorted(berkas):
            jalur = Path(folder) / nama
            yield jalur, _lewati(jalur)


def _lewati(jalur: Path) -> Ditolak | None:
    """By what it is, then by its name. What went away meanwhile is told when it is opened."""
    try:
        jenis = jalur.lstat().st_mode
    except OSError:
        return None
    if stat.S_ISLNK(jenis):
        return TAUTAN
    return lewati_nama(jalur.name) if stat.S_ISREG(jenis) else KHUSUS


def nama_terbaca(nama: str) -> str:
    """A file name as text: bytes that are no UTF-8 (names out of an old zip) are shown as \\xNN."""
    return os.fsencode(nama).decode("utf-8", "backslashreplace")


def _tak_terbaca(galat: OSError) -> None:
    """A folder that cannot be listed must not pass for an empty one."""
    raise TidakBisa(
        f"Folder {nama_terbaca(str(galat.filename))} tidak dapat dibaca; periksa izinnya, lalu ulangi."
    ) from galat


def _tetap(jalur: Path) -> Path:
    """Where a file lies, links in its folders resolved but not the file itself."""
    return jalur.parent.resolve() / jalur.name


def _dasar(folder: Path, tetap: Path) -> Path:
    """The folder that names are relative to; a link to a folder stands in the folder it was named in."""
    nyata = folder.resolve()
    return nyata if tetap.is_relative_to(nyata) else tetap.parent


def _di_dalam(tetap: Path, folder: Path) -> bool:
    return tetap.is_relative_to(folder.resolve())


def _bedakan(semua: Iterable[Calon]) -> Iterator[Calon]:
    """Names that two files share get their folder in front."""
    daftar = list(semua)
    banyak = Counter(calon.nama for calon in daftar)
    for calon in daftar:
        if banyak[calon.nama] == 1:
            yield calon
        else:
            nama = f"{nama_terbaca(calon.jalur.parent.resolve().name)}/{calon.nama}"
            yield Calon(nama=nama, jalur=calon.jalur, lewati=calon.lewati)
