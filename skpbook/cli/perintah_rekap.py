"""`rekap`: the recap workbook, of the instansi and of its units."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

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
from skpbook.cli.keluaran import cetak, cetak_json
from skpbook.cli.kemajuan import Kemajuan
from skpbook.domain.galat import TidakBisa

if TYPE_CHECKING:
    from skpbook.app.rekap import HasilRekap


def pasang(aplikasi: typer.Typer) -> None:
    """Add the command to the program."""
    aplikasi.command(
        "rekap", cls=Perintah, help="Tulis rekap satu periode ke rekap/: buku kerja dan laporan HTML."
    )(perintah_rekap)


def perintah_rekap(  # noqa: PLR0913, PLR0917 - one for each option
    periode: OpsiPeriode = None,
    unit: OpsiUnit = None,
    per_unit: Annotated[
        bool,
        typer.Option("--per-unit", help="Tulis juga satu buku kerja tiap unit, hanya dengan pegawainya."),
    ] = False,
    pdf: Annotated[
        bool,
        typer.Option(
            "--pdf", help="Cetak juga Ringkasan dan jumlah-jumlahnya ke rekap/pdf/ (perlu LibreOffice)."
        ),
    ] = False,
    tahun_lalu: Annotated[
        Path | None,
        typer.Option(
            "--tahun-lalu",
            metavar="FOLDER",
            help="Buku tahun sebelumnya: predikatnya ikut dalam Nominatif dan Tindak Lanjut.",
        ),
    ] = None,
    buku: OpsiBuku = None,
    kerja: OpsiKerja = "1",
    json: OpsiJson = False,
    diam: OpsiDiam = False,
) -> int:
    """Write the recap."""
    from skpbook.app.rekap import rekap_lengkap

    if unit is not None and per_unit:
        raise TidakBisa("--unit dan --per-unit tidak dapat bersama; pilih salah satu.")
    with Kemajuan("buku unit", diam=diam or not per_unit) as maju:
        hasil = rekap_lengkap(
            buka(buku),
            periode,
            unit=unit,
            per_unit=per_unit,
            pdf=pdf,
            tahun_lalu=tahun_lalu,
            kerja=bilangan(kerja, "--kerja"),
            lapor=maju,
        )
    if json:
        cetak_json(_data(hasil))
    else:
        cetak(hasil, _rupa, json=False, diam=diam)
    return SELESAI


def _data(hasil: HasilRekap) -> dict[str, Any]:
    """The stable JSON: the fields of the recap itself, then what else was written."""
    import msgspec

    lain = {"laporan": hasil.laporan, "berkas_unit": list(hasil.berkas_unit), "pdf": list(hasil.pdf)}
    return {**msgspec.to_builtins(hasil.ringkasan), **lain}


def _rupa(hasil: HasilRekap) -> str:
    from skpbook.cli.tampil import rekap

    baris = [rekap(hasil.ringkasan), f"Laporan untuk dilihat di peramban: {hasil.laporan}"]
    if hasil.berkas_unit:
        baris.append(f"{len(hasil.berkas_unit)} buku kerja unit di {Path(hasil.berkas_unit[0]).parent}.")
    if hasil.pdf:
        baris.append(f"PDF: {hasil.pdf[0]}" + (f" dan {len(hasil.pdf) - 1} lainnya" if hasil.pdf[1:] else ""))
    return "\n".join(baris)
