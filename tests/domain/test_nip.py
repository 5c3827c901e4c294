"""NIP: round trips for invented numbers, and every way a spreadsheet or a hand spoils one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skpbook.domain.nip import MasalahNip, Nip, baca_nip, bersihkan, keanehan

lahir = st.dates(date(1950, 1, 1), date(2000, 12, 31))
seri = st.integers(1, 999).map("{:03}".format)


@st.composite
def nip_pns(draw: st.DrawFn) -> tuple[str, Nip]:
    hari, bulan = draw(lahir), draw(st.integers(1, 12))
    tahun, kelamin, ekor = hari.year + draw(st.integers(18, 35)), draw(st.sampled_from("12")), draw(seri)
    return f"{hari:%Y%m%d}{tahun}{bulan:02}{kelamin}{ekor}", Nip(
        angka=f"{hari:%Y%m%d}{tahun}{bulan:02}{kelamin}{ekor}",
        jenis="PNS",
        lahir=hari,
        tahun_tmt=tahun,
        bulan_tmt=bulan,
        kelamin="L" if kelamin == "1" else "P",
        seri=ekor,
    )


@st.composite
def ni_pppk(draw: st.DrawFn) -> tuple[str, Nip]:
    hari, kode = draw(lahir), draw(st.integers(21, 99))
    tahun, kelamin, ekor = hari.year + draw(st.integers(20, 55)), draw(st.sampled_from("12")), draw(seri)
    angka = f"{hari:%Y%m%d}{tahun}{kode}{kelamin}{ekor}"
    return angka, Nip(
        angka=angka,
        jenis="PPPK",
        lahir=hari,
        tahun_tmt=tahun,
        bulan_tmt=None,
        kelamin="L" if kelamin == "1" else "P",
        seri=ekor,
    )


@given(st.one_of(nip_pns(), ni_pppk()))
@settings(max_examples=120, deadline=None)
def test_nip_dibaca_utuh(pasangan: tuple[str, Nip]) -> None:
    angka, seharusnya = pasangan
    nip = baca_nip(angka)
    assert nip == seharusnya
    assert isinstance(nip, Nip)
    assert keanehan(nip) == ()


@given(st.one_of(nip_pns(), ni_pppk()), st.randoms(use_true_random=False))
@settings(max_examples=120, deadline=None)
def test_hiasan_tidak_mengubah_nip(pasangan: tuple[str, Nip], acak: object) -> None:
    angka, seharusnya = pasangan
    pilih = acak.choice  # type: ignore[attr-defined]
    kotor = "".join(huruf + pilih(["", "", " ", ".", "-", "\u00a0", "\n"]) for huruf in angka)
    for awalan in ("", "'", "`", "’", "NIP. ", "NIP : ", "NI PPPK: ", "NIPPPK "):
        assert bersihkan(awalan + kotor) == angka
        assert baca_nip(awalan + kotor) == seharusnya


@given(st.one_of(nip_pns(), ni_pppk()))
@settings(max_examples=80, deadline=None)
def test_bilangan_lembar_kerja_selalu_rusak(pasangan: tuple[str, Nip]) -> None:
    """What a double of fifteen digits leaves, as Python, Excel and an Indonesian locale print it."""
    angka = pasangan[0]
    lima_belas = f"{angka[:15]}000"
    for tulisan in (
        lima_belas,
        f"{float(lima_belas)!r}",
        f"{float(angka):.2E}",
        f"{float(angka):.2E}".replace(".", ","),
        f"{lima_belas}.0",
    ):
        nip = baca_nip(tulisan)
        assert isinstance(nip, MasalahNip), tulisan
        assert nip.jenis == "rusak", tulisan
        assert "ketik ulang sebagai teks" in nip.pesan


@pytest.mark.parametrize(
    ("teks", "jenis"),
    [
        (None, "kosong"),
        ("", "kosong"),
        ("  \u00a0 ", "kosong"),
        ("-", "kosong"),
        ("'", "kosong"),
        ("NIP.", "kosong"),
        ("19800101200501100", "panjang"),
        ("1980010120050110022", "panjang"),
        ("3201010101800001", "panjang"),
        ("0", "panjang"),
        ("1980010120050l1002", "bukan-angka"),
        ("(opsional)", "bukan-angka"),
        ("٣٢٠١٠١٠١٠١٨٠٠٠٠١١٢", "bukan-angka"),
        ("198001012005011000", "rusak"),
        ("1,98E+17", "rusak"),
        ("1.98001012005011e+17", "rusak"),
        ("198001012005011002.0", "rusak"),
    ],
)
def test_masalah(teks: str | None, jenis: str) -> None:
    nip = baca_nip(teks)
    assert isinstance(nip, MasalahNip)
    assert nip.jenis == jenis
    assert nip.pesan.startswith("NIP")
    assert nip.pesan.endswith(".")


@pytest.mark.parametrize(
    ("angka", "sebutan"),
    [
        ("198013012005011002", "tidak ada di kalender"),
        ("198002302005011002", "tidak ada di kalender"),
        ("198001012005141002", "bukan bulan TMT CPNS"),
        ("198001012005001002", "bukan bulan TMT CPNS"),
        ("198001012005013002", "bukan 1 (laki-laki) atau 2 (perempuan)"),
        ("199501012005011002", "pada umur 10 tahun"),
        ("198806011005011002", "sebelum lahir"),
        ("198808012005071002", "pada umur 16 tahun"),
        ("190001012020211002", "pada umur 120 tahun"),
    ],
)
def test_keanehan(angka: str, sebutan: str) -> None:
    nip = baca_nip(angka)
    assert isinstance(nip, Nip)
    aneh = keanehan(nip)
    assert len(aneh) == 1
    assert sebutan in aneh[0]


def test_tujuh_belas_tahun_tepat_tidak_aneh() -> None:
    nip = baca_nip("198808012005081002")
    assert isinstance(nip, Nip)
    assert keanehan(nip) == ()


def test_tanggal_mustahil_tidak_merusak() -> None:
    nip = baca_nip("000000000000000001")
    assert isinstance(nip, Nip)
    assert nip.lahir is None
    assert len(keanehan(nip)) == 3


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_teks_sembarang(teks: str) -> None:
    nip = baca_nip(teks)
    if isinstance(nip, Nip):
        assert len(nip.angka) == 18
        keanehan(nip)
    else:
        assert len(nip.pesan) < 160
