"""E504, E505: the source of a realisasi and the feedback."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.checks.evaluasi.isi import sel_realisasi
from skpbook.checks.isian import kosong
from skpbook.checks.registry import aturan
from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.temuan import Temuan, Tingkat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.checks.konteks import Konteks

_SUMBER = re.compile(r"\b(?:berdasar(?:kan)?|menurut|sumber|bukti|sesuai dengan|dibuktikan|tercatat)\b", re.I)


@aturan(
    "E504",
    Tingkat.PERINGATAN,
    "Realisasi tanpa sumber",
    dasar="Formulir Hasil Evaluasi, kolom REALISASI BERDASARKAN BUKTI DUKUNG (panduan BKN).",
    penjelasan="Realisasi menyebut nilainya dan sumbernya, “… berdasarkan …”. Kata menurut, sumber, bukti, "
    "dan tercatat juga diterima.",
    salah="50%",
    benar="50% berdasarkan laporan pemantauan triwulan I",
)
def tanpa_sumber(konteks: Konteks) -> Iterator[Temuan]:
    for kertas in konteks.dari(Evaluasi):
        terlihat: set[object] = set()
        for jalur, hasil in kertas.isi.hasil_kerja():
            for letak, teks in sel_realisasi(jalur, hasil):
                tempat = kertas.dokumen.di(letak)
                if not teks or kosong(teks) or _SUMBER.search(teks) or tempat in terlihat:
                    continue
                terlihat.add(tempat)
                yield temuan(
                    "E504",
                    "Realisasi ini tidak menyebut sumbernya.",
                    dokumen=kertas.dokumen,
                    jalur=letak,
                    daftar=konteks.daftar,
                    pegawai=kertas.pegawai,
                    periode=kertas.periode,
                    ditemukan=teks,
                    saran="Tambahkan “berdasarkan …” dengan bukti dukungnya.",
                )


@aturan(
    "E505",
    Tingkat.PERINGATAN,
    "Tidak ada umpan balik sama sekali",
    dasar="Permen PANRB 6/2022: pimpinan wajib memberi umpan balik berkelanjutan atas hasil kerja dan "
    "perilaku kerja.",
    penjelasan="Bagian hasil kerja dan bagian perilaku kerja masing-masing memuat sekurang-kurangnya satu "
    "umpan balik.",
    salah="Kolom umpan balik kosong dari atas sampai bawah.",
    benar="Pimpinan: Kemajuan lebih cepat dari rencana, pertahankan.",
)
def tanpa_umpan_balik(konteks: Konteks) -> Iterator[Temuan]:
    for kertas in konteks.dari(Evaluasi):
        isi = kertas.isi
        hasil = [
            teks
            for _, satu in isi.hasil_kerja()
            for teks in (satu.umpan_balik, *(iki.umpan_balik for iki in satu.iki))
        ]
        bagian = (
            ("hasil kerja", "utama[0].iki[0].umpan_balik", hasil),
            ("perilaku kerja", "perilaku[0].umpan_balik", [satu.umpan_balik for satu in isi.perilaku]),
        )
        for sebut, jalur, semua in bagian:
            if semua and all(kosong(teks) for teks in semua):
                yield temuan(
                    "E505",
                    f"Tidak ada satu pun umpan balik atas {sebut}.",
                    dokumen=kertas.dokumen,
                    jalur=jalur,
                    daftar=konteks.daftar,
                    pegawai=kertas.pegawai,
                    periode=kertas.periode,
                    saran="Minta umpan balik pimpinan.",
                )
