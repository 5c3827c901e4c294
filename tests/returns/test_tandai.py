"""Marks: on the cells in question and nowhere else; every other part of the package stays byte for byte."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl.utils import range_boundaries

from skpbook.checks.registry import ATURAN
from skpbook.domain.temuan import Tingkat
from skpbook.forms.returned import TANDA
from skpbook.forms.seal import segel_utuh
from skpbook.returns.teks import AKHIR, AWAL
from skpbook.returns.terpisah import buku_temuan

from .bahan import (
    BOLEH_BERUBAH,
    KEPALA,
    bagian,
    baris_temuan,
    buka,
    catatan,
    dari_openpyxl,
    dari_xlsxwriter,
    dengan_x14,
    ganti,
    padat,
    satu_temuan,
    tanda,
    tanpa_tanda,
)

if TYPE_CHECKING:
    from collections.abc import Callable

NPM = Path(__file__).resolve().parents[1] / "data" / "npm"
ASAL: dict[str, Callable[[], bytes]] = {
    "xlsxwriter": dari_xlsxwriter,
    "xlsxwriter-tanpa-catatan": lambda: dari_xlsxwriter(catatan_orang=False),
    "xlsxwriter-x14": lambda: dengan_x14(dari_xlsxwriter()),
    "openpyxl": dari_openpyxl,
    **{satu.stem: satu.read_bytes for satu in sorted(NPM.glob("*.xlsx"))},
}
"""What other programs save; those of tests/data/npm were made once by writers from the npm registry."""
SEL = ("B3", "B4", "C5", "D3", "F2", "Z50")
LEMBAR = "xl/worksheets/sheet1.xml"
TEMUAN = [f"xl/worksheets/sheet{n + 1}.xml" for n in range(9)]


@pytest.fixture(scope="module", params=ASAL)
def pasangan(request) -> tuple[bytes, bytes]:
    asal = ASAL[request.param]()
    return asal, tanda(asal, *(satu_temuan(sel) for sel in SEL))


def test_bagian_lain_tetap_byte_demi_byte(pasangan):
    asal, jadi = padat(pasangan[0]), padat(pasangan[1])
    milik_lembar = {
        nama for nama in asal if "comments" in nama or "vmlDrawing1." in nama or "sheet1.xml" in nama
    }
    for nama, isi in asal.items():
        if nama not in BOLEH_BERUBAH | milik_lembar:
            assert jadi[nama] == isi, nama
    baru = set(jadi) - set(asal)
    assert baru <= {
        TEMUAN[len(buka(pasangan[0]).sheetnames)],
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/drawings/vmlDrawing2.vml",
        "xl/worksheets/_rels/sheet1.xml.rels",
    }
    assert [nama for nama in jadi if nama in asal] == list(asal), "the parts keep their order"


def test_isi_lembar_tetap_kecuali_warnanya(pasangan):
    asal, jadi = (bagian(satu) for satu in pasangan)
    assert tanpa_tanda(asal[LEMBAR], SEL) == tanpa_tanda(jadi[LEMBAR], SEL)


def test_baris_tanpa_temuan_tetap_byte_demi_byte(pasangan):
    asal, jadi = (bagian(satu)[LEMBAR] for satu in pasangan)
    for nomor in (6, 8, 12):
        awal = asal.index(f'<row r="{nomor}"'.encode())
        assert asal[awal : asal.index(b"</row>", awal)] in jadi


def test_hanya_isian_gaya_yang_berubah(pasangan):
    asal, jadi = (buka(satu) for satu in pasangan)
    assert jadi.sheetnames == [*asal.sheetnames, "Temuan"]
    for lembar in asal:
        kembar = jadi[lembar.title]
        assert kembar.sheet_state == lembar.sheet_state
        for sel in list(lembar._cells.values()):  # those that are in the file: asking for others makes them
            lain = kembar[sel.coordinate]
            assert lain.value == sel.value
            for sifat in ("font", "border", "number_format", "protection", "alignment"):
                assert repr(getattr(lain, sifat)) == repr(getattr(sel, sifat)), (sel.coordinate, sifat)
            bertanda = lembar.title == "SKP" and sel.coordinate in SEL
            assert (repr(lain.fill) != repr(sel.fill)) == bertanda, sel.coordinate


def test_sel_kosong_memakai_gaya_kolom_dan_barisnya():
    jadi = buka(tanda(dari_xlsxwriter(), satu_temuan("F2"), satu_temuan("C21")))["SKP"]
    assert jadi["F2"].number_format == '0.0 "dok"'
    assert not jadi["F2"].protection.locked
    assert jadi["C21"].font.b
    assert jadi["C21"].border.left.style == "medium"


def test_catatan_di_sel_dan_catatan_orang_tetap(pasangan):
    semula, kini = (catatan(satu) for satu in pasangan)
    for tempat, teks in semula.items():
        assert kini[tempat] == teks, "what a person noted stays as it is"
    for sel in SEL:
        if ("SKP", sel) not in semula:
            assert kini["SKP", sel] == "\n".join(
                (
                    AWAL,
                    "GALAT S204: Target belum diisi.",
                    "Tertulis: (kosong)",
                    "Seharusnya: angka dengan satuannya",
                    "Saran: Isi target.",
                    AKHIR,
                )
            )
    temuan = buka(pasangan[1])["Temuan"]
    dilewati = [
        baris
        for baris in temuan.iter_rows(7, values_only=True)
        if "sudah memuat catatan sendiri" in str(baris[7])
    ]
    assert [baris[3] for baris in dilewati] == [sel for sel in SEL if ("SKP", sel) in semula]


def test_beberapa_temuan_satu_sel_satu_catatan_dan_warna_terberat():
    jadi = tanda(
        dari_openpyxl(),
        satu_temuan("B5", tingkat=Tingkat.INFO, kode="S214", pesan="Info saja."),
        satu_temuan("B5", tingkat=Tingkat.PERINGATAN, kode="S209", pesan="Tanpa angka."),
        satu_temuan("B6", tingkat=Tingkat.INFO),
    )
    teks = catatan(jadi)["SKP", "B5"]
    assert teks.index("PERINGATAN S209: Tanpa angka.") < teks.index("INFO S214: Info saja.")
    lembar = buka(jadi)["SKP"]
    warna = [lembar[sel].fill.fgColor.rgb for sel in ("B5", "B6")]
    assert warna == ["FFFCE4A1", "FFCCE4F9"], "the fill below is the first of the table"


def test_sel_di_dalam_gabungan_ditandai_di_kiri_atasnya():
    jadi = tanda(dari_openpyxl(), satu_temuan("E4"))
    assert ("SKP", "D3") in catatan(jadi)
    assert ("SKP", "E4") not in catatan(jadi)


def test_lembar_temuan_menyebut_semua_dengan_tautan():
    data = dari_xlsxwriter()
    nama = "Dana 'lain' & <khusus>"
    bertanda = tanda(
        data,
        satu_temuan("A2", nama, tingkat=Tingkat.INFO, kode="B016", pesan="Tanpa cap."),
        satu_temuan("B3"),
        satu_temuan(None, None, kode="B013", pesan="Menggantikan."),
        satu_temuan("B3", "Lembar yang tidak ada"),
    )
    jadi = buka(bertanda)["Temuan"]
    assert [satu[:4] for satu in baris_temuan(bertanda)] == [
        ("1", "galat", "SKP", "B3"),
        ("2", "galat", None, None),
        ("3", "galat", "Lembar yang tidak ada", "B3"),
        ("4", "info", nama, "A2"),
    ]
    tautan = {
        sel.coordinate: sel.hyperlink.location for baris in jadi.iter_rows() for sel in baris if sel.hyperlink
    }
    assert {sel: ke for sel, ke in tautan.items() if sel[0] == "D"} == {
        "D7": "'SKP'!B3",
        "D10": "'Dana ''lain'' & <khusus>'!A2",
    }
    assert {sel: jadi[ke].offset(column=1).value for sel, ke in tautan.items() if sel[0] == "I"} == {
        "I7": "S204",
        "I8": "B013",
        "I9": "S204",
        "I10": "B016",
    }
    assert jadi["A3"].value == "4 temuan: 3 galat, 1 info."
    assert jadi["I7"].value.startswith("S204 ")
    assert jadi["J1"].value == TANDA
    assert jadi.column_dimensions["J"].hidden


@pytest.mark.parametrize(
    "data", [tanda(dari_openpyxl(), satu_temuan("B5")), buku_temuan([satu_temuan("B5")], KEPALA, "x")]
)
def test_aturan_dijelaskan_di_bawah_temuannya(data: bytes):
    """The rule's sentence, an example of wrong and right, and its ground: in the file itself, with no net."""
    baris = [satu for satu in buka(data)["Temuan"].iter_rows(values_only=True) if satu[2] == "S204"]
    aturan = ATURAN["S204"]
    assert [satu[4:8] for satu in baris] == [
        (f"{aturan.judul}\n{aturan.penjelasan}", aturan.salah, aturan.benar, aturan.dasar)
    ]


