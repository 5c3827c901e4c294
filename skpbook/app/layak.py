"""Who of the roster a template can be made for, and what in the roster stands in the way, cell by cell."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.checks.buat import rujukan_daftar
from skpbook.checks.daftar import lingkaran_atasan
from skpbook.checks.konteks import Konteks
from skpbook.checks.nilai import dikecualikan
from skpbook.checks.registry import ATURAN
from skpbook.domain.nip import MasalahNip, baca_nip
from skpbook.domain.pegawai import Daftar, Keluarga, Pegawai
from skpbook.domain.temuan import Temuan

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from skpbook.app.buku import Buku

ATURAN_DAFTAR = ("I101", "I102", "I103", "I104", "I111", "I112", "I113", "I114")
"""The rules of the roster itself; other rules of the family I judge what people sent."""


class Kelayakan(Struct, frozen=True, kw_only=True):
    """The roster as `buat` may use it.

    `orang` can have templates; `ditolak` cannot until the roster is mended; `dikecualikan` are not asked for
    any (retired, moved away). `temuan` are the findings of the roster with the NIPs each is about.
    """

    orang: tuple[Pegawai, ...]
    ditolak: tuple[Pegawai, ...]
    dikecualikan: tuple[Pegawai, ...]
    temuan: tuple[tuple[Temuan, frozenset[str]], ...]

    def temuan_tentang(self, orang: Collection[Pegawai]) -> tuple[Temuan, ...]:
        """The findings about some people, in the order of the rules."""
        nip = {satu.nip for satu in orang}
        return tuple(temuan for temuan, tentang in self.temuan if tentang & nip)


def periksa_daftar(buku: Buku) -> Kelayakan:
    """Sort the people of the roster, and find what is wrong with it. Raises `TidakBisa` for no roster."""
    daftar = buku.daftar
    atur = buku.pengaturan
    konteks = Konteks(daftar=daftar, dokumen=(), instansi=atur.instansi, tahun=atur.tahun)
    melingkar = tuple(frozenset(orang.nip for orang in satu) for satu in lingkaran_atasan(daftar.menurut_nip))
    banyak = Counter(orang.nip for orang in daftar.pegawai)
    buruk = {nip for nip in banyak if isinstance(baca_nip(nip), MasalahNip) or banyak[nip] > 1}
    buruk.update(*melingkar)
    ditolak = tuple(orang for orang in daftar.pegawai if orang.nip in buruk)
    sisa = [orang for orang in daftar.pegawai if orang.nip not in buruk]
    return Kelayakan(
        orang=tuple(orang for orang in sisa if not dikecualikan(orang)),
        ditolak=ditolak,
        dikecualikan=tuple(orang for orang in sisa if dikecualikan(orang)),
        temuan=tuple(_bertujuan(konteks, melingkar)),
    )


def _bertujuan(
    konteks: Konteks, melingkar: tuple[frozenset[str], ...]
) -> Iterator[tuple[Temuan, frozenset[str]]]:
    """Findings of the roster with the NIPs they are about: a circle is about all in it, an atasan who is not
    there about all who name him.
    """
    menunjuk: Mapping[str, tuple[Pegawai, ...]] = konteks.daftar.bawahan
    for kode in ATURAN_DAFTAR:
        fungsi = ATURAN[kode].fungsi
        for temuan in fungsi(konteks) if fungsi else ():
            nip = frozenset({temuan.nip or ""})
            if kode == "I112":
                nip = next((satu for satu in melingkar if nip <= satu), nip)
            elif kode == "I113":
                nip = frozenset(orang.nip for orang in menunjuk.get(temuan.ditemukan or "", ()))
            yield temuan, nip


def catatan_daftar(daftar: Daftar, nip: Collection[str]) -> Iterator[str]:
    """What is no finding but leaves a template without a penilai or a unit without its place: one sentence
    each, about these people (by NIP) and all units.
    """
    for nomor, orang in enumerate(daftar.pegawai):
        if (
            orang.nip in nip
            and orang.keluarga is Keluarga.JPT_PUKM
            and not (orang.atasan or orang.penilai_luar)
        ):
            yield (
                f"{_di(daftar, f'pegawai[{nomor}].penilai_luar')}: {orang.nama} tidak mempunyai NIP atasan "
                "maupun penilai luar, sehingga pejabat penilai di templatnya kosong; isi nama dan jabatan "
                "penilainya (misalnya bupati) di daftar, lalu buat ulang."
            )
    for nomor, unit in enumerate(daftar.unit):
        if unit.induk and unit.induk not in daftar.unit_menurut_kode:
            yield (
                f"{_di(daftar, f'unit[{nomor}].induk')}: kode induk “{unit.induk}” tidak ada di kolom kode "
                "unit; betulkan atau kosongkan."
            )


def _di(daftar: Daftar, jalur: str) -> str:
    tempat = rujukan_daftar(daftar, jalur)
    return f"{tempat.berkas}, lembar {tempat.lembar}, sel {tempat.sel}"
