"""E516: the rating of whoever heads a unit, beside the unit's capaian."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.checks.registry import aturan
from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.temuan import Temuan, Tingkat
from skpbook.regulation.label import Capaian, Rating, kenali_rating

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.checks.konteks import Konteks
    from skpbook.domain.pegawai import Pegawai

_JANGGAL = {(Capaian.ISTIMEWA, Rating.DI_BAWAH), (Capaian.SANGAT_KURANG, Rating.DI_ATAS)}


@aturan(
    "E516",
    Tingkat.PERINGATAN,
    "Rating kepala unit berlawanan dengan capaian unit",
    dasar="SE Menteri PANRB 3/2023 (menurut pemberitaan): capaian kinerja organisasi menjadi rating hasil "
    "kerja kepala unit. Padanannya tidak disebut sumber mana pun, sehingga hanya yang berlawanan yang "
    "dilaporkan.",
    penjelasan="Kepala unit adalah pegawai yang membawahkan pegawai seunit dan atasannya berada di luar "
    "unit itu. Dilaporkan bila capaian unitnya Istimewa tetapi rating hasil kerjanya Di Bawah Ekspektasi, "
    "atau capaian unitnya Sangat Kurang tetapi ratingnya Di Atas Ekspektasi.",
    salah="Capaian unit Istimewa, rating hasil kerja kepala unit Di Bawah Ekspektasi.",
    benar="Capaian unit Istimewa, rating hasil kerja kepala unit Di Atas Ekspektasi.",
)
def kepala_berlawanan(konteks: Konteks) -> Iterator[Temuan]:
    for kertas in konteks.dari(Evaluasi):
        orang = kertas.pegawai
        if orang is None or not _kepala(konteks, orang):
            continue
        capaian = konteks.capaian.get((orang.unit, kertas.periode or ""))
        rating = kenali_rating(kertas.isi.rating_hasil) if kertas.isi.rating_hasil else None
        if capaian is None or (capaian.nilai, rating) not in _JANGGAL:
            continue
        yield temuan(
            "E516",
            f"Capaian unit {capaian.nilai}, tetapi rating hasil kerja kepalanya {rating}.",
            dokumen=kertas.dokumen,
            jalur="rating_hasil",
            daftar=konteks.daftar,
            pegawai=orang,
            periode=kertas.periode,
            ditemukan=kertas.isi.rating_hasil,
            saran="Periksa rating hasil kerja kepala unit atau capaian unitnya.",
            kaitan=capaian.dokumen.rujukan(capaian.jalur),
        )


def _kepala(konteks: Konteks, orang: Pegawai) -> bool:
    atasan = konteks.daftar.menurut_nip.get(orang.atasan) if orang.atasan else None
    if atasan is not None and atasan.unit == orang.unit:
        return False
    return any(satu.unit == orang.unit for satu in konteks.daftar.bawahan.get(orang.nip, ()))
