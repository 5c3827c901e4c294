"""The look of the recap: fragments of cell formats, composed by name and made once a workbook.

Every colour is a light tint with dark text or dark with white text, and no meaning hangs on colour alone:
a black-and-white print says the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skpbook.regulation.label import Predikat

if TYPE_CHECKING:
    from collections.abc import Mapping

HURUF = "Calibri"
GELAP = "#1F3864"
GARIS = "#8C8C8C"
_INDONESIA = "[$-421]"
"""Indonesian separators where a cell may choose them (LibreOffice; Excel takes the system's)."""

WARNA_PREDIKAT: Mapping[Predikat, str] = {
    Predikat.SANGAT_BAIK: "#C6E0B4",
    Predikat.BAIK: "#E2EFDA",
    Predikat.BUTUH_PERBAIKAN: "#FFF2CC",
    Predikat.KURANG: "#F8CBAD",
    Predikat.SANGAT_KURANG: "#E6A1A1",
}

FRAGMEN: Mapping[str, Mapping[str, Any]] = {
    "judul": {"bold": True, "font_size": 15, "font_color": GELAP, "valign": "vcenter"},
    "judul_sempit": {"bold": True, "font_size": 12, "font_color": GELAP, "valign": "top"},
    "bungkus": {"text_wrap": True},
    "subjudul": {"font_size": 10, "font_color": "#404040", "valign": "vcenter"},
    "bagian": {"bold": True, "font_size": 11, "font_color": GELAP, "bottom": 2, "bottom_color": GELAP},
    "catatan": {"italic": True, "font_color": "#404040", "text_wrap": True, "valign": "top"},
    "kepala": {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": GELAP,
        "border": 1,
        "border_color": GARIS,
        "text_wrap": True,
        "align": "center",
        "valign": "vcenter",
    },
    "tegak": {"rotation": 90},
    "sel": {"border": 1, "border_color": GARIS, "valign": "top", "text_wrap": True},
    "petak": {"border": 1, "border_color": GARIS, "valign": "vcenter", "text_wrap": True},
    "tanpa_garis": {"valign": "top", "text_wrap": True},
    "jumlah": {
        "bold": True,
        "bg_color": "#E7E6E6",
        "border": 1,
        "border_color": GARIS,
        "top": 2,
        "valign": "vcenter",
    },
    **{f"menjorok_{i}": {"align": "left", "indent": i} for i in range(9)},
    "tengah": {"align": "center"},
    "kanan": {"align": "right"},
    "tengah_tegak": {"valign": "vcenter"},
    "atas": {"valign": "top"},
    "tebal": {"bold": True},
    "besar": {"font_size": 20, "bold": True},
    "kecil": {"font_size": 8},
    "miring": {"italic": True},
    "redup": {"font_color": "#595959", "italic": True},
    "lembut": {"bg_color": "#F2F2F2"},
    "bilangan": {"num_format": f"{_INDONESIA}#,##0", "align": "right"},
    "persen": {"num_format": f"{_INDONESIA}0.0%", "align": "right"},
    "desimal": {"num_format": f"{_INDONESIA}#,##0.0", "align": "right"},
    "dua_desimal": {"num_format": f"{_INDONESIA}#,##0.00", "align": "right"},
    "tanggal": {"num_format": f"{_INDONESIA}d mmm yyyy", "align": "center"},
    "teks": {"num_format": "@"},
    "tautan": {"font_color": "#0B3D91", "underline": 1},
    "galat": {"bold": True, "bg_color": "#F4B6B6"},
    "peringatan": {"bg_color": "#FFE699"},
    "info": {"bg_color": "#DDEBF7"},
    "kotak_bawah": {"bottom": 0},
    "kotak_atas": {"top": 0},
    "kotak_tengah": {"top": 0, "bottom": 0},
    **{satu.name.lower(): {"bg_color": warna} for satu, warna in WARNA_PREDIKAT.items()},
}
"""Fragment name -> XlsxWriter format properties; later fragments of a composition win."""


class Gaya:
    """Formats of one workbook: `gaya("sel", "tengah")` makes the composition once and gives it again."""

    def __init__(self, buku: Any) -> None:
        self._buku = buku
        self._jadi: dict[tuple[str, ...], Any] = {}

    def __call__(self, *nama: str) -> Any:
        if nama not in self._jadi:
            sifat: dict[str, Any] = {"font_name": HURUF, "font_size": 10}
            for satu in nama:
                sifat.update(FRAGMEN[satu])
            self._jadi[nama] = self._buku.add_format(sifat)
        return self._jadi[nama]
