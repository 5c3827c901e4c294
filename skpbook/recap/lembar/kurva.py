"""Kurva: a native chart for each unit, its counts beside the guidance curve of its capaian."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skpbook.domain.tempat import alamat
from skpbook.recap import nama_lembar as nama
from skpbook.recap.gaya import GELAP, HURUF
from skpbook.recap.lembar.distribusi import sel_jumlah
from skpbook.recap.teks_sel import ringkas
from skpbook.regulation.distribusi import URUTAN_KURVA, kurva

if TYPE_CHECKING:
    from skpbook.recap.kertas import LembarKerja
    from skpbook.recap.susun import Rekap, RekapUnit
    from skpbook.regulation.label import Capaian

_AWAL = 7
_TINGGI_BLOK = 14
_BLOK_SEHALAMAN = 3
_LEBAR = (20, 9, 9, 11, 2, 11, 11, 11, 11)
_KOLOM_GAMBAR = 5
_UKURAN_GAMBAR = (322, 236)


def tulis(lembar: LembarKerja, rekap: Rekap) -> None:
    """Write a block (small table and chart) for every unit with somebody rated."""
    lembar.judul("KURVA DISTRIBUSI PREDIKAT PER UNIT", rekap.instansi, f"Periode: {rekap.sebutan_periode}")
    lembar.lebar(_LEBAR)
    digambar = [(i, unit) for i, unit in enumerate(rekap.unit) if unit.hitungan.dinilai]
    lembar.gabung(
        4,
        0,
        4,
        len(_LEBAR) - 1,
        "Batang: jumlah pegawai yang dinilai. Garis putus-putus: bentuk kurva panduan untuk capaian kinerja "
        "organisasi unit, diskalakan ke jumlah yang dinilai; regulasi menggambarnya tanpa angka, jadi garis "
        "ini hanya gambaran." + _keterangan_kosong(rekap, len(digambar)),
        "catatan",
    )
    for urutan, (i, unit) in enumerate(digambar):
        _blok(lembar, _AWAL + urutan * _TINGGI_BLOK, i, unit)
    akhir = _AWAL + max(1, len(digambar)) * _TINGGI_BLOK
    batas = range(_AWAL + _BLOK_SEHALAMAN * _TINGGI_BLOK, akhir, _BLOK_SEHALAMAN * _TINGGI_BLOK)
    lembar.ws.set_h_pagebreaks(list(batas)[:1000])
    lembar.cetak(
        mendatar=False,
        kiri=rekap.instansi,
        kanan=rekap.sebutan_periode,
        area=(0, 0, akhir, len(_LEBAR) - 1),
        skala=92,
    )


def _keterangan_kosong(rekap: Rekap, digambar: int) -> str:
    kosong = len(rekap.unit) - digambar
    if not digambar:
        return " Belum ada unit yang pegawainya dinilai."
    return f" Tidak digambar: {kosong} unit yang belum punya pegawai dinilai." if kosong else ""


def _blok(lembar: LembarKerja, r: int, urutan: int, unit: RekapUnit) -> None:
    capaian = unit.pola.capaian
    lembar.gabung(r, 0, r, len(_LEBAR) - 1, ringkas(unit.nama, 120), "bagian")
    lembar.tinggi(r, 18)
    lembar.teks(r + 1, 0, "Capaian organisasi", "petak")
    lembar.gabung(r + 1, 1, r + 1, 3, capaian.value if capaian else "belum ditetapkan", "petak", "tebal")
    for k, judul in enumerate(("Predikat", "Orang", "Bagian", "Panduan")):
        lembar.teks(r + 3, k, judul, "kepala")
    pertama = r + 4
    akhir = pertama + len(URUTAN_KURVA) - 1
    _tabel(lembar, pertama, urutan, unit, capaian)
    lembar.teks(akhir + 1, 0, "Jumlah", "jumlah")
    rumus = f"=SUM({alamat(pertama, 1)}:{alamat(akhir, 1)})"
    lembar.rumus(akhir + 1, 1, rumus, unit.hitungan.dinilai, "jumlah", "bilangan")
    lembar.teks(akhir + 1, 2, None, "jumlah")
    lembar.teks(akhir + 1, 3, None, "jumlah")
    lembar.gabung(akhir + 3, 0, akhir + 3, 3, unit.pola.hasil.value, "tebal")
    gambar = _gambar(lembar, pertama, akhir, ada_panduan=capaian is not None)
    lembar.ws.insert_chart(
        r + 1,
        _KOLOM_GAMBAR,
        gambar,
        {"x_offset": 2, "y_offset": 4, "object_position": 1, "description": "Kurva distribusi predikat unit"},
    )


def _tabel(lembar: LembarKerja, pertama: int, urutan: int, unit: RekapUnit, capaian: Capaian | None) -> None:
    akhir = pertama + len(URUTAN_KURVA) - 1
    dinilai = unit.hitungan.dinilai
    jumlah = f"$B${akhir + 2}"
    tinggi = kurva(capaian) if capaian else None
    for j, predikat in enumerate(URUTAN_KURVA):
        r = pertama + j
        angka = unit.hitungan.predikat[predikat]
        lembar.teks(r, 0, predikat.value, "petak")
        lembar.rumus(r, 1, sel_jumlah(urutan, predikat), angka, "petak", "bilangan")
        lembar.rumus(r, 2, f"=IF({jumlah}=0,0,{alamat(r, 1)}/{jumlah})", angka / dinilai, "petak", "persen")
        if tinggi is None:
            lembar.teks(r, 3, "–", "petak", "kanan")
        else:
            panduan = f"={jumlah}*{tinggi[j]}/{sum(tinggi)}"
            lembar.rumus(r, 3, panduan, dinilai * tinggi[j] / sum(tinggi), "petak", "desimal")


def _gambar(lembar: LembarKerja, pertama: int, akhir: int, *, ada_panduan: bool) -> Any:
    """Columns of people and, over them, the dashed guidance curve. Numbers are printed on the columns."""
    huruf = {"name": HURUF, "size": 9}
    kategori = [nama.KURVA, pertama, 0, akhir, 0]
    batang = lembar.buku.add_chart({"type": "column"})
    batang.add_series(
        {
            "name": "Jumlah pegawai",
            "categories": kategori,
            "values": [nama.KURVA, pertama, 1, akhir, 1],
            "fill": {"color": GELAP},
            "border": {"color": "#000000", "width": 0.5},
            "gap": 60,
            "data_labels": {"value": True, "font": {**huruf, "bold": True}},
        }
    )
    if ada_panduan:
        garis = lembar.buku.add_chart({"type": "line"})
        garis.add_series(
            {
                "name": "Bentuk panduan",
                "categories": kategori,
                "values": [nama.KURVA, pertama, 3, akhir, 3],
                "line": {"color": "#C55A11", "width": 2, "dash_type": "dash"},
                "smooth": True,
            }
        )
        batang.combine(garis)
    batang.set_title({"none": True})
    batang.set_x_axis({"num_font": huruf})
    batang.set_y_axis(
        {
            "name": "Frekuensi pegawai",
            "name_font": {**huruf, "bold": False},
            "num_font": huruf,
            "num_format": "0",
            "min": 0,
            "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}},
        }
    )
    batang.set_legend({"position": "bottom", "font": huruf})
    batang.set_size({"width": _UKURAN_GAMBAR[0], "height": _UKURAN_GAMBAR[1]})
    return batang
