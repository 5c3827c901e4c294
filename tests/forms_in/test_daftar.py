"""The roster, however it was saved: every row with its cell, every complaint a sentence with its cell."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
import xlwt
from openpyxl import load_workbook

from skpbook.domain.pegawai import JenisPegawai, Keluarga, Pegawai, Pendekatan, Unit
from skpbook.forms import roster_file
from skpbook.forms.roster import DaftarTidakTerbaca, baca_daftar, tulis_daftar
from tests.forms_in import dokumen as dk
from tests.forms_in.resmi import buku

if TYPE_CHECKING:
    from collections.abc import Callable

BUDI = Pegawai(
    nip="199001012015011001",
    nama="Budi Santoso, S.E.",
    jenis=JenisPegawai.PNS,
    unit="DINKES",
    jabatan="Analis Kebijakan",
    keluarga=Keluarga("JA/JF"),
    pendekatan=Pendekatan.KUALITATIF,
    golongan="III/b",
    atasan="197005051995032001",
    tim="=Tim; 1",
)
SITI = Pegawai(
    nip="197005051995032001",
    nama="NAMA",
    jenis=JenisPegawai.PPPK,
    unit="DINKES",
    jabatan="Kepala Dinas",
    keluarga=Keluarga("JPT/PUKM"),
    penilai_luar="Bupati Contoh",
    tugas_belajar=True,
)
UNIT = (
    Unit(kode="DINKES", nama="Dinas Kesehatan", surel="dinkes@contoh.go.id"),
    Unit(kode="PKM", nama="UPT", induk="DINKES"),
)
KEPALA = ("NIP", "Nama Lengkap", "Jenis", "Unit", "Nama Jabatan", "Keluarga", "NIP Penilai", "Tugas Belajar")
BARIS = (
    ("199001012015011001", "Budi", "pns", "DINKES", "Analis", "ja/jf", "197005051995032001", ""),
    ("'197005051995032001", "Siti Ayu", "Pppk", "DINKES", "Kepala Dinas", "JPT / PUKM", "", "ya"),
)


def test_yang_ditulis_terbaca_sama() -> None:
    data = tulis_daftar(dk.katalog(), (BUDI, SITI), UNIT, dk.DIBUAT, dk.KUNCI)
    daftar = baca_daftar(data, "pegawai.xlsx")
    assert daftar.pegawai == (BUDI, SITI)
    assert daftar.unit == UNIT
    assert daftar.tempat["pegawai[1].nama"].lembar == "Pegawai"
    assert daftar.tempat["unit[1].induk"].lembar == "Unit"


def test_daftar_kosong_terbaca_kosong() -> None:
    daftar = baca_daftar(tulis_daftar(dk.katalog(), (), (), dk.DIBUAT, dk.KUNCI), "pegawai.xlsx")
    assert (daftar.pegawai, daftar.unit) == ((), ())


def _csv(pemisah: str, baris: Any = (KEPALA, *BARIS)) -> str:
    return "\r\n".join(pemisah.join(str(satu) for satu in isi) for isi in baris) + "\r\n"


@pytest.mark.parametrize(
    "data",
    [
        _csv(",").encode(),
        _csv(";").encode("utf-8-sig"),
        _csv("\t").encode("utf-16"),
        ("sep=;\r\n" + _csv(";")).encode("cp1252"),
        _csv(";", (("Daftar, pegawai", ""), (), KEPALA, (), *BARIS)).encode(),
        _csv(",")
        .replace("Kepala Dinas", '"Kepala Dinas"')
        .replace("Siti Ayu", '"Siti Ayu"')
        .encode("cp1252"),
    ],
)
def test_csv(data: bytes) -> None:
    daftar = baca_daftar(data, "pegawai.csv")
    assert [(satu.nip, satu.nama, satu.jenis, satu.keluarga) for satu in daftar.pegawai] == [
        ("199001012015011001", "Budi", JenisPegawai.PNS, Keluarga("JA/JF")),
        ("197005051995032001", "Siti Ayu", JenisPegawai.PPPK, Keluarga("JPT/PUKM")),
    ]
    assert (daftar.pegawai[0].atasan, daftar.pegawai[1].tugas_belajar) == ("197005051995032001", True)
    assert daftar.unit == (Unit(kode="DINKES", nama="DINKES"),)


def test_csv_cp1252_dengan_huruf_beraksen() -> None:
    data = _csv(";").replace("Siti Ayu", "Siti André – “Ayu”").encode("cp1252")
    assert baca_daftar(data, "PEGAWAI.CSV").pegawai[1].nama == "Siti André – “Ayu”"


def _xlsx() -> bytes:
    return buku(
        {"Catatan": [("Petunjuk pengisian",)], "Data ASN": [("DAFTAR PEGAWAI 2026",), KEPALA, *BARIS]}
    )


def _xls() -> bytes:
    hasil = xlwt.Workbook()
    lembar = hasil.add_sheet("Sheet1")
    for nomor, baris in enumerate((KEPALA, *BARIS)):
        for kolom, nilai in enumerate(baris):
            lembar.write(nomor + 2, kolom + 1, nilai)
    keluar = io.BytesIO()
    hasil.save(keluar)
    return keluar.getvalue()


def _ods() -> bytes:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    hasil = OpenDocumentSpreadsheet()
    lembar = Table(name="pegawai")
    for baris in (KEPALA, *BARIS):
        satu = TableRow()
        for nilai in baris:
            sel = TableCell(valuetype="string")
            sel.addElement(P(text=nilai))
            satu.addElement(sel)
        lembar.addElement(satu)
    hasil.spreadsheet.addElement(lembar)
    keluar = io.BytesIO()
    hasil.save(keluar)
    return keluar.getvalue()


@pytest.mark.parametrize(
    ("tulis", "nama", "sel"), [(_xlsx, "a.xlsx", "B4"), (_xls, "a.xls", "C5"), (_ods, "a.ods", "B3")]
)
def test_buku_kerja_orang_lain(tulis: Callable[[], bytes], nama: str, sel: str) -> None:
    """Any format, any sheet, any place on it; the content decides, not the extension."""
    for berkas in (nama, "pegawai.csv"):
        daftar = baca_daftar(tulis(), berkas)
        assert [satu.nama for satu in daftar.pegawai] == ["Budi", "Siti Ayu"]
        assert daftar.tempat["pegawai[1].nama"].sel == sel


def test_nip_sebagai_angka_tetap_terlihat_rusak() -> None:
    baris = [KEPALA, (199001012015011001, *BARIS[0][1:]), ("1,98E+17", *BARIS[1][1:])]
    daftar = baca_daftar(buku({"Pegawai": baris}), "pegawai.xlsx")
    assert [satu.nip for satu in daftar.pegawai] == ["1,990010120E+17", "1,98E+17"]
    assert (
        baca_daftar(_csv(",", (KEPALA, ("1.98E+17", *BARIS[0][1:]))).encode(), "p.csv").pegawai[0].nip
        == "198E+17"
    )


def _salah(data: bytes, berkas: str = "pegawai.xlsx") -> list[str]:
    with pytest.raises(DaftarTidakTerbaca) as galat:
        baca_daftar(data, berkas)
    return str(galat.value).split("\n")


def test_setiap_keluhan_menyebut_selnya() -> None:
    pegawai = [
        KEPALA,
        ("1", "", "honorer", "X", "", "ja/jf", "", "mungkin"),
        ("2", "Siti", "", "DINKES", "Kepala", "", "", ""),
    ]
    unit = [("KODE UNIT", "NAMA UNIT"), ("DINKES", "Dinas"), ("PKM", ""), ("DINKES", "Dinas lagi")]
    assert _salah(buku({"Pegawai": pegawai, "Unit": unit})) == [
        "pegawai.xlsx, lembar Pegawai, sel B2: nama pegawai masih kosong; isi selnya.",
        "pegawai.xlsx, lembar Pegawai, sel E2: jabatan masih kosong; isi selnya.",
        "pegawai.xlsx, lembar Pegawai, sel C2: jenis pegawai berisi “honorer”; isi salah satu dari PNS, "
        "PPPK, PPPK Paruh Waktu.",
        "pegawai.xlsx, lembar Pegawai, sel H2: tugas belajar berisi “mungkin”; isi Ya atau Tidak.",
        "pegawai.xlsx, lembar Pegawai, sel C3: jenis pegawai masih kosong; isi salah satu dari PNS, PPPK, "
        "PPPK Paruh Waktu.",
        "pegawai.xlsx, lembar Pegawai, sel F3: kelompok formulir masih kosong; isi salah satu dari "
        "JPT/PUKM, JA/JF.",
        "pegawai.xlsx, lembar Unit, sel B3: nama unit masih kosong; isi selnya.",
        "pegawai.xlsx, lembar Unit, sel A4: kode unit “DINKES” sudah dipakai baris lain; satu unit "
        "satu kode.",
    ]


def test_unit_yang_tidak_ada_dan_csv_tanpa_nama_lembar() -> None:
    unit = [("KODE UNIT", "NAMA UNIT"), ("PKM", "UPT")]
    assert _salah(buku({"Pegawai": [KEPALA, BARIS[0]], "Unit": unit})) == [
        "pegawai.xlsx, lembar Pegawai, sel D2: kode unit “DINKES” tidak ada di lembar Unit; tambahkan "
        "unitnya atau betulkan kodenya."
    ]
    assert _salah(_csv(";", (KEPALA, ("1", *[""] * 7))).encode(), "p.csv")[0] == (
        "p.csv, sel B2: nama pegawai masih kosong; isi selnya."
    )


def test_kolom_wajib_yang_tidak_ada_disebut_sekali() -> None:
    (pesan,) = _salah(
        buku({"Pegawai": [("NIP", "NAMA", "JABATAN", "GOLONGAN"), *[("1", "a", "b", "c")] * 30]})
    )
    assert pesan.startswith(
        "pegawai.xlsx, lembar Pegawai: kolom JENIS PEGAWAI, KODE UNIT, KELOMPOK FORMULIR tidak"
    )


@pytest.mark.parametrize(
    ("data", "berkas", "kata"),
    [
        (b"", "pegawai.xlsx", "bukan buku kerja"),
        (b"<html><table></table></html>", "pegawai.xlsx", "bukan buku kerja"),
        (b"PK\x03\x04" + b"\x00" * 60, "pegawai.xlsx", "bukan buku kerja"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "pegawai.xls", "bukan buku kerja"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "pegawai.xlsx", "kata sandi"),
        (b"\x00\x01\x02" * 50, "pegawai.csv", "bukan teks"),
        (b'a,b\n"' + b"x" * 200_000, "pegawai.csv", "tidak tersusun sebagai CSV"),
        (b"", "pegawai.csv", "kolom NIP/NI PPPK"),
        (_xlsx()[:900], "pegawai.xlsx", "bukan buku kerja"),
    ],
)
def test_berkas_rusak(data: bytes, berkas: str, kata: str) -> None:
    (pesan,) = _salah(data, berkas)
    assert berkas in pesan
    assert kata in pesan


class Panik(BaseException):
    """What a panic of a compiled library looks like: no Exception."""


@pytest.mark.parametrize(
    ("galat", "tembus"), [(Panik, False), (MemoryError, False), (KeyboardInterrupt, True), (SystemExit, True)]
)
def test_panik_pustaka_tidak_tembus(
    monkeypatch: pytest.MonkeyPatch, galat: type[BaseException], *, tembus: bool
) -> None:
    def buka(_data: bytes) -> None:
        raise galat

    monkeypatch.setattr(roster_file, "buka_kisi", buka)
    with pytest.raises(galat if tembus else DaftarTidakTerbaca):
        baca_daftar(b"PK\x03\x04", "pegawai.xlsx")


def test_petunjuk_berbicara_kepada_pengelola_dan_lembar_tidak_berkunci() -> None:
    """The roster is the clerk's own: no word of forms being sent back, and rows go on below the table."""
    kerja = load_workbook(io.BytesIO(tulis_daftar(dk.katalog(), (), (), dk.DIBUAT, dk.KUNCI)))
    teks = " ".join(str(sel.value) for baris in kerja["Petunjuk"].iter_rows() for sel in baris if sel.value)
    assert "pengelola kepegawaian, sekali" in teks
    for kata in ("kirim kembali", "terkunci", "beri tahu pengelola", "tersembunyi"):
        assert kata not in teks, kata
    lembar = kerja["Pegawai"]
    assert not lembar.protection.sheet
    assert not any(satu.hidden for satu in lembar.row_dimensions.values())
    bawah = lembar.max_row + 1
    assert lembar.column_dimensions["B"].number_format == "@"
    for kolom, nilai in (
        ("B", BUDI.nip),
        ("C", "Budi"),
        ("D", "PNS"),
        ("E", "U"),
        ("F", "Analis"),
        ("G", "JA/JF"),
    ):
        lembar[f"{kolom}{bawah}"].value = nilai
    kerja["Unit"]["B4"].value = kerja["Unit"]["C4"].value = "U"
    keluar = io.BytesIO()
    kerja.save(keluar)
    daftar = baca_daftar(keluar.getvalue(), "pegawai.xlsx")
    assert [satu.nip for satu in daftar.pegawai] == [BUDI.nip]
    assert daftar.tempat["pegawai[0].nip"].sel == f"B{bawah}"
