"""Reading on a real dask cluster: whatever happens to its machines, the ledger is that of an import at home."""

import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import msgspec
import pytest

pytest.importorskip("distributed", reason="distributed is not installed (pip install 'skpbook[klaster]')")

from bench.terhenti import isi_buku, keadaan
from skpbook.app.buku import Buku
from skpbook.app.impor import impor
from skpbook.domain.galat import TidakBisa
from skpbook.forms.catalog import DefinisiTidakSah
from skpbook.intake import klaster as modul
from skpbook.intake import pekerja
from skpbook.intake.batas import Batas
from skpbook.intake.klaster import Klaster, bekal_jauh
from skpbook.intake.pekerja import Bekal, kerjakan_semua, siapkan_pekerja
from skpbook.intake.pekerja_klaster import ciri, kalimat_beda
from skpbook.ledger.catatan import baca_temuan
from tests import klaster
from tests.intake.berkas import xlsx
from tests.intake.formulir import KUNCI, buku_skp
from tests.intake.kiriman import surat, zip_isi
from tests.intake.maut import berkas_maut, siapkan_maut
from tests.intake.test_pekerja import tugas

AKAR = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def alamat(tmp_path_factory):
    with klaster.klaster(tmp_path_factory.mktemp("klaster")) as (satu, _):
        yield satu.alamat


@pytest.fixture
def bekal(tmp_path):
    (tmp_path / "arsip").mkdir()
    batas = Batas(detik=2, memori_mb=400)
    return Bekal(formulir=None, kunci=KUNCI, batas=batas, tahun=2026, arsip=str(tmp_path / "arsip"))


@pytest.fixture(scope="module")
def seimbang(tmp_path_factory):
    """A book, and what an undisturbed import at home makes of it."""
    folder = tmp_path_factory.mktemp("buku")
    isi_buku(folder / "asal", None)
    shutil.copytree(folder / "asal", folder / "rumah")
    hasil = impor(Buku(folder / "rumah"))
    return folder / "asal", keadaan(Buku(folder / "rumah")), hasil


def salinan(asal: Path, tujuan: Path) -> Buku:
    shutil.copytree(asal, tujuan)
    return Buku(tujuan)


def test_hasilnya_sama_walau_satu_pekerja_mati_di_tengah(tmp_path, seimbang, monkeypatch):
    monkeypatch.setattr(pekerja, "ISI_PAKET", 1)
    asal, harap, hasil_rumah = seimbang
    with klaster.klaster(tmp_path) as (satu, mesin):
        mati = []

        def lapor(selesai, semua):
            if selesai >= 4 and not mati:
                assert selesai < semua - 4
                mati.append(satu.bunuh(mesin[0]))

        buku = salinan(asal, tmp_path / "buku")
        hasil = impor(buku, klaster=satu.alamat, lapor=lapor)
    assert mati
    assert keadaan(buku) == harap
    assert hasil == hasil_rumah


def test_percobaan_di_klaster_tidak_menulis_apa_pun(tmp_path, seimbang, alamat):
    asal, _, hasil_rumah = seimbang
    buku = salinan(asal, tmp_path / "buku")
    hasil = impor(buku, klaster=alamat, uji=True)
    assert hasil == hasil_rumah
    assert not keadaan(buku)["arsip"]
    assert not keadaan(buku)["berkas"]


def test_dibaca_oleh_proses_yang_terjaga_seperti_di_rumah(tmp_path, bekal, alamat):
    """What a file does to its reader costs that file, with the same sentence as on one machine."""
    semua = tugas(
        tmp_path,
        *(berkas_maut(satu) for satu in ("abort", "gantung", "rust")),
        xlsx({"A1": "x"}),
        buku_skp(),
        surat(("a.xlsx", berkas_maut("langgar")), ("b.xlsx", xlsx({"A1": "y"}))).as_bytes(),
        zip_isi({"c.xlsx": buku_skp(), "../d.xlsx": buku_skp()}),
        b"",
    )

    def baca(alamat):
        hasil = kerjakan_semua(semua, bekal, 2, siapkan=siapkan_maut, klaster=alamat)
        return sorted((s.nama, s.hash, s.catatan, s.tolak and s.tolak.pesan) for s in hasil)

    sana = baca(alamat)
    assert sana == baca(None)
    assert len(sana) == len(semua) + 2


