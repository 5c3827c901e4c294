"""`ekspor --ke csv|json|parquet`: pegawai, SKP, evaluasi and temuan as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.app.konteks import periksa_konteks, susun_konteks
from skpbook.app.saring import periksa_periode

if TYPE_CHECKING:
    from pathlib import Path

    from skpbook.app.buku import Buku


class TabelEkspor(Struct, frozen=True, kw_only=True):
    """One table written: how many rows, in which file."""

    tabel: str
    berkas: str
    baris: int


class HasilEkspor(Struct, frozen=True, kw_only=True):
    """What was written."""

    ke: str
    folder: str
    tabel: tuple[TabelEkspor, ...]


def ekspor_data(buku: Buku, ke: str, tujuan: Path | None = None, periode: str | None = None) -> HasilEkspor:
    """Write every table of `interop.skema_ekspor` as `ke` (a key of `PENULIS`) to `tujuan` or rekap/data-<ke>.

    `periode` narrows evaluations and findings. Raises `TidakBisa` for a wrong period, a missing package and a
    file that cannot be written.
    """
    from skpbook.interop.baris_ekspor import Bahan
    from skpbook.interop.skema_ekspor import TABEL
    from skpbook.interop.tulis_ekspor import PENULIS
    from skpbook.recap.berkas_utuh import berkas_utuh

    konteks = susun_konteks(buku, periksa_periode(buku, periode))
    bahan = Bahan(konteks, periksa_konteks(konteks))
    folder = tujuan or buku.rekap / f"data-{ke}"
    hasil = []
    for tabel in TABEL:
        berkas = folder / f"{tabel.nama}.{ke}"
        with berkas_utuh(berkas, "Berkas", "ekspor") as sementara:
            banyak = PENULIS[ke](tabel, tabel.baris(bahan), sementara)
        hasil.append(TabelEkspor(tabel=tabel.nama, berkas=str(berkas), baris=banyak))
    return HasilEkspor(ke=ke, folder=str(folder), tabel=tuple(hasil))
