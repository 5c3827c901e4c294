"""Distribusi: counts and shares of every unit against the guidance for its capaian kinerja organisasi."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.domain.tempat import alamat, nama_kolom
from skpbook.recap import nama_lembar as nama
from skpbook.recap.pola import HasilBanding, PolaUnit, sebut_panduan
from skpbook.recap.rumus import SYARAT_BELUM, hitung_bila, syarat_predikat, syarat_unit
from skpbook.recap.teks_sel import ringkas
from skpbook.regulation.distribusi import AturanDistribusi, aturan_distribusi
from skpbook.regulation.label import Predikat

if TYPE_CHECKING:
    from skpbook.recap.hitung import HitunganPegawai
    from skpbook.recap.kertas import LembarKerja
    from skpbook.recap.rumpun import Rumpun
    from skpbook.recap.susun import Rekap, RekapUnit

_TETAP_KIRI = (("No", 5.0), ("Unit Kerja", 22.0), ("Capaian Kinerja Organisasi", 12.0))
_KOLOM_PREDIKAT = len(_TETAP_KIRI)
_DINILAI = _KOLOM_PREDIKAT + 2 * len(Predikat)
_KANAN = (
    ("Jumlah Dinilai", 8.0),
    ("Belum Dinilai", 8.0),
    ("Terbanyak menurut Panduan", 15.0),
    ("Hasil", 12.0),
    ("Penjelasan", 34.0),
)
_TERBANYAK_DISEBUT = 500
_GAYA_HASIL = {HasilBanding.SESUAI: (), HasilBanding.TINJAU: ("peringatan", "tebal")}


def sel_jumlah(urutan: int, predikat: Predikat) -> str:
    """Cell (with its sheet) of a unit's count, `urutan` counting units from 0; the sum follows the last."""
    r = _baris_pertama() + urutan
    return f"='{nama.DISTRIBUSI}'!${nama_kolom(_kolom(predikat))}${r + 1}"


def tulis(lembar: LembarKerja, rekap: Rekap) -> None:
    """Write the sheet by the book's own rule set."""
    pertama = _tulis(lembar, rekap, rekap.aturan)
    lembar.nama_kolom(nama.DIS_HASIL, _DINILAI + 3, pertama, len(rekap.unit))


def tulis_lain(lembar: LembarKerja, rekap: Rekap) -> None:
    """Write the sheet by the other rule set."""
    _tulis(lembar, rekap, rekap.aturan_lain)


def _tulis(lembar: LembarKerja, rekap: Rekap, kode: str) -> int:
    aturan = aturan_distribusi(kode)
    awal = lembar.judul(
        "DISTRIBUSI PREDIKAT DAN PANDUANNYA",
        rekap.instansi,
        f"Periode: {rekap.sebutan_periode}",
        f"Panduan: {aturan.nama}. Pola distribusi adalah pedoman: "
        "yang menyimpang ditinjau pimpinan, bukan kesalahan.",
    )
    _kepala(lembar, awal)
    pertama = _baris_pertama()
    for i, unit in enumerate(rekap.unit):
        _baris(lembar, pertama + i, unit, unit.pola if kode == rekap.aturan else unit.pola_lain)
    akhir = pertama + max(1, len(rekap.unit)) - 1
    _jumlah(lembar, rekap.jumlah, pertama, akhir)
    bawah = akhir + 3
    if len(rekap.unit) > 1:
        bawah = _rumpun(lembar, rekap, kode, pertama, bawah)
    _panduan(lembar, aturan, bawah + 1)
    lembar.ws.autofilter(pertama - 1, 0, akhir, _DINILAI + len(_KANAN) - 1)
    lembar.ws.freeze_panes(pertama, 2)
    lembar.cetak(mendatar=True, kiri=rekap.instansi, kanan=rekap.sebutan_periode, ulang=(awal, pertama - 1))
    return pertama


def _baris_pertama() -> int:
    return 7


def _kolom(predikat: Predikat) -> int:
    return _KOLOM_PREDIKAT + 2 * tuple(Predikat).index(predikat)


