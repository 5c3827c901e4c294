"""SKP forms as the BKN guide and the BKD decks print them, typed by hand in the ways people do."""

from __future__ import annotations

from skpbook.domain.skp import HasilKerja, Iki, Skp
from tests.forms_in.resmi import IDENTITAS, KOP, TANDA_TANGAN, perilaku, satu, sel

JUDUL_JAJF = (
    ("SASARAN KINERJA PEGAWAI",),
    ("PENDEKATAN HASIL KERJA KUANTITATIF",),
    ("BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL",),
)
KEPALA_JAJF = (
    "NO.",
    "RENCANA HASIL KERJA ATASAN YANG DIINTERVENSI",
    "RENCANA HASIL KERJA",
    "ASPEK",
    "INDIKATOR KINERJA INDIVIDU",
    "TARGET",
)
NOMOR_KOLOM = ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)")
JUDUL_KUALITATIF = (JUDUL_JAJF[0], ("PENDEKATAN HASIL KERJA KUALITATIF",), JUDUL_JAJF[2])
UKURAN = "Ukuran keberhasilan/ indikator kinerja individu dan Target:"
UKURAN_JPT = "Ukuran Keberhasilan/ Indikator Kinerja Individu, Target, dan Perspektif:"


def kuantitatif(*baris: tuple[object, ...]) -> list[tuple[object, ...]]:
    return [
        *JUDUL_JAJF,
        KOP,
        *IDENTITAS,
        KEPALA_JAJF,
        NOMOR_KOLOM,
        *baris,
        ("PERILAKU KERJA*",),
        *perilaku(),
        *TANDA_TANGAN,
    ]


def rhk(pimpinan: str, rencana: str, *iki: tuple[str, str, str], nomor: str | None = "1") -> HasilKerja:
    return HasilKerja(
        nomor=nomor,
        rencana=rencana,
        rhk_pimpinan=pimpinan,
        iki=tuple(Iki(aspek=aspek, indikator=nama, target=target) for aspek, nama, target in iki),
    )


