"""LibreOffice and poppler for the tests: many files in one call, in a profile of their own."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

_BATAS_DETIK = 600


def perlu(*program: str) -> None:
    """Skip, saying why, where a program is not installed."""
    for satu in program:
        if shutil.which(satu) is None:
            pytest.skip(f"{satu} tidak terpasang; uji dengan LibreOffice dilewati")


def perlu_huruf() -> None:
    """Skip where no font is as wide as Calibri: lines and pages would break elsewhere than people see them."""
    perlu("fc-match")
    jadi = subprocess.run(
        ["fc-match", "Calibri"], capture_output=True, text=True, check=True, timeout=60
    ).stdout
    if not jadi.startswith(("Carlito", "calibri", "Calibri")):
        pytest.skip("huruf selebar Calibri tidak terpasang (apt-get install fonts-crosextra-carlito)")


def ubah(berkas: list[Path], jenis: str, tujuan: Path, profil: Path) -> dict[str, Path]:
    """Convert files in one call; name without ending -> the result. Fails where one did not come out."""
    perlu("soffice")
    tujuan.mkdir(parents=True, exist_ok=True)
    hasil = subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={profil.as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            jenis,
            "--outdir",
            str(tujuan),
            *(str(satu) for satu in berkas),
        ],
        capture_output=True,
        text=True,
        timeout=_BATAS_DETIK,
        check=False,
    )
    ada = {satu.stem: tujuan / f"{satu.stem}.{jenis}" for satu in berkas}
    hilang = [nama for nama, satu in ada.items() if not satu.exists()]
    assert not hilang, f"LibreOffice tidak membuat {hilang}: {hasil.stdout[-500:]} {hasil.stderr[-500:]}"
    return ada


def teks_halaman(pdf: Path) -> list[str]:
    """Text of every page, columns kept side by side."""
    perlu("pdftotext")
    hasil = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True, timeout=60
    )
    return hasil.stdout.split("\f")[:-1]


def ukuran_halaman(pdf: Path) -> list[tuple[float, float]]:
    """Width and height of every page in points."""
    perlu("pdfinfo")
    hasil = subprocess.run(
        ["pdfinfo", "-f", "1", "-l", "9999", str(pdf)], capture_output=True, text=True, check=True, timeout=60
    )
    ukuran = []
    for baris in hasil.stdout.splitlines():
        if baris.startswith("Page") and " size:" in baris:
            lebar, _, tinggi = baris.partition(":")[2].split()[:3]
            ukuran.append((float(lebar), float(tinggi)))
    return ukuran
