"""A mailbox on an IMAP server, looked at without changing anything in it, and its failures as sentences.

The folder is opened with EXAMINE and bodies are fetched with BODY.PEEK: nothing is marked as read, moved or
deleted. Nothing goes over the wire unencrypted, and no certificate is taken on trust.
"""

from __future__ import annotations

import contextlib
import errno
import imaplib
import socket
import ssl
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import CapabilityError, LoginError
from msgspec import Struct

from skpbook.domain.galat import TidakBisa
from skpbook.intake.nama import nama_tampil

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

_SAMBUNG_DETIK, _BACA_DETIK = 20, 90
_SEKALI_CARI = 50_000
"""imaplib takes no line over a megabyte: a search is put for so many messages at a time."""

_SEKALI_KEPALA = 200
_KEPALA = "BODY.PEEK[HEADER.FIELDS (FROM DATE SUBJECT MESSAGE-ID)]<0.16384>"
_SEKALI_ISI, _SEKALI_BYTE = 50, 1024 * 1024
_SEBUT_FOLDER = 8


class Alamat(Struct, frozen=True, kw_only=True):
    """Where a mailbox is. `tls` from the first byte, else STARTTLS; `sertifikat` is a PEM file of further
    authorities to trust, for a server with a certificate of the instansi's own.
    """

    server: str
    port: int
    tls: bool
    pengguna: str
    folder: str
    sertifikat: Path | None = None

    @property
    def nama(self) -> str:
        """What tells one mailbox from another."""
        return f"{self.pengguna}@{self.server}/{self.folder}"


class Tanda(Struct, frozen=True, kw_only=True):
    """What is known of a message before it is fetched: `ukuran` in bytes, `tiba` when the server got it,
    `kepala` the raw headers From, Date, Subject and Message-ID, the first 16 kB of them.
    """

    uid: int
    ukuran: int
    tiba: datetime | None
    kepala: bytes


class SambunganPutus(TidakBisa):
    """The connection was lost: trying again may help."""


class Kotak:
    """An open mailbox; to be used in a `with`. Every method raises `TidakBisa`."""

    def __init__(self, alamat: Alamat, sandi: str) -> None:
        """Connect, log in, open the folder to be read only."""
        self.alamat = alamat
        self._klien = _sambung(alamat)
        try:
            with _kalimat(alamat):
                _masuk(self._klien, alamat, sandi)
                isi = self._buka()
        except BaseException:
            _lepas(self._klien)
            raise
        self.uidvalidity = int(isi.get(b"UIDVALIDITY", 0))
        self._banyak = int(isi.get(b"EXISTS", 0))

    def __enter__(self) -> Kotak:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(Exception):
            self._klien.logout()
        _lepas(self._klien)

    def uid(self, sejak: date | None) -> list[int]:
        """The UIDs of its messages in order; only of those the server got on or after a day, if one is given."""
        hasil: set[int] = set()
        with _kalimat(self.alamat):
            for awal in range(1, self._banyak + 1, _SEKALI_CARI):
                akhir = min(awal + _SEKALI_CARI - 1, self._banyak)
                syarat: list[object] = [f"{awal}:{akhir}"]
                hasil.update(self._klien.search(syarat + (["SINCE", sejak] if sejak else [])))
        return sorted(hasil)

    def tanda(self, uid: Sequence[int]) -> Iterator[Tanda]:
        """Size, time and headers of these messages; those that are gone meanwhile are left out."""
        for awal in range(0, len(uid), _SEKALI_KEPALA):
            potong = uid[awal : awal + _SEKALI_KEPALA]
            with _kalimat(self.alamat):
                ada = self._klien.fetch(potong, ["RFC822.SIZE", "INTERNALDATE", _KEPALA])
            for nomor in potong:
                if (satu := ada.get(nomor)) and b"RFC822.SIZE" in satu:
                    yield _tanda(nomor, satu)

    def isi(self, tanda: Sequence[Tanda]) -> Iterator[list[tuple[Tanda, bytes]]]:
        """Whole messages, some at a time: as many as a few megabytes hold."""
        for potong in _menurut_ukuran(tanda):
            with _kalimat(self.alamat):
                ada = self._klien.fetch([satu.uid for satu in potong], ["BODY.PEEK[]"])
            yield [
                (satu, data)
                for satu in potong
                if isinstance(data := ada.get(satu.uid, {}).get(b"BODY[]"), bytes)
            ]

    def _buka(self) -> dict[bytes, Any]:
        try:
            hasil: dict[bytes, Any] = self._klien.select_folder(self.alamat.folder, readonly=True)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error as galat:
            ada = sorted(nama_tampil(str(nama)) for _, _, nama in self._klien.list_folders())
            lebih = f", dan {len(ada) - _SEBUT_FOLDER} lagi" if len(ada) > _SEBUT_FOLDER else ""
            raise TidakBisa(
                f"Folder surel “{self.alamat.folder}” tidak ada atau tidak dapat dibuka; pilih dengan --folder, "
                f"yang ada: {', '.join(ada[:_SEBUT_FOLDER]) or 'tidak satu pun'}{lebih}."
            ) from galat
        return hasil


