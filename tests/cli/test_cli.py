"""The command line as a person and as a program meet it."""

import json
import re
import subprocess
import sys

import pytest

from skpbook.cli import main
from tests.intake.formulir import NIP, buku_skp, isi_skp

INGGRIS = re.compile(
    r"\b(usage|options?|commands?|arguments?|error|missing|show|exit|default|required|invalid|try|such)\b",
    re.I,
)
PERINTAH = (
    "siapkan",
    "buat",
    "impor",
    "periksa",
    "rekap",
    "status",
    "aturan",
    "contoh",
    "banding",
    "ekspor",
    "kaskade",
)


@pytest.fixture
def jalan(capfdbinary):
    """Run a command line; gives (exit code, stdout, stderr)."""

    def _jalan(*argumen: object) -> tuple[int, str, str]:
        kode = main.utama([str(satu) for satu in argumen])
        keluar, galat = capfdbinary.readouterr()
        return kode, keluar.decode(), galat.decode()

    return _jalan


@pytest.fixture
def buku(tmp_path, jalan):
    folder = tmp_path / "buku"
    assert jalan("siapkan", folder, "--instansi", "Dinas Contoh", "--tahun", "2026")[0] == 0
    return folder


def skp(buku, **beda) -> bytes:
    kunci = bytes.fromhex((buku / "skpbook.kunci").read_text().strip())
    return buku_skp(isi_skp(**beda), kunci=kunci)


@pytest.mark.parametrize("perintah", [(), *((satu,) for satu in PERINTAH)])
def test_bantuan_seluruhnya_indonesia(jalan, perintah):
    kode, keluar, galat = jalan(*perintah, "--help")
    assert (kode, galat) == (0, "")
    assert keluar.startswith("Pemakaian: skpbook")
    assert not INGGRIS.search(keluar.replace("--help", "")), INGGRIS.search(keluar)


def test_tanpa_argumen_menampilkan_bantuan(jalan):
    kode, keluar, _ = jalan()
    assert kode == 0
    for nama in PERINTAH:
        assert f"  {nama} " in keluar


@pytest.mark.parametrize(
    ("argumen", "kata"),
    [
        (("ipmor",), "Perintah “ipmor” tidak dikenal. Mungkin maksudnya impor."),
        (("status", "--tahp", "x"), "Opsi --tahp tidak dikenal. Mungkin maksudnya --tahap."),
        (("status", "a"), "Tulisan “a” tidak dipakai"),
        (("siapkan",), "Argumen FOLDER belum ditulis."),
        (("status", "--unit"), "Opsi --unit memerlukan nilai"),
        (("status", "--json=3"), "Opsi --json tidak memakai nilai"),
        (("impor", "--kerja", "dua"), "bukan bilangan bulat"),
        (("contoh", "x", "--pegawai", "-5"), "bukan bilangan bulat"),
        (("status", "--buku", "/tidak/ada"), "bukan buku SKP"),
        (("aturan", "Z999"), "Aturan “Z999” tidak ada"),
    ],
)
def test_salah_pakai_satu_kalimat(jalan, argumen, kata, tmp_path, monkeypatch):
    if "--kerja" in argumen:
        jalan("siapkan", tmp_path)
    monkeypatch.chdir(tmp_path)
    kode, keluar, galat = jalan(*argumen)
    assert (kode, keluar) == (2, "")
    assert kata in galat
    assert galat.count("\n") == 1
    assert not INGGRIS.search(galat.replace("--help", "")), galat


def test_buku_dicari_ke_atas(buku, jalan, monkeypatch):
    (buku / "masuk" / "dalam").mkdir()
    monkeypatch.chdir(buku / "masuk" / "dalam")
    assert jalan("status")[0] == 0
    monkeypatch.chdir(buku.parent)
    kode, _, galat = jalan("status")
    assert kode == 2
    assert "--buku FOLDER" in galat


def test_satu_dokumen_json_dan_kode_keluar(buku, jalan):
    (buku / "masuk" / "a.xlsx").write_bytes(skp(buku))
    kode, keluar, galat = jalan("impor", "--buku", buku, "--json")
    assert (kode, galat) == (0, "")
    isi = json.loads(keluar)
    assert isi["ringkasan"] == {"diterima": 1}
    assert isi["berkas"][0]["nip"] == NIP
    (buku / "masuk" / "b.xlsx").write_bytes(b"<html></html>")
    kode, keluar, galat = jalan("impor", "--buku", buku, "--json")
    assert (kode, galat) == (1, ""), "a finding of severity galat"
    assert json.loads(keluar)["ringkasan"] == {"ditolak": 1, "sudah-ada": 1}
    kode, keluar, _ = jalan("periksa", "--buku", buku, "--json")
    assert kode == 1
    temuan = json.loads(keluar)["temuan"]
    assert list(temuan[0]) == [
        "kode", "tingkat", "nip", "nama", "unit", "periode", "berkas", "lembar", "sel", "pesan",
        "ditemukan", "seharusnya", "saran", "kaitan", "dikecualikan",
    ]  # fmt: skip
    assert {"B001"} <= {satu["kode"] for satu in temuan}


