"""The cover of a unit's package: who is in it, until when, who has handed in."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter
from msgspec import Struct

from skpbook.domain.periode import tulis_tanggal
from skpbook.forms.cover import LEMBAR, TANDA
from skpbook.recap.gaya import Gaya
from skpbook.recap.kertas import Kolom, LembarKerja

SUDAH, BELUM = "sudah masuk", "belum"
_DIBUAT = datetime(2000, 1, 1)
"""The same cover is the same file."""

_PILIHAN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_KOLOM = (
    Kolom("NO", 5),
    Kolom("NAMA", 30),
    Kolom("NIP", 21),
    Kolom("JABATAN", 32),
    Kolom("BERKAS", 54),
    Kolom("STATUS", 13),
)
_ISIAN = 22


class BarisSampul(Struct, frozen=True, kw_only=True):
    """One person, or the unit itself (`nip` None). `berkas` is the workbook's name, None for one that is not sent;
    `bagian` in which part it is.
    """

    nama: str
    nip: str | None
    jabatan: str | None
    berkas: str | None
    sudah: bool
    bagian: int = 1


class IsiSampul(Struct, frozen=True, kw_only=True):
    """What a cover says. `apa` is what the package is of ("SKP"), `untuk` the unit, `periode` as printed."""

    apa: str
    instansi: str
    unit: str
    kode_unit: str
    periode: str
    tenggat: date | None
    keadaan: date
    baris: Sequence[BarisSampul]
    bagian: int = 1
    dari: int = 1


def sampul(isi: IsiSampul) -> bytes:
    """The cover as an .xlsx, printable on A4."""
    keluar = io.BytesIO()
    buku: Any = xlsxwriter.Workbook(keluar, dict(_PILIHAN))
    buku.set_properties({"title": f"Sampul paket {isi.apa}", "created": _DIBUAT})
    lembar = LembarKerja(buku, Gaya(buku), LEMBAR)
    _tulis(lembar, isi)
    lembar.selesai()
    buku.close()
    return keluar.getvalue()


def _tulis(lembar: LembarKerja, isi: IsiSampul) -> None:
    akhir = len(_KOLOM) - 1
    lembar.lebar([satu.lebar for satu in _KOLOM])
    nomor = lembar.judul(f"PAKET {isi.apa.upper()}", isi.instansi)
    lembar.teks(0, akhir + 1, TANDA, "kecil")
    lembar.ws.set_column(akhir + 1, akhir + 1, None, None, {"hidden": True})
    for judul, teks in _keterangan(isi):
        lembar.gabung(nomor, 0, nomor, 1, judul, "petak", "tebal", "lembut")
        lembar.gabung(nomor, 2, nomor, akhir, teks, "petak")
        nomor += 1
    lembar.gabung(nomor + 1, 0, nomor + 1, akhir, _CARA, "tanpa_garis")
    awal = nomor + 3
    lembar.kepala(awal, _KOLOM, tinggi=_ISIAN)
    for urut, satu in enumerate(isi.baris, start=1):
        _baris(lembar, awal + urut, urut, satu, isi.dari)
    lembar.nip_teks(awal + 1, 2, awal + max(1, len(isi.baris)))
    lembar.ws.freeze_panes(awal + 1, 0)
    lembar.cetak(
        mendatar=True,
        kiri=isi.instansi,
        kanan=f"{isi.kode_unit} · {isi.periode}",
        ulang=(awal, awal),
        area=(0, 0, awal + max(1, len(isi.baris)), akhir),
    )


_CARA = (
    "Setiap pegawai mengisi berkasnya sendiri dan menyimpannya dengan nama yang sama. Kumpulkan semuanya, lalu kirim "
    "kembali dengan membalas surel ini. Sampul ini tidak perlu diisi; bila ikut terkirim kembali, ia dilewati."
)


def _keterangan(isi: IsiSampul) -> Sequence[tuple[str, str]]:
    sudah = sum(satu.sudah for satu in isi.baris)
    ada = sum(satu.berkas is not None for satu in isi.baris)
    bagian = f", bagian {isi.bagian} dari {isi.dari}" if isi.dari > 1 else ""
    return (
        ("Unit", f"{isi.unit} ({isi.kode_unit})"),
        ("Periode", isi.periode),
        ("Tenggat", tulis_tanggal(isi.tenggat) if isi.tenggat else "tidak ditetapkan"),
        ("Isi paket", f"{ada} berkas{bagian}"),
        (
            f"Keadaan {tulis_tanggal(isi.keadaan)}",
            f"{sudah} {SUDAH}, {len(isi.baris) - sudah} {BELUM}, dari {len(isi.baris)}",
        ),
    )


def _baris(lembar: LembarKerja, letak: int, urut: int, satu: BarisSampul, dari: int) -> None:
    lembar.angka(letak, 0, urut, "sel", "bilangan", "tengah")
    lembar.teks(letak, 1, satu.nama, "sel")
    lembar.teks(letak, 2, satu.nip or "-", "sel", "teks")
    lembar.teks(letak, 3, satu.jabatan, "sel")
    if satu.berkas is None:
        lembar.teks(letak, 4, "tidak ada di paket ini", "sel", "redup")
    else:
        bagian = f" (bagian {satu.bagian})" if dari > 1 else ""
        lembar.teks(letak, 4, f"{satu.berkas}{bagian}", "sel")
    lembar.teks(
        letak, 5, SUDAH if satu.sudah else BELUM, "sel", "tengah", *(() if satu.sudah else ("peringatan",))
    )
