"""P: patterns of whole units; in the larger ones the other ruleset sees P602 in them too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from skpbook.contoh.tanaman.calon import unit
from skpbook.contoh.tanaman.evaluasi import nilai_ulang
from skpbook.contoh.tanaman.ladang import jenis, perjanjian, seunit
from skpbook.domain.evaluasi import DokumenEvaluasi, Evaluasi
from skpbook.domain.strategi import PerjanjianKinerja
from skpbook.regulation.label import Capaian, Rating

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.contoh.tanaman.ladang import Ladang, Tempat4

_SEPULUH, _LIMA = 10, 5


def _orang(ladang: Ladang, kode: str) -> list[str]:
    return [nip for nip, satu in ladang.instansi.orang.items() if satu.pegawai.unit == kode]


def _baik(ladang: Ladang) -> Iterator[str]:
    for kode in unit(ladang):
        satu = ladang.instansi.unit[kode].perjanjian.capaian
        if satu is Capaian.BAIK and all(
            not ladang.instansi.orang[nip].pegawai.tugas_belajar for nip in _orang(ladang, kode)
        ):
            yield kode


@jenis("P601", _baik, daerah=seunit)
def capaian_turun(ladang: Ladang, kode: str) -> list[Tempat4]:
    """The unit's capaian is Kurang, its people Baik and better."""
    semua = _orang(ladang, kode)
    ladang.ubah(kode, PerjanjianKinerja, "capaian[0].capaian", Capaian.KURANG.value)
    for nip in semua:
        for tipe in (Evaluasi, DokumenEvaluasi):
            ladang.ubah(nip, tipe, "capaian_organisasi", Capaian.KURANG.value)
    return _di_capaian(ladang, kode, "P601")


def _di_capaian(ladang: Ladang, kode: str, aturan: str) -> list[Tempat4]:
    ada = (aturan, "P602") if len(_orang(ladang, kode)) >= _SEPULUH else (aturan,)
    return [ladang.di(satu, kode, PerjanjianKinerja, "capaian[0].capaian") for satu in ada]


@jenis("P603", _baik, daerah=seunit)
def semua_sama(ladang: Ladang, kode: str) -> list[Tempat4]:
    """Everyone of the unit rated alike."""
    semua = _orang(ladang, kode)
    if len(semua) < _LIMA:
        return []
    for nip in semua:
        nilai_ulang(ladang, nip, Rating.SESUAI, Rating.SESUAI)
    return _di_capaian(ladang, kode, "P603")


@jenis("P605", _baik, daerah=seunit)
def belum_ditetapkan(ladang: Ladang, kode: str) -> list[Tempat4]:
    """The unit's capaian not written down."""
    ladang.tulis(kode, replace(perjanjian(ladang, kode), capaian=()))
    dokumen = ladang.dokumen(kode, PerjanjianKinerja)
    tempat = dokumen.tempat | {"capaian": dokumen.tempat["capaian[0].periode"]}  # type: ignore[operator]
    ladang.ganti(kode, PerjanjianKinerja, tempat=tempat)
    return [ladang.di("P605", kode, PerjanjianKinerja, "capaian")]
