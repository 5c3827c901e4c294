"""Reading a sheet that still is the form's own layout: what every cell is stands fixed, whatever is typed in
it.

A sheet counts as the layout when every label of the form stands in its cell, every merged area is
there, and nothing stands where the form goes on below or beside. Then no text a person types can be taken
for a label. Any other sheet is read by its labels (`forms.read`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from skpbook.forms.cell_text import utuh
from skpbook.forms.definition import Daftar, Matriks, Tabel, Ulang
from skpbook.forms.labels import Beku, label_formulir
from skpbook.forms.layout import AWALAN_SAMPING, bentuk, susun_bentuk
from skpbook.forms.outside import TERBANYAK, Luar, luar
from skpbook.forms.paths import Penanam, Terbaca, belah_jalur
from skpbook.forms.reading.identity import PEGAWAI
from skpbook.forms.reading.marks import bertanda
from skpbook.forms.unseen import TERCETAK, tanda_sel
from skpbook.forms.values import kanonik, rapi, teks_nilai

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from skpbook.domain.dokumen import TandaSel
    from skpbook.forms.catalog import Katalog
    from skpbook.forms.definition import Definisi, Isian
    from skpbook.forms.grid import Kisi, Nilai
    from skpbook.forms.layout import Tata, Ukuran
    from skpbook.forms.merges import Area
    from skpbook.forms.unseen import Khusus

_TERBANYAK_GESER = 12
_SELEBAR = 10
_BAWAH = 10
"""Rows below a form in which text still belongs to it: rows inserted above push its last ones there."""


class Medan(NamedTuple):
    """A field of a layout: its path in two, how it is typed; `tanda` is the choice a mark cell stands for.

    `bebas`: what is typed is taken as it is, there is no one spelling of it.
    """

    induk: str
    nama: str | int
    isian: Isian
    tanda: str | None
    bebas: bool


_KOSONG: Mapping[int, Medan] = {}


class Denah:
    """A layout made ready for reading.

    `label` are (row, column, label id, text as the layout writes it), `medan` row -> column -> field (by its top
    left cell), `letak` the tree of cells in the shape of the document, `tetap` row -> columns of fixed text. `polos`
    are the rows that say nothing as they are written, all of the same length.
    """

    def __init__(self, katalog: Katalog, definisi: Definisi, tata: Tata) -> None:
        kenal = label_formulir(katalog, definisi)
        bidang = {posisi: jalur for jalur, posisi in tata.tempat.items()}
        self.label: list[tuple[int, int, str, str]] = []
        self.medan: dict[int, dict[int, Medan]] = {}
        self.tetap: dict[int, set[int]] = {}
        self.letak: dict[str, Any] = {}
        self.kenal = kenal
        self.kepala_orang = kenal.id(PEGAWAI)
        gabungan = []
        for sel in tata.sel:
            if (sel.baris, sel.kolom) != (sel.baris_akhir, sel.kolom_akhir):
                gabungan.append((sel.baris, sel.kolom, sel.baris_akhir, sel.kolom_akhir))
            jalur = sel.jalur or bidang.get((sel.baris, sel.kolom))
            if jalur is None:
                self.tetap.setdefault(sel.baris, set()).add(sel.kolom)
                nama = kenal.utuh(sel.teks or "")
                if nama is not None:
                    self.label.append((sel.baris, sel.kolom, nama, sel.teks or ""))
                continue
            isian = katalog.isian(definisi, jalur)
            bebas = sel.tanda is None and isian.pilihan is None and isian.jenis != "tanggal"
            medan = Medan(*belah_jalur(jalur), isian, sel.tanda, bebas)
            self.medan.setdefault(sel.baris, {})[sel.kolom] = medan
        penanam = Penanam(self.letak)
        for jalur, posisi in tata.tempat.items():
            penanam.taruh(*belah_jalur(jalur), posisi)
        self.gabungan = frozenset(gabungan)
        self._gabungan_baris: dict[int, list[tuple[int, int, int]]] = {}
        for atas, kiri, bawah, kanan in gabungan:
            for baris in range(atas, bawah + 1):
                self._gabungan_baris.setdefault(baris, []).append((atas, kiri, kanan))
        self.polos = _baris_polos(tata, self.tetap)
        self._menurut_lebar: dict[int, Mapping[int, list[str]]] = {}
        self.dilewati: dict[int, Sequence[Nilai]] = {}
        """Rows of sheets that said nothing: copies of one template share their rows."""
        self.baris = tata.jumlah_baris
        self.kolom = len(tata.lebar)
        akhir = definisi.bagian[-1]
        self.terbuka = isinstance(akhir, Tabel | Daftar | Matriks | Ulang)
        self.melebar = any(isinstance(satu, Matriks) for satu in definisi.bagian)

    def baris_polos(self, lebar: int) -> Mapping[int, list[str]]:
        """`polos` on a sheet of so many columns: one note beside the form makes every row as wide as that."""
        ada = self._menurut_lebar.get(lebar)
        if ada is None:
            ada = {nomor: [*baris, *[""] * (lebar - len(baris))] for nomor, baris in self.polos.items()}
            if lebar <= self.kolom + _SELEBAR:
                self._menurut_lebar[lebar] = ada
        return ada

    def medan_di(self, baris: int, kolom: int) -> Medan | None:
        """The field whose merged cells hold a cell that is not their first: text hidden under a merge."""
        for atas, kiri, kanan in self._gabungan_baris.get(baris, ()):
            if kiri <= kolom <= kanan:
                return self.medan.get(atas, _KOSONG).get(kiri)
        return None

    def geser(self, kisi: Kisi) -> tuple[int, int] | None:
        """By how many rows and columns the sheet stands off the layout; None when it is not this layout."""
        if not self.label:
            return None
        tepi = frozenset(kisi.gabungan)
        return next((satu for satu in self._calon(kisi.baris) if self._cocok(kisi.baris, tepi, *satu)), None)

    def _calon(self, baris: Sequence[Sequence[object]]) -> Iterator[tuple[int, int]]:
        """(0, 0), then wherever else the first label stands."""
        yield 0, 0
        awal_baris, awal_kolom, nama, _ = self.label[0]
        sisa = _TERBANYAK_GESER
        for nomor, satu in enumerate(baris[: awal_baris + 60]):
            for kolom, nilai in enumerate(satu[: awal_kolom + 20]):
                if isinstance(nilai, str) and nilai and self.kenal.utuh(nilai) == nama:
                    if (nomor, kolom) != (awal_baris, awal_kolom):
                        yield nomor - awal_baris, kolom - awal_kolom
                    sisa -= 1
                    if not sisa:
                        return

    def _cocok(
        self, baris: Sequence[Sequence[object]], tepi: frozenset[Area], turun: int, kanan: int
    ) -> bool:
        tinggi = len(baris)
        for nomor, kolom, nama, teks in self.label:
            if nomor + turun >= tinggi or nomor + turun < 0 or kolom + kanan < 0:
                return False
            satu = baris[nomor + turun]
            nilai = satu[kolom + kanan] if kolom + kanan < len(satu) else ""
            if nilai != teks and (not isinstance(nilai, str) or self.kenal.utuh(nilai) != nama):
                return False
        perlu = self.gabungan
        if turun or kanan:
            perlu = frozenset((a + turun, b + kanan, c + turun, d + kanan) for a, b, c, d in perlu)
        return perlu <= tepi


def _baris_polos(tata: Tata, tetap: Mapping[int, set[int]]) -> dict[int, list[str]]:
    """Rows of the blank layout that hold no field's text: fixed texts, and the note beside the form.

    On a form just handed out most rows are such a row, and comparing a row is far cheaper than walking it.
    """
    lebar = len(tata.lebar) + (2 if tata.catatan_samping else 0)
    hasil = {baris: [""] * lebar for baris in range(tata.jumlah_baris)}
    for sel in tata.sel:
        teks = utuh(sel.teks) if sel.teks else ""
        if teks and sel.tanda is None and sel.kolom not in tetap.get(sel.baris, ()):
            hasil.pop(sel.baris, None)
        elif teks and sel.baris in hasil:
            hasil[sel.baris][sel.kolom] = teks
    for baris, catatan in tata.catatan_samping.items():
        if baris in hasil:
            hasil[baris][-1] = catatan
    return hasil


@lru_cache(maxsize=64)
def _denah(kunci: Beku, bentuk_tata: Ukuran) -> Denah:
    definisi = kunci.katalog.definisi[kunci.kode]
    return Denah(kunci.katalog, definisi, susun_bentuk(kunci.katalog, definisi, bentuk_tata))


def denah(katalog: Katalog, definisi: Definisi, ukuran: Ukuran) -> Denah:
    """The layout of a form for a document of these list lengths, made ready for reading."""
    return _denah(Beku(katalog, definisi.kode), bentuk(katalog, definisi, ukuran))


class BacaanTepat(NamedTuple):
    """What stands in the fields, the tree of cells, how far the sheet is shifted (rows, columns); what stands
    outside, and what is special about cells of the form.

    Leaves of `isi` are `Terbaca`, marked choices lists of them.
    """

    isi: dict[str, Any]
    letak: Mapping[str, Any]
    geser: tuple[int, int]
    luar: tuple[Luar, ...]
    tanda: Mapping[str, TandaSel]


def baca_tepat(
    kisi: Kisi, katalog: Katalog, definisi: Definisi, ukuran: Sequence[Ukuran]
) -> BacaanTepat | None:
    """Read a sheet by the cells of its layout. `ukuran` are the list lengths the layout may have been made for.
    None when the sheet is none of these layouts.
    """
    for satu in dict.fromkeys(ukuran):
        tata = denah(katalog, definisi, satu)
        geser = tata.geser(kisi)
        pemungut = _Pemungut(kisi, tata, *geser) if geser is not None else None
        if geser is not None and pemungut is not None and pemungut.jalan():
            return BacaanTepat(
                pemungut.isi, tata.letak, geser, tuple(pemungut.luar), pemungut.tanda() if kisi.khusus else {}
            )
    return None


class _Pemungut:
    """Picks up the fields' texts row by row, and notes what stands outside (`luar`)."""

    def __init__(self, kisi: Kisi, tata: Denah, turun: int, kanan: int) -> None:
        self.kisi = kisi
        self.tata = tata
        self.turun = turun
        self.kanan = kanan
        self.isi: dict[str, Any] = {}
        self.luar: list[Luar] = []
        self._penanam = Penanam(self.isi)
        self._diisi: list[int] = []

    def jalan(self) -> bool:
        """False when something stands where rows were inserted or the form goes on."""
        tata, kanan = self.tata, self.kanan
        polos = {} if self.turun or kanan else tata.baris_polos(max(map(len, self.kisi.baris), default=0))
        dilewati = tata.dilewati
        for nomor, baris in enumerate(self.kisi.baris, start=-self.turun):
            if dilewati.get(nomor) is baris:
                continue
            lebar = len(baris)
            lain = lebar - baris.count("")
            if not lain or baris == polos.get(nomor):
                if nomor in polos:
                    dilewati[nomor] = baris
                continue
            self._diisi.append(nomor)
            for kolom, medan in tata.medan.get(nomor, _KOSONG).items():
                if kolom + kanan < lebar and baris[kolom + kanan] != "":
                    lain -= 1
                    self._taruh(medan, nomor, kolom, baris[kolom + kanan])
            for kolom in tata.tetap.get(nomor, ()):
                if kolom + kanan < lebar and baris[kolom + kanan] != "":
                    lain -= 1
            if lain and not self._sisa(nomor, baris):
                return False
        return True

    def _taruh(self, medan: Medan, nomor: int, kolom: int, nilai: Nilai) -> None:
        teks = rapi(nilai) if isinstance(nilai, str) else teks_nilai(nilai)
        if not teks or teks.startswith(AWALAN_SAMPING):
            return
        terbaca = Terbaca(teks, nomor + self.turun, kolom + self.kanan)
        if not medan.bebas or not self._penanam.taruh_baru(medan.induk, medan.nama, terbaca):
            _isi(self._penanam, medan, terbaca)

    def _sisa(self, nomor: int, baris: Sequence[Nilai]) -> bool:
        """What a row holds besides its fields and fixed texts: text hidden under a merge goes with its field, text
        outside is noted. False for content that must not be there.
        """
        medan_baris, tetap = self.tata.medan.get(nomor, _KOSONG), self.tata.tetap.get(nomor, ())
        for kolom, nilai in enumerate(baris, start=-self.kanan):
            if nilai == "" or kolom in medan_baris or kolom in tetap:
                continue
            medan = self.tata.medan_di(nomor, kolom)
            if medan is not None:
                self._taruh(medan, nomor, kolom, nilai)
                continue
            if _tak_dikenal(self.tata, nomor, kolom, nilai):
                return False
            satu = luar(nomor + self.turun, kolom + self.kanan, nilai)
            if satu is not None and len(self.luar) < TERBANYAK:
                self.luar.append(satu)
        return True

    def tanda(self) -> Mapping[str, TandaSel]:
        """What is special about cells of the form."""
        khusus = self.kisi.khusus
        return tanda_sel(khusus, self._tersembunyi(khusus), self._berisian) if khusus else {}

    def _tersembunyi(self, khusus: Khusus) -> Iterator[tuple[int, int]]:
        """Filled-in fields of hidden rows, and of all rows where columns are hidden; not what the form prints."""
        for nomor in self._diisi:
            if not khusus.kolom and nomor + self.turun not in khusus.baris:
                continue
            baris = self.kisi.baris[nomor + self.turun]
            for kolom, medan in self.tata.medan.get(nomor, _KOSONG).items():
                di = kolom + self.kanan
                kosong = di >= len(baris) or baris[di] in ("", medan.tanda and f"( ) {medan.tanda}")
                if not kosong and medan.nama not in TERCETAK:
                    yield nomor + self.turun, di

    def _berisian(self, baris: int, kolom: int) -> bool:
        """Is a cell of the sheet one of a field that a value is wanted of?"""
        nomor, di = baris - self.turun, kolom - self.kanan
        medan = self.tata.medan.get(nomor, _KOSONG).get(di) or self.tata.medan_di(nomor, di)
        return medan is not None and medan.isian.rumus != "nomor"


