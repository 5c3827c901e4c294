"""A message as it goes out."""

from __future__ import annotations

from email import policy
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from skpbook.mail.teks_surel import TeksSurel, satu_baris

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


class _Kebijakan(policy.EmailPolicy):
    """As SMTP wants it; the library's own folding drops blanks of a subject where one piece of it ends."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        """One header, its lines ended. Raises nothing."""
        if name.lower() != "subject" or str(value).isascii():
            return super().fold_binary(name, value)
        baris = Header(str(value), "utf-8", header_name=name).encode(linesep=self.linesep)
        return f"{name}: {baris}{self.linesep}".encode("ascii")


_KEBIJAKAN = _Kebijakan(linesep="\r\n")


class Pengirim(Struct, frozen=True, kw_only=True):
    """Who a message is from, and whom an answer goes to; addresses that are ones."""

    alamat: str | None
    nama: str | None = None
    balas_ke: str | None = None


def susun_pesan(
    pengirim: Pengirim,
    kepada: Sequence[str],
    teks: TeksSurel,
    *,
    pada: datetime,
    nomor: str,
    lampiran: tuple[str, bytes] | None = None,
    draf: bool = False,
) -> bytes:
    """The message, lines ended as SMTP wants them. `nomor` is its Message-ID; `lampiran` name and bytes of a zip;
    `draf`: a mail program that opens the file offers to send it.
    """
    surat = EmailMessage(policy=_KEBIJAKAN)
    if pengirim.alamat:
        surat["From"] = _alamat(pengirim.alamat, pengirim.nama)
    surat["To"] = [_alamat(satu) for satu in kepada]
    if pengirim.balas_ke:
        surat["Reply-To"] = _alamat(pengirim.balas_ke)
    surat["Subject"] = satu_baris(teks.judul)
    surat["Date"] = format_datetime(pada)
    surat["Message-ID"] = nomor
    if draf:
        surat["X-Unsent"] = "1"
    surat.set_content(teks.isi, cte="quoted-printable")
    if lampiran is not None:
        nama, data = lampiran
        surat.add_attachment(data, maintype="application", subtype="zip", filename=satu_baris(nama))
    return surat.as_bytes()


def nomor_baru(alamat: str | None) -> str:
    """A Message-ID of the sender's domain, without the name of this computer."""
    return make_msgid(domain=(alamat or "").rpartition("@")[2] or "skpbook.invalid")


def muat_lampiran(batas_byte: float) -> int:
    """How large an attachment may be in a message of this size: it grows by lines of 76 letters for 57 bytes."""
    return max(1, int((batas_byte - _TEKS) * 57 / 78))


_TEKS = 48 * 1024
"""Room for the headers and the text."""


def _alamat(alamat: str, nama: str | None = None) -> Address:
    return Address(display_name=satu_baris(nama or ""), addr_spec=alamat)
