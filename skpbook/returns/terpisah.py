"""Findings as a workbook of their own, for what cannot be marked; it says why."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any

import xlsxwriter

from skpbook.forms import seal
from skpbook.forms.returned import LEMBAR, TANDA
from skpbook.recap.gaya import Gaya
from skpbook.recap.kertas import Kolom, LembarKerja
from skpbook.returns.teks import (
    KEPALA_ATURAN,
    KOLOM,
    URUTAN,
    isi_aturan,
    isi_kolom,
    jumlah,
    kode_dijelaskan,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skpbook.domain.temuan import Temuan
    from skpbook.returns.teks import Kepala

_PILIHAN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_DIBUAT = datetime(2000, 1, 1)
"""The same findings give the same file."""


def buku_temuan(temuan: Sequence[Temuan], kepala: Kepala, sebab: str) -> bytes:
    """An .xlsx that lists the findings and says why the file itself is not marked ("karena" + `sebab`)."""
    keluar = io.BytesIO()
    buku: Any = xlsxwriter.Workbook(keluar, dict(_PILIHAN))
    buku.set_properties({"title": "Temuan pemeriksaan", "created": _DIBUAT})
    buku.set_custom_property(seal.SIFAT, seal.KOSONG, "text")
    lembar = LembarKerja(buku, Gaya(buku), LEMBAR)
    _tulis(lembar, temuan, kepala, sebab)
    lembar.selesai()
    buku.close()
    return seal.segel(keluar.getvalue())


def _tulis(lembar: LembarKerja, temuan: Sequence[Temuan], kepala: Kepala, sebab: str) -> None:
    akhir = len(KOLOM) - 1
    lembar.lebar([lebar for _, lebar in KOLOM])
    lembar.teks(0, 0, "TEMUAN PEMERIKSAAN", "judul")
    baris = (
        " · ".join(satu for satu in (kepala.berkas, kepala.untuk) if satu),
        jumlah(temuan, kepala),
        f"Berkas ini tidak ditandai langsung karena {sebab}; temuannya disebutkan di sini. "
        "Betulkan pada berkas aslinya, lalu kirim berkas itu kembali. Daftar ini tidak perlu dikirim.",
    )
    for nomor, teks in enumerate(baris, start=1):
        lembar.gabung(nomor, 0, nomor, akhir, teks, "tanpa_garis")
    lembar.teks(0, akhir + 1, TANDA, "kecil")
    lembar.ws.set_column(akhir + 1, akhir + 1, None, None, {"hidden": True})
    awal = len(baris) + 2
    lembar.kepala(awal, [Kolom(*satu) for satu in KOLOM])
    urut = sorted(temuan, key=lambda satu: URUTAN[satu.tingkat])
    for nomor, satu in enumerate(urut, start=1):
        lembar.angka(awal + nomor, 0, nomor, "sel", "bilangan", "tengah")
        for kolom, teks in enumerate(isi_kolom(satu), start=1):
            lembar.teks(awal + nomor, kolom, teks, "sel", *((satu.tingkat.value,) if kolom == 1 else ()))
    _jelaskan(lembar, awal + len(urut) + 2, temuan)
    lembar.ws.freeze_panes(awal + 1, 0)
    lembar.cetak(mendatar=True, kiri=kepala.berkas, kanan=kepala.untuk or "", ulang=(awal, awal))


def _jelaskan(lembar: LembarKerja, awal: int, temuan: Sequence[Temuan]) -> None:
    """The rules the findings are of, below them."""
    kode = kode_dijelaskan(temuan)
    for kolom, judul in enumerate(KEPALA_ATURAN if kode else ()):
        lembar.teks(awal, kolom, judul, "kepala")
    for nomor, satu in enumerate(kode, start=1):
        for kolom, teks in enumerate(("", *isi_aturan(satu))):
            lembar.teks(awal + nomor, kolom, teks, "sel", *((teks,) if kolom == 1 else ()))
