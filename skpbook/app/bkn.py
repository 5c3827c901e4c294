"""`ekspor --ke bkn`: BKN's reconciliation file of the book's year, and who is not in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.app.konteks import susun_konteks
from skpbook.interop.bkn import Keterangan, susun_bkn

if TYPE_CHECKING:
    from pathlib import Path

    from skpbook.app.buku import Buku


class EksporBkn(Struct, frozen=True, kw_only=True):
    """What was written: `baris` rows in `berkas`, the rest with why in `berkas_keterangan` (None: nobody)."""

    ke: str
    tahun: int
    berkas: str
    baris: int
    berkas_keterangan: str | None
    tidak_ditulis: tuple[Keterangan, ...]
    kurang: tuple[Keterangan, ...]


def ekspor_bkn(buku: Buku, tujuan: Path | None = None) -> EksporBkn:
    """Write BKN_REKON_<tahun>.xlsx to `tujuan` (default: rekap/), and beside it who is left out.

    Raises `TidakBisa` where a file cannot be written.
    """
    from skpbook.interop.bkn import tulis_bkn, tulis_keterangan
    from skpbook.recap.berkas_utuh import berkas_utuh

    hasil = susun_bkn(susun_konteks(buku))
    folder = tujuan or buku.rekap
    berkas = folder / f"BKN_REKON_{hasil.tahun}.xlsx"
    with berkas_utuh(berkas, "Berkas", "ekspor") as sementara:
        tulis_bkn(hasil, sementara)
    keterangan = folder / f"BKN_REKON_{hasil.tahun}_keterangan.xlsx"
    ada = bool(hasil.tidak_ditulis or hasil.kurang)
    if ada:
        with berkas_utuh(keterangan, "Berkas", "ekspor") as sementara:
            tulis_keterangan(hasil, sementara)
    else:
        keterangan.unlink(missing_ok=True)  # that of an earlier run would be read as today's
    return EksporBkn(
        ke="bkn",
        tahun=hasil.tahun,
        berkas=str(berkas),
        baris=len(hasil.baris),
        berkas_keterangan=str(keterangan) if ada else None,
        tidak_ditulis=hasil.tidak_ditulis,
        kurang=hasil.kurang,
    )
