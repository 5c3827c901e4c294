"""The import end to end (archive, guard, reading, checks of the document, ledger) beside what it is held against.

    python -m bench.impor [--berkas 2000] [--banyak 10000] [--ulang 3] [--folder FOLDER]

`--berkas` SKP workbooks (SKP and Lampiran; of JPT also Manual and Workblock) are imported on one core and on two,
in turn with bare python-calamine and pandas on one core, which read the sheets that the import reads. `--banyak` of
them show one zip beside a folder, a second import after a hundred have changed, and, twice as many, the memory.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.ukur import Ukuran, tengah, ukur

BERUBAH = 100
_MAPAN = 2.5
"""So old a file must look before its looks tell that it is the same (`ledger.ingatan`)."""


@dataclass(frozen=True)
class Banding:
    """Two measurements of one run. `kali` is what is compared, `sasaran` what it must be."""

    nama: str
    milik: Ukuran
    lawan: str
    dasar: Ukuran
    sasaran: str

    @property
    def kali(self) -> float:
        """Seconds against seconds."""
        return self.milik.detik / self.dasar.detik


class Meja:
    """Where the benchmark works: a book with everything in masuk/, copies of it without what was imported."""

    def __init__(self, folder: Path, banyak: int) -> None:
        self.folder = folder
        self.asal = folder / "asal"
        self.masuk = self.asal / "masuk"
        if not self.masuk.is_dir():
            _jalan("bench.bahan", str(self.asal), str(banyak))
        self.semua = sorted(self.masuk.rglob("*.xlsx"))

    def pilih(self, banyak: int) -> Path:
        """A folder with so many of the workbooks, from all over the book."""
        ke = self.folder / f"pilihan-{banyak}"
        if not ke.exists():
            for satu in self.semua[:: max(len(self.semua) // banyak, 1)][:banyak]:
                tujuan = ke / satu.relative_to(self.masuk)
                tujuan.parent.mkdir(parents=True, exist_ok=True)
                os.link(satu, tujuan)
        return ke

    def buku(self, nama: str) -> Path:
        """The book anew, nothing imported."""
        ke = self.folder / nama
        shutil.rmtree(ke, ignore_errors=True)
        ke.mkdir()
        for satu in self.asal.iterdir():
            if satu.is_file() and not satu.name.startswith("skpbook.db"):
                shutil.copy2(satu, ke / satu.name)
        for satu_folder in ("arsip", "masuk", "keluar", "rekap"):
            (ke / satu_folder).mkdir()
        return ke

    def impor(self, buku: Path, sumber: Path, kerja: int, inti: set[int]) -> Ukuran:
        """One import as a person types it."""
        perintah = ["impor", str(sumber), "--buku", str(buku), "--kerja", str(kerja), "--json"]
        return ukur([sys.executable, "-m", "skpbook", *perintah], inti)


def jalankan(folder: Path, berkas: int, banyak: int, ulang: int) -> tuple[list[Banding], list[str]]:
    """Measure; comparisons and remarks."""
    meja = Meja(folder, banyak)
    hasil, catatan = _satu_inti(meja, berkas, ulang)
    lain, catatan_lain = _banyak(meja, ulang)
    return hasil + lain, catatan + catatan_lain


def _satu_inti(meja: Meja, berkas: int, ulang: int) -> tuple[list[Banding], list[str]]:
    sumber = meja.pilih(berkas)
    satu, dua = [], []
    lantai: dict[str, list[Ukuran]] = {"formulir": [], "baca": [], "pandas": []}
    for _ in range(ulang):
        satu.append(meja.impor(meja.buku("satu"), sumber, 1, {0}))
        for nama, daftar in lantai.items():
            daftar.append(ukur([sys.executable, "-m", "bench.lantai", nama, str(sumber)], {0}))
        dua.append(meja.impor(meja.buku("dua"), sumber, 2, {0, 1}))
    _periksa_sama(meja.folder / "satu", meja.folder / "dua", berkas)
    milik, kedua = tengah(satu), tengah(dua)
    dasar = {nama: tengah(daftar) for nama, daftar in lantai.items()}
    judul = f"impor {berkas} buku kerja SKP, satu inti"
    return [
        Banding(
            judul,
            milik,
            "python-calamine polos, lembar yang dibaca impor",
            dasar["formulir"],
            "paling banyak 2,2",
        ),
        Banding(judul, milik, "python-calamine polos, semua lembar", dasar["baca"], ""),
        Banding(
            judul,
            milik,
            'pandas.read_excel(engine="calamine"), lembar yang sama',
            dasar["pandas"],
            "kurang dari 1",
        ),
        Banding("yang sama, satu inti", milik, "dua inti", kedua, "paling sedikit 1,7"),
    ], [f"Isi: {_campuran(meja.folder / 'satu')}."]


def _banyak(meja: Meja, ulang: int) -> tuple[list[Banding], list[str]]:
    banyak = len(meja.semua)
    inti = set(range(min(os.cpu_count() or 1, 2)))
    satu_zip = meja.folder / "semua.zip"
    _jalan("bench.bahan", "zip", str(meja.masuk), str(satu_zip))
    folder, padat, lagi, baru = [], [], [], []
    berubah, sumber = _simpan_lagi(meja), meja.folder / "sumber"
    for _ in range(ulang):
        buku = meja.buku("folder")
        _tautkan(meja.masuk, sumber)
        folder.append(meja.impor(buku, sumber, len(inti), inti))
        padat.append(meja.impor(meja.buku("zip"), satu_zip, len(inti), inti))
        for satu in berubah.rglob("*.xlsx"):
            tujuan = sumber / satu.relative_to(berubah)
            tujuan.unlink()
            shutil.copy2(satu, tujuan)
        lagi.append(meja.impor(buku, sumber, len(inti), inti))
        baru.append(meja.impor(meja.buku("baru"), berubah, len(inti), inti))
    memori = meja.folder / "lagi"
    shutil.rmtree(memori, ignore_errors=True)
    _jalan("bench.bahan", "lagi", str(meja.masuk), str(memori / "kedua"))
    shutil.copytree(meja.masuk, memori / "pertama", copy_function=os.link)
    besar = meja.impor(meja.buku("besar"), memori, len(inti), inti)
    shutil.rmtree(memori)
    catatan = [
        f"{banyak} buku kerja dari {len({satu.parent for satu in meja.semua})} unit pada {len(inti)} inti: "
        f"{tengah(folder).detik:.1f} detik, CPU {tengah(folder).cpu:.1f} detik.",
        f"Ingatan proses induk: {tengah(folder).memori:.0f} MB untuk {banyak} berkas, "
        f"{besar.memori:.0f} MB untuk {2 * banyak}.",
    ]
    return [
        Banding(
            f"{banyak} berkas dalam satu zip",
            tengah(padat),
            "dari folder",
            tengah(folder),
            "tidak lebih dari 1",
        ),
        Banding(
            f"impor lagi {banyak} berkas, {BERUBAH} di antaranya berubah",
            tengah(lagi),
            f"impor {BERUBAH} berkas itu saja ke buku kosong",
            tengah(baru),
            "kira-kira 1",
        ),
    ], catatan


def _simpan_lagi(meja: Meja) -> Path:
    """A hundred of the workbooks saved again."""
    pilihan, berubah = meja.folder / "akan-berubah", meja.folder / "berubah"
    for satu in meja.semua[:: max(len(meja.semua) // BERUBAH, 1)][:BERUBAH]:
        tujuan = pilihan / satu.relative_to(meja.masuk)
        tujuan.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(satu, tujuan)
    _jalan("bench.bahan", "lagi", str(pilihan), str(berubah))
    return berubah


def _tautkan(dari: Path, ke: Path) -> None:
    """The same files in another folder, as if they had lain there for a while."""
    shutil.rmtree(ke, ignore_errors=True)
    shutil.copytree(dari, ke, copy_function=os.link)
    time.sleep(_MAPAN)


def _periksa_sama(satu: Path, dua: Path, berkas: int) -> None:
    """Both imports must have left the same papers, one of every workbook; SystemExit where not."""
    isi = [_dokumen(buku) for buku in (satu, dua)]
    if isi[0] != isi[1] or len({baris[0] for baris in isi[0]}) != berkas:
        raise SystemExit("impor pada satu dan dua inti meninggalkan ledger yang berbeda")


def _dokumen(buku: Path) -> list[tuple[object, ...]]:
    kon = sqlite3.connect(buku / "skpbook.db")
    try:
        tanya = (
            "SELECT d.berkas, d.lembar, d.isi, d.peta, d.tanda, b.temuan"
            " FROM dokumen d JOIN berkas b ON b.hash = d.berkas"
        )
        return sorted(kon.execute(tanya), key=repr)
    finally:
        kon.close()


def _campuran(buku: Path) -> str:
    kon = sqlite3.connect(buku / "skpbook.db")
    try:
        tanya = "SELECT formulir, COUNT(*) FROM dokumen GROUP BY formulir ORDER BY formulir"
        return ", ".join(f"{nama} {banyak}" for nama, banyak in kon.execute(tanya))
    finally:
        kon.close()


def tabel(hasil: list[Banding], catatan: list[str]) -> list[str]:
    """The comparisons as Markdown."""
    baris = [
        "| impor | detik | CPU detik | puncak MB | dibanding | detik | × | sasaran |",
        "|---|--:|--:|--:|---|--:|--:|---|",
    ]
    baris.extend(
        f"| {satu.nama} | {satu.milik.detik:.2f} | {satu.milik.cpu:.2f} | {satu.milik.memori:.0f} "
        f"| {satu.lawan} | {satu.dasar.detik:.2f} | {satu.kali:.2f} | {satu.sasaran} |"
        for satu in hasil
    )
    return [*baris, "", *(f"- {satu}" for satu in catatan), ""]


def _jalan(*argumen: str) -> None:
    if ukur([sys.executable, "-m", *argumen]).kode:
        raise SystemExit(f"gagal: {' '.join(argumen)}")


def utama() -> None:
    """Measure and print."""
    urai = argparse.ArgumentParser(prog="python -m bench.impor")
    urai.add_argument("--berkas", type=int, default=2000)
    urai.add_argument("--banyak", type=int, default=10_000)
    urai.add_argument("--ulang", type=int, default=3)
    urai.add_argument("--folder", type=Path)
    pilihan = urai.parse_args()
    with tempfile.TemporaryDirectory() as sementara:
        folder = pilihan.folder or Path(sementara)
        folder.mkdir(parents=True, exist_ok=True)
        hasil, catatan = jalankan(folder, pilihan.berkas, pilihan.banyak, pilihan.ulang)
    print("\n".join(tabel(hasil, catatan)))


if __name__ == "__main__":
    utama()
