"""Kurva: a native chart for the instansi and each unit, its counts beside the guidance curve of its capaian."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skpbook.domain.tempat import alamat
from skpbook.recap import nama_lembar as nama
from skpbook.recap.gaya import GELAP, HURUF
from skpbook.recap.lembar.distribusi import sel_jumlah
from skpbook.recap.rumus import kutip
from skpbook.recap.teks_sel import ringkas
from skpbook.regulation.distribusi import URUTAN_KURVA, kurva

if TYPE_CHECKING:
    from collections.abc import Callable

    from skpbook.recap.hitung import HitunganPegawai
    from skpbook.recap.kertas import LembarKerja
    from skpbook.recap.susun import Rekap, RekapUnit
    from skpbook.regulation.label import Predikat

BATAS_GAMBAR = 200
"""Units drawn in the workbook of an instansi; a spreadsheet takes long over thousands of charts."""

_AWAL = 7
_TABEL = 4
_TINGGI_BLOK = 14
_BLOK_SEHALAMAN = 3
_LEBAR = (20, 9, 9, 11, 2, 11, 11, 11, 11)
_KOLOM_GAMBAR = 5
_UKURAN_GAMBAR = (322, 236)


def tulis(lembar: LembarKerja, rekap: Rekap) -> None:
    """Write a block (small table and chart) for the instansi, then for every unit with somebody rated."""
    lembar.judul("KURVA DISTRIBUSI PREDIKAT", rekap.instansi, f"Periode: {rekap.sebutan_periode}")
    lembar.lebar(_LEBAR)
    ada = [(i, unit) for i, unit in enumerate(rekap.unit) if unit.hitungan.dinilai]
    digambar = ada[:BATAS_GAMBAR]
    lembar.gabung(
        4,
        0,
        4,
        len(_LEBAR) - 1,
        "Batang: jumlah pegawai yang dinilai. Garis putus-putus: bentuk kurva panduan untuk capaian kinerja "
        "organisasi unit, diskalakan ke jumlah yang dinilai; regulasi menggambarnya tanpa angka, jadi garis "
        "ini hanya gambaran." + _keterangan_kosong(rekap, ada),
        "catatan",
    )
    sendiri = len(rekap.unit) == len(digambar) == 1  # of one unit the first block is the unit's
    akhir = _AWAL + (len(digambar) + (not sendiri)) * _TINGGI_BLOK
    if not sendiri:
        _blok_instansi(lembar, rekap, digambar, akhir)
    for urutan, (i, unit) in enumerate(digambar, start=int(not sendiri)):
        _blok(lembar, _AWAL + urutan * _TINGGI_BLOK, i, unit)
    batas = range(_AWAL + _BLOK_SEHALAMAN * _TINGGI_BLOK, akhir, _BLOK_SEHALAMAN * _TINGGI_BLOK)
    lembar.ws.set_h_pagebreaks(list(batas)[:1000])
    lembar.cetak(
        mendatar=False,
        kiri=rekap.instansi,
        kanan=rekap.sebutan_periode,
        area=(0, 0, akhir, len(_LEBAR) - 1),
        skala=92,
    )


def _keterangan_kosong(rekap: Rekap, ada: list[tuple[int, RekapUnit]]) -> str:
    kosong = len(rekap.unit) - len(ada)
    lebih = len(ada) - BATAS_GAMBAR
    if not ada:
        return " Belum ada unit yang pegawainya dinilai."
    kalimat = f" Tidak digambar: {kosong} unit yang belum punya pegawai dinilai." if kosong else ""
    if lebih > 0:
        kalimat += f" {lebih} unit lainnya digambar dalam rekap unitnya: jalankan skpbook rekap --per-unit."
    return kalimat


def panduan_unit(unit: RekapUnit) -> tuple[float, ...] | None:
    """The guidance curve of a unit scaled to its rated people, in the order of the curve; None without a capaian."""
    if unit.pola.capaian is None:
        return None
    tinggi = kurva(unit.pola.capaian)
    return tuple(unit.hitungan.dinilai * satu / sum(tinggi) for satu in tinggi)


def _blok_instansi(
    lembar: LembarKerja, rekap: Rekap, digambar: list[tuple[int, RekapUnit]], akhir: int
) -> None:
    """The whole: counts of all units, and the guidance of the units drawn below added up."""
    panduan = [satu for _, unit in digambar if (satu := panduan_unit(unit)) is not None]
    orang = sum(unit.hitungan.dinilai for _, unit in digambar if unit.pola.capaian is not None)
    jumlah = tuple(sum(satu) for satu in zip(*panduan, strict=True)) if panduan else None
    mulai, sampai = _AWAL + _TINGGI_BLOK + 1, akhir

    def rumus(predikat: Predikat, _r: int) -> str:
        nama_predikat, angka = (f"${kolom}${mulai}:${kolom}${sampai}" for kolom in "AD")
        return f"=SUMIF({nama_predikat},{kutip(predikat.value)},{angka})"

    _tulis_blok(
        lembar,
        _AWAL,
        "Seluruh instansi",
        ("Panduan dijumlahkan dari", f"{orang} dari {rekap.jumlah.dinilai} orang, unit bercapaian"),
        rekap.jumlah,
        (max(1, len(rekap.unit)), jumlah, rumus),
        "",
    )


def _blok(lembar: LembarKerja, r: int, urutan: int, unit: RekapUnit) -> None:
    capaian = unit.pola.capaian
    tinggi = kurva(capaian) if capaian else None

    def rumus(predikat: Predikat, r: int) -> str:
        satu = tinggi[URUTAN_KURVA.index(predikat)] if tinggi else 0
        return f"=$B${r}*{satu}/{sum(tinggi or ())}"

    _tulis_blok(
        lembar,
        r,
        ringkas(unit.nama, 120),
        ("Capaian organisasi", capaian.value if capaian else "belum ditetapkan"),
        unit.hitungan,
        (urutan, panduan_unit(unit), rumus),
        unit.pola.hasil.value,
    )


Panduan = tuple[int, "tuple[float, ...] | None", "Callable[[Predikat, int], str]"]
"""Place of the counts on Distribusi, the guidance values, their formula (predikat, row of the sum from 1)."""


def _tulis_blok(
    lembar: LembarKerja,
    r: int,
    judul: str,
    kepala: tuple[str, str],
    hitungan: HitunganPegawai,
    panduan: Panduan,
    hasil: str,
) -> None:
    lembar.gabung(r, 0, r, len(_LEBAR) - 1, judul, "bagian")
    lembar.tinggi(r, 18)
    lembar.teks(r + 1, 0, kepala[0], "petak")
    lembar.gabung(r + 1, 1, r + 1, 3, kepala[1], "petak", "tebal")
    for k, satu in enumerate(("Predikat", "Orang", "Bagian", "Panduan")):
        lembar.teks(r + 3, k, satu, "kepala")
    pertama = r + _TABEL
    akhir = pertama + len(URUTAN_KURVA) - 1
    _tabel(lembar, pertama, hitungan, panduan)
    lembar.teks(akhir + 1, 0, "Jumlah", "jumlah")
    rumus = f"=SUM({alamat(pertama, 1)}:{alamat(akhir, 1)})"
    lembar.rumus(akhir + 1, 1, rumus, hitungan.dinilai, "jumlah", "bilangan")
    lembar.teks(akhir + 1, 2, None, "jumlah")
    lembar.teks(akhir + 1, 3, None, "jumlah")
    if hasil:
        lembar.gabung(akhir + 3, 0, akhir + 3, 3, hasil, "tebal")
    gambar = gambar_kurva(lembar, pertama, ada_panduan=panduan[1] is not None)
    gambar.set_size({"width": _UKURAN_GAMBAR[0], "height": _UKURAN_GAMBAR[1]})
    lembar.ws.insert_chart(
        r + 1,
        _KOLOM_GAMBAR,
        gambar,
        {
            "x_offset": 2,
            "y_offset": 4,
            "object_position": 1,
            "description": f"Kurva distribusi predikat: {judul}",
        },
    )


def _tabel(lembar: LembarKerja, pertama: int, hitungan: HitunganPegawai, panduan: Panduan) -> None:
    akhir = pertama + len(URUTAN_KURVA) - 1
    urutan, nilai, rumus = panduan
    jumlah = f"$B${akhir + 2}"
    for j, predikat in enumerate(URUTAN_KURVA):
        r = pertama + j
        angka = hitungan.predikat[predikat]
        bagian = angka / hitungan.dinilai if hitungan.dinilai else 0
        lembar.teks(r, 0, predikat.value, "petak")
        lembar.rumus(r, 1, sel_jumlah(urutan, predikat), angka, "petak", "bilangan")
        lembar.rumus(r, 2, f"=IF({jumlah}=0,0,{alamat(r, 1)}/{jumlah})", bagian, "petak", "persen")
        if nilai is None:
            lembar.teks(r, 3, "–", "petak", "kanan")
        else:
            lembar.rumus(r, 3, rumus(predikat, akhir + 2), nilai[j], "petak", "desimal")


def gambar_kurva(lembar: LembarKerja, pertama: int = _AWAL + _TABEL, *, ada_panduan: bool) -> Any:
    """Columns of people and, over them, the dashed guidance curve; by default of the whole instansi.

    Numbers are printed on the columns.
    """
    akhir = pertama + len(URUTAN_KURVA) - 1
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
    return batang
