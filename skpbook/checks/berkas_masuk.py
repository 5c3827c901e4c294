"""B rules that intake applies while it opens, identifies and files a workbook: named here, raised there."""

from __future__ import annotations

from skpbook.checks.registry import Aturan, catat
from skpbook.domain.temuan import Tingkat

_PRAKTIK = "Praktik: berkas dari kotak surat dan diska lepas; pengaman impor."

DAFTAR_BERKAS: tuple[Aturan, ...] = (
    Aturan(
        kode="B001",
        tingkat=Tingkat.GALAT,
        judul="Bukan buku kerja",
        dasar=_PRAKTIK,
        penjelasan="Isi berkas bukan buku kerja Excel atau ODS walaupun namanya demikian, misalnya halaman "
        "web, teks CSV, atau gambar yang diganti namanya. Berkas tidak dibaca.",
        salah="Laporan HTML dari aplikasi lain disimpan dengan nama SKP.xlsx.",
        benar="Buka berkasnya di Excel, lalu simpan sebagai Buku Kerja Excel (.xlsx).",
    ),
    Aturan(
        kode="B002",
        tingkat=Tingkat.GALAT,
        judul="Berkas terkunci kata sandi",
        dasar=_PRAKTIK,
        penjelasan="Berkas hanya dapat dibuka dengan kata sandi (kata sandi bawaan Excel sudah dicoba). "
        "Isinya tidak dapat dibaca.",
        salah="Berkas disimpan dengan kata sandi pembuka.",
        benar="Simpan ulang berkas tanpa kata sandi pembuka; penguncian sel boleh tetap ada.",
    ),
    Aturan(
        kode="B003",
        tingkat=Tingkat.GALAT,
        judul="Berkas rusak atau terpotong",
        dasar=_PRAKTIK,
        penjelasan="Berkas dimulai seperti buku kerja tetapi bagiannya hilang atau tidak dapat diurai, "
        "biasanya karena pengiriman atau penyalinan terputus.",
        salah="Berkas 17 kB tiba hanya 9 kB.",
        benar="Kirim ulang berkas aslinya.",
    ),
    Aturan(
        kode="B004",
        tingkat=Tingkat.GALAT,
        judul="Melewati batas keamanan",
        dasar=_PRAKTIK,
        penjelasan="Ukuran, jumlah bagian, jumlah sel, atau perbandingan pemampatan berkas melewati batas. "
        "Batas dan nilainya disebut dalam temuan; berkas tidak dibaca.",
        salah="Lembar dengan sel sampai kolom XFD dan baris 1048576.",
        benar="Hapus baris dan kolom kosong di luar formulir, lalu simpan ulang.",
    ),
    Aturan(
        kode="B005",
        tingkat=Tingkat.INFO,
        judul="Berkas kunci sementara dilewati",
        dasar=_PRAKTIK,
        penjelasan="Berkas berawalan ~$ dibuat Excel selama sebuah buku kerja terbuka. Tidak berisi data.",
        salah="~$SKP_198503152010011004.xlsx ikut tersalin ke folder masuk.",
        benar="Tutup Excel sebelum menyalin; berkas sementara boleh dihapus.",
    ),
    Aturan(
        kode="B006",
        tingkat=Tingkat.PERINGATAN,
        judul="Berkas membawa makro",
        dasar=_PRAKTIK,
        penjelasan="Nilai sel dibaca; makro tidak dijalankan dan tidak disalin ke mana pun.",
        salah="SKP dikirim sebagai buku kerja makro (.xlsm) buatan sendiri.",
        benar="Kirim berkas yang dibagikan, dalam bentuk .xlsx.",
    ),
    Aturan(
        kode="B007",
        tingkat=Tingkat.PERINGATAN,
        judul="Berkas bertaut ke luar",
        dasar=_PRAKTIK,
        penjelasan="Ada tautan ke buku kerja lain, sambungan data, atau benda tertanam. Tidak ada yang "
        "diikuti; yang dibaca hanya nilai yang tersimpan.",
        salah="Target diambil dengan rumus dari buku kerja lain di komputer pengirim.",
        benar="Ganti tautan dengan nilainya (Salin, Tempel Nilai).",
    ),
    Aturan(
        kode="B008",
        tingkat=Tingkat.GALAT,
        judul="Buku kerja yang keliru",
        dasar="Permen PANRB 6/2022 menggantikan formulir PP 46/2011 dan Permen PANRB 8/2021.",
        penjelasan="Tidak ada satu pun formulir Permen PANRB 6/2022 di dalamnya. Bila dikenali, disebut "
        "apa berkas itu (formulir lama, buku harian, daftar lain).",
        salah="Formulir Sasaran Kerja PNS menurut PP 46/2011.",
        benar="Formulir SKP menurut Permen PANRB 6/2022 yang dibagikan.",
    ),
    Aturan(
        kode="B009",
        tingkat=Tingkat.PERINGATAN,
        judul="Versi formulir berbeda",
        dasar="Praktik: formulir diperbarui; berkas lama tetap diterima.",
        penjelasan="Versi formulir pada cap lebih lama atau lebih baru daripada yang dikenal program. "
        "Versi lama tetap dibaca; pada versi baru sebagian isian mungkin tidak dikenal.",
        salah="SKP diisi pada berkas yang dibagikan tahun lalu.",
        benar="SKP diisi pada berkas yang terakhir dibagikan.",
    ),
    Aturan(
        kode="B012",
        tingkat=Tingkat.INFO,
        judul="Isi yang sama sudah pernah masuk",
        dasar=_PRAKTIK,
        penjelasan="Isi berkas sama persis dengan berkas yang sudah diimpor. Tidak ada yang berubah.",
        salah="Berkas yang sama dikirim dua kali dengan nama berbeda.",
        benar="Cukup satu kali; tidak perlu berbuat apa-apa.",
    ),
    Aturan(
        kode="B013",
        tingkat=Tingkat.PERINGATAN,
        judul="Berkas baru menggantikan yang lama",
        dasar=_PRAKTIK,
        penjelasan="Untuk pegawai, formulir, dan periode yang sama sudah ada berkas yang lebih lama. Yang "
        "disimpan terakhir berlaku; keduanya tetap tersimpan di arsip.",
        salah="SKP hasil perbaikan datang sesudah SKP pertama.",
        benar="Pastikan yang terakhir disimpan memang yang dikehendaki.",
    ),
    Aturan(
        kode="B015",
        tingkat=Tingkat.INFO,
        judul="Tulisan di luar formulir tidak dibaca",
        dasar=_PRAKTIK,
        penjelasan="Ada tulisan di luar bidang formulir: di samping atau di bawahnya, di lembar yang bukan "
        "formulir, atau di sela isian. Selnya disebut agar tidak ada yang hilang diam-diam. Beberapa formulir "
        "bersusun pada satu lembar dibaca sebagai dokumen tersendiri, dan itu pun disebut.",
        salah="Catatan tambahan diketik di kolom Z di samping tabel.",
        benar="Tulis di bidang formulir, atau abaikan bila hanya catatan pribadi.",
    ),
    Aturan(
        kode="B017",
        tingkat=Tingkat.GALAT,
        judul="Dua berkas berbeda untuk hal yang sama",
        dasar=_PRAKTIK,
        penjelasan="Dua berkas yang isinya berbeda mengaku sebagai pegawai, formulir, dan periode yang "
        "sama, dan tidak dapat ditentukan mana yang lebih baru. Orang yang memilih.",
        salah="Dua SKP berbeda dari satu pegawai tiba dalam satu kiriman dengan waktu simpan yang sama.",
        benar="Simpan satu saja di folder masuk, lalu impor ulang.",
    ),
    Aturan(
        kode="B018",
        tingkat=Tingkat.GALAT,
        judul="Periode di luar tahun buku",
        dasar="Permen PANRB 6/2022: SKP ditetapkan dan dievaluasi per tahun; satu buku memuat satu tahun.",
        penjelasan="Periode yang tertulis di lembar (atau, bila tidak tertulis, di cap berkas) tidak "
        "menyentuh tahun buku. Lembar itu tidak dihitung sudah masuk dan tidak menggantikan apa pun; "
        "berkasnya tetap di arsip. Periode yang melewati pergantian tahun dinilai oleh S210.",
        salah="SKP tahun 2025 diletakkan di folder masuk buku 2026.",
        benar="SKP dengan periode 1 Januari sd 31 Desember 2026.",
    ),
    Aturan(
        kode="B019",
        tingkat=Tingkat.PERINGATAN,
        judul="Templat belum diisi",
        dasar=_PRAKTIK,
        penjelasan="Tidak ada satu isian pun yang ditambahkan pada templat: yang ada hanya yang tercetak dan "
        "yang sudah terisi saat dibagikan. Berkas tidak dihitung sudah masuk dan tidak menggantikan yang "
        "sudah terisi.",
        salah="Templat dikirim kembali tanpa diisi, atau diisi tetapi lupa disimpan.",
        benar="Templat diisi, disimpan, lalu dikirim kembali.",
    ),
    Aturan(
        kode="B020",
        tingkat=Tingkat.INFO,
        judul="Yang bukan formulir dilewati",
        dasar=_PRAKTIK,
        penjelasan="Di antara berkas yang masuk ada yang bukan formulir: tautan, berkas khusus, berkas "
        "sistem operasi, atau lampiran surel yang bukan buku kerja. Dihitung, tetapi tidak dibaca; tautan "
        "tidak diikuti.",
        salah="Folder masuk berisi Thumbs.db dan tautan ke folder lain.",
        benar="Salin formulirnya sendiri ke folder masuk; yang lain boleh dibiarkan.",
    ),
)

for _satu in DAFTAR_BERKAS:
    catat(_satu)
