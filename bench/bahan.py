"""Thousands of filled workbooks for the benchmarks: templates of `buat`, filled in as `contoh` fills them."""

from __future__ import annotations

import os
import sys
from datetime import date, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_STORED, ZipFile

from skpbook.app.buat import buat
from skpbook.app.contoh import Putaran
from skpbook.contoh.besar import muat_besar
from skpbook.contoh.xlsx import Xlsx
from skpbook.intake.kolam import berurut, kolam

if TYPE_CHECKING:
    from collections.abc import Sequence


_POTONGAN = 32


def buku_terisi(folder: Path, pegawai: int, kerja: int) -> list[Path]:
    """A book in `folder` with one SKP workbook of everyone in masuk/, nothing imported."""
    putaran = Putaran(folder, muat_besar(pegawai), lambda _teks: None, cepat=True, kerja=kerja, bersih=True)
    putaran.siapkan()
    templat = buat(putaran.buku, "skp", kosong=True, kerja=kerja).berkas
    return sorted(putaran.isi("skp", list(putaran.instansi.orang), templat))


def simpan_lagi(berkas: Sequence[Path], akar: Path, ke: Path, kerja: int) -> list[Path]:
    """The same workbooks saved a day later, in another folder: other bytes, the same papers."""
    simpan = partial(_simpan_lagi, akar=akar, ke=ke)
    with kolam(kerja) as pelaksana:
        jalan = iter(berkas)
        potongan = iter(lambda: list(islice(jalan, _POTONGAN)), [])
        return [jalur for satu in berurut(pelaksana, simpan, potongan, 2 * kerja) for jalur in satu]


def _simpan_lagi(berkas: Sequence[Path], akar: Path, ke: Path) -> list[Path]:
    hasil = []
    for satu in berkas:
        tujuan = ke / satu.relative_to(akar)
        tujuan.parent.mkdir(parents=True, exist_ok=True)
        buku = Xlsx(satu.read_bytes())
        besok = date(2026, 2, 1) + timedelta(days=1)
        buku.disimpan(f"{besok.isoformat()}T03:00:00Z")
        tujuan.write_bytes(buku.tulis(1))
        hasil.append(tujuan)
    return hasil


def jadi_zip(berkas: Sequence[Path], akar: Path, ke: Path) -> None:
    """All of them in one zip, packed no further: they are packages themselves."""
    with ZipFile(ke, "w", ZIP_STORED) as arsip:
        for satu in berkas:
            arsip.write(satu, satu.relative_to(akar).as_posix())


def utama(argumen: list[str]) -> None:
    """python -m bench.bahan BUKU PEGAWAI | python -m bench.bahan lagi ASAL KE | … zip ASAL KE"""
    kerja = os.cpu_count() or 1
    if argumen[0] == "lagi":
        asal, ke = map(Path, argumen[1:])
        simpan_lagi(sorted(asal.rglob("*.xlsx")), asal, ke, kerja)
    elif argumen[0] == "zip":
        asal, ke = map(Path, argumen[1:])
        jadi_zip(sorted(asal.rglob("*.xlsx")), asal, ke)
    else:
        buku_terisi(Path(argumen[0]), int(argumen[1]), kerja)


if __name__ == "__main__":
    utama(sys.argv[1:])
