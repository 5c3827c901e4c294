"""Sheets in every spelling XML allows: the marks are where they belong and nothing else is another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skpbook.domain.tempat import alamat
from skpbook.returns.aman import tulis, urai

from .bahan import bagian, buka, catatan, dari_openpyxl, dari_xlsxwriter, ganti, satu_temuan, tanda

if TYPE_CHECKING:
    from collections.abc import Callable

LEMBAR = "xl/worksheets/sheet1.xml"
ASAL = dari_openpyxl()
NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@st.composite
def _tag(gambar: Callable, nama: str, sifat: dict[str, str], kosong: bool) -> str:
    """A start tag as some program may write it."""
    urutan = gambar(st.permutations(list(sifat.items()))) if gambar(st.booleans()) else list(sifat.items())
    petik = gambar(st.sampled_from(('"', '"', '"', "'")))
    sela = gambar(st.sampled_from((" ", " ", "\n  ")))
    isi = "".join(f"{sela}{kunci}={petik}{nilai}{petik}" for kunci, nilai in urutan)
    return f"<{nama}{isi}{gambar(st.sampled_from(('', '', ' ')))}{'/' if kosong else ''}>"


@st.composite
def _lembar(gambar: Callable) -> tuple[str, dict[tuple[int, int], float]]:
    """The rows of a sheet, and what stands in its cells."""
    nilai: dict[tuple[int, int], float] = {}
    xml = []
    baris = -1
    for _ in range(gambar(st.integers(0, 5))):
        lompat = gambar(st.integers(0, 3))
        baris += 1 + lompat
        bernomor = bool(lompat) or gambar(st.booleans())
        sifat = {"r": str(baris + 1)} if bernomor else {}
        if gambar(st.booleans()):
            sifat |= {"ht": "20", "customHeight": "1"}
        kolom, isi = -1, []
        for _ in range(gambar(st.integers(0, 3))):
            geser = gambar(st.sampled_from((0, 0, 1, 2, 27)))
            kolom += 1 + geser
            punya = {"r": alamat(baris, kolom)} if geser or gambar(st.booleans()) else {}
            if gambar(st.booleans()):
                punya["s"] = "1"
            if gambar(st.booleans()):
                nilai[baris, kolom] = float(len(nilai) + 1)
                tutup = gambar(st.sampled_from(("</c>", "</c>", "<!-- c --></c>")))
                isi.append(f"{gambar(_tag('c', punya, False))}<v>{len(nilai)}</v>{tutup}")
            else:
                isi.append(gambar(_tag("c", punya, True)))
        sela = gambar(st.sampled_from(("", "", "\n")))
        if isi or gambar(st.booleans()):
            xml.append(f"{gambar(_tag('row', sifat, False))}{''.join(isi)}</row>{sela}")
        else:
            xml.append(gambar(_tag("row", sifat, True)))
    return "".join(xml), nilai


@given(
    _lembar(), st.sets(st.tuples(st.integers(0, 20), st.sampled_from((0, 1, 2, 3, 26, 30, 55))), min_size=1)
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_lembar_dalam_semua_ejaan(lembar, sel):
    xml, nilai = lembar
    isi = f'<worksheet xmlns="{NS}"><sheetData>{xml}</sheetData></worksheet>'.encode()
    asal = ganti(ASAL, {LEMBAR: isi, **_tanpa_catatan()})
    semua = [satu_temuan(alamat(*satu)) for satu in sorted(sel)]
    jadi = tanda(asal, *semua)
    semula, kini = buka(asal)["SKP"], buka(jadi)["SKP"]
    dibaca = {(c.row - 1, c.column - 1): c.value for b in kini.iter_rows() for c in b if c.value is not None}
    assert dibaca == nilai
    bertanda = {
        (c.row - 1, c.column - 1) for b in kini.iter_rows() for c in b if c.fill.fgColor.rgb[2:4] == "FC"
    }
    assert bertanda == sel
    assert {tempat for _, tempat in catatan(jadi)} == {alamat(*satu) for satu in sel}
    assert tanda(jadi, *semua) == jadi
    lepas = buka(tanda(jadi, satu_temuan("A1", "_skpbook")))["SKP"]
    for baris in semula.iter_rows():
        for satu in baris:
            assert repr(lepas[satu.coordinate].fill) == repr(satu.fill), satu.coordinate


def _tanpa_catatan() -> dict[str, bytes | None]:
    """Takes the note of `ASAL` out, and what points to it."""
    return {nama: None for nama in bagian(ASAL) if "omment" in nama or nama == _REL}


_REL = "xl/worksheets/_rels/sheet1.xml.rels"


@pytest.mark.parametrize("orang", [True, False])
def test_yang_ditulis_sendiri_seperti_yang_ditulis_pengurai(orang):
    """Parts pieced together from text are as lxml writes them: taken apart and put together they stay the same."""
    asal = dari_xlsxwriter(catatan_orang=orang)
    semula = bagian(asal)
    jadi = bagian(tanda(asal, *(satu_temuan(s, pesan='"a" & <b>') for s in ("B3", "F2", "Z50"))))
    akar = {"styles.xml": f"{{{NS}}}styleSheet", "comments1.xml": f"{{{NS}}}comments", ".vml": "xml"}
    dilihat = 0
    for nama, isi in jadi.items():
        for akhiran, satu in akar.items():
            if nama.endswith(akhiran) and semula.get(nama) != isi:
                assert tulis(urai(isi, nama, satu)) == isi, nama
                dilihat += 1
    assert dilihat == len(akar)


def test_bingkai_lembar_tetap_byte_demi_byte():
    """Around the rows only the place of the notes is another, whatever stands there."""
    asal = dari_xlsxwriter(catatan_orang=False)
    semula, kini = (bagian(satu)[LEMBAR] for satu in (asal, tanda(asal, satu_temuan("B3"))))
    potong = kini[kini.index(b"</sheetData>") :].split(b"<legacyDrawing r:id=")
    assert len(potong) == 2
    tanpa = potong[0] + potong[1][potong[1].index(b"/>") + 2 :]
    assert tanpa == semula[semula.index(b"</sheetData>") :]
    assert kini.split(b"<sheetData>")[0] == semula.split(b"<sheetData>")[0]


def test_salinan_satu_templat_tidak_saling_terbawa():
    """What is remembered of one workbook serves the next, and changes nothing in it."""
    satu, dua = satu_temuan("B3"), satu_temuan("B4", kode="S209")
    sendiri = [tanda(ASAL, satu), tanda(ASAL, dua), tanda(ASAL, satu, dua)]
    assert [tanda(ASAL, satu), tanda(ASAL, dua), tanda(ASAL, satu, dua)] == sendiri
    gaya = ganti(ASAL, {"xl/styles.xml": bagian(ASAL)["xl/styles.xml"] + b"\n"})
    assert bagian(tanda(gaya, satu))["xl/styles.xml"].strip() == bagian(sendiri[0])["xl/styles.xml"].strip()
