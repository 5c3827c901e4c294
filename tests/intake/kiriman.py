"""Sendings for tests: zips, messages of two kinds, mailboxes."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from collections.abc import Mapping, Sequence
from email.message import EmailMessage

import msgspec

from skpbook.intake.pekerja import Tugas, kerjakan_semua
from skpbook.ledger.catatan import baca_temuan
from tests.intake.ole_tulis import Pohon, tulis_ole

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
PDF = b"%PDF-1.7\n%\xe2\xe3\n"
BUKU = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def zip_isi(
    isi: Mapping[str, bytes] | Sequence[tuple[str, bytes]], metode: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """A zip of these files."""
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", metode) as paket:
        for nama, data in isi.items() if isinstance(isi, Mapping) else isi:
            paket.writestr(nama, data)
    return keluar.getvalue()


def surat(
    *lampiran: tuple[str, bytes],
    dari: str = "Budi <budi@contoh.go.id>",
    pada: str = "Tue, 20 Jan 2026 08:00:00 +0700",
    nomor: str = "<1@contoh.go.id>",
    gambar: bytes | None = None,
    terusan: EmailMessage | None = None,
) -> EmailMessage:
    """A message with these attachments, perhaps a picture within its text and a forwarded message."""
    pesan = EmailMessage()
    pesan["From"], pesan["To"], pesan["Subject"] = dari, "kepegawaian@contoh.go.id", "SKP saya"
    pesan["Date"], pesan["Message-ID"] = pada, nomor
    pesan.set_content("Berikut SKP saya.\n")
    if gambar is not None:
        pesan.add_alternative("<p>Berikut SKP saya.<img src=cid:logo></p>", subtype="html")
        pesan.get_payload()[1].add_related(gambar, "image", "png", cid="<logo>", filename="logo.png")
    for nama, data in lampiran:
        pesan.add_attachment(data, *BUKU, filename=nama)
    if terusan is not None:
        pesan.add_attachment(terusan)
    return pesan


def msg(*lampiran: Pohon, judul: str = "SKP saya") -> bytes:
    """An Outlook message with these attachments (`lampiran_msg`)."""
    return tulis_ole(_pesan_msg(lampiran, judul))


def lampiran_msg(
    nama: str | None,
    isi: bytes = b"",
    *,
    cara: int = 1,
    ansi: bool = False,
    cid: str = "",
    sembunyi: bool = False,
) -> Pohon:
    """One attachment; `cara` is its PidTagAttachMethod."""
    sandi, jenis = ("cp1252", 0x001E) if ansi else ("utf-16-le", 0x001F)
    berubah: dict[tuple[int, int], bytes] = {(0x3701, 0x0102): isi} if isi else {}
    if nama is not None:
        berubah[0x3707, jenis] = nama.encode(sandi)
    if cid:
        berubah[0x3712, jenis] = cid.encode(sandi)
    return _benda({0x3705: cara}, {0x7FFE: sembunyi}, berubah, bytes(8))


def terusan_msg(*lampiran: Pohon, judul: str) -> Pohon:
    """An Outlook message attached to another."""
    return {
        "__properties_version1.0": bytes(8) + struct.pack("<HHIii", 0x0003, 0x3705, 6, 5, 0),
        "__substg1.0_3701000D": _pesan_msg(lampiran, judul, dalam=True),
    }


def _pesan_msg(lampiran: Sequence[Pohon], judul: str, *, dalam: bool = False) -> Pohon:
    kepala = struct.pack("<8x4I", 1, len(lampiran), 1, len(lampiran)) + (b"" if dalam else bytes(8))
    teks = {0x001A: "IPM.Note", 0x0037: judul}
    return {
        **_benda({}, {}, {(nomor, 0x001F): isi.encode("utf-16-le") for nomor, isi in teks.items()}, kepala),
        "__nameid_version1.0": dict.fromkeys(
            ("__substg1.0_00020102", "__substg1.0_00030102", "__substg1.0_00040102"), b""
        ),
        "__recip_version1.0_#00000000": _benda({0x0C15: 1}, {}, {}, bytes(8)),
        **{f"__attach_version1.0_#{nomor:08X}": satu for nomor, satu in enumerate(lampiran)},
    }


def _benda(
    angka: Mapping[int, int],
    benar: Mapping[int, bool],
    berubah: Mapping[tuple[int, int], bytes],
    kepala: bytes,
) -> Pohon:
    """Properties of fixed length in one stream, each of variable length in its own."""
    sifat = kepala
    for nomor, nilai in angka.items():
        sifat += struct.pack("<HHIii", 0x0003, nomor, 6, nilai, 0)
    for nomor, nilai in benar.items():
        sifat += struct.pack("<HHIii", 0x000B, nomor, 6, int(nilai), 0)
    for (nomor, jenis), isi in berubah.items():
        panjang = len(isi) + {0x001E: 1, 0x001F: 2}.get(jenis, 0)
        sifat += struct.pack("<HHIii", jenis, nomor, 6, panjang, 0)
    aliran = {f"__substg1.0_{nomor:04X}{jenis:04X}": isi for (nomor, jenis), isi in berubah.items()}
    return {"__properties_version1.0": sifat, **aliran}


def mbox(*pesan: EmailMessage, akhir: bytes = b"\n") -> bytes:
    """A mailbox in one file."""
    hasil = b""
    for satu in pesan:
        isi = satu.as_bytes().replace(b"\r\n", b"\n").replace(b"\nFrom ", b"\n>From ")
        hasil += b"From budi@contoh.go.id Tue Jan 20 08:00:00 2026\n" + isi + b"\n\n"
    return hasil.replace(b"\n", akhir)


def hasil(bekal, nama: str, data: bytes, kerja: int = 0, **ganti) -> dict[str, str]:
    """What became of each file of a sending: diterima, or the code of why not, or + for what is skipped."""
    jalur = os.path.join(bekal.arsip, "..", nama)
    with open(jalur, "wb") as keluar:
        keluar.write(data)
    semua = list(
        kerjakan_semua([Tugas(nama=nama, jalur=jalur)], msgspec.structs.replace(bekal, **ganti), kerja)
    )
    assert len({satu.nama for satu in semua}) == len(semua), "a name tells one file"
    return {satu.nama: jadi(satu) for satu in semua}


def jadi(satu) -> str:
    if satu.lewati or satu.tolak:
        assert not (satu.lewati and satu.tolak)
        assert (satu.lewati or satu.tolak).pesan.endswith(".")
        return f"+{satu.lewati.kode}" if satu.lewati else f"-{satu.tolak.kode}"
    if satu.catatan is None:
        return "dikenal"
    temuan = baca_temuan(satu.catatan.temuan)
    assert all(t.berkas == satu.nama for t in temuan)
    return satu.catatan.status if satu.catatan.status == "diterima" else temuan[0].kode


def kalimat(bekal, nama: str, data: bytes, **ganti) -> str:
    """The one sentence a sending gets."""
    jalur = os.path.join(bekal.arsip, "..", nama)
    with open(jalur, "wb") as keluar:
        keluar.write(data)
    (satu,) = kerjakan_semua([Tugas(nama=nama, jalur=jalur)], msgspec.structs.replace(bekal, **ganti), 0)
    sebab = satu.tolak or satu.lewati
    return sebab.pesan if sebab else baca_temuan(satu.catatan.temuan)[0].pesan


def arsip(bekal) -> set[str]:
    return {os.path.splitext(nama)[0] for _, _, semua in os.walk(bekal.arsip) for nama in semua}