def test_jpt_kuantitatif_paparan_sulsel() -> None:
    """Seed 002: the headings of the blocks above their NO, expectations in the label's cell, placeholders
    kept.
    """
    baris = [
        ("SASARAN KINERJA PEGAWAI",),
        ("PENDEKATAN HASIL KERJA KUANTITATIF",),
        ("BAGI PEJABAT PIMPINAN TINGGI DAN PIMPINAN UNIT KERJA MANDIRI",),
        ("(NAMA INSTANSI)",),
        ("", "", "", "PERIODE PENILAIAN: JANUARI SD ... DESEMBER TAHUN"),
        ("PEGAWAI YANG DINILAI", "", "", "PEJABAT PENILAI KINERJA"),
        ("NO", "", "", "NO"),
        (1, "NAMA", "Ir. Bagus Wirawan", 1, "NAMA", "Menteri"),
        (2, "NIP", "196001011985031001", 2, "NIP (*opsional)", ""),
        (3, "PANGKAT/ GOL. RUANG", "IV/e", 3, "PANGKAT/ GOL. RUANG", ""),
        (4, "JABATAN", "DIREKTUR JENDERAL III", 4, "JABATAN", "MENTERI"),
        (5, "UNIT KERJA", "DIREKTORAT JENDERAL III", 5, "INSTANSI", "KEMENTERIAN X"),
        ("HASIL KERJA",),
        ("NO", "RENCANA HASIL KERJA", "INDIKATOR KINERJA INDIVIDU", "TARGET", "PERSPEKTIF"),
        ("(1)", "(2)", "(3)", "(4)", "(5)"),
        ("A. UTAMA",),
        (1, "Meningkatnya layanan (penugasan dari Menteri)", "IKI 1.1", "61,95%", "(Penerima Layanan)"),
        ("", "", "IKI 1.2", 90, "Penerima Layanan/ Proses Bisnis/ Penguatan Internal/ Anggaran)"),
        ("B. TAMBAHAN",),
        (2, "Terlaksananya rencana aksi", "IKI 2", "80%", "proses bisnis"),
        ("PERILAKU KERJA",),
        ("PERILAKU KERJA*",),
        *perilaku(ekspektasi={2: "- Menjadi role model"}),
        ("Pegawai yang Dinilai", "", "", "(Tempat), (tanggal, bulan, tahun)"),
        ("(Nama)", "", "", "Pejabat Penilai Kinerja"),
        ("(NIP)", "", "", "(Nama)"),
        ("", "", "", "(NIP)"),
    ]
    lembar = satu(baris)
    assert lembar.formulir == "skp-jpt-kuantitatif"
    assert not lembar.hilang
    isi = lembar.isi
    assert isinstance(isi, Skp)
    assert (isi.instansi, isi.periode_penilaian) == ("(NAMA INSTANSI)", "JANUARI SD ... DESEMBER TAHUN")
    assert (isi.pegawai.nama, isi.penilai.nama) == ("Ir. Bagus Wirawan", "Menteri")
    assert (isi.penilai.nip, isi.penilai.unit_kerja) == (None, "KEMENTERIAN X")
    assert isi.utama == (
        HasilKerja(
            nomor="1",
            rencana="Meningkatnya layanan (penugasan dari Menteri)",
            iki=(
                Iki(indikator="IKI 1.1", target="61,95%", perspektif="Penerima Layanan"),
                Iki(
                    indikator="IKI 1.2",
                    target="90",
                    perspektif="Penerima Layanan/ Proses Bisnis/ Penguatan Internal/ Anggaran)",
                ),
            ),
        ),
    )
    assert [satu.rencana for satu in isi.tambahan] == ["Terlaksananya rencana aksi"]
    assert isi.tambahan[0].iki[0].perspektif == "Proses Bisnis"
    assert isi.perilaku[1].ekspektasi == "- Menjadi role model"
    assert isi.pengesahan.tempat_penilai == "(Tempat)"
    assert isi.pengesahan.tanggal_penilai == "(tanggal, bulan, tahun)"
    assert (sel(lembar, "penilai.nip"), sel(lembar, "utama[0].iki[1].target")) == ("F9", "D18")
    assert (sel(lembar, "perilaku[1].ekspektasi"), sel(lembar, "instansi")) == ("D24", "A4")
    assert sel(lembar, "pengesahan.nama_penilai") == "D32"


def test_jajf_kuantitatif_rhk_digabung_dan_tambahan_mulai_dari_satu() -> None:
    """Seed 001: tambahan restarts at 1; merged RHK and number cells reach down over their IKI."""
    baris = kuantitatif(
        ("A. UTAMA",),
        (1, "RHK pimpinan satu", "RHK satu", "Kuantitas", "IKI 1.1", "12 dokumen"),
        ("", "", "", "KUALITAS", "IKI 1.2", "95%"),
        (2, "RHK pimpinan dua", "RHK dua", "Kuantitas/ Kualitas/ Waktu/ Biaya", "IKI 2", "1 laporan"),
        ("B. TAMBAHAN",),
        (1, "RHK pimpinan tiga", "RHK tiga", "waktu", "IKI 3", "12 bulan"),
    )
    lembar = satu(baris, gabung=["A14:A15", "B14:B15", "C14:C15", "A13:F13", "A17:F17"])
    isi = lembar.isi
    assert isinstance(isi, Skp)
    assert lembar.formulir == "skp-jajf-kuantitatif"
    assert isi.utama == (
        rhk(
            "RHK pimpinan satu",
            "RHK satu",
            ("Kuantitas", "IKI 1.1", "12 dokumen"),
            ("Kualitas", "IKI 1.2", "95%"),
        ),
        rhk(
            "RHK pimpinan dua",
            "RHK dua",
            ("Kuantitas/ Kualitas/ Waktu/ Biaya", "IKI 2", "1 laporan"),
            nomor="2",
        ),
    )
    assert isi.tambahan == (rhk("RHK pimpinan tiga", "RHK tiga", ("Waktu", "IKI 3", "12 bulan")),)
    assert isi.pengesahan.tempat_penilai == "Kupang"
    assert isi.pengesahan.tanggal_penilai == "2026-01-02"
    assert isi.pengesahan.nip_penilai == "197005051995032001"
    assert sel(lembar, "utama[0].iki[1].indikator") == "E15"


