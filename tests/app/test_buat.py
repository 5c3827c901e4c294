"""`buat`: what a run makes, for whom it makes nothing and why, and that nobody's work is written over."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from skpbook.app.buat import HasilBuat, buat
from skpbook.app.buku import Buku
from skpbook.app.impor import impor
from skpbook.domain.galat import TidakBisa
from skpbook.domain.mph import BarisMph, KolomMph, Mph
from skpbook.domain.skp import HasilKerja, Identitas, Iki, Skp
from skpbook.forms.catalog import muat_katalog
from skpbook.forms.write import Pesanan, tulis_buku
from skpbook.mail.paket import NAMA_SAMPUL
from tests.intake.formulir import DIBUAT

KEPALA = ("NIP", "NAMA", "JENIS PEGAWAI", "KODE UNIT", "JABATAN", "KELOMPOK FORMULIR", "NIP ATASAN",
          "PENILAI LUAR DAFTAR", "TUGAS BELAJAR", "STATUS")  # fmt: skip
KADIS, KABID, BUDI, SARI = (
    "197001012000031001",
    "198001012005011002",
    "199001012015011003",
    "199101012016012004",
)
TAHUN = "1 JANUARI SD 31 DESEMBER TAHUN 2026"
Baris = tuple[str, ...]


def orang(nip: str, nama: str, atasan: str = "", *, unit: str = "U1", **lain: str) -> Baris:
    """One row of the roster."""
    return (
        nip, nama, "PNS", unit, lain.get("jabatan", "Analis"), lain.get("keluarga", "JA/JF"), atasan,
        lain.get("luar", ""), lain.get("belajar", "Tidak"), lain.get("status", ""),
    )  # fmt: skip


SEMUA = (
    orang(KADIS, "Kadis", keluarga="JPT/PUKM", luar="Bupati Contoh"),
    orang(KABID, "Kabid", KADIS),
    orang(BUDI, "Budi", KABID),
    orang(SARI, "Sari", KABID, unit="U2"),
)


@pytest.fixture
def buku(tmp_path: Path) -> Buku:
    folder = tmp_path / "buku"
    folder.mkdir()
    (folder / "skpbook.toml").write_text('instansi = "Dinas Contoh"\ntahun = 2026\n')
    (folder / "masuk").mkdir()
    return daftar(folder, SEMUA)


def daftar(folder: Path, baris: tuple[Baris, ...]) -> Buku:
    """The book with this roster from now on."""
    with (folder / "pegawai.csv").open("w", encoding="utf-8", newline="") as keluar:
        csv.writer(keluar, delimiter=";").writerows((KEPALA, *baris))
    return Buku(folder)


def nama(berkas: tuple[str, ...]) -> set[str]:
    return {Path(satu).name for satu in berkas}


def isi_zip(buku: Buku, unit: str, tahap: str = "skp") -> set[str]:
    with zipfile.ZipFile(next((buku.keluar / tahap).glob(f"*{unit}*.zip"))) as arsip:
        assert arsip.namelist()[0] == NAMA_SAMPUL
        return set(arsip.namelist()[1:])


def templat(buku: Buku, nip: str, tahap: str = "skp") -> Path:
    return next(s for s in (buku.keluar / tahap).rglob(f"*_{nip}_*.xlsx") if "_lama" not in s.parts)


def isikan(berkas: Path, teks: str = "Layanan cepat") -> bytes:
    """Somebody types into a template and saves it."""
    kerja = load_workbook(berkas)
    kerja["SKP"]["C14"].value = teks
    kerja.save(berkas)
    return berkas.read_bytes()


def kirim(buku: Buku, isi: Skp | Mph, nip: str, paket: str) -> None:
    """A filled form of one sheet comes back and is imported."""
    katalog = muat_katalog()
    satu = next(p for p in katalog.umum.paket if p.kode == paket)
    pesanan = Pesanan(
        paket=satu, isi={satu.lembar[0]: isi}, nip=nip, unit="U1", kode_periode="2026", dibuat=DIBUAT,
        kunci=buku.kunci_pasti(), bebas=True,
    )  # fmt: skip
    (buku.masuk / f"{paket}-{nip}.xlsx").write_bytes(tulis_buku(katalog, pesanan))
    assert impor(buku).ringkasan.get("diterima")


def skp_kadis(buku: Buku) -> None:
    pegawai = Identitas(nama="Kadis", nip=KADIS, jabatan="Kepala Dinas", unit_kerja="U1")
    hasil = HasilKerja(
        rencana="Layanan membaik", iki=(Iki(indikator="Indeks", target="90", perspektif="Anggaran"),)
    )
    isi = Skp(instansi="Dinas Contoh", periode_penilaian=TAHUN, pegawai=pegawai, utama=(hasil,))
    kirim(buku, isi, KADIS, "skp-jpt-kuantitatif")


def mph(buku: Buku, pimpinan: str, anggota: str, peran: str) -> None:
    isi = Mph(
        instansi="Dinas Contoh",
        periode_penilaian=TAHUN,
        unit_kerja="U1",
        pimpinan=BarisMph(nama="Pimpinan", nip=pimpinan, jabatan="Kepala"),
        kolom=(KolomMph(judul="Indeks"),),
        anggota=(BarisMph(nama="Anggota", nip=anggota, jabatan="Analis", peran=((peran,),)),),
    )
    kirim(buku, isi, pimpinan, "mph")


class TestPekerjaanOrang:
    """Item: a filled template is never written over, a unit's zip is never narrowed, nothing stale stays."""

    def test_yang_terisi_tidak_ditimpa_dan_tidak_ikut_di_zip(self, buku: Buku) -> None:
        buat(buku, "skp", kosong=True)
        isi = isikan(templat(buku, BUDI))
        hasil = buat(buku, "skp", kosong=True)
        assert templat(buku, BUDI).read_bytes() == isi
        assert nama(hasil.terisi) == {templat(buku, BUDI).name}
        assert templat(buku, BUDI).name not in nama(hasil.berkas) | isi_zip(buku, "U1")
        assert len(hasil.berkas) == 3

    def test_yang_belum_disentuh_diganti(self, buku: Buku) -> None:
        buat(buku, "skp", kosong=True)
        templat(buku, BUDI).with_name("catatan saya.txt").write_text("milik orang")
        daftar(buku.akar, (*SEMUA[:2], orang(BUDI, "Budi", KABID, jabatan="Arsiparis"), SEMUA[3]))
        hasil = buat(Buku(buku.akar), "skp", kosong=True)
        assert not hasil.terisi
        assert not hasil.dipindah
        lembar = load_workbook(templat(buku, BUDI))["SKP"]
        assert "Arsiparis" in {sel.value for baris in lembar.iter_rows() for sel in baris}

    def test_satu_nip_tidak_mempersempit_zip(self, buku: Buku) -> None:
        buat(buku, "skp", kosong=True)
        penuh = isi_zip(buku, "U1")
        assert len(penuh) == 3
        hasil = buat(buku, "skp", nip=BUDI, kosong=True)
        assert len(hasil.berkas) == 1
        assert isi_zip(buku, "U1") == penuh

    def test_pindah_unit_dan_ganti_nama(self, buku: Buku) -> None:
        buat(buku, "skp", kosong=True)
        lama, terisi = templat(buku, BUDI), templat(buku, SARI)
        isi = isikan(terisi)
        baru = (*SEMUA[:2], orang(BUDI, "Budi", KABID, unit="U2"), orang(SARI, "Sari Dewi", KABID, unit="U2"))
        hasil = buat(daftar(buku.akar, baru), "skp", unit="U2", kosong=True)
        assert {(Path(s.dari).name, s.terisi) for s in hasil.dipindah} == {
            (lama.name, False),
            (terisi.name, True),
        }
        assert not lama.exists()
        assert isi_zip(buku, "U1") == {satu.name for satu in lama.parent.iterdir()}
        assert isi_zip(buku, "U2") == nama(hasil.berkas) == {lama.name, f"SKP_{SARI}_Sari_Dewi.xlsx"}
        simpanan = buku.akar / next(satu.ke for satu in hasil.dipindah if satu.terisi)
        assert simpanan.read_bytes() == isi

    def test_dua_kali_dipindahkan_keduanya_ada(self, buku: Buku) -> None:
        isi = []
        for _ in range(2):
            buat(daftar(buku.akar, SEMUA), "skp", kosong=True)
            isi.append(isikan(templat(buku, BUDI), f"Layanan {len(isi)}"))
            buat(daftar(buku.akar, SEMUA[:2]), "skp", kosong=True)
        simpanan = sorted((buku.keluar / "skp" / "_lama" / "U1").iterdir())
        assert sorted(satu.read_bytes() for satu in simpanan) == sorted(isi)

    def test_unit_yang_hilang_tidak_meninggalkan_zip(self, buku: Buku) -> None:
        buat(buku, "skp", kosong=True)
        assert {satu.name for satu in (buku.keluar / "skp").glob("*U2*")} >= {"U2"}
        hasil = buat(daftar(buku.akar, SEMUA[:3]), "skp", kosong=True)
        assert not list((buku.keluar / "skp").glob("*U2*"))
        assert nama(tuple(s.ke for s in hasil.dipindah)) == {f"SKP_{SARI}_Sari.xlsx"}

    def test_salinan_bernama_lain_dibiarkan(self, buku: Buku) -> None:
        buat(buku, "skp", kosong=True)
        asal = templat(buku, BUDI)
        salinan = asal.with_name(asal.stem + " (1).xlsx")
        salinan.write_bytes(asal.read_bytes())
        hasil = buat(buku, "skp", kosong=True)
        assert salinan.exists()
        assert not hasil.dipindah
        assert salinan.name not in isi_zip(buku, "U1")

    def test_kode_unit_yang_bernama_folder_sama_tidak_bercampur(self, buku: Buku) -> None:
        baris = (orang(BUDI, "Budi", unit="SEK/1"), orang(SARI, "Sari", unit="sek 1"))
        hasil = buat(daftar(buku.akar, baris), "skp", kosong=True)
        assert len(hasil.zip) == 2
        isi = [set(zipfile.ZipFile(buku.akar / satu).namelist()) - {NAMA_SAMPUL} for satu in hasil.zip]
        assert not isi[0] & isi[1]
        assert len(isi[0] | isi[1]) >= 2

    def test_sisa_penulisan_terputus_disapu(self, buku: Buku) -> None:
        buat(buku, "skp", kosong=True)
        sisa = templat(buku, BUDI).with_name(".SKP_x.xlsx.sementara")
        sisa.write_bytes(b"separuh")
        buat(buku, "skp", kosong=True)
        assert not sisa.exists()


