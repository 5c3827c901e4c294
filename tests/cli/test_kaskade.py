"""`skpbook kaskade` as a person and as a program meet it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from skpbook.app.kaskade import HasilKaskade
from skpbook.checks.kaskade.ringkasan import cakupan, pohon, rantai
from skpbook.cli import main
from skpbook.cli.perintah_kaskade import _rupa
from tests.checks.bangun import ANI, konteks

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def buku(tmp_path: Path) -> Path:
    folder = tmp_path / "buku"
    assert main.utama(["siapkan", str(folder), "--instansi", "Dinas Contoh", "--tahun", "2026", "-q"]) == 0
    return folder


def test_json_satu_dokumen(buku: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main.utama(["kaskade", "--buku", str(buku), "--json"]) == 0
    isi = json.loads(capsys.readouterr().out)
    assert set(isi) == {"pohon", "rantai", "cakupan", "ringkasan"}
    assert isi["ringkasan"] == {"perjanjian kinerja": 0, "puncak": 0, "tersambung": 0, "lepas": 0}


@pytest.mark.parametrize(
    ("argumen", "kata"),
    [
        (("--nip", ANI), "tidak ada dalam daftar pegawai"),
        (("--nip", ANI, "--unit", "01"), "Pilih salah satu"),
    ],
)
def test_yang_tidak_dapat_dikatakan_dengan_kalimat(
    buku: Path, argumen: tuple[str, ...], kata: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.utama(["kaskade", "--buku", str(buku), *argumen]) == 2
    assert kata in capsys.readouterr().err


def test_rupa_pohon_dan_rantai() -> None:
    isi = konteks()
    teks = _rupa(HasilKaskade(pohon=tuple(pohon(isi)), cakupan=tuple(cakupan(isi)), ringkasan={"lepas": 0}))
    assert "Dr. Rahmat Hidayat, M.Si. (197203151998031002, 01)" in teks
    assert "\n  Ani Lestari, S.Kom. (198506202010012003, 01.1)\n    - Rekomendasi perbaikan" in teks
    assert "RHK pimpinan tanpa pendukung: 0 dari 2." in teks
    naik = _rupa(HasilKaskade(rantai=tuple(rantai(isi, ANI)), ringkasan={"tersambung": 1}))
    assert "lewat intervensi dan peran hasil" in naik
    assert "\n  └ Kepuasan masyarakat meningkat" in naik
