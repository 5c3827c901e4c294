"""E512-E514, E518: which period an evaluation is of."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.checks.kertas import periode_dari, periode_terlihat
from skpbook.checks.registry import aturan
from skpbook.domain.evaluasi import DokumenEvaluasi, Evaluasi
from skpbook.domain.periode import baca_rentang, baca_tanggal, tulis_rentang, tulis_tanggal
from skpbook.domain.temuan import Temuan, Tingkat
from skpbook.regulation.label import kenali_predikat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.checks.kertas import Kertas
    from skpbook.checks.konteks import Konteks
    from skpbook.domain.dokumen import Isi


@aturan(
    "E512",
    Tingkat.GALAT,
    "Periode evaluasi di luar periode SKP",
    dasar="Permen PANRB 6/2022: evaluasi kinerja dilakukan atas SKP yang berlaku pada periode itu.",
    penjelasan="Hari terakhir atau hari pertama periode evaluasi harus berada dalam periode salah satu SKP "
    "pegawai.",
    salah="Evaluasi triwulan I, SKP berlaku 1 Juli sampai 31 Desember.",
    benar="Evaluasi triwulan III, SKP berlaku 1 Juli sampai 31 Desember.",
)
def di_luar_skp(konteks: Konteks) -> Iterator[Temuan]:
    for kertas in konteks.dari(Evaluasi):
        semua = konteks.skp.get(kertas.nip or "", ())
        periode = periode_dari(kertas.periode)
        if not semua or periode is None or konteks.skp_evaluasi(kertas) is not None:
            continue
        berlaku = [tulis_rentang(*skp.rentang) for skp in semua if skp.rentang]
        yield temuan(
            "E512",
            f"Periode evaluasi ini di luar periode SKP yang ada ({'; '.join(berlaku)}).",
            dokumen=kertas.dokumen,
            jalur="periode",
            daftar=konteks.daftar,
            pegawai=kertas.pegawai,
            periode=kertas.periode,
            ditemukan=kertas.isi.periode or kertas.periode,
            saran="Perbaiki periode evaluasi, atau kirim SKP yang berlaku pada periode itu.",
            kaitan=semua[-1].dokumen.rujukan("periode_penilaian"),
        )


@aturan(
    "E513",
    Tingkat.PERINGATAN,
    "Evaluasi tahunan sesudah 31 Januari tahun berikutnya",
    dasar="Panduan BKN: evaluasi kinerja tahunan paling lambat akhir Januari tahun berikutnya.",
    penjelasan="Tanggal pengesahan evaluasi tahunan dibandingkan dengan 31 Januari tahun berikutnya.",
    salah="Evaluasi tahun 2026 disahkan 3 Maret 2027.",
    benar="Evaluasi tahun 2026 disahkan 15 Januari 2027.",
)
def tahunan_terlambat(konteks: Konteks) -> Iterator[Temuan]:
    for kertas in konteks.dari(Evaluasi):
        periode = periode_dari(kertas.periode)
        if periode is None or periode.jenis != "tahunan":
            continue
        batas = date(periode.tahun + 1, 1, 31)
        for bidang in ("tanggal_penilai", "tanggal_pegawai"):
            teks: str | None = getattr(kertas.isi.pengesahan, bidang)
            tanggal = baca_tanggal(teks) if teks else None
            if tanggal is not None and tanggal > batas:
                yield temuan(
                    "E513",
                    f"Evaluasi ini disahkan {tulis_tanggal(tanggal)}, sesudah {tulis_tanggal(batas)}.",
                    dokumen=kertas.dokumen,
                    jalur=f"pengesahan.{bidang}",
                    daftar=konteks.daftar,
                    pegawai=kertas.pegawai,
                    periode=kertas.periode,
                    ditemukan=tulis_tanggal(tanggal),
                    seharusnya=f"paling lambat {tulis_tanggal(batas)}",
                    saran="Periksa tanggalnya; bila benar, catat alasan keterlambatannya.",
                )
                break


@aturan(
    "E514",
    Tingkat.GALAT,
    "Dua evaluasi satu periode dengan predikat berbeda",
    dasar="Satu pegawai mempunyai satu predikat untuk satu periode.",
    penjelasan="Untuk pegawai dan periode yang sama ada dua evaluasi yang berlaku, misalnya pada dua macam "
    "formulir, dan predikatnya berbeda.",
    salah="Evaluasi kuantitatif triwulan I berpredikat Baik, evaluasi kualitatif triwulan I Sangat Baik.",
    benar="Hanya satu evaluasi triwulan I.",
)
def predikat_ganda(konteks: Konteks) -> Iterator[Temuan]:
    for semua in konteks.evaluasi.values():
        urut = sorted(semua, key=lambda satu: (satu.dokumen.berkas, satu.dokumen.lembar))
        nilai = [kenali_predikat(satu.isi.predikat) if satu.isi.predikat else None for satu in urut]
        for satu, ini in zip(urut[1:], nilai[1:], strict=True):
            if None in (ini, nilai[0]) or ini is nilai[0]:
                continue
            yield temuan(
                "E514",
                f"Evaluasi lain untuk periode ini berpredikat {nilai[0]}, yang ini {ini}.",
                dokumen=satu.dokumen,
                jalur="predikat",
                daftar=konteks.daftar,
                pegawai=satu.pegawai,
                periode=satu.periode,
                ditemukan=satu.isi.predikat,
                saran="Tentukan evaluasi mana yang berlaku, lalu tarik yang lain.",
                kaitan=urut[0].dokumen.rujukan("predikat"),
            )


@aturan(
    "E518",
    Tingkat.PERINGATAN,
    "Lembar dalam satu buku kerja menyebut tahun atau periode yang berbeda",
    dasar="Praktik: lembar tahun lalu sering tertinggal dalam buku kerja yang disalin.",
    penjelasan="Tahun pada PERIODE PENILAIAN dan periode evaluasi dibandingkan antarlembar dalam satu buku "
    "kerja. Yang tidak terbaca tidak dibandingkan.",
    salah="Lembar SKP menyebut 2026, lembar lampiran menyebut 2025.",
    benar="Semua lembar menyebut 2026.",
)
def lembar_berbeda(konteks: Konteks) -> Iterator[Temuan]:
    for semua in konteks.menurut_berkas.values():
        pertama: dict[str, tuple[str, Kertas[Isi], str]] = {}
        for kertas in semua:
            for hal, jalur, nilai in _penanda(konteks, kertas):
                acuan = pertama.setdefault(hal, (nilai, kertas, jalur))
                if acuan[0] == nilai:
                    continue
                yield temuan(
                    "E518",
                    f"Lembar ini menyebut {hal} {nilai}, "
                    f"lembar {acuan[1].dokumen.lembar} menyebut {acuan[0]}.",
                    dokumen=kertas.dokumen,
                    jalur=jalur,
                    daftar=konteks.daftar,
                    pegawai=kertas.pegawai,
                    ditemukan=nilai,
                    seharusnya=acuan[0],
                    saran="Samakan pada semua lembar, atau hapus lembar yang tertinggal.",
                    kaitan=acuan[1].dokumen.rujukan(acuan[2]),
                )


def _penanda(konteks: Konteks, kertas: Kertas[Isi]) -> Iterator[tuple[str, str, str]]:
    """What a sheet says of its time: (what, path, value)."""
    isi = kertas.isi
    teks: str | None = getattr(isi, "periode_penilaian", None)
    rentang = baca_rentang(teks) if teks else None
    if rentang is not None:
        yield "tahun", "periode_penilaian", str(rentang[1].year)
    if isinstance(isi, Evaluasi | DokumenEvaluasi) and (kode := periode_terlihat(isi, konteks.tahun)):
        yield "periode", "periode", kode
