"""The e-Kinerja exports of one unit of the sample: a Rekap Penilaian (.xlsx) and a Laporan Penilaian (.csv).

They say what the evaluations say, but for the faults planted in them.
"""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from skpbook.contoh.sumber import baca_kepala
from skpbook.contoh.susun_evaluasi import predikat_orang
from skpbook.domain.periode import baca_periode
from skpbook.regulation.label import Predikat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from skpbook.contoh.cacat import Cacat
    from skpbook.contoh.instansi import Instansi
    from skpbook.contoh.sumber import Orang
    from skpbook.domain.pegawai import Pegawai

_KEPALA_REKAP = ("No", "NIP", "Nama", "Jabatan", "Rating Hasil Kinerja", "Rating Perilaku Kerja",
                 "Predikat Kinerja Periodik")  # fmt: skip
_KEPALA_LAPORAN = ("jenis", "id", "nip", "nama", "periode_awal_skp", "periode_akhir_skp", "skp_unor",
                   "skp_jabatan", "is_skp_plt_plh_pjb", "hasil_kerja", "perilaku_kerja", "hasil_akhir",
                   "waktu_dinilai", "tahun_skp", "golru", "jenis_pegawai")  # fmt: skip
_RUSAK = "1,98E+17"

Nilai = tuple[str, str, str]
"""Rating hasil kerja, rating perilaku kerja, predikat."""


def ekspor(instansi: Instansi, cacat: Iterable[Cacat]) -> Mapping[str, bytes]:
    """File name -> export, of the unit samples/instansi.toml names."""
    unit = instansi.unit[baca_kepala().ekinerja]
    cacat = tuple(cacat)
    menurut = {satu.cara: satu.nip or "" for satu in cacat if satu.tahap == "ekinerja"}
    pergi = {satu.nip for satu in cacat if satu.cara == "tidak-terdaftar"}
    orang = [
        satu
        for nip, satu in instansi.orang.items()
        if satu.pegawai.unit == unit.unit.kode and nip not in pergi
    ]
    ekor = f"{unit.unit.kode}_{instansi.periode}"
    hari = date.fromisoformat(unit.tanggal_evaluasi) + timedelta(days=4)
    rekap = [
        [f"9999 - {instansi.nama}"],
        [unit.unit.nama],
        [f"Periode {baca_periode(instansi.periode).label.title()} Tahun {instansi.tahun}"],
        [],
        _KEPALA_REKAP,
        *(_baris_rekap(nomor, *satu) for nomor, satu in enumerate(_isi_rekap(orang, menurut), start=1)),
    ]
    laporan = [
        [
            f"Laporan Penilaian SKP Periode {baca_periode(instansi.periode).label.title()} Tahun {instansi.tahun}"
        ],
        [f"Instansi {instansi.nama}"],
        [f"Periode : {baca_periode(instansi.periode).label.title()}"],
        ["Unor Induk : ALL"],
        [f"Unor : {unit.unit.nama}"],
        [f"Data ditarik pada : {hari.day}/{hari.month}/{hari.year}, 09.15.40"],
        [],
        _KEPALA_LAPORAN,
        *_isi_laporan(orang, menurut, instansi.tahun, unit.unit.nama),
    ]
    return {
        f"Rekap_Penilaian_{ekor}.xlsx": _xlsx(rekap, hari - timedelta(days=1)),
        f"Laporan_Penilaian_SKP_{ekor}.csv": _csv(laporan),
    }


def _isi_rekap(semua: Iterable[Orang], menurut: Mapping[str, str]) -> Iterator[tuple[str, Pegawai, Nilai]]:
    """(NIP as shown, person, ratings) of each row."""
    for orang in semua:
        nip = orang.pegawai.nip
        lain = nip in (menurut.get("nilai-lain"), menurut.get("dua-ekspor"))
        yield nip, orang.pegawai, _nilai(orang, lain=lain)
        if nip == menurut.get("nip-rusak"):
            yield _RUSAK, orang.pegawai, _nilai(orang)


def _isi_laporan(
    semua: Iterable[Orang], menurut: Mapping[str, str], tahun: int, unit: str
) -> Iterator[Sequence[str]]:
    for orang in semua:
        nip = orang.pegawai.nip
        nilai = _nilai(orang, lain=nip == menurut.get("nilai-lain"))
        yield _baris_laporan(orang.pegawai, nilai, tahun, unit)
        if nip == menurut.get("plt"):
            yield _baris_laporan(orang.pegawai, nilai, tahun, unit, plt="1")


def _nilai(orang: Orang, *, lain: bool = False) -> Nilai:
    """As evaluated; `lain`: one step better at the end, as somebody typed it into e-Kinerja."""
    hasil, perilaku = orang.nilai
    predikat = predikat_orang(orang)
    if lain:
        predikat = Predikat.SANGAT_BAIK if predikat is Predikat.BAIK else Predikat.BAIK
    return hasil.value, perilaku.value, predikat.value


def _baris_rekap(nomor: int, nip: str, orang: Pegawai, nilai: Nilai) -> Sequence[str | float]:
    return (float(nomor), nip, orang.nama.upper(), orang.jabatan, *nilai)


def _baris_laporan(orang: Pegawai, nilai: Nilai, tahun: int, unit: str, plt: str = "0") -> Sequence[str]:
    hasil, perilaku, predikat = (satu.lower() for satu in nilai)
    jenis = orang.jenis.value.lower().replace(" ", "_")
    return ("1", f"ID-{orang.nip[-5:]}", orang.nip, orang.nama.upper(), f"{tahun}-01-01", f"{tahun}-12-31", unit,
            orang.jabatan, plt, hasil, perilaku, predikat, f"{tahun}-04-09 08:30:00", str(tahun),
            orang.golongan or "-", jenis)  # fmt: skip


def _xlsx(baris: Sequence[Sequence[str | float]], dibuat: date) -> bytes:
    import xlsxwriter

    keluar = io.BytesIO()
    with xlsxwriter.Workbook(keluar, {"in_memory": True, "strings_to_formulas": False}) as buku:
        buku.set_properties({"created": datetime.combine(dibuat, time(8))})
        lembar = buku.add_worksheet("Rekap")
        for r, satu in enumerate(baris):
            for k, nilai in enumerate(satu):
                lembar.write(r, k, nilai)
    return keluar.getvalue()


def _csv(baris: Sequence[Sequence[str]]) -> bytes:
    keluar = io.StringIO(newline="")
    csv.writer(keluar, delimiter=";").writerows(baris)
    return keluar.getvalue().encode("utf-8-sig")
