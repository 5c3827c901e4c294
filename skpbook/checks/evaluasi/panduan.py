"""E509, E510: the rating hasil kerja beside the categories and the tone of the feedback given with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.checks.registry import aturan
from skpbook.domain.evaluasi import Evaluasi, HasilDinilai
from skpbook.domain.temuan import Temuan, Tingkat
from skpbook.regulation.label import Rating, kenali_rating
from skpbook.regulation.panduan_rating import (
    Timbangan,
    kategori_hasil,
    keberatan,
    panduan_rating,
    saran_rating,
)
from skpbook.regulation.pilihan import kenali

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from skpbook.checks.konteks import Konteks

_DASAR = (
    "Panduan BKN, penetapan rating hasil kerja (contoh panduan yang dapat digunakan; pejabat penilai yang "
    "memutuskan)."
)


@aturan(
    "E509",
    Tingkat.PERINGATAN,
    "Rating di atas ekspektasi tidak didukung kategori hasil kerjanya",
    dasar=_DASAR,
    penjelasan="Menurut panduan, rating hasil kerja Di Atas Ekspektasi berarti sebagian besar hasil kerja di atas "
    "ekspektasi dan tidak ada hasil kerja utama yang di bawah ekspektasi. Diperiksa bila sebagian besar hasil "
    "kerja diberi kategori, atau umpan baliknya diberi nada. Rating yang ditunjuk panduan disebut di sampingnya.",
    salah="Rating Di Atas Ekspektasi, padahal satu hasil kerja utama berkategori Di Bawah.",
    benar="Rating Di Atas Ekspektasi, semua hasil kerja utama berkategori Di Atas.",
)
def terlalu_tinggi(konteks: Konteks) -> Iterator[Temuan]:
    return _tidak_selaras(konteks, "E509", {Rating.DI_ATAS})


@aturan(
    "E510",
    Tingkat.PERINGATAN,
    "Rating sesuai atau di bawah ekspektasi berlawanan dengan kategori atau umpan baliknya",
    dasar=_DASAR,
    penjelasan="Rating Sesuai Ekspektasi atau Di Bawah Ekspektasi dibandingkan dengan kategori setiap hasil kerja "
    "dan nada umpan baliknya menurut panduan. Rating yang ditunjuk panduan disebut di sampingnya.",
    salah="Rating Di Bawah Ekspektasi, padahal semua hasil kerja berkategori Sesuai.",
    benar="Rating Sesuai Ekspektasi, semua hasil kerja berkategori Sesuai.",
)
def terlalu_rendah(konteks: Konteks) -> Iterator[Temuan]:
    return _tidak_selaras(konteks, "E510", {Rating.SESUAI, Rating.DI_BAWAH})


def _tidak_selaras(konteks: Konteks, kode: str, dari: Collection[Rating]) -> Iterator[Temuan]:
    for kertas in konteks.dari(Evaluasi):
        rating = kenali_rating(kertas.isi.rating_hasil or "")
        if rating is None or rating not in dari:
            continue
        timbangan = timbang(kertas.isi)
        alasan = keberatan(rating, timbangan)
        if not alasan:
            continue
        yield temuan(
            kode,
            f"Rating hasil kerja {rating}, padahal {' dan '.join(alasan)}.",
            dokumen=kertas.dokumen,
            jalur="rating_hasil",
            daftar=konteks.daftar,
            pegawai=kertas.pegawai,
            periode=kertas.periode,
            ditemukan=rating,
            saran=_saran(rating, saran_rating(timbangan)),
        )


def _saran(rating: Rating, menurut: Rating | None) -> str:
    lain = menurut is not None and menurut is not rating
    satu = menurut if menurut is not None and lain else rating
    hasil, umpan_balik = panduan_rating().kalimat[satu]
    awal = f"Panduan menunjuk {satu}" if lain else f"Menurut panduan, {satu} berarti"
    return f"{awal}{':' if lain else ''} {hasil}; {umpan_balik}. Pejabat penilai yang memutuskan."


def timbang(isi: Evaluasi) -> Timbangan:
    """Categories and tones of an evaluation as the guide weighs them."""
    nada = [
        nada
        for _, hasil in isi.hasil_kerja()
        for iki in hasil.iki
        if iki.nada and (nada := kenali("nada", iki.nada))
    ]
    return Timbangan(
        utama=tuple(_kategori(hasil) for hasil in isi.utama),
        tambahan=tuple(_kategori(hasil) for hasil in isi.tambahan),
        nada=tuple(nada),
    )


def _kategori(hasil: HasilDinilai) -> Rating | None:
    dikenal = (kenali_rating(iki.kategori) for iki in hasil.iki if iki.kategori)
    return kategori_hasil(satu for satu in dikenal if satu is not None)
