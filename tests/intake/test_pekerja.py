"""Worker processes: whatever a file does to one costs that file, and what stops them all is told as it is."""

import multiprocessing
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import CancelledError
from pathlib import Path

import msgspec
import pytest

from skpbook.domain.galat import TidakBisa
from skpbook.intake import pekerja, pembaca
from skpbook.intake.archive import sidik
from skpbook.intake.batas import Batas
from skpbook.intake.isolasi import Bibit, PekerjaMati, Terisolasi
from skpbook.intake.pekerja import Bekal, Tugas, kerjakan_semua
from skpbook.intake.penjara import PekerjaTakSiap
from skpbook.ledger.catatan import baca_temuan
from tests.intake.berkas import xlsx
from tests.intake.formulir import KUNCI, buku_skp
from tests.intake.maut import berkas_maut, siapkan_gagal, siapkan_mati, siapkan_maut


@pytest.fixture
def bekal(tmp_path):
    (tmp_path / "arsip").mkdir()
    batas = Batas(detik=3, memori_mb=400)
    return Bekal(formulir=None, kunci=KUNCI, batas=batas, tahun=2026, arsip=str(tmp_path / "arsip"))


def tugas(tmp_path, *isi: bytes) -> list[Tugas]:
    hasil = []
    for nomor, data in enumerate(isi):
        jalur = tmp_path / f"{nomor}.xlsx"
        jalur.write_bytes(data)
        hasil.append(Tugas(nama=jalur.name, jalur=str(jalur)))
    return hasil


def temuan(satu):
    return baca_temuan(satu.catatan.temuan)


@pytest.mark.parametrize(
    ("perbuatan", "kode", "kata"),
    [
        ("abort", "B003", "membuat pembaca berhenti"),
        ("langgar", "B003", "membuat pembaca berhenti"),
        ("hilang", "B004", "ingatan: ditemukan lebih dari yang tersedia"),
        ("gantung", "B004", "waktu baca: ditemukan lebih dari 3 detik, batasnya 3 detik"),
        ("putar", "B004", "waktu baca"),
        ("makan", "B004", "ingatan: ditemukan lebih dari itu, batasnya 400 MB"),
        ("rust", "B004", "permintaan 563200 MB sekaligus, batasnya 400 MB"),
    ],
)
def test_pekerja_yang_mati_hanya_berharga_satu_berkas(tmp_path, bekal, perbuatan, kode, kata):
    maut = berkas_maut(perbuatan)
    baik = buku_skp()
    semua = tugas(tmp_path, xlsx({"A1": "a"}), maut, xlsx({"A1": "b"}), baik)
    hasil = list(kerjakan_semua(semua, bekal, siapkan=siapkan_maut))
    assert [satu.nama for satu in hasil] == [satu.nama for satu in semua], "every file once, in order"
    assert [satu.catatan.status for satu in hasil] == ["ditolak", "ditolak", "ditolak", "diterima"]
    (salah,) = temuan(hasil[1])
    assert (salah.kode, hasil[1].hash, salah.berkas) == (kode, sidik(maut), "1.xlsx")
    assert kata in salah.pesan
    arsip = {satu.stem for satu in (tmp_path / "arsip").rglob("*.xlsx")}
    assert arsip == {satu.hash for satu in hasil}, "every original is kept, the culprit's too"


def test_banyak_yang_mati_di_antara_yang_baik(tmp_path, bekal, monkeypatch):
    monkeypatch.setattr(pekerja, "ISI_PAKET", 3)
    isi = [berkas_maut("abort", n) if n % 4 == 1 else xlsx({"A1": f"isi {n}"}) for n in range(17)]
    hasil = list(kerjakan_semua(tugas(tmp_path, *isi), bekal, kerja=2, siapkan=siapkan_maut))
    assert [temuan(satu)[0].kode for satu in hasil] == ["B003" if n % 4 == 1 else "B008" for n in range(17)]


