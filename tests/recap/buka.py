"""Reading a recap back: cells as stored, formulas, and what LibreOffice recalculates them to."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

butuh_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")

# 0 = always recalculate on load; by default LibreOffice trusts the values another program stored
_SELALU_HITUNG = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def nilai(berkas: Path) -> Any:
    """The workbook with stored values."""
    return openpyxl.load_workbook(berkas, data_only=True)


def rumus(berkas: Path) -> dict[tuple[str, str], str]:
    """(sheet, cell) -> formula."""
    buku = openpyxl.load_workbook(berkas)
    return {
        (lembar.title, sel.coordinate): str(sel.value)
        for lembar in buku.worksheets
        for baris in lembar.iter_rows()
        for sel in baris
        if sel.data_type == "f"
    }


def hitung_ulang(berkas: Path, kerja: Path) -> Path:
    """A copy of the workbook saved by LibreOffice after it recalculated every formula."""
    profil = kerja / "profil" / "user"
    profil.mkdir(parents=True)
    (profil / "registrymodifications.xcu").write_text(_SELALU_HITUNG, encoding="utf-8")
    hasil = kerja / "hasil"
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(kerja / 'profil').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(hasil),
            str(berkas),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return hasil / berkas.name


def baris_judul(lembar: Worksheet, judul: str) -> int:
    """Row (from 1) in which a cell holds exactly `judul`."""
    for baris in lembar.iter_rows():
        if any(sel.value == judul for sel in baris):
            return int(baris[0].row)
    raise AssertionError(f"{judul!r} is not on {lembar.title}")


def tabel(lembar: Worksheet, judul_pertama: str) -> list[dict[str, Any]]:
    """Rows under the heading row that starts with `judul_pertama`, as far as its first column is filled.

    Rows hold their texts inline, where openpyxl leaves `_xHHHH_` as it stands; Excel, LibreOffice and
    calamine read it as the character it means.
    """
    kepala = next(
        baris
        for baris in lembar.iter_rows()
        if baris[0].value == judul_pertama and baris[1].value is not None
    )
    judul = [str(sel.value) for sel in kepala]
    hasil = []
    for baris in lembar.iter_rows(min_row=int(kepala[0].row) + 1):
        if baris[0].value is None:
            break
        isi = (unescape(sel.value) if isinstance(sel.value, str) else sel.value for sel in baris)
        hasil.append(dict(zip(judul, isi, strict=True)))
    return hasil
