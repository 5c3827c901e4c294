"""E501-E518: what stands in an evaluation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from skpbook.contoh import susun_evaluasi
from skpbook.contoh.tanaman.calon import jajf, jpt, sesuai_semua, staf, staf_sesuai, tugas_belajar
from skpbook.contoh.tanaman.kaskade import EVALUASI
from skpbook.contoh.tanaman.ladang import jenis
from skpbook.domain.evaluasi import DokumenEvaluasi, Evaluasi
from skpbook.domain.periode import baca_periode
from skpbook.domain.skp import LampiranSkp, Skp
from skpbook.domain.strategi import CapaianUnit, PerjanjianKinerja
from skpbook.domain.tempat import Tempat
from skpbook.regulation.label import Capaian, Rating

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from skpbook.contoh.tanaman.ladang import Ladang, Tempat4

_IKI = "utama[0].iki[0]"
_DIHAKIMI = 10


def _beda(*pilihan: str) -> Callable[[str | None], str]:
    """Another one of a choice."""
    return lambda lama: next(satu for satu in pilihan if satu != lama)


def _diketik(
    kode: str,
    jalur: str,
    nilai: Any,
    *ikut: type,
    calon: Callable[[Ladang], Iterable[str]] = jajf,
    usik: bool = False,
) -> None:
    @jenis(kode, calon, usik=usik)
    def ketik(ladang: Ladang, nip: str) -> list[Tempat4]:
        for tipe in (*ikut, Evaluasi):
            ladang.ubah(nip, tipe, jalur, nilai)
        return [ladang.di(kode, nip, Evaluasi, jalur)]


def _kuantitatif(ladang: Ladang) -> Iterator[str]:
    return (nip for nip in jajf(ladang) if ladang.isi(nip, Skp).utama[0].iki[0].target)


_diketik("E501", f"{_IKI}.indikator", "Banyaknya rapat yang dihadiri pada hari Jumat")
_diketik("E501", f"{_IKI}.target", "7 rim kertas", calon=_kuantitatif)
_diketik("E503", f"{_IKI}.realisasi", None)
_diketik("E504", f"{_IKI}.realisasi", "separuhnya")
_diketik("E506", "rating_perilaku", "Memuaskan", usik=True)
_diketik("E507", "predikat", _beda("Baik", "Sangat Baik"), DokumenEvaluasi, usik=True)
_diketik("E508", "capaian_organisasi", _beda("Kurang", "Sangat Kurang"), DokumenEvaluasi)


@jenis("E502", staf_sesuai)
def hasil_hilang(ladang: Ladang, nip: str) -> list[Tempat4]:
    """The last hasil kerja utama not rated."""
    isi = ladang.isi(nip, Evaluasi)
    if len(isi.utama) < 2:
        return []
    ladang.tulis(nip, replace(isi, utama=isi.utama[:-1]))
    return [ladang.di("E502", nip, Evaluasi, f"utama[{len(isi.utama) - 2}].rencana")]


@jenis("E505", jajf)
def tanpa_suara(ladang: Ladang, nip: str) -> list[Tempat4]:
    """Not a word on any hasil kerja."""
    for jalur, hasil in ladang.isi(nip, Evaluasi).hasil_kerja():
        for nomor in range(len(hasil.iki)):
            ladang.ubah(nip, Evaluasi, f"{jalur}.iki[{nomor}].umpan_balik", None)
    return [ladang.di("E505", nip, Evaluasi, f"{_IKI}.umpan_balik")]


def _kategori(ladang: Ladang, nip: str, kategori: str, hanya: str = "") -> None:
    for jalur, hasil in ladang.isi(nip, Evaluasi).hasil_kerja():
        for nomor in range(len(hasil.iki) if jalur.startswith(hanya) else 0):
            ladang.ubah(nip, Evaluasi, f"{jalur}.iki[{nomor}].kategori", kategori)


def _dipuji(ladang: Ladang) -> Iterator[str]:
    return (nip for nip in jajf(ladang) if ladang.instansi.orang[nip].nilai[0] is Rating.DI_ATAS)


@jenis("E509", _dipuji)
def terlalu_tinggi(ladang: Ladang, nip: str) -> list[Tempat4]:
    """Rated above, although a hasil kerja utama is below."""
    _kategori(ladang, nip, "Di Bawah", "utama[0]")
    return [ladang.di("E509", nip, Evaluasi, "rating_hasil")]


@jenis("E510", staf_sesuai)
def terlalu_rendah(ladang: Ladang, nip: str) -> list[Tempat4]:
    """Rated as expected, although everything is above."""
    _kategori(ladang, nip, "Di Atas")
    return [ladang.di("E510", nip, Evaluasi, "rating_hasil")]


@jenis("E511", staf)
def tanpa_skp(ladang: Ladang, nip: str) -> list[Tempat4]:
    """Rated, and the SKP never sent."""
    ladang.buang(nip, Skp, LampiranSkp)
    return [ladang.di("E511", nip, Evaluasi, "pegawai.nip")]


@jenis("E512", staf)
def di_luar_masa(ladang: Ladang, nip: str) -> list[Tempat4]:
    """Rated for the first quarter, with an SKP from July on."""
    ladang.ubah(nip, Skp, "periode_penilaian", f"1 JULI SD 31 DESEMBER TAHUN {ladang.instansi.tahun}")
    return [ladang.di("E512", nip, Evaluasi, "periode")]


@jenis("E513", staf, usik=True)
def tahunan_terlambat(ladang: Ladang, nip: str) -> list[Tempat4]:
    """One annual evaluation, signed in March of the next year."""
    akhir = baca_periode(f"{ladang.instansi.tahun}-AKHIR")
    kode = ladang.instansi.orang[nip].pegawai.unit
    janji = ladang.isi(kode, PerjanjianKinerja)
    if not any(satu.periode == akhir.label for satu in janji.capaian):
        baru = CapaianUnit(periode=akhir.label, capaian=janji.capaian[0].capaian)
        ladang.tulis(kode, replace(janji, capaian=(*janji.capaian, baru)))
    asal = ladang.dokumen(nip, Evaluasi)
    isi = ladang.isi(nip, Evaluasi)
    tanggal = replace(isi.pengesahan, tanggal_penilai=f"{akhir.tahun + 1}-03-03")
    berkas = asal.berkas.replace(".xlsx", "_AKHIR.xlsx")
    ladang.tambah(
        replace(
            asal,
            berkas=berkas,
            hash=berkas,
            periode=akhir.kode,
            isi=replace(isi, periode=akhir.label, pengesahan=tanggal),
        )
    )
    return [("E513", berkas, asal.lembar, asal.tempat["pengesahan.tanggal_penilai"].sel)]


@jenis("E514", sesuai_semua, usik=True)
def dua_predikat(ladang: Ladang, nip: str) -> list[Tempat4]:
    """The sheet copied in its workbook, and rated anew."""
    asal = ladang.dokumen(nip, Evaluasi)
    isi = replace(ladang.isi(nip, Evaluasi), rating_perilaku=Rating.DI_BAWAH.value, predikat="Kurang")
    lembar = f"{asal.lembar} (2)"
    tempat = {jalur: Tempat(lembar, satu.sel) for jalur, satu in asal.tempat.items()}
    ladang.tambah(replace(asal, lembar=lembar, isi=isi, tempat=tempat))
    return [("E514", asal.berkas, lembar, tempat["predikat"].sel)]


@jenis("E515", jajf)
def dokumen_lain(ladang: Ladang, nip: str) -> list[Tempat4]:
    """Another predikat on the dokumen evaluasi."""
    ladang.ubah(nip, DokumenEvaluasi, "predikat", _beda("Kurang", "Baik"))
    return [ladang.di("E515", nip, DokumenEvaluasi, "predikat")]


@jenis("E516", jpt, usik=True)
def kepala_di_bawah(ladang: Ladang, nip: str) -> list[Tempat4]:
    """The head rated below, the unit's capaian Istimewa."""
    pegawai = ladang.instansi.orang[nip].pegawai
    if ladang.instansi.unit[pegawai.unit].perjanjian.capaian is not Capaian.ISTIMEWA:
        return []
    nilai_ulang(ladang, nip, Rating.DI_BAWAH, Rating.SESUAI)
    return [ladang.di("E516", nip, Evaluasi, "rating_hasil")]


