"""The mail server and the sender of a book, out of skpbook.toml."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.domain.galat import TidakBisa
from skpbook.mail.alamat import alamat_sah
from skpbook.mail.kredensial import butuh_sandi, simpan_sandi
from skpbook.mail.pesan import Pengirim
from skpbook.mail.sambungan import Sambungan

if TYPE_CHECKING:
    from skpbook.app.buku import Buku

SIMPAN_SANDI = "skpbook kirim --simpan-sandi"


def sambungan(buku: Buku) -> tuple[Sambungan, Pengirim]:
    """The server and the sender of skpbook.toml, with the password. Raises `TidakBisa` saying what is missing."""
    atur = buku.pengaturan.surel
    pengirim = pengirim_buku(buku)
    if not atur.server:
        raise TidakBisa(
            "Server surel belum disebut: isi server dan pengirim pada bagian [surel] di skpbook.toml, atau pakai --eml "
            "untuk menulis draf yang dikirim sendiri dari program surel."
        )
    if pengirim.alamat is None:
        raise TidakBisa("Alamat pengirim belum disebut; isi pengirim pada bagian [surel] di skpbook.toml.")
    sandi = None
    if atur.pengguna:
        if atur.keamanan == "tanpa":
            raise TidakBisa(
                "Kata sandi surel tidak dikirim tanpa enkripsi; ubah keamanan pada bagian [surel] menjadi starttls "
                "atau tls, atau hapus pengguna bila server itu tidak memintanya."
            )
        sandi = butuh_sandi(atur.server, atur.pengguna, atur.sandi_env, SIMPAN_SANDI)
    return (
        Sambungan(
            server=atur.server,
            port=atur.port,
            keamanan=atur.keamanan,
            pengguna=atur.pengguna,
            sandi=sandi,
            sertifikat=buku.akar / atur.sertifikat if atur.sertifikat else None,
        ),
        pengirim,
    )


def pengirim_buku(buku: Buku) -> Pengirim:
    """The sender; a user that is an address stands for one that is not named. Raises `TidakBisa` for no address."""
    atur = buku.pengaturan.surel
    for kunci, alamat in (("pengirim", atur.pengirim), ("balas_ke", atur.balas_ke)):
        if alamat and not alamat_sah(alamat):
            raise TidakBisa(
                f"skpbook.toml, bagian [surel]: {kunci} “{alamat}” bukan alamat surel; tulis misalnya "
                "kepegawaian@contoh.go.id."
            )
    alamat = atur.pengirim or (atur.pengguna if alamat_sah(atur.pengguna or "") else None)
    return Pengirim(alamat=alamat, nama=atur.nama_pengirim, balas_ke=atur.balas_ke)


def simpan_sandi_surel(buku: Buku, sandi: str) -> str:
    """Keep the password in the keyring; whose it is, for the person. Raises `TidakBisa`."""
    atur = buku.pengaturan.surel
    if not atur.server or not atur.pengguna:
        raise TidakBisa("Isi dahulu server dan pengguna pada bagian [surel] di skpbook.toml.")
    if not sandi:
        raise TidakBisa("Kata sandi kosong; tidak ada yang disimpan.")
    simpan_sandi(atur.server, atur.pengguna, sandi)
    return f"{atur.pengguna} di {atur.server}"
