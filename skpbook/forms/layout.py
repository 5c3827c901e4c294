"""Where everything of a form stands: the pure result of a definition and the sizes of what goes in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from skpbook.domain.tempat import alamat, nomor_kolom

if TYPE_CHECKING:
    from skpbook.forms.catalog import Katalog
    from skpbook.forms.definition import Definisi

AWALAN_SAMPING = "Perlu baris lagi?"
"""How the notes beside the printed area start; the reader passes over them."""

Rentang = tuple[int, int, int, int]
"""Cells: row, column, last row, last column, zero-based, inclusive."""

Ukuran = tuple[tuple[str, int], ...]
"""Lengths of the lists of a document, by path: what a layout depends on besides its definition."""

_TAMBAH = 5
"""Items a list grows by beyond what its form has room for, so that few layouts serve many documents."""

_NOMOR = re.compile(r"\[\d+\]")


class Wadah(Struct, frozen=True):
    """Room for a list: `isi` items are laid out whatever the document, `sisa` of them stay empty."""

    isi: int
    sisa: int = 0

    def muat(self, banyak: int) -> int:
        """Items laid out for so many at hand."""
        lebih = banyak + self.sisa - self.isi
        return self.isi if lebih <= 0 else self.isi + -(-lebih // _TAMBAH) * _TAMBAH


TEPAT = Wadah(0)
"""A list that is laid out as long as it is (the columns of a matrix)."""


class Lipatan(Struct, frozen=True):
    """Items of a list of which the last are hidden: `rentang` are the first and last row of each.

    As many are visible as the longest of the lists `jalur` has, but at least `tampak`, or `terisi` where one
    of the lists `penentu` has any. `nama` says what they are in the note on hidden ones; None: there is none.
    """

    jalur: tuple[str, ...]
    rentang: tuple[tuple[int, int], ...]
    tampak: int
    terisi: int
    penentu: tuple[str, ...] = ()
    nama: str | None = None

    def terlihat(self, ukuran: Mapping[str, int]) -> int:
        """How many items are visible for a document of these list lengths."""
        ada = max((ukuran.get(jalur, 0) for jalur in self.jalur), default=0)
        dasar = self.terisi if any(ukuran.get(jalur) for jalur in self.penentu) else self.tampak
        return min(max(ada, dasar), len(self.rentang))


class Sel(Struct, frozen=True, kw_only=True):
    """One placed cell, zero-based, inclusive. `jalur` for a field, `teks` for what is fixed.

    `rumus` is a formula whose `{path}` parts are replaced by addresses (`{jenis:path}` for another sheet);
    without a `jalur` it only shows again, on a further printed page, what stands in a field.
    `tanda` is the choice text of a mark cell. `bila`: a required field is required only where one of these
    cells is filled in (none: nowhere), else everywhere.
    """

    baris: int
    kolom: int
    baris_akhir: int
    kolom_akhir: int
    gaya: str
    teks: str | None = None
    jalur: str | None = None
    rumus: str | None = None
    tanda: str | None = None
    bila: tuple[Rentang, ...] | None = None

    @property
    def sel(self) -> str:
        """A1 address of the top left cell."""
        return alamat(self.baris, self.kolom)


class LetakKurva(Struct, frozen=True, kw_only=True):
    """Where the distribution chart stands and which field it follows."""

    baris: int
    kolom: int
    baris_akhir: int
    kolom_akhir: int
    ikut: str


class Tata(Struct, frozen=True, kw_only=True):
    """A laid out sheet. `tempat` has the (row, column) of every field path, `tinggi` least heights in points.

    `bentuk` are the list lengths its cells depend on: documents of the same `bentuk` have the same cells and
    differ in `tersembunyi` and `catatan_samping` alone, which come of `lipatan`.

    `pemisah_halaman` are rows that begin a printed page, `utuh` groups of rows that stay on one page,
    `baris_judul` the rows and `kolom_judul` the columns printed on every page, `halaman` the columns of the
    pages side by side, the first with `kolom_judul` in it.
    """

    kode: str
    bentuk: Ukuran = ()
    sel: tuple[Sel, ...]
    lipatan: tuple[Lipatan, ...] = ()
    tempat: Mapping[str, tuple[int, int]]
    tinggi: Mapping[int, float]
    tersembunyi: frozenset[int]
    catatan_samping: Mapping[int, str]
    pemisah_halaman: tuple[int, ...]
    utuh: tuple[tuple[int, int], ...]
    kurva: LetakKurva | None
    baris_judul: tuple[int, int] | None
    kolom_judul: tuple[int, int] | None
    halaman: tuple[tuple[int, int], ...]
    jumlah_baris: int
    lebar: tuple[float, ...]
    kolom_cetak: tuple[int, int]


class Pena:
    """Writes blocks one under the other; blocks call it, `susun` reads it off."""

    def __init__(self, definisi: Definisi, ukuran: Ukuran) -> None:
        self.definisi = definisi
        self.ukuran = dict(ukuran)
        self.baris = 0
        self.sel: list[Sel] = []
        self.tempat: dict[str, tuple[int, int]] = {}
        self.tinggi: dict[int, float] = {}
        self.lipatan: list[Lipatan] = []
        self.pemisah: list[int] = []
        self.utuh: list[tuple[int, int]] = []
        self.kurva: LetakKurva | None = None
        self.baris_judul: tuple[int, int] | None = None
        self.kolom_judul = rentang_kolom(definisi.kolom_ulang) if definisi.kolom_ulang else None
        self.lebar = list(definisi.kolom)
        bantu = {self.rentang(k)[0] for k in definisi.kolom_bantu}
        cetak = [k for k in range(len(self.lebar)) if k not in bantu]
        self.kiri, self.kanan = cetak[0], cetak[-1]
        self.halaman = self.bagi_halaman(definisi.lebar_halaman)

    @staticmethod
    def rentang(kolom: str) -> tuple[int, int]:
        """Zero-based first and last column of "B" or "B:D"."""
        return rentang_kolom(kolom)

    def tulis(
        self,
        kolom: tuple[int, int],
        gaya: str,
        *,
        teks: str | None = None,
        jalur: str | None = None,
        rumus: str | None = None,
        tanda: str | None = None,
        baris: int | None = None,
        sampai: int | None = None,
    ) -> None:
        """Place a cell in the current row (or `baris`..`sampai`)."""
        mulai = self.baris if baris is None else baris
        akhir = mulai if sampai is None else sampai
        self.sel.append(
            Sel(
                baris=mulai,
                kolom=kolom[0],
                baris_akhir=akhir,
                kolom_akhir=kolom[1],
                gaya=gaya,
                teks=teks,
                jalur=jalur,
                rumus=rumus,
                tanda=tanda,
            )
        )
        if jalur is not None and tanda is None:
            self.tempat[jalur] = (mulai, kolom[0])
        elif jalur is not None:
            self.tempat.setdefault(jalur, (mulai, kolom[0]))

    def bagi_halaman(self, banyak: int) -> list[tuple[int, int]]:
        """Columns of so many printed pages side by side, all about as wide; the first has the repeated ones."""
        awal = self.kiri if self.kolom_judul is None else self.kolom_judul[1] + 1
        jatah = sum(self.lebar[awal : self.kanan + 1]) / banyak
        hasil = [(self.kiri, self.kanan)]
        terpakai = 0.0
        for kolom in range(awal, self.kanan + 1):
            if terpakai + self.lebar[kolom] / 2 > jatah * len(hasil):
                hasil[-1] = (hasil[-1][0], kolom - 1)
                hasil.append((kolom, self.kanan))
            terpakai += self.lebar[kolom]
        return hasil

    def per_halaman(self) -> list[tuple[int, int]]:
        """Columns for a line over each page's width: of several pages side by side those no other page repeats."""
        if len(self.halaman) == 1 or self.kolom_judul is None:
            return self.halaman
        return [(max(kiri, self.kolom_judul[1] + 1), kanan) for kiri, kanan in self.halaman]

    def penuh(self) -> tuple[int, int]:
        """The printed columns, first to last."""
        return self.kiri, self.kanan

    def maju(self, jumlah: int = 1) -> None:
        """Go down."""
        self.baris += jumlah

    def ulang(self, mulai: int) -> None:
        """Rows from `mulai` to here are printed on every page, with such rows right above them."""
        awal = mulai
        if self.baris_judul is not None and self.baris_judul[1] == mulai - 1:
            awal = self.baris_judul[0]
        self.baris_judul = (awal, self.baris - 1)

    def satukan(self, mulai: int, *, sambung: bool = False) -> None:
        """Rows from `mulai` to here stay on one page; `sambung`: with the group that ends right above."""
        awal = mulai
        if sambung and self.utuh and self.utuh[-1][1] == mulai - 1:
            awal = self.utuh.pop()[0]
        self.utuh.append((awal, self.baris - 1))

    def wajib_bila(self, mulai: int, rentang: Iterable[Rentang]) -> None:
        """Fields placed since `mulai` (a length of `sel`) are required only where a person began to fill in
        the item they are of: one of these cells. Those with a condition of their own keep it.
        """
        bila = tuple(rentang)
        for nomor in range(mulai, len(self.sel)):
            satu = self.sel[nomor]
            if satu.jalur is not None and satu.bila is None:
                self.sel[nomor] = replace(satu, bila=bila)

    def banyak(self, jalur: str) -> int:
        """Length of a list that is laid out as long as it is (`TEPAT`)."""
        return self.ukuran.get(jalur, 0)

    def muat(self, jalur: str, wadah: Wadah) -> int:
        """How many items of a list are laid out."""
        return self.ukuran.get(jalur, wadah.isi)

    def lipat(self, lipatan: Lipatan) -> None:
        """Note items of which the last are hidden."""
        self.lipatan.append(lipatan)


