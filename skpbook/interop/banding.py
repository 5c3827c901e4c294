"""Two recaps held against each other: people, ratings, predikat, totals. Grids in, differences out.

A recap is any sheet with a NIP column and a predikat or rating column under one row of headings: the ones this
program writes, a Rekap Penilaian of e-Kinerja, a list made by hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.domain.nip import Nip, baca_nip
from skpbook.domain.periode import NAMA_BULAN
from skpbook.domain.teks import normal
from skpbook.domain.tempat import alamat
from skpbook.forms.values import teks_nilai
from skpbook.regulation.label import Predikat, kenali_predikat, kenali_rating
from skpbook.regulation.pilihan import bukan_nilai

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from skpbook.forms.grid import Kisi

BARIS_KEPALA = 30
"""Headings stand within so many rows."""

_BULAN = tuple((nama, (nama, nama[:3])) for nama in NAMA_BULAN)
_TRIWULAN = tuple(
    (f"Triwulan {angka}", (f"Triwulan {angka}", f"TW {angka}", f"TW{urut}"))
    for urut, angka in enumerate(("I", "II", "III", "IV"), start=1)
)
_PREDIKAT = ("Predikat (Kuadran)", "Predikat Kinerja Periodik", "Predikat Kinerja Tahunan", "Predikat Kinerja",
             "Predikat Kinerja Pegawai", "Predikat", "hasil_akhir")  # fmt: skip
BIDANG: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Nama", ("Nama", "Nama Pegawai")),
    ("Jenis", ("Jenis", "Jenis Pegawai", "Status Pegawai", "jenis_pegawai")),
    ("Golongan", ("Golongan", "golru")),
    ("Jabatan", ("Jabatan", "skp_jabatan")),
    ("Unit Kerja", ("Unit Kerja", "Unit", "OPD", "skp_unor")),
    ("Pejabat Penilai Kinerja", ("Pejabat Penilai Kinerja", "Pejabat Penilai", "Penilai")),
    ("Status", ("Status",)),
    ("Rating Hasil Kerja", ("Rating Hasil Kerja", "Rating Hasil Kinerja", "Rating Hasil", "hasil_kerja")),
    ("Rating Perilaku Kerja", ("Rating Perilaku Kerja", "Rating Perilaku", "perilaku_kerja")),
    ("Predikat", _PREDIKAT),
    *_BULAN,
    *_TRIWULAN,
    ("Semester I", ("Semester I",)),
    ("Semester II", ("Semester II",)),
    ("Tahunan", ("Tahunan", "Akhir")),
)
"""What is compared -> the headings it may stand under, the first found counts."""

_PENILAIAN = frozenset({"Rating Hasil Kerja", "Rating Perilaku Kerja", "Predikat", "Tahunan"})
_BERNILAI = frozenset(nama for nama, _ in BIDANG[7:])
_UNIT, _NAMA, _HASIL = "Unit Kerja", "Nama", "Predikat"
_DINILAI, _BELUM = "Dinilai", "Belum dinilai"


class Orang(Struct, frozen=True):
    """One pegawai of a recap: his cell and what stands in the compared columns."""

    sel: str
    isi: Mapping[str, str]


class BacaanRekap(Struct, frozen=True, kw_only=True):
    """One recap as read. `kembar` are NIP on more than one row: the first row counts."""

    berkas: str
    lembar: str
    judul: tuple[str, ...]
    bidang: tuple[str, ...]
    orang: Mapping[str, Orang]
    kembar: tuple[str, ...]


class Ubah(Struct, frozen=True, kw_only=True):
    """One difference of one pegawai who is in both; `sel_*` are the cells."""

    nip: str
    nama: str
    unit: str
    bidang: str
    lama: str
    baru: str
    sel_lama: str
    sel_baru: str


class SatuPihak(Struct, frozen=True, kw_only=True):
    """A pegawai who is in one recap alone."""

    nip: str
    nama: str
    unit: str
    predikat: str
    sel: str


class JumlahPredikat(Struct, frozen=True, kw_only=True):
    """How many pegawai have a predikat, before and after."""

    predikat: str
    lama: int
    baru: int


class JumlahUnit(Struct, frozen=True, kw_only=True):
    """A unit's people and rated people, before and after."""

    unit: str
    pegawai_lama: int
    pegawai_baru: int
    dinilai_lama: int
    dinilai_baru: int


