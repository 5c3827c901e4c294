"""Cut off in the middle, killed, out of room: what was fetched stays, and the next run goes on."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from skpbook.app.ambil import ambil
from skpbook.domain.galat import TidakBisa
from skpbook.mail import imap
from tests import hak
from tests.dovecot import Perantara
from tests.intake.kiriman import surat

if TYPE_CHECKING:
    from skpbook.app.buku import Buku

AKAR = Path(__file__).resolve().parents[2]
BANYAK = 40
BESAR = 100_000


@pytest.fixture
def penuh(server, pengguna) -> None:
    """A mailbox of forty messages of 140 kB."""
    for nomor in range(BANYAK):
        isi = (b"%d" % nomor) + os.urandom(BESAR)
        pesan = surat(("a.xlsx", isi), dari="bidang1@contoh.go.id", nomor=f"<{nomor}@x>")
        server.taruh(pengguna, pesan.as_bytes())


def berkas(buku: Buku) -> set[str]:
    return {satu.name for satu in buku.masuk.rglob("*") if satu.is_file()}


def semua_utuh(buku: Buku, server, pengguna) -> None:
    """Every message once, whole, and nothing else."""
    isi = sorted(s.read_bytes().replace(b"\r\n", b"\n") for s in (buku.masuk / "U9").iterdir())
    dikirim = [satu.replace(b"\r\n", b"\n") for satu in server.isi(pengguna).values()]
    assert len(isi) == BANYAK
    assert {satu.split(b"\n", 2)[2] for satu in isi} == set(dikirim)


@pytest.mark.usefixtures("penuh")
def test_sambungan_yang_putus_disambung_lagi(server, pengguna, buat_buku):
    antara = Perantara(server.tls, putus=[2_000, 900_000, 3_000_000, 50_000])
    buku = buat_buku(antara.port, server.ca)
    with pytest.raises(TidakBisa, match="terputus"):  # not even logged in: nothing to go on from
        ambil(buku)
    hasil = ambil(buku)
    assert hasil.galat is None
    assert antara.sambungan == 5
    assert hasil.ringkasan["diambil"] == BANYAK
    semua_utuh(buku, server, pengguna)


@pytest.mark.usefixtures("penuh")
def test_terus_putus_menyebut_yang_sudah_lalu_dilanjutkan(server, pengguna, buat_buku):
    antara = Perantara(server.tls, putus=[4_700_000, *[20_000] * 9])
    hasil = ambil(buat_buku(antara.port, server.ca))
    assert "terputus" in (hasil.galat or "")
    assert 0 < hasil.ringkasan["diambil"] < BANYAK
    antara.tutup()
    buku = buat_buku(server.tls, server.ca)
    kedua = ambil(buku)
    assert (kedua.galat, kedua.dulu) == (None, hasil.ringkasan["diambil"])
    assert hasil.ringkasan["diambil"] + kedua.ringkasan["diambil"] == BANYAK
    semua_utuh(buku, server, pengguna)


@pytest.mark.usefixtures("penuh")
def test_dibunuh_di_tengah_lalu_diulang(server, pengguna, buat_buku):
    antara = Perantara(server.tls, pelan=0.005)
    buku = buat_buku(antara.port, server.ca)
    for sampai in (1, BANYAK // 2):
        proses = subprocess.Popen(
            [sys.executable, "-m", "skpbook", "ambil", "--buku", str(buku.akar)],
            cwd=AKAR,
            env=os.environ | {"PYTHONPATH": str(AKAR)},
            stdout=subprocess.DEVNULL,
        )
        while len(berkas(buku)) < sampai and proses.poll() is None:
            time.sleep(0.002)
        proses.send_signal(signal.SIGKILL)
        assert proses.wait() == -signal.SIGKILL, "it was still at it"
    assert 0 < len(berkas(buku)) < BANYAK
    (buku.masuk / "U9" / ".ambil-999999999").write_bytes(b"setengah")
    ambil(buat_buku(server.tls, server.ca))
    semua_utuh(buku, server, pengguna)
    assert ambil(buku).dulu == BANYAK


@pytest.mark.usefixtures("penuh")
def test_dua_serentak(server, pengguna, buku):
    berdua = [
        subprocess.Popen(
            [sys.executable, "-m", "skpbook", "ambil", "--buku", str(buku.akar), "-q"],
            cwd=AKAR,
            env=os.environ | {"PYTHONPATH": str(AKAR)},
            stderr=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    galat = [satu.communicate()[1] for satu in berdua]
    assert ([satu.returncode for satu in berdua], galat) == ([0, 0], [b"", b""])
    semua_utuh(buku, server, pengguna)
    assert ambil(buku).dulu == BANYAK


def test_perintah_dan_json(server, pengguna, buku, capfd):
    from skpbook.cli.main import utama

    server.taruh(pengguna, surat(("a.xlsx", b"x"), dari="x@lain.com").as_bytes())
    server.taruh(pengguna, surat(dari="bidang1@contoh.go.id", nomor="<2@x>").as_bytes())
    assert utama(["ambil", "--uji", "--buku", str(buku.akar)]) == 0
    assert "2 pesan akan diambil" in capfd.readouterr().out
    assert utama(["ambil", "--json", "--buku", str(buku.akar)]) == 0
    isi = json.loads(capfd.readouterr().out)
    assert isi["ringkasan"] == {
        "diambil": 1,
        "sudah-ada": 0,
        "tanpa-lampiran": 1,
        "terlalu-besar": 0,
        "tidak-sampai": 0,
    }
    assert [(s["uid"], s["pengirim"], s["unit"], s["status"]) for s in isi["pesan"]] == [
        (1, "x@lain.com", None, "diambil"),
        (2, "bidang1@contoh.go.id", "U9", "tanpa-lampiran"),
    ]
    assert isi["pesan"][0]["berkas"].startswith("masuk/_tak-dikenal/")
    assert set(isi["pesan"][0]) == {
        "uid",
        "tanggal",
        "pengirim",
        "unit",
        "berkas",
        "status",
        "ukuran",
        "tujuan",
    }


def test_putus_di_tengah_lewat_perintah_tetap_menyebut_yang_sudah(server, pengguna, buat_buku, capfd, penuh):
    from skpbook.cli.main import utama

    antara = Perantara(server.tls, putus=[4_700_000, *[20_000] * 9])
    buku = buat_buku(antara.port, server.ca)
    assert utama(["ambil", "--json", "--buku", str(buku.akar)]) == 2
    keluar, galat = capfd.readouterr()
    isi = json.loads(keluar)
    assert len(isi["pesan"]) == len(berkas(buku)) > 0
    assert isi["galat"] == galat.strip()


def test_server_yang_diam(monkeypatch, buat_buku):
    monkeypatch.setattr(imap, "_SAMBUNG_DETIK", 0.3)
    monkeypatch.setattr(imap, "_BACA_DETIK", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as dengar:
        for keamanan in ("tls", "starttls"):
            with pytest.raises(TidakBisa, match="terlalu lama tidak menjawab"):
                ambil(buat_buku(dengar.getsockname()[1], None, keamanan=keamanan))


@pytest.mark.parametrize(
    "sapaan",
    [
        b"* OK siap\r\n",  # answers nothing more
        b"220 smtp.contoh.go.id ESMTP\r\n",
        b"* BYE penuh\r\n",
        b"* PREAUTH masuk saja\r\n",
        b"\x00" * 100 + b"\r\n",
        b"x" * 2_000_000,
    ],
)
def test_bukan_server_imap_atau_yang_menawarkan_tanpa_enkripsi(buat_buku, sapaan):
    terima: list[bytes] = []

    def layani(dengar: socket.socket) -> None:
        while True:
            try:
                klien, _ = dengar.accept()
                klien.sendall(sapaan)
                while potong := klien.recv(4096):
                    terima.append(potong)
                    nomor = potong.split()[0]
                    if b"CAPABILITY" in potong:
                        klien.sendall(b"* CAPABILITY IMAP4rev1\r\n" + nomor + b" OK\r\n")
                    else:
                        klien.sendall(nomor + b" BAD\r\n")
            except OSError:
                return

    with socket.create_server(("127.0.0.1", 0)) as dengar:
        threading.Thread(target=layani, args=(dengar,), daemon=True).start()
        with pytest.raises(TidakBisa) as tangkap:
            ambil(buat_buku(dengar.getsockname()[1], None, keamanan="starttls"))
    assert str(tangkap.value).endswith(".")
    assert b"LOGIN" not in b"".join(terima)


_TULIS = """
import sys
from pathlib import Path
from skpbook.domain.galat import TidakBisa
from skpbook.mail.surat_masuk import tulis_surat
try:
    tulis_surat(Path(sys.argv[1]), b"isi", awalan=b"", tiba=None, alamat=None)