def test_rhk_tanpa_gabungan_baris_kosong_di_bawahnya_dan_di_antaranya() -> None:
    baris = kuantitatif(
        (),
        ("A. UTAMA",),
        (),
        (1, "RHK pimpinan satu", "RHK satu", "Kuantitas", "IKI 1.1", "12 dokumen"),
        ("", "", "", "Kualitas", "IKI 1.2", "95%"),
        (),
        ("", "", "", "Waktu", "IKI 1.3", "12 bulan"),
        (),
        (2, "RHK pimpinan dua", "RHK dua", "Kuantitas", "IKI 2", "1"),
        ("B. TAMBAHAN",),
        (),
    )
    isi = satu(baris).isi
    assert isinstance(isi, Skp)
    assert [[iki.indikator for iki in satu.iki] for satu in isi.utama] == [
        ["IKI 1.1", "IKI 1.2", "IKI 1.3"],
        ["IKI 2"],
    ]
    assert isi.tambahan == ()


def test_rhk_ditulis_ulang_di_setiap_baris_iki() -> None:
    baris = kuantitatif(
        ("A. UTAMA",),
        (1, "Pimpinan", "RHK satu", "Kuantitas", "IKI 1.1", "12"),
        (1, "Pimpinan", "RHK satu", "Kualitas", "IKI 1.2", "95%"),
        ("", "Pimpinan", "RHK satu", "Waktu", "IKI 1.3", "1"),
        (2, "Pimpinan", "RHK dua", "Waktu", "IKI 2", "1"),
        ("B. TAMBAHAN",),
    )
    isi = satu(baris).isi
    assert isinstance(isi, Skp)
    assert [(satu.rencana, len(satu.iki)) for satu in isi.utama] == [("RHK satu", 3), ("RHK dua", 1)]
    assert isi.utama[0].rhk_pimpinan == "Pimpinan"


def test_beberapa_iki_dalam_satu_baris() -> None:
    """Seed 000, RHK 5 of the kuantitatif example: two indicators, targets and perspektif, a line each."""
    baris = kuantitatif(
        ("A. UTAMA",),
        (
            1,
            "Pimpinan",
            "Terwujudnya direktorat yang akuntabel",
            "Kuantitas\nKualitas",
            "Nilai RB\nNilai AKIP",
            "85\n85",
        ),
        (2, "Pimpinan", "RHK dua", "Waktu", "IKI dua\nbaris kedua", "1"),
        ("B. TAMBAHAN",),
    )
    lembar = satu(baris)
    isi = lembar.isi
    assert isinstance(isi, Skp)
    assert isi.utama[0].iki == (
        Iki(indikator="Nilai RB", target="85", aspek="Kuantitas"),
        Iki(indikator="Nilai AKIP", target="85", aspek="Kualitas"),
    )
    assert isi.utama[1].iki == (Iki(indikator="IKI dua\nbaris kedua", target="1", aspek="Waktu"),)
    assert sel(lembar, "utama[0].iki[1].target") == "F14"