def _tak_dikenal(tata: Denah, baris: int, kolom: int, nilai: object) -> bool:
    """Content where the layout has none: rows were inserted below the last label, the form made longer, or
    another form begins below.
    """
    if isinstance(nilai, str) and not nilai.strip():
        return False
    if 0 <= kolom < tata.kolom:
        if baris >= tata.baris and isinstance(nilai, str) and tata.kenal.utuh(nilai) == tata.kepala_orang:
            return True
        return 0 <= baris < tata.baris + _BAWAH or (tata.terbuka and baris >= tata.baris)
    melebar = tata.melebar and kolom == tata.kolom and baris in tata.medan
    return melebar and not (isinstance(nilai, str) and nilai.startswith(AWALAN_SAMPING))


def _isi(penanam: Penanam, medan: Medan, terbaca: Terbaca) -> None:
    lama = penanam.ambil(medan.induk, medan.nama)
    if medan.tanda is not None:
        if bertanda(terbaca.teks, medan.tanda):
            baru = terbaca._replace(teks=medan.tanda)
            penanam.taruh(medan.induk, medan.nama, [*(lama or ()), baru])
    elif lama is not None:
        penanam.taruh(medan.induk, medan.nama, lama._replace(teks=f"{lama.teks}\n{terbaca.teks}"))
    else:
        teks = kanonik(medan.isian, terbaca.teks)
        penanam.taruh(
            medan.induk, medan.nama, terbaca if teks == terbaca.teks else terbaca._replace(teks=teks)
        )
