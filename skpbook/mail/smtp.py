"""Handing messages to an SMTP server, so that it is known of each address what became of it."""

from __future__ import annotations

import contextlib
import re
import select
import smtplib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.domain.galat import TidakBisa
from skpbook.mail.sambungan import Sambungan, Tertunda, jelaskan, konteks_tls
from skpbook.mail.teks_surel import satu_baris

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_TUNGGU, _TUNGGU_TERIMA = 60, 600
"""Seconds for an answer, and for the one after the whole message (RFC 5321: ten minutes)."""

_TITIK = re.compile(rb"^\.", re.M)
_TERPANJANG = 160
_SEMENTARA, _TETAP = 4, 5


class Serahan(Struct, frozen=True, kw_only=True):
    """What became of one message, address by address: taken, refused for good, to be tried later (both with the
    reason), or not known.
    """

    terkirim: tuple[str, ...] = ()
    ditolak: Mapping[str, str] = {}
    tunda: Mapping[str, str] = {}
    tidak_pasti: tuple[str, ...] = ()


class Kurir:
    """One connection to a server, opened when it is first needed and again after it broke."""

    def __init__(self, sambungan: Sambungan, tunggu: float = _TUNGGU) -> None:
        self._tuju = sambungan
        self._tunggu = tunggu
        self._smtp: smtplib.SMTP | None = None

    def buka(self) -> None:
        """Connect, encrypt, log in. Raises `TidakBisa` where that cannot be, `Tertunda` where it can be later."""
        if self._smtp is not None:
            return
        try:
            self._smtp = self._sambung()
        except (OSError, smtplib.SMTPException, UnicodeError) as galat:
            raise jelaskan(galat, self._tuju) from galat

    def tutup(self) -> None:
        """Say goodbye."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                smtp.quit()

    def kirim(
        self,
        pesan: bytes,
        dari: str,
        kepada: Sequence[str],
        sebelum: Callable[[Sequence[str]], Sequence[str]],
    ) -> Serahan:
        """Hand over one message. `sebelum` is told the addresses the server takes it for, right before it is handed
        over, and gives those it is really for. Raises as `buka`.
        """
        self._segarkan()
        jalan = _Serah(self._smtp, pesan, dari)
        try:
            return jalan.serahkan(kepada, sebelum)
        except (OSError, smtplib.SMTPException) as galat:
            self._lepas()
            return jalan.terputus(kepada, _putus(galat))
        except BaseException:
            self._lepas()
            raise
        finally:
            if jalan.tutup:
                self._lepas()

    def _segarkan(self) -> None:
        """An open connection: a server hangs up after a while in which nothing is said."""
        if self._smtp is not None:
            try:
                self._smtp.noop()
            except (OSError, smtplib.SMTPException):
                self._lepas()
        self.buka()

    def _lepas(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                smtp.close()

    def _sambung(self) -> smtplib.SMTP:
        tuju = self._tuju
        konteks = None if tuju.keamanan == "tanpa" else konteks_tls(tuju)
        smtp: smtplib.SMTP
        if tuju.keamanan == "tls":
            smtp = smtplib.SMTP_SSL(tuju.server, tuju.port, timeout=self._tunggu, context=konteks)
        else:
            smtp = smtplib.SMTP(tuju.server, tuju.port, timeout=self._tunggu)
        try:
            smtp.ehlo_or_helo_if_needed()
            if tuju.keamanan == "starttls":
                smtp.starttls(context=konteks)
                smtp.ehlo()
            if tuju.pengguna is not None and tuju.sandi is not None:
                smtp.login(tuju.pengguna, tuju.sandi)
        except BaseException:
            smtp.close()
            raise
        return smtp


class _Serah:
    """One attempt. `terima` are the addresses it was begun for, `titik` whether all of it has been sent off."""

    def __init__(self, smtp: smtplib.SMTP | None, pesan: bytes, dari: str) -> None:
        if smtp is None:
            raise RuntimeError("sambungan belum dibuka")
        self._smtp = smtp
        self._pesan = pesan
        self._dari = dari
        self._terima: tuple[str, ...] = ()
        self._ditolak: dict[str, str] = {}
        self._tunda: dict[str, str] = {}
        self._titik = False
        self.tutup = False

    def serahkan(self, kepada: Sequence[str], sebelum: Callable[[Sequence[str]], Sequence[str]]) -> Serahan:
        """MAIL, RCPT, DATA."""
        if (salah := self._amplop(kepada)) is not None:
            return salah
        if not self._terima:
            self._smtp.rset()
            return self._hasil()
        boleh = tuple(sebelum(self._terima))
        if boleh != self._terima:  # another run has taken some of them meanwhile
            self._smtp.rset()
            self._terima = ()
            if not boleh:
                return self._hasil()
            if (salah := self._amplop(boleh)) is not None:
                return salah
            self._tunda.update((satu, "server berubah pikiran") for satu in boleh if satu not in self._terima)
            if not self._terima:
                return self._hasil()
        return self._data()

    def terputus(self, kepada: Sequence[str], sebab: str) -> Serahan:
        """What is known after the connection broke: before the end of the message nothing has been delivered."""
        if self._titik:
            return Serahan(ditolak=self._ditolak, tunda=self._tunda, tidak_pasti=self._terima)
        sisa = [satu for satu in kepada if satu not in self._ditolak]
        return Serahan(ditolak=self._ditolak, tunda=dict.fromkeys(sisa, sebab))

    def _hasil(self, terkirim: tuple[str, ...] = ()) -> Serahan:
        return Serahan(terkirim=terkirim, ditolak=self._ditolak, tunda=self._tunda)

    def _amplop(self, kepada: Sequence[str]) -> Serahan | None:
        """Sender and addresses; a result where the sender is refused. Raises `TidakBisa` where it always will be."""
        besar = f"size={len(self._pesan)}"
        kode, teks = self._smtp.mail(self._dari, (besar,) if self._smtp.has_extn("size") else ())
        if kode // 100 != 2:
            self._tutup_bila(kode)
            if kode // 100 == _TETAP and kode not in (552, 554):
                raise TidakBisa(
                    f"Server surel menolak pengirim {self._dari} (jawabannya: {kode} {_kutip(teks)}); periksa pengirim "
                    "dan pengguna pada bagian [surel] di skpbook.toml."
                )
            if not self.tutup:
                self._smtp.rset()
            return self._semua(kepada, kode, _jawaban(kode, teks))
        terima = []
        for satu in kepada:
            kode, teks = self._smtp.rcpt(satu)
            if kode // 100 == 2:
                terima.append(satu)
            elif kode // 100 == _TETAP:
                self._ditolak[satu] = _jawaban(kode, teks)
            else:
                self._tunda[satu] = _jawaban(kode, teks)
                self._tutup_bila(kode)
        self._terima = tuple(terima)
        return None

    def _data(self) -> Serahan:
        self._smtp.putcmd("data")
        kode, teks = self._smtp.getreply()
        if kode == 354:
            isi = _TITIK.sub(b"..", self._pesan)
            self._smtp.send(isi if isi.endswith(b"\r\n") else isi + b"\r\n")
            if (dini := self._jawaban_dini()) is not None:
                raise smtplib.SMTPServerDisconnected(dini)
            self._titik = True
            self._smtp.send(b".\r\n")
            if self._smtp.sock is not None:
                self._smtp.sock.settimeout(_TUNGGU_TERIMA)
            kode, teks = self._smtp.getreply()
            if self._smtp.sock is not None:
                self._smtp.sock.settimeout(self._smtp.timeout)
        if kode // 100 == 2:
            return self._hasil(self._terima)
        if kode < 0:  # the line is gone before an answer
            raise smtplib.SMTPServerDisconnected("")
        self._tutup_bila(kode)
        if not self.tutup:
            self._smtp.rset()
        return self._semua(self._terima, kode, _jawaban(kode, teks))

    def _semua(self, kepada: Sequence[str], kode: int, jawab: str) -> Serahan:
        """One answer for all of them."""
        tujuan = self._ditolak if kode // 100 == _TETAP else self._tunda
        tujuan.update((satu, jawab) for satu in kepada)
        return self._hasil()

    def _tutup_bila(self, kode: int) -> None:
        """421 says that the server is about to hang up."""
        self.tutup = self.tutup or kode == 421

    def _jawaban_dini(self) -> str | None:
        """What the server said, or that it hung up, before the message was at its end: it has not taken it then."""
        saluran = self._smtp.sock
        if saluran is None or not select.select([saluran], [], [], 0)[0]:
            return None
        try:
            saluran.setblocking(False)
            data = saluran.recv(512)
        except OSError as galat:
            # TLS has readable bytes of its own that are no answer.
            if isinstance(galat, ConnectionError):
                return "sambungan terputus"
            data = b" "
        finally:
            saluran.settimeout(self._smtp.timeout)
        if data == b" ":
            return None
        return satu_baris(data.decode("ascii", "replace")) or "sambungan terputus"


def _jawaban(kode: int, teks: bytes) -> str:
    """The server's answer as it is quoted to a person; 552 is the message's size."""
    isi = _kutip(teks)
    if kode == 552:
        return f"Ditolak server (jawabannya: {kode} {isi}); bila karena ukurannya, kecilkan batas_mb pada [surel]."
    if kode // 100 == _TETAP:
        return f"Ditolak server (jawabannya: {kode} {isi}); periksa alamatnya."
    return f"jawaban server: {kode} {isi}"


def _kutip(teks: bytes) -> str:
    return satu_baris(teks.decode("utf-8", "replace"))[:_TERPANJANG]


def _putus(galat: Exception) -> str:
    rinci = satu_baris(str(galat)) if re.match(r"\d{3}\b", str(galat)) else ""
    return f"sambungan terputus sebelum surel diterima{f' ({rinci[:_TERPANJANG]})' if rinci else ''}"


__all__ = ["Kurir", "Serahan", "Tertunda"]
