"""B015: what a workbook holds besides its forms is told with its sheet and cells."""

import io

import openpyxl

from skpbook.intake.baca import baca_berkas
from tests.forms_in import resmi
from tests.forms_in.test_luar import BARIS, IDENTITAS, LAIN, susun
from tests.forms_in.test_resmi_skp import kuantitatif
from tests.intake.formulir import NIP, buku_skp, dunia


def b015(data: bytes) -> list[tuple[str | None, str | None, str]]:
    hasil = baca_berkas(data, "a.xlsx", dunia())
    assert hasil.status == "diterima"
    return [(satu.lembar, satu.sel, satu.pesan) for satu in hasil.temuan if satu.kode == "B015"]


def test_templat_sendiri_tidak_punya_yang_di_luar() -> None:
    for paket in ("skp-jajf-kuantitatif", "skp-jpt-kualitatif"):
        assert b015(buku_skp(paket=paket)) == []


def test_di_samping_di_bawah_dan_lembar_lain() -> None:
    buku = openpyxl.load_workbook(io.BytesIO(buku_skp()))
    buku["SKP"]["Z5"] = "titip pesan"
    buku["SKP"]["B400"] = "catatan"
    buku.create_sheet("Konsep")["B2"] = "rencana lama"
    buku.create_sheet("Kosong")
    keluar = io.BytesIO()
    buku.save(keluar)
    assert b015(keluar.getvalue()) == [
        ("SKP", "Z5", "Ada tulisan di lembar SKP di luar formulir yang tidak dibaca: sel Z5, B400."),
        ("Konsep", "B2", "Ada tulisan di lembar Konsep, yang bukan formulir, yang tidak dibaca: sel B2."),
    ]


def test_lembar_penuh_lain_disebut_sebagian() -> None:
    isi = {"SKP": kuantitatif(*BARIS), "DATA": [(f"baris {nomor}",) for nomor in range(90)]}
    ((lembar, sel, pesan),) = b015(resmi.buku(isi))
    assert (lembar, sel) == ("DATA", "A1")
    assert "A9, A10 dan lainnya" in pesan


def test_dua_formulir_pada_satu_lembar_disebut_dan_dua_duanya_milik_orangnya() -> None:
    data = resmi.buku({"SKP": [*susun(IDENTITAS, "RHK Budi"), (), *susun(LAIN, "RHK Ani")]})
    hasil = baca_berkas(data, "a.xlsx", dunia())
    assert [satu.nip for satu in hasil.dokumen] == ["199001012015011001", "199202022016022002"]
    ((lembar, sel, pesan),) = b015(data)
    assert (lembar, sel) == ("SKP", hasil.dokumen[1].di("pegawai.nama").sel)
    assert "memuat 2 formulir bersusun" in pesan
    assert NIP not in pesan
