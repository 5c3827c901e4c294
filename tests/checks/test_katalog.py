"""The registry itself: documented, tested both ways, the same on every run."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import msgspec
import pytest

from skpbook.checks.buat import temuan
from skpbook.checks.dokumentasi import tulis_satu, tulis_semua
from skpbook.checks.jalankan import periksa
from skpbook.checks.registry import ATURAN, KELUARGA_ATURAN, Aturan, _Katalog
from skpbook.contoh.cacat import muat_cacat
from skpbook.domain.tempat import Tempat
from skpbook.domain.temuan import Tingkat

from .bangun import ANI, KEPALA, PEGAWAI, daftar, konteks, semua_dokumen, tanpa, ubah

AKAR = Path(__file__).resolve().parents[2]
UJI = Path(__file__).resolve().parent

_PERTAMA = """
B001 B002 B003 B008 B010 B011 B012 B013 B016
I101 I102 I103 I104 I105 I106 I107 I108 I109 I110 I111 I112 I113 I114 I115
S201 S202 S203 S204 S205 S206 S207 S210 S212 S217 S220
K401 K402 K403 K404 K405 K407
E501 E502 E503 E506 E507 E508 E511
P601 P602 P605
"""
RANGKAIAN_PERTAMA = frozenset(_PERTAMA.split())


def nama_uji() -> set[str]:
    pohon = (ast.parse(berkas.read_text(encoding="utf-8")) for berkas in UJI.glob("test_*.py"))
    return {simpul.name for satu in pohon for simpul in ast.walk(satu) if isinstance(simpul, ast.FunctionDef)}


def test_halaman_aturan_sama_dengan_katalog() -> None:
    tertulis = (AKAR / "docs" / "aturan.md").read_text(encoding="utf-8")
    assert tertulis == tulis_semua(), "tulis ulang: python -m skpbook.checks.dokumentasi docs/aturan.md"


def test_rangkaian_pertama_lengkap_dan_urut() -> None:
    assert set(ATURAN) >= RANGKAIAN_PERTAMA
    angka = [int(kode[1:]) for kode in ATURAN]
    assert angka == sorted(angka)


@pytest.mark.parametrize("kode", list(ATURAN))
def test_setiap_aturan_lengkap(kode: str) -> None:
    aturan = ATURAN[kode]
    for teks in (aturan.judul, aturan.dasar, aturan.penjelasan, aturan.salah, aturan.benar):
        assert teks.strip() == teks
        assert teks
    assert not aturan.judul.endswith(".")
    assert aturan.penjelasan.endswith(".")
    assert aturan.keluarga == KELUARGA_ATURAN[kode[0]]
    if kode[0] == "P":
        assert aturan.tingkat is not Tingkat.GALAT
    assert all(bagian in tulis_satu(aturan) for bagian in (kode, aturan.judul, aturan.dasar, aturan.salah))


@pytest.mark.parametrize("kode", [kode for kode, satu in ATURAN.items() if satu.fungsi is not None])
def test_setiap_aturan_diuji_dua_arah(kode: str) -> None:
    nama = nama_uji()
    assert any(satu.startswith(f"test_{kode}_kena") for satu in nama), f"{kode}: tidak ada uji yang kena"
    assert any(satu.startswith(f"test_{kode}_lolos") for satu in nama), f"{kode}: tidak ada uji yang lolos"


def test_aturan_impor_ditanam_pada_contoh() -> None:
    """What intake finds the sample tests both ways: planted there (tests/contoh), not found in a clean one."""
    assert {kode for kode, satu in ATURAN.items() if satu.fungsi is None} <= {
        satu.kode for satu in muat_cacat()
    }


def test_uji_tidak_menyebut_aturan_yang_tidak_ada() -> None:
    disebut = {temu[1] for satu in nama_uji() if (temu := re.match(r"test_([BISMKEP]\d{3})_", satu))}
    assert disebut <= set(ATURAN)


def keliru():
    """Many faults at once, so that most rules have something to say."""
    isi = konteks()
    isi = ubah(
        isi, f"SKP_{ANI}.xlsx", **{"pegawai.nama": "Ani Lestarini", "utama[0].rhk_pimpinan": "Jalan desa"}
    )
    isi = ubah(isi, f"SKP_{KEPALA}.xlsx", **{"periode_penilaian": None, "perilaku": (), "dokumen.cap": None})
    isi = ubah(
        isi,
        f"EVALUASI_{ANI}_2026-TW1.xlsx",
        predikat="Kurang",
        utama=(),
        capaian_organisasi=None,
    )
    return tanpa(isi, "PK_01.xlsx")


def test_hasil_sama_pada_setiap_kali_dalam_satu_proses() -> None:
    isi = keliru()
    pertama = periksa(isi)
    assert len({satu.kode for satu in pertama}) >= 8
    assert periksa(isi) == pertama
    assert periksa(keliru()) == pertama


@pytest.mark.parametrize("kode", [kode for kode, satu in ATURAN.items() if satu.fungsi is not None])
def test_setiap_aturan_sama_pada_kali_kedua(kode: str) -> None:
    fungsi = ATURAN[kode].fungsi
    assert fungsi is not None
    isi = keliru()
    pertama = list(fungsi(isi))
    assert list(fungsi(isi)) == pertama
    assert all(satu.kode == kode for satu in pertama)


def test_temuan_kembar_hanya_sekali() -> None:
    """What a rule would say in the same words of the same cell it says once (bullets of one cell)."""
    isi = ubah(konteks(), f"SKP_{KEPALA}.xlsx", **{f"utama[0].iki[{i}].perspektif": "Warga" for i in (0, 1)})
    assert [satu.kode for satu in periksa(isi, {"S206"})] == ["S206", "S206"]
    tempat = dict(isi.dokumen[0].tempat) | {
        f"utama[0].iki[{i}].perspektif": Tempat("SKP", "B10") for i in (0, 1)
    }
    satu_sel = ubah(isi, f"SKP_{KEPALA}.xlsx", **{"dokumen.tempat": tempat})
    assert [satu.kode for satu in periksa(satu_sel, {"S206"})] == ["S206"]


def test_urutan_dokumen_tidak_mengubah_temuan() -> None:
    isi = keliru()
    terbalik = konteks(tuple(reversed(isi.dokumen)))
    assert periksa(terbalik) == periksa(isi)


@pytest.mark.parametrize(
    ("tertulis", "kalimat"),
    [
        ("SKP Ani, S.Farm..", "SKP Ani, S.Farm."),
        ("SKP Ani.", "SKP Ani."),
        ("Sel berisi “...”.", "Sel berisi “...”."),
        ("Ganti titik-titik ...", "Ganti titik-titik ..."),
        ("Ganti titik-titik ....", "Ganti titik-titik ...."),
        ("….", "…."),
    ],
)
def test_temuan_berakhir_satu_titik_sesudah_gelar(tertulis: str, kalimat: str) -> None:
    satu = temuan("K403", tertulis, saran=tertulis)
    assert (satu.pesan, satu.saran) == (kalimat, kalimat)


def test_pesan_tentang_orang_bergelar_berakhir_satu_titik() -> None:
    """K403, K415, I111 and I112 end with a name."""
    isi = msgspec.structs.replace(keliru(), daftar=daftar((*PEGAWAI, PEGAWAI[0])))
    for asal in (isi, tanpa(konteks(), f"SKP_{KEPALA}.xlsx", f"MPH_{KEPALA}.xlsx")):
        for satu in periksa(asal):
            assert not re.search(r"[^.]\.\.$", satu.pesan), satu.pesan
            assert not re.search(r"[^.]\.\.$", satu.saran or ""), satu.saran
            assert (satu.saran or ".").endswith("."), satu.saran


def test_kode_dapat_dipilih() -> None:
    semua = periksa(keliru())
    pilihan = {"I106", "E507"}
    assert periksa(keliru(), pilihan) == tuple(satu for satu in semua if satu.kode in pilihan)


@pytest.mark.parametrize("kode", ["K40", "X401", "K0401", "I401"])
def test_katalog_menolak_kode_keliru_atau_terpakai(kode: str) -> None:
    katalog = _Katalog()
    asal = ATURAN["K401"]
    katalog.tambah(asal)
    baru = Aturan(
        kode=kode,
        tingkat=asal.tingkat,
        judul="x",
        dasar="x",
        penjelasan="x",
        salah="x",
        benar="x",
    )
    with pytest.raises(ValueError, match=kode):
        katalog.tambah(baru)
    assert list(katalog) == ["K401"]


def test_instansi_bersih_tanpa_temuan() -> None:
    assert periksa(konteks(semua_dokumen())) == ()
