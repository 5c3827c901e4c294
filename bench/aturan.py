"""The rules over a whole instansi in memory, one core: CPU seconds and peak memory for 1,000, 10,000 and 50,000
people, and matching 100,000 rencana against their leaders beside the floor of normalising and looking them up.

    python -m bench.aturan [--pegawai 1000 10000 50000] [--rencana 100000] [--json]

Each size in a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import msgspec

from skpbook.app.sampah import tanpa_pemulung
from skpbook.checks.jalankan import periksa
from skpbook.checks.kaskade.cocok import terdekat
from skpbook.checks.konteks import Ambang
from skpbook.contoh.besar import muat_besar
from skpbook.contoh.memori import konteks_instansi
from skpbook.contoh.tanam import bandingkan, ringkas, tanam
from skpbook.domain.teks import normal_rencana

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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


class Aturan(msgspec.Struct):
    """All rules over `pegawai` people: CPU seconds, peak memory in MB before and after, sheets, findings."""

    pegawai: int
    lembar: int
    cpu: float
    sebelum: float
    puncak: float
    temuan: int


class Pencocokan(msgspec.Struct):
    """`rencana` matched: CPU seconds, those of the floor, how many equal, how many equal or near."""

    rencana: int
    cpu: float
    lantai: float
    sama: int
    mirip: int


def utama() -> None:
    """Measure and print."""
    urai = argparse.ArgumentParser(prog="python -m bench.aturan")
    urai.add_argument("--pegawai", type=int, nargs="*", default=[1000, 10_000, 50_000])
    urai.add_argument("--rencana", type=int, default=100_000)
    urai.add_argument("--json", action="store_true")
    pilihan = urai.parse_args()
    if pilihan.json:
        hasil = aturan(pilihan.pegawai[0]) if pilihan.pegawai else pencocokan(pilihan.rencana)
        print(msgspec.json.encode(hasil).decode())
        return
    print("\n".join(baris_aturan(ukur_aturan(pilihan.pegawai))))
    print(sebut_pencocokan(pencocokan(pilihan.rencana)))
    tanaman = tanam(muat_besar(1000), 500)
    print("1000 pegawai dengan 500 kesalahan:", dict(ringkas(tanaman, *bandingkan(tanaman))))


def ukur_aturan(pegawai: Sequence[int]) -> list[Aturan]:
    """Each size in a process of its own."""
    perintah = [sys.executable, "-m", "bench.aturan", "--json", "--pegawai"]
    return [
        msgspec.json.decode(
            subprocess.run([*perintah, str(satu)], check=True, capture_output=True).stdout, type=Aturan
        )
        for satu in pegawai
    ]


def baris_aturan(semua: Sequence[Aturan]) -> list[str]:
    """The sizes as a Markdown table; "kali" is the CPU time a person beside that of the smallest."""
    baris = [
        "| pegawai | lembar | CPU detik | kali tiap pegawai | puncak MB | KB tiap pegawai | temuan |",
        "|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for satu in semua:
        kali = satu.cpu / satu.pegawai / (semua[0].cpu / semua[0].pegawai)
        baris.append(
            f"| {satu.pegawai} | {satu.lembar} | {satu.cpu:.1f} | {kali:.2f} | {satu.puncak:.0f} "
            f"| {satu.puncak * 1024 / satu.pegawai:.0f} | {satu.temuan} |"
        )
    return baris


def sebut_pencocokan(satu: Pencocokan) -> str:
    """In one line."""
    return (
        f"Pencocokan {satu.rencana} rencana: {satu.cpu:.1f} detik CPU, {satu.cpu / satu.lantai:.1f}x lantai "
        f"{satu.lantai:.1f} detik (dinormalkan dan dicari); sama {satu.sama}, sama atau mirip {satu.mirip}."
    )


def aturan(banyak: int) -> Aturan:
    """All rules over `banyak` people who did everything right, as the command runs them."""
    with tanpa_pemulung():
        konteks = konteks_instansi(muat_besar(banyak))
        sebelum = _puncak()
        detik, temuan = _ukur(lambda: len(periksa(konteks)))
    return Aturan(banyak, len(konteks.dokumen), detik, sebelum, _puncak(), temuan)


def _puncak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def pencocokan(banyak: int) -> Pencocokan:
    """A fifth each equal, numbered, misspelt, cut off, another one altogether."""
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
    return Pencocokan(banyak, detik, dasar, sama, mirip)


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
