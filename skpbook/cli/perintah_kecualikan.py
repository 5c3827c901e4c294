"""`kecualikan`: waive findings, revoke a waiver, list them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from skpbook.cli.aplikasi import SELESAI, OpsiBuku, OpsiDiam, OpsiJson, OpsiPeriode, buka
from skpbook.cli.bahasa import Perintah
from skpbook.cli.keluaran import cetak
from skpbook.domain.galat import TidakBisa

if TYPE_CHECKING:
    from skpbook.app.kecualikan import HasilKecualikan


def pasang(aplikasi: typer.Typer) -> None:
    """Add the command to the program."""
    aplikasi.command(
        "kecualikan",
        cls=Perintah,
        help="Kecualikan temuan satu aturan atas satu pegawai, dengan alasannya; dapat dibatalkan.",
    )(perintah_kecualikan)


def perintah_kecualikan(  # noqa: PLR0913, PLR0917 - one parameter for each option
    kode: Annotated[str | None, typer.Argument(metavar="KODE", help="Kode aturan, misalnya K401.")] = None,
    nip: Annotated[str | None, typer.Argument(metavar="NIP", help="NIP pegawai yang bersangkutan.")] = None,
    alasan: Annotated[
        str | None, typer.Option("--alasan", metavar="TEKS", help="Mengapa temuan ini tidak dihitung.")
    ] = None,
    periode: OpsiPeriode = None,
    oleh: Annotated[
        str | None,
        typer.Option("--oleh", metavar="NAMA", help="Yang memutuskan; bawaan: pengguna komputer ini."),
    ] = None,
    batal: Annotated[bool, typer.Option("--batal", help="Batalkan pengecualian ini.")] = False,
    daftar: Annotated[
        bool,
        typer.Option("--daftar", help="Sebutkan pengecualian yang tercatat, juga yang sudah dibatalkan."),
    ] = False,
    buku: OpsiBuku = None,
    json: OpsiJson = False,
    diam: OpsiDiam = False,
) -> int:
    """Waive, revoke or list."""
    from skpbook.app.kecualikan import batalkan, daftar_pengecualian, kecualikan
    from skpbook.cli import tampil

    isi = buka(buku)
    if daftar:
        semua = daftar_pengecualian(isi, kode, nip, periode)
        cetak(semua, lambda satu: tampil.pengecualian(satu.pengecualian), json=json, diam=diam)
        return SELESAI
    if kode is None or nip is None:
        raise TidakBisa(
            "Sebutkan KODE dan NIP, misalnya skpbook kecualikan K401 198501012010011001 --alasan …"
        )
    if batal:
        hasil = batalkan(isi, kode, nip, periode=periode, oleh=oleh)
    elif alasan is None:
        raise TidakBisa("Alasan belum disebut; tulis dengan --alasan, atau pakai --batal untuk membatalkan.")
    else:
        hasil = kecualikan(isi, kode, nip, alasan, periode=periode, oleh=oleh)
    cetak(hasil, _rupa, json=json, diam=diam)
    return SELESAI


def _rupa(hasil: HasilKecualikan) -> str:
    from skpbook.cli.tampil import lipat

    satu = hasil.pengecualian
    siapa = f"{hasil.nama} ({satu.nip})" if hasil.nama else satu.nip
    masa = f" periode {satu.periode}" if satu.periode else ""
    if not satu.berlaku:
        return lipat(
            f"Pengecualian {satu.kode} untuk {siapa}{masa} dibatalkan; {hasil.temuan} temuan dihitung lagi."
        )
    kena = (
        f"{hasil.temuan} temuan tidak lagi dihitung"
        if hasil.temuan
        else "saat ini tidak ada temuan seperti itu, jadi belum ada yang berubah"
    )
    return lipat(f"{satu.kode} untuk {siapa}{masa} dikecualikan oleh {satu.oleh}: {kena}.")
