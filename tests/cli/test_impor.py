"""`impor` as a person and as a program meet it."""

import json
from datetime import datetime

import pytest

from skpbook.cli import main
from tests.intake.formulir import NIP, NIP_LAIN, buku_skp, isi_skp
from tests.intake.kiriman import zip_isi
from tests.intake.test_ole import terkunci


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


def skp(buku, hari=5, cap_nip=NIP, diketik=True, **beda) -> bytes:
    kunci = bytes.fromhex((buku / "skpbook.kunci").read_text().strip())
    isi = isi_skp(nip=cap_nip, **beda)
    return buku_skp(isi, cap_nip=cap_nip, kunci=kunci, dibuat=datetime(2026, 1, hari), diketik=diketik)


def taruh(buku, **isi):
    for nama, data in isi.items():
        (buku / "masuk" / f"{nama}.xlsx").write_bytes(data)


def test_uji_lalu_impor_lalu_lagi(buku, jalan):
    taruh(buku, a=skp(buku), tolak=b"%PDF-1.7", kosong=skp(buku, cap_nip=NIP_LAIN, diketik=False))
    kode, keluar, _ = jalan("impor", "--buku", buku, "--uji")
    assert kode == 1
    assert keluar.endswith(
        "3 berkas: 1 diterima, 1 ditolak, 1 dilewati (1 belum diisi).\n"
        "Ini hanya percobaan: tidak ada yang ditulis ke ledger maupun arsip.\n"
    )
    assert list((buku / "arsip").iterdir()) == []
    assert jalan("impor", "--buku", buku)[0] == 1
    taruh(buku, b=skp(buku, hari=9, rencana="Diperbaiki"))
    kode, keluar, _ = jalan("impor", "--buku", buku)
    assert kode == 1, "what was turned away is told again"
    assert "galat B001" in keluar
    assert "B012" not in keluar
    ringkas = (
        "4 berkas: 1 diterima (0 baru, 1 menggantikan), 1 ditolak, 1 dilewati (1 belum diisi), 1 sudah-ada."
    )
    assert keluar.splitlines()[-1] == ringkas


def test_memilih_di_antara_dua_yang_sama_baru(buku, jalan):
    taruh(buku, a=skp(buku, rencana="Satu"), b=skp(buku, rencana="Dua"))
    kode, keluar, _ = jalan("impor", "--buku", buku)
    assert kode == 1
    assert "galat B017" in keluar
    assert "--pakai “b.xlsx”" in " ".join(keluar.split())
    kode, keluar, galat = jalan("impor", "--buku", buku, "--pakai", "b.xlsx")
    assert (kode, galat) == (0, "")
    assert keluar.startswith("b.xlsx dipakai.\n")
    kode, keluar, _ = jalan("impor", "--buku", buku, "--json")
    assert kode == 0
    isi = json.loads(keluar)
    assert isi["ringkasan"] == {"sudah-ada": 2}
    kode, keluar, _ = jalan("impor", "--buku", buku, "--pakai", "a.xlsx", "--json")
    assert json.loads(keluar)["ringkasan"] == {"diterima": 1}


@pytest.mark.parametrize("opsi", ["--ganti", "--lewati"])
def test_jawaban_untuk_semua(buku, jalan, opsi):
    taruh(buku, a=skp(buku, rencana="Satu"), b=skp(buku, rencana="Dua"))
    jalan("impor", "--buku", buku)
    kode, keluar, _ = jalan("impor", "--buku", buku, opsi)
    assert (kode, keluar) == (0, "2 berkas: 2 sudah-ada.\n")


def test_mengabaikan_yang_ditolak(buku, jalan):
    taruh(buku, surat=b"%PDF-1.7")
    jalan("impor", "--buku", buku)
    kode, _, galat = jalan("impor", "--buku", buku, "--abaikan", "surat.xlsx")
    assert (kode, galat.count("\n")) == (2, 1)
    assert "--alasan" in galat
    kode, keluar, _ = jalan("impor", "--buku", buku, "--abaikan", "surat.xlsx", "--alasan", "surat pengantar")
    assert (kode, keluar) == (0, "surat.xlsx diabaikan.\n")
    assert jalan("impor", "--buku", buku)[0] == 0
    _, keluar, _ = jalan("periksa", "--buku", buku, "--json")
    assert json.loads(keluar)["temuan"] == []


@pytest.mark.parametrize(
    "argumen",
    [
        ("--ganti", "--lewati"),
        ("--pakai", "a.xlsx", "--uji"),
        ("--pakai", "a.xlsx", "--abaikan", "b.xlsx"),
        ("--abaikan", "b.xlsx", "--ganti"),
        ("masuk/a.xlsx", "--pakai", "a.xlsx"),
    ],
)
def test_maksud_yang_bertentangan(buku, jalan, argumen):
    kode, keluar, galat = jalan("impor", "--buku", buku, *argumen)
    assert (kode, keluar) == (2, "")
    assert "tidak dapat dipakai bersama" in galat
    assert galat.count("\n") == 1


def test_berkas_yang_tidak_pernah_masuk(buku, jalan):
    kode, keluar, galat = jalan("impor", "--buku", buku, "--pakai", "entah.xlsx")
    assert (kode, keluar, galat.count("\n")) == (2, "", 1)
    assert "“entah.xlsx” tidak pernah diimpor" in galat


def test_kunci_baru(buku, jalan):
    (buku / "skpbook.kunci").unlink()
    kode, _, galat = jalan("impor", "--buku", buku)
    assert (kode, galat.count("\n")) == (2, 1)
    assert "skpbook.kunci" in galat
    assert jalan("siapkan", buku, "--kunci-baru")[0] == 0
    assert jalan("impor", "--buku", buku)[0] == 0


def test_kata_sandi_dari_lingkungan(buku, jalan, monkeypatch):
    taruh(buku, a=terkunci("kucing", skp(buku)))
    assert jalan("impor", "--buku", buku)[0] == 1
    monkeypatch.setenv("SKPBOOK_SANDI", "anjing\nkucing\n")
    kode, keluar, galat = jalan("impor", "--buku", buku)
    assert (kode, keluar, galat) == (0, "1 berkas: 1 diterima.\n", "")


def test_ringkasan_menghitung_setiap_yang_diterima(buku, jalan):
    """received = diterima + ditolak + dilewati + sudah-ada, whatever came, at every import."""
    taruh(buku, a=skp(buku), b=skp(buku), c=b"", d=skp(buku, diketik=False), e=skp(buku, rencana="Lain"))
    (buku / "masuk" / "~$a.xlsx").write_bytes(b"x")
    (buku / "masuk" / "unit.zip").write_bytes(zip_isi({"1.xlsx": skp(buku, hari=9), "x.pdf": b"%PDF-1.7"}))
    (buku / "masuk" / "tautan.xlsx").symlink_to("a.xlsx")
    for opsi in (("--uji",), (), (), ("--ganti",), ("--lewati",)):
        _, keluar, _ = jalan("impor", "--buku", buku, "--json", *opsi)
        isi = json.loads(keluar)
        assert sum(isi["ringkasan"].values()) == len(isi["berkas"]) == 9, opsi
        assert set(isi["ringkasan"]) <= {"diterima", "ditolak", "dilewati", "sudah-ada"}
