"""`ambil`: messages of a mailbox into masuk/."""

from __future__ import annotations

import getpass
import sys
from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from skpbook.cli.aplikasi import SELESAI, TIDAK_BISA, OpsiBuku, OpsiDiam, OpsiJson, buka
from skpbook.cli.bahasa import Perintah
from skpbook.cli.keluaran import adu, cetak, cetak_teks
from skpbook.cli.kemajuan import Kemajuan
from skpbook.domain.galat import TidakBisa

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from skpbook.app.ambil import HasilAmbil, Pesan

_BANYAK = 10


def pasang(aplikasi: typer.Typer) -> None:
    """Add the command to the program."""
    aplikasi.command(
        "ambil",
        cls=Perintah,
        help="Ambil pesan berlampiran dari kotak surat (IMAP) ke masuk/; kotaknya tidak diubah.",
    )(perintah_ambil)


def perintah_ambil(
    folder: Annotated[
        str | None,
        typer.Option("--folder", metavar="NAMA", help="Folder surel; bawaan: yang di skpbook.toml (INBOX)."),
    ] = None,
    sejak: Annotated[
        str | None,
        typer.Option(
            "--sejak",
            metavar="TANGGAL",
            help="Hanya pesan yang tiba sejak tanggal ini, misalnya 2026-01-31; bawaan: Desember sebelum tahun buku.",
        ),
    ] = None,
    uji: Annotated[
        bool, typer.Option("--uji", help="Sebutkan yang akan diambil; tidak mengambil apa pun.")
    ] = False,
    ulang: Annotated[
        bool, typer.Option("--ulang", help="Ambil lagi pesan yang berkasnya sudah tidak ada di tempatnya.")
    ] = False,
    simpan_sandi: Annotated[
        bool,
        typer.Option(
            "--simpan-sandi",
            help="Tanyakan kata sandi kotak surat dan simpan di gantungan kunci komputer ini.",
        ),
    ] = False,
    buku: OpsiBuku = None,
    json: OpsiJson = False,
    diam: OpsiDiam = False,
) -> int:
    """Fetch messages."""
    if simpan_sandi:
        return _simpan(buku)
    from skpbook.app.ambil import ambil

    with Kemajuan("pesan", diam=diam) as maju:
        hasil = ambil(buka(buku), folder=folder, sejak=sejak, uji=uji, ulang=ulang, lapor=maju)
    cetak(hasil, lambda isi: "\n".join(_rupa(isi, uji=uji)), json=json, diam=diam)
    if hasil.galat is not None:
        adu(hasil.galat, json=False)
        return TIDAK_BISA
    return SELESAI


def _simpan(buku: str | None) -> int:
    """Ask for the password without showing it."""
    from skpbook.app.ambil import simpan_sandi_kotak

    isi = buka(buku)
    if not sys.stdin.isatty():
        raise TidakBisa("--simpan-sandi menanyakan kata sandi di terminal; jalankan langsung di terminal.")
    siapa = simpan_sandi_kotak(isi, getpass.getpass("Kata sandi kotak surat (tidak terlihat saat diketik): "))
    cetak_teks(f"Kata sandi {siapa} disimpan di gantungan kunci komputer ini.")
    return SELESAI


def _rupa(hasil: HasilAmbil, *, uji: bool) -> Iterator[str]:
    """What was fetched by unit, then whatever a person has to see to."""
    from skpbook.app.ambil import DIAMBIL, SUDAH_ADA, TANPA_LAMPIRAN, TERLALU_BESAR, TIDAK_SAMPAI
    from skpbook.cli.tampil import lipat, tabel

    menurut: dict[str, list[Pesan]] = {}
    for satu in hasil.pesan:
        menurut.setdefault(satu.status, []).append(satu)
    diambil = menurut.get(DIAMBIL, [])
    if hasil.dinomori_ulang:
        yield lipat(
            "Server menomori ulang pesannya (UIDVALIDITY berganti), jadi semua pesan dilihat lagi; yang sudah diambil "
            "tidak diambil dua kali."
        )
    if diambil:
        unit = Counter(satu.unit or "(lainnya)" for satu in diambil)
        yield tabel(("Pengirim menurut surat", "Pesan"), sorted(unit.items()))
    kata = "akan diambil" if uji else "diambil"
    yield lipat(
        f"{len(diambil)} pesan {kata} dari folder {hasil.folder} milik {hasil.pengguna}; {hasil.dulu} sudah dari "
        f"pengambilan sebelumnya. Pesan sebelum {hasil.sejak} tidak dilihat."
    )
    if SUDAH_ADA in menurut:
        yield lipat(f"{len(menurut[SUDAH_ADA])} pesan isinya sudah pernah diambil, jadi tidak disimpan lagi.")
    yield from _asing(diambil, kosong=hasil.tanpa_alamat)
    for status, kalimat in (
        (TIDAK_SAMPAI, "memberitahukan surat yang tidak sampai; betulkan alamatnya di lembar Unit, lalu kirim lagi "
         "dengan skpbook kirim TAHAP --ulang --unit KODE"),
        (TERLALU_BESAR, "lebih besar daripada wadah_mb di [batas] pada skpbook.toml, jadi tidak diambil; simpan "
         "lampirannya dari program surel ke masuk/"),
        (TANPA_LAMPIRAN, "tidak membawa lampiran, jadi tidak disimpan; bila formulirnya tertinggal atau berupa tautan, "
         "minta pengirimnya melampirkan"),
    ):  # fmt: skip
        if status in menurut:
            yield lipat(f"{len(menurut[status])} pesan {kalimat}:")
            yield from _daftar(sorted(menurut[status], key=lambda satu: satu.unit is None))
    if uji:
        yield "Ini hanya percobaan: tidak ada yang diambil, dan lampirannya belum dilihat."
    elif diambil:
        yield "Berikutnya: skpbook impor."


def _asing(diambil: Sequence[Pesan], *, kosong: bool) -> Iterator[str]:
    from skpbook.app.ambil import TAK_DIKENAL
    from skpbook.cli.tampil import lipat

    asing = [satu for satu in diambil if satu.berkas is not None and f"/{TAK_DIKENAL}/" in satu.berkas]
    if not asing:
        return
    yield lipat(
        f"{len(asing)} pesan dari pengirim yang alamatnya tidak ada di lembar Unit disimpan terpisah di "
        f"masuk/{TAK_DIKENAL}/ dan tidak ikut diimpor; periksa, lalu pindahkan yang benar ke masuk/:"
    )
    if kosong:
        yield lipat("Lembar Unit belum memuat satu alamat pun; isi kolom surelnya di daftar pegawai.", "  ")
    yield from _daftar(asing)


def _daftar(pesan: Sequence[Pesan]) -> Iterator[str]:
    from skpbook.cli.tampil import lipat

    for satu in pesan[:_BANYAK]:
        besar = f", {satu.ukuran / 1024 / 1024:.1f} MB".replace(".", ",") if satu.ukuran > 1024 * 1024 else ""
        unit = f" ({satu.unit})" if satu.unit else ""
        if satu.tujuan:
            yield lipat(f"{(satu.tanggal or '')[:10]}  {', '.join(satu.tujuan)}{unit}", "  ", "      ")
            continue
        yield lipat(f"{(satu.tanggal or 'tanpa tanggal')[:10]}  {satu.pengirim}{unit}{besar}", "  ", "      ")
    if len(pesan) > _BANYAK:
        yield f"  … dan {len(pesan) - _BANYAK} lagi; semuanya dengan --json."
