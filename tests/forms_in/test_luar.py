"""What stands outside the form is told with its cell; several forms on one sheet are several readings."""

from __future__ import annotations

import random

import pytest

from skpbook.contoh.isi import isi as ketikkan
from skpbook.contoh.ketikan import Ketikan
from skpbook.domain.skp import LampiranSkp, Skp
from skpbook.forms.grid import buka_kisi
from skpbook.forms.outside import Luar
from skpbook.forms.read import baca_buku
from skpbook.forms.write import Pesanan, tulis_buku
from tests.forms_in import dokumen as dk
from tests.forms_in.resmi import IDENTITAS, KOP, TANDA_TANGAN, baca, buku, perilaku, satu, sel
from tests.forms_in.test_menurut_label import lembar_formulir
from tests.forms_in.test_resmi_skp import JUDUL_JAJF, KEPALA_JAJF, NOMOR_KOLOM, kuantitatif
from tests.forms_in.ubah import sisip_baris

BARIS = (("A. UTAMA",), (1, "P satu", "RHK satu", "Waktu", "IKI 1", "12 dokumen"), ("B. TAMBAHAN",))
LAIN = (
    ("NO", "PEGAWAI YANG DINILAI", "", "NO", "PEJABAT PENILAI KINERJA", ""),
    (1, "NAMA", "Ani Lestari", 1, "NAMA", "Dr. Siti Rahma"),
    (2, "NIP", "199202022016022002", 2, "NIP", "197005051995032001"),
    (3, "PANGKAT/ GOL. RUANG", "Penata Muda, III/a", 3, "PANGKAT/ GOL. RUANG", "Pembina, IV/a"),
    (4, "JABATAN", "Pranata Komputer", 4, "JABATAN", "Kepala Bidang"),
    (5, "UNIT KERJA", "Dinas Kesehatan", 5, "UNIT KERJA", "Dinas Kesehatan"),
)


@pytest.mark.parametrize("kode", dk.semua_formulir())
def test_templat_tidak_punya_tulisan_di_luar(kode: str) -> None:
    """Neither blank nor filled in, neither by cells nor by labels."""
    isi = dk.pohon_biasa(random.Random(7), kode)
    for data in (dk.tulis(kode, bebas=False), dk.tulis(kode, dk.jadikan(kode, isi))):
        kisi = lembar_formulir(kode, data)
        for bacaan in (baca_buku([kisi], dk.katalog()), baca_buku([sisip_baris(kisi, 3)], dk.katalog())):
            assert [(lembar.formulir, lembar.luar) for lembar in bacaan.lembar] == [(kode, ())]


@pytest.mark.parametrize("kode", ["skp-jajf-kuantitatif", "evaluasi-jpt-kualitatif", "dokumen-evaluasi"])
def test_templat_dengan_catatan_di_samping_dan_di_bawah(kode: str) -> None:
    definisi = dk.katalog().definisi[kode]
    ketikan = {definisi.lembar: {"Z5": "titip pesan", "AA9": 12, "B900": "catatan pribadi"}}
    data = ketikkan(dk.tulis(kode, bebas=False), Ketikan(isi=ketikan))
    (lembar,) = baca(data).lembar
    assert lembar.luar == (Luar("Z5", "titip pesan"), Luar("AA9", "12"), Luar("B900", "catatan pribadi"))


def test_ketikan_sendiri_kolom_dan_baris_yang_tidak_dibaca() -> None:
    """A column of one's own inside the table, a note in column Z, lines below the signatures."""
    baris = kuantitatif(*BARIS)
    baris[10] = (*KEPALA_JAJF, "CATATAN SAYA")
    baris[12 + 1] = (*BARIS[1], "perlu dicek lagi")
    lembar = satu([*baris, (), ("", "Tembusan disampaikan kepada Bupati")], sel={"Z7": "rahasia"})
    assert lembar.luar == (
        Luar("Z7", "rahasia"),
        Luar("G11", "CATATAN SAYA"),
        Luar("G14", "perlu dicek lagi"),
        Luar("B32", "Tembusan disampaikan kepada Bupati"),
    )


def test_ketikan_sendiri_tanpa_yang_di_luar() -> None:
    assert satu(kuantitatif(*BARIS)).luar == ()


def test_lembar_lain_disebut_yang_kosong_dan_petunjuk_tidak() -> None:
    data = buku({"SKP": kuantitatif(*BARIS), "DATA": [(), ("", "gaji pokok", 12)], "Sheet3": []})
    assert [(lain.lembar, lain.isi[0]) for lain in baca(data).luar] == [("DATA", Luar("B2", "gaji pokok"))]
    paket = dk.katalog().umum.paket[0]
    sendiri = tulis_buku(dk.katalog(), Pesanan(paket=paket, isi={}, dibuat=dk.DIBUAT, kunci=dk.KUNCI))
    assert baca_buku(buka_kisi(sendiri), dk.katalog()).luar == ()


