"""S201-S207, S210, S212, S217, S220: the SKP by itself."""

from __future__ import annotations

import msgspec
import pytest

from skpbook.checks.isian import contoh_formulir
from skpbook.checks.jalankan import periksa
from skpbook.domain.pegawai import Pendekatan
from skpbook.domain.skp import HasilKerja, Iki, PerilakuKerja
from skpbook.domain.tempat import Tempat

from .bangun import (
    ANI,
    BUDI,
    KEPALA,
    LAMPIRAN,
    PEGAWAI,
    R1,
    SKP_KEPALA,
    dokumen,
    identitas,
    kode_temuan,
    konteks,
    satu_temuan,
    skp,
    tambah,
    ubah,
)

SKP_F = f"SKP_{ANI}.xlsx"
SKP_K = f"SKP_{KEPALA}.xlsx"


def skp_kepala(teks: str, **ganti: object):
    """The head's SKP alone: rules about it with no cascade around."""
    return konteks([skp(KEPALA, teks, **ganti)])


# S201-S204


def test_S201_kena_hanya_tambahan() -> None:
    temuan = satu_temuan(skp_kepala(SKP_KEPALA.replace("\nU |", "\nT |")), "S201")
    assert (temuan.berkas, temuan.lembar, temuan.sel) == (SKP_K, "SKP", "A10")


def test_S201_lolos_satu_utama_cukup() -> None:
    utama, _, tambahan = SKP_KEPALA.partition("\nU | Kapasitas")
    assert kode_temuan(skp_kepala(f"{utama}\nT | Kapasitas{tambahan}")) == []


def test_S202_kena_rhk_kosong_pada_baris_pertama() -> None:
    temuan = satu_temuan(skp_kepala(SKP_KEPALA.replace(R1, " ")), "S202")
    assert (temuan.sel, temuan.nip) == ("B10", KEPALA)


def test_S202_kena_tanpa_K401_untuk_rhk_pimpinan_yang_juga_kosong() -> None:
    rhk = HasilKerja(iki=(Iki(indikator="Lama penyusunan", target="10 hari", aspek="Waktu"),))
    isi = ubah(konteks(), SKP_F, **{"utama[1]": rhk})
    isi = ubah(isi, f"EVALUASI_{ANI}_2026-TW1.xlsx", **{"dokumen.periode": "2026-TW1"})
    tempat = dict(isi.dokumen[1].tempat)
    tempat |= {"utama[1].rhk_pimpinan": Tempat("SKP", "B12"), "utama[1].rencana": Tempat("SKP", "C12")}
    assert satu_temuan(ubah(isi, SKP_F, **{"dokumen.tempat": tempat}), "S202").sel == "C12"


def test_S202_lolos_baris_lanjutan_tanpa_rhk() -> None:
    assert kode_temuan(skp_kepala(SKP_KEPALA)) == []


def test_S203_kena_rhk_tanpa_indikator() -> None:
    rencana = "Layanan digital diperluas (penugasan dari Bupati)"
    temuan = satu_temuan(skp_kepala(SKP_KEPALA + f"U | {rencana} | | | \n"), "S203")
    assert (temuan.sel, temuan.ditemukan) == ("C14", rencana)


def test_S203_kena_baris_bertarget_tanpa_indikator() -> None:
    temuan = satu_temuan(skp_kepala(SKP_KEPALA.replace("Layanan tepat waktu", " ")), "S203")
    assert temuan.sel == "C11"


def test_S203_lolos_kualitatif_dengan_satu_ukuran() -> None:
    kalimat = "Layanan selesai tepat waktu (Perspektif Proses Bisnis)"
    teks = SKP_KEPALA + f"U | Layanan digital diperluas (penugasan dari Bupati) | {kalimat} | | \n"
    assert kode_temuan(skp_kepala(teks, pendekatan=Pendekatan.KUALITATIF)) == []


def test_S204_kena_target_strip() -> None:
    temuan = satu_temuan(skp_kepala(SKP_KEPALA.replace("| 95%", "| -")), "S204")
    assert (temuan.sel, temuan.ditemukan) == ("D11", "-")


def test_S204_lolos_kualitatif_tanpa_target() -> None:
    teks = SKP_KEPALA.replace("| 95%", "| ")
    assert kode_temuan(skp_kepala(teks, pendekatan=Pendekatan.KUALITATIF)) == []


# S205-S207


@pytest.mark.parametrize("tertulis", ["Efektivitas", None])
def test_S205_kena(tertulis: str | None) -> None:
    temuan = satu_temuan(ubah(konteks(), SKP_F, **{"utama[0].iki[1].aspek": tertulis}), "S205")
    assert (temuan.sel, temuan.ditemukan) == ("D11", tertulis)


