"""Files bent at random: bytes, zip structure, OLE structure, XML parts packed again so that the guard reads on."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from tests.intake.berkas import xlsx
from tests.intake.formulir import buku_skp
from tests.intake.kiriman import PNG, lampiran_msg, mbox, msg, surat, terusan_msg, zip_isi
from tests.intake.test_geometri_lain import baris_ods, ods
from tests.intake.test_ole import terkunci, xls

if TYPE_CHECKING:
    from collections.abc import Callable

    Ambil = Callable[[st.SearchStrategy], object]

_ANGKA = re.compile(rb'(?<=")[0-9]+(?=")|(?<=>)[0-9.]+(?=<)')
_NILAI = re.compile(rb'(?<==")[^"]*(?=")')
_TAG = re.compile(rb"<[^<>]+>")
_JAHAT = (
    b"",
    b"-1",
    b"0",
    b"1e308",
    b"4294967295",
    b"99999999999999999999",
    b"9" * 4400,
    b"A1:XFD1048576",
    b"XFD1048576",
    b"AAAAAAAA1",
    b"#REF!",
    b"s",
    b"e",
    b"d",
    b"b",
    b"inlineStr",
    b"rId99",
    b"../../x",
    b"&#0;",
    b"&amp;",
    b"\xff\xfe",
    b"\xe2\x80\xae",
)
_INT = (0, 1, 2, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)


@cache
def benih() -> dict[str, bytes]:
    """Small honest files of every kind that is read."""
    data = Path(__file__).parents[1] / "data"
    buku = buku_skp()
    kecil = xlsx({"A1": "NIP", "B2": 3.5, "C3": "=A1"})
    return {
        "skp.xlsx": buku,
        "evaluasi.xlsx": buku_skp(paket="skp-jpt-kuantitatif"),
        "kecil.xlsx": kecil,
        "lama.xls": xls((0, 0, "NIP"), (5, 3, 2.5), gabung=(1, 2, 0, 3)),
        "kunci.xlsx": terkunci("VelvetSweatshop", kecil),
        "a.ods": ods(baris_ods("NIP", gabung=2), baris_ods("1", ulang_baris=3, ulang_sel=2)),
        "a.xlsb": (data / "skp-jajf-kuantitatif.xlsb").read_bytes(),
        "unit.zip": zip_isi({"a.xlsx": kecil, "b/c.xlsx": kecil, "d.zip": zip_isi({"e.xlsx": kecil})}),
        "pesan.eml": surat(("a.xlsx", kecil), gambar=PNG, terusan=surat(("b.xlsx", kecil))).as_bytes(),
        "pesan.msg": msg(
            lampiran_msg("a.xlsx", kecil), terusan_msg(lampiran_msg("b.xlsx", kecil), judul="Fwd")
        ),
        "kotak": mbox(surat(("a.xlsx", kecil)), surat(nomor="<2@x>")),
    }


@st.composite
def bengkok(ambil: Ambil) -> tuple[str, bytes]:
    """The name of an honest file, and that file bent in one to four ways."""
    nama = ambil(st.sampled_from(sorted(benih())))
    data = benih()[nama]
    for _ in range(ambil(st.integers(1, 4))):
        cara = _CARA_ZIP if data.startswith(b"PK") else _CARA
        data = ambil(st.sampled_from(cara))(ambil, data) or data
    return nama, data


def _letak(ambil: Ambil, data: bytes) -> int:
    return ambil(st.integers(0, max(len(data) - 1, 0)))


def _balik(ambil: Ambil, data: bytes) -> bytes:
    hasil = bytearray(data)
    for _ in range(ambil(st.integers(1, 8))):
        hasil[_letak(ambil, data)] = ambil(st.integers(0, 255))
    return bytes(hasil)


def _potong(ambil: Ambil, data: bytes) -> bytes:
    return data[: _letak(ambil, data)]


def _buang(ambil: Ambil, data: bytes) -> bytes:
    awal = _letak(ambil, data)
    return data[:awal] + data[awal + ambil(st.integers(1, 600)) :]


def _gandakan(ambil: Ambil, data: bytes) -> bytes:
    awal, ke = _letak(ambil, data), _letak(ambil, data)
    return data[:ke] + data[awal : awal + ambil(st.integers(1, 600))] + data[ke:]


def _sisipkan(ambil: Ambil, data: bytes) -> bytes:
    ke = _letak(ambil, data)
    return data[:ke] + ambil(st.binary(max_size=64) | st.sampled_from(_JAHAT)) + data[ke:]


def _angka(ambil: Ambil, data: bytes) -> bytes:
    """An extreme number where lengths, offsets and sector numbers stand."""
    lebar = ambil(st.sampled_from((2, 4, 8)))
    isi = struct.pack("<Q", ambil(st.sampled_from(_INT)))[:lebar]
    ke = _letak(ambil, data) // 2 * 2
    return data[:ke] + isi + data[ke + lebar :]


def _kepala(ambil: Ambil, data: bytes) -> bytes:
    """An extreme number in a header of the zip: local, central or at the end."""
    tanda = ambil(st.sampled_from((b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06")))
    tempat = [temu.start() for temu in re.finditer(re.escape(tanda), data)]
    if not tempat:
        return data
    ke = ambil(st.sampled_from(tempat)) + ambil(st.integers(2, 22)) * 2
    return (
        data[:ke]
        + struct.pack("<I", ambil(st.sampled_from(_INT)))[: ambil(st.sampled_from((2, 4)))]
        + data[ke + 4 :]
    )


def _bagian(ambil: Ambil, data: bytes) -> bytes:
    """A part edited, and all packed again with true sums."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as paket:
            isi = {nama: paket.read(nama) for nama in paket.namelist()}
    except Exception:  # bent too far already
        return data
    if not isi:
        return data
    nama = ambil(st.sampled_from(sorted(isi)))
    ubah = ambil(st.sampled_from((_nilai_xml, _tag_xml, _tag_xml, _balik, _potong, _bawaan)))
    baru = ubah(ambil, isi[nama]) if isi[nama] else b""
    if ambil(st.integers(0, 9)) == 0:
        isi.pop(nama)
    else:
        isi[nama] = baru
    return zip_isi(isi)


