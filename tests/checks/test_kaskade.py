"""K401-K405, K407: the cascade across workbooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from skpbook.checks.jalankan import periksa
from skpbook.domain.skp import HasilKerja, Iki
from skpbook.domain.tempat import Rujukan

from .bangun import (
    ANI,
    BUDI,
    CICI,
    KEPALA,
    MPH_KEPALA,
    PEGAWAI,
    R1,
    R2,
    SKP_ANI,
    SKP_BUDI,
    SKP_CICI,
    SKP_KEPALA,
    daftar,
    identitas,
    kode_temuan,
    konteks,
    mph,
    orang,
    satu_temuan,
    skp,
    tanpa,
    ubah,
)

if TYPE_CHECKING:
    from skpbook.domain.pegawai import Pegawai

SKP_A, SKP_B, SKP_K = f"SKP_{ANI}.xlsx", f"SKP_{BUDI}.xlsx", f"SKP_{KEPALA}.xlsx"
MPH_K = f"MPH_{KEPALA}.xlsx"


def pegawai_ganti(nip: str, **nilai: object) -> tuple[Pegawai, ...]:
    return tuple(msgspec.structs.replace(p, **nilai) if p.nip == nip else p for p in PEGAWAI)


def rencana(*, ani: str = SKP_ANI, budi: str = SKP_BUDI, matriks: str = MPH_KEPALA, kepala: str = SKP_KEPALA):
    """The instansi without evaluations, from four tables."""
    return konteks(
        [skp(KEPALA, kepala), skp(ANI, ani), skp(BUDI, budi), skp(CICI, SKP_CICI), mph(KEPALA, matriks)]
    )


# K401, K402


def test_K401_kena_dengan_saran_dan_kaitan() -> None:
    temuan = satu_temuan(rencana(budi=SKP_BUDI.replace(R1, "Kepuasan masyarakat meninggkat")), "K401")
    assert (temuan.berkas, temuan.lembar, temuan.sel) == (SKP_B, "SKP", "B10")
    assert temuan.kaitan == Rujukan(SKP_K, "SKP", "B10")
    assert R1 in (temuan.saran or "")
    assert "kemiripan" in (temuan.saran or "")
    assert temuan.seharusnya is None


def test_K401_kena_tanpa_yang_mirip() -> None:
    temuan = satu_temuan(rencana(budi=SKP_BUDI.replace(R1, "Jalan desa terbangun")), "K401")
    assert "kemiripan" not in (temuan.saran or "")


def test_K401_kena_satu_kali_untuk_sel_gabungan() -> None:
    dua = """
U | Jalan desa terbangun | Rekomendasi perbaikan layanan loket | Kuantitas | Jumlah rekomendasi | 4
U | Jalan desa terbangun | Modul pelatihan petugas loket       | Kuantitas | Jumlah modul       | 2
"""
    matriks = MPH_KEPALA.replace(f"{ANI}  | Rek", f"{ANI}  | Modul pelatihan petugas loket; Rek")
    isi = rencana(ani=dua, matriks=matriks)
    assert kode_temuan(isi) == ["K401", "K401"]
    skp_ani = next(d for d in isi.dokumen if d.berkas == SKP_A)
    gabungan = {**skp_ani.tempat, "utama[1].rhk_pimpinan": skp_ani.tempat["utama[0].rhk_pimpinan"]}
    assert kode_temuan(ubah(isi, SKP_A, **{"dokumen.tempat": gabungan})) == ["K401"]


def test_K401_kena_kolom_kosong_pada_utama_saja() -> None:
    assert satu_temuan(rencana(ani=SKP_ANI.replace(R1, "-")), "K401").sel == "B10"
    assert kode_temuan(rencana(budi=SKP_BUDI.replace(R2, " "))) == []


def test_K401_lolos_rhk_pemilik_matriks_lain() -> None:
    """Cici stands in Ani's matrix too: an RHK of Ani is one she may support."""
    cici = (
        SKP_CICI
        + "T | Rekomendasi perbaikan layanan loket | Data antrean loket | Kuantitas | Data | 12 kali\n"
    )
    milik_ani = f"nip | Rekomendasi perbaikan layanan loket\n{CICI} | Data antrean loket\n"
    isi = konteks(
        [
            skp(KEPALA, SKP_KEPALA),
            skp(ANI, SKP_ANI),
            skp(BUDI, SKP_BUDI),
            skp(CICI, cici),
            mph(KEPALA, MPH_KEPALA),
            mph(ANI, milik_ani),
        ],
        daftar=daftar(pegawai_ganti(CICI, tim="Tim Loket")),
    )
    assert kode_temuan(isi) == []


