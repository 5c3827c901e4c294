"""A real SMTP server on loopback that behaves as it is told, with a certificate of its own authority."""

from __future__ import annotations

import asyncio
import email
import email.policy
import socket
import ssl
from collections import Counter
from typing import TYPE_CHECKING, Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

if TYPE_CHECKING:
    from collections.abc import Callable
    from email.message import EmailMessage
    from pathlib import Path

PENGGUNA, SANDI = "tu@instansi.example", "rahasia-surel"


class Penerima:
    """Takes messages, or does to them what the test says."""

    def __init__(self) -> None:
        self.masuk: list[tuple[tuple[str, ...], bytes]] = []
        self.rcpt: Callable[[str, int], str | None] = lambda _alamat, _kali: None
        self.data: Callable[[tuple[str, ...], int], str | None] = lambda _alamat, _kali: None
        self.pesan_ke = 0
        self._rcpt: Counter[str] = Counter()
        self._data: Counter[tuple[str, ...]] = Counter()

    async def handle_RCPT(self, _server: Any, _sesi: Any, amplop: Any, alamat: str, _opsi: Any) -> str:
        self._rcpt[alamat] += 1
        if (jawab := self.rcpt(alamat, self._rcpt[alamat])) is not None:
            return jawab
        amplop.rcpt_tos.append(alamat)
        return "250 OK"

    async def handle_DATA(self, server: Any, _sesi: Any, amplop: Any) -> str:
        kepada = tuple(amplop.rcpt_tos)
        self._data[kepada] += 1
        self.pesan_ke += 1
        jawab = self.data(kepada, self._data[kepada])
        if jawab == "terima lalu putus":
            self.masuk.append((kepada, amplop.content))
            server.transport.abort()
            await asyncio.sleep(0.05)
            return "250 OK"
        if jawab == "tutup sesudahnya":
            asyncio.get_running_loop().call_later(0.02, server.transport.close)
        elif jawab is not None:
            return jawab
        self.masuk.append((kepada, amplop.content))
        return "250 OK"

    def pesan(self) -> list[tuple[tuple[str, ...], EmailMessage]]:
        return [
            (kepada, email.message_from_bytes(isi, policy=email.policy.default))  # type: ignore[misc]
            for kepada, isi in self.masuk
        ]


class ServerPutus(SMTP):
    """Hangs up in the middle of a message, so many times."""

    putus_di_data = 0

    async def smtp_DATA(self, arg: str) -> None:
        if type(self).putus_di_data > 0:
            type(self).putus_di_data -= 1
            await self.push("354 End data with <CR><LF>.<CR><LF>")
            await self._reader.read(64)
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


def _bebas() -> int:
    with socket.socket() as coba:
        coba.bind(("127.0.0.1", 0))
        return int(coba.getsockname()[1])


class Pos:
    """The server and what is needed to trust it."""

    def __init__(
        self, folder: Path, cara: str, *, nama: str = "localhost", kedaluwarsa: bool = False
    ) -> None:
        self.penerima = Penerima()
        self.cara = cara
        penerbit = trustme.CA()
        from datetime import datetime

        lewat = {"not_after": datetime(2020, 1, 1), "not_before": datetime(2019, 1, 1)} if kedaluwarsa else {}
        kunci = penerbit.issue_cert(nama, **lewat)  # type: ignore[arg-type]
        self.sertifikat = folder / "penerbit.pem"
        penerbit.cert_pem.write_to_path(self.sertifikat)
        self.konteks = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        kunci.configure_cert(self.konteks)
        kelas = type("Server", (ServerPutus,), {"putus_di_data": 0})
        self.kelas = kelas
        pos = self

        class Pengendali(Controller):
            def factory(self) -> SMTP:
                return kelas(self.handler, **self.SMTP_kwargs)

        isi: dict[str, Any] = {"hostname": "127.0.0.1", "port": _bebas()}
        if cara == "tls":
            isi["ssl_context"] = self.konteks
        elif cara == "starttls":
            isi |= {"tls_context": self.konteks, "require_starttls": True}
        self.kendali = Pengendali(
            self.penerima,
            **isi,
            authenticator=pos._kenali,
            auth_require_tls=cara == "starttls",
            data_size_limit=40_000_000,
        )
        self.pernah_masuk: list[bool] = []

    def henti(self) -> None:
        """Stop it, once."""
        if self.kendali is not None:
            self.kendali.stop()
            self.kendali = None  # type: ignore[assignment]

    def _kenali(self, _server: Any, _sesi: Any, _amplop: Any, _cara: str, data: Any) -> AuthResult:
        sah = (
            isinstance(data, LoginPassword)
            and data.login == PENGGUNA.encode()
            and data.password == SANDI.encode()
        )
        self.pernah_masuk.append(sah)
        return AuthResult(success=sah, handled=sah)

    @property
    def port(self) -> int:
        return int(self.kendali.port)

    def atur(self, lain: str = "") -> str:
        """[surel] of a book that sends through this server."""
        return (
            f'[surel]\nserver = "localhost"\nport = {self.port}\nkeamanan = "{self.cara}"\n'
            f'pengirim = "tu@instansi.example"\nnama_pengirim = "Bagian Képegawaian"\n'
            f'sertifikat = "{self.sertifikat.as_posix()}"\n{lain}'
        )
