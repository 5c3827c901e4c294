"""A large instansi after the likeness of the sample: the sample itself, then copies under other names.

The same number of people and the same seed give the same instansi. Work and memory grow with the number of
people alone.
"""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from skpbook.contoh.instansi import Instansi, muat_contoh
from skpbook.contoh.sumber import Orang, UnitContoh, baca_nama
from skpbook.domain.galat import TidakBisa
from skpbook.regulation.label import Capaian, Rating

if TYPE_CHECKING:
    from collections.abc import Iterator

_GELAR_DEPAN = re.compile(r"^(?:(?:dr|drg|apt|Dr|Drs|Dra|Ir)\. )+")
_TAMBAHAN_NILAI = (
    *((Rating.SESUAI, Rating.SESUAI),) * 13,
    *((Rating.DI_ATAS, Rating.DI_ATAS),) * 4,
    *((Rating.DI_BAWAH, Rating.SESUAI),) * 3,
)


_COBA = 40
"""After so many names that are taken, one has a middle name more: there are some ten thousand short ones."""


class _Rumpun(Struct, frozen=True):
    """The units and people of one copy."""

    unit: tuple[UnitContoh, ...]
    orang: tuple[Orang, ...]


class _Pengganti:
    """Gives out names and NIPs, none of them twice."""

    def __init__(self, benih: int, instansi: Instansi) -> None:
        self.acak = random.Random(benih)  # noqa: S311 - invented people, nothing secret
        self.nip = set(instansi.orang)
        self.nama = {nama_inti(orang.pegawai.nama) for orang in instansi.orang.values()}

    def nip_baru(self, lama: str) -> str:
        """Another NIP of the same kind, sex and appointment, the birth date moved by up to two years."""
        lahir = date(int(lama[:4]), int(lama[4:6]), int(lama[6:8]))
        while True:
            hari = lahir + timedelta(days=self.acak.randint(-700, 700))
            baru = f"{hari:%Y%m%d}{lama[8:15]}{self.acak.randint(1, 999):03d}"
            if baru not in self.nip:
                self.nip.add(baru)
                return baru

    def nama_baru(self, kelamin: str) -> str:
        """Another name for a man ("1") or a woman ("2")."""
        stok = baca_nama()
        for kali in count():
            tengah = [self.acak.choice(stok["tengah"]) for _ in range(1 + kali // _COBA)]
            depan = self.acak.choice(stok["laki_laki" if kelamin == "1" else "perempuan"])
            baru = " ".join((depan, *tengah, self.acak.choice(stok["belakang"])))
            if baru not in self.nama:
                self.nama.add(baru)
                return baru
        raise AssertionError  # there is always a longer one


def nama_inti(nama: str) -> str:
    """A name without titles before and after."""
    return _GELAR_DEPAN.sub("", nama).partition(",")[0]


def muat_besar(jumlah: int, benih: int = 2026) -> Instansi:
    """An instansi of `jumlah` people. Raises `TidakBisa` for fewer than the sample has."""
    dasar = muat_contoh()
    if jumlah < len(dasar.orang):
        raise TidakBisa(
            f"Instansi contoh paling sedikit berisi {len(dasar.orang)} pegawai; "
            f"minta {len(dasar.orang)} pegawai atau lebih."
        )
    pengganti = _Pengganti(benih, dasar)
    rumpun = [_Rumpun(tuple(dasar.unit.values()), tuple(dasar.orang.values()))]
    salinan, sisa = divmod(jumlah - len(dasar.orang), len(dasar.orang))
    teks = msgspec.json.encode(rumpun[0]).decode()
    for nomor in range(1, salinan + 1):
        rumpun.append(_salin(rumpun[0], teks, pengganti, nomor))
    orang = [satu for bagian in rumpun for satu in bagian.orang]
    orang.extend(_tambahan(rumpun[1:] or rumpun, sisa, pengganti))
    urut = {kode: nomor for nomor, kode in enumerate(u.unit.kode for b in rumpun for u in b.unit)}
    orang.sort(key=lambda satu: urut[satu.pegawai.unit])
    return Instansi(
        nama=dasar.nama,
        tahun=dasar.tahun,
        jenis_periode=dasar.jenis_periode,
        periode=dasar.periode,
        unit=[satu for bagian in rumpun for satu in bagian.unit],
        orang=orang,
    )


def _salin(asal: _Rumpun, teks: str, pengganti: _Pengganti, nomor: int) -> _Rumpun:
    """The nomor-th copy: other units, places, names and NIPs, the same work."""
    daerah = nama_daerah(nomor)
    ganti = {
        "Jenderal III": f"Jenderal {romawi(nomor + 3)}",
        "Direktorat II": f"Direktorat {romawi(nomor + 2)}",
        "Direktur II": f"Direktur {romawi(nomor + 2)}",
        "Dinas Kesehatan": f"Dinas Kesehatan {daerah}",
        "Badan Kepegawaian Daerah": f"Badan Kepegawaian Daerah {daerah}",
        "Melati Jaya": f"{daerah} Jaya",
        "Bupati Nusaraya": f"Bupati {daerah}",
        '"Nusaraya"': f'"{daerah}"',
        "@nusaraya.": f"@{daerah.lower()}{nomor}.nusaraya.",
    }
    for unit in asal.unit:
        ganti[f'"{unit.unit.kode}"'] = f'"{unit.unit.kode}{nomor:03d}"'
    for orang in asal.orang:
        nip = orang.pegawai.nip
        ganti[nip] = pengganti.nip_baru(nip)
        ganti[nama_inti(orang.pegawai.nama)] = pengganti.nama_baru(nip[14])
    pola = re.compile("|".join(re.escape(kata) for kata in sorted(ganti, key=len, reverse=True)))
    baru = pola.sub(lambda temu: ganti[temu[0]], teks)
    return msgspec.json.decode(baru, type=_Rumpun)


def _tambahan(rumpun: list[_Rumpun], jumlah: int, pengganti: _Pengganti) -> Iterator[Orang]:
    """Colleagues of people without subordinates, spread over the units whose capaian is Baik."""
    model = list(_model(rumpun))
    for nomor in range(jumlah):
        asal = model[nomor % len(model)]
        lama = asal.pegawai
        nip = pengganti.nip_baru(lama.nip)
        nama = lama.nama.replace(nama_inti(lama.nama), pengganti.nama_baru(nip[14]))
        yield msgspec.structs.replace(
            asal,
            pegawai=msgspec.structs.replace(lama, nip=nip, nama=nama),
            nilai=_TAMBAHAN_NILAI[nomor * 7 % len(_TAMBAHAN_NILAI)],
            catatan=None,
        )


def _model(rumpun: list[_Rumpun]) -> Iterator[Orang]:
    for bagian in rumpun:
        baik = {satu.unit.kode for satu in bagian.unit if satu.perjanjian.capaian is Capaian.BAIK}
        atasan = {satu.pegawai.atasan for satu in bagian.orang}
        for orang in bagian.orang:
            pegawai = orang.pegawai
            if pegawai.unit in baik and pegawai.nip not in atasan and not pegawai.tugas_belajar:
                yield orang


def nama_daerah(nomor: int) -> str:
    """Name of the nomor-th invented place; after 240 of them numbered."""
    awal, akhir = baca_nama()["daerah_depan"], baca_nama()["daerah_belakang"]
    putaran, sisa = divmod(nomor - 1, len(awal) * len(akhir))
    depan, belakang = divmod(sisa, len(akhir))
    nama = awal[depan] + akhir[belakang]
    return f"{nama} {romawi(putaran + 1)}" if putaran else nama


def romawi(angka: int) -> str:
    """Roman numeral of a positive number."""
    hasil = ""
    for nilai, huruf in (
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        kali, angka = divmod(angka, nilai)
        hasil += huruf * kali
    return hasil
