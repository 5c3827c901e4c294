"""`ekspor`: what the book knows, for another system."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from skpbook.cli.aplikasi import (
    SELESAI,
    OpsiBuku,
    OpsiDiam,
    OpsiJson,
    OpsiKerja,
    OpsiPeriode,
    OpsiUnit,
    bilangan,
    buka,
)
from skpbook.cli.bahasa import Perintah
from skpbook.cli.keluaran import cetak
from skpbook.cli.kemajuan import Kemajuan
from skpbook.domain.galat import TidakBisa

if TYPE_CHECKING:
    from skpbook.app.bkn import EksporBkn
    from skpbook.app.cetak import HasilPdf
    from skpbook.app.ekspor import HasilEkspor

DATA = ("csv", "json", "parquet")
TUJUAN = ("bkn", "pdf", *DATA)


def pasang(aplikasi: typer.Typer) -> None:
    """Add the command to the program."""
    aplikasi.command("ekspor", cls=Perintah, help="Tulis isi buku untuk sistem lain.")(perintah_ekspor)


def perintah_ekspor(
    ke: Annotated[str, typer.Option("--ke", metavar="JENIS", help=f"Bentuknya: {', '.join(TUJUAN)}.")],
    tujuan: Annotated[
        str | None, typer.Option("--tujuan", metavar="FOLDER", help="Folder tujuan; bawaan: rekap/ di buku.")
    ] = None,
    periode: OpsiPeriode = None,
    unit: OpsiUnit = None,
    buku: OpsiBuku = None,
    kerja: OpsiKerja = "1",
    json: OpsiJson = False,
    diam: OpsiDiam = False,
) -> int:
    """Write an export."""
    if ke not in TUJUAN:
        raise TidakBisa(f"Bentuk ekspor “{ke}” tidak dikenal; pilih {', '.join(TUJUAN)}.")
    folder = Path(tujuan) if tujuan is not None else None
    if ke == "pdf":
        return _ke_pdf(buku, folder, periode, unit, kerja, json=json, diam=diam)
    if unit is not None:
        raise TidakBisa("--unit hanya berlaku untuk --ke pdf.")
    if ke in DATA:
        from skpbook.app.ekspor import ekspor_data

        cetak(ekspor_data(buka(buku), ke, folder, periode), _data, json=json, diam=diam)
        return SELESAI
    if periode is not None:
        raise TidakBisa("Berkas BKN memuat evaluasi tahunan saja; hapus --periode.")
    from skpbook.app.bkn import ekspor_bkn

    cetak(ekspor_bkn(buka(buku), folder), _bkn, json=json, diam=diam)
    return SELESAI


def _ke_pdf(
    buku: str | None,
    folder: Path | None,
    periode: str | None,
    unit: str | None,
    kerja: str,
    *,
    json: bool,
    diam: bool,
) -> int:
    from skpbook.app.cetak import ekspor_pdf

    with Kemajuan("PDF", diam=diam or json) as maju:
        hasil = ekspor_pdf(
            buka(buku),
            tujuan=folder,
            unit=unit,
            periode=periode,
            kerja=bilangan(kerja, "--kerja"),
            lapor=maju,
        )
    cetak(hasil, _pdf, json=json, diam=diam)
    return SELESAI


def _pdf(hasil: HasilPdf) -> str:
    """How many were printed, and which were not."""
    baris = [
        f"{len(hasil.berkas)} PDF di {hasil.folder}, dari formulir yang ditulis ulang menurut isi berkas."
    ]
    if hasil.gagal:
        baris.append(f"{len(hasil.gagal)} tidak tercetak:")
        baris.extend(f"- {satu.berkas}: {satu.sebab}" for satu in hasil.gagal)
    return "\n".join(baris)


def _data(hasil: HasilEkspor) -> str:
    """The tables that were written."""
    from skpbook.cli.tampil import tabel

    isi = tabel(("Tabel", "Baris", "Berkas"), [(satu.tabel, satu.baris, satu.berkas) for satu in hasil.tabel])
    return f"Ekspor {hasil.ke} di {hasil.folder}\n{isi}"


def _bkn(hasil: EksporBkn) -> str:
    """How many rows went out, and whose did not."""
    from skpbook.cli.tampil import lipat, tabel

    baris = [f"{hasil.baris} pegawai ditulis ke {hasil.berkas}."]
    for semua, judul in (
        (hasil.tidak_ditulis, "pegawai tidak ditulis"),
        (hasil.kurang, "pegawai ditulis dengan kolom yang kosong"),
    ):
        if semua:
            sebab: dict[str, int] = {}
            for satu in semua:
                for alasan in satu.alasan:
                    sebab[alasan] = sebab.get(alasan, 0) + 1
            urut = sorted(sebab.items(), key=lambda isi: -isi[1])
            baris.extend(
                ("", f"{len(semua)} {judul}:", tabel(("Banyak", "Sebab"), [(n, a) for a, n in urut]))
            )
    if hasil.berkas_keterangan:
        baris.extend(("", lipat(f"Siapa saja mereka ada di {hasil.berkas_keterangan}.")))
    return "\n".join(baris)