@lru_cache(maxsize=4096)
def rentang_kolom(kolom: str) -> tuple[int, int]:
    """Zero-based first and last column of "B" or "B:D"."""
    awal, _, akhir = kolom.partition(":")
    return nomor_kolom(awal), nomor_kolom(akhir or awal)


def ukuran_pohon(pohon: Any, awalan: str = "") -> Ukuran:
    """Lengths of all lists in a document tree (dicts, lists, texts)."""
    hasil: list[tuple[str, int]] = []
    if isinstance(pohon, Mapping):
        for nama, nilai in pohon.items():
            hasil.extend(ukuran_pohon(nilai, f"{awalan}.{nama}" if awalan else nama))
    elif isinstance(pohon, (list, tuple)):
        hasil.append((awalan, len(pohon)))
        for nomor, nilai in enumerate(pohon):
            hasil.extend(ukuran_pohon(nilai, f"{awalan}[{nomor}]"))
    return tuple(hasil)


def susun(katalog: Katalog, definisi: Definisi, ukuran: Ukuran = ()) -> Tata:
    """Lay out a form for a document of the given list lengths (none: the blank form)."""
    return _lengkap(_Kunci(katalog, definisi), ukuran)


@lru_cache(maxsize=1024)
def _lengkap(kunci: _Kunci, ukuran: Ukuran) -> Tata:
    """The cells, and which of them are hidden."""
    tata = _susun(kunci, bentuk(kunci.katalog, kunci.definisi, ukuran))
    banyak = dict(ukuran)
    tersembunyi: set[int] = set()
    catatan: dict[int, str] = {}
    for satu in tata.lipatan:
        terlihat = satu.terlihat(banyak)
        for awal, akhir in satu.rentang[terlihat:]:
            tersembunyi.update(range(awal, akhir + 1))
        cadangan = len(satu.rentang) - terlihat
        if satu.nama is not None and cadangan:
            catatan[satu.rentang[max(terlihat - 1, 0)][0]] = (
                f"{AWALAN_SAMPING} {cadangan} {satu.nama} cadangan tersembunyi di bawah ini: blok nomor baris "
                "ini dan baris tampak berikutnya, klik kanan, lalu Unhide (Tampilkan)."
            )
    return replace(tata, tersembunyi=frozenset(tersembunyi), catatan_samping=catatan)


