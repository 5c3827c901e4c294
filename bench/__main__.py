"""`make bench`: run every benchmark and write docs/kinerja.md.

python -m bench [--pegawai N] [--berkas N] [--banyak N] [--siklus N] [--ulang N] [--folder FOLDER]
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from pathlib import Path

from bench import aturan, impor, rekap, siklus, tuang
from bench.putaran import Tahap, cap_waktu, jalankan
from bench.ukur import ukur

LAPORAN = Path(__file__).resolve().parents[1] / "docs" / "kinerja.md"


def utama() -> None:
    """Measure and write."""
    urai = argparse.ArgumentParser(prog="python -m bench")
    urai.add_argument("--pegawai", type=int, default=1000)
    urai.add_argument("--siklus", type=int, default=10_000, help="pegawai dalam putaran penuh; 0: lewati")
    urai.add_argument(
        "--berkas", type=int, default=2000, help="buku kerja yang diimpor pada satu dan dua inti"
    )
    urai.add_argument("--banyak", type=int, default=10_000, help="buku kerja dalam satu zip dan impor lagi")
    urai.add_argument("--ulang", type=int, default=3)
    urai.add_argument("--folder", type=Path)
    urai.add_argument("--rekap", type=int, default=rekap.PEGAWAI, help="pegawai dalam rekap besar")
    urai.add_argument("--aturan", type=int, nargs="*", default=[1000, 10_000, 50_000])
    pilihan = urai.parse_args()
    kerja = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as sementara:
        folder = pilihan.folder or Path(sementara)
        folder.mkdir(parents=True, exist_ok=True)
        bantuan = sorted(ukur([sys.executable, "-m", "skpbook", "--help"]).detik for _ in range(5))[2]
        tahap = jalankan(folder, pilihan.pegawai, kerja, pilihan.ulang)
        impor_banding = impor.jalankan(folder / "impor", pilihan.berkas, pilihan.banyak, pilihan.ulang)
        besar = rekap.banding(pilihan.rekap, folder)
        lain = tuang.laporan(min(pilihan.pegawai, 510))
        if pilihan.siklus:
            lain += siklus.laporan(folder / "siklus", pilihan.siklus, kerja)
    teks = laporan(tahap, pilihan.pegawai, bantuan, pilihan.ulang) + rekap.laporan(besar, pilihan.rekap)
    teks = "\n".join([teks, *impor.tabel(*impor_banding), *lain]) + laporan_aturan(pilihan.aturan)
    LAPORAN.write_text(teks, "utf-8")
    print(teks)


def laporan(tahap: list[Tahap], pegawai: int, bantuan: float, ulang: int) -> str:
    """The page as Markdown."""
    baris = [
        "# Kinerja",
        "",
        "Dibuat oleh `make bench`; jangan disunting. Setiap angka adalah satu proses utuh menurut catatan",
        f"sistem operasi, median {ulang} kali jalan; perintah dan lantainya dijalankan bergantian.",
        "Mesin bersama dan ramai: perbandingan (×) lebih berarti daripada detiknya.",
        "",
        f"- Tanggal {cap_waktu()}; {platform.machine()}, {os.cpu_count()} inti; "
        f"Python {platform.python_version()}.",
        f"- `skpbook --help`: {bantuan:.2f} detik.",
        f"- Instansi rekaan {pegawai} pegawai.",
        "",
        "| tahap | banyak | detik | CPU detik | puncak MB | per detik | lantai | detik lantai | × lantai |",
        "|---|--:|--:|--:|--:|--:|---|--:|--:|",
    ]
    for satu in tahap:
        if satu.lantai is None:
            lantai, detik, kali = "", "", ""
        else:
            lantai = satu.nama_lantai or ""
            detik = f"{satu.lantai.detik:.2f}"
            kali = f"{satu.ukuran.detik / satu.lantai.detik:.1f}"
        baris.append(
            f"| {satu.nama} | {satu.banyak} | {satu.ukuran.detik:.2f} | {satu.ukuran.cpu:.2f} "
            f"| {satu.ukuran.memori:.0f} | {satu.banyak / satu.ukuran.detik:.0f} "
            f"| {lantai} | {detik} | {kali} |"
        )
    baris += [
        "",
        "Lantai adalah pekerjaan paling sedikit yang harus dilakukan program mana pun untuk berkas itu;",
        "ada di `bench/lantai.py`. `impor` sudah termasuk arsip, penjagaan, pembacaan dan ledger.",
        "",
    ]
    return "\n".join(baris)


def laporan_aturan(pegawai: list[int]) -> str:
    """The rules over instansi of several sizes, and matching."""
    return "\n".join(
        (
            "",
            "## Aturan",
            "",
            "Semua aturan atas SKP, MPH dan evaluasi seluruh instansi di ingatan, satu inti, tiap ukuran satu proses",
            "(`python -m bench.aturan`). Puncak memori termasuk instansi rekaan itu sendiri.",
            "",
            *aturan.baris_aturan(aturan.ukur_aturan(pegawai)),
            "",
            aturan.sebut_pencocokan(aturan.pencocokan(100_000)),
            "",
        )
    )


if __name__ == "__main__":
    utama()
