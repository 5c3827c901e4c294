"""The hidden stamp sheet: which form, version, person, unit and period a workbook is, and what was prefilled.

Other programs turn a very hidden sheet into a hidden one, so it is no secret: it is signed with the book's key.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import TYPE_CHECKING

from skpbook.domain.dokumen import Cap
from skpbook.forms.scan import teks_nilai

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from skpbook.forms.grid import Kisi

LEMBAR = "_skpbook"
BENTUK = "1"


def baris_cap(cap: Cap, lembar: Mapping[str, str], kunci: bytes) -> list[tuple[str, ...]]:
    """Rows of the stamp sheet: key, then values, all text; the last row is the signature over the others.

    `lembar` maps form code -> sheet name.
    """
    baris: list[tuple[str, ...]] = [("skpbook", BENTUK)]
    for nama in ("nip", "unit", "periode"):
        baris.append((nama, getattr(cap, nama) or ""))
    for kode, versi in cap.formulir.items():
        baris.append(("formulir", kode, str(versi), lembar.get(kode, "")))
    for kode, isi in cap.terisi.items():
        baris.extend(("isi", kode, jalur, teks) for jalur, teks in isi.items())
    baris.append(("tanda", _tanda(baris, kunci)))
    return baris


def _tanda(baris: Sequence[Sequence[str]], kunci: bytes) -> str:
    isi = json.dumps([list(satu) for satu in baris], ensure_ascii=False, separators=(",", ":"))
    return hmac.new(kunci, isi.encode(), hashlib.sha256).hexdigest()


def baca_cap(kisi: Sequence[Kisi], kunci: bytes | None) -> tuple[Cap, Mapping[str, str]] | None:
    """The stamp and sheet name -> form code, or None when the workbook has none.

    `kunci` None leaves the signature unchecked (another book's file is then told by its content alone).
    """
    lembar = next((satu for satu in kisi if satu.nama == LEMBAR), None)
    if lembar is None:
        return None
    baris = [_potong([teks_nilai(nilai) for nilai in satu]) for satu in lembar.baris]
    baris = [satu for satu in baris if satu]
    if not baris or baris[0][0] != "skpbook":
        return None
    nilai: dict[str, str] = {}
    formulir: dict[str, int] = {}
    nama: dict[str, str] = {}
    terisi: dict[str, dict[str, str]] = {}
    tanda = ""
    asli: list[tuple[str, ...]] = []
    for satu in baris:
        match satu:
            case ("formulir", kode, versi, nama_lembar):
                formulir[kode] = int(versi) if versi.isdigit() else 0
                nama[nama_lembar] = kode
            case ("isi", kode, jalur, teks):
                terisi.setdefault(kode, {})[jalur] = teks
            case ("tanda", teks):
                tanda = teks
                continue
            case (kata, *sisa):
                nilai[kata] = sisa[0] if sisa else ""
        asli.append(satu)
    sah = kunci is None or hmac.compare_digest(tanda, _tanda(asli, kunci))
    cap = Cap(
        formulir=formulir,
        nip=nilai.get("nip") or None,
        unit=nilai.get("unit") or None,
        periode=nilai.get("periode") or None,
        terisi=terisi,
        sah=sah,
    )
    return cap, nama


def _potong(baris: list[str]) -> tuple[str, ...]:
    """A stamp row without the empty cells the grid pads it with; every kind has its own length."""
    panjang = {"formulir": 4, "isi": 4}.get(baris[0] if baris else "", 2)
    if not baris or not baris[0]:
        return ()
    return tuple((baris + [""] * panjang)[:panjang])
