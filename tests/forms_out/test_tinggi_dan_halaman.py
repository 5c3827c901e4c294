"""Row heights from letter widths, where pages begin, how cells are gathered for rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import range_boundaries

from skpbook.forms.guide import _awal_halaman
from skpbook.forms.heights import TINGGI_TERBESAR, banyak_baris, perlu_tinggi, tinggi_baris, titik_kolom
from skpbook.forms.layout import Sel, Tata
from skpbook.forms.pages import awal_halaman, kaki, muat_halaman
from skpbook.forms.validation import menurut_kolom
from skpbook.forms.write import tata_paket
from tests.forms_out.bahan import KATALOG, PAKET, buku, pesanan, sel_isian

KALIMAT = st.text(alphabet=st.sampled_from("abcdefg hijklmno pqrstuvw xyz\nABCM.,-"), max_size=300)


def _sel(baris: int, akhir: int, kolom: int = 0) -> Sel:
    return Sel(baris=baris, kolom=kolom, baris_akhir=akhir, kolom_akhir=kolom, gaya="isian")


def _tata(
    banyak: int,
    *,
    tinggi: dict[int, float] | None = None,
    tersembunyi: frozenset[int] = frozenset(),
    pemisah: tuple[int, ...] = (),
    utuh: tuple[tuple[int, int], ...] = (),
    judul: tuple[int, int] | None = None,
) -> Tata:
    return Tata(
        kode="uji",
        sel=(),
        tempat={},
        tinggi=tinggi or {},
        tersembunyi=tersembunyi,
        catatan_samping={},
        pemisah_halaman=pemisah,
        utuh=utuh,
        kurva=None,
        baris_judul=judul,
        kolom_judul=None,
        halaman=((0, 0),),
        jumlah_baris=banyak,
        lebar=(30.0,),
        kolom_cetak=(0, 0),
    )


def test_lebar_kolom_dalam_titik() -> None:
    assert titik_kolom(10) == 75 * 0.75


@pytest.mark.parametrize(
    ("teks", "baris"),
    [
        ("", 1),
        ("pendek", 1),
        ("satu\ndua", 2),
        ("\n\n", 3),
        ("M" * 60, 3),
        ("kata " * 12, 2),
    ],
)
def test_banyak_baris(teks: str, baris: int) -> None:
    assert banyak_baris(teks.strip(" "), 200, 10) == baris


def test_huruf_besar_dan_tebal_lebih_lebar() -> None:
    kecil = "indikator kinerja individu beserta targetnya dalam satu kalimat " * 8
    biasa = banyak_baris(kecil, 150, 10)
    assert biasa < banyak_baris(kecil.upper(), 150, 10)
    assert biasa <= banyak_baris(kecil, 150, 10, tebal=True)


@given(KALIMAT, st.floats(min_value=20, max_value=600), st.floats(min_value=8, max_value=16))
def test_kolom_lebih_lebar_tidak_perlu_lebih_tinggi(teks: str, lebar: float, huruf: float) -> None:
    sempit, lapang = perlu_tinggi(teks, lebar, huruf), perlu_tinggi(teks, lebar * 2, huruf)
    assert lapang <= sempit
    assert sempit >= huruf * (1 + teks.count("\n"))


@given(KALIMAT, KALIMAT)
def test_teks_lebih_panjang_tidak_lebih_rendah(awal: str, akhir: str) -> None:
    assert banyak_baris(f"{awal} {akhir}", 120, 10) >= banyak_baris(awal, 120, 10)


def test_tinggi_terkecil_dan_terbesar() -> None:
    tata = _tata(3, tinggi={0: 30})
    tinggi = tinggi_baris(tata, [(_sel(0, 0), "pendek", 10, False), (_sel(1, 1), "x " * 20_000, 10, False)])
    assert tinggi == {0: 30, 1: TINGGI_TERBESAR, 2: 15}


def test_kekurangan_sel_gabungan_dibagi_rata_di_baris_tampak() -> None:
    tata = _tata(4, tersembunyi=frozenset({2, 3}))
    teks = "\n".join("abcdefgh")
    tinggi = tinggi_baris(tata, [(_sel(0, 3), teks, 10, False)])
    assert tinggi[2] == tinggi[3] == 15
    assert tinggi[0] == tinggi[1]
    assert tinggi[0] + tinggi[1] == pytest.approx(perlu_tinggi(teks, titik_kolom(30), 10))


def test_halaman_mulai_di_pemisah_dan_sebelum_kelompok_yang_terbelah() -> None:
    baris = _baris_sehalaman()
    tinggi = dict.fromkeys(range(300), 15.0)
    tata = _tata(300, pemisah=(baris + 10,), utuh=((baris - 3, baris + 2), (baris + 20, baris + 21)))
    assert awal_halaman(tata, tinggi, mendatar=False) == (baris - 3, baris + 10)


def _baris_sehalaman() -> int:
    """Rows of 15 points that fit on a page of every program."""
    return int(muat_halaman(_tata(1), mendatar=False) * 0.98 // 15)


def test_kelompok_yang_terbelah_hanya_di_satu_program_pun_dipindah() -> None:
    """LibreOffice fits more rows on a page than Excel: a group at either's end moves as a whole."""
    tinggi = dict.fromkeys(range(300), 15.0)
    lain = int(_baris_sehalaman() * 1.06 / 0.98)
    assert awal_halaman(_tata(300, utuh=((lain - 1, lain + 1),)), tinggi, mendatar=False) == (lain - 1,)


