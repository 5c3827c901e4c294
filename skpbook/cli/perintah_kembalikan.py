"""`kembalikan`: marked copies to send back."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from skpbook.cli.aplikasi import (
    SELESAI,
    OpsiBuku,
    OpsiDiam,
    OpsiJson,
    OpsiKerja,
    OpsiUnit,
    bilangan,
    buka,
)
from skpbook.cli.bahasa import Perintah
from skpbook.cli.keluaran import cetak
from skpbook.cli.kemajuan import Kemajuan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.app.kembalikan import HasilKembalikan


def pasang(aplikasi: typer.Typer) -> None:
    """Add the command to the program."""
    aplikasi.command(
        "kembalikan",
        cls=Perintah,
        help="Tulis ke kembali/ salinan setiap berkas yang bertemuan, ditandai di selnya.",
    )(perintah_kembalikan)


def perintah_kembalikan(
    unit: OpsiUnit = None,
    nip: Annotated[str | None, typer.Option("--nip", metavar="NIP", help="Hanya pegawai ini.")] = None,
    buku: OpsiBuku = None,
    kerja: OpsiKerja = "1",
    json: OpsiJson = False,
    diam: OpsiDiam = False,
) -> int:
    """Write marked copies."""
    from skpbook.app.kembalikan import kembalikan

    with Kemajuan("salinan", diam=diam) as maju:
        hasil = kembalikan(buka(buku), unit=unit, nip=nip, kerja=bilangan(kerja, "--kerja"), lapor=maju)
    cetak(hasil, _rupa, json=json, diam=diam)
    return SELESAI


def _rupa(hasil: HasilKembalikan) -> str:
    return "\n".join(_baris(hasil))


def _baris(hasil: HasilKembalikan) -> Iterator[str]:
    """The copies counted by unit, then whatever a person has to see to."""
    from skpbook.cli.tampil import lipat, tabel

    if hasil.berkas:
        menurut_unit: Counter[str] = Counter()
        temuan: Counter[str] = Counter()
        for satu in hasil.berkas:
            folder = satu.salinan.rpartition("/")[0]
            menurut_unit[folder] += 1
            temuan[folder] += satu.temuan
        yield tabel(
            ("Folder", "Berkas", "Temuan"),
            [(nama, banyak, temuan[nama]) for nama, banyak in menurut_unit.items()],
        )
        bertanda = sum(satu.bentuk == "bertanda" for satu in hasil.berkas)
        yield lipat(
            f"{bertanda} salinan bertanda dan {len(hasil.berkas) - bertanda} daftar temuan di {hasil.folder}/."
        )
    else:
        yield "Tidak ada berkas yang perlu dikembalikan."
    for satu in hasil.berkas:
        if satu.sebab:
            yield lipat(f"{satu.salinan}: tidak ditandai langsung karena {satu.sebab}.", "  ", "    ")
    for satu in hasil.berkas:
        if satu.status == "terisi":
            yield lipat(
                f"{satu.salinan} sudah diubah orang, jadi tidak ditimpa; hapus atau pindahkan bila ingin "
                "salinan yang baru.",
                "  ",
                "    ",
            )
        elif satu.status == "terbuka":
            yield lipat(
                f"{satu.salinan} sedang terbuka di program lain; tutup, lalu jalankan lagi.", "  ", "    "
            )
    if hasil.dihapus:
        yield lipat(f"{len(hasil.dihapus)} salinan lama dihapus karena berkasnya tidak lagi bertemuan.")
    if hasil.dikecualikan:
        yield lipat(
            f"Dikecualikan, tidak ditandai: {hasil.dikecualikan} temuan; salinan yang ada menyebutnya di atas "
            "daftar temuannya."
        )
    if hasil.lain:
        yield lipat(
            f"{hasil.lain} temuan tentang daftar pegawai, ekspor e-Kinerja, atau tanpa berkas tidak dikembalikan "
            "kepada siapa pun; lihat skpbook periksa."
        )