except TidakBisa as galat:
    print(galat)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the disk is made full by seccomp")
def test_cakram_penuh(server, pengguna, buku):
    server.taruh(pengguna, surat(("a.xlsx", b"x"), dari="bidang1@contoh.go.id").as_bytes())
    kode, keluar, galat = hak.jalankan("ambil", "--buku", buku.akar, dengan=hak.penuh)
    assert (kode, keluar) == (2, "")
    assert "kosongkan ruang" in galat
    _, keluar, _ = hak.jalankan_python("-c", _TULIS, buku.masuk / "U9", dengan=hak.penuh)
    assert keluar.startswith("Cakram penuh saat menulis ke ")
    assert berkas(buku) == set()
    assert len(ambil(buku).pesan) == 1


def test_masuk_tidak_dapat_ditulisi(server, pengguna, buku):
    server.taruh(pengguna, surat(("a.xlsx", b"x"), dari="bidang1@contoh.go.id").as_bytes())
    buku.masuk.chmod(0o500)
    try:
        kode, _, galat = hak.jalankan("ambil", "--buku", buku.akar)
    finally:
        buku.masuk.chmod(0o700)
    assert (kode, galat.count("tidak dapat ditulisi; periksa izinnya")) == (2, 1)
    assert len(ambil(buku).pesan) == 1
