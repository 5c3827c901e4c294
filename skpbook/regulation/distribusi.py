"""Pola distribusi predikat: what a capaian kinerja organisasi leads to expect of a unit's counts.

Two sets of rules, both guidance ("pedoman"), so that what is passed is reported and never refused:
`permen-6-2022` names the predikat most people should have; `se-3-2023` adds limits in percent.

Rounding, this program's own since no source gives a rule: from ten people on a limit is taken literally (at
most 70% of 13 is 9 people, at least 60% of 13 is 8). Below ten, where one person weighs more than 10%, a
limit is rounded in the unit's favour: "at most" up, "at least" down, and "there must be some" asks for
nobody. "Most people" is the largest group; sharing the first place is enough.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import Literal

import msgspec

from skpbook.regulation.berkas import bagian
from skpbook.regulation.label import Capaian, Predikat
from skpbook.regulation.sebaran import Kendala, sebaran_terdekat

ATURAN = ("permen-6-2022", "se-3-2023")
"""Codes of the rule sets."""

ORANG_BATAS_HARFIAH = 10
"""From this many people on, limits in percent are taken literally."""

URUTAN_KURVA = tuple(reversed(Predikat))
"""Order of the curve's axis: Sangat Kurang … Sangat Baik."""

JenisBatas = Literal["mayoritas", "paling-banyak", "paling-sedikit", "harus-ada", "tidak-boleh"]