def test_nama_lembar_temuan_yang_sudah_dipakai_orang():
    data = dari_openpyxl()
    buku = buka(data)
    buku.create_sheet("temuan")["A1"] = "milik saya"
    keluar = io.BytesIO()
    buku.save(keluar)
    jadi = tanda(keluar.getvalue(), satu_temuan("B5"))
    assert buka(jadi).sheetnames == ["SKP", "_skpbook", "temuan", "Temuan 2"]
    assert buka(jadi)["temuan"]["A1"].value == "milik saya"
    assert tanda(jadi, satu_temuan("B5")) == jadi


def test_dua_kali_memberi_berkas_yang_sama(pasangan):
    asal, jadi = pasangan
    semua = [satu_temuan(sel) for sel in SEL]
    assert tanda(asal, *semua) == jadi
    assert tanda(jadi, *semua) == jadi, "marks of the earlier run are taken off and put on again"


def test_tanda_lama_hilang_bila_temuannya_hilang(pasangan):
    asal, jadi = pasangan
    kini = tanda(jadi, satu_temuan("B12"))
    semula, akhir = buka(asal)["SKP"], buka(kini)["SKP"]
    ada = {satu.coordinate for satu in semula._cells.values()}
    for sel in ada.intersection(SEL):
        assert akhir[sel].fill.fill_type == semula[sel].fill.fill_type, sel
        assert akhir[sel].fill.fgColor == semula[sel].fill.fgColor
        assert repr(akhir[sel].protection) == repr(semula[sel].protection)
    assert set(catatan(kini)) - set(catatan(asal)) == {("SKP", "B12")}
    assert [satu[3] for satu in baris_temuan(kini)] == ["B12"]


