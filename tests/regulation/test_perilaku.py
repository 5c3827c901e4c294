"""BerAKHLAK: the texts as the form prints them, and the wordings that count as unchanged."""

from __future__ import annotations

import pytest

from skpbook.regulation.perilaku import NILAI_BERAKHLAK, NilaiBerakhlak, kenali_nilai, panduan_sama

MENURUT_NAMA = {nilai.nama: nilai for nilai in NILAI_BERAKHLAK}


def test_tujuh_nilai_menurut_urutan_formulir() -> None:
    assert [(nilai.nomor, nilai.nama) for nilai in NILAI_BERAKHLAK] == [
        (1, "Berorientasi Pelayanan"),
        (2, "Akuntabel"),
        (3, "Kompeten"),
        (4, "Harmonis"),
        (5, "Loyal"),
        (6, "Adaptif"),
        (7, "Kolaboratif"),
    ]
    assert len({teks for nilai in NILAI_BERAKHLAK for teks in nilai.panduan}) == 21


@pytest.mark.parametrize(
    ("teks", "nama"),
    [
        ("BERORIENTASI PELAYANAN", "Berorientasi Pelayanan"),
        ("1. Berorientasi pelayanan", "Berorientasi Pelayanan"),
        ("Kolaborasi", "Kolaboratif"),
        ("5  Loyal", "Loyal"),
        ("Adaptif:\n- Cepat menyesuaikan diri menghadapi perubahan", "Adaptif"),
        ("Harmonis - Menghargai setiap orang apapun latar belakangnya", "Harmonis"),
        ("Kompeten", "Kompeten"),
    ],
)
def test_kenali_nilai(teks: str, nama: str) -> None:
    nilai = kenali_nilai(teks)
    assert nilai is not None
    assert nilai.nama == nama


@pytest.mark.parametrize(
    "teks", ["", "Integritas", "Kompetensinya baik", "Komitmen", "Ekspektasi Khusus Pimpinan:"]
)
def test_yang_bukan_nilai(teks: str) -> None:
    assert kenali_nilai(teks) is None


@pytest.mark.parametrize("nilai", NILAI_BERAKHLAK, ids=lambda nilai: nilai.nama)
@pytest.mark.parametrize(
    "gaya",
    [
        "{0}\n{1}\n{2}",
        "- {0}\n- {1}\n- {2}",
        "-{0} -{1} -{2}",
        "• {0};\n• {1};\n• {2}.",
        "1. {0}\n2. {1}\n3. {2}",
    ],
)
def test_panduan_tidak_berubah(nilai: NilaiBerakhlak, gaya: str) -> None:
    teks = gaya.format(*nilai.panduan)
    assert panduan_sama(nilai, teks)
    assert panduan_sama(nilai, teks.upper())
    assert panduan_sama(nilai, f"{nilai.nama}\n{teks}")
    assert not any(panduan_sama(lain, teks) for lain in NILAI_BERAKHLAK if lain != nilai)


def test_singkatan_yang_lazim_sama() -> None:
    loyal, akuntabel = MENURUT_NAMA["Loyal"], MENURUT_NAMA["Akuntabel"]
    ekor = (
        "\nMenjaga nama baik sesama ASN, Pimpinan, Instansi, dan Negara\nMenjaga rahasia jabatan dan negara"
    )
    for awal in (
        "Memegang teguh ideologi Pancasila, UUD Negara RI Tahun 1945, setia pada NKRI serta pemerintahan "
        "yang sah",
        "Memegang teguh ideologi Pancasila, Undang-Undang Dasar Negara Republik Indonesia Tahun 1945, setia "
        "pada NKRI serta pemerintahan yang sah",
        "Memegang teguh ideologi Pancasila, UUD 1945, setia pada Negara Kesatuan Republik Indonesia serta "
        "pemerintahan yang sah",
    ):
        assert panduan_sama(loyal, awal + ekor)
    assert panduan_sama(
        akuntabel,
        "\n".join(akuntabel.panduan)
        .replace("barang milik negara", "BMN")
        .replace("bertanggung ", "bertanggung"),
    )


@pytest.mark.parametrize("nilai", NILAI_BERAKHLAK, ids=lambda nilai: nilai.nama)
def test_panduan_yang_berubah(nilai: NilaiBerakhlak) -> None:
    satu, dua, tiga = nilai.panduan
    assert not panduan_sama(nilai, f"{satu}\n{dua}")
    assert not panduan_sama(nilai, f"{satu}\n{dua}\n{tiga} dan lain-lain")
    assert not panduan_sama(nilai, f"{dua}\n{satu}\n{tiga}")
    assert not panduan_sama(nilai, nilai.nama)
    assert not panduan_sama(nilai, "")
