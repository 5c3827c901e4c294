"""S208, S209, S211, S213-S216, S218, S219: wording, numbering and setting of an SKP."""

from __future__ import annotations

import msgspec
import pytest

from skpbook.checks.jalankan import periksa
from skpbook.domain.pegawai import Keluarga, Pendekatan
from skpbook.domain.skp import HasilKerja, Iki, Pengesahan, StudiTugasBelajar
from skpbook.domain.tempat import Rujukan, Tempat

from .bangun import (
    ANI,
    CICI,
    KEPALA,
    LAMPIRAN,
    MPH_KEPALA,
    PEGAWAI,
    R1,
    SKP_ANI,
    SKP_CICI,
    SKP_KEPALA,
    daftar,
    dokumen,
    identitas,
    kode_temuan,
    konteks,
    mph,
    satu_temuan,
    skp,
    ubah,
)

SKP_K, SKP_C = f"SKP_{KEPALA}.xlsx", f"SKP_{CICI}.xlsx"
LENGKAP = Pengesahan(
    tempat_penilai="Kota Contoh",
    tanggal_penilai="2026-01-20",
    nama_pegawai="Rahmat Hidayat",
    nama_penilai="Surya Darma",
)
SEL = {
    "pengesahan.tempat_penilai": Tempat("SKP", "D40"),
    "pengesahan.tanggal_penilai": Tempat("SKP", "E40"),
    "pengesahan.nama_pegawai": Tempat("SKP", "B45"),
    "pengesahan.nama_penilai": Tempat("SKP", "D45"),
}


def skp_kepala(teks: str = SKP_KEPALA, pengesahan: Pengesahan = LENGKAP, **ganti: object):
    """The head's SKP alone, signed on 20 January unless said otherwise."""
    satu = skp(KEPALA, teks, **ganti)
    isi = msgspec.structs.replace(satu.isi, pengesahan=pengesahan)
    return konteks([msgspec.structs.replace(satu, isi=isi, tempat={**satu.tempat, **SEL})])


def test_S208_kena_utama_dan_tambahan_sama() -> None:
    teks = (
        SKP_KEPALA
        + "T | 3. KEPUASAN MASYARAKAT meningkat (penugasan dari Bupati) | Survei | 2 kali | Proses Bisnis\n"
    )
    temuan = satu_temuan(skp_kepala(teks), "S208")
    assert (temuan.sel, temuan.kaitan) == ("B14", Rujukan(SKP_K, "SKP", "B10"))


def test_S208_lolos_dua_skp_dengan_rhk_sama() -> None:
    isi = konteks([*skp_kepala().dokumen, *skp_kepala(berkas="lain.xlsx").dokumen])
    isi = ubah(isi, SKP_K, periode_penilaian="1 Januari sd 30 Juni 2026")
    isi = ubah(isi, "lain.xlsx", periode_penilaian="1 Juli sd 31 Desember 2026")
    assert kode_temuan(isi) == []


@pytest.mark.parametrize("target", ["Terlaksana dengan baik", "WTP"])
def test_S209_kena(target: str) -> None:
    temuan = satu_temuan(skp_kepala(SKP_KEPALA.replace("| 95%", f"| {target}")), "S209")
    assert (temuan.sel, temuan.ditemukan) == ("D11", target)


@pytest.mark.parametrize(
    "target", ["dua laporan", "3,5 dari skala 5", "Tanggal 5 setiap bulan", "seluruh desa"]
)
def test_S209_lolos_angka_dan_kata_bilangan(target: str) -> None:
    assert kode_temuan(skp_kepala(SKP_KEPALA.replace("| 95%", f"| {target}"))) == []


def test_S209_lolos_kualitatif() -> None:
    teks = SKP_KEPALA.replace("| 95%", "| Terlaksana dengan baik")
    assert kode_temuan(skp_kepala(teks, pendekatan=Pendekatan.KUALITATIF)) == []


@pytest.mark.parametrize("tanggal", ["2026-02-01", "3 Maret 2026"])
def test_S211_kena(tanggal: str) -> None:
    temuan = satu_temuan(
        skp_kepala(pengesahan=msgspec.structs.replace(LENGKAP, tanggal_penilai=tanggal)), "S211"
    )
    assert temuan.sel == "E40"
    assert temuan.seharusnya == "paling lambat 31 Januari 2026"