def test_kepala_berulang_setelah_ganti_halaman() -> None:
    """Seed 000: the heading again in the middle of an RHK that a page breaks in two."""
    baris = kuantitatif(
        ("A. UTAMA",),
        (
            4,
            "Pimpinan",
            "Tersusunnya RPP tentang Peraturan Pelaksanaan UU No. 6",
            "Waktu",
            "Indeks penyelesaian RPP",
            "90",
        ),
        ("HASIL KERJA",),
        KEPALA_JAJF,
        NOMOR_KOLOM,
        ("", "", "Tahun 2017 tentang Arsitek (penugasan dari Menteri)", "", "", ""),
        (5, "Pimpinan", "RHK lima", "Waktu", "IKI lima", "1"),
        KEPALA_JAJF,
        ("", "", "", "Biaya", "IKI lima dua", "2"),
        ("B. TAMBAHAN",),
    )
    isi = satu(baris).isi
    assert isinstance(isi, Skp)
    assert [satu.rencana for satu in isi.utama] == [
        "Tersusunnya RPP tentang Peraturan Pelaksanaan UU No. 6 Tahun 2017 tentang Arsitek (penugasan dari "
        "Menteri)",
        "RHK lima",
    ]
    assert [len(satu.iki) for satu in isi.utama] == [1, 2]


def test_label_dengan_spasi_ligatur_baris_baru_dan_salah_ketik() -> None:
    kepala = (
        "NO",
        "RENCANA HASIL KERJA\nPIMPINAN YG DIINTERVENSI*",
        " RENCANA  HASIL\nKERJA\u00a0",
        "ASPEK ",
        "INDKATOR KINERJA\nINDIVIDU",
        "TARGET TAHUNAN",
    )
    identitas = (
        ("NO", "PEGAWAI YG DINILAI", "", "NO", "PEJABAT PENILAI\nKINERJA", ""),
        (1, "NAMA\u00a0", "Budi", 1, "NAMA", "Siti"),
        (2, "NI PPPK", "199001012021211001", 2, "NIP", "197005051995032001"),
        (3, "PANGKAT/GOL RUANG", "IX", 3, "PANGKAT/GOLONGAN", "IV/a"),
        (4, "JABATAN ", "Pengelola Data", 4, "JABATAN", "Kepala Bidang"),
        (5, "UNIT KERJA", "Dinas", 5, "UNIT KER\ufb01A", "Dinas"),
    )
    baris = [
        ("SASARAN KINERJA PEGAWAI",),
        ("PENDEKATAN HASIL KERJA KUANTITATIF",),
        KOP,
        *identitas,
        kepala,
        ("A.", "UTAMA"),
        (1, "Pimpinan", "RHK satu", "kwantitas", "IKI satu", "1"),
        ("B", "TAMBAHAN"),
        (2, "Pimpinan", "RHK dua", "Kuantitas", "IKI dua", "1"),
        ("PERILAKU KERJA",),
        *perilaku(),
    ]
    lembar = satu(baris)
    isi = lembar.isi
    assert isinstance(isi, Skp)
    assert lembar.formulir == "skp-jajf-kuantitatif"
    assert (isi.pegawai.nip, isi.penilai.nama) == ("199001012021211001", "Siti")
    assert [satu.rencana for satu in isi.utama] == ["RHK satu"]
    assert [satu.rencana for satu in isi.tambahan] == ["RHK dua"]
    assert isi.utama[0].iki[0].indikator == "IKI satu"


def test_ejaan_label_yang_belum_dikenal_dicari_yang_paling_mirip() -> None:
    kepala = (
        "NO.",
        "RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSII",
        "RENCANA HASL KERJA",
        "ASPEK",
        "INDIKATOR KINERJA INDIVDU",
        "TARGET",
    )
    baris = [
        *JUDUL_JAJF,
        KOP,
        *IDENTITAS,
        kepala,
        ("A. UTAMA",),
        (1, "P", "RHK", "Waktu", "IKI", "1"),
        ("B. TAMBAHAN",),
        *perilaku(),
    ]
    lembar = satu(baris)
    isi = lembar.isi
    assert isinstance(isi, Skp)
    assert not {"RENCANA HASIL KERJA", "INDIKATOR KINERJA INDIVIDU"} & set(lembar.hilang)
    assert isi.utama == (rhk("P", "RHK", ("Waktu", "IKI", "1")),)