def _kepala(lembar: LembarKerja, r: int) -> None:
    assert r + 2 == _baris_pertama()
    kiri, kanan = ([lebar for _, lebar in sisi] for sisi in (_TETAP_KIRI, _KANAN))
    lembar.lebar((*kiri, *(6.6 for _ in range(2 * len(Predikat))), *kanan))
    for k, (judul, _) in enumerate(_TETAP_KIRI):
        lembar.teks(r, k, None, "kepala")
        lembar.teks(r + 1, k, judul, "kepala")
    for predikat in Predikat:
        k = _kolom(predikat)
        lembar.gabung(r, k, r, k + 1, predikat.value, "kepala")
        lembar.teks(r + 1, k, "Orang", "kepala")
        lembar.teks(r + 1, k + 1, "Bagian", "kepala")
    for j, (judul, _) in enumerate(_KANAN):
        lembar.teks(r, _DINILAI + j, None, "kepala")
        lembar.teks(r + 1, _DINILAI + j, judul, "kepala")
    lembar.tinggi(r + 1, 44)


def _baris(lembar: LembarKerja, r: int, unit: RekapUnit, pola: PolaUnit) -> None:
    lembar.angka(r, 0, unit.nomor, "petak", "bilangan", "tengah")
    lembar.teks(r, 1, ringkas(unit.nama, 200), "petak")
    lembar.teks(r, 2, pola.capaian.value if pola.capaian else "belum ditetapkan", "petak")
    dasar = syarat_unit(f"${alamat(r, 0)}")
    isi = unit.hitungan
    for predikat in Predikat:
        k = _kolom(predikat)
        warna = (predikat.name.lower(), "tebal") if predikat is pola.mayoritas else ()
        rumus = hitung_bila(*dasar, *syarat_predikat(predikat))
        lembar.hitungan(r, k, rumus, isi.predikat[predikat], "petak", "bilangan", *warna)
        _bagian(lembar, r, k, isi.predikat[predikat], isi.dinilai, "petak", *warna)
    jumlah = "=" + "+".join(alamat(r, _kolom(predikat)) for predikat in Predikat)
    lembar.rumus(r, _DINILAI, jumlah, isi.dinilai, "petak", "bilangan")
    lembar.hitungan(r, _DINILAI + 1, hitung_bila(*dasar, SYARAT_BELUM), isi.belum, "petak", "bilangan")
    _banding(lembar, r, pola)


def _bagian(lembar: LembarKerja, r: int, k: int, jumlah: int, dinilai: int, *gaya: str) -> None:
    penyebut = f"${alamat(r, _DINILAI)}"
    hasil = jumlah / dinilai if dinilai else 0
    lembar.rumus(r, k + 1, f"=IF({penyebut}=0,0,{alamat(r, k)}/{penyebut})", hasil, *gaya, "persen")


def _jumlah(lembar: LembarKerja, isi: HitunganPegawai, pertama: int, akhir: int) -> None:
    r = akhir + 1
    for k in range(_DINILAI + len(_KANAN)):
        lembar.teks(r, k, "JUMLAH" if k == 1 else None, "jumlah")
    angka = [(_kolom(predikat), isi.predikat[predikat]) for predikat in Predikat]
    for k, satu in (*angka, (_DINILAI, isi.dinilai), (_DINILAI + 1, isi.belum)):
        lembar.rumus(r, k, f"=SUM({alamat(pertama, k)}:{alamat(akhir, k)})", satu, "jumlah", "bilangan")
    for k, satu in angka:
        _bagian(lembar, r, k, satu, isi.dinilai, "jumlah")
    lembar.tinggi(r, 18)