@pytest.mark.parametrize(
    "tertulis",
    [
        "kepuasan masyarakat meningkat",
        "1. Kepuasan  masyarakat meningkat (penugasan dari Bupati)",
        "KEPUASAN MASYARAKAT MENINGKAT (Penugasan dari: Bupati)",
    ],
)
def test_K402_kena(tertulis: str) -> None:
    temuan = satu_temuan(rencana(budi=SKP_BUDI.replace(R1, tertulis)), "K402")
    assert (temuan.berkas, temuan.sel, temuan.ditemukan, temuan.seharusnya) == (SKP_B, "B10", tertulis, R1)
    assert temuan.kaitan == Rujukan(SKP_K, "SKP", "B10")


def test_K402_lolos_tulisan_sama() -> None:
    assert kode_temuan(rencana()) == []


# K403


def test_K403_kena_satu_kali_tanpa_K401() -> None:
    isi = konteks([skp(ANI, SKP_ANI), skp(BUDI, SKP_BUDI)])
    temuan = satu_temuan(isi, "K403")
    assert (temuan.berkas, temuan.sel, temuan.nip) == ("pegawai.xlsx", "A2", KEPALA)
    assert "2 SKP" in temuan.pesan
    assert ANI in (temuan.ditemukan or "")
    assert BUDI in (temuan.ditemukan or "")
    assert temuan.kaitan == Rujukan(SKP_A, "SKP", "B10")


def test_K403_lolos_tanpa_bawahan_yang_menunggu() -> None:
    assert kode_temuan(konteks([])) == []
    assert kode_temuan(konteks([skp(KEPALA, SKP_KEPALA)])) == []


def test_K403_lolos_skp_pimpinan_masuk_dengan_nip_keliru() -> None:
    isi = konteks([skp(ANI, SKP_ANI), skp(KEPALA, SKP_KEPALA)])
    salah = "197203151998031009"
    isi = ubah(isi, SKP_K, **{"pegawai.nip": salah, "dokumen.nip": salah, "dokumen.cap": None})
    assert sorted(kode_temuan(isi)) == ["B016", "I105"]


# K404, K405


def test_K404_kena_yang_mirip_tanpa_K405() -> None:
    temuan = satu_temuan(rencana(ani=SKP_ANI.replace("layanan loket", "pelayanan loket")), "K404")
    assert (temuan.berkas, temuan.sel, temuan.nip) == (SKP_A, "C10", ANI)
    assert temuan.kaitan == Rujukan(MPH_K, "MPH", "C11")
    assert "Rekomendasi perbaikan layanan loket" in (temuan.saran or "")


def test_K404_kena_rhk_tambahan_sendiri() -> None:
    teks = SKP_ANI + f"T | {R1} | Jalan desa terbangun | Kuantitas | Panjang jalan | 2 km\n"
    temuan = satu_temuan(rencana(ani=teks), "K404")
    assert (temuan.sel, temuan.ditemukan) == ("C12", "Jalan desa terbangun")
    assert temuan.kaitan == Rujukan(MPH_K, "MPH", "A11")


def test_K404_kena_satu_kali_bila_tidak_tercantum() -> None:
    matriks = "\n".join(baris for baris in MPH_KEPALA.strip().splitlines() if not baris.startswith(BUDI))
    temuan = satu_temuan(rencana(matriks=matriks), "K404")
    assert (temuan.berkas, temuan.sel) == (SKP_B, "C10")
    assert "2 rencana hasil kerja" in temuan.pesan
    assert temuan.kaitan == Rujukan(MPH_K, "MPH", "A11")


def test_K404_lolos_huruf_besar_nomor_dan_matriks_belum_masuk() -> None:
    assert kode_temuan(rencana(ani=SKP_ANI.replace("Rekomendasi perb", "1. REKOMENDASI perb"))) == []
    assert kode_temuan(tanpa(rencana(), MPH_K)) == ["K415"]


