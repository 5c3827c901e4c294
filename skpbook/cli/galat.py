"""What went wrong, told in one sentence; the rest goes into a file beside the book."""

from __future__ import annotations

import contextlib
import re
import tempfile
import traceback
from pathlib import Path

from skpbook.app.galat import NAMA_CATATAN, kepala_catatan

_ANGKA_PANJANG = re.compile(r"\d{12,}")


def kalimat_tak_terduga(galat: BaseException, argumen: list[str]) -> str:
    """Write the traceback (without any NIP) to a log in the book and say where it is."""
    berkas = catat_galat(galat, argumen)
    letak = f"rinciannya ada di {berkas}" if berkas else "rinciannya tidak dapat disimpan"
    return (
        f"Terjadi kesalahan yang tidak terduga; {letak}. "
        "Jalankan lagi, dan bila berulang kirimkan berkas itu kepada pengelola program."
    )


def catat_galat(galat: BaseException, argumen: list[str]) -> Path | None:
    """Append to the log of the book that was meant, else of the temporary folder; None when neither can."""
    rinci = "".join(traceback.format_exception(galat))
    teks = _ANGKA_PANJANG.sub("<nomor>", f"{kepala_catatan()}\nskpbook {_baris_perintah(argumen)}\n{rinci}\n")
    for folder in (_folder_buku(argumen), Path(tempfile.gettempdir())):
        if folder is None:
            continue
        with (
            contextlib.suppress(OSError),
            (folder / NAMA_CATATAN).open("a", encoding="utf-8", errors="backslashreplace") as keluar,
        ):
            keluar.write(teks)
            return folder / NAMA_CATATAN
    return None


def _baris_perintah(argumen: list[str]) -> str:
    """The command line without passwords."""
    aman = []
    for sebelum, satu in zip(["", *argumen], argumen, strict=False):
        rahasia = sebelum == "--sandi" or satu.startswith("--sandi=")
        aman.append("--sandi=<rahasia>" if satu.startswith("--sandi=") else "<rahasia>" if rahasia else satu)
    return " ".join(aman)


def _folder_buku(argumen: list[str]) -> Path | None:
    """The book a command line is about, without reading it: it may be what is broken."""
    if "--buku" in argumen[:-1]:
        folder = Path(argumen[argumen.index("--buku") + 1])
        return folder if folder.is_dir() else None
    with contextlib.suppress(OSError):
        sini = Path.cwd()
        return next((satu for satu in (sini, *sini.parents) if (satu / "skpbook.toml").is_file()), None)
    return None
