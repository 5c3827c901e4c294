"""skpbook.toml: what an instansi decides for its book, read strictly and refused in a sentence."""

from __future__ import annotations

import difflib
import re
import tomllib
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

import msgspec
from msgspec import Meta, Struct

from skpbook.checks.konteks import Ambang
from skpbook.domain.galat import TidakBisa
from skpbook.intake.batas import Batas

if TYPE_CHECKING:
    from pathlib import Path

NAMA_BERKAS = "skpbook.toml"
TAHUN_BUKU = range(2022, 2101)
"""Years a book can be of: the first of Permen PANRB 6/2022, and room enough."""

JenisPeriode = Literal["bulanan", "triwulanan", "tahunan"]
AturanDistribusi = Literal["permen-6-2022", "se-3-2023"]
Keamanan = Literal["starttls", "tls", "tanpa"]
Skor = Annotated[float, Meta(ge=0, le=100)]
Banyak = Annotated[int, Meta(ge=1)]


class AmbangBuku(Ambang, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The thresholds of the rules as an instansi may set them. See `checks.konteks.Ambang`."""

    rasio: Skor = Ambang().rasio
    himpunan: Skor = Ambang().himpunan
    orang_pola: Banyak = Ambang().orang_pola
    orang_batas: Banyak = Ambang().orang_batas


class Surel(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where mail goes out. The password is never in the file: `sandi_env` names the environment variable."""

    server: str | None = None
    port: Annotated[int, Meta(ge=1, le=65535)] = 587
    keamanan: Keamanan = "starttls"
    pengguna: str | None = None
    sandi_env: str = "SKPBOOK_SANDI_SUREL"
    pengirim: str | None = None


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
    ledger: PengaturanLedger = PengaturanLedger()


_PILIHAN: dict[str, tuple[str, ...]] = {
    "jenis_periode": get_args(JenisPeriode),
    "aturan_distribusi": get_args(AturanDistribusi),
    "surel.keamanan": get_args(Keamanan),
}
_JENIS = {
    "int": "bilangan bulat",
    "float": "angka",
    "str": "teks dalam tanda kutip",
    "object": "tabel",
    "array": "daftar",
    "bool": "true atau false",
    "null": "kosong",
}


def baca_pengaturan(berkas: Path) -> Pengaturan:
    """Read skpbook.toml. Raises `TidakBisa` naming the file, the line and the key."""
    try:
        mentah = berkas.read_bytes()
    except OSError as galat:
        raise TidakBisa(f"{berkas} tidak dapat dibaca ({_sebab(galat)}).") from galat
    try:
        teks = mentah.decode("utf-8-sig")
    except UnicodeDecodeError as galat:
        baris = mentah[: galat.start].count(b"\n") + 1
        raise TidakBisa(
            f"{berkas.name} baris {baris}: bukan teks UTF-8; simpan ulang berkas dengan pengodean UTF-8."
        ) from galat
    return urai_pengaturan(teks, berkas.name)


def urai_pengaturan(teks: str, nama: str = NAMA_BERKAS) -> Pengaturan:
    """Parse the text of skpbook.toml. Raises `TidakBisa`."""
    try:
        isi = tomllib.loads(teks)
    except tomllib.TOMLDecodeError as galat:
        raise TidakBisa(_galat_toml(teks, nama, str(galat))) from galat
    try:
        return msgspec.convert(isi, Pengaturan)
    except msgspec.ValidationError as galat:
        raise TidakBisa(_galat_isi(teks, nama, isi, str(galat))) from galat


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
# Berapa pegawai dinilai sebelum pola distribusi dibandingkan, dan sebelum persen SE 3/2023
orang_pola = 3
orang_batas = 10

[batas]
# Batas keamanan berkas yang masuk; yang tidak ditulis di sini memakai bawaan program
berkas_mb = 25
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


def _galat_toml(teks: str, nama: str, pesan: str) -> str:
    """tomllib's English message as a sentence with the line."""
    temu = re.search(r"at line (\d+)", pesan)
    nomor = int(temu[1]) if temu else teks.count("\n") + 1
    if "overwrite a value" in pesan or ("declare" in pesan and "twice" in pesan):
        return f"{nama} baris {nomor}: kunci atau tabel ditulis dua kali; hapus salah satu."
    baris = teks.splitlines()[nomor - 1].strip() if 0 < nomor <= len(teks.splitlines()) else ""
    return (
        f"{nama} baris {nomor}: penulisan tidak dapat dipahami (“{baris[:60]}”); "
        "tulis sebagai kunci = nilai, dengan teks di antara tanda kutip."
    )


def _galat_isi(teks: str, nama: str, isi: dict[str, Any], pesan: str) -> str:
    """msgspec's English message as a sentence with line and key."""
    temu = re.search(r" - at `\$\.?(.*)`$", pesan)
    jalur = temu[1] if temu else ""
    if tidak_dikenal := re.match(r"Object contains unknown field `(.+?)`", pesan):
        return _kunci_asing(teks, nama, jalur, tidak_dikenal[1])
    if kurang := re.match(r"Object missing required field `(.+?)`", pesan):
        kunci = f"{jalur}.{kurang[1]}" if jalur else kurang[1]
        return f"{nama}: kunci “{kunci}” belum ada; tambahkan baris {kurang[1]} = …"
    letak = f"{nama} baris {_baris_kunci(teks, jalur)}, kunci “{jalur}”"
    nilai = _nilai(isi, jalur)
    if jalur in _PILIHAN:
        pilihan = ", ".join(_PILIHAN[jalur])
        return f"{letak}: “{nilai}” bukan pilihan yang dikenal; pilih salah satu dari {pilihan}."
    if batas := re.match(r"Expected `(\w+)` (>=|<=|>|<) (\S+)", pesan):
        kata = {">=": "paling sedikit", "<=": "paling banyak", ">": "lebih dari", "<": "kurang dari"}[
            batas[2]
        ]
        return (
            f"{letak}: nilai {nilai} di luar batas; tulis {_JENIS.get(batas[1], batas[1])} {kata} {batas[3]}."
        )
    if re.match(r"Expected `str` of length >=", pesan):
        return f"{letak}: masih kosong; tulis teksnya di antara tanda kutip."
    harap = re.match(r"Expected `([^`]+)`", pesan)
    jenis = (
        " atau ".join(_JENIS.get(satu.strip(), satu.strip()) for satu in harap[1].split("|"))
        if harap
        else "nilai lain"
    )
    return f"{letak}: “{nilai}” tidak cocok; yang diharapkan {jenis}."


def _kunci_asing(teks: str, nama: str, jalur: str, kunci: str) -> str:
    penuh = f"{jalur}.{kunci}" if jalur else kunci
    tipe: Any = Pengaturan
    if jalur:
        tipe = {"ambang": AmbangBuku, "batas": Batas, "surel": Surel, "ledger": PengaturanLedger}[jalur]
    dekat = difflib.get_close_matches(kunci, tipe.__struct_fields__, n=1)
    saran = (
        f"; mungkin maksudnya “{dekat[0]}”"
        if dekat
        else f"; kunci yang ada: {', '.join(tipe.__struct_fields__)}"
    )
    return f"{nama} baris {_baris_kunci(teks, penuh)}: kunci “{penuh}” tidak dikenal{saran}."


def _nilai(isi: dict[str, Any], jalur: str) -> Any:
    sekarang: Any = isi
    for bagian in jalur.split("."):
        sekarang = sekarang.get(bagian) if isinstance(sekarang, dict) else None
    return sekarang


def _baris_kunci(teks: str, jalur: str) -> int:
    """Line (from 1) where a dotted key is written; of its table, or 1, where it is not found as such."""
    tabel = ""
    terdekat = 1
    for nomor, baris in enumerate(teks.splitlines(), start=1):
        if kepala := re.match(r"\s*\[+\s*([^\]]+?)\s*\]+", baris):
            tabel = kepala[1].replace('"', "").replace(" ", "")
            if jalur == tabel or jalur.startswith(tabel + "."):
                terdekat = nomor
        elif tulis := re.match(r"\s*([\w\"'.\s-]+?)\s*=", baris):
            kunci = re.sub(r"[\"'\s]", "", tulis[1])
            penuh = f"{tabel}.{kunci}" if tabel else kunci
            if penuh == jalur or jalur.startswith(penuh + "."):
                return nomor
    return terdekat
