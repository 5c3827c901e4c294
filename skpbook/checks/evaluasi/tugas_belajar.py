"""E517: the predikat of someone on tugas belajar beside what his IPK points to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.checks.registry import aturan
from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.temuan import Temuan, Tingkat
from skpbook.regulation.label import kenali_predikat
from skpbook.regulation.tugas_belajar import baca_ipk, baris_ipk, predikat_ipk, tabel_ipk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from skpbook.checks.konteks import Konteks

_IPK = re.compile(r"\b(?:ipk?s?|indeks prestasi)\b[^\d]{0,40}(?P<nilai>\d(?:[.,]\d{1,3})?)\b", re.I)


@aturan(
    "E517",
    Tingkat.PERINGATAN,
    "Predikat tugas belajar tidak seperti tabel IPK",
    dasar="Paparan BKD Provinsi NTT: IPK dan ekspektasi atas hasil evaluasi akademik pegawai tugas belajar "
    "(panduan bagi pejabat penilai).",
    penjelasan="IPK yang tertulis pada realisasi dibandingkan dengan tabel menurut jalur, jenjang, dan akreditasi "
    "pada SKP. Tabelnya panduan; pejabat penilai juga menimbang hasil lain. Bila IPK atau datanya tidak ada, "
    "tidak ada yang dibandingkan.",
    salah="S2 dalam negeri terakreditasi A, IPK 3,05, berpredikat Sangat Baik.",
    benar="S2 dalam negeri terakreditasi A, IPK 3,05, berpredikat Butuh Perbaikan.",
)
def predikat_ipk_beda(konteks: Konteks) -> Iterator[Temuan]:
    for kertas in konteks.dari(Evaluasi):
        skp = konteks.skp_evaluasi(kertas)
        studi = skp.isi.studi if skp else None
        ada = kenali_predikat(kertas.isi.predikat) if kertas.isi.predikat else None
        baris = baris_ipk(studi) if studi else None
        if skp is None or ada is None or baris is None:
            continue
        jalur, ipk = next(ipk_evaluasi(kertas.isi), ("", None))
        if ipk is None or (menurut := predikat_ipk(ipk, baris)) is ada:
            continue
        yield temuan(
            "E517",
            f"IPK {tulis_ipk(ipk)} menurut tabel menunjuk {menurut}, padahal predikatnya {ada}.",
            dokumen=kertas.dokumen,
            jalur="predikat",
            daftar=konteks.daftar,
            pegawai=kertas.pegawai,
            periode=kertas.periode,
            ditemukan=ada,
            saran=f"Periksa IPK dan ratingnya; tabel ini panduan ({tabel_ipk().sumber}).",
            kaitan=kertas.dokumen.rujukan(jalur),
        )


def tulis_ipk(ipk: Decimal) -> str:
    """With the two decimals that are compared: "2,90"."""
    return f"{ipk:.2f}".replace(".", ",")


def ipk_evaluasi(isi: Evaluasi) -> Iterator[tuple[str, Decimal]]:
    """(path of the realisasi, IPK) wherever a realisasi names one."""
    for jalur, hasil in isi.hasil_kerja():
        sel = [(f"{jalur}.realisasi", hasil.realisasi)]
        sel += [(f"{jalur}.iki[{nomor}].realisasi", iki.realisasi) for nomor, iki in enumerate(hasil.iki)]
        for letak, teks in sel:
            temu = _IPK.search(teks or "")
            ipk = baca_ipk(temu["nilai"]) if temu else None
            if ipk is not None:
                yield letak, ipk
