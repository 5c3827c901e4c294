"""Reading (NAMA INSTANSI) and PERIODE PENILAIAN."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.forms.blocks.header import LABEL
from skpbook.forms.layout import rentang_kolom

if TYPE_CHECKING:
    from skpbook.forms.definition import Kop
    from skpbook.forms.scan import Pindaian


def baca(mata: Pindaian, bagian: Kop, dari: int, sampai: int, awalan: str) -> None:
    """The instansi is the text left of the label, or in the rows near it where a person put the two below
    each other."""
    kena = mata.cari((LABEL,), dari, sampai)
    if kena is None:
        return
    if kena.sisa is not None:
        mata.catat(f"{awalan}periode_penilaian", kena.baris, kena.kolom, kena.sisa)
    else:
        ada = mata.isi_pertama(kena.baris, kena.kolom + 1, mata.lebar(kena.baris))
        if ada is not None:
            mata.catat(f"{awalan}periode_penilaian", kena.baris, ada[0], ada[1])
        else:
            kolom = max(rentang_kolom(bagian.periode)[0], kena.kolom + 1)
            mata.catat(f"{awalan}periode_penilaian", kena.baris, kolom, None)
    for baris in (kena.baris, kena.baris - 1, kena.baris + 1):
        batas = kena.kolom if baris == kena.baris else mata.lebar(baris)
        if baris != kena.baris and mata.di_baris(baris):
            continue
        ada = mata.isi_pertama(baris, 0, batas)
        if ada is not None and not _judul(ada[1]):
            mata.catat(f"{awalan}instansi", baris, ada[0], ada[1])
            return
    mata.catat(f"{awalan}instansi", kena.baris, rentang_kolom(bagian.instansi)[0], None)


def _judul(teks: str) -> bool:
    """A title line of the form stands above where a person left the instansi empty."""
    atas = teks.upper()
    return any(
        kata in atas for kata in ("PENDEKATAN", "BAGI PEJABAT", "SASARAN KINERJA", "EVALUASI", "PERIODE")
    )