def test_kelompok_lebih_panjang_daripada_halaman_tidak_dipindah() -> None:
    tinggi = dict.fromkeys(range(300), 15.0)
    assert awal_halaman(_tata(300, utuh=((5, 290),)), tinggi, mendatar=False) == ()


def test_baris_tersembunyi_tidak_memakan_halaman() -> None:
    tinggi = dict.fromkeys(range(300), 15.0)
    tata = _tata(300, tersembunyi=frozenset(range(10, 290)), utuh=((290, 299),))
    assert awal_halaman(tata, tinggi, mendatar=False) == ()


def test_baris_berulang_mengurangi_halaman_berikut() -> None:
    baris = _baris_sehalaman()
    tinggi = dict.fromkeys(range(300), 15.0)
    kelompok = ((2 * baris - 3, 2 * baris - 1),)
    assert awal_halaman(_tata(300, utuh=kelompok), tinggi, mendatar=False) == ()
    judul = awal_halaman(_tata(300, utuh=kelompok, judul=(0, 1)), tinggi, mendatar=False)
    assert judul == (2 * baris - 3,)


@pytest.mark.parametrize(
    ("bagian", "tinggi", "awal"),
    [
        ([(10, 150.0)], 900.0, []),
        ([(10, 150.0), (30, 400.0)], 800.0, [30]),
        ([(10, 150.0), (30, 400.0), (50, 700.0)], 1100.0, [30, 50]),
        ([(10, 150.0), (30, 400.0)], 1400.0, []),
    ],
)
def test_bagian_petunjuk_mulai_di_halaman_yang_memuatnya(
    bagian: list[tuple[int, float]], tinggi: float, awal: list[int]
) -> None:
    assert _awal_halaman(tinggi, bagian) == awal


@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.integers(0, 5), st.integers(0, 3), st.integers(0, 2)), max_size=40
    )
)
def test_menurut_kolom_mencakup_tepat_selnya(potong: list[tuple[int, int, int, int]]) -> None:
    sel = [(b, k, b + tb, k + tk) for b, k, tb, tk in potong]
    bersih: list[tuple[int, int, int, int]] = []
    terisi: set[tuple[int, int]] = set()
    for satu in sel:
        isi = {(b, k) for b in range(satu[0], satu[2] + 1) for k in range(satu[1], satu[3] + 1)}
        if not isi & terisi:
            terisi |= isi
            bersih.append(satu)
    hasil = menurut_kolom(bersih)
    ada = [(b, k) for grup in hasil for a, c, d, e in grup for b in range(a, d + 1) for k in range(c, e + 1)]
    assert len(ada) == len(set(ada))
    assert set(ada) == terisi
    for grup in hasil:
        assert len({(c, e) for _, c, _, e in grup}) == 1
        assert grup == sorted(grup)


