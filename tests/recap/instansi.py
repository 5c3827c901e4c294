"""An invented instansi of any size: who is rated, who is not, and every awkward thing in between."""

from __future__ import annotations

import random
from datetime import datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from skpbook.checks.buat import temuan
from skpbook.checks.konteks import Konteks
from skpbook.domain.dokumen import Dokumen, Isi
from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.mph import BarisMph, Mph
from skpbook.domain.pegawai import Daftar, JenisPegawai, Keluarga, Pegawai, Unit
from skpbook.domain.skp import HasilKerja, Identitas, Skp
from skpbook.domain.strategi import CapaianUnit, PerjanjianKinerja
from skpbook.domain.tempat import Tempat
from skpbook.domain.temuan import Temuan, Tingkat

PERIODE = "2026-TW1"
DIBUAT = datetime(2026, 4, 9, 8, 5)
RATING = ("Di Atas Ekspektasi", "Sesuai Ekspektasi", "Di Bawah Ekspektasi")
CAPAIAN = ("Istimewa", "Baik", "Butuh Perbaikan", "Kurang", "Sangat Kurang", None)

UNIT = (
    # "01" and "1" are one code to COUNTIFS, and two puskesmas have a Subbagian Tata Usaha each
    Unit(kode="1", nama="Sekretariat Dinas Kesehatan Kabupaten Nusaraya"),
    Unit(kode="01", nama="Bidang Pelayanan dan Sumber Daya Kesehatan", induk="1"),
    Unit(kode="1E2", nama="Subbagian Tata Usaha", induk="1"),
    Unit(kode="100", nama="Subbagian Tata Usaha", induk="01"),
    Unit(kode="U*", nama="UPT Puskesmas Melati & Mawar", induk="1"),
    Unit(kode="KOSONG", nama="UPT yang Belum Berpegawai", induk="1"),
)
_DEPAN = (
    "Ani",
    "Budi",
    "Citra",
    "Dewi",
    "Eko",
    "Fajar",
    "Gita",
    "Hendra",
    "Indah",
    "Joko",
    "Kartika",
    "Lukman",
)
_BELAKANG = ("Lestari", "Santoso", "Permata Sari", "Wijaya", "Nugroho", "Ramadhan", "Puspitasari", "Siregar")
_GELAR = ("", ", S.Sos.", ", S.Kom., M.Si.", ", A.Md.Keb.", ", S.K.M., M.Kes.")
_JABATAN = (
    "Analis Kebijakan Ahli Pertama",
    "Perawat Terampil",
    "Pengelola Keuangan",
    "Administrator Kesehatan Ahli Muda",
    "Pranata Komputer Ahli Pertama pada Subbagian Perencanaan dan Pelaporan",
)


class Instansi(Struct, frozen=True):
    """A context and the findings to show with it."""

    konteks: Konteks
    temuan: tuple[Temuan, ...]


def dokumen(isi: Isi, berkas: str, nip: str | None, **ganti: Any) -> Dokumen:
    """A document of someone, its cells not known."""
    dasar: dict[str, Any] = {
        "berkas": berkas,
        "hash": berkas,
        "lembar": "Lembar",
        "formulir": "formulir",
        "versi": 1,
        "isi": isi,
        "tempat": {"rating_hasil": Tempat("Evaluasi", "C40"), "predikat": Tempat("Evaluasi", "C55")},
        "nip": nip,
    }
    return Dokumen(**(dasar | ganti))


def skp(nip: str) -> Dokumen:
    """An SKP with next to nothing in it."""
    isi = Skp(
        periode_penilaian="1 JANUARI SD 31 DESEMBER TAHUN 2026",
        pegawai=Identitas(nip=nip),
        utama=(HasilKerja(rencana="Tersusunnya laporan"),),
    )
    return dokumen(isi, f"SKP_{nip}.xlsx", nip, periode="2026-01-01/2026-12-31")


