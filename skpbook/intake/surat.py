"""Messages as mail programs save them (.eml, one of a mailbox): RFC 5322 with MIME attachments."""

from __future__ import annotations

import contextlib
import email
import hashlib
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from email.utils import parseaddr, parsedate_to_datetime
from typing import TYPE_CHECKING

from skpbook.intake.lampiran import TANPA_LAMPIRAN, Terlampir, nilai_lampiran
from skpbook.intake.nama import nama_tampil, potong_nama
from skpbook.intake.peti import LAPIS, Anak, Lampiran, terlalu_dalam
from skpbook.intake.tolak import lewat_batas

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.intake.batas import Batas
    from skpbook.intake.peti import Langkah

_PENDEK = 6


class _Kebijakan(Compat32):
    """The parser's oldest and most patient policy, with headers of raw UTF-8 kept readable."""

    def header_fetch_parse(self, name: str, value: str) -> str:  # noqa: ARG002
        """A header as it is asked for."""
        if not value.isascii():
            return _urai(value.encode("utf-8", "surrogateescape"), None)
        return value


class PetiSurat:
    """One message held in memory."""

    def __init__(self, data: bytes, batas: Batas) -> None:
        """Raises `Ditolak` B004 for too many parts, and what the parser raises on a message without sense."""
        self._pesan = email.message_from_bytes(data, policy=_Kebijakan())
        self._sidik = hashlib.sha256(data).hexdigest()
        self._lampiran = list(_telusuri(self._pesan, (), batas))

    def anak(self) -> list[Anak]:
        """Its attachments, those of a forwarded message among them; a message without any is skipped."""
        return nilai_lampiran(self._lampiran) or [Anak(nama="", sebab=TANPA_LAMPIRAN, lewati=True)]

    def ambil(self, langkah: Langkah) -> bytes:
        """The decoded bytes of one attachment."""
        if not isinstance(langkah, Lampiran):
            raise TypeError(langkah)
        return self._lampiran[langkah.nomor].isi()

    def sebutan(self) -> str:
        """How a person knows a message of a mailbox: date, sender, and a few signs that are its alone.

        The same in every mailbox the message lies in, and after others were deleted.
        """
        alamat = parseaddr(_teks(self._pesan.get("From")))[1] or "tanpa pengirim"
        nomor = _teks(self._pesan.get("Message-ID")).strip()
        tanda = hashlib.sha256(nomor.encode("utf-8", "replace")).hexdigest() if nomor else self._sidik
        bersih = potong_nama(nama_tampil(alamat.replace("/", "_").replace("\\", "_")))
        return f"{_tanggal(self._pesan)} {bersih} {tanda[:_PENDEK]}"


def _telusuri(pesan: Message, dalam: tuple[str, ...], batas: Batas) -> Iterator[Terlampir]:
    """Attachments in the order they stand. A message attached to one attached is named and not entered."""
    antre: list[Message] = [pesan]
    terlihat = 0
    while antre:
        bagian = antre.pop()
        terlihat += 1
        if terlihat > batas.jumlah_bagian:
            raise lewat_batas(
                "jumlah bagian pesan", f"lebih dari {batas.jumlah_bagian}", str(batas.jumlah_bagian)
            )
        isi = bagian.get_payload()
        if bagian.get_content_type() == "message/rfc822" and isinstance(isi, list) and isi:
            nama = _nama(bagian) or _judul(isi[0])
            if len(dalam) + 1 < LAPIS and isinstance(isi[0], Message):
                yield from _telusuri(isi[0], (*dalam, nama), batas)
            else:
                yield Terlampir(nama=nama, isi=bytes, dalam=dalam, sebab=terlalu_dalam())
        elif isinstance(isi, list):
            antre.extend(satu for satu in reversed(isi) if isinstance(satu, Message))
        elif nama := _nama_lampiran(bagian):
            yield Terlampir(
                nama=nama,
                isi=_Ambil(bagian),
                dalam=dalam,
                tersirat=bagian.get_content_disposition() != "attachment" or "Content-ID" in bagian,
            )


class _Ambil:
    """Decodes when asked, each time anew: only one attachment is in memory at a time."""

    def __init__(self, bagian: Message) -> None:
        self._bagian = bagian

    def __call__(self) -> bytes:
        isi = self._bagian.get_payload(decode=True)
        return isi if isinstance(isi, bytes) else b""


def _nama_lampiran(bagian: Message) -> str:
    """The name of an attachment, "" for a part that is the text of the message."""
    if nama := _nama(bagian):
        return nama
    jenis = bagian.get_content_type()
    if jenis == "application/ms-tnef":
        return "winmail.dat"
    if jenis in ("application/pkcs7-mime", "application/x-pkcs7-mime"):
        return "smime.p7m"
    if bagian.get_content_disposition() == "attachment" or bagian.get_content_maintype() == "application":
        return "lampiran tanpa nama"
    return ""


def _nama(bagian: Message) -> str:
    return _teks(bagian.get_filename()).strip()


def _judul(pesan: object) -> str:
    judul = _teks(pesan.get("Subject")) if isinstance(pesan, Message) else ""
    return (judul.strip() or "pesan terusan") + ".eml"


def _teks(nilai: object) -> str:
    """A header as text: encoded words decoded, in whatever wrong way they were put."""
    if nilai is None:
        return ""
    hasil = []
    try:
        for potong, sandi in decode_header(str(nilai)):
            hasil.append(_urai(potong, sandi) if isinstance(potong, bytes) else potong)
    except (ValueError, LookupError):  # also a wrong base64 of an encoded word
        return str(nilai)
    return " ".join("".join(hasil).split())


def _urai(potong: bytes, sandi: str | None) -> str:
    """Text in the encoding it is said to have, else in the likeliest ones."""
    for satu in (sandi, "utf-8"):
        with contextlib.suppress(UnicodeDecodeError, LookupError):
            if satu:
                return potong.decode(satu)
    return potong.decode("cp1252", "replace")


def _tanggal(pesan: Message) -> str:
    try:
        return parsedate_to_datetime(_teks(pesan.get("Date"))).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return "tanpa tanggal"
