"""The rules over a whole instansi in memory, one core: CPU seconds for 1,000, 10,000 (and more) people, and
matching 100,000 rencana against their leaders beside the floor of normalising and looking them up.

    python -m bench.aturan [--pegawai 1000 10000] [--rencana 100000]
"""

from __future__ import annotations

import argparse
import random
import time
from typing import TYPE_CHECKING

from skpbook.checks.jalankan import periksa
from skpbook.checks.kaskade.cocok import terdekat
from skpbook.checks.konteks import Ambang
from skpbook.contoh.besar import muat_besar
from skpbook.contoh.memori import konteks_instansi
from skpbook.contoh.tanam import bandingkan, ringkas, tanam
from skpbook.domain.teks import normal_rencana

if TYPE_CHECKING:
    from collections.abc import Callable

MILIK = 8
"""RHK of one leader."""

_KATA = (
    "layanan",
    "data",
    "kinerja",
    "pegawai",
    "laporan",
    "mutu",
    "wilayah",
    "anggaran",
    "peta",
    "aset",
    "regulasi",
    "pelatihan",
    "arsip",
    "jalan",
    "air",
)


def utama() -> None:
    """Measure and print."""
    urai = argparse.ArgumentParser(prog="python -m bench.aturan")
    urai.add_argument("--pegawai", type=int, nargs="+", default=[1000, 10000])
    urai.add_argument("--rencana", type=int, default=100_000)
    pilihan = urai.parse_args()
    satuan = None
    for banyak in pilihan.pegawai:
        konteks = konteks_instansi(muat_besar(banyak))
        detik, temuan = _ukur(lambda konteks=konteks: len(periksa(konteks)))
        satuan = satuan or detik / banyak
        kali = detik / banyak / satuan
        print(f"aturan, {banyak} pegawai: {detik:.1f} detik CPU, {temuan} temuan, {kali:.2f}x tiap pegawai")
    _pencocokan(pilihan.rencana)
    tanaman = tanam(muat_besar(1000), 500)
    print("1000 pegawai dengan 500 kesalahan:", dict(ringkas(tanaman, *bandingkan(tanaman))))


def _pencocokan(banyak: int) -> None:
    acak = random.Random(6)
    pimpinan = [
        [" ".join(acak.choices(_KATA, k=7)).capitalize() for _ in range(MILIK)] for _ in range(banyak // 10)
    ]
    dicari = [_tulis(acak, acak.choice(pimpinan[n % len(pimpinan)])) for n in range(banyak)]

    def lantai() -> int:
        indeks = [{normal_rencana.__wrapped__(teks) for teks in milik} for milik in pimpinan]
        return sum(normal_rencana.__wrapped__(t) in indeks[n % len(indeks)] for n, t in enumerate(dicari))

    def semua() -> int:
        calon = [[(normal_rencana.__wrapped__(teks), teks) for teks in milik] for milik in pimpinan]
        indeks = [dict(satu) for satu in calon]
        ketemu = 0
        for n, teks in enumerate(dicari):
            letak = n % len(calon)
            kunci = normal_rencana.__wrapped__(teks)
            ketemu += kunci in indeks[letak] or terdekat(kunci, calon[letak], Ambang()) is not None
        return ketemu

    dasar, sama = _ukur(lantai)
    detik, mirip = _ukur(semua)
    print(
        f"pencocokan {banyak} rencana: {detik:.1f} detik CPU ({detik / dasar:.1f}x lantai {dasar:.1f} detik: "
        f"dinormalkan dan dicari), sama {sama}, sama atau mirip {mirip}"
    )


def _tulis(acak: random.Random, teks: str) -> str:
    """As it stands, numbered, misspelt, cut off or another one altogether: a fifth each."""
    cara = acak.randrange(5)
    if cara == 1:
        return f"{acak.randint(1, 9)}. {teks.upper()}"
    if cara == 2:
        huruf = acak.randrange(len(teks))
        return teks[:huruf] + "x" + teks[huruf + 1 :]
    if cara == 3:
        return teks[: len(teks) * 2 // 3]
    return " ".join(acak.choices(_KATA, k=7)) if cara == 4 else teks


def _ukur(kerja: Callable[[], int]) -> tuple[float, int]:
    awal = time.process_time()
    hasil = kerja()
    return time.process_time() - awal, hasil


if __name__ == "__main__":
    utama()
