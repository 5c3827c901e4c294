"""What `forms.plain` reads at once is what the library reads; what it is not sure of it leaves to the library."""

from __future__ import annotations

import random
from xml.parsers import expat
from xml.sax.saxutils import escape

import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st

from skpbook.forms.grid import buka_kisi
from skpbook.forms.plain import BukuPolos
from skpbook.forms.plain_parts import BukanPolos
from skpbook.intake.batas import Batas
from skpbook.intake.guard import buka_terjaga, jaga_paket
from skpbook.intake.paket import daftar_bagian, kembangkan
from tests.forms_in import dokumen as dk
from tests.intake.berkas import LEMBAR, NS, ganti, lembar, xlsx

SKP = "skp-jajf-kuantitatif"
KAMUS = "xl/sharedStrings.xml"
GAYA = "xl/styles.xml"
_BATAS = Batas()
_POLA = (
    "General",
    "dd/mm/yyyy",
    "[$-421]dd mmmm yyyy;@",
    '0 "hari"',
    "[h]:mm",
    "#,##0.00_);[Red]-0",
    "0%",
    "mm:ss",
)


def bagian(data: bytes) -> dict[str, bytes]:
    return {satu.nama: kembangkan(data, satu, _BATAS, 10**9) for satu in daftar_bagian(data, _BATAS)}


def polos(data: bytes) -> list[list[list[object]]] | None:
    """Every sheet's rows as `forms.plain` reads them; None where it leaves one to the library."""
    isi = bagian(data)
    try:
        buku = BukuPolos(isi)
        return [
            buku.baca(isi[satu.bagian], baris=20_000, kolom=256, sel=500_000).baris for satu in buku.lembar
        ]
    except BukanPolos:
        return None


def pustaka(data: bytes) -> list[list[list[object]]]:
    return [satu.baris for satu in buka_kisi(data)]


def sama(data: bytes) -> bool:
    """Was it read at once? Then it must be what the library reads."""
    hasil = polos(data)
    if hasil is None:
        return False
    assert repr(hasil) == repr(pustaka(data))
    return True


def _kamus(*teks: str) -> bytes:
    return f'<sst xmlns="{NS}">{"".join(teks)}</sst>'.encode()


def _gaya() -> bytes:
    pola = "".join(
        f'<numFmt numFmtId="{nomor}" formatCode="{escape(satu, {chr(34): "&quot;"})}"/>'
        for nomor, satu in enumerate(_POLA, start=164)
    )
    xf = "".join(f'<xf numFmtId="{nomor}"/>' for nomor in (*range(164, 164 + len(_POLA)), 14, 22, 46, 5))
    return f'<styleSheet xmlns="{NS}"><numFmts>{pola}</numFmts><cellXfs>{xf}</cellXfs></styleSheet>'.encode()


_TEKS = st.text(
    st.one_of(
        st.sampled_from(" \t\n\u00a0&<>'\"_xX0DA5FC;#?!"), st.characters(exclude_categories=("Cs", "Cc"))
    ),
    max_size=12,
)
_ANGKA = st.one_of(
    st.integers(-5, 60_000).map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.just("1E+3"),
)


@st.composite
def _sel(ambil, alamat: str) -> str:
    gaya = ambil(st.sampled_from(["", *(f' s="{nomor}"' for nomor in range(13))]))
    teks = escape(ambil(_TEKS))
    jaga = ambil(st.sampled_from(["", ' xml:space="preserve"']))
    rumus = ambil(st.sampled_from(["", "", "<f>A1&amp;B2</f>", '<f t="shared" si="0"/>']))
    jenis, isi = ambil(
        st.sampled_from(
            [
                (' t="s"', f"<v>{ambil(st.integers(0, 8))}</v>"),
                (' t="inlineStr"', f"<is><t{jaga}>{teks}</t></is>"),
                (' t="str"', f"{rumus}<v>{teks}</v>"),
                ("", f"{rumus}<v>{ambil(_ANGKA)}</v>"),
                (' t="n"', f"{rumus}<v>{ambil(_ANGKA)}</v>"),
                (' t="b"', f"<v>{ambil(st.integers(0, 1))}</v>"),
                ("", rumus),
                ("", "<v></v>"),
            ]
        )
    )
    return f'<c r="{alamat}"{gaya}{jenis}>{isi}</c>' if isi else f'<c r="{alamat}"{gaya}/>'