def test_S211_lolos_akhir_januari_dan_pegawai_baru() -> None:
    tepat = skp_kepala(pengesahan=msgspec.structs.replace(LENGKAP, tanggal_penilai="2026-01-31"))
    assert kode_temuan(tepat) == []
    baru = skp_kepala(pengesahan=msgspec.structs.replace(LENGKAP, tanggal_penilai="2026-03-20"))
    assert kode_temuan(ubah(baru, SKP_K, periode_penilaian="1 Maret sd 31 Desember 2026")) == []


@pytest.mark.parametrize(
    "rencana", ["Melaksanakan survei kepuasan", "3. MENYUSUN laporan", "- Mengikuti rapat"]
)
def test_S214_kena(rencana: str) -> None:
    teks = SKP_KEPALA + f"T | {rencana} (penugasan dari Bupati) | Survei | 2 kali | Proses Bisnis\n"
    assert satu_temuan(skp_kepala(teks), "S214").sel == "B14"


@pytest.mark.parametrize(
    "rencana", ["Tersusunnya laporan", "Menurunnya angka keluhan", "Media layanan tersedia"]
)
def test_S214_lolos_hasil(rencana: str) -> None:
    teks = SKP_KEPALA + f"T | {rencana} (penugasan dari Bupati) | Survei | 2 kali | Proses Bisnis\n"
    assert kode_temuan(skp_kepala(teks)) == []


def lampiran(**ganti: tuple[str, ...]):
    isi = msgspec.structs.replace(
        LAMPIRAN, pegawai=identitas(PEGAWAI[1]), penilai=identitas(PEGAWAI[0]), **ganti
    )
    sel = {"skema_pertanggungjawaban[0]": Tempat("Lampiran", "B20"), "konsekuensi": Tempat("Lampiran", "A30")}
    return konteks([dokumen("L.xlsx", isi, sel, nip=ANI, lembar="Lampiran")])


def test_S215_kena_setiap_daftar_kosong() -> None:
    assert satu_temuan(lampiran(skema_pertanggungjawaban=()), "S215").sel == "B20"
    temuan = satu_temuan(lampiran(konsekuensi=("-", " ")), "S215")
    assert temuan.sel == "A30"
    assert "konsekuensi" in temuan.pesan


def test_S215_lolos_ketiganya_terisi() -> None:
    assert kode_temuan(lampiran()) == []


def test_S216_kena_satu_kali_pada_isian_pertama() -> None:
    kurang = msgspec.structs.replace(LENGKAP, tanggal_penilai=None, nama_penilai="-")
    temuan = satu_temuan(skp_kepala(pengesahan=kurang), "S216")
    assert temuan.sel == "E40"
    assert "tanggal, nama pejabat penilai" in temuan.pesan


def test_S216_lolos_formulir_tanpa_isian_itu() -> None:
    """The form has one place and date only: those of the penilai."""
    assert kode_temuan(skp_kepala()) == []


def bernomor(*nomor: str | None):
    isi = skp_kepala(
        SKP_KEPALA
        + "T | Layanan digital diperluas (penugasan dari Bupati) | Layanan daring | 5 | Proses Bisnis\n"
    )
    satu = {"utama[0].nomor": nomor[0], "utama[1].nomor": nomor[1], "tambahan[0].nomor": nomor[2]}
    tempat = {**isi.dokumen[0].tempat, **{jalur: Tempat("SKP", f"A{9 + i}") for i, jalur in enumerate(satu)}}
    return ubah(isi, SKP_K, **satu, **{"dokumen.tempat": tempat})


@pytest.mark.parametrize(
    ("nomor", "sel", "seharusnya"),
    [
        (("1", "3", "4"), "A10", "2"),
        (("1", "2", "4"), "A11", "3"),
        (("2", "3", "1"), "A9", "1"),
        (("1", None, "3"), "A10", "2"),
    ],
)
def test_S218_kena(nomor: tuple[str | None, ...], sel: str, seharusnya: str) -> None:
    temuan = satu_temuan(bernomor(*nomor), "S218")
    assert (temuan.sel, temuan.seharusnya) == (sel, seharusnya)


@pytest.mark.parametrize(
    "nomor", [("1", "2", "3"), ("1.", "2.", "1."), (None, None, None), ("1.0", "2.0", "3.0")]
)
def test_S218_lolos_melanjutkan_memulai_lagi_atau_tanpa_nomor(nomor: tuple[str | None, ...]) -> None:
    assert kode_temuan(bernomor(*nomor)) == []


