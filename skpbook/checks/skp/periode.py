"""S210: the period of an SKP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.checks.isian import kosong, titik_tersisa
from skpbook.checks.registry import aturan
from skpbook.domain.periode import tulis_rentang
from skpbook.domain.skp import Skp, rangkap
from skpbook.domain.temuan import Temuan, Tingkat

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from skpbook.checks.kertas import Kertas
    from skpbook.checks.konteks import Konteks


@aturan(
    "S210",
    Tingkat.GALAT,
    "Periode penilaian keliru",
    dasar="Formulir SKP (PERIODE PENILAIAN); aplikasi SKP daerah: dua SKP yang disetujui tidak boleh "
    "bertumpang tindih.",
    penjelasan="Periode penilaian harus terisi dengan tanggal awal dan akhir, awal tidak sesudah akhir, "
    "berada dalam satu tahun, dan tidak bertumpang tindih dengan SKP lain milik pegawai yang sama. Mutasi "
    "di tengah tahun menghasilkan dua SKP yang periodenya bersambung; SKP sebagai Plt/Plh boleh berjalan "
    "bersama SKP jabatannya sendiri.",
    salah="PERIODE PENILAIAN: 1 JULI 2026 SD 30 JUNI 2027",
    benar="PERIODE PENILAIAN: 1 JANUARI SD 31 DESEMBER TAHUN 2026",
)
def periode_salah(konteks: Konteks) -> Iterator[Temuan]:
    for kertas in konteks.dari(Skp):
        salah = _salah(kertas)
        if salah is not None:
            pesan, saran = salah
            yield temuan(
                "S210",
                pesan,
                dokumen=kertas.dokumen,
                jalur="periode_penilaian",
                daftar=konteks.daftar,
                pegawai=kertas.pegawai,
                ditemukan=kertas.isi.periode_penilaian,
                saran=saran,
            )
    for semua in konteks.skp.values():
        yield from _bertumpang(konteks, semua)


def _salah(kertas: Kertas[Skp]) -> tuple[str, str] | None:
    """What is wrong with one SKP's own period, and what to do; dots left are S217's."""
    teks = kertas.isi.periode_penilaian
    contoh = "Tulis seperti “1 JANUARI SD 31 DESEMBER TAHUN 2026”."
    if kertas.rentang is None:
        if teks and titik_tersisa(teks):
            return None
        if kosong(teks):
            return "Periode penilaian belum diisi.", contoh
        return f"Periode penilaian “{teks}” tidak terbaca sebagai tanggal awal dan akhir.", contoh
    awal, akhir = kertas.rentang
    if awal > akhir:
        return "Awal periode penilaian sesudah akhirnya.", "Tukar tanggal awal dan akhirnya."
    if awal.year != akhir.year:
        return (
            f"Periode penilaian melewati tahun, dari {awal.year} sampai {akhir.year}.",
            "Buat satu SKP untuk setiap tahun.",
        )
    return None


def _bertumpang(konteks: Konteks, semua: tuple[Kertas[Skp], ...]) -> Iterator[Temuan]:
    """Each SKP that begins before an earlier one has ended, named on the later of the two.

    One as Plt/Plh runs beside that of the pegawai's own jabatan: only SKP of one sort are held together.
    """
    for sejenis in (True, False):
        yield from _bertumpang_sejenis(
            konteks, [s for s in semua if rangkap(s.isi.pegawai.jabatan) is sejenis]
        )


def _bertumpang_sejenis(konteks: Konteks, semua: Sequence[Kertas[Skp]]) -> Iterator[Temuan]:
    terakhir: Kertas[Skp] | None = None
    for kertas in semua:
        if kertas.rentang is None or kertas.rentang[0] > kertas.rentang[1]:
            continue
        if terakhir is not None and terakhir.rentang and kertas.rentang[0] <= terakhir.rentang[1]:
            yield temuan(
                "S210",
                f"Periode SKP ini bertumpang tindih dengan SKP pada berkas {terakhir.dokumen.berkas}, "
                f"yaitu {tulis_rentang(*terakhir.rentang)}.",
                dokumen=kertas.dokumen,
                jalur="periode_penilaian",
                daftar=konteks.daftar,
                pegawai=kertas.pegawai,
                ditemukan=kertas.isi.periode_penilaian,
                saran="Akhiri SKP pertama sehari sebelum SKP kedua mulai, atau tarik salah satunya.",
                kaitan=terakhir.dokumen.rujukan("periode_penilaian"),
            )
        if terakhir is None or terakhir.rentang is None or kertas.rentang[1] >= terakhir.rentang[1]:
            terakhir = kertas
