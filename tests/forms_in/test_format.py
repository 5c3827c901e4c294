"""The same workbook as .xlsx, .xlsm, .xls, .xlsb and .ods: the same document, every value in the same
cell.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

from skpbook.domain.mph import BarisMph, KolomMph, Mph
from skpbook.domain.skp import HasilKerja, Identitas, Iki, LampiranSkp, Skp
from skpbook.forms.grid import buka_kisi
from skpbook.forms.read import BacaanBuku, baca_buku
from skpbook.forms.values import pohon_isi
from tests.forms_in import dokumen as dk
from tests.forms_in import resmi

if TYPE_CHECKING:
    from collections.abc import Mapping

DATA = Path(__file__).resolve().parents[1] / "data"
SKP = Skp(
    instansi="Dinas Kesehatan Kota Contoh",
    periode_penilaian="1 JANUARI SD 31 DESEMBER TAHUN 2026",
    pegawai=Identitas(nama="Budi Santoso, S.E.", nip="199001012015011001", jabatan="Analis Kebijakan"),
    penilai=Identitas(nama="Dr. Siti Rahma", nip="197005051995032001", unit_kerja="Dinas Kesehatan"),
    utama=(
        HasilKerja(
            rencana="Tersusunnya kebijakan",
            rhk_pimpinan="Meningkatnya mutu kebijakan",
            iki=(
                Iki(indikator="Jumlah naskah", target="12 dokumen", aspek="Kuantitas"),
                Iki(indikator="Naskah tepat waktu", target="95%", aspek="Waktu"),
            ),
        ),
        HasilKerja(
            iki=(Iki(indikator="Indikator tanpa RHK", target="=1+1"), Iki(indikator="Kedua\nbaris dua"))
        ),
        HasilKerja(rencana="RHK tanpa indikator 😀", rhk_pimpinan="+62 & <b>"),
    ),
    tambahan=(HasilKerja(rencana="Tambahan", iki=(Iki(indikator="Indikator", target="1 laporan"),)),),
)
MATRIKS = Mph(
    unit_kerja="Dinas Kesehatan",
    pimpinan=BarisMph(nama="Dr. Siti Rahma", nip="197005051995032001", jabatan="Kepala Bidang"),
    kolom=(KolomMph(judul="IKI satu"), KolomMph(judul="IKI dua", metode="Langsung - Aspek")),
    anggota=(
        BarisMph(nama="Budi", nip="199001012015011001", peran=(("Peran A", "Peran B", "Peran C"), ())),
        BarisMph(nip="199201012015012001", peran=((), ("Peran D",))),
    ),
)
LAMPIRAN = LampiranSkp(dukungan_sumber_daya=("Laptop", "Anggaran"), konsekuensi=("Penghargaan",))
ISI = {"skp-jajf-kuantitatif": SKP, "mph": MATRIKS, "lampiran-skp": LAMPIRAN}
KETIK = [
    ("SASARAN KINERJA PEGAWAI",),
    ("PENDEKATAN HASIL KERJA KUANTITATIF",),
    resmi.KOP,
    *resmi.IDENTITAS,
    (
        "NO.",
        "RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI",
        "RENCANA HASIL KERJA",
        "ASPEK",
        "INDIKATOR KINERJA INDIVIDU",
        "TARGET",
    ),
    ("A. UTAMA",),
    (1, "P satu", "RHK satu", "Waktu", "IKI 1", "1"),
    ("", "", "", "Biaya", "IKI 2", "2"),
    ("", "", "", "Waktu", "IKI 3", "3"),
    ("", "", "", "Biaya", "IKI 4", "4"),
    ("B. TAMBAHAN",),
    ("PERILAKU KERJA*",),
    *resmi.perilaku(),
]
"""Typed by hand: the second RHK is empty, only its merged cells (rows 14 and 15) tell that it is one."""
GABUNG = ("A12:A13", "B12:B13", "C12:C13", "B14:B15", "C14:C15", "A14:A15")


def tulisan() -> Mapping[str, bytes]:
    hasil = {kode: dk.tulis(kode, isi) for kode, isi in ISI.items()}
    hasil["ketik"] = resmi.buku({"SKP": KETIK}, gabung=GABUNG)
    return hasil


@pytest.fixture(scope="module")
def ubahan(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, bytes]]:
    """Format -> name -> the workbook as LibreOffice saves it."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice (soffice) tidak terpasang")
    asal = tmp_path_factory.mktemp("asal")
    for nama, data in tulisan().items():
        (asal / f"{nama}.xlsx").write_bytes(data)
    hasil = {}
    for jenis in ("xls", "ods", "xlsm:Calc MS Excel 2007 VBA XML"):
        tujuan = tmp_path_factory.mktemp("tujuan")
        perintah = [
            soffice,
            f"-env:UserInstallation={(asal / 'profil').as_uri()}",
            "--headless",
            "--convert-to",
            jenis,
            "--outdir",
            str(tujuan),
            *(str(satu) for satu in sorted(asal.glob("*.xlsx"))),
        ]
        subprocess.run(perintah, check=True, capture_output=True, timeout=180)
        hasil[jenis[:4].rstrip(":")] = {satu.stem: satu.read_bytes() for satu in tujuan.iterdir()}
    return hasil


