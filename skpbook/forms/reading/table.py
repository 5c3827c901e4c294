"""Reading tables: headings locate the columns, then row by row, section by section, item by item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.domain.teks import normal
from skpbook.forms.paths import ambil, taruh
from skpbook.forms.reading.columns import Kolom, cari_kepala, kepala_ulang, letak_kolom, nomor_kolom
from skpbook.forms.reading.parallel import belah_baris
from skpbook.forms.reading.trim import buang_kosong

if TYPE_CHECKING:
    from skpbook.forms.definition import Tabel
    from skpbook.forms.scan import Pindaian

Isi = dict[str, tuple[int, str] | None]
"""A row's texts by field: (column, text)."""


def baca(mata: Pindaian, bagian: Tabel, dari: int, sampai: int, awalan: str) -> None:
    """Find the heading row, then walk the rows."""
    kepala = cari_kepala(mata, bagian, dari, sampai)
    if kepala is None:
        mata.hilang.extend(satu.kepala for satu in bagian.kolom if not satu.bantu)
        return
    kolom = letak_kolom(mata, bagian, kepala)
    for satu in bagian.kolom:
        if not satu.bantu and all(letak.kolom is not satu for letak in kolom):
            mata.hilang.append(satu.kepala)
    _Penyusur(mata, bagian, kolom, awalan).jalan(kepala, sampai)


