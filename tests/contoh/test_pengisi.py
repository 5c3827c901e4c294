"""Both fillers leave the same workbook: typed cells, formulas with the values Excel would show."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
import xlsxwriter
from openpyxl import load_workbook

from skpbook.contoh.isi import isi
from skpbook.contoh.isi_cepat import isi_cepat
from skpbook.contoh.ketikan import Ketikan
from skpbook.contoh.xlsx import Xlsx


@pytest.fixture(scope="module")
def templat() -> bytes:
    """Blank cells with a format, a prefilled text, two formulas, a name that must be escaped."""
    keluar = BytesIO()
    buku = xlsxwriter.Workbook(keluar, {"in_memory": True, "strings_to_formulas": False})
    kotak = buku.add_format({"border": 1})
    satu = buku.add_worksheet("Hasil & Isi")
    for baris in range(3):
        satu.write_blank(baris, 1, None, kotak)
    satu.write_blank("B4", None, buku.add_format({"num_format": "d mmmm yyyy"}))
    satu.write_string("A1", "Sudah terisi", kotak)
    satu.write_formula("C1", '=IF(B1="","",B1)', kotak, "")
    satu.write_formula("C2", '=IF(A1="","",A1)', kotak, "Sudah terisi")
    dua = buku.add_worksheet("Ikut")
    dua.write_formula("A1", "='Hasil & Isi'!C1", kotak, "")
    dua.write_formula("B1", "=LEN(A1)", kotak, 0)
    buku.add_worksheet("Cap").very_hidden()
    buku.close()
    return keluar.getvalue()


ANEH = "=1+1 <b>&amp;</b>\n\tbaris dua _x0041_ é ﬁ 😀 \x07"
KETIK = Ketikan(
    isi={"Hasil & Isi": {"B1": "teks biasa", "B2": "=1+1 <b>&", "B3": 12.5, "B4": date(2026, 1, 12)}},
    hasil={"Hasil & Isi": {"C1": "teks biasa"}, "Ikut": {"A1": "teks biasa", "B1": "10"}},
    disimpan="2026-01-20T03:00:00Z",
)


def baca(data: bytes, *, hasil: bool) -> dict[tuple[str, str], object]:
    buku = load_workbook(BytesIO(data), data_only=hasil)
    return {
        (lembar.title, sel.coordinate): sel.value
        for lembar in buku
        for baris in lembar.iter_rows()
        for sel in baris
        if sel.value is not None
    }


@pytest.mark.parametrize("hasil", [True, False])
def test_keduanya_sama(templat: bytes, *, hasil: bool) -> None:
    pelan = baca(isi(templat, KETIK), hasil=hasil)
    cepat = baca(isi_cepat(templat, KETIK), hasil=hasil)
    assert pelan == cepat
    assert cepat["Hasil & Isi", "B1"] == "teks biasa"
    assert cepat["Hasil & Isi", "C1"] == ("teks biasa" if hasil else '=IF(B1="","",B1)')
    assert cepat["Hasil & Isi", "C2"] == ("Sudah terisi" if hasil else '=IF(A1="","",A1)')
    assert cepat["Ikut", "A1"] == ("teks biasa" if hasil else "='Hasil & Isi'!C1")


@pytest.mark.parametrize("pengisi", [isi, isi_cepat])
def test_teks_tetap_teks(templat: bytes, pengisi: object) -> None:
    assert callable(pengisi)
    data = pengisi(templat, KETIK)
    sel = load_workbook(BytesIO(data))["Hasil & Isi"]["B2"]
    assert (sel.data_type, sel.value) == ("s", "=1+1 <b>&")


def test_karakter_ganjil_selamat(templat: bytes) -> None:
    data = isi_cepat(templat, Ketikan(isi={"Hasil & Isi": {"B1": ANEH}}))
    from python_calamine import CalamineWorkbook

    lembar = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_name("Hasil & Isi")
    assert lembar.to_python(skip_empty_area=False)[0][1].replace("_x0007_", "\x07") == ANEH


def test_gaya_dan_waktu_simpan_tinggal(templat: bytes) -> None:
    for data in (isi(templat, KETIK), isi_cepat(templat, KETIK)):
        buku = load_workbook(BytesIO(data))
        assert buku["Hasil & Isi"]["B1"].border.left.style == "thin"
        assert buku["Cap"].sheet_state == "veryHidden"
        assert buku.properties.modified.isoformat().startswith("2026-01-20T03:00:00")


def test_tanpa_perubahan_rumus_tidak_kosong(templat: bytes) -> None:
    """openpyxl alone would leave every formula without a value."""
    data = isi(templat, Ketikan(isi={"Hasil & Isi": {"B2": "x"}}))
    assert baca(data, hasil=True)["Hasil & Isi", "C2"] == "Sudah terisi"


def test_sel_yang_tidak_ada_ditolak(templat: bytes) -> None:
    with pytest.raises(KeyError, match="Z99"):
        isi_cepat(templat, Ketikan(isi={"Hasil & Isi": {"Z99": "x"}}))


def test_lembar_dibuang(templat: bytes) -> None:
    data = isi(templat, Ketikan(isi={}, buang=("Cap",)))
    assert list(Xlsx(data).lembar()) == ["Hasil & Isi", "Ikut"]
