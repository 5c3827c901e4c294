"""Writing a workbook from form definitions: the sheets that belong together, Petunjuk, lists, stamp."""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook

from skpbook.domain.dokumen import Cap
from skpbook.forms import seal
from skpbook.forms.blocks.plain import TINGGI_KURVA
from skpbook.forms.cell_text import satuan, utuh
from skpbook.forms.chart import pasang_kurva
from skpbook.forms.choices import PILIHAN_RHK, DaftarPilihan
from skpbook.forms.field_map import berumus
from skpbook.forms.guide import LEMBAR as LEMBAR_PETUNJUK
from skpbook.forms.guide import tulis_petunjuk
from skpbook.forms.heights import tinggi_baris
from skpbook.forms.layout import susun, ukuran_pohon
from skpbook.forms.order import Pesanan
from skpbook.forms.pages import atur_cetak
from skpbook.forms.paths import ambil
from skpbook.forms.sheet import LembarLentur, Penyangga
from skpbook.forms.stamp import LEMBAR as LEMBAR_CAP
from skpbook.forms.stamp import baris_cap
from skpbook.forms.theme import Gaya, gaya_isian, huruf_gaya
from skpbook.forms.validation import pasang
from skpbook.forms.values import (
    TERPANJANG,
    TeksTerlaluPanjang,
    gabung,
    jalur_terbaca,
    nomor_otomatis,
    pohon_isi,
    rujukan_mutlak,
    tanggal_medan,
    teks_medan,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence, Set

    from xlsxwriter.worksheet import Worksheet

    from skpbook.domain.dokumen import Isi
    from skpbook.forms.catalog import Katalog
    from skpbook.forms.definition import Definisi, Isian, Paket
    from skpbook.forms.layout import Rentang, Sel, Tata
    from skpbook.forms.paths import Pohon
    from skpbook.forms.tables import TabelPegawai, TabelUnit
    from skpbook.forms.validation import Kelompok

_RUJUKAN = re.compile(r"\{([^{}]+)\}")
_OPSI = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_BOLEH = {
    "format_rows": True,
    "format_columns": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}
__all__ = ["Pesanan", "TeksTerlaluPanjang", "tata_paket", "tulis_buku", "urutan_lembar"]


def tata_paket(
    katalog: Katalog, paket: Paket, isi: Mapping[str, Isi | TabelPegawai | TabelUnit]
) -> dict[str, Tata]:
    """Layouts of a package's forms for what goes in, by form code."""
    return _tata(katalog, {kode: pohon_isi(isi.get(kode)) for kode in paket.lembar})


def _tata(katalog: Katalog, pohon: Mapping[str, Pohon]) -> dict[str, Tata]:
    return {kode: susun(katalog, katalog.definisi[kode], ukuran_pohon(satu)) for kode, satu in pohon.items()}


def tulis_buku(katalog: Katalog, pesanan: Pesanan) -> bytes:
    """The workbook as .xlsx bytes; the same order gives the same bytes.

    Raises TeksTerlaluPanjang for text no cell can hold.
    """
    wadah = io.BytesIO()
    buku = buku_kosong(wadah, pesanan)
    Penulis(katalog, pesanan, buku).tulis()
    buku.close()
    return seal.segel(wadah.getvalue())


def buku_kosong(wadah: io.BytesIO, pesanan: Pesanan) -> Workbook:
    """A workbook without sheets, with the document properties of an order."""
    buku = Workbook(wadah, _OPSI)
    buku.set_properties(
        {
            "title": pesanan.paket.nama,
            "author": "skpbook",
            "created": pesanan.dibuat,
            "comments": "Templat Permen PANRB 6/2022",
        }
    )
    buku.set_custom_property(seal.SIFAT, seal.KOSONG, "text")
    return buku


class IsianLembar:
    """What a sheet asks for: inputs by field definition, rows that may grow, definitions in sheet order."""

    def __init__(self) -> None:
        self.kelompok: Kelompok = {}
        self.terkunci: set[Rentang] = set()
        self.lentur: set[int] = set()
        self._urut: dict[Isian, bool] = {}

    def catat(self, sel: Sel, isian: Isian, pilihan: str | None, *, terkunci: bool) -> None:
        """Note an input cell. A locked one is coloured by the same rules as all others (filled in, it shows
        none), so that the rules of a form do not depend on what is known of a person.
        """
        rentang = (sel.baris, sel.kolom, sel.baris_akhir, sel.kolom_akhir)
        self.kelompok.setdefault((isian, pilihan), {})[rentang] = sel.bila
        self.tanyakan(isian, terkunci=terkunci)
        if terkunci:
            self.terkunci.add(rentang)
        elif rentang[:2] == rentang[2:]:
            self.lentur.add(sel.baris)

    def tanyakan(self, isian: Isian, *, terkunci: bool = False) -> None:
        """Note a field in the order of the sheet."""
        self._urut[isian] = self._urut.get(isian, False) or not terkunci

    @property
    def urut(self) -> tuple[Isian, ...]:
        """The fields that are not locked everywhere, in the order of the sheet."""
        return tuple(isian for isian, ditanya in self._urut.items() if ditanya)


class Penulis:
    """Writes the sheets of one workbook.

    `tata` are its layouts where they are not those of the order, `tak_ditanya` fields that the Petunjuk sheet
    leaves out as it does those that are locked everywhere; both by form code.
    """

    def __init__(
        self,
        katalog: Katalog,
        pesanan: Pesanan,
        buku: Workbook,
        tata: Mapping[str, Tata] | None = None,
        tak_ditanya: Mapping[str, Set[Isian]] | None = None,
    ) -> None:
        self.katalog = katalog
        self.pesanan = pesanan
        self.buku = buku
        self.gaya = Gaya(buku)
        self.dikenal = {kode: pohon_isi(pesanan.isi.get(kode)) for kode in pesanan.paket.lembar}
        self.pohon: dict[str, Pohon] = {
            kode: gabung(pohon, pohon_isi(pesanan.milik[kode])) if kode in pesanan.milik else pohon
            for kode, pohon in self.dikenal.items()
        }
        self.tata = tata or _tata(katalog, self.pohon)
        self.tak_ditanya = tak_ditanya or {}
        self.terisi: dict[str, dict[str, str]] = {}
        self.usulan: dict[str, dict[str, str]] = {}
        self.isian: dict[str, IsianLembar] = {}
        self.penyangga = Penyangga(buku)

    def tulis(self) -> None:
        petunjuk = self.buku.add_worksheet(LEMBAR_PETUNJUK)
        lembar = {
            kode: self.buku.add_worksheet(self.katalog.definisi[kode].lembar, LembarLentur)
            for kode in self.pesanan.paket.lembar
        }
        self.daftar = DaftarPilihan(self.buku, self.pesanan.periode, self.pesanan.rhk)
        tampak = [kode for kode in lembar if not self.pesanan.cetak or kode in self.pesanan.isi]
        for kode in tampak:
            self._lembar(lembar[kode], self.katalog.definisi[kode], self.tata[kode], self.pohon[kode])
        if not self.pesanan.cetak:
            tulis_petunjuk(
                petunjuk,
                self.gaya,
                self.katalog,
                self.daftar,
                self.pesanan.paket,
                self.pesanan.untuk,
                [(self.katalog.definisi[kode], self._ditanya(kode)) for kode in lembar],
            )
        self._cap({kode: self.katalog.definisi[kode].lembar for kode in lembar})
        pertama = lembar[tampak[0]]
        pertama.activate()
        pertama.set_first_sheet()
        if self.pesanan.cetak:
            for satu in (petunjuk, *(lembar[kode] for kode in lembar if kode not in tampak)):
                satu.hide()

    def _ditanya(self, kode: str) -> list[Isian]:
        tanpa = self.tak_ditanya.get(kode, frozenset())
        return [satu for satu in self.isian[kode].urut if satu not in tanpa]

    def _lembar(self, lembar: LembarLentur, definisi: Definisi, tata: Tata, pohon: Pohon) -> None:
        terbuka = self.pesanan.paket.terbuka
        for kolom, lebar in enumerate(tata.lebar):
            lembar.set_column(kolom, kolom, lebar, self.gaya.bawah_tabel() if terbuka else None)
        isian = self.isian.setdefault(definisi.kode, IsianLembar())
        teks: list[tuple[Sel, str, float, bool]] = []
        for sel in tata.sel:
            isi = self._sel(lembar, definisi, tata, pohon, sel, isian)
            if isi:
                teks.append((sel, isi, *huruf_gaya(sel.gaya)))
        tinggi = tinggi_baris(tata, teks)
        for baris, satu in tinggi.items():
            sembunyi = {"hidden": True} if baris in tata.tersembunyi else {}
            lembar.set_row(baris, satu, None, sembunyi)
        self._samping(lembar, tata, tinggi, isian)
        pasang(lembar, self.gaya, self.daftar, isian.kelompok, isian.terkunci)
        self._kurva(lembar, definisi, tata, pohon)
        lembar.hide_gridlines(2)
        lembar.set_zoom(90)
        atur_cetak(lembar, definisi, tata, tinggi, self.pesanan.untuk)
        if not terbuka:
            lembar.protect("", _BOLEH)

    def _samping(
        self, lembar: LembarLentur, tata: Tata, tinggi: Mapping[int, float], isian: IsianLembar
    ) -> None:
        """Beside the printed area: what keeps growing rows tall, then the notes on spare rows."""
        samping = len(tata.lebar)
        lembar.set_column(samping, samping, 2)
        for baris in sorted(isian.lentur):
            self.penyangga.pasang(lembar, baris, samping, tinggi[baris])
        for baris, teks in tata.catatan_samping.items():
            lembar.write_string(baris, samping + 1, teks, self.gaya.format("bantu"))

    def _sel(
        self,
        lembar: Worksheet,
        definisi: Definisi,
        tata: Tata,
        pohon: Pohon,
        sel: Sel,
        isian_lembar: IsianLembar,
    ) -> str | None:
        """Write one cell; returns what it shows. Inputs are gathered for validation, prefilled fields for the
        stamp."""
        if sel.jalur is None and sel.rumus is not None:
            return self._ulangi(lembar, definisi, tata, pohon, sel)
        if sel.jalur is None:
            self._taruh(lembar, sel, sel.teks or "", self.gaya.format(sel.gaya))
            return sel.teks
        isian = self.katalog.isian(definisi, sel.jalur)
        if sel.tanda is not None:
            return self._tanda(lembar, pohon, sel, isian, isian_lembar)
        rumus = self._rumus(definisi, tata, sel, isian)
        teks = teks_medan(pohon, sel.jalur)
        if rumus is not None:
            nilai: Any = teks
            if isian.rumus == "nomor":
                kunci = _RUJUKAN.findall(sel.rumus or "{rencana}")[0].rpartition(".")[2]
                nilai = nomor_otomatis(pohon, sel.jalur, kunci)
            self._taruh_rumus(lembar, sel, rumus, "" if nilai is None else nilai)
            isian_lembar.tanyakan(isian)
            return teks
        dikenal = teks is not None and teks_medan(self.dikenal[definisi.kode], sel.jalur) is not None
        terkunci = dikenal and not isian.boleh_ubah and not self.pesanan.bebas
        self._taruh_isian(lembar, sel, isian, teks, terkunci=terkunci)
        if dikenal and not self.pesanan.bebas:
            dicap = (self.terisi if terkunci else self.usulan).setdefault(definisi.kode, {})
            for jalur in jalur_terbaca(sel.jalur):
                dicap[jalur] = utuh(teks_medan(pohon, jalur) or "")
        pilihan = isian.pilihan
        if pilihan is None and self.pesanan.rhk and sel.jalur.endswith(".rhk_pimpinan"):
            pilihan = PILIHAN_RHK
        isian_lembar.catat(sel, isian, pilihan, terkunci=terkunci)
        return teks

    def _ulangi(
        self, lembar: Worksheet, definisi: Definisi, tata: Tata, pohon: Pohon, sel: Sel
    ) -> str | None:
        """Show a field again on a further printed page."""
        dasar = sel.rumus or ""
        teks = teks_medan(pohon, _RUJUKAN.findall(dasar)[0])
        rumus = _RUJUKAN.sub(lambda temu: self._alamat(definisi, tata, temu[1]), dasar)
        self._taruh_rumus(lembar, sel, rumus, teks or "")
        return teks

    def _taruh(self, lembar: Worksheet, sel: Sel, teks: str, format_sel: Any) -> None:
        if (sel.baris, sel.kolom) != (sel.baris_akhir, sel.kolom_akhir):
            lembar.merge_range(sel.baris, sel.kolom, sel.baris_akhir, sel.kolom_akhir, "", format_sel)
        if teks:
            lembar.write_string(sel.baris, sel.kolom, utuh(teks), format_sel)
        else:
            lembar.write_blank(sel.baris, sel.kolom, None, format_sel)

    def _taruh_isian(
        self, lembar: Worksheet, sel: Sel, isian: Isian, teks: str | None, *, terkunci: bool
    ) -> None:
        gaya = self.gaya.format(gaya_isian(sel.gaya, isian.jenis), terkunci=terkunci, teks=True)
        if teks is not None and satuan(teks) > TERPANJANG:
            raise TeksTerlaluPanjang(
                f"{isian.label} terlalu panjang ({len(teks)} huruf); satu sel memuat paling banyak "
                f"{TERPANJANG} huruf."
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
        isian_lembar: IsianLembar,
    ) -> str:
        dipilih = sel.tanda in (ambil(pohon, sel.jalur or "") or ())
        teks = f"({'X' if dipilih else ' '}) {sel.tanda}"
        self._taruh(lembar, sel, teks, self.gaya.format(sel.gaya, terkunci=False, teks=True))
        pilihan = f"tanda {sel.tanda}"
        self.daftar.khusus.setdefault(pilihan, (f"( ) {sel.tanda}", f"(X) {sel.tanda}"))
        isian_lembar.catat(sel, isian, pilihan, terkunci=False)
        return teks

    def _rumus(self, definisi: Definisi, tata: Tata, sel: Sel, isian: Isian) -> str | None:
        """The formula of a field with its paths replaced by addresses, None for a field without one."""
        if not berumus(self.katalog, self.pesanan.paket, sel, isian):
            return None
        if isian.rumus == "nomor":
            dasar = sel.rumus or ""
        elif isian.rumus == "predikat":
            dasar = self.daftar.rumus_predikat()
        else:
            dasar = f'=IF({{{isian.ikut}}}="","",{{{isian.ikut}}})'
        return _RUJUKAN.sub(lambda temu: self._alamat(definisi, tata, temu[1]), dasar)

    def _kode(self, jenis: str) -> str:
        """The form of a kind of document in this workbook."""
        return next(k for k in self.pesanan.paket.lembar if self.katalog.definisi[k].dokumen == jenis)

    def _alamat(self, definisi: Definisi, tata: Tata, rujukan: str) -> str:
        jenis, pisah, jalur = rujukan.partition(":")
        if not pisah:
            baris, kolom = tata.tempat[rujukan]
            return rujukan_mutlak(definisi.lembar, baris, kolom).partition("!")[2]
        kode = self._kode(jenis)
        baris, kolom = self.tata[kode].tempat[jalur]
        return rujukan_mutlak(self.katalog.definisi[kode].lembar, baris, kolom)

    def _kurva(self, lembar: Worksheet, definisi: Definisi, tata: Tata, pohon: Pohon) -> None:
        kurva = tata.kurva
        if kurva is None:
            return
        baris, kolom = tata.tempat[kurva.ikut]
        sel = rujukan_mutlak(definisi.lembar, baris, kolom).partition("!")[2]
        rujukan = self.daftar.kurva(definisi.lembar, sel, teks_medan(pohon, kurva.ikut))
        lebar = tata.lebar[kurva.kolom : kurva.kolom_akhir + 1]
        pasang_kurva(self.buku, lembar, kurva, rujukan, (lebar, TINGGI_KURVA))

    def _cap(self, nama: Mapping[str, str]) -> None:
        lembar = self.buku.add_worksheet(LEMBAR_CAP)
        lembar.very_hidden()
        cap = Cap(
            formulir={kode: self.katalog.definisi[kode].versi for kode in self.pesanan.paket.lembar},
            nip=self.pesanan.nip,
            unit=self.pesanan.unit,
            periode=self.pesanan.kode_periode,
            terisi=self.terisi,
            usulan=self.usulan,
        )
        ukuran = {kode: ukuran_pohon(pohon) for kode, pohon in self.pohon.items()}
        for baris, isi in enumerate(baris_cap(cap, nama, self.pesanan.kunci, ukuran)):
            for kolom, teks in enumerate(isi):
                lembar.write_string(baris, kolom, utuh(teks))
        lembar.protect()


def urutan_lembar(katalog: Katalog, paket: Paket) -> Sequence[str]:
    """Sheet names of a package, without the helping sheets."""
    return [katalog.definisi[kode].lembar for kode in paket.lembar]
