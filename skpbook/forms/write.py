"""Writing a workbook from form definitions: the sheets that belong together, Petunjuk, lists, stamp."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from xlsxwriter import Workbook

from skpbook.domain.dokumen import Cap, Isi
from skpbook.forms.choices import DaftarPilihan
from skpbook.forms.definition import Definisi, Isian, Paket
from skpbook.forms.guide import LEMBAR as LEMBAR_PETUNJUK
from skpbook.forms.guide import tulis_petunjuk
from skpbook.forms.heights import tinggi_baris
from skpbook.forms.layout import Sel, Tata, susun, ukuran_pohon
from skpbook.forms.stamp import LEMBAR as LEMBAR_CAP
from skpbook.forms.stamp import baris_cap
from skpbook.forms.tables import TabelPegawai, TabelUnit
from skpbook.forms.theme import Gaya
from skpbook.forms.validation import Rentang, pasang
from skpbook.forms.values import (
    jalur_terbaca,
    nomor_otomatis,
    pohon_isi,
    rujukan_mutlak,
    tanggal_medan,
    teks_medan,
)

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from skpbook.forms.catalog import Katalog
    from skpbook.forms.paths import Pohon

TERPANJANG = 32_767
_RUJUKAN = re.compile(r"\{([^{}]+)\}")
_OPSI = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class TeksTerlaluPanjang(Exception):
    """A text does not fit a cell; the sentence names the field."""


class Pesanan(Struct, frozen=True, kw_only=True):
    """One workbook to write.

    `isi` maps form code -> what is known already (locked, and noted in the stamp; a form without one stays blank).
    `periode` are the labels of the period dropdown, `rhk` the leader's RHK offered for "yang diintervensi".
    `bebas`: nothing is locked or stamped as prefilled (a filled example).
    """

    paket: Paket
    isi: Mapping[str, Isi | TabelPegawai | TabelUnit]
    nip: str | None = None
    unit: str | None = None
    kode_periode: str | None = None
    periode: tuple[str, ...] = ()
    rhk: tuple[str, ...] = ()
    untuk: str | None = None
    dibuat: datetime
    kunci: bytes
    bebas: bool = False


def tata_paket(
    katalog: Katalog, paket: Paket, isi: Mapping[str, Isi | TabelPegawai | TabelUnit]
) -> dict[str, Tata]:
    """Layouts of a package's forms for what goes in, by form code."""
    return {
        kode: susun(katalog, katalog.definisi[kode], ukuran_pohon(pohon_isi(isi.get(kode))))
        for kode in paket.lembar
    }


def tulis_buku(katalog: Katalog, pesanan: Pesanan) -> bytes:
    """The workbook as .xlsx bytes; the same order gives the same bytes.

    Raises TeksTerlaluPanjang for text no cell can hold.
    """
    wadah = io.BytesIO()
    buku = Workbook(wadah, _OPSI)
    buku.set_properties(
        {
            "title": pesanan.paket.nama,
            "author": "skpbook",
            "created": pesanan.dibuat,
            "comments": "Templat Permen PANRB 6/2022",
        }
    )
    _Penulis(katalog, pesanan, buku).tulis()
    buku.close()
    return wadah.getvalue()