def test_tanda_lama_hilang_tanpa_sisa_catatan_di_lembarnya():
    asal = dari_xlsxwriter(catatan_orang=False)
    jadi = tanda(asal, satu_temuan("B3"), satu_temuan("A2", "Dana 'lain' & <khusus>"))
    kini = tanda(jadi, satu_temuan("A2", "Dana 'lain' & <khusus>"))
    assert set(catatan(kini)) == {("Dana 'lain' & <khusus>", "A2")}
    assert b"legacyDrawing " not in bagian(kini)[LEMBAR]
    assert "xl/comments1.xml" not in bagian(kini)
    assert b"comments1.xml" not in bagian(kini)["[Content_Types].xml"]


def test_tambahan_orang_pada_catatan_kita_tetap():
    jadi = tanda(dari_openpyxl(), satu_temuan("B5"), satu_temuan("B6"))
    nama = next(n for n in bagian(jadi) if n.endswith(("comments/comment1.xml", "comments1.xml")))
    isi = bagian(jadi)[nama]
    letak = isi.index(AKHIR.encode()) + len(AKHIR.encode())
    ubahan = ganti(jadi, {nama: isi[:letak] + b"\nSudah saya betulkan, Bu." + isi[letak:]})
    kini = catatan(tanda(ubahan, satu_temuan("B7")))
    assert kini["SKP", "B5"] == "Sudah saya betulkan, Bu."
    assert set(kini) == {("SKP", "B4"), ("SKP", "B5"), ("SKP", "B7")}


def test_segel_menyebut_utuh_atau_diubah(pasangan):
    jadi = pasangan[1]
    assert segel_utuh(io.BytesIO(jadi))
    assert not segel_utuh(io.BytesIO(pasangan[0]))
    for nama, isi in bagian(jadi).items():
        if nama != TEMUAN[len(buka(pasangan[0]).sheetnames)]:
            assert not segel_utuh(io.BytesIO(ganti(jadi, {nama: isi + b" "}))), nama


def test_legacydrawing_di_tempatnya_menurut_skema():
    urutan = ("drawing", "legacyDrawing", "legacyDrawingHF", "tableParts", "extLst")
    isi = bagian(tanda(dengan_x14(dari_xlsxwriter(catatan_orang=False)), satu_temuan("B3")))[LEMBAR]
    letak = [isi.rindex(f"<{nama}".encode() + (b">" if nama == "extLst" else b" ")) for nama in urutan]
    assert letak == sorted(letak)


def test_kotak_catatan_orang_dan_tombol_tetap():
    jadi = bagian(tanda(dari_xlsxwriter(), satu_temuan("B3")))["xl/drawings/vmlDrawing1.vml"]
    assert jadi.count(b'<x:ClientData ObjectType="Note">') == 2
    assert jadi.count(b'<x:ClientData ObjectType="Button">') == 1
    nomor = [potong.split(b'"')[0] for potong in jadi.split(b'<v:shape id="')[1:]]
    assert len(set(nomor)) == len(nomor) == 3