def test_K404_lolos_baris_matriks_tanpa_nip_dikenali_dari_nama() -> None:
    isi = ubah(rencana(), MPH_K, **{"anggota[0].nip": None, "anggota[0].nama": "ANI LESTARI"})
    assert kode_temuan(isi) == []


def test_K405_kena_peran_yang_tidak_menjadi_rhk() -> None:
    matriks = MPH_KEPALA.replace(f"{ANI}  | Rek", f"{ANI}  | Jalan desa terbangun; Rek")
    temuan = satu_temuan(rencana(matriks=matriks), "K405")
    assert (temuan.berkas, temuan.lembar, temuan.sel) == (MPH_K, "MPH", "C11")
    assert (temuan.nip, temuan.ditemukan) == (ANI, "Jalan desa terbangun")
    assert temuan.kaitan == Rujukan(SKP_A, "SKP", "C10")


def test_K405_lolos_bila_skp_pemiliknya_belum_masuk_atau_rhknya_masih_contoh() -> None:
    assert kode_temuan(tanpa(rencana(), SKP_A)) == []
    isi = rencana(ani=SKP_ANI.replace("Rekomendasi perbaikan layanan loket", "Rencana Hasil Kerja Utama 1"))
    assert kode_temuan(isi) == ["S217"]


# K407


def test_K407_kena_kolom_kosong() -> None:
    matriks = f"nip | {R1} | {R2} | Layanan digital diperluas\n" + "\n".join(
        f"{baris} |" for baris in MPH_KEPALA.strip().splitlines()[1:]
    )
    kepala = (
        SKP_KEPALA
        + "U | Layanan digital diperluas (penugasan dari Bupati) | Layanan daring | 5 | Proses Bisnis\n"
    )
    temuan = satu_temuan(rencana(matriks=matriks, kepala=kepala), "K407")
    assert (temuan.berkas, temuan.sel, temuan.nip) == (MPH_K, "E10", KEPALA)
    assert temuan.kaitan == Rujukan(SKP_K, "SKP", "B14")


def test_K407_kena_rhk_yang_bukan_kolom() -> None:
    kepala = (
        SKP_KEPALA
        + "U | Layanan digital diperluas (penugasan dari Bupati) | Layanan daring | 5 | Proses Bisnis\n"
    )
    temuan = satu_temuan(rencana(kepala=kepala), "K407")
    assert (temuan.berkas, temuan.sel) == (SKP_K, "B14")
    assert temuan.kaitan == Rujukan(MPH_K, "MPH", "C10")


def test_K407_kena_iki_pada_matriks_tingkat_iki() -> None:
    matriks = f"""
nip    | Indeks kepuasan masyarakat | Layanan tepat waktu | Indeks profesionalitas ASN | Serapan anggaran 97%
{ANI}  | Rekomendasi perbaikan layanan loket  |                     |                            |
{BUDI} | Layanan loket tanpa keluhan berulang |                     | Modul pelatihan petugas loket |
{CICI}| | |                     | Laporan serapan anggaran yang akurat
"""
    temuan = satu_temuan(rencana(matriks=matriks), "K407")
    assert (temuan.berkas, temuan.sel, temuan.ditemukan) == (MPH_K, "D10", "Layanan tepat waktu")
    assert temuan.kaitan == Rujukan(SKP_K, "SKP", "C11")


def test_K407_lolos_rhk_bukan_kolom_tetapi_diintervensi() -> None:
    kepala = (
        SKP_KEPALA
        + "U | Layanan digital diperluas (penugasan dari Bupati) | Layanan daring | 5 | Proses Bisnis\n"
    )
    ani = SKP_ANI.replace(R1, "Layanan digital diperluas (penugasan dari Bupati)")
    assert kode_temuan(rencana(kepala=kepala, ani=ani)) == []


def test_K407_lolos_tanpa_skp_atau_tanpa_matriks_pimpinan() -> None:
    assert kode_temuan(konteks([mph(KEPALA, MPH_KEPALA)])) == []
    assert kode_temuan(konteks([skp(KEPALA, SKP_KEPALA)])) == []


# K406, K408, K409, K415


