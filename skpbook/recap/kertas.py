"""A sheet under construction: typed writes only, page set-up, tables, the names that formulas refer to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from xlsxwriter.worksheet import Worksheet

from skpbook.domain.tempat import alamat, nama_kolom
from skpbook.recap.aliran import Aliran, Kolom, NamaGaya, Sel
from skpbook.recap.gaya import FRAGMEN
from skpbook.recap.teks_sel import aman, ekor_kepala
from skpbook.recap.tinggi import TINGGI_TERKECIL, banyak_baris, tinggi_teks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from skpbook.recap.gaya import Gaya

__all__ = ["Kolom", "LembarKerja"]

KERTAS_A4 = 9
SEMPIT = 60
"""A title within fewer characters is set smaller."""

_DIBUNGKUS = frozenset(nama for nama, sifat in FRAGMEN.items() if sifat.get("text_wrap"))


class _Lembar(Worksheet):  # type: ignore[misc]
    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002
        """XlsxWriter's own looks for thirty functions that ours never use: four fifths of a formula's time."""
        return formula.removeprefix("=")


class LembarKerja:
    """One sheet. Text goes through `teks`, which never makes a formula or a link of it; formulas go through
    `rumus`, which always stores the value that a recalculation must come to."""

    def __init__(self, buku: Any, gaya: Gaya, nama: str) -> None:
        self.buku = buku
        self.gaya = gaya
        self.nama = nama
        self.ws: Any = buku.add_worksheet(nama, _Lembar)
        self.ws.hide_gridlines(2)
        self._lebar: dict[int, float] = {}
        self._tinggi: dict[int, float] = {}
        self._tetap: dict[int, float] = {}
        self._judul: tuple[str, ...] = ()
        self._kolom_judul: int | None = None
        self.aliran: Aliran | None = None
        self.hidup = True
        """Whether counts of a group are formulas; past some size a program would take minutes over them."""
        self.beku = False
        """Whether every figure is a value and nothing a link: sheets to print, without those they refer to."""

    def selesai(self) -> None:
        """Write the title and set the height of every row: as asked for, else what its wrapped texts need."""
        self._tulis_judul()
        for baris, tinggi in (self._tinggi | self._tetap).items():
            self.ws.set_row(baris, tinggi)

    def tinggi(self, baris: int, tinggi: float) -> None:
        """A fixed row height in points."""
        self._tetap[baris] = tinggi

    def teks(self, baris: int, kolom: int, isi: str | None, *gaya: str) -> None:
        """A text cell (blank with its format where there is no text); its row grows with it."""
        self._teks(baris, kolom, isi, self._lebar.get(kolom, 8.43), *gaya)

    def _teks(self, baris: int, kolom: int, isi: str | None, lebar: float, *gaya: str) -> None:
        if not isi:
            self.ws.write_blank(baris, kolom, None, self.gaya(*gaya))
            return
        tulisan = aman(isi)
        self.ws.write_string(baris, kolom, tulisan, self.gaya(*gaya))
        if _DIBUNGKUS.intersection(gaya) and "tegak" not in gaya:
            sifat = [FRAGMEN[satu] for satu in gaya]
            ukuran = next((satu["font_size"] for satu in reversed(sifat) if "font_size" in satu), 10)
            perlu = tinggi_teks(tulisan, lebar, ukuran, tebal=any("bold" in satu for satu in sifat))
            self._tinggi[baris] = max(perlu, self._tinggi.get(baris, TINGGI_TERKECIL))

    def angka(self, baris: int, kolom: int, isi: float, *gaya: str) -> None:
        """A number cell."""
        self.ws.write_number(baris, kolom, isi, self.gaya(*gaya))

    def rumus(self, baris: int, kolom: int, rumus: str, hasil: float, *gaya: str) -> None:
        """A live formula with the value it has now."""
        if self.beku:
            self.angka(baris, kolom, hasil, *gaya)
            return
        self.ws.write_formula(baris, kolom, rumus, self.gaya(*gaya), hasil)

    def hitungan(self, baris: int, kolom: int, rumus: str, hasil: float, *gaya: str) -> None:
        """A count over the rows of another sheet: a live formula where the book is not too large for it."""
        if self.hidup:
            self.rumus(baris, kolom, rumus, hasil, *gaya)
        else:
            self.angka(baris, kolom, hasil, *gaya)

    def gabung_rumus(self, b1: int, k1: int, k2: int, rumus: str, hasil: float, *gaya: str) -> None:
        """A live formula over merged cells of one row."""
        self.ws.merge_range(b1, k1, b1, k2, "", self.gaya(*gaya))
        self.rumus(b1, k1, rumus, hasil, *gaya)

    def tautan(self, baris: int, kolom: int, tujuan: str, isi: str, *gaya: str) -> None:
        """A link to a cell of this workbook (`tujuan` as 'Lembar'!A1); only for text that is ours."""
        if self.beku:
            self.teks(baris, kolom, isi, *gaya)
            return
        self.ws.write_url(baris, kolom, f"internal:{tujuan}", self.gaya(*gaya, "tautan"), aman(isi))

    def gabung(self, b1: int, k1: int, b2: int, k2: int, isi: str | None, *gaya: str) -> None:
        """Text over a merged area; a single row grows with it."""
        lebar = sum(self._lebar.get(k, 8.43) for k in range(k1, k2 + 1))
        if (b1, k1) != (b2, k2):
            self.ws.merge_range(b1, k1, b2, k2, "", self.gaya(*gaya))
        self._teks(b1, k1, isi, lebar * (b2 - b1 + 1), *gaya)

    def lebar(self, lebar: Sequence[float], awal: int = 0) -> None:
        """Column widths from column `awal` on; before anything is written in them."""
        for i, satu in enumerate(lebar, start=awal):
            self.ws.set_column(i, i, satu)
            self._lebar[i] = satu

    def judul(self, judul: str, *baris: str, kolom: int | None = None) -> int:
        """Title and the lines under it, from A1; gives the row after them and one empty row.

        Lines wider than the page break; they are written by `selesai`, which knows the widths. `kolom` is the last
        column they may reach, by default the last on paper.
        """
        self._judul = (judul, *baris)
        self._kolom_judul = kolom
        return len(baris) + 2

    def _tulis_judul(self) -> None:
        akhir = self._kolom_judul if self._kolom_judul is not None else max(self._lebar, default=0)
        lebar = sum(self._lebar.get(k, 8.43) for k in range(akhir + 1))
        for i, satu in enumerate(self._judul):
            gaya = "subjudul" if i else "judul" if lebar > SEMPIT else "judul_sempit"
            ukuran = FRAGMEN[gaya]["font_size"]
            if akhir and banyak_baris(aman(satu), lebar, ukuran, not i) > 1:
                self.gabung(i, 0, i, akhir, satu, gaya, "bungkus")
            else:
                self.teks(i, 0, satu, gaya)
                self.tinggi(i, 15 if i else 22)

    def kepala(self, baris: int, kolom: Sequence[Kolom], *, tinggi: float = 30) -> None:
        """A heading row and the widths of its columns."""
        self.lebar([satu.lebar for satu in kolom])
        for i, satu in enumerate(kolom):
            self.teks(baris, i, satu.judul, "kepala")
        self.tinggi(baris, tinggi)

    def tabel(
        self, nama: str, baris: int, kolom: Sequence[Kolom], banyak: int, *, tinggi: float = 30
    ) -> None:
        """A real Excel table: heading row `baris`, then `banyak` data rows (at least one) written apart."""
        self.kepala(baris, kolom, tinggi=tinggi)
        kepala = [{"header": k.judul, "header_format": self.gaya("kepala")} for k in kolom]
        self.ws.add_table(
            baris,
            0,
            baris + max(1, banyak),
            len(kolom) - 1,
            {"name": nama, "columns": kepala, "style": None, "autofilter": True},
        )

    def daftar(
        self,
        nama: str,
        baris: int,
        kolom: Sequence[Kolom],
        banyak: int,
        isi: Iterable[Sequence[Sel]],
        *,
        kosong: tuple[int, str],
        tinggi: float = 30,
        bertautan: bool = False,
    ) -> int:
        """A real Excel table whose `banyak` rows are made while the file is written; one such on a sheet.

        Without rows one row says so: `kosong` is (column, text). `bertautan`: some cells are `Tautan`.
        Gives the table's last row.
        """
        if self.aliran is not None:
            raise ValueError(f"lembar {self.nama} sudah berisi daftar")
        polos: tuple[NamaGaya, ...] = (("sel", "redup"),)
        if not banyak:
            kolom = [Kolom(k.judul, k.lebar, polos[0]) for k in kolom]
            isi, banyak = [[kosong[1] if k == kosong[0] else None for k in range(len(kolom))]], 1
            bertautan = False
        self.tabel(nama, baris, kolom, 1, tinggi=tinggi)  # XlsxWriter notes every cell of a table
        self.aliran = Aliran(
            tabel=nama, awal=baris, kolom=tuple(kolom), banyak=banyak, baris=isi, bertautan=bertautan
        )
        for k, gaya in enumerate(self.aliran.gaya):
            self.ws.write_blank(baris + 1, k, None, self.gaya(*gaya))
        if bertautan:  # a link of the model row's keeps the place of those of the rows
            self.ws.write_url(
                baris + 1, 0, f"internal:'{self.nama}'!A1", self.gaya(*self.aliran.gaya[0]), "x"
            )
        return baris + banyak

    def jadikan_tabel(self, nama: str, baris: int, akhir: int, judul: Sequence[str]) -> None:
        """A real Excel table of what is written already: heading row `baris`, its rows up to `akhir`."""
        kepala = [{"header": satu, "header_format": self.gaya("kepala")} for satu in judul]
        pilihan = {"name": nama, "columns": kepala, "style": None, "autofilter": True}
        self.ws.add_table(baris, 0, akhir, len(judul) - 1, pilihan)

    def bertingkat(self, tingkat: Iterable[int]) -> None:
        """Give the rows of the list their outline levels, 0 to 7; a group's own row stands above it."""
        assert self.aliran is not None
        self.aliran = replace(self.aliran, tingkat=tingkat)
        self.ws.outline_settings(visible=True, symbols_below=False, symbols_right=True)
        # the model row makes room for the buttons of all levels
        self.ws.set_row(self.aliran.awal + 1, None, None, {"level": 7})

    def nama_kolom(self, nama: str, kolom: int, awal: int, banyak: int) -> None:
        """Name the data cells of a column, for formulas on other sheets."""
        huruf = nama_kolom(kolom)
        akhir = awal + max(1, banyak)
        self.buku.define_name(nama, f"='{self.nama}'!${huruf}${awal + 1}:${huruf}${akhir}")

    def nip_teks(self, b1: int, kolom: int, b2: int) -> None:
        """No "number stored as text" warnings over NIP cells: text is what they must be."""
        self.ws.ignore_errors({"number_stored_as_text": f"{alamat(b1, kolom)}:{alamat(max(b1, b2), kolom)}"})

    def cetak(
        self,
        *,
        mendatar: bool,
        kiri: str,
        kanan: str,
        ulang: tuple[int, int] | None = None,
        area: tuple[int, int, int, int] | None = None,
        satu_halaman: bool = False,
        skala: int | None = None,
        pisah: tuple[int, Sequence[int]] | None = None,
    ) -> None:
        """A4, fit to the page's width (or a fixed scale), repeated rows, header, footer with page numbers.

        `pisah` is (last column repeated on every page, columns that begin a new page).
        """
        ws = self.ws
        ws.set_paper(KERTAS_A4)
        if mendatar:
            ws.set_landscape()
        else:
            ws.set_portrait()
        ws.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.7)
        if skala is None:
            ws.fit_to_pages(1, 1 if satu_halaman else 0)
        else:
            ws.set_print_scale(skala)
        ws.center_horizontally()
        if pisah is not None:
            ws.repeat_columns(0, pisah[0])
            ws.set_v_pagebreaks(list(pisah[1]))
        if ulang is not None:
            ws.repeat_rows(*ulang)
        if area is not None:
            ws.print_area(*area)
            self._kolom_judul = area[3] if self._kolom_judul is None else self._kolom_judul
        ws.set_header(f"&L&8{_ruang(ekor_kepala(kiri))}&R&8{_ruang(ekor_kepala(kanan))}")
        ws.set_footer(f"&L&8{_ruang(ekor_kepala(self.nama))}&R&8Halaman &P dari &N")


def _ruang(teks: str) -> str:
    """A digit right after a size code would be read as part of the size."""
    return f" {teks}" if teks[:1].isdigit() else teks
