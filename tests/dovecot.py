"""A real IMAP server for the tests: Dovecot with a configuration, certificates and mailboxes of its own."""

from __future__ import annotations

import contextlib
import grp
import ipaddress
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from collections.abc import Iterator

SANDI = "rahasia_sekali"

_ATUR = """\
base_dir = {akar}/jalan
state_dir = {akar}/keadaan
instance_name = {nama}
log_path = {akar}/log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{akar}/server.pem
ssl_key = <{akar}/server.key
ssl_min_protocol = TLSv1.2
default_internal_user = {pengguna}
default_internal_group = {kelompok}
default_login_user = {pengguna_masuk}
first_valid_uid = 1
mail_location = maildir:{akar}/surat/%u
mail_fsync = never
auth_failure_delay = 0
auth_mechanisms = plain login
mail_max_userip_connections = 0
passdb {{
  driver = static
  args = password={sandi}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={akar}/surat/%u
}}
service imap-login {{
  inet_listener imap {{
    port = {port_starttls}
  }}
  inet_listener imaps {{
    port = {port_tls}
    ssl = yes
  }}
  chroot =
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


def program() -> str | None:
    """The server's program; None where Dovecot with IMAP is not installed."""
    ada = shutil.which("dovecot", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")
    imap = any(Path(satu).exists() for satu in ("/usr/lib/dovecot/imap", "/usr/libexec/dovecot/imap"))
    return ada if imap else None


class Server:
    """A running server; `ca` is who vouches for its certificate. Every user name has a mailbox."""

    def __init__(self, akar: Path, port_tls: int, port_starttls: int, milik: tuple[int, int]) -> None:
        self.akar = akar
        self.tls = port_tls
        self.starttls = port_starttls
        self.ca = akar / "ca.pem"
        self._milik = milik
        self._nomor = 0

    def kotak(self, pengguna: str, folder: str = "INBOX") -> Path:
        """The Maildir of a user's folder."""
        dasar = self.akar / "surat" / pengguna
        return dasar if folder == "INBOX" else dasar / f".{folder}"

    def taruh(self, pengguna: str, data: bytes, folder: str = "INBOX", pada: float | None = None) -> Path:
        """Deliver one message as it is."""
        kotak = self.kotak(pengguna, folder)
        if not kotak.exists():
            self._siapkan(kotak)
        self._nomor += 1
        nama = f"{int(time.time())}.M{self._nomor:06}P{os.getpid()}.uji"
        sementara = kotak / "tmp" / nama
        sementara.write_bytes(data)
        if pada is not None:
            os.utime(sementara, (pada, pada))
        self._serahkan(sementara)
        return sementara.rename(kotak / "new" / nama)

    def mulai_baru(self, pengguna: str, uidvalidity: int) -> None:
        """Remove a user's mailbox with everything in it: it begins anew, its messages numbered anew."""
        kotak = self.kotak(pengguna)
        shutil.rmtree(kotak, ignore_errors=True)
        self._siapkan(kotak)
        (kotak / "dovecot-uidlist").write_text(f"3 V{uidvalidity} N1\n")
        self._serahkan(kotak / "dovecot-uidlist")

    def isi(self, pengguna: str) -> dict[str, bytes]:
        """Messages of a mailbox by file name: the name ends with the flags."""
        kotak = self.kotak(pengguna)
        return {s.name: s.read_bytes() for sub in ("new", "cur") for s in (kotak / sub).glob("*")}

    def _siapkan(self, kotak: Path) -> None:
        for satu in ("tmp", "new", "cur"):
            (kotak / satu).mkdir(parents=True)
            self._serahkan(kotak / satu)
        self._serahkan(kotak)
        self._serahkan(kotak.parent)

    def _serahkan(self, jalur: Path) -> None:
        """What is made as root belongs to whom the server reads mail as."""
        if os.getuid() == 0:
            os.chown(jalur, *self._milik)


@contextlib.contextmanager
def jalankan(dovecot: str, sertifikat: str = "baik") -> Iterator[Server]:
    """A server in a new folder; `sertifikat` is baik, kedaluwarsa or nama-lain."""
    akar = Path(tempfile.mkdtemp(prefix="skpbook-imap-"))
    akar.chmod(0o755)
    sebagai_akar = os.getuid() == 0
    milik = pwd.getpwnam("nobody") if sebagai_akar else pwd.getpwuid(os.getuid())
    port = [_port(), _port()]
    nama = pwd.getpwuid(os.getuid()).pw_name
    ada = {satu.pw_name for satu in pwd.getpwall()}
    (akar / "surat").mkdir()
    if sebagai_akar:
        os.chown(akar / "surat", milik.pw_uid, milik.pw_gid)
    _sertifikat(akar, sertifikat)
    atur = akar / "dovecot.conf"
    atur.write_text(
        _ATUR.format(
            akar=akar,
            nama=akar.name,
            pengguna="dovecot" if sebagai_akar and "dovecot" in ada else nama,
            pengguna_masuk="dovenull" if sebagai_akar and "dovenull" in ada else nama,
            kelompok="dovecot" if sebagai_akar and "dovecot" in ada else grp.getgrgid(os.getgid()).gr_name,
            uid=milik.pw_uid,
            gid=milik.pw_gid,
            sandi=SANDI,
            port_tls=port[0],
            port_starttls=port[1],
        )
    )
    proses = subprocess.Popen(
        [dovecot, "-F", "-c", str(atur)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=(akar / "galat").open("wb"),
        cwd="/",
    )
    try:
        _tunggu(port[0], proses, akar)
        yield Server(akar, port[0], port[1], (milik.pw_uid, milik.pw_gid))
    finally:
        proses.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            proses.wait(10)
        proses.kill()
        proses.wait()
        shutil.rmtree(akar, ignore_errors=True)


def _port() -> int:
    with socket.socket() as satu:
        satu.bind(("127.0.0.1", 0))
        port: int = satu.getsockname()[1]
        return port


def _tunggu(port: int, proses: subprocess.Popen[bytes], akar: Path) -> None:
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        if proses.poll() is not None:
            break
        time.sleep(0.05)
    catatan = [satu.read_text(errors="replace") for satu in (akar / "galat", akar / "log") if satu.exists()]
    raise AssertionError("\n".join(["Dovecot does not start", *catatan]))


def _sertifikat(akar: Path, jenis: str) -> None:
    """An authority and a certificate it vouches for, or one with a fault."""
    kini = datetime.now(UTC)
    kunci_ca = ec.generate_private_key(ec.SECP256R1())
    nama_ca = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Penerbit Uji")])
    ca = (
        x509.CertificateBuilder()
        .subject_name(nama_ca)
        .issuer_name(nama_ca)
        .public_key(kunci_ca.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(kini - timedelta(days=30))
        .not_valid_after(kini + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(kunci_ca.public_key()), critical=False)
        .add_extension(_pemakaian(ca=True), critical=True)
        .sign(kunci_ca, hashes.SHA256())
    )
    kunci = ec.generate_private_key(ec.SECP256R1())
    lain = jenis == "nama-lain"
    untuk: list[x509.GeneralName] = [x509.DNSName("lain.contoh.go.id" if lain else "localhost")]
    if not lain:
        untuk.append(x509.IPAddress(ipaddress.ip_address("127.0.0.1")))
    sampai = kini + timedelta(days=-1 if jenis == "kedaluwarsa" else 30)
    server = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Server Uji")]))
        .issuer_name(nama_ca)
        .public_key(kunci.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(kini - timedelta(days=20))
        .not_valid_after(sampai)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName(untuk), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(kunci_ca.public_key()), critical=False
        )
        .sign(kunci_ca, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (akar / "ca.pem").write_bytes(ca.public_bytes(pem))
    (akar / "server.pem").write_bytes(server.public_bytes(pem))
    rahasia = akar / "server.key"
    rahasia.write_bytes(
        kunci.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    rahasia.chmod(0o600)


def _pemakaian(*, ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=ca,
        crl_sign=ca,
        encipher_only=False,
        decipher_only=False,
    )


class Perantara:
    """A way to the server that is cut after so many bytes from it, and at once when that is asked for; `pelan`
    is how many seconds to wait before each piece.
    """

    def __init__(self, tujuan: int, putus: list[int] | None = None, pelan: float = 0.0) -> None:
        self.putus = putus or []
        self.sambungan = 0
        self._tujuan, self._pelan = tujuan, pelan
        self._dengar = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._dengar.getsockname()[1]
        threading.Thread(target=self._terima, daemon=True).start()

    def tutup(self) -> None:
        """Take no more connections."""
        self._dengar.close()

    def _terima(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                klien, _ = self._dengar.accept()
                sampai = self.putus.pop(0) if self.putus else None
                self.sambungan += 1
                server = socket.create_connection(("127.0.0.1", self._tujuan))
                threading.Thread(target=_salin, args=(klien, server, None, 0.0), daemon=True).start()
                threading.Thread(
                    target=_salin, args=(server, klien, sampai, self._pelan), daemon=True
                ).start()


def _salin(dari: socket.socket, ke: socket.socket, sampai: int | None, pelan: float) -> None:
    lewat = 0
    with contextlib.suppress(OSError):
        while potong := dari.recv(16384):
            time.sleep(pelan)
            if sampai is not None and lewat + len(potong) > sampai:
                ke.sendall(potong[: sampai - lewat])
                break
            ke.sendall(potong)
            lewat += len(potong)
    for satu in (dari, ke):
        with contextlib.suppress(OSError):
            satu.shutdown(socket.SHUT_RDWR)