def buka(data: bytes) -> BacaanBuku:
    return baca_buku(buka_kisi(data), dk.katalog(), dk.KUNCI)


def sama(satu: BacaanBuku, dua: BacaanBuku) -> None:
    assert len(satu.lembar) == len(dua.lembar) == 1
    assert satu.lembar[0].isi == dua.lembar[0].isi
    assert satu.lembar[0].tempat == dua.lembar[0].tempat
    assert satu.lembar[0].formulir == dua.lembar[0].formulir
    assert (satu.cap and satu.cap.sah) == (dua.cap and dua.cap.sah)


@pytest.mark.libreoffice
@pytest.mark.parametrize("jenis", ["xls", "ods", "xlsm"])
@pytest.mark.parametrize("nama", [*ISI, "ketik"])
def test_format_lain_terbaca_sama(ubahan: Mapping[str, Mapping[str, bytes]], jenis: str, nama: str) -> None:
    sama(buka(ubahan[jenis][nama]), buka(tulisan()[nama]))


def test_rhk_kosong_dengan_sel_gabungan_tetap_satu_rhk() -> None:
    isi = buka(tulisan()["ketik"]).lembar[0].isi
    assert isinstance(isi, Skp)
    assert [(satu.rencana, [iki.indikator for iki in satu.iki]) for satu in isi.utama] == [
        ("RHK satu", ["IKI 1", "IKI 2"]),
        (None, ["IKI 3", "IKI 4"]),
    ]


def test_xlsb_terbaca_sama() -> None:
    """Merged areas of an .xlsb come from the package itself."""
    lembar = buka((DATA / "skp-jajf-kuantitatif.xlsb").read_bytes()).lembar[0]
    isi = dk.harapan("skp-jajf-kuantitatif", pohon_isi(SKP))
    assert lembar.formulir == "skp-jajf-kuantitatif"
    assert lembar.isi == isi
    kisi = {satu.nama: satu for satu in buka_kisi((DATA / "skp-jajf-kuantitatif.xlsb").read_bytes())}
    asal = {satu.nama: satu for satu in buka_kisi(dk.tulis("skp-jajf-kuantitatif", SKP))}
    assert kisi["SKP"].gabungan
    assert kisi["SKP"].baris[0][0] == asal["SKP"].baris[0][0]


def test_xls_dari_penulis_lain() -> None:
    buku = xlwt.Workbook()
    lembar = buku.add_sheet("SKP")
    for nomor, baris in enumerate(KETIK):
        for kolom, nilai in enumerate(baris):
            if nilai != "":
                lembar.write(nomor, kolom, nilai)
    lembar.merge(11, 12, 2, 2)
    lembar.merge(13, 14, 2, 2)
    keluar = io.BytesIO()
    buku.save(keluar)
    sama(buka(keluar.getvalue()), buka(resmi.buku({"SKP": KETIK}, gabung=("C12:C13", "C14:C15"))))


def test_ods_dengan_baris_dan_sel_berulang() -> None:
    """Repeated empty rows and cells, covered cells: areas and addresses stay right."""
    buku = OpenDocumentSpreadsheet()
    lembar = Table(name="SKP")
    for baris in ([], [], *KETIK):
        lembar.addElement(_baris_ods(list(baris)))
        if not baris:
            lembar.childNodes[-1].setAttribute("numberrowsrepeated", "2")
    lembar.childNodes[2 + 11].childNodes[2].setAttribute("numberrowsspanned", "2")
    lembar.childNodes[2 + 13].childNodes[2].setAttribute("numberrowsspanned", "2")
    buku.spreadsheet.addElement(lembar)
    keluar = io.BytesIO()
    buku.save(keluar)
    turun = [*[()] * 4, *KETIK]
    sama(buka(keluar.getvalue()), buka(resmi.buku({"SKP": turun}, gabung=("C16:C17", "C18:C19"))))


def _baris_ods(isi: list[object]) -> TableRow:
    baris = TableRow()
    for kolom, nilai in enumerate([*isi, *[""] * (6 - len(isi))]):
        kosong = kolom == 2 and isi[:1] == [""] and nilai == "" and isi[3:4] in (["Biaya"],)
        sel = CoveredTableCell() if kosong else TableCell(**_jenis(nilai))
        if nilai != "":
            for satu in str(nilai).split("\n"):
                sel.addElement(P(text=satu))
        baris.addElement(sel)
    return baris


def _jenis(nilai: object) -> dict[str, object]:
    if isinstance(nilai, int):
        return {"valuetype": "float", "value": str(nilai)}
    return {"valuetype": "string"} if nilai != "" else {}
