"""Templates poured into moulds: of a person's workbook only what is his is rendered.

What comes out says the same as `forms.write` writing it whole, cell by cell and rule by rule; a test holds
the two against each other for every form.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from operator import add
from typing import TYPE_CHECKING

from skpbook.domain.dokumen import Cap
from skpbook.domain.evaluasi import Evaluasi
from skpbook.forms import seal
from skpbook.forms.cell_text import satuan, utuh
from skpbook.forms.cell_xml import baris_kata, teks_sel
from skpbook.forms.field_map import peta_lembar
from skpbook.forms.guide import baris_untuk
from skpbook.forms.layout import susun
from skpbook.forms.mould import Cetakan, buat_cetakan
from skpbook.forms.parts import Penyusun
from skpbook.forms.poured_sheet import IsiLembar, LembarTuangan
from skpbook.forms.stamp import baris_cap
from skpbook.forms.values import TERPANJANG, TeksTerlaluPanjang, pohon_isi, tanggal_medan, teks_medan
from skpbook.forms.write import tulis_buku

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from skpbook.forms.catalog import Katalog
    from skpbook.forms.order import Pesanan
    from skpbook.forms.parts import Keping

_NOMOR_AKHIR = re.compile(r"\[\d+\]$")
_SIMPANAN = 64


class Penuang:
    """Pours orders of one catalogue, keeping the moulds used last."""

    def __init__(self, katalog: Katalog, simpanan: int = _SIMPANAN) -> None:
        self.katalog = katalog
        self._simpanan = simpanan
        self._cetakan: OrderedDict[object, Cetakan] = OrderedDict()

    def __len__(self) -> int:
        """How many moulds are kept."""
        return len(self._cetakan)

    def tuang(self, pesanan: Pesanan) -> bytes:
        """The workbook as .xlsx bytes. Raises TeksTerlaluPanjang for text no cell can hold.

        What a mould does not know (dates, marks, a person's own earlier content) is written whole.
        """
        isi = self._isi(pesanan)
        if isi is None:
            return tulis_buku(self.katalog, pesanan)
        return _Tuangan(self.katalog, pesanan, isi, self._pilih(pesanan, isi)).data()

    def _isi(self, pesanan: Pesanan) -> list[IsiLembar] | None:
        if pesanan.milik or pesanan.bebas or pesanan.paket.terbuka or not pesanan.untuk:
            return None
        hasil = []
        for kode in pesanan.paket.lembar:
            satu = self._isi_lembar(pesanan, kode)
            if satu is None:
                return None
            hasil.append(satu)
        return hasil

    def _isi_lembar(self, pesanan: Pesanan, kode: str) -> IsiLembar | None:
        definisi = self.katalog.definisi[kode]
        pohon = pohon_isi(pesanan.isi.get(kode))
        semua: dict[str, str] = {}
        panjang: list[tuple[str, int]] = []
        _kumpulkan(pohon, "", semua, panjang)
        ukuran = tuple(panjang)
        tata = susun(self.katalog, definisi, ukuran)
        peta = peta_lembar(self.katalog, pesanan.paket, kode, tata.bentuk)
        teks: dict[int, str] = {}
        for jalur, daun in semua.items():
            nomor = peta.menurut_jalur.get(jalur)
            if nomor is None:
                if _NOMOR_AKHIR.sub("", jalur) in peta.tanda:
                    return None
                continue
            masukan = peta.masukan[nomor]
            isi = daun if len(masukan.jalur) == 1 else teks_medan(pohon, masukan.sel.jalur or "") or ""
            if tanggal_medan(masukan.isian, isi) is not None:
                return None
            if len(isi) * 2 > TERPANJANG and satuan(isi) > TERPANJANG:
                raise TeksTerlaluPanjang(
                    f"{masukan.isian.label} terlalu panjang ({len(isi)} huruf); satu sel memuat paling banyak "
                    f"{TERPANJANG} huruf."
                )
            teks[nomor] = isi
        terkunci = frozenset(nomor for nomor in teks if not peta.masukan[nomor].isian.boleh_ubah)
        return IsiLembar(kode, pohon, semua, ukuran, tata, peta, teks, terkunci)

    def _pilih(self, pesanan: Pesanan, isi: Sequence[IsiLembar]) -> Cetakan:
        """The mould of an order, made where there is none yet."""
        capaian = next(
            (satu.capaian_organisasi for satu in pesanan.isi.values() if isinstance(satu, Evaluasi)), None
        )
        kunci = (
            pesanan.paket.kode,
            tuple(satu.tata.bentuk for satu in isi),
            tuple(satu.terkunci_semua for satu in isi),
            len(pesanan.rhk),
            pesanan.periode,
            pesanan.dibuat,
            capaian,
            baris_untuk(utuh(pesanan.untuk or "")),
        )
        ada = self._cetakan.get(kunci)
        if ada is None:
            peta = {satu.kode: satu.peta for satu in isi}
            tanpa = {satu.kode: frozenset(satu.peta.isian[ke] for ke in satu.terkunci_semua) for satu in isi}
            ada = self._cetakan[kunci] = buat_cetakan(self.katalog, pesanan, peta, tanpa)
            if len(self._cetakan) > self._simpanan:
                self._cetakan.popitem(last=False)
        else:
            self._cetakan.move_to_end(kunci)
        return ada


def _kumpulkan(pohon: Any, jalur: str, daun: dict[str, str], ukuran: list[tuple[str, int]]) -> None:
    """Every text of a tree by its path, and the lengths of its lists as `layout.ukuran_pohon` gives them."""
    if type(pohon) is str:
        if pohon:
            daun[jalur] = pohon
    elif type(pohon) is dict:
        awal = f"{jalur}." if jalur else ""
        for nama, nilai in pohon.items():
            _kumpulkan(nilai, awal + nama, daun, ukuran)
    elif isinstance(pohon, list | tuple):
        ukuran.append((jalur, len(pohon)))
        for nomor, nilai in enumerate(pohon):
            _kumpulkan(nilai, f"{jalur}[{nomor}]", daun, ukuran)


class _Tuangan:
    """One workbook."""

    def __init__(
        self, katalog: Katalog, pesanan: Pesanan, isi: Sequence[IsiLembar], cetakan: Cetakan
    ) -> None:
        self.katalog = katalog
        self.pesanan = pesanan
        self.isi = isi
        self.cetakan = cetakan

    def data(self) -> bytes:
        """The package: the mould's own parts, then those rendered, then the seal over all."""
        penyusun = Penyusun(self.cetakan.dasar)
        for nama, keping in self._bagian():
            penyusun.tambah(nama, keping)
        awal, akhir = self.cetakan.segel
        penyusun.tambah(seal.BAGIAN, (awal, seal.nilai_segel(penyusun.bagian), akhir))
        return penyusun.data()

    def _bagian(self) -> Iterator[tuple[str, Sequence[Keping]]]:
        nama, awal, akhir = self.cetakan.petunjuk
        yield nama, (awal, teks_sel(self.pesanan.untuk or ""), akhir)
        for satu, isi in zip(self.cetakan.lembar, self.isi, strict=True):
            yield satu.bagian, LembarTuangan(satu, isi, self.cetakan, self.pesanan.untuk).keping()
        if self.cetakan.daftar is not None:
            nama, potong = self.cetakan.daftar
            awal_daftar, *antara, akhir_daftar = potong
            sel = map(teks_sel, self.pesanan.rhk)
            yield nama, (awal_daftar, next(sel) + "".join(map(add, antara, sel)), akhir_daftar)
        nama, awal, akhir = self.cetakan.cap
        yield nama, (awal, self._cap(), akhir)

    def _cap(self) -> str:
        definisi = self.katalog.definisi
        terisi: dict[str, dict[str, str]] = {}
        usulan: dict[str, dict[str, str]] = {}
        for satu in self.isi:
            for nomor in sorted(satu.teks):  # in the order of the layout
                tempat = (terisi if nomor in satu.terkunci else usulan).setdefault(satu.kode, {})
                for jalur in satu.peta.masukan[nomor].jalur:
                    tempat[jalur] = utuh(satu.daun.get(jalur, ""))
        cap = Cap(
            formulir={satu.kode: definisi[satu.kode].versi for satu in self.isi},
            nip=self.pesanan.nip,
            unit=self.pesanan.unit,
            periode=self.pesanan.kode_periode,
            terisi=terisi,
            usulan=usulan,
        )
        nama = {satu.kode: definisi[satu.kode].lembar for satu in self.isi}
        ukuran = {satu.kode: satu.ukuran for satu in self.isi}
        baris = []
        for nomor, kata in enumerate(baris_cap(cap, nama, self.pesanan.kunci, ukuran), start=1):
            akhir = f'<c r="D{nomor}"{teks_sel(kata[3])}' if len(kata) > 3 else ""
            baris.append(f'<row r="{nomor}">{baris_kata(nomor, kata[:3])}{akhir}</row>')
        return "".join(baris)