def test_kolam_melayani_terus_sesudah_pekerjanya_mati(bekal):
    with Terisolasi(2, 2, 400, siapkan_maut, (bekal,)) as kolam:
        janji = [
            kolam.submit(os.abort),
            *(kolam.submit(pow, 2, n) for n in range(20)),
            kolam.submit(os.abort),
        ]
        assert [satu.result() for satu in janji[1:-1]] == [2**n for n in range(20)]
        for satu in (janji[0], janji[-1]):
            with pytest.raises(PekerjaMati):
                satu.result()
        with pytest.raises(ZeroDivisionError):
            kolam.submit(divmod, 1, 0).result()


def test_kolam_yang_dihentikan_tidak_menunggu(bekal):
    kolam = Terisolasi(1, 600, 400, siapkan_maut, (bekal,))
    janji = [kolam.submit(time.sleep, 600) for _ in range(3)]
    threading.Timer(0.5, lambda: kolam.shutdown(cancel_futures=True)).start()
    with pytest.raises((PekerjaMati, CancelledError)):
        janji[0].result(timeout=60)
    kolam.shutdown()
    assert all(satu.cancelled() for satu in janji[1:])
    with pytest.raises(RuntimeError, match="ditutup"):
        kolam.submit(pow, 2, 2)


def test_pekerja_menganggur_tidak_dianggap_menggantung(bekal):
    with Terisolasi(1, 0.5, 400, siapkan_maut, (bekal,)) as kolam:
        for _ in range(3):
            assert kolam.submit(pow, 2, 3).result() == 8
            time.sleep(0.7)


def test_pekerja_yang_tidak_pernah_hidup_bukan_salah_berkas(tmp_path, bekal):
    with pytest.raises(TidakBisa, match="tidak dapat dimulai"):
        list(kerjakan_semua(tugas(tmp_path, buku_skp(), b"x"), bekal, kerja=2, siapkan=siapkan_mati))
    assert not list((tmp_path / "arsip").rglob("*.xlsx")), "no file was turned away for it"


def test_pekerja_yang_gagal_disiapkan_bukan_salah_berkas(tmp_path, bekal):
    with pytest.raises(PekerjaTakSiap, match="pustaka hilang"):
        list(kerjakan_semua(tugas(tmp_path, buku_skp(), b"x"), bekal, siapkan=siapkan_gagal))


def test_definisi_rusak_sampai_sebagai_dirinya(tmp_path, bekal):
    (tmp_path / "formulir").mkdir()
    (tmp_path / "formulir" / "x.toml").write_text("kode = ")
    rusak = msgspec.structs.replace(bekal, formulir=str(tmp_path / "formulir"))
    with pytest.raises(Exception, match=r"x\.toml"):
        list(kerjakan_semua(tugas(tmp_path, buku_skp()), rusak))


@pytest.mark.parametrize("kerja", [0, 1, 2])
def test_arsip_yang_tidak_dapat_ditulis_menghentikan_dengan_kalimat(tmp_path, bekal, kerja):
    buntu = tmp_path / "buntu"
    buntu.write_text("berkas, bukan folder")
    salah = msgspec.structs.replace(bekal, arsip=str(buntu))
    with pytest.raises(TidakBisa, match="arsip"):
        list(kerjakan_semua(tugas(tmp_path, buku_skp()), salah, kerja=kerja))


@pytest.mark.parametrize("kerja", [0, 1])
def test_berkas_yang_hilang_di_tengah_jalan(tmp_path, bekal, kerja):
    semua = tugas(tmp_path, buku_skp(), b"x")
    os.unlink(semua[0].jalur)
    hilang, ada = kerjakan_semua(semua, bekal, kerja)
    assert (hilang.hash, hilang.catatan) == (None, None)
    assert "tidak dapat dibuka" in hilang.tolak.pesan
    assert ada.catatan is not None