class Sisi(Struct, frozen=True, kw_only=True):
    """One of the two recaps: the file, its sheet and titles, how many pegawai."""

    berkas: str
    lembar: str
    judul: tuple[str, ...]
    pegawai: int
    kembar: tuple[str, ...]


class HasilBanding(Struct, frozen=True, kw_only=True):
    """What changed from `lama` to `baru`; `bidang` names the columns both have, the only ones compared."""

    lama: Sisi
    baru: Sisi
    bidang: tuple[str, ...]
    masuk: tuple[SatuPihak, ...]
    keluar: tuple[SatuPihak, ...]
    berubah: tuple[Ubah, ...]
    predikat: tuple[JumlahPredikat, ...]
    unit: tuple[JumlahUnit, ...]

    @property
    def sama(self) -> bool:
        """Nothing changed."""
        return not (self.masuk or self.keluar or self.berubah)


def baca_rekap(kisi: Sequence[Kisi], berkas: str) -> BacaanRekap | None:
    """The sheet with most compared columns, of equals the first; None when no sheet is a recap."""
    calon = [ada for satu in kisi if (ada := _kepala(satu)) is not None]
    if not calon:
        return None
    satu, nomor, kolom = max(calon, key=lambda ada: len(ada[2]))
    orang: dict[str, Orang] = {}
    kembar: dict[str, None] = {}
    letak = kolom["NIP"]
    for baris, isi in enumerate(satu.baris[nomor + 1 :], start=nomor + 1):
        nip = baca_nip(teks_nilai(isi[letak])) if letak < len(isi) else None
        if not isinstance(nip, Nip):
            continue
        if nip.angka in orang:
            kembar[nip.angka] = None
            continue
        nilai = {nama: _isi(nama, isi[k]) for nama, k in kolom.items() if nama != "NIP" and k < len(isi)}
        orang[nip.angka] = Orang(alamat(baris, letak), nilai)
    di_atas = (teks_nilai(nilai) for isi in satu.baris[:nomor] for nilai in isi if nilai not in ("", None))
    return BacaanRekap(
        berkas=berkas,
        lembar=satu.nama,
        judul=tuple(di_atas),
        bidang=tuple(nama for nama, _ in BIDANG if nama in kolom),
        orang=orang,
        kembar=tuple(kembar),
    )


def bandingkan(lama: BacaanRekap, baru: BacaanRekap) -> HasilBanding:
    """What changed, people in the order of the later recap (those who left in the order of the earlier)."""
    bidang = tuple(nama for nama in lama.bidang if nama in baru.bidang)
    return HasilBanding(
        lama=_sisi(lama),
        baru=_sisi(baru),
        bidang=bidang,
        masuk=tuple(_satu_pihak(nip, satu) for nip, satu in baru.orang.items() if nip not in lama.orang),
        keluar=tuple(_satu_pihak(nip, satu) for nip, satu in lama.orang.items() if nip not in baru.orang),
        berubah=tuple(_ubah(lama, baru, bidang)),
        predikat=_jumlah_predikat(lama, baru),
        unit=_jumlah_unit(lama, baru),
    )


def _kepala(kisi: Kisi) -> tuple[Kisi, int, dict[str, int]] | None:
    """The sheet with the row of its headings and the column of each field."""
    for nomor, isi in enumerate(kisi.baris[:BARIS_KEPALA]):
        tulisan: dict[str, int] = {}
        for k, nilai in enumerate(isi):
            if isinstance(nilai, str) and nilai:
                tulisan.setdefault(normal(nilai), k)
        nip = next((tulisan[kunci] for kunci in ("nip", "nip ni pppk", "nip baru") if kunci in tulisan), None)
        if nip is None:
            continue
        kolom = {"NIP": nip}
        for nama, label in BIDANG:
            ada = next((tulisan[kunci] for satu in label if (kunci := normal(satu)) in tulisan), None)
            if ada is not None:
                kolom[nama] = ada
        if _PENILAIAN & kolom.keys():
            return kisi, nomor, kolom
    return None


