"""Passwords of mail servers come from the environment or a real keyring backend, never from the book."""

from __future__ import annotations

import sys

import pytest

from skpbook.domain.galat import TidakBisa
from skpbook.mail.kredensial import baca_sandi, butuh_sandi, simpan_sandi

keyring = pytest.importorskip("keyring")
ORANG = ("surel.contoh.go.id", "tu@contoh.go.id")


class Gantungan(keyring.backend.KeyringBackend):
    """A backend that keeps everything in this process."""

    priority = 1

    def __init__(self, *, terkunci: bool = False) -> None:
        super().__init__()
        self.isi: dict[tuple[str, str], str] = {}
        self.terkunci = terkunci

    def _buka(self) -> None:
        if self.terkunci:
            raise keyring.errors.KeyringLocked

    def get_password(self, service: str, username: str) -> str | None:
        self._buka()
        return self.isi.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._buka()
        self.isi[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.isi[service, username]


@pytest.fixture
def gantungan():
    dulu = keyring.get_keyring()
    satu = Gantungan()
    keyring.set_keyring(satu)
    yield satu
    keyring.set_keyring(dulu)


def test_variabel_lingkungan_lebih_dulu(gantungan, monkeypatch):
    simpan_sandi(*ORANG, "dari gantungan")
    assert baca_sandi(*ORANG, "SANDI_UJI") == "dari gantungan"
    monkeypatch.setenv("SANDI_UJI", "dari lingkungan")
    assert baca_sandi(*ORANG, "SANDI_UJI") == "dari lingkungan"


def test_setiap_server_dan_pengguna_punya_sandinya(gantungan):
    simpan_sandi(*ORANG, "satu")
    assert baca_sandi("imap.contoh.go.id", ORANG[1], "SANDI_UJI") is None
    assert baca_sandi(ORANG[0], "lain@contoh.go.id", "SANDI_UJI") is None


def test_yang_tidak_diketahui_disebut_caranya(gantungan):
    with pytest.raises(TidakBisa, match=r"SANDI_UJI.*skpbook kirim --simpan-sandi"):
        butuh_sandi(*ORANG, "SANDI_UJI", "skpbook kirim --simpan-sandi")


def test_gantungan_terkunci(gantungan):
    gantungan.terkunci = True
    assert baca_sandi(*ORANG, "SANDI_UJI") is None
    with pytest.raises(TidakBisa, match="buka kuncinya"):
        simpan_sandi(*ORANG, "x")


def test_tanpa_pustaka_keyring(monkeypatch):
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert baca_sandi(*ORANG, "SANDI_UJI") is None
    with pytest.raises(TidakBisa, match=r"skpbook\[keyring\]"):
        simpan_sandi(*ORANG, "x")