def test_berkas_yang_menjadi_pipa_di_tengah_jalan(tmp_path, bekal):
    """Opening it must not wait for someone to write into it."""
    semua = tugas(tmp_path, b"x")
    os.unlink(semua[0].jalur)
    os.mkfifo(semua[0].jalur)
    dikenal = msgspec.structs.replace(bekal, dikenal=frozenset({"00"}))
    for satu in (bekal, dikenal):
        (hasil,) = kerjakan_semua(semua, satu, 0)
        assert "tidak dapat dibuka" in hasil.tolak.pesan


def test_isi_yang_dikenal_tidak_dibaca_lagi(tmp_path, bekal):
    maut = berkas_maut("abort")
    dikenal = msgspec.structs.replace(bekal, dikenal=frozenset({sidik(maut)}))
    (satu,) = kerjakan_semua(tugas(tmp_path, maut), dikenal, siapkan=siapkan_maut)
    assert (satu.hash, satu.catatan) == (sidik(maut), None), "what killed a worker once is not tried again"


def test_dokumen_yang_tidak_dapat_dicatat_hanya_menolak_berkas_itu(tmp_path, bekal, monkeypatch):
    asli = pembaca.catatan_berkas

    def pilih(**isi):
        if isi["dokumen"]:
            raise UnicodeEncodeError("utf-8", "\udce9", 0, 1, "surrogates not allowed")
        return asli(**isi)

    monkeypatch.setattr(pembaca, "catatan_berkas", pilih)
    baik, lain = kerjakan_semua(tugas(tmp_path, buku_skp(), b"teks"), bekal, 0)
    assert [temuan(satu)[0].kode for satu in (baik, lain)] == ["B003", "B001"]
    assert baik.catatan.wadah == "xlsx"


def test_tanpa_proses_pekerja_hasilnya_sama(tmp_path, bekal):
    semua = tugas(tmp_path, buku_skp(), b"teks", xlsx({"A1": "a"}), b"")
    assert list(kerjakan_semua(semua, bekal, 0)) == list(kerjakan_semua(semua, bekal, 2))


def _hidup(nomor: int) -> bool:
    try:
        os.kill(nomor, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{nomor}/stat")
    return not (status.exists() and status.read_bytes().rpartition(b") ")[2][:1] in (b"Z", b"X"))


def _mati_semua(nomor: list[int]) -> bool:
    batas = time.monotonic() + 20
    while any(map(_hidup, nomor)) and time.monotonic() < batas:
        time.sleep(0.05)
    return not any(map(_hidup, nomor))


def test_bibit_yang_tidak_dipakai_diakhiri():
    with Bibit(2, 400):
        anak = [satu.pid for satu in multiprocessing.active_children()]
        assert len(anak) == 2
    assert _mati_semua(anak)


_INDUK = """
import multiprocessing, threading, time
from skpbook.intake.isolasi import Bibit, Terisolasi

def siapkan(papan): ...

assert threading.active_count() == 1
with Bibit(3, 400) as bibit:
    kolam = Terisolasi(3, 60, 400, siapkan, (), bibit)
    assert [kolam.submit(pow, 2, n).result() for n in range(9)] == [2**n for n in range(9)]
    kolam.submit(time.sleep, 1)
    print(*(satu.pid for satu in multiprocessing.active_children()), flush=True)
    time.sleep(600)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="proses salinan hanya dibuat di Linux")
def test_pekerja_salinan_tidak_hidup_lebih_lama_daripada_induknya(tmp_path):
    naskah = tmp_path / "induk.py"
    naskah.write_text(_INDUK, "utf-8")
    with subprocess.Popen([sys.executable, naskah], stdout=subprocess.PIPE, text=True) as induk:
        anak = [int(satu) for satu in induk.stdout.readline().split()]
        assert len(anak) == 3
        induk.kill()
    assert _mati_semua(anak)
