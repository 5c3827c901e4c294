"""What the reading library does not see passes for no empty cell: errors, formulas without a value, what is hidden."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlwt
from lxml import etree
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableColumn, TableRow
from odf.text import P

from skpbook.contoh.isi import isi as ketikkan
from skpbook.contoh.ketikan import Ketikan
from skpbook.domain.dokumen import Dokumen, TandaSel
from skpbook.domain.skp import Skp
from skpbook.domain.tempat import urai_alamat
from skpbook.forms.merges import nama_lembar_xlsb
from skpbook.forms.write import Pesanan, tulis_buku
from skpbook.intake.baca import HasilBaca, baca_berkas
from skpbook.intake.geometri_xlsb import _rekaman
from tests.forms_in import dokumen as dk
from tests.forms_in.resmi import buku
from tests.forms_in.test_format import DATA
from tests.forms_in.test_resmi_skp import kuantitatif
from tests.forms_out.libreoffice import ubah
from tests.intake.berkas import ganti
from tests.intake.formulir import DIBUAT, KUNCI, buku_skp, dunia
from tests.intake.test_geometri_lain import rekaman

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LEMBAR_SKP = "xl/worksheets/sheet2.xml"
BARIS = (
    ("A. UTAMA",),
    (1, "P satu", "RHK satu", "Waktu", "IKI 1", "12 dokumen"),
    (2, "P dua", "RHK dua", "Biaya", "IKI 2", "5%"),
    ("B. TAMBAHAN",),
)
"""Rows 14 and 15 of the typed form hold the two RHK, the target in column F."""


def baca(data: bytes, nama: str = "a.xlsx") -> HasilBaca:
    hasil = baca_berkas(data, nama, dunia())
    assert hasil.status == "diterima", hasil.temuan
    return hasil


def skp(data: bytes) -> Dokumen:
    return next(satu for satu in baca(data).dokumen if isinstance(satu.isi, Skp))


def ubah_sel(data: bytes, bagian: str, sel: str, baru: Callable[[str], str]) -> bytes:
    """The workbook with one cell element of a sheet part rewritten: `baru` gets its style attribute."""
    isi = zipfile.ZipFile(io.BytesIO(data)).read(bagian).decode()
    pola = rf'<c r="{sel}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)'
    hasil, banyak = re.subn(pola, lambda temu: f'<c r="{sel}"{temu[1] or ""}{baru(sel)}', isi, count=1)
    assert banyak == 1
    return ganti(data, {bagian: hasil.encode()})


def templat() -> tuple[bytes, str, str]:
    """Our own SKP filled in, with the cells of a target and of the predikat-like last IKI row."""
    data = buku_skp()
    tempat = skp(data).tempat
    return data, tempat["utama[0].iki[0].target"].sel, tempat["tambahan[0].rencana"].sel


def ketikan(**sel: str) -> bytes:
    return buku({"SKP": kuantitatif(*BARIS)}, sel=sel or None)


GALAT = (
    "#N/A",
    "#DIV/0!",
    "#VALUE!",
    "#REF!",
    "#NAME?",
    "#NUM!",
    "#NULL!",
    "#SPILL!",
    "#CALC!",
    "#APA SAJA!",
)


@pytest.mark.parametrize("galat", GALAT)
def test_nilai_galat_di_templat(galat: str) -> None:
    """Errors of newer programs too: the library gives a whole sheet up for one it does not know."""
    data, sel, _ = templat()
    dokumen = skp(ubah_sel(data, LEMBAR_SKP, sel, lambda _: f' t="e"><f>A1</f><v>{galat}</v></c>'))
    assert dokumen.tanda == {sel: TandaSel("galat", galat)}
    assert dokumen.isi.utama[0].iki[0].target == galat  # type: ignore[union-attr]
    assert dokumen.isi.utama[0].rencana == skp(data).isi.utama[0].rencana  # type: ignore[union-attr]


@pytest.mark.parametrize("galat", ["#REF!", "#SPILL!"])
def test_nilai_galat_di_ketikan_sendiri(galat: str) -> None:
    data = ubah_sel(ketikan(), "xl/worksheets/sheet1.xml", "F14", lambda _: f' t="e"><v>{galat}</v></c>')
    dokumen = skp(data)
    assert dokumen.tanda == {"F14": TandaSel("galat", galat)}
    assert dokumen.tanda_di("utama[0].iki[0].target") == TandaSel("galat", galat)
    assert dokumen.tanda_di("utama[1].iki[0].target") is None


@pytest.mark.parametrize(
    ("isi", "rumus"),
    [
        ("><f>DATA!B5</f></c>", "=DATA!B5"),
        ("><f>DATA!B5</f><v></v></c>", "=DATA!B5"),
        ("><f>DATA!B5</f><v/></c>", "=DATA!B5"),
        (' t="n"><f>IF(A1&lt;1,"x",2)</f></c>', '=IF(A1<1,"x",2)'),
        ('><f t="shared" si="0"/></c>', "="),
        (' t="str"><f>A1</f></c>', "=A1"),
    ],
)
def test_rumus_tanpa_nilai(isi: str, rumus: str) -> None:
    data, sel, _ = templat()
    dokumen = skp(ubah_sel(data, LEMBAR_SKP, sel, lambda _: isi))
    assert dokumen.tanda == {sel: TandaSel("tanpa-nilai", rumus)}
    assert dokumen.isi.utama[0].iki[0].target is None  # type: ignore[union-attr]
    lain = skp(ubah_sel(ketikan(), "xl/worksheets/sheet1.xml", "F15", lambda _: isi))
    assert lain.tanda == {"F15": TandaSel("tanpa-nilai", rumus)}


@pytest.mark.parametrize("isi", [' t="str"><f>""</f><v></v></c>', "><f>1+1</f><v>2</v></c>", "><v>7</v></c>"])
def test_rumus_yang_bernilai_tidak_ditandai(isi: str) -> None:
    data, sel, _ = templat()
    assert skp(ubah_sel(data, LEMBAR_SKP, sel, lambda _: isi)).tanda == {}


def test_baris_yang_seluruhnya_rumus_tanpa_nilai_tidak_hilang() -> None:
    """Such a row is no hasil kerja, and yet nobody may take it for an empty one."""
    data, _, sel = templat()
    dokumen = skp(ubah_sel(data, LEMBAR_SKP, sel, lambda _: "><f>MPH!C9</f></c>"))
    assert dokumen.isi.tambahan == ()  # type: ignore[union-attr]
    assert dokumen.tanda == {sel: TandaSel("tanpa-nilai", "=MPH!C9")}
    baris = [*BARIS, (3, "=DATA!B9", "=DATA!C9", "=DATA!D9", "=DATA!E9", "=DATA!F9")]
    dokumen = skp(buku({"SKP": kuantitatif(*baris)}))
    assert dokumen.isi.tambahan == ()  # type: ignore[union-attr]
    assert dokumen.tanda.keys() == {"B17", "C17", "D17", "E17", "F17"}


@pytest.mark.parametrize("kode", [satu.kode for satu in dk.katalog().umum.paket if satu.kode != "daftar"])
def test_templat_apa_adanya_tidak_bertanda(kode: str) -> None:
    """Hidden spare rows hold nothing, and every formula of ours stores what it shows."""
    paket = next(satu for satu in dk.katalog().umum.paket if satu.kode == kode)
    data = tulis_buku(
        dk.katalog(), Pesanan(paket=paket, isi={}, nip="199001012015011001", dibuat=DIBUAT, kunci=KUNCI)
    )
    assert [satu.tanda for satu in baca_berkas(data, "a.xlsx", dunia()).dokumen if satu.tanda] == []


def test_templat_disimpan_program_yang_tidak_menghitung() -> None:
    """openpyxl keeps no values of formulas: the predikat is wanted, running numbers are nobody's."""
    paket = next(satu for satu in dk.katalog().umum.paket if satu.kode == "evaluasi-jajf-kuantitatif")
    data = tulis_buku(
        dk.katalog(), Pesanan(paket=paket, isi={}, nip="199001012015011001", dibuat=DIBUAT, kunci=KUNCI)
    )
    satu = openpyxl.load_workbook(io.BytesIO(data))
    keluar = io.BytesIO()
    satu.save(keluar)
    evaluasi = baca_berkas(keluar.getvalue(), "a.xlsx", dunia()).dokumen[0]
    tanda = evaluasi.tanda_di("predikat")
    assert tanda is not None
    assert tanda.jenis == "tanpa-nilai"
    assert evaluasi.tanda.keys() == {evaluasi.tempat["predikat"].sel}


