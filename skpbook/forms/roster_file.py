"""A roster file as grids: a workbook of any format, or a CSV however it was saved."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from skpbook.forms.grid import Kisi, buka_kisi

if TYPE_CHECKING:
    from collections.abc import Sequence

LEMBAR_CSV = "CSV"
"""The sheet name of a CSV, which has none."""

_PEMISAH = (";", ",", "\t", "|")
_BARIS_CONTOH = 20
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_TERKUNCI = "EncryptedPackage".encode("utf-16-le")


class DaftarTidakTerbaca(Exception):
    """The roster cannot be used; one sentence a line, each with its cell."""


def buka_daftar(data: bytes, berkas: str) -> list[Kisi]:
    """The visible and hidden sheets of a roster, our own helping sheets left out.

    What the bytes are decides, not the name. Raises DaftarTidakTerbaca.
    """
    if data.startswith((_ZIP, _OLE)):
        return _buku(data, berkas)
    if berkas.lower().endswith((".csv", ".txt", ".tsv")):
        return [kisi_csv(data, berkas)]
    raise DaftarTidakTerbaca(_BUKAN_BUKU.format(berkas))


_BUKAN_BUKU = "{} bukan buku kerja Excel yang utuh; simpan ulang sebagai .xlsx lalu coba lagi."


def _buku(data: bytes, berkas: str) -> list[Kisi]:
    if data.startswith(_OLE) and _TERKUNCI in data:
        raise DaftarTidakTerbaca(
            f"{berkas} terkunci kata sandi; simpan ulang tanpa kata sandi lalu coba lagi."
        )
    try:
        kisi = [satu for satu in buka_kisi(data) if not satu.nama.startswith("_")]
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except MemoryError as salah:
        raise DaftarTidakTerbaca(
            f"{berkas} terlalu besar untuk dibaca; hapus isi di luar tabelnya."
        ) from salah
    except BaseException as salah:  # a panic of the reading library is no Exception
        raise DaftarTidakTerbaca(_BUKAN_BUKU.format(berkas)) from salah
    if not kisi:
        raise DaftarTidakTerbaca(f"{berkas} tidak mempunyai lembar; buat ulang dengan skpbook siapkan.")
    return kisi


def kisi_csv(data: bytes, berkas: str) -> Kisi:
    """A CSV as one grid of texts, whatever its separator and encoding. Raises DaftarTidakTerbaca."""
    teks = _teks(data, berkas)
    baris_contoh = teks.splitlines()[:_BARIS_CONTOH]
    if baris_contoh and baris_contoh[0].lower().startswith("sep="):
        pemisah = baris_contoh[0][4:5] or ","
    else:
        pemisah = _pemisah(baris_contoh)
    try:
        baris: Sequence[Sequence[str]] = list(csv.reader(io.StringIO(teks, newline=""), delimiter=pemisah))
    except csv.Error as salah:
        raise DaftarTidakTerbaca(
            f"{berkas} tidak tersusun sebagai CSV; simpan ulang sebagai CSV UTF-8 lalu coba lagi."
        ) from salah
    return Kisi(nama=LEMBAR_CSV, baris=baris, gabungan=(), tampak=True)


def _teks(data: bytes, berkas: str) -> str:
    """The text of a CSV: UTF-8, UTF-16 with its mark, or what Windows programs write."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        sandi: tuple[str, ...] = ("utf-16",)
    else:
        sandi = ("utf-8-sig", "cp1252")
    for satu in sandi:
        try:
            teks = data.decode(satu)
        except UnicodeDecodeError:
            continue
        if "\x00" not in teks:
            return teks
    raise DaftarTidakTerbaca(f"{berkas} bukan teks; simpan ulang sebagai CSV UTF-8 lalu coba lagi.")


def _pemisah(baris: Sequence[str]) -> str:
    """The separator that most lines have most of, outside quotes as far as the first lines show."""
    hitung = {satu: max((teks.count(satu) for teks in baris), default=0) for satu in _PEMISAH}
    return max(_PEMISAH, key=lambda satu: hitung[satu])
