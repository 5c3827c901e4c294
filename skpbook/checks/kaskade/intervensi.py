"""K401-K403: the RHK pimpinan yang diintervensi against the leader's own SKP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.checks.isian import contoh_formulir, kosong
from skpbook.checks.kaskade.cocok import terdekat
from skpbook.checks.kaskade.pemimpin import pemimpin_skp
from skpbook.checks.registry import aturan
from skpbook.domain.skp import Skp
from skpbook.domain.teks import normal_rencana, rapikan
from skpbook.domain.temuan import Temuan, Tingkat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.checks.kertas import Kertas, RencanaDi
    from skpbook.checks.konteks import Konteks

_DASAR = "Formulir SKP JA/JF, kolom RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI (panduan BKN)."
_DITAMPILKAN = 5


def _intervensi(konteks: Konteks) -> Iterator[tuple[Kertas[Skp], list[str], str, str | None]]:
    """Each RHK pimpinan cell of those whose leaders' SKP are all in: SKP, leaders, path, text.

    A cell merged over several RHK comes once. Blank cells only of utama, and only where the form has the
    column.
    """
    for kertas in konteks.dari(Skp):
        pemimpin = pemimpin_skp(konteks, kertas)
        if not pemimpin:
            continue
        terlihat: set[str] = set()
        for jalur, hasil in kertas.isi.hasil_kerja():
            bidang = f"{jalur}.rhk_pimpinan"
            teks = hasil.rhk_pimpinan
            if kosong(teks) and not (teks and contoh_formulir(teks)):
                ada_kolom = bidang in kertas.dokumen.tempat and jalur.startswith("utama")
                if not ada_kolom or not hasil.rencana:
                    continue
            elif teks and contoh_formulir(teks):
                continue
            sel = kertas.dokumen.di(bidang).sel
            if bidang in kertas.dokumen.tempat and sel in terlihat:
                continue
            terlihat.add(sel)
            yield kertas, pemimpin, bidang, teks


def _ditemukan(konteks: Konteks, pemimpin: list[str], teks: str) -> tuple[RencanaDi, ...]:
    """Where the leaders' SKP hold this rencana, after normalising."""
    kunci = normal_rencana(teks)
    return tuple(satu for nip in pemimpin for satu in konteks.rhk.get(nip, {}).get(kunci, ()))


@aturan(
    "K401",
    Tingkat.GALAT,
    "RHK pimpinan yang diintervensi tidak ada dalam SKP pimpinan",
    dasar=_DASAR,
    penjelasan="Setiap RHK pimpinan yang diintervensi harus merupakan rencana hasil kerja dalam SKP "
    "pimpinan. Yang dicari adalah SKP atasan, SKP pemilik matriks peran hasil yang memuat pegawai ini, dan "
    "SKP penilai yang tertulis. Bila tidak ada, RHK yang paling mirip disarankan dengan angka "
    "kemiripannya; kemiripan tidak pernah dianggap sama.",
    salah="RHK pimpinan “Meningkatnya mutu layanan”, sedangkan SKP pimpinan berisi “Meningkatnya kepuasan "
    "masyarakat”.",
    benar="RHK pimpinan dipilih dari daftar yang berasal dari SKP pimpinan.",
)
def rhk_pimpinan_tak_ada(konteks: Konteks) -> Iterator[Temuan]:
    for kertas, pemimpin, jalur, teks in _intervensi(konteks):
        if teks and not kosong(teks) and _ditemukan(konteks, pemimpin, teks):
            continue
        if any(nip not in konteks.rhk for nip in pemimpin):
            continue  # K403: the RHK may be in the SKP that has not come in
        semua = [(kunci, tempat[0]) for nip in pemimpin for kunci, tempat in konteks.rhk[nip].items()]
        mirip = terdekat(normal_rencana(teks), semua, konteks.ambang) if teks else None
        acuan = mirip.calon if mirip else (semua[0][1] if semua else None)
        yield temuan(
            "K401",
            "RHK pimpinan yang diintervensi tidak ada dalam SKP pimpinan."
            if not kosong(teks)
            else "RHK pimpinan yang diintervensi belum diisi.",
            dokumen=kertas.dokumen,
            jalur=jalur,
            daftar=konteks.daftar,
            pegawai=kertas.pegawai,
            ditemukan=teks,
            saran=mirip.kalimat(mirip.calon.teks) if mirip else "Pilih salah satu RHK dari SKP pimpinan.",
            kaitan=acuan.kertas.dokumen.rujukan(acuan.jalur) if acuan else None,
        )


