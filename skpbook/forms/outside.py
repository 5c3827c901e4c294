"""What stands on a sheet and was not read: beside the form, below it, or between its lines.

Nothing is to be lost in silence: whoever imports tells the cells (B015).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from rapidfuzz import fuzz

from skpbook.domain.nip import bersihkan
from skpbook.domain.periode import baca_tanggal
from skpbook.domain.teks import normal, tanpa_nomor
from skpbook.domain.tempat import alamat, urai_alamat
from skpbook.forms.definition import Kurva
from skpbook.forms.identify import lembar_petunjuk
from skpbook.forms.labels import TERPANJANG, Beku, label_semua
from skpbook.forms.layout import AWALAN_SAMPING, susun
from skpbook.forms.paths import ambil
from skpbook.forms.reading.marks import belah_tanda
from skpbook.forms.values import teks_nilai
from skpbook.regulation.pilihan import kenali, nama_pilihan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from skpbook.forms.grid import Kisi, Nilai
    from skpbook.forms.scan import Pindaian

TERBANYAK = 50
"""Cells named of one sheet; a sheet full of other things need not be told cell by cell."""

_TERPANJANG = 80
_MIRIP = 84.0
_HURUF_TERSEDIKIT = 3
_ANGKA_NIP = 8


class Luar(Struct, frozen=True):
    """One cell that was not read, and how its text begins."""

    sel: str
    teks: str


class LembarLuar(Struct, frozen=True):
    """A sheet that is no form, and what stands first on it."""

    lembar: str
    isi: tuple[Luar, ...]


def luar(baris: int, kolom: int, nilai: Nilai) -> Luar | None:
    """The cell (zero-based) as it is told; None for a blank one and for our own notes beside the form."""
    teks = teks_nilai(nilai)
    if not any(huruf.isalnum() for huruf in teks) or teks.startswith(AWALAN_SAMPING):
        return None
    return Luar(alamat(baris, kolom), teks[:_TERPANJANG])


def luar_lembar(lain: Sequence[Kisi]) -> tuple[LembarLuar, ...]:
    """What stands on sheets that are no form; our own Petunjuk, under whatever name, and empty ones say nothing."""
    semua = ((satu.nama, _isi_lembar(satu)) for satu in lain if not lembar_petunjuk(satu))
    return tuple(LembarLuar(nama, isi) for nama, isi in semua if isi)


def _isi_lembar(kisi: Kisi) -> tuple[Luar, ...]:
    hasil: list[Luar] = []
    for nomor, baris in enumerate(kisi.baris):
        for kolom, nilai in enumerate(baris):
            if nilai != "" and (satu := luar(nomor, kolom, nilai)) is not None:
                hasil.append(satu)
                if len(hasil) >= TERBANYAK:
                    return tuple(hasil)
    return tuple(hasil)


def luar_label(kisi: Kisi, mata: Sequence[Pindaian]) -> tuple[Luar, ...]:
    """Cells of a sheet read by its labels whose text came into none of the readings `mata`.

    Titles above the first label and the form's own texts are passed over; inside the form so is what has no
    words (running numbers, column numbers).
    """
    periksa = _Pemeriksa(mata)
    hasil: list[Luar] = []
    for nomor in range(periksa.atas, len(kisi.baris)):
        for kolom, nilai in enumerate(kisi.baris[nomor]):
            if nilai == "" or periksa.dikenal(nomor, kolom, teks_nilai(nilai)):
                continue
            satu = luar(nomor, kolom, nilai)
            if satu is not None:
                hasil.append(satu)
                if len(hasil) >= TERBANYAK:
                    return tuple(hasil)
    return tuple(hasil)


class _Pemeriksa:
    """Tells what of a sheet is in its readings."""

    def __init__(self, mata: Sequence[Pindaian]) -> None:
        katalog = mata[0].katalog
        definisi = list({satu.definisi.kode: satu.definisi for satu in mata}.values())
        self.label = label_semua(katalog)
        self.tetap = frozenset[str]().union(*(_tetap(Beku(katalog, satu.kode)) for satu in definisi))
        self.judul = [normal(kata) for d in definisi for satu in d.kenali.semua for kata in satu.split("|")]
        teks = [satu for dunia in mata for satu in daun(dunia.pohon)]
        self.isi = " | ".join(normal(satu) for satu in teks)
        self.angka = " ".join(bersihkan(satu) for satu in teks)
        self.pilihan = set(teks)
        self.lewati = frozenset(baris for dunia in mata for baris in _baris_kurva(dunia))
        letak = [satu for dunia in mata for satu in _sel_berisi(dunia)]
        self.atas = min(dunia.atas for dunia in mata)
        self.kanan = max([dunia.kanan for dunia in mata] + [kolom for _, kolom in letak])
        self.bawah = max([dunia.bawah for dunia in mata] + [baris for baris, _ in letak])
        self.sambungan = frozenset(
            (kena.baris, kolom)
            for dunia in mata
            for baris in range(dunia.dari, dunia.akhir)
            for kena in dunia.di_baris(baris)
            for kolom in range(kena.kolom + 1, kena.akhir + 1)
        )

    def dikenal(self, baris: int, kolom: int, teks: str) -> bool:
        """Is a cell's text the form's own, or in what was read?"""
        if kolom <= self.kanan and teks.startswith("*"):
            return True
        if kolom > self.kanan or baris > self.bawah:
            return all(normal(satu) in self.tetap for satu in teks.split("\n"))
        if (
            baris in self.lewati
            or (baris, kolom) in self.sambungan
            or sum(huruf.isalpha() for huruf in teks) < _HURUF_TERSEDIKIT
            or self._judul(teks)
        ):
            return True
        return self._terbaca(teks) or all(self._terbaca(satu) for satu in teks.split("\n"))

    def _judul(self, teks: str) -> bool:
        """A title, or a label in a spelling of its own."""
        rapi = normal(teks)
        if any(satu in rapi for satu in self.judul):
            return True
        return len(rapi) <= TERPANJANG and any(
            abs(len(satu) - len(rapi)) <= 4 and fuzz.ratio(satu, rapi) >= _MIRIP for satu in self.label.peta
        )

    def _terbaca(self, teks: str) -> bool:
        """Is a text, or what follows a label in it, in what was read?"""
        if not normal(teks):
            return True
        tanda = belah_tanda(teks)
        if tanda is not None and normal(tanda[1]) in self.tetap:
            return True
        sisa = self.label.kenali(teks)
        if sisa:
            return all(satu is None or all(map(self._di_isi, satu.split("\n"))) for _, satu in sisa)
        return self._di_isi(teks) or self._pilihan(teks)

    def _di_isi(self, teks: str) -> bool:
        for satu in (teks, tanpa_nomor(teks), teks.partition(":")[2], teks.rpartition(",")[2]):
            rapi = normal(satu)
            if rapi and (rapi in self.tetap or rapi in self.isi):
                return True
            hari = baca_tanggal(satu.strip())
            if hari is not None and normal(hari.isoformat()) in self.isi:
                return True
        angka = bersihkan(teks)
        return not normal(teks) or (len(angka) >= _ANGKA_NIP and angka.isdigit() and angka in self.angka)

    def _pilihan(self, teks: str) -> bool:
        return any(kenali(nama, teks) in self.pilihan for nama in nama_pilihan())


def _baris_kurva(mata: Pindaian) -> Iterator[int]:
    """Rows below the heading of the distribution chart: what is drawn there is no text of a person."""
    for bagian in mata.definisi.bagian:
        for kena in mata.semua(bagian.judul, mata.dari, mata.akhir) if isinstance(bagian, Kurva) else ():
            baris = kena.baris + 1
            while baris < mata.akhir and not mata.di_baris(baris):
                yield baris
                baris += 1


def _sel_berisi(mata: Pindaian) -> Iterator[tuple[int, int]]:
    """Zero-based cells of the fields that hold something."""
    for jalur, tempat in mata.tempat.items():
        if isinstance(ambil(mata.pohon, jalur), str):
            yield urai_alamat(tempat.sel)


def daun(satu: Any) -> Iterator[str]:
    """All texts of a document tree."""
    if isinstance(satu, str):
        yield satu
    elif isinstance(satu, dict):
        for nilai in satu.values():
            yield from daun(nilai)
    elif isinstance(satu, list):
        for nilai in satu:
            yield from daun(nilai)


@lru_cache(maxsize=64)
def _tetap(kunci: Beku) -> frozenset[str]:
    """The texts a blank form has, a line each."""
    definisi = kunci.katalog.definisi[kunci.kode]
    tata = susun(kunci.katalog, definisi)
    return frozenset(normal(baris) for sel in tata.sel for baris in (sel.teks or "").split("\n"))
