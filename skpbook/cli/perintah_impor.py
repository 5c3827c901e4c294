"""`impor`: what came back goes into the book."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from skpbook.cli.aplikasi import (
    ADA_GALAT,
    SELESAI,
    OpsiBuku,
    OpsiDiam,
    OpsiJson,
    OpsiKerja,
    bilangan,
    buka,
)
from skpbook.cli.bahasa import Perintah
from skpbook.cli.keluaran import adu, cetak
from skpbook.cli.kemajuan import Kemajuan
from skpbook.domain.galat import TidakBisa

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skpbook.app.hasil_impor import BerkasImpor, HasilImpor


def pasang(aplikasi: typer.Typer) -> None:
    """Add the command to the program."""
    aplikasi.command("impor", cls=Perintah, help="Impor berkas yang kembali, dari masuk/ atau yang disebut.")(
        perintah_impor
    )


def perintah_impor(  # noqa: PLR0913, PLR0917 - one parameter for each option
    jalur: Annotated[
        list[str] | None,
        typer.Argument(metavar="JALUR", help="Berkas atau folder; bawaan: masuk/ di buku."),
    ] = None,
    sandi: Annotated[
        list[str] | None,
        typer.Option(
            "--sandi",
            metavar="KATA-SANDI",
            help="Kata sandi berkas atau zip yang terkunci; boleh diulang. Agar tidak tercatat di riwayat "
            "terminal, simpan di variabel SKPBOOK_SANDI (satu baris satu kata sandi).",
        ),
    ] = None,
    uji: Annotated[
        bool, typer.Option("--uji", help="Sebutkan apa yang akan terjadi; tidak menulis apa pun.")
    ] = False,
    ganti: Annotated[
        bool, typer.Option("--ganti", help="Bila tidak jelas mana yang lebih baru, pakai yang datang.")
    ] = False,
    lewati: Annotated[
        bool, typer.Option("--lewati", help="Bila tidak jelas mana yang lebih baru, pakai yang sudah ada.")
    ] = False,
    pakai: Annotated[
        list[str] | None,
        typer.Option(
            "--pakai", metavar="BERKAS", help="Pakai berkas yang pernah masuk ini; tidak mengimpor."
        ),
    ] = None,
    abaikan: Annotated[
        list[str] | None,
        typer.Option(
            "--abaikan",
            metavar="BERKAS",
            help="Jangan laporkan lagi berkas yang ditolak ini; perlu --alasan.",
        ),
    ] = None,
    alasan: Annotated[
        str | None, typer.Option("--alasan", metavar="TEKS", help="Alasan mengabaikan.")
    ] = None,
    klaster: Annotated[
        str | None,
        typer.Option(
            "--klaster",
            metavar="ALAMAT",
            help="Baca di klaster dask: alamat scheduler-nya, misalnya tcp://10.0.0.5:8786.",
        ),
    ] = None,
    buku: OpsiBuku = None,
    kerja: OpsiKerja = "1",
    json: OpsiJson = False,
    diam: OpsiDiam = False,
) -> int:
    """Import files, or decide about files that came."""
    _satu_maksud(
        uji=uji, ganti=ganti, lewati=lewati, pakai=pakai, abaikan=abaikan, jalur=jalur, klaster=klaster
    )
    satu = buka(buku)
    if pakai or abaikan:
        from skpbook.app import pilih_berkas

        hasil = (
            pilih_berkas.pakai(satu, pakai) if pakai else pilih_berkas.abaikan(satu, abaikan or (), alasan)
        )
        cetak(hasil, _pilihan, json=json, diam=diam)
        return SELESAI
    from skpbook.app.impor import impor
    from skpbook.ledger.ganti import Strategi

    strategi = Strategi.GANTI if ganti else Strategi.LEWATI if lewati else Strategi.TANYA
    sumber = [Path(nama) for nama in jalur or ()]
    if not uji and (peringatan := satu.peringatan_jaringan()) is not None:
        adu(peringatan, json=False)
    with Kemajuan("berkas", diam=diam) as maju:
        hasil = impor(
            satu,
            sumber,
            kerja=bilangan(kerja, "--kerja"),
            lapor=maju,
            sandi=(*(sandi or ()), *filter(None, os.environ.get("SKPBOOK_SANDI", "").splitlines())),
            strategi=strategi,
            uji=uji,
            klaster=klaster,
        )
    cetak(hasil, lambda isi: _rupa(isi, sumber or [satu.masuk], uji=uji), json=json, diam=diam)
    return ADA_GALAT if hasil.ada_galat else SELESAI


def _satu_maksud(**opsi: object) -> None:
    """Raises `TidakBisa` for options that contradict each other."""
    for satu, lain in (
        ("ganti", "lewati"),
        *(
            (pilih, lain)
            for pilih in ("pakai", "abaikan")
            for lain in ("uji", "ganti", "lewati", "klaster", "jalur")
        ),
        ("pakai", "abaikan"),
    ):
        if opsi[satu] and opsi[lain]:
            nama = "berkas yang diimpor" if lain == "jalur" else f"--{lain}"
            raise TidakBisa(f"--{satu} dan {nama} tidak dapat dipakai bersama; jalankan satu per satu.")


def _rupa(hasil: HasilImpor, sumber: Sequence[Path], *, uji: bool) -> str:
    """What became of the files: those with something to tell, then the sum of all. `sumber` is where they
    were looked for.
    """
    from skpbook.cli.tampil import daftar_temuan, lipat

    if not hasil.berkas:
        di = ", ".join(str(satu) for satu in sumber)
        return lipat(f"Tidak ada berkas di {di}; letakkan di sana berkas yang kembali, lalu jalankan lagi.")
    temuan = [
        satu
        for berkas in hasil.berkas
        for satu in berkas.temuan
        if satu.kode != "B012" or berkas.status != "sudah-ada"
    ]
    baris = [daftar_temuan(temuan), ""] if temuan else []
    isi = ", ".join(f"{angka} {nama}{_rinci(hasil, nama)}" for nama, angka in hasil.ringkasan.items())
    baris.append(f"{len(hasil.berkas)} berkas: {isi}.")
    if uji:
        baris.append("Ini hanya percobaan: tidak ada yang ditulis ke ledger maupun arsip.")
    return "\n".join(baris)


def _rinci(hasil: HasilImpor, status: str) -> str:
    """What a status is made of, where that is more than one thing."""
    milik = [satu for satu in hasil.berkas if satu.status == status]
    if status == "diterima":
        ganti = sum(_menggantikan(satu) for satu in milik)
        return f" ({len(milik) - ganti} baru, {ganti} menggantikan)" if ganti else ""
    kosong = sum(any(satu.kode == "B019" for satu in berkas.temuan) for berkas in milik)
    return f" ({kosong} belum diisi)" if kosong and status == "dilewati" else ""


def _menggantikan(berkas: BerkasImpor) -> bool:
    return any(satu.kode == "B013" and satu.berkas == berkas.nama for satu in berkas.temuan)


def _pilihan(hasil: HasilImpor) -> str:
    """What a person's choice did."""
    from skpbook.cli.tampil import daftar_temuan

    temuan = [satu for berkas in hasil.berkas for satu in berkas.temuan]
    kata = {"diterima": "dipakai", "dilewati": "diabaikan"}
    baris = [f"{satu.nama} {kata[satu.status]}." for satu in hasil.berkas]
    return "\n".join([*baris, *(["", daftar_temuan(temuan)] if temuan else [])])
