"""`kirim`: packages, reminders and corrected copies by mail."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from skpbook.cli.aplikasi import (
    ADA_GALAT,
    SELESAI,
    OpsiBuku,
    OpsiDiam,
    OpsiJson,
    OpsiPeriode,
    OpsiUnit,
    buka,
)
from skpbook.cli.bahasa import Perintah
from skpbook.cli.keluaran import cetak, cetak_teks
from skpbook.cli.kemajuan import Kemajuan
from skpbook.domain.galat import TidakBisa

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from skpbook.app.hasil_kirim import HasilKirim, Kiriman

_MB = 1024 * 1024


def pasang(aplikasi: typer.Typer) -> None:
    """Add the command to the program."""
    aplikasi.command(
        "kirim",
        cls=Perintah,
        help="Kirim lewat surel ke tiap unit: paket satu tahap, pengingat, atau salinan yang perlu dibetulkan.",
    )(perintah_kirim)


def perintah_kirim(  # noqa: PLR0913, PLR0917 - one parameter for each option
    apa: Annotated[
        str | None,
        typer.Argument(
            metavar="TAHAP",
            help="perjanjian, skp, mph, evaluasi, rencana-aksi; atau pengingat, koreksi.",
        ),
    ] = None,
    unit: OpsiUnit = None,
    periode: OpsiPeriode = None,
    tahap: Annotated[
        str | None,
        typer.Option(
            "--tahap", metavar="TAHAP", help="Tahap yang diingatkan (kirim pengingat); bawaan: skp."
        ),
    ] = None,
    uji: Annotated[
        bool, typer.Option("--uji", help="Sebutkan apa yang akan dikirim ke mana; tidak mengirim apa pun.")
    ] = False,
    eml: Annotated[
        bool,
        typer.Option("--eml", help="Tulis draf .eml ke keluar/surel/ untuk dikirim sendiri; tidak mengirim."),
    ] = False,
    ulang: Annotated[
        bool,
        typer.Option(
            "--ulang",
            help="Kirim lagi yang tidak pasti sampai; bersama --unit juga yang sudah terkirim ke unit itu.",
        ),
    ] = False,
    sampai: Annotated[
        bool,
        typer.Option("--sampai", help="Catat bahwa kiriman tidak pasti untuk --unit ternyata sampai."),
    ] = False,
    bersandi: Annotated[
        bool,
        typer.Option("--bersandi", help="Kunci zip dengan kata sandi unitnya (tercatat di sandi-unit.txt)."),
    ] = False,
    simpan_sandi: Annotated[
        bool,
        typer.Option(
            "--simpan-sandi", help="Tanyakan kata sandi surel dan simpan di gantungan kunci komputer ini."
        ),
    ] = False,
    buku: OpsiBuku = None,
    json: OpsiJson = False,
    diam: OpsiDiam = False,
) -> int:
    """Send, or say what would be sent."""
    if simpan_sandi:
        return _simpan(buku)
    if apa is None:
        raise TidakBisa("Sebutkan apa yang dikirim, misalnya skpbook kirim skp, pengingat, atau koreksi.")
    if (pilih := [nama for nama, ada in (("--uji", uji), ("--eml", eml), ("--sampai", sampai)) if ada])[1:]:
        raise TidakBisa(f"{' dan '.join(pilih)} tidak dapat dipakai bersama; jalankan satu per satu.")
    from skpbook.app.kirim import Pilihan, kirim

    with Kemajuan("surel", diam=diam) as maju:
        hasil = kirim(
            buka(buku),
            apa,
            tahap=tahap,
            periode=periode,
            unit=unit,
            pilihan=Pilihan(uji=uji, eml=eml, ulang=ulang, sampai=sampai, bersandi=bersandi),
            lapor=maju,
            kabar=maju.langkah,
        )
    cetak(hasil, _rupa, json=json, diam=diam)
    return ADA_GALAT if hasil.ada_galat else SELESAI


def _simpan(buku: str | None) -> int:
    """Ask for the password without showing it."""
    from skpbook.app.sambungan_surel import simpan_sandi_surel

    isi = buka(buku)
    if not sys.stdin.isatty():
        raise TidakBisa("--simpan-sandi menanyakan kata sandi di terminal; jalankan langsung di terminal.")
    siapa = simpan_sandi_surel(isi, getpass.getpass("Kata sandi surel (tidak terlihat saat diketik): "))
    cetak_teks(f"Kata sandi {siapa} disimpan di gantungan kunci komputer ini.")
    return SELESAI


_JUDUL = {
    "uji": "Yang akan dikirim (percobaan, tidak ada yang dikirim)",
    "eml": "Draf yang ditulis",
    "smtp": "Hasil pengiriman",
    "catat": "Yang dicatat sampai",
}


def _rupa(hasil: HasilKirim) -> str:
    return "\n".join(_baris(hasil))


def _baris(hasil: HasilKirim) -> Iterator[str]:
    """Units and what became of their messages, then whatever a person has to see to."""
    from skpbook.cli.tampil import lipat, tabel

    if hasil.kiriman:
        yield f"{_JUDUL[hasil.cara]}:"
        yield tabel(
            ("Unit", "Kepada", "Berkas", "Ukuran", "Keadaan"),
            [_sel(satu) for satu in hasil.kiriman],
        )
    elif hasil.jenis == "pengingat":
        yield "Tidak ada yang perlu diingatkan: semuanya sudah masuk."
    for satu in _bersebab(hasil.kiriman):
        siapa = satu.unit if satu.alamat == "-" else f"{satu.unit}, {satu.alamat}"
        yield lipat(f"{siapa}: {satu.sebab}", "  ", "    ")
    for teks in hasil.catatan:
        yield lipat(teks)
    if hasil.kiriman:
        isi = ", ".join(f"{banyak} {_KATA.get(nama, nama)}" for nama, banyak in hasil.ringkasan.items())
        yield f"{len(hasil.kiriman)} kiriman: {isi}."
    yield from _berikut(hasil)


_KATA = {
    "sudah": "sudah dikirim sebelumnya",
    "tidak-pasti": "tidak pasti",
    "akan-dikirim": "akan dikirim",
    "tanpa-alamat": "tanpa alamat",
}


def _sel(satu: Kiriman) -> tuple[object, ...]:
    bagian = f" ({satu.bagian}/{satu.dari})" if satu.dari > 1 else ""
    ukuran = f"{satu.ukuran / _MB:.1f} MB".replace(".", ",") if satu.berkas else "-"
    keadaan = satu.sebab if satu.keadaan == "sudah" else _KATA.get(satu.keadaan, satu.keadaan)
    return (satu.unit + bagian, satu.alamat, satu.jumlah or "-", ukuran, keadaan)


def _bersebab(kiriman: Sequence[Kiriman]) -> list[Kiriman]:
    return [
        satu for satu in kiriman if satu.sebab and satu.keadaan in ("gagal", "tidak-pasti", "tanpa-alamat")
    ]


def _berikut(hasil: HasilKirim) -> Iterator[str]:
    from skpbook.cli.tampil import lipat
    from skpbook.mail.sandi_unit import kalimat_sandi_baru

    if hasil.sandi_baru:
        yield lipat(kalimat_sandi_baru(hasil.sandi_baru))
    if hasil.cara == "eml" and "sudah" in hasil.ringkasan:
        yield lipat("Yang sudah dikirim atau sudah ada drafnya tidak ditulis lagi; pakai --ulang bila perlu.")
    if hasil.folder and "disiapkan" in hasil.ringkasan:
        yield lipat(f"Buka draf di {hasil.folder}/ satu per satu (klik dua kali), periksa, lalu kirim.")
    if "tidak-pasti" in hasil.ringkasan:
        yield lipat(
            "Yang tidak pasti tidak dikirim lagi dengan sendirinya. Tanyakan kepada unitnya: bila sudah sampai, "
            "jalankan lagi dengan --unit KODE --sampai; bila belum, dengan --unit KODE --ulang."
        )
    if "gagal" in hasil.ringkasan:
        yield lipat("Jalankan perintah yang sama sekali lagi untuk mengirim yang gagal saja.")
    if hasil.contoh and hasil.kiriman:
        yield ""
        yield f"Teks surel yang pertama ({hasil.kiriman[0].judul}):"
        yield "\n".join(f"  | {baris}" for baris in hasil.contoh.splitlines())
