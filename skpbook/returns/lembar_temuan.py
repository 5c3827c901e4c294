"""The Temuan sheet of a marked workbook: every finding with a link to its cell, written without shared strings.

A column nobody sees keeps what the next run needs: the mark of the sheet, the seal of the package, the fills
that were there before (`gaya`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from skpbook.domain.tempat import alamat, nama_kolom
from skpbook.forms.heights import perlu_tinggi, titik_kolom
from skpbook.forms.returned import LEMBAR, TANDA
from skpbook.forms.seal import lembar_terakhir
from skpbook.recap.teks_sel import ringkas
from skpbook.returns.aman import NS, NS_R, TakAman, urai
from skpbook.returns.baris import posisi
from skpbook.returns.gaya import WARNA, Bentuk, Gaya
from skpbook.returns.teks import (
    KEPALA_ATURAN,
    KOLOM,
    URUTAN,
    Kepala,
    isi_aturan,
    isi_kolom,
    jumlah,
    kode_dijelaskan,
    polos,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from skpbook.domain.temuan import Temuan
    from skpbook.returns.aman import Elemen
    from skpbook.returns.hubungan import Buku
    from skpbook.returns.paket import Paket

_CARA = (
    "Sel yang bersangkutan diberi warna dan catatan; klik alamat di kolom Sel untuk ke sana, dan kode di kolom Aturan "
    "untuk membaca penjelasannya di bawah daftar ini. Betulkan di lembarnya, "
    "simpan, lalu kirim kembali berkas ini. Warna, catatan, dan lembar ini tidak ikut dibaca, dan hilang "
    "pada pemeriksaan berikutnya."
)
_HURUF = (
    '<font>{tebal}{garis}<sz val="{ukuran}"/><color {warna}/><name val="Calibri"/><family val="2"/></font>'
)


def _huruf(ukuran: int = 10, warna: str = 'theme="1"', tebal: str = "", garis: str = "") -> str:
    return _HURUF.format(ukuran=ukuran, warna=warna, tebal=tebal, garis=garis)


_TEPI = "".join(
    f'<{sisi} style="thin"><color rgb="FF8C8C8C"/></{sisi}>' for sisi in ("left", "right", "top", "bottom")
)
_GARIS = f"<border>{_TEPI}<diagonal/></border>"
_ATAS = '<alignment vertical="top" wrapText="1"/>'
_SEL = 'applyFont="1" applyBorder="1" applyAlignment="1"'
_WARNAI = f'{_SEL} applyFill="1"'
_BENTUK: Mapping[str, Bentuk] = {
    "judul": Bentuk(_huruf(15, 'rgb="FF1F3864"', "<b/>"), sifat='applyFont="1"'),
    "polos": Bentuk(_huruf(), sifat='applyFont="1" applyAlignment="1"', rata=_ATAS),
    "kepala": Bentuk(
        _huruf(10, 'rgb="FFFFFFFF"', "<b/>"),
        "FF1F3864",
        _GARIS,
        _WARNAI,
        '<alignment horizontal="center" vertical="center" wrapText="1"/>',
    ),
    "sel": Bentuk(_huruf(), None, _GARIS, _SEL, _ATAS),
    "tautan": Bentuk(_huruf(10, 'rgb="FF0B3D91"', garis="<u/>"), None, _GARIS, _SEL, _ATAS),
    **{t.value: Bentuk(_huruf(), f"FF{warna:06X}", _GARIS, _WARNAI, _ATAS) for t, warna in WARNA.items()},
}
_KEPALA = 5
"""Zero-based row of the headings."""

_K_SEL = 3
_K_ATURAN = len(KOLOM) - 1
_K_TANDA = len(KOLOM)
_TERBESAR = 300.0
_CONTOH_BARIS = 5
_TANDA = TANDA.encode()


_TITIK = tuple(titik_kolom(lebar) for _, lebar in KOLOM[1:])
_HURUF_PASTI = 10.0
"""Points no letter is wider than."""


def _tinggi(teks: str, lebar: float) -> float:
    sebaris = len(teks) * _HURUF_PASTI < lebar and "\n" not in teks
    return perlu_tinggi("" if sebaris else teks, lebar)


@lru_cache(maxsize=256)
def _baris_aturan(kode: str) -> tuple[tuple[tuple[str, str], ...], float]:
    isi = isi_aturan(kode)
    gaya = (isi[0], *["sel"] * (len(isi) - 1))
    tinggi = max(map(_tinggi, isi, _TITIK))
    return (("", "sel"), *zip(isi, gaya, strict=True)), min(tinggi, _TERBESAR)


class Lama:
    """The Temuan sheet of an earlier run: its name, its part, the fills below its marks."""

    def __init__(self, nama: str, bagian: str, dasar: tuple[str, ...]) -> None:
        self.nama = nama
        self.bagian = bagian
        self.dasar = dasar


def cari_lama(paket: Paket, buku: Buku, gaya: Gaya) -> Lama | None:
    """Our sheet in a workbook that has come back; looked for under any name where marks are seen."""
    usual = [nama for nama in buku.lembar if nama.casefold().startswith(LEMBAR.casefold())]
    lain = [nama for nama in buku.lembar if nama not in usual] if gaya.ada_tanda() else []
    bersama = buku.hubungan.menurut_jenis("sharedStrings") or ""
    di_bersama = bersama in paket and _TANDA in paket.baca(bersama)
    for nama in (*usual, *lain):
        bagian = buku.lembar[nama]
        isi = paket.baca(bagian)
        if b"sheetData" not in isi or not (di_bersama or _TANDA in isi):
            continue
        if (dasar := _kolom_tanda(paket, buku, isi, bagian)) is not None:
            return Lama(nama, bagian, dasar)
    return None


def _kolom_tanda(paket: Paket, buku: Buku, isi: bytes, bagian: str) -> tuple[str, ...] | None:
    """What stands below the mark, the seal left out; None on a sheet without it."""
    akar = urai(isi, bagian, f"{{{NS}}}worksheet")
    teks = _Teks(paket, buku)
    baris = list(akar.iterfind(f"{{{NS}}}sheetData/{{{NS}}}row"))
    kolom = None
    hasil: list[str] = []
    for nomor, satu in enumerate(baris):
        for sel in satu.iterchildren(f"{{{NS}}}c"):
            letak = posisi(sel.get("r"))
            if kolom is None:
                if letak and nomor < _CONTOH_BARIS and teks(sel) == TANDA:
                    kolom = letak[1]
            elif letak and letak[1] == kolom and (tulisan := teks(sel)):
                hasil.append(tulisan)
        if kolom is None and nomor >= _CONTOH_BARIS:
            return None
    return None if kolom is None else tuple(hasil[1:])


class _Teks:
    """Texts of cells; the shared ones are read when the first is asked for."""

    def __init__(self, paket: Paket, buku: Buku) -> None:
        self._paket = paket
        self._bagian = buku.hubungan.menurut_jenis("sharedStrings")
        self._bersama: list[str] | None = None

    def __call__(self, sel: Elemen) -> str:
        if sel.get("t") == "s":
            nomor = sel.findtext(f"{{{NS}}}v", "")
            semua = self._muat()
            return semua[int(nomor)] if nomor.isdecimal() and int(nomor) < len(semua) else ""
        return "".join(sel.itertext(f"{{{NS}}}t", f"{{{NS}}}v"))

    def _muat(self) -> list[str]:
        if self._bersama is None:
            if self._bagian is None or self._bagian not in self._paket:
                raise TakAman("daftar teks di dalamnya tidak ditemukan")
            akar = urai(self._paket.baca(self._bagian), self._bagian, f"{{{NS}}}sst")
            self._bersama = [
                "".join(satu.itertext(f"{{{NS}}}t")) for satu in akar.iterchildren(f"{{{NS}}}si")
            ]
        return self._bersama


def pasang(
    paket: Paket,
    buku: Buku,
    gaya: Gaya,
    lama: Lama | None,
    temuan: Sequence[tuple[Temuan, bool]],
    kepala: Kepala,
) -> Penutup:
    """Add the sheet, or put it in the place of the one of an earlier run.

    `temuan` says of each finding whether its cell holds a note of the person's. What `Penutup` gives back is
    called last, when every other part is as it will be.
    """
    nomor = {nama: gaya.bentuk(satu) for nama, satu in _BENTUK.items()}
    gaya.simpan()
    # Some readers find sheets by the usual names of their parts alone; the seal is in the last of them.
    terakhir, banyak = lembar_terakhir(paket)
    bagian = f"xl/worksheets/sheet{banyak + 1}.xml"
    if lama is None:
        buku.tambah_lembar(LEMBAR, bagian)
    elif lama.bagian == terakhir:
        bagian = lama.bagian
    else:
        buku.pindah_lembar(lama.nama, bagian)
    return Penutup(paket, bagian, _Penulis(nomor, set(buku.lembar), gaya.dasar, temuan, kepala))


class Penutup:
    """Writes the sheet with the seal of everything else."""

    def __init__(self, paket: Paket, bagian: str, penulis: _Penulis) -> None:
        self._paket = paket
        self.bagian = bagian
        self._penulis = penulis

    def __call__(self, segel: str) -> None:
        """Put the part into the package."""
        self._paket.taruh(self.bagian, self._penulis.xml(segel).encode())


class _Penulis:
    """The sheet as XML."""

    def __init__(
        self,
        gaya: Mapping[str, int],
        lembar: set[str],
        dasar: Sequence[str],
        temuan: Sequence[tuple[Temuan, bool]],
        kepala: Kepala,
    ) -> None:
        self._gaya = gaya
        self._lembar = lembar
        self._dasar = dasar
        self._temuan = sorted(temuan, key=lambda satu: URUTAN[satu[0].tingkat])
        self._kepala = kepala
        self._tautan: list[str] = []

    def xml(self, segel: str) -> str:
        """The whole part."""
        tanda = dict(enumerate((TANDA, segel, *self._dasar)))
        baris = dict(enumerate(self._baris()))
        isi = "".join(
            self._satu_baris(n, *baris.get(n, ((), 15.0)), tanda.get(n))
            for n in range(max(len(baris), len(tanda)))
        )
        lebar = "".join(
            f'<col min="{n}" max="{n}" width="{lebar + 0.71:.2f}" customWidth="1"/>'
            for n, (_, lebar) in enumerate(KOLOM, start=1)
        )
        akhir = alamat(max(len(baris), len(tanda)) - 1, _K_TANDA)
        gabung = "".join(f'<mergeCell ref="A{n}:{nama_kolom(_K_TANDA - 1)}{n}"/>' for n in range(1, _KEPALA))
        tautan = f"<hyperlinks>{''.join(self._tautan)}</hyperlinks>" if self._tautan else ""
        return (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{NS}" xmlns:r="{NS_R}">'
            '<sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>'
            f'<dimension ref="A1:{akhir}"/>'
            '<sheetViews><sheetView showGridLines="0" workbookViewId="0">'
            f'<pane ySplit="{_KEPALA + 1}" topLeftCell="A{_KEPALA + 2}" activePane="bottomLeft" state="frozen"/>'
            '<selection pane="bottomLeft"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
            f'<cols>{lebar}<col min="{_K_TANDA + 1}" max="{_K_TANDA + 1}" width="9.14" hidden="1" customWidth="1"/>'
            f"</cols><sheetData>{isi}</sheetData>"
            f'<mergeCells count="{_KEPALA - 1}">{gabung}</mergeCells>{tautan}'
            '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
            '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
        )

    def _baris(self) -> Iterator[tuple[tuple[tuple[str, str], ...], float]]:
        """Rows: (text, style) of every cell, and their height."""
        lebar_penuh = titik_kolom(KOLOM[0][1]) + sum(_TITIK)
        untuk = " · ".join(ringkas(satu, 300) for satu in (self._kepala.berkas, self._kepala.untuk) if satu)
        semua = [satu for satu, _ in self._temuan]
        yield (("TEMUAN PEMERIKSAAN", "judul"),), 22.0
        for teks in (untuk, jumlah(semua, self._kepala), _CARA):
            yield ((teks, "polos"),), perlu_tinggi(teks, lebar_penuh)
        yield (), 8.0
        yield tuple((judul, "kepala") for judul, _ in KOLOM), 30.0
        dijelaskan = kode_dijelaskan(semua)
        mulai = _KEPALA + len(semua) + 3
        baris_aturan = {kode: mulai + n for n, kode in enumerate(dijelaskan)}
        for nomor, (satu, tanpa) in enumerate(self._temuan, start=1):
            isi = isi_kolom(satu, tanpa_catatan=tanpa)
            self._catat_tautan(_KEPALA + nomor, satu)
            ke = baris_aturan.get(satu.kode)
            if ke is not None:
                self._taut(_KEPALA + nomor, _K_ATURAN, "", alamat(ke, 1), satu.kode)
            gaya = [satu.tingkat.value, "sel", "tautan" if self._ada_sel(satu) else "sel", *["sel"] * 4]
            gaya.append("sel" if ke is None else "tautan")
            tinggi = max(map(_tinggi, isi, _TITIK))
            yield ((str(nomor), "sel"), *zip(isi, gaya, strict=True)), min(tinggi, _TERBESAR)
        if dijelaskan:
            yield (), 8.0
            yield tuple((judul, "kepala") for judul in KEPALA_ATURAN), 30.0
            yield from map(_baris_aturan, dijelaskan)

    def _ada_sel(self, satu: Temuan) -> bool:
        return satu.lembar in self._lembar and posisi(satu.sel) is not None

    def _catat_tautan(self, baris: int, satu: Temuan) -> None:
        if self._ada_sel(satu):
            self._taut(baris, _K_SEL, satu.lembar or "", satu.sel or "", satu.sel or "")

    def _taut(self, baris: int, kolom: int, lembar: str, sel: str, tampak: str) -> None:
        """A link to a cell; of this sheet itself where none is named."""
        awalan = "'{}'!".format(lembar.replace("'", "''")) if lembar else ""
        self._tautan.append(
            f'<hyperlink ref="{alamat(baris, kolom)}" location="{polos(awalan + sel)}" display="{polos(tampak)}"/>'
        )

    def _satu_baris(
        self, nomor: int, isi: tuple[tuple[str, str], ...], tinggi: float, tanda: str | None
    ) -> str:
        sel = [self._sel(alamat(nomor, k), teks, self._gaya[gaya]) for k, (teks, gaya) in enumerate(isi)]
        if tanda is not None:
            sel.append(self._sel(alamat(nomor, _K_TANDA), tanda, 0))
        return f'<row r="{nomor + 1}" ht="{tinggi:.2f}" customHeight="1">{"".join(sel)}</row>'

    @staticmethod
    def _sel(tempat: str, teks: str, gaya: int) -> str:
        if not teks:
            return f'<c r="{tempat}" s="{gaya}"/>'
        return (
            f'<c r="{tempat}" s="{gaya}" t="inlineStr"><is><t xml:space="preserve">{polos(teks)}</t></is></c>'
        )