@st.composite
def _buku(ambil) -> bytes:
    baris = []
    for nomor in sorted(ambil(st.sets(st.integers(1, 12), max_size=5))):
        kolom = sorted(ambil(st.sets(st.sampled_from("ABCDEFG"), max_size=4)))
        sel = "".join(ambil(_sel(f"{satu}{nomor}")) for satu in kolom)
        baris.append(f'<row r="{nomor}">{sel}</row>')
    kata = [f"<si><t>{escape(ambil(_TEKS))}</t></si>" for _ in range(4)]
    kata += [
        f'<si><r><t xml:space="preserve">{escape(ambil(_TEKS))}</t></r><r><rPr><b/></rPr><t>y </t></r></si>',
        f'<si><t xml:space="preserve"> {escape(ambil(_TEKS))}</t></si>',
        "<si/>",
        "<si><t/></si>",
        "<si><t></t></si>",
    ]
    data = lembar(f"<sheetData>{''.join(baris)}</sheetData>")
    return ganti(data, {KAMUS: _kamus(*kata), GAYA: _gaya()})


@settings(max_examples=300, deadline=None)
@given(_buku())
def test_yang_dibaca_langsung_sama_dengan_pustaka(data):
    hasil = polos(data)
    if hasil is not None:
        assert repr(hasil) == repr(pustaka(data))


@pytest.mark.parametrize(
    ("sel", "nilai"),
    [
        ('<c r="A1" t="inlineStr"><is><t> a&amp;b </t></is></c>', "a&b"),
        ('<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a&#10;_x000D_ </t></is></c>', " a\n\r "),
        ('<c r="A1" t="inlineStr"><is><t></t></is></c>', ""),
        ('<c r="A1" s="1"><v>46036</v></c>', "2026-01-14"),
        ('<c r="A1" s="2"><v>46036</v></c>', "2026-01-14"),
        ('<c r="A1" s="3"><v>12</v></c>', 12.0),
        ('<c r="A1" s="5"><v>-1.5</v></c>', -1.5),
        ('<c r="A1" t="str"><f>B1</f><v></v></c>', ""),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ('<c r="A1" t="s"><v>1</v></c>', "dua kata"),
    ],
)
def test_bentuk_yang_lazim_dibaca_langsung(sel, nilai):
    kata = _kamus(
        "<si><t>satu</t></si>", '<si><r><t xml:space="preserve">dua </t></r><r><t>kata</t></r></si>'
    )
    data = ganti(lembar(f'<sheetData><row r="1">{sel}</row></sheetData>'), {KAMUS: kata, GAYA: _gaya()})
    assert sama(data)
    isi = pustaka(data)[0][0][0]
    assert (isi.isoformat() if hasattr(isi, "isoformat") else isi) == nilai


@pytest.mark.parametrize(
    "xml",
    [
        '<!-- <sheetData> --><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>',
        '<sheetData><!-- <row r="1"><c r="A1"><v>1</v></c></row> --></sheetData>',
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[a]]></t></is></c></row></sheetData>',
        '<sheetData><?x <c r="A1"><v>1</v></c> ?></sheetData>',
        '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row></sheetData>',
        "<sheetData><row r='1'><c r='A1'><v>1</v></c></row></sheetData>",
        '<sheetData><row r="1"><c t="n" r="A1"><v>1</v></c></row></sheetData>',
        "<sheetData><row><c><v>1</v></c></row></sheetData>",
        '<sheetData><row r="1"><c r="A1" t="e"><v>#N/A</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="A1" s="4"><v>1.5</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="A1" s="1"><v>46036.5</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="A1" s="1"><v>59</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="A1"><v>abc</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="A1" t="s"><v>99</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a\r\nb</t></is></c></row></sheetData>',
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><r><t>a</t></r></is></c></row></sheetData>',
        '<sheetData><row r="1"><c r="A1" cm="1"><v>1</v></c></row></sheetData>',
        "<sheetData><row r=\"1\"/></sheetData><mergeCells><mergeCell ref='A1:B1'/></mergeCells>",
    ],
)
def test_bentuk_lain_diserahkan_ke_pustaka(xml):
    assert polos(ganti(lembar(xml), {GAYA: _gaya()})) is None


