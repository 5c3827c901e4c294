"""E501, E502, E511: the evaluation against the SKP in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.checks.evaluasi.selaras import normal_target, selaraskan, selaraskan_iki
from skpbook.checks.isian import contoh_formulir, kosong
from skpbook.checks.registry import aturan
from skpbook.domain.evaluasi import Evaluasi, HasilDinilai
from skpbook.domain.teks import normal, normal_rencana
from skpbook.domain.temuan import Temuan, Tingkat
from skpbook.regulation.label import kenali_aspek, kenali_perspektif

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.checks.kertas import Kertas
    from skpbook.checks.konteks import Konteks
    from skpbook.domain.skp import HasilKerja, Skp

_DASAR = "Formulir Hasil Evaluasi: rencana hasil kerja, indikator, dan target disalin dari SKP yang berlaku."
_SEBUTAN = {
    "rencana": "Rencana hasil kerja",
    "indikator": "Indikator kinerja individu",
    "target": "Target",
    "aspek": "Aspek",
    "perspektif": "Perspektif",
}


def _berpasangan(konteks: Konteks) -> Iterator[tuple[Kertas[Evaluasi], Kertas[Skp]]]:
    """Evaluations that hold any hasil kerja, with the SKP in force."""
    for kertas in konteks.dari(Evaluasi):
        skp = konteks.skp_evaluasi(kertas)
        if skp is not None:
            yield kertas, skp


@aturan(
    "E501",
    Tingkat.GALAT,
    "Isi evaluasi berbeda dari SKP yang berlaku",
    dasar=_DASAR,
    penjelasan="Rencana hasil kerja, indikator, target, aspek, dan perspektif pada evaluasi "
    "dibandingkan dengan SKP yang berlaku pada periode itu. Huruf besar-kecil, spasi, tanda baca, dan ekor "
    "“(penugasan dari …)” diabaikan; pada target, koma dan titik desimal dianggap sama.",
    salah="Target pada SKP “95%”, pada evaluasi “90%”.",
    benar="Target pada evaluasi sama dengan SKP; perubahan target dilakukan dengan memperbarui SKP.",
)
def isi_beda(konteks: Konteks) -> Iterator[Temuan]:
    for kertas, skp in _berpasangan(konteks):
        terlihat: set[tuple[str, str]] = set()
        for satu in selaraskan(skp.isi, kertas.isi, konteks.ambang).pasangan:
            for bidang, jalur, ditemukan, jalur_skp, seharusnya in _beda(konteks, kertas, *satu):
                sel = kertas.dokumen.di(jalur).sel
                if (bidang, sel) in terlihat and sel != "A1":
                    continue
                terlihat.add((bidang, sel))
                keadaan = "berbeda dari SKP" if ditemukan else "pada SKP tidak ada di sini"
                if seharusnya is None:
                    keadaan = "tidak ada dalam SKP"
                yield temuan(
                    "E501",
                    f"{_SEBUTAN[bidang]} {keadaan}.",
                    dokumen=kertas.dokumen,
                    jalur=jalur,
                    daftar=konteks.daftar,
                    pegawai=kertas.pegawai,
                    periode=kertas.periode,
                    ditemukan=ditemukan,
                    seharusnya=seharusnya,
                    saran="Samakan dengan SKP yang berlaku; bila SKP yang berubah, kirim SKP yang baru.",
                    kaitan=skp.dokumen.rujukan(jalur_skp),
                )


Beda = tuple[str, str, str | None, str, str | None]
"""(field, path in the evaluation, found, path in the SKP, expected)"""


def _beda(
    konteks: Konteks, kertas: Kertas[Evaluasi], di_skp: tuple[str, HasilKerja], kini: tuple[str, HasilDinilai]
) -> Iterator[Beda]:
    (jalur_skp, semula), (jalur, hasil) = di_skp, kini
    if _terisi("rencana", semula.rencana) and not _teks_sama("rencana", semula.rencana, hasil.rencana):
        yield "rencana", f"{jalur}.rencana", hasil.rencana, f"{jalur_skp}.rencana", semula.rencana
    if not hasil.iki and f"{jalur}.iki[0].indikator" not in kertas.dokumen.tempat:
        return
    berpasangan, hilang, lebih = selaraskan_iki(semula.iki, hasil.iki, konteks.ambang)
    for a, b in berpasangan:
        for bidang in ("indikator", "target", "aspek", "perspektif"):
            acuan, ada = getattr(semula.iki[a], bidang), getattr(hasil.iki[b], bidang)
            letak = f"{jalur}.iki[{b}].{bidang}"
            dinilai = ada is not None or letak in kertas.dokumen.tempat  # else the form has no such column
            if dinilai and _terisi(bidang, acuan) and not _teks_sama(bidang, acuan, ada):
                yield bidang, letak, ada, f"{jalur_skp}.iki[{a}].{bidang}", acuan
    for a in hilang:
        if semula.iki[a].indikator:
            letak = f"{jalur_skp}.iki[{a}].indikator"
            yield "indikator", f"{jalur}.rencana", None, letak, semula.iki[a].indikator
    hampa = sum(1 for iki in semula.iki if not iki.indikator)
    if hampa == len(semula.iki):
        return  # S203: the SKP names no indikator at all
    for b in lebih[hampa:]:
        yield "indikator", f"{jalur}.iki[{b}].indikator", hasil.iki[b].indikator, f"{jalur_skp}.rencana", None


def _terisi(bidang: str, acuan: str | None) -> bool:
    """The SKP says something to compare with; where it does not, a rule S speaks of it there."""
    if not acuan or kosong(acuan) or contoh_formulir(acuan):
        return False
    if bidang == "aspek":
        return kenali_aspek(acuan) is not None
    return bidang != "perspektif" or kenali_perspektif(acuan) is not None


def _teks_sama(bidang: str, acuan: str | None, ada: str | None) -> bool:
    kiri, kanan = acuan or "", ada or ""
    if bidang == "rencana":
        return normal_rencana(kiri) == normal_rencana(kanan)
    if bidang == "target":
        return normal_target(kiri) == normal_target(kanan)
    if normal(kiri) == normal(kanan):
        return True
    if bidang == "aspek":
        return kenali_aspek(kiri) is not None and kenali_aspek(kiri) == kenali_aspek(kanan)
    if bidang == "perspektif":
        return kenali_perspektif(kiri) is not None and kenali_perspektif(kiri) == kenali_perspektif(kanan)
    return False


@aturan(
    "E502",
    Tingkat.GALAT,
    "Hasil kerja SKP hilang atau bertambah dalam evaluasi",
    dasar=_DASAR,
    penjelasan="Setiap hasil kerja dalam SKP yang berlaku dinilai, dan yang dinilai hanya hasil kerja "
    "dalam SKP. Evaluasi yang tidak memuat hasil kerja sama sekali dilaporkan satu kali.",
    salah="SKP memuat tiga hasil kerja, evaluasi hanya dua.",
    benar="Ketiga hasil kerja dinilai.",
)
def hasil_beda(konteks: Konteks) -> Iterator[Temuan]:
    for kertas, skp in _berpasangan(konteks):
        selaras = selaraskan(skp.isi, kertas.isi, konteks.ambang)
        if not kertas.isi.hasil_kerja() and selaras.hilang:
            yield _hilang(konteks, kertas, skp, "utama", f"{len(selaras.hilang)} hasil kerja dalam SKP")
            continue
        for jalur, semula in selaras.hilang:
            if semula.rencana:
                bagian = jalur.partition("[")[0]
                sebut = f"Hasil kerja “{semula.rencana}” dalam SKP"
                yield _hilang(konteks, kertas, skp, bagian, sebut, jalur=jalur, seharusnya=semula.rencana)
        for jalur, lebih in selaras.tambah:
            if not lebih.rencana and not any(iki.indikator for iki in lebih.iki):
                continue  # nothing that could be named
            yield temuan(
                "E502",
                "Hasil kerja ini tidak ada dalam SKP yang berlaku.",
                dokumen=kertas.dokumen,
                jalur=f"{jalur}.rencana",
                daftar=konteks.daftar,
                pegawai=kertas.pegawai,
                periode=kertas.periode,
                ditemukan=lebih.rencana,
                saran="Hapus dari evaluasi, atau kirim SKP yang sudah memuatnya.",
                kaitan=skp.dokumen.rujukan("utama[0].rencana"),
            )


def _hilang(
    konteks: Konteks,
    kertas: Kertas[Evaluasi],
    skp: Kertas[Skp],
    bagian: str,
    sebut: str,
    *,
    jalur: str = "utama[0]",
    seharusnya: str | None = None,
) -> Temuan:
    """Named at the last hasil kerja of the section, below which the missing one is to be added."""
    ada = getattr(kertas.isi, bagian) or kertas.isi.utama
    nama = bagian if getattr(kertas.isi, bagian) else "utama"
    letak = f"{nama}[{len(ada) - 1}].rencana" if ada else "utama[0].rencana"
    return temuan(
        "E502",
        f"{sebut} tidak dinilai dalam evaluasi ini.",
        dokumen=kertas.dokumen,
        jalur=letak if letak in kertas.dokumen.tempat else nama,
        daftar=konteks.daftar,
        pegawai=kertas.pegawai,
        periode=kertas.periode,
        seharusnya=seharusnya,
        saran="Tambahkan hasil kerja itu beserta realisasinya.",
        kaitan=skp.dokumen.rujukan(f"{jalur}.rencana"),
    )


@aturan(
    "E511",
    Tingkat.GALAT,
    "Evaluasi tanpa SKP",
    dasar="Permen PANRB 6/2022: evaluasi kinerja membandingkan realisasi dengan SKP yang sudah ditetapkan.",
    penjelasan="Evaluasi pegawai ini sudah masuk, tetapi SKP-nya belum, sehingga isinya tidak dapat "
    "dibandingkan. Satu temuan untuk setiap pegawai, dengan jumlah evaluasinya.",
    salah="Evaluasi triwulan I masuk, SKP belum pernah dikirim.",
    benar="SKP masuk lebih dulu.",
)
def tanpa_skp(konteks: Konteks) -> Iterator[Temuan]:
    terlapor: dict[str, list[Kertas[Evaluasi]]] = {}
    for kertas in konteks.dari(Evaluasi):
        nip = kertas.nip
        if nip and kertas.pegawai and nip not in konteks.skp and nip not in konteks.skp_tersangkut:
            terlapor.setdefault(nip, []).append(kertas)
    for semua in terlapor.values():
        pertama = semua[0]
        periode = ", ".join(satu.periode for satu in semua if satu.periode)
        yield temuan(
            "E511",
            "Evaluasi ini masuk tanpa SKP."
            if len(semua) == 1
            else f"{len(semua)} evaluasi pegawai ini masuk tanpa SKP ({periode}).",
            dokumen=pertama.dokumen,
            jalur="pegawai.nip",
            daftar=konteks.daftar,
            pegawai=pertama.pegawai,
            periode=pertama.periode,
            saran="Minta SKP pegawai ini, lalu periksa ulang.",
        )