@pytest.mark.parametrize("sifat", ['hidden="1"', 'ht="0" hidden="true" customHeight="1"'])
def test_isi_di_baris_tersembunyi(sifat: str) -> None:
    data, sel, _ = templat()
    nomor = int(re.sub(r"\D", "", sel))
    isi = zipfile.ZipFile(io.BytesIO(data)).read(LEMBAR_SKP).decode()
    kepala = re.search(rf'<row r="{nomor}"[^>]*>', isi)
    assert kepala
    baru = f'<row r="{nomor}" {sifat}>'
    dokumen = skp(ganti(data, {LEMBAR_SKP: isi.replace(kepala[0], baru).encode()}))
    assert dokumen.tanda_di("utama[0].iki[0].target") == TandaSel("tersembunyi", f"baris {nomor}")
    medan = {jalur for jalur, t in dokumen.tempat.items() if t.sel in dokumen.tanda}
    assert {"utama[0].rencana", "utama[0].iki[0].aspek", "utama[0].iki[0].indikator"} <= medan
    assert {satu.jenis for satu in dokumen.tanda.values()} == {"tersembunyi"}
    dokumen = skp(buku({"SKP": kuantitatif(*BARIS)}, sembunyi=[15]))
    assert dokumen.tanda.keys() == {"B15", "C15", "D15", "E15", "F15"}


