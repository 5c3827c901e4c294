"""Merged areas of .ods and .xlsb files, which the reading library does not tell."""

from __future__ import annotations

import io
import itertools
import struct
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Area = tuple[int, int, int, int]
_TABEL = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_BRT_MERGE_CELL = 176
_BRT_BUNDLE_SH = 156
_TERBANYAK = 20_000


def gabungan_paket(data: bytes) -> dict[str, tuple[Area, ...]]:
    """Sheet name -> merged areas of an .ods or .xlsb package; empty for other files."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as paket:
        nama = set(paket.namelist())
        if "content.xml" in nama:
            return dict(_ods(paket.read("content.xml")))
        if "xl/workbook.bin" in nama:
            return _xlsb(paket)
    return {}


def _ods(isi: bytes) -> Iterator[tuple[str, tuple[Area, ...]]]:
    from lxml import etree

    q = f"{{{_TABEL}}}"
    nama, baris, kolom = "", 0, 0
    area: list[Area] = []
    ulang_baris = 1
    jalan = etree.iterparse(
        io.BytesIO(isi), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
    )
    for kejadian, unsur in jalan:
        if kejadian == "start":
            if unsur.tag == f"{q}table":
                nama, baris, area = unsur.get(f"{q}name", ""), 0, []
            elif unsur.tag == f"{q}table-row":
                kolom = 0
                ulang_baris = int(unsur.get(f"{q}number-rows-repeated", "1"))
            elif unsur.tag in (f"{q}table-cell", f"{q}covered-table-cell"):
                bawah = int(unsur.get(f"{q}number-rows-spanned", "1"))
                kanan = int(unsur.get(f"{q}number-columns-spanned", "1"))
                if (bawah > 1 or kanan > 1) and len(area) < _TERBANYAK:
                    area.append((baris, kolom, baris + bawah - 1, kolom + kanan - 1))
                kolom += int(unsur.get(f"{q}number-columns-repeated", "1"))
        elif unsur.tag == f"{q}table-row":
            baris += ulang_baris
            unsur.clear()
        elif unsur.tag == f"{q}table":
            yield nama, tuple(area)
            unsur.clear()


def nama_lembar_xlsb(buku: bytes, hubungan: bytes) -> dict[str, str]:
    """Part name -> sheet name, from workbook.bin and its relationships; empty where they are broken."""
    from lxml import etree

    aman = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        sasaran = {satu.get("Id"): satu.get("Target", "") for satu in etree.fromstring(hubungan, aman)}
        hasil = {}
        for jenis, isi in _rekaman(buku):
            if jenis == _BRT_BUNDLE_SH:
                id_hubungan, sisa = _teks_lebar(isi, 8)
                bagian = "xl/" + sasaran.get(id_hubungan, "").lstrip("/").removeprefix("xl/")
                hasil[bagian] = _teks_lebar(isi, sisa)[0]
    except (etree.XMLSyntaxError, struct.error, IndexError):
        return {}
    return hasil


def _xlsb(paket: zipfile.ZipFile) -> dict[str, tuple[Area, ...]]:
    nama = nama_lembar_xlsb(paket.read("xl/workbook.bin"), paket.read("xl/_rels/workbook.bin.rels"))
    ada = set(paket.namelist())
    return {
        lembar: tuple(
            itertools.islice(
                (
                    _area_xlsb(muatan)
                    for jenis, muatan in _rekaman(paket.read(bagian))
                    if jenis == _BRT_MERGE_CELL
                ),
                _TERBANYAK,
            )
        )
        for bagian, lembar in nama.items()
        if bagian in ada
    }


def _area_xlsb(muatan: bytes) -> Area:
    baris_awal, baris_akhir, kolom_awal, kolom_akhir = struct.unpack_from("<4I", muatan)
    return baris_awal, kolom_awal, baris_akhir, kolom_akhir


def _teks_lebar(isi: bytes, mulai: int) -> tuple[str, int]:
    (panjang,) = struct.unpack_from("<I", isi, mulai)
    if panjang == 0xFFFFFFFF:
        return "", mulai + 4
    akhir = mulai + 4 + panjang * 2
    return isi[mulai + 4 : akhir].decode("utf-16-le"), akhir


def _rekaman(isi: bytes) -> Iterator[tuple[int, bytes]]:
    """Records of a BIFF12 part: (type, payload)."""
    di = 0
    while di < len(isi):
        jenis = isi[di]
        di += 1
        if jenis & 0x80:
            jenis = (jenis & 0x7F) | (isi[di] & 0x7F) << 7
            di += 1
        panjang = geser = 0
        while True:
            satu = isi[di]
            di += 1
            panjang |= (satu & 0x7F) << geser
            geser += 7
            if not satu & 0x80:
                break
        yield jenis, isi[di : di + panjang]
        di += panjang
