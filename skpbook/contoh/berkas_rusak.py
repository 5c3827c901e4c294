"""What happens to a finished workbook on its way: spoilt, locked, saved by another program, scribbled on."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

from msgspec.structs import replace

from skpbook.contoh.xlsx import Xlsx
from skpbook.forms.grid import buka_kisi
from skpbook.forms.stamp import LEMBAR as LEMBAR_CAP
from skpbook.forms.stamp import baca_cap, baris_cap

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SANDI = "rahasia-2026"
SEL_JAUH = "IW300"
CATATAN_JAUH = "Catatan saya: tanyakan lagi kepada kepala bidang"
_HALAMAN = """<!DOCTYPE html>
<html lang="id"><head><meta charset="utf-8"><title>Hasil Evaluasi Kinerja</title></head>
<body><table><tr><td>NAMA</td><td>NIP</td><td>PREDIKAT</td></tr>
<tr><td>Lusi Handarini</td><td>199102262019022009</td><td>BAIK</td></tr></table></body></html>
"""
_HUBUNGAN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_UTAMA = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_JENIS_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_JENIS_XLSM = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_AWAL_UMPAN_BALIK = "Pimpinan: "
_AWAL_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SEL_RUMUS = re.compile(r"(<f[ >][^<]*</f>)<v>[^<]*</v>|(<f[ >][^<]*</f>)<v ?/>")


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


def gabungan_luas(data: bytes) -> bytes:
    """B004: everything below the form merged into one cell, out to the last column."""
    buku = Xlsx(data)
    bagian = _lembar_formulir(buku)
    teks = buku.bagian[bagian].decode()
    akhir = max(int(baris) for baris in re.findall(r'<row r="(\d+)"', teks))
    area = f'<mergeCell ref="A{akhir + 1}:XFD{akhir + 5000}"/>'
    buku.bagian[bagian] = teks.replace("</mergeCells>", f"{area}</mergeCells>").encode()
    return buku.tulis()


def makro(data: bytes) -> bytes:
    """B006: saved as a workbook with macros."""
    buku = Xlsx(data)
    jenis = buku.bagian["[Content_Types].xml"].decode().replace(_JENIS_XLSX, _JENIS_XLSM)
    buku.bagian["[Content_Types].xml"] = jenis.encode()
    _tambah_bagian(buku, "xl/vbaProject.bin", _AWAL_OLE.ljust(512, b"\0"), "application/vnd.ms-office.vbaProject",
                   "http://schemas.microsoft.com/office/2006/relationships/vbaProject")  # fmt: skip
    return buku.tulis()


def bertaut(data: bytes) -> bytes:
    """B007: a link to a workbook on the sender's own computer."""
    buku = Xlsx(data)
    nama = "xl/externalLinks/externalLink1.xml"
    isi = (
        f'<externalLink xmlns="{_UTAMA}"><externalBook xmlns:r="{_HUBUNGAN}" r:id="rId1">'
        '<sheetNames><sheetName val="Realisasi"/></sheetNames></externalBook></externalLink>'
    )
    nomor = _tambah_bagian(buku, nama, isi.encode(),
                           "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml",
                           f"{_HUBUNGAN}/externalLink")  # fmt: skip
    buku.bagian["xl/externalLinks/_rels/externalLink1.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_HUBUNGAN}/externalLinkPath" Target="realisasi.xlsx" '
        'TargetMode="External"/></Relationships>'
    ).encode()
    acuan = (
        f'<externalReferences><externalReference xmlns:r="{_HUBUNGAN}" r:id="{nomor}"/></externalReferences>'
    )
    kitab = buku.bagian["xl/workbook.xml"].decode()
    buku.bagian["xl/workbook.xml"] = kitab.replace("</sheets>", f"</sheets>{acuan}", 1).encode()
    return buku.tulis()


def tanpa_hitungan(data: bytes) -> bytes:
    """B014: saved by a program that keeps formulas and forgets what they showed."""
    buku = Xlsx(data)
    for bagian in buku.lembar().values():
        teks = buku.bagian[bagian].decode()
        buku.bagian[bagian] = _SEL_RUMUS.sub(lambda temu: temu[1] or temu[2], teks).encode()
    return buku.tulis()