@aturan(
    "K402",
    Tingkat.PERINGATAN,
    "RHK pimpinan ditulis berbeda dari SKP pimpinan",
    dasar=_DASAR,
    penjelasan="RHK itu ada dalam SKP pimpinan, tetapi huruf besar-kecil, spasi, tanda baca, nomor, atau "
    "ekor “(penugasan dari …)” berbeda. Kaskade tetap terbaca; tulisannya sebaiknya disamakan.",
    salah="meningkatnya kepuasan masyarakat",
    benar="Meningkatnya kepuasan masyarakat (penugasan dari Bupati)",
)
def rhk_pimpinan_beda_tulisan(konteks: Konteks) -> Iterator[Temuan]:
    for kertas, pemimpin, jalur, teks in _intervensi(konteks):
        ada = _ditemukan(konteks, pemimpin, teks) if teks else ()
        if not teks or not ada or any(rapikan(satu.teks) == rapikan(teks) for satu in ada):
            continue
        yield temuan(
            "K402",
            "RHK pimpinan ini ada dalam SKP pimpinan, tetapi tulisannya berbeda.",
            dokumen=kertas.dokumen,
            jalur=jalur,
            daftar=konteks.daftar,
            pegawai=kertas.pegawai,
            ditemukan=teks,
            seharusnya=ada[0].teks,
            saran="Salin tulisan dari SKP pimpinan.",
            kaitan=ada[0].kertas.dokumen.rujukan(ada[0].jalur),
        )


@aturan(
    "K403",
    Tingkat.GALAT,
    "SKP pimpinan belum masuk",
    dasar="Permen PANRB 6/2022 Pasal 7: SKP pimpinan disusun lebih dulu dan menjadi acuan SKP bawahannya.",
    penjelasan="SKP bawahan sudah masuk, tetapi SKP pimpinannya belum, sehingga kaskadenya belum dapat "
    "diperiksa. Satu temuan untuk setiap pimpinan, dengan pegawai yang menunggu.",
    salah="Dua belas SKP staf masuk, SKP kepala bidang belum.",
    benar="SKP kepala bidang masuk lebih dulu.",
)
def skp_pimpinan_belum(konteks: Konteks) -> Iterator[Temuan]:
    for nip, bawahan in konteks.daftar.bawahan.items():
        pimpinan = konteks.daftar.menurut_nip.get(nip)
        if pimpinan is None or nip in konteks.skp or nip in konteks.skp_tersangkut:
            continue
        menunggu = [orang for orang in bawahan if orang.nip in konteks.skp and orang.nip != nip]
        if not menunggu:
            continue
        nama = [f"{orang.nama} ({orang.nip})" for orang in menunggu]
        sisa = f", dan {len(nama) - _DITAMPILKAN} lainnya" if len(nama) > _DITAMPILKAN else ""
        pertama = konteks.skp[menunggu[0].nip][0].dokumen
        yield temuan(
            "K403",
            f"SKP {pimpinan.nama} belum masuk, padahal {len(menunggu)} SKP bawahannya menunggu: "
            f"{', '.join(orang.nama for orang in menunggu[:_DITAMPILKAN])}{sisa}.",
            daftar=konteks.daftar,
            jalur=f"pegawai[{konteks.nomor_baris[nip]}].nip",
            pegawai=pimpinan,
            ditemukan="; ".join(nama),
            saran=f"Minta SKP {pimpinan.nama}.",
            kaitan=pertama.rujukan("utama[0].rhk_pimpinan"),
        )
