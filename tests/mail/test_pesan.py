"""Messages: whatever people are called, headers stay headers."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skpbook.domain.galat import TidakBisa
from skpbook.mail.alamat import alamat_sah, baca_alamat
from skpbook.mail.bawaan import ISIAN, NAMA, teks_bawaan
from skpbook.mail.pesan import Pengirim, muat_lampiran, nomor_baru, susun_pesan
from skpbook.mail.teks_surel import TeksSurel, satu_baris, urai_pola

PADA = datetime(2026, 1, 5, 8, tzinfo=UTC)
NAKAL = st.text(
    alphabet=st.one_of(st.sampled_from("\r\n\x00\x0b\x85\u2028:=?<>\"',;@ \ud800é中a"), st.characters())
)
KEPALA = ["From", "To", "Reply-To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"]


def baca(data: bytes):
    return email.message_from_bytes(data, policy=email.policy.default)


@settings(deadline=None)
@given(nama=NAKAL, judul=NAKAL, isi=NAKAL, berkas=st.text("abc_.", min_size=1))
def test_tidak_ada_isian_yang_menjadi_kepala_surel(nama, judul, isi, berkas):
    pola = urai_pola("Judul: {unit} {instansi}\n\n{unit}\n{belum}\n", "x.txt")
    teks = pola.isi(dict.fromkeys(ISIAN, "") | {"unit": nama, "instansi": judul, "belum": isi})
    data = susun_pesan(
        Pengirim(alamat="tu@contoh.go.id", nama=nama, balas_ke="balas@contoh.go.id"),
        ["a@unit.example", "b@unit.example"],
        teks,
        pada=PADA,
        nomor=nomor_baru("tu@contoh.go.id"),
        lampiran=(f"{berkas}.zip", b"PK\r\n.\r\n"),
    )
    pesan = baca(data)
    assert pesan.keys() == KEPALA
    assert [satu.addr_spec for satu in pesan["To"].addresses] == ["a@unit.example", "b@unit.example"]
    assert [satu.addr_spec for satu in pesan["From"].addresses] == ["tu@contoh.go.id"]
    assert satu_baris(str(pesan["Subject"])) == satu_baris(f"{nama} {judul}")
    bagian = list(pesan.iter_attachments())
    assert [(satu.get_filename(), satu.get_content()) for satu in bagian] == [
        (f"{berkas}.zip", b"PK\r\n.\r\n")
    ]
    assert all(len(baris) <= 998 for baris in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_nama_bukan_ascii_tetap_benar():
    teks = TeksSurel("Templat SKP – Bidang Ñandú 中", "Yth. Bu Áyu\n")
    pesan = baca(
        susun_pesan(
            Pengirim(alamat="tu@contoh.go.id", nama="Bagian Képegawaian, “BKD”"),
            ["a@unit.example"],
            teks,
            pada=PADA,
            nomor="<1@x>",
        )
    )
    assert pesan["Subject"] == teks.judul
    assert pesan["From"].addresses[0].display_name == "Bagian Képegawaian, “BKD”"
    assert pesan.get_content().replace("\r\n", "\n") == teks.isi


@settings(deadline=None, max_examples=25)
@given(st.integers(100_000, 2_000_000))
def test_lampiran_sebesar_itu_muat_dalam_batasnya(batas):
    muat = muat_lampiran(batas)
    data = susun_pesan(
        Pengirim(alamat="tu@contoh.go.id"),
        ["a@unit.example"],
        TeksSurel("x", "y" * 10_000),
        pada=PADA,
        nomor="<1@x>",
        lampiran=("a.zip", bytes(muat)),
    )
    assert len(data) <= batas


@pytest.mark.parametrize(
    ("teks", "sah", "salah"),
    [
        ("tu@contoh.go.id", ("tu@contoh.go.id",), ()),
        (" a@b.id; c@d.id,\ne@f.id a@B.id ", ("a@b.id", "c@d.id", "e@f.id"), ()),
        ("Budi Santosa <budi@contoh.go.id>", ("budi@contoh.go.id",), ()),
        ("mailto:a@b.id", ("a@b.id",), ()),
        ("tu.contoh.go.id", (), ("tu.contoh.go.id",)),
        ("a@b.id; b@", ("a@b.id",), ("b@",)),
        ("a@localhost", (), ("a@localhost",)),
        ("a..b@c.id", (), ("a..b@c.id",)),
        ("tu@cöntoh.id", (), ("tu@cöntoh.id",)),
        (None, (), ()),
        ("  ", (), ()),
    ],
)
def test_alamat_di_sel(teks, sah, salah):
    assert baca_alamat(teks) == (sah, salah)


@given(NAKAL)
def test_alamat_yang_sah_tidak_memuat_apa_pun_yang_memisah(teks):
    for satu in (teks, f"a@{teks}.id", f"{teks}@b.id"):
        if alamat_sah(satu):
            assert satu.isascii()
            assert not set(satu) & set(' \r\n\t<>(),;:"[]\\\x00')
            assert satu.count("@") == 1


class TestPola:
    """The editable text."""

    @pytest.mark.parametrize("nama", NAMA)
    def test_bawaan_terbaca_dan_tanpa_sisa(self, nama):
        teks = urai_pola(teks_bawaan(nama), nama).isi(dict.fromkeys(ISIAN, "isi"))
        assert "{" not in teks.judul + teks.isi
        assert "#" not in teks.judul + teks.isi

    def test_baris_yang_isiannya_kosong_tidak_ikut(self):
        pola = urai_pola("# catatan\nJudul: {unit}\n\nA {unit}\nTenggat: {tenggat}\n\n{kunci}\n\n# B\n", "x")
        assert pola.isi(dict.fromkeys(ISIAN, "") | {"unit": "U"}) == TeksSurel("U", "A U\n\n# B\n")

    @pytest.mark.parametrize(
        ("teks", "harap"),
        [
            (
                "Judul: x\n\na\n{untit}\n",
                "surel/skp.txt baris 4: isian {untit} tidak dikenal; mungkin maksudnya {unit}",
            ),
            ("Judul: {xyzzy}\n", "baris 1: isian {xyzzy} tidak dikenal; yang ada: instansi"),
            ("# a\n\nYth.\n", "baris 3: baris pertama harus judul"),
            ("Judul:\n", "baris 1: baris pertama harus judul"),
            ("# a\n", "kosong"),
        ],
    )
    def test_kesalahan_disebut_barisnya(self, teks, harap):
        with pytest.raises(TidakBisa) as tangkap:
            urai_pola(teks, "surel/skp.txt")
        assert harap in str(tangkap.value)

    def test_kurung_biasa_dibiarkan(self):
        pola = urai_pola("Judul: a\n\n} { {\n", "x")
        assert pola.isi(dict.fromkeys(ISIAN, "")).isi == "} { {\n"
