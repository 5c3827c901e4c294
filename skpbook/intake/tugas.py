"""What is handed to a worker and what comes back: small, frozen, cheap to ship."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.intake.batas import Batas
from skpbook.intake.peti import Langkah
from skpbook.intake.tolak import Ditolak
from skpbook.ledger.catatan import CatatanBerkas

if TYPE_CHECKING:
    from skpbook.intake.find import Calon


class Bekal(Struct, frozen=True, kw_only=True):
    """What a worker is told once: the book's forms, key, limits and archive; contents already known.

    `sandi` are passwords to try on locked workbooks and zips, after the one that Excel has built in. A content
    that is in `dikenal` is not read again: whoever gives a password leaves out of `dikenal` what was refused
    as locked (B002), and whoever changes `batas` what was refused by them (B004). `sandi_zip` are tried on zips
    alone: there may be many, and a workbook takes long over each. With `simpan` False nothing is kept in the
    archive (a trial). With `serahkan` True a file is handed back unread, for another machine to read.
    """

    formulir: str | None
    kunci: bytes | None
    batas: Batas
    tahun: int
    arsip: str
    dikenal: frozenset[str] = frozenset()
    sandi: tuple[str, ...] = ()
    sandi_zip: tuple[str, ...] = ()
    simpan: bool = True
    serahkan: bool = False


class Tugas(Struct, frozen=True, kw_only=True):
    """One file to read: on disk, or `langkah` by `langkah` inside the one on disk.

    `kotak` is a message of a mailbox, known by sender and date and not by a file name. With `urai` a message
    is only taken apart, its attachments coming back as tasks. `ukuran` is the size by the container's word.
    `isi` is the content itself, for a machine that does not see the disk.
    """

    nama: str
    jalur: str
    langkah: tuple[Langkah, ...] = ()
    kotak: bool = False
    urai: bool = False
    ukuran: int = 0
    isi: bytes | None = None


class Selesai(Struct, frozen=True, kw_only=True):
    """What became of one file.

    Read or refused for what it holds: `hash` and `catatan`, its original archived; `catatan` is None for a
    content that was known already. Without a `hash` nothing of it goes into the ledger, so that it is told
    again at every import: `lewati` says why it was skipped (no form at all), `tolak` why it could not be had
    (it cannot be opened, its name in a zip points out of its folder, a zip over the limits or locked).
    `mentah` is a content that is still to be read (`Bekal.serahkan`), `rinci` what a technician is told.
    """

    nama: str
    hash: str | None = None
    catatan: CatatanBerkas | None = None
    tolak: Ditolak | None = None
    lewati: Ditolak | None = None
    mentah: bytes | None = None
    rinci: str | None = None


def tugas_dari(calon: Calon) -> Tugas:
    """The task of reading a file that was found (`find.cari_berkas`)."""
    return Tugas(nama=calon.nama, jalur=str(calon.jalur), kotak=calon.kotak)
