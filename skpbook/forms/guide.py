"""The Petunjuk sheet: written from the definitions, so that it always says what the sheets want."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.forms.cell_text import utuh
from skpbook.forms.heights import banyak_baris, perlu_tinggi, titik_kolom
from skpbook.forms.pages import A4
from skpbook.forms.theme import huruf_gaya

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter.worksheet import Worksheet

    from skpbook.forms.catalog import Katalog
    from skpbook.forms.choices import DaftarPilihan
    from skpbook.forms.definition import Definisi, Isian, Paket
    from skpbook.forms.theme import Gaya

LEMBAR = "Petunjuk"
_LEBAR = (34, 74, 9, 50)
_AKHIR = len(_LEBAR) - 1
_HURUF_POLOS = 10
_SEHALAMAN = 600.0
_TERENDAH = 15.0
_DIRAPATKAN = 1.25
_WARNA = (
    ("petunjuk-wajib", "Kuning: wajib diisi."),
    ("petunjuk-boleh", "Biru muda: boleh kosong."),
    ("petunjuk-salah", "Merah: pilihan tidak dikenal, pilih ulang dari daftar di selnya."),
)
_UMUM = (
    "Isi sel yang berwarna; warnanya hilang setelah terisi. Sel lain terkunci supaya bentuk formulir tetap "
    "resmi.",
    "Bila isian yang sudah tercetak (nama, NIP, jabatan) keliru, jangan diubah di sini: beri tahu pengelola "
    "kepegawaian.",
    "Baris kurang? Lihat catatan di kanan formulir: ada baris cadangan tersembunyi. Blok nomor baris di atas "
    "dan di bawahnya, klik kanan, lalu Unhide (Tampilkan). Baris yang tidak dipakai boleh "
    "disembunyikan (Hide).",
    "Pindah baris dalam satu sel: Alt+Enter. Teks tidak terlihat semua? Tarik garis bawah nomor barisnya.",
    "Simpan sebagai .xlsx dengan nama berkas yang sama, lalu kirim kembali.",
)

LembarIsian = tuple["Definisi", "Sequence[Isian]"]
"""A form and the field definitions its sheet asks for, in sheet order."""


def tulis_petunjuk(
    petunjuk: Worksheet,
    gaya: Gaya,
    katalog: Katalog,
    daftar: DaftarPilihan,
    paket: Paket,
    untuk: str | None,
    lembar: Sequence[LembarIsian],
) -> None:
    """How to fill in, then for every sheet a line a field; what a sheet above explained is not said again.

    `untuk` says for whom the workbook is.
    """
    pena = _Pena(petunjuk, gaya)
    pena.lebar_penuh(paket.nama, "petunjuk-judul", 16)
    if untuk:
        pena.lebar_penuh(utuh(untuk), "petunjuk-polos")
    for nomor, teks in enumerate(paket.petunjuk or _UMUM, start=1):
        pena.lebar_penuh(f"{nomor}. {teks}", "petunjuk-polos")
    for nama, teks in _WARNA:
        pena.baris_tabel(("", teks), (nama, "petunjuk-warna"))
    sudah: set[str] = set()
    bagian: list[tuple[int, float]] = []
    for definisi, isian in lembar:
        bagian.append((pena.baris, pena.tinggi))
        _bagian(pena, katalog, daftar, definisi, isian, sudah)
    _cetak(petunjuk, pena.baris, pena.tinggi, bagian)


def baris_untuk(untuk: str) -> int:
    """How many lines the sheet takes to say for whom it is."""
    return banyak_baris(untuk, sum(titik_kolom(satu) for satu in _LEBAR), _HURUF_POLOS)


class _Pena:
    """Writes rows one under the other, each as tall as its text."""

    def __init__(self, petunjuk: Worksheet, gaya: Gaya) -> None:
        self.petunjuk = petunjuk
        self.gaya = gaya
        self.baris = 0
        self.tinggi = 0.0
        for kolom, lebar in enumerate(_LEBAR):
            petunjuk.set_column(kolom, kolom, lebar)

    def lebar_penuh(self, teks: str, nama: str, huruf: float = _HURUF_POLOS) -> None:
        """A text over all columns."""
        format_sel = self.gaya.format(nama)
        self.petunjuk.merge_range(self.baris, 0, self.baris, _AKHIR, "", format_sel)
        self.petunjuk.write_string(self.baris, 0, teks, format_sel)
        lebar = sum(titik_kolom(satu) for satu in _LEBAR)
        self._tinggi(perlu_tinggi(teks, lebar, huruf) + 1)

    def baris_tabel(self, isi: Sequence[str], nama: Sequence[str]) -> None:
        """One text a column."""
        tinggi = 0.0
        for kolom, (teks, satu) in enumerate(zip(isi, nama, strict=True)):
            self.petunjuk.write_string(self.baris, kolom, teks, self.gaya.format(satu))
            huruf, tebal = huruf_gaya(satu)
            tinggi = max(tinggi, perlu_tinggi(teks, titik_kolom(_LEBAR[kolom]), huruf, tebal=tebal))
        self._tinggi(max(tinggi, _TERENDAH))

    def jarak(self) -> None:
        """A little space."""
        self._tinggi(6)

    def _tinggi(self, tinggi: float) -> None:
        self.petunjuk.set_row(self.baris, tinggi)
        self.baris += 1
        self.tinggi += tinggi


def _bagian(
    pena: _Pena,
    katalog: Katalog,
    daftar: DaftarPilihan,
    definisi: Definisi,
    isian: Iterable[Isian],
    sudah: set[str],
) -> None:
    pena.jarak()
    pena.lebar_penuh(f"Lembar {definisi.lembar}: {definisi.nama}", "petunjuk-bagian", 12)
    for teks in definisi.petunjuk:
        pena.lebar_penuh(f"• {teks}", "petunjuk-polos")
    baris = [satu for satu in _keterangan(katalog, daftar, isian) if satu[0] not in sudah]
    sudah.update(satu[0] for satu in baris)
    if not baris:
        return
    pena.baris_tabel(("Isian", "Cara mengisi", "Wajib", "Pilihan"), ("petunjuk-kepala",) * len(_LEBAR))
    for satu in baris:
        pena.baris_tabel(satu, ("petunjuk",) * len(_LEBAR))


def _keterangan(
    katalog: Katalog, daftar: DaftarPilihan, isian: Iterable[Isian]
) -> list[tuple[str, str, str, str]]:
    """Label, how to fill in, whether it must be, choices; the fields of a group in one line."""
    hasil: dict[str, tuple[str, str, str, str]] = {}
    for satu in isian:
        if satu.kelompok is not None:
            kelompok = katalog.umum.kelompok[satu.kelompok]
            lama = hasil.get(kelompok.label)
            wajib = "wajib" if satu.wajib or (lama and lama[2]) else ""
            hasil[kelompok.label] = (kelompok.label, kelompok.petunjuk, wajib, "")
            continue
        pilihan = "; ".join(daftar.isi(satu.pilihan)) if satu.pilihan else ""
        if satu.rumus:
            pilihan = "(terisi sendiri)"
        hasil.setdefault(
            satu.label, (satu.label, satu.petunjuk, "wajib" if satu.wajib and not satu.rumus else "", pilihan)
        )
    return list(hasil.values())


def _cetak(petunjuk: Worksheet, baris: int, tinggi: float, bagian: Sequence[tuple[int, float]]) -> None:
    """A few lines too many for one page make it smaller; on several, a part begins a page it does not fit on.

    `bagian` are the first row of each part and how far down (points) it begins.
    """
    petunjuk.hide_gridlines(2)
    petunjuk.set_paper(A4)
    petunjuk.set_landscape()
    petunjuk.set_margins(left=0.4, right=0.4, top=0.35, bottom=0.5)
    if tinggi <= _SEHALAMAN * _DIRAPATKAN:
        petunjuk.fit_to_pages(1, 1)
    else:
        petunjuk.fit_to_pages(1, 0)
        petunjuk.set_h_pagebreaks(_awal_halaman(tinggi, bagian))
    petunjuk.set_footer("&L&8Petunjuk&R&8Halaman &P dari &N", {"margin": 0.25})
    petunjuk.print_area(0, 0, baris - 1, _AKHIR)
    petunjuk.protect("", {"format_columns": True, "format_rows": True})


def _awal_halaman(tinggi: float, bagian: Sequence[tuple[int, float]]) -> list[int]:
    """Rows of the parts that would be split and fit on a page of their own; the first stays where it is."""
    hasil = []
    mulai = 0.0
    akhir = [satu for _, satu in bagian[1:]] + [tinggi]
    for urut, ((baris, atas), bawah) in enumerate(zip(bagian, akhir, strict=True)):
        if urut and bawah - mulai > _SEHALAMAN >= bawah - atas:
            hasil.append(baris)
            mulai = atas
        while bawah - mulai > _SEHALAMAN:
            mulai += _SEHALAMAN
    return hasil
