"""`status`: the admin's one view, on the terminal and as a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from skpbook.cli.aplikasi import SELESAI, OpsiBuku, OpsiDiam, OpsiJson, OpsiPeriode, OpsiUnit, buka
from skpbook.cli.bahasa import Perintah
from skpbook.cli.keluaran import cetak

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from skpbook.app.status import HasilStatus
    from skpbook.domain.status import StatusUnit

_BANYAK = 10
_NAMA_TERPENDEK = 12
_BULAN = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


def pasang(aplikasi: typer.Typer) -> None:
    """Add the command to the program."""
    aplikasi.command("status", cls=Perintah, help="Yang dikirim, yang masuk, dan yang belum, per unit.")(
        perintah_status
    )


def perintah_status(
    tahap: Annotated[
        str, typer.Option("--tahap", metavar="TAHAP", help="Yang dihitung belum: skp, mph, atau evaluasi.")
    ] = "skp",
    unit: OpsiUnit = None,
    periode: OpsiPeriode = None,
    xlsx: Annotated[
        bool, typer.Option("--xlsx", help="Tulis juga sebagai buku kerja di rekap/, untuk dicetak.")
    ] = False,
    buku: OpsiBuku = None,
    json: OpsiJson = False,
    diam: OpsiDiam = False,
) -> int:
    """Count what went out and came in."""
    from skpbook.app.status import status, tulis_status

    satu = buka(buku)
    hasil = status(satu, tahap=tahap, unit=unit, periode=periode)
    if xlsx:
        hasil = tulis_status(satu, hasil, unit=unit)
    cetak(hasil, lambda isi: "\n".join(rupa(isi, satu_unit=unit is not None)), json=json, diam=diam)
    return SELESAI


class _Kolom(NamedTuple):
    """A column: heading, cells, sum; what is `penting` least goes first where the screen is narrow."""

    kepala: str
    isi: list[str]
    jumlah: str
    penting: int
    kanan: bool = True

    @property
    def lebar(self) -> int:
        """Characters."""
        return max(len(satu) for satu in (self.kepala, self.jumlah, *self.isi))


def rupa(hasil: HasilStatus, *, satu_unit: bool) -> Iterator[str]:
    """One row a unit with the sum, who is missing where one unit was asked for, and what a person has to see to."""
    from skpbook.cli.tampil import lebar, lipat

    yield from _tabel(hasil, lebar())
    masa = f" {hasil.periode}" if hasil.periode and hasil.tahap == "evaluasi" else ""
    sebutan = f"{hasil.tahap}{masa}"
    yield ""
    if not hasil.orang:
        yield f"Semua sudah menyerahkan {sebutan}."
    elif satu_unit:
        yield f"Belum menyerahkan {sebutan}:"
        for satu in hasil.orang:
            tambah = f"; {satu.keterangan}" if satu.keterangan else ""
            yield lipat(f"{satu.nip}  {satu.nama}{tambah}", "  ", "      ")
    else:
        wajib = sum(satu.wajib for satu in hasil.unit)
        yield lipat(
            f"{len(hasil.orang)} dari {wajib} pegawai belum menyerahkan {sebutan}; namanya dengan --unit KODE, atau "
            "semuanya dengan --xlsx."
        )
    yield from _dilihat(hasil)
    ragu = sum(satu.kirim.tidak_pasti for satu in hasil.unit)
    if ragu:
        yield lipat(f"{ragu} surat tidak pasti sampai; jalankan lagi skpbook kirim untuk melihatnya.")
    if hasil.tak_dikenal:
        yield lipat(
            f"{hasil.tak_dikenal} pesan dari pengirim yang tidak dikenal menunggu diperiksa di masuk/_tak-dikenal/."
        )
    if hasil.berkas:
        yield f"Buku kerja: {hasil.berkas}"


def _tabel(hasil: HasilStatus, lebar: int) -> Iterator[str]:
    """As many columns as the screen takes, the name of the unit as wide as it leaves."""
    unit = hasil.unit
    kolom = _kolom(unit, hasil.tahap)
    while sum(satu.lebar + 2 for satu in kolom) - 2 > lebar and any(satu.penting for satu in kolom):
        terkecil = min(satu.penting for satu in kolom if satu.penting)
        kolom = [satu for satu in kolom if satu.penting != terkecil]
    sisa = lebar - sum(satu.lebar + 2 for satu in kolom)
    if sisa >= _NAMA_TERPENDEK:
        nama = [satu.nama if len(satu.nama) <= sisa else satu.nama[: sisa - 1] + "…" for satu in unit]
        kolom.insert(1, _Kolom("Nama", nama, "Jumlah", 0, kanan=False))
    else:
        kolom[0] = kolom[0]._replace(jumlah="Jumlah")
    yield _susun(kolom, [satu.kepala for satu in kolom])
    yield "  ".join("-" * satu.lebar for satu in kolom)
    for i in range(len(unit)):
        yield _susun(kolom, [satu.isi[i] for satu in kolom])
    if len(unit) > 1:
        yield _susun(kolom, [satu.jumlah for satu in kolom])


def _susun(kolom: Sequence[_Kolom], isi: Sequence[str]) -> str:
    sel = (
        teks.rjust(satu.lebar) if satu.kanan else teks.ljust(satu.lebar)
        for satu, teks in zip(kolom, isi, strict=True)
    )
    return "  ".join(sel).rstrip()


def _kolom(unit: Sequence[StatusUnit], tahap: str) -> list[_Kolom]:
    def angka(kepala: str, isi: list[int], penting: int, *, sepi: bool = False) -> _Kolom:
        tulis = [("·" if sepi and not satu else str(satu)) for satu in isi]
        return _Kolom(kepala, tulis, str(sum(isi)), penting)

    def jenis(kepala: str, medan: str, penting: int) -> _Kolom:
        return angka(kepala, [getattr(satu, medan) for satu in unit], 0 if medan == tahap else penting)

    return [
        _Kolom("Unit", [satu.unit for satu in unit], "", 0, kanan=False),
        angka("Peg", [satu.pegawai for satu in unit], 0),
        jenis("SKP", "skp", 5),
        jenis("MPH", "mph", 2),
        jenis("Eval", "evaluasi", 4),
        angka("Belum", [len(satu.belum) for satu in unit], 0, sepi=True),
        angka("Tolak", [satu.ditolak for satu in unit], 7, sepi=True),
        angka("Kosong", [satu.kosong for satu in unit], 3, sepi=True),
        angka("Tunggu", [satu.menunggu for satu in unit], 7, sepi=True),
        _Kolom("Dikirim", [_rentang(satu) for satu in unit], "", 6),
        _Kolom("Diterima", [_tanggal(satu.terima_terakhir) for satu in unit], "", 6),
    ]


def _rentang(satu: StatusUnit) -> str:
    """First and last sending."""
    awal, akhir = _tanggal(satu.kirim.pertama), _tanggal(satu.kirim.terakhir)
    return awal if awal == akhir else f"{awal}-{akhir}"


def _tanggal(pada: str | None) -> str:
    if pada is None:
        return "-"
    from datetime import datetime

    hari = datetime.fromisoformat(pada).astimezone().date()
    return f"{hari.day} {_BULAN[hari.month - 1]}"


def _dilihat(hasil: HasilStatus) -> Iterator[str]:
    from skpbook.cli.tampil import lipat

    if not hasil.perlu_dilihat:
        return
    yield ""
    yield f"Perlu dilihat ({len(hasil.perlu_dilihat)} berkas, semua tahap):"
    for satu in hasil.perlu_dilihat[:_BANYAK]:
        siapa = f" · {satu.nama}" if satu.nama else ""
        yield lipat(f"{satu.keadaan} {satu.kode} {satu.berkas}{siapa}", "  ", "      ")
        yield lipat(f"{satu.pesan} {satu.saran}".strip(), "      ")
    tanpa = sum(satu.unit is None for satu in hasil.perlu_dilihat)
    if tanpa:
        yield f"  {tanpa} di antaranya tidak jelas dari unit mana, jadi tidak ada di tabel."
    if len(hasil.perlu_dilihat) > _BANYAK:
        yield f"  … dan {len(hasil.perlu_dilihat) - _BANYAK} lagi; semuanya dengan --xlsx atau --json."
