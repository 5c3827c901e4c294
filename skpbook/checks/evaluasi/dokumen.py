"""E515: the dokumen evaluasi (FORMAT D.1.1) beside the hasil evaluasi it sums up."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from skpbook.checks.buat import temuan
from skpbook.checks.isian import kosong, seluruh_daftar
from skpbook.checks.nama import inti_nama
from skpbook.checks.registry import aturan
from skpbook.domain.evaluasi import DokumenEvaluasi, Evaluasi
from skpbook.domain.nip import bersihkan
from skpbook.domain.temuan import Temuan, Tingkat
from skpbook.regulation.label import kenali_capaian, kenali_predikat

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from skpbook.checks.kertas import Kertas
    from skpbook.checks.konteks import Konteks

_SEBUTAN = {
    "capaian_organisasi": "Capaian kinerja organisasi",
    "predikat": "Predikat",
    "pegawai.nama": "Nama pegawai",
    "penilai.nama": "Nama penilai",
}


@aturan(
    "E515",
    Tingkat.GALAT,
    "Dokumen evaluasi berbeda dari hasil evaluasi",
    dasar="Permen PANRB 6/2022, FORMAT D.1.1 Dokumen Evaluasi Kinerja: memuat capaian kinerja organisasi dan "
    "predikat dari hasil evaluasi.",
    penjelasan="Capaian kinerja organisasi, predikat, dan nama pegawai serta penilai pada dokumen evaluasi "
    "dibandingkan dengan hasil evaluasi pegawai dan periode yang sama. Nama orang yang ada dalam daftar pegawai "
    "dinilai I106 dan I108, dan tahun atau periode yang berbeda dalam satu buku kerja E518. Isian yang kosong di "
    "hasil evaluasi tidak dibandingkan.",
    salah="Hasil evaluasi berpredikat Baik, dokumen evaluasi Sangat Baik.",
    benar="Keduanya berpredikat Baik.",
)
def dokumen_beda(konteks: Konteks) -> Iterator[Temuan]:
    for kertas in konteks.dari(DokumenEvaluasi):
        semua = _evaluasinya(konteks, kertas)
        if not semua:
            continue
        beda = [(satu, dict(_beda(konteks, kertas.isi, satu.isi))) for satu in semua]
        acuan, isi = min(beda, key=lambda pasangan: len(pasangan[1]))
        for jalur, (ditemukan, seharusnya) in isi.items():
            if not ditemukan and kertas.dokumen.cap is not None and kertas.dokumen.cap.sah:
                continue  # B014: in a template of ours these cells are formulas
            yield temuan(
                "E515",
                f"{_SEBUTAN[jalur]} pada dokumen evaluasi "
                + ("berbeda dari hasil evaluasi." if ditemukan else "belum diisi."),
                dokumen=kertas.dokumen,
                jalur=jalur,
                daftar=konteks.daftar,
                pegawai=kertas.pegawai,
                periode=kertas.periode,
                ditemukan=ditemukan,
                seharusnya=seharusnya,
                saran="Samakan dengan hasil evaluasi; bila hasil evaluasi yang keliru, perbaiki keduanya.",
                kaitan=acuan.dokumen.rujukan(jalur),
            )


def _evaluasinya(konteks: Konteks, kertas: Kertas[DokumenEvaluasi]) -> Sequence[Kertas[Evaluasi]]:
    """The hasil evaluasi it goes with: in its own workbook, else of the same pegawai and period."""
    lembar = konteks.menurut_berkas[kertas.dokumen.berkas]
    sendiri = [cast("Kertas[Evaluasi]", satu) for satu in lembar if isinstance(satu.isi, Evaluasi)]
    return sendiri or konteks.evaluasi.get((kertas.nip or "", kertas.periode or ""), ())


def _beda(
    konteks: Konteks, kini: DokumenEvaluasi, acuan: Evaluasi
) -> Iterator[tuple[str, tuple[str | None, str]]]:
    """(path, (found, expected)) of what differs."""
    for jalur, kenali, ini, itu in (
        ("capaian_organisasi", kenali_capaian, kini.capaian_organisasi, acuan.capaian_organisasi),
        ("predikat", kenali_predikat, kini.predikat, acuan.predikat),
    ):
        dikenal = kenali(itu) if itu else None
        if dikenal is None or (ini and (kenali(ini) is dikenal or seluruh_daftar(jalur, ini))):
            continue
        yield jalur, (None if kosong(ini) else ini, dikenal)
    for jalur, satu, dua in (
        ("pegawai.nama", kini.pegawai, acuan.pegawai),
        ("penilai.nama", kini.penilai, acuan.penilai),
    ):
        if any(bersihkan(orang.nip or "") in konteks.daftar.menurut_nip for orang in (satu, dua)):
            continue
        if satu.nama and dua.nama and inti_nama(satu.nama) != inti_nama(dua.nama):
            yield jalur, (satu.nama, dua.nama)
