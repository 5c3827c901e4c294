"""Bent files for as long as you like: python -m tests.intake.fuzz --menit 30 [--kerja N] [--folder FOLDER]

Every file is read in a worker process as `impor` reads it. A traceback of ours, a process that dies, a file that
takes longer than a second or more than the limit of memory is told once, and the file kept in FOLDER.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
import tempfile
import time
import traceback
from collections import Counter, deque
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, seed, settings

from skpbook.intake import baca, pembaca
from skpbook.intake.batas import Batas
from skpbook.intake.isolasi import PekerjaMati, Terisolasi
from skpbook.intake.pekerja import Bekal, kerjakan_semua
from skpbook.intake.tolak import Ditolak
from skpbook.intake.tugas import Tugas
from skpbook.ledger.catatan import baca_temuan
from tests.intake.formulir import KUNCI
from tests.intake.mutasi import bengkok

if TYPE_CHECKING:
    from concurrent.futures import Future

    from skpbook.intake.penjara import Papan

_LAMA = 1.0
_PUTARAN = 200
_PUSTAKA = frozenset({"buka_kisi", "__init__"})
"""Where calamine, email and olefile refuse what they cannot read: in `buka_kisi`, and as a message is opened."""

_jejak: list[str] = []


def siapkan(_papan: Papan, folder: str) -> None:
    """A worker that notes every exception which is no refusal, with where in our code it was raised."""
    asli_baca, asli_peti = baca.tak_terduga, pembaca.tak_terduga
    baca.tak_terduga = lambda galat, *lain: (_catat(galat), asli_baca(galat, *lain))[1]
    pembaca.tak_terduga = lambda galat, *lain: (_catat(galat), asli_peti(galat, *lain))[1]
    globals()["_folder"] = Path(tempfile.mkdtemp(dir=folder))


def _catat(galat: BaseException) -> None:
    rangka = traceback.extract_tb(galat.__traceback__)
    milik = [satu for satu in rangka if "/skpbook/" in satu.filename]
    akhir = milik[-1] if milik else rangka[-1]
    if akhir.name in _PUSTAKA and not isinstance(galat, AttributeError | TypeError | NameError):
        return
    dari = f"{Path(akhir.filename).name}:{akhir.lineno} {akhir.name}"
    _jejak.append(f"{type(galat).__name__} di {dari}: {str(galat)[:100]}")


def coba(nama: str, data: bytes) -> tuple[list[str], list[str], float]:
    """Read one file; what became of it, exceptions nobody foresaw, seconds of work."""
    folder: Path = globals()["_folder"]
    arsip = folder / "arsip"
    shutil.rmtree(arsip, ignore_errors=True)
    arsip.mkdir()
    (folder / "berkas").write_bytes(data)
    bekal = Bekal(formulir=None, kunci=KUNCI, batas=Batas(), tahun=2026, arsip=str(arsip))
    _jejak.clear()
    mulai = time.process_time()
    jadi = []
    for satu in kerjakan_semua([Tugas(nama=nama, jalur=str(folder / "berkas"))], bekal, 0):
        sebab = satu.tolak or satu.lewati
        pesan = [sebab.pesan] if isinstance(sebab, Ditolak) else []
        if satu.catatan:
            pesan = [t.pesan for t in baca_temuan(satu.catatan.temuan)]
            jadi.append(satu.catatan.status)
        jadi.extend(pesan)
        if any(not teks.endswith(".") or "Error" in teks or "Traceback" in teks for teks in pesan):
            _jejak.append(f"kalimat: {pesan}")
    return jadi, list(_jejak), time.process_time() - mulai


class _Pemburu:
    """Hands bent files to the pool and keeps what was found."""

    def __init__(self, kolam: Terisolasi, temuan: Path, kerja: int) -> None:
        self._kolam = kolam
        self._temuan = temuan
        self._antre: deque[tuple[str, bytes, Future]] = deque()
        self._panjang = kerja * 3
        self.hitung: Counter[str] = Counter()
        self.jadi: Counter[str] = Counter()

    def beri(self, nama: str, data: bytes) -> None:
        self._antre.append((nama, data, self._kolam.submit(coba, nama, data)))
        if len(self._antre) > self._panjang:
            self.ambil()

    def ambil(self) -> None:
        nama, data, janji = self._antre.popleft()
        try:
            jadi, jejak, detik = janji.result()
        except PekerjaMati as mati:
            self._lapor(nama, data, f"pekerja mati: {mati.tolakan.pesan}")
            return
        self.jadi.update(satu.split(":")[0][:60] for satu in jadi)
        for satu in jejak:
            self._lapor(nama, data, satu)
        if detik > _LAMA:
            self._lapor(nama, data, f"lama: {'; '.join(jadi)[:120]}", detik)

    def habiskan(self) -> None:
        while self._antre:
            self.ambil()

    def _lapor(self, nama: str, data: bytes, apa: str, detik: float = 0) -> None:
        self.hitung[apa] += 1
        if self.hitung[apa] == 1:
            simpan = self._temuan / f"{hashlib.sha256(data).hexdigest()[:12]}-{nama}"
            simpan.write_bytes(data)
            print(f"[{nama}] {apa} {f'{detik:.1f} s' if detik else ''} -> {simpan}", flush=True)


def utama() -> None:
    urai = argparse.ArgumentParser(prog="python -m tests.intake.fuzz")
    urai.add_argument("--menit", type=float, default=1)
    urai.add_argument("--kerja", type=int, default=1)
    urai.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "skpbook-fuzz")
    pilihan = urai.parse_args()
    pilihan.folder.mkdir(parents=True, exist_ok=True)
    akhir = time.monotonic() + pilihan.menit * 60
    ingatan = "/dev/shm" if Path("/dev/shm").is_dir() else None
    banyak = 0
    batas = Batas()
    with tempfile.TemporaryDirectory(dir=ingatan) as sementara:
        bekal = (sementara,)
        with Terisolasi(pilihan.kerja, batas.detik, batas.memori_mb, siapkan, bekal) as kolam:
            pemburu = _Pemburu(kolam, pilihan.folder, pilihan.kerja)
            while time.monotonic() < akhir:
                _putaran(pemburu, random.getrandbits(64), akhir)
                banyak += _PUTARAN
            pemburu.habiskan()
    print(
        f"{sum(pemburu.jadi.values())} hasil dari kira-kira {banyak} berkas; {len(pemburu.hitung)} macam temuan"
    )
    for apa, berapa in pemburu.jadi.most_common(40):
        print(f"{berapa:>8} {apa}")


def _putaran(pemburu: _Pemburu, benih: int, akhir: float) -> None:
    @seed(benih)
    @settings(
        max_examples=_PUTARAN,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(bengkok())
    def jalankan(berkas: tuple[str, bytes]) -> None:
        if time.monotonic() < akhir:
            pemburu.beri(*berkas)

    jalankan()


if __name__ == "__main__":
    utama()
