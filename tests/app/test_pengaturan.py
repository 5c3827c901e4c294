"""skpbook.toml is read strictly, and every refusal names file, line and key in plain Indonesian."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skpbook.app.pengaturan import baca_pengaturan, tulis_pengaturan, urai_pengaturan
from skpbook.domain.galat import TidakBisa

AWAL = 'instansi = "Dinas Kesehatan"\ntahun = 2026\n'


def pesan(teks: str) -> str:
    with pytest.raises(TidakBisa) as tangkap:
        urai_pengaturan(teks.encode())
    return str(tangkap.value)


def test_bawaan_lengkap():
    hasil = urai_pengaturan(AWAL.encode())
    assert (hasil.jenis_periode, hasil.aturan_distribusi) == ("triwulanan", "permen-6-2022")
    assert (hasil.batas.berkas_mb, hasil.batas.sel, hasil.batas.jumlah_bagian) == (25, 500_000, 1_000)
    assert (hasil.ambang.rasio, hasil.ambang.himpunan) == (80, 85)


@pytest.mark.parametrize(
    ("teks", "harap"),
    [
        (AWAL + "tahunn = 2025\n", ["baris 3", "“tahunn” tidak dikenal", "“tahun”"]),
        (AWAL + "\n[batas]\nberkas = 1\n", ["baris 5", "“batas.berkas” tidak dikenal", "berkas_mb"]),
        (AWAL + 'jenis_periode = "mingguan"\n', ["baris 3", "“mingguan”", "bulanan, triwulanan, tahunan"]),
        (AWAL + '[surel]\nkeamanan = "ssl"\n', ["baris 4", "surel.keamanan", "starttls, tls, tanpa"]),
        (AWAL + "[batas]\n\nsel = 0\n", ["baris 5", "batas.sel", "paling sedikit 1"]),
        (AWAL + "batas.sel = 0\n", ["baris 3", "batas.sel", "paling sedikit 1"]),
        (AWAL + '[batas]\nsel = "banyak"\n', ["baris 4", "“banyak”", "bilangan bulat"]),
        (AWAL + "[ambang]\nrasio = 120\n", ["baris 4", "ambang.rasio", "paling banyak 100"]),
        (AWAL + "batas = 3\n", ["baris 3", "“batas”", "tabel"]),
        ("tahun = 2026\n", ["“instansi” belum ada"]),
        ('instansi = ""\ntahun = 2026\n', ["baris 1", "instansi", "masih kosong"]),
        ('instansi = "x"\ntahun = "2026"\n', ["baris 2", "tahun", "bilangan bulat"]),
        ('instansi = "x"\ntahun = 1999\n', ["baris 2", "1999", "paling sedikit 2022"]),
        ("instansi = Dinas Kesehatan\ntahun = 2026\n", ["baris 1", "tidak dapat dipahami", "tanda kutip"]),
        (AWAL + "tahun = 2027\n", ["baris 3", "ditulis dua kali"]),
        ('instansi = "belum ditutup', ["baris 1", "tidak dapat dipahami"]),
    ],
)
def test_penolakan_menyebut_letak(teks: str, harap: list[str]):
    kalimat = pesan(teks)
    assert kalimat.startswith("skpbook.toml")
    for bagian in harap:
        assert bagian in kalimat
    assert not re.search(r"\b(expected|invalid|object|field|line|column)\b", kalimat, re.I), kalimat
    assert "\n" not in kalimat


def test_bom_diterima_dan_bukan_utf8_ditolak(tmp_path):
    berkas = tmp_path / "skpbook.toml"
    berkas.write_bytes(b"\xef\xbb\xbf" + AWAL.encode())
    assert baca_pengaturan(berkas).tahun == 2026
    berkas.write_bytes(AWAL.encode() + b"# \xe9\n")
    with pytest.raises(TidakBisa, match="baris 3: bukan teks UTF-8"):
        baca_pengaturan(berkas)
    with pytest.raises(TidakBisa, match="tidak ada"):
        baca_pengaturan(tmp_path / "lain.toml")


@given(st.text(min_size=1).filter(str.strip))
def test_nama_instansi_apa_pun_bertahan(nama: str):
    nama = nama.encode("utf-8", "ignore").decode() or "x"
    assert urai_pengaturan(tulis_pengaturan(nama, 2026).encode()).instansi == nama
