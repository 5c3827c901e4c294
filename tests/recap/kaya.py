"""An invented instansi with a year behind it: several periods, years, SKP, matrices, and e-Kinerja exports."""

from __future__ import annotations

import random
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from skpbook.domain.ekinerja import BarisEkinerja, JenisEkinerja, LembarEkinerja
from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.mph import BarisMph, KolomMph, Mph
from skpbook.domain.skp import HasilKerja, Identitas, Iki, Pengesahan, Skp

from .instansi import KUADRAN, RATING, Instansi, bangun, dokumen

if TYPE_CHECKING:
    from skpbook.domain.pegawai import Pegawai

SETAHUN = "1 JANUARI SD 31 DESEMBER TAHUN 2026"
SEMESTER = ("1 JANUARI SD 30 JUNI TAHUN 2026", "1 JULI SD 31 DESEMBER TAHUN 2026")
JENJANG = {"Ahli Pertama": "Ahli Pertama", "Ahli Muda": "Ahli Muda", "Terampil": "Terampil"}


def skp(nip: str, periode: str, jabatan: str, berkas: str, banyak: int = 2) -> Any:
    """An SKP with `banyak` RHK utama and one tambahan."""
    utama = tuple(
        HasilKerja(rencana=f"RHK {i} {berkas}", rhk_pimpinan="RHK pimpinan", iki=(Iki(indikator="a"),) * i)
        for i in range(1, banyak + 1)
    )
    isi = Skp(
        periode_penilaian=periode,
        pegawai=Identitas(nip=nip, jabatan=jabatan),
        utama=utama,
        tambahan=(HasilKerja(rencana=f"Tambahan {berkas}"), HasilKerja()),
    )
    return dokumen(isi, berkas, nip, disimpan="2026-01-20T00:00:00")


def evaluasi(nip: str, periode: str, acak: random.Random, **ganti: Any) -> Any:
    """A complete evaluation, signed on a day."""
    hasil, perilaku = acak.choices(RATING, (3, 6, 2))[0], acak.choices(RATING, (3, 6, 1))[0]
    isi = Evaluasi(
        pegawai=Identitas(nip=nip, jabatan=ganti.pop("jabatan", "Analis")),
        periode_penilaian=ganti.pop("rentang", SETAHUN),
        rating_hasil=hasil,
        rating_perilaku=perilaku,
        predikat=KUADRAN[hasil, perilaku],
        pengesahan=Pengesahan(tanggal_penilai=ganti.pop("tanggal", None)),
    )
    dasar = {"berkas": f"EV_{periode}_{nip}.xlsx", "disimpan": "2026-07-01T00:00:00"} | ganti
    return dokumen(isi, dasar.pop("berkas"), nip, periode=periode, lembar="Evaluasi", **dasar)


def lembar(jenis: JenisEkinerja, baris: list[BarisEkinerja], **kepala: Any) -> LembarEkinerja:
    """An export; a later `ditarik` counts before an earlier one."""
    dasar = {"berkas": "ekspor.xlsx", "ditarik": "2026-07-02T00:00:00", "tahun": 2026} | kepala
    return LembarEkinerja(lembar="Data", jenis=jenis, kolom={"nip": "B"}, baris=tuple(baris), **dasar)


def kaya(pegawai: int = 180, benih: int = 11, aturan: str = "permen-6-2022") -> Instansi:
    """The same seed gives the same one."""
    dasar = bangun(pegawai, benih, aturan=aturan)
    acak = random.Random(benih + 1)
    semua = tuple(_berjenjang(p, acak) for p in dasar.konteks.daftar.pegawai)
    berkas = [d for d in dasar.konteks.dokumen if not isinstance(d.isi, Skp | Mph)]
    laporan: list[BarisEkinerja] = []
    rating: dict[str, list[BarisEkinerja]] = {"2026-TW2": [], "2025-AKHIR": []}
    for i, satu in enumerate(semua):
        berkas += _berkas_orang(satu, acak)
        laporan += _laporan(satu, i, acak)
        for kode, isi in rating.items():
            isi.extend(_rating(satu, kode, i, acak))
    berkas += _matriks(semua, acak)
    ekspor = (
        lembar(JenisEkinerja.SKP, laporan, berkas="laporan_skp.xlsx"),
        lembar(JenisEkinerja.REKAP, rating["2026-TW2"], periode="2026-TW2", berkas="rekap_tw2.xlsx"),
        lembar(
            JenisEkinerja.PENILAIAN,
            rating["2025-AKHIR"],
            periode="2025-AKHIR",
            tahun=2025,
            berkas="tahunan.xlsx",
        ),
    )
    konteks = replace(
        dasar.konteks,
        daftar=replace(dasar.konteks.daftar, pegawai=semua),
        dokumen=tuple(berkas),
        lembar_ekinerja=ekspor,
    )
    return Instansi(konteks, dasar.temuan)