class TestDaftarCacat:
    """Item: a roster with damaged rows stops only those people, each named with his cell."""

    @pytest.mark.parametrize(
        ("baris", "kode", "sel"),
        [
            (orang("198503152010011000", "Rusak", KABID), "I103", "A6"),
            (orang("1,98503E+17", "Rusak", KABID), "I103", "A6"),
            (orang("", "Kosong", KABID), "I101", "A6"),
            (orang("12345", "Pendek", KABID), "I102", "A6"),
        ],
    )
    def test_nip_cacat(self, buku: Buku, baris: Baris, kode: str, sel: str) -> None:
        hasil = buat(daftar(buku.akar, (*SEMUA, baris)), "skp", kosong=True)
        assert [(satu.kode, satu.sel) for satu in hasil.temuan] == [(kode, sel)]
        assert [orang_satu[1] for orang_satu in hasil.ditolak] == [baris[1]]
        assert len(hasil.berkas) == len(SEMUA)
        assert hasil.ada_galat

    def test_nip_kembar_keduanya_menunggu(self, buku: Buku) -> None:
        hasil = buat(
            daftar(buku.akar, (*SEMUA, orang(BUDI, "Budi Lain", KABID, unit="U2"))), "skp", kosong=True
        )
        assert [satu.kode for satu in hasil.temuan] == ["I111"]
        assert {nama_satu for _, nama_satu in hasil.ditolak} == {"Budi", "Budi Lain"}
        assert f"SKP_{BUDI}_Budi.xlsx" not in nama(hasil.berkas)

    def test_atasan_melingkar(self, buku: Buku) -> None:
        baris = (SEMUA[0], orang(KABID, "Kabid", BUDI), orang(BUDI, "Budi", KABID), SEMUA[3])
        hasil = buat(daftar(buku.akar, baris), "skp", kosong=True)
        assert "I112" in {satu.kode for satu in hasil.temuan}
        assert {nama_satu for _, nama_satu in hasil.ditolak} == {"Kabid", "Budi"}
        assert len(hasil.berkas) == 2
        satu_orang = buat(buku_lagi(buku), "skp", nip=BUDI, kosong=True)
        assert "I112" in {satu.kode for satu in satu_orang.temuan}, (
            "the finding stands at the other one's row"
        )

    def test_templat_lama_orang_yang_cacat_tetap_di_tempatnya(self, buku: Buku) -> None:
        buat(buku, "skp", kosong=True)
        baris = (SEMUA[0], orang(KABID, "Kabid", BUDI), orang(BUDI, "Budi", KABID), SEMUA[3])
        hasil = buat(daftar(buku.akar, baris), "skp", kosong=True)
        assert not hasil.dipindah
        assert len(isi_zip(buku, "U1")) == 3

    def test_atasan_hilang_tetap_dibuat_dengan_temuan(self, buku: Buku) -> None:
        baris = (*SEMUA[:2], orang(BUDI, "Budi", "196001011990031009"))
        hasil = buat(daftar(buku.akar, baris), "skp", kosong=True)
        assert [satu.kode for satu in hasil.temuan] == ["I113"]
        assert not hasil.ditolak
        assert len(hasil.berkas) == 3

    def test_daftar_kosong(self, buku: Buku) -> None:
        with pytest.raises(TidakBisa, match=r"pegawai\.csv belum berisi pegawai"):
            buat(daftar(buku.akar, ()), "skp")

    def test_temuan_hanya_tentang_lingkupnya(self, buku: Buku) -> None:
        rusak = orang("12345", "Pendek", KABID)
        assert not buat(daftar(buku.akar, (*SEMUA, rusak)), "skp", unit="U2", kosong=True).temuan

    def test_yang_cacat_tidak_masuk_matriks(self, buku: Buku) -> None:
        baris = (
            *SEMUA,
            orang("12345", "Pendek", KABID),
            orang("198503152010011004", "Tua", KABID, status="Pensiun"),
        )
        buat(daftar(buku.akar, baris), "mph", nip=KABID, kosong=True)
        teks = {sel.value for b in load_workbook(templat(buku, KABID, "mph"))["MPH"].iter_rows() for sel in b}
        assert {"Budi\nAnalis", "Sari\nAnalis"} <= teks
        assert not {"Pendek\nAnalis", "Tua\nAnalis"} & teks


