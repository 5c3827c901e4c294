"""Aturan: the explanation of every rule that found something, where the codes on the Temuan sheet lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.checks.registry import ATURAN
from skpbook.domain.tempat import alamat
from skpbook.recap import nama_lembar as nama
from skpbook.recap.aliran import Kolom

if TYPE_CHECKING:
    from collections.abc import Mapping

    from skpbook.recap.kertas import LembarKerja
    from skpbook.recap.susun import Rekap

KOLOM = (
    Kolom("Kode", 7),
    Kolom("Tingkat", 11),
    Kolom("Aturan", 26),
    Kolom("Penjelasan", 50),
    Kolom("Contoh Salah", 25),
    Kolom("Contoh Benar", 25),
    Kolom("Dasar", 28),
    Kolom("Temuan", 9),
)
_AWAL = 4


def baris_aturan(rekap: Rekap) -> Mapping[str, int]:
    """Code -> zero-based row on the sheet, for the rules that found something (waived findings included)."""
    dipakai = {satu.temuan.kode for satu in (*rekap.temuan, *rekap.temuan_dikecualikan)}
    return {kode: _AWAL + 1 + i for i, kode in enumerate(kode for kode in ATURAN if kode in dipakai)}


def tulis(lembar: LembarKerja, rekap: Rekap) -> None:
    """Write the sheet."""
    awal = lembar.judul("PENJELASAN ATURAN", rekap.instansi, "Aturan yang menemukan sesuatu dalam rekap ini.")
    assert awal == _AWAL
    letak = baris_aturan(rekap)
    lembar.tabel("TabelAturan", awal, KOLOM, len(letak))
    hitungan: dict[str, int] = {}
    for satu in rekap.temuan:
        hitungan[satu.temuan.kode] = hitungan.get(satu.temuan.kode, 0) + satu.jumlah
    for kode, r in letak.items():
        aturan = ATURAN[kode]
        lembar.teks(r, 0, kode, "sel", "tebal")
        lembar.teks(r, 1, aturan.tingkat.value, "sel", aturan.tingkat.value)
        for k, isi in enumerate(
            (aturan.judul, aturan.penjelasan, aturan.salah, aturan.benar, aturan.dasar), start=2
        ):
            lembar.teks(r, k, isi, "sel")
        rumus = f"=SUMIFS({nama.TEM_JUMLAH},{nama.TEM_KODE},{alamat(r, 0)})"
        lembar.rumus(r, 7, rumus, hitungan.get(kode, 0), "sel", "bilangan")
    if not letak:
        for k in range(len(KOLOM)):
            lembar.teks(awal + 1, k, "Tidak ada temuan." if k == 2 else None, "sel", "redup")
    lembar.ws.freeze_panes(awal + 1, 1)
    lembar.cetak(mendatar=True, kiri=rekap.instansi, kanan=rekap.sebutan_periode, ulang=(awal, awal))
