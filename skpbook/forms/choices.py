"""The hidden list sheet: choices of the dropdowns, the kuadran the predikat formula looks up, the curve."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from skpbook.domain.tempat import nama_kolom
from skpbook.forms.cell_text import utuh
from skpbook.forms.values import TERPANJANG, TeksTerlaluPanjang
from skpbook.regulation.distribusi import kurva
from skpbook.regulation.kuadran import predikat
from skpbook.regulation.label import Capaian, Predikat, Rating
from skpbook.regulation.pilihan import daftar_pilihan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

LEMBAR = "_daftar"
PILIHAN_RHK = "rhk-pimpinan"
_SEMUA_PERIODE = ("periode-bulan", "periode-triwulan", "periode-semester", "periode-akhir")
_BUKAN_NAMA = re.compile(r"\W")
_NAMA_KURVA = {Predikat.KURANG: "Kurang/ Misconduct"}
"""How the axis of the regulation's picture writes a predikat."""

URUTAN_KURVA = (
    Predikat.SANGAT_KURANG,
    Predikat.KURANG,
    Predikat.BUTUH_PERBAIKAN,
    Predikat.BAIK,
    Predikat.SANGAT_BAIK,
)
"""The order of the curve's axis in the regulation's pictures."""


class DaftarPilihan:
    """Fills the sheet column by column, on demand."""

    def __init__(self, buku: Workbook, periode: Sequence[str], rhk: Sequence[str]) -> None:
        self.buku = buku
        self.lembar: Worksheet = buku.add_worksheet(LEMBAR)
        self.lembar.very_hidden()
        semua = tuple(satu for nama in _SEMUA_PERIODE for satu in daftar_pilihan(nama))
        self.khusus = {"periode": tuple(periode) or semua, PILIHAN_RHK: tuple(rhk)}
        self._rentang: dict[str, str] = {}
        self._kolom = 0

    def isi(self, nama: str) -> tuple[str, ...]:
        """The choices of a list: of the regulation, or this workbook's own (periode, RHK of the leader)."""
        return self.khusus[nama] if nama in self.khusus else daftar_pilihan(nama)

    def rentang(self, nama: str) -> str:
        """The defined name of a list, e.g. `daftar_aspek`, written at first use.

        Conditional formats take ranges of other sheets by name only, as far as every Excel is concerned.
        """
        if nama not in self._rentang:
            sebutan = "daftar_" + _BUKAN_NAMA.sub("_", nama)
            self.buku.define_name(sebutan, "=" + self.tulis_kolom(nama, self.isi(nama)))
            self._rentang[nama] = sebutan
        return self._rentang[nama]

    def tulis_kolom(self, judul: str, isi: Sequence[str]) -> str:
        """A column with its title; returns the absolute range of the values.

        Raises TeksTerlaluPanjang for a text no cell can hold.
        """
        kolom = self._kolom
        self._kolom += 1
        if any(len(teks) > TERPANJANG for teks in isi):
            raise TeksTerlaluPanjang(
                f"Satu pilihan pada daftar {judul} lebih panjang daripada {TERPANJANG} huruf; "
                "satu sel tidak memuatnya."
            )
        self.lembar.write_string(0, kolom, judul)
        for baris, teks in enumerate(isi, start=1):
            self.lembar.write_string(baris, kolom, utuh(teks))
        huruf = nama_kolom(kolom)
        return f"{LEMBAR}!${huruf}$2:${huruf}${max(len(isi), 1) + 1}"

    def rumus_predikat(self) -> str:
        """The kuadran (Permen PANRB 6/2022, kuadran kinerja pegawai) as a formula over two rating cells."""
        if "kuadran" not in self._rentang:
            baris = self.tulis_kolom("hasil \\ perilaku", [satu.value for satu in Rating])
            awal = self._kolom
            for perilaku in Rating:
                self.tulis_kolom(perilaku.value, [predikat(hasil, perilaku).value for hasil in Rating])
            kiri, kanan = nama_kolom(awal), nama_kolom(self._kolom - 1)
            akhir = len(Rating) + 1
            self._rentang["kuadran"] = (
                '=IF(OR({rating_hasil}="",{rating_perilaku}=""),"",IFERROR(INDEX('
                f"{LEMBAR}!${kiri}$2:${kanan}${akhir},MATCH({{rating_hasil}},{baris},0),"
                f'MATCH({{rating_perilaku}},{LEMBAR}!${kiri}$1:${kanan}$1,0)),""))'
            )
        return self._rentang["kuadran"]

    def kurva(self, lembar: str, sel: str, capaian: str | None) -> tuple[str, str, str]:
        """Ranges of the chart (title cell, categories, values) following the capaian cell of a sheet.

        The heights are for drawing only: the regulation shows pictures without numbers.
        """
        nama = self.tulis_kolom("capaian", [satu.value for satu in Capaian])
        kiri = self._kolom
        for nomor, label in enumerate(URUTAN_KURVA):
            kolom = self._kolom
            self._kolom += 1
            self.lembar.write_string(0, kolom, _NAMA_KURVA.get(label, label.value))
            for baris, satu in enumerate(Capaian, start=1):
                self.lembar.write_number(baris, kolom, kurva(satu)[nomor])
        dipilih = next((satu for satu in Capaian if satu.value == capaian), None)
        rujuk = f"'{lembar}'!{sel}"
        bawah = len(Capaian) + 2
        for nomor in range(len(URUTAN_KURVA)):
            huruf = nama_kolom(kiri + nomor)
            self.lembar.write_formula(
                bawah,
                kiri + nomor,
                f"=IFERROR(INDEX({huruf}2:{huruf}{len(Capaian) + 1},MATCH({rujuk},{nama},0)),0)",
                None,
                kurva(dipilih)[nomor] if dipilih else 0,
            )
        dasar = "Kurva distribusi predikat kinerja pegawai dengan capaian kinerja organisasi"
        self.lembar.write_formula(
            bawah + 1,
            kiri,
            f'="{dasar} "&IF({rujuk}="","(belum dipilih)",UPPER({rujuk}))',
            None,
            f"{dasar} {dipilih.value.upper() if dipilih else '(belum dipilih)'}",
        )
        awal, akhir = nama_kolom(kiri), nama_kolom(self._kolom - 1)
        return (
            f"={LEMBAR}!${awal}${bawah + 2}",
            f"={LEMBAR}!${awal}$1:${akhir}$1",
            f"={LEMBAR}!${awal}${bawah + 1}:${akhir}${bawah + 1}",
        )
