"""Labels of a form and their spellings: which texts of a sheet are labels, and which of them one text is."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from skpbook.domain.teks import normal, tanpa_nomor
from skpbook.forms.blocks import label_bagian
from skpbook.forms.values import rapi

if TYPE_CHECKING:
    from collections.abc import Mapping

    from skpbook.forms.catalog import Katalog
    from skpbook.forms.definition import Definisi

TERPANJANG = 160
"""No label with its number and its notes is longer."""

Kenalan = tuple[str, str | None]
"""A label's id and what follows it in the same cell."""

_PISAH = re.compile(r"[:\n\t]| {2}|\u00a0")
_LEBAR = re.compile(r"[ \u00a0]{2,}|\t")
_INGATAN = 20_000


class Label:
    """The labels of one form: spelling -> label id. `kenali` remembers texts, most come back on every
    sheet.
    """

    __slots__ = ("_ingat", "peta")

    def __init__(self, peta: Mapping[str, str]) -> None:
        self.peta = peta
        self._ingat: dict[str, tuple[Kenalan, ...]] = {}

    def id(self, teks: str) -> str:
        """The id of a label as the definition writes it: spellings of one label share it."""
        satu = normal(teks)
        return self.peta.get(satu, satu)

    def utuh(self, teks: str) -> str | None:
        """The label a text is as a whole, with or without a number before it."""
        if len(teks) > TERPANJANG:
            return None
        return self.peta.get(normal(teks)) or self.peta.get(normal(tanpa_nomor(teks)))

    def kenali(self, nilai: str) -> tuple[Kenalan, ...]:
        """The labels a text begins with and holds, each with what follows it in the same cell; none for
        others.

        A value follows after a colon ("NAMA : Budi"), a line break ("Akuntabel\n- …") or a gap of blanks.
        After such a label, lines that are labels begin values of their own ("Definisi\n…\nFormula\n…").
        """
        if len(nilai) > TERPANJANG:
            return self._cari(nilai) if _PISAH.search(nilai, 0, TERPANJANG + 1) else ()
        try:
            return self._ingat[nilai]
        except KeyError:
            pass
        if len(self._ingat) > _INGATAN:
            self._ingat.clear()
        hasil = self._ingat[nilai] = self._cari(nilai)
        return hasil

    def _cari(self, nilai: str) -> tuple[Kenalan, ...]:
        teks = rapi(nilai)
        if not teks or teks.isdecimal():
            return ()
        if (nama := self.utuh(teks)) is not None:
            return ((nama, None),)
        if not _PISAH.search(teks):
            return ()
        temu = self.awal(teks)
        if temu is None or temu[1] is None or "\n" not in temu[1]:
            return () if temu is None else (temu,)
        return self._baris(*temu)

    def awal(self, teks: str) -> Kenalan | None:
        """The label a text begins with and the rest of it, None when it begins with none."""
        if (nama := self.utuh(teks)) is not None:
            return nama, None
        for kepala, pisah, sisa in (teks.partition(":"), teks.partition("\n"), _belah(teks)):
            if pisah and (nama := self.utuh(kepala)) is not None:
                return nama, sisa.strip() or None
        return None

    def _baris(self, nama: str, sisa: str | None) -> tuple[Kenalan, ...]:
        """Labels further down in the same cell, each with the lines up to the next one."""
        hasil: list[tuple[str, list[str]]] = [(nama, [])]
        for satu in (sisa or "").split("\n"):
            temu = self.awal(satu) if satu[:1].isalnum() else None
            if temu is None:
                hasil[-1][1].append(satu)
            else:
                hasil.append((temu[0], [temu[1]] if temu[1] else []))
        return tuple((satu, "\n".join(baris).strip() or None) for satu, baris in hasil)


def _belah(teks: str) -> tuple[str, str, str]:
    """Head and rest of a text padded with a gap of blanks ("NAMA          Budi")."""
    temu = _LEBAR.search(teks)
    return (teks, "", "") if temu is None else (teks[: temu.start()], " ", teks[temu.end() :])


class Beku:
    """A katalog and a definition's code as a cache key: a katalog is known by identity."""

    __slots__ = ("katalog", "kode")

    def __init__(self, katalog: Katalog, kode: str = "") -> None:
        self.katalog = katalog
        self.kode = kode

    def __hash__(self) -> int:
        return hash((id(self.katalog), self.kode))

    def __eq__(self, lain: object) -> bool:
        return isinstance(lain, Beku) and lain.katalog is self.katalog and lain.kode == self.kode


def label_formulir(katalog: Katalog, definisi: Definisi) -> Label:
    """The labels of a form of the katalog."""
    return _label(Beku(katalog, definisi.kode))


@lru_cache(maxsize=128)
def _label(kunci: Beku) -> Label:
    definisi = kunci.katalog.definisi[kunci.kode]
    ejaan: dict[str, str] = {}
    for sumber in (kunci.katalog.umum.label, definisi.label):
        for utama, lain in sumber.items():
            for satu in (utama, *lain):
                ejaan[normal(satu)] = normal(utama)
    milik = [normal(nama) for bagian in definisi.bagian for nama in label_bagian(bagian)]
    peta = {satu: ejaan.get(satu, satu) for satu in milik}
    pakai = set(peta.values())
    peta.update({satu: utama for satu, utama in ejaan.items() if utama in pakai})
    peta.pop("", None)
    return Label(peta)


@lru_cache(maxsize=8)
def _semua(kunci: Beku) -> Label:
    peta: dict[str, str] = {}
    for definisi in kunci.katalog.definisi.values():
        peta.update(label_formulir(kunci.katalog, definisi).peta)
    return Label(peta)


def label_semua(katalog: Katalog) -> Label:
    """The labels of all forms together: what no person's text is taken for when forms are told apart."""
    return _semua(Beku(katalog))
