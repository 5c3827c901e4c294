"""The `skpbook` command: reads the command line, calls the application, shows what came of it.

Nothing heavy is imported here; every command brings what it needs.
"""

from __future__ import annotations

import contextlib
import errno
import sys
import warnings
from pathlib import Path
from typing import Annotated

import typer

from skpbook.cli import (
    perintah_ambil,
    perintah_banding,
    perintah_ekspor,
    perintah_impor,
    perintah_kaskade,
    perintah_kecualikan,
    perintah_kembalikan,
    perintah_kirim,
    perintah_rekap,
    perintah_status,
)
from skpbook.cli.aplikasi import (
    ADA_GALAT,
    DIHENTIKAN,
    SELESAI,
    TIDAK_BISA,
    OpsiBuku,
    OpsiDiam,
    OpsiJson,
    OpsiKerja,
    OpsiPeriode,
    OpsiUnit,
    aplikasi,
    bilangan,
    buka,
)
from skpbook.cli.bahasa import GalatKlik, Perintah, kalimat_galat
from skpbook.cli.galat import kalimat_tak_terduga
from skpbook.cli.keluaran import (
    adu,
    buang_keluaran,
    cetak,
    cetak_json,
    cetak_teks,
    keluaran_rusak,
    lengkapi_aliran,
)
from skpbook.cli.kemajuan import Kemajuan
from skpbook.domain.galat import TidakBisa


@aplikasi.callback(invoke_without_command=True)
def program(versi: Annotated[bool, typer.Option("--versi", help="Tampilkan versi program.")] = False) -> None:
    """Options of the program itself."""
    if versi:
        from importlib.metadata import version

        cetak_teks(f"skpbook {version('skpbook')}")
        raise typer.Exit(SELESAI)


@aplikasi.command("siapkan", cls=Perintah, help="Siapkan buku baru, atau lengkapi yang ada.")
def perintah_siapkan(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help="Folder buku.")],
    instansi: Annotated[str | None, typer.Option("--instansi", metavar="NAMA", help="Nama instansi.")] = None,
    tahun: Annotated[str | None, typer.Option("--tahun", metavar="TAHUN", help="Tahun kinerja.")] = None,
    jenis_periode: Annotated[
        str | None,
        typer.Option("--jenis-periode", metavar="JENIS", help="bulanan, triwulanan (bawaan), atau tahunan."),
    ] = None,
    daftar: Annotated[
        str | None, typer.Option("--daftar", metavar="BERKAS", help="Daftar pegawai yang disalin ke buku.")
    ] = None,
    kunci_baru: Annotated[
        bool, typer.Option("--kunci-baru", help="Ganti kunci cap yang hilang; cap lama tidak berlaku lagi.")
    ] = False,
    json: OpsiJson = False,
    diam: OpsiDiam = False,
) -> int:
    """Make a book."""
    from skpbook.app.siapkan import siapkan
    from skpbook.cli import tampil

    if not folder.strip():
        raise TidakBisa("Nama folder buku kosong; tulis namanya, misalnya skpbook siapkan buku-2026.")
    hasil = siapkan(
        Path(folder),
        instansi=instansi,
        tahun=bilangan(tahun, "--tahun") if tahun is not None else None,
        jenis_periode=jenis_periode,
        daftar=Path(daftar) if daftar is not None else None,
        kunci_baru=kunci_baru,
    )
    cetak(hasil, tampil.siapkan, json=json, diam=diam)
    return SELESAI


@aplikasi.command("buat", cls=Perintah, help="Buat templat satu tahap ke keluar/.")
def perintah_buat(  # noqa: PLR0913, PLR0917 - one parameter for each option
    tahap: Annotated[
        str, typer.Argument(metavar="TAHAP", help="skp, mph, evaluasi, rencana-aksi, atau perjanjian.")
    ],
    unit: OpsiUnit = None,
    nip: Annotated[str | None, typer.Option("--nip", metavar="NIP", help="Hanya pegawai ini.")] = None,
    periode: OpsiPeriode = None,
    kosong: Annotated[
        bool, typer.Option("--kosong", help="Buat juga templat yang bahan dari tahap sebelumnya belum masuk.")
    ] = False,
    pindahkan: Annotated[
        bool,
        typer.Option(
            "--pindahkan",
            help="Hanya untuk yang sudah mengirim formulir versi lama: isinya disalin ke formulir terbaru.",
        ),
    ] = False,
    buku: OpsiBuku = None,
    kerja: OpsiKerja = "1",
    json: OpsiJson = False,
    diam: OpsiDiam = False,
) -> int:
    """Write templates."""
    from skpbook.app.buat import buat
    from skpbook.cli import tampil

    with Kemajuan("templat", diam=diam) as maju:
        hasil = buat(
            buka(buku),
            tahap,
            unit=unit,
            nip=nip,
            periode=periode,
            kosong=kosong,
            pindahkan=pindahkan,
            kerja=bilangan(kerja, "--kerja"),
            lapor=maju,
        )
    cetak(hasil, tampil.buat, json=json, diam=diam)
    return ADA_GALAT if hasil.ada_galat else SELESAI


