"""Cakupan Kaskade: how much of every unit's RHK reaches the top and is supported; RHK Pimpinan: each of a leader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from skpbook.domain.tempat import alamat
from skpbook.recap import nama_lembar as nama
from skpbook.recap.aliran import Hias, Kolom, Rumus
from skpbook.recap.gaya import GELAP, HURUF
from skpbook.recap.kaskade import Rantai
from skpbook.recap.lembar.kaskade import pohon, sebut_pendukung
from skpbook.recap.lembar.unit import keterangan
from skpbook.recap.rumus import hitung_bila, kutip, syarat_unit
from skpbook.recap.teks_sel import ringkas

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from skpbook.recap.aliran import Sel
    from skpbook.recap.kertas import LembarKerja
    from skpbook.recap.susun import Rekap

UNIT_DIGAMBAR = 24
"""Units that a chart can tell apart; of more only the whole is drawn."""

RANTAI = tuple(Rantai)
WARNA_RANTAI = (GELAP, "#F4B183", "#C00000")
WARNA_DUKUNG = (GELAP, "#C00000")

_JUDUL = (
    "No",
    "Unit Kerja",
    "Sampai Puncak",
    "Putus di Atas",
    "Lepas",
    "Jumlah RHK",
    "Bagian Sampai Puncak",
    "Didukung",
    "Tanpa Pendukung",
    "Jumlah RHK Pimpinan",
    "Bagian Didukung",
)
_LEBAR = (5, 36, 10, 10, 10, 10, 11, 10, 11, 11, 11)
KOLOM_RANTAI, KOLOM_DUKUNG = 2, 7
_JUMLAH_RHK, _JUMLAH_PIMPINAN = 5, 9
_BARIS_GAMBAR = 20
"""Pixels of a row of the default height."""

KOLOM = (
    Kolom("No", 5, ("sel", "bilangan", "tengah")),
    Kolom("Pimpinan", 24),
    Kolom("Unit Kerja", 22),
    Kolom("Bagian", 10),
    Kolom("RHK Pimpinan", 46),
    Kolom("Bawahan", 9, ("sel", "bilangan", "tengah")),
    Kolom("Pendukung", 10, ("sel", "bilangan", "tengah"), (("sel", "bilangan", "tengah", "peringatan"),)),
    Kolom("Cakupan", 9, ("sel", "persen", "tengah")),
    Kolom("Didukung Oleh", 34),
    Kolom("NIP", 20, ("sel", "teks")),
    Kolom("No. Unit", 8, ("sel", "bilangan")),
)
KOLOM_CETAK = 8
_SEPI = KOLOM[6].varian[0]
_KOLOM_BAWAHAN, _KOLOM_PENDUKUNG = 5, 6


def baris_jumlah(rekap: Rekap) -> int:
    """Row (from 0) of the sums on Cakupan Kaskade."""
    return _awal(rekap) + 2 + max(1, len(rekap.unit))


def baris_kepala(rekap: Rekap) -> int:
    """The lower heading row of Cakupan Kaskade, which names the series of the charts."""
    return _awal(rekap) + 1


def sel_rantai(rekap: Rekap, rantai: Rantai) -> str:
    """Cell (with its sheet) of the instansi's RHK that lead so far."""
    return _sel(rekap, KOLOM_RANTAI + RANTAI.index(rantai))


def sel_dukung(rekap: Rekap, *, didukung: bool) -> str:
    """Cell (with its sheet) of the leaders' RHK that are supported, or are not."""
    return _sel(rekap, KOLOM_DUKUNG if didukung else KOLOM_DUKUNG + 1)


def _sel(rekap: Rekap, kolom: int) -> str:
    return f"'{nama.CAKUPAN}'!{alamat(baris_jumlah(rekap), kolom)}"


def angka_cakupan(rekap: Rekap) -> npt.NDArray[np.int_]:
    """A row a unit: RHK by how far they lead, then those of leaders that are supported and that are not."""
    kaskade, banyak = rekap.kaskade, len(rekap.unit)
    milik = kaskade.letak[: kaskade.banyak]
    unit = rekap.pegawai["no_unit"].to_numpy(dtype=int)[milik] - 1
    pimpinan = kaskade.bawahan[milik] > 0
    didukung = kaskade.banyak_pendukung() > 0
    ada = (*(kaskade.adalah(satu) for satu in RANTAI), pimpinan & didukung, pimpinan & ~didukung)
    return np.column_stack([np.bincount(unit[satu], minlength=banyak) for satu in ada]).reshape(banyak, 5)