def test_S205_lolos_ejaan_lain_dan_kualitatif() -> None:
    assert kode_temuan(ubah(konteks(), SKP_F, **{"utama[0].iki[1].aspek": "WAKTU "})) == []
    isi = ubah(
        konteks(), SKP_F, **{"utama[0].iki[1].aspek": None, "dokumen.pendekatan": Pendekatan.KUALITATIF}
    )
    assert "S205" not in kode_temuan(isi)


def test_S206_kena_perspektif_asing_tanpa_S207() -> None:
    temuan = satu_temuan(skp_kepala(SKP_KEPALA.replace("| Anggaran", "| Keuangan Negara")), "S206")
    assert (temuan.sel, temuan.ditemukan) == ("E13", "Keuangan Negara")


def test_S206_kena_kalimat_kualitatif_tanpa_perspektif() -> None:
    isi = ubah(
        skp_kepala(SKP_KEPALA, pendekatan=Pendekatan.KUALITATIF),
        SKP_K,
        **{"utama[0].iki[1].perspektif": None},
    )
    assert satu_temuan(isi, "S206").sel == "E11"


def test_S206_lolos_perspektif_di_akhir_kalimat() -> None:
    isi = ubah(
        skp_kepala(SKP_KEPALA, pendekatan=Pendekatan.KUALITATIF),
        SKP_K,
        **{
            "utama[0].iki[1].perspektif": None,
            "utama[0].iki[1].indikator": "Layanan tepat waktu (Perspektif: Proses Bisnis).",
        },
    )
    assert kode_temuan(isi) == []


def test_S207_kena_perspektif_yang_hilang() -> None:
    temuan = satu_temuan(skp_kepala(SKP_KEPALA.replace("| Anggaran", "| Proses Bisnis")), "S207")
    assert temuan.sel == "E10"
    assert "Anggaran" in temuan.pesan
    assert temuan.ditemukan == "Penerima Layanan, Proses Bisnis, Penguatan Internal"


def test_S207_lolos_tersebar_di_utama_dan_tambahan() -> None:
    utama, _, tambahan = SKP_KEPALA.partition("\nU | Kapasitas")
    assert kode_temuan(skp_kepala(f"{utama}\nT | Kapasitas{tambahan}")) == []


# S210


@pytest.mark.parametrize(
    ("tertulis", "kata"),
    [
        (None, "belum diisi"),
        ("tahun ini", "tidak terbaca"),
        ("31 DESEMBER SD 1 JANUARI TAHUN 2026", "sesudah"),
        ("1 JULI 2026 SD 30 JUNI 2027", "melewati tahun"),
    ],
)
def test_S210_kena(tertulis: str | None, kata: str) -> None:
    isi = ubah(skp_kepala(SKP_KEPALA), SKP_K, periode_penilaian=tertulis)
    temuan = satu_temuan(isi, "S210")
    assert (temuan.sel, temuan.ditemukan) == ("E2", tertulis)
    assert kata in temuan.pesan


def test_S210_kena_bertumpang_tindih_dengan_kaitan() -> None:
    kedua = skp(KEPALA, SKP_KEPALA, berkas="SKP_baru.xlsx")
    isi = ubah(
        tambah(skp_kepala(SKP_KEPALA), kedua), "SKP_baru.xlsx", periode_penilaian="1 Juli sd 31 Desember 2026"
    )
    temuan = satu_temuan(isi, "S210")
    assert (temuan.berkas, temuan.sel) == ("SKP_baru.xlsx", "E2")
    assert temuan.kaitan is not None
    assert (temuan.kaitan.berkas, temuan.kaitan.sel) == (SKP_K, "E2")


def test_S210_lolos_dua_skp_bersambung() -> None:
    isi = tambah(skp_kepala(SKP_KEPALA), skp(KEPALA, SKP_KEPALA, berkas="SKP_baru.xlsx"))
    isi = ubah(isi, SKP_K, periode_penilaian="1 Januari s.d. 30 Juni 2026")
    isi = ubah(isi, "SKP_baru.xlsx", periode_penilaian="1 Juli 2026 s/d 31 Desember 2026")
    assert kode_temuan(isi) == []


def test_S210_lolos_skp_plt_di_samping_skp_definitif() -> None:
    isi = tambah(skp_kepala(SKP_KEPALA), skp(KEPALA, SKP_KEPALA, berkas="SKP_plt.xlsx"))
    isi = ubah(isi, "SKP_plt.xlsx", **{"pegawai.jabatan": "Plt. Sekretaris Daerah"})
    assert "S210" not in kode_temuan(isi)


# S212


