"""Whether a workbook is still as the program made it: a seal over its parts, kept as a document property.

Any program that saves the workbook writes other parts, so that the seal no longer fits. It says nothing of
who changed it or what; it is no secret and no signature (that is `forms.stamp`).
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from typing import IO, TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike

BAGIAN = "docProps/custom.xml"
"""The part that holds the seal, and nothing else."""

SIFAT = "segel skpbook"
KOSONG = "0" * 64
"""What XlsxWriter is given as the value of the property `SIFAT`, until the other parts are known."""

_NILAI = re.compile(rb'name="segel skpbook"><vt:lpwstr>([0-9a-f]{64})</vt:lpwstr>')
_NILAI_TEMUAN = re.compile(rb">skpbook-temuan<.{1,4000}?>([0-9a-f]{64})<", re.DOTALL)
_LEMBAR = re.compile(r"xl/worksheets/sheet([0-9]{1,9})\.xml")
_TERBESAR = 4096
_TERBESAR_TEMUAN = 16 * 1024 * 1024


def segel(data: bytes) -> bytes:
    """The workbook with its seal in place of `KOSONG`; every other part as it is.

    Raises KeyError for a workbook made without the property.
    """
    keluar = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as asal, zipfile.ZipFile(keluar, "w") as tujuan:
        for info in asal.infolist():
            if info.filename != BAGIAN:
                tujuan.writestr(info, asal.read(info))
        nilai = nilai_segel(tujuan.infolist())
        tujuan.writestr(asal.getinfo(BAGIAN), asal.read(BAGIAN).replace(KOSONG.encode(), nilai.encode()))
    return keluar.getvalue()


class Bagian(NamedTuple):
    """A part as the zip's directory has it: what of a `zipfile.ZipInfo` the seal is over."""

    filename: str
    file_size: int
    CRC: int


def nilai_segel(bagian: Iterable[zipfile.ZipInfo | Bagian], tempat: str = BAGIAN) -> str:
    """What the seal of these parts is: 64 hex digits over their names, sizes and checksums.

    `tempat` is the part that holds the seal.
    """
    baris = sorted(f"{i.filename}\0{i.file_size}\0{i.CRC}" for i in bagian if i.filename != tempat)
    return hashlib.sha256("\n".join(baris).encode()).hexdigest()


def lembar_terakhir(nama: Iterable[str]) -> tuple[str | None, int]:
    """The sheet part with the highest number, and that number: in a marked workbook the sheet of findings.

    Its document properties are the sender's own, so the seal is there.
    """
    semua = [(int(temu[1]), satu) for satu in nama if (temu := _LEMBAR.fullmatch(satu))]
    nomor, bagian = max(semua, default=(0, None))
    return bagian, nomor


def segel_utuh(berkas: str | PathLike[str] | IO[bytes]) -> bool:
    """Whether nobody has saved this workbook since it was made: see `tempat_segel`."""
    return tempat_segel(berkas) is not None


def tempat_segel(berkas: str | PathLike[str] | IO[bytes]) -> str | None:
    """The part with a seal that fits: `BAGIAN`, or the sheet of findings of a marked workbook.

    None when somebody has saved the workbook since it was made, for one without a seal, for what is no
    workbook and for what cannot be opened.
    """
    try:
        with zipfile.ZipFile(berkas) as arsip:
            semua = arsip.infolist()
            ada = {satu.filename: satu for satu in semua}
            temuan = lembar_terakhir(ada)[0]
            for tempat, pola, terbesar in (
                (BAGIAN, _NILAI, _TERBESAR),
                (temuan, _NILAI_TEMUAN, _TERBESAR_TEMUAN),
            ):
                if tempat is None or tempat not in ada or ada[tempat].file_size > terbesar:
                    continue
                temu = pola.search(arsip.read(ada[tempat]))
                if temu is not None and temu[1].decode() == nilai_segel(semua, tempat):
                    return tempat
    except (OSError, KeyError, ValueError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error):
        return None
    return None