def test_kolom_yang_hilang_disebut() -> None:
    baris = [
        *JUDUL_JAJF,
        KOP,
        *IDENTITAS,
        KEPALA_JAJF[:5],
        ("A. UTAMA",),
        (1, "P", "RHK", "Waktu", "IKI"),
        ("B. TAMBAHAN",),
        ("PERILAKU KERJA",),
        *perilaku(),
        *TANDA_TANGAN,
    ]
    lembar = satu(baris)
    assert lembar.hilang == ("TARGET",)


def test_label_dan_isi_dalam_satu_sel() -> None:
    baris = [
        *JUDUL_JAJF,
        ("DINAS KESEHATAN", "", "", "PERIODE PENILAIAN  1 Januari  s.d.  31 Desember 2026"),
        ("PEGAWAI YANG DINILAI", "", "", "PEJABAT PENILAI KINERJA"),
        ("1. NAMA                 : Budi Santoso", "", "", "1. NAMA            Dr. Siti"),
        ("2. NIP                  : 199001012015011001", "", "", "2. NIP : 197005051995032001"),
        ("3. PANGKAT/ GOL. RUANG  : III/b", "", "", "3. PANGKAT/ GOL. RUANG : IV/a"),
        ("4. JABATAN              : Analis: Kebijakan", "", "", "4. JABATAN : Kepala Bidang"),
        ("5. UNIT KERJA           :", "Dinas Kesehatan", "", "5. UNIT KERJA : Dinas"),
        KEPALA_JAJF,
        ("A. UTAMA",),
        (1, "P", "RHK", "Waktu", "IKI", "1"),
        ("B. TAMBAHAN",),
        ("PERILAKU KERJA*",),
        *perilaku(),
    ]
    lembar = satu(baris)
    isi = lembar.isi
    assert isinstance(isi, Skp)
    assert isi.pegawai.nama == "Budi Santoso"
    assert isi.pegawai.nip == "199001012015011001"
    assert isi.pegawai.jabatan == "Analis: Kebijakan"
    assert isi.pegawai.unit_kerja == "Dinas Kesehatan"
    assert (isi.penilai.nama, isi.penilai.jabatan) == ("Dr. Siti", "Kepala Bidang")
    assert isi.periode_penilaian == "1 Januari  s.d.  31 Desember 2026"
    assert (sel(lembar, "pegawai.nama"), sel(lembar, "penilai.nip")) == ("A6", "D7")


def test_blok_penilai_tanpa_kolom_nomor_dan_tanpa_nip() -> None:
    identitas = (
        ("NO", "PEGAWAI YANG DINILAI", "", "PEJABAT PENILAI KINERJA", ""),
        (1, "NAMA", "Budi", "NAMA", "Bupati Contoh"),
        (2, "NIP", "199001012015011001", "PANGKAT/ GOL. RUANG", ""),
        (3, "PANGKAT/ GOL. RUANG", "", "JABATAN", "Bupati"),
        (4, "JABATAN", "Kepala Dinas", "UNIT KERJA", "Kabupaten Contoh"),
        (5, "UNIT KERJA", "Dinas", "", ""),
    )
    baris = [
        *JUDUL_JAJF,
        KOP,
        *identitas,
        KEPALA_JAJF,
        ("A. UTAMA",),
        (1, "P", "RHK", "Waktu", "IKI", "1"),
        ("PERILAKU KERJA",),
        *perilaku(),
    ]
    lembar = satu(baris)
    isi = lembar.isi
    assert isinstance(isi, Skp)
    assert (isi.pegawai.nama, isi.pegawai.nip, isi.pegawai.pangkat_golongan) == (
        "Budi",
        "199001012015011001",
        None,
    )
    assert (isi.penilai.nama, isi.penilai.nip, isi.penilai.jabatan) == ("Bupati Contoh", None, "Bupati")
    assert isi.penilai.unit_kerja == "Kabupaten Contoh"
    assert sel(lembar, "pegawai.pangkat_golongan") == "C8"


