"""What stands in the workbooks: hidden sheets, locks, validations, colours, print set-up, plain text."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import msgspec
import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries

from skpbook.domain.skp import HasilKerja, Iki, Skp
from skpbook.forms.choices import LEMBAR as LEMBAR_DAFTAR
from skpbook.forms.guide import LEMBAR as LEMBAR_PETUNJUK
from skpbook.forms.stamp import LEMBAR as LEMBAR_CAP
from skpbook.forms.write import Pesanan, TeksTerlaluPanjang, tulis_buku
from skpbook.regulation.pilihan import daftar_pilihan
from tests.forms_out.bahan import (
    KATALOG,
    PAKET,
    buku,
    isi_contoh,
    lembar_formulir,
    pesanan,
    sel_isian,
    templat,
)

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

BENTUK = ("kosong", "terisi")
SEMUA = [pytest.param(kode, bentuk, id=f"{kode}-{bentuk}") for kode in PAKET for bentuk in BENTUK]
BERHASIL = [kode for kode in PAKET if PAKET[kode].tahap in ("skp", "evaluasi", "mph")]


def _cakupan(rentang: str) -> list[tuple[int, int, int, int]]:
    return [range_boundaries(satu) for satu in str(rentang).split()]


def _di_dalam(sel: str, rentang: list[tuple[int, int, int, int]]) -> bool:
    kolom, baris, _, _ = range_boundaries(sel)
    return any(k1 <= kolom <= k2 and b1 <= baris <= b2 for k1, b1, k2, b2 in rentang)


def _validasi(ws: Worksheet) -> list[tuple[object, list[tuple[int, int, int, int]]]]:
    return [(satu, _cakupan(satu.sqref)) for satu in ws.data_validations.dataValidation]


@pytest.mark.parametrize("kode", PAKET)
def test_lembar_bantu_sangat_tersembunyi(kode: str) -> None:
    satu = buku(kode)
    nama = [LEMBAR_PETUNJUK, *lembar_formulir(PAKET[kode])]
    assert [ws.title for ws in satu if ws.sheet_state == "visible"] == nama
    assert {ws.title: ws.sheet_state for ws in satu if ws.title not in nama} == {
        LEMBAR_DAFTAR: "veryHidden",
        LEMBAR_CAP: "veryHidden",
    }


@pytest.mark.parametrize(("kode", "bentuk"), SEMUA)
def test_hanya_isian_yang_terbuka(kode: str, bentuk: str) -> None:
    """Inputs are unlocked, everything else is locked, and locking is on (but for the clerk's own roster)."""
    terbuka: dict[str, set[str]] = {nama: set() for nama in lembar_formulir(PAKET[kode])}
    for ws, _, sel, _, sifat in sel_isian(kode, bentuk):
        if sifat == "isian":
            for baris in range(sel.baris, sel.baris_akhir + 1):
                for kolom in range(sel.kolom, sel.kolom_akhir + 1):
                    terbuka[ws.title].add(f"{get_column_letter(kolom + 1)}{baris + 1}")
    for ws in buku(kode, bentuk):
        bebas = PAKET[kode].terbuka and ws.title in terbuka
        assert ws.protection.sheet != bebas or ws.sheet_state == "veryHidden", ws.title
        ada = {sel.coordinate for baris in ws.iter_rows() for sel in baris if not sel.protection.locked}
        assert ada == terbuka.get(ws.title, set()), ws.title
        if ws.sheet_state == "visible":
            assert bebas or not ws.protection.formatRows, "baris cadangan harus dapat ditampilkan"


@pytest.mark.parametrize(("kode", "bentuk"), SEMUA)
def test_setiap_isian_divalidasi_dengan_pesan(kode: str, bentuk: str) -> None:
    aturan = {ws.title: _validasi(ws) for ws in buku(kode, bentuk)}
    banyak = 0
    for ws, _, sel, isian, sifat in sel_isian(kode, bentuk):
        kena = [satu for satu, cakupan in aturan[ws.title] if _di_dalam(sel.sel, cakupan)]
        if sifat != "isian":
            assert not kena, (ws.title, sel.sel)
            continue
        banyak += 1
        assert len(kena) == 1, (ws.title, sel.sel)
        dv = kena[0]
        assert dv.showInputMessage
        assert dv.showErrorMessage
        assert dv.promptTitle
        assert isian.label.startswith(dv.promptTitle.rstrip("…"))
        assert (isian.petunjuk or isian.label).startswith(dv.prompt.removesuffix(" …"))
        assert len(dv.promptTitle) <= 32
        assert len(dv.errorTitle) <= 32
        assert 0 < len(dv.prompt) <= 255
        assert 0 < len(dv.error) <= 255
        assert dv.type == {"nip": "custom", "tanggal": "date"}.get(isian.jenis, dv.type)
        if isian.pilihan or sel.tanda:
            assert dv.type == "list"
            assert dv.errorStyle in (None, "stop")
    assert banyak or kode == "daftar"


@pytest.mark.parametrize("kode", PAKET)
def test_daftar_pilihan_hanya_lewat_rujukan(kode: str) -> None:
    """A list typed into the validation is cut at 255 letters and split at commas."""
    satu = buku(kode)
    for ws in satu:
        for dv in ws.data_validations.dataValidation:
            if dv.type == "list":
                rujukan = satu.defined_names[dv.formula1].attr_text
                temu = re.fullmatch(rf"{LEMBAR_DAFTAR}!\$([A-Z]+)\$2:\$\1\$(\d+)", rujukan)
                assert temu, rujukan
                isi = [satu[LEMBAR_DAFTAR][f"{temu[1]}{baris}"].value for baris in range(2, int(temu[2]) + 1)]
                assert all(isi), dv.formula1


def test_isi_daftar_menurut_peraturan() -> None:
    ws = buku("evaluasi-jajf-kuantitatif")[LEMBAR_DAFTAR]
    kolom = {
        satu[0].value: [sel.value for sel in satu[1:] if sel.value is not None] for satu in ws.iter_cols()
    }
    for nama in ("rating", "aspek", "kategori", "nada"):
        assert kolom[nama] == list(daftar_pilihan(nama))
    assert kolom["capaian"][:5] == list(daftar_pilihan("capaian"))


@pytest.mark.parametrize(("kode", "bentuk"), SEMUA)
def test_pilihan_tak_dikenal_menjadi_merah(kode: str, bentuk: str) -> None:
    """The red format survives pasting; it looks into the same list as the dropdown."""
    aturan: dict[str, list[tuple[str, str, list[tuple[int, int, int, int]]]]] = {}
    for ws in buku(kode, bentuk):
        aturan[ws.title] = [
            (rule.formula[0], rule.dxf.fill.bgColor.rgb, _cakupan(rentang.sqref))
            for rentang in ws.conditional_formatting
            for rule in rentang.rules
        ]
    validasi = {ws.title: _validasi(ws) for ws in buku(kode, bentuk)}
    for ws, _, sel, isian, sifat in sel_isian(kode, bentuk):
        if sifat != "isian" or not (isian.pilihan or sel.tanda):
            continue
        rentang = next(dv.formula1 for dv, isi in validasi[ws.title] if _di_dalam(sel.sel, isi))
        merah = [
            (rumus, cakupan)
            for rumus, warna, cakupan in aturan[ws.title]
            if warna == "FFFFC7CE" and rentang in rumus and _di_dalam(sel.sel, cakupan)
        ]
        assert len(merah) == 1, (ws.title, sel.sel)
        rumus, cakupan = merah[0]
        kolom, baris, _, _ = min(cakupan)
        assert f"{get_column_letter(kolom)}{baris}<>" in rumus, "rumus harus mulai dari sel pertama"
        assert len({satu[0] for satu in cakupan}) == 1, "satu aturan satu kolom"


@pytest.mark.parametrize("kode", PAKET)
def test_cetakan_a4_selebar_halaman(kode: str) -> None:
    for lembar in PAKET[kode].lembar:
        definisi = KATALOG.definisi[lembar]
        ws = buku(kode)[definisi.lembar]
        assert int(ws.page_setup.paperSize) == 9
        if definisi.lebar_halaman == 1:
            assert ws.sheet_properties.pageSetUpPr.fitToPage
            assert int(ws.page_setup.fitToHeight) == 0
            assert int(ws.page_setup.fitToWidth or 1) == 1
        else:
            assert len(ws.col_breaks.brk) == definisi.lebar_halaman - 1, "Fit to page would move them"
            assert ws.page_setup.scale
            assert not ws.sheet_properties.pageSetUpPr.fitToPage
        assert (ws.page_setup.orientation == "landscape") == definisi.mendatar
        assert ws.page_setup.blackAndWhite, "warna isian hanya untuk layar"
        assert ws.print_title_rows, lembar
        kolom_akhir = range_boundaries(ws.print_area.partition("!")[2].replace("$", ""))[2]
        bantu = [range_boundaries(f"{satu}1")[0] for satu in definisi.kolom_bantu]
        if lembar != "mph":
            assert all(satu > kolom_akhir for satu in bantu)
            assert kolom_akhir == len(definisi.kolom) - len(bantu)
        else:
            assert ws.print_area.partition("!")[2].startswith("$B$1:")
        assert "Halaman &P dari &N" in ws.oddFooter.right.text


@pytest.mark.parametrize("kode", PAKET)
def test_baris_berulang_berlaku_di_setiap_halaman(kode: str) -> None:
    """Only a sheet that is one table repeats its headings; the others repeat what is true of every page."""
    for lembar in PAKET[kode].lembar:
        definisi = KATALOG.definisi[lembar]
        ws = buku(kode)[definisi.lembar]
        awal, akhir = (int(satu) for satu in ws.print_title_rows.replace("$", "").split(":"))
        teks = {
            sel.value for baris in ws.iter_rows(min_row=awal, max_row=akhir) for sel in baris if sel.value
        }
        kepala = teks & {"RENCANA HASIL KERJA", "INDIKATOR KINERJA INDIVIDU", "HASIL KERJA"}
        if lembar in ("rencana-aksi", "mph", "daftar-pegawai", "daftar-unit"):
            assert teks
        else:
            assert not kepala
            assert any(satu.startswith(("PERIODE", "MANUAL", "FORMAT", "PERJANJIAN")) for satu in teks)


@pytest.mark.parametrize("kode", PAKET)
def test_pesanan_sama_bita_sama(kode: str) -> None:
    assert tulis_buku(KATALOG, pesanan(kode, "terisi")) == templat(kode, "terisi")


@pytest.mark.parametrize("kode", BERHASIL)
def test_baris_isian_tunggal_dapat_meninggi(kode: str) -> None:
    """A row with a height set by hand would not grow under a long text, so no row of inputs has one."""
    arsip = zipfile.ZipFile(BytesIO(templat(kode)))
    nama = lembar_formulir(PAKET[kode])
    for nomor, lembar in enumerate(nama, start=2):
        isi = arsip.read(f"xl/worksheets/sheet{nomor}.xml").decode()
        baris = dict(re.findall(r'<row r="(\d+)"([^>]*)>', isi))
        lentur = {
            sel.baris + 1
            for ws, _, sel, _, sifat in sel_isian(kode, "kosong")
            if ws.title == lembar
            and sifat == "isian"
            and (sel.baris, sel.kolom) == (sel.baris_akhir, sel.kolom_akhir)
        }
        for satu in lentur:
            assert "customHeight" not in baris[str(satu)], (lembar, satu)
        for satu, sifat in baris.items():
            if int(satu) not in lentur and "ht=" in sifat:
                assert "customHeight" in sifat, (lembar, satu)


JAHAT = (
    "=1+1",
    '=HYPERLINK("http://jahat.example";"klik")',
    "http://contoh.go.id/berkas",
    "https://contoh.go.id",
    "mailto:a@contoh.go.id",
    "internal:SKP!A1",
    "+62 812",
    "-3",
    "@SUM(A1)",
    "{=A1}",
    "'teks",
    "12",
    "1/2/2026",
    "TRUE",
)


@pytest.mark.parametrize("bentuk", ["terisi", "bebas"])
def test_teks_orang_tidak_pernah_menjadi_rumus_atau_tautan(bentuk: str) -> None:
    isi = Skp(
        instansi=JAHAT[0],
        utama=tuple(
            HasilKerja(rencana=teks, rhk_pimpinan=teks, iki=(Iki(indikator=teks, target=teks, aspek=teks),))
            for teks in JAHAT
        ),
    )
    dasar = pesanan("skp-jajf-kuantitatif", bentuk)
    satu = Pesanan(
        paket=dasar.paket,
        isi={"skp-jajf-kuantitatif": isi},
        rhk=JAHAT,
        periode=JAHAT,
        untuk=JAHAT[0],
        dibuat=dasar.dibuat,
        kunci=dasar.kunci,
        bebas=dasar.bebas,
    )
    data = tulis_buku(KATALOG, satu)
    for nama in zipfile.ZipFile(BytesIO(data)).namelist():
        bagian = zipfile.ZipFile(BytesIO(data)).read(nama)
        assert b"<hyperlink" not in bagian
        assert not (nama.endswith(".rels") and b"TargetMode" in bagian)
    hasil = load_workbook(BytesIO(data))
    rumus = [sel.value for ws in hasil for baris in ws.iter_rows() for sel in baris if sel.data_type == "f"]
    assert all(satu.startswith("=IF(") and "MAX(" in satu for satu in rumus), "hanya nomor yang berupa rumus"
    ws = hasil["SKP"]
    ada = [sel for baris in ws.iter_rows() for sel in baris if sel.value in JAHAT]
    assert {sel.value for sel in ada} == set(JAHAT)
    assert {sel.data_type for sel in ada} == {"s"}


def test_teks_terlalu_panjang_ditolak_dengan_nama_isiannya() -> None:
    isi = Skp(utama=(HasilKerja(rencana="a" * 32_768),))
    dasar = pesanan("skp-jajf-kuantitatif", "terisi")
    with pytest.raises(TeksTerlaluPanjang, match=r"Rencana hasil kerja .*32768 huruf.*32767"):
        tulis_buku(KATALOG, msgspec.structs.replace(dasar, isi={"skp-jajf-kuantitatif": isi}))
    muat = Skp(utama=(HasilKerja(rencana="a" * 32_767),))
    data = tulis_buku(KATALOG, msgspec.structs.replace(dasar, isi={"skp-jajf-kuantitatif": muat}))
    nilai = {sel.value for baris in load_workbook(BytesIO(data))["SKP"].iter_rows() for sel in baris}
    assert "a" * 32_767 in nilai


def test_pilihan_terlalu_panjang_ditolak() -> None:
    dasar = pesanan("skp-jajf-kuantitatif", "kosong")
    with pytest.raises(TeksTerlaluPanjang, match="32767"):
        tulis_buku(KATALOG, msgspec.structs.replace(dasar, rhk=("a" * 32_768,)))


@pytest.mark.parametrize("kode", PAKET)
def test_petunjuk_menerangkan_setiap_isian(kode: str) -> None:
    """Written from the definitions: every input is there, by its label or its group's."""
    ws = buku(kode)[LEMBAR_PETUNJUK]
    teks = {sel.value for baris in ws.iter_rows() for sel in baris if sel.value}
    for _, _, _, isian, sifat in sel_isian(kode, "kosong"):
        if sifat == "isian":
            nama = KATALOG.umum.kelompok[isian.kelompok].label if isian.kelompok else isian.label
            assert nama in teks
    assert PAKET[kode].nama in teks
    assert "Untuk: Uji & Coba" in teks


def test_prefilled_terkunci_dan_tercatat_di_cap() -> None:
    isi = isi_contoh("evaluasi-jajf-kuantitatif")["evaluasi-jajf-kuantitatif"]
    cap = [
        tuple(sel.value for sel in baris)
        for baris in buku("evaluasi-jajf-kuantitatif", "terisi")[LEMBAR_CAP].iter_rows()
    ]
    catatan = {baris[2]: baris[3] for baris in cap if baris[0] == "isi" and baris[1].startswith("evaluasi")}
    assert catatan["pegawai.nip"] == isi.pegawai.nip
    assert catatan["utama[0].rencana"] == isi.utama[0].rencana
    for _, lembar, sel, _, sifat in sel_isian("evaluasi-jajf-kuantitatif", "terisi"):
        if lembar == "evaluasi-jajf-kuantitatif" and sel.tanda is None:
            assert (sel.jalur in catatan) == (sifat == "terkunci"), sel.jalur


def test_tanggal_adalah_sel_tanggal() -> None:
    """In a text cell a typed date stays text, and the date validation would refuse it."""
    for kode in PAKET:
        for ws, _, sel, isian, _ in sel_isian(kode, "kosong"):
            if isian.jenis == "tanggal":
                assert "mmmm" in ws[sel.sel].number_format, (kode, sel.sel)


@pytest.mark.parametrize("kode", PAKET)
def test_nip_dan_teks_tetap_teks(kode: str) -> None:
    """18 digits typed into a cell that is not text lose the last three."""
    for ws, _, sel, isian, sifat in sel_isian(kode, "kosong"):
        if sifat == "isian" and isian.jenis == "nip":
            assert ws[sel.sel].number_format == "@", (ws.title, sel.sel)
