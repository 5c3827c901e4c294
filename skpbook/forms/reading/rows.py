"""Reading rows of labels and fields: a field by the label beside or above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.domain.periode import baca_tanggal
from skpbook.domain.teks import normal
from skpbook.forms.blocks.rows import berlabel
from skpbook.forms.layout import rentang_kolom
from skpbook.forms.paths import ambil, taruh
from skpbook.forms.reading.marks import belah_tanda

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skpbook.forms.definition import Baris, SelBaris
    from skpbook.forms.scan import Kena, Pindaian

_Pasangan = tuple["SelBaris", "Kena"]


def baca(mata: Pindaian, bagian: Baris, dari: int, sampai: int, awalan: str) -> None:
    """Walk definition rows and sheet rows down together."""
    label = {mata.id(sel.teks or "") for baris in bagian.baris for sel in baris if berlabel(sel)}
    pembaca = _Pembaca(mata, dari, sampai, awalan, label)
    pasangan: list[_Pasangan] = []
    for baris in bagian.baris:
        nama = [sel for sel in baris if berlabel(sel) and normal(sel.teks or "")]
        if nama:
            pasangan = pembaca.cari(nama)
            if not pasangan:
                mata.hilang.extend(sel.teks or "" for sel in nama)
                continue
            mata.hilang.extend(sel.teks or "" for sel in nama if all(sel is not ada for ada, _ in pasangan))
        for sel in baris:
            if sel.isi is not None and pasangan:
                pembaca.isian(sel, pasangan)


class _Pembaca:
    """Reads the rows of one block. `kolom` are the sheet columns in which labels of a definition column
    stand.
    """

    def __init__(self, mata: Pindaian, dari: int, sampai: int, awalan: str, label: set[str]) -> None:
        self.mata = mata
        self.label = label
        self.dari = dari
        self.terakhir: Kena | None = None
        self.sampai = sampai
        self.awalan = awalan
        self.kolom: dict[int, int] = {}

    def cari(self, nama: Sequence[SelBaris]) -> list[_Pasangan]:
        """The next sheet row with most of the labels of a definition row, each where its column's labels
        stand.
        """
        perlu = (len(nama) + 1) // 2
        label = [sel.teks or "" for sel in nama]
        semua = [kena for kena in self.mata.semua_dari(label, self.dari, self.sampai) if self._sesudah(kena)]
        for baris in dict.fromkeys(kena.baris for kena in semua):
            pasangan = self._pasangkan(nama, [kena for kena in semua if kena.baris == baris])
            if len(pasangan) >= perlu:
                self._ingat(pasangan)
                return pasangan
        for sel in nama:
            kena = self.mata.cari_mirip(sel.teks or "", self.dari, self.sampai, self.kolom.get(_awal(sel)))
            if kena is not None and self._sesudah(kena):
                self._ingat([(sel, kena)])
                return [(sel, kena)]
        return []

    def _sesudah(self, kena: Kena) -> bool:
        """Below the labels read last, or further down in the same cell."""
        lama = self.terakhir
        if lama is None or kena.baris > lama.baris:
            return True
        return (kena.baris, kena.kolom) == (lama.baris, lama.kolom) and kena.urut > lama.urut

    def _pasangkan(self, nama: Sequence[SelBaris], kena: Sequence[Kena]) -> list[_Pasangan]:
        """Labels of the definition row with the hits of the sheet row, left to right."""
        hasil: list[_Pasangan] = []
        mulai = 0
        for sel in nama:
            cari = self.mata.id(sel.teks or "")
            cocok = [di for di in range(mulai, len(kena)) if kena[di].label == cari]
            kolom = self.kolom.get(_awal(sel))
            di = next((satu for satu in cocok if kena[satu].kolom == kolom), cocok[0] if cocok else None)
            if di is not None:
                hasil.append((sel, kena[di]))
                mulai = di + 1
        return hasil

    def _ingat(self, pasangan: Sequence[_Pasangan]) -> None:
        for sel, kena in pasangan:
            self.kolom.setdefault(_awal(sel), kena.kolom)
        self.terakhir = pasangan[-1][1]

    def isian(self, sel: SelBaris, pasangan: Sequence[_Pasangan]) -> None:
        jalur = f"{self.awalan}{sel.isi}"
        if sel.tanda is not None:
            self._tanda(jalur, sel.tanda, pasangan[-1][1])
        elif sel.dari == "atas":
            self._bawah(jalur, sel, pasangan)
        else:
            self._kanan(jalur, sel, pasangan)

    def _kanan(self, jalur: str, sel: SelBaris, pasangan: Sequence[_Pasangan]) -> None:
        """A value right of its label, up to the next label of the row."""
        kiri = [kena for label, kena in pasangan if _awal(label) < _awal(sel)]
        if not kiri:
            return
        kena = kiri[-1]
        if kena.sisa is not None:
            self.mata.catat(jalur, kena.baris, kena.kolom, kena.sisa)
            return
        batas = self._batas(kena, pasangan)
        ada = self.mata.isi_pertama(kena.baris, kena.akhir + 1, batas)
        if ada is not None:
            self.mata.catat(jalur, kena.baris, ada[0], ada[1].removeprefix(":").strip())
            return
        kolom = _awal(sel)
        self.mata.catat(jalur, kena.baris, kolom if kena.akhir < kolom < batas else kena.akhir + 1, None)

    def _batas(self, kena: Kena, pasangan: Sequence[_Pasangan]) -> int:
        berikut = [satu.kolom for _, satu in pasangan if satu.kolom > kena.kolom]
        return min(berikut) if berikut else max(self.mata.kanan + 40, kena.akhir + 2)

    def _bawah(self, jalur: str, sel: SelBaris, pasangan: Sequence[_Pasangan]) -> None:
        """A value under its label: in the label's cell, beside it, else in the next rows that have
        anything.
        """
        atas = [kena for label, kena in pasangan if _awal(label) <= rentang_kolom(sel.k)[1]]
        kena = atas[-1] if atas else pasangan[-1][1]
        if kena.sisa is not None:
            self.mata.catat(jalur, kena.baris, kena.kolom, kena.sisa)
            return
        samping = self.mata.isi_pertama(kena.baris, kena.akhir + 1, self._batas(kena, pasangan))
        if samping is not None:
            self.mata.catat(jalur, kena.baris, *samping)
            return
        potong = self._tumpukan(kena.baris + 1, bebas=self._bebas(jalur))
        if not potong:
            self.mata.catat(jalur, kena.baris + 1, kena.kolom, None)
            return
        baris, kolom, _ = potong[0]
        self.mata.catat(jalur, baris, kolom, "\n".join(teks for _, _, teks in potong))

    def _bebas(self, jalur: str) -> bool:
        """A field of free text, which may go on over several rows."""
        isian = self.mata.katalog.isian(self.mata.definisi, jalur)
        return isian.jenis == "teks" and isian.rumus is None

    def _tumpukan(self, dari: int, *, bebas: bool) -> list[tuple[int, int, str]]:
        """Texts of the next rows: the first row with any within three, and those right below it for free
        text.
        """
        hasil: list[tuple[int, int, str]] = []
        for baris in range(dari, self.sampai):
            ada = self.mata.isi_pertama(baris, 0, self.mata.kanan + 2)
            if ada is None:
                if hasil or baris >= dari + 2:
                    break
                continue
            if any(kena.label in self.label for kena in self.mata.di_baris(baris)):
                break
            if hasil and (not bebas or self._tempat_tanggal(ada[1])):
                break
            hasil.append((baris, *ada))
        return hasil

    @staticmethod
    def _tempat_tanggal(teks: str) -> bool:
        """ "Kupang, 31 Desember 2026" above a signature is no remark."""
        return baca_tanggal(teks) is not None or baca_tanggal(teks.partition(",")[2].strip()) is not None

    def _tanda(self, jalur: str, pilihan: str, kena: Kena) -> None:
        """A choice with its mark, in the label's row or the rows below it that have no label of their own."""
        cari = normal(pilihan)
        baris = kena.baris
        while baris < self.sampai and (baris == kena.baris or not self.mata.di_baris(baris)):
            for kolom, teks in self.mata.isi_baris(baris):
                temu = belah_tanda(teks)
                if temu is None or normal(temu[1]) != cari:
                    continue
                self.mata.tempat.setdefault(jalur, self.mata.tempat_sel(baris, kolom))
                if temu[0]:
                    ada = ambil(self.mata.pohon, jalur) or []
                    self.mata.tempat[f"{jalur}[{len(ada)}]"] = self.mata.tempat_sel(baris, kolom)
                    taruh(self.mata.pohon, jalur, [*ada, pilihan])
                return
            baris += 1


def _awal(sel: SelBaris) -> int:
    return rentang_kolom(sel.k)[0]
