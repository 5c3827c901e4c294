"""Nominatif: one row a pegawai with the predikat of every period of the year, and the year's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.domain.periode import NAMA_BULAN
from skpbook.recap import nama_lembar as nama
from skpbook.recap.aliran import Hias, Kolom
from skpbook.recap.gaya import WARNA_PREDIKAT
from skpbook.recap.perubahan import sebut_perubahan
from skpbook.recap.teks_sel import ringkas
from skpbook.regulation.label import Predikat

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from skpbook.domain.periode import Periode
    from skpbook.recap.aliran import NamaGaya, Sel
    from skpbook.recap.kertas import LembarKerja
    from skpbook.recap.susun import Rekap

SEDIKIT = 6
"""With so few periods jabatan, jenis and both ratings stand on paper too."""

_POLOS = ("sel", "kecil", "tengah")
_PERIODE: tuple[tuple[NamaGaya, NamaGaya], ...] = tuple(
    ((*_POLOS, satu.name.lower()), (*_POLOS, satu.name.lower(), "miring")) for satu in WARNA_PREDIKAT
)
"""For each predikat: from a workbook, from e-Kinerja."""

_VARIAN = tuple(gaya for pasangan in _PERIODE for gaya in pasangan)
_KECIL = ("sel", "kecil")
_JABATAN = (Kolom("Jabatan", 20, _KECIL), Kolom("Jenis", 8, _KECIL))
_RATING = (Kolom("Rating Hasil Kerja", 11, _KECIL), Kolom("Rating Perilaku Kerja", 11, _KECIL))


def judul_periode(periode: Periode) -> str:
    """The heading of a period: "Januari", "Triwulan I", "Tahunan"."""
    if periode.jenis == "tahunan":
        return "Tahunan"
    if periode.jenis == "bulanan":
        return NAMA_BULAN[periode.nomor - 1]
    kata, _, nomor = periode.label.partition(" ")
    return f"{kata.capitalize()} {nomor}"


def tulis(lembar: LembarKerja, rekap: Rekap) -> None:
    """Write the sheet and name the columns that others count over."""
    awal = lembar.judul(
        f"DAFTAR NOMINATIF PREDIKAT KINERJA TAHUN {rekap.tahun}",
        rekap.instansi,
        f"Dengan rating, predikat dan status periode {rekap.sebutan_periode}",
        "Predikat menurut kuadran. Huruf miring: dari e-Kinerja, karena berkas evaluasinya tidak menyebut kedua "
        "rating.",
    )
    tahun_lain = [satu for satu in rekap.riwayat.tahun() if satu != rekap.tahun]
    kiri, kanan = _kolom(rekap, tahun_lain)
    banyak = len(rekap.pegawai)
    akhir = lembar.daftar(
        "TabelNominatif",
        awal,
        (*kiri, *kanan),
        banyak,
        _baris(rekap, tahun_lain),
        kosong=(2, "Daftar pegawai kosong."),
        tinggi=32,
    )
    pertama = next(i for i, satu in enumerate(kiri) if satu.varian)
    for i in range(len(rekap.periode_tahun)):
        lembar.nama_kolom(nama.nom_periode(i + 1), pertama + i, awal + 1, banyak)
    terakhir = len(kiri) + len(kanan) - 1
    lembar.nama_kolom(nama.NOM_NO_UNIT, terakhir - 1, awal + 1, banyak)
    lembar.nama_kolom(nama.NOM_NO_OPD, terakhir, awal + 1, banyak)
    lembar.ws.freeze_panes(awal + 1, 3)
    lembar.nip_teks(awal + 1, 1, akhir)
    lembar.cetak(
        mendatar=True,
        kiri=rekap.instansi,
        kanan=f"Tahun {rekap.tahun}",
        ulang=(awal, awal),
        area=(0, 0, akhir, len(kiri) - 1),
    )


def _sedikit(rekap: Rekap) -> bool:
    return len(rekap.periode_tahun) <= SEDIKIT


def _kolom(rekap: Rekap, tahun_lain: list[int]) -> tuple[tuple[Kolom, ...], tuple[Kolom, ...]]:
    """On paper, and right of it."""
    jabatan, rating = (_JABATAN, _RATING) if _sedikit(rekap) else ((), ())
    kiri = (
        Kolom("No", 4.5, ("sel", "kecil", "bilangan", "tengah")),
        Kolom("NIP", 17, ("sel", "kecil", "teks")),
        Kolom("Nama", 20, _KECIL),
        Kolom("Unit Kerja", 17, _KECIL),
        *jabatan,
        *(
            Kolom(judul_periode(p), 10 if _sedikit(rekap) else 9.5, _POLOS, _VARIAN)
            for p in rekap.periode_tahun
        ),
        *rating,
        Kolom("Status", 11, _KECIL),
    )
    kanan = (
        *(() if jabatan else _JABATAN),
        Kolom("Golongan", 10, ("sel", "kecil", "tengah")),
        Kolom("Pejabat Penilai Kinerja", 24, _KECIL),
        *(() if rating else _RATING),
        Kolom("Predikat", 12, _POLOS, _VARIAN),
        Kolom("Perubahan", 22, _KECIL),
        Kolom("SKP", 12, _KECIL),
        *(Kolom(f"Tahunan {satu}", 12, _POLOS, _VARIAN) for satu in tahun_lain),
        Kolom("No. Unit", 8, ("sel", "kecil", "bilangan")),
        Kolom("No. OPD", 8, ("sel", "kecil", "bilangan")),
    )
    return kiri, kanan


def _baris(rekap: Rekap, tahun_lain: list[int]) -> Iterator[tuple[Sel, ...]]:
    setahun = zip(*(_sel_periode(rekap, p.kode) for p in rekap.periode_tahun), strict=True)
    lain = [_sel_periode(rekap, f"{satu}-AKHIR") for satu in tahun_lain]
    sedikit = _sedikit(rekap)
    ubah = sebut_perubahan(rekap.riwayat, rekap.periode_lalu, rekap.periode)
    for i, (p, periode) in enumerate(zip(rekap.orang(), setahun, strict=True)):
        jabatan, rating = (ringkas(p.jabatan), p.jenis), (p.rating_hasil, p.rating_perilaku)
        yield (
            i + 1,
            ringkas(p.nip, 60),
            ringkas(p.nama),
            ringkas(p.unit),
            *(jabatan if sedikit else ()),
            *periode,
            *(rating if sedikit else ()),
            p.status,
            *(() if sedikit else jabatan),
            ringkas(p.golongan),
            ringkas(p.penilai),
            *(() if sedikit else rating),
            _predikat(p.predikat, p.sumber == "e-Kinerja"),
            ubah[i],
            p.skp,
            *(satu[i] for satu in lain),
            int(p.no_unit),
            int(p.no_opd),
        )


_SEL: Mapping[tuple[int, int], Sel] = {(0, 0): None} | {
    (1 + i, 1 + asal): Hias(satu.value, _PERIODE[i][asal])
    for i, satu in enumerate(Predikat)
    for asal in (0, 1)
}


def _sel_periode(rekap: Rekap, kode: str) -> list[Sel]:
    angka = rekap.riwayat.angka(kode).tolist()
    sumber = rekap.riwayat.sumber.get(kode)
    asal = sumber.tolist() if sumber is not None else [0] * len(angka)
    return [_SEL[pasangan] for pasangan in zip(angka, asal, strict=True)]


def _predikat(isi: str, ekinerja: bool) -> Sel:
    return Hias(isi, _PERIODE[tuple(Predikat).index(Predikat(isi))][int(ekinerja)]) if isi else None
