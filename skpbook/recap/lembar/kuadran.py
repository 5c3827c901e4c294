"""Kuadran: the nine boxes with counts and, where few, who stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.domain.tempat import alamat
from skpbook.recap import nama_lembar as nama
from skpbook.recap.rumus import hitung_bila, syarat_kotak
from skpbook.recap.status import StatusPegawai
from skpbook.recap.teks_sel import ringkas
from skpbook.regulation.kuadran import predikat as predikat_kuadran
from skpbook.regulation.label import Rating

if TYPE_CHECKING:
    from collections.abc import Mapping

    from skpbook.recap.kertas import LembarKerja
    from skpbook.recap.susun import Rekap

NAMA_TERBANYAK = 10
"""People named in one box; a fuller box points to the per-pegawai sheet."""

HASIL = (Rating.DI_ATAS, Rating.SESUAI, Rating.DI_BAWAH)
"""Rows, top down."""

PERILAKU = (Rating.DI_BAWAH, Rating.SESUAI, Rating.DI_ATAS)
"""Columns, left to right, as the regulation draws the axes."""

_LEBAR_KOTAK = 40
_BARIS_KOTAK = 3
_AWAL = 6


def sel_kotak(hasil: Rating, perilaku: Rating) -> str:
    """The cell (absolute, without the sheet) that counts a box."""
    r, k = _letak(hasil, perilaku)
    return f"${alamat(r + 1, k)[:1]}${r + 2}"


def tulis(lembar: LembarKerja, rekap: Rekap) -> None:
    """Write the sheet."""
    awal = lembar.judul(
        "KUADRAN KINERJA PEGAWAI",
        rekap.instansi,
        f"Periode: {rekap.sebutan_periode}",
    )
    assert awal < _AWAL
    lembar.lebar((6, 16, _LEBAR_KOTAK, _LEBAR_KOTAK, _LEBAR_KOTAK))
    lembar.gabung(_AWAL - 2, 2, _AWAL - 2, 4, "RATING PERILAKU KERJA", "kepala")
    lembar.gabung(_AWAL - 2, 0, _AWAL - 1, 1, None, "kepala")
    for k, perilaku in enumerate(PERILAKU, start=2):
        lembar.teks(_AWAL - 1, k, perilaku.value, "kepala")
    lembar.gabung(_AWAL, 0, _AWAL + 3 * _BARIS_KOTAK - 1, 0, "RATING HASIL KERJA", "kepala", "tegak")
    orang = _nama_kotak(rekap)
    for hasil in HASIL:
        _jalur(lembar, rekap, hasil, orang)
    _daftar(lembar, rekap, _AWAL + 3 * _BARIS_KOTAK + 1)
    lembar.cetak(mendatar=True, kiri=rekap.instansi, kanan=rekap.sebutan_periode, satu_halaman=True)


def _letak(hasil: Rating, perilaku: Rating) -> tuple[int, int]:
    return _AWAL + HASIL.index(hasil) * _BARIS_KOTAK, 2 + PERILAKU.index(perilaku)


def _nama_kotak(rekap: Rekap) -> Mapping[tuple[str, str], list[str]]:
    """Box -> who stands in it; of boxes too full to name them nobody."""
    sedikit = {
        (hasil.value, perilaku.value)
        for (hasil, perilaku), banyak in rekap.kuadran.items()
        if banyak <= NAMA_TERBANYAK
    }
    kolom = (rekap.pegawai[k] for k in ("status", "rating_hasil", "rating_perilaku", "nama", "nip"))
    peta: dict[tuple[str, str], list[str]] = {}
    for status, hasil, perilaku, nama_orang, nip in zip(*kolom, strict=True):
        if (hasil, perilaku) in sedikit and status == StatusPegawai.DINILAI.value:
            peta.setdefault((hasil, perilaku), []).append(f"{ringkas(nama_orang, 60)} ({nip})")
    return peta


def _jalur(
    lembar: LembarKerja, rekap: Rekap, hasil: Rating, orang: Mapping[tuple[str, str], list[str]]
) -> None:
    """One row of boxes: predikat, count, names."""
    r = _letak(hasil, PERILAKU[0])[0]
    lembar.gabung(r, 1, r + _BARIS_KOTAK - 1, 1, hasil.value, "kepala")
    for perilaku in PERILAKU:
        _, k = _letak(hasil, perilaku)
        predikat = predikat_kuadran(hasil, perilaku)
        warna = predikat.name.lower()
        lembar.teks(r, k, predikat.value.upper(), "sel", "tengah", "tebal", "kotak_bawah", warna)
        banyak = rekap.kuadran[hasil, perilaku]
        gaya = ("petak", "bilangan", "besar", "tengah", "kotak_tengah", warna)
        lembar.rumus(r + 1, k, hitung_bila(*syarat_kotak(hasil, perilaku)), banyak, *gaya)
        if banyak > NAMA_TERBANYAK:
            isi = f"{banyak} orang: saring kedua kolom rating pada lembar {nama.PEGAWAI}."
        else:
            isi = "\n".join(orang.get((hasil.value, perilaku.value), []))
        lembar.teks(r + 2, k, isi, "sel", "kecil", "kotak_atas", warna)
    lembar.tinggi(r, 18)
    lembar.tinggi(r + 1, 28)


def _daftar(lembar: LembarKerja, rekap: Rekap, r: int) -> None:
    """The same nine figures as a list, with shares."""
    for k, judul in enumerate(("Rating Hasil Kerja", "Rating Perilaku Kerja", "Predikat", "Jumlah")):
        if k == 0:
            lembar.gabung(r, 0, r, 1, judul, "kepala")
        else:
            lembar.teks(r, k + 1, judul, "kepala")
    dinilai = rekap.jumlah.dinilai
    baris = [(h, p) for h in HASIL for p in reversed(PERILAKU)]
    for i, (hasil, perilaku) in enumerate(baris, start=1):
        lembar.gabung(r + i, 0, r + i, 1, hasil.value, "petak")
        lembar.teks(r + i, 2, perilaku.value, "petak")
        lembar.teks(r + i, 3, predikat_kuadran(hasil, perilaku).value, "petak")
        lembar.rumus(
            r + i, 4, f"={sel_kotak(hasil, perilaku)}", rekap.kuadran[hasil, perilaku], "petak", "bilangan"
        )
    akhir = r + len(baris)
    lembar.gabung(akhir + 1, 0, akhir + 1, 3, "JUMLAH DINILAI", "jumlah")
    lembar.rumus(akhir + 1, 4, f"=SUM({alamat(r + 1, 4)}:{alamat(akhir, 4)})", dinilai, "jumlah", "bilangan")
