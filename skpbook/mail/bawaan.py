"""The message texts a new book begins with, and the fields they may use."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ISIAN: Mapping[str, str] = {
    "instansi": "nama instansi",
    "unit": "nama unit",
    "kode_unit": "kode unit",
    "penghubung": "penghubung unit itu di lembar Unit",
    "tahap": "SKP, Matriks Peran Hasil, Evaluasi Kinerja, ...",
    "periode": "periode atau tahunnya",
    "tahun": "tahun kinerja",
    "tenggat": "tanggal dari bagian [tenggat] di skpbook.toml",
    "jumlah": "banyaknya berkas di lampiran",
    "berkas": "nama lampiran",
    "bagian": "misalnya bagian 1 dari 3, bila lampirannya dibagi",
    "kunci": "pemberitahuan bahwa lampirannya terkunci kata sandi",
    "jumlah_belum": "banyaknya yang belum masuk",
    "belum": "daftar nama yang belum masuk, satu baris satu orang",
    "pengirim": "nama pengirim dari bagian [surel]",
}
"""Field -> what it stands for."""

KUNCI = (
    "Lampiran terkunci kata sandi, yang disampaikan terpisah (tidak lewat surel). Buka dengan 7-Zip atau WinRAR; "
    "penjelajah berkas Windows tidak dapat membukanya."
)
"""The value of `kunci` where the zip is locked."""

TANPA_PENGHUBUNG = "Bapak/Ibu"

_KEPALA = """\
# Teks surel untuk {untuk}. Baris berawalan # di atas judul tidak dikirim; hapus berkas ini untuk kembali ke bawaan.
# Isian yang dapat dipakai: {isian}
# Baris yang semua isiannya kosong tidak ikut dikirim.
"""

_TEMPLAT = """\
Judul: Templat {tahap} {periode} - {unit} {bagian}

Yth. {penghubung}
{unit}

Terlampir {jumlah} templat {tahap} {periode} untuk pegawai {unit} (lampiran: {berkas}).
Ini {bagian}; bagian lainnya datang dalam surel tersendiri.

Mohon setiap pegawai mengisi berkasnya sendiri dan menyimpannya dengan nama yang sama, lalu semuanya dikirim kembali
dengan membalas surel ini.
Tenggat: {tenggat}

{kunci}

Terima kasih.
{pengirim}
{instansi}
"""

_PENGINGAT = """\
Judul: Pengingat: {tahap} {periode} - {unit}

Yth. {penghubung}
{unit}

{tahap} {periode} dari {jumlah_belum} pegawai {unit} belum kami terima:

{belum}

Mohon dikirim dengan membalas surel ini. Bila sudah terkirim, abaikan pengingat ini.
Tenggat: {tenggat}

Terima kasih.
{pengirim}
{instansi}
"""

_PENGINGAT_UNIT = """\
Judul: Pengingat: {tahap} {periode} - {unit}

Yth. {penghubung}
{unit}

{tahap} {periode} dari {unit} belum kami terima. Mohon dikirim dengan membalas surel ini.
Tenggat: {tenggat}

Terima kasih.
{pengirim}
{instansi}
"""

_KOREKSI = """\
Judul: Perlu dibetulkan: berkas kinerja {tahun} - {unit} {bagian}

Yth. {penghubung}
{unit}

Terlampir {jumlah} berkas yang perlu dibetulkan (lampiran: {berkas}).
Ini {bagian}; bagian lainnya datang dalam surel tersendiri.

Sel yang dipersoalkan diberi warna dan catatan; semuanya disebut di lembar Temuan di paling belakang. Mohon dibetulkan
di berkas itu juga, disimpan, lalu dikirim kembali dengan membalas surel ini.

{kunci}

Terima kasih.
{pengirim}
{instansi}
"""

_UNTUK: Mapping[str, tuple[str, str]] = {
    "perjanjian": ("templat Perjanjian Kinerja", _TEMPLAT),
    "skp": ("templat SKP", _TEMPLAT),
    "mph": ("templat Matriks Peran Hasil", _TEMPLAT),
    "evaluasi": ("templat evaluasi", _TEMPLAT),
    "rencana-aksi": ("templat rencana aksi", _TEMPLAT),
    "pengingat": ("pengingat (skpbook kirim pengingat)", _PENGINGAT),
    "pengingat-perjanjian": ("pengingat Perjanjian Kinerja", _PENGINGAT_UNIT),
    "koreksi": ("salinan yang perlu dibetulkan (skpbook kirim koreksi)", _KOREKSI),
}
NAMA = tuple(_UNTUK)
"""What there is a text for; the file in surel/ is called so."""


def teks_bawaan(nama: str) -> str:
    """The text of a new file in surel/."""
    untuk, isi = _UNTUK[nama]
    kepala = _KEPALA.format(untuk=untuk, isian=", ".join(f"{{{satu}}}" for satu in ISIAN))
    return f"{kepala}\n{isi}"