def test_berkas_yang_mematikan_pekerja_dask_hanya_berharga_dirinya(tmp_path, bekal, monkeypatch):
    monkeypatch.setattr(pekerja, "ISI_PAKET", 3)
    isi = [berkas_maut("klaster") if n == 4 else xlsx({"A1": f"isi {n}"}) for n in range(9)]
    with klaster.klaster(tmp_path) as (satu, _):
        hasil = list(kerjakan_semua(tugas(tmp_path, *isi), bekal, siapkan=siapkan_maut, klaster=satu.alamat))
    assert [satu.nama for satu in hasil] == [f"{n}.xlsx" for n in range(9)]
    kode = [baca_temuan(satu.catatan.temuan)[0].kode for satu in hasil]
    assert kode == ["B003" if n == 4 else "B008" for n in range(9)]


def test_scheduler_yang_mati_menjadi_kalimat_dan_impor_dapat_dilanjutkan(tmp_path, seimbang, monkeypatch):
    monkeypatch.setattr(pekerja, "ISI_PAKET", 1)
    asal, harap, _ = seimbang
    buku = salinan(asal, tmp_path / "buku")
    with klaster.klaster(tmp_path, 1) as (satu, _):
        with pytest.raises(TidakBisa, match=r"Sambungan ke klaster di tcp://.* terputus"):
            impor(
                buku,
                klaster=satu.alamat,
                lapor=lambda selesai, _: satu.bunuh_scheduler() if selesai == 5 else None,
            )
        assert 0 < len(keadaan(buku)["berkas"]) < len(harap["berkas"])
    impor(buku)
    assert keadaan(buku) == harap


def test_pekerja_yang_habis_tidak_ditunggu_selamanya(tmp_path, bekal, monkeypatch):
    monkeypatch.setattr(modul, "_TANPA_PEKERJA_DETIK", 1.0)
    with (
        klaster.klaster(tmp_path, 1, nanny=False) as (satu, mesin),
        Klaster(satu.alamat, bekal_jauh(bekal), siapkan_pekerja) as sana,
    ):
        assert sana.submit(pow, 2, 5).result() == 32
        satu.bunuh(mesin[0])
        with pytest.raises(TidakBisa, match="tidak mempunyai pekerja"):
            sana.submit(pow, 2, 5).result(timeout=60)


def test_wajahnya_sama_dengan_kolam_setempat(bekal, alamat):
    with Klaster(alamat, bekal_jauh(bekal), siapkan_pekerja) as sana:
        assert sana.tempat == 2
        assert [satu.result() for satu in [sana.submit(pow, 2, n) for n in range(20)]] == [
            2**n for n in range(20)
        ]
        with pytest.raises(ZeroDivisionError):
            sana.submit(divmod, 1, 0).result()
    with pytest.raises(RuntimeError, match="ditutup"):
        sana.submit(pow, 2, 2)


def test_formulir_buku_ikut_dikirim(tmp_path, bekal, alamat):
    (tmp_path / "formulir").mkdir()
    (tmp_path / "formulir" / "x.toml").write_text("kode = ")
    sana = bekal_jauh(msgspec.structs.replace(bekal, formulir=str(tmp_path / "formulir")))
    with Klaster(alamat, sana, siapkan_pekerja) as satu, pytest.raises(DefinisiTidakSah, match=r"x\.toml"):
        satu.submit(pow, 2, 2).result()


