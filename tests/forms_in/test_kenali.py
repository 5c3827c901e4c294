"""Every form is known for what it is, with and without its stamp; wrong workbooks are named and never half
read.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import msgspec
import pytest

from skpbook.forms.grid import Kisi, buka_kisi
from skpbook.forms.identify import kenali_formulir
from skpbook.forms.read import baca_buku
from skpbook.forms.stamp import LEMBAR
from skpbook.forms.write import Pesanan, tulis_buku
from tests.forms_in import dokumen as dk
from tests.forms_in import resmi
from tests.forms_in.ubah import sisip_baris

if TYPE_CHECKING:
    from collections.abc import Sequence


def tanpa_cap(kisi: Sequence[Kisi]) -> list[Kisi]:
    return [satu for satu in kisi if satu.nama != LEMBAR]


def ganti_nama(kisi: Sequence[Kisi]) -> list[Kisi]:
    """Every visible sheet under a name of its own making."""
    return [
        satu if satu.nama.startswith("_") else msgspec.structs.replace(satu, nama=f"Lembar {nomor}")
        for nomor, satu in enumerate(kisi)
    ]


@pytest.mark.parametrize("kode", sorted(satu.kode for satu in dk.katalog().umum.paket))
@pytest.mark.parametrize("bercap", [True, False])
def test_setiap_lembar_paket_dikenali_sebagai_dirinya(kode: str, *, bercap: bool) -> None:
    paket = next(satu for satu in dk.katalog().umum.paket if satu.kode == kode)
    kisi = buka_kisi(tulis_buku(dk.katalog(), Pesanan(paket=paket, isi={}, dibuat=dk.DIBUAT, kunci=dk.KUNCI)))
    for satu in (kisi, ganti_nama(kisi)):
        buku = baca_buku(satu if bercap else tanpa_cap(satu), dk.katalog(), dk.KUNCI)
        assert tuple(lembar.formulir for lembar in buku.lembar) == paket.lembar
        assert len(buku.lembar_lain) == 1
        assert buku.asing is None
        assert not any(lembar.hilang for lembar in buku.lembar)


@pytest.mark.parametrize("kode", dk.semua_formulir())
def test_terisi_tanpa_cap_dan_bergeser_tetap_dikenali(kode: str) -> None:
    for benih in range(3):
        isi = dk.pohon_biasa(random.Random(benih), kode)
        data = dk.tulis(kode, dk.jadikan(kode, isi))
        lembar = next(
            satu for satu in tanpa_cap(buka_kisi(data)) if satu.nama == dk.katalog().definisi[kode].lembar
        )
        for satu in (lembar, sisip_baris(lembar, 2, 3)):
            dikenal = kenali_formulir(satu, dk.katalog())
            assert dikenal is not None
            assert dikenal.kode == kode


ISI_MENYESATKAN = (
    "Tersusunnya laporan hasil evaluasi kinerja pegawai",
    "Tersedianya umpan balik berkelanjutan",
    "Tersusunnya manual indikator kinerja",
    "Terlaksananya kegiatan harian dan catatan harian",
    "Tersusunnya daftar gaji pokok, tunjangan dan potongan menurut NIP",
    "Tersusunnya matriks peran hasil dan workblock",
    "Tertatanya formulir sasaran kerja pegawai (PP 46/2011)",
    "Terlaksananya penilaian prestasi kerja",
    "Tersusunnya lampiran sasaran kinerja pegawai",
    "Dokumen evaluasi kinerja dengan perspektif proses bisnis",
    "Sasaran kinerja pegawai tugas belajar",
)


def test_yang_tertulis_di_dalam_formulir_tidak_menyesatkan() -> None:
    baris = [
        ("SASARAN KINERJA PEGAWAI",),
        ("PENDEKATAN HASIL KERJA KUANTITATIF",),
        ("BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL",),
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
        *((nomor, teks, teks, "Waktu", teks, teks) for nomor, teks in enumerate(ISI_MENYESATKAN, start=1)),
        ("B. TAMBAHAN",),
        ("PERILAKU KERJA*",),
        *resmi.perilaku(),
    ]
    lembar = resmi.satu(baris)
    assert lembar.formulir == "skp-jajf-kuantitatif"
    assert len(lembar.isi.utama) == len(ISI_MENYESATKAN)  # type: ignore[union-attr]


def test_tanpa_judul_dikenali_dari_labelnya() -> None:
    baris = [
        ("SKP TAHUN 2026",),
        *resmi.IDENTITAS,
        ("HASIL KERJA",),
        ("NO.", "RENCANA HASIL KERJA", "INDIKATOR KINERJA INDIVIDU", "TARGET", "PERSPEKTIF"),
        ("A. UTAMA",),
        (1, "RHK", "IKI", "1", "Anggaran"),
        ("B. TAMBAHAN",),
        ("PERILAKU KERJA",),
        *resmi.perilaku(),
    ]
    assert resmi.satu(baris).formulir == "skp-jpt-kuantitatif"


PEGAWAI_LAMA = (
    ("NO", "I. PEJABAT PENILAI", "", "NO", "II. PEGAWAI NEGERI SIPIL YANG DINILAI", ""),
    (1, "Nama", "Siti", 1, "Nama", "Budi"),
    (2, "NIP", "197005051995032001", 2, "NIP", "199001012015011001"),
    (3, "Pangkat/Gol.Ruang", "IV/a", 3, "Pangkat/Gol.Ruang", "III/b"),
    (4, "Jabatan", "Kepala", 4, "Jabatan", "Analis"),
    (5, "Unit Kerja", "Dinas", 5, "Unit Kerja", "Dinas"),
)
ASING = {
    "formulir Sasaran Kerja Pegawai lama (PP 46/2011)": [
        ("FORMULIR SASARAN KERJA",),
        ("PEGAWAI NEGERI SIPIL",),
        *PEGAWAI_LAMA,
        ("NO", "III. KEGIATAN TUGAS JABATAN", "AK", "TARGET", "", "", ""),
        ("", "", "", "KUANT/OUTPUT", "KUAL/MUTU", "WAKTU", "BIAYA"),
        (1, "Menyusun laporan", 0, "12 laporan", 100, "12 bulan", ""),
    ],
    "formulir penilaian SKP lama (PP 46/2011)": [
        ("PENILAIAN CAPAIAN SASARAN KERJA",),
        ("PEGAWAI NEGERI SIPIL",),
        (
            "NO",
            "I. KEGIATAN TUGAS JABATAN",
            "AK",
            "TARGET",
            "",
            "",
            "REALISASI",
            "",
            "PENGHITUNGAN",
            "NILAI CAPAIAN SKP",
        ),
        (1, "Menyusun laporan", 0, "12", 100, "12", "12", 90, 266, 88.67),
    ],
    "formulir penilaian prestasi kerja lama (PP 46/2011)": [
        ("PENILAIAN PRESTASI KERJA",),
        ("PEGAWAI NEGERI SIPIL",),
        ("1.", "YANG DINILAI"),
        ("", "a. Nama", "Budi"),
        ("2.", "PEJABAT PENILAI"),
    ],
    "formulir SKP Permen PANRB 8/2021": [
        ("SASARAN KINERJA PEGAWAI",),
        ("PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL",),
        *resmi.IDENTITAS,
        (
            "NO",
            "RENCANA KINERJA ATASAN LANGSUNG YANG DIINTERVENSI",
            "RENCANA KINERJA",
            "ASPEK",
            "INDIKATOR KINERJA INDIVIDU",
            "TARGET",
        ),
        ("A. KINERJA UTAMA",),
        (1, "P", "R", "Kuantitas", "I", "1"),
        ("B. KINERJA TAMBAHAN",),
        ("PERILAKU KERJA", "STANDAR PERILAKU KERJA 1-7"),
    ],
    "penilaian perilaku kerja Permen PANRB 8/2021": [
        ("PENILAIAN PERILAKU KERJA",),
        ("NO", "ASPEK", "LEVEL"),
        (1, "Orientasi Pelayanan", 5),
        (2, "Komitmen", 5),
        (3, "Inisiatif Kerja", 6),
    ],
    "buku catatan harian": [
        ("BUKU CATATAN HARIAN PEGAWAI",),
        ("NO", "TANGGAL", "URAIAN KEGIATAN", "HASIL"),
        (1, "2 Januari 2026", "Rapat", "Notulen"),
    ],
    "laporan aktivitas harian": [
        ("LAPORAN AKTIVITAS HARIAN",),
        ("NO", "TANGGAL", "JAM", "AKTIVITAS"),
    ],
    "daftar gaji atau tunjangan": [
        ("DAFTAR PEMBAYARAN GAJI INDUK",),
        ("NO", "NAMA", "NIP", "GAJI POKOK", "TUNJANGAN ISTRI", "POTONGAN", "JUMLAH"),
        (1, "Budi", "199001012015011001", 3000000, 300000, 100000, 3200000),
    ],
    "rekap penilaian e-Kinerja": [
        ("3013 - Kementerian Contoh",),
        ("Biro Umum",),
        ("Periode Bulanan V Tahun 2026",),
        (),
        (
            "No",
            "NIP",
            "Nama",
            "Jabatan",
            "Rating Hasil Kinerja",
            "Rating Perilaku Kerja",
            "Predikat Kinerja Periodik",
        ),
        (1, "199001012015011001", "Budi", "Analis", "SESUAI EKSPEKTASI", "SESUAI EKSPEKTASI", "BAIK"),
    ],
    "laporan penilaian SKP e-Kinerja": [
        ("Laporan Penilaian SKP",),
        ("Instansi", "Kementerian Contoh"),
        (),
        (
            "jenis",
            "id",
            "nip",
            "nama",
            "periode_awal_skp",
            "periode_akhir_skp",
            "skp_jabatan",
            "hasil_kerja",
            "perilaku_kerja",
            "hasil_akhir",
        ),
        (
            "periodik",
            "x1",
            "199001012015011001",
            "Budi",
            "2026-01-01",
            "2026-12-31",
            "Analis",
            "sesuai ekspektasi",
            "-",
            "baik",
        ),
    ],
    "laporan SKP e-Kinerja": [
        (
            "id",
            "jenis",
            "nip",
            "nama",
            "jabatan",
            "is_skp",
            "unit",
            "jenis_pegawai",
            "skp_status",
            "skp_model",
            "periode_awal",
            "periode_akhir",
        ),
        (
            "x1",
            "skp",
            "199001012015011001",
            "Budi",
            "Analis",
            1,
            "Biro",
            "pns",
            "persetujuan",
            "kuantitatif",
            "2026-01-01",
            "2026-12-31",
        ),
    ],
    "berkas rekonsiliasi kinerja BKN": [
        (
            "PNS_DINILAI_ID",
            "UNOR_ID",
            "TAHUN",
            "HASIL_KERJA",
            "PERILAKU_KERJA",
            "PENILAI_NAMA",
            "NIP_NIK_PENILAI",
        ),
        ("A1", "B2", 2026, 2, 2, "Siti", "197005051995032001"),
    ],
}


@pytest.mark.parametrize("nama", sorted(ASING))
def test_buku_kerja_lain_disebut_namanya(nama: str) -> None:
    buku = resmi.baca(resmi.buku({"Sheet1": ASING[nama]}))
    assert buku.lembar == ()
    assert buku.asing == nama
    assert buku.lembar_lain == ("Sheet1",)


def test_buku_kerja_yang_tidak_dikenal() -> None:
    buku = resmi.baca(resmi.buku({"Belanja": [("Barang", "Harga"), ("Kertas", 50_000)], "Kosong": []}))
    assert (buku.lembar, buku.asing, buku.cap) == ((), None, None)
    assert buku.lembar_lain == ("Belanja", "Kosong")


# ---------------------------------------------------------------------------------- stamp


def _kisi_bercap() -> list[Kisi]:
    return buka_kisi(dk.tulis("lampiran-skp", bebas=False))


def _ubah_cap(kisi: Sequence[Kisi], ubah: dict[str, list[str]]) -> list[Kisi]:
    hasil = []
    for satu in kisi:
        if satu.nama == LEMBAR:
            baris = [ubah.get(str(isi[0]), list(isi)) for isi in satu.baris]
            satu = msgspec.structs.replace(satu, baris=baris)  # noqa: PLW2901
        hasil.append(satu)
    return hasil


@pytest.mark.parametrize(
    "ubah",
    [
        {"nip": ["nip", "199001012015011001"]},
        {"unit": ["unit", "DINKES"]},
        {"formulir": ["formulir", "lampiran-skp", "7", "Lampiran"]},
        {"tanda": ["tanda", "0" * 64]},
        {"tanda": ["tanda", "é"]},
        {"tanda": []},
        {"periode": ["periode", "2026", "x"], "nip": ["nip"]} | {"skpbook": ["skpbook", "2"]},
    ],
)
def test_cap_yang_diubah_tidak_sah(ubah: dict[str, list[str]]) -> None:
    asli = baca_buku(_kisi_bercap(), dk.katalog(), dk.KUNCI)
    assert asli.cap is not None
    assert asli.cap.sah
    buku = baca_buku(_ubah_cap(_kisi_bercap(), ubah), dk.katalog(), dk.KUNCI)
    assert buku.cap is not None
    assert not buku.cap.sah
    assert [satu.formulir for satu in buku.lembar] == ["lampiran-skp"]


def test_cap_dari_buku_lain_tidak_sah() -> None:
    buku = baca_buku(_kisi_bercap(), dk.katalog(), b"kunci buku lain")
    assert buku.cap is not None
    assert not buku.cap.sah
    tanpa_kunci = baca_buku(_kisi_bercap(), dk.katalog(), None)
    assert tanpa_kunci.cap is not None
    assert tanpa_kunci.cap.sah


def test_cap_dengan_ukuran_mustahil_tidak_dipercaya() -> None:
    """A stamp is only text: lengths that would make a layout of millions of cells are left aside."""
    kisi = buka_kisi(dk.tulis("mph", bebas=False))
    palsu = [
        msgspec.structs.replace(
            satu,
            baris=[*satu.baris, ["ukuran", "mph", "anggota", "9999999"], ["ukuran", "mph", "kolom", "9999"]],
        )
        if satu.nama == LEMBAR
        else satu
        for satu in kisi
    ]
    buku = baca_buku(palsu, dk.katalog(), dk.KUNCI)
    assert buku.cap is not None
    assert not buku.cap.sah
    assert [satu.formulir for satu in buku.lembar] == ["mph"]
