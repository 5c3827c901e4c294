"""The small templates are what they were."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from tests.golden.perbarui import FOLDER
from tests.golden.templat import NAMA, buat
from tests.golden.urai import uraikan

PETUNJUK = "bila perubahan ini memang dimaksud: python -m tests.golden.perbarui"


def test_tidak_ada_yang_tertinggal() -> None:
    assert {satu.name for satu in FOLDER.iterdir()} == set(NAMA)


@pytest.mark.parametrize("kode", NAMA)
def test_sama_dengan_yang_disimpan(kode: str) -> None:
    simpanan = {satu.name: satu.read_text(encoding="utf-8") for satu in (FOLDER / kode).iterdir()}
    sekarang = uraikan(buat(kode))
    assert set(sekarang) == set(simpanan), PETUNJUK
    for nama, isi in sekarang.items():
        assert isi.splitlines() == simpanan[nama].splitlines(), f"{kode}/{nama} berubah; {PETUNJUK}"


def test_perubahan_kecil_terlihat() -> None:
    """A text or a style that changes shows; the order of shared texts and times do not."""
    asal = buat("mph")
    lain = _ganti(asal, "xl/sharedStrings.xml", b"MATRIKS PERAN HASIL", b"MATRIKS PERAN HASIL.")
    assert uraikan(lain) != uraikan(asal)
    assert uraikan(_ganti(asal, "xl/styles.xml", b'horizontal="center"', b'horizontal="left"')) != uraikan(
        asal
    )
    assert uraikan(_ganti(asal, "docProps/core.xml", b"2026-01-02", b"2027-01-02")) == uraikan(asal)


def _ganti(data: bytes, bagian: str, lama: bytes, baru: bytes) -> bytes:
    asal = zipfile.ZipFile(BytesIO(data))
    keluar = BytesIO()
    with zipfile.ZipFile(keluar, "w") as tujuan:
        for nama in asal.namelist():
            isi = asal.read(nama)
            if nama == bagian:
                assert lama in isi
                isi = isi.replace(lama, baru)
            tujuan.writestr(nama, isi)
    return keluar.getvalue()
