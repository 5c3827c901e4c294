"""What a person names on the command line: a period, a unit or a file that is none is refused in a sentence."""

import pytest

from skpbook.app.buat import buat
from skpbook.app.buku import Buku
from skpbook.app.impor import impor
from skpbook.app.periksa import periksa
from skpbook.app.rekap import rekap
from skpbook.app.siapkan import siapkan
from skpbook.app.status import status
from skpbook.domain.galat import TidakBisa
from tests.app.test_buat import SEMUA, daftar
from tests.intake.formulir import NIP, buku_skp, isi_skp

PEMAKAI = {
    "buat": lambda buku, periode: buat(buku, "evaluasi", periode=periode),
    "periksa": lambda buku, periode: periksa(buku, periode=periode),
    "rekap": rekap,
    "status": lambda buku, periode: status(buku, periode=periode),
}


@pytest.fixture
def buku(tmp_path) -> Buku:
    siapkan(tmp_path / "buku", instansi="Dinas Contoh", tahun=2026)
    (tmp_path / "buku" / "pegawai.xlsx").unlink()
    return daftar(tmp_path / "buku", SEMUA[:1])


@pytest.mark.parametrize("perintah", PEMAKAI)
@pytest.mark.parametrize(
    ("periode", "sebab"),
    [
        ("2027-TW1", "adalah periode tahun 2027, padahal buku ini untuk tahun 2026"),
        ("2026-01", "adalah periode bulanan, padahal evaluasi buku ini triwulanan"),
        ("2026-S1", "adalah periode semesteran, padahal evaluasi buku ini triwulanan"),
        ("2026-TW5", "tidak dikenal"),
        ("triwulan", "tidak dikenal"),
    ],
)
def test_periode_bukan_milik_buku_ditolak(buku, perintah, periode, sebab):
    with pytest.raises(TidakBisa) as salah:
        PEMAKAI[perintah](buku, periode)
    kalimat = str(salah.value)
    assert sebab in kalimat
    assert "2026-TW1, 2026-TW2, 2026-TW3, 2026-TW4, 2026-AKHIR" in kalimat


@pytest.mark.parametrize("periode", ["2026-TW4", "2026-AKHIR", " 2026-tw1 "])
@pytest.mark.parametrize("perintah", PEMAKAI)
def test_periode_milik_buku_diterima(buku, perintah, periode):
    PEMAKAI[perintah](buku, periode)


@pytest.fixture
def buku_berisi(buku) -> Buku:
    kunci = buku.kunci_pasti()
    tujuan = buku.masuk / "01"
    tujuan.mkdir()
    (tujuan / f"SKP_{NIP}_a.xlsx").write_bytes(buku_skp(isi_skp(), kunci=kunci))
    (tujuan / "rusak.xlsx").write_bytes(b"<html></html>")
    impor(buku, [])
    return buku


@pytest.mark.parametrize(
    "nama", ["tidak-ada.xlsx", f"SKP_{NIP}_b.xlsx", "a.xlsx", "02/rusak.xlsx", "", "lembar"]
)
def test_berkas_yang_tidak_pernah_diimpor_ditolak(buku_berisi, nama):
    with pytest.raises(TidakBisa, match="tidak pernah diimpor"):
        periksa(buku_berisi, berkas=nama)


def test_berkas_tidak_dikenal_menyebut_yang_mirip(buku_berisi):
    with pytest.raises(TidakBisa, match=f"mungkin maksudnya 01/SKP_{NIP}_a.xlsx"):
        periksa(buku_berisi, berkas=f"SKP_{NIP}_aa.xlsx")


@pytest.mark.parametrize(
    "nama", [f"SKP_{NIP}_a.xlsx", f"skp_{NIP}_A.XLSX", f"01\\SKP_{NIP}_a.xlsx", "rusak.xlsx", "pegawai.csv"]
)
def test_berkas_yang_dikenal_diterima(buku_berisi, nama):
    hasil = periksa(buku_berisi, berkas=nama)
    assert all(satu.berkas.casefold().endswith(nama.casefold().replace("\\", "/")) for satu in hasil.temuan)


def test_berkas_menurut_jalurnya_di_disk(buku_berisi):
    jalur = buku_berisi.masuk / "01" / "rusak.xlsx"
    assert [satu.kode for satu in periksa(buku_berisi, berkas=str(jalur)).temuan] == ["B001"]


def test_periksa_berkas_tak_dikenal_keluar_dua(buku, capfdbinary):
    from skpbook.cli import main

    kode = main.utama(["periksa", "--berkas", "entah.xlsx", "--buku", str(buku.akar)])
    keluar, galat = capfdbinary.readouterr()
    assert (kode, keluar) == (2, b"")
    assert galat.decode().count("\n") == 1