def _sambung(alamat: Alamat) -> IMAPClient:
    """A connection whose server has proved who it is."""
    konteks = _konteks(alamat)
    with _kalimat(alamat):
        klien = IMAPClient(
            alamat.server,
            port=alamat.port,
            ssl=alamat.tls,
            ssl_context=konteks,
            timeout=SocketTimeout(_SAMBUNG_DETIK, _BACA_DETIK),
        )
        klien.normalise_times = False
        if alamat.tls:
            return klien
        try:
            klien.starttls(konteks)
        except CapabilityError as galat:
            _lepas(klien)
            raise TidakBisa(
                f"Server surel {alamat.server}:{alamat.port} tidak menawarkan STARTTLS, jadi kata sandi tidak "
                'dikirim; pakai keamanan = "tls" (biasanya port 993) di [surel.masuk] pada skpbook.toml.'
            ) from galat
        except BaseException:
            _lepas(klien)
            raise
    return klien


def _lepas(klien: IMAPClient) -> None:
    """Let go of a connection, in whatever state it is."""
    with contextlib.suppress(Exception):
        klien.shutdown()


def _konteks(alamat: Alamat) -> ssl.SSLContext:
    konteks = ssl.create_default_context()
    konteks.minimum_version = ssl.TLSVersion.TLSv1_2
    if alamat.sertifikat is not None:
        try:
            konteks.load_verify_locations(alamat.sertifikat)
        except (OSError, ssl.SSLError) as galat:
            raise TidakBisa(
                f"Berkas sertifikat {alamat.sertifikat} di [surel.masuk] pada skpbook.toml tidak ada atau bukan "
                "sertifikat PEM; minta berkas yang benar kepada pengelola server surel."
            ) from galat
    return konteks


def _masuk(klien: IMAPClient, alamat: Alamat, sandi: str) -> None:
    """Log in. LOGIN has no letters beyond ASCII: then by SASL PLAIN, which is UTF-8."""
    try:
        if sandi.isascii() and alamat.pengguna.isascii():
            klien.login(alamat.pengguna, sandi)
        else:
            klien.plain_login(alamat.pengguna, sandi)
    except imaplib.IMAP4.abort:
        raise
    except (LoginError, imaplib.IMAP4.error) as galat:
        if isinstance(
            galat.__context__, imaplib.IMAP4.abort
        ):  # cut off, for all that it is called a LoginError
            raise galat.__context__ from galat
        raise TidakBisa(
            f"Server surel {alamat.server} menolak pengguna “{alamat.pengguna}” atau kata sandinya; periksa "
            "keduanya. Layanan surel umum meminta kata sandi aplikasi, bukan kata sandi biasa."
        ) from galat


def _tanda(uid: int, satu: dict[bytes, Any]) -> Tanda:
    kepala = next((isi for nama, isi in satu.items() if nama.startswith(b"BODY[HEADER")), None)
    return Tanda(
        uid=uid,
        ukuran=int(satu[b"RFC822.SIZE"]),
        tiba=satu.get(b"INTERNALDATE"),
        kepala=kepala if isinstance(kepala, bytes) else b"",
    )


