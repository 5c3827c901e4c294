"""S211, S215, S216: how an SKP was set: its date, signatures and lampiran."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.checks.isian import kosong
from skpbook.checks.registry import aturan
from skpbook.domain.periode import baca_tanggal, tulis_tanggal
from skpbook.domain.skp import LampiranSkp, Skp
from skpbook.domain.temuan import Temuan, Tingkat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.checks.kertas import Kertas
    from skpbook.checks.konteks import Konteks

_TANGGAL = ("tanggal_penilai", "tanggal_pegawai")
_PENGESAHAN = {
    "tempat_pegawai": "tempat",
    "tanggal_pegawai": "tanggal",
    "tempat_penilai": "tempat",
    "tanggal_penilai": "tanggal",
    "nama_pegawai": "nama pegawai",
    "nama_penilai": "nama pejabat penilai",
}
_DAFTAR_LAMPIRAN = {
    "dukungan_sumber_daya": "dukungan sumber daya",
    "skema_pertanggungjawaban": "skema pertanggungjawaban",
    "konsekuensi": "konsekuensi",
}


@aturan(
    "S211",
    Tingkat.PERINGATAN,
    "SKP ditetapkan sesudah 31 Januari",
    dasar="Permen PANRB 6/2022 Pasal 14: SKP ditetapkan paling lambat akhir Januari tahun berjalan.",
    penjelasan="Tanggal pengesahan SKP dibandingkan dengan 31 Januari tahun periodenya. SKP yang "
    "periodenya tidak dimulai pada 1 Januari (pegawai baru, mutasi) tidak diperiksa.",
    salah="SKP periode 1 Januari sampai 31 Desember 2026 ditetapkan 3 Maret 2026.",
    benar="SKP itu ditetapkan 28 Januari 2026.",
)
def terlambat_ditetapkan(konteks: Konteks) -> Iterator[Temuan]:
    for kertas in konteks.dari(Skp):
        if kertas.rentang is None or kertas.rentang[0] != date(kertas.rentang[0].year, 1, 1):
            continue
        batas = date(kertas.rentang[0].year, 1, 31)
        ada = ((bidang, _tanggal(kertas, bidang)) for bidang in _TANGGAL)
        bidang, tanggal = max(((b, t) for b, t in ada if t), key=lambda satu: satu[1], default=("", date.min))
        if tanggal > batas:
            yield temuan(
                "S211",
                f"SKP ditetapkan {tulis_tanggal(tanggal)}, sesudah {tulis_tanggal(batas)}.",
                dokumen=kertas.dokumen,
                jalur=f"pengesahan.{bidang}",
                daftar=konteks.daftar,
                pegawai=kertas.pegawai,
                ditemukan=tulis_tanggal(tanggal),
                seharusnya=f"paling lambat {tulis_tanggal(batas)}",
                saran="Periksa tanggalnya; bila benar, catat alasan keterlambatannya.",
            )


def _tanggal(kertas: Kertas[Skp], bidang: str) -> date | None:
    teks: str | None = getattr(kertas.isi.pengesahan, bidang)
    return baca_tanggal(teks) if teks else None


@aturan(
    "S215",
    Tingkat.PERINGATAN,
    "Lampiran SKP belum lengkap",
    dasar="Permen PANRB 6/2022 Pasal 11-13: dukungan sumber daya, skema pertanggungjawaban, dan konsekuensi.",
    penjelasan="Ketiga daftar pada lampiran SKP masing-masing berisi sekurang-kurangnya satu baris.",
    salah="Daftar konsekuensi kosong.",
    benar="Daftar konsekuensi memuat penghargaan dan tindak lanjut yang disepakati.",
)
def lampiran_kosong(konteks: Konteks) -> Iterator[Temuan]:
    for kertas in konteks.dari(LampiranSkp):
        for bidang, sebut in _DAFTAR_LAMPIRAN.items():
            if all(kosong(satu) for satu in getattr(kertas.isi, bidang)):
                pertama = f"{bidang}[0]"
                yield temuan(
                    "S215",
                    f"Daftar {sebut} pada lampiran SKP kosong.",
                    dokumen=kertas.dokumen,
                    jalur=pertama if pertama in kertas.dokumen.tempat else bidang,
                    daftar=konteks.daftar,
                    pegawai=kertas.pegawai,
                    saran=f"Isi {sebut} yang disepakati dalam dialog kinerja.",
                )


@aturan(
    "S216",
    Tingkat.PERINGATAN,
    "Tempat, tanggal, atau nama pada pengesahan belum diisi",
    dasar="Permen PANRB 6/2022 Pasal 15: SKP ditandatangani pegawai dan pejabat penilai kinerja.",
    penjelasan="Bagian tanda tangan SKP memuat tempat, tanggal, dan nama kedua pihak sesuai formulirnya. "
    "Satu temuan untuk setiap SKP, pada isian pertama yang kosong.",
    salah="Tanggal pengesahan kosong.",
    benar="Kota Contoh, 15 Januari 2026",
)
def pengesahan_kosong(konteks: Konteks) -> Iterator[Temuan]:
    for kertas in konteks.dari(Skp):
        hampa = [
            bidang
            for bidang in _PENGESAHAN
            if f"pengesahan.{bidang}" in kertas.dokumen.tempat
            and kosong(getattr(kertas.isi.pengesahan, bidang))
        ]
        if hampa:
            sebut = ", ".join(dict.fromkeys(_PENGESAHAN[bidang] for bidang in hampa))
            yield temuan(
                "S216",
                f"Pengesahan SKP belum lengkap: {sebut}.",
                dokumen=kertas.dokumen,
                jalur=f"pengesahan.{hampa[0]}",
                daftar=konteks.daftar,
                pegawai=kertas.pegawai,
                saran="Lengkapi sebelum SKP ditandatangani.",
            )
