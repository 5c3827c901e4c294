"""Which files to read: those dropped in masuk/, or those named on the command line."""

from __future__ import annotations

import os
import stat
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from skpbook.domain.galat import TidakBisa
from skpbook.intake import maildir
from skpbook.intake.lewati import (
    FOLDER_SISTEM,
    KHUSUS,
    PENGIRIM_TAK_DIKENAL,
    SISTEM,
    TAK_DIKENAL,
    TAUTAN,
    lewati_nama,
    nama_sistem,
)
from skpbook.intake.nama import nama_terbaca
from skpbook.intake.tolak import Ditolak

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


class Calon(Struct, frozen=True, kw_only=True):
    """A file to look at: the name people know it by (`/` between folders), and where it is.

    `lewati` says why it is to be counted as `dilewati` and never opened; None for a file to read. `kotak` is
    a message of a Maildir, whose file name says nothing to anyone.
    """

    nama: str
    jalur: Path
    lewati: Ditolak | None = None
    kotak: bool = False


def cari_berkas(sumber: Sequence[Path], masuk: Path) -> list[Calon]:
    """Everything under the given files and folders (all of `masuk` when none is given), in name order.

    Names are relative to `masuk`, or to the folder that was given. Nothing is left out in silence: locks,
    files of the operating system, links and what is no regular file come with the reason they are skipped,
    messages of unknown senders in `masuk` too unless their folder is named; a link is never followed. Raises
    `TidakBisa` for a path that is not there or a folder that cannot be listed.
    """
    nyata = lru_cache(maxsize=None)(Path.resolve)
    hasil: dict[str, Calon] = {}
    for satu in sumber or (masuk,):
        if not os.path.lexists(satu):
            raise TidakBisa(f"{nama_terbaca(str(satu))} tidak ada; periksa ejaan nama berkas atau foldernya.")
        dasar = nyata(masuk), nyata(satu if satu.is_dir() else satu.parent)
        for induk, isi in _jalan(satu, masuk):
            # Links in the folders of a file are resolved, the file itself is not.
            tetap = nyata(induk)
            awalan = _awalan(tetap, dasar)
            for berkas, lewati, kotak in isi:
                nama = nama_terbaca(awalan + berkas)
                calon = Calon(
                    nama=maildir.nama_pesan(nama) if kotak else nama,
                    jalur=induk / berkas,
                    lewati=lewati,
                    kotak=kotak,
                )
                hasil.setdefault(os.path.join(tetap, berkas), calon)
    return sorted(_bedakan(hasil.values(), nyata), key=lambda calon: (calon.nama, str(calon.jalur)))


_Temu = tuple[str, "Ditolak | None", bool]
"""A name in a folder, why it is skipped, whether it is a message of a Maildir."""


def _jalan(satu: Path, masuk: Path) -> Iterator[tuple[Path, Iterable[_Temu]]]:
    """Everything under one path, folder by folder. The folder of the book, `masuk`, may itself be a link."""
    if satu.is_symlink() and satu != masuk:
        yield satu.parent, [(satu.name, TAUTAN, False)]
        return
    if not satu.is_dir():
        yield satu.parent, [(satu.name, _lewati(str(satu.parent), satu.name), False)]
        return
    surat: set[str] = set()
    for folder, anak, berkas in os.walk(satu, onerror=_tak_terbaca):
        induk = Path(folder)
        if TAK_DIKENAL in anak and induk.resolve() == masuk.resolve():
            yield induk, _asing(induk / TAK_DIKENAL)
            anak.remove(TAK_DIKENAL)
        kotak = maildir.isi_pesan(folder) if folder in surat else None
        dari_surat = maildir.adalah(anak)
        if dari_surat:
            surat.update(os.path.join(folder, nama) for nama in maildir.FOLDER)
        yield induk, _saring(folder, anak, dari_surat)
        yield induk, _berkas(folder, berkas, kotak, dari_surat)


def _berkas(
    folder: str, berkas: Iterable[str], kotak: Callable[[str], Ditolak | None] | None, dari_surat: bool
) -> Iterator[_Temu]:
    """The files of a folder. `kotak` judges the messages of a Maildir, whose own folder `dari_surat` says it is."""
    for nama in sorted(berkas):
        lewati = _lewati(folder, nama)
        if lewati is None and kotak is not None:
            lewati = kotak(nama)
        elif lewati is None and dari_surat:
            lewati = SISTEM
        yield nama, lewati, kotak is not None


def _asing(folder: Path) -> Iterator[_Temu]:
    """The folder of unknown senders, told as one while there is anything in it."""
    if folder.is_symlink():
        yield folder.name, TAUTAN, False
    elif any(folder.iterdir()):
        yield folder.name, PENGIRIM_TAK_DIKENAL, False


def _saring(folder: str, anak: list[str], dari_surat: bool) -> Iterator[_Temu]:
    """Leave in `anak` the folders to go down into, and tell of the others."""
    turun = []
    for nama in sorted(anak):
        jalur = Path(folder) / nama
        if jalur.is_symlink():
            yield nama, TAUTAN, False
        elif nama_sistem(nama) and not (dari_surat and maildir.adalah_folder(jalur)):
            yield nama, FOLDER_SISTEM, False
        else:
            turun.append(nama)
    anak[:] = turun


def _lewati(folder: str, nama: str) -> Ditolak | None:
    """By what it is, then by its name. What went away meanwhile is told when it is opened."""
    try:
        jenis = os.lstat(os.path.join(folder, nama)).st_mode
    except OSError:
        return None
    if stat.S_ISLNK(jenis):
        return TAUTAN
    return lewati_nama(nama) if stat.S_ISREG(jenis) else KHUSUS


def _tak_terbaca(galat: OSError) -> None:
    """A folder that cannot be listed must not pass for an empty one."""
    raise TidakBisa(
        f"Folder {nama_terbaca(str(galat.filename))} tidak dapat dibaca; periksa izinnya, lalu ulangi."
    ) from galat


def _awalan(tetap: Path, dasar: Iterable[Path]) -> str:
    """What stands before the names in a folder: its own, from the first of those that it is in; else nothing."""
    for satu in dasar:
        if tetap.is_relative_to(satu):
            return f"{tetap.relative_to(satu).as_posix()}/" if tetap != satu else ""
    return ""


def _bedakan(semua: Iterable[Calon], nyata: Callable[[Path], Path]) -> Iterator[Calon]:
    """Names that two files share get their folder in front."""
    daftar = list(semua)
    banyak = Counter(calon.nama for calon in daftar)
    for calon in daftar:
        if banyak[calon.nama] == 1 or calon.kotak:
            yield calon
        else:
            yield replace(calon, nama=f"{nama_terbaca(nyata(calon.jalur.parent).name)}/{calon.nama}")
