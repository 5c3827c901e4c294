"""A workbook as what it says, part by part, whatever way its texts, styles and rules are numbered."""

from __future__ import annotations

import zipfile
from io import BytesIO

from lxml import etree

from skpbook.forms import seal
from tests.golden.urai import NS, _gaya, _teks_bersama

_PENOMORAN = frozenset({"xl/sharedStrings.xml", "xl/styles.xml", seal.BAGIAN})
"""Parts that only hold what others refer to, or what differs with every byte."""


def normalkan(data: bytes) -> dict[str, str]:
    """Part name -> text: every cell with its text and its style in words, every rule with its format."""
    arsip = zipfile.ZipFile(BytesIO(data))
    bersama = _teks_bersama(arsip)
    gaya, _ = _gaya(arsip)
    dxfs = etree.fromstring(arsip.read("xl/styles.xml")).find(f"{NS}dxfs")
    format_bersyarat = [etree.tostring(satu, encoding="unicode") for satu in dxfs]
    hasil = {}
    for nama in arsip.namelist():
        if nama in _PENOMORAN:
            continue
        isi = arsip.read(nama).decode()
        if nama.startswith("xl/worksheets/sheet"):
            isi = _lembar(isi, bersama, gaya, format_bersyarat)
        hasil[nama] = isi
    return hasil


def _lembar(isi: str, bersama: list[str], gaya: dict[int, str], format_bersyarat: list[str]) -> str:
    akar = etree.fromstring(isi.encode())
    for ukuran in akar.findall(f"{NS}dimension"):
        akar.remove(ukuran)
    for baris in akar.iter(f"{NS}row"):
        baris.attrib.pop("spans", None)  # a hint for readers, which rows need not give
    for sel in akar.iter(f"{NS}c"):
        sel.set("s", gaya[int(sel.get("s", "0"))])
        if sel.get("t") in ("s", "inlineStr"):
            (anak,) = sel
            teks = "".join(anak.itertext())
            sel.text = bersama[int(teks)] if sel.get("t") == "s" else teks
            sel.set("t", "teks")
            sel.remove(anak)
    for aturan in akar.iter(f"{NS}cfRule"):
        aturan.set("dxfId", format_bersyarat[int(aturan.get("dxfId", "0"))])
    etree.indent(akar, " ")
    return etree.tostring(akar, encoding="unicode")
