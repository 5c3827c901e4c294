"""The hidden stamp sheet: which form, version, person, unit and period a workbook is, and what was
prefilled.

Other programs turn a very hidden sheet into a hidden one, so it is no secret: it is signed with the book's
key.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from functools import lru_cache
from json.encoder import encode_basestring
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.domain.dokumen import Cap
from skpbook.forms.layout import Ukuran
from skpbook.forms.values import rapi, teks_nilai

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from skpbook.forms.grid import Kisi, Nilai

LEMBAR = "_skpbook"
BENTUK = "1"
_SEL_TERBANYAK = 20_000
_INGAT = 200
"""Rows whose text has up to so many letters are remembered: copies of one template have most of them in common."""

_BEREMPAT = frozenset({"formulir", "ukuran", "isi", "usulan"})


class IsiCap(Struct, frozen=True):
    """What the stamp sheet says: `lembar` maps sheet name -> form code, `ukuran` form code -> the list
    lengths its layout was made for.
    """

    cap: Cap
    lembar: Mapping[str, str]
    ukuran: Mapping[str, Ukuran]


def baris_cap(
    cap: Cap, lembar: Mapping[str, str], kunci: bytes, ukuran: Mapping[str, Ukuran] | None = None
) -> list[tuple[str, ...]]:
    """Rows of the stamp sheet: key, then values, all text; the last row is the signature over the others.

    `lembar` maps form code -> sheet name, `ukuran` form code -> the list lengths its layout was made for.
    """
    baris: list[tuple[str, ...]] = [("skpbook", BENTUK)]
    baris.extend((nama, getattr(cap, nama) or "") for nama in ("nip", "unit", "periode"))
    for kode, versi in cap.formulir.items():
        baris.append(("formulir", kode, str(versi), lembar.get(kode, "")))
    for kode, panjang in (ukuran or {}).items():
        baris.extend(("ukuran", kode, jalur, str(banyak)) for jalur, banyak in panjang if banyak)
    for jenis, semua in (("isi", cap.terisi), ("usulan", cap.usulan)):
        for kode, isi in semua.items():
            baris.extend((jenis, kode, jalur, teks) for jalur, teks in isi.items())
    baris.append(("tanda", _tanda(baris, kunci)))
    return baris


def _tanda(baris: Sequence[Sequence[str]], kunci: bytes) -> str:
    """The signature over the texts as they are read back: composed and trimmed (`values.rapi`)."""
    isi = f"[{','.join([_ingat_json(b) if len(b[-1]) <= _INGAT else _baris_json(b) for b in map(tuple, baris)])}]"
    return hmac.new(kunci, isi.encode(), hashlib.sha256).hexdigest()


def _baris_json(baris: Sequence[str]) -> str:
    """A row as JSON without blanks. Its first words stand in many workbooks."""
    *kata, teks = baris
    return f"{_awal_json(tuple(kata))}{encode_basestring(rapi(teks))}]"


_ingat_json = lru_cache(maxsize=4096)(_baris_json)


@lru_cache(maxsize=16384)
def _awal_json(kata: tuple[str, ...]) -> str:
    return "[" + "".join(f"{encode_basestring(rapi(satu))}," for satu in kata)


def baca_cap(kisi: Sequence[Kisi], kunci: bytes | None) -> IsiCap | None:
    """The stamp, or None when the workbook has none.

    `kunci` None leaves the signature unchecked (another book's file is then told by its content alone).
    """
    lembar = next((satu for satu in kisi if satu.nama == LEMBAR), None)
    if lembar is None:
        return None
    baris = [potong for satu in lembar.baris if (potong := _potong(satu))]
    if not baris or baris[0][0] != "skpbook":
        return None
    if kunci is not None and not _bertanda(baris, kunci):
        # Some programs give line breaks and blanks back in another form than they were written.
        lain = [tuple(rapi(teks) for teks in satu) for satu in baris]
        return _isi_cap(lain, sah=_bertanda(lain, kunci))
    return _isi_cap(baris, sah=True)


def _bertanda(baris: Sequence[tuple[str, ...]], kunci: bytes) -> bool:
    """Does the signature fit the other rows?"""
    tanda = next((satu[1] for satu in baris if satu[0] == "tanda"), "")
    asli = [satu for satu in baris if satu[0] != "tanda"]
    return hmac.compare_digest(tanda.encode("utf-8", "replace"), _tanda(asli, kunci).encode())


def _isi_cap(baris: Iterable[tuple[str, ...]], *, sah: bool) -> IsiCap:
    nilai: dict[str, str] = {}
    formulir: dict[str, int] = {}
    nama: dict[str, str] = {}
    terisi: dict[str, dict[str, str]] = {}
    usulan: dict[str, dict[str, str]] = {}
    ukuran: dict[str, list[tuple[str, int]]] = {}
    for satu in baris:
        match satu:
            case ("formulir", kode, versi, nama_lembar):
                formulir[kode] = int(versi) if versi.isdecimal() else 0
                nama[nama_lembar] = kode
            case ("ukuran", kode, jalur, banyak):
                ukuran.setdefault(kode, []).append((jalur, int(banyak) if banyak.isdecimal() else 0))
            case ("isi", kode, jalur, teks):
                terisi.setdefault(kode, {})[jalur] = rapi(teks)
            case ("usulan", kode, jalur, teks):
                usulan.setdefault(kode, {})[jalur] = rapi(teks)
            case (kata, teks):
                nilai[kata] = teks
    cap = Cap(
        formulir=formulir,
        nip=nilai.get("nip") or None,
        unit=nilai.get("unit") or None,
        periode=nilai.get("periode") or None,
        terisi=terisi,
        usulan=usulan,
        sah=sah,
    )
    return IsiCap(cap, nama, {kode: tuple(satu) for kode, satu in ukuran.items() if _wajar(satu)})


def _wajar(ukuran: Sequence[tuple[str, int]]) -> bool:
    """Lengths of a document a person could have: a stamp is only text, and a layout of millions of cells is
    none.
    """
    panjang = dict(ukuran)
    sel = panjang.get("anggota", 0) * panjang.get("kolom", 0)
    return sel <= _SEL_TERBANYAK and sum(panjang.values()) <= _SEL_TERBANYAK


def _potong(baris: Sequence[Nilai]) -> tuple[str, ...]:
    """A stamp row without the empty cells the grid pads it with; every kind has its own length."""
    if not baris or not baris[0]:
        return ()
    panjang = 4 if baris[0] in _BEREMPAT else 2
    isi = [satu if isinstance(satu, str) else teks_nilai(satu) for satu in baris[:panjang]]
    return (*isi, *[""] * (panjang - len(isi)))
