"""Reading a repeated group: one manual or workblock after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.forms.blocks.repeat import jangkar
from skpbook.forms.paths import ambil
from skpbook.forms.scan import kolom_terbanyak

if TYPE_CHECKING:
    from skpbook.forms.definition import Ulang
    from skpbook.forms.scan import Pindaian


def baca(mata: Pindaian, bagian: Ulang, dari: int, sampai: int, awalan: str) -> None:
    """One item from each place the first anchor stands to the next one; empty items are no items."""
    from skpbook.forms.reading import baca_urut

    semua = list(mata.semua(jangkar(bagian)[0], dari, sampai))
    kolom = kolom_terbanyak(semua)
    mulai = list(dict.fromkeys(kena.baris for kena in semua if kena.kolom == kolom))
    daftar = awalan + bagian.ke
    for nomor, baris in enumerate(mulai):
        akhir = mulai[nomor + 1] if nomor + 1 < len(mulai) else sampai
        jalur = f"{daftar}[{mata.panjang(daftar)}]"
        hilang = len(mata.hilang)
        mata.tempat.setdefault(daftar, mata.tempat_sel(baris, kolom or 0))
        mata.tempat[jalur] = mata.tempat_sel(baris, kolom or 0)
        baca_urut(mata, bagian.bagian, baris, akhir, f"{jalur}.")
        if not ambil(mata.pohon, jalur):
            del mata.hilang[hilang:]
            for satu in [j for j in mata.tempat if j.startswith(jalur)]:
                del mata.tempat[satu]