def test_K406_kena_judul_mirip_tanpa_K407() -> None:
    temuan = satu_temuan(rencana(matriks=MPH_KEPALA.replace(R2, "Kapasitas organisasi meninggkat")), "K406")
    assert (temuan.berkas, temuan.sel, temuan.ditemukan) == (MPH_K, "D10", "Kapasitas organisasi meninggkat")
    assert temuan.kaitan == Rujukan(SKP_K, "SKP", "B12")
    assert R2 not in (temuan.seharusnya or "")
    assert "kemiripan" in (temuan.saran or "")


def test_K406_kena_judul_kosong_yang_berisi_peran() -> None:
    isi = ubah(rencana(), MPH_K, **{"kolom[1].judul": None})
    temuan = satu_temuan(isi, "K406")
    assert (temuan.sel, temuan.ditemukan) == ("D10", None)


def test_K406_lolos_tanpa_ekor_penugasan_dan_skp_belum_masuk() -> None:
    matriks = MPH_KEPALA.replace(R1, "1. kepuasan masyarakat meningkat")
    assert kode_temuan(rencana(matriks=matriks)) == []
    assert kode_temuan(konteks([mph(KEPALA, MPH_KEPALA.replace(R1, "Entah"))])) == []


def test_K408_kena_satu_anggota() -> None:
    matriks = MPH_KEPALA.replace("Laporan serapan anggaran yang akurat", "")
    temuan = satu_temuan(tanpa(rencana(matriks=matriks), f"SKP_{CICI}.xlsx"), "K408")
    assert (temuan.berkas, temuan.sel, temuan.nip) == (MPH_K, "A13", CICI)


def test_K408_kena_satu_kali_bila_matriks_belum_diisi() -> None:
    kosong = f"nip | {R1}\n{ANI} | \n{BUDI} | \n"
    temuan = satu_temuan(konteks([mph(KEPALA, kosong)]), "K408")
    assert (temuan.sel, temuan.nip) == ("A11", KEPALA)
    assert "2 anggota" in temuan.pesan


def test_K408_kena_tanpa_K404_untuk_setiap_rencana() -> None:
    """An empty row is one fault, however many RHK its owner has."""
    cici = SKP_CICI + f"U | {R2} | Data antrean loket | Kuantitas | Data | 12 kali\n"
    matriks = MPH_KEPALA.replace("Laporan serapan anggaran yang akurat", "")
    isi = konteks([skp(KEPALA, SKP_KEPALA), skp(CICI, cici), mph(KEPALA, matriks)])
    assert satu_temuan(isi, "K408").nip == CICI


def test_K408_lolos_satu_peran_cukup() -> None:
    assert kode_temuan(konteks([mph(KEPALA, MPH_KEPALA)])) == []


def test_K408_lolos_pegawai_tugas_belajar() -> None:
    """His hasil kerja are his studies, set by dialogue: no leader hands him a peran."""
    belajar = daftar(pegawai_ganti(CICI, tugas_belajar=True))
    matriks = mph(KEPALA, MPH_KEPALA.replace("Laporan serapan anggaran yang akurat", ""))
    assert kode_temuan(konteks([matriks], daftar=belajar)) == []


def test_K408_kena_satu_kali_tidak_menghitung_tugas_belajar() -> None:
    belajar = daftar(pegawai_ganti(CICI, tugas_belajar=True))
    matriks = mph(KEPALA, f"nip | {R1}\n{CICI} | \n{ANI} | \n{BUDI} | \n")
    temuan = satu_temuan(konteks([matriks], daftar=belajar), "K408")
    assert temuan.sel == "A12"
    assert "2 anggota" in temuan.pesan


def test_K408_kena_dengan_saran_yang_dapat_dikerjakan_pada_lembar_terkunci() -> None:
    """The names of a matrix are prefilled and locked: who leaves, leaves the daftar pegawai."""
    matriks = MPH_KEPALA.replace("Laporan serapan anggaran yang akurat", "")
    saran = satu_temuan(tanpa(rencana(matriks=matriks), f"SKP_{CICI}.xlsx"), "K408").saran or ""
    assert "hapus barisnya" not in saran
    assert "daftar pegawai" in saran