class _Penulis:
    """Writes the sheets of one workbook."""

    def __init__(self, katalog: Katalog, pesanan: Pesanan, buku: Workbook) -> None:
        self.katalog = katalog
        self.pesanan = pesanan
        self.buku = buku
        self.gaya = Gaya(buku)
        self.pohon = {kode: pohon_isi(pesanan.isi.get(kode)) for kode in pesanan.paket.lembar}
        self.tata = tata_paket(katalog, pesanan.paket, pesanan.isi)
        self.terisi: dict[str, dict[str, str]] = {}

    def tulis(self) -> None:
        self.buku.add_worksheet(LEMBAR_PETUNJUK)
        lembar = {
            kode: self.buku.add_worksheet(self.katalog.definisi[kode].lembar)
            for kode in self.pesanan.paket.lembar
        }
        self.daftar = DaftarPilihan(self.buku, self.pesanan.periode, self.pesanan.rhk)
        for kode, satu in lembar.items():
            self._lembar(satu, self.katalog.definisi[kode], self.tata[kode], self.pohon[kode])
        tulis_petunjuk(
            self.buku,
            self.gaya,
            self.katalog,
            self.pesanan.paket.nama,
            self.pesanan.untuk,
            [(self.katalog.definisi[kode], self.tata[kode]) for kode in lembar],
            self.daftar,
        )
        self._cap({kode: self.katalog.definisi[kode].lembar for kode in lembar})
        pertama = lembar[self.pesanan.paket.lembar[0]]
        pertama.activate()
        pertama.set_first_sheet()

    def _lembar(self, lembar: Worksheet, definisi: Definisi, tata: Tata, pohon: Pohon) -> None:
        for kolom, lebar in enumerate(tata.lebar):
            lembar.set_column(kolom, kolom, lebar)
        terisi = self.terisi.setdefault(definisi.kode, {})
        kelompok: dict[tuple[str, str | None], tuple[Isian, list[Rentang]]] = {}
        panjang: list[tuple[Sel, str]] = []
        for sel in tata.sel:
            teks = self._sel(lembar, definisi, tata, pohon, sel, terisi, kelompok)
            if teks and sel.gaya not in ("panduan", "kepala", "kepala-bantu"):
                panjang.append((sel, teks))
        tinggi = tinggi_baris(tata, panjang)
        for baris in sorted({*tinggi, *tata.tersembunyi}):
            lembar.set_row(
                baris, tinggi.get(baris), None, {"hidden": True} if baris in tata.tersembunyi else {}
            )
        samping = len(tata.lebar) + 0
        for baris, teks in tata.catatan_samping.items():
            lembar.write_string(baris, samping, teks, self.gaya.format("bantu"))
        if tata.catatan_samping:
            lembar.set_column(samping, samping, 46)
        pasang(lembar, self.gaya, self.daftar, kelompok)
        if tata.kurva is not None:
            self._kurva(lembar, definisi, tata, pohon)
        self._cetak(lembar, definisi, tata)

    def _sel(
        self,
        lembar: Worksheet,
        definisi: Definisi,
        tata: Tata,
        pohon: Pohon,
        sel: Sel,
        terisi: dict[str, str],
        kelompok: dict[tuple[str, str | None], tuple[Isian, list[Rentang]]],
    ) -> str | None:
        """Write one cell; returns its text. Inputs are gathered for validation, prefilled fields for the stamp."""
        if sel.jalur is None:
            self._taruh(lembar, sel, sel.teks or "", self.gaya.format(sel.gaya))
            return sel.teks
        isian = self.katalog.isian(definisi, sel.jalur)
        if sel.tanda is not None:
            return self._tanda(lembar, pohon, sel, isian, kelompok)
        rumus = self._rumus(definisi, tata, sel, isian)
        teks = teks_medan(pohon, sel.jalur)
        if rumus is not None:
            nilai: Any = teks
            if isian.rumus == "nomor":
                kunci = _RUJUKAN.findall(sel.rumus or "{rencana}")[0].rpartition(".")[2]
                nilai = nomor_otomatis(pohon, sel.jalur, kunci)
            self._taruh_rumus(lembar, sel, rumus, "" if nilai is None else nilai)
            return teks
        terkunci = teks is not None and not isian.boleh_ubah and not self.pesanan.bebas
        self._taruh_isian(lembar, sel, isian, teks, terkunci=terkunci)
        if terkunci and teks is not None:
            for jalur in jalur_terbaca(sel.jalur):
                terisi[jalur] = teks_medan(pohon, jalur) or ""
        if not terkunci:
            pilihan = isian.pilihan
            if pilihan is None and isian.label and self.pesanan.rhk and sel.jalur.endswith(".rhk_pimpinan"):
                pilihan = "rhk-pimpinan"
            _, rentang = kelompok.setdefault((isian.label, pilihan), (isian, []))
            rentang.append((sel.baris, sel.kolom, sel.baris_akhir, sel.kolom_akhir))
        return teks

    def _taruh(self, lembar: Worksheet, sel: Sel, teks: str, format_sel: Any) -> None:
        if (sel.baris, sel.kolom) != (sel.baris_akhir, sel.kolom_akhir):
            lembar.merge_range(sel.baris, sel.kolom, sel.baris_akhir, sel.kolom_akhir, "", format_sel)
        if teks:
            lembar.write_string(sel.baris, sel.kolom, teks, format_sel)
        else:
            lembar.write_blank(sel.baris, sel.kolom, None, format_sel)

    def _taruh_isian(
        self, lembar: Worksheet, sel: Sel, isian: Isian, teks: str | None, *, terkunci: bool
    ) -> None:
        gaya = self.gaya.format(sel.gaya, terkunci=terkunci, teks=True)
        if teks is not None and len(teks) > TERPANJANG:
            raise TeksTerlaluPanjang(
                f"{isian.label} terlalu panjang ({len(teks)} huruf); satu sel memuat paling banyak {TERPANJANG} huruf."
            )
        tanggal = tanggal_medan(isian, teks) if teks else None
        if tanggal is None:
            self._taruh(lembar, sel, teks or "", gaya)
            return
        self._taruh(lembar, sel, "", gaya)
        lembar.write_datetime(sel.baris, sel.kolom, datetime(tanggal.year, tanggal.month, tanggal.day), gaya)

    def _taruh_rumus(self, lembar: Worksheet, sel: Sel, rumus: str, nilai: Any) -> None:
        gaya = self.gaya.format(sel.gaya)
        if (sel.baris, sel.kolom) != (sel.baris_akhir, sel.kolom_akhir):
            lembar.merge_range(sel.baris, sel.kolom, sel.baris_akhir, sel.kolom_akhir, "", gaya)
        lembar.write_formula(sel.baris, sel.kolom, rumus, gaya, nilai)

    def _tanda(
        self,
        lembar: Worksheet,
        pohon: Pohon,
        sel: Sel,
        isian: Isian,
        kelompok: dict[tuple[str, str | None], tuple[Isian, list[Rentang]]],
    ) -> str:
        from skpbook.forms.paths import ambil

        dipilih = sel.tanda in (ambil(pohon, sel.jalur or "") or ())
        teks = f"({'X' if dipilih else ' '}) {sel.tanda}"
        self._taruh(lembar, sel, teks, self.gaya.format(sel.gaya, terkunci=False, teks=True))
        pilihan = f"tanda {sel.tanda}"
        self.daftar.khusus.setdefault(pilihan, (f"( ) {sel.tanda}", f"(X) {sel.tanda}"))
        _, rentang = kelompok.setdefault((isian.label, pilihan), (isian, []))
        rentang.append((sel.baris, sel.kolom, sel.baris_akhir, sel.kolom_akhir))
        return teks

    def _rumus(self, definisi: Definisi, tata: Tata, sel: Sel, isian: Isian) -> str | None:
        """The formula of a field with its paths replaced by addresses, None for a field without one."""
        if isian.rumus == "nomor":
            dasar = sel.rumus
        elif isian.rumus == "predikat":
            dasar = self.daftar.rumus_predikat()
        elif isian.rumus == "ikut" and isian.ikut is not None and self._ada(isian.ikut):
            dasar = f'=IF({{{isian.ikut}}}="","",{{{isian.ikut}}})'
        else:
            dasar = None
        if dasar is None:
            return None
        return _RUJUKAN.sub(lambda temu: self._alamat(definisi, tata, temu[1]), dasar)

    def _ada(self, rujukan: str) -> bool:
        """Is the followed form in this workbook? Alone, the field is an input like any other."""
        jenis = rujukan.partition(":")[0]
        return any(self.katalog.definisi[kode].dokumen == jenis for kode in self.pesanan.paket.lembar)

    def _alamat(self, definisi: Definisi, tata: Tata, rujukan: str) -> str:
        jenis, pisah, jalur = rujukan.partition(":")
        if not pisah:
            baris, kolom = tata.tempat[rujukan]
            return rujukan_mutlak(definisi.lembar, baris, kolom).partition("!")[2]
        kode = next(k for k in self.pesanan.paket.lembar if self.katalog.definisi[k].dokumen == jenis)
        baris, kolom = self.tata[kode].tempat[jalur]
        return rujukan_mutlak(self.katalog.definisi[kode].lembar, baris, kolom)

    def _kurva(self, lembar: Worksheet, definisi: Definisi, tata: Tata, pohon: Pohon) -> None:
        kurva = tata.kurva
        if kurva is None:
            return
        baris, kolom = tata.tempat[kurva.ikut]
        sel = rujukan_mutlak(definisi.lembar, baris, kolom).partition("!")[2]
        judul, kategori, nilai = self.daftar.kurva(definisi.lembar, sel, teks_medan(pohon, kurva.ikut))
        gambar = self.buku.add_chart({"type": "line"})
        gambar.add_series(
            {
                "name": judul,
                "categories": kategori,
                "values": nilai,
                "smooth": True,
                "line": {"width": 2.5, "color": "#1F4E79"},
                "marker": {"type": "circle", "size": 6, "fill": {"color": "#1F4E79"}},
            }
        )
        gambar.set_title({"name": judul, "name_font": {"size": 9}, "overlay": False})
        gambar.set_legend({"none": True})
        gambar.set_x_axis(
            {"name": "Predikat Kinerja Pegawai", "name_font": {"size": 8}, "num_font": {"size": 8}}
        )
        gambar.set_y_axis(
            {
                "name": "Frekuensi Pegawai",
                "name_font": {"size": 8},
                "num_font": {"size": 1, "color": "#FFFFFF"},
                "major_gridlines": {"visible": False},
                "min": 0,
            }
        )
        gambar.show_hidden_data()
        lebar = sum(int(satu * 7 + 5) for satu in tata.lebar[kurva.kolom : kurva.kolom_akhir + 1])
        tinggi = (kurva.baris_akhir - kurva.baris + 1) * 24
        gambar.set_size({"width": min(lebar - 40, 620), "height": tinggi - 8})
        lembar.insert_chart(
            kurva.baris,
            kurva.kolom,
            gambar,
            {
                "x_offset": max((lebar - min(lebar - 40, 620)) // 2, 2),
                "y_offset": 4,
                "object_position": 1,
                "description": "Kurva pola distribusi predikat kinerja menurut capaian kinerja organisasi",
            },
        )

    def _cetak(self, lembar: Worksheet, definisi: Definisi, tata: Tata) -> None:
        lembar.hide_gridlines(2)
        lembar.set_zoom(90)
        lembar.set_paper(9)
        if definisi.mendatar:
            lembar.set_landscape()
        lembar.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        lembar.fit_to_pages(1, 0)
        lembar.center_horizontally()
        lembar.print_area(0, tata.kolom_cetak[0], max(tata.jumlah_baris - 1, 0), tata.kolom_cetak[1])
        if tata.baris_judul is not None:
            lembar.repeat_rows(*tata.baris_judul)
        if tata.pemisah_halaman:
            lembar.set_h_pagebreaks(list(tata.pemisah_halaman))
        lembar.set_footer(f"&L&8{definisi.nama.replace('&', '&&')}&R&8Halaman &P dari &N")
        lembar.protect(
            "",
            {
                "format_rows": True,
                "format_columns": True,
                "select_locked_cells": True,
                "select_unlocked_cells": True,
            },
        )

    def _cap(self, nama: Mapping[str, str]) -> None:
        lembar = self.buku.add_worksheet(LEMBAR_CAP)
        lembar.very_hidden()
        cap = Cap(
            formulir={kode: self.katalog.definisi[kode].versi for kode in self.pesanan.paket.lembar},
            nip=self.pesanan.nip,
            unit=self.pesanan.unit,
            periode=self.pesanan.kode_periode,
            terisi={kode: isi for kode, isi in self.terisi.items() if isi},
        )
        for baris, isi in enumerate(baris_cap(cap, nama, self.pesanan.kunci)):
            for kolom, teks in enumerate(isi):
                lembar.write_string(baris, kolom, teks)
        lembar.protect()


def urutan_lembar(katalog: Katalog, paket: Paket) -> Sequence[str]:
    """Sheet names of a package, without the helping sheets."""
    return [katalog.definisi[kode].lembar for kode in paket.lembar]
