"""A worksheet part: the style of cells changed, the place of its drawing of notes.

Everything is put into the bytes of the part where it belongs; what is not concerned stays byte for byte.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from skpbook.domain.tempat import alamat
from skpbook.returns.aman import NS, NS_R, TakAman, tulis, tulis_potongan, urai_lepas, urai_potongan
from skpbook.returns.baris import SIFAT, Baris, baris_baru, beralamat, posisi
from skpbook.returns.hubungan import Hubungan
from skpbook.returns.ingat import ingat
from skpbook.returns.susunan import Ekor, susunan

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from collections.abc import Set as AbstractSet

    from skpbook.returns.paket import Paket

_GABUNGAN = re.compile(
    rb"<mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Z]{1,3}[1-9][0-9]{0,6}:[A-Z]{1,3}[1-9][0-9]{0,6})[\"']"
)
_SESUDAH_GAMBAR = frozenset(
    (
        "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts",
        "extLst",
    )
)  # fmt: skip
"""What follows `legacyDrawing` in a worksheet, by the schema."""

_PADANAN = "http://schemas.openxmlformats.org/markup-compatibility/2006 AlternateContent"

_DATA = re.compile(rb"<sheetData\s*(/?)>")
_BARIS = re.compile(rb"<row r=\"([1-9][0-9]{0,6})\"([^<>]*?)(/?)>")
_SIFAT = re.compile(rb"%s\s*" % SIFAT)
_AKHIR = b"</row>"
_TINGGI = re.compile(rb" ht=\"([0-9]{1,3}(?:\.[0-9]+)?)\"")
_TERSEMBUNYI = re.compile(rb" hidden=\"(?:1|true)\"")
_UKURAN = re.compile(
    rb"(\sref\s*=\s*[\"'])([A-Z]{1,3}[1-9][0-9]{0,6}(?::[A-Z]{1,3}[1-9][0-9]{0,6})?)(?=[\"'])"
)
_BERGAYA = rb"(<(?:c|row) (?:[^<>]*? )?s=\")(%s)(?=\")"
_SETIAP_SEL = re.compile(rb"<c[\s/>]")
_SEL = re.compile(rb"<c%s\s*/?>" % SIFAT)
_TAG_APA_PUN = re.compile(rb"<(?:c|row)(?=[\s/>])(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_SIFAT_APA_PUN = re.compile(rb"\s([\w:.-]+)(\s*=\s*)(\"[^\"]*\"|'[^']*')")
_TUTUP, _AKAR = b"</sheetData>", b"</worksheet>"


class Kolom(NamedTuple):
    """Columns, zero-based, that are alike: their width in pixels (none when hidden) and their style."""

    awal: int
    akhir: int
    lebar: int
    gaya: int


class Lembar:
    """One sheet. Rows and cells are addressed zero-based. Raises `TakAman` for a sheet not written as usual."""

    def __init__(self, paket: Paket, bagian: str) -> None:
        self._paket = paket
        self.bagian = bagian
        isi = paket.baca(bagian)
        if not self._belah(isi) and not self._belah(rapikan_lembar(isi, bagian)):
            raise TakAman(f"bagian {bagian} di dalamnya ditulis dengan susunan XML yang tidak lazim")
        self.hubungan = Hubungan(paket, bagian)

    def _belah(self, isi: bytes) -> bool:
        """Split the part into head, rows and tail; False where a row cannot be told from its text alone."""
        data = _DATA.search(isi)
        if data is None:
            return False
        akhir = data.end() if data[1] else isi.rfind(_TUTUP)
        self._isi = b"" if data[1] else isi[data.end() : akhir]
        if (b"!" in self._isi and b"<!" in self._isi) or (b"?" in self._isi and b"<?" in self._isi):
            return False  # comments, CDATA; a single letter is far quicker to look for than two
        self._depan = isi[: data.start()]
        self._kepala = susunan(self._depan + _AKAR, self.bagian)
        if not self._kepala.utf8:
            return False
        self._ekor = Ekor(isi[akhir + (0 if data[1] else len(_TUTUP)) :], self._kepala.ruang, self.bagian)
        self._baris: dict[int, Baris] = {}
        return self._beri_nomor()

    def _beri_nomor(self) -> bool:
        """Rows by number. False where one cannot be told apart: it would be lost or torn."""
        self._tempat: dict[int, tuple[int, int]] = {}
        semua = _BARIS.findall(self._isi)
        self._sifat = {int(r) - 1: sifat for r, sifat, _ in semua}
        tutup = len(semua) - sum(map(len, map(itemgetter(2), semua)))
        utuh = len(semua) == self._isi.count(b"<row") and tutup == self._isi.count(_AKHIR)
        return utuh and len(self._sifat) == len(semua) and all(map(_lazim, set(self._sifat.values())))

    def _letak(self, nomor: int) -> tuple[int, int]:
        """Where a row begins and ends."""
        if nomor not in self._tempat:
            self._tempat[nomor] = self._cari(nomor)
        return self._tempat[nomor]

    def _cari(self, nomor: int) -> tuple[int, int]:
        awal = self._isi.index(b'<row r="%d"' % (nomor + 1))
        temu = _BARIS.match(self._isi, awal)
        if temu is not None and temu[3]:
            return awal, temu.end()
        return awal, self._isi.index(_AKHIR, awal) + len(_AKHIR)

    def _ambil(self, nomor: int) -> Baris:
        if nomor not in self._baris:
            isi = baris_baru(nomor)
            if nomor in self._sifat:
                awal, akhir = self._letak(nomor)
                isi = self._isi[awal:akhir]
            self._baris[nomor] = Baris(isi, nomor, self._kepala.ruang, self.bagian)
        return self._baris[nomor]

    def gaya(self, baris: int, kolom: int) -> int:
        """Index of the style a cell has: its own, its row's, its column's."""
        if baris in self._sifat or baris in self._baris:
            satu = self._ambil(baris).gaya(kolom)
            if satu is not None:
                return satu
        return next((satu.gaya for satu in self._kolom if satu.awal <= kolom <= satu.akhir), 0)

    def beri_gaya(self, baris: int, kolom: int, gaya: int) -> None:
        """Give a cell a style; a cell or row that is not there is made in its place."""
        if self._ambil(baris).beri(kolom, gaya):
            self._lebarkan(baris, kolom)

    def _lebarkan(self, baris: int, kolom: int) -> None:
        """What says how far the sheet goes must hold the new cell: readers believe it."""
        ukuran = self._kepala.cari("dimension")
        temu = _UKURAN.search(self._depan, ukuran.awal, ukuran.akhir) if ukuran is not None else None
        area = _area(temu[2].decode()) if temu is not None else None
        if area is None or temu is None:
            return
        b1, k1, b2, k2 = area
        if not (b1 <= baris <= b2 and k1 <= kolom <= k2):
            awal, akhir = alamat(min(b1, baris), min(k1, kolom)), alamat(max(b2, baris), max(k2, kolom))
            self._ganti_depan(temu.start(2), temu.end(2), f"{awal}:{akhir}".encode())

    def _ganti_depan(self, awal: int, akhir: int, isi: bytes) -> None:
        self._depan = self._depan[:awal] + isi + self._depan[akhir:]
        self._kepala = susunan(self._depan + _AKAR, self.bagian)

    def kiri_atas(self, baris: int, kolom: int) -> tuple[int, int]:
        """The cell that is seen where a cell stands: the first of its merged area."""
        for b1, k1, b2, k2 in _gabungan(self._ekor.potong("mergeCells")):
            if b1 <= baris <= b2 and k1 <= kolom <= k2:
                return b1, k1
        return baris, kolom

    def ganti_gaya(self, lama: AbstractSet[int], ganti: Callable[[int], int]) -> bool:
        """Give cells, rows and columns with one of these styles another; were there any? Before all other changes."""
        berubah = self._ganti_gaya_kolom(lama, ganti)
        if not lama or not self._isi:
            return berubah
        pilih = b"|".join(b"%d" % satu for satu in sorted(lama))
        if len(_SEL.findall(self._isi)) == len(_SETIAP_SEL.findall(self._isi)):
            isi, banyak = re.subn(
                _BERGAYA % pilih, lambda temu: temu[1] + b"%d" % ganti(int(temu[2])), self._isi
            )
        else:
            isi = _TAG_APA_PUN.sub(lambda tag: _ganti_di_tag(tag[0], lama, ganti), self._isi)
            banyak = isi != self._isi
        self._isi = isi
        self._beri_nomor()
        return berubah or banyak > 0

    def _ganti_gaya_kolom(self, lama: AbstractSet[int], ganti: Callable[[int], int]) -> bool:
        kolom = self._kepala.cari("cols")
        if kolom is None or not any(satu.gaya in lama for satu in self._kolom):
            return False
        daftar = urai_potongan(self._depan[kolom.awal : kolom.akhir], self._kepala.ruang, self.bagian)
        for satu in daftar.iterchildren(f"{{{NS}}}col"):
            gaya = _angka(satu.get("style"))
            if satu.get("style") is not None and gaya in lama:
                satu.set("style", str(ganti(gaya)))
        self._ganti_depan(kolom.awal, kolom.akhir, tulis_potongan(daftar))
        return True

    def gambar_catatan(self) -> str | None:
        """The part of the drawing of notes (and form controls); None without one."""
        ada = self._ekor.potong("legacyDrawing")
        if not ada:
            return None
        rid = urai_potongan(ada, self._kepala.ruang, self.bagian).get(f"{{{NS_R}}}id")
        bagian = self.hubungan.tujuan(rid)
        if bagian is None or bagian not in self._paket:
            raise TakAman(f"bagian {self.bagian} di dalamnya menunjuk gambar yang tidak ada")
        return bagian

    def pasang_gambar_catatan(self, rid: str) -> None:
        """Put `legacyDrawing` where the schema has it."""
        ruang = "" if self._ekor.berawalan_r else f' xmlns:r="{NS_R}"'
        isi = f'<legacyDrawing{ruang} r:id="{rid}"/>'.encode()
        for anak in self._ekor.unsur:
            if anak.nama in _SESUDAH_GAMBAR or (anak.nama == _PADANAN and anak.memuat & _SESUDAH_GAMBAR):
                self._ekor.ganti(anak.awal, anak.awal, isi)
                return
        self._ekor.ganti(None, None, isi)

    def lepas_gambar_catatan(self) -> None:
        """Take `legacyDrawing` out."""
        for anak in self._ekor.unsur:
            if anak.nama == "legacyDrawing":
                self._ekor.ganti(anak.awal, anak.akhir, b"")
                return

    def lebar_kolom(self, kolom: int) -> int:
        """Pixels of a column, none when it is hidden."""
        lebar = (satu.lebar for satu in self._kolom if satu.awal <= kolom <= satu.akhir)
        return next(lebar, int(_pecahan(self._bawaan.get("defaultColWidth"), 9.14) * 7))

    @property
    def _kolom(self) -> tuple[Kolom, ...]:
        return _urai_kolom(self._kepala.potong(self._depan, "cols"), self._kepala.ruang, self.bagian)

    @cached_property
    def _bawaan(self) -> Mapping[str, str]:
        return _urai_bawaan(
            self._kepala.potong(self._depan, "sheetFormatPr"), self._kepala.ruang, self.bagian
        )

    def tinggi_baris(self, baris: int) -> int:
        """Pixels of a row, none when it is hidden."""
        sifat = self._sifat.get(baris)
        return self._tinggi_bawaan if sifat is None else _tinggi(sifat, self._tinggi_bawaan)

    @cached_property
    def _tinggi_bawaan(self) -> int:
        return int(_pecahan(self._bawaan.get("defaultRowHeight"), 15) * 4 / 3)

    def simpan(self) -> None:
        """Put the sheet back into the package, with what it points to."""
        self.hubungan.simpan()
        potong: list[bytes] = []
        letak = 0
        for awal, akhir, isi in self._suntingan():
            potong += (self._isi[letak:awal], isi)
            letak = akhir
        potong.append(self._isi[letak:])
        data = (b"<sheetData>", *potong, _TUTUP)
        self._paket.taruh(self.bagian, b"".join((self._depan, *data, self._ekor.isi())))

    def _suntingan(self) -> list[tuple[int, int, bytes]]:
        """(start, end, what comes there) of every row that is edited, in the order of the part."""
        hasil: list[tuple[int, int, bytes]] = []
        for nomor, satu in sorted(self._baris.items()):
            if nomor in self._sifat:
                hasil.append((*self._letak(nomor), satu.tulis()))
            else:
                sesudah = next((n for n in self._sifat if n > nomor), None)
                tempat = len(self._isi) if sesudah is None else self._letak(sesudah)[0]
                hasil.append((tempat, tempat, satu.tulis()))
        return sorted(hasil, key=lambda satu: satu[0])


def rapikan_lembar(isi: bytes, bagian: str) -> bytes:
    """The sheet written anew as every program writes it: UTF-8, rows and cells with their addresses, no comments or
    CDATA. Raises `TakAman`.
    """
    akar = urai_lepas(isi, bagian, f"{{{NS}}}worksheet")
    nomor = -1
    for baris in akar.iterfind(f"{{{NS}}}sheetData/{{{NS}}}row"):
        r = baris.get("r")
        nomor = nomor + 1 if r is None else _angka(r) - 1
        if nomor < 0:
            raise TakAman(f"bagian {bagian} di dalamnya ditulis dengan susunan XML yang tidak lazim")
        beralamat(baris, nomor, bagian)
    return tulis(akar)


def _ganti_di_tag(tag: bytes, lama: AbstractSet[int], ganti: Callable[[int], int]) -> bytes:
    """A start tag in any spelling with another style for one of these."""

    def satu(temu: re.Match[bytes]) -> bytes:
        if temu[1] != b"s" or not temu[3][1:-1].isdigit() or (gaya := int(temu[3][1:-1])) not in lama:
            return temu[0]
        return temu[0].replace(temu[3], b'"%d"' % ganti(gaya))

    return _SIFAT_APA_PUN.sub(satu, tag)


@lru_cache(maxsize=1024)
def _lazim(sifat: bytes) -> bool:
    """Whether the attributes of a row are written as usual: in double quotes, without anything that is like a tag."""
    return _SIFAT.fullmatch(sifat) is not None


@lru_cache(maxsize=1024)
def _tinggi(sifat: bytes, bawaan: int) -> int:
    if _TERSEMBUNYI.search(sifat):
        return 0
    temu = _TINGGI.search(sifat)
    return bawaan if temu is None else int(float(temu[1]) * 4 / 3)


@ingat(64)
def _gabungan(daftar: bytes) -> tuple[tuple[int, int, int, int], ...]:
    """Merged areas; filled copies of one template share them."""
    semua = (_area(satu.decode()) for satu in _GABUNGAN.findall(daftar))
    return tuple(satu for satu in semua if satu is not None)


@ingat(64)
def _urai_kolom(kolom: bytes, ruang: str, bagian: str) -> tuple[Kolom, ...]:
    if not kolom:
        return ()
    return tuple(
        Kolom(
            _angka(satu.get("min")) - 1,
            _angka(satu.get("max")) - 1,
            0 if satu.get("hidden") in ("1", "true") else int(_pecahan(satu.get("width"), 9.14) * 7),
            _angka(satu.get("style")),
        )
        for satu in urai_potongan(kolom, ruang, bagian).iterchildren(f"{{{NS}}}col")
    )


@ingat(64)
def _urai_bawaan(bawaan: bytes, ruang: str, bagian: str) -> Mapping[str, str]:
    return dict(urai_potongan(bawaan, ruang, bagian).attrib) if bawaan else {}


def _area(tulisan: str) -> tuple[int, int, int, int] | None:
    awal, _, akhir = tulisan.partition(":")
    dari = posisi(awal)
    sampai = posisi(akhir) if akhir else dari
    return (*dari, *sampai) if dari and sampai else None


def _angka(teks: str | None) -> int:
    return int(teks) if teks is not None and teks.isascii() and teks.isdecimal() and len(teks) < 9 else 0


def _pecahan(teks: str | None, bawaan: float) -> float:
    try:
        angka = float(teks) if teks is not None else bawaan
    except ValueError:
        return bawaan
    return angka if 0 <= angka < 1000 else bawaan
