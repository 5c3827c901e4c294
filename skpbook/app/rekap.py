"""`rekap`: the recap workbook of one period."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from skpbook.app.konteks import susun_konteks
from skpbook.app.saring import periksa_periode
from skpbook.checks.jalankan import periksa as jalankan_periksa
from skpbook.domain.galat import TidakBisa

if TYPE_CHECKING:
    from collections.abc import Callable

    from skpbook.app.buku import Buku
    from skpbook.recap.tulis import RingkasanRekap


def rekap(
    buku: Buku, periode: str | None = None, jam: Callable[[], datetime] = datetime.now
) -> RingkasanRekap:
    """Check the book and write rekap/REKAP_<periode>.xlsx; without a period, of the latest with evaluations.

    Raises `TidakBisa` for a wrong period and where the workbook cannot be written.
    """
    from skpbook.recap.status import pilih_periode
    from skpbook.recap.tulis import tulis_rekap

    kode = periksa_periode(buku, periode)
    konteks = susun_konteks(buku, kode)
    nama = kode or pilih_periode(konteks) or str(konteks.tahun)
    try:
        buku.rekap.mkdir(parents=True, exist_ok=True)
    except OSError as galat:
        raise TidakBisa(f"Folder {buku.rekap} tidak dapat dibuat; periksa izin folder buku.") from galat
    tujuan = buku.rekap / f"REKAP_{nama}.xlsx"
    return tulis_rekap(konteks, jalankan_periksa(konteks), tujuan, periode=kode, dibuat=jam())