def tulis(lembar: LembarKerja, rekap: Rekap) -> None:
    """Write the coverage of every unit, and its picture."""
    utuh = not pohon(rekap).keterangan
    lembar.judul(
        "CAKUPAN KASKADE",
        rekap.instansi,
        f"Tahun {rekap.tahun}",
        "Berapa RHK yang sampai ke perjanjian kinerja atau RHK pimpinan tertinggi, dan berapa RHK pimpinan yang "
        "didukung bawahannya. " + (keterangan(lembar) if utuh else ""),
    )
    lembar.lebar(_LEBAR)
    awal = _awal(rekap)
    _kepala(lembar, awal)
    angka = angka_cakupan(rekap)
    pertama = awal + 2
    for i, unit in enumerate(rekap.unit):
        lembar.angka(pertama + i, 0, unit.nomor, "petak", "bilangan", "tengah")
        lembar.teks(pertama + i, 1, ringkas(unit.nama, 200), "petak")
        _isi(lembar, pertama + i, angka[i].tolist(), utuh=utuh)
        _jumlah_baris(lembar, pertama + i, angka[i].tolist(), "petak")
    akhir = pertama + max(1, len(rekap.unit)) - 1
    for k in range(2):
        lembar.teks(akhir + 1, k, "JUMLAH" if k else None, "jumlah")
    jumlah = angka.sum(axis=0).tolist()
    for k, satu in zip(
        (*range(KOLOM_RANTAI, KOLOM_RANTAI + 3), KOLOM_DUKUNG, KOLOM_DUKUNG + 1), jumlah, strict=True
    ):
        rumus = f"=SUM({alamat(pertama, k)}:{alamat(akhir, k)})"
        lembar.rumus(akhir + 1, k, rumus, satu, "jumlah", "bilangan")
    _jumlah_baris(lembar, akhir + 1, jumlah, "jumlah")
    _gambar(lembar, rekap, pertama, akhir)
    lembar.jadikan_tabel("TabelCakupan", awal + 1, akhir, _JUDUL)
    lembar.cetak(mendatar=True, kiri=rekap.instansi, kanan=f"Tahun {rekap.tahun}")


def _digambar(rekap: Rekap) -> bool:
    """Whether every unit has its bar."""
    return 0 < len(rekap.unit) <= UNIT_DIGAMBAR


def _tinggi_gambar(rekap: Rekap) -> int:
    """Pixels."""
    return 90 + 22 * (len(rekap.unit) if _digambar(rekap) else 1)


