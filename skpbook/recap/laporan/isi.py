"""What the report says: figures over groups of people, worked out of a recap. No row of a pegawai."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct

from skpbook.checks.registry import ATURAN
from skpbook.domain.pegawai import JenisPegawai
from skpbook.domain.temuan import Tingkat
from skpbook.recap.bingkai import BELUM
from skpbook.recap.kaskade import Rantai
from skpbook.recap.laporan.gambar import Kurva, Potong, bertumpuk, kurva
from skpbook.recap.lembar.cakupan import angka_cakupan
from skpbook.recap.lembar.kuadran import HASIL, PERILAKU
from skpbook.recap.lembar.kurva import panduan_unit
from skpbook.recap.perubahan import NAIK, TETAP, TURUN, arah, susun_perubahan
from skpbook.recap.pola import HasilBanding
from skpbook.recap.status import StatusPegawai
from skpbook.regulation.distribusi import URUTAN_KURVA, aturan_distribusi
from skpbook.regulation.kuadran import predikat as predikat_kuadran
from skpbook.regulation.label import Predikat

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from skpbook.recap.hitung import HitunganPegawai
    from skpbook.recap.susun import Rekap, RekapUnit

KELOMPOK_TERBANYAK = 300
"""Rows of the tables of units; a larger instansi is told by its OPD, or by its largest units."""

KURVA_TERBANYAK = 24
TINJAU_TERBANYAK = 60
PENILAI_TERBANYAK = 20

_PAPER = ("skp", "mph", "evaluasi")


class Kotak(Struct, frozen=True):
    """One box of the kuadran."""

    predikat: str
    kelas: str
    angka: int
    bagian: float


class BarisKelompok(Struct, frozen=True, kw_only=True):
    """A unit or OPD. `belum` are those who owe SKP, MPH, evaluasi; `rantai` and `dukung` the bars of its RHK."""

    nama: str
    pegawai: int
    predikat: tuple[int, ...]
    status: tuple[int, ...]
    capaian: str
    hasil: str
    hasil_lain: str
    rantai: tuple[Potong, ...]
    dukung: tuple[Potong, ...]
    rhk: tuple[int, ...]
    temuan: tuple[int, ...]
    belum: tuple[int, ...]


class Laporan(Struct, frozen=True, kw_only=True):
    """Everything the template shows. Tables are (heading, numbers) rows."""

    rekap: Any
    kartu: tuple[tuple[str, str, str], ...]
    keadaan: tuple[tuple[str, tuple[int, ...]], ...]
    predikat: tuple[tuple[str, str, tuple[int, ...], float], ...]
    kuadran: tuple[tuple[str, tuple[Kotak, ...]], ...]
    perilaku: tuple[str, ...]
    kurva_instansi: Kurva
    orang_panduan: int
    kurva: tuple[tuple[Kurva, str, str], ...]
    kurva_sisa: int
    aturan: tuple[str, str]
    tinjau: tuple[tuple[str, str, str, str], ...]
    tinjau_sisa: int
    perubahan: tuple[tuple[str, int], ...]
    rantai: tuple[Potong, ...]
    dukung: tuple[Potong, ...]
    rhk: tuple[int, ...]
    sebutan: str
    kelompok: tuple[BarisKelompok, ...]
    kelompok_keterangan: str
    jumlah: BarisKelompok
    penilai: tuple[tuple[str, int, int, int, int], ...]
    penilai_sisa: int
    temuan: tuple[tuple[str, str, str, int, int], ...]
    tingkat: tuple[tuple[str, int], ...]


STATUS = (
    StatusPegawai.BELUM_SKP,
    StatusPegawai.BELUM_SETUJU,
    StatusPegawai.BELUM_EVALUASI,
    StatusPegawai.BELUM_DINILAI,
    StatusPegawai.DIKECUALIKAN,
)


def susun_laporan(rekap: Rekap) -> Laporan:
    """Work out the report of a recap."""
    jumlah = rekap.jumlah
    per_unit = _angka_unit(rekap)
    semua = {nama: isi.sum(axis=0) for nama, isi in per_unit.items()}
    total = _baris("Jumlah", jumlah, semua)
    digambar, tinjau = _digambar(rekap), _tinjau(rekap)
    panduan = [satu for unit in rekap.unit if (satu := panduan_unit(unit)) is not None]
    penilai = _penilai(rekap)
    tingkat = _menurut_tingkat(rekap)
    sebutan, kelompok, keterangan = _kelompok(rekap, per_unit)
    return Laporan(
        rekap=rekap,
        kartu=_kartu(rekap, total, tingkat),
        keadaan=_keadaan(rekap),
        predikat=tuple(
            (
                satu.value,
                satu.name.lower(),
                (*(rekap.jenis[j].predikat[satu] for j in JenisPegawai), jumlah.predikat[satu]),
                _bagian(jumlah.predikat[satu], jumlah.dinilai),
            )
            for satu in Predikat
        ),
        kuadran=_kuadran(rekap),
        perilaku=tuple(satu.value for satu in PERILAKU),
        kurva_instansi=_kurva(
            "Seluruh pegawai yang dinilai",
            jumlah,
            [sum(satu) for satu in zip(*panduan, strict=True)] if panduan else None,
        ),
        orang_panduan=sum(unit.hitungan.dinilai for unit in rekap.unit if unit.pola.capaian is not None),
        kurva=tuple(
            (
                _kurva(unit.nama, unit.hitungan, panduan_unit(unit)),
                unit.pola.capaian.value if unit.pola.capaian else "belum ditetapkan",
                unit.pola.hasil.value,
            )
            for unit in digambar[:KURVA_TERBANYAK]
        ),
        kurva_sisa=max(0, len(digambar) - KURVA_TERBANYAK),
        aturan=(aturan_distribusi(rekap.aturan).nama, aturan_distribusi(rekap.aturan_lain).nama),
        tinjau=tuple(tinjau[:TINJAU_TERBANYAK]),
        tinjau_sisa=max(0, len(tinjau) - TINJAU_TERBANYAK),
        perubahan=_perubahan(rekap),
        rantai=total.rantai,
        dukung=total.dukung,
        rhk=total.rhk,
        sebutan=sebutan,
        kelompok=kelompok,
        kelompok_keterangan=keterangan,
        jumlah=total,
        penilai=tuple(penilai[:PENILAI_TERBANYAK]),
        penilai_sisa=max(0, len(penilai) - PENILAI_TERBANYAK),
        temuan=_temuan(rekap),
        tingkat=tuple((satu.value, banyak) for satu, banyak in tingkat.items()),
    )


def _bagian(angka: int, dari: int) -> float:
    return angka / dari if dari else 0.0


def _menurut_tingkat(rekap: Rekap) -> dict[Tingkat, int]:
    """All findings that stand, those of no unit too."""
    return {t: sum(b.jumlah for b in rekap.temuan if b.temuan.tingkat is t) for t in Tingkat}


def _kartu(
    rekap: Rekap, total: BarisKelompok, tingkat: Mapping[Tingkat, int]
) -> tuple[tuple[str, str, str], ...]:
    """(what, the figure, what it is of)."""
    jumlah = rekap.jumlah
    sampai, dukung = total.rhk[0], total.rhk[3]
    rhk, pimpinan = sum(total.rhk[:3]), sum(total.rhk[3:])
    return (
        ("Pegawai", angka(jumlah.pegawai), f"di {angka(len(rekap.unit))} unit"),
        (
            "Sudah dinilai",
            persen(_bagian(jumlah.dinilai, jumlah.pegawai)),
            f"{angka(jumlah.dinilai)} pegawai",
        ),
        (
            "Belum dinilai",
            angka(jumlah.belum),
            f"{angka(jumlah.dikecualikan)} lainnya dikecualikan",
        ),
        (
            "Kaskade sampai puncak",
            persen(_bagian(sampai, rhk)),
            f"{angka(sampai)} dari {angka(rhk)} RHK",
        ),
        (
            "RHK pimpinan didukung",
            persen(_bagian(dukung, pimpinan)),
            f"{angka(dukung)} dari {angka(pimpinan)}",
        ),
        ("Temuan galat", angka(tingkat[Tingkat.GALAT]), f"{angka(tingkat[Tingkat.PERINGATAN])} peringatan"),
    )


def _keadaan(rekap: Rekap) -> tuple[tuple[str, tuple[int, ...]], ...]:
    semua = (*(rekap.jenis[satu] for satu in JenisPegawai), rekap.jumlah)
    return (
        ("Pegawai dalam daftar", tuple(satu.pegawai for satu in semua)),
        *((satu.value, tuple(isi.status[satu] for isi in semua)) for satu in StatusPegawai),
    )


def _kuadran(rekap: Rekap) -> tuple[tuple[str, tuple[Kotak, ...]], ...]:
    baris = []
    for hasil in HASIL:
        kotak = []
        for perilaku in PERILAKU:
            satu = predikat_kuadran(hasil, perilaku)
            banyak = rekap.kuadran[hasil, perilaku]
            kotak.append(Kotak(satu.value, satu.name.lower(), banyak, _bagian(banyak, rekap.jumlah.dinilai)))
        baris.append((hasil.value, tuple(kotak)))
    return tuple(baris)


def _kurva(judul: str, isi: HitunganPegawai, panduan: Sequence[float] | None) -> Kurva:
    nama = [satu.value for satu in URUTAN_KURVA]
    return kurva(judul, nama, [isi.predikat[satu] for satu in URUTAN_KURVA], panduan)


def _digambar(rekap: Rekap) -> list[RekapUnit]:
    """Units with somebody rated, those to be looked at first."""
    ada = [unit for unit in rekap.unit if unit.hitungan.dinilai]
    if len(ada) <= KURVA_TERBANYAK:
        return ada
    return sorted(ada, key=lambda unit: unit.pola.hasil is not HasilBanding.TINJAU)


def _tinjau(rekap: Rekap) -> list[tuple[str, str, str, str]]:
    """(unit, rule set, capaian, why) of what does not follow the guidance."""
    return [
        (unit.nama, aturan_distribusi(kode).nama, pola.capaian.value if pola.capaian else "", pola.penjelasan)
        for unit in rekap.unit
        for kode, pola in ((rekap.aturan, unit.pola), (rekap.aturan_lain, unit.pola_lain))
        if pola.hasil is HasilBanding.TINJAU
    ]


def _perubahan(rekap: Rekap) -> tuple[tuple[str, int], ...]:
    satu = susun_perubahan(rekap.riwayat, rekap.periode_lalu, rekap.periode)
    if satu is None:
        return ()
    banyak = dict.fromkeys((NAIK, TETAP, TURUN), 0)
    for (dari, ke), orang in satu.hitungan.items():
        banyak[arah(dari, ke)] += orang
    return tuple(banyak.items())


def _angka_unit(rekap: Rekap) -> Mapping[str, npt.NDArray[np.int_]]:
    """A row a unit: RHK as `angka_cakupan` counts them, findings by tingkat, papers owed."""
    banyak = len(rekap.unit)
    nomor = {unit.kode: i for i, unit in enumerate(rekap.unit)}
    temuan = np.zeros((banyak, len(Tingkat)), int)
    for satu in rekap.temuan:
        if (i := nomor.get(satu.temuan.unit or "")) is not None:
            temuan[i, tuple(Tingkat).index(satu.temuan.tingkat)] += satu.jumlah
    belum = rekap.belum["no_unit"].to_numpy(dtype=int) - 1
    kolom = [
        np.bincount(belum[rekap.belum[paper].to_numpy(dtype=object) == BELUM], minlength=banyak)
        for paper in _PAPER
    ]
    return {
        "rhk": angka_cakupan(rekap),
        "temuan": temuan,
        "belum": np.column_stack(kolom).reshape(banyak, len(_PAPER)),
    }


def _kelompok(
    rekap: Rekap, per_unit: Mapping[str, npt.NDArray[np.int_]]
) -> tuple[str, tuple[BarisKelompok, ...], str]:
    """What the groups are called, a row each, and what to say where not every unit has one."""
    if len(rekap.unit) > KELOMPOK_TERBANYAK and 0 < len(rekap.opd) <= KELOMPOK_TERBANYAK:
        pasangan = rekap.pegawai[["no_unit", "no_opd"]].drop_duplicates().to_numpy(dtype=int)
        baris = []
        for satu in rekap.opd:
            milik = pasangan[pasangan[:, 1] == satu.nomor, 0] - 1
            angka_opd = {nama: isi[milik].sum(axis=0) for nama, isi in per_unit.items()}
            baris.append(_baris(satu.nama, satu.hitungan, angka_opd))
        kalimat = f"{angka(len(rekap.unit))} unit dijumlahkan ke OPD atau unit induknya; tiap unit ada di buku kerja."
        return "OPD / Unit Induk", tuple(baris), kalimat
    unit: Sequence[RekapUnit] = rekap.unit
    kalimat = ""
    if len(unit) > KELOMPOK_TERBANYAK:
        unit = sorted(unit, key=lambda satu: -satu.hitungan.pegawai)[:KELOMPOK_TERBANYAK]
        kalimat = (
            f"{KELOMPOK_TERBANYAK} unit yang terbanyak pegawainya dari {angka(len(rekap.unit))}; "
            "semuanya ada di buku kerja. Jumlah di bawah tabel meliputi semua unit."
        )
    return (
        "Unit Kerja",
        tuple(
            _baris(satu.nama, satu.hitungan, {n: isi[satu.nomor - 1] for n, isi in per_unit.items()}, satu)
            for satu in unit
        ),
        kalimat,
    )


def _baris(
    nama: str,
    isi: HitunganPegawai,
    angka_unit: Mapping[str, npt.NDArray[np.int_]],
    unit: RekapUnit | None = None,
) -> BarisKelompok:
    rhk = tuple(angka_unit["rhk"].tolist())
    rantai = [(satu.value, banyak, satu.name.lower()) for satu, banyak in zip(Rantai, rhk[:3], strict=True)]
    capaian = unit.pola.capaian if unit is not None else None
    return BarisKelompok(
        nama=nama,
        pegawai=isi.pegawai,
        predikat=tuple(isi.predikat[satu] for satu in Predikat),
        status=tuple(isi.status[satu] for satu in STATUS),
        capaian=capaian.value if capaian else "",
        hasil=unit.pola.hasil.value if unit is not None else "",
        hasil_lain=unit.pola_lain.hasil.value if unit is not None else "",
        rantai=bertumpuk(rantai),
        dukung=bertumpuk([("didukung", rhk[3], "sampai"), ("tanpa pendukung", rhk[4], "lepas")]),
        rhk=rhk,
        temuan=tuple(angka_unit["temuan"].tolist()),
        belum=tuple(angka_unit["belum"].tolist()),
    )


def _penilai(rekap: Rekap) -> list[tuple[str, int, int, int, int]]:
    """(name, people, SKP, MPH, evaluasi owed) of those whose people owe the most."""
    belum = rekap.belum
    hasil = []
    for (_, nama), milik in belum.groupby(["penilai_nip", "penilai"], sort=False):
        skp, mph, evaluasi = (int((milik[paper] == BELUM).sum()) for paper in _PAPER)
        hasil.append((str(nama) or "(tanpa penilai dalam daftar)", len(milik), skp, mph, evaluasi))
    return sorted(hasil, key=lambda satu: -satu[1])


def _temuan(rekap: Rekap) -> tuple[tuple[str, str, str, int, int], ...]:
    """(code, tingkat, title, findings, waived), galat first, the most frequent first."""
    ada: dict[str, int] = {}
    kecuali: dict[str, int] = {}
    for peta, semua in ((ada, rekap.temuan), (kecuali, rekap.temuan_dikecualikan)):
        for satu in semua:
            peta[satu.temuan.kode] = peta.get(satu.temuan.kode, 0) + satu.jumlah
    urut = {satu: i for i, satu in enumerate(Tingkat)}
    baris = [
        (ATURAN[kode].tingkat, kode, ada.get(kode, 0), kecuali.get(kode, 0))
        for kode in dict.fromkeys((*ada, *kecuali))
    ]
    baris.sort(key=lambda satu: (urut[satu[0]], -satu[2], satu[1]))
    return tuple((kode, t.value, ATURAN[kode].judul, banyak, lain) for t, kode, banyak, lain in baris)


def angka(isi: float) -> str:
    """A whole number with Indonesian separators."""
    return f"{isi:,.0f}".replace(",", ".")


def persen(isi: float) -> str:
    """A share, one place after the comma."""
    return f"{isi * 100:.1f}%".replace(".", ",")
