"""A mailbox kept as a folder: one file a message in cur/ and new/, folders of it beside them."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from skpbook.intake.tolak import Ditolak

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

FOLDER = ("cur", "new", "tmp")

_TANDA = re.compile(r"[:;!]2,([A-Za-z]*)$")
"""What is known of a message stands at the end of its name; Windows writes another sign for the colon."""

_TERHAPUS = Ditolak(
    "B020",
    "Pesan ini ditandai terhapus atau masih konsep di kotak suratnya; dilewati.",
    saran="Bila perlu, pulihkan pesannya di program surel, lalu impor lagi.",
)
_BELUM = Ditolak(
    "B020",
    "Pesan ini belum selesai diterima oleh program surel; dilewati.",
    saran="Buka program surel sampai pesannya masuk, lalu impor lagi.",
)


def adalah(anak: Sequence[str]) -> bool:
    """Whether a folder with these folders in it is a Maildir."""
    return {"cur", "new"} <= set(anak)


def adalah_folder(jalur: Path) -> bool:
    """Whether a folder, for all its hidden name (`.Arsip`), is one of a Maildir."""
    return (jalur / "cur").is_dir() and (jalur / "new").is_dir()


def isi_pesan(folder: str) -> Callable[[str], Ditolak | None]:
    """For a folder of messages: why the message of a name is skipped, None for one to read."""
    if os.path.basename(folder) == "tmp":
        return lambda _nama: _BELUM
    return _menurut_tanda


def nama_pesan(nama: str) -> str:
    """The name of a message that it keeps when it is read or flagged: without cur/, new/ and its flags."""
    bagian = nama.split("/")
    akhir = _TANDA.sub("", bagian[-1])
    return "/".join((*bagian[:-2], akhir))


def _menurut_tanda(nama: str) -> Ditolak | None:
    temu = _TANDA.search(nama)
    return _TERHAPUS if temu and set(temu[1]) & {"T", "D"} else None
