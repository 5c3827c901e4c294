"""What every command shares: the program itself, the common options, the exit codes.

Nothing heavy is imported here; every command brings what it needs.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from skpbook.cli.bahasa import Kelompok
from skpbook.domain.galat import TidakBisa

if TYPE_CHECKING:
    from skpbook.app.buku import Buku

SELESAI, ADA_GALAT, TIDAK_BISA, DIHENTIKAN = 0, 1, 2, 130

aplikasi = typer.Typer(
    cls=Kelompok,
    name="skpbook",
    help="Mengolah buku kerja SKP (Permen PANRB 6/2022) satu instansi: membuat templat, mengimpor yang "
    "kembali, memeriksa, dan merekap.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

OpsiBuku = Annotated[
    str | None,
    typer.Option(
        "--buku", metavar="FOLDER", help="Folder buku; bawaan: folder ini atau yang terdekat di atasnya."
    ),
]
OpsiJson = Annotated[bool, typer.Option("--json", help="Cetak hasil sebagai satu dokumen JSON.")]
OpsiKerja = Annotated[str, typer.Option("--kerja", metavar="N", help="Banyaknya proses pekerja.")]
OpsiDiam = Annotated[bool, typer.Option("-q", "--diam", help="Jangan cetak keterangan dan kemajuan.")]
OpsiUnit = Annotated[str | None, typer.Option("--unit", metavar="KODE", help="Hanya unit ini.")]
OpsiPeriode = Annotated[
    str | None,
    typer.Option(
        "--periode", metavar="KODE", help="Periode evaluasi, misalnya 2026-TW1, 2026-03, 2026-AKHIR."
    ),
]


def buka(folder: str | None) -> Buku:
    """The book meant by --buku. Raises `TidakBisa`."""
    from skpbook.app.buku import Buku

    return Buku.buka(Path(folder) if folder is not None else None)


def bilangan(teks: str, opsi: str) -> int:
    """A positive whole number of an option. Raises `TidakBisa`."""
    if not (teks.isascii() and teks.isdecimal() and int(teks) > 0):
        raise TidakBisa(f"Nilai {opsi} “{teks}” bukan bilangan bulat lebih dari nol.")
    return int(teks)
