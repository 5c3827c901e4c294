"""Reading kualitatif hasil kerja.

Typed by hand the sentences often stand in the label's own cell, as lines with a dash, or the whole item in
one cell; all of it reads to the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from skpbook.forms.layout import rentang_kolom
from skpbook.forms.paths import ambil, taruh
from skpbook.forms.reading.bullets import belah_butir, kalimat, tanpa_butir
from skpbook.forms.reading.trim import buang_kosong, kosongkan_nihil

if TYPE_CHECKING:
    from skpbook.forms.definition import KolomTabel, Kualitatif
    from skpbook.forms.scan import Pindaian

_LABEL_RHK = re.compile(r"^\s*rencana (?:hasil )?kerja\s*:\s*", re.I)
_NOMOR_DEPAN = re.compile(r"^\s*(\d{1,2})[.)]\s+(?=\D)")


def rapikan(bagian: Kualitatif, isi: dict[str, Any], letak: dict[str, Any]) -> None:
    """A sentence cell with a list of dashes is so many sentences, where nothing stands beside it."""
    for seksi in bagian.seksi:
        daftar = isi.get(seksi.ke)
        if not daftar:
            continue
        letak[seksi.ke] = list(letak[seksi.ke])
        for nomor, butir in enumerate(daftar):
            if butir and butir.get("iki"):
                sel = letak[seksi.ke][nomor]
                butir["iki"], iki = _belah(butir["iki"], sel["iki"])
                letak[seksi.ke][nomor] = {**sel, "iki": iki}
    kosongkan_nihil(isi, [seksi.ke for seksi in bagian.seksi], "iki")


def _belah(iki: list[Any], letak: list[Any]) -> tuple[list[Any], list[Any]]:
    hasil: list[Any] = []
    sel: list[Any] = []
    for satu, tempat in zip(iki, letak, strict=False):
        sendirian = satu is not None and set(satu) == {"indikator"}
        potong = belah_butir(satu["indikator"].teks, bernomor=False) if sendirian else []
        hasil.extend([{"indikator": satu["indikator"]._replace(teks=teks)} for teks in potong] or [satu])
        sel.extend([tempat] * max(len(potong), 1))
    return hasil, [*sel, *letak[len(iki) :]]


def baca(mata: Pindaian, bagian: Kualitatif, dari: int, sampai: int, awalan: str) -> None:
    """Sections by their titles, items by number, merged area or label row."""
    _Penyusur(mata, bagian, awalan, dari, sampai).jalan()


class _Baris(NamedTuple):
    """A row: its number, its text split at the ukuran label, and the further columns, each with its column.

    `rencana` is the text before the label (all of it without a label), `ukuran` what follows the label in the
    cell, None when the label is not there.
    """

    nomor: tuple[int, str] | None
    kolom: int
    rencana: str
    ukuran: str | None
    samping: dict[str, tuple[int, str]]


class _Penyusur:
    """Walks the rows of a kualitatif block."""

    def __init__(self, mata: Pindaian, bagian: Kualitatif, awalan: str, dari: int, sampai: int) -> None:
        self.mata = mata
        self.bagian = bagian
        self.awalan = awalan
        self.dari, self.sampai = dari, sampai
        self.seksi = bagian.seksi[0]
        self.judul = {mata.id(satu.judul): satu for satu in bagian.seksi if satu.judul}
        self.ukuran = mata.id(bagian.label_ukuran)
        self.kepala = {mata.id(satu.kepala) for satu in bagian.kepala if satu.kepala}
        self.kepala.add(mata.id(bagian.judul or ""))
        self.kolom_teks = self._kolom_teks()
        self.samping = self._letak()
        self.batas = min([kolom for kolom, _ in self.samping], default=mata.kanan + 40)
        self.jalur: str | None = None
        self.di_ukuran = False
        self.anak = 0

    def _kolom_teks(self) -> int:
        """The column of RHK and sentences: where most of the ukuran labels stand."""
        hitung: dict[int, int] = {}
        for baris in range(self.dari, self.sampai):
            for kolom, teks in self.mata.isi_baris(baris):
                if self._pisah(teks)[1] is not None:
                    hitung[kolom] = hitung.get(kolom, 0) + 1
        bawaan = rentang_kolom(self.bagian.teks)[0]
        return max(hitung, key=lambda kolom: (hitung[kolom], -kolom)) if hitung else bawaan

    def _letak(self) -> list[tuple[int, KolomTabel]]:
        """Start column of every further column: by its heading where it has one, else beside our own
        texts.
        """
        hasil = []
        geser = self.kolom_teks - rentang_kolom(self.bagian.teks)[0]
        for satu in self.bagian.kepala:
            if satu.kepala:
                kena = self.mata.cari((satu.kepala,), self.dari, self.sampai)
                if kena is None and not satu.bantu:
                    kena = self.mata.cari_mirip(satu.kepala, self.dari, min(self.dari + 4, self.sampai))
                if kena is not None:
                    hasil.append((kena.kolom, satu))
                elif not satu.bantu:
                    self.mata.hilang.append(satu.kepala)
            elif self._di_luar_teks(rentang_kolom(satu.k)[0] + geser):
                hasil.append((rentang_kolom(satu.k)[0] + geser, satu))
        return sorted(hasil, key=lambda satu: satu[0])

    def _di_luar_teks(self, kolom: int) -> bool:
        """Is a column without a heading beside the texts' merged cells, as in our own layout?"""
        for baris in range(self.dari, self.sampai):
            area = self.mata.area(baris, self.kolom_teks)
            if area is not None and area[3] >= kolom and self.mata.teks(baris, kolom) == "":
                continue
            if area is not None and area[3] + 1 == kolom:
                return True
        return False

    def _pisah(self, teks: str) -> tuple[str, str | None]:
        """A text cut at the line of the ukuran label: before it, and after it (None without the label)."""
        baris = teks.split("\n")
        for nomor, satu in enumerate(baris):
            kepala, _, sisa = satu.partition(":")
            if self.mata.id(kepala) == self.ukuran or self.mata.id(satu) == self.ukuran:
                bawah = [sisa.strip()] if self.mata.id(kepala) == self.ukuran else []
                return "\n".join(baris[:nomor]).strip(), "\n".join([*bawah, *baris[nomor + 1 :]]).strip()
        return teks, None

    def jalan(self) -> None:
        for baris in range(self.dari, self.sampai):
            if self._lewati(baris):
                continue
            potong = self._potong(baris)
            if self._mulai(baris, potong):
                self._butir(baris, potong)
            if self.jalur is not None:
                self._isi(baris, potong)
        for seksi in self.bagian.seksi:
            buang_kosong(self.mata, f"{self.awalan}{seksi.ke}", self.dari, self.kolom_teks, "iki")

    def _lewati(self, baris: int) -> bool:
        """Titles of the block and its sections, the heading again after a page break."""
        kena = self.mata.di_baris(baris)
        for satu in kena:
            if satu.label in self.judul and satu.sisa is None and self.mata.sendiri(satu):
                self.seksi = self.judul[satu.label]
                self.jalur = None
                self.di_ukuran = False
                return True
        return bool(kena) and all(
            satu.label in self.kepala and satu.sisa is None and self.mata.sendiri(satu) for satu in kena
        )

    def _potong(self, baris: int) -> _Baris:
        nomor: tuple[int, str] | None = None
        teks: list[tuple[int, str]] = []
        samping: dict[str, tuple[int, str]] = {}
        for kolom, isi in self.mata.isi_baris(baris):
            medan = next((satu for mulai, satu in reversed(self.samping) if mulai <= kolom), None)
            if medan is not None:
                if medan.kepala or kolom == {m.isi: k for k, m in self.samping}[medan.isi]:
                    samping.setdefault(medan.isi, (kolom, isi))
            elif kolom < self.kolom_teks and isi.strip("().").isdigit() and len(isi) <= 4:
                nomor = nomor or (kolom, isi.strip("()."))
            elif kolom < self.batas:
                teks.append((kolom, isi))
        if not teks:
            return _Baris(nomor, self.kolom_teks, "", None, samping)
        rencana, ukuran = self._pisah("\n".join(isi for _, isi in teks))
        return _Baris(nomor, teks[0][0], rencana, ukuran, samping)

    def _mulai(self, baris: int, potong: _Baris) -> bool:
        """A new item: numbered, first cell of a merged number cell, or text just before a label."""
        area = self.mata.tegak(baris, self.kolom_teks - 1) if self.kolom_teks else None
        if area is not None:
            return area[0] == baris
        if potong.nomor is not None:
            return bool(potong.rencana) or potong.ukuran is not None or not self.di_ukuran
        if self.jalur is None:
            return bool(potong.rencana) or potong.ukuran is not None
        if not self.di_ukuran or not potong.rencana:
            return False
        return potong.ukuran is not None or self._label_berikut(baris)

    def _label_berikut(self, baris: int) -> bool:
        """Does the next row with text begin with the ukuran label?"""
        for lain in range(baris + 1, min(baris + 4, self.sampai)):
            potong = self._potong(lain)
            if potong.nomor is not None:
                return False
            if potong.rencana or potong.ukuran is not None:
                return not potong.rencana and potong.ukuran is not None
        return False

    def _butir(self, baris: int, potong: _Baris) -> None:
        daftar = f"{self.awalan}{self.seksi.ke}"
        self.jalur = f"{daftar}[{self.mata.panjang(daftar)}]"
        taruh(self.mata.pohon, self.jalur, {})
        self.anak = 0
        self.di_ukuran = False
        self.mata.tempat[self.jalur] = self.mata.tempat_sel(baris, potong.kolom)
        self.mata.tempat[f"{self.jalur}.rencana"] = self.mata.tempat_sel(baris, potong.kolom)
        if potong.nomor is not None:
            self.mata.catat(f"{self.jalur}.nomor", baris, *potong.nomor)

    def _isi(self, baris: int, potong: _Baris) -> None:
        """What a row says of the item: its RHK, its sentences, what stands beside them."""
        sebelum = self.anak
        if potong.rencana and not self.di_ukuran:
            self._rencana(baris, potong)
        elif potong.rencana and potong.ukuran is None:
            self._kalimat(baris, potong.kolom, potong.rencana, sendirian=bool(potong.samping))
        if potong.ukuran is not None:
            self.di_ukuran = True
            self._kalimat(baris, potong.kolom, potong.ukuran, sendirian=False)
        self._samping(baris, potong, sebelum)

    def _rencana(self, baris: int, potong: _Baris) -> None:
        jalur = f"{self.jalur}.rencana"
        lama = ambil(self.mata.pohon, jalur)
        if lama:
            taruh(self.mata.pohon, jalur, f"{lama}\n{potong.rencana}")
            return
        teks = _LABEL_RHK.sub("", potong.rencana).strip()
        depan = _NOMOR_DEPAN.match(teks)
        if depan is not None and ambil(self.mata.pohon, f"{self.jalur}.nomor") is None:
            self.mata.catat(f"{self.jalur}.nomor", baris, potong.kolom, depan[1])
            teks = teks[depan.end() :]
        self.mata.catat(jalur, baris, potong.kolom, teks)

    def _kalimat(self, baris: int, kolom: int, teks: str, *, sendirian: bool) -> None:
        """Sentences of one cell; one with answers beside it is one sentence."""
        semua = ([tanpa_butir(teks)] if teks else []) if sendirian or "\n" not in teks else kalimat(teks)
        for satu in semua:
            jalur = f"{self.jalur}.iki[{self.anak}]"
            self._tempat(baris)
            taruh(self.mata.pohon, jalur, {})
            self.mata.catat(f"{jalur}.indikator", baris, kolom, satu)
            self.anak += 1

    def _tempat(self, baris: int) -> None:
        """Cells of the next sentence and of what belongs beside it."""
        jalur = f"{self.jalur}.iki[{self.anak}]"
        self.mata.tempat[f"{jalur}.indikator"] = self.mata.tempat_sel(baris, self.kolom_teks)
        for kolom, medan in self.samping:
            self.mata.tempat[f"{jalur}.{medan.isi}"] = self.mata.tempat_sel(baris, kolom)

    def _samping(self, baris: int, potong: _Baris, sebelum: int) -> None:
        """Further columns: of the sentence in their row, else of the whole RHK, else of a sentence left
        out.
        """
        baru = self.anak - sebelum
        if not potong.rencana and potong.ukuran is None and self.di_ukuran and self._baris_anak(baris):
            self._tempat(baris)
            if potong.samping:
                taruh(self.mata.pohon, f"{self.jalur}.iki[{self.anak}]", {})
                self.anak += 1
                baru = 1
        for nama, (kolom, teks) in potong.samping.items():
            bagian = [teks] if baru == 1 and potong.ukuran is None else belah_butir(teks)
            if baru and len(bagian) == baru:
                for nomor, satu in enumerate(bagian):
                    self.mata.catat(f"{self.jalur}.iki[{sebelum + nomor}].{nama}", baris, kolom, satu)
            elif nama in ("realisasi", "umpan_balik"):
                jalur = f"{self.jalur}.{nama}"
                lama = ambil(self.mata.pohon, jalur)
                if lama:
                    taruh(self.mata.pohon, jalur, f"{lama}\n{teks}")
                else:
                    self.mata.catat(jalur, baris, kolom, teks)
            elif self.anak:
                self.mata.catat(f"{self.jalur}.iki[{max(sebelum, self.anak - 1)}].{nama}", baris, kolom, teks)

    def _baris_anak(self, baris: int) -> bool:
        """Inside the merged number cell of our own layout every row under the label is a sentence row."""
        area = self.mata.tegak(baris, self.kolom_teks - 1) if self.kolom_teks else None
        return area is not None and baris > area[0] + 1
