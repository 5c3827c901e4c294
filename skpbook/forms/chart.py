"""POLA DISTRIBUSI: the distribution curve as a native chart on the evaluation form."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from skpbook.forms.layout import LetakKurva

_WARNA = "#1F4E79"
_TEPI = 6
_PIKSEL_HURUF, _PIKSEL_TEPI = 7, 5


def pasang_kurva(
    buku: Workbook,
    lembar: Worksheet,
    letak: LetakKurva,
    rujukan: tuple[str, str, str],
    ukuran: tuple[tuple[float, ...], float],
) -> None:
    """Place the chart in its frame. `rujukan` = ranges of title, categories, values; `ukuran` = the widths of
    the frame's columns (characters) and the height of its rows (points)."""
    judul, kategori, nilai = rujukan
    gambar = buku.add_chart({"type": "line"})
    gambar.add_series(
        {
            "name": judul,
            "categories": kategori,
            "values": nilai,
            "smooth": True,
            "line": {"width": 2.5, "color": _WARNA},
            "marker": {"type": "circle", "size": 6, "fill": {"color": _WARNA}, "border": {"color": _WARNA}},
        }
    )
    gambar.set_title({"name": judul, "name_font": {"size": 10, "bold": True}, "overlay": False})
    gambar.set_legend({"none": True})
    gambar.set_x_axis(
        {"name": "Predikat Kinerja Pegawai", "name_font": {"size": 9, "bold": False}, "num_font": {"size": 9}}
    )
    gambar.set_y_axis(
        {
            "name": "Frekuensi Pegawai",
            "name_font": {"size": 9, "bold": False},
            "label_position": "none",
            "major_tick_mark": "none",
            "major_gridlines": {"visible": False},
            "min": 0,
        }
    )
    gambar.set_chartarea({"border": {"none": True}})
    gambar.show_hidden_data()
    lebar, tinggi = ukuran
    piksel = sum(int(satu * _PIKSEL_HURUF + _PIKSEL_TEPI) for satu in lebar)
    tegak = int((letak.baris_akhir - letak.baris + 1) * tinggi * 4 / 3)
    mendatar = min(piksel - 2 * _TEPI, tegak * 4)
    gambar.set_size({"width": mendatar, "height": tegak - 2 * _TEPI})
    lembar.insert_chart(
        letak.baris,
        letak.kolom,
        gambar,
        {
            "x_offset": (piksel - mendatar) // 2,
            "y_offset": _TEPI,
            "object_position": 1,
            "description": "Kurva pola distribusi predikat kinerja menurut capaian kinerja organisasi",
        },
    )
