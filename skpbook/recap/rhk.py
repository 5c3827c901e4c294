"""The RHK of everybody, from the SKP that counts; and who has more than one SKP in the year."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.domain.periode import tulis_rentang
from skpbook.domain.skp import rangkap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from skpbook.checks.ekinerja import BarisDi
    from skpbook.checks.kertas import Kertas
    from skpbook.checks.konteks import Konteks
    from skpbook.domain.skp import Skp

_BAGIAN = {"utama": "Utama", "tambahan": "Tambahan"}
RANGKAP, LEBIH_DULU, LEBIH_LAMA = "Plt/Plh", "SKP berakhir lebih dulu", "disimpan atau ditarik lebih dulu"


class BarisRhk(Struct, frozen=True):
    """One RHK. `letak` is the pegawai's place in the per-pegawai frame, `iki` how many indicators it has."""

    letak: int
    bagian: str
    nomor: int
    rencana: str
    rhk_pimpinan: str
    iki: int


class BarisSkp(Struct, frozen=True, kw_only=True):
    """One SKP of somebody who has several. `sebab` says why it does not count, "" where it does."""

    letak: int
    asal: str
    berkas: str
    jabatan: str
    periode: str
    rangkap: bool
    sebab: str

    @property
    def dihitung(self) -> bool:
        """Whether it is the one that counts."""
        return not self.sebab


def skp_dihitung(semua: Sequence[Kertas[Skp]]) -> Kertas[Skp]:
    """Of several SKP one that is not of a jabatan held as Plt/Plh, then the one that ends last."""
    return max(semua, key=_urutan)


def _urutan(kertas: Kertas[Skp]) -> tuple[bool, date, str, str]:
    akhir = kertas.rentang[1] if kertas.rentang else date.min
    dokumen = kertas.dokumen
    return not rangkap(kertas.isi.pegawai.jabatan), akhir, dokumen.disimpan or "", dokumen.berkas


def daftar_rhk(konteks: Konteks, letak: Mapping[str, int]) -> Iterator[BarisRhk]:
    """The RHK of the pegawai in `letak` (NIP -> place), in that order; rows without a rencana left out."""
    for nip, i in letak.items():
        if semua := konteks.skp.get(nip):
            for jalur, hasil in skp_dihitung(semua).isi.hasil_kerja():
                bagian, _, nomor = jalur.rstrip("]").partition("[")
                if hasil.rencana:
                    pimpinan = hasil.rhk_pimpinan or ""
                    yield BarisRhk(
                        i, _BAGIAN[bagian], int(nomor) + 1, hasil.rencana, pimpinan, len(hasil.iki)
                    )


def daftar_skp_ganda(konteks: Konteks, letak: Mapping[str, int]) -> Iterator[BarisSkp]:
    """Every SKP of those who have more than one, in workbooks or in the exports, the one that counts first."""
    for nip, i in letak.items():
        semua = konteks.skp.get(nip, ())
        if len(semua) > 1:
            ini = skp_dihitung(semua)
            for satu in (ini, *(lain for lain in semua if lain is not ini)):
                yield _dari_berkas(i, satu, ini)
        terpilih = konteks.skp_ekinerja.get(nip)
        if terpilih and (terpilih.tersisih or terpilih.setara):
            for baris in (terpilih.ini, *terpilih.tersisih, *terpilih.setara):
                yield _dari_ekinerja(i, baris, terpilih.ini)


def _dari_berkas(letak: int, satu: Kertas[Skp], ini: Kertas[Skp]) -> BarisSkp:
    jabatan = satu.isi.pegawai.jabatan
    akhir = [kertas.rentang[1] if kertas.rentang else date.min for kertas in (satu, ini)]
    return BarisSkp(
        letak=letak,
        asal="berkas",
        berkas=f"{satu.dokumen.berkas} ({satu.dokumen.lembar})",
        jabatan=jabatan or "",
        periode=tulis_rentang(*satu.rentang) if satu.rentang else satu.isi.periode_penilaian or "",
        rangkap=rangkap(jabatan),
        sebab="" if satu is ini else _sebab(rangkap(jabatan), rangkap(ini.isi.pegawai.jabatan), akhir),
    )


def _dari_ekinerja(letak: int, satu: BarisDi, ini: BarisDi) -> BarisSkp:
    baris = satu.baris
    akhir = [(di.baris.akhir or date.min) for di in (satu, ini)]
    return BarisSkp(
        letak=letak,
        asal="e-Kinerja",
        berkas=f"{satu.lembar.berkas} baris {baris.baris}",
        jabatan=baris.jabatan or "",
        periode=tulis_rentang(baris.awal, baris.akhir) if baris.awal and baris.akhir else "",
        rangkap=baris.plt,
        sebab="" if satu is ini else _sebab(baris.plt, ini.baris.plt, akhir),
    )


def _sebab(plt: bool, plt_ini: bool, akhir: list[date]) -> str:
    if plt and not plt_ini:
        return RANGKAP
    return LEBIH_DULU if akhir[0] < akhir[1] else LEBIH_LAMA