def test_blok_nomor_gambar_tidak_dipakai_dua_lembar():
    jadi = tanda(
        dari_xlsxwriter(catatan_orang=False), satu_temuan("B3"), satu_temuan("A2", "Dana 'lain' & <khusus>")
    )
    vml = [isi for nama, isi in bagian(jadi).items() if nama.endswith(".vml") and b"Note" in isi]
    blok = [isi.split(b'data="')[1].split(b'"')[0] for isi in vml]
    assert len(blok) == 2
    assert len(set(blok)) == 2


def test_sel_jauh_dan_lembar_kosong():
    data = ganti(
        dari_openpyxl(),
        {LEMBAR: bagian(dari_openpyxl())[LEMBAR].split(b"<sheetData>")[0] + b"<sheetData/></worksheet>"},
    )
    jadi = buka(tanda(data, satu_temuan("XFD1048576"), satu_temuan("A1"), satu_temuan("B2")))["SKP"]
    assert [sel for sel in ("A1", "B2", "XFD1048576") if jadi[sel].comment] == ["A1", "B2", "XFD1048576"]


def test_ukuran_lembar_memuat_sel_baru():
    isi = bagian(tanda(dari_xlsxwriter(), satu_temuan("AA99")))[LEMBAR]
    awal = isi.index(b'<dimension ref="') + len(b'<dimension ref="')
    assert range_boundaries(isi[awal : isi.index(b'"', awal)].decode())[2:] == (27, 99)


@pytest.mark.parametrize(
    ("lama", "baru"),
    [
        pytest.param(b'<row r="', b'<row ht="15" r="', id="nomor-bukan-yang-pertama"),
        pytest.param(b"<sheetData>", b"<sheetData><!-- catatan -->", id="komentar"),
        pytest.param(b"</row>", b"</row >", id="spasi-di-penutup"),
        pytest.param(b"</row>", b"</row>\n   ", id="berbaris-baris"),
    ],
)
def test_penulisan_xml_yang_lain(lama, baru):
    asal = dari_openpyxl()
    ubahan = ganti(asal, {LEMBAR: bagian(asal)[LEMBAR].replace(lama, baru)})
    jadi = buka(tanda(ubahan, satu_temuan("B5"), satu_temuan("B20")))["SKP"]
    assert [jadi[f"B{n}"].value for n in range(3, 13)] == [f"nilai {n}" for n in range(3, 13)]
    assert jadi["B5"].comment is not None
    assert jadi["B20"].comment is not None


def test_baris_dan_sel_tanpa_nomor():
    lembar = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b"<row><c><v>1</v></c><c><v>2</v></c></row><row/>"
        b'<row><c><v>3</v></c><c r="D3"><v>4</v></c><c><v>5</v></c></row>'
        b"</sheetData></worksheet>"
    )
    jadi = buka(
        tanda(
            ganti(dari_openpyxl(), {LEMBAR: lembar}), satu_temuan("B3"), satu_temuan("A2"), satu_temuan("A9")
        )
    )["SKP"]
    nilai = {
        sel.coordinate: sel.value for baris in jadi.iter_rows() for sel in baris if sel.value is not None
    }
    assert nilai == {"A1": 1, "B1": 2, "A3": 3, "D3": 4, "E3": 5}
    assert [sel for sel in ("A2", "B3", "A9") if jadi[sel].comment] == ["A2", "B3", "A9"]


def test_buku_tanpa_styles_dan_tanpa_sharedstrings():
    data = dari_openpyxl()
    isi = bagian(data)
    buang = ("xl/styles.xml", "xl/sharedStrings.xml")
    rel = "xl/_rels/workbook.xml.rels"
    potong = isi[rel].split(b"<Relationship ")
    tanpa_rel = b"<Relationship ".join(
        p for p in potong if not any(b.split("/")[1].encode() in p for b in buang)
    )
    lembar = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>'
    )
    tutup = b"" if tanpa_rel.rstrip().endswith(b"</Relationships>") else b"</Relationships>"
    ubahan = ganti(data, {**dict.fromkeys(buang), rel: tanpa_rel + tutup, LEMBAR: lembar})
    jadi = buka(tanda(ubahan, satu_temuan("A1")))["SKP"]
    assert jadi["A1"].value == "x"
    assert jadi["A1"].fill.fgColor.rgb == "FFFCC8C8"
