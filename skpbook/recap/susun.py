"""Everything the sheets show, worked out once: frames, counts, patterns, groups of findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec
import pandas as pd
from msgspec import Struct

from skpbook.checks.kertas import periode_dari
from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.pegawai import JenisPegawai
from skpbook.domain.pengecualian import Pengecualian
from skpbook.domain.periode import Periode
from skpbook.recap.bingkai import bingkai_belum, bingkai_pegawai, nama_unit, urutan_opd, urutan_unit
from skpbook.recap.hitung import (
    KOSONG,
    HitunganPegawai,
    hitung,
    hitung_jenis,
    hitung_kelompok,
    hitung_kelompok_jenis,
    hitung_kuadran,
)
from skpbook.recap.kaskade import Kaskade, susun_kaskade
from skpbook.recap.kredit import BarisKredit, susun_kredit
from skpbook.recap.lanjutan import BarisLanjutan, susun_lanjutan, tanggal_evaluasi
from skpbook.recap.matriks import Matriks, susun_matriks
from skpbook.recap.pola import PolaUnit, pola_unit
from skpbook.recap.rhk import BarisRhk, BarisSkp, daftar_rhk, daftar_skp_ganda
from skpbook.recap.riwayat import Riwayat, nilai_konteks, periode_setahun, sebelumnya, susun_riwayat
from skpbook.recap.rumpun import Rumpun, susun_rumpun
from skpbook.recap.status import pilih_periode
from skpbook.recap.temuan import BarisTemuan, gabungkan
from skpbook.regulation.distribusi import ATURAN
from skpbook.regulation.label import Capaian, Rating

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.checks.konteks import Konteks
    from skpbook.domain.temuan import Temuan


class RekapKelompok(Struct, frozen=True, kw_only=True):
    """One unit or OPD: `nomor` is its row number from 1, the key that formulas count by."""

    nomor: int
    kode: str
    nama: str
    hitungan: HitunganPegawai
    jenis: Mapping[JenisPegawai, HitunganPegawai]


class RekapUnit(RekapKelompok, frozen=True, kw_only=True):
    """One unit. `pola` is its pattern under the book's rule set, `pola_lain` under the other."""

    pola: PolaUnit
    pola_lain: PolaUnit


class Rekap(Struct, frozen=True, kw_only=True):
    """What a recap workbook says. `periode` is a code or None when no evaluation has come in.

    Rows of `riwayat` and the `letak` of other rows are places in `pegawai`. `periode_tahun` are the periods
    of the year, `periode_lalu` the one that changes of predikat are told from. `opd` are the topmost units,
    empty where no unit stands under another. `di_luar` counts evaluations of the period whose owner is not in
    the roster, `tanpa_periode` those whose owner or period cannot be read: neither is in any other figure.
    """

    instansi: str
    tahun: int
    jenis_periode: str
    aturan: str
    periode: str | None
    sebutan_periode: str
    dibuat: datetime
    pegawai: pd.DataFrame
    riwayat: Riwayat
    periode_tahun: tuple[Periode, ...]
    periode_lalu: str | None
    belum: pd.DataFrame
    unit: tuple[RekapUnit, ...]
    rumpun: tuple[Rumpun, ...]
    opd: tuple[RekapKelompok, ...]
    jumlah: HitunganPegawai
    jenis: Mapping[JenisPegawai, HitunganPegawai]
    kuadran: Mapping[tuple[Rating, Rating], int]
    temuan: tuple[BarisTemuan, ...]
    temuan_dikecualikan: tuple[BarisTemuan, ...]
    pengecualian: tuple[Pengecualian, ...]
    kaskade: Kaskade
    matriks: tuple[Matriks, ...]
    rhk: Sequence[BarisRhk]
    skp_ganda: tuple[BarisSkp, ...]
    lanjutan: tuple[BarisLanjutan, ...]
    kredit: tuple[BarisKredit, ...]
    di_luar: int
    tanpa_periode: int

    def orang(self) -> Iterator[Any]:
        """The rows of `pegawai`, fields by name."""
        return iter(self.pegawai.itertuples(index=False))

    @property
    def aturan_lain(self) -> str:
        """The rule set that is not the book's."""
        return next(kode for kode in ATURAN if kode != self.aturan)

    @property
    def berbeda(self) -> int:
        """Pegawai whose written predikat is not what the kuadran gives."""
        return int(self.pegawai["berbeda"].sum())

    @property
    def ganda(self) -> int:
        """Pegawai with more than one evaluation for the period."""
        return int(self.pegawai["ganda"].sum())


