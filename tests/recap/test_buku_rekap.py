"""The recap of a book: out of the ledger as out of the papers themselves, whole and unit by unit."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import numpy as np
import pytest
from msgspec.structs import replace

from skpbook.app import konteks as app_konteks
from skpbook.app import rekap as app
from skpbook.app.buku import Buku
from skpbook.app.konteks import susun_konteks
from skpbook.app.siapkan import siapkan
from skpbook.cli import main
from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.skp import Identitas
from skpbook.forms.roster import tulis_daftar
from skpbook.ledger.catatan import catatan_berkas
from skpbook.recap.susun import susun_rekap
from skpbook.regulation.label import Rating

from .buka import nilai, tabel
from .instansi import DIBUAT
from .kaya import kaya

if TYPE_CHECKING:
    from .instansi import Instansi

PADA = datetime(2026, 7, 3, tzinfo=UTC)
PERIODE = "2026-TW2"


@pytest.fixture(scope="module")
def instansi() -> Instansi:
    return kaya(90)


@pytest.fixture(scope="module")
def buku(instansi: Instansi, tmp_path_factory: pytest.TempPathFactory) -> Buku:
    """A book whose ledger holds the papers and exports of that instansi."""
    akar = tmp_path_factory.mktemp("buku") / "buku"
    siapkan(akar, instansi=instansi.konteks.instansi, tahun=2026)
    buku = Buku.buka(akar)
    daftar = instansi.konteks.daftar
    (akar / "pegawai.xlsx").write_bytes(
        tulis_daftar(buku.katalog, daftar.pegawai, daftar.unit, datetime(2026, 1, 1), b"k" * 32)
    )
    umum = {"ukuran": 1, "wadah": "xlsx", "status": "diterima", "temuan": ()}
    with buku.ledger() as ledger:
        for i, satu in enumerate(instansi.konteks.dokumen):
            kunci = f"{i:064}"
            ledger.catat(
                catatan_berkas(
                    hash_isi=kunci, nama=satu.berkas, disimpan=satu.disimpan, dokumen=(satu,), **umum
                ),
                PADA,
            )
        for i, lembar in enumerate(instansi.konteks.lembar_ekinerja):
            kunci = f"e{i:063}"
            ledger.catat(
                catatan_berkas(
                    hash_isi=kunci, nama=lembar.berkas, disimpan=None, dokumen=(), ekinerja=(lembar,), **umum
                ),
                PADA,
            )
    return buku


def test_riwayat_dibaca_sambil_lalu_sama_dengan_dari_seluruh_berkas(buku: Buku) -> None:
    """Papers of one period in memory and the ratings of the others read through: the same figures."""
    lewat = app._susun(buku, PERIODE, DIBUAT)
    konteks = susun_konteks(buku)
    seluruh = susun_rekap(konteks, (), periode=PERIODE, dibuat=DIBUAT)
    assert set(lewat.riwayat.predikat) >= {"2026-TW1", "2026-TW2", "2026-AKHIR", "2025-AKHIR"}
    assert set(lewat.riwayat.predikat) == set(seluruh.riwayat.predikat)
    for kode, isi in seluruh.riwayat.predikat.items():
        assert np.array_equal(lewat.riwayat.predikat[kode], isi), kode
        assert np.array_equal(lewat.riwayat.sumber[kode], seluruh.riwayat.sumber[kode]), kode
    assert lewat.pegawai.equals(seluruh.pegawai)
    assert lewat.kredit == seluruh.kredit
    assert len(susun_konteks(buku, PERIODE).dokumen) < len(konteks.dokumen)


def test_orang_banyak_diperiksa_sebagian_demi_sebagian_dengan_hasil_sama(
    buku: Buku, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whole papers of few people at a time, slim ones of all: the same recap, part by part, and the same report."""
    sekaligus = _ditulis(app.rekap_lengkap(buku, PERIODE, lambda: DIBUAT))
    monkeypatch.setattr(app_konteks, "_ORANG_SEKALIGUS", 0)
    monkeypatch.setattr(app_konteks, "_BERKAS_SEBAGIAN", 7)
    temuan = app_konteks.konteks_dan_temuan(buku, PERIODE)[1]
    assert len(temuan) > 20
    assert temuan == app_konteks.periksa_konteks(susun_konteks(buku, PERIODE))
    assert _ditulis(app.rekap_lengkap(buku, PERIODE, lambda: DIBUAT)) == sekaligus


def _ditulis(hasil: app.HasilRekap) -> dict[str, bytes]:
    """The parts of the workbook, and the report."""
    with ZipFile(hasil.ringkasan.berkas) as paket:
        bagian = {nama: paket.read(nama) for nama in paket.namelist() if not nama.startswith("docProps/")}
    return bagian | {"laporan": Path(hasil.laporan).read_bytes()}


