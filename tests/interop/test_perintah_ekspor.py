"""`ekspor` as a person and a program meet it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest


@pytest.mark.parametrize("ke", ["csv", "json", "parquet"])
def test_ekspor_data(jalan, buku, ke):
    kode, keluar, galat = jalan("ekspor", "--ke", ke, "--json")
    assert (kode, galat) == (0, "")
    isi = json.loads(keluar)
    assert (isi["ke"], [satu["tabel"] for satu in isi["tabel"]]) == (
        ke,
        ["pegawai", "skp", "evaluasi", "temuan"],
    )
    assert isi["tabel"][0]["baris"] == 2
    assert sorted(p.name for p in (buku.rekap / f"data-{ke}").iterdir()) == sorted(
        f"{nama}.{ke}" for nama in ("pegawai", "skp", "evaluasi", "temuan")
    )


def test_ekspor_bkn(jalan, tmp_path):
    kode, keluar, galat = jalan("ekspor", "--ke", "bkn", "--tujuan", tmp_path / "luar", "--json")
    assert (kode, galat) == (0, "")
    isi = json.loads(keluar)
    assert (isi["baris"], isi["tahun"], len(isi["tidak_ditulis"])) == (0, 2026, 2)
    assert isi["tidak_ditulis"][0]["alasan"] == ["Evaluasi tahunan (AKHIR) belum masuk."]
    assert Path(isi["berkas"]).is_file()
    assert Path(isi["berkas_keterangan"]).is_file()
    kode, keluar, _ = jalan("ekspor", "--ke", "bkn")
    assert kode == 0
    assert ["2", "Evaluasi", "tahunan", "(AKHIR)", "belum", "masuk."] in [
        b.split() for b in keluar.splitlines()
    ]


@pytest.mark.parametrize(
    ("argumen", "kalimat"),
    [
        (("--ke", "xml"), "Bentuk ekspor “xml” tidak dikenal; pilih bkn, pdf, csv, json, parquet."),
        (("--ke", "bkn", "--periode", "2026-TW1"), "Berkas BKN memuat evaluasi tahunan saja"),
        (("--ke", "csv", "--periode", "2025-TW1"), "periode tahun 2025"),
        (("--ke", "csv", "--tujuan", "/proc/tidak"), "tidak dapat ditulis"),
    ],
)
def test_salah_pakai(jalan, argumen, kalimat):
    kode, keluar, galat = jalan("ekspor", *argumen)
    assert (kode, keluar) == (2, "")
    assert kalimat in galat
    assert galat.count("\n") == 1