def _nilai_xml(ambil: Ambil, data: bytes) -> bytes:
    pola = ambil(st.sampled_from((_ANGKA, _NILAI)))
    tempat = [temu.span() for temu in pola.finditer(data)]
    if not tempat:
        return data
    awal, akhir = ambil(st.sampled_from(tempat))
    return data[:awal] + ambil(st.sampled_from(_JAHAT)) + data[akhir:]


def _tag_xml(ambil: Ambil, data: bytes) -> bytes:
    tempat = [temu.span() for temu in _TAG.finditer(data)]
    if not tempat:
        return data
    (awal, akhir), (lain, ujung) = ambil(st.sampled_from(tempat)), ambil(st.sampled_from(tempat))
    cara = ambil(st.sampled_from(("buang", "ganda", "tukar", "banyak")))
    if cara == "buang":
        return data[:awal] + data[akhir:]
    if cara == "tukar":
        return data[:awal] + data[lain:ujung] + data[akhir:]
    return data[:akhir] + data[awal:akhir] * (1 if cara == "ganda" else 3000) + data[akhir:]


def _bawaan(ambil: Ambil, data: bytes) -> bytes:
    """The part in another encoding."""
    sandi = ambil(st.sampled_from(("utf-16", "utf-16-be", "utf-7", "utf-32")))
    return data.decode("utf-8", "replace").encode(sandi, "replace")


_CARA = (_balik, _potong, _buang, _gandakan, _sisipkan, _angka, _angka)
_CARA_ZIP = (*_CARA, _kepala, _kepala, *(_bagian,) * 12)