@pytest.mark.parametrize(
    "salah",
    ["10.0.0.5", "10.0.0.5:8786", "http://10.0.0.5:8786", "tcp://10.0.0.5", "tcp://a b:1", "tcp://:1", ""],
)
def test_alamat_yang_bukan_alamat(salah):
    with pytest.raises(TidakBisa, match=r"tidak dapat dipakai; contoh yang benar: --klaster tcp://"):
        Klaster(salah, None, siapkan_pekerja)


def test_alamat_yang_tidak_dijawab_scheduler(monkeypatch):
    monkeypatch.setattr(modul, "_SAMBUNG_DETIK", 2)
    with http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler) as lain:
        threading.Thread(target=lain.serve_forever, daemon=True).start()
        for pintu in (lain.server_port, 1):
            with pytest.raises(TidakBisa, match="Tidak ada dask scheduler yang menjawab"):
                Klaster(f"tcp://127.0.0.1:{pintu}", None, siapkan_pekerja)
        lain.shutdown()


def test_klaster_tanpa_pekerja(tmp_path, monkeypatch):
    monkeypatch.setattr(modul, "_SAMBUNG_DETIK", 2)
    kalimat = r"tidak mempunyai pekerja; jalankan dask worker tcp://"
    with klaster.klaster(tmp_path, 0) as (satu, _), pytest.raises(TidakBisa, match=kalimat):
        Klaster(satu.alamat, None, siapkan_pekerja)


@pytest.mark.parametrize("apa", ["tanpa", "lain"])
def test_pekerja_dengan_program_yang_lain(tmp_path, apa):
    if apa == "tanpa":
        (tmp_path / "jalur" / "skpbook").mkdir(parents=True)
        (tmp_path / "jalur" / "skpbook" / "__init__.py").touch()
        kata = "tidak mempunyai skpbook; pasang"
    else:
        for nama in ("skpbook", "workbook_templates"):
            shutil.copytree(AKAR / nama, tmp_path / "jalur" / nama)
        with (tmp_path / "jalur" / "skpbook" / "forms" / "read.py").open("a") as sumber:
            sumber.write("# lain\n")
        kata = "bernomor versi sama yang isinya berbeda"
    satu = klaster.Klaster(tmp_path, jalur=str(tmp_path / "jalur"))
    try:
        satu.pekerja()
        with pytest.raises(TidakBisa, match=rf"^Pekerja klaster tcp://\S+ .*{kata}"):
            Klaster(satu.alamat, None, siapkan_pekerja)
    finally:
        satu.tutup()


def test_versi_lain_disebut():
    sini = ciri()
    assert kalimat_beda("tcp://a:1", sini, sini) is None
    kalimat = kalimat_beda("tcp://a:1", sini | {"python-calamine": "0.0.1"}, sini)
    assert f"python-calamine 0.0.1, di sini {sini['python-calamine']}; pasang versi yang sama" in kalimat


def test_tanpa_paket_distributed(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(TidakBisa, match=r"pip install 'skpbook\[klaster\]'"):
        Klaster("tcp://127.0.0.1:8786", None, siapkan_pekerja)


def test_dari_baris_perintah(tmp_path, seimbang, alamat):
    asal, harap, _ = seimbang
    buku = salinan(asal, tmp_path / "buku")

    def perintah(alamat):
        return subprocess.run(
            [sys.executable, "-m", "skpbook", "impor", "--buku", buku.akar, "--klaster", alamat, "--json"],
            env=os.environ | {"PYTHONPATH": str(AKAR)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    salah = perintah("10.0.0.5")
    assert salah.returncode == 2
    assert salah.stderr == json.loads(salah.stdout)["galat"] + "\n"
    assert "contoh yang benar: --klaster tcp://" in salah.stderr
    benar = perintah(alamat)
    assert (benar.returncode, benar.stderr) == (1, "")
    assert json.loads(benar.stdout)["ringkasan"]["diterima"] > 0
    assert keadaan(buku) == harap
