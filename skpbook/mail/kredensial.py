"""Passwords of mail servers: from the environment, else from the keyring of the operating system; never from a file
of the book.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from skpbook.domain.galat import TidakBisa

if TYPE_CHECKING:
    from collections.abc import Mapping

LAYANAN = "skpbook"
"""Under this service the keyring keeps them, the user being `pengguna@server`."""

PASANG = "pip install 'skpbook[keyring]'"


def baca_sandi(
    server: str, pengguna: str, variabel: str, lingkungan: Mapping[str, str] | None = None
) -> str | None:
    """The password of a user on a server: of the environment variable, else of the keyring; None where neither
    knows it.
    """
    ada = (os.environ if lingkungan is None else lingkungan).get(variabel)
    if ada:
        return ada
    gantungan = _gantungan()
    if gantungan is None:
        return None
    try:
        sandi: str | None = gantungan.get_password(LAYANAN, _nama(server, pengguna))
    except Exception:  # a backend may raise anything: locked, without a session bus, cancelled by the person
        return None
    return sandi


def butuh_sandi(server: str, pengguna: str, variabel: str, perintah: str) -> str:
    """The password. Raises `TidakBisa` that says how to give it; `perintah` is the command that stores one."""
    sandi = baca_sandi(server, pengguna, variabel)
    if sandi is None:
        raise TidakBisa(
            f"Kata sandi surel {pengguna} di {server} belum diketahui; isi variabel lingkungan {variabel}, atau "
            f"simpan sekali di gantungan kunci komputer ini dengan {perintah}."
        )
    return sandi


def simpan_sandi(server: str, pengguna: str, sandi: str) -> None:
    """Store a password in the keyring. Raises `TidakBisa` where there is none."""
    gantungan = _gantungan()
    if gantungan is None:
        raise TidakBisa(
            f"Gantungan kunci belum dapat dipakai karena paketnya belum terpasang; jalankan {PASANG}, atau isi "
            "variabel lingkungan sebagai gantinya."
        )
    try:
        gantungan.set_password(LAYANAN, _nama(server, pengguna), sandi)
    except Exception as galat:  # see baca_sandi
        raise TidakBisa(
            "Gantungan kunci komputer ini menolak menyimpan kata sandi; buka kuncinya atau isi variabel lingkungan "
            "sebagai gantinya."
        ) from galat


def _nama(server: str, pengguna: str) -> str:
    return f"{pengguna}@{server}"


def _gantungan() -> Any:
    """The keyring library; None where it is not installed."""
    try:
        import keyring
    except ImportError:
        return None
    return keyring
