"""Zips that go out: whole workbooks with a cover, split to a size, locked where there is a password."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NAMA_SAMPUL = "00_SAMPUL.xlsx"
"""The cover's name in the zip: before every workbook."""

_WAKTU = frozenset({"docProps/core.xml", "docProps/custom.xml"})
"""Parts that hold when a workbook was made, and the seal over that."""

_PER_BERKAS = 512
"""Bytes that a zip spends on a file beside its content: two headers, its name, a lock."""


class BerkasPaket(Struct, frozen=True):
    """A workbook to pack; `ukuran` in bytes, `sidik` says the same of two that differ in the time they were made."""

    nama: str
    jalur: Path
    ukuran: int
    sidik: str


def berkas_paket(jalur: Path) -> BerkasPaket:
    """A workbook on disk. Raises OSError."""
    data = jalur.read_bytes()
    return BerkasPaket(nama=jalur.name, jalur=jalur, ukuran=len(data), sidik=sidik_buku(data))


def sidik_buku(data: bytes) -> str:
    """What a workbook holds, whenever it was made: a template made again without a change is the same template."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as arsip:
            isi = [(i.filename, i.file_size, i.CRC) for i in arsip.infolist() if i.filename not in _WAKTU]
    except zipfile.BadZipFile:
        return hashlib.sha256(data).hexdigest()
    return hashlib.sha256(repr(sorted(isi)).encode()).hexdigest()


def sidik_isi(berkas: Iterable[BerkasPaket], *lain: str) -> str:
    """Digest of what is sent: the workbooks by name and content, and what else tells it apart."""
    baris = [*lain, *(f"{satu.nama}\0{satu.sidik}" for satu in berkas)]
    return hashlib.sha256("\n".join(baris).encode()).hexdigest()


def bagi(berkas: Sequence[BerkasPaket], muat: int) -> list[tuple[BerkasPaket, ...]]:
    """Parts in the order of the files, none of which takes more than `muat` bytes in a zip, but for a file that is
    larger by itself: it is a part alone.
    """
    hasil: list[list[BerkasPaket]] = []
    isi = 0
    for satu in berkas:
        besar = satu.ukuran + _PER_BERKAS
        if not hasil or isi + besar > muat:
            hasil.append([])
            isi = 0
        hasil[-1].append(satu)
        isi += besar
    return [tuple(satu) for satu in hasil]


def terlalu_besar(berkas: Sequence[BerkasPaket], muat: int) -> bool:
    """Whether a part is larger than it may be (then it is one file)."""
    return sum(satu.ukuran + _PER_BERKAS for satu in berkas) > muat


def tulis_zip(
    tujuan: IO[bytes] | Path, berkas: Iterable[tuple[str, Path]], sampul: bytes | None, sandi: str | None
) -> None:
    """Write a zip of these files (name in it, file), the cover first; with `sandi` each is locked (AES-256).

    Raises OSError.
    """
    with _buka(tujuan, sandi) as arsip:
        if sampul is not None:
            arsip.writestr(NAMA_SAMPUL, sampul)
        for nama, jalur in berkas:
            arsip.write(jalur, nama)


def _buka(tujuan: IO[bytes] | Path, sandi: str | None) -> Any:
    """A zip to write. Workbooks are packed already."""
    if sandi is None:
        return zipfile.ZipFile(tujuan, "w", zipfile.ZIP_STORED)
    import pyzipper

    arsip = pyzipper.AESZipFile(tujuan, "w", compression=pyzipper.ZIP_STORED, encryption=pyzipper.WZ_AES)
    arsip.setpassword(sandi.encode())
    return arsip