def test_isi_di_kolom_tersembunyi() -> None:
    satu = openpyxl.load_workbook(io.BytesIO(buku_skp()))
    satu["SKP"].column_dimensions["F"].hidden = True
    keluar = io.BytesIO()
    satu.save(keluar)
    dokumen = skp(keluar.getvalue())
    assert dokumen.tanda_di("utama[0].iki[0].target") == TandaSel("tersembunyi", "kolom F")
    assert dokumen.tanda_di("utama[0].rencana") is None


def ganjil(data: bytes, bagian: str) -> bytes:
    """The same sheet as another program might write it: prefixes, attributes in another order and quoting."""
    akar = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(bagian))
    ruang = etree.QName(akar).namespace
    baru = etree.Element(akar.tag, nsmap={"x": ruang})
    baru.extend(list(akar))
    for satu in baru.iter():
        atribut = sorted(satu.attrib.items(), reverse=True)
        satu.attrib.clear()
        satu.attrib.update(atribut)
    etree.cleanup_namespaces(baru)
    isi = etree.tostring(baru, encoding="UTF-8", xml_declaration=True)
    return ganti(data, {bagian: re.sub(rb'(\w+)="([^"\']*)"', rb"\1 = '\2'", isi)})


def test_xml_yang_ditulis_lain_terlihat_sama() -> None:
    data, sel, lain = templat()
    data = ubah_sel(data, LEMBAR_SKP, sel, lambda _: ' t="e"><v>#SPILL!</v></c>')
    data = ubah_sel(data, LEMBAR_SKP, lain, lambda _: "><f>MPH!C9</f></c>")
    semula, hasil = skp(data), skp(ganjil(data, LEMBAR_SKP))
    assert semula.tanda == {sel: TandaSel("galat", "#SPILL!"), lain: TandaSel("tanpa-nilai", "=MPH!C9")}
    assert (hasil.tanda, hasil.isi) == (semula.tanda, semula.isi)


