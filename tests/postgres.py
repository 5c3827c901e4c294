"""A real PostgreSQL server for the tests: started on first use, on a socket of its own, gone afterwards."""

from __future__ import annotations

import contextlib
import getpass
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEMPAT = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
_ATUR = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses="
_PENGGUNA = "skpbook"


def program() -> Path | None:
    """The folder of initdb and pg_ctl; None where PostgreSQL is not installed."""
    di_path = shutil.which("initdb")
    calon = [Path(di_path).resolve().parent] if di_path else []
    calon += [folder for pola in _TEMPAT for folder in sorted(Path("/").glob(pola[1:]), reverse=True)]
    return next((folder for folder in calon if (folder / "pg_ctl").exists()), None)


class Server:
    """A running server; every call of `basis_baru` gives the address of an empty database."""

    def __init__(self, soket: Path) -> None:
        self._soket = soket
        self._nomor = 0

    def basis_baru(self) -> str:
        """Make a database; its address as skpbook.toml has it."""
        import psycopg

        self._nomor += 1
        nama = f"uji_{self._nomor}"
        alamat = f"host={self._soket} user={_PENGGUNA} dbname=postgres"
        with psycopg.connect(alamat, autocommit=True) as kon:
            kon.execute(f"CREATE DATABASE {nama}")
        return f"postgresql://{_PENGGUNA}@/{nama}?host={self._soket}"


@contextlib.contextmanager
def jalankan(bin_: Path) -> Iterator[Server]:
    """A server in a new folder. It refuses to run as root: then it runs as another user."""
    akar = Path(tempfile.mkdtemp(prefix="skpbook-pg-"))
    pengguna = _pengguna()
    if pengguna is not None:
        os.chown(akar, pwd.getpwnam(pengguna).pw_uid, -1)
    data = akar / "data"
    try:
        _perintah(
            [bin_ / "initdb", "-D", data, "-U", _PENGGUNA, "-A", "trust", "-E", "UTF8", "--no-locale", "-N"],
            pengguna,
        )
        atur = f"{_ATUR} -c unix_socket_directories={akar}"
        _perintah([bin_ / "pg_ctl", "-D", data, "-w", "-l", akar / "log", "-o", atur, "start"], pengguna)
        try:
            yield Server(akar)
        finally:
            _perintah([bin_ / "pg_ctl", "-D", data, "-m", "immediate", "stop"], pengguna)
    finally:
        shutil.rmtree(akar, ignore_errors=True)


def _pengguna() -> str | None:
    """Who runs the server: nobody else but ourselves, unless we are root."""
    if getpass.getuser() != "root" and os.getuid() != 0:
        return None
    ada = {satu.pw_name for satu in pwd.getpwall()}
    return "postgres" if "postgres" in ada else "nobody"


def _perintah(perintah: list[object], pengguna: str | None) -> None:
    # Output goes to a file: a pipe would stay open in the server for as long as it lives.
    with tempfile.TemporaryFile() as keluar:
        hasil = subprocess.run(
            [str(satu) for satu in perintah],
            user=pengguna,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=keluar,
            stderr=subprocess.STDOUT,
            check=False,
        )
        keluar.seek(0)
        assert hasil.returncode == 0, keluar.read().decode(errors="replace")