def susun(identitas: object, rencana: str, *, judul: bool = True) -> list[tuple[object, ...]]:
    return [
        *(JUDUL_JAJF if judul else ()),
        KOP,
        *identitas,  # type: ignore[misc]
        KEPALA_JAJF,
        NOMOR_KOLOM,
        ("A. UTAMA",),
        (1, "P", rencana, "Waktu", "IKI", "1 bulan"),
        ("B. TAMBAHAN",),
        ("PERILAKU KERJA*",),
        *perilaku(),
        *TANDA_TANGAN,
    ]


@pytest.mark.parametrize("judul", [True, False])
@pytest.mark.parametrize("jarak", [0, 1, 4])
def test_dua_skp_bersusun_dibaca_sendiri_sendiri(jarak: int, *, judul: bool) -> None:
    atas = susun(IDENTITAS, "RHK Budi")
    baris = [*atas, *[()] * jarak, *susun(LAIN, "RHK Ani", judul=judul)]
    bacaan = baca(buku({"SKP": baris})).lembar
    assert [lembar.formulir for lembar in bacaan] == ["skp-jajf-kuantitatif"] * 2
    isi = [lembar.isi for lembar in bacaan]
    assert all(isinstance(satu, Skp) for satu in isi)
    assert [(satu.pegawai.nama, [b.rencana for b in satu.utama]) for satu in isi] == [  # type: ignore[union-attr]
        ("Budi Santoso, S.E.", ["RHK Budi"]),
        ("Ani Lestari", ["RHK Ani"]),
    ]
    assert isi[0].pengesahan.nama_penilai == "Dr. Siti Rahma"  # type: ignore[union-attr]
    assert sel(bacaan[1], "pegawai.nama") == f"C{len(atas) + jarak + (6 if judul else 3)}"
    assert not any(lembar.hilang for lembar in bacaan)
    assert [lembar.luar for lembar in bacaan] == [(), ()]


def test_skp_dan_lampirannya_pada_satu_lembar() -> None:
    lampiran = [
        ("LAMPIRAN SASARAN KINERJA PEGAWAI",),
        KOP,
        *IDENTITAS,
        ("DUKUNGAN SUMBER DAYA",),
        (1, "Laptop"),
        ("SKEMA PERTANGGUNGJAWABAN",),
        (1, "Laporan bulanan"),
        ("KONSEKUENSI",),
        (1, "Penghargaan"),
    ]
    bacaan = baca(buku({"SKP": [*susun(IDENTITAS, "RHK Budi"), (), *lampiran]})).lembar
    assert [lembar.formulir for lembar in bacaan] == ["skp-jajf-kuantitatif", "lampiran-skp"]
    isi = bacaan[1].isi
    assert isinstance(isi, LampiranSkp)
    assert (isi.dukungan_sumber_daya, isi.konsekuensi) == (("Laptop",), ("Penghargaan",))


def test_kepala_orang_yang_sama_terulang_tetap_satu_skp() -> None:
    """The heading again at the top of a printed page is no second paper."""
    baris = susun(IDENTITAS, "RHK Budi")
    potong = next(nomor for nomor, isi in enumerate(baris) if isi[:1] == ("PERILAKU KERJA*",))
    bacaan = baca(buku({"SKP": [*baris[:potong], *IDENTITAS, *baris[potong:]]})).lembar
    assert len(bacaan) == 1
    isi = bacaan[0].isi
    assert isinstance(isi, Skp)
    assert ([b.rencana for b in isi.utama], len(isi.perilaku)) == (["RHK Budi"], 7)


def test_formulir_kedua_ditempel_di_bawah_templat() -> None:
    kode = "skp-jajf-kuantitatif"
    awal = max(int(satu.sel[1:]) for satu in baca(dk.tulis(kode)).lembar[0].tempat.values()) + 15
    ketikan = {
        f"{chr(65 + kolom)}{awal + nomor}": nilai
        for nomor, baris in enumerate(susun(LAIN, "RHK Ani"))
        for kolom, nilai in enumerate(baris)
        if nilai != ""
    }
    data = ketikkan(dk.tulis(kode, bebas=False), Ketikan(isi={"SKP": {"C7": "Budi", **ketikan}}))
    bacaan = baca(data).lembar
    assert [lembar.isi.pegawai.nama for lembar in bacaan] == ["Budi", "Ani Lestari"]  # type: ignore[union-attr]
