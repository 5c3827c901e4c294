"""`banding`: what changed between two recaps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from skpbook.cli.aplikasi import SELESAI, OpsiDiam, OpsiJson
from skpbook.cli.bahasa import Perintah
from skpbook.cli.keluaran import cetak

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skpbook.interop.banding import HasilBanding, SatuPihak, Sisi

TERBANYAK = 200
"""Rows of one list on a screen; --json has them all."""


def pasang(aplikasi: typer.Typer) -> None:
    """Add the command to the program."""
    aplikasi.command("banding", cls=Perintah, help="Sebutkan yang berubah antara dua rekap.")(
        perintah_banding
    )


def perintah_banding(
    lama: Annotated[str, typer.Argument(metavar="LAMA", help="Rekap yang lebih dulu.")],
    baru: Annotated[str, typer.Argument(metavar="BARU", help="Rekap yang lebih akhir.")],
    json: OpsiJson = False,
    diam: OpsiDiam = False,
) -> int:
    """Compare two recaps."""
    from skpbook.app.banding import banding

    cetak(banding(Path(lama), Path(baru)), _rupa, json=json, diam=diam)
    return SELESAI


def _rupa(hasil: HasilBanding) -> str:
    from skpbook.cli.tampil import lipat, tabel

    baris = [_sisi("Lama", hasil.lama), _sisi("Baru", hasil.baru), ""]
    if hasil.sama:
        return "\n".join([*baris, "Tidak ada yang berubah."])
    bagian: list[tuple[str, Sequence[str], Sequence[Sequence[object]]]] = [
        ("Predikat", ("Predikat", "Lama", "Baru", "Selisih"),
         [(p.predikat, p.lama, p.baru, f"{p.baru - p.lama:+d}") for p in hasil.predikat]),
        ("Unit yang jumlahnya berubah", ("Unit", "Pegawai lama", "Pegawai baru", "Dinilai lama", "Dinilai baru"),
         [(u.unit, u.pegawai_lama, u.pegawai_baru, u.dinilai_lama, u.dinilai_baru) for u in hasil.unit]),
        ("Hanya di rekap baru", _PIHAK, _pihak(hasil.masuk)),
        ("Hanya di rekap lama", _PIHAK, _pihak(hasil.keluar)),
        ("Berubah", ("NIP", "Nama", "Apa", "Lama", "Baru"),
         [(u.nip, u.nama, u.bidang, u.lama or "–", u.baru or "–") for u in hasil.berubah]),
    ]  # fmt: skip
    for judul, kepala, isi in bagian:
        if isi:
            lebih = f" ({TERBANYAK} dari {len(isi)}; semuanya dengan --json)" if len(isi) > TERBANYAK else ""
            baris.extend((f"{judul}{lebih}:", tabel(kepala, isi[:TERBANYAK]), ""))
    baris.append(lipat(f"Kolom yang dibandingkan: {', '.join(hasil.bidang)}."))
    return "\n".join(baris)


_PIHAK = ("NIP", "Nama", "Unit", "Predikat")


def _pihak(semua: Sequence[SatuPihak]) -> list[Sequence[object]]:
    return [(satu.nip, satu.nama, satu.unit, satu.predikat or "–") for satu in semua]


def _sisi(sebutan: str, sisi: Sisi) -> str:
    judul = " · ".join(sisi.judul)
    kembar = f"; {len(sisi.kembar)} NIP lebih dari satu baris, baris pertama dihitung" if sisi.kembar else ""
    return f"{sebutan}: {sisi.berkas}, lembar {sisi.lembar}, {sisi.pegawai} pegawai{kembar}. {judul}".rstrip()
