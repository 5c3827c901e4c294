"""Renew the pictures of docs/panduan.md from the sample book: `make demo`, then run this file.

    .venv/bin/python docs/gambar/perbarui.py demo

Needs LibreOffice (soffice), poppler (pdftoppm, pdftotext) and Chromium.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

SINI = Path(__file__).resolve().parent
GAMBAR = (
    # name, glob below the book, what the page says, what it does not say
    ("pegawai", "pegawai.xlsx", "DAFTAR PEGAWAI", "Cara mengisi"),
    ("petunjuk", "keluar/skp/DIT2/SKP_1995*.xlsx", "Cara mengisi", ""),
    ("templat-skp", "keluar/skp/DIT2/SKP_1995*.xlsx", "PENDEKATAN HASIL KERJA", "Cara mengisi"),
    ("skp-terisi", "masuk/skp/PKM/SKP_1980*.xlsx", "PENDEKATAN HASIL KERJA", "Cara mengisi"),
    ("mph", "masuk/mph/PKM/MPH_1982*.xlsx", "MATRIKS PERAN HASIL", "Cara mengisi"),
    ("evaluasi", "masuk/evaluasi/PKM/EVALUASI_1982*.xlsx", "POLA DISTRIBUSI", "Cara mengisi"),
    ("dokumen-evaluasi", "masuk/evaluasi/PKM/EVALUASI_1982*.xlsx", "FORMAT D.1.1", "Cara mengisi"),
    ("kembali", "kembali/DIT2/SKP_19901212*.xlsx", "PENDEKATAN HASIL KERJA", "Cara mengisi"),
    ("ringkasan", "rekap/REKAP_*.xlsx", "Yang perlu diperhatikan", ""),
    ("kuadran", "rekap/REKAP_*.xlsx", "RATING PERILAKU KERJA", "Yang perlu diperhatikan"),
    ("kaskade", "rekap/REKAP_*.xlsx", "KASKADE RENCANA HASIL KERJA", "DAFTAR ISI"),
    ("temuan", "rekap/REKAP_*.xlsx", "TEMUAN PEMERIKSAAN", "DAFTAR ISI"),
)


def utama(buku: Path) -> None:
    """One PNG a row of GAMBAR."""
    subprocess.run([sys.executable, "-m", "skpbook", "kembalikan", "--buku", str(buku), "-q"], check=True)
    with tempfile.TemporaryDirectory() as sementara:
        kerja = Path(sementara)
        for nama, pola, ada, tiada in GAMBAR:
            berkas = sorted(buku.glob(pola))[0]
            if pola.startswith("kembali/"):
                berkas = _seperti_di_layar(berkas, kerja)
            pdf = kerja / f"{berkas.stem}.pdf"
            if not pdf.exists():
                _jadikan_pdf(berkas, kerja)
            halaman = str(_halaman(pdf, ada, tiada))
            perintah = ["pdftoppm", "-r", "70", "-png", "-f", halaman, "-l", halaman, "-singlefile"]
            subprocess.run([*perintah, str(pdf), str(SINI / nama)], check=True)
            print(f"{nama}.png <- {berkas.name}, halaman {halaman}")

        _laporan(sorted(buku.glob("rekap/REKAP_*.html"))[0], kerja)


def _laporan(berkas: Path, kerja: Path) -> None:
    """The top of the HTML report as a browser shows it."""
    perintah = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    perintah += [f"--user-data-dir={kerja / 'peramban'}", "--window-size=1000,1240"]
    subprocess.run(
        [*perintah, f"--screenshot={SINI / 'laporan.png'}", berkas.as_uri()], check=True, capture_output=True
    )
    print(f"laporan.png <- {berkas.name}")


def _halaman(pdf: Path, ada: str, tiada: str) -> int:
    """The first page that says one thing and not the other."""
    teks = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True)
    for nomor, isi in enumerate(teks.stdout.split("\f"), start=1):
        if ada in isi and not (tiada and tiada in isi):
            return nomor
    raise SystemExit(f"{pdf.name}: tidak ada halaman dengan “{ada}”")


def _seperti_di_layar(berkas: Path, kerja: Path) -> Path:
    """A copy that prints as it looks on a screen: in colour, its notes open."""
    salinan = kerja / berkas.name
    with zipfile.ZipFile(berkas) as asal, zipfile.ZipFile(salinan, "w") as tujuan:
        for info in asal.infolist():
            isi = asal.read(info).replace(b' blackAndWhite="1"', b"")
            if info.filename.endswith(".vml"):
                isi = isi.replace(b"visibility:hidden", b"visibility:visible")
                isi = isi.replace(b"<x:Row>", b"<x:Visible/><x:Row>")
            tujuan.writestr(info, isi)
    return salinan


def _jadikan_pdf(berkas: Path, kerja: Path) -> None:
    profil = f"-env:UserInstallation=file://{kerja}/profil"
    perintah = ["soffice", profil, "--headless", "--convert-to", "pdf", "--outdir", str(kerja), str(berkas)]
    subprocess.run(perintah, check=True, capture_output=True)


if __name__ == "__main__":
    utama(Path(sys.argv[1] if len(sys.argv) > 1 else "demo"))
