"""Reading a sheet that still is the form's own layout: what every cell is stands fixed, whatever is typed in
it.

A sheet counts as the layout when every label of the form stands in its cell, every merged area is
there, and nothing stands where the form goes on below or beside. Then no text a person types can be taken
for a label. Any other sheet is read by its labels (`forms.read`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from skpbook.forms.definition import Daftar, Matriks, Tabel, Ulang
from skpbook.forms.labels import Beku, label_formulir
from skpbook.forms.layout import AWALAN_SAMPING, bentuk, susun_bentuk
from skpbook.forms.outside import TERBANYAK, Luar, luar
from skpbook.forms.paths import Penanam, Terbaca, belah_jalur
from skpbook.forms.reading.identity import PEGAWAI
from skpbook.forms.reading.marks import bertanda
from skpbook.forms.values import kanonik, teks_nilai

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from skpbook.forms.catalog import Katalog
    from skpbook.forms.definition import Definisi, Isian
    from skpbook.forms.grid import Kisi
    from skpbook.forms.layout import Tata, Ukuran
    from skpbook.forms.merges import Area

_TERBANYAK_GESER = 12
_BAWAH = 10
"""Rows below a form in which text still belongs to it: rows inserted above push its last ones there."""


class Medan(NamedTuple):
    """A field of a layout: its path in two, how it is typed; `tanda` is the choice a mark cell stands for."""

    induk: str
    nama: str | int
    isian: Isian
    tanda: str | None


_KOSONG: Mapping[int, Medan] = {}


class Denah:
    """A layout made ready for reading.

    `label` are (row, column, label id, text as the layout writes it), `medan` row -> column -> field (by its top
    left cell), `letak` the tree of cells in the shape of the document, `tetap` the cells of fixed text.
    """

    def __init__(self, katalog: Katalog, definisi: Definisi, tata: Tata) -> None:
        kenal = label_formulir(katalog, definisi)
        bidang = {posisi: jalur for jalur, posisi in tata.tempat.items()}
        self.label: list[tuple[int, int, str, str]] = []
        self.medan: dict[int, dict[int, Medan]] = {}
        self.tetap: set[tuple[int, int]] = set()
        self.letak: dict[str, Any] = {}
        self.kenal = kenal
        self.kepala_orang = kenal.id(PEGAWAI)
        gabungan = []
        for sel in tata.sel:
            if (sel.baris, sel.kolom) != (sel.baris_akhir, sel.kolom_akhir):
                gabungan.append((sel.baris, sel.kolom, sel.baris_akhir, sel.kolom_akhir))
            jalur = sel.jalur or bidang.get((sel.baris, sel.kolom))
            if jalur is None:
                self.tetap.add((sel.baris, sel.kolom))
                nama = kenal.utuh(sel.teks or "")
                if nama is not None:
                    self.label.append((sel.baris, sel.kolom, nama, sel.teks or ""))
                continue
            medan = Medan(*belah_jalur(jalur), katalog.isian(definisi, jalur), sel.tanda)
            self.medan.setdefault(sel.baris, {})[sel.kolom] = medan
        penanam = Penanam(self.letak)
        for jalur, posisi in tata.tempat.items():
            penanam.taruh(*belah_jalur(jalur), posisi)
        self.gabungan = frozenset(gabungan)
        self.baris = tata.jumlah_baris
        self.kolom = len(tata.lebar)
        akhir = definisi.bagian[-1]
        self.terbuka = isinstance(akhir, Tabel | Daftar | Matriks | Ulang)
        self.melebar = any(isinstance(satu, Matriks) for satu in definisi.bagian)

    def medan_di(self, baris: int, kolom: int) -> Medan | None:
        """The field whose merged cells hold a cell that is not their first: text hidden under a merge."""
        if (baris, kolom) in self.tetap:
            return None
        for atas, kiri, bawah, kanan in self.gabungan:
            if atas <= baris <= bawah and kiri <= kolom <= kanan:
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


@lru_cache(maxsize=64)
def _denah(kunci: Beku, bentuk_tata: Ukuran) -> Denah:
    definisi = kunci.katalog.definisi[kunci.kode]
    return Denah(kunci.katalog, definisi, susun_bentuk(kunci.katalog, definisi, bentuk_tata))


def denah(katalog: Katalog, definisi: Definisi, ukuran: Ukuran) -> Denah:
    """The layout of a form for a document of these list lengths, made ready for reading."""
    return _denah(Beku(katalog, definisi.kode), bentuk(katalog, definisi, ukuran))


def baca_tepat(
    kisi: Kisi, katalog: Katalog, definisi: Definisi, ukuran: Sequence[Ukuran]
) -> tuple[dict[str, Any], Mapping[str, Any], tuple[int, int], tuple[Luar, ...]] | None:
    """What stands in the fields, the tree of cells, how far the sheet is shifted, and what stands outside.

    Leaves are `Terbaca`, marked choices lists of them. `ukuran` are the list lengths the layout may have been
    made for. None when the sheet is none of these layouts.
    """
    for satu in dict.fromkeys(ukuran):
        tata = denah(katalog, definisi, satu)
        geser = tata.geser(kisi)
        if geser is None:
            continue
        ada = _ambil(kisi, tata, *geser)
        if ada is not None:
            isi, luar_bidang = ada
            return isi, tata.letak, geser, luar_bidang
    return None


def _ambil(kisi: Kisi, tata: Denah, turun: int, kanan: int) -> tuple[dict[str, Any], tuple[Luar, ...]] | None:
    """The fields' texts, and what stands outside; None when something stands where rows were inserted or the
    form goes on.
    """
    isi: dict[str, Any] = {}
    luar_bidang: list[Luar] = []
    penanam = Penanam(isi)
    for nomor, baris in enumerate(kisi.baris, start=-turun):
        medan_baris = tata.medan.get(nomor, _KOSONG)
        for kolom, nilai in enumerate(baris, start=-kanan):
            if nilai == "":
                continue
            medan = medan_baris.get(kolom) or tata.medan_di(nomor, kolom)
            if medan is None:
                if (nomor, kolom) in tata.tetap:
                    continue
                if _tak_dikenal(tata, nomor, kolom, nilai):
                    return None
                satu = luar(nomor + turun, kolom + kanan, nilai)
                if satu is not None and len(luar_bidang) < TERBANYAK:
                    luar_bidang.append(satu)
                continue
            teks = teks_nilai(nilai)
            if teks and not teks.startswith(AWALAN_SAMPING):
                _isi(penanam, medan, Terbaca(teks, nomor + turun, kolom + kanan))
    return isi, tuple(luar_bidang)


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
