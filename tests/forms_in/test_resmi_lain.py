"""Evaluations, dokumen evaluasi, matrix, manual, workblock and lampiran as the sources print them."""

from __future__ import annotations

from skpbook.domain.evaluasi import DokumenEvaluasi, Evaluasi, HasilDinilai, IkiDinilai
from skpbook.domain.mph import BarisMph, KolomMph, Mph
from skpbook.domain.skp import LampiranSkp
from skpbook.domain.strategi import ManualSkp, Workblock, WorkblockSkp
from tests.forms_in.resmi import IDENTITAS, KOP, TANDA_TANGAN, baca, buku, perilaku, satu, sel

SELURUH_CAPAIAN = "ISTIMEWA/ BAIK/ BUTUH PERBAIKAN/ KURANG/ SANGAT KURANG"
SELURUH_RATING = "DIATAS EKSPEKTASI/- SESUAI EKSPEKTASI/- DIBAWAH EKSPEKTASI**"
UMPAN = "UMPAN BALIK BERKELANJUTAN BERDASARKAN BUKTI DUKUNG"
REALISASI = "REALISASI BERDASARKAN BUKTI DUKUNG"
KEPALA = (
    "NO.",
    "RENCANA HASIL KERJA",
    "INDIKATOR KINERJA INDIVIDU",
    "TARGET",
    "PERSPEKTIF",
    REALISASI,
    UMPAN,
)
NOMOR_KOLOM = ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)")


def perilaku_dinilai(umpan: dict[int, str]) -> list[tuple[object, ...]]:
    """The seven values in two rows each, with the feedback in the last column."""
    hasil: list[tuple[object, ...]] = []
    for nomor, teks, *_, label in perilaku():
        nama, _, panduan = str(teks).partition("\n")
        hasil.append((nomor, nama, "", "", label, "", umpan.get(int(str(nomor)), "")))
        hasil.append(("", panduan, "", "", f"harapan {nomor}"))
    return hasil