def test_isian_yang_sama_dengan_label_bukan_label() -> None:
    """Values that are spelled as labels, in the columns of values."""
    identitas = (
        IDENTITAS[0],
        (1, "NAMA", "NAMA", 1, "NAMA", "NIP"),
        (2, "NIP", "", 2, "NIP", ""),
        (3, "PANGKAT/ GOL. RUANG", "JABATAN", 3, "PANGKAT/ GOL. RUANG", "UNIT KERJA"),
        (4, "JABATAN", "Target: tinggi", 4, "JABATAN", "PEJABAT PENILAI KINERJA"),
        (5, "UNIT KERJA", "UNIT KERJA", 5, "UNIT KERJA", "INSTANSI"),
    )
    baris = [
        *JUDUL_JAJF,
        KOP,
        *identitas,
        KEPALA_JAJF,
        ("A. UTAMA",),
        (1, "RENCANA HASIL KERJA", "B. TAMBAHAN", "Waktu", "TARGET", "ASPEK"),
        (2, "P", "PERILAKU KERJA", "Waktu", "Akuntabel", "1. NAMA: x"),
        ("B. TAMBAHAN",),
        ("PERILAKU KERJA*",),
        *perilaku(ekspektasi={1: "Akuntabel", 3: "PERILAKU KERJA"}),
        *TANDA_TANGAN,
    ]
    lembar = satu(baris)
    isi = lembar.isi
    assert isinstance(isi, Skp)
    assert (isi.pegawai.nama, isi.pegawai.nip, isi.pegawai.pangkat_golongan) == ("NAMA", None, "JABATAN")
    assert (isi.pegawai.jabatan, isi.pegawai.unit_kerja) == ("Target: tinggi", "UNIT KERJA")
    assert (isi.penilai.nama, isi.penilai.jabatan, isi.penilai.unit_kerja) == (
        "NIP",
        "PEJABAT PENILAI KINERJA",
        "INSTANSI",
    )
    assert isi.utama == (
        rhk("RENCANA HASIL KERJA", "B. TAMBAHAN", ("Waktu", "TARGET", "ASPEK")),
        rhk("P", "PERILAKU KERJA", ("Waktu", "Akuntabel", "1. NAMA: x"), nomor="2"),
    )
    assert isi.tambahan == ()
    assert [satu.ekspektasi for satu in isi.perilaku][:3] == ["Akuntabel", None, "PERILAKU KERJA"]


def test_nip_dalam_segala_rupa_tetap_terlihat() -> None:
    """Blanks and marks stay for the rules; a number beyond 15 digits is shown as destroyed."""
    for diketik, terbaca in (
        ("1990 0101 2015 0110 01", "1990 0101 2015 0110 01"),
        ("'199001012015011001", "'199001012015011001"),
        ("`199001012015011001", "`199001012015011001"),
        ("1,98E+17", "1,98E+17"),
        (199001012015011001, "1,990010120E+17"),
        (1.98e17, "1,980000000E+17"),
        (12345, "12345"),
    ):
        identitas = (IDENTITAS[0], IDENTITAS[1], (2, "NIP", diketik, 2, "NIP", ""), *IDENTITAS[3:])
        baris = [
            *JUDUL_JAJF,
            KOP,
            *identitas,
            KEPALA_JAJF,
            ("A. UTAMA",),
            (1, "P", "RHK", "Waktu", "IKI", "1"),
            *perilaku(),
        ]
        isi = satu(baris).isi
        assert isinstance(isi, Skp)
        assert isi.pegawai.nip == terbaca


def test_sel_nyasar_dan_baris_tersembunyi() -> None:
    baris = kuantitatif(
        ("A. UTAMA",),
        (1, "P", "RHK satu", "Waktu", "IKI", "1"),
        (2, "", "", "", "", ""),
        (3, "", "", "", "", ""),
        ("B. TAMBAHAN",),
        (4, "", "", "", "", ""),
    )
    lembar = satu(
        baris,
        sembunyi=[15, 16, 18],
        sel={"AZ13": "Penerima Layanan", "AZ14": "NAMA", "Z200": "x", "BB5": "NIP"},
    )
    isi = lembar.isi
    assert isinstance(isi, Skp)
    assert [satu.rencana for satu in isi.utama] == ["RHK satu"]
    assert isi.tambahan == ()
    assert isi.pegawai.nama == "Budi Santoso, S.E."


