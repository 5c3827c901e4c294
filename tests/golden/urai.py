"""A workbook as normalised XML, part by part: nothing that changes without the workbook changing.

Shared texts stand in their cells, styles are named by what they say, and parts that are the same in every
workbook or hold only names and times are left out, and so is the stamp.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

from lxml import etree

from skpbook.forms.stamp import LEMBAR as LEMBAR_CAP

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TINGGAL = re.compile(
    r"^xl/(?:workbook\.xml|worksheets/sheet\d+\.xml|charts/chart\d+\.xml|drawings/drawing\d+\.xml)$"
)
_KOLEKSI = ("fonts", "fills", "borders")
_RUJUKAN_XF = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}


def uraikan(data: bytes) -> dict[str, str]:
    """Part name -> pretty XML; `gaya.txt` says what each style name stands for, `warna.xml` the conditional
    formats."""
    arsip = zipfile.ZipFile(BytesIO(data))
    teks = _teks_bersama(arsip)
    gaya, warna = _gaya(arsip)
    hasil = {"warna.xml": warna}
    dipakai: set[int] = set()
    cap = _lembar_cap(arsip)
    for nama in sorted(arsip.namelist()):
        if _TINGGAL.match(nama) and nama != cap:
            akar = etree.fromstring(arsip.read(nama))
            _sel(akar, teks, gaya, dipakai)
            etree.indent(akar, " ")
            hasil[nama.removeprefix("xl/").replace("/", "-")] = (
                etree.tostring(akar, encoding="unicode") + "\n"
            )
    hasil["gaya.txt"] = "\n".join(sorted({f"{_nama(gaya[n])} {gaya[n]}" for n in dipakai})) + "\n"
    return hasil


def _lembar_cap(arsip: zipfile.ZipFile) -> str:
    """The part of the stamp sheet, which is signed and has tests of its own."""
    lembar = etree.fromstring(arsip.read("xl/workbook.xml")).iter(f"{NS}sheet")
    nomor = next(urut for urut, satu in enumerate(lembar, start=1) if satu.get("name") == LEMBAR_CAP)
    return f"xl/worksheets/sheet{nomor}.xml"


def _teks_bersama(arsip: zipfile.ZipFile) -> list[str]:
    akar = etree.fromstring(arsip.read("xl/sharedStrings.xml"))
    return ["".join(satu.itertext()) for satu in akar.findall(f"{NS}si")]


def _sel(akar: Any, teks: Sequence[str], gaya: Mapping[int, str], dipakai: set[int]) -> None:
    for sel in akar.iter(f"{NS}c"):
        nomor = int(sel.get("s", "0"))
        dipakai.add(nomor)
        sel.set("s", _nama(gaya[nomor]))
        if sel.get("t") == "s":
            nilai = sel.find(f"{NS}v")
            nilai.text = teks[int(nilai.text)]


def _nama(gaya: str) -> str:
    return hashlib.sha256(gaya.encode()).hexdigest()[:6]


def _gaya(arsip: zipfile.ZipFile) -> tuple[dict[int, str], str]:
    """Style number -> all it says, in words of the file format; the conditional formats as XML."""
    akar = etree.fromstring(arsip.read("xl/styles.xml"))
    bagian = {
        nama: [
            _datar(satu)
            for satu in (akar.find(f"{NS}{nama}") if akar.find(f"{NS}{nama}") is not None else ())
        ]
        for nama in _KOLEKSI
    }
    angka = {satu.get("numFmtId"): satu.get("formatCode") for satu in akar.iter(f"{NS}numFmt")}
    hasil = {}
    for nomor, xf in enumerate(akar.find(f"{NS}cellXfs")):
        sifat = [f"{nama}={bagian[nama][int(xf.get(kunci, '0'))]}" for kunci, nama in _RUJUKAN_XF.items()]
        sifat.append(f"numFmt={angka.get(xf.get('numFmtId'), xf.get('numFmtId'))}")
        sifat.extend(_datar(satu) for satu in xf)
        hasil[nomor] = " ".join(sifat)
    dxfs = akar.find(f"{NS}dxfs")
    etree.indent(dxfs, " ")
    return hasil, etree.tostring(dxfs, encoding="unicode").strip() + "\n"


def _datar(akar: Any) -> str:
    """An element and what is in it on one line."""
    nama = etree.QName(akar).localname
    sifat = "".join(f" {kunci}:{nilai}" for kunci, nilai in sorted(akar.attrib.items()))
    isi = "".join(_datar(satu) for satu in akar)
    return f"<{nama}{sifat}{isi}>"
