"""e-Kinerja exports read: known by their headings, rows by column name, whatever the order and spelling."""

from __future__ import annotations

from datetime import date, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skpbook.domain.ekinerja import BarisEkinerja, JenisEkinerja
from skpbook.domain.tempat import Tempat, nama_kolom
from skpbook.forms.catalog import muat_katalog
from skpbook.forms.grid import buka_kisi
from skpbook.forms.roster_file import kisi_csv
from skpbook.forms.write import Pesanan, tulis_buku
from skpbook.interop.ekinerja import baca_ekinerja, kenali_ekinerja, nama_jenis

from .bahan import (
    ANI,
    BUDI,
    CICI,
    KEPALA,
    KEPALA_PENILAIAN,
    KEPALA_REKAP,
    csv_titik_koma,
    isi_penilaian,
    isi_skp,
    kisi,
    laporan_skp,
    penilaian,
    rekap,
    xlsx,
)

SESUAI, ATAS = "Sesuai Ekspektasi", "Di Atas Ekspektasi"


def test_berkas_a():
    lembar = baca_ekinerja(
        kisi(rekap([(ANI, "Diatas Ekspektasi", SESUAI, "Baik"), (BUDI, "-", "-", "-")])), "a"
    )
    assert (lembar.jenis, lembar.periode, lembar.tahun) == (JenisEkinerja.REKAP, "2026-06", 2026)
    assert (lembar.instansi, lembar.unit) == ("9999 - Kementerian Contoh", "Subbagian Tata Usaha")
    assert lembar.baris == (
        BarisEkinerja(
            baris=6, nip=ANI, nama="ANI LESTARI", periode="2026-06", jabatan="Arsiparis Terampil",
            hasil=ATAS, perilaku=SESUAI, predikat="Baik",
        ),
        BarisEkinerja(
            baris=7, nip=BUDI, nama="BUDI SANTOSO", periode="2026-06", jabatan="Arsiparis Terampil"
        ),
    )  # fmt: skip
    assert lembar.tempat(lembar.baris[0], "predikat") == Tempat("Sheet1", "G6")
    assert lembar.tempat(lembar.baris[1], "golongan") == Tempat("Sheet1", "B7"), "no such column: the NIP"


def test_berkas_b():
    orang = [
        isi_penilaian(ANI, hasil_akhir="cukup", hasil_kerja="dibawah ekspektasi"),
        isi_penilaian(BUDI, is_skp_plt_plh_pjb="1", hasil_kerja="-", perilaku_kerja="-", hasil_akhir="-"),
    ]
    lembar = baca_ekinerja(kisi(penilaian(orang)), "b", "2026-07-03T03:00:00Z")
    assert (lembar.jenis, lembar.periode) == (JenisEkinerja.PENILAIAN, "2026-06")
    assert (lembar.instansi, lembar.unit) == ("Pemerintah Kab. Contoh", "Dinas Contoh")
    assert (lembar.ditarik, lembar.disimpan) == ("2026-07-03T09:15:40", "2026-07-03T03:00:00Z")
    ani, budi = lembar.baris
    assert ani == BarisEkinerja(
        baris=9, nip=ANI, nama="ANI LESTARI", periode="2026-06", jabatan="Analis Kebijakan Ahli Pertama",
        unit="Bidang Layanan", unit_induk="Dinas Contoh", unor_id="UNOR-7", golongan="III/b",
        jenis_pegawai="PNS", awal=date(2026, 1, 1), akhir=date(2026, 12, 31),
        hasil="Di Bawah Ekspektasi", perilaku=SESUAI, predikat="Butuh Perbaikan", waktu="2026-07-02 08:30:00",
        pegawai_id="ID-2003", atasan_id="ID-1002", atasan_nip=KEPALA, atasan_nama="RAHMAT HIDAYAT",
        atasan_jabatan="Kepala Dinas Contoh", atasan_golongan="IV/c", atasan_unit="Dinas Contoh",
    )  # fmt: skip
    assert (budi.plt, budi.hasil, budi.perilaku, budi.predikat) == (True, None, None, None)