class Batas(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One limit on the people of `kelompok` together; percentages 0 to 100."""

    kelompok: tuple[Predikat, ...]
    paling_banyak: int | float | None = None
    paling_sedikit: int | float | None = None
    harus_ada: bool = False


class Pola(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one capaian leads to expect."""

    capaian: Capaian
    mayoritas: Predikat
    batas: tuple[Batas, ...] = ()


class AturanDistribusi(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule set with its source; an instansi may bring its own (`nilai_pola` takes either)."""

    kode: str
    nama: str
    sumber: str
    pola: tuple[Pola, ...]


class Pelanggaran(msgspec.Struct, frozen=True, kw_only=True):
    """One expectation that is not met.

    `batas` says it in Indonesian; `kelompok` are the predikat counted together, `jumlah` how many people,
    `bagian` their share; `batas_bagian` is the limit as a share (None for a majority and for "must be
    some"), `batas_orang` as people after rounding. `hitungan_terdekat` are counts that meet every expectation
    and need the fewest people to change predikat (None only when a rule set edited by an instansi cannot be
    met).
    """

    jenis: JenisBatas
    batas: str
    kelompok: tuple[Predikat, ...]
    jumlah: int
    bagian: Fraction
    batas_bagian: Fraction | None
    batas_orang: int
    hitungan_terdekat: Mapping[Predikat, int] | None


class HasilPola(msgspec.Struct, frozen=True, kw_only=True):
    """Judgement of one unit's counts. `terbanyak` is the largest group, several predikat when they tie."""

    aturan: str
    nama_aturan: str
    sumber: str
    capaian: Capaian
    mayoritas: Predikat
    jumlah: int
    hitungan: Mapping[Predikat, int]
    bagian: Mapping[Predikat, Fraction]
    terbanyak: tuple[Predikat, ...]
    sesuai: bool
    pelanggaran: tuple[Pelanggaran, ...]
    hitungan_terdekat: Mapping[Predikat, int] | None


class _Kurva(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    sumber: str
    tinggi: dict[Capaian, tuple[int, int, int, int, int]]


@cache
def aturan_distribusi(kode: str) -> AturanDistribusi:
    """The rule set of a code of `ATURAN`. Raises ValueError with an Indonesian sentence for another code."""
    if kode not in ATURAN:
        raise ValueError(f"Aturan distribusi “{kode}” tidak dikenal; pilih {' atau '.join(ATURAN)}.")
    return bagian(kode.replace("-", "_"), "distribusi", AturanDistribusi)


def kurva(capaian: Capaian) -> tuple[int, int, int, int, int]:
    """Heights of the curve for drawing, in the order of `URUTAN_KURVA`. No limits and no counts."""
    return _kurva().tinggi[capaian]


@cache
def _kurva() -> _Kurva:
    return bagian("kurva", "kurva", _Kurva)


def _sebut(kelompok: tuple[Predikat, ...]) -> str:
    return " dan/atau ".join(kelompok)


def _persen(bagian_batas: Fraction) -> str:
    angka = float(bagian_batas * 100)
    return (f"{angka:.0f}" if angka == int(angka) else f"{angka:g}".replace(".", ",")) + "%"


class _Ukuran(msgspec.Struct, frozen=True):
    """A limit for a given number of people: at least `sedikit`, at most `banyak` of `kelompok`."""

    jenis: JenisBatas
    batas: str
    kelompok: tuple[Predikat, ...]
    bagian: Fraction | None
    sedikit: int | None = None
    banyak: int | None = None

    def dilewati(self, jumlah: int) -> bool:
        return (self.sedikit is not None and jumlah < self.sedikit) or (
            self.banyak is not None and jumlah > self.banyak
        )


def _ukur(batas: Batas, jumlah: int) -> tuple[_Ukuran, ...]:
    """The limits of one entry for `jumlah` people, by the rounding rule of this module."""
    harfiah = jumlah >= ORANG_BATAS_HARFIAH
    nama, hasil = _sebut(batas.kelompok), []
    if batas.paling_banyak is not None:
        bagian_batas = Fraction(str(batas.paling_banyak)) / 100
        orang = (math.floor if harfiah else math.ceil)(bagian_batas * jumlah)
        if bagian_batas:
            teks = f"{nama} paling banyak {_persen(bagian_batas)} ({orang} dari {jumlah} orang)"
            hasil.append(_Ukuran("paling-banyak", teks, batas.kelompok, bagian_batas, banyak=orang))
        else:
            teks = f"tidak boleh ada pegawai berpredikat {nama}"
            hasil.append(_Ukuran("tidak-boleh", teks, batas.kelompok, bagian_batas, banyak=0))
    if batas.paling_sedikit is not None:
        bagian_batas = Fraction(str(batas.paling_sedikit)) / 100
        orang = (math.ceil if harfiah else math.floor)(bagian_batas * jumlah)
        teks = f"{nama} paling sedikit {_persen(bagian_batas)} ({orang} dari {jumlah} orang)"
        hasil.append(_Ukuran("paling-sedikit", teks, batas.kelompok, bagian_batas, sedikit=orang))
    if batas.harus_ada:
        teks = f"harus ada pegawai berpredikat {nama}"
        hasil.append(_Ukuran("harus-ada", teks, batas.kelompok, None, sedikit=1 if harfiah else 0))
    return tuple(hasil)


def nilai_pola(
    aturan: str | AturanDistribusi, capaian: Capaian, hitungan: Mapping[Predikat, int]
) -> HasilPola:
    """Hold a unit's counts (a missing predikat is 0) against what its capaian leads to expect.

    Nobody rated is nothing to judge: `sesuai`. A majority that fails because a percentage of the same group
    fails is one expectation, reported once. Raises ValueError for an unknown rule set, for one without the
    capaian, or for a negative count.
    """
    if isinstance(aturan, str):
        aturan = aturan_distribusi(aturan)
    pola = next((satu for satu in aturan.pola if satu.capaian == capaian), None)
    if pola is None:
        raise ValueError(f"{aturan.nama} tidak memuat pola untuk capaian {capaian}.")
    isi = {predikat: int(hitungan.get(predikat, 0)) for predikat in Predikat}
    if min(isi.values()) < 0:
        raise ValueError("Jumlah pegawai tidak boleh kurang dari nol.")
    jumlah, puncak = sum(isi.values()), max(isi.values())
    ukuran = tuple(satu for batas in pola.batas for satu in _ukur(batas, jumlah))
    lewat = [satu for satu in ukuran if satu.dilewati(sum(isi[predikat] for predikat in satu.kelompok))]
    sudah_disebut = any(satu.kelompok == (pola.mayoritas,) and satu.sedikit is not None for satu in lewat)
    if isi[pola.mayoritas] < puncak and not sudah_disebut:
        teks = f"kelompok terbesar seharusnya {pola.mayoritas}"
        lewat.insert(0, _Ukuran("mayoritas", teks, (pola.mayoritas,), None, sedikit=puncak))
    if not jumlah:
        lewat = []
    terdekat = _terdekat(isi, pola.mayoritas, ukuran) if lewat else isi
    return HasilPola(
        aturan=aturan.kode,
        nama_aturan=aturan.nama,
        sumber=aturan.sumber,
        capaian=capaian,
        mayoritas=pola.mayoritas,
        jumlah=jumlah,
        hitungan=isi,
        bagian={predikat: Fraction(angka, jumlah or 1) for predikat, angka in isi.items()},
        terbanyak=tuple(predikat for predikat in Predikat if jumlah and isi[predikat] == puncak),
        sesuai=not lewat,
        pelanggaran=tuple(_pelanggaran(satu, isi, jumlah, terdekat) for satu in lewat),
        hitungan_terdekat=terdekat,
    )


def _pelanggaran(
    ukuran: _Ukuran, isi: Mapping[Predikat, int], jumlah: int, terdekat: Mapping[Predikat, int] | None
) -> Pelanggaran:
    orang = sum(isi[predikat] for predikat in ukuran.kelompok)
    batas_orang = ukuran.banyak if ukuran.sedikit is None else ukuran.sedikit
    return Pelanggaran(
        jenis=ukuran.jenis,
        batas=ukuran.batas,
        kelompok=ukuran.kelompok,
        jumlah=orang,
        bagian=Fraction(orang, jumlah),
        batas_bagian=ukuran.bagian,
        batas_orang=batas_orang or 0,
        hitungan_terdekat=terdekat,
    )


def _terdekat(
    isi: Mapping[Predikat, int], mayoritas: Predikat, ukuran: tuple[_Ukuran, ...]
) -> Mapping[Predikat, int] | None:
    nomor = {predikat: tempat for tempat, predikat in enumerate(URUTAN_KURVA)}
    kendala = tuple(
        Kendala(tuple(nomor[predikat] for predikat in satu.kelompok), satu.sedikit, satu.banyak)
        for satu in ukuran
    )
    hasil = sebaran_terdekat(tuple(isi[predikat] for predikat in URUTAN_KURVA), nomor[mayoritas], kendala)
    return None if hasil is None else {predikat: hasil[nomor[predikat]] for predikat in Predikat}
