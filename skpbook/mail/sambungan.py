"""Where a mail server is and how it is spoken to; what goes wrong on the way, as sentences. SMTP and IMAP alike."""

from __future__ import annotations

import errno
import smtplib
import socket
import ssl
from pathlib import Path

from msgspec import Struct

from skpbook.domain.galat import TidakBisa
from skpbook.mail.teks_surel import satu_baris

_KEDALUWARSA, _NAMA_LAIN = 10, 62
_SENDIRI = frozenset({18, 19, 20, 21})
"""OpenSSL's numbers: expired, for another host, of nobody that is known here."""

_TAK_ADA_JARINGAN = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN})


class Sambungan(Struct, frozen=True, kw_only=True):
    """A server and who logs in; `keamanan` starttls, tls or tanpa. `sertifikat`: further trusted certificates."""

    server: str
    port: int
    keamanan: str
    pengguna: str | None = None
    sandi: str | None = None
    sertifikat: Path | None = None

    def __repr__(self) -> str:
        """Without the password, wherever it is shown."""
        return f"Sambungan({self.server}:{self.port})"


class Tertunda(Exception):
    """The server cannot be reached for the moment; the text is one sentence."""


def konteks_tls(sambungan: Sambungan) -> ssl.SSLContext:
    """Certificates are checked, always; those of the file count besides the system's. Raises `TidakBisa`."""
    konteks = ssl.create_default_context()
    if sambungan.sertifikat is not None:
        try:
            konteks.load_verify_locations(sambungan.sertifikat)
        except (OSError, ssl.SSLError) as galat:
            raise TidakBisa(
                f"Berkas sertifikat {sambungan.sertifikat} pada bagian [surel] tidak dapat dipakai; simpan sertifikat "
                "penerbitnya sebagai PEM, atau hapus barisnya."
            ) from galat
    return konteks


def jelaskan(galat: Exception, sambungan: Sambungan) -> TidakBisa | Tertunda:
    """What a person is told of a connection that failed; `Tertunda` is what may be otherwise in a while."""
    di = f"{sambungan.server} port {sambungan.port}"
    if isinstance(galat, ssl.SSLCertVerificationError):
        return TidakBisa(_sertifikat(galat, sambungan.server))
    if isinstance(galat, ssl.SSLError):
        lain = "starttls" if sambungan.keamanan == "tls" else "tls"
        return TidakBisa(
            f"Sambungan terenkripsi ke {di} gagal; periksa port dan keamanan pada bagian [surel] (mungkin {lain})."
        )
    if isinstance(galat, smtplib.SMTPAuthenticationError):
        return _masuk(galat.smtp_code, galat.smtp_error, sambungan)
    if isinstance(galat, smtplib.SMTPNotSupportedError):
        apa = "STARTTLS" if "STARTTLS" in str(galat) else "masuk dengan kata sandi"
        return TidakBisa(
            f"Server surel {di} tidak menyediakan {apa}; periksa port dan keamanan pada bagian [surel], atau tanyakan "
            "kepada pengelola surel instansi."
        )
    if isinstance(galat, UnicodeError):
        return TidakBisa(
            f"Nama server {sambungan.server}, pengguna, atau kata sandi surel memuat huruf yang tidak dapat dipakai "
            "server itu; betulkan pada bagian [surel] di skpbook.toml, atau ganti kata sandinya."
        )
    if isinstance(galat, OSError) and not isinstance(galat, smtplib.SMTPException):
        return _jaringan(galat, di)
    kode = getattr(galat, "smtp_code", 0)
    jawab = getattr(galat, "smtp_error", b"")
    teks = satu_baris(jawab.decode("utf-8", "replace") if isinstance(jawab, bytes) else str(jawab))[:160]
    rinci = f" (jawaban server: {kode} {teks})" if kode else ""
    if 500 <= kode < 600:
        return TidakBisa(
            f"Server surel {di} menolak sambungan{rinci}; tanyakan kepada pengelola surel instansi."
        )
    return Tertunda(f"Server surel {di} memutus sambungan{rinci}; coba lagi nanti.")


def _masuk(kode: int, jawab: bytes | str, sambungan: Sambungan) -> TidakBisa | Tertunda:
    if 400 <= kode < 500:
        return Tertunda(f"Server surel {sambungan.server} belum dapat memeriksa kata sandi; coba lagi nanti.")
    teks = satu_baris(jawab.decode("utf-8", "replace") if isinstance(jawab, bytes) else jawab)[:160]
    return TidakBisa(
        f"Server surel {sambungan.server} menolak pengguna {sambungan.pengguna} atau kata sandinya (jawaban server: "
        f"{kode} {teks}); periksa pengguna pada bagian [surel] dan kata sandinya. Sebagian penyedia meminta kata "
        "sandi khusus aplikasi."
    )


def _jaringan(galat: OSError, di: str) -> TidakBisa | Tertunda:
    if isinstance(galat, socket.gaierror):
        return Tertunda(
            f"Server surel {di.partition(' ')[0]} tidak ditemukan; periksa sambungan internet dan nama servernya pada "
            "bagian [surel] di skpbook.toml."
        )
    if isinstance(galat, ConnectionRefusedError):
        return Tertunda(
            f"{di} menolak sambungan; periksa server dan port pada bagian [surel] (587 untuk starttls, 465 untuk tls)."
        )
    if isinstance(galat, TimeoutError):
        return Tertunda(
            f"{di} tidak menjawab; periksa sambungan internet, atau port itu ditutup oleh jaringan kantor."
        )
    if galat.errno in _TAK_ADA_JARINGAN:
        return Tertunda(f"Jaringan ke {di} tidak tersambung; periksa sambungan internet.")
    return Tertunda(f"Sambungan ke {di} gagal; periksa sambungan internet lalu coba lagi.")


def _sertifikat(galat: ssl.SSLCertVerificationError, server: str) -> str:
    if galat.verify_code == _NAMA_LAIN:
        sebab = "dibuat untuk nama server lain; tulis nama server seperti pada sertifikatnya"
    elif galat.verify_code == _KEDALUWARSA:
        sebab = "sudah kedaluwarsa; periksa tanggal komputer ini, atau minta pengelola surel memperbaruinya"
    elif galat.verify_code in _SENDIRI:
        sebab = (
            "tidak dikenal komputer ini; minta berkas sertifikat penerbitnya kepada pengelola surel, lalu sebutkan "
            "sebagai sertifikat pada bagian [surel]"
        )
    else:
        sebab = "tidak sah; tanyakan kepada pengelola surel"
    return (
        f"Surel tidak dikirim karena server {server} tidak dapat dipercaya: sertifikatnya {sebab}. Kata sandi belum "
        "dikirimkan."
    )
