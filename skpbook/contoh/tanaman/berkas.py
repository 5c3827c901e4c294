"""B010, B011, B014, B016, E519: the stamp, and what a cell's value alone does not tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from skpbook.contoh.tanaman.calon import staf, staf_kuantitatif
from skpbook.contoh.tanaman.ladang import jenis
from skpbook.domain.dokumen import Cap, TandaSel
from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.skp import LampiranSkp, Skp

if TYPE_CHECKING:
    from skpbook.contoh.tanaman.ladang import Ladang, Tempat4

_REALISASI = "utama[0].iki[0].realisasi"


def _cap(ladang: Ladang, nip: str) -> Cap:
    cap = ladang.dokumen(nip, Skp).cap
    assert cap is not None
    return cap


@jenis("B010", staf)
def cap_orang_lain(ladang: Ladang, nip: str) -> list[Tempat4]:
    """A copy of a colleague's file, filled in under one's own name."""
    lain = next(satu for satu in ladang.instansi.orang if satu != nip)
    for tipe in (Skp, LampiranSkp):
        ladang.ganti(nip, tipe, cap=replace(_cap(ladang, nip), nip=lain))
    return [ladang.di("B010", nip, Skp, "pegawai.nip")]


@jenis("B011", staf)
def kepala_diganti(ladang: Ladang, nip: str) -> list[Tempat4]:
    """The printed name of the instansi was typed over."""
    terisi = {"skp": {"instansi": ladang.isi(nip, Skp).instansi or ""}}
    ladang.ganti(nip, Skp, cap=replace(_cap(ladang, nip), terisi=terisi))
    ladang.ubah(nip, Skp, "instansi", "Kementerian Perumahan")
    return [ladang.di("B011", nip, Skp, "instansi")]


@jenis("B014", staf_kuantitatif)
def realisasi_galat(ladang: Ladang, nip: str) -> list[Tempat4]:
    """A formula that found nothing."""
    ladang.ubah(nip, Evaluasi, _REALISASI, "#N/A")
    sel = ladang.dokumen(nip, Evaluasi).tempat[_REALISASI].sel
    ladang.ganti(nip, Evaluasi, tanda={sel: TandaSel("galat", "#N/A")})
    return [ladang.di("B014", nip, Evaluasi, _REALISASI)]


@jenis("B016", staf)
def tanpa_cap(ladang: Ladang, nip: str) -> list[Tempat4]:
    """The form typed anew in a workbook of one's own."""
    for tipe in (Skp, LampiranSkp):
        ladang.ganti(nip, tipe, cap=None)
    return [ladang.sel("B016", nip, Skp, "A1")]


@jenis("E519", staf)
def baris_tersembunyi(ladang: Ladang, nip: str) -> list[Tempat4]:
    """A row that somebody hid."""
    sel = ladang.dokumen(nip, Evaluasi).tempat[_REALISASI].sel
    ladang.ganti(nip, Evaluasi, tanda={sel: TandaSel("tersembunyi", f"baris {sel[1:]}")})
    return [ladang.di("E519", nip, Evaluasi, _REALISASI)]