def _awal(rekap: Rekap) -> int:
    """The upper heading row, below the pictures."""
    return 6 + -(-_tinggi_gambar(rekap) // _BARIS_GAMBAR) + 1


def _kepala(lembar: LembarKerja, awal: int) -> None:
    for k in (0, 1):
        lembar.teks(awal, k, None, "kepala")
    lembar.gabung(awal, KOLOM_RANTAI, awal, KOLOM_RANTAI + 4, "RHK SEMUA PEGAWAI", "kepala")
    lembar.gabung(awal, KOLOM_DUKUNG, awal, KOLOM_DUKUNG + 3, "RHK YANG MEMPUNYAI BAWAHAN", "kepala")
    for k, judul in enumerate(_JUDUL):
        lembar.teks(awal + 1, k, judul, "kepala")
    lembar.tinggi(awal + 1, 32)


def _isi(lembar: LembarKerja, r: int, angka: list[int], *, utuh: bool) -> None:
    """The counts of one unit: formulas where all it counts stands on the sheets."""
    dasar = f"${alamat(r, 0)}"
    unit_rhk = syarat_unit(dasar, nama.KAS_NO_UNIT)
    unit_pimpinan = syarat_unit(dasar, nama.CAK_NO_UNIT)
    rumus = (
        *(hitung_bila(*unit_rhk, (nama.KAS_RANTAI, kutip(satu.value))) for satu in RANTAI),
        hitung_bila(*unit_pimpinan, (nama.CAK_PENDUKUNG, kutip(">0"))),
        hitung_bila(*unit_pimpinan, (nama.CAK_PENDUKUNG, "0")),
    )
    for i, (satu, isi) in enumerate(zip(rumus, angka, strict=True)):
        k = KOLOM_RANTAI + i if i < len(RANTAI) else KOLOM_DUKUNG + i - len(RANTAI)
        if utuh or i >= len(RANTAI):
            lembar.hitungan(r, k, satu, isi, "petak", "bilangan")
        else:
            lembar.angka(r, k, isi, "petak", "bilangan")


def _jumlah_baris(lembar: LembarKerja, r: int, angka: list[int], gaya: str) -> None:
    """Sums and shares of one row."""
    for mulai, jumlah, isi in (
        (KOLOM_RANTAI, _JUMLAH_RHK, angka[:3]),
        (KOLOM_DUKUNG, _JUMLAH_PIMPINAN, angka[3:]),
    ):
        sel = alamat(r, jumlah)
        rumus = f"=SUM({alamat(r, mulai)}:{alamat(r, jumlah - 1)})"
        lembar.rumus(r, jumlah, rumus, sum(isi), gaya, "bilangan", "tebal")
        bagian = isi[0] / sum(isi) if sum(isi) else 0
        lembar.rumus(r, jumlah + 1, f"=IF({sel}=0,0,{alamat(r, mulai)}/{sel})", bagian, gaya, "persen")


def _gambar(lembar: LembarKerja, rekap: Rekap, pertama: int, akhir: int) -> None:
    baris = (pertama, akhir) if _digambar(rekap) else (akhir + 1, akhir + 1)
    for kolom, judul, warna, letak, lebar in (
        (KOLOM_RANTAI, "RHK semua pegawai", WARNA_RANTAI, 0, 480),
        (KOLOM_DUKUNG, "RHK pimpinan", WARNA_DUKUNG, 5, 460),
    ):
        satu = gambar_bertumpuk(
            lembar, nama.CAKUPAN, baris, [(kolom + i, w) for i, w in enumerate(warna)], pertama - 1, judul
        )
        satu.set_size({"width": lebar, "height": _tinggi_gambar(rekap)})
        lembar.ws.insert_chart(
            5, letak, satu, {"x_offset": 4, "y_offset": 2, "object_position": 3, "description": judul}
        )


def gambar_bertumpuk(
    lembar: LembarKerja,
    sumber: str,
    baris: tuple[int, int],
    seri: list[tuple[int, str]],
    kepala: int,
    judul: str | None,
) -> Any:
    """Stacked bars over rows of a sheet, a series a column (column, colour), each number printed on its piece.

    Without `judul` the chart is a small one: neither title nor names, the legend beside the bar.
    """
    kecil = judul is None
    huruf = {"name": HURUF, "size": 8 if kecil else 9}
    gambar = lembar.buku.add_chart({"type": "bar", "subtype": "percent_stacked" if kecil else "stacked"})
    for kolom, warna in seri:
        gelap = warna != WARNA_RANTAI[1]
        gambar.add_series(
            {
                "name": [sumber, kepala, kolom],
                "categories": [sumber, baris[0], 1, baris[1], 1],
                "values": [sumber, baris[0], kolom, baris[1], kolom],
                "fill": {"color": warna},
                "border": {"color": "#FFFFFF", "width": 0.5},
                "gap": 40,
                "data_labels": {
                    "value": True,
                    "num_format": "#,##0;;",
                    "font": {**huruf, "bold": True, "color": "#FFFFFF" if gelap else "#000000"},
                },
            }
        )
    gambar.set_title({"none": True} if kecil else {"name": judul, "name_font": {**huruf, "size": 10}})
    gambar.set_legend(
        {"position": "right" if kecil else "bottom", "font": {**huruf, "size": 8 if kecil else 9}}
    )
    gambar.set_x_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
    gambar.set_y_axis({"reverse": True, "num_font": huruf, "major_tick_mark": "none", "visible": not kecil})
    return gambar


def tulis_pimpinan(lembar: LembarKerja, rekap: Rekap) -> None:
    """Write every RHK of those with people below: how many of them support it, and who."""
    kaskade = rekap.kaskade
    awal = lembar.judul(
        "CAKUPAN SETIAP RHK PIMPINAN",
        rekap.instansi,
        f"Tahun {rekap.tahun}",
        "Berapa dari bawahan langsung yang mendukung setiap RHK, lewat RHK pimpinan yang ditulis dalam SKP-nya atau "
        "perannya dalam matriks. Cakupan dapat melebihi 100% bila didukung juga oleh yang bukan bawahan langsung.",
    )
    milik = kaskade.letak[: kaskade.banyak]
    nomor = np.flatnonzero(kaskade.bawahan[milik] > 0).tolist()
    isi = _baris(rekap, nomor, awal + 2)
    kosong = (4, "Belum ada SKP dari yang mempunyai bawahan.")
    akhir = lembar.daftar("TabelRHKPimpinan", awal, KOLOM, len(nomor), isi, kosong=kosong)
    lembar.nama_kolom(nama.CAK_PENDUKUNG, _KOLOM_PENDUKUNG, awal + 1, len(nomor))
    lembar.nama_kolom(nama.CAK_NO_UNIT, 10, awal + 1, len(nomor))
    lembar.ws.freeze_panes(awal + 1, 2)
    lembar.nip_teks(awal + 1, 9, akhir)
    lembar.cetak(
        mendatar=True,
        kiri=rekap.instansi,
        kanan=f"Tahun {rekap.tahun}",
        ulang=(awal, awal),
        area=(0, 0, akhir, KOLOM_CETAK),
    )


def _baris(rekap: Rekap, nomor: list[int], pertama: int) -> Iterator[tuple[Sel, ...]]:
    kaskade = rekap.kaskade
    nip, nama_orang, unit, no_unit = (
        rekap.pegawai[kolom].tolist() for kolom in ("nip", "nama", "unit", "no_unit")
    )
    for i, satu in enumerate(nomor):
        letak = int(kaskade.letak[satu])
        pendukung = kaskade.pendukung(satu)
        bawahan = int(kaskade.bawahan[letak])
        bagian = f"G{pertama + i}/F{pertama + i}"
        yield (
            i + 1,
            ringkas(nama_orang[letak]),
            ringkas(unit[letak]),
            "Utama" if kaskade.utama[satu] else "Tambahan",
            ringkas(kaskade.rencana[satu], 600),
            bawahan,
            len(pendukung) or Hias(0, _SEPI),
            Rumus(bagian, len(pendukung) / bawahan),
            sebut_pendukung(pendukung, nama_orang),
            ringkas(nip[letak], 60),
            int(no_unit[letak]),
        )