def susun_bentuk(katalog: Katalog, definisi: Definisi, bentuk: Ukuran) -> Tata:
    """The cells of a form whose lists have the lengths of `bentuk`; which of them are hidden is left open."""
    return _susun(_Kunci(katalog, definisi), bentuk)


def bentuk(katalog: Katalog, definisi: Definisi, ukuran: Ukuran) -> Ukuran:
    """The list lengths that the cells of a form depend on: of most lists only how far they exceed its room."""
    wadah = _wadah(_Kunci(katalog, definisi))
    hasil = []
    for jalur, banyak in ukuran:
        satu = wadah.get(_NOMOR.sub("[]", jalur))
        if satu is TEPAT:
            hasil.append((jalur, banyak))
        elif satu is not None and (muat := satu.muat(banyak)) > satu.isi:
            hasil.append((jalur, muat))
    return tuple(sorted(hasil))


@lru_cache(maxsize=512)
def _wadah(kunci: _Kunci) -> Mapping[str, Wadah]:
    from skpbook.forms.blocks import wadah_bagian

    return dict(satu for bagian in kunci.definisi.bagian for satu in wadah_bagian(bagian, ""))


class _Kunci:
    """Katalog and definition as one hashable key: a definition is known by identity within its katalog."""

    __slots__ = ("definisi", "katalog")

    def __init__(self, katalog: Katalog, definisi: Definisi) -> None:
        self.katalog = katalog
        self.definisi = definisi

    def __hash__(self) -> int:
        return hash((id(self.katalog), self.definisi.kode))

    def __eq__(self, lain: object) -> bool:
        return isinstance(lain, _Kunci) and lain.katalog is self.katalog and lain.definisi is self.definisi


@lru_cache(maxsize=256)
def _susun(kunci: _Kunci, ukuran: Ukuran) -> Tata:
    from skpbook.forms.blocks import siapkan_lebar, susun_bagian

    pena = Pena(kunci.definisi, ukuran)
    siapkan_lebar(pena)
    for bagian in kunci.definisi.bagian:
        susun_bagian(pena, bagian)
    return Tata(
        kode=kunci.definisi.kode,
        bentuk=ukuran,
        sel=tuple(pena.sel),
        lipatan=tuple(pena.lipatan),
        tempat=pena.tempat,
        tinggi=pena.tinggi,
        tersembunyi=frozenset(),
        catatan_samping={},
        pemisah_halaman=tuple(pena.pemisah),
        utuh=tuple(pena.utuh),
        kurva=pena.kurva,
        baris_judul=pena.baris_judul,
        kolom_judul=pena.kolom_judul,
        halaman=tuple(pena.halaman),
        jumlah_baris=pena.baris,
        lebar=tuple(pena.lebar),
        kolom_cetak=pena.penuh(),
    )
