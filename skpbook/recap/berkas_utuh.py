"""A file that appears whole or not at all, whatever goes wrong while it is written."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from xlsxwriter.exceptions import FileCreateError

from skpbook.domain.galat import TidakBisa
from skpbook.recap.gagal import RekapTerkunci

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextlib.contextmanager
def berkas_utuh(tujuan: Path, sebutan: str = "Rekap", perintah: str = "rekap") -> Iterator[Path]:
    """A temporary file beside `tujuan` that takes its place when the block ends well, else goes.

    Raises `RekapTerkunci` when `tujuan` is open elsewhere, `TidakBisa` when it cannot be written for another
    reason; `sebutan` and `perintah` are how the sentence names the file and the command to repeat.
    """
    sementara = tujuan.with_name(f".{tujuan.stem}-{os.getpid()}.tmp{tujuan.suffix}")
    try:
        tujuan.parent.mkdir(parents=True, exist_ok=True)
        yield sementara
        os.replace(sementara, tujuan)
    except PermissionError as galat:
        raise RekapTerkunci(
            f"{sebutan} {tujuan} tidak dapat ditulis: berkas itu sedang terbuka di program lain atau Anda tidak "
            f"berhak menulis di foldernya; tutup berkasnya lalu jalankan {perintah} sekali lagi."
        ) from galat
    except (OSError, FileCreateError) as galat:
        raise TidakBisa(
            f"{sebutan} {tujuan} tidak dapat ditulis ({_sebab(galat)}); periksa folder dan sisa ruang disk."
        ) from galat
    finally:
        with contextlib.suppress(OSError):
            sementara.unlink(missing_ok=True)


def _sebab(galat: BaseException) -> str:
    asal = galat if isinstance(galat, OSError) else galat.__context__
    match asal:
        case IsADirectoryError():
            return "nama tujuannya sebuah folder"
        case NotADirectoryError() | FileExistsError():
            return "bagian dari jalurnya bukan folder"
        case OSError(errno=28):
            return "disk penuh"
        case OSError(errno=36):
            return "nama berkas terlalu panjang"
    return "kesalahan sistem" if asal is None else f"kesalahan sistem nomor {getattr(asal, 'errno', '?')}"
