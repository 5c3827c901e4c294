"""B014: a cell that has to hold a value is a formula whose value was never stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.checks.registry import aturan
from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.temuan import Temuan, Tingkat
from skpbook.regulation.kuadran import predikat
from skpbook.regulation.label import kenali_rating

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.checks.kertas import Kertas
    from skpbook.checks.konteks import Konteks


@aturan(
    "B014",
    Tingkat.GALAT,
    "Sel rumus tanpa nilai atau bernilai galat",
    dasar="Praktik: program yang tidak menghitung (aplikasi ponsel, skrip) menyimpan rumus tanpa nilainya.",
    penjelasan="Sel yang diperlukan berisi rumus yang nilainya tidak tersimpan, atau nilai galat "
    "seperti #N/A dan #DIV/0!. Sel seperti itu tidak pernah dianggap kosong.",
    salah="Predikat tidak tersimpan karena berkas disimpan di aplikasi ponsel.",
    benar="Buka berkas di Excel, lalu simpan; rumusnya terhitung dan nilainya tersimpan.",
)
def rumus_tanpa_nilai(konteks: Konteks) -> Iterator[Temuan]:
    for kertas in konteks.dari(Evaluasi):
        if not predikat_tanpa_nilai(kertas):
            continue
        hasil, perilaku = (kenali_rating(satu or "") for satu in _rating(kertas.isi))
        tahu = predikat(hasil, perilaku) if hasil and perilaku else None
        yield temuan(
            "B014",
            "Sel predikat berisi rumus, tetapi nilainya tidak tersimpan dalam berkas.",
            dokumen=kertas.dokumen,
            jalur="predikat",
            daftar=konteks.daftar,
            pegawai=kertas.pegawai,
            periode=kertas.periode,
            seharusnya=tahu,
            saran="Buka berkas ini di Excel atau LibreOffice, simpan, lalu kirim kembali.",
        )


def predikat_tanpa_nilai(kertas: Kertas[Evaluasi]) -> bool:
    """The predikat of a template of ours shows nothing although both ratings stand: its formula was not
    computed.
    """
    cap = kertas.dokumen.cap
    if cap is None or not cap.sah or kertas.isi.predikat:
        return False
    return all(kenali_rating(satu or "") for satu in _rating(kertas.isi))


def _rating(isi: Evaluasi) -> tuple[str | None, str | None]:
    return isi.rating_hasil, isi.rating_perilaku
