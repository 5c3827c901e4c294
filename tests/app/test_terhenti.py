"""Killed at any moment and run again, an import ends as if nothing had happened; so do two at once."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.terhenti import isi_buku, keadaan

AKAR = Path(__file__).resolve().parents[2]


def proses(*argumen: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", *map(str, argumen)],
        cwd=AKAR,
        env=os.environ | {"PYTHONPATH": str(AKAR)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize(("kali", "kerja"), [(100, 0), (4, 2)])
def test_dibunuh_di_saat_acak_lalu_diulang(kali, kerja):
    benih = int.from_bytes(os.urandom(4))
    satu = proses("bench.terhenti", "--kali", kali, "--kerja", kerja, "--benih", benih)
    _, galat = satu.communicate()
    assert satu.returncode == 0, galat


def test_dibunuh_di_saat_acak_dengan_postgresql(server_postgres):
    alamat = server_postgres.basis_baru()
    satu = proses(
        "bench.terhenti", "--kali", 100, "--alamat", alamat, "--benih", int.from_bytes(os.urandom(4))
    )
    _, galat = satu.communicate()
    assert satu.returncode == 0, galat


@pytest.mark.parametrize("basis", ["sqlite", "postgresql"])
def test_dua_impor_serentak_atas_satu_buku(tmp_path, basis, request):
    server = request.getfixturevalue("server_postgres") if basis == "postgresql" else None
    sendiri = isi_buku(tmp_path / "sendiri", server.basis_baru() if server else None)
    bersama = isi_buku(tmp_path / "bersama", server.basis_baru() if server else None)
    for berkas in sendiri.masuk.iterdir():  # signed with another key, else the same
        (bersama.masuk / berkas.name).write_bytes(berkas.read_bytes())
    (bersama.akar / "skpbook.kunci").write_bytes((sendiri.akar / "skpbook.kunci").read_bytes())
    if basis == "sqlite":
        (bersama.akar / "skpbook.db").unlink()  # the very first use, by both at once
    kode = proses("skpbook", "impor", "--buku", sendiri.akar, "--json")
    kode.communicate()
    harap = keadaan(sendiri)
    berdua = [proses("skpbook", "impor", "--buku", bersama.akar, "--json") for _ in range(2)]
    hasil = [satu.communicate() for satu in berdua]
    assert [(satu.returncode, galat) for satu, (_, galat) in zip(berdua, hasil, strict=True)] == [(1, "")] * 2
    assert keadaan(bersama) == harap
    status = [{b["nama"]: b["status"] for b in json.loads(keluar)["berkas"]} for keluar, _ in hasil]
    assert status[0].keys() == status[1].keys()
    baru = [nama for nama in status[0] if [s[nama] for s in status].count("diterima") == 2]
    assert baru == [], "no file is new to both"
