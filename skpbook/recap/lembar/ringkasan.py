"""Ringkasan: the one page to print and hand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.domain.pegawai import JenisPegawai
from skpbook.domain.periode import tulis_tanggal
from skpbook.domain.tempat import alamat
from skpbook.domain.temuan import Tingkat
from skpbook.recap import nama_lembar as nama
from skpbook.recap.gaya import GELAP, HURUF
from skpbook.recap.kaskade import Rantai
from skpbook.recap.lembar.cakupan import (
    KOLOM_DUKUNG,
    KOLOM_RANTAI,
    WARNA_DUKUNG,
    WARNA_RANTAI,
    angka_cakupan,
    baris_jumlah,
    baris_kepala,
    gambar_bertumpuk,
    sel_dukung,
    sel_rantai,
)
from skpbook.recap.lembar.kuadran import HASIL, PERILAKU, sel_kotak
from skpbook.recap.lembar.kurva import gambar_kurva
from skpbook.recap.pola import HasilBanding
from skpbook.recap.rumus import (
    SYARAT_SEMUA,
    hitung_bila,
    kutip,
    syarat_jenis,
    syarat_predikat,
    syarat_status,
)
from skpbook.recap.status import StatusPegawai
from skpbook.recap.teks_sel import ringkas
from skpbook.regulation.kuadran import predikat as predikat_kuadran
from skpbook.regulation.label import Predikat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skpbook.recap.hitung import HitunganPegawai
    from skpbook.recap.kertas import LembarKerja
    from skpbook.recap.susun import Rekap

_LEBAR = (34, 11, 11, 11, 11, 11, 11)
_AKHIR = len(_LEBAR) - 1
_BARIS_GAMBAR = 9
_JENIS: tuple[JenisPegawai | None, ...] = (*JenisPegawai, None)
_KEPALA = ("PNS", "PPPK", "PPPK Paruh Waktu", "Jumlah", "Bagian")
_KOLOM_JUMLAH = 4
_KOLOM_BAGIAN = 5

Syarat = tuple[tuple[str, str], ...]

_KEADAAN: tuple[tuple[str, Syarat], ...] = (
    ("Pegawai dalam daftar", (SYARAT_SEMUA,)),
    ("Sudah dinilai", (syarat_status(StatusPegawai.DINILAI),)),
    ("Belum ada SKP", (syarat_status(StatusPegawai.BELUM_SKP),)),
    ("SKP belum disetujui", (syarat_status(StatusPegawai.BELUM_SETUJU),)),
    ("SKP ada, belum ada evaluasi", (syarat_status(StatusPegawai.BELUM_EVALUASI),)),
    ("Evaluasi ada, rating belum lengkap", (syarat_status(StatusPegawai.BELUM_DINILAI),)),
    ("Dikecualikan (pensiun, mutasi, …)", (syarat_status(StatusPegawai.DIKECUALIKAN),)),
)
_STATUS_KEADAAN = (
    None,
    StatusPegawai.DINILAI,
    StatusPegawai.BELUM_SKP,
    StatusPegawai.BELUM_SETUJU,
    StatusPegawai.BELUM_EVALUASI,
    StatusPegawai.BELUM_DINILAI,
    StatusPegawai.DIKECUALIKAN,
)


def tulis(lembar: LembarKerja, rekap: Rekap) -> None:
    """Write the page."""
    r = lembar.judul(
        "REKAPITULASI PREDIKAT KINERJA PEGAWAI",
        ringkas(rekap.instansi, 120),
        f"Periode: {rekap.sebutan_periode}",
        f"Dibuat {tulis_tanggal(rekap.dibuat.date())} pukul {rekap.dibuat:%H.%M}. "
        "Predikat menurut kuadran kinerja pegawai (Permen PANRB 6/2022).",
    )
    lembar.lebar(_LEBAR)
    r = _keadaan(lembar, rekap, r)
    r = _predikat(lembar, rekap, r + 1)
    r = _kuadran(lembar, rekap, r + 1)
    r = _kaskade(lembar, rekap, r + 1)
    r = _perhatian(lembar, rekap, r + 1)
    lembar.ws.set_first_sheet()
    lembar.ws.activate()
    lembar.cetak(
        mendatar=False,
        kiri=rekap.instansi,
        kanan=rekap.sebutan_periode,
        area=(0, 0, r, _AKHIR),
        satu_halaman=True,
    )


def _bagian(lembar: LembarKerja, r: int, judul: str) -> int:
    lembar.gabung(r, 0, r, _AKHIR, judul, "bagian")
    lembar.tinggi(r, 18)
    return r + 1


def _kepala(lembar: LembarKerja, r: int, pertama: str) -> None:
    for k, judul in enumerate((pertama, *_KEPALA[:-1])):
        lembar.teks(r, k, judul, "kepala")
    lembar.gabung(r, _KOLOM_BAGIAN, r, _AKHIR, _KEPALA[-1], "kepala")
    lembar.tinggi(r, 28)


def _angka_jenis(rekap: Rekap, jenis: JenisPegawai | None) -> HitunganPegawai:
    return rekap.jumlah if jenis is None else rekap.jenis[jenis]


def _baris(
    lembar: LembarKerja, r: int, judul: str, syarat: Syarat, angka: Sequence[int], pembagi: tuple[str, int]
) -> None:
    """One line: three jenis, their sum, the share of the cell `pembagi` names (with its value)."""
    lembar.teks(r, 0, judul, "petak")
    for k, (jenis, satu) in enumerate(zip(_JENIS, angka, strict=True), start=1):
        if jenis is None:
            lembar.rumus(r, k, f"=SUM(B{r + 1}:D{r + 1})", satu, "petak", "bilangan", "tebal")
        else:
            lembar.rumus(r, k, hitung_bila(*syarat_jenis(jenis), *syarat), satu, "petak", "bilangan")
    sel, nilai = pembagi
    bagian = angka[-1] / nilai if nilai else 0
    lembar.gabung_rumus(r, _KOLOM_BAGIAN, _AKHIR, f"=IF({sel}=0,0,E{r + 1}/{sel})", bagian, "petak", "persen")


def _keadaan(lembar: LembarKerja, rekap: Rekap, r: int) -> int:
    r = _bagian(lembar, r, "1. Keadaan")
    _kepala(lembar, r, "Pegawai")
    semua = (f"$E${r + 2}", rekap.jumlah.pegawai)
    for i, ((judul, syarat), status) in enumerate(zip(_KEADAAN, _STATUS_KEADAAN, strict=True), start=1):
        hitungan = [_angka_jenis(rekap, jenis) for jenis in _JENIS]
        angka = [h.pegawai if status is None else h.status[status] for h in hitungan]
        _baris(lembar, r + i, judul, syarat, angka, semua)
    return r + len(_KEADAAN) + 1


def _predikat(lembar: LembarKerja, rekap: Rekap, r: int) -> int:
    r = _bagian(lembar, r, "2. Predikat pegawai yang sudah dinilai")
    _kepala(lembar, r, "Predikat")
    akhir = r + len(Predikat)
    jumlah = (f"$E${akhir + 2}", rekap.jumlah.dinilai)
    for i, predikat in enumerate(Predikat, start=1):
        angka = [_angka_jenis(rekap, jenis).predikat[predikat] for jenis in _JENIS]
        _baris(lembar, r + i, predikat.value, syarat_predikat(predikat), angka, jumlah)
    lembar.teks(akhir + 1, 0, "Jumlah dinilai", "jumlah")
    for k, jenis in enumerate(_JENIS, start=1):
        rumus = f"=SUM({alamat(r + 1, k)}:{alamat(akhir, k)})"
        lembar.rumus(akhir + 1, k, rumus, _angka_jenis(rekap, jenis).dinilai, "jumlah", "bilangan")
    satu = sum(rekap.jumlah.predikat.values()) / rekap.jumlah.dinilai if rekap.jumlah.dinilai else 0
    rumus = f"=SUM(F{r + 2}:F{akhir + 1})"
    lembar.gabung_rumus(akhir + 1, _KOLOM_BAGIAN, _AKHIR, rumus, satu, "jumlah", "persen")
    return _gambar(lembar, rekap, r, akhir)


def _gambar(lembar: LembarKerja, rekap: Rekap, r: int, akhir: int) -> int:
    """A bar for each predikat, and the curve beside its guidance, side by side under the table; gives the row
    after them.
    """
    batang = lembar.buku.add_chart({"type": "bar"})
    batang.add_series(
        {
            "name": "Jumlah pegawai",
            "categories": [nama.RINGKASAN, r + 1, 0, akhir, 0],
            "values": [nama.RINGKASAN, r + 1, _KOLOM_JUMLAH, akhir, _KOLOM_JUMLAH],
            "fill": {"color": GELAP},
            "gap": 40,
            "data_labels": {"value": True, "font": {"name": HURUF, "size": 9, "bold": True}},
        }
    )
    batang.set_title({"none": True})
    batang.set_legend({"none": True})
    batang.set_x_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
    batang.set_y_axis({"reverse": True, "num_font": {"name": HURUF, "size": 9}, "major_tick_mark": "none"})
    panduan = any(unit.hitungan.dinilai and unit.pola.capaian for unit in rekap.unit)
    kurva = gambar_kurva(lembar, ada_panduan=panduan)
    for satu, letak, lebar, sebutan in (
        (batang, 0, 352, "Jumlah pegawai menurut predikat"),
        (kurva, 2, 340, "Kurva distribusi predikat dan bentuk panduannya"),
    ):
        satu.set_size({"width": lebar, "height": _BARIS_GAMBAR * 20 - 6})
        geser = {"x_offset": 2 if letak == 0 else 40, "y_offset": 4}
        lembar.ws.insert_chart(
            akhir + 2, letak, satu, {**geser, "object_position": 1, "description": sebutan}
        )
    return akhir + 2 + _BARIS_GAMBAR


def _kuadran(lembar: LembarKerja, rekap: Rekap, r: int) -> int:
    r = _bagian(lembar, r, "3. Kuadran kinerja pegawai")
    lembar.teks(r, 0, "Rating hasil kerja ↓   perilaku kerja →", "kepala")
    for j, perilaku in enumerate(PERILAKU):
        lembar.gabung(r, 1 + 2 * j, r, 2 + 2 * j, perilaku.value, "kepala")
    for i, hasil in enumerate(HASIL):
        atas = r + 1 + 2 * i
        lembar.gabung(atas, 0, atas + 1, 0, hasil.value, "kepala")
        for j, perilaku in enumerate(PERILAKU):
            k = 1 + 2 * j
            predikat = predikat_kuadran(hasil, perilaku)
            warna = predikat.name.lower()
            banyak = rekap.kuadran[hasil, perilaku]
            lembar.gabung(
                atas, k, atas, k + 1, predikat.value, "petak", "kecil", "tengah", "kotak_bawah", warna
            )
            gaya = ("petak", "bilangan", "tengah", "tebal", "kotak_atas", warna)
            rumus = f"='{nama.KUADRAN}'!{sel_kotak(hasil, perilaku)}"
            lembar.gabung_rumus(atas + 1, k, k + 1, rumus, banyak, *gaya)
    return r + 1 + 2 * len(HASIL)


def _kaskade(lembar: LembarKerja, rekap: Rekap, r: int) -> int:
    """How much reaches the top and is supported: figures left, their picture right."""
    r = _bagian(lembar, r, "4. Cakupan kaskade")
    angka = angka_cakupan(rekap).sum(axis=0).tolist()
    baris = (
        ("RHK sampai ke puncak", sel_rantai(rekap, Rantai.SAMPAI), angka[0], angka[:3]),
        ("RHK yang rantainya putus di atas", sel_rantai(rekap, Rantai.PUTUS), angka[1], angka[:3]),
        ("RHK yang lepas", sel_rantai(rekap, Rantai.LEPAS), angka[2], angka[:3]),
        ("RHK pimpinan yang didukung", sel_dukung(rekap, didukung=True), angka[3], angka[3:]),
        ("RHK pimpinan tanpa pendukung", sel_dukung(rekap, didukung=False), angka[4], angka[3:]),
    )
    for k, judul in enumerate(("Rencana hasil kerja (RHK)", "Jumlah", "Bagian")):
        lembar.teks(r, k, judul, "kepala")
    for i, (judul, sel, satu, semua) in enumerate(baris, start=1):
        lembar.teks(r + i, 0, judul, "petak")
        lembar.rumus(r + i, 1, f"={sel}", satu, "petak", "bilangan", "tebal")
        pertama, akhir = (r + 1, r + 3) if len(semua) == len(Rantai) else (r + 4, r + 5)
        jumlah = f"SUM($B${pertama + 1}:$B${akhir + 1})"
        bagian = satu / sum(semua) if sum(semua) else 0
        lembar.rumus(r + i, 2, f"=IF({jumlah}=0,0,B{r + i + 1}/{jumlah})", bagian, "petak", "persen")
    sumber = (baris_jumlah(rekap), baris_jumlah(rekap))
    for kolom, warna, judul, atas, tinggi in (
        (KOLOM_RANTAI, WARNA_RANTAI, "RHK semua pegawai", 0, 72),
        (KOLOM_DUKUNG, WARNA_DUKUNG, "RHK pimpinan", 72, 52),
    ):
        seri = [(kolom + i, satu) for i, satu in enumerate(warna)]
        gambar = gambar_bertumpuk(lembar, nama.CAKUPAN, sumber, seri, baris_kepala(rekap), None)
        gambar.set_size({"width": 304, "height": tinggi})
        letak = {"x_offset": 3, "y_offset": 2 + atas, "object_position": 1, "description": judul}
        lembar.ws.insert_chart(r, 3, gambar, letak)
    return r + 1 + len(baris)


def _perhatian(lembar: LembarKerja, rekap: Rekap, r: int) -> int:
    r = _bagian(lembar, r, "5. Yang perlu diperhatikan")
    baris = (*_perhatian_temuan(rekap), *_perhatian_pegawai(rekap), *_perhatian_luar(rekap))
    for i, (judul, rumus, angka, lihat) in enumerate(baris):
        lembar.gabung(r + i, 0, r + i, 3, judul, "petak")
        if rumus is None:
            lembar.angka(r + i, 4, angka, "petak", "bilangan", "tebal")
        else:
            lembar.rumus(r + i, 4, rumus, angka, "petak", "bilangan", "tebal")
        lembar.gabung(r + i, 5, r + i, 6, None, "petak")
        if lihat is not None:
            lembar.tautan(r + i, 5, f"'{lihat}'!A1", f"lihat {lihat}", "petak", "kecil", "menjorok_1")
    return r + len(baris)


Perhatian = tuple[str, str | None, int, str | None]
"""What, its formula (None where no sheet lists it), its value, the sheet that says more."""


def _perhatian_temuan(rekap: Rekap) -> list[Perhatian]:
    baris: list[Perhatian] = [
        (
            f"Temuan tingkat {satu.value}",
            f"=SUMIFS({nama.TEM_JUMLAH},{nama.TEM_TINGKAT},{kutip(satu.value)})",
            sum(b.jumlah for b in rekap.temuan if b.temuan.tingkat is satu),
            nama.TEMUAN,
        )
        for satu in Tingkat
    ]
    dikecualikan = sum(b.jumlah for b in rekap.temuan_dikecualikan)
    rumus = f"=SUM({nama.KEC_JUMLAH})"
    return [*baris, ("Temuan yang dikecualikan", rumus, dikecualikan, nama.TEMUAN_DIKECUALIKAN)]


def _perhatian_pegawai(rekap: Rekap) -> list[Perhatian]:
    belum = f"=COUNT({nama.BLM_NO_PENILAI})"
    pola: list[Perhatian] = [
        (
            judul,
            f"=COUNTIF({nama.DIS_HASIL},{kutip(hasil.value)})",
            sum(1 for unit in rekap.unit if unit.pola.hasil is hasil),
            nama.DISTRIBUSI,
        )
        for judul, hasil in (
            ("Unit yang polanya perlu ditinjau", HasilBanding.TINJAU),
            ("Unit tanpa capaian kinerja organisasi", HasilBanding.TANPA_CAPAIAN),
        )
    ]
    return [
        ("Pegawai yang SKP, MPH atau evaluasinya belum masuk", belum, len(rekap.belum), nama.BELUM),
        ("Predikat di berkas berbeda dari kuadran", f"=SUM({nama.PEG_BERBEDA})", rekap.berbeda, nama.PEGAWAI),
        ("Pegawai dengan lebih dari satu evaluasi", f"=SUM({nama.PEG_GANDA})", rekap.ganda, nama.PEGAWAI),
        *pola,
    ]


def _perhatian_luar(rekap: Rekap) -> list[Perhatian]:
    """What came in but stands in no figure; lines only where there is something."""
    baris: tuple[Perhatian, ...] = (
        ("Evaluasi dari luar daftar pegawai (tidak dihitung)", None, rekap.di_luar, None),
        ("Evaluasi tanpa NIP atau periode yang terbaca (tidak dihitung)", None, rekap.tanpa_periode, None),
    )
    return [satu for satu in baris if satu[2]]
