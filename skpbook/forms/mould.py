"""The mould of a workbook: what all templates of a package and layout have in common, built once by XlsxWriter.

A person's texts, the heights they need and what they lock are poured into it (`forms.pour`); everything else
of the file is there already, compressed.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.tempat import nama_kolom
from skpbook.forms import seal
from skpbook.forms.cell_text import utuh
from skpbook.forms.choices import PILIHAN_RHK
from skpbook.forms.guide import baris_untuk
from skpbook.forms.mould_sheet import (
    MASUKAN,
    RUMUS,
    SISA,
    TETAP,
    BarisCetakan,
    LembarCetakan,
    Potong,
    Validasi,
)
from skpbook.forms.parts import Beku, Dasar, Keping, bekukan, buat_dasar
from skpbook.forms.sheet import UKURAN_PENYANGGA
from skpbook.forms.validation import per_kolom
from skpbook.forms.write import Penulis, buku_kosong

if TYPE_CHECKING:
    from collections.abc import Set

    from skpbook.domain.dokumen import Isi
    from skpbook.forms.catalog import Katalog
    from skpbook.forms.definition import Isian
    from skpbook.forms.field_map import PetaLembar
    from skpbook.forms.order import Pesanan
    from skpbook.forms.tables import TabelPegawai, TabelUnit

_TANDA_RHK = "@@rhk{}@@"
_TANDA_UNTUK = "@@untuk@@"
_BARIS = re.compile(r'<row r="(\d+)"[^>]*?(?:/>|>(.*?)</row>)', re.S)
_SEL = re.compile(r'<c r="([A-Z]+)\d+"( s="\d+")?([^>]*?)(?:/>|>(.*?)</c>)', re.S)
_RUMUS = re.compile(r"<f>.*?</f>", re.S)
_UKURAN_LEMBAR = re.compile(r'<dimension ref="[^"]*"/>')
_VALIDASI = re.compile(r'<dataValidations count="\d+">(.*?)</dataValidations>', re.S)
_SATU_VALIDASI = re.compile(r'(<dataValidation .*? sqref=")([^"]*)(".*?</dataValidation>)', re.S)
_KAKI = re.compile(
    r"<headerFooter><oddFooter>.*?</oddFooter></headerFooter>(?:<rowBreaks .*?</rowBreaks>)?", re.S
)
_TEKS_BERSAMA = re.compile(r"<si>.*?</si>", re.S)
_DAHULU = ("[Content_Types].xml", "_rels/.rels")


class Cetakan(Struct, frozen=True):
    """A mould. `dasar` are the parts that never differ; the others are told in pieces.

    `petunjuk`, `daftar` and `cap` are a part's name and its text around what is poured in: for whom the
    workbook is, the leader's RHK (None without any), the rows of the stamp sheet; `segel` is the text around the
    seal. `penyangga` maps a font size to the style of a prop, `catatan` is the style of notes beside the sheet.
    """

    dasar: Dasar
    lembar: tuple[LembarCetakan, ...]
    petunjuk: tuple[str, Beku, Beku]
    daftar: tuple[str, tuple[Keping, ...]] | None
    cap: tuple[str, Beku, Beku]
    segel: tuple[Beku, Beku]
    penyangga: Mapping[int, int]
    catatan: int


def buat_cetakan(
    katalog: Katalog,
    pesanan: Pesanan,
    peta: Mapping[str, PetaLembar],
    tak_ditanya: Mapping[str, Set[Isian]],
) -> Cetakan:
    """The mould for orders like this one: same package, layouts (`peta` by form code), periods and number of
    RHK offered, same capaian organisasi, as many lines of "for whom", same fields locked everywhere
    (`tak_ditanya`).
    """
    return _Pencetak(katalog, pesanan, peta, tak_ditanya).cetak()


class _Pencetak:
    """Builds a workbook without any person's text and takes it to pieces."""

    def __init__(
        self,
        katalog: Katalog,
        pesanan: Pesanan,
        peta: Mapping[str, PetaLembar],
        tak_ditanya: Mapping[str, Set[Isian]],
    ) -> None:
        self.katalog = katalog
        self.peta = peta
        rhk = tuple(_TANDA_RHK.format(nomor) for nomor in range(len(pesanan.rhk)))
        untuk = "\n".join([_TANDA_UNTUK] * baris_untuk(utuh(pesanan.untuk or "")))
        capaian = _hanya_capaian(pesanan.isi)
        kosong = replace(pesanan, isi={}, milik=capaian, rhk=rhk, untuk=untuk, nip=None, unit=None)
        wadah = io.BytesIO()
        buku = buku_kosong(wadah, kosong)
        tata = {kode: satu.tata for kode, satu in peta.items()}
        self.penulis = Penulis(katalog, kosong, buku, tata, tak_ditanya)
        self.penulis.tulis()
        self._catat_gaya()
        buku.close()
        with zipfile.ZipFile(wadah) as arsip:
            self.bagian = {nama: arsip.read(nama) for nama in arsip.namelist()}

    def _catat_gaya(self) -> None:
        """The numbers of all styles that may be poured: asked for before XlsxWriter writes its styles, they are
        in them.
        """
        gaya = self.penulis.gaya
        self.gaya = {
            kode: tuple(
                (
                    gaya.format(masukan.gaya, terkunci=False, teks=True)._get_xf_index(),
                    gaya.format(masukan.gaya, terkunci=True, teks=True)._get_xf_index(),
                )
                for masukan in peta.masukan
            )
            for kode, peta in self.peta.items()
        }
        self.gaya_rumus = {
            kode: tuple(gaya.format(rumus.sel.gaya)._get_xf_index() for rumus in peta.rumus)
            for kode, peta in self.peta.items()
        }
        penyangga = self.penulis.penyangga
        self.penyangga = {huruf: penyangga.format(huruf)._get_xf_index() for huruf in UKURAN_PENYANGGA}
        self.catatan = gaya.format("bantu")._get_xf_index()

    def cetak(self) -> Cetakan:
        """The mould."""
        nama = [f"xl/worksheets/sheet{nomor}.xml" for nomor in range(1, len(self.peta) + 4)]
        lembar = tuple(self._lembar(satu, kode) for satu, kode in zip(nama[1:-2], self.peta, strict=True))
        petunjuk, cap = self._petunjuk(nama[0]), self._cap(nama[-1])
        daftar = self._daftar(nama[-2])
        self._buang_tanda()
        segel = self.bagian.pop(seal.BAGIAN).decode().split(seal.KOSONG)
        for satu in (petunjuk[0], cap[0], *(s.bagian for s in lembar), *([daftar[0]] if daftar else [])):
            del self.bagian[satu]
        return Cetakan(
            dasar=self._dasar(),
            lembar=lembar,
            petunjuk=petunjuk,
            daftar=daftar,
            cap=cap,
            segel=(bekukan(segel[0]), bekukan(segel[1])),
            penyangga=self.penyangga,
            catatan=self.catatan,
        )

    def _lembar(self, bagian: str, kode: str) -> LembarCetakan:
        peta = self.peta[kode]
        xml = self.bagian[bagian].decode()
        kepala, isi, sisa = _belah(xml, "<sheetData>", "</sheetData>")
        terakhir = nama_kolom(len(peta.tata.lebar) + 1)
        kepala = _UKURAN_LEMBAR.sub(
            f'<dimension ref="A1:{terakhir}{max(peta.tata.jumlah_baris, 1)}"/>', kepala, count=1
        )
        temu = _VALIDASI.search(sisa)
        kaki = _KAKI.search(sisa)
        if temu is None or kaki is None:
            raise ValueError(f"Lembar {bagian} tidak mempunyai validasi atau kaki halaman.")
        rumus = [""] * len(peta.rumus)
        return LembarCetakan(
            bagian=bagian,
            definisi=self.katalog.definisi[kode],
            peta=peta,
            kepala=kepala,
            baris=tuple(self._baris(kode, isi, rumus)),
            rumus=tuple(rumus),
            tengah=sisa[: temu.start()],
            validasi=self._validasi(kode, temu[1]),
            sesudah=sisa[temu.end() : kaki.start()],
            akhir=sisa[kaki.end() :],
            gaya=self.gaya[kode],
            gaya_rumus=self.gaya_rumus[kode],
        )

    def _baris(self, kode: str, isi: str, rumus: list[str]) -> list[BarisCetakan]:
        peta = self.peta[kode]
        sel: dict[tuple[int, str], tuple[int, int]] = {}
        for nomor, masukan in enumerate(peta.masukan):
            s = masukan.sel
            for baris in range(s.baris, s.baris_akhir + 1):
                for kolom in range(s.kolom, s.kolom_akhir + 1):
                    sel[baris, nama_kolom(kolom)] = (SISA, nomor)
            sel[s.baris, nama_kolom(s.kolom)] = (MASUKAN, nomor)
        for nomor, satu in enumerate(peta.rumus):
            sel[satu.sel.baris, nama_kolom(satu.sel.kolom)] = (RUMUS, nomor)
        samping = {nama_kolom(len(peta.tata.lebar) + lebih) for lebih in range(2)}
        hasil = []
        for temu in _BARIS.finditer(isi):
            baris = int(temu[1]) - 1
            potong: list[Potong] = []
            for satu_sel in _SEL.finditer(temu[2] or ""):
                if satu_sel[1] in samping:  # props and notes differ from person to person
                    continue
                jenis, nomor = sel.get((baris, satu_sel[1]), (TETAP, 0))
                awal = f'<c r="{satu_sel[1]}{baris + 1}"'
                if jenis == TETAP:
                    if potong and potong[-1][0] == TETAP:
                        potong[-1] = (TETAP, 0, potong[-1][2] + satu_sel[0])
                    else:
                        potong.append((TETAP, 0, satu_sel[0]))
                    continue
                if jenis == RUMUS:
                    rumus[nomor] = _RUMUS.findall(satu_sel[4] or "")[0]
                potong.append((jenis, nomor, awal))
            hasil.append(BarisCetakan(baris, tuple(potong), self._kosong(kode, potong, rumus)))
        return hasil

    def _kosong(self, kode: str, potong: list[Potong], rumus: list[str]) -> str:
        gaya, gaya_rumus = self.gaya[kode], self.gaya_rumus[kode]
        bagian = []
        for jenis, nomor, teks in potong:
            if jenis == TETAP:
                bagian.append(teks)
            elif jenis == RUMUS:
                bagian.append(f'{teks} s="{gaya_rumus[nomor]}" t="str">{rumus[nomor]}<v></v></c>')
            else:
                bagian.append(f'{teks} s="{gaya[nomor][0]}"/>')
        return "".join(bagian)

    def _validasi(self, kode: str, xml: str) -> tuple[Validasi, ...]:
        """The rules as XlsxWriter wrote them, with the cells they are of: both in the order they were made."""
        kolom = [satu for semua in self.penulis.isian[kode].kelompok.values() for satu in per_kolom(semua)]
        temu = _SATU_VALIDASI.findall(xml)
        return tuple(
            Validasi(awal, sqref, akhir, tuple(sel), sqref.partition(" ")[0].partition(":")[0])
            for (awal, sqref, akhir), sel in zip(temu, kolom, strict=True)
        )

    def _petunjuk(self, bagian: str) -> tuple[str, Beku, Beku]:
        """Around the cell that says for whom: the first of the sheet's second row."""
        xml = self.bagian[bagian].decode()
        temu = re.search(r'<c r="A2"( s="\d+") t="s"><v>\d+</v></c>', xml)
        if temu is None:
            raise ValueError("Lembar Petunjuk tidak menyebut untuk siapa.")
        return bagian, bekukan(f'{xml[: temu.start()]}<c r="A2"{temu[1]}'), bekukan(xml[temu.end() :])

    def _cap(self, bagian: str) -> tuple[str, Beku, Beku]:
        kepala, _, sisa = _belah(self.bagian[bagian].decode(), "<sheetData>", "</sheetData>")
        return bagian, bekukan(_UKURAN_LEMBAR.sub("", kepala, count=1)), bekukan(sisa)

    def _daftar(self, bagian: str) -> tuple[str, tuple[Keping, ...]] | None:
        """The list sheet in pieces between which the RHK stand, each piece ending within its cell's tag."""
        if PILIHAN_RHK not in self.penulis.daftar.khusus or not self.penulis.pesanan.rhk:
            return None
        xml = self.bagian[bagian].decode()
        bersama = _TEKS_BERSAMA.findall(self.bagian["xl/sharedStrings.xml"].decode())
        potong: list[Keping] = []
        mulai = 0
        for nomor in range(len(self.penulis.pesanan.rhk)):
            tanda = _TANDA_RHK.format(nomor)
            urut = next((n for n, satu in enumerate(bersama) if tanda in satu), None)
            if urut is None:
                return None  # no field of this package takes its choices from the leader
            temu = re.compile(rf'(<c r="[A-Z]+\d+"(?: s="\d+")?) t="s"><v>{urut}</v></c>').search(xml, mulai)
            if temu is None:
                raise ValueError("Lembar daftar tidak memuat pilihan RHK pimpinan.")
            satu = xml[mulai : temu.start()] + temu[1]
            potong.append(satu if potong else bekukan(satu))
            mulai = temu.end()
        return bagian, (*potong, bekukan(xml[mulai:]))

    def _buang_tanda(self) -> None:
        """No trace of the marks in the texts all cells share."""
        nama = "xl/sharedStrings.xml"
        self.bagian[nama] = re.sub(rb"<si><t>@@[^<]*@@</t></si>", b"<si><t/></si>", self.bagian[nama])

    def _dasar(self) -> Dasar:
        urut = sorted(self.bagian, key=lambda nama: nama not in _DAHULU)
        return buat_dasar((nama, self.bagian[nama]) for nama in urut)


def _belah(teks: str, awal: str, akhir: str) -> tuple[str, str, str]:
    """A text before and with `awal`, between, from `akhir` on."""
    kiri = teks.index(awal) + len(awal)
    kanan = teks.index(akhir, kiri)
    return teks[:kiri], teks[kiri:kanan], teks[kanan:]


def _hanya_capaian(isi: Mapping[str, Isi | TabelPegawai | TabelUnit]) -> dict[str, Isi]:
    """The evaluation with nothing but its capaian organisasi, which the curve is drawn for; not locked, as a
    mould has every input open.
    """
    return {
        kode: Evaluasi(capaian_organisasi=satu.capaian_organisasi)
        for kode, satu in isi.items()
        if isinstance(satu, Evaluasi)
    }