def catatan_jauh(data: bytes) -> bytes:
    """B015: a remark of one's own far to the right of the form."""
    buku = Xlsx(data)
    bagian = _lembar_formulir(buku)
    baris = re.sub(r"\D", "", SEL_JAUH)
    sel = f'<c r="{SEL_JAUH}" t="inlineStr"><is><t>{CATATAN_JAUH}</t></is></c>'
    teks = buku.bagian[bagian].decode().replace("</sheetData>", f'<row r="{baris}">{sel}</row></sheetData>')
    buku.bagian[bagian] = teks.encode()
    return buku.tulis()


def baris_tersembunyi(data: bytes) -> bytes:
    """E519: the first row with feedback in it hidden, to keep the print short."""
    buku = Xlsx(data)
    bagian = _lembar_formulir(buku)
    teks = buku.bagian[bagian].decode()
    letak = teks.rindex("<row ", 0, teks.index(_AWAL_UMPAN_BALIK))
    akhir = teks.index(">", letak)
    buku.bagian[bagian] = f'{teks[:akhir]} hidden="1"{teks[akhir:]}'.encode()
    return buku.tulis()


RUSAK: Mapping[str, Callable[[bytes], bytes]] = {
    "html": halaman_web,
    "kunci": terkunci,
    "potong": terpotong,
    "gabungan-luas": gabungan_luas,
    "makro": makro,
    "bertaut": bertaut,
    "tanpa-hitungan": tanpa_hitungan,
    "catatan-jauh": catatan_jauh,
    "baris-tersembunyi": baris_tersembunyi,
}
"""`cara` of a fault -> what it does to the finished file."""


def versi_lain(templat: bytes, kunci: bytes) -> bytes:
    """B009: the template of a program one version ahead, signed with the book's key."""
    kisi = buka_kisi(templat)
    ada = baca_cap(kisi, kunci)
    lembar = next((satu for satu in kisi if satu.nama == LEMBAR_CAP), None)
    if ada is None or lembar is None:
        raise ValueError("templat tanpa cap")
    utama = next(iter(ada.cap.formulir))
    cap = replace(ada.cap, formulir={**ada.cap.formulir, utama: ada.cap.formulir[utama] + 1})
    baru = baris_cap(cap, {kode: nama for nama, kode in ada.lembar.items()}, kunci, ada.ukuran)
    beda = {
        f"{'ABCD'[k]}{r}": nilai
        for r, (lama, satu) in enumerate(zip(lembar.baris, baru, strict=True), start=1)
        for k, nilai in enumerate(satu)
        if lama[k] != nilai
    }
    buku = Xlsx(templat)
    buku.ketik(LEMBAR_CAP, dict(beda))
    return buku.tulis()


def _lembar_formulir(buku: Xlsx) -> str:
    """The part of the sheet behind Petunjuk: the form itself."""
    return list(buku.lembar().values())[1]


def _tambah_bagian(buku: Xlsx, nama: str, isi: bytes, jenis: str, hubungan: str) -> str:
    """A further part that the workbook points to; gives the id of the relationship."""
    buku.bagian[nama] = isi
    tipe = buku.bagian["[Content_Types].xml"].decode()
    satu = f'<Override PartName="/{nama}" ContentType="{jenis}"/></Types>'
    buku.bagian["[Content_Types].xml"] = tipe.replace("</Types>", satu).encode()
    semua = buku.bagian["xl/_rels/workbook.xml.rels"].decode()
    nomor = f"rId{semua.count('<Relationship ') + 900}"
    satu = f'<Relationship Id="{nomor}" Type="{hubungan}" Target="/{nama}"/></Relationships>'
    buku.bagian["xl/_rels/workbook.xml.rels"] = semua.replace("</Relationships>", satu).encode()
    return nomor


def di_sampingnya(nama: str) -> Mapping[str, tuple[str, Callable[[], bytes]]]:
    """`cara` of a fault -> name and content of what lies beside the file `nama` without being a form of it."""
    return {
        "formulir-lama": ("SKP_2021_formulir_lama.xlsx", formulir_lama),
        "kunci-sementara": (f"~${nama}", lambda: b"\x08Pengguna".ljust(165, b" ")),
        "berkas-sistem": ("Thumbs.db", lambda: _AWAL_OLE.ljust(512, b"\0")),
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
