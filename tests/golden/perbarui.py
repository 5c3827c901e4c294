"""Renew the golden workbooks: `python -m tests.golden.perbarui`, then look at `git diff tests/golden`."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.golden.templat import NAMA, buat
from tests.golden.urai import uraikan

FOLDER = Path(__file__).parent / "buku"


def perbarui() -> None:
    """Write every golden workbook anew."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    for kode in NAMA:
        tujuan = FOLDER / kode
        tujuan.mkdir(parents=True)
        for nama, isi in uraikan(buat(kode)).items():
            (tujuan / nama).write_text(isi, encoding="utf-8")


if __name__ == "__main__":
    perbarui()
