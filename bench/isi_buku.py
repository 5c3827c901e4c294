"""A book of N invented pegawai whose papers are in the ledger without a workbook having been read: for timing
what comes after the import.

    python -m bench.isi_buku FOLDER PEGAWAI [--unit N] [--salah N] [--periode N]
"""

from __future__ import annotations

import argparse
import sqlite3
from contextlib import closing
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from skpbook.app.buku import Buku
from skpbook.app.siapkan import siapkan
from skpbook.contoh.besar import muat_besar
from skpbook.contoh.instansi import Instansi
from skpbook.contoh.memori import konteks_instansi
from skpbook.contoh.tanam import tanam
from skpbook.forms.roster import tulis_daftar
from skpbook.ledger.catatan import DITERIMA, JENIS_BERKALA, catatan_berkas

if TYPE_CHECKING:
    from skpbook.domain.dokumen import Dokumen

_PADA = datetime(2026, 4, 1, 8, 0)


def isi_buku(
    folder: Path, pegawai: int, unit: int | None = None, salah: int = 0, periode: int | None = None
) -> None:
    """Make the book in `folder`, which must not be one yet. `unit`: at most so many; `salah`: planted faults;
    `periode`: so many months with the same evaluation each.
    """
    instansi = muat_besar(pegawai)
    if unit:
        instansi = gabung_unit(instansi, unit)
    konteks = tanam(instansi, salah).konteks if salah else konteks_instansi(instansi)
    jenis = "bulanan" if periode else instansi.jenis_periode
    siapkan(folder, instansi=instansi.nama, tahun=instansi.tahun, jenis_periode=jenis)
    buku = Buku(folder)
    data = tulis_daftar(buku.katalog, konteks.daftar.pegawai, konteks.daftar.unit, _PADA, buku.kunci_pasti())
    (folder / "pegawai.xlsx").write_bytes(data)
    with buku.ledger() as ledger:
        for berkas, semua in groupby(konteks.dokumen, key=attrgetter("berkas")):
            ledger.catat(_catatan(berkas, list(semua)), _PADA)
    if periode:
        _ulangi(folder / "skpbook.db", instansi.tahun, periode)


def _ulangi(berkas: Path, tahun: int, banyak: int) -> None:
    """Give every evaluation to so many months, straight in the database: the contents are of no concern here."""
    with closing(sqlite3.connect(berkas)) as kon:
        nama = ("berkas", "nama_berkas", "dokumen")
        kolom = {satu: [k[1] for k in kon.execute(f"PRAGMA table_info({satu})")] for satu in nama}
        jenis = ", ".join(f"'{satu}'" for satu in JENIS_BERKALA)
        evaluasi = f"SELECT berkas FROM dokumen WHERE jenis IN ({jenis})"
        for bulan in range(banyak, 0, -1):
            baru = f"'{tahun}-{bulan:02}'"
            ganti = {"periode": baru}
            if bulan > 1:
                akhiran = {satu: f"substr({satu}, 1, 60) || '-{bulan:02}'" for satu in ("hash", "berkas")}
                ganti |= akhiran | {"kunci": f"kunci || '-{bulan:02}'", "nama": f"'{bulan:02}-' || nama"}
            for tabel, milik in (("berkas", "hash"), ("nama_berkas", "hash"), ("dokumen", "berkas")):
                syarat = f"{milik} IN ({evaluasi} AND periode LIKE '____-TW_')"
                isi = [k for k in kolom[tabel] if k != "id"]
                if bulan > 1:
                    pilih = ", ".join(ganti.get(k, k) for k in isi)
                    kon.execute(
                        f"INSERT INTO {tabel} ({', '.join(isi)}) SELECT {pilih} FROM {tabel} WHERE {syarat}"
                    )
            if bulan == 1:
                kon.execute(
                    f"UPDATE dokumen SET periode = {baru} WHERE jenis IN ({jenis})  AND periode LIKE '____-TW_'"
                )
            kon.commit()


def _catatan(berkas: str, dokumen: list[Dokumen]) -> object:
    return catatan_berkas(
        hash_isi=dokumen[0].hash,
        nama=f"masuk/{berkas}",
        ukuran=20_000,
        wadah="xlsx",
        status=DITERIMA,
        disimpan=None,
        dokumen=dokumen,
        temuan=(),
    )


def gabung_unit(instansi: Instansi, banyak: int) -> Instansi:
    """The same people in at most `banyak` of the units: neighbours are put together."""
    kode = list(instansi.unit)
    ke = {satu: kode[nomor * banyak // len(kode) * len(kode) // banyak] for nomor, satu in enumerate(kode)}
    tinggal = set(ke.values())
    return Instansi(
        nama=instansi.nama,
        tahun=instansi.tahun,
        jenis_periode=instansi.jenis_periode,
        periode=instansi.periode,
        unit=[satu for nama, satu in instansi.unit.items() if nama in tinggal],
        orang=[
            replace(satu, pegawai=replace(satu.pegawai, unit=ke[satu.pegawai.unit]))
            for satu in instansi.orang.values()
        ],
    )


def utama() -> None:
    """Make the book."""
    urai = argparse.ArgumentParser(prog="python -m bench.isi_buku")
    urai.add_argument("folder", type=Path)
    urai.add_argument("pegawai", type=int)
    urai.add_argument("--unit", type=int)
    urai.add_argument("--salah", type=int, default=0)
    urai.add_argument("--periode", type=int)
    pilihan = urai.parse_args()
    isi_buku(pilihan.folder, pilihan.pegawai, pilihan.unit, pilihan.salah, pilihan.periode)


if __name__ == "__main__":
    utama()