def test_evaluasi_jpt_kuantitatif_dari_panduan() -> None:
    """Seed 000: PEKAWAI, UMPAK BALIK, page breaks, the whole list still in the rating cell."""
    baris = [
        ("CONTOH EVALUASI KINERJA PEKAWAI",),
        ("DIREKTUR JENDERAL III",),
        ("PENDEKATAN HASIL KERJA KUANTITATIF",),
        ("PERIODE: TRIWULAN I/II/III/IV-AKHIR",),
        KOP,
        ("NO", "PEKAWAI YANG DINILAI", "", "NO", "PEJABAT PENILAI KINERJA"),
        *[(*satu[:4], "INSTANSI" if satu[0] == 5 else satu[4], satu[5]) for satu in IDENTITAS[1:]],
        ("CAPAIAN KINERJA ORGANISASI*",),
        (SELURUH_CAPAIAN,),
        ("POLA DISTRIBUSI:",),
        ("KURVA DISTRIBUSI PREDIKAT KINERJA PEGAWAI DENGAN CAPAIAN KINERJA ORGANISASI BAIK",),
        ("Sangat Kurang", "Kurang/ Misconduct", "Butuh Perbaikan", "Baik", "Sangat Baik"),
        ("HASIL KERJA",),
        (*KEPALA[:6], "UMPAK BALIK BERKELANJUTAN BERDASARKAN BUKTI DUKUNG"),
        NOMOR_KOLOM,
        ("A. UTAMA",),
        (
            1,
            "Meningkatnya layanan",
            "Persentase layanan",
            "61,95%",
            "Penerima Layanan",
            "50%**** berdasarkan penilaian",
            "Pimpinan: cukup baik",
        ),
        ("HASIL KERJA",),
        KEPALA,
        NOMOR_KOLOM,
        (
            5,
            "Terwujudnya reformasi",
            "Nilai RB",
            85,
            "Penguatan Internal",
            "89 berdasarkan KemenPANRB",
            "(umpan balik)***",
        ),
        ("", "", "Nilai AKIP", 85, "Penguatan Internal", "85", ""),
        ("B. TAMBAHAN",),
        (8, "Terlaksananya rencana aksi", "Persentase", 0.8, "Proses Bisnis", "80%", ""),
        ("RATING HASIL KERJA*",),
        (SELURUH_RATING,),
        ("PERILAKU KERJA", "", "", "", "", "", UMPAN),
        *perilaku_dinilai({1: "Pimpinan: ramah\nRekan: cekatan", 7: "Pegawai di bawahnya: terbuka"}),
        ("RATING PERILAKU KERJA*",),
        ("diatas ekspetasi",),
        ("PREDIKAT KINERJA PEGAWAI*",),
        ("KURANG (MISCONDUCT)",),
        (),
        ("", "", "", "", "", "(tempat), (tanggal, bulan, tahun)"),
        ("", "", "", "", "", "Pejabat Penilai Kinerja"),
        ("", "", "", "", "", "(Nama)"),
        ("", "", "", "", "", "(NIP)"),
        ("* pilih salah satu",),
    ]
    lembar = satu(baris, gabung=["B25:B26", "A25:A26", "F23:F23"])
    isi = lembar.isi
    assert isinstance(isi, Evaluasi)
    assert lembar.formulir == "evaluasi-jpt-kuantitatif"
    assert not lembar.hilang
    assert isi.periode == "TRIWULAN I/II/III/IV-AKHIR"
    assert isi.capaian_organisasi == SELURUH_CAPAIAN
    assert isi.penilai.unit_kerja == "Dinas Kesehatan"
    assert isi.utama == (
        HasilDinilai(
            nomor="1",
            rencana="Meningkatnya layanan",
            iki=(
                IkiDinilai(
                    indikator="Persentase layanan",
                    target="61,95%",
                    perspektif="Penerima Layanan",
                    realisasi="50%**** berdasarkan penilaian",
                    umpan_balik="Pimpinan: cukup baik",
                ),
            ),
        ),
        HasilDinilai(
            nomor="5",
            rencana="Terwujudnya reformasi",
            iki=(
                IkiDinilai(
                    indikator="Nilai RB",
                    target="85",
                    perspektif="Penguatan Internal",
                    realisasi="89 berdasarkan KemenPANRB",
                    umpan_balik="(umpan balik)***",
                ),
                IkiDinilai(
                    indikator="Nilai AKIP", target="85", perspektif="Penguatan Internal", realisasi="85"
                ),
            ),
        ),
    )
    assert [satu.rencana for satu in isi.tambahan] == ["Terlaksananya rencana aksi"]
    assert isi.rating_hasil == SELURUH_RATING
    assert (isi.rating_perilaku, isi.predikat) == ("Di Atas Ekspektasi", "Kurang")
    assert isi.perilaku[0].umpan_balik == "Pimpinan: ramah\nRekan: cekatan"
    assert (isi.perilaku[6].ekspektasi, isi.perilaku[6].umpan_balik) == (
        "harapan 7",
        "Pegawai di bawahnya: terbuka",
    )
    assert isi.pengesahan.nama_penilai == "(Nama)"
    assert sel(lembar, "utama[1].iki[1].umpan_balik") == "G26"
    assert sel(lembar, "rating_hasil") == "A30"


