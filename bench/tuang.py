"""Templates poured against XlsxWriter building each whole, in one process, in turn; processor seconds.

python -m bench.tuang [PEGAWAI]
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from statistics import median
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from skpbook.app import prefill
from skpbook.app.keluar import tulis_templat
from skpbook.app.pesanan import Pemesan
from skpbook.contoh.besar import muat_besar
from skpbook.contoh.memori import konteks_instansi
from skpbook.domain.periode import baca_periode
from skpbook.forms.catalog import muat_katalog
from skpbook.forms.pour import Penuang
from skpbook.forms.write import tulis_buku

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from skpbook.forms.order import Pesanan

_TAHAP = (("skp", None), ("mph", None), ("evaluasi", "2026-TW1"), ("rencana-aksi", None))
_UTUH = 12
_PUTARAN = 3


@dataclass(frozen=True)
class Hasil:
    """Processor seconds a workbook: whole, poured, poured into a unit's zip, poured as files, floor."""

    tahap: str
    banyak: int
    utuh: float
    tuang: float
    zip_unit: float
    berkas: float
    lantai: float


def pesanan(pegawai: int) -> dict[str, list[Pesanan]]:
    """Orders of every stage for an invented instansi whose papers of the stage before have come in."""
    instansi = muat_besar(pegawai)
    konteks = konteks_instansi(instansi)
    bahan = prefill.kumpulkan(instansi.nama, instansi.tahun, konteks.daftar, konteks.dokumen)
    atur = SimpleNamespace(jenis_periode=instansi.jenis_periode, tahun=instansi.tahun)
    buku: Any = SimpleNamespace(katalog=muat_katalog(), pengaturan=atur, kunci_pasti=lambda: b"bench" * 6)
    hasil = {}
    for tahap, kode in _TAHAP:
        pemesan = Pemesan(buku, bahan, tahap, baca_periode(kode) if kode else None)
        orang = [satu for satu in bahan.daftar.pegawai if tahap != "mph" or bahan.anggota(satu)]
        hasil[tahap] = [pemesan.pesan(satu).pesanan for satu in orang]
    return hasil


def ukur_tahap(tahap: str, semua: list[Pesanan]) -> Hasil:
    """Every way in turn, several times; the medians. Moulds are there already, as in a long run."""
    katalog = muat_katalog()
    penuang = Penuang(katalog)
    for satu in semua:
        penuang.tuang(satu)
    contoh = semua[:: max(len(semua) // _UTUH, 1)][:_UTUH]
    jadi = [penuang.tuang(satu) for satu in semua]
    bagian = [_bagian_sendiri(satu) for satu in jadi]
    cara: dict[str, tuple[Callable[[], None], int]] = {
        "utuh": (lambda: _habiskan(tulis_buku(katalog, satu) for satu in contoh), len(contoh)),
        "tuang": (lambda: _habiskan(map(penuang.tuang, semua)), len(semua)),
        "zip_unit": (lambda: _ke_zip(map(penuang.tuang, semua)), len(semua)),
        "berkas": (lambda: _ke_berkas(map(penuang.tuang, semua)), len(semua)),
        "lantai": (lambda: _ke_berkas(_lantai(bagian, jadi)), len(semua)),
    }
    waktu: dict[str, list[float]] = {nama: [] for nama in cara}
    for _ in range(_PUTARAN):
        for nama, (jalankan, banyak) in cara.items():
            mulai = time.process_time()
            jalankan()
            waktu[nama].append((time.process_time() - mulai) / banyak)
    return Hasil(tahap, len(semua), **{nama: median(satu) for nama, satu in waktu.items()})


def _habiskan(semua: Iterable[bytes]) -> None:
    for _ in semua:
        pass


def _ke_zip(semua: Iterable[bytes]) -> None:
    """A unit's zip, in memory until it is written."""
    with tempfile.TemporaryFile() as berkas, zipfile.ZipFile(berkas, "w", zipfile.ZIP_STORED) as arsip:
        for nomor, data in enumerate(semua):
            arsip.writestr(f"{nomor}.xlsx", data)


def _ke_berkas(semua: Iterable[bytes]) -> None:
    folder = Path(tempfile.mkdtemp())
    for nomor, data in enumerate(semua):
        tulis_templat(folder / f"{nomor}.xlsx", data)
    shutil.rmtree(folder)


def _bagian_sendiri(data: bytes) -> list[bytes]:
    """The parts that are a person's own: all sheets and the seal."""
    with zipfile.ZipFile(BytesIO(data)) as arsip:
        return [arsip.read(nama) for nama in arsip.namelist() if "sheets/sheet" in nama or "custom" in nama]


def _lantai(bagian: list[list[bytes]], jadi: list[bytes]) -> Iterable[bytes]:
    """A person's own parts, rendered already, compressed by zlib; then the bytes of the workbook."""
    for semua, data in zip(bagian, jadi, strict=True):
        for satu in semua:
            pemampat = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
            pemampat.compress(satu)
            pemampat.flush()
        yield data


def laporan(pegawai: int) -> list[str]:
    """The section of docs/kinerja.md."""
    baris = [
        "## Menuang templat",
        "",
        "Detik prosesor sebuah buku kerja dalam satu proses, setiap cara bergantian; isinya dari tahap sebelumnya.",
        "*Utuh*: XlsxWriter menyusun setiap buku dari awal, di memori. *Lantai*: lembar orang itu yang sudah jadi",
        "dimampatkan zlib, lalu byte buku kerjanya ditulis ke berkas baru. Sebuah buku kerja SKP berisi 2-4 formulir.",
        "",
        "| tahap | banyak | utuh ms | tuang ms | × utuh | tuang/detik | ke zip unit/detik | berkas/detik "
        "| lantai ms | berkas × lantai |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for tahap, semua in pesanan(pegawai).items():
        satu = ukur_tahap(tahap, semua)
        baris.append(
            f"| {satu.tahap} | {satu.banyak} | {satu.utuh * 1e3:.1f} | {satu.tuang * 1e3:.2f} "
            f"| {satu.utuh / satu.tuang:.0f} | {1 / satu.tuang:.0f} | {1 / satu.zip_unit:.0f} "
            f"| {1 / satu.berkas:.0f} | {satu.lantai * 1e3:.2f} | {satu.berkas / satu.lantai:.1f} |"
        )
    return [*baris, ""]


if __name__ == "__main__":
    print("\n".join(laporan(int(sys.argv[1]) if len(sys.argv) > 1 else 510)))
