"""B007 on .ods files: charts are embedded objects there, and no foreign ones."""

import shutil
from typing import TYPE_CHECKING

import pytest

from skpbook.forms.catalog import muat_katalog
from skpbook.forms.write import Pesanan, tulis_buku
from skpbook.intake.baca import baca_berkas
from skpbook.intake.batas import Batas
from skpbook.intake.guard import jaga_paket
from tests.forms_out.libreoffice import ubah
from tests.intake.berkas import ganti
from tests.intake.formulir import DIBUAT, KUNCI, dunia

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def evaluasi(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An evaluation of ours, with its distribution chart, as LibreOffice saves it."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) tidak terpasang")
    katalog = muat_katalog()
    paket = next(satu for satu in katalog.umum.paket if satu.kode == "evaluasi-jajf-kuantitatif")
    asal = tmp_path_factory.mktemp("asal")
    berkas = asal / "evaluasi.xlsx"
    berkas.write_bytes(tulis_buku(katalog, Pesanan(paket=paket, isi={}, dibuat=DIBUAT, kunci=KUNCI)))
    hasil: Path = ubah([berkas], "ods", asal / "ods", asal / "profil")["evaluasi"]
    return hasil.read_bytes()


@pytest.mark.libreoffice
def test_kurva_kita_bukan_objek_asing(evaluasi):
    assert jaga_paket(evaluasi, Batas()).tautan == ()
    assert not [satu for satu in baca_berkas(evaluasi, "a.ods", dunia()).temuan if satu.kode == "B007"]


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    "asing",
    [
        {
            "Object 9/content.xml": b'<office:document-content xmlns:office="o"><office:text/>'
            b"</office:document-content>"
        },
        {"Object 9": b"\xd0\xcf\x11\xe0 objek OLE"},
    ],
)
def test_objek_program_lain_di_sampingnya_tetap_disebut(evaluasi, asing):
    assert jaga_paket(ganti(evaluasi, asing), Batas()).tautan == ("objek tertanam",)