def test_evaluasi_kualitatif_dari_panduan() -> None:
    """Seed 000: three columns, the headings again beside B. TAMBAHAN, realisasi once for the whole RHK."""
    ukuran = "Ukuran Keberhasilan/ Indikator Kinerja Individu, Target, dan Perspektif****:"
    baris = [
        ("HASIL EVALUASI KINERJA PEGAWAI",),
        ("PENDEKATAN HASIL KERJA KUALITATIF",),
        ("PERIODE***: TRIWULAN II",),
        KOP,
        *IDENTITAS,
        ("CAPAIAN KINERJA ORGANISASI*",),
        ("baik",),
        ("POLA DISTRIBUSI",),
        ("(diisi dengan gambar pola distribusi)",),
        ("HASIL KERJA", "", "", REALISASI, UMPAN),
        ("A. UTAMA",),
        (
            1,
            f"Mutu naik\n{ukuran}\n- Kalimat satu\n- Kalimat dua",
            "",
            "- Satu tercapai\n- Dua tercapai",
            "Pimpinan: baik",
        ),
        (2, "Aset tertib", "", "", ""),
        ("", ukuran, "", "", ""),
        ("", "- Aset tercatat", "", "tercatat semua", "bagus"),
        ("", "- Aset terawat", "", "terawat 90%", ""),
        ("B. TAMBAHAN", "", "", REALISASI, UMPAN),
        (3, f"Rencana aksi\n{ukuran}\nSelesai tepat waktu", "", "selesai", ""),
        ("RATING HASIL KERJA*",),
        ("SESUAI EKSPEKTASI",),
        ("PERILAKU KERJA", "", "", "", "", "", UMPAN),
        *perilaku_dinilai({2: "jujur"}),
        ("RATING PERILAKU KERJA*",),
        ("Sesuai Ekspektasi",),
        ("PREDIKAT KINERJA PEGAWAI*",),
        ("BAIK",),
        *TANDA_TANGAN,
    ]
    lembar = satu(baris)
    isi = lembar.isi
    assert isinstance(isi, Evaluasi)
    assert lembar.formulir in ("evaluasi-jpt-kualitatif", "evaluasi-jajf-kualitatif")
    assert isi.periode == "TRIWULAN II"
    assert isi.capaian_organisasi == "Baik"
    pertama, kedua = isi.utama
    assert [(iki.indikator, iki.realisasi) for iki in pertama.iki] == [
        ("Kalimat satu", "Satu tercapai"),
        ("Kalimat dua", "Dua tercapai"),
    ]
    assert pertama.umpan_balik == "Pimpinan: baik"
    assert [(iki.indikator, iki.realisasi, iki.umpan_balik) for iki in kedua.iki] == [
        ("Aset tercatat", "tercatat semua", "bagus"),
        ("Aset terawat", "terawat 90%", None),
    ]
    assert (isi.tambahan[0].rencana, isi.tambahan[0].iki[0].indikator) == (
        "Rencana aksi",
        "Selesai tepat waktu",
    )
    assert "selesai" in (isi.tambahan[0].realisasi, isi.tambahan[0].iki[0].realisasi)
    assert isi.perilaku[1].umpan_balik == "jujur"
    assert (isi.rating_hasil, isi.predikat) == ("Sesuai Ekspektasi", "Baik")
    assert isi.pengesahan.tanggal_penilai == "2026-01-02"


def test_evaluasi_jajf_kuantitatif_dengan_relasi() -> None:
    baris = [
        ("EVALUASI KINERJA PEGAWAI",),
        ("PENDEKATAN HASIL KERJA KUANTITATIF",),
        ("PERIODE : AKHIR",),
        KOP,
        *IDENTITAS,
        ("CAPAIAN KINERJA ORGANISASI*", "", "", "ISTIMEWA"),
        (
            "NO",
            "RHK PIMPINAN YANG DIINTERVENSI",
            "RENCANA HASIL KERJA",
            "ASPEK",
            "INDIKATOR KINERJA INDIVIDU",
            "TARGET TAHUNAN",
            "RELASI BERDASARKAN BUKTI DUKUNG",
            "UMPAN BALIK",
        ),
        ("A. UTAMA",),
        (1, "P", "RHK satu", "Kuantitas", "IKI satu", "12 laporan", "11 laporan", "baik"),
        ("RATING HASIL KERJA*", "", "", "di_bawah ekspektasi"),
        ("RATING PERILAKU", "", "", "Sesuai Espektasi"),
        ("PREDIKAT KINERJA", "", "", "Perlu Perbaikan"),
    ]
    lembar = satu(baris)
    isi = lembar.isi
    assert isinstance(isi, Evaluasi)
    assert lembar.formulir == "evaluasi-jajf-kuantitatif"
    assert isi.capaian_organisasi == "Istimewa"
    assert isi.utama[0].iki[0].realisasi == "11 laporan"
    assert (isi.rating_hasil, isi.rating_perilaku) == ("Di Bawah Ekspektasi", "Sesuai Ekspektasi")
    assert isi.predikat == "Butuh Perbaikan"
    assert sel(lembar, "rating_hasil") == "D15"


