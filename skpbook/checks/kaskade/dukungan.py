"""K407: what of the leader nobody supports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.checks.isian import contoh_formulir
from skpbook.checks.kaskade.cocok import terdekat
from skpbook.checks.kaskade.pemimpin import pemimpin_skp
from skpbook.checks.nama_hasil import jalur_menurut_nama, nama_hasil
from skpbook.checks.registry import aturan
from skpbook.domain.skp import Skp
from skpbook.domain.teks import normal_rencana
from skpbook.domain.temuan import Temuan, Tingkat

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from skpbook.checks.kertas import Kertas
    from skpbook.checks.konteks import Konteks
    from skpbook.domain.mph import Mph


@aturan(
    "K407",
    Tingkat.PERINGATAN,
    "RHK atau IKI pimpinan tidak didukung siapa pun",
    dasar="Tujuan matriks peran hasil: setiap hasil kerja pimpinan dibagi habis kepada anggotanya (panduan "
    "BKN Tahap 4).",
    penjelasan="Kolom matriks peran hasil yang tidak memuat peran siapa pun, dan rencana hasil kerja utama "
    "atau indikator pimpinan yang tidak menjadi kolom dan tidak diintervensi SKP mana pun. Diperiksa bila "
    "matriks dan SKP pimpinan sudah masuk.",
    salah="Kolom “Meningkatnya kapasitas organisasi” kosong untuk semua anggota.",
    benar="Sekurang-kurangnya satu anggota mempunyai peran pada setiap kolom.",
)
def tanpa_dukungan(konteks: Konteks) -> Iterator[Temuan]:
    pendukung = _diintervensi(konteks)
    for nip, matriks in konteks.mph.items():
        skp = konteks.skp.get(nip, ())
        if not skp or not any(mph.isi.anggota for mph in matriks):
            continue
        didukung = pendukung.get(nip, frozenset())
        yield from _kolom_kosong(konteks, skp, matriks, didukung)
        yield from _tanpa_kolom(konteks, skp[-1], matriks, didukung)


def _diintervensi(konteks: Konteks) -> Mapping[str, frozenset[str]]:
    """NIP of a leader -> normalised RHK that some SKP says it supports."""
    peta: dict[str, set[str]] = {}
    for kertas in konteks.dari(Skp):
        teks = {
            normal_rencana(hasil.rhk_pimpinan) for _, hasil in kertas.isi.hasil_kerja() if hasil.rhk_pimpinan
        }
        for nip in pemimpin_skp(konteks, kertas) if teks else ():
            peta.setdefault(nip, set()).update(teks)
    return {nip: frozenset(isi) for nip, isi in peta.items()}


def _kolom_kosong(
    konteks: Konteks, skp: tuple[Kertas[Skp], ...], matriks: tuple[Kertas[Mph], ...], didukung: frozenset[str]
) -> Iterator[Temuan]:
    """Columns of the leader's own RHK or IKI under which no member of any of his matrices has a peran."""
    milik = jalur_menurut_nama(skp[-1].isi)
    berisi: set[str] = set()
    kosong: dict[str, tuple[Kertas[Mph], int]] = {}
    for mph in matriks:
        for k, kolom in enumerate(mph.isi.kolom):
            kunci = normal_rencana(kolom.judul or "")
            if any(k < len(baris.peran) and baris.peran[k] for baris in mph.isi.anggota):
                berisi.add(kunci)
            elif kunci in milik and kunci not in didukung:
                kosong.setdefault(kunci, (mph, k))
    for kunci, (mph, k) in kosong.items():
        if kunci not in berisi:
            yield temuan(
                "K407",
                "Tidak ada anggota yang berperan pada kolom ini.",
                dokumen=mph.dokumen,
                jalur=f"kolom[{k}].judul",
                daftar=konteks.daftar,
                pegawai=mph.pegawai,
                ditemukan=mph.isi.kolom[k].judul,
                saran="Beri sekurang-kurangnya satu anggota peran pada kolom ini.",
                kaitan=skp[-1].dokumen.rujukan(milik[kunci]),
            )


def _tanpa_kolom(
    konteks: Konteks, skp: Kertas[Skp], matriks: tuple[Kertas[Mph], ...], didukung: frozenset[str]
) -> Iterator[Temuan]:
    """RHK utama (or IKI, where the matrix is one of IKI) that are no column and that no SKP supports."""
    kolom = {normal_rencana(satu.judul or "") for mph in matriks for satu in mph.isi.kolom}
    dikenal = {nama for _, hasil in skp.isi.hasil_kerja() for nama, _ in nama_hasil(hasil)}
    asing = [(satu, satu) for satu in kolom - dikenal if satu]
    for nomor, hasil in enumerate(skp.isi.utama):
        nama = list(nama_hasil(hasil))
        if (
            not hasil.rencana
            or contoh_formulir(hasil.rencana)
            or normal_rencana(hasil.rencana) in kolom | didukung
        ):
            continue
        iki_berkolom = {letak for satu, letak in nama if letak is not None and satu in kolom}
        lepas = [letak for letak, iki in enumerate(hasil.iki) if letak not in iki_berkolom and iki.indikator]
        for jalur, teks in (
            [(f"utama[{nomor}].iki[{letak}].indikator", hasil.iki[letak].indikator or "") for letak in lepas]
            if iki_berkolom
            else [(f"utama[{nomor}].rencana", hasil.rencana)]
        ):
            if terdekat(normal_rencana(teks), asing, konteks.ambang) is not None:
                continue  # a column meant for it, misspelt: K406
            yield temuan(
                "K407",
                "Hasil kerja pimpinan ini tidak menjadi kolom matriks peran hasil dan tidak didukung siapa "
                "pun.",
                dokumen=skp.dokumen,
                jalur=jalur,
                daftar=konteks.daftar,
                pegawai=skp.pegawai,
                ditemukan=teks,
                saran="Tambahkan sebagai kolom matriks peran hasil dan bagi perannya.",
                kaitan=matriks[0].dokumen.rujukan("kolom[0].judul"),
            )