def evaluasi(
    nip: str,
    hasil: str | None,
    perilaku: str | None,
    predikat: str | None,
    *,
    periode: str = PERIODE,
    berkas: str | None = None,
    disimpan: str = "2026-04-01T08:00:00",
) -> Dokumen:
    """An evaluation with its two ratings and the predikat as written."""
    isi = Evaluasi(
        pegawai=Identitas(nip=nip), rating_hasil=hasil, rating_perilaku=perilaku, predikat=predikat
    )
    nama = berkas or f"EVALUASI_{periode}_{nip}.xlsx"
    return dokumen(isi, nama, nip, periode=periode, disimpan=disimpan, lembar="Evaluasi")


def perjanjian(unit: str, capaian: str | None, periode: str = PERIODE) -> Dokumen:
    """A unit's sheet with its capaian for one period."""
    isi = PerjanjianKinerja(
        unit_kode=unit, tahun="2026", capaian=(CapaianUnit(periode=periode, capaian=capaian),)
    )
    return dokumen(isi, f"PK_{unit}.xlsx", None, unit=unit)


def orang(nomor: int, acak: random.Random, unit: str, atasan: str | None) -> Pegawai:
    """Person `nomor` (from 0), with a NIP that shares its first 15 digits with others of the same day."""
    jenis = acak.choices(tuple(JenisPegawai), (6, 3, 1))[0]
    tengah = "201003" if jenis is JenisPegawai.PNS else "202421"
    return Pegawai(
        nip=f"19850{1 + nomor // 999 % 9}20{tengah}{1 + nomor % 2}{nomor % 999 + 1:03}",
        nama=f"{acak.choice(_DEPAN)} {acak.choice(_BELAKANG)}{acak.choice(_GELAR)}",
        jenis=jenis,
        unit=unit,
        jabatan=acak.choice(_JABATAN),
        keluarga=Keluarga.JA_JF,
        golongan=acak.choice(("III/a", "III/b", "IV/a", "IX")),
        atasan=atasan,
        penilai_luar=None if atasan else "H. Surya Darma, S.E.",
        status=acak.choices((None, "pensiun 1 Maret 2026", "mutasi masuk", "cuti besar"), (90, 4, 3, 3))[0],
    )


def bangun(
    pegawai: int = 60,
    benih: int = 1,
    *,
    aturan: str = "permen-6-2022",
    unit: tuple[Unit, ...] = UNIT,
    periode: str | None = None,
) -> Instansi:
    """An instansi of `pegawai` people; the same seed gives the same one."""
    acak = random.Random(benih)
    isi_unit = [satu.kode for satu in unit if satu.kode != "KOSONG"]
    semua: list[Pegawai] = []
    kepala: dict[str, str] = {}
    for i in range(pegawai):
        kode = isi_unit[i % len(isi_unit)]
        satu = orang(i, acak, kode, kepala.get(kode) or (semua[0].nip if semua else None))
        kepala.setdefault(kode, satu.nip)
        semua.append(satu)
    berkas: list[Dokumen] = [perjanjian(kode, CAPAIAN[i % len(CAPAIAN)]) for i, kode in enumerate(isi_unit)]
    for satu in semua:
        berkas.extend(_kiriman(satu, acak))
    pemimpin = [nip for nip in dict.fromkeys(kepala.values()) if acak.random() < 0.6]
    berkas.extend(dokumen(Mph(pimpinan=BarisMph(nip=nip)), f"MPH_{nip}.xlsx", nip) for nip in pemimpin)
    berkas.append(evaluasi("196001012010031001", RATING[1], RATING[1], "Baik", berkas="luar.xlsx"))
    konteks = Konteks(
        daftar=Daftar(berkas="pegawai.xlsx", pegawai=tuple(semua), unit=unit, tempat={}),
        dokumen=tuple(berkas),
        instansi="Pemerintah Kabupaten Nusaraya",
        tahun=2026,
        aturan_distribusi=aturan,
        periode=periode,
    )
    return Instansi(konteks, _temuan(konteks, semua, acak))


