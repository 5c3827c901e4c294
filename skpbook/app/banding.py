"""`banding A B`: what changed between two recaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.domain.galat import TidakBisa
from skpbook.intake.baca import buka
from skpbook.intake.batas import Batas
from skpbook.intake.tolak import DITERUSKAN, Ditolak, tak_terduga
from skpbook.interop.banding import BacaanRekap, HasilBanding, baca_rekap, bandingkan

if TYPE_CHECKING:
    from pathlib import Path

BATAS = Batas(berkas_mb=200, bagian_mb=512, paket_mb=1_024, rasio_bebas_mb=512, baris=300_000, sel=8_000_000)
"""A recap is longer than any form: its own limits, in place of those for what people send."""


def banding(lama: Path, baru: Path) -> HasilBanding:
    """What changed from one recap to the other. Raises `TidakBisa` for a file that is no recap."""
    return bandingkan(_baca(lama), _baca(baru))


def _baca(berkas: Path) -> BacaanRekap:
    from skpbook.forms.grid import buka_kisi

    try:
        data = berkas.read_bytes()
    except FileNotFoundError as galat:
        raise TidakBisa(f"{berkas} tidak ada; periksa ejaan namanya.") from galat
    except OSError as galat:
        raise TidakBisa(f"{berkas} tidak dapat dibaca; tutup di program lain dan periksa izinnya.") from galat
    try:
        kisi = buka_kisi(buka(data, BATAS)[1].data)
        rekap = baca_rekap([satu for satu in kisi if satu.tampak], berkas.name)
    except DITERUSKAN:
        raise
    except BaseException as galat:  # a panic of the reading library is no Exception
        sebab = galat if isinstance(galat, Ditolak) else tak_terduga(galat, BATAS)
        raise TidakBisa(f"{berkas.name}: {sebab.pesan}") from galat
    if rekap is None:
        raise TidakBisa(
            f"{berkas.name} bukan rekap: tidak ada lembar dengan kolom NIP dan kolom rating atau predikat di "
            "bawah satu baris judul."
        )
    return rekap
