"""Renew the pictures of docs/panduan.md from the sample book: `make demo`, then run this file.

    .venv/bin/python docs/gambar/perbarui.py demo

Needs LibreOffice (soffice) and poppler (pdftoppm).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from openpyxl import load_workbook

SINI = Path(__file__).resolve().parent
GAMBAR = (
    # name, glob below the book, sheet, page of that sheet
    ("pegawai", "pegawai.xlsx", "Pegawai", 1),
    ("petunjuk", "keluar/skp/PKM/SKP_*.xlsx", "Petunjuk", 1),
    ("templat-skp", "keluar/skp/DIT2/SKP_199507092023212008_*.xlsx", "SKP", 1),
    ("skp-terisi", "masuk/skp/DIT2/SKP_199507092023212008_*.xlsx", "SKP", 1),
    ("mph", "masuk/mph/PKM/MPH_*.xlsx", "MPH", 1),
    ("evaluasi", "keluar/evaluasi-2026-TW1/PKM/EVALUASI_*.xlsx", "Hasil Evaluasi", 1),
    ("dokumen-evaluasi", "masuk/evaluasi/PKM/EVALUASI_*.xlsx", "Dokumen Evaluasi", 1),
    ("ringkasan", "rekap/REKAP_*.xlsx", "Ringkasan", 1),
    ("kuadran", "rekap/REKAP_*.xlsx", "Kuadran", 1),
    ("temuan", "rekap/REKAP_*.xlsx", "Temuan", 1),
)


def utama(buku: Path) -> None:
    """One PNG a row of GAMBAR."""
    with tempfile.TemporaryDirectory() as sementara:
        kerja = Path(sementara)
        for nama, pola, lembar, halaman in GAMBAR:
            berkas = sorted(buku.glob(pola))[0]
            pdf = _pdf(berkas, lembar, kerja, nama)
            subprocess.run(
                ["pdftoppm", "-r", "70", "-gray" if nama == "pegawai" else "-png", "-png"]
                + ["-f", str(halaman), "-l", str(halaman), "-singlefile", str(pdf), str(SINI / nama)],
                check=True,
            )
            print(f"{nama}.png <- {berkas.name}, lembar {lembar}")


def _pdf(berkas: Path, lembar: str, kerja: Path, nama: str) -> Path:
    """The pages of one sheet: the others are hidden, so that they do not print."""
    salinan = kerja / f"{nama}.xlsx"
    buku = load_workbook(berkas)
    for satu in buku.worksheets:
        satu.sheet_state = "visible" if satu.title == lembar else "hidden"
    buku.active = buku.sheetnames.index(lembar)
    if lembar in ("Hasil Evaluasi", "Ringkasan", "Kuadran"):
        salinan.write_bytes(berkas.read_bytes())
        return _ubah(salinan, kerja)
    buku.save(salinan)
    return _ubah(salinan, kerja)


def _ubah(salinan: Path, kerja: Path) -> Path:
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{kerja}/profil", "--headless", "--convert-to", "pdf"]
        + ["--outdir", str(kerja), str(salinan)],
        check=True,
        capture_output=True,
    )
    return salinan.with_suffix(".pdf")


if __name__ == "__main__":
    utama(Path(sys.argv[1] if len(sys.argv) > 1 else "demo"))
