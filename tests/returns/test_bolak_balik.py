"""A marked workbook, saved again by another program and sent back: the marks are ignored, and come off."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest

from skpbook.forms.grid import buka_kisi
from skpbook.forms.returned import SEBUTAN, lembar_temuan
from skpbook.intake.baca import baca_berkas
from skpbook.returns.teks import AWAL
from tests.forms_out.libreoffice import teks_halaman, ubah
from tests.intake.formulir import buku_skp, dunia

from .bahan import bagian, buka, catatan, dari_openpyxl, dari_xlsxwriter, satu_temuan, tanda

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.cell import Cell

SEL = ("C8", "F16", "E18")
JENIS = ("templat", "xlsxwriter", "openpyxl")


def _asal(jenis: str) -> bytes:
    return {"templat": buku_skp, "xlsxwriter": dari_xlsxwriter, "openpyxl": dari_openpyxl}[jenis]()


def _bertanda(jenis: str) -> bytes:
    return tanda(_asal(jenis), *(satu_temuan(sel) for sel in SEL))


def _simpan_openpyxl(data: bytes) -> bytes:
    keluar = io.BytesIO()
    buka(data).save(keluar)
    return keluar.getvalue()


def _warna(sel: Cell) -> tuple[str | None, object]:
    """What is seen of a fill: programs write the colour behind a solid one as they like."""
    return sel.fill.fill_type, sel.fill.fgColor.value if sel.fill.fill_type else None


@pytest.fixture(scope="module")
def lewat_libreoffice(tmp_path_factory) -> dict[str, bytes]:
    """Every workbook, marked and unmarked, opened and saved by LibreOffice."""
    folder: Path = tmp_path_factory.mktemp("lo")
    berkas = []
    for jenis in JENIS:
        for awalan, data in (("asal", _asal(jenis)), ("tanda", _bertanda(jenis))):
            berkas.append(folder / f"{awalan}-{jenis}.xlsx")
            berkas[-1].write_bytes(data)
    hasil = ubah(berkas, "xlsx", folder / "hasil", folder / "profil")
    return {nama: jalur.read_bytes() for nama, jalur in hasil.items()}


def test_impor_tidak_melihat_tanda():
    polos = baca_berkas(buku_skp(), "a.xlsx", dunia())
    bertanda = baca_berkas(_bertanda("templat"), "a.xlsx", dunia())
    assert [satu.isi for satu in bertanda.dokumen] == [satu.isi for satu in polos.dokumen]
    assert [satu.tempat for satu in bertanda.dokumen] == [satu.tempat for satu in polos.dokumen]
    assert bertanda.temuan == polos.temuan
    assert bertanda.disimpan == polos.disimpan
    cap = bertanda.dokumen[0].cap
    assert cap is not None
    assert cap.sah, "the stamp still verifies"
    assert cap == polos.dokumen[0].cap


def test_impor_sesudah_disimpan_program_lain(lewat_libreoffice):
    for asal, jadi in (
        (lewat_libreoffice["asal-templat"], lewat_libreoffice["tanda-templat"]),
        (_simpan_openpyxl(_asal("templat")), _simpan_openpyxl(_bertanda("templat"))),
    ):
        polos, hasil = (baca_berkas(data, "a.xlsx", dunia()) for data in (asal, jadi))
        assert [satu.isi for satu in hasil.dokumen] == [satu.isi for satu in polos.dokumen]
        assert [satu.kode for satu in hasil.temuan] == [satu.kode for satu in polos.temuan]
        assert hasil.dokumen[0].cap == polos.dokumen[0].cap
        assert [satu.nama for satu in buka_kisi(jadi) if lembar_temuan(satu)] == ["Temuan"]


def test_daftar_temuan_saja_disebut_apa_adanya():
    buku = openpyxl.load_workbook(io.BytesIO(_bertanda("openpyxl")))
    for nama in buku.sheetnames[:-1]:
        del buku[nama]
    keluar = io.BytesIO()
    buku.save(keluar)
    satu = baca_berkas(keluar.getvalue(), "a.xlsx", dunia()).temuan[0]
    assert (satu.kode, satu.ditemukan) == ("B008", SEBUTAN)


@pytest.mark.parametrize("jenis", JENIS)
@pytest.mark.parametrize("program", ["openpyxl", "libreoffice"])
def test_tanda_lama_dilepas_sesudah_disimpan_program_lain(jenis, program, lewat_libreoffice):
    if program == "openpyxl":
        asal, jadi = _simpan_openpyxl(_asal(jenis)), _simpan_openpyxl(_bertanda(jenis))
    else:
        asal, jadi = lewat_libreoffice[f"asal-{jenis}"], lewat_libreoffice[f"tanda-{jenis}"]
    assert {tempat for tempat, teks in catatan(jadi).items() if AWAL in teks} == {("SKP", sel) for sel in SEL}
    kini = tanda(jadi, satu_temuan("A3"))
    tersisa = {tempat: teks for tempat, teks in catatan(kini).items() if AWAL not in teks}
    assert tersisa == catatan(asal), "only what a person wrote is left"
    assert {tempat for tempat, teks in catatan(kini).items() if AWAL in teks} == {("SKP", "A3")}
    semula, akhir = buka(asal)["SKP"], buka(kini)["SKP"]
    for sel in {satu.coordinate for satu in semula._cells.values()} - {"A3"}:
        assert _warna(akhir[sel]) == _warna(semula[sel]), sel
        assert repr(akhir[sel].border) == repr(semula[sel].border), sel
        assert akhir[sel].value == semula[sel].value
    assert [lembar.title for lembar in buka(kini)] == [lembar.title for lembar in buka(jadi)]
    assert tanda(kini, satu_temuan("A3")) == kini


def test_sesudah_baris_disisipkan_warnanya_tetap_dapat_dilepas():
    buku = buka(_bertanda("openpyxl"))
    lembar = buku["SKP"]
    lembar.insert_rows(5, 2)  # openpyxl moves cells with their styles, notes stay with their cells
    keluar = io.BytesIO()
    buku.save(keluar)
    kini = buka(tanda(keluar.getvalue(), satu_temuan("A1")))["SKP"]
    assert kini["C8"].fill.fill_type is None
    assert kini["C10"].fill.fill_type is None
    assert kini["B10"].fill.fgColor.rgb == "FFF1F7FC"


def test_tanpa_lembar_temuan_lamanya():
    buku = buka(tanda(dari_openpyxl(), satu_temuan("B5"), satu_temuan("A1")))
    del buku["Temuan"]
    keluar = io.BytesIO()
    buku.save(keluar)
    kini = tanda(keluar.getvalue(), satu_temuan("B6"))
    assert set(catatan(kini)) == {("SKP", "B4"), ("SKP", "B6")}
    assert buka(kini)["SKP"]["A1"].fill.fill_type is None
    assert buka(kini)["SKP"]["B5"].fill.fill_type is None, "without the table the fill below is not known"


def test_lembar_temuan_berganti_nama_tetap_dikenali():
    buku = buka(_bertanda("openpyxl"))
    buku["Temuan"].title = "Catatan BKD"
    keluar = io.BytesIO()
    buku.save(keluar)
    kini = tanda(keluar.getvalue(), satu_temuan("B6"))
    assert buka(kini).sheetnames == ["SKP", "_skpbook", "Catatan BKD"]
    assert (
        len([nama for nama in bagian(kini) if nama.startswith("xl/worksheets/") and nama.endswith(".xml")])
        == 3
    )


def test_tercetak_di_libreoffice(tmp_path):
    berkas = tmp_path / "tanda.xlsx"
    berkas.write_bytes(_bertanda("templat"))
    pdf = ubah([berkas], "pdf", tmp_path / "pdf", tmp_path / "profil")["tanda"]
    halaman = teks_halaman(pdf)
    temuan = [teks for teks in halaman if "TEMUAN PEMERIKSAAN" in teks]
    assert len(temuan) == 1
    for kata in ("C8", "F16", "E18", "Target belum diisi.", "Isi target.", "S204"):
        assert kata in temuan[0]
    assert any("RENCANA HASIL KERJA" in teks for teks in halaman)
