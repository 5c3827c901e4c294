"""From a domain struct to what goes into cells, and back to text for comparing."""

from __future__ import annotations

import itertools
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from skpbook.domain.periode import baca_tanggal
from skpbook.domain.teks import rapikan
from skpbook.domain.tempat import nama_kolom
from skpbook.forms.paths import Pohon, ambil, langkah
from skpbook.regulation.pilihan import kenali

if TYPE_CHECKING:
    from skpbook.domain.dokumen import Isi
    from skpbook.forms.definition import Isian
    from skpbook.forms.grid import Nilai

PILIHAN_PERIODE = "periode"
"""The period dropdown: which of the lists below an instansi uses is its own choice, all are read."""

_DAFTAR_PERIODE = ("periode-triwulan", "periode-bulan", "periode-semester", "periode-akhir")

TERPANJANG = 32_767
"""Letters one cell holds."""

_GABUNGAN = {"nama_jabatan": ("nama", "jabatan")}


class TeksTerlaluPanjang(Exception):
    """A text does not fit a cell; the sentence names the field."""


def pohon_isi(isi: Isi | Struct | None) -> Pohon:
    """A document as a tree of dicts, lists and texts; empty for a blank form."""
    if isi is None:
        return {}
    pohon: Any = msgspec.to_builtins(isi)
    pohon.pop("jenis", None)
    hasil: Pohon = pohon
    return hasil


def gabung(utama: Any, lain: Any) -> Any:
    """Two trees of one document, list places side by side: what `utama` says goes before what `lain` says."""
    if isinstance(utama, dict) and isinstance(lain, dict):
        semua = dict.fromkeys((*utama, *lain))
        return {nama: gabung(utama.get(nama), lain.get(nama)) for nama in semua}
    if isinstance(utama, list | tuple) and isinstance(lain, list | tuple):
        return [gabung(a, b) for a, b in itertools.zip_longest(utama, lain)]
    return utama if utama not in (None, "", [], (), {}) else lain


def teks_medan(pohon: Pohon, jalur: str) -> str | None:
    """The text of a field; a name cell of the matrix holds name and jabatan on lines of their own."""
    akhir = langkah(jalur)[-1]
    if isinstance(akhir, str) and akhir in _GABUNGAN:
        dasar = jalur[: -len(akhir)]
        potong = [ambil(pohon, dasar + satu) for satu in _GABUNGAN[akhir]]
        return "\n".join(str(satu) for satu in potong if satu) or None
    nilai = ambil(pohon, jalur)
    if nilai is None or isinstance(nilai, dict | list):
        return None
    return str(nilai) or None


def jalur_terbaca(jalur: str) -> tuple[str, ...]:
    """The paths a cell is read into (several for a name cell of the matrix)."""
    akhir = langkah(jalur)[-1]
    if isinstance(akhir, str) and akhir in _GABUNGAN:
        dasar = jalur[: -len(akhir)]
        return tuple(dasar + satu for satu in _GABUNGAN[akhir])
    return (jalur,)


def rapi(teks: str) -> str:
    """`rapikan`, at once for the plain text that most cells hold."""
    if teks.isascii() and "\n" not in teks and "\r" not in teks and "_x000D_" not in teks:
        return teks.strip()
    return rapikan(teks)


def teks_nilai(nilai: Nilai) -> str:
    """A cell's value as text: numbers with a decimal comma, dates as ISO.

    A number of 15 digits or more has lost its last ones: it is shown in E notation, so that no rule takes it
    for a NIP.
    """
    if isinstance(nilai, str):
        return rapi(nilai)
    if isinstance(nilai, bool):
        return "TRUE" if nilai else "FALSE"
    if isinstance(nilai, int | float):
        if abs(nilai) >= 1e15:
            return f"{nilai:.9E}".replace(".", ",")
        if nilai == int(nilai):
            return str(int(nilai))
        return repr(round(nilai, 10)).replace(".", ",")
    if isinstance(nilai, datetime):
        return nilai.date().isoformat() if nilai.time() == time() else nilai.isoformat(sep=" ")
    if isinstance(nilai, date | time):
        return nilai.isoformat()
    return str(nilai)


def kanonik(isian: Isian, teks: str) -> str:
    """A choice or a date in its one spelling; what is not recognised stays as typed."""
    pilihan = isian.pilihan
    if pilihan == PILIHAN_PERIODE:
        return next((ada for nama in _DAFTAR_PERIODE if (ada := kenali(nama, teks))), teks)
    if pilihan is not None:
        return kenali(pilihan, teks) or teks
    if isian.jenis == "tanggal":
        tanggal = baca_tanggal(teks)
        return tanggal.isoformat() if tanggal else teks
    return teks


def tanggal_medan(isian: Isian, teks: str) -> date | None:
    """The date of a date field's ISO text, None for anything else."""
    if isian.jenis != "tanggal":
        return None
    try:
        return date.fromisoformat(teks)
    except ValueError:
        return None


def nomor_otomatis(pohon: Pohon, jalur: str, kunci: str) -> int | None:
    """What the running-number formula shows: the item's place among those whose field `kunci` is filled in,
    tambahan after utama."""
    daftar, _, _ = jalur.rpartition(".")
    nama, urut = daftar.rsplit("[", 1)
    urutan = int(urut.rstrip("]"))
    isi = pohon.get(nama, ())
    if urutan >= len(isi) or not (isi[urutan] or {}).get(kunci):
        return None
    sebelum = [*pohon.get("utama", ())] if nama == "tambahan" else []
    return len([satu for satu in [*sebelum, *isi[: urutan + 1]] if satu and satu.get(kunci)])


def rujukan_mutlak(lembar: str, baris: int, kolom: int) -> str:
    """`'SKP'!$C$5`."""
    aman = lembar.replace("'", "''")
    return f"'{aman}'!${nama_kolom(kolom)}${baris + 1}"
