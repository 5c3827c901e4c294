"""E503: what an evaluation must have filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.checks.isian import kosong
from skpbook.checks.registry import aturan
from skpbook.domain.evaluasi import Evaluasi, HasilDinilai
from skpbook.domain.temuan import Temuan, Tingkat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.checks.konteks import Konteks


@aturan(
    "E503",
    Tingkat.GALAT,
    "Realisasi kosong",
    dasar="Formulir Hasil Evaluasi, kolom REALISASI BERDASARKAN BUKTI DUKUNG (panduan BKN).",
    penjelasan="Setiap indikator, atau hasil kerjanya sebagai keseluruhan, mempunyai realisasi. Tanda "
    "strip dan titik-titik dihitung kosong. Evaluasi yang tidak berealisasi sama sekali dilaporkan satu "
    "kali.",
    salah="Kolom realisasi berisi “-”.",
    benar="50% berdasarkan hasil penilaian tim pengelola kinerja",
)
def realisasi_kosong(konteks: Konteks) -> Iterator[Temuan]:
    for kertas in konteks.dari(Evaluasi):
        jumlah = 0
        hampa: list[str] = []
        for jalur, hasil in kertas.isi.hasil_kerja():
            sel = list(sel_realisasi(jalur, hasil))
            jumlah += len(sel)
            hampa.extend(letak for letak, teks in sel if kosong(teks))
        hampa = list({kertas.dokumen.di(letak): letak for letak in reversed(hampa)}.values())[::-1]
        semua = len(hampa) == jumlah > 1
        for letak in hampa[:1] if semua else hampa:
            yield temuan(
                "E503",
                f"Seluruh realisasi ({jumlah} baris) belum diisi." if semua else "Realisasi belum diisi.",
                dokumen=kertas.dokumen,
                jalur=letak,
                daftar=konteks.daftar,
                pegawai=kertas.pegawai,
                periode=kertas.periode,
                saran="Tulis realisasi dan sumbernya, “… berdasarkan …”.",
            )


def sel_realisasi(jalur: str, hasil: HasilDinilai) -> Iterator[tuple[str, str | None]]:
    """The realisasi cells of an RHK: its own where it is written once for all, else one an IKI that says
    something.
    """
    berisi = [(nomor, iki) for nomor, iki in enumerate(hasil.iki) if iki.indikator]
    if not kosong(hasil.realisasi) or not berisi:
        if hasil.rencana:
            sendiri = hasil.realisasi or next((iki.realisasi for iki in hasil.iki if iki.realisasi), None)
            yield f"{jalur}.realisasi", sendiri
        return
    for nomor, iki in berisi:
        yield f"{jalur}.iki[{nomor}].realisasi", iki.realisasi