def buku_lagi(buku: Buku) -> Buku:
    return Buku(buku.akar)


class TestSiapaDanKapan:
    """Items: --unit beside --nip, people who have left, a head without a penilai, stages and periods."""

    @pytest.mark.parametrize(
        ("argumen", "kata"),
        [
            ({"tahap": "skp", "unit": "U2", "nip": BUDI}, "ada di unit U1, bukan U2"),
            ({"tahap": "skp", "unit": "U9"}, "U9"),
            ({"tahap": "skp", "nip": "199901012020011009"}, "tidak ada di"),
            ({"tahap": "skp", "nip": ""}, "tidak ada di"),
            ({"tahap": "mph", "nip": BUDI}, "tidak mempunyai bawahan"),
            ({"tahap": "perjanjian", "nip": BUDI}, "pakai --unit"),
            ({"tahap": "skp", "periode": "2026-TW1"}, "tanpa --periode"),
            ({"tahap": "evaluasi"}, "2026-TW1"),
            ({"tahap": "skpp"}, "pilih salah satu dari skp, mph.* Mungkin maksudnya skp"),
        ],
    )
    def test_pilihan_yang_tidak_bertemu(self, buku: Buku, argumen: dict[str, str], kata: str) -> None:
        with pytest.raises(TidakBisa, match=kata):
            buat(buku, **argumen)
        assert not buku.keluar.exists()

    def test_nip_berspasi_dan_unit_huruf_kecil(self, buku: Buku) -> None:
        hasil = buat(buku, " SKP", unit="u1", nip="19900101 201501 1 003", kosong=True)
        assert nama(hasil.berkas) == {f"SKP_{BUDI}_Budi.xlsx"}

    def test_pensiun_hanya_bila_disebut(self, buku: Buku) -> None:
        baris = (*SEMUA[:3], orang(SARI, "Sari", KABID, unit="U2", status="Pensiun 1 Maret"))
        hasil = buat(daftar(buku.akar, baris), "skp", kosong=True)
        assert len(hasil.berkas) == 3
        assert any("Sari (Pensiun 1 Maret)" in satu for satu in hasil.catatan)
        hasil = buat(buku_lagi(buku), "skp", nip=SARI, kosong=True)
        assert nama(hasil.berkas) == {f"SKP_{SARI}_Sari.xlsx"}

    def test_kepala_tanpa_penilai_disebut(self, buku: Buku) -> None:
        baris = (orang(KADIS, "Kadis", keluarga="JPT/PUKM"), *SEMUA[1:])
        hasil = buat(daftar(buku.akar, baris), "skp", kosong=True)
        assert any("pegawai.csv" in satu and "sel H2" in satu and "penilai" in satu for satu in hasil.catatan)
        assert not buat(buku_lagi(buku), "skp", unit="U2", kosong=True).catatan