def nilai_ulang(ladang: Ladang, nip: str, hasil: Rating, perilaku: Rating) -> None:
    """Rate somebody anew, with everything that goes with it."""
    orang = replace(ladang.instansi.orang[nip], nilai=(hasil, perilaku))
    ladang.tulis(nip, susun_evaluasi.evaluasi(ladang.instansi, orang))
    ladang.tulis(nip, susun_evaluasi.dokumen_evaluasi(ladang.instansi, orang))


@jenis("E517", tugas_belajar)
def ipk_rendah(ladang: Ladang, nip: str) -> list[Tempat4]:
    """A predikat the IPK does not point to."""
    teks = "IPK sementara 2,10 berdasarkan kartu hasil studi semester 1"
    ladang.ubah(nip, Evaluasi, f"{_IKI}.realisasi", teks)
    return [ladang.di("E517", nip, Evaluasi, "predikat")]


@jenis("E518", staf)
def tahun_lalu(ladang: Ladang, nip: str) -> list[Tempat4]:
    """The lampiran of last year."""
    tahun = ladang.instansi.tahun - 1
    ladang.ubah(nip, LampiranSkp, "periode_penilaian", f"1 JANUARI SD 31 DESEMBER TAHUN {tahun}")
    return [ladang.di("E518", nip, LampiranSkp, "periode_penilaian")]


@jenis("P606", staf)
def belum_dinilai(ladang: Ladang, nip: str) -> list[Tempat4]:
    """Not rated; told at the unit, when nothing else of it is in doubt."""
    kode = ladang.instansi.orang[nip].pegawai.unit
    seunit = sum(satu.pegawai.unit == kode for satu in ladang.instansi.orang.values())
    if seunit > _DIHAKIMI:
        return []  # the shares of the others may pass a limit then (P602)
    ladang.buang(nip, *EVALUASI)
    return [ladang.di("P606", kode, PerjanjianKinerja, "capaian[0].capaian")]