def test_dokumen_evaluasi_paparan_sulsel() -> None:
    """Seed 002: the period of assessment below its label, five parts, remarks over several rows."""
    baris = [
        ("FORMAT DOKUMEN EVALUASI KINERJA PEGAWAI",),
        ("PERIODE: TRIWULAN I",),
        ("", "", "PERIODE PENILAIAN:"),
        ("PEMERINTAH PROVINSI CONTOH", "", "1 JANUARI SD 31 DESEMBER TAHUN 2026"),
        ("1. PEGAWAI YANG DINILAI",),
        ("", "NAMA", ": Budi"),
        ("", "NIP", ": 199001012015011001"),
        ("", "PANGKAT/GOL RUANG", ":", "III/b"),
        ("", "JABATAN", ":", "NIP"),
        ("", "UNIT KERJA", ":", "Dinas"),
        ("2. PEJABAT PENILAI KINERJA",),
        ("", "NAMA", ":", "Siti"),
        ("", "NIP", ":"),
        ("", "PANGKAT/GOL RUANG", ":"),
        ("", "JABATAN", ":", "Kepala Dinas"),
        ("", "UNIT KERJA", ":", "Dinas"),
        ("3. ATASAN PEJABAT PENILAI KINERJA",),
        ("", "NAMA", ":", "Gubernur"),
        ("", "NIP", ":"),
        ("", "PANGKAT/GOL RUANG", ":"),
        ("", "JABATAN", ":", "Gubernur"),
        ("", "UNIT KERJA", ":", "Provinsi Contoh"),
        ("4. EVALUASI KINERJA",),
        ("", "CAPAIAN KINERJA ORGANISASI", ":", "Istimewa"),
        ("", "PREDIKAT KINERJA PEGAWAI", ":", "sangat baik"),
        ("5. CATATAN/REKOMENDASI",),
        ("Pertahankan.",),
        ("Diusulkan masuk talent pool, 2 tahun berturut-turut.",),
        (),
        ("(tempat), (tanggal, bulan, tahun)", "", "", "Makassar, 15 April 2026"),
        ("Pegawai yang Dinilai", "", "", "Pejabat Penilai Kinerja"),
        (),
        ("Budi", "", "", "Siti"),
        ("199001012015011001", "", "", "NIP -"),
    ]
    lembar = satu(baris)
    isi = lembar.isi
    assert isinstance(isi, DokumenEvaluasi)
    assert lembar.formulir == "dokumen-evaluasi"
    assert not lembar.hilang
    assert (isi.instansi, isi.periode) == ("PEMERINTAH PROVINSI CONTOH", "TRIWULAN I")
    assert isi.periode_penilaian == "1 JANUARI SD 31 DESEMBER TAHUN 2026"
    assert (isi.pegawai.nama, isi.pegawai.nip, isi.pegawai.jabatan) == ("Budi", "199001012015011001", "NIP")
    assert (isi.penilai.nama, isi.penilai.nip, isi.penilai.unit_kerja) == ("Siti", None, "Dinas")
    assert (isi.atasan_penilai.nama, isi.atasan_penilai.jabatan) == ("Gubernur", "Gubernur")
    assert (isi.capaian_organisasi, isi.predikat) == ("Istimewa", "Sangat Baik")
    assert isi.catatan == "Pertahankan.\nDiusulkan masuk talent pool, 2 tahun berturut-turut."
    assert (isi.pengesahan.tempat_penilai, isi.pengesahan.tanggal_penilai) == ("Makassar", "2026-04-15")
    assert isi.pengesahan.tempat_pegawai == "(tempat)"
    assert (isi.pengesahan.nama_pegawai, isi.pengesahan.nip_pegawai) == ("Budi", "199001012015011001")
    assert (sel(lembar, "catatan"), sel(lembar, "penilai.nip")) == ("A27", "D13")
    assert sel(lembar, "atasan_penilai.jabatan") == "D21"


MATRIKS = "INTERMEDIATE OUTCOME/PRODUK DAN/ATAU LAYANAN TIM KERJA PADA UNIT KERJA"


