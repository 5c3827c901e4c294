"""One form sheet of one workbook, poured: the mould's rows but where a text, a height or a lock is a person's."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from skpbook.domain.tempat import alamat
from skpbook.forms.cell_xml import aman, aman_kaki, teks_sel
from skpbook.forms.field_map import area
from skpbook.forms.heights import TINGGI_TERBESAR, perlu_tinggi, regangkan
from skpbook.forms.mould import MASUKAN, RUMUS, TETAP
from skpbook.forms.pages import awal_halaman, kaki
from skpbook.forms.sheet import huruf_penyangga
from skpbook.forms.validation import sambung, sqref
from skpbook.forms.values import nomor_otomatis

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from skpbook.forms.field_map import PetaLembar
    from skpbook.forms.layout import Tata, Ukuran
    from skpbook.forms.mould import Cetakan, LembarCetakan
    from skpbook.forms.paths import Pohon

_PIKSEL = 4 / 3
_PIKSEL_BAWAAN = 20
_BARIS_TERAKHIR = 16383


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

    def xml(self) -> str:
        """The part."""
        tinggi = self._tinggi()
        satu = self.cetakan
        pemisah = awal_halaman(self.isi.tata, tinggi, mendatar=satu.definisi.mendatar)
        return "".join(
            (
                satu.kepala,
                *self._baris(tinggi),
                satu.tengah,
                self._validasi(),
                satu.sesudah,
                f"<headerFooter><oddFooter>{aman_kaki(kaki(satu.definisi, self.untuk))}</oddFooter></headerFooter>",
                _pemisah(pemisah),
                satu.akhir,
            )
        )

    def _nilai_rumus(self) -> dict[int, str | int]:
        """What formulas show, by their number; nothing for those that show nothing."""
        hasil: dict[int, str | int] = {}
        for nomor, satu in enumerate(self.isi.peta.rumus):
            if satu.kunci is not None:
                angka = nomor_otomatis(self.isi.pohon, satu.jalur, satu.kunci)
                if angka is not None:
                    hasil[nomor] = angka
            elif (teks := self.isi.daun.get(satu.jalur)) is not None:
                hasil[nomor] = teks
        return hasil

    def _tinggi(self) -> dict[int, float]:
        """Height (points) of every row: without texts, then grown by them."""
        peta = self.isi.peta
        tinggi = dict(enumerate(peta.tinggi))
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
        for _, sel, perlu in sorted(tegak, key=lambda satu: satu[0]):
            regangkan(tinggi, sel, perlu, self.isi.tata.tersembunyi)
        return tinggi

    def _baris(self, tinggi: Mapping[int, float]) -> list[str]:
        """Every row: as the mould has it, but where a text, a height, a lock or a note is this person's."""
        peta, tata, satu = self.isi.peta, self.isi.tata, self.cetakan
        terkunci: dict[int, int] = {}
        berisi: set[int] = {satu.baris_rumus[nomor] for nomor in self.nilai}
        for nomor in self.isi.teks:
            sel = peta.masukan[nomor].sel
            berisi.update(range(sel.baris, sel.baris_akhir + 1))
            if nomor in self.isi.terkunci and peta.masukan[nomor].tunggal:
                terkunci[sel.baris] = terkunci.get(sel.baris, 0) + 1
        hasil = [self._biasa(nomor) for nomor in range(len(satu.baris))]
        beda = {nomor for nomor, biasa in enumerate(peta.tinggi) if tinggi[nomor] != biasa}
        for nomor in beda.union(berisi, terkunci, tata.catatan_samping):
            lentur = peta.tunggal.get(nomor, 0) > terkunci.get(nomor, 0)
            catatan = tata.catatan_samping.get(nomor)
            isi = self._sel(satu.baris[nomor].potong) if nomor in berisi else satu.baris[nomor].kosong
            hasil[nomor] = self._satu_baris(nomor, isi, tinggi[nomor], catatan, lentur=lentur)
        return hasil

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

    def _sel(self, potong: Sequence[tuple[int, int, str]]) -> str:
        teks, terkunci = self.isi.teks, self.isi.terkunci
        gaya = self.cetakan.gaya
        bagian = []
        for jenis, nomor, awal in potong:
            if jenis == TETAP:
                bagian.append(awal)
            elif jenis == RUMUS:
                bagian.append(self._rumus(nomor, awal))
            else:
                bagian.append(f'{awal} s="{gaya[nomor][nomor in terkunci]}"')
                bagian.append(teks_sel(teks[nomor]) if jenis == MASUKAN and nomor in teks else "/>")
        return "".join(bagian)

    def _rumus(self, nomor: int, awal: str) -> str:
        nilai = self.nilai.get(nomor, "")
        jenis = ' t="str"' if isinstance(nilai, str) else ""
        isi = aman(nilai) if isinstance(nilai, str) else nilai
        return (
            f'{awal} s="{self.cetakan.gaya_rumus[nomor]}"{jenis}>{self.cetakan.rumus[nomor]}<v>{isi}</v></c>'
        )

    def _validasi(self) -> str:
        """The rules over the inputs that are not locked."""
        terkunci: dict[int, list[int]] = {}
        for nomor in sorted(self.isi.terkunci):
            terkunci.setdefault(self.cetakan.validasi_masukan[nomor], []).append(nomor)
        aturan = dict(enumerate(self.cetakan.validasi_utuh))
        for nomor, masukan in terkunci.items():
            kunci = (nomor, tuple(masukan))
            if kunci not in self.cetakan.validasi_sisa:
                self.cetakan.validasi_sisa[kunci] = self._sisa(nomor, masukan)
            aturan[nomor] = self.cetakan.validasi_sisa[kunci]
        isi = [satu for satu in aturan.values() if satu]
        if not isi:
            return ""
        return f'<dataValidations count="{len(isi)}">{"".join(isi)}</dataValidations>'

    def _sisa(self, nomor: int, masukan: Sequence[int]) -> str:
        """A rule without some of its cells; nothing where none is left."""
        tanpa = {area(self.isi.peta.masukan[satu].sel) for satu in masukan}
        satu = self.cetakan.validasi[nomor]
        sisa = sambung(sel for sel in satu.sel if sel not in tanpa)
        if not sisa:
            return ""
        akhir = satu.akhir.replace(f"({satu.acuan},", f"({alamat(sisa[0][0], sisa[0][1])},")
        return f"{satu.awal}{sqref(sisa)}{akhir}"


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
