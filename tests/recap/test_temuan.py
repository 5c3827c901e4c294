"""Findings on the sheets: all there, grouped for the eye, waived ones apart, codes leading to their rules."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from skpbook.checks.buat import temuan
from skpbook.checks.registry import ATURAN
from skpbook.domain.pegawai import Daftar, Unit
from skpbook.domain.tempat import Rujukan
from skpbook.domain.temuan import Tingkat
from skpbook.recap.temuan import gabungkan

from .buka import nilai, tabel

if TYPE_CHECKING:
    from .conftest import Tertulis

DAFTAR = Daftar(berkas="p.xlsx", pegawai=(), unit=(Unit(kode="01", nama="Bidang Layanan"),), tempat={})
DASAR = temuan("S204", "Target kosong.", unit="01", nip="1", berkas="a.xlsx", lembar="SKP", sel="F18")


def test_one_cause_in_many_cells_is_one_row() -> None:
    sel = [f"F{i}" for i in range(18, 33)]
    satu, *lain = gabungkan([replace(DASAR, sel=s) for s in sel], DAFTAR)
    assert not lain
    assert satu.jumlah == 15
    assert satu.sel.startswith("F18, F19, ")
    assert satu.sel.endswith("F29 dan 3 sel lain")
    assert satu.unit == "Bidang Layanan"


def test_what_differs_in_more_than_the_cell_stays_apart() -> None:
    lain = Rujukan("b.xlsx", "SKP", "C4")
    beda = [
        DASAR,
        *(replace(DASAR, **{bidang: "lain"}) for bidang in ("nip", "berkas", "lembar", "pesan", "ditemukan")),
        replace(DASAR, kaitan=lain),
    ]
    assert len(gabungkan(beda, DAFTAR)) == len(beda)


def test_galat_first_else_in_the_given_order() -> None:
    isi = [
        replace(DASAR, tingkat=tingkat, pesan=str(i))
        for i, tingkat in enumerate((Tingkat.INFO, Tingkat.GALAT, Tingkat.PERINGATAN, Tingkat.GALAT))
    ]
    assert [satu.temuan.pesan for satu in gabungkan(isi, DAFTAR)] == ["1", "3", "2", "0"]


def test_sheet_has_every_finding_with_its_place(tertulis: Tertulis) -> None:
    buku = nilai(tertulis.berkas)
    berlaku = [t for t in tertulis.instansi.temuan if not t.dikecualikan]
    baris = tabel(buku["Temuan"], "No")
    assert sum(satu["Jumlah"] for satu in baris) == len(berlaku)
    terbaca = Counter()
    for satu in baris:
        for sel in (satu["Sel"] or "").split(", "):
            terbaca[satu["Kode"], satu["NIP"], satu["Berkas"], satu["Lembar"], sel or None] += 1
    assert terbaca == Counter((t.kode, t.nip, t.berkas, t.lembar, t.sel) for t in berlaku)
    dikecualikan = tabel(buku["Temuan Dikecualikan"], "No")
    assert [satu["Kode"] for satu in dikecualikan] == ["I106"]


def test_every_code_leads_to_its_rule(tertulis: Tertulis) -> None:
    buku = nilai(tertulis.berkas)
    for nama in ("Temuan", "Temuan Dikecualikan"):
        lembar = buku[nama]
        tautan = [sel.hyperlink for baris in lembar.iter_rows() for sel in baris if sel.hyperlink]
        assert len(tautan) == len(tabel(lembar, "No"))
        for satu in tautan:
            assert satu.target is None
            tujuan, _, sel = satu.location.rpartition("!")
            assert tujuan == "'Aturan'"
            kode = lembar[satu.ref].value
            r = buku["Aturan"][sel].row
            assert buku["Aturan"].cell(r, 1).value == kode
            assert buku["Aturan"].cell(r, 3).value == ATURAN[kode].judul
            assert buku["Aturan"].cell(r, 4).value == ATURAN[kode].penjelasan


def test_long_text_is_cut_with_a_word(tertulis: Tertulis) -> None:
    ditemukan = [
        satu["Ditemukan"] for satu in tabel(nilai(tertulis.berkas)["Temuan"], "No") if satu["Ditemukan"]
    ]
    assert len(ditemukan) == 1
    assert ditemukan[0].startswith("x" * 400)
    assert ditemukan[0].endswith("(dipotong; seluruhnya 40.000 huruf, lihat berkas aslinya)")
