"""Comparable text: what must be one, what must stay two."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skpbook.domain.teks import (
    normal,
    normal_rencana,
    penugasan_dari,
    perspektif_kalimat,
    rapikan,
    tanpa_nomor,
)

indonesia = st.text(
    st.characters(codec="latin-1", exclude_categories=("Cc",))
    | st.sampled_from("\n\u00a0\u200b\ufb01–•…“”’"),
    max_size=80,
)
kata = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)


def test_rapikan() -> None:
    assert rapikan("  Satu\u00a0dua \r\n  tiga\u200b \r\n\n") == "Satu dua\ntiga"
    assert rapikan("e\ufb01sien_x000D_\nbaik") == "efisien\nbaik"
    assert rapikan(" \n\u00a0\n ") == ""
    assert rapikan("satu\n\ndua") == "satu\n\ndua"


@given(indonesia)
@settings(max_examples=150, deadline=None)
def test_rapikan_dan_normal_cukup_sekali(teks: str) -> None:
    assert rapikan(rapikan(teks)) == rapikan(teks)
    assert normal(normal(teks)) == normal(teks)
    assert normal(rapikan(teks)) == normal(teks.replace("\u200b", ""))


@given(st.lists(kata, min_size=1, max_size=6), st.sampled_from([" ", "  ", "\n", "\u00a0", ", ", " - ", "/"]))
@settings(max_examples=100, deadline=None)
def test_normal_hanya_melihat_kata(daftar: list[str], pemisah: str) -> None:
    assert normal(f" {pemisah.join(daftar).upper()}. ") == " ".join(daftar)


@pytest.mark.parametrize(
    ("satu", "lain"),
    [
        ("Meningkatnya kualitas layanan", "MENINGKATNYA  KUALITAS LAYANAN."),
        ("1. Tersusunnya laporan", "Tersusunnya laporan"),
        ("1.2) Tersusunnya laporan", "Tersusunnya laporan"),
        ("2.Tersusunnya laporan", "Tersusunnya laporan"),
        ("7 Tersusunnya laporan", "Tersusunnya laporan"),
        ("- Tersusunnya laporan", "Tersusunnya laporan"),
        ("Tersusunnya laporan (Penugasan dari Kepala Dinas)", "Tersusunnya laporan"),
        ("Tersusunnya laporan\n[penugasan dari: Kepala Bidang (Plt.)].", "tersusunnya laporan"),
        ("Tersusunnya laporan (Ditugaskan oleh Sekretaris)", "tersusunnya laporan"),
    ],
)
def test_rencana_yang_sama(satu: str, lain: str) -> None:
    assert normal_rencana(satu) == normal_rencana(lain)


@pytest.mark.parametrize(
    ("satu", "lain"),
    [
        ("Tersusunnya laporan", "Tersusunnya dokumen"),
        ("Capaian 90%", "Capaian 90"),
        ("Laporan (triwulan I)", "Laporan (triwulan II)"),
        ("61.95% rumah layak", "52.95% rumah layak"),
        ("Laporan 2025", "Laporan 2026"),
    ],
)
def test_rencana_yang_berbeda(satu: str, lain: str) -> None:
    assert normal_rencana(satu) != normal_rencana(lain)


@pytest.mark.parametrize(
    ("rencana", "dari"),
    [
        ("Laporan tersusun (penugasan dari Kepala Dinas)", "Kepala Dinas"),
        ("Laporan tersusun\n(Penugasan  dari : Kepala Dinas) .", "Kepala Dinas"),
        ("Laporan tersusun (Penugasan dari Kepala Bidang (Plt.))", "Kepala Bidang (Plt.)"),
        ("Laporan tersusun (penugasan dari …)", "…"),
        ("Laporan tersusun (penugasan dari )", None),
        ("Laporan (penugasan dari Kepala Dinas) tersusun", None),
        ("Laporan tersusun", None),
        ("", None),
    ],
)
def test_penugasan_dari(rencana: str, dari: str | None) -> None:
    assert penugasan_dari(rencana) == dari


@pytest.mark.parametrize(
    ("ukuran", "nama"),
    [
        ("Indeks kepuasan 3,5 (Perspektif Penerima Layanan)", "Penerima Layanan"),
        ("Indeks kepuasan 3,5 (PERSPEKTIF: Proses Bisnis).", "Proses Bisnis"),
        ("Indeks (dari skala 5)", None),
        ("Perspektif Anggaran", None),
    ],
)
def test_perspektif_kalimat(ukuran: str, nama: str | None) -> None:
    assert perspektif_kalimat(ukuran) == nama


@pytest.mark.parametrize(
    ("teks", "sisa"),
    [
        ("1. Laporan", "Laporan"),
        ("(2) Laporan", "Laporan"),
        ("1.1. Laporan", "Laporan"),
        ("- Laporan", "Laporan"),
        ("• 1. Laporan", "1. Laporan"),
        ("3.5 dari skala 5", "3.5 dari skala 5"),
        ("1.250 orang", "1.250 orang"),
        ("61,95%", "61,95%"),
        ("2026 laporan", "2026 laporan"),
    ],
)
def test_tanpa_nomor(teks: str, sisa: str) -> None:
    assert tanpa_nomor(teks) == sisa
