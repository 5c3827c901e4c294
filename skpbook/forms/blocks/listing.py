"""A headed numbered list of texts (lampiran, strategi and keluaran kunci)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.forms.layout import Lipatan, Wadah

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.forms.definition import Daftar
    from skpbook.forms.layout import Pena


def susun(pena: Pena, bagian: Daftar, awalan: str) -> None:
    """Heading, then numbered input rows, spare ones hidden."""
    pena.tulis(pena.penuh(), "seksi-kiri" if bagian.sub else "seksi", teks=bagian.judul)
    pena.maju()
    daftar = awalan + bagian.isi
    rentang = []
    for nomor in range(pena.muat(daftar, _wadah(bagian))):
        pena.tulis(pena.rentang(bagian.nomor), "nomor", teks=str(nomor + 1))
        sel = len(pena.sel)
        pena.tulis(pena.rentang(bagian.teks), "isian", jalur=f"{daftar}[{nomor}]")
        if nomor:
            pena.wajib_bila(sel, ())
        pena.tinggi[pena.baris] = bagian.tinggi
        rentang.append((pena.baris, pena.baris))
        pena.maju()
    pena.lipat(Lipatan((daftar,), tuple(rentang), bagian.tampak, bagian.tampak, (), "baris"))


def _wadah(bagian: Daftar) -> Wadah:
    return Wadah(bagian.tampak + bagian.cadangan, 2 if bagian.cadangan else 0)


def wadah(bagian: Daftar, awalan: str) -> Iterator[tuple[str, Wadah]]:
    """Room for the list."""
    yield awalan + bagian.isi, _wadah(bagian)


def label(bagian: Daftar) -> tuple[str, ...]:
    """The heading."""
    return (bagian.judul,)


jangkar = label