def test_per_unit_hanya_orangnya(buku: Buku, instansi: Instansi) -> None:
    hasil = app.rekap_lengkap(buku, PERIODE, lambda: DIBUAT, per_unit=True, kerja=2)
    daftar = instansi.konteks.daftar
    menurut_unit = {kode: {p.nip for p in isi} for kode, isi in daftar.anggota_unit.items()}
    assert len(hasil.berkas_unit) == len(menurut_unit)
    semua = tabel(nilai(Path(hasil.ringkasan.berkas))["Nominatif"], "No")
    terlihat = set()
    for jalur in hasil.berkas_unit:
        baca = nilai(Path(jalur))
        baris = tabel(baca["Nominatif"], "No")
        nip = {b["NIP"] for b in baris}
        assert nip in menurut_unit.values()
        terlihat |= nip
        asing = {p.nip for p in daftar.pegawai} - nip
        for nama in ("Predikat per Pegawai", "Daftar RHK", "Angka Kredit", "Tindak Lanjut", "Temuan"):
            assert not asing & {b.get("NIP") for b in tabel(baca[nama], "No")}, nama
        for b in baris:
            lain = next(s for s in semua if s["NIP"] == b["NIP"])
            assert {k: v for k, v in b.items() if not k.startswith("No")} == {
                k: v for k, v in lain.items() if not k.startswith("No")
            }
    assert terlihat == set(daftar.menurut_nip)


def test_unit_dan_json(buku: Buku, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    kode = main.utama(["rekap", "--buku", str(buku.akar), "--unit", "U*", "--periode", PERIODE, "--json"])
    hasil = json.loads(capfdbinary.readouterr().out)
    assert kode == 0
    assert hasil["pegawai"] == len(buku.daftar.anggota_unit["U*"])
    assert Path(hasil["berkas"]).name == "REKAP_2026-TW2_U.xlsx"
    assert Path(hasil["laporan"]).name == "REKAP_2026-TW2_U.html"
    assert "Triwulan II Tahun 2026" in Path(hasil["laporan"]).read_text(encoding="utf-8")
    assert [satu["kode"] for satu in hasil["per_unit"]] == ["U*"]


def test_unit_dan_per_unit_tidak_bersama(buku: Buku, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main.utama(["rekap", "--buku", str(buku.akar), "--unit", "U*", "--per-unit"]) == 2
    assert "pilih salah satu" in capfdbinary.readouterr().err.decode()


def test_tanpa_periode_yang_terakhir_berpenilaian(buku: Buku) -> None:
    assert app.rekap(buku, jam=lambda: DIBUAT).periode == "2026-AKHIR"


def test_tahun_lalu_dari_buku_lain(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Baik in the book of last year and in this one: two years running, though neither ledger holds both."""
    satu = kaya(90)
    orang = satu.konteks.daftar.pegawai
    contoh = next(d for d in satu.konteks.dokumen if isinstance(d.isi, Evaluasi))
    akar = {tahun: tmp_path / str(tahun) for tahun in (2026, 2027)}
    for tahun, folder in akar.items():
        siapkan(folder, instansi="Pemerintah Kabupaten Nusaraya", tahun=tahun)
        buku = Buku.buka(folder)
        isi = tulis_daftar(buku.katalog, orang, satu.konteks.daftar.unit, DIBUAT, b"k" * 32)
        (folder / "pegawai.xlsx").write_bytes(isi)
        milik = next(p for p in orang if not p.status)
        rating = Rating.SESUAI.value
        evaluasi = replace(
            contoh,
            isi=Evaluasi(
                pegawai=Identitas(nama=milik.nama, nip=milik.nip),
                rating_hasil=rating,
                rating_perilaku=rating,
                predikat="Baik",
            ),
            nip=milik.nip,
            periode=f"{tahun}-AKHIR",
            cap=None,
        )
        with buku.ledger() as ledger:
            ledger.catat(
                catatan_berkas(
                    hash_isi="a" * 64,
                    nama="a.xlsx",
                    disimpan=None,
                    dokumen=(evaluasi,),
                    ukuran=1,
                    wadah="xlsx",
                    status="diterima",
                    temuan=(),
                ),
                PADA,
            )
    perintah = ["rekap", "--buku", str(akar[2027]), "--json"]
    for lagi, usulan in (([], []), (["--tahun-lalu", str(akar[2026])], ["Pengembangan kompetensi"])):
        assert main.utama([*perintah, *lagi]) == 0
        lembar = nilai(Path(json.loads(capfdbinary.readouterr().out)["berkas"]))["Tindak Lanjut"]
        ada = [b["Jenis Usulan"] for b in tabel(lembar, "No") if b["NIP"]]
        assert ada == usulan
    assert main.utama(["rekap", "--buku", str(akar[2026]), "--tahun-lalu", str(akar[2027])]) != 0
    assert "bukan tahun sebelum 2026" in capfdbinary.readouterr().err.decode()
