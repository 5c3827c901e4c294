"""Reading kualitatif hasil kerja.

Typed by hand the sentences often stand in the label's own cell, as lines with a dash, or the whole item in one
cell; all of it reads to the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from skpbook.domain.teks import normal, tanpa_nomor
from skpbook.forms.layout import rentang_kolom
from skpbook.forms.paths import ambil, taruh
from skpbook.forms.reading.table import buang_kosong

if TYPE_CHECKING:
    from skpbook.forms.definition import KolomTabel, Kualitatif
    from skpbook.forms.scan import Pindaian

_BUTIR = re.compile(r"^\s*(?:[-•*▪●–]|\(?\d{1,2}[.)]|[a-z][.)])\s+", re.I)
_LABEL = re.compile(r"(?:^|\n)\s*(?P<label>ukuran keberhasilan\s*/?\s*indikator kinerja[^:\n]*):?", re.I)
_LABEL_RHK = re.compile(r"^\s*rencana (?:hasil )?kerja\s*:\s*", re.I)


def baca(mata: Pindaian, bagian: Kualitatif, dari: int, sampai: int, awalan: str) -> None:
    """Sections by their titles, items by number, merged area or label row."""
    _Penyusur(mata, bagian, awalan, dari).jalan(dari, sampai)


class _Penyusur:
    """Walks the rows of a kualitatif block."""

    def __init__(self, mata: Pindaian, bagian: Kualitatif, awalan: str, dari: int) -> None:
        self.mata = mata
        self.bagian = bagian
        self.awalan = awalan
        self.seksi = bagian.seksi[0]
        self.judul = {mata.id(satu.judul): satu for satu in bagian.seksi if satu.judul}
        self.ukuran = mata.id(bagian.label_ukuran)
        self.kolom = self._letak(dari)
        berkepala = [satu for satu, medan in self.kolom.items() if self._kepala(medan)]
        self.batas_teks = min(berkepala) if berkepala else 10_000
        self.jalur: str | None = None
        self.di_ukuran = False
        self.anak = 0

    def _kepala(self, medan: KolomTabel) -> bool:
        return bool(medan.kepala)

    def _letak(self, dari: int) -> dict[int, KolomTabel]:
        """Start column of every further column: by its heading where it has one, else by the definition."""
        hasil: dict[int, KolomTabel] = {}
        for satu in self.bagian.kepala:
            kena = self.mata.cari((satu.kepala,), dari, self.mata.akhir) if satu.kepala else None
            if kena is not None:
                hasil[kena.kolom] = satu
            elif not satu.kepala:
                hasil[rentang_kolom(satu.k)[0]] = satu
        return hasil

    def jalan(self, dari: int, sampai: int) -> None:
        for baris in range(dari, sampai):
            if self._judul(baris):
                continue
            potong = self._potong(baris)
            if self._label_ukuran(baris):
                continue
            if self._mulai(baris, potong):
                self._butir(baris, potong)
            elif self.jalur is not None:
                self._isi(baris, potong)
        for seksi in self.bagian.seksi:
            daftar = f"{self.awalan}{seksi.ke}"
            ada = ambil(self.mata.pohon, daftar)
            if isinstance(ada, list):
                buang_kosong(self.mata, daftar, ada)

    def _judul(self, baris: int) -> bool:
        kena = [satu.label for satu in self.mata.di_baris(baris)]
        for nama in kena:
            if nama in self.judul:
                self.seksi = self.judul[nama]
                self.jalur = None
                self.di_ukuran = False
                return True
        kepala = {self.mata.id(satu.kepala) for satu in self.bagian.kepala if satu.kepala}
        kepala.add(self.mata.id(self.bagian.judul or ""))
        return any(nama in kepala for nama in kena)

    def _potong(self, baris: int) -> dict[str, tuple[int, str]]:
        """Texts of a row by field: nomor, teks, and the further columns."""
        hasil: dict[str, tuple[int, str]] = {}
        nomor = rentang_kolom(self.bagian.nomor)[0]
        for kolom in range(self.mata.lebar(baris)):
            teks = self.mata.teks(baris, kolom)
            if not teks:
                continue
            medan = self._medan(kolom)
            if medan is None and kolom <= nomor + 1 and teks.rstrip(".)").isdigit() and len(teks) <= 4:
                hasil.setdefault("nomor", (kolom, teks))
            else:
                hasil.setdefault(medan or "teks", (kolom, teks))
        return hasil

    def _medan(self, kolom: int) -> str | None:
        cocok = [mulai for mulai in self.kolom if mulai <= kolom]
        if not cocok:
            return None
        medan = self.kolom[max(cocok)]
        if not self._kepala(medan) and kolom > max(cocok):
            return None
        return medan.isi

    def _label_ukuran(self, baris: int) -> bool:
        """The label row; what stands beside the label in its cell are the sentences."""
        for kena in self.mata.di_baris(baris):
            if kena.label != self.ukuran:
                continue
            if self.jalur is None:
                self._butir(baris, {})
            self.di_ukuran = True
            if kena.sisa:
                self._kalimat(baris, kena.kolom, kena.sisa)
            self._isi(baris, {n: v for n, v in self._potong(baris).items() if n not in ("nomor", "teks")})
            return True
        return False

    def _mulai(self, baris: int, potong: dict[str, tuple[int, str]]) -> bool:
        """A new item: numbered, first cell of a merged number cell, holding its own label, or just before one."""
        if "teks" in potong and _LABEL.search(potong["teks"][1]):
            return True
        if "nomor" in potong and ("teks" in potong or not self.di_ukuran):
            return True
        area = self.mata.area(baris, rentang_kolom(self.bagian.nomor)[0])
        if area is not None and area[2] > area[0]:
            return area[0] == baris
        berikut = self.mata.di_baris(baris + 1)
        return (
            "nomor" not in potong
            and any(kena.label == self.ukuran for kena in berikut)
            and (self.di_ukuran or self.jalur is None)
        )

    def _butir(self, baris: int, potong: dict[str, tuple[int, str]]) -> None:
        daftar = f"{self.awalan}{self.seksi.ke}"
        nomor = len(ambil(self.mata.pohon, daftar) or [])
        self.jalur = f"{daftar}[{nomor}]"
        taruh(self.mata.pohon, self.jalur, {})
        self.anak = 0
        self.di_ukuran = False
        kolom = potong["teks"][0] if "teks" in potong else rentang_kolom(self.bagian.teks)[0]
        self.mata.tempat[self.jalur] = self.mata.tempat_sel(baris, kolom)
        self.mata.tempat[f"{self.jalur}.rencana"] = self.mata.tempat_sel(baris, kolom)
        if "nomor" in potong:
            self.mata.catat(f"{self.jalur}.nomor", baris, *potong["nomor"])
        if "teks" in potong:
            self._rencana(baris, *potong["teks"])
        self._isi(baris, {nama: ada for nama, ada in potong.items() if nama not in ("nomor", "teks")})

    def _rencana(self, baris: int, kolom: int, teks: str) -> None:
        """The RHK; a cell that holds its ukuran too is split at the label."""
        temu = _LABEL.search(teks)
        rencana = teks if temu is None else teks[: temu.start()]
        self.mata.catat(f"{self.jalur}.rencana", baris, kolom, _LABEL_RHK.sub("", rencana).strip())
        if temu is not None:
            self.di_ukuran = True
            self._kalimat(baris, kolom, teks[temu.end() :])

    def _isi(self, baris: int, potong: dict[str, tuple[int, str]]) -> None:
        if "teks" in potong:
            kolom, teks = potong["teks"]
            if not self.di_ukuran:
                lama = ambil(self.mata.pohon, f"{self.jalur}.rencana")
                self.mata.catat(f"{self.jalur}.rencana", baris, kolom, f"{lama}\n{teks}" if lama else teks)
            elif any(nama not in ("teks", "nomor") for nama in potong) or not _BUTIR.match(teks):
                self._satu(baris, kolom, teks)
            else:
                self._kalimat(baris, kolom, teks)
        elif self.di_ukuran and self._baris_anak(baris):
            self._tempat_kosong(baris)
        anak = self.anak - 1 if "teks" in potong and self.di_ukuran else None
        for nama, (kolom, teks) in potong.items():
            if nama in ("teks", "nomor"):
                continue
            self._samping(baris, kolom, nama, teks, anak)

    def _samping(self, baris: int, kolom: int, nama: str, teks: str, anak: int | None) -> None:
        """A further column's text: of the sentence in its row, else of the whole RHK."""
        if anak is not None:
            self.mata.catat(f"{self.jalur}.iki[{anak}].{nama}", baris, kolom, teks)
        elif nama in ("realisasi", "umpan_balik") and not self._baris_anak(baris):
            jalur = f"{self.jalur}.{nama}"
            lama = ambil(self.mata.pohon, jalur)
            self.mata.catat(jalur, baris, kolom, f"{lama}\n{teks}" if lama else teks)
        else:
            jalur = f"{self.jalur}.iki[{self.anak}]"
            taruh(self.mata.pohon, jalur, {})
            self.mata.catat(f"{jalur}.{nama}", baris, kolom, teks)
            self.anak += 1

    def _baris_anak(self, baris: int) -> bool:
        """Inside the merged number cell of our own layout every row under the label is a sentence row."""
        area = self.mata.area(baris, rentang_kolom(self.bagian.nomor)[0])
        return area is not None and area[2] > area[0] and baris > area[0] + 1

    def _tempat_kosong(self, baris: int) -> None:
        for satu in (("indikator", self.bagian.teks), *((s.isi, s.k) for s in self.bagian.kepala)):
            jalur = f"{self.jalur}.iki[{self.anak}].{satu[0]}"
            self.mata.tempat.setdefault(jalur, self.mata.tempat_sel(baris, rentang_kolom(satu[1])[0]))

    def _kalimat(self, baris: int, kolom: int, teks: str) -> None:
        """Sentences of one cell: a line each; without bullets a line that starts small goes on with the one before."""
        baris_teks = [satu.strip() for satu in teks.split("\n") if satu.strip()]
        berbutir = any(_BUTIR.match(satu) for satu in baris_teks)
        kalimat: list[str] = []
        for satu in baris_teks:
            sambung = berbutir and not _BUTIR.match(satu)
            if kalimat and sambung:
                kalimat[-1] += " " + satu
            else:
                kalimat.append(tanpa_nomor(satu) if berbutir else satu)
        for satu in kalimat:
            if normal(satu):
                self._satu(baris, kolom, satu)

    def _satu(self, baris: int, kolom: int, teks: str) -> None:
        jalur = f"{self.jalur}.iki[{self.anak}]"
        self._tempat_kosong(baris)
        taruh(self.mata.pohon, jalur, {})
        self.mata.catat(f"{jalur}.indikator", baris, kolom, teks)
        for medan in self.bagian.kepala:
            mulai = next((k for k, m in self.kolom.items() if m is medan), None)
            if mulai is not None:
                self.mata.tempat[f"{jalur}.{medan.isi}"] = self.mata.tempat_sel(baris, mulai)
        self.anak += 1