def test_kolom_dan_baris_disisipkan() -> None:
    asli = kuantitatif(("A. UTAMA",), (1, "P", "RHK satu", "Waktu", "IKI", "1"), ("B. TAMBAHAN",))
    geser = [("", "", *baris) for baris in ((), (), *asli)]
    lama, baru = satu(asli), satu(geser)
    assert baru.isi == lama.isi
    assert sel(lama, "utama[0].iki[0].target") == "F14"
    assert sel(baru, "utama[0].iki[0].target") == "H16"
    assert sel(baru, "penilai.jabatan") == "H11"


def test_kualitatif_puskesmas_dari_panduan() -> None:
    """Seed 000: two-row RHK, bullets in rows of their own, a plain sentence, the title again after a page
    break.
    """
    baris = [
        ("CONTOH SASARAN KINERJA PEGAWAI",),
        ("KEPALA PUSKESMAS",),
        ("PENDEKATAN HASIL KERJA KUALITATIF",),
        ("DINAS KESEHATAN", "", "", "PERIODE PENILAIAN: ... JANUARI SD ... DESEMBER TAHUN ..."),
        *IDENTITAS,
        ("HASIL KERJA",),
        ("A. UTAMA",),
        (1, "Meningkatnya kualitas pelayanan puskesmas (Penugasan dari Kepala Dinas Kesehatan)"),
        ("", UKURAN_JPT),
        ("", "- Ibu hamil mendapatkan pelayanan antenatal (Perspektif Penerima Layanan)"),
        ("", "- Komplain ibu hamil turun (Perspektif Penerima Layanan)"),
        (2, "Operasional rutin dikelola dengan baik (Penugasan dari Kepala Dinas Kesehatan)"),
        ("", UKURAN_JPT),
        ("", "Pegawai puas atas layanan internal Puskesmas (Perspektif Proses Bisnis)"),
        ("HASIL KERJA",),
        (3, "Meningkatnya Akuntabilitas Kinerja (Penugasan dari Kepala Dinas Kesehatan)"),
        (
            "",
            UKURAN_JPT
            + "\n- Temuan ditindaklanjuti (Perspektif Penguatan Internal)"
            + "\n- Risiko terpenuhi (Perspektif Anggaran)",
        ),
        ("B. TAMBAHAN",),
        (4, "Terlaksananya rencana aksi (Penugasan dari Kepala Dinas Kesehatan)"),
        ("", UKURAN_JPT),
        ("", "Rencana aksi diselesaikan\nsesuai target waktu (Perspektif Proses Bisnis)"),
        ("PERILAKU KERJA*",),
        *perilaku(ekspektasi={4: "Memberikan kesempatan yang sama"}),
        *TANDA_TANGAN,
    ]
    lembar = satu(baris)
    isi = lembar.isi
    assert isinstance(isi, Skp)
    assert lembar.formulir == "skp-jpt-kualitatif"
    assert not lembar.hilang
    assert [(satu.nomor, satu.rencana and satu.rencana[:20], len(satu.iki)) for satu in isi.utama] == [
        ("1", "Meningkatnya kualita", 2),
        ("2", "Operasional rutin di", 1),
        ("3", "Meningkatnya Akuntab", 2),
    ]
    assert (
        isi.utama[0].iki[0].indikator
        == "Ibu hamil mendapatkan pelayanan antenatal (Perspektif Penerima Layanan)"
    )
    assert isi.utama[2].iki[1].indikator == "Risiko terpenuhi (Perspektif Anggaran)"
    assert (
        isi.tambahan[0].iki[0].indikator
        == "Rencana aksi diselesaikan\nsesuai target waktu (Perspektif Proses Bisnis)"
    )
    assert isi.perilaku[3].ekspektasi == "Memberikan kesempatan yang sama"
    assert (sel(lembar, "utama[0].iki[1].indikator"), sel(lembar, "utama[2].iki[1].indikator")) == (
        "B16",
        "B22",
    )
    assert sel(lembar, "utama[1].rencana") == "B17"


