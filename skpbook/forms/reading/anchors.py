"""Where the blocks of a form begin on a sheet: by their anchors, in the form's order as far as it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.forms import definition as d
from skpbook.forms.blocks import jangkar_bagian, label_bagian
from skpbook.forms.reading.columns import cari_kepala
from skpbook.forms.reading.signature import atas_tanda_tangan
from skpbook.forms.scan import kolom_terbanyak
from skpbook.regulation.perilaku import NILAI_BERAKHLAK

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from skpbook.forms.scan import Kena, Pindaian

_BEBAS_URUTAN = (d.Kop, d.Baris, d.Daftar)
"""Blocks that people put in another order."""


def letak_bagian(mata: Pindaian, bagian: Sequence[d.Bagian], dari: int, sampai: int) -> list[int | None]:
    """The row each block begins in; None for a block that has no anchor or is not there."""
    kursor = dari
    hasil: list[int | None] = []
    for satu in bagian:
        baris = _jangkar(mata, satu, kursor, sampai)
        if baris is None and isinstance(satu, _BEBAS_URUTAN):
            baris = _jangkar(mata, satu, dari, kursor)
            hasil.append(baris)
            continue
        hasil.append(baris)
        if baris is not None:
            kursor = baris + (0 if isinstance(satu, d.Kop | d.Baris) else 1)
    return hasil


def _jangkar(mata: Pindaian, bagian: d.Bagian, dari: int, sampai: int) -> int | None:
    label = jangkar_bagian(bagian)
    if not label:
        return None
    if isinstance(bagian, d.TandaTangan):
        return _tanda_tangan(mata, label, dari, sampai)
    if isinstance(bagian, d.Tabel):
        return _tabel(mata, bagian, dari, sampai)
    if isinstance(bagian, d.Perilaku):
        return _perilaku(mata, bagian, dari, sampai)
    kena = mata.semua_dari(label, dari, sampai)
    if isinstance(bagian, d.Kualitatif | d.Daftar | d.Kurva):
        kena = _berjudul(mata, kena)
    if kena:
        return kena[0].baris
    if isinstance(bagian, d.Baris) and (kena := mata.semua_dari(label_bagian(bagian), dari, sampai)):
        return kena[0].baris
    mirip = (mata.cari_mirip(satu, dari, sampai) for satu in label)
    return next((satu.baris for satu in mirip if satu is not None), None)


def _berjudul(mata: Pindaian, kena: Sequence[Kena]) -> list[Kena]:
    """Those that stand alone in their row as titles do, the leftmost of them; all when none does."""
    judul = [satu for satu in kena if mata.sendiri(satu)]
    kiri = min((satu.kolom for satu in judul), default=0)
    return [satu for satu in judul if satu.kolom == kiri] or list(kena)


def _tabel(mata: Pindaian, bagian: d.Tabel, dari: int, sampai: int) -> int | None:
    """The table's heading row, or its title right above."""
    kepala = cari_kepala(mata, bagian, dari, sampai)
    if kepala is None or not bagian.judul:
        return kepala
    judul = [satu for satu in mata.semua(bagian.judul, max(dari, kepala - 3), kepala) if mata.sendiri(satu)]
    return judul[-1].baris if judul else kepala


def _perilaku(mata: Pindaian, bagian: d.Perilaku, dari: int, sampai: int) -> int | None:
    """The title right above the first value, else the first value itself."""
    nama = mata.semua_dari([nilai.nama for nilai in NILAI_BERAKHLAK], dari, sampai)
    kolom = kolom_terbanyak(nama)
    pertama = next((satu.baris for satu in nama if satu.kolom == kolom), None)
    judul = _berjudul(mata, list(mata.semua(bagian.judul, dari, sampai if pertama is None else pertama)))
    if pertama is None:
        return judul[0].baris if judul else None
    dekat = [satu.baris for satu in judul if pertama - satu.baris <= 4]
    return min(dekat) if dekat else pertama


def _tanda_tangan(mata: Pindaian, label: Iterable[str], dari: int, sampai: int) -> int | None:
    """The first row of the last roles of a sheet, with the place and date above them.

    The roles may stand in rows of their own, close together.
    """
    terakhir = [
        baris[-1] for satu in label if (baris := [kena.baris for kena in mata.semua(satu, dari, sampai)])
    ]
    if not terakhir:
        return None
    bawah = max(terakhir)
    atas = min(baris for baris in terakhir if bawah - baris <= 6)
    return max(atas_tanda_tangan(mata, atas), dari)