def test_K409_kena_tidak_terdaftar() -> None:
    lain = "198801012012011001"
    isi = ubah(
        konteks([mph(KEPALA, MPH_KEPALA)]), MPH_K, **{"anggota[0].nip": lain, "anggota[0].nama": "Dedi"}
    )
    temuan = satu_temuan(isi, "K409")
    assert (temuan.berkas, temuan.sel, temuan.nip, temuan.ditemukan) == (MPH_K, "B11", lain, lain)
    tanpa_nip = ubah(isi, MPH_K, **{"anggota[0].nip": None})
    assert satu_temuan(tanpa_nip, "K409").sel == "A11"


def test_K409_kena_bukan_bawahan_dan_tanpa_tim() -> None:
    milik_ani = mph(ANI, f"nip | {R1}\n{CICI} | Data antrean loket\n")
    temuan = satu_temuan(konteks([milik_ani]), "K409")
    assert (temuan.sel, temuan.nip) == ("A11", CICI)


def test_K409_lolos_bawahan_tidak_langsung_anggota_tim_dan_nip_rusak() -> None:
    milik_ani = mph(ANI, f"nip | {R1}\n{CICI} | Data antrean loket\n")
    assert kode_temuan(konteks([milik_ani], daftar=daftar(pegawai_ganti(CICI, tim="Tim Loket")))) == []
    tidak_langsung = daftar(pegawai_ganti(CICI, atasan=ANI))
    assert kode_temuan(konteks([mph(KEPALA, MPH_KEPALA)], daftar=tidak_langsung)) == []
    rusak = ubah(
        konteks([mph(KEPALA, MPH_KEPALA)]), MPH_K, **{"anggota[0].nip": "1985", "anggota[0].nama": None}
    )
    assert kode_temuan(rusak) == ["I102"]


def test_K415_kena_satu_kali() -> None:
    temuan = satu_temuan(tanpa(rencana(), MPH_K), "K415")
    assert (temuan.berkas, temuan.sel, temuan.nip) == ("pegawai.xlsx", "A2", KEPALA)
    assert "3 SKP" in temuan.pesan
    assert temuan.kaitan == Rujukan(SKP_K, "SKP", "B10")


def test_K415_lolos_bawahan_belum_mengirim_atau_bermatriks_lain() -> None:
    assert kode_temuan(konteks([skp(KEPALA, SKP_KEPALA)])) == []
    milik_ani = f"nip | Rekomendasi perbaikan layanan loket\n{CICI} | Laporan serapan anggaran yang akurat\n"
    isi = konteks(
        [skp(KEPALA, SKP_KEPALA), skp(CICI, SKP_CICI), mph(ANI, milik_ani)],
        daftar=daftar(pegawai_ganti(CICI, tim="Tim Anggaran")),
    )
    assert kode_temuan(isi) == []


def test_penilai_lama_tidak_menimbulkan_K401() -> None:
    """The SKP was made under another leader: that is I108, not a row of K401."""
    lama = orang("196801011990031001", "Joko Susilo", unit="01")
    pegawai = (*PEGAWAI, lama)
    isi = konteks([skp(ANI, SKP_ANI), skp(KEPALA, SKP_KEPALA)], daftar=daftar(pegawai))
    lain = skp(BUDI, SKP_BUDI.replace("U |", "U |"), berkas="lama.xlsx")
    lain = ubah(
        konteks([lain]),
        "lama.xlsx",
        pegawai=identitas(PEGAWAI[1]).__class__(
            nama=lama.nama,
            nip=lama.nip,
            pangkat_golongan="III/b",
            jabatan=lama.jabatan,
            unit_kerja="Dinas Contoh",
        ),
        utama=(
            HasilKerja(
                rencana="Arsip lama tertata",
                rhk_pimpinan=R1,
                iki=(Iki(indikator="Arsip", target="1", aspek="Biaya"),),
            ),
        ),
        tambahan=(),
        **{"dokumen.nip": lama.nip, "dokumen.cap": None},
    ).dokumen[0]
    isi = konteks([*isi.dokumen, lain], daftar=daftar(pegawai))
    isi = ubah(
        isi,
        SKP_A,
        **{
            "penilai.nip": lama.nip,
            "penilai.nama": lama.nama,
            "penilai.pangkat_golongan": "III/b",
            "penilai.jabatan": lama.jabatan,
            "penilai.unit_kerja": "Dinas Contoh",
            "utama[0].rhk_pimpinan": "Arsip lama tertata",
        },
    )
    assert sorted(t.kode for t in periksa(isi) if t.kode != "K415") == ["B016", "I108"]
