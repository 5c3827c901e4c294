"""Official forms typed by hand: sheets from rows of cells, as people type them, without our stamp."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from skpbook.forms.grid import buka_kisi
from skpbook.forms.read import BacaanBuku, BacaanLembar, baca_buku
from skpbook.regulation.perilaku import NILAI_BERAKHLAK
from tests.forms_in import dokumen as dk

Baris = Sequence[Any]


def buku(
    lembar: Mapping[str, Sequence[Baris]],
    *,
    gabung: Iterable[str] = (),
    sembunyi: Iterable[int] = (),
    sel: Mapping[str, Any] | None = None,
) -> bytes:
    """A workbook of these sheets; `gabung`, `sembunyi` and `sel` (further cells) are of the first one."""
    hasil = Workbook()
    hasil.remove(hasil.active)  # type: ignore[arg-type]
    for nama, baris in lembar.items():
        satu = hasil.create_sheet(nama)
        for nomor, isi in enumerate(baris, start=1):
            for kolom, nilai in enumerate(isi, start=1):
                if nilai is not None and nilai != "":
                    satu.cell(nomor, kolom, nilai)
    pertama = hasil.worksheets[0]
    for area in gabung:
        pertama.merge_cells(area)
    for nomor in sembunyi:
        pertama.row_dimensions[nomor].hidden = True
    for alamat, nilai in (sel or {}).items():
        pertama[alamat] = nilai
    keluar = BytesIO()
    hasil.save(keluar)
    return keluar.getvalue()


def baca(data: bytes) -> BacaanBuku:
    return baca_buku(buka_kisi(data), dk.katalog())


def satu(baris: Sequence[Baris], **lain: Any) -> BacaanLembar:
    """The reading of a workbook with one sheet that is a form."""
    (lembar,) = baca(buku({"Sheet1": baris}, **lain)).lembar
    return lembar


def sel(lembar: BacaanLembar, jalur: str) -> str:
    return lembar.tempat[jalur].sel


IDENTITAS = (
    ("NO", "PEGAWAI YANG DINILAI", "", "NO", "PEJABAT PENILAI KINERJA", ""),
    (1, "NAMA", "Budi Santoso, S.E.", 1, "NAMA", "Dr. Siti Rahma"),
    (2, "NIP", "199001012015011001", 2, "NIP", "197005051995032001"),
    (3, "PANGKAT/ GOL. RUANG", "Penata Muda Tk. I, III/b", 3, "PANGKAT/ GOL. RUANG", "Pembina, IV/a"),
    (4, "JABATAN", "Analis Kebijakan", 4, "JABATAN", "Kepala Bidang"),
    (5, "UNIT KERJA", "Dinas Kesehatan", 5, "UNIT KERJA", "Dinas Kesehatan"),
)
KOP = ("DINAS KESEHATAN KOTA CONTOH", "", "", "PERIODE PENILAIAN: 1 JANUARI SD 31 DESEMBER TAHUN 2026")


def perilaku(*, ekspektasi: Mapping[int, str] | None = None, kolom: int = 3) -> list[Baris]:
    """The seven values, name and guidance in one cell, the expectation `kolom` columns from the left."""
    hasil: list[Baris] = []
    for nilai in NILAI_BERAKHLAK:
        teks = "\n".join([nilai.nama, *(f"- {satu}" for satu in nilai.panduan)])
        harap = (ekspektasi or {}).get(nilai.nomor)
        label = "Ekspektasi Khusus Pimpinan:" + (f"\n{harap}" if harap else "")
        hasil.append((nilai.nomor, teks, *[""] * (kolom - 2), label))
    return hasil


TANDA_TANGAN: tuple[Baris, ...] = (
    (),
    ("", "", "", "", "Kupang, 2 Januari 2026"),
    ("", "Pegawai yang Dinilai", "", "", "Pejabat Penilai Kinerja"),
    (),
    (),
    ("", "Budi Santoso, S.E.", "", "", "Dr. Siti Rahma"),
    ("", "NIP. 199001012015011001", "", "", "NIP. 197005051995032001"),
)
