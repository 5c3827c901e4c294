"""Messages as Outlook saves them (.msg): [MS-OXMSG] over the OLE container that `olefile` reads."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

from skpbook.intake.lampiran import HANYA_TAUTAN, OBJEK, TANPA_LAMPIRAN, Terlampir, nilai_lampiran
from skpbook.intake.peti import LAPIS, Anak, Lampiran, terlalu_dalam
from skpbook.intake.tolak import lewat_batas

if TYPE_CHECKING:
    from collections.abc import Iterator

    import olefile

    from skpbook.intake.batas import Batas
    from skpbook.intake.peti import Langkah

SIFAT = "__properties_version1.0"
"""Every .msg holds this stream, and nothing else that is worth reading does ([MS-OXMSG] 2.4)."""

_LAMPIRAN = "__attach_version1.0_#"
_NAMA = (0x3707, 0x3704, 0x3001)
"""PidTagAttachLongFilename, PidTagAttachFilename, PidTagDisplayName."""

_ISI, _CARA, _SEMBUNYI, _CID, _JUDUL = 0x3701, 0x3705, 0x7FFE, 0x3712, 0x0037
_NILAI, _PESAN, _OBJEK, _TAUTAN = 1, 5, 6, frozenset({2, 3, 4, 7})
"""PidTagAttachMethod: by value, an embedded message, an OLE object, by reference (a web link among them)."""

_KEPALA_SIFAT = 8
_Jalur = tuple[str, ...]


class PetiOutlook:
    """One .msg held in memory."""

    def __init__(self, data: bytes, batas: Batas) -> None:
        """Raises `Ditolak` B004 for too many attachments, and what olefile raises on a broken container."""
        import olefile

        self._ole = olefile.OleFileIO(io.BytesIO(data))
        self._aliran = {tuple(jalur) for jalur in self._ole.listdir(streams=True, storages=True)}
        self._lampiran: list[Terlampir] = []
        for satu in self._telusuri((), ()):
            if len(self._lampiran) >= batas.jumlah_bagian:
                raise lewat_batas(
                    "jumlah lampiran pesan", f"lebih dari {batas.jumlah_bagian}", str(batas.jumlah_bagian)
                )
            self._lampiran.append(satu)

    def anak(self) -> list[Anak]:
        """Its attachments, those of a forwarded message among them; a message without any is skipped."""
        return nilai_lampiran(self._lampiran) or [Anak(nama="", sebab=TANPA_LAMPIRAN, lewati=True)]

    def ambil(self, langkah: Langkah) -> bytes:
        """The bytes of one attachment."""
        if not isinstance(langkah, Lampiran):
            raise TypeError(langkah)
        return self._lampiran[langkah.nomor].isi()

    def _telusuri(self, pesan: _Jalur, dalam: tuple[str, ...]) -> Iterator[Terlampir]:
        tempat = sorted(
            jalur
            for jalur in self._aliran
            if len(jalur) == len(pesan) + 1
            and jalur[:-1] == pesan
            and jalur[-1].casefold().startswith(_LAMPIRAN)
        )
        for nomor, jalur in enumerate(tempat, 1):
            sifat = self._sifat(jalur)
            nama = self._nama(jalur) or f"lampiran {nomor}"
            cara = sifat.get(_CARA, _NILAI)
            if cara == _PESAN:
                anak = (*jalur, f"__substg1.0_{_ISI:04X}000D")
                nama = f"{self._teks(anak, _JUDUL) or nama}.msg"
                if len(dalam) + 1 < LAPIS:
                    yield from self._telusuri(anak, (*dalam, nama))
                else:
                    yield Terlampir(nama=nama, isi=bytes, dalam=dalam, sebab=terlalu_dalam())
            elif cara in _TAUTAN:
                yield Terlampir(nama=nama, isi=bytes, dalam=dalam, sebab=HANYA_TAUTAN)
            elif cara == _OBJEK:
                yield Terlampir(nama=nama, isi=bytes, dalam=dalam, sebab=OBJEK)
            else:
                isi = (*jalur, f"__substg1.0_{_ISI:04X}0102")
                tersirat = bool(sifat.get(_SEMBUNYI)) or bool(self._teks(jalur, _CID))
                yield Terlampir(nama=nama, isi=_Ambil(self._ole, isi), dalam=dalam, tersirat=tersirat)

    def _nama(self, jalur: _Jalur) -> str:
        return next((teks for satu in _NAMA if (teks := self._teks(jalur, satu))), "")

    def _sifat(self, jalur: _Jalur) -> dict[int, int]:
        """The whole numbers and truth values among the fixed properties of an attachment."""
        aliran = (*jalur, SIFAT)
        if aliran not in self._aliran:
            return {}
        data = bytes(self._ole.openstream(list(aliran)).read())
        hasil = {}
        for letak in range(_KEPALA_SIFAT, len(data) - 15, 16):
            jenis, nomor, _, nilai = struct.unpack_from("<HHIi", data, letak)
            if jenis == 0x0003:
                hasil[nomor] = nilai
            elif jenis == 0x000B:
                hasil[nomor] = nilai & 0xFF
        return hasil

    def _teks(self, jalur: _Jalur, nomor: int) -> str:
        """A text property, as Unicode or in the sender's code page (taken for the Western one)."""
        for jenis, sandi in ((0x001F, "utf-16-le"), (0x001E, "cp1252")):
            aliran = (*jalur, f"__substg1.0_{nomor:04X}{jenis:04X}")
            if aliran in self._aliran:
                data = bytes(self._ole.openstream(list(aliran)).read(2_048))
                return data.decode(sandi, "replace").partition("\0")[0].strip()
        return ""


class _Ambil:
    """Reads an attachment when asked, each time anew; one without data is empty."""

    def __init__(self, ole: olefile.OleFileIO, jalur: _Jalur) -> None:
        self._ole = ole
        self._jalur = list(jalur)

    def __call__(self) -> bytes:
        return bytes(self._ole.openstream(self._jalur).read()) if self._ole.exists(self._jalur) else b""
