"""A recap workbook in the making: XlsxWriter's book, the long tables that go into it at the end."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

import xlsxwriter

from skpbook.recap.aliran import Aliran, isi_lembar, isi_tabel
from skpbook.recap.gaya import Gaya
from skpbook.recap.kertas import LembarKerja

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_PILIHAN_BUKU: dict[str, Any] = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}

_MAMPAT = 3
"""Deflate level of the long tables: half the time of the usual 6, a sixth larger."""

_NAMA_TABEL = re.compile(rb'<table [^>]* displayName="([^"]*)"')


class BukuKerja:
    """`lembar` adds a sheet, `simpan` writes the file. `hidup`, `beku`: see `LembarKerja`."""

    def __init__(self, sifat: Mapping[str, Any], *, hidup: bool = True, beku: bool = False) -> None:
        self._hidup = hidup
        self._beku = beku
        self._wadah = io.BytesIO()
        self.xlsx: Any = xlsxwriter.Workbook(self._wadah, dict(_PILIHAN_BUKU))
        self.xlsx.set_properties(dict(sifat))
        self.gaya = Gaya(self.xlsx)
        self._lembar: list[LembarKerja] = []

    def lembar(self, nama: str) -> LembarKerja:
        """A new sheet, the next in order."""
        satu = LembarKerja(self.xlsx, self.gaya, nama)
        satu.hidup = self._hidup
        satu.beku = self._beku
        self._lembar.append(satu)
        return satu

    def simpan(self, tujuan: Path) -> None:
        """Write the workbook; nothing can be added to it afterwards."""
        for satu in self._lembar:
            satu.selesai()
        self.xlsx.close()
        aliran: dict[str, Aliran] = {
            f"xl/worksheets/sheet{nomor}.xml": satu.aliran
            for nomor, satu in enumerate(self._lembar, start=1)
            if satu.aliran is not None
        }
        tabel = {satu.tabel: satu for satu in aliran.values()}
        with (
            zipfile.ZipFile(self._wadah) as asal,
            zipfile.ZipFile(tujuan, "w", zipfile.ZIP_DEFLATED, compresslevel=_MAMPAT) as ke,
        ):
            for info in asal.infolist():
                isi = asal.read(info)
                if info.filename in aliran:
                    _tulis_aliran(ke, info.filename, isi_lembar(isi, aliran[info.filename]))
                elif (nama := _NAMA_TABEL.search(isi)) and (milik := tabel.get(nama[1].decode())):
                    ke.writestr(info, isi_tabel(isi, milik))
                else:
                    ke.writestr(info, isi)


def _tulis_aliran(ke: zipfile.ZipFile, nama: str, isi: Iterable[bytes]) -> None:
    with ke.open(nama, "w") as keluar:
        for potongan in isi:
            keluar.write(potongan)
