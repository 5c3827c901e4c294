"""Waivers of a book: made with who, when and why; shown apart everywhere; revocable."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import openpyxl
import pytest

from skpbook.app.kecualikan import batalkan, daftar_pengecualian, kecualikan
from skpbook.app.kembalikan import kembalikan
from skpbook.app.periksa import periksa
from skpbook.app.rekap import rekap
from skpbook.cli.main import utama
from skpbook.domain.galat import TidakBisa
from skpbook.forms.seal import segel_utuh
from tests.intake.formulir import NIP, NIP_LAIN

from .buku import NAMA_SKP, buat_buku, masukkan, skp

JAM = datetime(2026, 3, 1, 2, 30, tzinfo=UTC)
KODE = "S210"


@pytest.fixture
def buku(tmp_path):
    satu = buat_buku(tmp_path)
    masukkan(satu, {NAMA_SKP: skp(satu), "rusak_198501012010011001.xlsx": b"PK\x03\x04rusak"})
    return satu


def kode(buku, *, lepas: bool) -> set[tuple[str, str | None]]:
    return {(satu.kode, satu.nip) for satu in periksa(buku).temuan if satu.dikecualikan == lepas}


def satu_galat(buku) -> tuple[str, str]:
    """Some finding of severity galat about Budi."""
    return next((s.kode, s.nip) for s in periksa(buku).temuan if s.nip == NIP and s.tingkat.value == "galat")


def test_temuan_dikecualikan_lalu_dihitung_lagi(buku):
    hal = satu_galat(buku)
    semula = periksa(buku)
    hasil = kecualikan(
        buku, hal[0].lower(), f" {NIP[:8]} {NIP[8:]}", "  Disepakati\nrapat. ", oleh=" Ani ", jam=lambda: JAM
    )
    satu = hasil.pengecualian
    assert (satu.kode, satu.nip, satu.alasan, satu.oleh, satu.pada) == (
        hal[0],
        NIP,
        "Disepakati rapat.",
        "Ani",
        "2026-03-01T02:30:00+00:00",
    )
    assert hasil.nama == "Budi Santosa"
    assert hasil.temuan == sum((s.kode, s.nip) == hal for s in semula.temuan)
    assert kode(buku, lepas=True) == {hal}
    assert hal not in kode(buku, lepas=False)
    kini = periksa(buku)
    assert len(kini.temuan) == len(semula.temuan), "nothing is hidden"
    assert kini.ringkasan["galat"] == semula.ringkasan["galat"] - hasil.temuan
    batalkan(buku, *hal, oleh="Budi", jam=lambda: JAM)
    assert periksa(buku) == semula
    riwayat = daftar_pengecualian(buku).pengecualian
    assert [(s.oleh, s.dicabut_oleh, s.dicabut_pada) for s in riwayat] == [
        ("Ani", "Budi", "2026-03-01T02:30:00+00:00")
    ]


def test_hanya_periode_yang_disebut(buku):
    hal = satu_galat(buku)
    hasil = kecualikan(buku, *hal, "x", periode="2026-tw1", oleh="Ani")
    assert hasil.pengecualian.periode == "2026-TW1"
    assert hasil.temuan == 0
    assert kode(buku, lepas=True) == set()
    with pytest.raises(TidakBisa, match="yang berlaku: --periode 2026-TW1"):
        batalkan(buku, *hal)
    batalkan(buku, *hal, periode="2026-TW1")


@pytest.mark.parametrize(
    ("argumen", "kalimat"),
    [
        (("K999", NIP, "x"), "Aturan “K999” tidak ada"),
        ((KODE, "198501012010011002", "x"), f"tidak ada di pegawai.xlsx .* mungkin maksudnya {NIP}"),
        ((KODE, "", "x"), r"NIP \(kosong\) tidak ada"),
        ((KODE, NIP, " \n "), "Alasan pengecualian masih kosong"),
        ((KODE, NIP, "x" * 1001), "1001 huruf; ringkaskan"),
    ],
)
def test_yang_tidak_mungkin_ditolak(buku, argumen, kalimat):
    with pytest.raises(TidakBisa, match=kalimat):
        kecualikan(buku, *argumen)
    assert daftar_pengecualian(buku).pengecualian == ()


def test_dua_kali_disebut_siapa_yang_lebih_dulu(buku):
    kecualikan(buku, KODE, NIP, "Pertama.", oleh="Ani", jam=lambda: JAM)
    with pytest.raises(
        TidakBisa, match=r"sudah dikecualikan oleh Ani pada 2026-03-01 \(“Pertama\.”\); batalkan dahulu"
    ):
        kecualikan(buku, KODE, NIP, "Kedua.", oleh="Budi")
    with pytest.raises(TidakBisa, match=r"Tidak ada pengecualian S210 untuk .* yang masih berlaku"):
        batalkan(buku, KODE, NIP_LAIN)


def test_daftar_menurut_kode_nip_dan_periode(buku):
    kecualikan(buku, KODE, NIP, "a", oleh="Ani")
    kecualikan(buku, "K401", NIP_LAIN, "b", periode="2026-TW1", oleh="Ani")
    for saring, jumlah in (
        ({}, 2),
        ({"kode": "k401"}, 1),
        ({"nip": NIP}, 1),
        ({"periode": "2026-TW1"}, 1),
        ({"kode": "K401", "nip": NIP}, 0),
    ):
        assert len(daftar_pengecualian(buku, **saring).pengecualian) == jumlah


def test_rekap_menyebutnya_terpisah_dengan_alasannya(buku):
    hal = satu_galat(buku)
    kecualikan(buku, *hal, "Disepakati rapat.", oleh="Ani", jam=lambda: JAM)
    lembar = openpyxl.load_workbook(rekap(buku).berkas)
    terpisah = [
        tuple(str(s) for s in baris) for baris in lembar["Temuan Dikecualikan"].iter_rows(values_only=True)
    ]
    baris = next(satu for satu in terpisah if satu[2] == hal[0])
    assert baris[6] == "Disepakati rapat."
    assert baris[18:20] == ("Ani", "2026-03-01")
    masih = {(satu[2], satu[11]) for satu in lembar["Temuan"].iter_rows(values_only=True)}
    assert hal not in masih


def test_salinan_menyebutnya_tanpa_menandainya(buku, capsys):
    hal = satu_galat(buku)
    tempat = next(s for s in periksa(buku).temuan if (s.kode, s.nip) == hal)
    kecualikan(buku, *hal, "Disepakati rapat.", oleh="Ani", jam=lambda: JAM)
    hasil = kembalikan(buku)
    assert hasil.dikecualikan == sum(s.dikecualikan for s in periksa(buku).temuan) > 0
    assert kembalikan(buku, nip=NIP_LAIN).dikecualikan == 0
    salinan = next(s for s in hasil.berkas if s.nip == NIP and s.nama == tempat.berkas)
    lembar = openpyxl.load_workbook(buku.akar / salinan.salinan)["Temuan"]
    atas = str(lembar["A3"].value)
    assert f"Dikecualikan, tidak perlu dibetulkan: {hasil.dikecualikan} temuan." in atas
    assert f"{hal[0]} di {tempat.lembar} {tempat.sel}: Disepakati rapat. (oleh Ani, 2026-03-01)" in atas
    assert hal[0] not in {baris[2] for baris in lembar.iter_rows(7, values_only=True)}
    assert segel_utuh(buku.akar / salinan.salinan)
    assert utama(["kembalikan", "--buku", str(buku.akar)]) == 0
    assert f"Dikecualikan, tidak ditandai: {hasil.dikecualikan} temuan" in capsys.readouterr().out


def test_ekspor_menyebut_alasan_siapa_dan_kapan(buku, tmp_path):
    hal = satu_galat(buku)
    kecualikan(buku, *hal, "Disepakati rapat.", oleh="Ani", jam=lambda: JAM)
    assert utama(["ekspor", "--ke", "json", "--tujuan", str(tmp_path / "e"), "--buku", str(buku.akar)]) == 0
    (berkas,) = (tmp_path / "e").rglob("temuan.json*")
    semua = json.loads(berkas.read_text("utf-8"))
    lepas = [satu for satu in semua if satu["dikecualikan"]]
    assert {(s["kode"], s["nip"]) for s in lepas} == {hal}
    assert {tuple(s[f"pengecualian_{k}"] for k in ("alasan", "oleh", "pada")) for s in lepas} == {
        ("Disepakati rapat.", "Ani", "2026-03-01T02:30:00+00:00")
    }
    assert not any(s["pengecualian_oleh"] for s in semua if not s["dikecualikan"])


def test_impor_tidak_mengadukan_yang_dikecualikan(buku, capsys):
    assert utama(["impor", "--buku", str(buku.akar)]) == 1
    kecualikan(buku, "B003", NIP, "Sudah dikirim ulang.", oleh="Ani")
    (buku.masuk / f"lain_{NIP}.xlsx").write_bytes(b"PK\x03\x04rusak juga")
    capsys.readouterr()
    assert utama(["impor", "--buku", str(buku.akar)]) == 0
    assert "galat (dikecualikan) B003" in capsys.readouterr().out


def test_perintahnya(buku, capsys):
    hal = satu_galat(buku)
    akar = str(buku.akar)
    assert utama(["kecualikan", *hal, "--alasan", "Disepakati rapat.", "--oleh", "Ani", "--buku", akar]) == 0
    assert f"{hal[0]} untuk Budi Santosa ({NIP}) dikecualikan oleh Ani" in capsys.readouterr().out.replace(
        "\n", " "
    )
    utama(["periksa", "--buku", akar])
    tampil = capsys.readouterr().out
    assert "Dikecualikan, tidak dihitung: " in tampil
    assert "Disepakati rapat. (oleh Ani" in tampil
    assert tampil.index(f"galat (dikecualikan) {hal[0]}") > tampil.index("Dikecualikan, tidak dihitung")
    utama(["periksa", "--json", "--buku", akar])
    temuan = json.loads(capsys.readouterr().out)["temuan"]
    assert {(s["kode"], s["nip"]) for s in temuan if s["dikecualikan"]} == {hal}
    assert utama(["kecualikan", *hal, "--batal", "--oleh", "Budi", "--buku", akar]) == 0
    assert "dibatalkan" in capsys.readouterr().out
    assert utama(["kecualikan", "--daftar", "--json", "--buku", akar]) == 0
    (satu,) = json.loads(capsys.readouterr().out)["pengecualian"]
    assert (satu["kode"], satu["oleh"], satu["dicabut_oleh"]) == (hal[0], "Ani", "Budi")
    for argumen in (["kecualikan"], ["kecualikan", *hal], ["kecualikan", hal[0], "--batal"]):
        assert utama([*argumen, "--buku", akar]) == 2
        galat = capsys.readouterr().err
        assert galat.startswith(("Sebutkan KODE dan NIP", "Alasan belum disebut"))
