"""Text from people is text in what goes back: never a formula, a link, markup, or a broken file."""

from __future__ import annotations

import io
import re

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from skpbook.domain.tempat import Rujukan
from skpbook.forms.seal import segel_utuh
from skpbook.intake.batas import Batas
from skpbook.recap.teks_sel import BATAS_SEL, aman
from skpbook.returns.tandai import tandai
from skpbook.returns.teks import AKHIR, AWAL, Kepala, polos
from skpbook.returns.terpisah import buku_temuan

from .bahan import bagian, dari_openpyxl, satu_temuan, tanda

ASAL = dari_openpyxl()
TEKS = st.builds(
    "{}{}{}".format,
    st.sampled_from(
        (
            "",
            "=",
            "+",
            "-",
            "@",
            "\t=",
            "＝",
            "http://a",
            "mailto:",
            "internal:",
            "<r>",
            "&",
            "{=",
            "_x0041_",
            AWAL,
        )
    ),
    st.text(st.characters(), max_size=40),
    st.sampled_from(
        ("", "</r>", "</t></is></c>", '"', "!A1", "\n- butir", "\x00\x0b", "\ud800", "\uffff", AKHIR)
    ),
)
_SANDI = re.compile(r"_x([0-9A-F]{4})_")


def _baca(xml: str) -> str:
    """XML text as Excel shows it."""
    teks = etree.fromstring(f"<t>{xml}</t>").text or ""
    return _SANDI.sub(lambda temu: chr(int(temu[1], 16)), teks)


@given(TEKS)
def test_teks_tertulis_seperti_adanya(teks):
    assert _baca(polos(teks)) == aman(teks)


@given(TEKS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_tidak_pernah_menjadi_rumus_atau_tautan(teks):
    satu = satu_temuan(
        "B5", pesan=teks or "-", ditemukan=teks, seharusnya=teks, saran=teks, kaitan=Rujukan(teks, teks, teks)
    )
    asing = satu_temuan(teks, teks, kode=teks, pesan=teks)
    kepala = Kepala(berkas=teks, untuk=teks)
    jadi = tandai(ASAL, [satu, asing], kepala, Batas())
    assert tandai(jadi, [satu, asing], kepala, Batas()) == jadi
    for data in (jadi, buku_temuan([satu, asing], kepala, teks)):
        lembar = openpyxl.load_workbook(io.BytesIO(data))["Temuan"]
        for baris in lembar.iter_rows():
            for sel in baris:
                assert sel.data_type != "f"
                if sel.hyperlink is not None:
                    assert re.fullmatch(r"'SKP'!B5|B\d+", sel.hyperlink.location)
                    assert sel.hyperlink.id is None
        semua = bagian(data)
        assert not [nama for nama, isi in semua.items() if nama.endswith(".rels") and b"External" in isi]
        for nama, isi in semua.items():
            if nama.endswith((".xml", ".rels", ".vml")):
                etree.fromstring(isi)


def test_teks_yang_sangat_panjang_tidak_dipotong_diam_diam():
    jadi = tanda(ASAL, satu_temuan("B5", pesan="x" * (BATAS_SEL + 10), saran="y" * 5000))
    lembar = openpyxl.load_workbook(io.BytesIO(jadi))
    assert "dipotong; seluruhnya 32.777 huruf" in lembar["Temuan"]["E7"].value
    assert "dipotong; seluruhnya 32.777 huruf" in lembar["SKP"]["B5"].comment.text


def test_temuan_yang_banyak_di_satu_sel_dihitung():
    jadi = tanda(ASAL, *(satu_temuan("B5", pesan="panjang " * 50 + str(n)) for n in range(30)))
    teks = openpyxl.load_workbook(io.BytesIO(jadi))["SKP"]["B5"].comment.text
    disebut = teks.count("GALAT S204")
    assert f"… dan {30 - disebut} temuan lain; lihat lembar Temuan." in teks
    assert teks.endswith(AKHIR)


def test_nama_berkas_yang_sangat_panjang_tetap_bersegel():
    jadi = tandai(
        ASAL, [satu_temuan("B5")], Kepala(berkas="n" * 20_000 + ".xlsx", untuk="o" * 9_000), Batas()
    )
    assert segel_utuh(io.BytesIO(jadi))