@pytest.mark.parametrize("sandi", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("bagian", [LEMBAR_SKP, "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_bagian_bersandi_lebar_tidak_terbaca_kosong(sandi: str, bagian: str) -> None:
    data, sel, _ = templat()
    data = ubah_sel(data, LEMBAR_SKP, sel, lambda _: ' t="e"><v>#N/A</v></c>')
    teks = zipfile.ZipFile(io.BytesIO(data)).read(bagian).decode()
    lebar = ganti(data, {bagian: teks.replace('encoding="UTF-8"', f'encoding="{sandi[:6]}"').encode(sandi)})
    assert (skp(lebar).isi, skp(lebar).tanda) == (skp(data).isi, skp(data).tanda)


def test_isi_jauh_disebut_dengan_lembarnya() -> None:
    data = ketikkan(buku_skp(), Ketikan(isi={"Lampiran": {"XFD9": "jauh"}}))
    (satu,) = [t for t in baca(data).temuan if t.kode == "B015"]
    assert (satu.lembar, satu.sel) == ("Lampiran", "XFD9")


# ------------------------------------------------------------------ the other formats


def isi_uji() -> bytes:
    """A typed form whose formulas LibreOffice calculates: errors in F14 and E15, row 14 hidden."""
    baris = [list(satu) for satu in kuantitatif(*BARIS)]
    satu = openpyxl.load_workbook(io.BytesIO(buku({"SKP": baris}, sel={"F14": "=1/0", "E15": "=NA()"})))
    satu["SKP"].row_dimensions[14].hidden = True
    satu["SKP"].column_dimensions["F"].hidden = True
    keluar = io.BytesIO()
    satu.save(keluar)
    return keluar.getvalue()


@pytest.mark.libreoffice
@pytest.mark.parametrize("jenis", ["ods", "xls", "xlsx"])
def test_galat_dan_baris_tersembunyi_setelah_disimpan_libreoffice(jenis: str, tmp_path: Path) -> None:
    berkas = tmp_path / "uji.xlsx"
    berkas.write_bytes(isi_uji())
    hasil = ubah([berkas], jenis, tmp_path / "keluar", tmp_path / "profil")["uji"]
    dokumen = skp(hasil.read_bytes())
    assert dokumen.tanda["F14"] == TandaSel("galat", "#DIV/0!")
    assert dokumen.tanda["E15"] == TandaSel("galat", "#N/A")
    assert dokumen.tanda["F15"] == TandaSel("tersembunyi", "kolom F")
    assert dokumen.tanda["C14"] == TandaSel("tersembunyi", "baris 14")
    assert dokumen.isi.utama[0].iki[0].target == "#DIV/0!"  # type: ignore[union-attr]
    assert dokumen.isi.utama[1].iki[0].indikator == "#N/A"  # type: ignore[union-attr]


def test_xls_dari_penulis_lain() -> None:
    satu = xlwt.Workbook()
    lembar = satu.add_sheet("SKP Tahun 2026")
    for nomor, baris in enumerate(kuantitatif(*BARIS)):
        for kolom, nilai in enumerate(baris):
            if nilai not in ("", None) and (nomor, kolom) != (13, 5):
                lembar.write(nomor, kolom, nilai)
    lembar.row(13).set_cell_error(5, "#REF!")
    lembar.row(14).hidden = True
    lembar.col(3).hidden = True
    keluar = io.BytesIO()
    satu.save(keluar)
    dokumen = skp(keluar.getvalue())
    assert dokumen.tanda["F14"] == TandaSel("galat", "#REF!")
    assert dokumen.tanda["F15"] == TandaSel("tersembunyi", "baris 15")
    assert dokumen.tanda["D14"] == TandaSel("tersembunyi", "kolom D")
    assert dokumen.isi.utama[0].iki[0].target == "#REF!"  # type: ignore[union-attr]


def test_ods_dari_penulis_lain() -> None:
    """An error as older programs wrote it (a number, and what it shows), and a formula that was never computed."""
    satu = OpenDocumentSpreadsheet()
    lembar = Table(name="SKP")
    lembar.addElement(TableColumn(numbercolumnsrepeated=3))
    lembar.addElement(TableColumn(visibility="collapse"))
    for nomor, baris in enumerate(kuantitatif(*BARIS)):
        elemen = TableRow(visibility="filter") if nomor == 14 else TableRow()
        for kolom, nilai in enumerate([*baris, *[""] * (6 - len(baris))]):
            if (nomor, kolom) == (13, 5):
                sel = TableCell(formula="of:=1/0", valuetype="float", value="0")
                sel.addElement(P(text="#DIV/0!"))
            elif (nomor, kolom) == (13, 4):
                sel = TableCell(formula="of:=[DATA.B5]")
            else:
                sel = TableCell(valuetype="string") if nilai != "" else TableCell()
                for potong in str(nilai).split("\n") if nilai != "" else ():
                    sel.addElement(P(text=potong))
            elemen.addElement(sel)
        lembar.addElement(elemen)
    satu.spreadsheet.addElement(lembar)
    keluar = io.BytesIO()
    satu.save(keluar)
    dokumen = skp(keluar.getvalue())
    assert dokumen.tanda["F14"] == TandaSel("galat", "#DIV/0!")
    assert dokumen.tanda["E14"] == TandaSel("tanpa-nilai", "of:=[DATA.B5]")
    assert dokumen.tanda["F15"] == TandaSel("tersembunyi", "baris 15")
    assert dokumen.tanda["D14"] == TandaSel("tersembunyi", "kolom D")
    assert dokumen.isi.utama[0].iki[0].target == "#DIV/0!"  # type: ignore[union-attr]


def ubah_xlsb(kode: int) -> tuple[bytes, str]:
    """The recorded .xlsb with an error of this code in the cell of the first target, its row hidden."""
    data = (DATA / "skp-jajf-kuantitatif.xlsb").read_bytes()
    sel = skp(data).tempat["utama[0].iki[0].target"].sel
    baris, kolom = urai_alamat(sel)
    arsip = zipfile.ZipFile(io.BytesIO(data))
    bagian = next(
        nama for nama, judul in nama_lembar_xlsb(
            arsip.read("xl/workbook.bin"), arsip.read("xl/_rels/workbook.bin.rels")
        ).items() if judul == "SKP"
    )  # fmt: skip
    isi = bytearray(arsip.read(bagian))
    hasil, di_baris = b"", -1
    for jenis, awal, letak, akhir in _rekaman(bytes(isi)):
        if jenis == 0:
            di_baris = struct.unpack_from("<I", isi, letak)[0]
            if di_baris == baris:
                isi[letak + 11] |= 0x10
        if di_baris == baris and jenis == 7 and struct.unpack_from("<I", isi, letak)[0] == kolom:
            hasil += rekaman(3, bytes(isi[letak : letak + 8]) + bytes([kode]))
        else:
            hasil += bytes(isi[awal:akhir])
    return ganti(data, {bagian: hasil}), sel


@pytest.mark.parametrize(("kode", "teks"), [(0x2A, "#N/A"), (0x07, "#DIV/0!"), (0x2E, "#GALAT")])
def test_xlsb_galat_dan_baris_tersembunyi(kode: int, teks: str) -> None:
    data, sel = ubah_xlsb(kode)
    dokumen = skp(data)
    assert dokumen.tanda[sel] == TandaSel("galat", teks)
    assert dokumen.isi.utama[0].iki[0].target == teks  # type: ignore[union-attr]
    tanda = dokumen.tanda_di("utama[0].iki[0].indikator")
    assert tanda is not None
    assert tanda.jenis == "tersembunyi"
