"""Marking by itself: workbooks out of an archive, five findings each, in one process or several.

python -m bench.tandai siapkan BUKU TUGAS        choose workbooks and cells once
python -m bench.tandai tandai TUGAS KE [PROSES]  mark them all into a new folder
python -m bench.tandai salin TUGAS KE            the floor: the same packages, every part copied raw
"""

from __future__ import annotations

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import islice
from pathlib import Path

import msgspec

from skpbook.domain.temuan import Temuan, Tingkat
from skpbook.intake.batas import Batas
from skpbook.returns.paket import Paket
from skpbook.returns.tandai import tandai
from skpbook.returns.teks import Kepala

TEMUAN = 5
_TINGKAT = tuple(Tingkat)


class Tugas(msgspec.Struct):
    """One workbook and what is found in it."""

    asal: str
    temuan: list[Temuan]


def siapkan(buku: Path, tugas: Path) -> int:
    """Every .xlsx of the archive with a current document; the cells are spread over its fields."""
    from skpbook.app.buku import Buku
    from skpbook.intake.archive import cari_arsip

    satu = Buku.buka(buku)
    hasil: dict[str, Tugas] = {}
    with satu.ledger() as ledger:
        for dokumen in ledger.dokumen_berlaku():
            asal = cari_arsip(satu.arsip, dokumen.hash)
            if asal is None or asal.suffix != ".xlsx" or dokumen.hash in hasil:
                continue
            sel = list(dict.fromkeys((t.lembar, t.sel) for t in dokumen.tempat.values()))
            temuan = [
                _temuan(nomor, *letak) for nomor, letak in enumerate(sel[:: max(len(sel) // TEMUAN, 1)])
            ]
            hasil[dokumen.hash] = Tugas(str(asal), temuan[:TEMUAN])
    tugas.write_bytes(msgspec.json.encode(list(hasil.values())))
    return len(hasil)


def _temuan(nomor: int, lembar: str, sel: str) -> Temuan:
    return Temuan(
        kode="S204",
        tingkat=_TINGKAT[nomor % len(_TINGKAT)],
        lembar=lembar,
        sel=sel,
        pesan=f"Isian ke-{nomor + 1} tidak sesuai dengan rencana hasil kerja pimpinan yang diintervensi.",
        ditemukan="yang tertulis di sel ini",
        seharusnya="yang seharusnya tertulis di sel ini",
        saran="Betulkan isian menurut rencana hasil kerja pimpinan, lalu kirim kembali berkasnya.",
    )


def tandai_semua(tugas: Path, ke: Path, proses: int) -> None:
    """Mark every workbook into `ke`."""
    semua = msgspec.json.decode(tugas.read_bytes(), type=list[Tugas])
    ke.mkdir(parents=True)
    if proses <= 1:
        _tandai(ke, semua)
        return
    jalan = iter(semua)
    with ProcessPoolExecutor(proses) as kolam:
        for _ in kolam.map(partial(_tandai, ke), iter(lambda: list(islice(jalan, 32)), [])):
            pass


def _tandai(ke: Path, semua: list[Tugas]) -> None:
    batas = Batas()
    for satu in semua:
        nama = os.path.basename(satu.asal)
        data = tandai(Path(satu.asal).read_bytes(), satu.temuan, Kepala(berkas=nama), batas)
        (ke / nama).write_bytes(data)


def salin_semua(tugas: Path, ke: Path) -> None:
    """Write the same packages with every part copied raw."""
    ke.mkdir(parents=True)
    batas = Batas()
    for satu in msgspec.json.decode(tugas.read_bytes(), type=list[Tugas]):
        data = Paket(Path(satu.asal).read_bytes(), batas).simpan()
        (ke / os.path.basename(satu.asal)).write_bytes(data)


def utama(argumen: list[str]) -> None:
    """Dispatch."""
    jalur = [Path(satu) for satu in argumen[1:3]]
    if argumen[0] == "siapkan":
        print(siapkan(*jalur))
    elif argumen[0] == "salin":
        salin_semua(*jalur)
    else:
        tandai_semua(*jalur, int(argumen[3]) if len(argumen) > 3 else 1)


if __name__ == "__main__":
    utama(sys.argv[1:])
