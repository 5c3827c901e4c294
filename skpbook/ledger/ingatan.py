"""What the files on disk held when they were last looked at, so that unchanged ones need not be read again.

A file is taken as unchanged only when its size, both its times and its inode are the same. The second time
(`st_ctime`) is the system's own on Linux and macOS: no copying, unpacking or `touch` sets it back. On Windows
it is the time of creation, and the inode is the file's number on its volume. Neither is trusted while it is
younger than two seconds at the moment of looking: a change right after it would show the same times.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from msgspec import Struct

from skpbook.ledger import skema

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

_MUDA_NS = 2_000_000_000
_t = skema.ingatan


class Rupa(Struct, frozen=True):
    """What tells one state of a file from another without opening it; times in nanoseconds."""

    ukuran: int
    diubah: int
    berganti: int
    nomor: str


def rupa(keadaan: os.stat_result) -> Rupa:
    """The appearance of a file."""
    return Rupa(
        keadaan.st_size, keadaan.st_mtime_ns, keadaan.st_ctime_ns, f"{keadaan.st_dev:x}:{keadaan.st_ino:x}"
    )


def mapan(satu: Rupa, kini_ns: int) -> bool:
    """Whether a file looked at now cannot change without it showing."""
    return max(satu.diubah, satu.berganti) < kini_ns - _MUDA_NS


def baca(kon: sa.Connection) -> Mapping[str, tuple[Rupa, str]]:
    """Path -> appearance and content of what was looked at."""
    return {
        baris.jalur: (Rupa(baris.ukuran, baris.diubah, baris.berganti, baris.nomor), baris.hash)
        for baris in kon.execute(sa.select(_t))
    }


def tulis(kon: sa.Connection, baru: Mapping[str, tuple[Rupa, str]]) -> None:
    """Note what was looked at; at least one path."""
    kon.execute(_t.delete().where(_t.c.jalur == sa.bindparam("lama")), [{"lama": jalur} for jalur in baru])
    kolom = Rupa.__struct_fields__
    kon.execute(
        _t.insert(),
        [
            {"jalur": jalur, "hash": isi, **{nama: getattr(satu, nama) for nama in kolom}}
            for jalur, (satu, isi) in baru.items()
        ],
    )