def test_kualitatif_semuanya_dalam_satu_sel() -> None:
    baris = [
        *JUDUL_KUALITATIF,
        KOP,
        *IDENTITAS,
        ("HASIL KERJA",),
        ("A. UTAMA",),
        (
            1,
            f"Tersusunnya modul (Penugasan dari Ketua Tim)\n{UKURAN}\n- Modul tersusun 3 buah\n"
            "- Modul dipakai\n  di semua unit",
        ),
        ("2.", f"Terlaksananya bimbingan (Penugasan dari Ketua Tim)\n\n{UKURAN} Peserta puas"),
        ("B. TAMBAHAN",),
        (3, f"(hasil yang diharapkan)\n{UKURAN}"),
        ("PERILAKU KERJA*",),
        *perilaku(),
        *TANDA_TANGAN,
    ]
    lembar = satu(baris)
    isi = lembar.isi
    assert isinstance(isi, Skp)
    assert lembar.formulir == "skp-jajf-kualitatif"
    assert isi.utama == (
        HasilKerja(
            nomor="1",
            rencana="Tersusunnya modul (Penugasan dari Ketua Tim)",
            iki=(Iki(indikator="Modul tersusun 3 buah"), Iki(indikator="Modul dipakai di semua unit")),
        ),
        HasilKerja(
            nomor="2",
            rencana="Terlaksananya bimbingan (Penugasan dari Ketua Tim)",
            iki=(Iki(indikator="Peserta puas"),),
        ),
    )
    assert isi.tambahan == (HasilKerja(nomor="3", rencana="(hasil yang diharapkan)"),)
    assert sel(lembar, "utama[0].iki[1].indikator") == "B13"


def test_kualitatif_tanpa_nomor_dikenali_dari_label_ukuran() -> None:
    baris = [
        *JUDUL_KUALITATIF,
        KOP,
        *IDENTITAS,
        ("HASIL KERJA",),
        ("A. UTAMA",),
        ("", "RHK satu (Penugasan dari Kepala Bidang)"),
        ("", UKURAN),
        ("", "- Kalimat satu"),
        ("", "- Kalimat dua"),
        ("", "1. RHK dua (Penugasan dari Kepala Bidang)"),
        ("", UKURAN + "\n- Kalimat tiga"),
        ("B. TAMBAHAN",),
        ("PERILAKU KERJA*",),
        *perilaku(),
    ]
    isi = satu(baris).isi
    assert isinstance(isi, Skp)
    assert [(satu.rencana, [iki.indikator for iki in satu.iki]) for satu in isi.utama] == [
        ("RHK satu (Penugasan dari Kepala Bidang)", ["Kalimat satu", "Kalimat dua"]),
        ("RHK dua (Penugasan dari Kepala Bidang)", ["Kalimat tiga"]),
    ]


def test_blok_identitas_atas_bawah() -> None:
    kiri = [(nomor, label, isi) for nomor, label, isi, *_ in IDENTITAS]
    kanan = [satu[3:] for satu in IDENTITAS]
    baris = [
        *JUDUL_JAJF,
        KOP,
        *kiri,
        *kanan,
        KEPALA_JAJF,
        ("A. UTAMA",),
        (1, "P", "RHK", "Waktu", "IKI", "1"),
        *perilaku(),
    ]
    isi = satu(baris).isi
    assert isinstance(isi, Skp)
    assert (isi.pegawai.nama, isi.penilai.nama) == ("Budi Santoso, S.E.", "Dr. Siti Rahma")
    assert isi.penilai.jabatan == "Kepala Bidang"