def test_mph_paparan_ntt() -> None:
    """Seed 001: name and jabatan in one cell, two peran hasil in a cell, N/A; NIP among the name's lines."""
    baris = [
        ("MATRIK PERAN HASIL",),
        ("INSTANSI", "Pemprov Contoh"),
        ("UNIT KERJA", "Dinas PU"),
        (),
        ("NAMA DAN JABATAN", MATRIKS),
        ("Ir. Bagus\nNIP. 19700505 199503 1 002\nKepala Bidang", "IKI 1", "IKI 2", "IKI 3"),
        ("Budi Santoso\nAnalis", "Peran A\nPeran B", "- Peran C panjang\n  sekali\n- Peran D", "N/A"),
        ("Siti Rahma", "x", "N/A", "Peran E yang panjang\ndan bersambung"),
    ]
    lembar = satu(baris, gabung=["B5:D5"])
    isi = lembar.isi
    assert isinstance(isi, Mph)
    assert lembar.hilang == ("PERIODE PENILAIAN:",)
    assert (isi.instansi, isi.unit_kerja) == ("Pemprov Contoh", "Dinas PU")
    assert isi.pimpinan == BarisMph(nama="Ir. Bagus", nip="197005051995031002", jabatan="Kepala Bidang")
    assert isi.kolom == (KolomMph(judul="IKI 1"), KolomMph(judul="IKI 2"), KolomMph(judul="IKI 3"))
    assert isi.anggota == (
        BarisMph(
            nama="Budi Santoso",
            jabatan="Analis",
            peran=(("Peran A", "Peran B"), ("Peran C panjang sekali", "Peran D"), ()),
        ),
        BarisMph(nama="Siti Rahma", peran=((), (), ("Peran E yang panjang\ndan bersambung",))),
    )
    assert (sel(lembar, "anggota[0].peran[1][1]"), sel(lembar, "anggota[1].peran[0]")) == ("C7", "B8")
    assert sel(lembar, "pimpinan.nip") == "A6"


def test_mph_dengan_kolom_nip_dan_jabatan_sendiri() -> None:
    baris = [
        ("MATRIKS PEMBAGIAN PERAN DAN HASIL",),
        ("NO", "PEGAWAI", "NIP", "JABATAN", "OUTCOME ANTARA/OUTPUT/LAYANAN", ""),
        ("", "Ir. Bagus", "197005051995031002", "Kepala Bidang", "RHK 1", "RHK 2"),
        (1, "Budi", "199001012015011001", "Analis", "Peran A", ""),
        ("", "", "", "", "Peran B", "Peran C"),
        (2, "Siti", "'199201012015012001", "Arsiparis", "", "Peran D"),
        (),
        ("", "", "", "", "", "Kupang, 2 Januari 2026"),
        ("", "", "", "", "", "Kepala Dinas"),
    ]
    lembar = satu(baris)
    isi = lembar.isi
    assert isinstance(isi, Mph)
    assert isi.pimpinan == BarisMph(nama="Ir. Bagus", nip="197005051995031002", jabatan="Kepala Bidang")
    assert isi.anggota == (
        BarisMph(
            nama="Budi",
            nip="199001012015011001",
            jabatan="Analis",
            peran=(("Peran A", "Peran B"), ("Peran C",)),
        ),
        BarisMph(nama="Siti", nip="'199201012015012001", jabatan="Arsiparis", peran=((), ("Peran D",))),
    )


