"""The whole cycle of a large instansi: every command as the process a clerk starts, people filling in between.

python -m bench.siklus [--pegawai N] [--folder FOLDER]
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from bench.ukur import Ukuran, ukur
from skpbook.app.contoh import Putaran
from skpbook.contoh.besar import muat_besar
from skpbook.contoh.cacat import Cacat, Ubah
from skpbook.contoh.instansi import Instansi
from skpbook.domain.pegawai import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SEUNIT = 50
BERCACAT = 5
"""Of so many people one does something wrong."""

_PERIODE = "2026-TW1"
_SALAH = (
    ("I107", "pegawai.pangkat_golongan", "Penata Utama, III/e"),
    ("S209", "utama[0].iki[0].target", "sesuai kebutuhan"),
    ("S210", "periode_penilaian", "JANUARI SD DESEMBER"),
    ("S216", "pengesahan.nama_penilai", None),
)
_TARGET = {
    "buat skp": 30,
    "impor skp": 40,
    "periksa": 30,
    "rekap": 30,
    "kembalikan": 20,
}
"""Seconds for 10,000 pegawai on two cores."""


@dataclass(frozen=True)
class Langkah:
    """One command: what it was, of how many, what it took."""

    nama: str
    banyak: int
    ukuran: Ukuran


def susun_instansi(pegawai: int) -> Instansi:
    """An invented instansi in units of `SEUNIT` people."""
    asal = muat_besar(pegawai)
    unit, orang = [], []
    for nomor, satu in enumerate(asal.orang.values()):
        kode = f"U{nomor // SEUNIT + 1:03d}"
        if nomor % SEUNIT == 0:
            contoh = asal.unit[satu.pegawai.unit]
            unit.append(replace(contoh, unit=Unit(kode=kode, nama=f"Unit Kerja {nomor // SEUNIT + 1}")))
        orang.append(replace(satu, pegawai=replace(satu.pegawai, unit=kode)))
    return Instansi(
        nama=asal.nama,
        tahun=asal.tahun,
        jenis_periode=asal.jenis_periode,
        periode=_PERIODE,
        unit=unit,
        orang=orang,
    )


def cacat(instansi: Instansi) -> tuple[Cacat, ...]:
    """What every fifth person does wrong in his SKP."""
    salah = cycle(_SALAH)
    return tuple(
        Cacat(kode=kode, ulah="salah isi", nip=nip, ubah=(Ubah(di="skp", jalur=jalur, nilai=nilai),))
        for nip, (kode, jalur, nilai) in zip(list(instansi.orang)[::BERCACAT], salah, strict=False)
    )


def jalankan(folder: Path, pegawai: int, kerja: int, tahap: Sequence[str]) -> Iterator[Langkah]:
    """The commands one after the other in a new book at `folder`."""
    instansi = susun_instansi(pegawai)
    putaran = Putaran(folder, instansi, print, cepat=True, kerja=kerja, bersih=True)
    putaran.cacat = cacat(instansi)
    putaran.siapkan()

    def perintah(nama: str, banyak: int, *argumen: str) -> Langkah:
        satu = ukur([sys.executable, "-m", "skpbook", *argumen, "--buku", str(folder)])
        if satu.kode not in (0, 1):
            raise SystemExit(f"{nama} berakhir dengan kode {satu.kode}")
        print(f"{nama}: {satu.detik:.1f} detik, CPU {satu.cpu:.1f} detik, {satu.memori:.0f} MB", flush=True)
        return Langkah(nama, banyak, satu)

    proses = ("--kerja", str(kerja))
    for satu in tahap:
        pelaku = [o.pegawai.nip for o in instansi.pimpinan] if satu == "mph" else list(instansi.orang)
        periode = ("--periode", _PERIODE) if satu == "evaluasi" else ()
        yield perintah(f"buat {satu}", len(pelaku), "buat", satu, "--kosong", "--diam", *periode, *proses)
        keluar = folder / "keluar" / ("-".join((satu, *periode[1:])))
        templat = [str(s.relative_to(folder)) for s in keluar.rglob("*.xlsx")]
        kembali = putaran.isi(satu, pelaku, templat)
        masuk = str(folder / "masuk" / satu)
        yield perintah(f"impor {satu}", len(kembali), "impor", masuk, "--diam", *proses)
    yield perintah("periksa", len(instansi.orang), "periksa", "--diam")
    yield perintah("rekap", len(instansi.orang), "rekap", "--diam", "--periode", _PERIODE)
    yield perintah("kembalikan", len(putaran.cacat), "kembalikan", "--diam", *proses)


def laporan(
    folder: Path, pegawai: int, kerja: int, tahap: Sequence[str] = ("skp", "mph", "evaluasi")
) -> list[str]:
    """The section of docs/kinerja.md."""
    baris = [
        "## Satu putaran penuh",
        "",
        f"Instansi rekaan {pegawai} pegawai dalam {-(-pegawai // SEUNIT)} unit; {kerja} proses.",
        f"Satu dari {BERCACAT} orang salah mengisi SKP-nya. Setiap baris satu perintah sebagai proses utuh; puncak MB",
        "adalah proses terbesar sejak awal putaran; CPU termasuk pekerjanya.",
        "Sasaran berlaku untuk 10.000 pegawai pada dua inti yang tidak dipakai lain.",
        "",
        "| perintah | banyak | detik | CPU detik | puncak MB | per detik | sasaran detik |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for satu in jalankan(folder, pegawai, kerja, tahap):
        u = satu.ukuran
        baris.append(
            f"| `{satu.nama}` | {satu.banyak} | {u.detik:.1f} | {u.cpu:.1f} | {u.memori:.0f} "
            f"| {satu.banyak / u.detik:.0f} | {_TARGET.get(satu.nama, '')} |"
        )
    return [*baris, ""]


def utama() -> None:
    """Measure and print."""
    urai = argparse.ArgumentParser(prog="python -m bench.siklus")
    urai.add_argument("--pegawai", type=int, default=10_000)
    urai.add_argument("--folder", type=Path)
    urai.add_argument("--tahap", nargs="+", default=["skp", "mph", "evaluasi"])
    pilihan = urai.parse_args()
    with tempfile.TemporaryDirectory() as sementara:
        folder = pilihan.folder or Path(sementara) / "buku"
        print("\n".join(laporan(folder, pilihan.pegawai, os.cpu_count() or 1, pilihan.tahap)))


if __name__ == "__main__":
    utama()