def _isi(nama: str, nilai: object) -> str:
    """A cell's text; ratings and predikat in their one spelling, "-" as nothing."""
    teks = teks_nilai(nilai)  # type: ignore[arg-type]
    if nama not in _BERNILAI:
        return " ".join(teks.split())
    if bukan_nilai(teks):
        return ""
    return kenali_rating(teks) or kenali_predikat(teks) or teks


def _ubah(lama: BacaanRekap, baru: BacaanRekap, bidang: Sequence[str]) -> Iterator[Ubah]:
    for nip, kini in baru.orang.items():
        dulu = lama.orang.get(nip)
        if dulu is None:
            continue
        for nama in bidang:
            a, b = dulu.isi.get(nama, ""), kini.isi.get(nama, "")
            if normal(a) != normal(b):
                yield Ubah(
                    nip=nip,
                    nama=kini.isi.get(_NAMA, ""),
                    unit=kini.isi.get(_UNIT, ""),
                    bidang=nama,
                    lama=a,
                    baru=b,
                    sel_lama=dulu.sel,
                    sel_baru=kini.sel,
                )


def _satu_pihak(nip: str, satu: Orang) -> SatuPihak:
    return SatuPihak(
        nip=nip,
        nama=satu.isi.get(_NAMA, ""),
        unit=satu.isi.get(_UNIT, ""),
        predikat=satu.isi.get(_HASIL, ""),
        sel=satu.sel,
    )


def _jumlah_predikat(lama: BacaanRekap, baru: BacaanRekap) -> tuple[JumlahPredikat, ...]:
    """The five predikat, then the classes of those without one; empty where a recap has no predikat."""
    if _HASIL not in lama.bidang or _HASIL not in baru.bidang:
        return ()
    hitung = [Counter(map(_kelas, rekap.orang.values())) for rekap in (lama, baru)]
    lima = tuple(satu.value for satu in Predikat)
    lain = sorted((hitung[0].keys() | hitung[1].keys()) - set(lima))
    return tuple(
        JumlahPredikat(predikat=nama, lama=hitung[0][nama], baru=hitung[1][nama]) for nama in (*lima, *lain)
    )


def _kelas(satu: Orang) -> str:
    """What a pegawai counts as: his predikat, or the status that says why he has none that counts."""
    status = satu.isi.get("Status", "")
    if status and status != _DINILAI:
        return status
    return satu.isi.get(_HASIL, "") or _BELUM


def _jumlah_unit(lama: BacaanRekap, baru: BacaanRekap) -> tuple[JumlahUnit, ...]:
    """Units whose figures changed, in the order they first stand in."""
    if _UNIT not in lama.bidang or _UNIT not in baru.bidang:
        return ()
    pegawai, dinilai = [], []
    for rekap in (lama, baru):
        semua = [(satu.isi.get(_UNIT, ""), kenali_predikat(_kelas(satu))) for satu in rekap.orang.values()]
        pegawai.append(Counter(unit for unit, _ in semua))
        dinilai.append(Counter(unit for unit, predikat in semua if predikat is not None))
    hasil = [
        JumlahUnit(
            unit=unit,
            pegawai_lama=pegawai[0][unit],
            pegawai_baru=pegawai[1][unit],
            dinilai_lama=dinilai[0][unit],
            dinilai_baru=dinilai[1][unit],
        )
        for unit in dict.fromkeys((*pegawai[0], *pegawai[1]))
    ]
    return tuple(
        satu
        for satu in hasil
        if (satu.pegawai_lama, satu.dinilai_lama) != (satu.pegawai_baru, satu.dinilai_baru)
    )


def _sisi(rekap: BacaanRekap) -> Sisi:
    return Sisi(
        berkas=rekap.berkas,
        lembar=rekap.lembar,
        judul=rekap.judul[:4],
        pegawai=len(rekap.orang),
        kembar=rekap.kembar,
    )
