"""skpbook.toml: what an instansi decides for its book, read strictly and refused in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import msgspec
from msgspec import Meta, Struct

from skpbook.checks.konteks import Ambang
from skpbook.domain.galat import TidakBisa
from skpbook.domain.periode import daftar_periode
from skpbook.forms.toml_text import TomlKeliru, urai_toml
from skpbook.intake.batas import Batas

if TYPE_CHECKING:
    from pathlib import Path

NAMA_BERKAS = "skpbook.toml"
TAHUN_BUKU = range(2022, 2101)
"""Years a book can be of: the first of Permen PANRB 6/2022, and room enough."""

JenisPeriode = Literal["bulanan", "triwulanan", "tahunan"]
AturanDistribusi = Literal["permen-6-2022", "se-3-2023"]
Keamanan = Literal["starttls", "tls", "tanpa"]
KeamananMasuk = Literal["tls", "starttls"]
Skor = Annotated[float, Meta(ge=0, le=100)]
Banyak = Annotated[int, Meta(ge=1)]


class AmbangBuku(Ambang, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The thresholds of the rules as an instansi may set them. See `checks.konteks.Ambang`."""

    rasio: Skor = Ambang().rasio
    himpunan: Skor = Ambang().himpunan
    orang_pola: Banyak = Ambang().orang_pola
    orang_batas: Banyak = Ambang().orang_batas
    orang_seragam: Banyak = Ambang().orang_seragam