def test_teks_untuk_orang(buku, jalan):
    (buku / "masuk" / f"SKP_{NIP}_b.xlsx").write_bytes(b"%PDF-1.7")
    kode, keluar, _ = jalan("impor", "--buku", buku)
    assert kode == 1
    assert "galat B001 Berkas ini bukan buku kerja Excel, melainkan dokumen PDF." in keluar
    assert keluar.endswith("1 berkas: 1 ditolak.\n")
    kode, keluar, _ = jalan("impor", "--buku", buku, "-q")
    assert (kode, keluar) == (1, ""), "what was turned away is told again"
    _, keluar, _ = jalan("periksa", "--buku", buku)
    assert "1 galat" in keluar
    _, keluar, _ = jalan("status", "--buku", buku)
    kepala = [kata for kata in keluar.split()[:5] if kata != "Nama"]  # shown where the terminal has room
    assert kepala[:4] == ["Unit", "Peg", "SKP", "MPH"]


def test_masuk_kosong_dan_daftar_pegawai_di_masuk(buku, jalan):
    kode, keluar, _ = jalan("impor", "--buku", buku)
    assert (kode, keluar.startswith("Tidak ada berkas di ")) == (0, True)
    assert str(buku / "masuk") in keluar.replace("\n", "")
    (buku / "masuk" / "pegawai.xlsx").write_bytes((buku / "pegawai.xlsx").read_bytes())
    kode, keluar, _ = jalan("impor", "--buku", buku)
    assert kode == 1
    assert "B008 Ini daftar pegawai, bukan formulir" in keluar
    assert "Isi templat" not in keluar, "one piece of advice, not two"
    assert "ke folder buku sebagai pegawai.xlsx" in " ".join(keluar.split())


def test_rekap_dan_status_json(buku, jalan):
    kode, keluar, _ = jalan("rekap", "--buku", buku, "--json")
    isi = json.loads(keluar)
    assert kode == 0
    assert {"berkas", "predikat", "belum"} <= set(isi)
    assert (buku / "rekap" / "REKAP_2026.xlsx").is_file()
    kode, keluar, _ = jalan("status", "--buku", buku, "--json")
    assert json.loads(keluar)["unit"] == []


def test_aturan(jalan):
    kode, keluar, _ = jalan("aturan")
    assert kode == 0
    assert re.search(r"^B001\s+galat\s+Bukan buku kerja", keluar, re.M)
    assert "Dasar:" in jalan("aturan", "b001")[1]
    assert json.loads(jalan("aturan", "B001", "--json")[1])["tingkat"] == "galat"


def test_siapkan_dua_kali_tidak_mengubah(buku, jalan):
    (buku / "skpbook.toml").write_text('instansi = "Lain"\ntahun = 2025\n')
    sebelum = {satu: satu.read_bytes() for satu in buku.iterdir() if satu.is_file() and satu.suffix != ".db"}
    kode, keluar, _ = jalan("siapkan", buku, "--instansi", "Baru")
    assert kode == 0
    assert "Sudah ada dan tidak diubah" in keluar
    assert "Opsi --instansi “Baru” tidak dipakai" in keluar
    assert {satu: satu.read_bytes() for satu in sebelum} == sebelum


def test_pengaturan_rusak_menyebut_baris(buku, jalan):
    (buku / "skpbook.toml").write_text('instansi = "x"\ntahun = 2026\nwarna = "biru"\n')
    kode, keluar, galat = jalan("status", "--buku", buku, "--json")
    assert kode == 2
    assert "skpbook.toml baris 3" in galat
    assert json.loads(keluar) == {"galat": galat.strip()}


def test_kesalahan_tak_terduga_masuk_catatan_tanpa_nip(buku, jalan, monkeypatch):
    def meledak(*_, **__):
        raise RuntimeError(f"gagal pada {NIP}")

    monkeypatch.setattr("skpbook.app.status.status", meledak)
    kode, keluar, galat = jalan("status", "--buku", buku)
    assert (kode, keluar) == (2, "")
    assert "Traceback" not in galat
    assert "RuntimeError" not in galat
    catatan = (buku / "skpbook-galat.log").read_text()
    assert str(buku / "skpbook-galat.log") in galat
    assert "Traceback" in catatan
    assert NIP not in catatan


def test_dihentikan_orang(buku, jalan, monkeypatch):
    def henti(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("skpbook.app.status.status", henti)
    kode, _, galat = jalan("status", "--buku", buku)
    assert kode == 130
    assert galat.startswith("Dihentikan")


def test_mulai_tanpa_yang_berat():
    """Whatever only a command needs is not loaded for `--help`."""
    program = (
        "import sys; from skpbook.cli.main import utama; utama(['--help']);"
        "berat = {'pandas', 'numpy', 'sqlalchemy', 'openpyxl', 'xlsxwriter', 'python_calamine', 'msgspec',"
        " 'rich', 'rapidfuzz', 'lxml'};"
        "sys.exit(','.join(sorted(berat & set(sys.modules))) or 0)"
    )
    hasil = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert hasil.returncode == 0, hasil.stderr


def test_pembaca_keluaran_yang_pergi(buku):
    perintah = f"{sys.executable} -c 'from skpbook.cli.main import jalankan; jalankan()' aturan | head -n 1"
    hasil = subprocess.run(["bash", "-c", perintah], capture_output=True, text=True, check=False)
    assert "Traceback" not in hasil.stderr
    assert "Exception" not in hasil.stderr
