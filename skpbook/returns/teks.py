"""Findings in words: the lines of a note, the columns of the Temuan sheet; text from people made harmless."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from msgspec import Struct

from skpbook.checks.registry import ATURAN
from skpbook.domain.temuan import Tingkat
from skpbook.recap.teks_sel import aman, ringkas

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from skpbook.domain.pengecualian import Pengecualian
    from skpbook.domain.temuan import Temuan

AWAL = "Temuan skpbook"
AKHIR = "(Catatan skpbook: tidak ikut dibaca, dan hilang pada pemeriksaan berikutnya.)"
"""First and last line of every note of ours. Never change them: notes out there are known by them."""

URUTAN = {Tingkat.GALAT: 0, Tingkat.PERINGATAN: 1, Tingkat.INFO: 2}
KOLOM = (
    ("No", 5.0),
    ("Tingkat", 11.0),
    ("Lembar", 13.0),
    ("Sel", 7.0),
    ("Temuan", 44.0),
    ("Tertulis", 24.0),
    ("Seharusnya", 24.0),
    ("Yang perlu dilakukan", 36.0),
    ("Aturan", 24.0),
)
"""Headings of the list of findings and the widths of its columns in characters."""

_HURUF_CATATAN = 1_800
_DISEBUT = 8
"""Waived findings that are named above the list; the others are counted."""

_SANDI_XML = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Kepala(Struct, frozen=True, kw_only=True):
    """What stands above a list of findings: the file as the person knows it, whose it is, and what need not be
    put right: a sentence for every waived finding.
    """

    berkas: str
    untuk: str | None = None
    dikecualikan: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def polos(teks: str) -> str:
    """Text as XML, in an attribute too, that every program shows as that text."""
    return isi_xml(teks).replace('"', "&quot;")


def isi_xml(teks: str) -> str:
    """The same as the content of an element, written as `aman.tulis` writes it."""
    return escape(_SANDI_XML.sub("_x005F_", aman(teks)))


def catatan_sel(temuan: Sequence[Temuan]) -> str:
    """The note of one cell: all its findings, the worst first; what does not fit is counted."""
    alinea: list[str] = []
    huruf = 0
    urut = sorted(temuan, key=lambda satu: URUTAN[satu.tingkat])
    for nomor, satu in enumerate(urut):
        isi = _alinea(satu)
        if alinea and huruf + len(isi) > _HURUF_CATATAN:
            alinea.append(f"… dan {len(urut) - nomor} temuan lain; lihat lembar Temuan.")
            break
        alinea.append(isi)
        huruf += len(isi)
    return "\n".join((AWAL, *alinea, AKHIR))


def _alinea(satu: Temuan) -> str:
    baris = [f"{satu.tingkat.value.upper()} {satu.kode}: {ringkas(satu.pesan, 600)}"]
    for label, isi in (("Tertulis", satu.ditemukan), ("Seharusnya", satu.seharusnya), ("Saran", satu.saran)):
        if isi:
            baris.append(f"{label}: {ringkas(isi, 300, 4)}")
    return "\n".join(baris).replace(AKHIR, "").replace(AWAL, "")


def isi_kolom(satu: Temuan, *, tanpa_catatan: bool = False) -> tuple[str, ...]:
    """The texts of one row, from `Tingkat` on. `tanpa_catatan`: its cell holds a note of the person's."""
    pesan = ringkas(satu.pesan, 1200)
    if satu.kaitan is not None:
        tempat = ", ".join(
            teks
            for teks in (
                satu.kaitan.berkas,
                satu.kaitan.lembar and f"lembar {satu.kaitan.lembar}",
                satu.kaitan.sel and f"sel {satu.kaitan.sel}",
            )
            if teks
        )
        pesan += f"\nTerkait: {ringkas(tempat, 300)}"
    saran = ringkas(satu.saran, 600)
    if tanpa_catatan:
        saran = f"{saran}\nSel ini sudah memuat catatan sendiri; temuannya hanya ditulis di sini.".strip()
    aturan = ATURAN.get(satu.kode)
    return (
        satu.tingkat.value,
        ringkas(satu.lembar, 100),
        ringkas(satu.sel, 20),
        pesan,
        ringkas(satu.ditemukan),
        ringkas(satu.seharusnya),
        saran,
        f"{satu.kode} {aturan.judul}" if aturan else satu.kode,
    )


KEPALA_ATURAN = ("", "Tingkat", "Kode", "", "Aturan", "Contoh salah", "Contoh benar", "Dasar", "")
"""Headings of the rules explained below the findings, in the same columns."""


def kode_dijelaskan(temuan: Iterable[Temuan]) -> tuple[str, ...]:
    """The rules the findings are of, each once, in the order of the catalogue."""
    # The numbers alone give the order of the catalogue.
    return tuple(
        sorted({satu.kode for satu in temuan}.intersection(ATURAN.keys()), key=lambda kode: kode[1:])
    )


def isi_aturan(kode: str) -> tuple[str, ...]:
    """The texts of the row that explains a rule, from the second column on."""
    aturan = ATURAN[kode]
    return (
        aturan.tingkat.value,
        kode,
        "",
        f"{aturan.judul}\n{aturan.penjelasan}",
        aturan.salah,
        aturan.benar,
        aturan.dasar,
        "",
    )


def jumlah(temuan: Sequence[Temuan], kepala: Kepala) -> str:
    """How many findings, by severity; apart from them those that are waived."""
    banyak = {tingkat: sum(satu.tingkat is tingkat for satu in temuan) for tingkat in Tingkat}
    rinci = ", ".join(f"{angka} {tingkat.value}" for tingkat, angka in banyak.items() if angka)
    baris = [f"{len(temuan)} temuan: {rinci}."]
    if kepala.dikecualikan:
        baris.append(f"Dikecualikan, tidak perlu dibetulkan: {len(kepala.dikecualikan)} temuan.")
        baris += (ringkas(satu, 300, 1) for satu in kepala.dikecualikan[:_DISEBUT])
        if len(kepala.dikecualikan) > _DISEBUT:
            baris.append(f"… dan {len(kepala.dikecualikan) - _DISEBUT} lagi.")
    return "\n".join(baris)


def sebut_dikecualikan(temuan: Temuan, sebab: Pengecualian | None) -> str:
    """One line about a waived finding: which, where, why, by whom and when."""
    tempat = " ".join(satu for satu in (temuan.lembar, temuan.sel) if satu)
    alasan = f": {sebab.alasan} (oleh {sebab.oleh}, {sebab.pada[:10]})" if sebab else ""
    return f"{temuan.kode}{f' di {tempat}' if tempat else ''}{alasan}"
