"""A headed numbered list of texts (lampiran, strategi and keluaran kunci)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skpbook.forms.definition import Daftar
    from skpbook.forms.layout import Pena


def susun(pena: Pena, bagian: Daftar, awalan: str) -> None:
    """Heading, then numbered input rows, spare ones hidden."""
    pena.tulis(pena.penuh(), "seksi-kiri" if bagian.sub else "seksi", teks=bagian.judul)
    pena.maju()
    ada = pena.banyak(awalan + bagian.isi)
    tampak = max(bagian.tampak, ada)
    pena.sampingi(pena.baris + tampak - 1, bagian.cadangan, "baris")
    for nomor in range(tampak + bagian.cadangan):
        pena.tulis(pena.rentang(bagian.nomor), "nomor", teks=str(nomor + 1))
        sel = len(pena.sel)
        pena.tulis(pena.rentang(bagian.teks), "isian", jalur=f"{awalan}{bagian.isi}[{nomor}]")
        if nomor:
            pena.wajib_bila(sel, ())
        pena.tinggi[pena.baris] = bagian.tinggi
        if nomor >= tampak:
            pena.tersembunyi.add(pena.baris)
        pena.maju()


def label(bagian: Daftar) -> tuple[str, ...]:
    """The heading."""
    return (bagian.judul,)


jangkar = label
