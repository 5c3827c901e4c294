"""`kaskade`: the tree of RHK from the top down, or the chains of one pegawai upward."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from skpbook.cli.aplikasi import SELESAI, OpsiBuku, OpsiDiam, OpsiJson, OpsiUnit, buka
from skpbook.cli.bahasa import Perintah
from skpbook.cli.keluaran import cetak

if TYPE_CHECKING:
    from skpbook.app.kaskade import HasilKaskade
    from skpbook.checks.kaskade.ringkasan import BarisKaskade

_MENJOROK = "  "


def pasang(aplikasi: typer.Typer) -> None:
    """Add the command to the program."""
    aplikasi.command(
        "kaskade", cls=Perintah, help="Tampilkan kaskade RHK dari puncak, atau rantai satu pegawai ke atas."
    )(perintah_kaskade)


def perintah_kaskade(
    nip: Annotated[
        str | None, typer.Option("--nip", metavar="NIP", help="Rantai setiap RHK pegawai ini ke atas.")
    ] = None,
    unit: OpsiUnit = None,
    buku: OpsiBuku = None,
    json: OpsiJson = False,
    diam: OpsiDiam = False,
) -> int:
    """Show the cascade."""
    from skpbook.app.kaskade import kaskade

    cetak(kaskade(buka(buku), nip=nip, unit=unit), _rupa, json=json, diam=diam)
    return SELESAI


def _rupa(hasil: HasilKaskade) -> str:
    baris = [_baris(satu) for satu in hasil.pohon]
    for jalan in hasil.rantai:
        baris.extend(
            f"{_MENJOROK * satu.tingkat}{'└ ' if satu.tingkat else ''}{_rantai(satu)}" for satu in jalan
        )
        baris.append("")
    kosong = sum(1 for satu in hasil.cakupan if not satu.pendukung)
    jumlah = ", ".join(f"{banyak} {nama}" for nama, banyak in hasil.ringkasan.items())
    ekor = [f"RHK: {jumlah}."]
    if hasil.cakupan:
        ekor.append(f"RHK pimpinan tanpa pendukung: {kosong} dari {len(hasil.cakupan)}.")
    return "\n".join([*baris, *([""] if hasil.pohon else []), *ekor])


def _baris(satu: BarisKaskade) -> str:
    depan = _MENJOROK * satu.tingkat
    if satu.rhk is None:
        ekor = f" [{satu.keadaan}]" if satu.keadaan else ""
        return f"{depan}{satu.nama} ({satu.nip}, {satu.unit}){ekor}"
    dukung = f", {satu.pendukung} pendukung" if satu.pendukung else ""
    return f"{depan}- {_satu_baris(satu.rhk)} [{satu.bagian}, {satu.keadaan}{dukung}]"


def _rantai(satu: BarisKaskade) -> str:
    lewat = f", lewat {satu.cara}" if satu.cara else f", {satu.keadaan}"
    return f"{_satu_baris(satu.rhk or '')} — {satu.nama}{lewat}"


def _satu_baris(teks: str) -> str:
    return " ".join(teks.split())
