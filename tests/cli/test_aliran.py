"""Streams that take nothing and runs that are stopped: a sentence, an exit code, never a traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from skpbook.app.buku import Buku
from skpbook.app.siapkan import siapkan
from tests.app.test_buat import KADIS, SEMUA, daftar, orang
from tests.intake.formulir import buku_skp, isi_skp

SKPBOOK = f"{sys.executable} -m skpbook"
pytestmark = pytest.mark.skipif(os.name != "posix", reason="pengalihan dan sinyal shell POSIX")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    siapkan(tmp_path / "buku", instansi="Dinas Contoh", tahun=2026)
    return tmp_path / "buku"


def shell(perintah: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["bash", "-c", perintah], capture_output=True, text=True, check=False, timeout=120)


def bersih(galat: str) -> bool:
    return not {"Traceback", "Exception", "Error", "ignored"} & set(galat.replace(":", " ").split())


@pytest.mark.parametrize(
    ("perintah", "kode", "kata"),
    [
        ("aturan >&-", 2, "keluaran itu tertutup"),
        ("aturan > /dev/full", 2, "cakramnya penuh"),
        ("aturan --json > /dev/full", 2, "cakramnya penuh"),
        ("aturan --json >&-", 2, "keluaran itu tertutup"),
        ("--help > /dev/full", 2, "Cakram penuh"),
        ("--versi > /dev/full", 2, "cakramnya penuh"),
        ("--help >&-", 0, ""),
        ("aturan Z999 2>&-", 2, ""),
        ("aturan Z999 2> /dev/full", 2, ""),
        ("aturan Z999 --json >&- 2>&-", 2, ""),
        ("aturan K401 <&- 2>&-", 0, ""),
    ],
)
def test_aliran_yang_tidak_menerima(perintah: str, kode: int, kata: str) -> None:
    if "/dev/full" in perintah and not Path("/dev/full").exists():
        pytest.skip("/dev/full tidak ada di sistem ini")
    hasil = shell(f"{SKPBOOK} {perintah}")
    assert hasil.returncode == kode
    assert bersih(hasil.stderr), hasil.stderr
    assert kata in hasil.stderr


def test_keluaran_tertutup_tidak_mengambil_nomor_berkas_buku(folder: Path) -> None:
    """With stdout closed the ledger would be opened as file number 1."""
    (folder / "masuk" / "a.xlsx").write_bytes(buku_skp(isi_skp(), kunci=Buku(folder).kunci_pasti()))
    hasil = shell(f"{SKPBOOK} impor -q --buku {folder} <&- >&- 2>&-")
    assert hasil.returncode in (0, 1)
    with Buku(folder).ledger() as ledger:
        assert len(ledger.berkas()) == 1


def _hentikan(perintah: list[str], mulai: Path, pola: str) -> tuple[int, str]:
    """Run, wait until files of `pola` are there, press Ctrl-C on the whole group."""
    proses = subprocess.Popen(
        [sys.executable, "-m", "skpbook", *perintah],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # A test run in the background of a shell has Ctrl-C ignored, and a child inherits that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 (no threads here)
    )
    batas = time.monotonic() + 60
    while time.monotonic() < batas and proses.poll() is None and not any(mulai.rglob(pola)):
        time.sleep(0.02)
    os.killpg(proses.pid, signal.SIGINT)
    _, galat = proses.communicate(timeout=60)
    return proses.returncode, galat


@pytest.mark.parametrize("kerja", ["1", "3"])
def test_ctrl_c_saat_membuat(folder: Path, kerja: str) -> None:
    (folder / "pegawai.xlsx").unlink()
    banyak = [orang(f"19900101201501{n:04d}", f"Orang {n}", KADIS) for n in range(1001, 1400) if n % 1000]
    daftar(folder, (SEMUA[0], *banyak))
    kode, galat = _hentikan(
        ["buat", "skp", "--kosong", "--kerja", kerja, "--buku", str(folder)], folder / "keluar", "*.xlsx"
    )
    assert (kode, galat) == (130, "Dihentikan; yang sudah tercatat tidak hilang.\n")


def test_ctrl_c_saat_mengimpor(folder: Path) -> None:
    data = buku_skp(isi_skp(), kunci=Buku(folder).kunci_pasti())
    for nomor in range(400):
        (folder / "masuk" / f"{nomor}.xlsx").write_bytes(data + b"\0" * nomor)
    kode, galat = _hentikan(["impor", "--kerja", "3", "--buku", str(folder)], folder / "arsip", "*")
    assert (kode, galat) == (130, "Dihentikan; yang sudah tercatat tidak hilang.\n")
