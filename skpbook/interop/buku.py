"""A plain workbook of one table: what other systems take, every text a typed string."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skpbook.recap.teks_sel import aman

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_PILIHAN = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def tulis_tabel(
    berkas: Path,
    lembar: str,
    kolom: Sequence[str],
    baris: Iterable[Sequence[str | int | None]],
    lebar: Sequence[float] = (),
) -> None:
    """One sheet: headings in row 1, then the rows; None leaves a cell empty, numbers stay numbers.

    Raises OSError and what XlsxWriter raises for a file that cannot be written.
    """
    import xlsxwriter

    buku: Any = xlsxwriter.Workbook(str(berkas), dict(_PILIHAN))
    ws: Any = buku.add_worksheet(lembar)
    tebal = buku.add_format({"bold": True, "bottom": 1})
    teks = buku.add_format({"num_format": "@"})
    for k in range(len(kolom)):
        ws.set_column(k, k, lebar[k] if k < len(lebar) else max(14, len(kolom[k]) + 2))
    ws.freeze_panes(1, 0)
    for k, judul in enumerate(kolom):
        ws.write_string(0, k, judul, tebal)
    akhir = 0
    for akhir, satu in enumerate(baris, start=1):
        for k, isi in enumerate(satu):
            if isinstance(isi, str):
                ws.write_string(akhir, k, aman(isi), teks)
            elif isi is not None:
                ws.write_number(akhir, k, isi)
    # Ids and NIP are numbers as text on purpose.
    ws.ignore_errors({"number_stored_as_text": f"A1:Z{akhir + 1}"})
    buku.close()
