"""Reading tables: headings locate the columns, then row by row, section by section, item by item."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from rapidfuzz import fuzz

from skpbook.domain.teks import normal
from skpbook.forms.definition import KolomTabel, Tabel
from skpbook.forms.paths import ambil, taruh

if TYPE_CHECKING:
    from skpbook.forms.scan import Pindaian

_NOMOR_KOLOM = re.compile(r"^\(\d{1,2}\)$")
_MIRIP = 88.0


class _Kolom(Struct, frozen=True):
    """A located column: cells [mulai, akhir) belong to it."""

    kolom: KolomTabel
    mulai: int
    akhir: int


def baca(mata: Pindaian, bagian: Tabel, dari: int, sampai: int, awalan: str) -> None:
    """Find the heading row, then walk the rows, section by section, item by item."""
    kepala = _cari_kepala(mata, bagian, dari, sampai)
    if kepala is None:
        mata.hilang.extend(satu.kepala for satu in bagian.kolom if not satu.bantu)
        return
    kolom = _letak_kolom(mata, bagian, kepala)
    for satu in bagian.kolom:
        if not satu.bantu and all(letak.kolom is not satu for letak in kolom):
            mata.hilang.append(satu.kepala)
    _Penyusur(mata, bagian, kolom, awalan).jalan(kepala + 1, sampai)


def _cari_kepala(mata: Pindaian, bagian: Tabel, dari: int, sampai: int) -> int | None:
    nama = {mata.id(satu.kepala) for satu in bagian.kolom}
    perlu = max(2, (len([k for k in bagian.kolom if not k.bantu]) + 1) // 2)
    terbaik: tuple[int, int] | None = None
    for baris in range(dari, min(sampai, dari + 60)):
        banyak = len({kena.label for kena in mata.di_baris(baris)} & nama)
        if banyak >= perlu and (terbaik is None or banyak > terbaik[0]):
            terbaik = (banyak, baris)
        elif terbaik is not None and baris > terbaik[1] + 2:
            break
    return terbaik[1] if terbaik else None


def _letak_kolom(mata: Pindaian, bagian: Tabel, kepala: int) -> list[_Kolom]:
    """Columns by heading: exact spellings first, then near ones (INDKATOR), never one cell twice."""
    teks = {
        kolom: mata.teks(kepala, kolom) for kolom in range(mata.lebar(kepala)) if mata.teks(kepala, kolom)
    }
    pakai: dict[int, KolomTabel] = {}
    kena = {satu.kolom: satu.label for satu in mata.di_baris(kepala)}
    for satu in bagian.kolom:
        cari = mata.id(satu.kepala)
        for kolom, nama in kena.items():
            if nama == cari and kolom not in pakai:
                pakai[kolom] = satu
                break
    sisa = [satu for satu in bagian.kolom if satu not in pakai.values()]
    for satu in sisa:
        nilai = [
            (fuzz.ratio(normal(isi), normal(satu.kepala)), kolom)
            for kolom, isi in teks.items()
            if kolom not in pakai
        ]
        if nilai and max(nilai)[0] >= _MIRIP:
            pakai[max(nilai)[1]] = satu
    batas = sorted(teks)
    hasil = []
    for kolom in sorted(pakai):
        kanan = [satu for satu in batas if satu > kolom]
        area = mata.area(kepala, kolom)
        akhir = kanan[0] if kanan else (area[3] if area else kolom) + 1
        hasil.append(_Kolom(pakai[kolom], kolom, akhir))
    return hasil


class _Penyusur:
    """Walks the rows under a heading."""

    def __init__(self, mata: Pindaian, bagian: Tabel, kolom: list[_Kolom], awalan: str) -> None:
        self.mata = mata
        self.bagian = bagian
        self.awalan = awalan
        self.tingkat1 = [satu for satu in kolom if satu.kolom.tingkat == 1]
        self.tingkat2 = [satu for satu in kolom if satu.kolom.tingkat == 2]
        self.kunci = next((satu for satu in kolom if satu.kolom.isi == bagian.kunci), None)
        self.nomor = next((satu for satu in kolom if satu.kolom.isi == "nomor"), None)
        self.seksi = bagian.seksi[0]
        self.judul = {mata.id(satu.judul): satu for satu in bagian.seksi if satu.judul}
        self.kepala = {mata.id(satu.kepala) for satu in bagian.kolom}
        self.jalur: str | None = None
        self.akhir_area = -1
        self.anak = 0
        self.kosong: list[tuple[str, int]] = []

    def jalan(self, dari: int, sampai: int) -> None:
        for baris in range(dari, sampai):
            if self._lewati(baris):
                continue
            isi = {satu.kolom.isi: self._isi(baris, satu) for satu in (*self.tingkat1, *self.tingkat2)}
            ada1 = any(isi[satu.kolom.isi] for satu in self.tingkat1 if satu is not self.nomor)
            ada2 = any(isi[satu.kolom.isi] for satu in self.tingkat2)
            if self._butir_baru(baris, isi, ada1 or ada2):
                self._mulai_butir(baris)
            if self.jalur is None:
                continue
            if ada1 or (self.nomor is not None and isi["nomor"]):
                self._catat(baris, self.tingkat1, isi, self.jalur)
            if self.bagian.anak and (ada2 or baris <= self.akhir_area):
                self._anak(baris, isi, ada2=ada2)
        self._jaga_kosong()

    def _lewati(self, baris: int) -> bool:
        """Section titles, column numbers, a heading repeated after a page break."""
        kena = [satu.label for satu in self.mata.di_baris(baris)]
        for nama in kena:
            if nama in self.judul:
                self.seksi = self.judul[nama]
                self.jalur = None
                self.akhir_area = -1
                return True
        if len([nama for nama in kena if nama in self.kepala]) >= max(2, len(self.kepala) // 2):
            return True
        isi = [self.mata.teks(baris, kolom) for kolom in range(self.mata.lebar(baris))]
        berisi = [teks for teks in isi if teks]
        return bool(berisi) and all(_NOMOR_KOLOM.match(teks) for teks in berisi)

    def _isi(self, baris: int, kolom: _Kolom) -> tuple[int, str] | None:
        return self.mata.isi_pertama(baris, kolom.mulai, kolom.akhir)

    def _butir_baru(self, baris: int, isi: dict[str, tuple[int, str] | None], ada: bool) -> bool:
        """A row starts an item when its key cell starts a merged area, or says something outside one."""
        if baris <= self.akhir_area:
            return False
        if not self.bagian.anak:
            return ada
        area = self.mata.area(baris, self.kunci.mulai) if self.kunci else None
        if area is not None and area[0] == baris and area[2] > area[0]:
            return True
        if isi.get("nomor") is not None and self.nomor is not None:
            return True
        if isi.get(self.bagian.kunci) is not None:
            return True
        return self.jalur is None and ada

    def _mulai_butir(self, baris: int) -> None:
        daftar = f"{self.awalan}{self.seksi.ke}"
        nomor = len(ambil(self.mata.pohon, daftar) or [])
        self.jalur = f"{daftar}[{nomor}]"
        taruh(self.mata.pohon, self.jalur, {})
        self.anak = 0
        area = self.mata.area(baris, self.kunci.mulai) if self.kunci else None
        self.akhir_area = area[2] if area is not None and self.bagian.anak else -1
        self.mata.tempat[self.jalur] = self.mata.tempat_sel(baris, self.kunci.mulai if self.kunci else 0)
        for satu in self.tingkat1:
            self.mata.tempat[f"{self.jalur}.{satu.kolom.isi}"] = self.mata.tempat_sel(baris, satu.mulai)

    def _catat(
        self, baris: int, kolom: list[_Kolom], isi: dict[str, tuple[int, str] | None], jalur: str
    ) -> None:
        for satu in kolom:
            ada = isi[satu.kolom.isi]
            medan = f"{jalur}.{satu.kolom.isi}"
            if ada is None:
                continue
            if satu.kolom.tingkat == 1 and ambil(self.mata.pohon, medan):
                lama = ambil(self.mata.pohon, medan)
                taruh(self.mata.pohon, medan, f"{lama}\n{ada[1]}")
                self.mata.terbaca.add((baris, ada[0]))
                continue
            self.mata.catat(medan, baris, ada[0], ada[1])

    def _anak(self, baris: int, isi: dict[str, tuple[int, str] | None], *, ada2: bool) -> None:
        jalur = f"{self.jalur}.{self.bagian.anak}[{self.anak}]"
        for satu in self.tingkat2:
            self.mata.tempat.setdefault(f"{jalur}.{satu.kolom.isi}", self.mata.tempat_sel(baris, satu.mulai))
        if not ada2:
            return
        for satu in self.tingkat2:
            self.mata.tempat[f"{jalur}.{satu.kolom.isi}"] = self.mata.tempat_sel(baris, satu.mulai)
        taruh(self.mata.pohon, jalur, {})
        self._catat(baris, self.tingkat2, isi, jalur)
        self.anak += 1

    def _jaga_kosong(self) -> None:
        """Empty template items are no items: only what somebody typed into stays."""
        for seksi in self.bagian.seksi:
            daftar = f"{self.awalan}{seksi.ke}"
            ada = ambil(self.mata.pohon, daftar)
            if isinstance(ada, list):
                buang_kosong(self.mata, daftar, ada)


def buang_kosong(mata: Pindaian, daftar: str, isi: list[dict[str, object]]) -> None:
    """Drop empty items from a list, and move the places of those after them along."""
    tetap = [
        nomor
        for nomor, satu in enumerate(isi)
        if any(nilai for nama, nilai in satu.items() if nama != "nomor")
    ]
    if len(tetap) == len(isi):
        return
    baru = {lama: nomor for nomor, lama in enumerate(tetap)}
    pola = re.compile(rf"^{re.escape(daftar)}\[(\d+)\]")
    tempat = {}
    for jalur, letak in mata.tempat.items():
        temu = pola.match(jalur)
        if temu is None:
            tempat[jalur] = letak
        elif int(temu[1]) in baru:
            tempat[f"{daftar}[{baru[int(temu[1])]}]{jalur[temu.end() :]}"] = letak
    if not tetap:
        tempat.setdefault(
            daftar, next((v for j, v in mata.tempat.items() if pola.match(j)), mata.tempat_sel(0, 0))
        )
    mata.tempat = tempat
    taruh(mata.pohon, daftar, [isi[nomor] for nomor in tetap])