def _kiriman(orang: Pegawai, acak: random.Random) -> list[Dokumen]:
    """What one person sent: mostly both papers, now and then less, wrong, twice or of another period."""
    kirim: list[Dokumen] = []
    if acak.random() < 0.9:
        kirim.append(skp(orang.nip))
    if acak.random() < 0.8:
        hasil, perilaku = acak.choices(RATING, (3, 6, 1))[0], acak.choices(RATING, (3, 6, 1))[0]
        tertulis = KUADRAN[hasil, perilaku]
        undi = acak.random()
        if undi < 0.05:
            tertulis = "Sangat Baik"
        elif undi < 0.08:
            perilaku = "DIATAS / SESUAI / DIBAWAH"
        elif undi < 0.11:
            hasil, tertulis = None, "Baik"
        elif undi < 0.13:
            tertulis = None
        kirim.append(evaluasi(orang.nip, hasil, perilaku, tertulis))
        if acak.random() < 0.05:
            kirim.append(
                evaluasi(
                    orang.nip,
                    RATING[1],
                    RATING[1],
                    "Baik",
                    berkas=f"perbaikan_{orang.nip}.xlsx",
                    disimpan="2026-04-02T08:00:00",
                )
            )
    if acak.random() < 0.3:
        kirim.append(evaluasi(orang.nip, RATING[0], RATING[0], "Sangat Baik", periode="2026-01"))
    return kirim


# Written out here, not taken from the regulation module: the tests' own copy of the nine boxes.
KUADRAN = {
    ("Di Atas Ekspektasi", "Di Bawah Ekspektasi"): "Kurang",
    ("Di Atas Ekspektasi", "Sesuai Ekspektasi"): "Baik",
    ("Di Atas Ekspektasi", "Di Atas Ekspektasi"): "Sangat Baik",
    ("Sesuai Ekspektasi", "Di Bawah Ekspektasi"): "Kurang",
    ("Sesuai Ekspektasi", "Sesuai Ekspektasi"): "Baik",
    ("Sesuai Ekspektasi", "Di Atas Ekspektasi"): "Baik",
    ("Di Bawah Ekspektasi", "Di Bawah Ekspektasi"): "Sangat Kurang",
    ("Di Bawah Ekspektasi", "Sesuai Ekspektasi"): "Butuh Perbaikan",
    ("Di Bawah Ekspektasi", "Di Atas Ekspektasi"): "Butuh Perbaikan",
}


def _temuan(konteks: Konteks, semua: list[Pegawai], acak: random.Random) -> tuple[Temuan, ...]:
    """Some findings of every severity, one cause in many cells, one waived, one refused file."""
    hasil: list[Temuan] = []
    for satu in acak.sample(semua, min(len(semua), 12)):
        hasil.extend(
            temuan(
                "S204",
                "Target indikator kinerja individu kosong; isi target setiap IKI.",
                pegawai=satu,
                berkas=f"SKP_{satu.nip}.xlsx",
                lembar="SKP",
                sel=f"F{baris}",
                seharusnya="target yang terukur",
                saran="Isi target, misalnya 12 dokumen.",
            )
            for baris in (18, 19, 20)
        )
    if semua:
        hasil.append(temuan("B003", "Berkas rusak atau terpotong.", pegawai=semua[-1], berkas="kiriman.xlsx"))
        dasar = temuan(
            "I106", "Nama berbeda dari daftar pegawai.", pegawai=semua[0], berkas="a.xlsx", sel="C4"
        )
        hasil.append(replace(dasar, dikecualikan=True))
        hasil.append(replace(dasar, tingkat=Tingkat.INFO, ditemukan="x" * 40_000))
    return tuple(hasil)