def test_S212_kena_nilai_asing_tanpa_menyebut_yang_hilang() -> None:
    isi = ubah(skp_kepala(SKP_KEPALA), SKP_K, **{"perilaku[1].nilai": "Integritas"})
    temuan = satu_temuan(isi, "S212")
    assert (temuan.sel, temuan.ditemukan) == ("A16", "Integritas")


def test_S212_kena_panduan_diubah() -> None:
    isi = ubah(skp_kepala(SKP_KEPALA), SKP_K, **{"perilaku[1].panduan": "Jujur"})
    temuan = satu_temuan(isi, "S212")
    assert (temuan.sel, temuan.ditemukan) == ("B16", "Jujur")
    assert "kewenangan jabatan" in (temuan.seharusnya or "")


def test_S212_kena_baris_hilang_dan_semua_hilang() -> None:
    isi = skp_kepala(SKP_KEPALA)
    enam = isi.dokumen[0].isi.perilaku[:6]
    temuan = satu_temuan(ubah(isi, SKP_K, perilaku=enam), "S212")
    assert temuan.sel == "A15"
    assert "Kolaboratif" in temuan.pesan
    assert satu_temuan(ubah(isi, SKP_K, perilaku=()), "S212").ditemukan is None


def test_S212_kena_nilai_ganda() -> None:
    isi = skp_kepala(SKP_KEPALA)
    ganda = (*isi.dokumen[0].isi.perilaku, PerilakuKerja(nilai="AKUNTABEL"))
    assert "dua kali" in satu_temuan(ubah(isi, SKP_K, perilaku=ganda), "S212").pesan


def test_S212_kena_satu_kali_per_lembar() -> None:
    """Seven rows from another form are one cause."""
    isi = skp_kepala(SKP_KEPALA)
    semua = isi.dokumen[0].isi.perilaku
    tanpa_panduan = tuple(msgspec.structs.replace(baris, panduan=None) for baris in semua)
    temuan = satu_temuan(ubah(isi, SKP_K, perilaku=tanpa_panduan), "S212")
    assert (temuan.sel, temuan.ditemukan) == ("B15", None)
    assert "panduan Berorientasi Pelayanan, Akuntabel" in temuan.pesan
    campur = {
        "perilaku[1].nilai": "Integritas",
        "perilaku[3].panduan": "Rukun",
        "perilaku[5].panduan": "Cepat",
    }
    temuan = satu_temuan(ubah(isi, SKP_K, **campur), "S212")
    assert (temuan.sel, temuan.ditemukan) == ("A16", "Integritas")
    assert temuan.pesan == (
        "Perilaku kerja berbeda dari formulir: “Integritas” bukan nilai BerAKHLAK; "
        "panduan Harmonis, Adaptif diubah."
    )


def test_S212_lolos_singkatan_dan_bernomor() -> None:
    loyal = (
        "- Memegang teguh ideologi Pancasila, Undang-Undang Dasar Negara Republik Indonesia Tahun 1945, "
        "setia kepada Negara Kesatuan Republik Indonesia serta pemerintahan yang sah\n- Menjaga nama baik "
        "sesama ASN, Pimpinan, Instansi, dan Negara\n- Menjaga rahasia jabatan dan negara"
    )
    isi = ubah(
        skp_kepala(SKP_KEPALA),
        SKP_K,
        **{
            "perilaku[0].nilai": "1. BERORIENTASI PELAYANAN",
            "perilaku[4].panduan": loyal.replace("setia kepada", "setia pada"),
        },
    )
    assert kode_temuan(isi) == []


# S217, S220


@pytest.mark.parametrize(
    "teks",
    [
        "(hasil yang diharapkan disertai dengan Jabatan Pimpinan/ Tim Kerja yang memberikan penugasan)",
        "Rencana Hasil Kerja Utama 1",
        "Rencana Hasil Kerja Utama 1 (diisi dengan rencana hasil kerja sesuai matriks peran dan hasil)",
        "IKI 1.1",
        "Target 1.1",
        "…..",
        "- ….......",
        "______",
        "(tempat), (tanggal, bulan, tahun)",
        "(NAMA INSTANSI)",
        "Kepuasan masyarakat (penugasan dari …)",
        "PERIODE PENILAIAN: … JANUARI SD … DESEMBER TAHUN …",
    ],
)
def test_S217_contoh_dikenali(teks: str) -> None:
    assert contoh_formulir(teks)


@pytest.mark.parametrize(
    "teks",
    [
        "Laporan kinerja triwulan I",
        "Target 90",
        "Menyusun rencana, memantau, dst...",
        "12 laporan (tempat kerja)",
        "-",
        "3,5 dari skala 5",
        "Rencana hasil kerja pimpinan tersampaikan",
        "Dr. Ir. H. Ahmad",
    ],
)
def test_S217_bukan_contoh(teks: str) -> None:
    assert not contoh_formulir(teks)


