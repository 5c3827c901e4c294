"""The tables that `ekspor` writes as data: their columns with type and meaning, and `docs/skema-ekspor.md`.

`python -m skpbook.interop.skema_ekspor docs/skema-ekspor.md` writes the page; a test compares it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from skpbook.interop import baris_ekspor
from skpbook.interop.baris_ekspor import Bahan, Sel


class Tipe(StrEnum):
    """What a column holds, in the words of the page."""

    TEKS = "teks"
    BULAT = "bilangan bulat"
    YA = "ya/tidak"
    TANGGAL = "tanggal"


class Kolom(Struct, frozen=True):
    """One column."""

    nama: str
    tipe: Tipe
    arti: str


class Tabel(Struct, frozen=True, kw_only=True):
    """One table: its rows come from `baris`, a value for each column, None for none."""

    nama: str
    arti: str
    kolom: tuple[Kolom, ...]
    baris: Callable[[Bahan], Iterator[tuple[Sel, ...]]]


_T, _B, _Y, _H = Tipe.TEKS, Tipe.BULAT, Tipe.YA, Tipe.TANGGAL

_DOKUMEN = (
    Kolom("berkas", _T, "nama berkas yang dibaca"),
    Kolom("lembar", _T, "nama lembar di berkas itu"),
    Kolom("formulir", _T, "kode formulir"),
)

PEGAWAI = Tabel(
    nama="pegawai",
    arti="Daftar pegawai, satu baris satu NIP.",
    baris=baris_ekspor.pegawai,
    kolom=(
        Kolom("nip", _T, "NIP atau NI PPPK; kunci tabel ini"),
        Kolom("nama", _T, "nama lengkap"),
        Kolom("jenis", _T, "PNS, PPPK, atau PPPK Paruh Waktu"),
        Kolom("golongan", _T, "seperti di daftar pegawai"),
        Kolom("jenjang", _T, "jenjang jabatan fungsional"),
        Kolom("jabatan", _T, "nama jabatan"),
        Kolom("kelompok_formulir", _T, "JPT/PUKM atau JA/JF"),
        Kolom("pendekatan", _T, "kuantitatif atau kualitatif"),
        Kolom("unit", _T, "kode unit"),
        Kolom("nama_unit", _T, "nama unit"),
        Kolom("unit_induk", _T, "kode unit di atasnya"),
        Kolom("nip_atasan", _T, "NIP pejabat penilai kinerja"),
        Kolom("penilai_luar", _T, "nama penilai di luar daftar pegawai"),
        Kolom("tim", _T, "tim kerja"),
        Kolom("tugas_belajar", _Y, "sedang tugas belajar"),
        Kolom("status", _T, "keterangan status di daftar pegawai"),
        Kolom("dikecualikan", _Y, "tidak ikut dihitung dalam rekap menurut statusnya"),
        Kolom("id_bkn", _T, "PNS_DINILAI_ID"),
    ),
)

SKP = Tabel(
    nama="skp",
    arti="SKP yang berlaku, satu baris satu indikator; RHK tanpa indikator tetap satu baris.",
    baris=baris_ekspor.skp,
    kolom=(
        Kolom("nip", _T, "pemilik SKP"),
        Kolom("unit", _T, "kode unit pemiliknya menurut daftar pegawai sekarang"),
        *_DOKUMEN,
        Kolom("sel", _T, "sel indikatornya, atau sel RHK bila tanpa indikator"),
        Kolom("kelompok_formulir", _T, "JPT/PUKM atau JA/JF"),
        Kolom("pendekatan", _T, "kuantitatif atau kualitatif"),
        Kolom("awal", _H, "hari pertama periode SKP"),
        Kolom("akhir", _H, "hari terakhir periode SKP"),
        Kolom("bagian", _T, "utama atau tambahan"),
        Kolom("urutan_rhk", _B, "urutan RHK di bagiannya, mulai 1"),
        Kolom("rhk", _T, "rencana hasil kerja seperti ditulis"),
        Kolom("rhk_pimpinan", _T, "rencana hasil kerja pimpinan yang diintervensi"),
        Kolom("penugasan_dari", _T, "yang disebut dalam ekor (penugasan dari …)"),
        Kolom("urutan_iki", _B, "urutan indikator di RHK-nya, mulai 1; kosong bila tanpa indikator"),
        Kolom("indikator", _T, "indikator kinerja individu atau kalimat ukuran keberhasilan"),
        Kolom("target", _T, "target seperti ditulis"),
        Kolom("aspek", _T, "Kuantitas, Kualitas, Waktu, atau Biaya"),
        Kolom("perspektif", _T, "perspektif (JPT/PUKM)"),
    ),
)

EVALUASI = Tabel(
    nama="evaluasi",
    arti="Hasil evaluasi yang berlaku, satu baris satu lembar evaluasi.",
    baris=baris_ekspor.evaluasi,
    kolom=(
        Kolom("nip", _T, "pegawai yang dinilai"),
        Kolom("unit", _T, "kode unitnya menurut daftar pegawai sekarang"),
        Kolom("periode", _T, "kode periode: 2026-01, 2026-TW1, 2026-S1, 2026-AKHIR"),
        *_DOKUMEN,
        Kolom("capaian_organisasi", _T, "capaian kinerja organisasi seperti di lembarnya"),
        Kolom("rating_hasil", _T, "rating hasil kerja; kosong bila tidak dikenal"),
        Kolom("rating_perilaku", _T, "rating perilaku kerja; kosong bila tidak dikenal"),
        Kolom("predikat", _T, "predikat menurut kuadran dari kedua rating"),
        Kolom("predikat_tertulis", _T, "predikat seperti ditulis di lembarnya"),
        Kolom("dihitung", _Y, "dipakai dalam rekap; dari beberapa evaluasi satu periode hanya satu"),
        Kolom("nip_penilai", _T, "NIP penilai seperti ditulis"),
        Kolom("nama_penilai", _T, "nama penilai seperti ditulis"),
        Kolom("tanggal_penilai", _H, "tanggal pengesahan oleh penilai"),
    ),
)

TEMUAN = Tabel(
    nama="temuan",
    arti="Semua temuan pemeriksaan, seperti pada periksa --json.",
    baris=baris_ekspor.temuan,
    kolom=(
        Kolom("kode", _T, "kode aturan"),
        Kolom("tingkat", _T, "galat, peringatan, atau info"),
        Kolom("nip", _T, "pegawai yang bersangkutan"),
        Kolom("nama", _T, "namanya"),
        Kolom("unit", _T, "kode unitnya"),
        Kolom("periode", _T, "kode periode, atau awal/akhir untuk SKP"),
        Kolom("berkas", _T, "nama berkas"),
        Kolom("lembar", _T, "nama lembar"),
        Kolom("sel", _T, "alamat sel"),
        Kolom("pesan", _T, "apa yang ditemukan"),
        Kolom("ditemukan", _T, "yang tertulis"),
        Kolom("seharusnya", _T, "yang diharapkan"),
        Kolom("saran", _T, "apa yang perlu dilakukan"),
        Kolom("kaitan_berkas", _T, "tempat kedua, untuk aturan lintas berkas: berkas"),
        Kolom("kaitan_lembar", _T, "tempat kedua: lembar"),
        Kolom("kaitan_sel", _T, "tempat kedua: sel"),
        Kolom("dikecualikan", _Y, "sudah dikecualikan oleh orang, dengan alasan"),
        Kolom("pengecualian_alasan", _T, "alasannya"),
        Kolom("pengecualian_oleh", _T, "siapa yang mengecualikan"),
        Kolom("pengecualian_pada", _T, "kapan, waktu ISO UTC"),
    ),
)

TABEL = (PEGAWAI, SKP, EVALUASI, TEMUAN)
"""Every table, in the order they are written."""

_PEMBUKA = """# Skema ekspor data

