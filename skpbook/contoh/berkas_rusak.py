"""Files spoilt on their way, and a form of the old regulation."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SANDI = "rahasia-2026"
_HALAMAN = """<!DOCTYPE html>
<html lang="id"><head><meta charset="utf-8"><title>Hasil Evaluasi Kinerja</title></head>
<body><table><tr><td>NAMA</td><td>NIP</td><td>PREDIKAT</td></tr>
<tr><td>Lusi Handarini</td><td>199102262019022009</td><td>BAIK</td></tr></table></body></html>
"""


def halaman_web(_data: bytes) -> bytes:
    """B001: an HTML page under the name of a workbook."""
    return _HALAMAN.encode()


def terkunci(data: bytes) -> bytes:
    """B002: the workbook locked with a password."""
    from msoffcrypto.format.ooxml import OOXMLFile

    keluar = BytesIO()
    OOXMLFile(BytesIO(data)).encrypt(SANDI, keluar)
    return keluar.getvalue()


def terpotong(data: bytes) -> bytes:
    """B003: the second half is missing."""
    return data[: len(data) // 2]


RUSAK: Mapping[str, Callable[[bytes], bytes]] = {
    "html": halaman_web,
    "kunci": terkunci,
    "potong": terpotong,
}


def formulir_lama() -> bytes:
    """B008: the form of PP 46/2011, typed by hand."""
    from openpyxl import Workbook

    buku = Workbook()
    lembar = buku.worksheets[0]
    lembar.title = "FORM SKP"
    baris: tuple[tuple[str, ...], ...] = (
        ("FORMULIR SASARAN KERJA",),
        ("PEGAWAI NEGERI SIPIL",),
        ("NO", "I. PEJABAT PENILAI", "", "NO", "II. PEGAWAI NEGERI SIPIL YANG DINILAI", ""),
        ("1", "Nama", "drg. Wulandari Sukmaningtyas, M.Kes.", "1", "Nama", "Suprapto Hadiwardoyo, S.A.P."),
        ("2", "NIP", "198008232008042015", "2", "NIP", "197606142000031005"),
        ("NO", "III. KEGIATAN TUGAS JABATAN", "AK", "TARGET", "", ""),
        ("", "", "", "KUANT/OUTPUT", "KUAL/MUTU", "WAKTU"),
        ("1", "Menyusun laporan tata usaha", "", "12 laporan", "100", "12 bulan"),
    )
    for satu in baris:
        lembar.append(list(satu))
    keluar = BytesIO()
    buku.save(keluar)
    return keluar.getvalue()