def test_S217_kena_tanpa_aturan_lain_pada_sel_itu() -> None:
    isi = ubah(skp_kepala(SKP_KEPALA), SKP_K, **{"utama[0].iki[0].target": "....."})
    assert satu_temuan(isi, "S217").sel == "D10"
    isi = ubah(skp_kepala(SKP_KEPALA), SKP_K, periode_penilaian="… JANUARI SD … DESEMBER TAHUN …")
    assert satu_temuan(isi, "S217").sel == "E2"


def test_S217_kena_pada_lampiran() -> None:
    isi = msgspec.structs.replace(
        LAMPIRAN,
        pegawai=identitas(PEGAWAI[1]),
        penilai=identitas(PEGAWAI[0]),
        dukungan_sumber_daya=("Dua petugas", "...................."),
    )
    sel = {"dukungan_sumber_daya[1]": Tempat("Lampiran", "B12")}
    temuan = satu_temuan(konteks([dokumen("L.xlsx", isi, sel, lembar="Lampiran")]), "S217")
    assert (temuan.sel, temuan.ditemukan) == ("B12", "....................")


def test_S217_kena_satu_kali_untuk_satu_sel() -> None:
    """Dots of several bullets, or of a cell merged over several RHK, are one cell to mend."""
    titik = Iki(indikator="- ….......", perspektif="Proses Bisnis", target="1")
    isi = ubah(skp_kepala(SKP_KEPALA), SKP_K, **{"utama[1].iki": (titik, titik, titik)})
    tempat = dict(isi.dokumen[0].tempat)
    tempat |= {f"utama[1].iki[{i}].indikator": Tempat("SKP", "C12") for i in range(3)}
    isi = ubah(isi, SKP_K, **{"dokumen.tempat": tempat})
    assert [(t.sel, t.ditemukan) for t in periksa(isi, {"S217"})] == [("C12", "- ….......")]


def test_S217_kena_satu_kali_untuk_kepala_yang_sama_pada_lembar_sebuku() -> None:
    """The header that every sheet of a workbook repeats is told where it stands first."""
    periode = "PERIODE PENILAIAN: … JANUARI SD … DESEMBER TAHUN …"
    sel = {"periode_penilaian": Tempat("Lampiran", "E2"), "konsekuensi[0]": Tempat("Lampiran", "B30")}
    lampiran = msgspec.structs.replace(
        LAMPIRAN,
        pegawai=identitas(PEGAWAI[0]),
        penilai=skp_kepala(SKP_KEPALA).dokumen[0].isi.penilai,
        periode_penilaian=periode,
        konsekuensi=("......",),
    )
    isi = ubah(skp_kepala(SKP_KEPALA), SKP_K, periode_penilaian=periode)
    isi = tambah(isi, dokumen(SKP_K, lampiran, sel, lembar="Lampiran", nip=KEPALA))
    assert {(t.lembar, t.sel) for t in periksa(isi, {"S217"})} == {("SKP", "E2"), ("Lembar", "B30")}


def test_S217_lolos_isi_biasa() -> None:
    nilai = {
        "utama[0].rencana": "Arsip tertata, mudah dicari, dst... (penugasan dari Bupati)",
        "utama[0].iki[0].target": "Target 90",
    }
    assert kode_temuan(ubah(skp_kepala(SKP_KEPALA), SKP_K, **nilai)) == []


def test_S220_kena_aspek_utuh_tanpa_S205() -> None:
    isi = ubah(konteks(), SKP_F, **{"utama[0].iki[0].aspek": "Kuantitas/ Kualitas/ Waktu/ Biaya"})
    temuan = satu_temuan(isi, "S220")
    assert (temuan.sel, temuan.ditemukan) == ("D10", "Kuantitas/ Kualitas/ Waktu/ Biaya")


def test_S220_kena_rating_utuh_pada_evaluasi() -> None:
    berkas = f"EVALUASI_{BUDI}_2026-TW1.xlsx"
    utuh = "DIATAS EKSPEKTASI/ SESUAI EKSPEKTASI/ DIBAWAH EKSPEKTASI"
    assert satu_temuan(ubah(konteks(), berkas, rating_hasil=utuh), "S220").periode == "2026-TW1"


def test_S220_kena_perspektif_utuh_tanpa_S206() -> None:
    utuh = "(Penerima Layanan/ Proses Bisnis/ Penguatan Internal/ Anggaran)"
    isi = ubah(skp_kepala(SKP_KEPALA), SKP_K, **{"utama[1].iki[1].perspektif": utuh})
    assert satu_temuan(isi, "S220").sel == "E13"


def test_S220_lolos_satu_dipilih() -> None:
    assert kode_temuan(konteks()) == []