def test_beberapa_matriks_pada_satu_lembar() -> None:
    kepala = ("NAMA DAN JABATAN", MATRIKS)
    baris = [
        ("MATRIKS PERAN HASIL",),
        ("UNIT KERJA", "Dinas PU"),
        kepala,
        ("Kepala Dinas", "IKI 1", "IKI 2"),
        ("Budi", "Peran A", "N/A"),
        kepala,
        ("Kepala Dinas", "IKI 1", "IKI 2"),
        ("Siti", "N/A", "Peran B"),
        (),
        ("MATRIKS PERAN HASIL KETUA TIM",),
        kepala,
        ("Budi", "RHK 1", "RHK 2", "RHK 3"),
        ("Joko", "Peran C", "", "Peran D"),
        (),
        kepala,
        ("Siti", "RHK 9"),
        ("Rina", "Peran Z"),
    ]
    semua = baca(buku({"MPH": baris})).lembar
    isi = [satu.isi for satu in semua]
    assert [satu.formulir for satu in semua] == ["mph", "mph", "mph"]
    assert [matriks.pimpinan.nama for matriks in isi if isinstance(matriks, Mph)] == [
        "Kepala Dinas",
        "Budi",
        "Siti",
    ]
    assert [[orang.nama for orang in matriks.anggota] for matriks in isi if isinstance(matriks, Mph)] == [
        ["Budi", "Siti"],
        ["Joko"],
        ["Rina"],
    ]
    assert all(isinstance(matriks, Mph) and matriks.unit_kerja == "Dinas PU" for matriks in isi)
    assert isinstance(isi[1], Mph)
    assert isi[1].anggota[0].peran == (("Peran C",), (), ("Peran D",))
    assert sel(semua[1], "anggota[0].peran[2][0]") == "D13"
    assert sel(semua[2], "unit_kerja") == "B2"


def test_manual_dari_panduan_dengan_label_terbelah() -> None:
    """Seed 000: "RENCANA KERJA" and "HASIL" in two cells; definition and formula in one cell below their
    labels.
    """
    baris = [
        ("MANUAL INDIKATOR KINERJA SKP PEJABAT PIMPINAN TINGGI DAN PIMPINAN UNIT KERJA MANDIRI",),
        ("(NAMA INSTANSI)", "", "PERIODE PENILAIAN: JANUARI SD ... DESEMBER TAHUN"),
        ("RENCANA KERJA", "HASIL", "Tersusunnya revisi UU"),
        ("UKURAN KEBERHASILAN/ INDIKATOR KINERJA", "", "Indeks penyelesaian"),
        ("TUJUAN", "", "Menghitung tingkat penyelesaian"),
        ("DESKRIPSI", "Definisi", "Indeks penyelesaian adalah"),
        ("", "Formula (opsional bagi pendekatan hasil kerja kualitatif)", "100: selesai\n90: harmonisasi"),
        ("SATUAN PENGUKURAN (opsional bagi pendekatan hasil kerja kualitatif)", "", "Nilai"),
        ("KUALITAS DAN TINGKAT KENDALI", "", "() Outcome", "( ) Outcome Antara", "(X) Output kendali rendah"),
        ("SUMBER DATA", "", "Laporan Inspektorat"),
        ("PERIODE PELAPORAN", "", "() Bulanan", "() Triwulanan"),
        ("", "", "() Semesteran", "(x) Tahunan"),
        (),
        ("RENCANA HASIL KERJA", "", "RHK dua"),
        ("UKURAN KEBERHASILAN/ INDIKATOR KINERJA DAN TARGET", "", "IKI dua"),
        ("TUJUAN", "", ""),
        (
            "DESKRIPSI",
            "",
            "Definisi\nadalah ini\nFormula (opsional bagi pendekatan hasil kerja kualitatif)\na / b",
        ),
        ("KUALITAS DAN TINGKAT KENDALI", "", "[v] Outcome", "Outcome Antara", "Output kendali rendah"),
        ("SUMBER DATA", "", ""),
        ("PERIODE PELAPORAN", "", "( ) Bulanan", "(√) Triwulanan", "(X) Semesteran", "( ) Tahunan"),
    ]
    lembar = satu(baris)
    isi = lembar.isi
    assert isinstance(isi, ManualSkp)
    assert lembar.formulir == "manual-indikator"
    satu_, dua = isi.manual
    assert (satu_.rencana, satu_.indikator) == ("Tersusunnya revisi UU", "Indeks penyelesaian")
    assert (satu_.definisi, satu_.formula) == ("Indeks penyelesaian adalah", "100: selesai\n90: harmonisasi")
    assert (satu_.satuan, satu_.sumber_data) == ("Nilai", "Laporan Inspektorat")
    assert (satu_.kendali, satu_.pelaporan) == (("Output kendali rendah",), ("Tahunan",))
    assert (dua.rencana, dua.indikator, dua.tujuan) == ("RHK dua", "IKI dua", None)
    assert (dua.definisi, dua.formula) == ("adalah ini", "a / b")
    assert (dua.kendali, dua.pelaporan) == (("Outcome",), ("Triwulanan", "Semesteran"))
    assert (sel(lembar, "manual[0].rencana"), sel(lembar, "manual[1].formula")) == ("C3", "C17")
    assert sel(lembar, "manual[0].kendali") == "C9"


