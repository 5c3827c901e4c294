"""Reading PERILAKU KERJA: the seven values, their guidance, what the leader adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.forms.blocks.behaviour import EKSPEKTASI
from skpbook.forms.layout import rentang_kolom
from skpbook.forms.paths import ambil, taruh
from skpbook.regulation.perilaku import NILAI_BERAKHLAK, kenali_nilai

if TYPE_CHECKING:
    from skpbook.forms.definition import Perilaku
    from skpbook.forms.scan import Pindaian


def baca(mata: Pindaian, bagian: Perilaku, dari: int, sampai: int, awalan: str) -> None:
    """From each value's name to the next; one list item a value found, in sheet order."""
    nama = {mata.id(nilai.nama): nilai for nilai in NILAI_BERAKHLAK}
    mulai = [kena for baris in range(dari, sampai) for kena in mata.di_baris(baris) if kena.label in nama]
    kolom_umpan = None
    if bagian.label_umpan_balik:
        kena_umpan = mata.cari((bagian.label_umpan_balik,), dari, sampai)
        kolom_umpan = kena_umpan.kolom if kena_umpan else None
    for urut, kena in enumerate(mulai):
        akhir = mulai[urut + 1].baris if urut + 1 < len(mulai) else _akhir(mata, kena.baris, sampai)
        jalur = f"{awalan}perilaku[{urut}]"
        taruh(mata.pohon, jalur, {})
        mata.tempat[jalur] = mata.tempat_sel(kena.baris, kena.kolom)
        nilai = kenali_nilai(nama[kena.label].nama)
        mata.catat(f"{jalur}.nilai", kena.baris, kena.kolom, nilai.nama if nilai else None)
        kolom_ekspektasi = _ekspektasi(mata, bagian, jalur, kena.baris, akhir, kolom_umpan)
        if kena.sisa:
            mata.catat(f"{jalur}.panduan", kena.baris, kena.kolom, kena.sisa)
        else:
            _kumpul(mata, f"{jalur}.panduan", kena.baris + 1, akhir, kena.kolom, kolom_ekspektasi)
        if kolom_umpan is not None:
            _kumpul(mata, f"{jalur}.umpan_balik", kena.baris, akhir, kolom_umpan, kolom_umpan + 1)
        if bagian.nada:
            kolom = rentang_kolom(bagian.nada)[0]
            if kolom_umpan is not None and kolom > kolom_umpan:
                _kumpul(mata, f"{jalur}.nada", kena.baris, akhir, kolom, kolom + 1)
    if not mulai:
        mata.hilang.append(bagian.judul)


def _akhir(mata: Pindaian, baris: int, sampai: int) -> int:
    """The last value ends with its own label row and one more block of rows."""
    return min(sampai, baris + 6)


def _ekspektasi(
    mata: Pindaian, bagian: Perilaku, jalur: str, dari: int, sampai: int, batas: int | None
) -> int:
    """Text in the label's cell or below it; returns the column where it starts."""
    kena = mata.cari((EKSPEKTASI,), dari, sampai)
    if kena is None:
        kolom = rentang_kolom(bagian.kolom[2])[0]
        mata.tempat[f"{jalur}.ekspektasi"] = mata.tempat_sel(min(dari + 1, sampai), kolom)
        return kolom
    if kena.sisa:
        mata.catat(f"{jalur}.ekspektasi", kena.baris, kena.kolom, kena.sisa)
        return kena.kolom
    akhir = batas if batas is not None and batas > kena.kolom else mata.lebar(kena.baris)
    _kumpul(mata, f"{jalur}.ekspektasi", kena.baris + 1, sampai, kena.kolom, akhir)
    return kena.kolom


def _kumpul(mata: Pindaian, jalur: str, dari: int, sampai: int, kolom: int, akhir: int) -> None:
    """All texts of a block of cells, joined by line breaks; its place is the first of them."""
    teks: list[str] = []
    tempat: tuple[int, int] | None = None
    for baris in range(dari, sampai):
        ada = mata.isi_pertama(baris, kolom, akhir)
        if ada is None:
            continue
        tempat = tempat or (baris, ada[0])
        mata.terbaca.add((baris, ada[0]))
        teks.append(ada[1])
    if tempat is None:
        mata.tempat[jalur] = mata.tempat_sel(dari, kolom)
        return
    if ambil(mata.pohon, jalur) is None:
        mata.catat(jalur, *tempat, "\n".join(teks))