def test_seribu_sembilan_ratus_empat_diserahkan_ke_pustaka():
    data = xlsx({"A1": "a"})
    isi = bagian(data)["xl/workbook.xml"].replace(b"<workbookPr", b'<workbookPr date1904="1"')
    assert b"date1904" in isi
    assert polos(ganti(data, {"xl/workbook.xml": isi})) is None


def test_templat_sendiri_dibaca_tanpa_pustaka(monkeypatch):
    """Or the speed of the import would be gone without anyone noticing."""
    data = dk.tulis(SKP, bebas=False)
    terjaga = jaga_paket(data, _BATAS)
    assert terjaga.utuh is not None
    lain = buka_kisi(terjaga.data)
    assert [satu.nama for satu in terjaga.utuh] == [satu.nama for satu in lain]
    for satu, dua in zip(buka_terjaga(terjaga), lain, strict=True):
        assert repr(satu.baris) == repr(dua.baris)
        assert (set(satu.gabungan), satu.tampak) == (set(dua.gabungan), dua.tampak)


@pytest.mark.parametrize("benih", range(40))
def test_xml_yang_bengkok_tidak_dibaca_lain(benih):
    """Bytes of a sheet changed at random: what is still XML, and still read at once, is what the library reads."""
    acak = random.Random(benih)
    data = lembar(
        '<sheetData><row r="1" hidden="1"><c r="A1" s="1"><v>46036</v></c><c r="B1" t="s"><v>0</v></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c><c r="C2" s="3"/>'
        '<c r="D2" t="str"><f>A1</f><v>x&amp;y</v></c><c r="E2"><f>A1</f></c></row></sheetData>'
        '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'
    )
    data = ganti(data, {KAMUS: _kamus("<si><t>satu</t></si>"), GAYA: _gaya()})
    asli = bagian(data)[LEMBAR]
    for _ in range(50):
        isi = bytearray(asli)
        for _ in range(acak.randint(1, 3)):
            letak = acak.randrange(len(isi))
            potong = acak.choice(
                [b"", b"<", b">", b'"', b"/", b" ", b"&", b"1", b"\r", b"c", bytes([isi[letak]]) * 2]
            )
            isi[letak : letak + acak.randint(0, 2)] = potong
        bengkok = ganti(data, {LEMBAR: bytes(isi)})
        hasil = polos(bengkok)
        if hasil is None or not _tersusun(bytes(isi)):
            continue
        try:
            lain = pustaka(bengkok)
        except python_calamine.CalamineError:  # it also refuses empty cells without an address
            continue
        assert repr(hasil) == repr(lain), bytes(isi)


def _tersusun(isi: bytes) -> bool:
    try:
        expat.ParserCreate().Parse(isi, True)
    except expat.ExpatError:
        return False
    return True


def test_baris_tersembunyi_yang_berisi_diberitahukan():
    baris = "".join(
        f'<row r="{nomor}"{tanda}><c r="A{nomor}" s="1"/>{isi}</row>'
        for nomor, (tanda, isi) in enumerate(
            [
                (' hidden="1"', '<c r="B1" t="inlineStr"><is><t>a</t></is></c><c r="C1"><v>2</v></c>'),
                ("", '<c r="B2"><v>2</v></c>'),
                (' hidden="1"', ""),
                (' hidden="0"', '<c r="B4"><v>2</v></c>'),
                (' ht="3" hidden="true"', '<c r="B5"><v>2</v></c>'),
            ],
            start=1,
        )
    )
    data = lembar(f'<cols><col min="3" max="4" hidden="1"/></cols><sheetData>{baris}</sheetData>')
    isi = bagian(data)
    khusus = BukuPolos(isi).baca(isi[LEMBAR], baris=99, kolom=99, sel=999).khusus
    assert khusus is not None
    assert (khusus.baris, khusus.kolom) == ({0, 4}, ((2, 3),))
