"""Finding a table's heading row and its columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from rapidfuzz import fuzz

from skpbook.domain.teks import normal
from skpbook.forms.definition import KolomTabel
from skpbook.forms.scan import MIRIP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skpbook.forms.definition import Tabel
    from skpbook.forms.scan import Pindaian

_NOMOR_KOLOM = re.compile(r"^\(?\d{1,2}\)?$")
_KEPALA_TERJAUH = 60
_KEPALA_CUKUP = 4


class Kolom(Struct, frozen=True):
    """A located column: cells [mulai, akhir) belong to it."""

    kolom: KolomTabel
    mulai: int
    akhir: int


def cari_kepala(mata: Pindaian, bagian: Tabel, dari: int, sampai: int) -> int | None:
    """The row with most of the headings: at least half of them, of a wide table four; of a flat table the key
    heading and one more.
    """
    nama = {mata.id(satu.kepala) for satu in bagian.kolom}
    kunci = next((mata.id(satu.kepala) for satu in bagian.kolom if satu.isi == bagian.kunci), "")
    perlu = max(2, min((len([satu for satu in bagian.kolom if not satu.bantu]) + 1) // 2, _KEPALA_CUKUP))
    terbaik: tuple[int, int] | None = None
    for baris in range(dari, min(sampai, dari + _KEPALA_TERJAUH)):
        ada = {kena.label for kena in mata.di_baris(baris)} & nama
        banyak = len(ada)
        cukup = perlu if bagian.anak or kunci not in ada else 2
        if banyak >= cukup and (terbaik is None or banyak > terbaik[0]):
            terbaik = (banyak, baris)
        elif terbaik is not None and baris > terbaik[1] + 2:
            break
    return terbaik[1] if terbaik else None


def letak_kolom(mata: Pindaian, bagian: Tabel, kepala: int) -> list[Kolom]:
    """Columns by heading: exact spellings first, then near ones (INDKATOR), never one cell twice."""
    teks = dict(mata.isi_baris(kepala))
    pakai: dict[int, KolomTabel] = {}
    kena = {satu.kolom: satu.label for satu in mata.di_baris(kepala)}
    for satu in bagian.kolom:
        cari = mata.id(satu.kepala)
        ada = next((kolom for kolom, nama in kena.items() if nama == cari and kolom not in pakai), None)
        if ada is not None:
            pakai[ada] = satu
    for satu in bagian.kolom:
        if satu in pakai.values():
            continue
        nilai = [
            (fuzz.ratio(normal(isi), normal(satu.kepala)), kolom)
            for kolom, isi in teks.items()
            if kolom not in pakai
        ]
        if nilai and max(nilai)[0] >= MIRIP:
            pakai[max(nilai)[1]] = satu
    batas = sorted(teks)
    hasil = []
    for kolom in sorted(pakai):
        area = mata.area(kepala, kolom)
        tepi = (area[3] if area else kolom) + 1
        hasil.append(Kolom(pakai[kolom], kolom, next((satu for satu in batas if satu > kolom), tepi)))
    return hasil


def kepala_ulang(mata: Pindaian, kolom: Sequence[Kolom], baris: int) -> bool:
    """The heading again after a page break: most headings in one row, each in its own column."""
    ada = {kena.kolom: kena.label for kena in mata.di_baris(baris) if kena.sisa is None}
    sama = [satu for satu in kolom if ada.get(satu.mulai) == mata.id(satu.kolom.kepala)]
    return len(sama) >= max(2, (len(kolom) + 1) // 2)


def nomor_kolom(mata: Pindaian, baris: int) -> bool:
    """The row of column numbers: (1) (2) (3) …, counting up."""
    pertama = next((nilai for nilai in mata.kisi.baris[baris] if nilai != ""), "")
    if isinstance(pertama, str) and not _NOMOR_KOLOM.match(pertama.strip()):
        return False
    isi = mata.isi_baris(baris, 0, mata.kanan + 1)
    angka = [int(teks.strip("()")) for _, teks in isi if _NOMOR_KOLOM.match(teks)]
    return (
        len(angka) >= 2 and len(angka) == len(isi) and angka == list(range(angka[0], angka[0] + len(angka)))
    )
