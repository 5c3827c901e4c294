"""Rows that only say there is nothing ("-", "nihil", "tidak ada") are no hasil kerja and no indicator."""

from __future__ import annotations

import pytest

from skpbook.contoh.isi import isi as ketikkan
from skpbook.contoh.ketikan import Ketikan
from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.skp import Skp
from skpbook.domain.teks import nihil
from skpbook.forms.layout import susun
from tests.forms_in import dokumen as dk
from tests.forms_in.resmi import IDENTITAS, KOP, TANDA_TANGAN, perilaku, satu, sel
from tests.forms_in.test_bolak_balik import baca
from tests.forms_in.test_resmi_skp import JUDUL_KUALITATIF, UKURAN, kuantitatif, rhk

NIHIL = (
    "-| - |–|---|- -|nihil|NIHIL.|Tidak ada|(tidak ada)|tidak ada data|N/A|0|belum ada|"
    "Tidak ada hasil kerja tambahan"
)


@pytest.mark.parametrize("teks", NIHIL.split("|"))
def test_nihil(teks: str) -> None:
    assert nihil(teks)


@pytest.mark.parametrize(
    "teks",
    [
        "",
        "…..",
        "....",
        "x",
        "90",
        "-5%",
        "Tidak ada keluhan pelanggan",
        "- laporan",
        "Nihil temuan audit",
        "1",
    ],
)
def test_bukan_nihil(teks: str) -> None:
    assert not nihil(teks)


def ketik(kode: str, isi: dict[str, str]) -> bytes:
    """A blank template with these texts at these paths."""
    definisi = dk.katalog().definisi[kode]
    letak = {satu.jalur: satu.sel for satu in susun(dk.katalog(), definisi).sel if satu.jalur}
    return ketikkan(
        dk.tulis(kode, bebas=False),
        Ketikan(isi={definisi.lembar: {letak[jalur]: teks for jalur, teks in isi.items()}}),
    )


BARIS = ("rhk_pimpinan", "rencana", "iki[0].aspek", "iki[0].indikator", "iki[0].target")
UTAMA = dict(zip(BARIS, ("RHK pimpinan", "RHK satu", "Waktu", "IKI satu", "1 laporan"), strict=True))


def test_templat_sendiri_baris_strip_bukan_hasil_kerja() -> None:
    """Between two that are, and in the row of an indicator; what follows keeps its own cells."""
    isi = {f"utama[0].{nama}": teks for nama, teks in UTAMA.items()}
    isi |= {f"utama[0].iki[1].{nama}": "-" for nama in ("aspek", "indikator", "target")}
    isi |= {f"tambahan[0].{nama}": "-" for nama in BARIS}
    isi |= {f"tambahan[1].{nama}": teks for nama, teks in UTAMA.items()}
    kode = "skp-jajf-kuantitatif"
    lembar = baca(ketik(kode, isi))
    skp = lembar.isi
    assert isinstance(skp, Skp)
    assert [[iki.indikator for iki in butir.iki] for butir in skp.utama] == [["IKI satu"]]
    assert [butir.rencana for butir in skp.tambahan] == ["RHK satu"]
    tata = susun(dk.katalog(), dk.katalog().definisi[kode])
    letak = {satu.jalur: satu.sel for satu in tata.sel if satu.jalur}
    assert sel(lembar, "tambahan[0].rencana") == letak["tambahan[1].rencana"]


@pytest.mark.parametrize(
    "kode", ["skp-jajf-kualitatif", "evaluasi-jpt-kualitatif", "evaluasi-jajf-kuantitatif"]
)
def test_templat_lain_nihil_di_bawah_tambahan(kode: str) -> None:
    isi = baca(ketik(kode, {"tambahan[0].rencana": "Nihil", "tambahan[0].iki[0].indikator": "-"})).isi
    assert isinstance(isi, Skp | Evaluasi)
    assert isi.tambahan == ()


def test_ketikan_sendiri_strip_di_bawah_tambahan() -> None:
    baris = kuantitatif(
        ("A. UTAMA",),
        (1, "RHK pimpinan satu", "RHK satu", "Kuantitas", "IKI 1", "12 dokumen"),
        ("", "", "", "-", "-", "-"),
        ("B. TAMBAHAN",),
        (2, "-", "Tidak ada", "-", "-", "-"),
        (3, "RHK pimpinan dua", "RHK dua", "Waktu", "IKI 2", "1 bulan"),
    )
    lembar = satu(baris)
    isi = lembar.isi
    assert isinstance(isi, Skp)
    assert isi.utama == (rhk("RHK pimpinan satu", "RHK satu", ("Kuantitas", "IKI 1", "12 dokumen")),)
    assert isi.tambahan == (rhk("RHK pimpinan dua", "RHK dua", ("Waktu", "IKI 2", "1 bulan"), nomor="3"),)
    assert sel(lembar, "tambahan[0].iki[0].target") == "F18"


def test_ketikan_sendiri_kualitatif() -> None:
    baris = [
        *JUDUL_KUALITATIF,
        KOP,
        *IDENTITAS,
        ("HASIL KERJA",),
        ("A. UTAMA",),
        (1, "RHK satu (Penugasan dari Kepala Bidang)"),
        ("", f"{UKURAN}\n- Selesai tepat waktu"),
        ("B. TAMBAHAN",),
        (2, "Nihil"),
        ("", f"{UKURAN}\n-"),
        ("PERILAKU KERJA*",),
        *perilaku(),
        *TANDA_TANGAN,
    ]
    isi = satu(baris).isi
    assert isinstance(isi, Skp)
    assert [butir.rencana for butir in isi.utama] == ["RHK satu (Penugasan dari Kepala Bidang)"]
    assert isi.tambahan == ()


def test_rhk_strip_dengan_indikator_tetap_dibaca() -> None:
    """A dash for the RHK beside a real indicator hides nothing: the rules are to speak of it."""
    baris = kuantitatif(("A. UTAMA",), (1, "-", "-", "Waktu", "IKI 1", "1 bulan"))
    isi = satu(baris).isi
    assert isinstance(isi, Skp)
    assert [(butir.rencana, butir.iki[0].indikator) for butir in isi.utama] == [("-", "IKI 1")]
