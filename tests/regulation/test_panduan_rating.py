"""The guide on the rating hasil kerja, as a table."""

from __future__ import annotations

import pytest

from skpbook.regulation.label import Rating
from skpbook.regulation.panduan_rating import (
    Timbangan,
    kategori_hasil,
    keberatan,
    panduan_rating,
    saran_rating,
)

HURUF = {"A": Rating.DI_ATAS, "S": Rating.SESUAI, "B": Rating.DI_BAWAH, "-": None}
NADA = {"+": "Positif", "0": "Netral", "-": "Negatif"}


def timbangan(utama: str, tambahan: str = "", nada: str = "") -> Timbangan:
    return Timbangan(
        utama=tuple(HURUF[satu] for satu in utama),
        tambahan=tuple(HURUF[satu] for satu in tambahan),
        nada=tuple(NADA[satu] for satu in nada),
    )


@pytest.mark.parametrize(
    ("utama", "tambahan", "nada", "saran"),
    [
        ("AAA", "", "", "A"),
        ("AAS", "", "", "A"),
        ("AS", "", "", "S"),  # half is not most
        ("AAB", "", "", "S"),  # most above, but a utama below
        ("AAA", "B", "", "A"),  # a tambahan below does not count against it
        ("BBS", "", "", "B"),
        ("BS", "", "", "S"),
        ("SSS", "", "", "S"),
        ("A---", "", "+++", "A"),  # too few categories: the tone tells
        ("---", "", "--0", "B"),
        ("---", "", "+-0", None),
        ("---", "", "", None),
        ("", "", "", None),
    ],
)
def test_saran(utama: str, tambahan: str, nada: str, saran: str | None) -> None:
    assert saran_rating(timbangan(utama, tambahan, nada)) == (HURUF[saran] if saran else None)


@pytest.mark.parametrize(
    ("rating", "utama", "tambahan", "nada", "banyak"),
    [
        ("A", "AAA", "", "+++", 0),
        ("A", "AAB", "", "", 1),
        ("A", "ASS", "", "", 1),
        ("A", "ABB", "", "", 2),
        ("A", "AA", "B", "", 0),
        ("A", "AAA", "", "---", 1),
        ("S", "SSS", "", "0+0", 0),
        ("S", "SSB", "", "", 0),
        ("S", "BB", "SS", "", 1),  # most utama below
        ("S", "BBB", "", "", 1),
        ("S", "AAA", "", "", 1),
        ("S", "---", "", "--+", 1),
        ("B", "BBS", "", "-0-", 0),
        ("B", "SSS", "", "", 1),
        ("B", "---", "", "++0", 1),
        ("B", "SSS", "", "+++", 2),
        ("B", "B---", "", "", 0),
    ],
)
def test_keberatan(rating: str, utama: str, tambahan: str, nada: str, banyak: int) -> None:
    satu = HURUF[rating]
    assert satu is not None
    assert len(keberatan(satu, timbangan(utama, tambahan, nada))) == banyak


@pytest.mark.parametrize("rating", list(Rating))
@pytest.mark.parametrize("utama", ["AAA", "AAB", "ABS", "SSS", "SSB", "BBB", "BBA", "A", "S", "B"])
def test_yang_disarankan_tidak_pernah_keberatan(rating: Rating, utama: str) -> None:
    """What the guide points to fits the guide; so no rating is both suggested and blamed."""
    isi = timbangan(utama)
    if saran_rating(isi) is rating:
        assert keberatan(rating, isi) == ()


@pytest.mark.parametrize(
    ("kategori", "hasil"), [("AAS", "A"), ("AS", None), ("AB", None), ("B", "B"), ("ABS", None), ("", None)]
)
def test_kategori_satu_hasil_kerja(kategori: str, hasil: str | None) -> None:
    semua = [satu for huruf in kategori if (satu := HURUF[huruf])]
    assert kategori_hasil(semua) == (HURUF[hasil] if hasil else None)


def test_setiap_rating_punya_dua_kalimat() -> None:
    assert set(panduan_rating().kalimat) == set(Rating)