class TestTahapSebelumnya:
    """Item: --kosong has one meaning for every stage: also make what waits for the stage before."""

    def test_skp_menunggu_mph_atasan(self, buku: Buku) -> None:
        hasil = buat(buku, "skp")
        assert nama(hasil.berkas) == {f"SKP_{KADIS}_Kadis.xlsx"}
        assert hasil.tanpa == (
            (KABID, "Kabid", "Matriks Peran Hasil Kadis"),
            (BUDI, "Budi", "Matriks Peran Hasil Kabid"),
            (SARI, "Sari", "Matriks Peran Hasil Kabid"),
        )
        assert hasil.dilewati == (KABID, BUDI, SARI)
        semua = buat(buku, "skp", kosong=True)
        assert len(semua.berkas) == 4
        assert semua.tanpa == hasil.tanpa
        assert not semua.dilewati

    def test_mph_menunggu_skp_pimpinan(self, buku: Buku) -> None:
        hasil = buat(buku, "mph")
        assert (hasil.berkas, hasil.dilewati) == ((), (KADIS, KABID))
        skp_kadis(buku)
        hasil = buat(buku, "mph")
        assert nama(hasil.berkas) == {f"MPH_{KADIS}_Kadis.xlsx"}
        assert hasil.tanpa == ((KABID, "Kabid", "SKP-nya sendiri"),)
        assert len(buat(buku, "mph", kosong=True).berkas) == 2

    def test_evaluasi_menunggu_skp(self, buku: Buku) -> None:
        skp_kadis(buku)
        hasil = buat(buku, "evaluasi", periode="2026-TW1")
        assert nama(hasil.berkas) == {f"EVALUASI_{KADIS}_Kadis_2026-TW1.xlsx"}
        assert hasil.dilewati == (KABID, BUDI, SARI)
        assert any("belum masuk dari unit U1, sehingga" in satu for satu in hasil.catatan)
        semua = buat(buku, "evaluasi", periode="2026-TW1", kosong=True)
        assert len(semua.berkas) == 4
        assert any("belum masuk dari unit U1, U2, sehingga" in satu for satu in semua.catatan)

    def test_mph_sudah_masuk_tanpa_peran_orang_ini(self, buku: Buku) -> None:
        mph(buku, KADIS, KABID, "Layanan tertib")
        mph(buku, KABID, BUDI, "Berkas lengkap")
        hasil = buat(buku, "skp")
        assert nama(hasil.berkas) == {
            f"SKP_{n}_{o}.xlsx" for n, o in ((KADIS, "Kadis"), (KABID, "Kabid"), (BUDI, "Budi"))
        }
        assert hasil.tanpa == ((SARI, "Sari", "peran hasilnya di Matriks Peran Hasil Kabid"),)

    def test_yang_tidak_menunggu_apa_pun(self, buku: Buku) -> None:
        baris = (
            SEMUA[0],
            orang(KABID, "Kabid", KADIS, belajar="Ya"),
            orang(BUDI, "Budi", luar="Direktur"),
            orang(SARI, "Sari", "196001011990031009"),
        )
        hasil = buat(daftar(buku.akar, baris), "skp")
        assert len(hasil.berkas) == 4
        assert not hasil.tanpa


def test_banyak_proses_sama_dengan_satu(buku: Buku) -> None:
    satu: HasilBuat = buat(buku, "skp", kosong=True)
    dua = buat(buku, "skp", kosong=True, kerja=2)
    assert dua == satu
