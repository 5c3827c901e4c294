"""The patient filler: opens a template with openpyxl as a person opens it with Excel, types, saves.

openpyxl forgets what formula cells showed, and does not calculate; Excel would show the old values where
nothing changed and the new ones where something did. Both are put back.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from skpbook.contoh.xlsx import Xlsx

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl.worksheet.worksheet import Worksheet

    from skpbook.contoh.ketikan import Ketikan, Nilai


def isi(templat: bytes, ketikan: Ketikan) -> bytes:
    """A template with the cells typed, sheets copied and deleted, and the following cells recalculated."""
    from openpyxl import load_workbook

    buku = load_workbook(BytesIO(templat))
    for nama, sel in ketikan.isi.items():
        _ketik(buku[nama], sel)
    for nama, salinan in ketikan.salin.items():
        lembar = buku.copy_worksheet(buku[salinan.asal])
        lembar.title = nama
        _ketik(lembar, salinan.isi)
    for nama in ketikan.buang:
        buku.remove(buku[nama])
    keluar = BytesIO()
    buku.save(keluar)
    return _pulihkan(templat, keluar.getvalue(), ketikan)


def _ketik(lembar: Worksheet, sel: Mapping[str, Nilai]) -> None:
    for alamat, nilai in sel.items():
        lembar[alamat].value = nilai
        if isinstance(nilai, str):
            lembar[alamat].data_type = "s"
        if nilai is not None:
            lembar.row_dimensions[
                lembar[alamat].row
            ].hidden = False  # a spare row is shown before it is typed in


def _pulihkan(templat: bytes, terisi: bytes, ketikan: Ketikan) -> bytes:
    """Put the shown values of formula cells back, old or new, and the time of saving."""
    lama = Xlsx(templat)
    baru = Xlsx(terisi)
    for nama in baru.lembar():
        tersisa = baru.rumus(nama).keys()
        salinan = ketikan.salin.get(nama)
        asal = salinan.asal if salinan else nama
        hasil = {sel: isi for sel, (_, isi) in lama.rumus(asal).items() if sel in tersisa}
        hasil.update(ketikan.hasil.get(asal, {}))
        hasil.update(salinan.hasil if salinan else {})
        if hasil:
            baru.hasil_rumus(nama, hasil)
    if ketikan.disimpan:
        baru.disimpan(ketikan.disimpan)
    return baru.tulis()
