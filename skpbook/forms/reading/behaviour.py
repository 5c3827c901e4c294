"""Reading PERILAKU KERJA: the seven values, their guidance, what the leader adds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skpbook.forms.blocks.behaviour import EKSPEKTASI
from skpbook.forms.layout import rentang_kolom
from skpbook.forms.paths import taruh
from skpbook.forms.scan import kolom_terbanyak
from skpbook.regulation.perilaku import NILAI_BERAKHLAK, kenali_nilai

if TYPE_CHECKING:
    from skpbook.forms.definition import Perilaku
    from skpbook.forms.scan import Kena, Pindaian

_NILAI_TERTINGGI = 8


def rapikan(_bagian: Perilaku, isi: dict[str, Any], _letak: dict[str, Any]) -> None:
    """The names in their one spelling; a name that is none of the seven stays as typed."""
    for satu in isi.get("perilaku", ()):
        nama = satu.get("nilai") if satu else None
        nilai = kenali_nilai(nama.teks) if nama is not None else None
        if nama is not None and nilai is not None:
            satu["nilai"] = nama._replace(teks=nilai.nama)


def baca(mata: Pindaian, bagian: Perilaku, dari: int, sampai: int, awalan: str) -> None:
    """From each value's name to the next; one list item a value found, in sheet order.

    The names stand in one column, and so do the expectation labels: what a person wrote elsewhere is no name.
    """
    nilai = _nama(mata, dari, sampai)
    if not nilai:
        mata.hilang.append(bagian.judul)
        return
    umpan = mata.cari((bagian.label_umpan_balik,), dari, sampai) if bagian.label_umpan_balik else None
    if bagian.label_umpan_balik and umpan is None:
        umpan = mata.cari_mirip(bagian.label_umpan_balik, dari, nilai[0].baris + 1)
    if bagian.label_umpan_balik and umpan is None:
        mata.hilang.append(bagian.label_umpan_balik)
    label = list(mata.semua(EKSPEKTASI, nilai[0].baris, sampai))
    kolom = kolom_terbanyak(label)
    geser = nilai[0].kolom - rentang_kolom(bagian.kolom[1])[0]
    pembaca = _Pembaca(mata, bagian, umpan, [satu for satu in label if satu.kolom == kolom], geser)
    for urut, kena in enumerate(nilai):
        akhir = nilai[urut + 1].baris if urut + 1 < len(nilai) else min(sampai, kena.baris + _NILAI_TERTINGGI)
        pembaca.satu(f"{awalan}perilaku[{urut}]", kena, max(akhir, kena.baris + 1))


def _nama(mata: Pindaian, dari: int, sampai: int) -> list[Kena]:
    """Where the names of the values stand: each once, in the column most of them are in."""
    semua = mata.semua_dari([nilai.nama for nilai in NILAI_BERAKHLAK], dari, sampai)
    kolom = kolom_terbanyak(semua)
    hasil: dict[str, Kena] = {}
    for kena in semua:
        if kena.kolom == kolom:
            hasil.setdefault(kena.label, kena)
    return list(hasil.values())


class _Pembaca:
    """Reads the rows of one value. `geser`: how many columns the sheet stands right of the definition."""

    def __init__(
        self, mata: Pindaian, bagian: Perilaku, umpan: Kena | None, label: list[Kena], geser: int
    ) -> None:
        self.mata = mata
        self.bagian = bagian
        self.umpan = umpan
        self.label = label
        self.nama = {mata.id(nilai.nama): nilai.nama for nilai in NILAI_BERAKHLAK}
        self.kolom_ekspektasi = label[0].kolom if label else rentang_kolom(bagian.kolom[2])[0] + geser
        self.kolom_nada = rentang_kolom(bagian.nada)[0] + geser if bagian.nada else None

    def satu(self, jalur: str, kena: Kena, akhir: int) -> None:
        taruh(self.mata.pohon, jalur, {})
        self.mata.tempat[jalur] = self.mata.tempat_sel(kena.baris, kena.kolom)
        self.mata.catat(f"{jalur}.nilai", kena.baris, kena.kolom, self.nama[kena.label])
        self._panduan(f"{jalur}.panduan", kena, akhir)
        self._ekspektasi(f"{jalur}.ekspektasi", kena, akhir)
        if self.umpan is None:
            return
        self._kumpul(f"{jalur}.umpan_balik", kena.baris, akhir, self.umpan.kolom, self.umpan.akhir + 1)
        if self.kolom_nada is not None and self.kolom_nada > self.umpan.akhir:
            self._kumpul(f"{jalur}.nada", kena.baris, akhir, self.kolom_nada, self.kolom_nada + 1)

    def _panduan(self, jalur: str, kena: Kena, akhir: int) -> None:
        if kena.sisa:
            self.mata.catat(jalur, kena.baris, kena.kolom, kena.sisa)
        else:
            batas = self.kolom_ekspektasi if self.kolom_ekspektasi > kena.kolom else kena.kolom + 1
            self._kumpul(jalur, kena.baris, akhir, kena.kolom, batas, kecuali=(kena.baris, kena.kolom))

    def _ekspektasi(self, jalur: str, kena: Kena, akhir: int) -> None:
        """Text in the label's cell and below it, left of the feedback."""
        label = next((satu for satu in self.label if kena.baris <= satu.baris < akhir), None)
        kanan = [self.umpan.kolom] if self.umpan is not None else [self.mata.kanan + 2]
        batas = max(kanan[0], self.kolom_ekspektasi + 1)
        if label is None:
            baris = min(kena.baris + 1, akhir - 1)
            self._kumpul(jalur, baris, akhir, self.kolom_ekspektasi, batas)
            return
        if label.sisa is None:
            self._kumpul(jalur, label.baris, akhir, label.kolom, batas, kecuali=(label.baris, label.kolom))
            return
        lanjut = self._isi(label.baris, akhir, label.kolom, batas, (label.baris, label.kolom))
        self.mata.catat(
            jalur, label.baris, label.kolom, "\n".join([label.sisa, *(teks for _, _, teks in lanjut)])
        )

    def _isi(
        self, dari: int, sampai: int, kolom: int, batas: int, kecuali: tuple[int, int] | None
    ) -> list[tuple[int, int, str]]:
        """First text of every row in a block of cells."""
        hasil = []
        for baris in range(dari, sampai):
            semua = self.mata.isi_baris(baris, kolom, batas)
            ada = [(baris, satu, teks) for satu, teks in semua if (baris, satu) != kecuali and teks != ":"]
            hasil.extend(ada[:1])
        return hasil

    def _kumpul(
        self,
        jalur: str,
        dari: int,
        sampai: int,
        kolom: int,
        batas: int,
        kecuali: tuple[int, int] | None = None,
    ) -> None:
        """All texts of a block of cells, joined by line breaks; its place is the first of them."""
        isi = self._isi(dari, sampai, kolom, batas, kecuali)
        if isi:
            self.mata.catat(jalur, isi[0][0], isi[0][1], "\n".join(teks for _, _, teks in isi))
            return
        bawah = kecuali is not None and dari + 1 < sampai
        self.mata.tempat[jalur] = self.mata.tempat_sel(dari + 1 if bawah else dari, kolom)