def _menurut_ukuran(tanda: Sequence[Tanda]) -> Iterator[list[Tanda]]:
    """Messages in runs that are not too large together; a large one alone."""
    potong: list[Tanda] = []
    banyak = 0
    for satu in tanda:
        if potong and (len(potong) == _SEKALI_ISI or banyak + satu.ukuran > _SEKALI_BYTE):
            yield potong
            potong, banyak = [], 0
        potong.append(satu)
        banyak += satu.ukuran
    if potong:
        yield potong


@contextlib.contextmanager
def _kalimat(alamat: Alamat) -> Iterator[None]:
    """What goes wrong on the way to a server, as a sentence."""
    di = f"{alamat.server}:{alamat.port}"
    try:
        yield
    except ssl.SSLCertVerificationError as galat:
        raise TidakBisa(
            f"{_sertifikat(alamat.server, galat)} Tidak ada yang dikirim ke server itu."
        ) from galat
    except (TimeoutError, imaplib.IMAP4.abort) as galat:
        raise SambunganPutus(
            f"Sambungan ke server surel {di} terputus atau terlalu lama tidak menjawab; periksa jaringan, lalu "
            "jalankan lagi."
        ) from galat
    except ssl.SSLError as galat:
        raise SambunganPutus(
            f"Sambungan aman ke server surel {di} gagal atau terputus; periksa port dan keamanan (tls atau "
            "starttls) di [surel.masuk] pada skpbook.toml, lalu jalankan lagi."
        ) from galat
    except OSError as galat:
        raise _jaringan(alamat, galat) from galat
    except UnicodeError as galat:
        raise TidakBisa(
            f"Nama server “{alamat.server}” di [surel.masuk] pada skpbook.toml bukan nama server; periksa ejaannya."
        ) from galat
    except imaplib.IMAP4.error as galat:
        raise SambunganPutus(
            f"Server surel {di} menjawab dengan sesuatu yang tidak dapat dipahami; jalankan lagi, dan bila berulang "
            "periksa server dan port di [surel.masuk] pada skpbook.toml."
        ) from galat


def _jaringan(alamat: Alamat, galat: OSError) -> TidakBisa:
    """The network's own complaints."""
    di = f"{alamat.server}:{alamat.port}"
    if isinstance(galat, socket.gaierror):
        return TidakBisa(
            f"Server surel “{alamat.server}” tidak ditemukan; periksa ejaannya di [surel.masuk] pada skpbook.toml, "
            "dan sambungan internetnya."
        )
    if isinstance(galat, ConnectionRefusedError):
        return TidakBisa(
            f"Server surel {di} menolak sambungan; periksa port di [surel.masuk] pada skpbook.toml (biasanya 993 "
            "untuk tls, 143 untuk starttls)."
        )
    if galat.errno in (errno.ENETUNREACH, errno.EHOSTUNREACH):
        return TidakBisa(
            f"Server surel {di} tidak terjangkau; periksa sambungan jaringan, lalu jalankan lagi."
        )
    return SambunganPutus(f"Sambungan ke server surel {di} terputus; periksa jaringan, lalu jalankan lagi.")


_KEDALUWARSA, _NAMA_LAIN, _ALAMAT_LAIN = 10, 62, 64
"""OpenSSL's numbers of what a certificate failed by."""


def _sertifikat(server: str, galat: ssl.SSLCertVerificationError) -> str:
    """What is wrong with a certificate, and who can help."""
    if galat.verify_code == _KEDALUWARSA:
        return f"Sertifikat server surel {server} sudah kedaluwarsa; minta pengelolanya memperbarui."
    if galat.verify_code in (_NAMA_LAIN, _ALAMAT_LAIN):
        return (
            f"Sertifikat server surel itu bukan untuk {server}; tulis nama server yang benar di [surel.masuk] pada "
            "skpbook.toml."
        )
    return (
        f"Sertifikat server surel {server} tidak dijamin penerbit yang dikenal komputer ini; bila instansi memakai "
        "penerbit sendiri, minta berkas sertifikatnya dan sebutkan di [surel.masuk] (sertifikat = …) pada "
        "skpbook.toml."
    )