def test_S218_lolos_bila_rencana_bernomor_kosong() -> None:
    """The numbers go on; that one of them has no rencana is S202."""
    isi = ubah(bernomor("1", "2", "3"), SKP_K, **{"utama[0].rencana": None})
    assert "S218" not in kode_temuan(isi)
    assert "S202" in kode_temuan(isi)


def tugas_belajar(*hasil: HasilKerja):
    studi = StudiTugasBelajar(jalur="Dalam Negeri", jenjang="S2")
    semua = [skp(CICI, SKP_CICI), *skp_kepala().dokumen]
    belajar = tuple(msgspec.structs.replace(p, tugas_belajar=p.nip == CICI) for p in PEGAWAI)
    isi = ubah(konteks(semua, daftar=daftar(belajar)), SKP_C, utama=hasil, studi=studi)
    return ubah(isi, SKP_C, **{"dokumen.keluarga": None})


LAPORAN = HasilKerja(
    rencana="Laporan kegiatan kampus", rhk_pimpinan=R1, iki=(Iki(indikator="Laporan", target="4 laporan"),)
)


def test_S219_kena_tanpa_hasil_studi() -> None:
    temuan = satu_temuan(tugas_belajar(LAPORAN), "S219")
    assert (temuan.sel, temuan.ditemukan) == ("C10", "Laporan kegiatan kampus")


@pytest.mark.parametrize(
    "hasil",
    [
        HasilKerja(
            rhk_pimpinan=R1, kategori="Hasil Evaluasi Akademik", rencana="Nilai baik", iki=LAPORAN.iki
        ),
        HasilKerja(
            rhk_pimpinan=R1,
            rencana="Nilai semester baik",
            iki=(Iki(indikator="IPK semester 1", target="3,75"),),
        ),
        HasilKerja(rhk_pimpinan=R1, rencana="Studi lulus tepat waktu", iki=LAPORAN.iki),
    ],
)
def test_S219_lolos(hasil: HasilKerja) -> None:
    assert kode_temuan(tugas_belajar(hasil, LAPORAN)) == []


# S213

TANPA_EKOR = SKP_KEPALA.replace(" (penugasan dari Bupati)", "")
KUALITATIF = {"pendekatan": Pendekatan.KUALITATIF}


def test_S213_kena_satu_rencana_jpt() -> None:
    temuan = satu_temuan(skp_kepala(SKP_KEPALA.replace(R1, "Kepuasan masyarakat meningkat")), "S213")
    assert (temuan.sel, temuan.ditemukan) == ("B10", "Kepuasan masyarakat meningkat")


def test_S213_kena_satu_kali_bila_semua() -> None:
    temuan = satu_temuan(skp_kepala(TANPA_EKOR), "S213")
    assert temuan.sel == "B10"
    assert "dari 2 rencana" in temuan.pesan


@pytest.mark.parametrize(
    "ekor",
    [
        "(Penugasan dari Bupati)",
        "(ditugaskan oleh Bupati Contoh)",
        "- penugasan dari: Sekretaris Daerah",
        "(Kepala Dinas Kesehatan)",
        "(Tim Kerja Layanan)",
    ],
)
def test_S213_lolos_yang_menyebut_pemberi_tugas(ekor: str) -> None:
    assert kode_temuan(skp_kepala(SKP_KEPALA.replace("(penugasan dari Bupati)", ekor))) == []


def test_S213_kena_ja_jf_kualitatif_selama_matriks_belum_masuk() -> None:
    """With a matrix the leader is known; what is not in it is K404's."""
    cici = skp(CICI, SKP_CICI, **KUALITATIF)
    temuan = next(t for t in periksa(konteks([cici])) if t.kode == "S213")
    assert (temuan.berkas, temuan.sel) == (SKP_C, "C10")
    for isi in (SKP_CICI, SKP_CICI.replace("akurat", "lengkap")):
        kode = {t.kode for t in periksa(konteks([skp(CICI, isi, **KUALITATIF), mph(KEPALA, MPH_KEPALA)]))}
        assert "S213" not in kode


def test_S213_lolos_ja_jf_kuantitatif() -> None:
    assert "S213" not in {t.kode for t in periksa(konteks([skp(CICI, SKP_CICI)]))}


def test_S213_lolos_jpt_yang_tercantum_dalam_matriks_atasannya() -> None:
    ani = msgspec.structs.replace(skp(ANI, SKP_ANI), keluarga=Keluarga.JPT_PUKM)
    assert "S213" in {t.kode for t in periksa(konteks([ani]))}
    assert "S213" not in {t.kode for t in periksa(konteks([ani, mph(KEPALA, MPH_KEPALA)]))}
