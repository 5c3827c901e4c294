"""Reading rows of labels and fields: a field by the label beside or above it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from skpbook.domain.teks import normal
from skpbook.forms.blocks.rows import ANGKA, berlabel
from skpbook.forms.layout import rentang_kolom
from skpbook.forms.paths import ambil, taruh

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.forms.definition import Baris, SelBaris
    from skpbook.forms.scan import Kena, Pindaian

TANDA = re.compile(r"^\(?\s*(?P<isi>[xXvV✓√]?)\s*\)\s*(?P<nama>.+)$")


def baca(mata: Pindaian, bagian: Baris, dari: int, sampai: int, awalan: str) -> None:
    """Walk definition rows and sheet rows down together."""
    kursor = dari
    terakhir: list[tuple[SelBaris, Kena]] = []
    for baris in bagian.baris:
        nama = [sel for sel in baris if berlabel(sel)]
        if nama:
            di = _cari_baris(mata, [sel.teks or "" for sel in nama], kursor, sampai)
            if di is None:
                terakhir = []
                mata.hilang.extend(sel.teks or "" for sel in nama)
                continue
            kursor = di + 1
            terakhir = _pasangkan(mata, nama, di)
        for sel in baris:
            if sel.isi is None:
                continue
            if sel.tanda is not None:
                _baca_tanda(mata, sel, terakhir, awalan)
            else:
                _baca_isian(mata, baris, sel, terakhir, sampai, awalan)


def _cari_baris(mata: Pindaian, nama: list[str], dari: int, sampai: int) -> int | None:
    """First row with most of the labels; a row of two or more labels may have lost one."""
    perlu = max(1, (len(nama) + 1) // 2)
    berbeda = {mata.id(satu) for satu in nama}
    kena = mata.cari(nama, dari, sampai)
    while kena is not None:
        if len({satu.label for satu in mata.di_baris(kena.baris)} & berbeda) >= min(perlu, len(berbeda)):
            return kena.baris
        kena = mata.cari(nama, kena.baris + 1, sampai)
    return None


def _pasangkan(mata: Pindaian, nama: list[SelBaris], baris: int) -> list[tuple[SelBaris, Kena]]:
    """Labels of the definition row with the hits of the sheet row, left to right."""
    kena = list(mata.di_baris(baris))
    hasil: list[tuple[SelBaris, Kena]] = []
    mulai = 0
    for sel in nama:
        cari = mata.id(sel.teks or "")
        for di in range(mulai, len(kena)):
            if kena[di].label == cari:
                hasil.append((sel, kena[di]))
                mulai = di + 1
                break
    return hasil


def _baca_isian(
    mata: Pindaian,
    baris: tuple[SelBaris, ...],
    sel: SelBaris,
    terakhir: list[tuple[SelBaris, Kena]],
    sampai: int,
    awalan: str,
) -> None:
    jalur = f"{awalan}{sel.isi}"
    if not terakhir:
        return
    if sel.dari == "atas":
        _baca_bawah(mata, jalur, sel, terakhir, sampai)
        return
    kolom_sel = rentang_kolom(sel.k)[0]
    kiri = [pasang for pasang in terakhir if rentang_kolom(pasang[0].k)[0] < kolom_sel]
    if not kiri:
        return
    kena = kiri[-1][1]
    berikut = [satu.kolom for satu in mata.di_baris(kena.baris) if satu.kolom > kena.kolom]
    batas = berikut[0] if berikut else mata.lebar(kena.baris)
    if kena.sisa is not None:
        mata.catat(jalur, kena.baris, kena.kolom, kena.sisa)
        return
    sebelum = _angka_sebelum_label_berikut(baris, sel)
    for kolom, teks in _isi(mata, kena.baris, kena.kolom + 1, batas):
        if (
            sebelum
            and normal(teks) == sebelum
            and berikut
            and kolom >= _terakhir_berisi(mata, kena.baris, batas)
        ):
            continue
        mata.catat(jalur, kena.baris, kolom, teks.removeprefix(":").strip())
        return
    sebelum_batas = not berikut or kolom_sel < batas
    mata.catat(
        jalur, kena.baris, kolom_sel if kena.kolom < kolom_sel and sebelum_batas else kena.kolom + 1, None
    )


def _angka_sebelum_label_berikut(baris: tuple[SelBaris, ...], sel: SelBaris) -> str | None:
    """The fixed number between a field and the next label of its row ("1" before the penilai's NAMA)."""
    for satu in baris[baris.index(sel) + 1 :]:
        if satu.teks is None:
            return None
        if ANGKA.match(satu.teks):
            return normal(satu.teks)
        return None
    return None


def _terakhir_berisi(mata: Pindaian, baris: int, batas: int) -> int:
    kolom = batas - 1
    while kolom > 0 and not mata.teks(baris, kolom):
        kolom -= 1
    return kolom


def _isi(mata: Pindaian, baris: int, dari: int, sampai: int) -> Iterator[tuple[int, str]]:
    for kolom in range(dari, min(sampai, mata.lebar(baris))):
        teks = mata.teks(baris, kolom)
        if teks and teks != ":":
            yield kolom, teks


def _baca_bawah(
    mata: Pindaian, jalur: str, sel: SelBaris, terakhir: list[tuple[SelBaris, Kena]], sampai: int
) -> None:
    """A value under its label: in the label's cell, beside it, else in the next row that has anything."""
    atas = [pasang for pasang in terakhir if rentang_kolom(pasang[0].k)[0] <= rentang_kolom(sel.k)[1]]
    kena = (atas or terakhir)[-1][1]
    if kena.sisa is not None:
        mata.catat(jalur, kena.baris, kena.kolom, kena.sisa)
        return
    berikut = [satu.kolom for satu in mata.di_baris(kena.baris) if satu.kolom > kena.kolom]
    batas = berikut[0] if berikut else mata.lebar(kena.baris)
    samping = mata.isi_pertama(kena.baris, kena.kolom + 1, batas)
    if samping is not None:
        mata.catat(jalur, kena.baris, samping[0], samping[1])
        return
    for baris in range(kena.baris + 1, min(kena.baris + 3, sampai)):
        if mata.di_baris(baris):
            break
        ada = mata.isi_pertama(baris, kena.kolom if berikut else 0, batas if berikut else mata.lebar(baris))
        if ada is not None:
            mata.catat(jalur, baris, ada[0], ada[1])
            return
    mata.catat(jalur, kena.baris + 1, kena.kolom, None)


def _baca_tanda(mata: Pindaian, sel: SelBaris, terakhir: list[tuple[SelBaris, Kena]], awalan: str) -> None:
    jalur = f"{awalan}{sel.isi}"
    if not terakhir:
        return
    kena = terakhir[-1][1]
    cari = normal(sel.tanda or "")
    for baris in (kena.baris, kena.baris + 1):
        for kolom, teks in _isi(mata, baris, 0, mata.lebar(baris)):
            temu = TANDA.match(teks)
            if temu is None or normal(temu["nama"]) != cari:
                continue
            mata.tempat.setdefault(jalur, mata.tempat_sel(baris, kolom))
            mata.terbaca.add((baris, kolom))
            if temu["isi"]:
                ada = ambil(mata.pohon, jalur) or []
                taruh(mata.pohon, jalur, [*ada, sel.tanda])
            return