Halaman ini ditulis dari program dengan `python -m skpbook.interop.skema_ekspor docs/skema-ekspor.md`; jangan
disunting langsung.

`skpbook ekspor --ke csv|json|parquet` menulis empat tabel, satu berkas satu tabel. Kolom dan urutannya tetap; kolom
baru hanya ditambahkan di belakang. Tabel-tabel berhubungan lewat `nip`. Yang tidak ada nilainya kosong (`null`).

| tipe | CSV | JSON | Parquet |
|---|---|---|---|
| teks | teks | string | string |
| bilangan bulat | 12 | 12 | int32 |
| ya/tidak | ya, tidak | true, false | bool |
| tanggal | 2026-01-31 | "2026-01-31" | date32 |

- **CSV**: UTF-8 dengan BOM, pemisah titik koma, semua nilai di antara tanda kutip ganda. Teks yang diawali salah satu
  dari `= + - @`, tab, atau ganti baris (juga bentuk lebarnya `＝ ＋ － ＠`), atau tanda petik tunggal, diberi satu
  tanda petik tunggal di depannya, supaya Excel tidak menjalankannya sebagai rumus. Buang satu petik tunggal di depan
  untuk mendapat teks aslinya.
  Excel merusak NIP bila CSV dibuka langsung; pakai Data, Dari Teks/CSV dengan tipe Teks.
- **JSON**: satu larik berisi satu objek tiap baris, UTF-8.
- **Parquet**: memerlukan paket tambahan `pip install 'skpbook[parquet]'`.
"""


def tulis_halaman() -> str:
    """The page: what the formats share, then every table with its columns."""
    bagian = [_PEMBUKA]
    for satu in TABEL:
        baris = "\n".join(f"| `{k.nama}` | {k.tipe} | {k.arti} |" for k in satu.kolom)
        bagian.append(f"## {satu.nama}\n\n{satu.arti}\n\n| kolom | tipe | arti |\n|---|---|---|\n{baris}\n")
    return "\n".join(bagian)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(tulis_halaman(), encoding="utf-8")
