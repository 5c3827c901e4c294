"""Kualitatif hasil kerja: the RHK in one row, its ukuran keberhasilan below, one sentence a row.

Typed by hand the sentences often stand in the label's own cell, as lines with a dash, or the whole item in
one cell; all of it reads to the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.forms.blocks.table import (
    lipat_anak,
    rumus_nomor,
    susun_seksi,
    tulis_kepala,
    wadah_anak,
    wadah_seksi,
)
from skpbook.forms.layout import Pena, rentang_kolom

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from skpbook.forms.definition import Kualitatif, Seksi
    from skpbook.forms.layout import Rentang, Wadah


def susun(pena: Pena, bagian: Kualitatif, awalan: str) -> None:
    """Title, headings of the further columns, sections of items."""
    kepala = pena.baris
    if any(satu.kepala for satu in bagian.kepala):
        kiri = pena.rentang(bagian.nomor)[0]
        pena.tulis((kiri, _akhir_teks(bagian)), "kepala", teks=bagian.judul or "HASIL KERJA")
        tulis_kepala(pena, bagian.kepala)
        pena.tinggi[pena.baris] = 32
        pena.maju()
    elif bagian.judul:
        pena.tulis(pena.penuh(), "seksi", teks=bagian.judul)
        pena.maju()
    penentu = tuple(awalan + seksi.ke for seksi in bagian.seksi)
    for seksi in bagian.seksi:
        susun_seksi(
            pena,
            seksi,
            awalan,
            lambda jalur, satu: _susun_butir(pena, bagian, jalur, satu, kepala, penentu),
            penentu=penentu,
            kepala=[satu for satu in bagian.kepala if not satu.bantu] if seksi.kepala_ulang else (),
        )


def _akhir_teks(bagian: Kualitatif) -> int:
    """Last column of the item's own part: up to the first headed further column."""
    berkepala = [rentang_kolom(satu.k)[0] for satu in bagian.kepala if satu.kepala and not satu.bantu]
    akhir = max(
        [rentang_kolom(bagian.teks)[1], *(rentang_kolom(s.k)[1] for s in bagian.kepala if not s.kepala)]
    )
    return min([akhir, *(satu - 1 for satu in berkepala)])


def _susun_butir(
    pena: Pena, bagian: Kualitatif, jalur: str, seksi: Seksi, kepala: int, penentu: tuple[str, ...]
) -> Sequence[Rentang]:
    """RHK row, label row, sentence rows."""
    mulai = pena.baris
    teks = pena.rentang(bagian.teks)
    anak = pena.muat(f"{jalur}.iki", wadah_anak(seksi))
    nomor = pena.rentang(bagian.nomor)
    kunci = f"{jalur}.rencana"
    penuh = (teks[0], _akhir_teks(bagian))
    samping = [satu for satu in bagian.kepala if satu.kepala]
    pena.tulis(
        nomor,
        "nomor",
        jalur=f"{jalur}.nomor",
        rumus=rumus_nomor(kunci, nomor[0], kepala, mulai),
        sampai=mulai + 1 + anak,
    )
    pena.tulis(penuh, "isian-tebal", jalur=kunci)
    pena.tinggi[mulai] = 20
    pena.tulis(penuh, "label-miring", teks=bagian.label_ukuran, baris=mulai + 1)
    for satu in samping:
        if not satu.bantu:
            pena.tulis(pena.rentang(satu.k), "kosong", teks="", sampai=mulai + 1)
    kanan = max([teks[1], *(pena.rentang(satu.k)[1] for satu in bagian.kepala if not satu.bantu)])
    for urut in range(anak):
        baris = mulai + 2 + urut
        sel = len(pena.sel)
        pena.tulis(teks, "isian-kalimat", jalur=f"{jalur}.iki[{urut}].indikator", baris=baris)
        for satu in bagian.kepala:
            gaya = "isian-bantu" if satu.bantu else satu.gaya or "isian"
            pena.tulis(pena.rentang(satu.k), gaya, jalur=f"{jalur}.iki[{urut}].{satu.isi}", baris=baris)
        if urut:
            pena.wajib_bila(sel, [(baris, teks[0], baris, kanan)])
        pena.tinggi[baris] = bagian.tinggi
    lipat_anak(pena, seksi, f"{jalur}.iki", range(mulai + 2, mulai + 2 + anak), penentu)
    pena.maju(2 + anak)
    return [(mulai, penuh[0], mulai, penuh[1]), (mulai + 2, teks[0], mulai + 1 + anak, kanan)]


def wadah(bagian: Kualitatif, awalan: str) -> Iterator[tuple[str, Wadah]]:
    """Room for the lists of the items, by the pattern of their path."""
    for seksi in bagian.seksi:
        yield awalan + seksi.ke, wadah_seksi(seksi)
        yield f"{awalan}{seksi.ke}[].iki", wadah_anak(seksi)


def label(bagian: Kualitatif) -> tuple[str, ...]:
    """Titles, section titles, the label row, further headings."""
    judul = (bagian.judul,) if bagian.judul else ()
    return (
        *judul,
        bagian.label_ukuran,
        *(satu.judul for satu in bagian.seksi if satu.judul),
        *(satu.kepala for satu in bagian.kepala if satu.kepala),
    )


def jangkar(bagian: Kualitatif) -> tuple[str, ...]:
    """The block's title, else the first section's."""
    if bagian.judul:
        return (bagian.judul,)
    return tuple(satu.judul for satu in bagian.seksi if satu.judul)[:1]