class _Penyusur:
    """Walks the rows under a heading.

    `akhir_area` is the last row of the merged key cell the item stands in, `patah` whether a heading was just
    repeated: an item broken by a page goes on below it.
    """

    def __init__(self, mata: Pindaian, bagian: Tabel, kolom: list[Kolom], awalan: str) -> None:
        self.mata = mata
        self.bagian = bagian
        self.awalan = awalan
        self.tingkat1 = [satu for satu in kolom if satu.kolom.tingkat == 1]
        self.tingkat2 = [satu for satu in kolom if satu.kolom.tingkat == 2]
        self.kunci = next((satu for satu in kolom if satu.kolom.isi == bagian.kunci), None)
        self.nomor = next((satu for satu in kolom if satu.kolom.isi == "nomor"), None)
        self.seksi = bagian.seksi[0]
        self.judul = {mata.id(satu.judul): satu for satu in bagian.seksi if satu.judul}
        self.jalur: str | None = None
        self.akhir_area = -1
        self.anak = 0
        self.patah = False
        self.bernomor = False

    def jalan(self, kepala: int, sampai: int) -> None:
        for baris in range(kepala + 1, sampai):
            if self._lewati(baris):
                continue
            isi: Isi = {
                satu.kolom.isi: self.mata.isi_pertama(baris, satu.mulai, satu.akhir)
                for satu in (*self.tingkat1, *self.tingkat2)
            }
            self._baris(baris, isi)
        for seksi in self.bagian.seksi:
            buang_kosong(
                self.mata, f"{self.awalan}{seksi.ke}", kepala + 1, self.kunci.mulai if self.kunci else 0
            )

    def _baris(self, baris: int, isi: Isi) -> None:
        ada1 = any(isi[satu.kolom.isi] for satu in self.tingkat1 if satu is not self.nomor)
        ada2 = any(isi[satu.kolom.isi] for satu in self.tingkat2)
        if self._lanjutan(isi):
            self._sambung(baris, isi)
            return
        self.patah = self.patah and not (ada1 or ada2)
        if self._butir_baru(baris, isi, ada1 or ada2):
            self._mulai_butir(baris, isi)
        if self.jalur is None:
            return
        if ada1 or (self.nomor is not None and isi["nomor"]):
            self._catat(baris, self.tingkat1, isi, self.jalur)
        if self.bagian.anak and (ada2 or baris <= self.akhir_area):
            self._anak(baris, isi, ada2=ada2)

    def _lewati(self, baris: int) -> bool:
        """Section titles, column numbers, a heading repeated after a page break."""
        kena = self.mata.di_baris(baris)
        for satu in kena:
            if satu.label in self.judul and satu.sisa is None and self.mata.sendiri(satu):
                self.seksi = self.judul[satu.label]
                self.jalur = None
                self.akhir_area = -1
                return True
        if kena and kepala_ulang(self.mata, (*self.tingkat1, *self.tingkat2), baris):
            self.patah = True
            return True
        if (
            kena
            and baris > self.akhir_area
            and all(satu.sisa is None and self.mata.sendiri(satu) for satu in kena)
        ):
            return self._judul_bagian(kena[0].label)
        return nomor_kolom(self.mata.isi_baris(baris, 0, self.mata.kanan + 1))

    def _judul_bagian(self, label: str) -> bool:
        """The table's own title above a repeated heading."""
        return bool(self.bagian.judul) and label == self.mata.id(self.bagian.judul or "")

    def _lanjutan(self, isi: Isi) -> bool:
        """Right below a repeated heading a row without a number and without short answers goes on with the last."""
        if not self.patah or self.jalur is None or not self.bernomor or isi.get("nomor"):
            return False
        panjang = {self.bagian.kunci, "rhk_pimpinan", "indikator"}
        ada = {nama for nama, satu in isi.items() if satu}
        return bool(ada) and ada <= panjang

    def _sambung(self, baris: int, isi: Isi) -> None:
        self.patah = False
        for satu in (*self.tingkat1, *self.tingkat2):
            ada = isi[satu.kolom.isi]
            if ada is None:
                continue
            dasar = self.jalur or ""
            if satu.kolom.tingkat == 2:
                dasar = f"{dasar}.{self.bagian.anak}[{max(self.anak - 1, 0)}]"
            jalur = f"{dasar}.{satu.kolom.isi}"
            lama = ambil(self.mata.pohon, jalur)
            if lama:
                taruh(self.mata.pohon, jalur, f"{lama} {ada[1]}")
            else:
                self.mata.catat(jalur, baris, *ada)

    def _butir_baru(self, baris: int, isi: Isi, ada: bool) -> bool:
        """A row starts an item when its key cell starts a merged area, or says something new outside one."""
        if baris <= self.akhir_area:
            return False
        if not self.bagian.anak:
            return ada
        area = self.mata.tegak(baris, self.kunci.mulai) if self.kunci else None
        if area is not None and area[0] == baris:
            return True
        kunci = isi.get(self.bagian.kunci)
        if self.jalur is not None and self._sama(isi, kunci):
            return False
        return bool(isi.get("nomor") or kunci or (self.jalur is None and ada))

    def _sama(self, isi: Isi, kunci: tuple[int, str] | None) -> bool:
        """The RHK written again beside each of its IKI, with its number again or none."""
        nomor = isi.get("nomor")
        if nomor is not None and nomor[1] != ambil(self.mata.pohon, f"{self.jalur}.nomor"):
            return False
        lama = ambil(self.mata.pohon, f"{self.jalur}.{self.bagian.kunci}")
        return kunci is not None and bool(lama) and normal(kunci[1]) == normal(lama)

    def _mulai_butir(self, baris: int, isi: Isi) -> None:
        daftar = f"{self.awalan}{self.seksi.ke}"
        self.jalur = f"{daftar}[{self.mata.panjang(daftar)}]"
        taruh(self.mata.pohon, self.jalur, {})
        self.anak = 0
        self.bernomor = self.bernomor or bool(isi.get("nomor"))
        area = self.mata.tegak(baris, self.kunci.mulai) if self.kunci else None
        self.akhir_area = area[2] if area is not None and self.bagian.anak else -1
        self.mata.tempat[self.jalur] = self.mata.tempat_sel(baris, self.kunci.mulai if self.kunci else 0)
        for satu in self.tingkat1:
            self.mata.tempat[f"{self.jalur}.{satu.kolom.isi}"] = self.mata.tempat_sel(baris, satu.mulai)

    def _catat(self, baris: int, kolom: list[Kolom], isi: Isi, jalur: str) -> None:
        for satu in kolom:
            ada = isi[satu.kolom.isi]
            if ada is None:
                continue
            medan = f"{jalur}.{satu.kolom.isi}"
            lama = ambil(self.mata.pohon, medan)
            if satu.kolom.tingkat == 2 or not lama:
                self.mata.catat(medan, baris, *ada)
            elif satu is not self.nomor and normal(lama) != normal(ada[1]):
                taruh(self.mata.pohon, medan, f"{lama}\n{ada[1]}")

    def _anak(self, baris: int, isi: Isi, *, ada2: bool) -> None:
        dasar = f"{self.jalur}.{self.bagian.anak}"
        jalur = f"{dasar}[{self.anak}]"
        for satu in self.tingkat2:
            sel = self.mata.tempat_sel(baris, satu.mulai)
            if ada2:
                self.mata.tempat[f"{jalur}.{satu.kolom.isi}"] = sel
            else:
                self.mata.tempat.setdefault(f"{jalur}.{satu.kolom.isi}", sel)
        if not ada2:
            return
        for potong in belah_baris(self.mata, self.tingkat2, isi):
            jalur = f"{dasar}[{self.anak}]"
            taruh(self.mata.pohon, jalur, {})
            for satu in self.tingkat2:
                self.mata.tempat[f"{jalur}.{satu.kolom.isi}"] = self.mata.tempat_sel(baris, satu.mulai)
            self._catat(baris, self.tingkat2, potong, jalur)
            self.anak += 1
