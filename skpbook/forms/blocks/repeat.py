"""A group of blocks repeated for every item of a list: one manual or workblock after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.forms.paths import ambil

if TYPE_CHECKING:
    from skpbook.forms.definition import Ulang
    from skpbook.forms.layout import Pena
    from skpbook.forms.scan import Pindaian


def susun(pena: Pena, bagian: Ulang, awalan: str) -> None:
    """Each item starts a printed page; spare items are hidden."""
    from skpbook.forms.blocks import susun_bagian

    ada = pena.banyak(awalan + bagian.ke)
    tampak = ada or bagian.tampak
    for nomor in range(tampak + bagian.cadangan):
        mulai = pena.baris
        if nomor:
            pena.pemisah.append(mulai)
        for satu in bagian.bagian:
            susun_bagian(pena, satu, f"{awalan}{bagian.ke}[{nomor}].")
        pena.maju()
        if nomor >= tampak:
            pena.tersembunyi.update(range(mulai, pena.baris))


def label(bagian: Ulang) -> tuple[str, ...]:
    """The labels of the group."""
    from skpbook.forms.blocks import label_bagian

    return tuple(nama for satu in bagian.bagian for nama in label_bagian(satu))


def jangkar(bagian: Ulang) -> tuple[str, ...]:
    """The anchor of the first block of the group."""
    from skpbook.forms.blocks import jangkar_bagian

    return jangkar_bagian(bagian.bagian[0])


def baca(mata: Pindaian, bagian: Ulang, dari: int, sampai: int, awalan: str) -> None:
    """One item from each place the first anchor stands to the next one; empty items are no items."""
    from skpbook.forms.read import baca_urut

    mulai = [kena.baris for kena in mata.semua(jangkar(bagian)[0], dari, sampai)]
    isi_nomor = 0
    for nomor, baris in enumerate(mulai):
        akhir = mulai[nomor + 1] if nomor + 1 < len(mulai) else sampai
        jalur = f"{awalan}{bagian.ke}[{isi_nomor}]"
        hilang = len(mata.hilang)
        mata.tempat[jalur] = mata.tempat_sel(baris, 0)
        baca_urut(mata, bagian.bagian, baris, akhir, f"{jalur}.")
        if ambil(mata.pohon, jalur):
            isi_nomor += 1
        else:
            del mata.hilang[hilang:]
            for satu in [j for j in mata.tempat if j.startswith(jalur)]:
                del mata.tempat[satu]
