"""Several indicators typed into one row, a line each in every cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.forms.reading.bullets import kalimat
from skpbook.regulation.pilihan import kenali

if TYPE_CHECKING:
    from collections.abc import Mapping

Isi = dict[str, tuple[int, str]]


def belah_baris(pilihan: Mapping[str, str | None], isi: Isi) -> list[Isi]:
    """The rows that a row is, by its child fields (`pilihan`: field -> its choice list).

    More than one only when a choice cell holds a choice on every line and every other cell that is filled in
    has as many lines.
    """
    sendiri = {nama: sel for nama, sel in isi.items() if nama in pilihan}
    for nama, daftar in pilihan.items():
        if daftar is None or nama not in sendiri or "\n" not in sendiri[nama][1]:
            continue
        baris = kalimat(sendiri[nama][1])
        if len(baris) < 2 or not all(kenali(daftar, teks) for teks in baris):
            continue
        semua = {lain: kalimat(teks) for lain, (_, teks) in sendiri.items()}
        if all(len(teks) == len(baris) for teks in semua.values()):
            return [
                {lain: (sendiri[lain][0], semua[lain][nomor]) for lain in sendiri}
                for nomor in range(len(baris))
            ]
    return [sendiri]
