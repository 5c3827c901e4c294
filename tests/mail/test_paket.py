"""Packages: whole workbooks, none lost, none twice, a cover, a lock that other programs know."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pytest
import pyzipper
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from skpbook.app.buat import buat
from skpbook.app.buku import Buku
from skpbook.app.impor import impor
from skpbook.app.siapkan import siapkan
from skpbook.domain.galat import TidakBisa
from skpbook.forms.seal import SIFAT
from skpbook.mail.paket import NAMA_SAMPUL, BerkasPaket, bagi, sidik_buku, terlalu_besar, tulis_zip
from skpbook.mail.sampul import BarisSampul, IsiSampul, sampul
from skpbook.mail.sandi_unit import NAMA, baca_sandi_unit, pastikan_sandi
from tests.forms_out.libreoffice import perlu, ubah
from tests.mail.bahan import ORANG, buku_dua_unit

MUAT = 1000


@given(st.lists(st.integers(0, 3000)), st.integers(600, 5000))
def test_tidak_ada_yang_hilang_dan_tidak_ada_yang_dua_kali(ukuran, muat):
    berkas = [BerkasPaket(f"{n}.xlsx", Path(f"{n}.xlsx"), besar, "s") for n, besar in enumerate(ukuran)]
    bagian = bagi(berkas, muat)
    assert [satu for isi in bagian for satu in isi] == berkas
    assert all(isi for isi in bagian)
    assert all(len(isi) == 1 or not terlalu_besar(isi, muat) for isi in bagian)


@pytest.mark.parametrize("sandi", [None, "rahasia kita é"])
def test_setiap_bagian_zip_utuh_di_bawah_batasnya(tmp_path, sandi):
    for nomor in range(12):
        (tmp_path / f"SKP_{nomor}.xlsx").write_bytes(bytes([nomor]) * 700 * nomor)
    berkas = [
        BerkasPaket(satu.name, satu, satu.stat().st_size, "s") for satu in sorted(tmp_path.glob("SKP*"))
    ]
    muat = 9000
    terbaca: dict[str, bytes] = {}
    for isi in bagi(berkas, muat):
        keluar = io.BytesIO()
        tulis_zip(keluar, [(satu.nama, satu.jalur) for satu in isi], None, sandi)
        assert len(keluar.getvalue()) <= muat
        with pyzipper.AESZipFile(keluar) as arsip:
            arsip.setpassword(sandi.encode() if sandi else None)
            assert arsip.testzip() is None
            terbaca |= {nama: arsip.read(nama) for nama in arsip.namelist()}
    assert terbaca == {satu.nama: satu.jalur.read_bytes() for satu in berkas}


def test_sidik_tidak_berubah_karena_waktu_dibuat(tmp_path):
    def isi(waktu: str, sel: str) -> bytes:
        keluar = io.BytesIO()
        with zipfile.ZipFile(keluar, "w") as arsip:
            arsip.writestr("docProps/core.xml", waktu)
            arsip.writestr("docProps/custom.xml", f"{SIFAT} {waktu}")
            arsip.writestr("xl/worksheets/sheet1.xml", sel)
        return keluar.getvalue()

    assert sidik_buku(isi("1", "a")) == sidik_buku(isi("2", "a")) != sidik_buku(isi("1", "b"))
    assert sidik_buku(b"bukan zip") != sidik_buku(b"lain")


class TestBuat:
    """What `buat` packs."""

    def test_hanya_orang_unit_itu(self, tmp_path):
        buku = buku_dua_unit(tmp_path)
        for tahap, periode in (("skp", None), ("evaluasi", "2026-TW1")):
            hasil = buat(buku, tahap, periode=periode, kosong=True)
            assert len(hasil.zip) == 2
            for unit in ("U1", "U2"):
                satu = next(nama for nama in hasil.zip if unit in nama)
                with zipfile.ZipFile(buku.akar / satu) as arsip:
                    milik = {nip for nip, kode in ORANG.items() if kode == unit}
                    isi = set(arsip.namelist()) - {NAMA_SAMPUL}
                    assert {nama.split("_")[1] for nama in isi} == milik
                    sel = teks(arsip.read(NAMA_SAMPUL))
                lain = set(ORANG) - milik
                assert milik <= sel
                assert not lain & sel

    def test_nama_zip_menyebut_tahap_periode_dan_unit(self, tmp_path):
        buku = buku_dua_unit(tmp_path)
        (buku.keluar / "skp").mkdir(parents=True)
        (buku.keluar / "skp" / "U1.zip").write_bytes(b"dari versi lama")
        assert [Path(s).name for s in buat(buku, "skp", kosong=True).zip] == [
            "SKP_2026_U1.zip",
            "SKP_2026_U2.zip",
        ]
        assert not (buku.keluar / "skp" / "U1.zip").exists()
        hasil = buat(buku, "evaluasi", periode="2026-TW1", kosong=True, unit="U1")
        assert [Path(satu).name for satu in hasil.zip] == ["EVALUASI_2026-TW1_U1.zip"]

    def test_terkunci_bila_diminta_dan_terbuka_sendiri_saat_impor(self, tmp_path):
        buku = buku_dua_unit(tmp_path, "[surel]\nzip_bersandi = true\n")
        hasil = buat(buku, "skp", kosong=True)
        sandi = baca_sandi_unit(buku.akar)
        assert set(sandi) == {"U1", "U2"}
        assert any("sandi-unit.txt" in satu for satu in hasil.catatan)
        assert not any("sandi-unit.txt" in satu for satu in buat(buku, "skp", kosong=True).catatan)
        assert sandi["U1"] != sandi["U2"]
        paket = buku.akar / hasil.zip[0]
        with zipfile.ZipFile(paket) as arsip, pytest.raises(RuntimeError):
            arsip.read(arsip.namelist()[1])
        atur = (buku.akar / "skpbook.toml").read_text()
        assert not any(satu in atur for satu in sandi.values())
        (buku.masuk / "kembali.zip").write_bytes(paket.read_bytes())
        diimpor = impor(buku)
        assert {Path(satu.nama).name: satu.temuan[0].kode for satu in diimpor.berkas} == {
            NAMA_SAMPUL: "B020",
            **{nama: "B019" for nama in zipfile.ZipFile(paket).namelist() if nama != NAMA_SAMPUL},
        }

    def test_zip_dengan_sandi_lain_tetap_disebut_terkunci(self, tmp_path):
        buku = buku_dua_unit(tmp_path)
        pastikan_sandi(buku.akar, ["U1"])
        keluar = io.BytesIO()
        (tmp_path / "a.xlsx").write_bytes(b"x")
        tulis_zip(keluar, [("a.xlsx", tmp_path / "a.xlsx")], None, "bukan sandi kita")
        (buku.masuk / "asing.zip").write_bytes(keluar.getvalue())
        assert [satu.temuan[0].kode for satu in impor(buku).berkas] == ["B002"]


class TestSandi:
    """The file of passwords."""

    def test_yang_ada_tidak_diganti(self, tmp_path):
        semua, baru = pastikan_sandi(tmp_path, ["U 1", "U2"])
        assert set(baru) == {"U 1", "U2"}
        with (tmp_path / NAMA).open("a") as berkas:
            berkas.write("U3 buatan-sendiri\r\n")
        lagi, baru = pastikan_sandi(tmp_path, ["U 1", "U3", "U4"])
        assert baru == ("U4",)
        assert {**semua, "U3": "buatan-sendiri", "U4": lagi["U4"]} == lagi == baca_sandi_unit(tmp_path)

    def test_hanya_untuk_pemiliknya(self, tmp_path):
        pastikan_sandi(tmp_path, ["U1"])
        assert (tmp_path / NAMA).stat().st_mode & 0o077 == 0

    def test_baris_rusak_disebut(self, tmp_path):
        (tmp_path / NAMA).write_text("# kepala\nU1\n")
        with pytest.raises(TidakBisa, match=r"sandi-unit\.txt baris 2"):
            baca_sandi_unit(tmp_path)


ISI = IsiSampul(
    apa="SKP",
    instansi="=Dinas & Contoh",
    unit="Bidang I",
    kode_unit="U1",
    periode="Tahun 2026",
    tenggat=date(2026, 1, 31),
    keadaan=date(2026, 1, 5),
    baris=(
        BarisSampul(nama="=HYPERLINK()", nip="199001012015011003", jabatan="x", berkas="a.xlsx", sudah=True),
        BarisSampul(nama="Sari", nip="199101012016012004", jabatan=None, berkas=None, sudah=False),
    ),
)


def teks(data: bytes) -> set[str]:
    lembar = load_workbook(io.BytesIO(data))["Sampul"]
    return {str(sel) for baris in lembar.iter_rows(values_only=True) for sel in baris if sel is not None}


def test_sampul_menyebut_isi_tenggat_dan_keadaan():
    ada = teks(sampul(ISI))
    assert {"31 Januari 2026", "1 berkas", "1 sudah masuk, 1 belum, dari 2", "tidak ada di paket ini"} <= ada
    assert {"=HYPERLINK()", "=Dinas & Contoh"} <= ada
    lembar = load_workbook(io.BytesIO(sampul(ISI)))["Sampul"]
    assert lembar.page_setup.paperSize == 9
    assert all(sel.data_type != "f" for baris in lembar.iter_rows() for sel in baris)


def test_tanpa_tenggat_tidak_ditetapkan():
    import msgspec

    assert "tidak ditetapkan" in teks(sampul(msgspec.structs.replace(ISI, tenggat=None)))


@pytest.mark.libreoffice
@pytest.mark.parametrize("akhiran", ["xlsx", "xls", "ods"])
def test_sampul_yang_kembali_dilewati_juga_sesudah_disimpan_ulang(tmp_path, akhiran):
    siapkan(tmp_path / "buku", instansi="Dinas Contoh", tahun=2026)
    buku = Buku(tmp_path / "buku")
    (tmp_path / "s.xlsx").write_bytes(sampul(ISI))
    perlu("soffice")
    ulang = ubah([tmp_path / "s.xlsx"], akhiran, tmp_path / "ulang", tmp_path / "profil")["s"]
    (buku.masuk / f"a.{akhiran}").write_bytes(ulang.read_bytes())
    (buku.masuk / "b.xlsx").write_bytes(sampul(ISI))
    hasil = impor(buku)
    assert {satu.nama: (satu.status, satu.temuan[0].kode) for satu in hasil.berkas} == {
        f"a.{akhiran}": ("dilewati", "B020"),
        "b.xlsx": ("dilewati", "B020"),
    }
    assert "sampul" in hasil.berkas[0].temuan[0].pesan


@pytest.mark.parametrize(("sandi", "terbuka"), [("benar-2345", True), ("salah", False)])
def test_7_zip_membuka_yang_terkunci_dengan_sandinya_saja(tmp_path, sandi, terbuka):
    """The program that the guide tells people to use."""
    if shutil.which("7z") is None:
        pytest.skip("7z tidak terpasang; uji dengan 7-Zip dilewati")
    (tmp_path / "a.xlsx").write_bytes(bytes(range(256)) * 100)
    tulis_zip(tmp_path / "a.zip", [("SKP_a.xlsx", tmp_path / "a.xlsx")], b"sampul", "benar-2345")
    hasil = subprocess.run(
        ["7z", "x", f"-p{sandi}", "-y", f"-o{tmp_path / 'isi'}", str(tmp_path / "a.zip")],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (hasil.returncode == 0) == terbuka
    if terbuka:
        assert (tmp_path / "isi" / "SKP_a.xlsx").read_bytes() == (tmp_path / "a.xlsx").read_bytes()
        assert (tmp_path / "isi" / NAMA_SAMPUL).read_bytes() == b"sampul"
