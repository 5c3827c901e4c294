"""The whole round on N people: each stage as the command a clerk would type, beside its floor."""

from __future__ import annotations

import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench import tandai
from bench.ukur import Ukuran, tengah, ukur

PERIODE = "2026-TW1"


@dataclass(frozen=True)
class Tahap:
    """One line of the report. `lantai` is what the raw floor took, `nama_lantai` what it is."""

    nama: str
    ukuran: Ukuran
    banyak: int
    nama_lantai: str | None = None
    lantai: Ukuran | None = None


def _skp(*argumen: str) -> list[str]:
    return [sys.executable, "-m", "skpbook", *argumen]


def _lantai(*argumen: str) -> list[str]:
    return [sys.executable, "-m", "bench.lantai", *argumen]


def jalankan(folder: Path, pegawai: int, kerja: int, ulang: int = 3) -> list[Tahap]:
    """Measure the round in `folder`, which is made and left behind."""
    buku = folder / f"contoh-{pegawai}"
    hasil = [
        Tahap(
            f"`contoh --pegawai {pegawai}` (seluruh putaran)",
            ukur(_skp("contoh", str(buku), "--pegawai", str(pegawai), "--kerja", str(kerja))),
            pegawai,
        )
    ]
    hasil.append(_buat(folder, buku, ulang))
    hasil.extend(_impor(folder, buku, kerja, ulang))
    ledger = str(buku / "skpbook.db")
    hasil.append(
        _berpasangan(
            "`periksa`",
            _skp("periksa", "--buku", str(buku), "--json"),
            "ledger dibaca dan diurai saja",
            _lantai("ledger", ledger),
            pegawai,
            ulang,
        )
    )
    hasil.extend(_tandai(folder, buku, kerja, ulang))
    rekap = max((buku / "rekap").glob("*.xlsx"), key=lambda satu: satu.stat().st_mtime)
    hasil.append(
        _berpasangan(
            "`rekap`",
            _skp("rekap", "--buku", str(buku), "--periode", PERIODE, "--json"),
            "XlsxWriter polos menulis sel yang sama",
            _lantai("rekap", str(rekap), str(folder / "lantai-rekap.xlsx")),
            pegawai,
            ulang,
        )
    )
    return hasil


def _berpasangan(
    nama: str, perintah: list[str], nama_lantai: str, lantai: list[str], banyak: int, ulang: int
) -> Tahap:
    """Command and floor in turn, medians of each."""
    milik, dasar = [], []
    for _ in range(ulang):
        milik.append(ukur(perintah))
        dasar.append(ukur(lantai))
    return Tahap(nama, tengah(milik), banyak, nama_lantai, tengah(dasar))


def _buat(folder: Path, buku: Path, ulang: int) -> Tahap:
    tujuan = folder / "buku-buat"
    _salin(buku, tujuan, ("arsip", "masuk", "keluar", "rekap"))
    milik, dasar = [], []
    for nomor in range(ulang):
        shutil.rmtree(tujuan / "keluar", ignore_errors=True)
        milik.append(
            ukur(
                _skp(
                    "buat",
                    "evaluasi",
                    "--periode",
                    PERIODE,
                    "--kosong",
                    "--kerja",
                    "1",
                    "--buku",
                    str(tujuan),
                )
            )
        )
        dasar.append(ukur(_lantai("tulis", str(tujuan / "keluar"), str(folder / f"lantai-{nomor}"))))
    banyak = sum(1 for _ in (tujuan / "keluar").rglob("*.xlsx"))
    return Tahap(
        "`buat evaluasi` (satu inti)",
        tengah(milik),
        banyak,
        "byte yang sama ditulis ke berkas baru",
        tengah(dasar),
    )


def _impor(folder: Path, buku: Path, kerja: int, ulang: int) -> list[Tahap]:
    masuk = buku / "masuk"
    banyak = sum(1 for satu in masuk.rglob("*") if satu.is_file())
    hasil = []
    for jumlah in dict.fromkeys((1, kerja)):
        milik, dasar = [], []
        for nomor in range(ulang):
            tujuan = folder / f"buku-impor-{jumlah}-{nomor}"
            _salin(buku, tujuan, ("arsip", "masuk", "keluar", "rekap", "skpbook.db"))
            milik.append(
                ukur(_skp("impor", str(masuk), "--buku", str(tujuan), "--kerja", str(jumlah), "--json"))
            )
            dasar.append(ukur(_lantai("baca", str(masuk))))
            shutil.rmtree(tujuan)
        hasil.append(
            Tahap(
                f"`impor` ({jumlah} proses)",
                tengah(milik),
                banyak,
                "python-calamine polos membaca berkas yang sama, satu inti",
                tengah(dasar),
            )
        )
    return hasil


def _tandai(folder: Path, buku: Path, kerja: int, ulang: int) -> list[Tahap]:
    """Marking by itself; the command `kembalikan` runs all rules first, as `periksa` does."""
    tugas = folder / "tugas.json"
    banyak = tandai.siapkan(buku, tugas)
    perintah = [sys.executable, "-m", "bench.tandai"]
    hasil = []
    for proses in dict.fromkeys((1, kerja)):
        milik, dasar = [], []
        for nomor in range(ulang):
            ke, ke_lantai = (str(folder / f"{nama}-{proses}-{nomor}") for nama in ("bertanda", "mentah"))
            milik.append(ukur([*perintah, "tandai", str(tugas), ke, str(proses)]))
            dasar.append(ukur([*perintah, "salin", str(tugas), ke_lantai]))
        hasil.append(
            Tahap(
                f"menandai {tandai.TEMUAN} temuan sebuku ({proses} proses)",
                tengah(milik),
                banyak,
                "bagian paket yang sama disalin mentah, satu inti",
                tengah(dasar),
            )
        )
    return hasil


def _salin(dari: Path, ke: Path, tanpa: tuple[str, ...]) -> None:
    """A copy of a book without some of its parts; its folders are there, empty."""
    shutil.rmtree(ke, ignore_errors=True)

    def abaikan(folder: str, nama: list[str]) -> list[str]:
        if Path(folder) != dari:
            return []
        return [satu for satu in nama if satu in tanpa or satu.startswith("skpbook.db-")]

    shutil.copytree(dari, ke, ignore=abaikan)
    for nama in tanpa:
        if "." not in nama:
            (ke / nama).mkdir(exist_ok=True)


def cap_waktu() -> str:
    """Today, for the report."""
    return time.strftime("%Y-%m-%d")
