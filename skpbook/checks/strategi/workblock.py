"""M306, M307: the workblock (FORMAT A.1.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.checks.isian import contoh_formulir, kosong
from skpbook.checks.nama_hasil import jalur_menurut_nama
from skpbook.checks.registry import aturan
from skpbook.domain.strategi import Workblock, WorkblockSkp
from skpbook.domain.teks import normal
from skpbook.domain.temuan import Temuan, Tingkat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.checks.kertas import Kertas
    from skpbook.checks.konteks import Konteks

_DASAR = "Panduan BKN Tahap 4, FORMAT A.1.4 (workblock)."


def _workblock(konteks: Konteks) -> Iterator[tuple[Kertas[WorkblockSkp], str, Workblock]]:
    """Every workblock in which anything stands."""
    for kertas in konteks.dari(WorkblockSkp):
        for nomor, satu in enumerate(kertas.isi.workblock):
            if satu != Workblock():
                yield kertas, f"workblock[{nomor}]", satu


@aturan(
    "M306",
    Tingkat.GALAT,
    "Workblock mengintervensi indikator yang tidak ada dalam SKP",
    dasar=_DASAR,
    penjelasan="Indikator dan target yang diintervensi harus menyebut sekurang-kurangnya satu rencana "
    "hasil kerja atau indikator dalam SKP pemiliknya. Dibandingkan bila SKP sudah masuk.",
    salah="Workblock mengintervensi “Indeks inovasi”, yang tidak ada dalam SKP.",
    benar="Workblock mengintervensi “Indeks kepuasan masyarakat: 90”.",
)
def workblock_asing(konteks: Konteks) -> Iterator[Temuan]:
    for kertas, jalur, satu in _workblock(konteks):
        teks = satu.indikator_diintervensi
        skp = konteks.skp.get(kertas.nip or "", ())
        if not skp or kosong(teks) or contoh_formulir(teks or ""):
            continue
        kata = f" {normal(teks or '')} "
        if any(f" {nama} " in kata for lembar in skp for nama in jalur_menurut_nama(lembar.isi)):
            continue
        yield temuan(
            "M306",
            "Workblock ini mengintervensi indikator yang tidak ada dalam SKP.",
            dokumen=kertas.dokumen,
            jalur=f"{jalur}.indikator_diintervensi",
            daftar=konteks.daftar,
            pegawai=kertas.pegawai,
            ditemukan=teks,
            saran="Tulis indikator seperti dalam SKP, boleh beserta targetnya.",
            kaitan=skp[-1].dokumen.rujukan("utama[0].iki[0].indikator"),
        )


@aturan(
    "M307",
    Tingkat.PERINGATAN,
    "Workblock tanpa strategi atau keluaran kunci",
    dasar=_DASAR,
    penjelasan="Setiap workblock memuat sekurang-kurangnya satu strategi (key activities) dan satu "
    "keluaran kunci (key milestone), rutin atau transformatif.",
    salah="Kolom keluaran kunci kosong.",
    benar="Keluaran kunci: terbitnya peraturan bupati tentang layanan terpadu.",
)
def workblock_kosong(konteks: Konteks) -> Iterator[Temuan]:
    for kertas, jalur, satu in _workblock(konteks):
        for bidang, sebut in (("strategi", "strategi"), ("keluaran", "keluaran kunci")):
            isi = (*getattr(satu, f"{bidang}_rutin"), *getattr(satu, f"{bidang}_transformatif"))
            if all(kosong(teks) for teks in isi):
                pertama = f"{jalur}.{bidang}_rutin"
                yield temuan(
                    "M307",
                    f"Workblock ini tidak memuat {sebut}.",
                    dokumen=kertas.dokumen,
                    jalur=f"{pertama}[0]" if f"{pertama}[0]" in kertas.dokumen.tempat else pertama,
                    daftar=konteks.daftar,
                    pegawai=kertas.pegawai,
                    ditemukan=satu.judul,
                    saran=f"Isi {sebut} rutin atau transformatif.",
                )