@pytest.mark.parametrize("kode", [k for k in PAKET if k.startswith("skp-jajf")])
def test_perilaku_dan_tanda_tangan_skp_kosong_satu_halaman(kode: str) -> None:
    """The blank SKP: PERILAKU begins a page, and nothing after it begins another."""
    definisi = KATALOG.definisi[PAKET[kode].lembar[0]]
    ws = buku(kode)[definisi.lembar]
    perilaku = next(
        sel.row
        for baris in ws.iter_rows()
        for sel in baris
        if isinstance(sel.value, str) and sel.value.startswith("PERILAKU KERJA")
    )
    assert [satu.id for satu in ws.row_breaks.brk] == [perilaku - 1]


@pytest.mark.parametrize("bentuk", ["kosong", "terisi"])
@pytest.mark.parametrize("kode", PAKET)
def test_tidak_ada_teks_yang_terpotong(kode: str, bentuk: str) -> None:
    """Every prefilled text has the height it needs in its visible rows."""
    tata = tata_paket(KATALOG, PAKET[kode], pesanan(kode, bentuk).isi)
    for ws, lembar, sel, _, _ in sel_isian(kode, bentuk):
        nilai = ws[sel.sel].value
        if not isinstance(nilai, str) or nilai.startswith("="):
            continue
        titik = sum(titik_kolom(satu) for satu in tata[lembar].lebar[sel.kolom : sel.kolom_akhir + 1])
        tampak = [
            ws.row_dimensions[baris + 1].height or 15
            for baris in range(sel.baris, sel.baris_akhir + 1)
            if not ws.row_dimensions[baris + 1].hidden
        ]
        if tampak:
            assert sum(tampak) >= min(perlu_tinggi(nilai, titik, 10), TINGGI_TERBESAR) - 1.5, (
                ws.title,
                sel.sel,
            )


@pytest.mark.parametrize("kode", PAKET)
def test_nip_dan_tanggal_muat_dalam_kolomnya(kode: str) -> None:
    """18 digits, and the longest Indonesian date, in one line."""
    tata = tata_paket(KATALOG, PAKET[kode], {})
    for ws, lembar, sel, isian, _ in sel_isian(kode, "kosong"):
        contoh = {"nip": "199001012015031001", "tanggal": "30 September 2026"}.get(isian.jenis)
        if contoh:
            titik = sum(titik_kolom(satu) for satu in tata[lembar].lebar[sel.kolom : sel.kolom_akhir + 1])
            assert banyak_baris(contoh, titik, 10, tebal=True) == 1, (ws.title, sel.sel)


def test_cakupan_cetak_membuang_catatan_samping() -> None:
    ws = buku("skp-jajf-kuantitatif")["SKP"]
    kanan = range_boundaries(ws.print_area.partition("!")[2].replace("$", ""))[2]
    catatan = [
        sel
        for baris in ws.iter_rows()
        for sel in baris
        if isinstance(sel.value, str) and sel.value.startswith("Perlu baris lagi?")
    ]
    assert catatan
    assert all(sel.column > kanan for sel in catatan)


@pytest.mark.parametrize("untuk", ["Budi", "B" * 400, "&" * 300, "Sari & Budi " * 40, None])
def test_kaki_halaman_tidak_pernah_lebih_panjang_dari_yang_dimuat(untuk: str | None) -> None:
    """255 letters with codes: a longer footer is left out altogether."""
    for definisi in KATALOG.definisi.values():
        teks = kaki(definisi, untuk)
        assert len(teks) <= 255
        assert teks.endswith("&R&8Halaman &P dari &N")
        tengah = teks.partition("&C&8")[2].removesuffix("&R&8Halaman &P dari &N")
        assert "&" not in tengah.replace("&&", "")
        assert tengah.replace("&&", "&").rstrip("…") in " ".join((untuk or "").split())
        assert bool(tengah) == bool(untuk)
