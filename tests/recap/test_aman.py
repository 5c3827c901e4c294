"""Text from people is text in the recap: never a formula, never a link, never markup, never a broken file."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from skpbook.checks.buat import temuan
from skpbook.checks.konteks import Konteks
from skpbook.domain.pegawai import Daftar, JenisPegawai, Keluarga, Pegawai, Unit
from skpbook.domain.tempat import Rujukan
from skpbook.recap.teks_sel import BATAS_SEL, aman, ekor_kepala, ringkas
from skpbook.recap.tulis import tulis_rekap

from .buka import nilai, rumus, tabel
from .instansi import DIBUAT, PERIODE, evaluasi

if TYPE_CHECKING:
    from pathlib import Path

    from skpbook.domain.temuan import Temuan

NIP = ("198501202010031001", "198501202010031002")
AWALAN = st.sampled_from(
    ("", "=", "+", "-", "@", "\t=", "＝", "http://", "mailto:", "internal:", "<r>", "&", "{=", "_x0041_")
)
TEKS = st.builds(
    "{}{}{}".format,
    AWALAN,
    st.text(st.characters(), max_size=40),
    st.sampled_from(("", "</r>", "!A1", "\n- butir", "\x00\x0b", "\ud800", "\uffff")),
)


def buku(teks: str) -> tuple[Konteks, tuple[Temuan, ...]]:
    """An instansi of two in which `teks` stands wherever a person can put text."""
    orang = tuple(
        Pegawai(
            nip=nip,
            nama=teks,
            jenis=JenisPegawai.PNS,
            unit="01",
            jabatan=teks,
            keluarga=Keluarga.JA_JF,
            golongan=teks,
            atasan=NIP[0] if nip == NIP[1] else None,
            penilai_luar=teks,
        )
        for nip in NIP
    )
    konteks = Konteks(
        daftar=Daftar(berkas=teks, pegawai=orang, unit=(Unit(kode="01", nama=teks),), tempat={}),
        dokumen=(evaluasi(NIP[0], "Sesuai Ekspektasi", "Sesuai Ekspektasi", teks, berkas=teks),),
        instansi=teks,
        tahun=2026,
    )
    satu = temuan(
        "S204",
        teks,
        pegawai=orang[1],
        berkas=teks,
        lembar=teks,
        sel=teks,
        ditemukan=teks,
        seharusnya=teks,
        saran=teks,
        kaitan=Rujukan(teks, teks, teks),
    )
    asing = replace(satu, kode=teks, unit=teks, periode=teks)
    return konteks, (satu, asing, replace(satu, dikecualikan=True))


@pytest.fixture(scope="module")
def rumus_biasa(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], str]:
    berkas = tmp_path_factory.mktemp("biasa") / "biasa.xlsx"
    konteks, isi = buku("biasa")
    tulis_rekap(konteks, isi, berkas, periode=PERIODE, dibuat=DIBUAT)
    return rumus(berkas)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(teks=TEKS)
@example(teks="\ud800")
def test_no_text_becomes_anything_else(
    teks: str, rumus_biasa: dict[tuple[str, str], str], tmp_path: Path
) -> None:
    """The formulas are those of harmless text, links lead inside, every part is well-formed XML."""
    berkas = tmp_path / "rekap.xlsx"
    konteks, isi = buku(teks)
    tulis_rekap(konteks, isi, berkas, periode=PERIODE, dibuat=DIBUAT)
    assert rumus(berkas) == rumus_biasa
    with zipfile.ZipFile(berkas) as arsip:
        for nama in arsip.namelist():
            akar = etree.fromstring(arsip.read(nama))
            if nama.endswith(".rels"):
                assert not akar.xpath("//*[@TargetMode]"), nama
    for lembar in nilai(berkas).worksheets:
        for baris in lembar.iter_rows():
            for sel in baris:
                if sel.hyperlink:
                    assert sel.hyperlink.location.startswith("'")
                    assert sel.value is not None


@pytest.mark.parametrize(
    "teks",
    ["=1+1", "<r><t>x</t></r>", "http://contoh.id/a", "_x0041_", "- butir", "0123", "1,5", "a\nb", "' kutip"],
)
def test_text_reads_back_as_written(teks: str, tmp_path: Path) -> None:
    berkas = tmp_path / "rekap.xlsx"
    konteks, isi = buku(teks)
    tulis_rekap(konteks, isi, berkas, periode=PERIODE, dibuat=DIBUAT)
    baris = tabel(nilai(berkas)["Predikat per Pegawai"], "No")
    assert [satu["Nama"].rstrip() for satu in baris] == [teks, teks]
    assert [satu["NIP"] for satu in baris] == list(NIP)
    temuan_baris = tabel(nilai(berkas)["Temuan"], "No")
    assert {satu["Pesan"].rstrip() for satu in temuan_baris} == {teks}


@given(st.text(st.characters(), max_size=200))
def test_safe_text_fits_a_cell_and_xml(teks: str) -> None:
    hasil = aman(teks)
    etree.fromstring(f"<a>{hasil.replace('&', '&amp;').replace('<', '&lt;')}</a>")
    assert not (hasil.startswith("<r>") and hasil.endswith("</r>"))


def test_text_past_the_limit_of_a_cell_is_cut_with_a_word() -> None:
    for huruf in ("x", "😀"):
        hasil = aman(huruf * 40_000)
        assert len(hasil.encode("utf-16-le")) // 2 <= BATAS_SEL
        assert hasil.endswith("(dipotong; seluruhnya 40.000 huruf, lihat berkas aslinya)")
    assert aman("x" * BATAS_SEL) == "x" * BATAS_SEL


def test_short_text_is_left_alone_and_many_lines_are_said() -> None:
    assert ringkas(" Baik\nsekali ") == "Baik\nsekali"
    assert ringkas(None) == ""
    banyak = ringkas("\n".join("abcdefghijklmnop"))
    assert banyak.startswith("a\nb\n")
    assert "k" not in banyak.split("…")[0]
    assert "dipotong" in banyak


def test_header_text_holds_no_code() -> None:
    assert ekor_kepala("Melati & Mawar\n&P") == "Melati && Mawar &&P"
    assert len(ekor_kepala("x" * 500)) == 80
