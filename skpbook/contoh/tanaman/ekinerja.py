"""E521-E524: rows of an e-Kinerja export."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from skpbook.contoh.tanaman.calon import jajf
from skpbook.contoh.tanaman.ladang import jenis
from skpbook.domain.evaluasi import Evaluasi

if TYPE_CHECKING:
    from skpbook.contoh.tanaman.ladang import Ladang, Tempat4


def _nilai(ladang: Ladang, nip: str) -> dict[str, Any]:
    """What the evaluation says."""
    isi = ladang.isi(nip, Evaluasi)
    return {
        "nip": nip,
        "hasil": isi.rating_hasil,
        "perilaku": isi.rating_perilaku,
        "predikat": isi.predikat,
        "akhir": date(ladang.instansi.tahun, 12, 31),
    }


def _lain(predikat: str) -> str:
    return "Kurang" if predikat == "Sangat Kurang" else "Sangat Kurang"


@jenis("E521", jajf)
def beda(ladang: Ladang, nip: str) -> list[Tempat4]:
    """Another predikat in e-Kinerja."""
    nilai = _nilai(ladang, nip)
    ladang.ekspor(**nilai | {"predikat": _lain(nilai["predikat"])})
    return [ladang.di("E521", nip, Evaluasi, "predikat")]


@jenis("E522", jajf)
def juga_plt(ladang: Ladang, nip: str) -> list[Tempat4]:
    """An SKP as Plt beside one's own."""
    nilai = _nilai(ladang, nip)
    satu = ladang.ekspor(**nilai)
    ladang.ekspor(**nilai, plt=True)
    return [ladang.di_ekspor("E522", satu, "predikat")]


@jenis("E523", jajf)
def dua_nilai(ladang: Ladang, nip: str) -> list[Tempat4]:
    """Two rows of the same standing that do not agree."""
    nilai = _nilai(ladang, nip)
    ladang.ekspor(**nilai | {"predikat": _lain(nilai["predikat"])})
    satu = ladang.ekspor(**nilai)
    return [ladang.di_ekspor("E523", satu, "predikat")]


@jenis("E524", jajf)
def nip_rusak(ladang: Ladang, nip: str) -> list[Tempat4]:
    """A NIP that Excel has destroyed."""
    satu = ladang.ekspor(**_nilai(ladang, nip) | {"nip": "1,98E+17"})
    return [ladang.di_ekspor("E524", satu, "nip")]
