"""In-sheet validation: dropdowns, NIP, dates, lengths, with Indonesian messages; red on an unknown choice.

Pasting destroys validations but not conditional formats, and every rule is checked again on import.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from skpbook.domain.tempat import alamat, nama_kolom
from skpbook.forms.choices import PILIHAN_RHK
from skpbook.forms.definition import Isian

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from skpbook.forms.choices import DaftarPilihan
    from skpbook.forms.layout import Rentang
    from skpbook.forms.theme import Gaya

Bila = tuple["Rentang", ...] | None
Kelompok = dict[tuple[Isian, str | None], dict["Rentang", Bila]]
"""Input cells by field definition and choice list, each with the cells that make it required (`Sel.bila`)."""

_JUDUL = 32
_PESAN = 255


class ValidasiTertolak(Exception):
    """XlsxWriter refused a validation or conditional format: the form definition asks for too much."""


def pasang(
    lembar: Worksheet,
    gaya: Gaya,
    daftar: DaftarPilihan,
    kelompok: Kelompok,
    terkunci: Collection[Rentang] = (),
) -> None:
    """A validation for every field definition over its cells but those `terkunci`, and the colours.

    Raises ValidasiTertolak when the library refuses one (it would only warn and leave it out).
    """
    for (isian, pilihan), semua in kelompok.items():
        for kolom in menurut_kolom(semua):
            if pilihan is not None:
                _warnai_pilihan(lembar, gaya, daftar, pilihan, kolom)
        for sel in menurut_kolom(satu for satu in semua if satu not in terkunci):
            aturan = _aturan(isian, pilihan, daftar, alamat(sel[0][0], sel[0][1]))
            lain = [list(satu) for satu in sel[1:]]
            if lembar.data_validation(*sel[0], {**aturan, "other_cells": lain}) != 0:
                raise ValidasiTertolak(f"Validasi isian '{isian.label}' ditolak pembuat buku kerja.")
        _warnai_kosong(lembar, gaya, isian, semua)


def menurut_kolom(sel: Iterable[Rentang]) -> list[list[Rentang]]:
    """Cells by their columns, top down, neighbours joined.

    A rule's formula is relative to its first cell; programs differ on which that is where cells stand in
    several columns, so no rule has cells in more than one.
    """
    return [sambung(kolom) for kolom in per_kolom(sel)]


def per_kolom(sel: Iterable[Rentang]) -> list[list[Rentang]]:
    """Cells by their columns from left to right, top down."""
    hasil: dict[tuple[int, int], list[Rentang]] = {}
    for satu in sorted(sel):
        hasil.setdefault((satu[1], satu[3]), []).append(satu)
    return [hasil[kolom] for kolom in sorted(hasil)]


def sambung(kolom: Iterable[Rentang]) -> list[Rentang]:
    """Cells of one column, neighbours joined."""
    hasil: list[Rentang] = []
    for atas, kiri, bawah, kanan in kolom:
        if hasil and hasil[-1][2] == atas - 1:
            hasil[-1] = (hasil[-1][0], kiri, bawah, kanan)
        else:
            hasil.append((atas, kiri, bawah, kanan))
    return hasil


def sqref(sel: Iterable[Rentang]) -> str:
    """Cells as the file format lists them: "A5:B5 C7"."""
    return " ".join(
        alamat(a, b) if (a, b) == (c, d) else f"{alamat(a, b)}:{alamat(c, d)}" for a, b, c, d in sel
    )


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


def _warnai_pilihan(
    lembar: Worksheet, gaya: Gaya, daftar: DaftarPilihan, pilihan: str, sel: Sequence[Rentang]
) -> None:
    """Red on a choice that is not in the list."""
    pertama = alamat(sel[0][0], sel[0][1])
    nama = "ragu" if pilihan == PILIHAN_RHK else "salah"
    salah = gaya.buku.add_format(
        {"bg_color": gaya.warna(f"{nama}_isi"), "font_color": gaya.warna(f"{nama}_huruf")}
    )
    daftar_isi = daftar.rentang(pilihan)
    _bersyarat(lembar, sel, f'=AND({pertama}<>"",SUMPRODUCT(--({daftar_isi}={pertama}))=0)', salah)


def _warnai_kosong(lembar: Worksheet, gaya: Gaya, isian: Isian, sel: Mapping[Rentang, Bila]) -> None:
    """Yellow on an empty cell that must be filled in, blue on one that may stay empty.

    In an item nobody began, nothing must be.
    """
    wajib = gaya.buku.add_format({"bg_color": gaya.warna("wajib")})
    boleh = gaya.buku.add_format({"bg_color": gaya.warna("boleh")})
    for grup, syarat in menurut_syarat(sel if isian.wajib else dict.fromkeys(sel, ())):
        kosong = f"LEN({alamat(grup[0][0], grup[0][1])})=0"
        if syarat is None:
            _bersyarat(lembar, grup, f"={kosong}", wajib)
        elif not syarat:
            _bersyarat(lembar, grup, f"={kosong}", boleh)
        else:
            _bersyarat(lembar, grup, f"=AND({kosong},COUNTA({syarat})>0)", wajib)
            _bersyarat(lembar, grup, f"=AND({kosong},COUNTA({syarat})=0)", boleh)


def menurut_syarat(sel: Mapping[Rentang, Bila]) -> list[tuple[list[Rentang], str | None]]:
    """Cells one formula holds for: those of a column whose conditions lie the same way around them.

    The condition is written as the arguments of COUNTA for the first of them, columns fixed, rows relative.
    """
    grup: dict[tuple[int, int, Bila], list[Rentang]] = {}
    for satu, bila in sel.items():
        atas = satu[0]
        bentuk = None if bila is None else tuple((a - atas, b, c - atas, d) for a, b, c, d in bila)
        grup.setdefault((satu[1], satu[3], bentuk), []).append(satu)
    hasil: list[tuple[list[Rentang], str | None]] = []
    for (_, _, bentuk), semua in grup.items():
        (urut,) = menurut_kolom(semua)
        atas = urut[0][0]
        syarat = None if bentuk is None else ",".join(_rentang(atas, satu) for satu in bentuk)
        hasil.append((urut, syarat))
    return hasil


def _rentang(atas: int, bentuk: Rentang) -> str:
    """ "$B16:$F20" of cells so many rows below row `atas`."""
    dari, kiri, sampai, kanan = bentuk
    awal = f"${nama_kolom(kiri)}{atas + dari + 1}"
    return awal if (dari, kiri) == (sampai, kanan) else f"{awal}:${nama_kolom(kanan)}{atas + sampai + 1}"


def _bersyarat(lembar: Worksheet, sel: Sequence[Rentang], rumus: str, format_sel: Format) -> None:
    aturan = {"type": "formula", "criteria": rumus, "format": format_sel, "multi_range": sqref(sel)}
    if lembar.conditional_format(*sel[0], aturan) not in (0, None):
        raise ValidasiTertolak("Format bersyarat tidak dapat dipasang.")