class SurelMasuk(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The mailbox that `ambil` looks into, always encrypted. What is None is as for mail that goes out, but
    `server` has to be named; `port` None is the usual one. `sertifikat` is a PEM file in the book.
    """

    server: str | None = None
    port: Annotated[int, Meta(ge=1, le=65535)] | None = None
    keamanan: KeamananMasuk = "tls"
    pengguna: str | None = None
    sandi_env: str | None = None
    folder: str = "INBOX"
    sertifikat: str | None = None


class Surel(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where mail goes out. The password is never in the file: `sandi_env` names the environment variable.

    `sertifikat` is a file of further trusted certificates (PEM), relative to the book. `batas_mb` is how large one
    message may be on its way, `per_menit` how many go out in a minute. With `zip_bersandi` every zip is locked.
    """

    server: str | None = None
    port: Annotated[int, Meta(ge=1, le=65535)] = 587
    keamanan: Keamanan = "starttls"
    pengguna: str | None = None
    sandi_env: str = "SKPBOOK_SANDI_SUREL"
    pengirim: str | None = None
    nama_pengirim: str | None = None
    balas_ke: str | None = None
    sertifikat: str | None = None
    batas_mb: Annotated[float, Meta(ge=0.2, le=1000)] = 10
    per_menit: Annotated[int, Meta(ge=1, le=6000)] = 30
    zip_bersandi: bool = False
    masuk: SurelMasuk = SurelMasuk()


class Tenggat(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Until when the units are asked to hand in a stage; None is not stated. `evaluasi` is by period code."""

    perjanjian: date | None = None
    skp: date | None = None
    mph: date | None = None
    rencana_aksi: date | None = None
    evaluasi: Mapping[str, date] = {}

    def untuk(self, tahap: str, periode: str | None) -> date | None:
        """The date of a stage, of an evaluation for its period."""
        if tahap == "evaluasi":
            return self.evaluasi.get(periode or "")
        hari: date | None = getattr(self, tahap.replace("-", "_"))
        return hari


class PengaturanLedger(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An SQLAlchemy address of the ledger; None is skpbook.db in the book."""

    alamat: str | None = None


class Pengaturan(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole of skpbook.toml."""

    instansi: Annotated[str, Meta(min_length=1)]
    tahun: Annotated[int, Meta(ge=TAHUN_BUKU[0], le=TAHUN_BUKU[-1])]
    jenis_periode: JenisPeriode = "triwulanan"
    aturan_distribusi: AturanDistribusi = "permen-6-2022"
    ambang: AmbangBuku = AmbangBuku()
    batas: Batas = Batas()
    surel: Surel = Surel()
    tenggat: Tenggat = Tenggat()
    ledger: PengaturanLedger = PengaturanLedger()


_PILIHAN: dict[str, tuple[str, ...]] = {
    "jenis_periode": get_args(JenisPeriode),
    "aturan_distribusi": get_args(AturanDistribusi),
    "surel.keamanan": get_args(Keamanan),
    "surel.masuk.keamanan": get_args(KeamananMasuk),
}
_TABEL: dict[str, type[Struct]] = {
    "": Pengaturan,
    "ambang": AmbangBuku,
    "batas": Batas,
    "surel": Surel,
    "surel.masuk": SurelMasuk,
    "tenggat": Tenggat,
    "ledger": PengaturanLedger,
}


def baca_pengaturan(berkas: Path) -> Pengaturan:
    """Read skpbook.toml. Raises `TidakBisa` naming the file, the line and the key."""
    try:
        mentah = berkas.read_bytes()
    except OSError as galat:
        raise TidakBisa(f"{berkas} tidak dapat dibaca ({_sebab(galat)}).") from galat
    return urai_pengaturan(mentah, berkas.name)


def urai_pengaturan(isi: bytes, nama: str = NAMA_BERKAS) -> Pengaturan:
    """Parse the content of skpbook.toml. Raises `TidakBisa`."""
    try:
        hasil = urai_toml(
            isi,
            Pengaturan,
            nama,
            pilihan=_PILIHAN,
            medan=lambda tabel: _TABEL[tabel].__struct_fields__ if tabel in _TABEL else (),
        )
    except TomlKeliru as galat:
        raise TidakBisa(str(galat)) from galat
    ada = [satu.kode for satu in daftar_periode(hasil.jenis_periode, hasil.tahun)]
    for kode in hasil.tenggat.evaluasi:
        if kode not in ada:
            raise TidakBisa(
                f"{nama}, bagian [tenggat.evaluasi]: “{kode}” bukan periode buku ini; pilih dari {', '.join(ada)}."
            )
    return hasil


def tulis_pengaturan(instansi: str, tahun: int, jenis_periode: JenisPeriode = "triwulanan") -> str:
    """The text of a new skpbook.toml with every choice explained."""
    return _KERANGKA.format(
        instansi=_teks_toml(instansi),
        tahun=tahun,
        jenis_periode=jenis_periode,
        periode=" | ".join(get_args(JenisPeriode)),
        aturan=" | ".join(get_args(AturanDistribusi)),
    )


_KERANGKA = """\
# Pengaturan buku SKP. Baris yang diawali # adalah keterangan.

instansi = {instansi}
tahun = {tahun}

# Periode evaluasi: {periode}
jenis_periode = "{jenis_periode}"

# Pedoman pola distribusi predikat: {aturan}
aturan_distribusi = "permen-6-2022"

[ambang]
# Kemiripan (0-100) sejak mana sebuah RHK pimpinan ditawarkan sebagai saran: huruf, kata
rasio = 80
himpunan = 85
# Berapa pegawai dinilai sebelum pola distribusi dibandingkan, sebelum persen SE 3/2023, dan sebelum predikat yang
# sama semua disebut
orang_pola = 3
orang_batas = 10
orang_seragam = 5

# Tenggat pengumpulan, tertulis di sampul paket dan di surel; yang tidak ditulis tidak disebut. Hapus # di depannya.
[tenggat]
# perjanjian = {tahun}-01-15
# skp = {tahun}-01-31
# mph = {tahun}-01-20
# rencana_aksi = {tahun}-02-15
# [tenggat.evaluasi]
# {tahun}-AKHIR = {tahun}-12-31

# Surel keluar. Kata sandi tidak ditulis di sini: lihat panduan, bagian Mengirim lewat surel.
[surel]
# server = "smtp.contoh.go.id"
# port = 587
# keamanan = "starttls"            # starttls | tls (biasanya port 465) | tanpa
# pengguna = "kepegawaian@contoh.go.id"
# pengirim = "kepegawaian@contoh.go.id"
# nama_pengirim = "Bagian Kepegawaian"
# Ukuran satu surel paling besar; paket yang lebih besar dibagi
# batas_mb = 10
# per_menit = 30
# true: setiap zip dikunci kata sandi unitnya
# zip_bersandi = false

[batas]
# Batas keamanan berkas yang masuk; yang tidak ditulis di sini memakai bawaan program
berkas_mb = 25

[surel.masuk]
# Kotak surat yang dibaca skpbook ambil (IMAP); hapus # di depan baris yang diisi. Kata sandi tidak ditulis di sini.
# server = "imap.contoh.go.id"
# pengguna = "kepegawaian@contoh.go.id"
"""


def _teks_toml(teks: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's, but for DEL."""
    return msgspec.json.encode(teks).decode().replace("\x7f", "\\u007F")


def _sebab(galat: OSError) -> str:
    if isinstance(galat, FileNotFoundError):
        return "berkas tidak ada"
    if isinstance(galat, PermissionError):
        return "tidak ada izin baca"
    return f"kesalahan sistem nomor {galat.errno}"