def test_berkas_c():
    orang = [isi_skp(CICI, skp_status="Pengajuan"), isi_skp(ANI, is_plt_plh=1.0, skp_status="-")]
    lembar = baca_ekinerja(kisi(laporan_skp(orang)), "c")
    assert (lembar.jenis, lembar.periode, lembar.tahun) == (JenisEkinerja.SKP, None, 2026)
    assert lembar.ditarik == "2026-07-03T10:00:00"
    cici, ani = lembar.baris
    assert (cici.status_skp, cici.unit, cici.jabatan, cici.jenis_pegawai, cici.periode) == (
        "pengajuan",
        "Bidang Layanan",
        "Analis Kebijakan Ahli Pertama",
        "PPPK Paruh Waktu",
        None,
    ), "the SKP's own unit and jabatan, not the ones of today"
    assert (ani.plt, ani.status_skp) == (True, None)


@pytest.mark.parametrize(
    ("tulisan", "kode"),
    [
        ("Periode Bulanan 6 Tahun 2026", "2026-06"),
        ("Periode Bulanan V Tahun 2026", "2026-05"),
        ("Periode Bulanan XII Tahun 2025", "2025-12"),
        ("Periode Bulanan Mei Tahun 2026", "2026-05"),
        ("Periode Triwulan II Tahun 2026", "2026-TW2"),
        ("Periode Tahunan 2026", "2026-AKHIR"),
        ("Periode Bulanan XIII Tahun 2026", None),
        ("Periode", None),
    ],
)
def test_periode_berkas_a(tulisan, kode):
    lembar = baca_ekinerja(kisi(rekap([(ANI, SESUAI, SESUAI, "Baik")], tulisan)), "a")
    assert lembar.periode == kode
    assert lembar.baris[0].periode == kode


@pytest.mark.parametrize(
    ("baris_atas", "kode"),
    [
        (["Laporan Penilaian SKP Tahun 2026", "Periode : Bulanan Mei"], "2026-05"),
        (["Laporan Penilaian SKP Tahun 2026", "Periode : Tahunan"], "2026-AKHIR"),
        (["Laporan Penilaian SKP Periode Triwulan I Tahun 2026"], "2026-TW1"),
        (["Laporan Penilaian SKP Tahun 2026"], None),
        (["Periode : Bulanan Mei", "Data ditarik pada : 1/2/2027, 09.00.00"], None),
        ([], None),
    ],
)
def test_periode_berkas_b(baris_atas, kode):
    isi = [[satu] for satu in baris_atas] + penilaian([isi_penilaian(ANI)])[7:]
    lembar = baca_ekinerja(kisi(isi), "b")
    assert (lembar.periode, lembar.baris[0].periode) == (kode, kode)


def test_periode_dari_kolom_bulan():
    """A CSV whose title lines someone has cut off still says its month in each row."""
    kepala = (*KEPALA_PENILAIAN, "bulan_skp")
    orang = [
        isi_penilaian(ANI, bulan_skp="5"),
        isi_penilaian(BUDI, bulan_skp="VI"),
        isi_penilaian(CICI, bulan_skp="-"),
    ]
    lembar = baca_ekinerja(kisi(penilaian(orang, kepala=kepala)[7:]), "b.csv")
    assert [satu.periode for satu in lembar.baris] == ["2026-05", "2026-06", None]
    assert (lembar.periode, lembar.tahun) == (None, 2026)


