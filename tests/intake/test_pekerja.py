"""Worker processes: one that dies costs one file, and what stops them all is told as it is."""

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor

import pytest

from skpbook.domain.galat import TidakBisa
from skpbook.intake import baca, pekerja
from skpbook.intake.archive import sidik
from skpbook.intake.batas import Batas
from skpbook.intake.pekerja import Bekal, Tugas, kerjakan_semua
from skpbook.ledger.catatan import baca_temuan
from tests.intake.berkas import xlsx
from tests.intake.formulir import KUNCI, buku_skp

PEMICU = "pembaca mati di sini"
MAUT = xlsx({"A1": PEMICU})


def _siapkan_maut(bekal: Bekal) -> None:
    """A worker whose reader aborts the whole process on one content, as calamine does on a far corner."""
    pekerja._siapkan_pekerja(bekal)
    asli = baca.buka_kisi

    def buka(data: bytes):
        kisi = asli(data)
        if kisi[0].baris[0][0] == PEMICU:
            os.abort()
        return kisi

    baca.buka_kisi = buka


class KolamMaut(pekerja._Kolam):
    def _baru(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._kerja,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_siapkan_maut,
            initargs=(self._bekal,),
        )


@pytest.fixture
def bekal(tmp_path):
    (tmp_path / "arsip").mkdir()
    return Bekal(formulir=None, kunci=KUNCI, batas=Batas(), tahun=2026, arsip=str(tmp_path / "arsip"))


def tugas(tmp_path, *isi: bytes) -> list[Tugas]:
    hasil = []
    for nomor, data in enumerate(isi):
        jalur = tmp_path / f"{nomor}.xlsx"
        jalur.write_bytes(data)
        hasil.append(Tugas(nama=jalur.name, jalur=str(jalur)))
    return hasil


def test_pekerja_yang_mati_hanya_berharga_satu_berkas(tmp_path, bekal, monkeypatch):
    monkeypatch.setattr(pekerja, "_Kolam", KolamMaut)
    monkeypatch.setattr(pekerja, "ISI_PAKET", 2)
    baik = buku_skp()
    semua = tugas(
        tmp_path, baik, xlsx({"A1": "a"}), MAUT, xlsx({"A1": "b"}), b"teks", xlsx({"A1": "c"}), MAUT, baik
    )
    hasil = list(kerjakan_semua(semua, bekal, kerja=2))
    assert [satu.nama for satu in hasil] == [satu.nama for satu in semua], "every file once, in order"
    assert [satu.catatan.status for satu in hasil] == ["diterima", *["ditolak"] * 6, "diterima"]
    temuan = [baca_temuan(satu.catatan.temuan) for satu in hasil]
    assert [satu[0].kode if satu else None for satu in temuan] == [
        None,
        "B008",
        "B003",
        "B008",
        "B001",
        "B008",
        "B003",
        None,
    ]
    assert "membuat pembaca berhenti" in temuan[2][0].pesan
    arsip = {satu.stem for satu in (tmp_path / "arsip").rglob("*.xlsx")}
    assert sidik(MAUT) in arsip, "the original of the culprit is kept"


def _mati_saat_mulai(_bekal: Bekal) -> None:
    os._exit(3)


class KolamMati(pekerja._Kolam):
    def _baru(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._kerja,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_mati_saat_mulai,
            initargs=(self._bekal,),
        )


def test_pekerja_yang_tidak_pernah_hidup_bukan_salah_berkas(tmp_path, bekal, monkeypatch):
    monkeypatch.setattr(pekerja, "_Kolam", KolamMati)
    with pytest.raises(TidakBisa, match="tidak dapat dimulai"):
        list(kerjakan_semua(tugas(tmp_path, buku_skp(), b"x"), bekal, kerja=2))
    assert not list((tmp_path / "arsip").rglob("*.xlsx")), "no file was turned away for it"


def test_definisi_rusak_sampai_sebagai_dirinya(tmp_path, bekal):
    (tmp_path / "formulir").mkdir()
    (tmp_path / "formulir" / "x.toml").write_text("kode = ")
    rusak = Bekal(
        formulir=str(tmp_path / "formulir"), kunci=None, batas=Batas(), tahun=2026, arsip=bekal.arsip
    )
    with pytest.raises(Exception, match=r"x\.toml"):
        list(kerjakan_semua(tugas(tmp_path, buku_skp()), rusak, kerja=2))


@pytest.mark.parametrize("kerja", [1, 2])
def test_arsip_yang_tidak_dapat_ditulis_menghentikan_dengan_kalimat(tmp_path, bekal, kerja):
    buntu = tmp_path / "buntu"
    buntu.write_text("berkas, bukan folder")
    salah = Bekal(formulir=None, kunci=None, batas=Batas(), tahun=2026, arsip=str(buntu))
    with pytest.raises(TidakBisa, match="arsip"):
        list(kerjakan_semua(tugas(tmp_path, buku_skp()), salah, kerja=kerja))


def test_berkas_yang_hilang_di_tengah_jalan(tmp_path, bekal):
    semua = tugas(tmp_path, buku_skp(), b"x")
    os.unlink(semua[0].jalur)
    hilang, ada = kerjakan_semua(semua, bekal)
    assert (hilang.hash, hilang.catatan) == (None, None)
    assert "tidak dapat dibuka" in hilang.tolak.pesan
    assert ada.catatan is not None


def test_isi_yang_dikenal_tidak_dibaca_lagi(tmp_path, bekal, monkeypatch):
    data = buku_skp()
    dikenal = Bekal(
        formulir=None,
        kunci=KUNCI,
        batas=Batas(),
        tahun=2026,
        arsip=bekal.arsip,
        dikenal=frozenset({sidik(data)}),
    )
    monkeypatch.setattr(pekerja, "baca_berkas", None)
    (satu,) = kerjakan_semua(tugas(tmp_path, data), dikenal)
    assert (satu.hash, satu.catatan) == (sidik(data), None)


def test_dokumen_yang_tidak_dapat_dicatat_hanya_menolak_berkas_itu(tmp_path, bekal, monkeypatch):
    asli = pekerja.catatan_berkas

    def pilih(**isi):
        if isi["dokumen"]:
            raise UnicodeEncodeError("utf-8", "\udce9", 0, 1, "surrogates not allowed")
        return asli(**isi)

    monkeypatch.setattr(pekerja, "catatan_berkas", pilih)
    baik, lain = kerjakan_semua(tugas(tmp_path, buku_skp(), b"teks"), bekal)
    assert [baca_temuan(satu.catatan.temuan)[0].kode for satu in (baik, lain)] == ["B003", "B001"]
    assert baik.catatan.wadah == "xlsx"
