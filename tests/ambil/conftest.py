"""A real IMAP server, and a book of two units that fetches from it."""

from __future__ import annotations

import shutil
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from skpbook.app.buku import Buku
from skpbook.app.siapkan import siapkan
from skpbook.domain.pegawai import JenisPegawai, Keluarga, Pegawai, Unit
from skpbook.forms.roster import tulis_daftar
from tests import dovecot
from tests.intake.formulir import NIP, NIP_LAIN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

UNIT = (
    Unit(kode="U9", nama="Bidang I", surel="bidang1@contoh.go.id; Umum@Contoh.go.id"),
    Unit(kode="U8", nama="Bidang II", surel="bidang2@contoh.go.id"),
    Unit(kode="U7", nama="Bidang III", surel="umum@contoh.go.id"),
)


@pytest.fixture(scope="session")
def program_dovecot() -> str:
    program = dovecot.program()
    if program is None:
        pytest.skip("Dovecot is not installed (apt-get install dovecot-imapd)")
    return program


@pytest.fixture(scope="session")
def server(program_dovecot: str) -> Iterator[dovecot.Server]:
    with dovecot.jalankan(program_dovecot) as satu:
        yield satu


@pytest.fixture
def pengguna(request: pytest.FixtureRequest) -> str:
    """A mailbox that no other test uses."""
    return f"{abs(hash(request.node.nodeid))}@contoh.go.id"


@pytest.fixture(autouse=True)
def _sandi(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKPBOOK_SANDI_SUREL", dovecot.SANDI)


@pytest.fixture(scope="session")
def buku_dasar(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of two people in two units, to be copied."""
    akar = tmp_path_factory.mktemp("dasar") / "buku"
    siapkan(akar, instansi="Dinas Contoh", tahun=2026)
    orang = [_pegawai(NIP, "Budi Santosa", "U9"), _pegawai(NIP_LAIN, "Sari Dewi", "U8")]
    isi = tulis_daftar(Buku.buka(akar).katalog, orang, UNIT, datetime(2026, 1, 1), b"k" * 32)
    (akar / "pegawai.xlsx").write_bytes(isi)
    return akar


@pytest.fixture
def buat_buku(tmp_path: Path, pengguna: str, buku_dasar: Path) -> Callable[..., Buku]:
    """Makes a book whose [surel.masuk] has these lines; calling it again changes only them."""

    def buat(
        port: int, ca: Path | None, *, keamanan: str = "tls", server: str = "localhost", **lain: str
    ) -> Buku:
        akar = tmp_path / "buku"
        if not akar.exists():
            shutil.copytree(buku_dasar, akar)
        atur = akar / "skpbook.toml"
        dasar = atur.read_text().split("[surel.masuk]")[0]
        isi = {"server": server, "pengguna": pengguna, "keamanan": keamanan, **lain}
        if ca is not None:
            (akar / "ca.pem").write_bytes(ca.read_bytes())
            isi["sertifikat"] = "ca.pem"
        baris = [f'{nama} = "{nilai}"' for nama, nilai in isi.items()]
        atur.write_text("\n".join([dasar, "[surel.masuk]", f"port = {port}", *baris, ""]))
        return Buku.buka(akar)

    return buat


@pytest.fixture
def buku(buat_buku: Callable[..., Buku], server: dovecot.Server) -> Buku:
    return buat_buku(server.tls, server.ca)


def _pegawai(nip: str, nama: str, unit: str) -> Pegawai:
    return Pegawai(
        nip=nip, nama=nama, jenis=JenisPegawai.PNS, unit=unit, jabatan="x", keluarga=Keluarga.JA_JF
    )