def _berjenjang(satu: Pegawai, acak: random.Random) -> Pegawai:
    jenjang = next((isi for kata, isi in JENJANG.items() if kata in satu.jabatan), None)
    return replace(satu, jenjang="Ahli Dewa" if jenjang and acak.random() < 0.05 else jenjang)


def _berkas_orang(satu: Pegawai, acak: random.Random) -> list[Any]:
    """SKP of every make, evaluations of TW2 and of the year."""
    nip, undi, kirim = satu.nip, acak.random(), []
    if undi < 0.12:
        kirim += [skp(nip, p, satu.jabatan, f"SKP{i}_{nip}.xlsx") for i, p in enumerate(SEMESTER)]
    elif undi < 0.2:
        kirim.append(skp(nip, SETAHUN, satu.jabatan, f"SKP_{nip}.xlsx"))
        kirim.append(skp(nip, SETAHUN, "Plt. Kepala Bidang", f"SKPplt_{nip}.xlsx", 3))
    elif undi < 0.28:
        kirim.append(skp(nip, SEMESTER[1], satu.jabatan, f"SKP_{nip}.xlsx"))
    elif undi < 0.85:
        kirim.append(skp(nip, SETAHUN, satu.jabatan, f"SKP_{nip}.xlsx", acak.randint(1, 4)))
    for kode, bagian in (("2026-TW2", 0.5), ("2026-AKHIR", 0.7)):
        if acak.random() < bagian:
            tanggal = f"2026-12-{acak.randint(10, 28)}" if acak.random() < 0.7 else None
            kirim.append(evaluasi(nip, kode, acak, tanggal=tanggal))
            if acak.random() < 0.1:
                nama = f"EVplt_{kode}_{nip}.xlsx"
                lanjut = "2026-08-01T00:00:00"
                kirim.append(evaluasi(nip, kode, acak, jabatan="Plh. Camat", berkas=nama, disimpan=lanjut))
    return kirim


def _laporan(satu: Pegawai, nomor: int, acak: random.Random) -> list[BarisEkinerja]:
    """Rows of a Laporan SKP: some have none, some a Plt row or an earlier SKP besides."""
    if nomor % 3 == 0:
        return []
    status = acak.choice(("persetujuan", "persetujuan", "pengajuan", "draft"))
    semua = [(status, False, date(2026, 12, 31))]
    if nomor % 7 == 0:
        semua.append(("persetujuan", True, date(2026, 12, 31)))
    if nomor % 10 == 1:
        semua.append(("draft", False, date(2026, 6, 30)))
    acak.shuffle(semua)
    return [
        BarisEkinerja(
            baris=100 * nomor + i, nip=satu.nip, status_skp=isi, plt=plt, awal=date(2026, 1, 1), akhir=akhir
        )
        for i, (isi, plt, akhir) in enumerate(semua, start=1)
    ]


def _rating(satu: Pegawai, kode: str, nomor: int, acak: random.Random) -> list[BarisEkinerja]:
    if acak.random() < 0.35:
        return []
    hasil, perilaku = acak.choices(RATING, (4, 5, 1))[0], acak.choices(RATING, (4, 5, 1))[0]
    if acak.random() < 0.1:
        return [BarisEkinerja(baris=nomor + 6, nip=satu.nip, periode=kode)]
    predikat = KUADRAN[hasil, perilaku]
    return [
        BarisEkinerja(
            baris=nomor + 6, nip=satu.nip, periode=kode, hasil=hasil, perilaku=perilaku, predikat=predikat
        )
    ]


def _matriks(semua: tuple[Pegawai, ...], acak: random.Random) -> list[Any]:
    """A matrix for every second leader; members with no, one or several peran, a last column nobody is under."""
    hasil = []
    pemimpin = list(dict.fromkeys(p.atasan for p in semua if p.atasan))
    for nip in pemimpin[::2]:
        anggota = [p for p in semua if p.atasan == nip]
        kolom = tuple(KolomMph(judul=f"Kolom {k} milik {nip[-3:]}") for k in range(6))
        baris = tuple(
            BarisMph(
                nama=p.nama,
                nip=p.nip,
                jabatan=p.jabatan,
                peran=tuple(
                    tuple(f"Peran {k}.{j}" for j in range(acak.choice((0, 0, 0, 0, 1, 2)))) for k in range(5)
                ),
            )
            for p in anggota[: max(1, len(anggota) - 1)]
        )
        isi = Mph(unit_kerja="Tim", pimpinan=BarisMph(nip=nip), kolom=kolom, anggota=baris)
        hasil.append(dokumen(isi, f"MPH_{nip}.xlsx", nip))
    return hasil
