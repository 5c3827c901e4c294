"""Temuan: what the checks found, filterable, each with its file, sheet and cell; waived ones apart."""

from __future__ import annotations

from itertools import count, repeat
from typing import TYPE_CHECKING

from skpbook.domain.pengecualian import pengecualian_atas
from skpbook.domain.tempat import Rujukan
from skpbook.domain.temuan import Tingkat
from skpbook.recap import nama_lembar as nama
from skpbook.recap.aliran import Hias, Kolom, Tautan
from skpbook.recap.teks_sel import ringkas

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from skpbook.recap.aliran import Sel
    from skpbook.recap.kertas import LembarKerja
    from skpbook.recap.susun import Rekap
    from skpbook.recap.temuan import BarisTemuan

_TINGKAT = tuple(("sel", satu.value) for satu in Tingkat)
_TAUTAN = ("sel", "tautan")

KOLOM = (
    Kolom("No", 5, ("sel", "bilangan", "tengah")),
    Kolom("Tingkat", 11, varian=_TINGKAT),
    Kolom("Kode", 7, _TAUTAN, (("sel",),)),
    Kolom("Unit Kerja", 16),
    Kolom("Nama", 18),
    Kolom("Pesan", 40),
    Kolom("Saran", 28),
    Kolom("Berkas", 30),
    Kolom("Lembar", 11),
    Kolom("Sel", 10),
    Kolom("Jumlah", 8, ("sel", "bilangan", "tengah")),
    Kolom("NIP", 20, ("sel", "teks")),
    Kolom("Periode", 12),
    Kolom("Ditemukan", 50),
    Kolom("Seharusnya", 50),
    Kolom("Terkait Berkas", 28),
    Kolom("Terkait Lembar", 14),
    Kolom("Terkait Sel", 10),
)
_SARAN = 6
KOLOM_DIKECUALIKAN = (
    *KOLOM[:_SARAN],
    Kolom("Alasan Dikecualikan", 30),
    *KOLOM[_SARAN + 1 :],
    Kolom("Dikecualikan Oleh", 20),
    Kolom("Dikecualikan Sejak", 14),
)
"""What is waived needs no advice but a reason."""

KOLOM_CETAK = 10
"""Last column on paper."""

BATAS_TAUTAN = 60_000
"""Excel takes 65,530 links on a sheet."""


def tulis(lembar: LembarKerja, rekap: Rekap, baris_aturan: Mapping[str, int]) -> None:
    """Write the findings that stand. `baris_aturan` maps a code to its row on the Aturan sheet."""
    banyak = sum(satu.jumlah for satu in rekap.temuan)
    awal = lembar.judul(
        "TEMUAN PEMERIKSAAN",
        rekap.instansi,
        f"Periode rekap: {rekap.sebutan_periode}",
        f"{banyak} temuan. Kode dapat diklik untuk membaca penjelasan aturannya. "
        "Temuan yang sama di beberapa sel ditulis satu baris.",
    )
    isi = map(_baris, count(1), rekap.temuan, repeat(baris_aturan))
    _daftar(lembar, rekap, awal, "TabelTemuan", KOLOM, len(rekap.temuan), isi, "Tidak ada temuan.")
    lembar.nama_kolom(nama.TEM_TINGKAT, 1, awal + 1, len(rekap.temuan))
    lembar.nama_kolom(nama.TEM_KODE, 2, awal + 1, len(rekap.temuan))
    lembar.nama_kolom(nama.TEM_JUMLAH, 10, awal + 1, len(rekap.temuan))


def tulis_dikecualikan(lembar: LembarKerja, rekap: Rekap, baris_aturan: Mapping[str, int]) -> None:
    """Write the findings that a person has waived."""
    banyak = sum(satu.jumlah for satu in rekap.temuan_dikecualikan)
    awal = lembar.judul(
        "TEMUAN YANG DIKECUALIKAN",
        rekap.instansi,
        f"Periode rekap: {rekap.sebutan_periode}",
        f"{banyak} temuan yang dengan alasan tercatat tidak dihitung lagi.",
    )
    semua = rekap.temuan_dikecualikan
    isi = (_dikecualikan(rekap, nomor, satu, baris_aturan) for nomor, satu in enumerate(semua, start=1))
    kosong = "Tidak ada temuan yang dikecualikan."
    _daftar(lembar, rekap, awal, "TabelDikecualikan", KOLOM_DIKECUALIKAN, len(semua), isi, kosong)
    lembar.nama_kolom(nama.KEC_JUMLAH, 10, awal + 1, len(rekap.temuan_dikecualikan))


def _daftar(
    lembar: LembarKerja,
    rekap: Rekap,
    awal: int,
    tabel: str,
    kolom: Sequence[Kolom],
    banyak: int,
    isi: Iterable[Sequence[Sel]],
    kosong: str,
) -> None:
    akhir = lembar.daftar(tabel, awal, kolom, banyak, isi, kosong=(5, kosong), bertautan=True)
    lembar.ws.freeze_panes(awal + 1, 3)
    lembar.nip_teks(awal + 1, 11, akhir)
    lembar.cetak(
        mendatar=True,
        kiri=rekap.instansi,
        kanan=rekap.sebutan_periode,
        ulang=(awal, awal),
        area=(0, 0, akhir, KOLOM_CETAK),
    )


def _dikecualikan(
    rekap: Rekap, nomor: int, satu: BarisTemuan, baris_aturan: Mapping[str, int]
) -> tuple[Sel, ...]:
    """The row with the reason in place of the advice, then who waived it and when."""
    alasan = pengecualian_atas(satu.temuan, rekap.pengecualian)
    sebab, oleh, pada = (alasan.alasan, alasan.oleh, alasan.pada[:10]) if alasan else (None, None, None)
    dasar = _baris(nomor, satu, baris_aturan)
    return (
        *dasar[:_SARAN],
        ringkas(sebab, 600),
        *dasar[_SARAN + 1 :],
        ringkas(oleh, 200),
        pada,
    )


def _baris(nomor: int, satu: BarisTemuan, baris_aturan: Mapping[str, int]) -> tuple[Sel, ...]:
    temuan = satu.temuan
    kode = ringkas(temuan.kode, 20)
    bertaut = temuan.kode in baris_aturan and nomor <= BATAS_TAUTAN
    kaitan = temuan.kaitan or Rujukan("", "", "")
    return (
        nomor,
        Hias(temuan.tingkat.value, ("sel", temuan.tingkat.value)),
        Tautan(kode, f"'{nama.ATURAN}'!A{baris_aturan[temuan.kode] + 1}")
        if bertaut
        else Hias(kode, ("sel",)),
        ringkas(satu.unit, 200),
        ringkas(temuan.nama, 200),
        ringkas(temuan.pesan, 1200),
        ringkas(temuan.saran, 600),
        ringkas(temuan.berkas, 300),
        ringkas(temuan.lembar, 100),
        ringkas(satu.sel, 200),
        satu.jumlah,
        ringkas(temuan.nip, 60),
        ringkas(temuan.periode, 60),
        ringkas(temuan.ditemukan, 400),
        ringkas(temuan.seharusnya, 400),
        ringkas(kaitan.berkas, 300),
        ringkas(kaitan.lembar, 100),
        ringkas(kaitan.sel, 20),
    )
