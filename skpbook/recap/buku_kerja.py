"""A recap workbook in the making: XlsxWriter's book, the long tables that go into it at the end."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import xlsxwriter

from skpbook.recap.aliran import Aliran, isi_lembar
from skpbook.recap.gaya import Gaya
from skpbook.recap.kertas import LembarKerja

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_PILIHAN_BUKU = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


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
        with (
            zipfile.ZipFile(self._wadah) as asal,
            zipfile.ZipFile(tujuan, "w", zipfile.ZIP_DEFLATED) as ke,
        ):
            for info in asal.infolist():
                isi = asal.read(info)
                if info.filename in aliran:
                    baru = zipfile.ZipInfo(info.filename, info.date_time)
                    baru.compress_type = zipfile.ZIP_DEFLATED
                    with ke.open(baru, "w") as keluar:
                        for potongan in isi_lembar(isi, aliran[info.filename]):
                            keluar.write(potongan)
                else:
                    ke.writestr(info, isi)