def susun_rekap(
    konteks: Konteks,
    temuan: Sequence[Temuan],
    *,
    periode: str | None,
    dibuat: datetime,
    riwayat: Riwayat | None = None,
) -> Rekap:
    """Work out a recap for `periode` (default: the context's, else the latest that has evaluations).

    `riwayat` is what is known of all periods and years where the context does not hold all of it itself.
    """
    kode = periode or konteks.periode or pilih_periode(konteks)
    if (dikenal := periode_dari(kode)) is not None:
        kode = dikenal.kode
    if konteks.periode not in (None, kode):
        konteks = msgspec.structs.replace(konteks, periode=kode)
    capaian = _capaian(konteks, kode)
    pegawai = bingkai_pegawai(konteks, kode, {unit: satu.value for unit, satu in capaian.items()})
    nip = tuple(pegawai["nip"])
    if riwayat is None:
        riwayat = susun_riwayat(nip, nilai_konteks(konteks))
    elif riwayat.nip != nip:
        letak_lama = {satu: i for i, satu in enumerate(riwayat.nip)}
        riwayat = riwayat.ambil([letak_lama[satu] for satu in nip])
    letak = {satu: i for i, satu in enumerate(nip)}
    berlaku = [satu for satu in temuan if not satu.dikecualikan]
    unit = _unit(konteks, pegawai, capaian)
    return Rekap(
        instansi=konteks.instansi,
        tahun=konteks.tahun,
        jenis_periode=konteks.jenis_periode,
        aturan=konteks.aturan_distribusi,
        periode=kode,
        sebutan_periode=sebut_periode(konteks.tahun, kode),
        dibuat=dibuat,
        pegawai=pegawai,
        riwayat=riwayat,
        periode_tahun=periode_setahun(riwayat, konteks.jenis_periode, konteks.tahun),
        periode_lalu=sebelumnya(riwayat, kode),
        belum=bingkai_belum(pegawai, berlaku, konteks.skp_tersangkut),
        unit=unit,
        rumpun=susun_rumpun(
            konteks.daftar,
            konteks.instansi,
            [satu.kode for satu in unit],
            [satu.hitungan for satu in unit],
            capaian,
            (konteks.aturan_distribusi, _aturan_lain(konteks)),
            konteks.ambang,
        ),
        opd=_opd(konteks, pegawai),
        jumlah=hitung(pegawai),
        jenis=hitung_jenis(pegawai),
        kuadran=hitung_kuadran(pegawai),
        temuan=gabungkan(berlaku, konteks.daftar),
        temuan_dikecualikan=gabungkan([satu for satu in temuan if satu.dikecualikan], konteks.daftar),
        pengecualian=konteks.pengecualian,
        kaskade=susun_kaskade(konteks, letak),
        matriks=susun_matriks(konteks),
        rhk=tuple(daftar_rhk(konteks, letak)),
        skp_ganda=tuple(daftar_skp_ganda(konteks, letak)),
        lanjutan=susun_lanjutan(pegawai, riwayat, tanggal_evaluasi(konteks)),
        kredit=susun_kredit(konteks, pegawai, kode),
        di_luar=sum(
            1
            for (milik, satu), semua in konteks.evaluasi.items()
            if satu == kode and milik not in konteks.daftar.menurut_nip
            for _ in semua
        ),
        tanpa_periode=sum(1 for satu in konteks.dari(Evaluasi) if satu.nip is None or satu.periode is None),
    )


def sebut_periode(tahun: int, kode: str | None) -> str:
    """A period as a title says it: "Triwulan I Tahun 2026"."""
    periode = periode_dari(kode)
    if periode is None:
        return f"Tahun {tahun} (belum ada evaluasi yang masuk)"
    if periode.jenis == "tahunan":
        return f"Tahunan {periode.tahun}"
    kata, _, nomor = periode.label.partition(" ")
    return f"{kata.capitalize()} {nomor}".strip() + f" Tahun {periode.tahun}"


def _capaian(konteks: Konteks, kode: str | None) -> dict[str, Capaian]:
    """Unit code -> the capaian its own sheet gives for the period, where it is one of the five."""
    return {
        unit: satu.nilai
        for (unit, periode), satu in konteks.capaian.items()
        if periode == kode and satu.nilai is not None
    }


def _unit(konteks: Konteks, pegawai: pd.DataFrame, capaian: Mapping[str, Capaian]) -> tuple[RekapUnit, ...]:
    menurut_unit = hitung_kelompok(pegawai, "no_unit")
    menurut_jenis = hitung_kelompok_jenis(pegawai, "no_unit")
    aturan = konteks.aturan_distribusi
    lain = _aturan_lain(konteks)
    unit = []
    for nomor, kode in enumerate(urutan_unit(konteks.daftar), start=1):
        hitungan = menurut_unit.get(nomor, KOSONG)
        unit.append(
            RekapUnit(
                nomor=nomor,
                kode=kode,
                nama=nama_unit(konteks.daftar, kode),
                hitungan=hitungan,
                jenis={satu: menurut_jenis.get((nomor, satu), KOSONG) for satu in JenisPegawai},
                pola=pola_unit(aturan, konteks.ambang, capaian.get(kode), hitungan),
                pola_lain=pola_unit(lain, konteks.ambang, capaian.get(kode), hitungan),
            )
        )
    return tuple(unit)


def _aturan_lain(konteks: Konteks) -> str:
    return next(kode for kode in ATURAN if kode != konteks.aturan_distribusi)


def _opd(konteks: Konteks, pegawai: pd.DataFrame) -> tuple[RekapKelompok, ...]:
    semua = urutan_opd(konteks.daftar)
    if len(semua) == len(urutan_unit(konteks.daftar)):
        return ()
    menurut_opd = hitung_kelompok(pegawai, "no_opd")
    menurut_jenis = hitung_kelompok_jenis(pegawai, "no_opd")
    return tuple(
        RekapKelompok(
            nomor=nomor,
            kode=kode,
            nama=nama_unit(konteks.daftar, kode),
            hitungan=menurut_opd.get(nomor, KOSONG),
            jenis={satu: menurut_jenis.get((nomor, satu), KOSONG) for satu in JenisPegawai},
        )
        for nomor, kode in enumerate(semua, start=1)
    )
