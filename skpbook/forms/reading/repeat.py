"""Reading a repeated group: one manual or workblock after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.forms.blocks.repeat import jangkar
from skpbook.forms.paths import ambil

if TYPE_CHECKING:
    from skpbook.forms.definition import Ulang
    from skpbook.forms.scan import Pindaian


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