def _rumpun(lembar: LembarKerja, rekap: Rekap, kode: str, pertama: int, r: int) -> int:
    """Units with those below them, and the whole instansi; the row after them."""
    terakhir = _DINILAI + len(_KANAN) - 1
    judul = "Seluruh instansi, dan setiap unit beserta unit di bawahnya"
    lembar.gabung(r, 0, r, terakhir, judul, "bagian")
    for k, teks in enumerate(("Tingkat", "Unit Kerja", _TETAP_KIRI[2][0])):
        lembar.teks(r + 1, k, teks, "kepala")
    for predikat in Predikat:
        k = _kolom(predikat)
        lembar.gabung(r + 1, k, r + 1, k + 1, predikat.value, "kepala")
    for j, (teks, _) in enumerate(_KANAN):
        lembar.teks(r + 1, _DINILAI + j, teks, "kepala")
    lembar.tinggi(r + 1, 44)
    for i, satu in enumerate(rekap.rumpun, start=r + 2):
        _baris_rumpun(lembar, i, satu, satu.pola if kode == rekap.aturan else satu.pola_lain, pertama)
    return r + 2 + len(rekap.rumpun)


def _baris_rumpun(lembar: LembarKerja, r: int, satu: Rumpun, pola: PolaUnit, pertama: int) -> None:
    lembar.angka(r, 0, satu.tingkat, "petak", "bilangan", "tengah")
    lembar.teks(r, 1, ringkas(satu.nama, 200), "petak")
    lembar.teks(r, 2, pola.capaian.value if pola.capaian else "belum ditetapkan", "petak")
    for predikat in Predikat:
        k = _kolom(predikat)
        warna = (predikat.name.lower(), "tebal") if predikat is pola.mayoritas else ()
        _tambahkan(lembar, r, k, satu, satu.hitungan.predikat[predikat], pertama, *warna)
        _bagian(lembar, r, k, satu.hitungan.predikat[predikat], satu.hitungan.dinilai, "petak", *warna)
    _tambahkan(lembar, r, _DINILAI, satu, satu.hitungan.dinilai, pertama)
    _tambahkan(lembar, r, _DINILAI + 1, satu, satu.hitungan.belum, pertama)
    _banding(lembar, r, pola)


def _tambahkan(
    lembar: LembarKerja, r: int, k: int, satu: Rumpun, angka: int, pertama: int, *gaya: str
) -> None:
    """The units' cells added up; too many of them for a formula are given as a number."""
    if satu.tingkat == 0:
        rumus = f"=SUM({alamat(pertama, k)}:{alamat(pertama + len(satu.anggota) - 1, k)})"
    elif len(satu.anggota) <= _TERBANYAK_DISEBUT:
        rumus = "=" + "+".join(alamat(pertama + letak, k) for letak in satu.anggota)
    else:
        lembar.angka(r, k, angka, "petak", "bilangan", *gaya)
        return
    lembar.rumus(r, k, rumus, angka, "petak", "bilangan", *gaya)


def _banding(lembar: LembarKerja, r: int, pola: PolaUnit) -> None:
    lembar.teks(r, _DINILAI + 2, pola.mayoritas.value if pola.mayoritas else "–", "petak", "tengah")
    gaya = _GAYA_HASIL.get(pola.hasil, ("redup",))
    lembar.teks(r, _DINILAI + 3, pola.hasil.value, "petak", *gaya)
    lembar.teks(r, _DINILAI + 4, pola.penjelasan, "petak")


def _panduan(lembar: LembarKerja, aturan: AturanDistribusi, r: int) -> None:
    """What the rule set says for each capaian, so that a reader need not look it up."""
    terakhir = _DINILAI + len(_KANAN) - 1
    lembar.gabung(r, 0, r, terakhir, f"Panduan menurut {aturan.nama}", "bagian")
    for i, pola in enumerate(aturan.pola, start=1):
        lembar.gabung(r + i, 0, r + i, 2, f"Capaian organisasi {pola.capaian.value}", "petak", "tebal")
        lembar.gabung(r + i, 3, r + i, terakhir, sebut_panduan(pola), "petak")
    bawah = r + len(aturan.pola) + 2
    lembar.gabung(bawah, 0, bawah, terakhir, f"Sumber: {aturan.sumber}", "catatan")
