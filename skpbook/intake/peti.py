"""What holds files: a zip, a message, a mailbox. Each lists what is in it and hands out one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from skpbook.intake.paket import Bagian
from skpbook.intake.tolak import Ditolak, lewat_batas

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skpbook.intake.batas import Batas

LAPIS = 2
"""A zip inside a zip, a zip in a message: so deep, and no deeper. A mailbox counts as a folder."""


class Potongan(Struct, frozen=True, array_like=True):
    """Where one message of an mbox lies in it."""

    awal: int
    panjang: int


class Lampiran(Struct, frozen=True, array_like=True):
    """Which attachment of a message, from 0."""

    nomor: int


Langkah = Bagian | Potongan | Lampiran
"""One step into a container."""


class Anak(Struct, frozen=True, kw_only=True):
    """One thing in a container: its name there and the way to it, or why it is not to be read.

    `ukuran` is what it takes by the container's own word. `lewati` tells what is skipped (no form at all)
    from what is refused.
    """

    nama: str
    langkah: Langkah | None = None
    ukuran: int = 0
    sebab: Ditolak | None = None
    lewati: bool = False


class Peti(Protocol):
    """A container. Both methods raise `Ditolak`, and whatever a library raises on a hostile file."""

    def anak(self) -> Sequence[Anak]:
        """Everything that is in it, in its order."""
        ...

    def ambil(self, langkah: Langkah) -> bytes:
        """The bytes of one thing in it."""
        ...


def terlalu_dalam() -> Ditolak:
    """B004 for a container in a container in a container."""
    return lewat_batas(
        "lapis arsip",
        f"{LAPIS + 1} lapis (arsip di dalam arsip di dalam arsip)",
        f"{LAPIS} lapis",
        "Keluarkan isi arsip yang di dalam, lalu kirim atau letakkan formulirnya langsung.",
    )


def periksa_jumlah(berkas: int, byte: int, batas: Batas) -> None:
    """Refuse (B004) a sending that holds more than may be read."""
    saran = "Bagi menjadi beberapa kiriman, atau naikkan batasnya di skpbook.toml bagian [batas]."
    if berkas > batas.kiriman_berkas:
        raise lewat_batas(
            "jumlah berkas dalam satu kiriman",
            f"lebih dari {batas.kiriman_berkas}",
            f"{batas.kiriman_berkas} berkas",
            saran,
        )
    if byte > batas.kiriman_mb * 1024 * 1024:
        besar = f"{byte / (1024 * 1024):.1f} MB".replace(".", ",")
        raise lewat_batas("ukuran isi satu kiriman", besar, f"{batas.kiriman_mb} MB", saran)
