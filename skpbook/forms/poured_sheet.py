"""One form sheet of one workbook, poured: the mould's rows but where a text, a height or a lock is a person's."""

from __future__ import annotations

from functools import lru_cache, partial
from operator import ne
from typing import TYPE_CHECKING, Any, NamedTuple

from skpbook.domain.tempat import alamat
from skpbook.forms.cell_xml import aman, aman_kaki, teks_sel
from skpbook.forms.heights import TINGGI_TERBESAR, perlu_tinggi, regangkan
from skpbook.forms.mould_sheet import MASUKAN
from skpbook.forms.pages import awal_halaman, kaki
from skpbook.forms.sheet import huruf_penyangga
from skpbook.forms.values import nomor_otomatis

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from skpbook.forms.field_map import PetaLembar
    from skpbook.forms.layout import Tata, Ukuran
    from skpbook.forms.mould import Cetakan
    from skpbook.forms.mould_sheet import LembarCetakan
    from skpbook.forms.parts import Keping
    from skpbook.forms.paths import Pohon

_PIKSEL = 4 / 3
_PIKSEL_BAWAAN = 20
_BARIS_TERAKHIR = 16383
_SEGAR = 6
"""Rows of the mould between two of a person that are compressed with them: a piece of their own would cost more."""


class IsiLembar(NamedTuple):
    """One form of an order: its document's tree and its texts by path, the layout for it, texts by input, which
    inputs are locked.
    """

    kode: str
    pohon: Pohon
    daun: Mapping[str, str]
    ukuran: Ukuran
    tata: Tata
    peta: PetaLembar
    teks: dict[int, str]
    terkunci: frozenset[int]

    @property
    def terkunci_semua(self) -> frozenset[int]:
        """Fields (their places in the sheet's order) of which every input is locked."""
        banyak: dict[int, int] = {}
        for nomor in self.terkunci:
            ke = self.peta.masukan[nomor].ke
            banyak[ke] = banyak.get(ke, 0) + 1
        return frozenset(
            ke
            for ke, jumlah in banyak.items()
            if jumlah == self.peta.banyak[ke] and ke not in self.peta.selalu
        )