@given(st.permutations(KEPALA_PENILAIAN), st.integers(0, 11))
def test_urutan_kolom_dan_baris_di_atasnya_bebas(kepala, di_atas):
    asal = baca_ekinerja(kisi(penilaian([isi_penilaian(ANI)])), "b")
    isi = [*[[""]] * di_atas, *penilaian([isi_penilaian(ANI)], kepala=kepala)]
    lembar = baca_ekinerja(kisi(isi), "b")
    assert lembar.baris[0].baris == 9 + di_atas
    assert lembar.kolom["nip"] == nama_kolom(kepala.index("nip"))
    assert msgspec.structs.replace(lembar.baris[0], baris=9) == asal.baris[0]


@pytest.mark.parametrize("buka", ["xlsx", "csv"])
def test_dari_berkas_sungguhan(buka):
    isi = penilaian([isi_penilaian(ANI), isi_penilaian(BUDI, nama='O\'NEILL; "BUDI"')])
    satu = buka_kisi(xlsx({"Data": isi}))[0] if buka == "xlsx" else kisi_csv(csv_titik_koma(isi), "b.csv")
    assert kenali_ekinerja(satu) is JenisEkinerja.PENILAIAN
    lembar = baca_ekinerja(satu, "b")
    assert [x.nip for x in lembar.baris] == [ANI, BUDI]
    assert lembar.baris[1].nama == 'O\'NEILL; "BUDI"'
    assert lembar.periode == "2026-06"


def test_kepala_berulang_baris_kosong_dan_kaki_dilewati():
    isi = rekap([(ANI, SESUAI, SESUAI, "Baik"), (BUDI, SESUAI, SESUAI, "Baik")])
    isi[6:6] = [[], list(KEPALA_REKAP), ["", "", "Jumlah", "", "", "", ""]]
    isi.append(["Dicetak dari e-Kinerja"])
    lembar = baca_ekinerja(kisi(isi), "a")
    assert [(satu.baris, satu.nip) for satu in lembar.baris] == [(6, ANI), (10, BUDI)]


def test_yang_tidak_dapat_dipakai_tetap_dibaca():
    isi = rekap([("1,98506E+17", "Memuaskan", SESUAI, "Bagus"), ("", SESUAI, SESUAI, "Baik")])
    isi[5][1] = 1.98506202010012e17
    lembar = baca_ekinerja(kisi(isi), "a")
    rusak, tanpa = lembar.baris
    assert rusak.nip == "1,985062020E+17"
    assert (rusak.hasil, rusak.predikat) == ("Memuaskan", "Bagus"), "kept as written for the finding"
    assert (tanpa.nip, tanpa.nama) == (None, "NAMA LAIN")


@pytest.mark.parametrize("predikat", ["Predikat Kinerja Periodik", "Predikat Perilaku Periodik"])
def test_kepala_predikat_salah_tulis_aplikasi_lain(predikat):
    isi = rekap([(ANI, SESUAI, SESUAI, "Perlu Perbaikan")], kepala=(*KEPALA_REKAP[:-1], predikat))
    assert baca_ekinerja(kisi(isi), "a").baris[0].predikat == "Butuh Perbaikan"


def test_bukan_ekspor():
    assert kenali_ekinerja(kisi([])) is None
    assert kenali_ekinerja(kisi([["NIP", "Nama", "Jabatan"], [ANI, "x", "y"]])) is None
    assert kenali_ekinerja(kisi([*[["x"]] * 20, *rekap([])])) is None, "beyond the first twenty rows"
    assert baca_ekinerja(kisi([["nip"]]), "x") is None


def test_formulir_kita_bukan_ekspor():
    katalog = muat_katalog()
    for paket in katalog.umum.paket:
        pesanan = Pesanan(paket=paket, isi={}, dibuat=datetime(2026, 1, 1), kunci=b"k" * 32, bebas=True)
        assert {kenali_ekinerja(satu) for satu in buka_kisi(tulis_buku(katalog, pesanan))} == {None}


def test_nama_jenis():
    assert [nama_jenis(satu) for satu in JenisEkinerja] == [
        "Rekap Penilaian e-Kinerja",
        "Laporan Penilaian SKP e-Kinerja",
        "Laporan SKP e-Kinerja",
    ]
