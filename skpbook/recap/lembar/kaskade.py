"""Kaskade: who supports what from the top down, in outline levels; Rantai Putus: what does not reach the top."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from skpbook.checks.kaskade.ringkasan import Keadaan
from skpbook.recap import nama_lembar as nama
from skpbook.recap.aliran import Hias, Kolom
from skpbook.recap.kaskade import LUAR, Rantai
from skpbook.recap.teks_sel import ringkas

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from skpbook.recap.aliran import Sel
    from skpbook.recap.kaskade import Kaskade
    from skpbook.recap.kertas import LembarKerja
    from skpbook.recap.susun import Rekap

BATAS_POHON = 60_000
"""Rows past which the tree holds the leaders alone, and of them as many levels as fit."""

LEVEL_MAKS = 7
"""Outline levels a spreadsheet has."""

NAMA_TERBANYAK = 6
"""Supporters named; the rest are counted."""

_ORANG = ("sel", "tebal", "lembut")
_MENJOROK = tuple(f"menjorok_{i}" for i in range(LEVEL_MAKS + 2))
_PUTUS = ("sel", "tengah", "peringatan")
_LEPAS = ("sel", "tengah", "galat")
_GAYA_RANTAI: Mapping[str, tuple[str, ...]] = {Rantai.PUTUS.value: _PUTUS, Rantai.LEPAS.value: _LEPAS}
_ANGKA = ("sel", "bilangan", "tengah")
_KOSONG = (*_ANGKA, "peringatan")

KOLOM = (
    Kolom(
        "Pegawai dan Rencana Hasil Kerjanya",
        58,
        varian=tuple((*gaya, satu) for gaya in (_ORANG, ("sel",)) for satu in _MENJOROK),
    ),
    Kolom("Unit Kerja", 20, varian=(_ORANG,)),
    Kolom("Bagian", 10, varian=(_ORANG,)),
    Kolom("Kaskade", 13, ("sel", "tengah"), (_PUTUS, _LEPAS, _ORANG)),
    Kolom("Mendukung RHK", 36, varian=(_ORANG,)),
    Kolom("Pendukung", 10, _ANGKA, (_KOSONG, _ORANG)),
    Kolom("Didukung Oleh", 28, varian=(_ORANG,)),
    Kolom("NIP", 20, ("sel", "teks")),
    Kolom("Lewat", 20),
    Kolom("Tingkat", 8, ("sel", "bilangan")),
    Kolom("No. Unit", 8, ("sel", "bilangan")),
)
KOLOM_CETAK = 6
_KOLOM_RANTAI, _KOLOM_NO_UNIT = 3, 10

KOLOM_PUTUS = (
    Kolom("No", 5, ("sel", "bilangan", "tengah")),
    Kolom("NIP", 19, ("sel", "teks")),
    Kolom("Nama", 22),
    Kolom("Unit Kerja", 20),
    Kolom("Kaskade", 13, ("sel", "tengah"), (_PUTUS, _LEPAS)),
    Kolom("Rencana Hasil Kerja", 38),
    Kolom("Sebab", 42),
    Kolom("Tempat", 30),
    Kolom("RHK Pimpinan yang Ditulis", 38),
    Kolom("No. Unit", 8, ("sel", "bilangan")),
)
KOLOM_CETAK_PUTUS = 7


class Pohon(NamedTuple):
    """Which people stand on the sheet (place, level), and what to say of those who do not."""

    orang: list[tuple[int, int]]
    banyak: int
    keterangan: str


def pohon(rekap: Rekap) -> Pohon:
    """The tree as far as it can be read."""
    kaskade = rekap.kaskade
    semua = list(zip(kaskade.urutan.tolist(), kaskade.tingkat(), strict=True))
    banyak = len(semua) + kaskade.banyak
    if banyak <= BATAS_POHON:
        return Pohon(semua, banyak, "")
    pimpinan = [(orang, dalam) for orang, dalam in semua if kaskade.bawahan[orang]]
    for batas in range(max((dalam for _, dalam in pimpinan), default=0), -1, -1):
        pilih = [(orang, dalam) for orang, dalam in pimpinan if dalam <= batas]
        banyak = len(pilih) + sum(len(kaskade.milik(orang)) for orang, _ in pilih)
        if banyak <= BATAS_POHON:
            break
    else:
        pilih, banyak = [], 0
    tingkat = f" sampai tingkat {batas + 1}" if len(pilih) < len(pimpinan) else ""
    return Pohon(
        pilih,
        banyak,
        f"Yang ditunjukkan {len(pilih)} pegawai yang mempunyai bawahan{tingkat}, dari {len(semua)}; pohon lengkap "
        "tiap unit ada di rekap unitnya: jalankan skpbook rekap --per-unit.",
    )


def tulis(lembar: LembarKerja, rekap: Rekap) -> None:
    """Write the tree and name the columns that the coverage counts over."""
    satu = pohon(rekap)
    awal = lembar.judul(
        "KASKADE RENCANA HASIL KERJA",
        rekap.instansi,
        f"Tahun {rekap.tahun}",
        "Dari puncak ke bawah; baris pegawai diikuti RHK-nya, bawahannya menjorok. Tombol 1 sampai 7 di tepi kiri "
        "membuka dan menutup tingkatnya.",
        "Kaskade: sampai puncak (perjanjian kinerja atau pimpinan tertinggi), putus di atas (mendukung RHK yang "
        "sendirinya lepas), lepas (tidak mendukung RHK siapa pun). Merah dan kuning: lihat Rantai Putus.",
        *([satu.keterangan] if satu.keterangan else []),
    )
    akhir = lembar.daftar(
        "TabelKaskade",
        awal,
        KOLOM,
        satu.banyak,
        _baris(rekap, satu.orang),
        kosong=(0, "Belum ada pegawai dan SKP."),
    )
    lembar.bertingkat(_tingkat(rekap, satu.orang))
    lembar.nama_kolom(nama.KAS_RANTAI, _KOLOM_RANTAI, awal + 1, satu.banyak)
    lembar.nama_kolom(nama.KAS_NO_UNIT, _KOLOM_NO_UNIT, awal + 1, satu.banyak)
    lembar.ws.freeze_panes(awal + 1, 1)
    lembar.nip_teks(awal + 1, 7, akhir)
    lembar.cetak(
        mendatar=True,
        kiri=rekap.instansi,
        kanan=f"Tahun {rekap.tahun}",
        ulang=(awal, awal),
        area=(0, 0, akhir, KOLOM_CETAK),
    )


def _tingkat(rekap: Rekap, orang: list[tuple[int, int]]) -> Iterator[int]:
    """The outline level of every row."""
    for letak, dalam in orang:
        yield min(dalam, LEVEL_MAKS)
        for _ in rekap.kaskade.milik(letak):
            yield min(dalam + 1, LEVEL_MAKS)


def _baris(rekap: Rekap, orang: list[tuple[int, int]]) -> Iterator[tuple[Sel, ...]]:
    kaskade = rekap.kaskade
    nip, nama_orang, unit, nomor = (
        rekap.pegawai[kolom].tolist() for kolom in ("nip", "nama", "unit", "no_unit")
    )
    kosong = Hias(None, _ORANG)
    for letak, dalam in orang:
        ujung = (ringkas(nip[letak], 60), "", dalam + 1, int(nomor[letak]))
        bawahan = int(kaskade.bawahan[letak])
        menjorok = _MENJOROK[min(dalam, LEVEL_MAKS)]
        yield (
            Hias(f"{ringkas(nama_orang[letak], 200)} ({ringkas(nip[letak], 60)})", (*_ORANG, menjorok)),
            Hias(ringkas(unit[letak]), _ORANG),
            kosong,
            kosong,
            Hias("" if kaskade.ada_skp[letak] else "belum ada SKP", _ORANG),
            kosong,
            Hias(f"{bawahan} bawahan langsung" if bawahan else "", _ORANG),
            *ujung,
        )
        menjorok = _MENJOROK[min(dalam, LEVEL_MAKS) + 1]
        for satu in kaskade.milik(letak):
            rantai = kaskade.sebut_rantai(satu)
            pendukung = kaskade.pendukung(satu)
            sepi = bawahan and not pendukung and kaskade.utama[satu]
            yield (
                Hias(ringkas(kaskade.rencana[satu], 600), ("sel", menjorok)),
                ringkas(unit[letak]),
                "Utama" if kaskade.utama[satu] else "Tambahan",
                Hias(rantai, _GAYA_RANTAI.get(rantai, KOLOM[_KOLOM_RANTAI].gaya)),
                sebut_didukung(kaskade, satu, nama_orang),
                Hias(0, _KOSONG) if sepi else len(pendukung) if bawahan or pendukung else None,
                sebut_pendukung(pendukung, nama_orang),
                ujung[0],
                kaskade.sebut_cara(satu),
                *ujung[2:],
            )


def sebut_didukung(kaskade: Kaskade, nomor: int, nama_orang: list[str]) -> str:
    """What an RHK supports and whose it is; else where it stands, or what it says it supports."""
    semua = []
    for ke in kaskade.didukung(nomor):
        milik = int(kaskade.letak[ke])
        siapa = f" ({ringkas(nama_orang[milik], 60)})" if milik != LUAR else ""
        semua.append(ringkas(kaskade.rencana[ke], 300) + siapa)
    if semua:
        return "\n".join(semua)
    if kaskade.sebut_keadaan(nomor) != Keadaan.LEPAS.value:
        return kaskade.sebut_keadaan(nomor)
    ditulis = ringkas(kaskade.ditulis[nomor], 300)
    return f"tertulis, tetapi tidak ditemukan: {ditulis}" if ditulis else "tidak ditulis"


def sebut_pendukung(pendukung: list[int], nama_orang: list[str]) -> str:
    """Names of supporters, at most `NAMA_TERBANYAK`; those of other units are counted."""
    disini = [satu for satu in pendukung if satu != LUAR]
    sebutan = [ringkas(nama_orang[satu], 60) for satu in disini[:NAMA_TERBANYAK]]
    if lebih := len(disini) - len(sebutan):
        sebutan.append(f"{lebih} lainnya")
    if luar := len(pendukung) - len(disini):
        sebutan.append(f"{luar} dari unit lain")
    return "; ".join(sebutan)


def tulis_putus(lembar: LembarKerja, rekap: Rekap) -> None:
    """Write the list of what does not reach the top."""
    kaskade = rekap.kaskade
    awal = lembar.judul(
        "RANTAI KASKADE YANG PUTUS",
        rekap.instansi,
        f"Tahun {rekap.tahun}",
        "RHK yang tidak sampai ke perjanjian kinerja atau RHK pimpinan tertinggi. Betulkan yang lepas dahulu: yang "
        "putus di atas ikut tersambung.",
    )
    putus = [n for n in range(kaskade.banyak) if kaskade.sebut_rantai(n) != Rantai.SAMPAI.value]
    akhir = lembar.daftar(
        "TabelRantaiPutus",
        awal,
        KOLOM_PUTUS,
        len(putus),
        _baris_putus(rekap, putus),
        kosong=(5, "Semua RHK sampai ke puncak." if kaskade.banyak else "Belum ada SKP yang masuk."),
    )
    lembar.ws.freeze_panes(awal + 1, 3)
    lembar.nip_teks(awal + 1, 1, akhir)
    lembar.cetak(
        mendatar=True,
        kiri=rekap.instansi,
        kanan=f"Tahun {rekap.tahun}",
        ulang=(awal, awal),
        area=(0, 0, akhir, KOLOM_CETAK_PUTUS),
    )


def _baris_putus(rekap: Rekap, putus: list[int]) -> Iterator[tuple[Sel, ...]]:
    kaskade = rekap.kaskade
    nip, nama_orang, unit, nomor = (
        rekap.pegawai[kolom].tolist() for kolom in ("nip", "nama", "unit", "no_unit")
    )
    for i, satu in enumerate(putus, start=1):
        letak = int(kaskade.letak[satu])
        rantai = kaskade.sebut_rantai(satu)
        tempat = kaskade.tempat[satu]
        yield (
            i,
            ringkas(nip[letak], 60),
            ringkas(nama_orang[letak]),
            ringkas(unit[letak]),
            Hias(rantai, _GAYA_RANTAI[rantai]),
            ringkas(kaskade.rencana[satu], 600),
            _sebab(kaskade, satu, nama_orang),
            ringkas(f"{tempat.berkas}: {tempat.lembar}!{tempat.sel}"),
            ringkas(kaskade.ditulis[satu], 600),
            int(nomor[letak]),
        )


def _sebab(kaskade: Kaskade, nomor: int, nama_orang: list[str]) -> str:
    ujung = kaskade.ujung.get(nomor)
    if ujung is not None:
        milik = int(kaskade.letak[ujung])
        siapa = f" milik {ringkas(nama_orang[milik], 60)}" if milik != LUAR else ""
        return f"Rantainya berakhir di RHK{siapa} yang tidak mendukung apa pun: {ringkas(kaskade.rencana[ujung], 200)}"
    atas = int(kaskade.atasan[int(kaskade.letak[nomor])])
    if atas != LUAR and not kaskade.ada_skp[atas]:
        return f"SKP pimpinannya, {ringkas(nama_orang[atas], 60)}, belum masuk."
    if not kaskade.ditulis[nomor].strip():
        return (
            "RHK pimpinan yang diintervensi tidak ditulis dan RHK ini bukan peran dalam matriks pimpinannya."
        )
    return "RHK pimpinan yang ditulis tidak sama dengan RHK mana pun dalam SKP pimpinannya."
