"""What the annual predikat lead to, as proposals: penghargaan, the six months to improve, keberatan."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.checks.nilai import nilai
from skpbook.domain.evaluasi import DokumenEvaluasi, Evaluasi
from skpbook.domain.pegawai import Keluarga
from skpbook.domain.periode import baca_tanggal
from skpbook.regulation.tindak_lanjut import (
    TindakLanjut,
    batas_keberatan,
    batas_perbaikan,
    tindak_lanjut,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from skpbook.checks.konteks import Konteks
    from skpbook.recap.riwayat import Riwayat


class TanggalEvaluasi(Struct, frozen=True):
    """When an annual evaluation was made by the penilai, and when the pegawai signed that he has it."""

    ditetapkan: date | None = None
    diterima: date | None = None


class BarisLanjutan(Struct, frozen=True, kw_only=True):
    """One proposal. `letak` is the pegawai's place in the frame, `predikat` year by year as words.

    `batas_perbaikan` and `batas_keberatan` are None where no date of the evaluation is known.
    """

    letak: int
    lanjut: TindakLanjut
    predikat: str
    mulai: date | None = None
    batas_perbaikan: date | None = None
    batas_keberatan: date | None = None


def tanggal_evaluasi(konteks: Konteks) -> Mapping[tuple[str, int], TanggalEvaluasi]:
    """(NIP, year) -> the dates of the annual evaluation, as far as the papers in the context tell."""
    hasil: dict[tuple[str, int], TanggalEvaluasi] = {}
    for (nip, periode), semua in konteks.evaluasi.items():
        dihitung = nilai(semua).dokumen
        if periode.endswith("-AKHIR") and dihitung is not None and isinstance(dihitung.isi, Evaluasi):
            hasil[nip, int(periode[:4])] = TanggalEvaluasi(_tanggal(dihitung.isi.pengesahan.tanggal_penilai))
    for kertas in konteks.dari(DokumenEvaluasi):
        if kertas.nip and kertas.periode and kertas.periode.endswith("-AKHIR"):
            kunci = kertas.nip, int(kertas.periode[:4])
            pengesahan = kertas.isi.pengesahan
            ada = hasil.get(kunci, TanggalEvaluasi())
            hasil[kunci] = TanggalEvaluasi(
                ada.ditetapkan or _tanggal(pengesahan.tanggal_penilai), _tanggal(pengesahan.tanggal_pegawai)
            )
    return hasil


def _tanggal(teks: str | None) -> date | None:
    return baca_tanggal(teks) if teks else None


def susun_lanjutan(
    pegawai: pd.DataFrame, riwayat: Riwayat, tanggal: Mapping[tuple[str, int], TanggalEvaluasi]
) -> tuple[BarisLanjutan, ...]:
    """The proposals for everybody whose annual predikat lead to one, in the order of the frame.

    Who is dikecualikan (retired, moved away) gets none.
    """
    tahun = riwayat.tahun()
    hasil = []
    for letak, (nip, keluarga, status) in enumerate(
        zip(pegawai["nip"], pegawai["keluarga"], pegawai["status"], strict=True)
    ):
        milik = {satu: p for satu in tahun if (p := riwayat.milik(letak, f"{satu}-AKHIR")) is not None}
        lanjut = tindak_lanjut(milik, Keluarga(keluarga)) if status != "Dikecualikan" else None
        if lanjut is None:
            continue
        kapan = tanggal.get((nip, max(milik)), TanggalEvaluasi())
        perbaikan = lanjut.jenis == "perbaikan"
        diterima = kapan.diterima or kapan.ditetapkan
        hasil.append(
            BarisLanjutan(
                letak=letak,
                lanjut=lanjut,
                predikat="; ".join(f"{satu}: {milik[satu].value}" for satu in lanjut.tahun),
                mulai=kapan.ditetapkan,
                batas_perbaikan=batas_perbaikan(kapan.ditetapkan) if perbaikan and kapan.ditetapkan else None,
                batas_keberatan=batas_keberatan(diterima) if diterima else None,
            )
        )
    return tuple(hasil)
