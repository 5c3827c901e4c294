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
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike

BAGIAN = "docProps/custom.xml"
"""The part that holds the seal, and nothing else."""

BAGIAN_TEMUAN = "xl/worksheets/temuan-skpbook.xml"
"""The sheet of a marked workbook that holds its seal: document properties are the sender's own."""

SIFAT = "segel skpbook"
KOSONG = "0" * 64
"""What XlsxWriter is given as the value of the property `SIFAT`, until the other parts are known."""

_NILAI = re.compile(rb'name="segel skpbook"><vt:lpwstr>([0-9a-f]{64})</vt:lpwstr>')
_NILAI_TEMUAN = re.compile(rb">skpbook-temuan<.{1,4000}?>([0-9a-f]{64})<", re.DOTALL)
_TERBESAR = {BAGIAN: 4096, BAGIAN_TEMUAN: 16 * 1024 * 1024}


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


def nilai_segel(bagian: Iterable[zipfile.ZipInfo], tempat: str = BAGIAN) -> str:
    """What the seal of these parts is: 64 hex digits over their names, sizes and checksums.

    `tempat` is the part that holds the seal.
    """
    baris = sorted(f"{i.filename}\0{i.file_size}\0{i.CRC}" for i in bagian if i.filename != tempat)
    return hashlib.sha256("\n".join(baris).encode()).hexdigest()


def segel_utuh(berkas: str | PathLike[str] | IO[bytes]) -> bool:
    """Whether nobody has saved this workbook since it was made.

    False as well for what is no workbook, for one without a seal and for one that cannot be opened.
    """
    try:
        with zipfile.ZipFile(berkas) as arsip:
            semua = arsip.infolist()
            tempat = BAGIAN_TEMUAN if BAGIAN_TEMUAN in arsip.NameToInfo else BAGIAN
            info = arsip.getinfo(tempat)
            if info.file_size > _TERBESAR[tempat]:
                return False
            pola = _NILAI if tempat == BAGIAN else _NILAI_TEMUAN
            temu = pola.search(arsip.read(info))
            return temu is not None and temu[1].decode() == nilai_segel(semua, tempat)
    except (OSError, KeyError, ValueError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error):
        return False
