"""E509, E510, E515, E517: the rating beside the guide, dokumen evaluasi, tugas belajar."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from skpbook.checks.jalankan import periksa
from skpbook.domain.dokumen import Cap
from skpbook.domain.evaluasi import DokumenEvaluasi
from skpbook.domain.skp import Identitas, StudiTugasBelajar
from skpbook.domain.tempat import Rujukan, Tempat

from .bangun import (
    BUDI,
    KEPALA,
    PEGAWAI,
    dokumen,
    identitas,
    kode_temuan,
    konteks,
    satu_temuan,
    tambah,
    ubah,
)

if TYPE_CHECKING:
    from skpbook.checks.konteks import Konteks

EVAL_B = f"EVALUASI_{BUDI}_2026-TW1.xlsx"
PREDIKAT = {"Di Atas": "Baik", "Sesuai": "Baik", "Di Bawah": "Butuh Perbaikan"}


def dinilai(rating: str, kategori: str, nada: str = "") -> Konteks:
    """Budi's evaluation (one utama, one tambahan) with a rating, categories and tones of both."""
    nama = {"A": "Di Atas", "S": "Sesuai", "B": "Di Bawah", "-": None}
    suara = {"+": "Positif", "0": "Netral", "-": "tidak positif"}
    isi: dict[str, object] = {"rating_hasil": f"{rating} Ekspektasi", "predikat": PREDIKAT[rating]}
    for letak, satu in zip(("utama", "tambahan"), kategori, strict=True):
        isi[f"{letak}[0].iki[0].kategori"] = nama[satu]
    for letak, satu in zip(("utama", "tambahan"), nada, strict=bool(nada)):
        isi[f"{letak}[0].iki[0].nada"] = suara[satu]
    return ubah(konteks(), EVAL_B, **isi)


def test_E509_kena_utama_di_bawah() -> None:
    temuan = satu_temuan(dinilai("Di Atas", "BA"), "E509")
    assert (temuan.tingkat, temuan.sel, temuan.nip, temuan.periode) == ("peringatan", "B12", BUDI, "2026-TW1")
    assert "1 hasil kerja utama di bawah ekspektasi" in temuan.pesan
    assert "Panduan menunjuk Sesuai Ekspektasi" in (temuan.saran or "")
    assert temuan.seharusnya is None, "the guide is no verdict"


def test_E509_kena_umpan_balik_tidak_positif() -> None:
    temuan = satu_temuan(dinilai("Di Atas", "AA", "--"), "E509")
    assert "2 dari 2 umpan balik tidak positif" in temuan.pesan
    assert "Menurut panduan, Di Atas Ekspektasi berarti" in (temuan.saran or "")


def test_E509_kena_hanya_sebagian_di_atas() -> None:
    """Of two hasil kerja one is not most of them."""
    assert "hanya 1 dari 2" in satu_temuan(dinilai("Di Atas", "AS"), "E509").pesan


@pytest.mark.parametrize("kategori", ["AA", "--"])
def test_E509_lolos(kategori: str) -> None:
    assert kode_temuan(dinilai("Di Atas", kategori)) == []


@pytest.mark.parametrize(("rating", "kategori"), [("Di Bawah", "SS"), ("Sesuai", "AA"), ("Sesuai", "BB")])
def test_E510_kena(rating: str, kategori: str) -> None:
    temuan = satu_temuan(dinilai(rating, kategori), "E510")
    assert (temuan.sel, temuan.ditemukan) == ("B12", f"{rating} Ekspektasi")
    assert "Pejabat penilai yang memutuskan." in (temuan.saran or "")


def test_E510_kena_umpan_balik_semua_positif() -> None:
    assert "2 dari 2 umpan balik positif" in satu_temuan(dinilai("Di Bawah", "--", "++"), "E510").pesan


@pytest.mark.parametrize(
    ("rating", "kategori", "nada"), [("Sesuai", "SS", "+0"), ("Di Bawah", "BB", "--"), ("Sesuai", "SB", "")]
)
def test_E510_lolos(rating: str, kategori: str, nada: str) -> None:
    assert kode_temuan(dinilai(rating, kategori, nada)) == []


def dokumen_evaluasi(**ganti: object) -> Konteks:
    """Budi's evaluation with its dokumen evaluasi in the same workbook."""
    pegawai = {satu.nip: satu for satu in PEGAWAI}
    isi = {
        "periode": "TRIWULAN I",
        "pegawai": identitas(pegawai[BUDI]),
        "penilai": identitas(pegawai[KEPALA]),
        "capaian_organisasi": "Baik",
        "predikat": "Baik",
    }
    tempat = {
        jalur: Tempat("D", f"C{baris}")
        for baris, jalur in enumerate(("predikat", "capaian_organisasi", "pegawai.nama", "penilai.nama"), 20)
    }
    isi |= {nama: nilai for nama, nilai in ganti.items() if nama in isi}
    satu = dokumen(
        str(ganti.get("berkas", EVAL_B)),
        DokumenEvaluasi(**isi),  # type: ignore[arg-type]
        tempat,
        nip=BUDI,
        periode="2026-TW1",
        lembar="Dokumen Evaluasi",
        cap=None,
    )
    return tambah(konteks(), satu)