@aplikasi.command("periksa", cls=Perintah, help="Periksa seluruh buku dan sebutkan temuannya.")
def perintah_periksa(
    unit: OpsiUnit = None,
    periode: OpsiPeriode = None,
    berkas: Annotated[
        str | None, typer.Option("--berkas", metavar="NAMA", help="Hanya temuan di berkas ini.")
    ] = None,
    buku: OpsiBuku = None,
    json: OpsiJson = False,
    diam: OpsiDiam = False,
) -> int:
    """Run the rules."""
    from skpbook.app.kecualikan import daftar_pengecualian
    from skpbook.app.periksa import periksa
    from skpbook.cli import tampil

    isi = buka(buku)
    hasil = periksa(isi, unit=unit, periode=periode, berkas=berkas)
    alasan = daftar_pengecualian(isi).pengecualian
    cetak(hasil, lambda satu: tampil.periksa(satu, alasan), json=json, diam=diam)
    return ADA_GALAT if hasil.ada_galat else SELESAI


@aplikasi.command("aturan", cls=Perintah, help="Terangkan satu aturan, atau sebutkan semuanya.")
def perintah_aturan(
    kode: Annotated[str | None, typer.Argument(metavar="KODE", help="Kode aturan, misalnya K401.")] = None,
    json: OpsiJson = False,
) -> int:
    """Explain rules."""
    from skpbook.app.aturan import aturan_menurut_kode, semua_aturan
    from skpbook.cli import tampil

    if kode is None:
        semua = semua_aturan()
        cetak(semua, tampil.semua_aturan, json=json)
    else:
        cetak(aturan_menurut_kode(kode), tampil.satu_aturan, json=json)
    return SELESAI


@aplikasi.command("contoh", cls=Perintah, help="Buat buku contoh dan jalankan seluruh putarannya.")
def perintah_contoh(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help="Folder buku contoh.")],
    pegawai: Annotated[
        str | None, typer.Option("--pegawai", metavar="N", help="Banyaknya pegawai; bawaan: instansi contoh.")
    ] = None,
    kerja: OpsiKerja = "1",
    json: OpsiJson = False,
    diam: OpsiDiam = False,
) -> int:
    """Make a sample book."""
    from skpbook.app.contoh import contoh
    from skpbook.cli import tampil

    if not folder.strip():
        raise TidakBisa("Nama folder buku contoh kosong; tulis namanya, misalnya skpbook contoh coba.")
    jumlah = bilangan(pegawai, "--pegawai") if pegawai is not None else None
    langkah = Kemajuan("contoh", diam=diam or json).langkah
    hasil = contoh(Path(folder), jumlah, langkah, kerja=bilangan(kerja, "--kerja"))
    cetak(hasil, tampil.contoh, json=json, diam=diam)
    return SELESAI


perintah_ambil.pasang(aplikasi)
perintah_impor.pasang(aplikasi)
perintah_rekap.pasang(aplikasi)
perintah_status.pasang(aplikasi)
perintah_banding.pasang(aplikasi)
perintah_ekspor.pasang(aplikasi)
perintah_kaskade.pasang(aplikasi)
perintah_kecualikan.pasang(aplikasi)
perintah_kembalikan.pasang(aplikasi)
perintah_kirim.pasang(aplikasi)


def jalankan() -> None:
    """Entry point of the console script."""
    lengkapi_aliran()
    kode = utama(sys.argv[1:])
    # A reader that went away (`| head`) must not turn into a traceback while Python closes stdout.
    if keluaran_rusak() is not None:
        buang_keluaran()
    sys.exit(kode)


def utama(argumen: list[str]) -> int:
    """Run one command line and give its exit code; whatever happens is told in a sentence."""
    json = "--json" in argumen
    for aliran in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            aliran.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            hasil = aplikasi(args=argumen, prog_name="skpbook", standalone_mode=False)
        if hasil == DIHENTIKAN:  # newer typers turn Ctrl-C into this exit code themselves
            raise KeyboardInterrupt
        return hasil if isinstance(hasil, int) else SELESAI
    except GalatKlik as galat:
        return _pakai(galat, json=json)
    except TidakBisa as galat:
        adu(str(galat), json=json)
        return TIDAK_BISA
    except (KeyboardInterrupt, typer.Abort):
        adu("Dihentikan; yang sudah tercatat tidak hilang.", json=json)
        return DIHENTIKAN
    except BrokenPipeError:
        return SELESAI
    except Exception as galat:
        if isinstance(galat, OSError) and galat.errno == errno.ENOSPC:
            adu(
                "Cakram penuh; kosongkan ruang, lalu jalankan lagi. Yang sudah tercatat tidak hilang.",
                json=json,
            )
            return TIDAK_BISA
        adu(kalimat_tak_terduga(galat, argumen), json=json)
        return TIDAK_BISA


def _pakai(galat: Exception, *, json: bool) -> int:
    """A command line that cannot be understood; without any argument that is a wish for help."""
    if type(galat).__name__ == "NoArgsIsHelpError":
        cetak_teks(str(galat))
        return SELESAI
    adu(kalimat_galat(galat), json=json)
    return TIDAK_BISA


__all__ = ["aplikasi", "cetak_json", "jalankan", "utama"]