def test_workblock_formulir_dan_contoh_panduan() -> None:
    """Seed 000: the labels of FORMAT A.1.4 and those of its filled example; numbers go on from rutin."""
    baris = [
        ("FORMAT A.1.4",),
        ("WORKBLOCK UNTUK IDENTIFIKASI STRATEGI PENCAPAIAN HASIL KERJA",),
        (
            "JUDUL INISIATIF STRATEGI PENCAPAIAN IKU",
            "Pemanfaatan SIMBG",
            "INTERVENSI TERHADAP UKURAN KEBERHASILAN/ INDIKATOR KINERJA INDIVIDU DAN TARGET",
            "30% Pemda",
        ),
        ("PEMILIK STRATEGI", "Direktur II", "PIHAK-PIHAK YANG TERLIBAT", "Kominfo, BSSN"),
        ("WAKTU PENYELESAIAN", "12 Bulan", "PENERIMA MANFAAT", "Pemda"),
        ("TUJUAN", "Untuk mengetahui penerapan", "ANGGARAN", ""),
        ("STRATEGI (KEY ACTIVITIES)",),
        ("A. RUTIN",),
        (1, "Meningkatkan kepuasan"),
        ("B. TRANSFORMATIF",),
        (2, "Meningkatkan jumlah"),
        ("", "bangunan ber-SLF"),
        ("3.", "1. Meningkatkan mutu"),
        ("KELUARAN KUNCI (KEY MILESTONE)",),
        ("A. RUTIN",),
        ("1. Respons yang cepat",),
        ("B. TRANSFORMATIF",),
        ("2. Tersedianya aplikasi",),
        ("3. 12 kota terlayani",),
        ("4.",),
    ]
    lembar = satu(baris)
    isi = lembar.isi
    assert isinstance(isi, WorkblockSkp)
    assert isi.workblock == (
        Workblock(
            judul="Pemanfaatan SIMBG",
            indikator_diintervensi="30% Pemda",
            pemilik="Direktur II",
            pihak_terlibat="Kominfo, BSSN",
            waktu_penyelesaian="12 Bulan",
            penerima_manfaat="Pemda",
            tujuan="Untuk mengetahui penerapan",
            strategi_rutin=("Meningkatkan kepuasan",),
            strategi_transformatif=("Meningkatkan jumlah\nbangunan ber-SLF", "1. Meningkatkan mutu"),
            keluaran_rutin=("Respons yang cepat",),
            keluaran_transformatif=("Tersedianya aplikasi", "12 kota terlayani"),
        ),
    )
    assert sel(lembar, "workblock[0].keluaran_transformatif[1]") == "A19"


def test_lampiran_dengan_urutan_lain() -> None:
    baris = [
        ("LAMPIRAN SASARAN KINERJA PEGAWAI",),
        KOP,
        *IDENTITAS,
        ("KONSEKUENSI",),
        (1, "Mendapat penghargaan"),
        (2, "- Pembinaan\n- Konseling"),
        ("DUKUNGAN SUMBER DAYA",),
        ("1. Laptop",),
        ("2. Anggaran 12 juta",),
        ("SKEMA PERTANGGUNGJAWABAN",),
        ("Laporan bulanan",),
        *TANDA_TANGAN,
    ]
    lembar = satu(baris)
    isi = lembar.isi
    assert isinstance(isi, LampiranSkp)
    assert isi.konsekuensi == ("Mendapat penghargaan", "Pembinaan", "Konseling")
    assert isi.dukungan_sumber_daya == ("Laptop", "Anggaran 12 juta")
    assert isi.skema_pertanggungjawaban == ("Laporan bulanan",)
    assert isi.pengesahan.nama_pegawai == "Budi Santoso, S.E."
