"""Which form a sheet is, and which known wrong workbook it is when it is none.

Only titles and labels tell: what a person wrote into the form (an RHK on "hasil evaluasi") does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.domain.teks import normal, perspektif_kalimat
from skpbook.forms.definition import Judul
from skpbook.forms.labels import TERPANJANG, Label, label_formulir, label_semua

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from skpbook.forms.catalog import Katalog
    from skpbook.forms.definition import Definisi
    from skpbook.forms.grid import Kisi

_BARIS_KENAL = 60
_JUDUL_TERPANJANG = 300
_PETUNJUK = frozenset({"isian", "cara mengisi"})
_KOP = (
    "PERIODE",
    "PERIODE PENILAIAN",
    "INSTANSI",
    "NAMA INSTANSI",
    "UNIT KERJA",
    "UNIT/TIM KERJA",
    "TAHUN",
    "KODE UNIT",
)
"""Labels that stand among a form's titles."""

_PERSPEKTIF = "dan perspektif"
"""What sentences that end with "(Perspektif …)" show of their form."""

_CAKUPAN_BERJUDUL = 0.25
"""Share of a form's labels that a sheet with its titles must have: with less it only speaks of the form."""

_CAKUPAN_TANPA_JUDUL = 0.75
"""Share of a form's labels that tell it without its titles."""


class _Bukti:
    """What a sheet shows of itself: its title lines with its labels (`kepala`), and all its short texts."""

    def __init__(self, kisi: Kisi, katalog: Katalog) -> None:
        kenal = label_semua(katalog)
        kop = {kenal.id(satu) for satu in _KOP}
        judul: list[str] = []
        semua: list[str] = []
        self.label: set[str] = set()
        berperspektif = 0
        di_judul = True
        for nomor, baris in enumerate(kisi.baris):
            potong = [nilai for nilai in baris if nilai and isinstance(nilai, str)]
            ada = [satu for nilai in potong for satu in _label(kenal, nilai)]
            self.label.update(ada)
            if nomor < _BARIS_KENAL:
                pendek = [normal(nilai) for nilai in potong if len(nilai) <= _JUDUL_TERPANJANG]
                di_judul = di_judul and all(kenal.id(satu) in kop for satu in ada)
                semua.extend(pendek)
                judul.extend(pendek if di_judul else ())
                berperspektif += sum(perspektif_kalimat(nilai) is not None for nilai in potong)
        if berperspektif:
            judul.append(_PERSPEKTIF)
        self.kepala = " | ".join([*judul, *sorted(self.label)])
        self.teks = " | ".join(semua)
        self.petunjuk = set(semua) >= _PETUNJUK

    def cakupan(self, label: Label) -> float:
        """Share of a form's labels that are on the sheet."""
        kena = {label.peta[satu] for satu in self.label if satu in label.peta}
        return len(kena) / max(len(set(label.peta.values())), 1)


def _label(kenal: Label, nilai: str) -> Iterator[str]:
    """Labels in a cell, normalised: the whole text, or the head of one of its lines."""
    if len(nilai) <= TERPANJANG and kenal.utuh(nilai) is not None:
        yield normal(nilai)
        return
    for satu in nilai.split("\n"):
        for kepala in (satu, satu.partition(":")[0]):
            if kepala and len(kepala) <= TERPANJANG and kenal.utuh(kepala) is not None:
                yield normal(kepala)
                break


def lembar_petunjuk(kisi: Kisi) -> bool:
    """Is a sheet the Petunjuk of a template, whatever it is called?"""
    teks = {normal(nilai) for baris in kisi.baris[:_BARIS_KENAL] for nilai in baris if isinstance(nilai, str)}
    return teks >= _PETUNJUK


def kenali_lembar(kisi: Kisi, katalog: Katalog) -> tuple[Definisi | None, str | None]:
    """(the form, None), or (None, the name of a known wrong workbook) or (None, None)."""
    bukti = _Bukti(kisi, katalog)
    if bukti.petunjuk:
        return None, None
    definisi = _berjudul(bukti, katalog)
    if definisi is not None:
        return definisi, None
    asing = next((satu.nama for satu in katalog.asing if _cocok(bukti.teks, satu.semua, satu.bukan)), None)
    return (None, asing) if asing is not None else (_tanpa_judul(bukti, katalog), None)


def kenali_formulir(kisi: Kisi, katalog: Katalog) -> Definisi | None:
    """The form a sheet is, None for any other sheet."""
    return kenali_lembar(kisi, katalog)[0]


def _berjudul(bukti: _Bukti, katalog: Katalog) -> Definisi | None:
    """The form whose titles stand on the sheet: of several the one with most titles, then the most
    particular.
    """
    calon = [
        satu
        for satu in katalog.definisi.values()
        if _cocok(bukti.kepala, satu.kenali.semua, satu.kenali.bukan)
    ]
    nilai = [
        (_judul(bukti, satu), len(satu.kenali.semua), bukti.cakupan(label_formulir(katalog, satu)), nomor)
        for nomor, satu in enumerate(calon)
    ]
    cukup = [satu for satu in nilai if satu[2] >= _CAKUPAN_BERJUDUL]
    return calon[max(cukup)[3]] if cukup else None


def _judul(bukti: _Bukti, definisi: Definisi) -> int:
    """How many title lines of the form stand on the sheet."""
    baris = [normal(satu) for bagian in definisi.bagian if isinstance(bagian, Judul) for satu in bagian.baris]
    return sum(satu in bukti.kepala for satu in baris if satu)


def _tanpa_judul(bukti: _Bukti, katalog: Katalog) -> Definisi | None:
    """The form nearly all of whose labels stand on the sheet, where no other has as many."""
    nilai = sorted(
        (bukti.cakupan(label_formulir(katalog, satu)), kode) for kode, satu in katalog.definisi.items()
    )
    if len(nilai) < 2 or nilai[-1][0] < _CAKUPAN_TANPA_JUDUL or nilai[-1][0] == nilai[-2][0]:
        return None
    return katalog.definisi[nilai[-1][1]]


def _cocok(teks: str, semua: Sequence[str], bukan: Sequence[str]) -> bool:
    """Every one of `semua` in a text, none of `bukan`; "|" parts wordings of which one is enough."""
    return all(any(normal(kata) in teks for kata in satu.split("|")) for satu in semua) and not any(
        normal(satu) in teks for satu in bukan
    )