class LembarTuangan:
    """One form sheet of one workbook."""

    def __init__(self, cetakan: LembarCetakan, isi: IsiLembar, buku: Cetakan, untuk: str | None) -> None:
        self.cetakan = cetakan
        self.isi = isi
        self.buku = buku
        self.untuk = untuk
        self.nilai = self._nilai_rumus()

    def keping(self) -> list[Keping]:
        """The part, in pieces."""
        tinggi = self._tinggi()
        satu = self.cetakan
        pemisah = awal_halaman(self.isi.tata, tinggi, mendatar=satu.definisi.mendatar)
        hasil = self._latar(self._baris(tinggi))
        tutup = self._validasi(hasil)
        hasil.append(
            f"{tutup}{satu.sesudah}<headerFooter><oddFooter>{aman_kaki(kaki(satu.definisi, self.untuk))}"
            f"</oddFooter></headerFooter>{_pemisah(pemisah)}{satu.akhir}"
        )
        return hasil

    def _nilai_rumus(self) -> dict[int, str | int]:
        """What formulas show, by their number; nothing for those that show nothing."""
        hasil: dict[int, str | int] = {}
        daun = self.isi.daun
        for nomor, satu in enumerate(self.isi.peta.rumus):
            if satu.penentu not in daun:
                continue
            if satu.kunci is None:
                hasil[nomor] = daun[satu.jalur]
            elif (angka := nomor_otomatis(self.isi.pohon, satu.jalur, satu.kunci)) is not None:
                hasil[nomor] = angka
        return hasil

    def _tinggi(self) -> list[float]:
        """Height (points) of every row: without texts, then grown by them."""
        peta = self.isi.peta
        tinggi = list(peta.tinggi)
        tegak = list(peta.tegak)
        isi: list[tuple[Any, str]] = [(peta.masukan[nomor], teks) for nomor, teks in self.isi.teks.items()]
        isi.extend(
            (peta.rumus[nomor], nilai) for nomor, nilai in self.nilai.items() if isinstance(nilai, str)
        )
        for satu, teks in isi:
            perlu = _perlu(teks, satu.lebar, satu.huruf, satu.tebal)
            sel = satu.sel
            if sel.baris != sel.baris_akhir:
                tegak.append((satu.urut, sel, perlu))
            elif perlu > tinggi[sel.baris]:
                tinggi[sel.baris] = min(perlu, TINGGI_TERBESAR)
        for _, sel, perlu in sorted(tegak, key=_urut):
            regangkan(tinggi, sel, perlu, self.isi.tata.tersembunyi)
        return tinggi

    def _baris(self, tinggi: Sequence[float]) -> dict[int, str]:
        """The rows that are not as the mould has them: a text, a height, a lock or a note is this person's."""
        peta, satu, terkunci = self.isi.peta, self.cetakan, self.isi.terkunci
        catatan_samping = self.isi.tata.catatan_samping
        terisi: dict[int, list[int]] = {satu.baris_rumus[nomor]: [] for nomor in self.nilai}
        kaku: dict[int, int] = {}
        for nomor in self.isi.teks:
            masukan = peta.masukan[nomor]
            sel = masukan.sel
            tanda = 2 * nomor
            if nomor in terkunci:
                tanda += 1
                if masukan.tunggal:
                    kaku[sel.baris] = kaku.get(sel.baris, 0) + 1
            for baris in range(sel.baris, sel.baris_akhir + 1):
                terisi.setdefault(baris, []).append(tanda)
        beda = [nomor for nomor, satu_beda in enumerate(map(ne, tinggi, peta.tinggi)) if satu_beda]
        hasil = {}
        for nomor in sorted({*beda, *terisi, *catatan_samping}):
            ada = terisi.get(nomor)
            isi = satu.baris[nomor].kosong if ada is None else self._sel(nomor, sorted(ada))
            lentur = peta.tunggal.get(nomor, 0) > kaku.get(nomor, 0)
            hasil[nomor] = self._satu_baris(
                nomor, isi, tinggi[nomor], catatan_samping.get(nomor), lentur=lentur
            )
        return hasil

    def _latar(self, khusus: Mapping[int, str]) -> list[Keping]:
        """All rows and what stands before them: between those that are this person's, those of the mould."""
        hasil: list[Keping] = []
        segar: list[str] = []
        mulai = 0
        for nomor in (*khusus, len(self.cetakan.baris)):
            if mulai == 0 or nomor - mulai > _SEGAR:
                if segar:
                    hasil.append("".join(segar))
                    segar = []
                hasil.append(
                    self.cetakan.keping.ambil(
                        (mulai, nomor, self.isi.tata.tersembunyi), partial(self._rentang, mulai, nomor)
                    )
                )
            else:
                segar.extend(map(self._biasa, range(mulai, nomor)))
            if nomor in khusus:
                segar.append(khusus[nomor])
            mulai = nomor + 1
        if segar:
            hasil.append("".join(segar))
        return hasil

    def _rentang(self, mulai: int, akhir: int) -> str:
        """Rows of the mould, the first with what stands before it."""
        awal = "" if mulai else self.cetakan.kepala
        return awal + "".join(map(self._biasa, range(mulai, akhir)))

    def _biasa(self, nomor: int) -> str:
        """A row without anything of a person, rendered once for all."""
        kunci = (nomor, nomor in self.isi.tata.tersembunyi)
        ada = self.cetakan.biasa.get(kunci)
        if ada is None:
            peta = self.isi.peta
            isi = self.cetakan.baris[nomor].kosong
            lentur = nomor in peta.tunggal
            ada = self._satu_baris(nomor, isi, peta.tinggi[nomor], None, lentur=lentur)
            self.cetakan.biasa[kunci] = ada
        return ada

    def _satu_baris(self, nomor: int, isi: str, tinggi: float, catatan: str | None, *, lentur: bool) -> str:
        """A row with its cells, beside them the prop of a growing one and the note on hidden ones."""
        samping = len(self.isi.tata.lebar)
        huruf = huruf_penyangga(tinggi) if lentur else None
        if huruf is not None:
            isi += f'<c r="{alamat(nomor, samping)}" s="{self.buku.penyangga[huruf]}"/>'
        if catatan is not None:
            isi += f'<c r="{alamat(nomor, samping + 1)}" s="{self.buku.catatan}"{teks_sel(catatan)}'
        piksel = int(tinggi * _PIKSEL + 0.5)
        sifat = _sifat_baris(piksel, nomor in self.isi.tata.tersembunyi, lentur)
        return f'<row r="{nomor + 1}"{sifat}>{isi}</row>' if isi else f'<row r="{nomor + 1}"{sifat}/>'

    def _sel(self, baris: int, terisi: Sequence[int]) -> str:
        """The cells of a row with these inputs filled in."""
        teks, isi = self.cetakan.pola(baris, tuple(terisi))
        bagian = [teks[0]]
        for (jenis, nomor), sesudah in zip(isi, teks[1:], strict=True):
            bagian.append(teks_sel(self.isi.teks[nomor]) if jenis == MASUKAN else self._rumus(nomor))
            bagian.append(sesudah)
        return "".join(bagian)

    def _rumus(self, nomor: int) -> str:
        nilai = self.nilai.get(nomor, "")
        jenis = ' t="str"' if isinstance(nilai, str) else ""
        isi = aman(nilai) if isinstance(nilai, str) else nilai
        return f"{jenis}>{self.cetakan.rumus[nomor]}<v>{isi}</v></c>"

    def _validasi(self, hasil: list[Keping]) -> str:
        """The rules over the inputs that are not locked, with what stands before them; returns how they end."""
        satu = self.cetakan
        terkunci: dict[int, tuple[int, ...]] = {}
        for nomor in sorted(self.isi.terkunci):
            aturan = satu.validasi_masukan[nomor]
            terkunci[aturan] = (*terkunci.get(aturan, ()), nomor)
        habis = sum(len(ini) == len(satu.validasi[aturan].sel) for aturan, ini in terkunci.items())
        banyak = len(satu.validasi) - habis
        awal = f'<dataValidations count="{banyak}">' if banyak else ""
        hasil.append(satu.keping.ambil(banyak, lambda: satu.tengah + awal, rapat=True))
        for kelompok in satu.kelompok_validasi:
            tanpa = tuple(terkunci.get(aturan, ()) for aturan in kelompok)
            hasil.append(satu.keping.ambil((kelompok, tanpa), partial(satu.aturan_semua, kelompok, tanpa)))
        return "</dataValidations>" if banyak else ""


def _urut(satu: tuple[int, Any, float]) -> int:
    """Place in the order of the layout."""
    return satu[0]


@lru_cache(maxsize=16384)
def _perlu(teks: str, lebar: float, huruf: float, tebal: bool) -> float:
    return perlu_tinggi(teks, lebar, huruf, tebal=tebal)


@lru_cache(maxsize=4096)
def _sifat_baris(piksel: int, tersembunyi: bool, lentur: bool) -> str:
    """A row's attributes as XlsxWriter writes them."""
    biasa = piksel == _PIKSEL_BAWAAN
    tinggi = "" if biasa else f' ht="{piksel * 0.75:.16g}"'
    return tinggi + (' hidden="1"' if tersembunyi else "") + ("" if biasa or lentur else ' customHeight="1"')


def _pemisah(baris: Sequence[int]) -> str:
    if not baris:
        return ""
    isi = "".join(f'<brk id="{satu}" max="{_BARIS_TERAKHIR}" man="1"/>' for satu in sorted(set(baris)))
    return f'<rowBreaks count="{len(baris)}" manualBreakCount="{len(baris)}">{isi}</rowBreaks>'
