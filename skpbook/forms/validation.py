"""In-sheet validation: dropdowns, NIP, dates, lengths, with Indonesian messages; red on an unknown choice.

Pasting destroys validations but not conditional formats, and every rule is checked again on import.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from skpbook.domain.tempat import alamat
from skpbook.forms.choices import PILIHAN_RHK
from skpbook.forms.definition import Isian

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from skpbook.forms.choices import DaftarPilihan
    from skpbook.forms.theme import Gaya

Rentang = tuple[int, int, int, int]
Kelompok = dict[tuple[Isian, str | None], list[Rentang]]
"""Input cells by field definition and choice list."""

_JUDUL = 32
_PESAN = 255


class ValidasiTertolak(Exception):
    """XlsxWriter refused a validation or conditional format: the form definition asks for too much."""


def pasang(
    lembar: Worksheet,
    gaya: Gaya,
    daftar: DaftarPilihan,
    kelompok: Kelompok,
) -> None:
    """A validation for every field definition over its cells, and the colours.

    Raises ValidasiTertolak when the library refuses one (it would only warn and leave it out).
    """
    for (isian, pilihan), semua in kelompok.items():
        for sel in menurut_kolom(semua):
            aturan = _aturan(isian, pilihan, daftar, alamat(sel[0][0], sel[0][1]))
            lain = [list(satu) for satu in sel[1:]]
            if lembar.data_validation(*sel[0], {**aturan, "other_cells": lain}) != 0:
                raise ValidasiTertolak(f"Validasi isian '{isian.label}' ditolak pembuat buku kerja.")
            _warnai(lembar, gaya, daftar, isian, pilihan, sel)


def menurut_kolom(sel: Sequence[Rentang]) -> list[list[Rentang]]:
    """Cells by their columns, top down, neighbours joined.

    A rule's formula is relative to its first cell; programs differ on which that is where cells stand in
    several columns, so no rule has cells in more than one.
    """
    hasil: dict[tuple[int, int], list[Rentang]] = {}
    for atas, kiri, bawah, kanan in sorted(sel):
        kolom = hasil.setdefault((kiri, kanan), [])
        if kolom and kolom[-1][2] == atas - 1:
            kolom[-1] = (kolom[-1][0], kiri, bawah, kanan)
        else:
            kolom.append((atas, kiri, bawah, kanan))
    return list(hasil.values())


def _aturan(isian: Isian, pilihan: str | None, daftar: DaftarPilihan, sel: str) -> dict[str, Any]:
    dasar: dict[str, Any] = {
        "ignore_blank": True,
        "input_title": _judul(isian.label),
        "input_message": _potong(isian.petunjuk) or isian.label,
        "error_title": "Isian belum tepat",
    }
    if pilihan is not None:
        bebas = pilihan == PILIHAN_RHK
        dasar.update(
            validate="list",
            source="=" + daftar.rentang(pilihan),
            error_type="warning" if bebas else "stop",
            error_message=_potong(
                "Teks ini tidak ada dalam SKP pimpinan. Pilih dari daftar bila ada di sana."
                if bebas
                else f"{isian.label} harus dipilih dari daftar: {', '.join(daftar.isi(pilihan))}."
            ),
        )
    elif isian.jenis == "nip":
        angka = f'SUBSTITUTE({sel}," ","")'
        dasar.update(
            validate="custom",
            value=f"=AND(LEN({angka})=18,ISNUMBER(VALUE({angka})))",
            error_message="NIP harus 18 angka. Ketik sebagai teks, tanpa tanda lain.",
        )
    elif isian.jenis == "tanggal":
        dasar.update(
            validate="date",
            criteria="between",
            minimum=date(2020, 1, 1),
            maximum=date(2099, 12, 31),
            error_message="Isi dengan tanggal, misalnya 2/1/2026.",
        )
    else:
        dasar.update(
            validate="length",
            criteria="<=",
            value=isian.maks,
            error_message=f"Teks paling panjang {isian.maks} huruf.",
        )
    return dasar


def _judul(teks: str) -> str:
    """A title Excel takes, cut at a word."""
    return teks if len(teks) <= _JUDUL else teks[: _JUDUL - 1].rsplit(" ", 1)[0] + "…"


def _potong(teks: str) -> str:
    """A message Excel takes: cut at a word, said so by an ellipsis; the Petunjuk sheet has it whole."""
    if len(teks) <= _PESAN:
        return teks
    return teks[: _PESAN - 2].rsplit(" ", 1)[0] + " …"


def _warnai(
    lembar: Worksheet,
    gaya: Gaya,
    daftar: DaftarPilihan,
    isian: Isian,
    pilihan: str | None,
    sel: Sequence[Rentang],
) -> None:
    pertama = alamat(sel[0][0], sel[0][1])
    banyak = " ".join(
        f"{alamat(a, b)}:{alamat(c, d)}" if (a, b) != (c, d) else alamat(a, b) for a, b, c, d in sel
    )
    if pilihan is not None:
        nama = "ragu" if pilihan == PILIHAN_RHK else "salah"
        salah = gaya.buku.add_format(
            {"bg_color": gaya.warna(f"{nama}_isi"), "font_color": gaya.warna(f"{nama}_huruf")}
        )
        _bersyarat(
            lembar,
            sel[0],
            {
                "type": "formula",
                "criteria": f'=AND({pertama}<>"",SUMPRODUCT(--({daftar.rentang(pilihan)}={pertama}))=0)',
                "format": salah,
                "multi_range": banyak,
            },
        )
    kosong = gaya.buku.add_format({"bg_color": gaya.warna("wajib" if isian.wajib else "boleh")})
    _bersyarat(
        lembar,
        sel[0],
        {
            "type": "formula",
            "criteria": f"=LEN({pertama})=0",
            "format": kosong,
            "multi_range": banyak,
        },
    )


def _bersyarat(lembar: Worksheet, sel: Rentang, aturan: dict[str, Any]) -> None:
    if lembar.conditional_format(*sel, aturan) not in (0, None):
        raise ValidasiTertolak("Format bersyarat tidak dapat dipasang.")