@pytest.mark.parametrize(
    ("bidang", "tertulis", "sel", "seharusnya"),
    [
        ("predikat", "Sangat Baik", "C20", "Baik"),
        ("predikat", None, "C20", "Baik"),
        ("capaian_organisasi", "Istimewa", "C21", "Baik"),
    ],
)
@pytest.mark.parametrize("berkas", [EVAL_B, "DOKUMEN_BUDI.xlsx"])
def test_E515_kena(bidang: str, tertulis: str | None, sel: str, seharusnya: str, berkas: str) -> None:
    (temuan,) = periksa(dokumen_evaluasi(**{bidang: tertulis, "berkas": berkas}), {"E515"})
    assert (temuan.tingkat, temuan.berkas, temuan.sel) == ("galat", berkas, sel)
    assert (temuan.ditemukan, temuan.seharusnya) == (tertulis, seharusnya)
    assert temuan.kaitan is not None
    assert temuan.kaitan.berkas == EVAL_B


def test_E515_kena_nama_penilai_luar() -> None:
    """Whoever is in the roster is I106's; a penilai from outside has only this to be held against."""
    isi = dokumen_evaluasi(penilai=Identitas(nama="H. Surya Darmawan"), berkas="DOKUMEN_BUDI.xlsx")
    isi = ubah(isi, EVAL_B, penilai=Identitas(nama="H. Surya Darma"))
    kode = {satu.kode: satu for satu in periksa(isi)}
    assert kode["E515"].ditemukan == "H. Surya Darmawan"
    assert kode["E515"].kaitan == Rujukan(EVAL_B, "Evaluasi", "E4")


def test_E515_lolos_rumus_templat_tanpa_nilai() -> None:
    """In a template of ours the cells are formulas: that their values are gone is B014."""
    isi = dokumen_evaluasi(predikat=None, berkas="D.xlsx")
    assert "E515" not in kode_temuan(ubah(isi, "D.xlsx", **{"dokumen.cap": Cap(formulir={})}))


def test_E515_lolos_sama_atau_hasil_evaluasi_kosong() -> None:
    assert kode_temuan(dokumen_evaluasi(predikat="BAIK")) == []
    kosong = ubah(dokumen_evaluasi(predikat=None), EVAL_B, predikat=None)
    assert "E515" not in kode_temuan(kosong)
    tanpa_evaluasi = dokumen_evaluasi(predikat="Kurang", berkas="LAIN.xlsx")
    tanpa_evaluasi = ubah(tanpa_evaluasi, "LAIN.xlsx", **{"dokumen.periode": "2026-TW2"})
    assert "E515" not in kode_temuan(tanpa_evaluasi)


STUDI = StudiTugasBelajar(jalur="Dalam Negeri", jenjang="S2", akreditasi_institusi="A", akreditasi_prodi="A")


def belajar(realisasi: str, studi: StudiTugasBelajar = STUDI) -> Konteks:
    """Budi on tugas belajar, rated Baik, with a realisasi."""
    isi = ubah(konteks(), f"SKP_{BUDI}.xlsx", studi=studi)
    return ubah(isi, EVAL_B, **{"tambahan[0].iki[0].realisasi": realisasi})


@pytest.mark.parametrize(
    ("realisasi", "menurut"),
    [
        ("IPK 3,05 berdasarkan KHS", "Butuh Perbaikan"),
        ("IPK sementara 3.75 berdasarkan KHS", "Sangat Baik"),
        ("Indeks prestasi semester 1: 2,5 berdasarkan KHS", "Kurang"),
    ],
)
def test_E517_kena(realisasi: str, menurut: str) -> None:
    semua = [satu for satu in periksa(belajar(realisasi)) if satu.kode == "E517"]
    assert [(satu.tingkat, satu.sel, satu.ditemukan) for satu in semua] == [("peringatan", "B23", "Baik")]
    assert f"menunjuk {menurut}" in semua[0].pesan
    assert semua[0].kaitan == Rujukan(EVAL_B, "Evaluasi", "G11")


@pytest.mark.parametrize(
    "realisasi", ["IPK 3,45 berdasarkan KHS", "Lulus berdasarkan KHS", "IPK 88 berdasarkan KHS"]
)
def test_E517_lolos(realisasi: str) -> None:
    assert "E517" not in kode_temuan(belajar(realisasi))


def test_E517_lolos_tanpa_data_studi() -> None:
    assert "E517" not in kode_temuan(belajar("IPK 3,05 berdasarkan KHS", StudiTugasBelajar(jenjang="S2")))
    assert "E517" not in kode_temuan(ubah(konteks(), EVAL_B, **{"utama[0].iki[0].realisasi": "IPK 3,05"}))
