"""S217, S220: what was never filled in: example texts, dots, whole lists of choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.checks.isian import PILIHAN, contoh_formulir, seluruh_daftar, titik_tersisa
from skpbook.checks.jalur import ada_teks, teks_berjalur
from skpbook.checks.registry import aturan
from skpbook.domain.evaluasi import DokumenEvaluasi, Evaluasi
from skpbook.domain.mph import Mph
from skpbook.domain.skp import LampiranSkp, Skp
from skpbook.domain.strategi import ManualSkp, PerjanjianKinerja, WorkblockSkp
from skpbook.domain.temuan import Temuan, Tingkat
from skpbook.regulation.pilihan import daftar_pilihan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.checks.kertas import Kertas
    from skpbook.checks.konteks import Konteks
    from skpbook.domain.dokumen import Isi

_BERTEKS = (Skp, LampiranSkp, Mph, ManualSkp, WorkblockSkp, PerjanjianKinerja)
"""Papers in which example texts are looked for; in an evaluation the rules E speak of empty cells."""

_BERPILIHAN = (Skp, Mph, PerjanjianKinerja, Evaluasi, DokumenEvaluasi)
_DARI_SKP = ("aspek", "perspektif")
"""An evaluation takes these over from the SKP, where they are reported."""


@aturan(
    "S217",
    Tingkat.GALAT,
    "Contoh atau titik-titik pada formulir belum diganti",
    dasar="Formulir Permen PANRB 6/2022 memuat contoh dan titik-titik yang harus diganti oleh pengisi.",
    penjelasan="Sel masih berisi teks contoh dari formulir kosong, misalnya “Rencana Hasil Kerja Utama 1”, "
    "“IKI 1.1”, “(hasil yang diharapkan …)”, “(tempat), (tanggal, bulan, tahun)”, atau titik-titik. Aturan "
    "lain tidak diberlakukan pada sel itu sampai contohnya diganti. Satu sel dilaporkan satu kali; kepala yang "
    "sama pada beberapa lembar satu buku kerja dilaporkan pada lembar pertamanya.",
    salah="Target 1.1",
    benar="12 laporan",
)
def contoh_tersisa(konteks: Konteks) -> Iterator[Temuan]:
    for lembar in konteks.menurut_berkas.values():
        terlihat: set[object] = set()
        for kertas in sorted(lembar, key=_urutan):
            for jalur, teks in _tersisa(kertas):
                kepala = (jalur, teks) if "[" not in jalur else None
                tempat = kertas.dokumen.di(jalur)
                if tempat in terlihat or kepala in terlihat:
                    continue
                terlihat |= {tempat, kepala} - {None}
                yield temuan(
                    "S217",
                    f"Sel ini masih berisi contoh dari formulir, “{_pendek(teks)}”.",
                    dokumen=kertas.dokumen,
                    jalur=jalur,
                    daftar=konteks.daftar,
                    pegawai=kertas.pegawai,
                    ditemukan=teks,
                    saran="Ganti dengan isi yang sebenarnya, atau kosongkan bila memang tidak diperlukan.",
                )


def _urutan(kertas: Kertas[Isi]) -> int:
    jenis = type(kertas.isi)
    return _BERTEKS.index(jenis) if jenis in _BERTEKS else len(_BERTEKS)


def _tersisa(kertas: Kertas[Isi]) -> Iterator[tuple[str, str]]:
    """Path and text of every cell of a paper that still holds an example."""
    if not isinstance(kertas.isi, _BERTEKS) or not ada_teks(kertas.isi, _contoh):
        return
    for jalur, teks in teks_berjalur(kertas.isi):
        tersisa = titik_tersisa if jalur in ("periode_penilaian", "instansi") else contoh_formulir
        if tersisa(teks):
            yield jalur, teks


def _contoh(medan: str, teks: str) -> bool:
    return titik_tersisa(teks) if medan in ("periode_penilaian", "instansi") else contoh_formulir(teks)


def _utuh(medan: str, teks: str) -> bool:
    return medan in PILIHAN and seluruh_daftar(medan, teks)


def _pendek(teks: str) -> str:
    return teks if len(teks) <= 60 else f"{teks[:59]}…"


@aturan(
    "S220",
    Tingkat.GALAT,
    "Pilihan masih berisi seluruh daftar",
    dasar="Formulir Permen PANRB 6/2022: sel bertanda bintang diisi dengan salah satu pilihan.",
    penjelasan="Sel pilihan masih memuat semua pilihan seperti pada formulir kosong, sehingga belum ada "
    "yang dipilih.",
    salah="Kuantitas/ Kualitas/ Waktu/ Biaya",
    benar="Kuantitas",
)
def pilihan_utuh(konteks: Konteks) -> Iterator[Temuan]:
    for kertas in konteks.kertas:
        if not isinstance(kertas.isi, _BERPILIHAN):
            continue
        dilewati = _DARI_SKP if isinstance(kertas.isi, Evaluasi) else ()
        if not ada_teks(kertas.isi, _utuh):
            continue
        for jalur, teks in teks_berjalur(kertas.isi):
            bidang = jalur.rpartition(".")[2]
            if bidang not in PILIHAN or bidang in dilewati or not seluruh_daftar(bidang, teks):
                continue
            yield temuan(
                "S220",
                "Sel ini masih berisi seluruh daftar pilihan; belum ada yang dipilih.",
                dokumen=kertas.dokumen,
                jalur=jalur,
                daftar=konteks.daftar,
                pegawai=kertas.pegawai,
                periode=kertas.periode,
                ditemukan=teks,
                saran=f"Pilih salah satu: {', '.join(daftar_pilihan(PILIHAN[bidang][0]))}."
                if bidang != "periode"
                else "Tulis satu periode saja, misalnya TRIWULAN I.",
            )
