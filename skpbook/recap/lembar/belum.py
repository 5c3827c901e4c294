"""Belum Masuk: who has not sent what, by unit and penilai; and the same counted per penilai."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from skpbook.domain.tempat import alamat
from skpbook.recap import nama_lembar as nama
from skpbook.recap.aliran import Hias, Kolom, Rumus
from skpbook.recap.bingkai import BELUM, TIDAK_PERLU
from skpbook.recap.rumus import kutip
from skpbook.recap.teks_sel import ringkas

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt
    import pandas as pd

    from skpbook.recap.aliran import Sel
    from skpbook.recap.kertas import LembarKerja
    from skpbook.recap.susun import Rekap

_PAPER_BELUM = ("sel", "tengah", "tebal", "peringatan")
_PAPER_TIDAK = ("sel", "tengah", "redup")
_PAPER_SUDAH = ("sel", "tengah")

KOLOM = (
    Kolom("No", 5, ("sel", "bilangan", "tengah")),
    Kolom("Unit Kerja", 26),
    Kolom("Pejabat Penilai Kinerja", 26),
    Kolom("Nama", 27),
    Kolom("NIP", 20, ("sel", "teks")),
    Kolom("Jabatan", 27),
    Kolom("SKP", 9, _PAPER_SUDAH, (_PAPER_BELUM, _PAPER_TIDAK)),
    Kolom("MPH", 9, _PAPER_SUDAH, (_PAPER_BELUM, _PAPER_TIDAK)),
    Kolom("Evaluasi", 9, _PAPER_SUDAH, (_PAPER_BELUM, _PAPER_TIDAK)),
    Kolom("Keterangan", 30),
    Kolom("NIP Penilai", 20, ("sel", "teks")),
    Kolom("No. Penilai", 9, ("sel", "bilangan")),
    Kolom("No. Unit", 9, ("sel", "bilangan")),
)
KOLOM_CETAK = 9
KOLOM_PENILAI = (
    Kolom("No", 5, ("sel", "bilangan", "tengah")),
    Kolom("Pejabat Penilai Kinerja", 34),
    Kolom("NIP", 21, ("sel", "teks")),
    Kolom("Pegawai", 10, ("sel", "bilangan")),
    Kolom("SKP", 10, ("sel", "bilangan")),
    Kolom("MPH", 10, ("sel", "bilangan")),
    Kolom("Evaluasi", 10, ("sel", "bilangan")),
)
_PAPER = (("skp", 6, nama.BLM_SKP), ("mph", 7, nama.BLM_MPH), ("evaluasi", 8, nama.BLM_EVALUASI))


def tulis(lembar: LembarKerja, rekap: Rekap) -> None:
    """Write the list, one row a pegawai."""
    belum = rekap.belum
    awal = lembar.judul(
        "YANG BELUM MASUK",
        rekap.instansi,
        f"Periode: {rekap.sebutan_periode}",
        "MPH hanya diminta dari yang mempunyai bawahan. Pegawai yang dikecualikan tidak ditagih.",
    )
    nomor = nomor_penilai(belum)
    isi = (_baris(i, p, nomor) for i, p in enumerate(belum.itertuples(index=False), start=1))
    akhir = lembar.daftar("TabelBelumMasuk", awal, KOLOM, len(belum), isi, kosong=(3, "Semua sudah masuk."))
    for _, k, sebutan in _PAPER:
        lembar.nama_kolom(sebutan, k, awal + 1, len(belum))
    lembar.nama_kolom(nama.BLM_NO_PENILAI, 11, awal + 1, len(belum))
    lembar.nama_kolom(nama.BLM_NO_UNIT, 12, awal + 1, len(belum))
    lembar.ws.freeze_panes(awal + 1, 0)
    lembar.nip_teks(awal + 1, 4, akhir)
    lembar.nip_teks(awal + 1, 10, akhir)
    lembar.cetak(
        mendatar=True,
        kiri=rekap.instansi,
        kanan=rekap.sebutan_periode,
        ulang=(awal, awal),
        area=(0, 0, akhir, KOLOM_CETAK),
    )


def _baris(i: int, p: Any, nomor: Mapping[tuple[str, str], int]) -> tuple[Sel, ...]:
    kertas = (p.skp, p.mph, p.evaluasi)
    gaya = {BELUM: _PAPER_BELUM, TIDAK_PERLU: _PAPER_TIDAK}
    return (
        i,
        ringkas(p.unit),
        ringkas(p.penilai),
        ringkas(p.nama),
        ringkas(p.nip, 60),
        ringkas(p.jabatan),
        *(Hias(satu, gaya[satu]) if satu in gaya else satu for satu in kertas),
        ringkas(p.keterangan),
        ringkas(p.penilai_nip, 60),
        nomor[str(p.penilai_nip), str(p.penilai)],
        int(p.no_unit),
    )


def tulis_penilai(lembar: LembarKerja, rekap: Rekap) -> None:
    """Write the counts per penilai."""
    belum = rekap.belum
    awal = lembar.judul(
        "YANG BELUM MASUK PER PEJABAT PENILAI",
        rekap.instansi,
        f"Periode: {rekap.sebutan_periode}",
        "Berapa pegawai yang dinilainya masih berutang SKP, MPH atau evaluasi.",
    )
    nomor = nomor_penilai(belum)
    hitung = _hitung_penilai(belum, nomor)
    isi = (
        _baris_penilai(lembar, awal, i, nip, penilai, hitung[i - 1].tolist())
        for (nip, penilai), i in nomor.items()
    )
    kosong = (1, "Semua sudah masuk.")
    akhir = lembar.daftar("TabelPenilai", awal, KOLOM_PENILAI, len(nomor), isi, kosong=kosong)
    for k in range(3):
        lembar.teks(akhir + 1, k, "JUMLAH" if k == 1 else None, "jumlah")
    for k, satu in enumerate(hitung.sum(axis=0).tolist(), start=3):
        rumus = f"=SUM({alamat(awal + 1, k)}:{alamat(akhir, k)})"
        lembar.rumus(akhir + 1, k, rumus, satu, "jumlah", "bilangan")
    lembar.ws.freeze_panes(awal + 1, 2)
    lembar.nip_teks(awal + 1, 2, akhir)
    lembar.cetak(mendatar=False, kiri=rekap.instansi, kanan=rekap.sebutan_periode, ulang=(awal, awal))


def _hitung_penilai(belum: pd.DataFrame, nomor: Mapping[tuple[str, str], int]) -> npt.NDArray[np.int_]:
    """A row a penilai: his people in the list, then how many of them owe each paper."""
    pasangan = zip(belum["penilai_nip"], belum["penilai"], strict=True)
    letak = np.array([nomor[str(nip), str(nama)] - 1 for nip, nama in pasangan], dtype=int)
    utang = [belum[bidang].to_numpy(dtype=object) == BELUM for bidang, _, _ in _PAPER]
    semua = (np.ones(len(letak), dtype=bool), *utang)
    kolom = [np.bincount(letak[satu], minlength=len(nomor)) for satu in semua]
    return np.column_stack(kolom).reshape(len(nomor), len(kolom))


def _baris_penilai(
    lembar: LembarKerja, awal: int, nomor: int, nip: str, penilai: str, angka: list[int]
) -> tuple[Sel, ...]:
    syarat = f"{nama.BLM_NO_PENILAI},${alamat(awal + nomor, 0)}"
    rumus = (
        f"COUNTIFS({syarat})",
        *(f"COUNTIFS({syarat},{kolom},{kutip(BELUM)})" for _, _, kolom in _PAPER),
    )
    return (
        nomor,
        ringkas(penilai) or "(tanpa penilai dalam daftar)",
        ringkas(nip, 60),
        *(Rumus(r, n) if lembar.hidup else n for r, n in zip(rumus, angka, strict=True)),
    )


def nomor_penilai(belum: pd.DataFrame) -> dict[tuple[str, str], int]:
    """(NIP, name) of a penilai -> his row number from 1, in the order of the list."""
    pasangan = dict.fromkeys((str(p.penilai_nip), str(p.penilai)) for p in belum.itertuples(index=False))
    return {satu: i for i, satu in enumerate(pasangan, start=1)}
