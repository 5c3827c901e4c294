"""The evaluasi papers of one pegawai of the sample: hasil evaluasi, dokumen evaluasi, pendokumentasian."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.contoh.sumber import baca_stok
from skpbook.contoh.susun import (
    identitas,
    panduan,
    pengesahan,
    pengesahan_penilai,
    penilai,
    rencana_lengkap,
    rentang_tahun,
)
from skpbook.contoh.susun import skp as susun_skp
from skpbook.domain.evaluasi import (
    BarisRencanaAksi,
    DokumenEvaluasi,
    Evaluasi,
    HasilDinilai,
    IkiDinilai,
    PerilakuDinilai,
    RencanaAksi,
)
from skpbook.domain.periode import baca_periode
from skpbook.domain.skp import Identitas, Iki
from skpbook.regulation.kuadran import predikat
from skpbook.regulation.label import Predikat, Rating
from skpbook.regulation.perilaku import NILAI_BERAKHLAK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.contoh.instansi import Instansi
    from skpbook.contoh.sumber import Hasil, Orang, UnitContoh
    from skpbook.domain.skp import Skp

_BULAN = ("Januari", "Februari", "Maret")
_TANPA_CATATAN = "Sesuai rencana triwulan I berdasarkan laporan bulanan"
_SATU_BARIS = (Iki(),)
_NADA_PERILAKU = {Rating.DI_ATAS: "Positif", Rating.SESUAI: "Netral", Rating.DI_BAWAH: "Negatif"}


def predikat_orang(orang: Orang) -> Predikat:
    """What the kuadran gives for the two ratings."""
    return predikat(*orang.nilai)


def capaian(unit: UnitContoh) -> str | None:
    """The unit's capaian kinerja organisasi as an evaluation shows it."""
    return unit.perjanjian.capaian.value if unit.perjanjian.capaian else None


def kategori_nada(rating: Rating, nomor: int, jumlah: int) -> tuple[str, str]:
    """Category of one RHK and tone of its feedback, such that a rating fits them (guide of the BKN form).

    Di atas: all above, but the last of four or more; di bawah: all below, but the last of three or more;
    sesuai: all as expected, praise for the first and every third.
    """
    terakhir = nomor == jumlah - 1
    if rating is Rating.DI_ATAS:
        return ("Sesuai", "Netral") if terakhir and jumlah > 3 else ("Di Atas", "Positif")
    if rating is Rating.DI_BAWAH:
        return ("Sesuai", "Netral") if terakhir and jumlah > 2 else ("Di Bawah", "Negatif")
    return "Sesuai", "Positif" if nomor % 3 == 0 else "Netral"


def evaluasi(instansi: Instansi, orang: Orang, skp: Skp | None = None) -> Evaluasi:
    """Hasil evaluasi of the sample's period, of `skp` as it was handed in (None: as it should be)."""
    unit = instansi.unit[orang.pegawai.unit]
    hasil, perilaku = orang.nilai
    skp = skp or susun_skp(instansi, orang)
    dinilai = tuple(_dinilai(orang, skp))
    return Evaluasi(
        instansi=instansi.nama,
        periode=baca_periode(instansi.periode).label,
        periode_penilaian=rentang_tahun(instansi.tahun),
        pegawai=identitas(instansi, orang.pegawai),
        penilai=penilai(instansi, orang.pegawai),
        capaian_organisasi=capaian(unit),
        utama=dinilai[: len(skp.utama)],
        tambahan=dinilai[len(skp.utama) :],
        rating_hasil=hasil.value,
        perilaku=_perilaku(orang),
        rating_perilaku=perilaku.value,
        predikat=predikat_orang(orang).value,
        pengesahan=pengesahan_penilai(instansi, orang, unit.tanggal_evaluasi),
    )


def _dinilai(orang: Orang, skp: Skp) -> Iterator[HasilDinilai]:
    """The hasil kerja of an SKP as evaluated."""
    realisasi = {ukuran.indikator: ukuran.realisasi for hasil in orang.hasil for ukuran in hasil.ukuran}
    semua = skp.hasil_kerja()
    lewat = 0
    for nomor, (_, hasil) in enumerate(semua):
        baris = hasil.iki or _SATU_BARIS
        kategori = kategori_nada(orang.nilai[0], nomor, len(semua))
        yield HasilDinilai(
            nomor=hasil.nomor,
            rencana=hasil.rencana,
            rhk_pimpinan=hasil.rhk_pimpinan,
            iki=tuple(
                _iki(orang, iki, realisasi.get(iki.indikator or "", _TANPA_CATATAN), lewat + ke, kategori)
                for ke, iki in enumerate(baris)
            ),
        )
        lewat += len(baris)


def _iki(orang: Orang, iki: Iki, realisasi: str, urutan: int, penilaian: tuple[str, str]) -> IkiDinilai:
    kategori, nada = penilaian
    kalimat = baca_stok().hasil[nada]
    return IkiDinilai(
        indikator=iki.indikator,
        target=iki.target,
        aspek=iki.aspek,
        perspektif=iki.perspektif,
        realisasi=realisasi,
        umpan_balik=f"Pimpinan: {kalimat[_putar(orang, urutan) % len(kalimat)]}",
        kategori=kategori,
        nada=nada,
    )


def _perilaku(orang: Orang) -> tuple[PerilakuDinilai, ...]:
    nada = _NADA_PERILAKU[orang.nilai[1]]
    kalimat = baca_stok().perilaku[nada]
    return tuple(
        PerilakuDinilai(
            nilai=nilai.nama,
            panduan=panduan(nilai),
            ekspektasi=orang.ekspektasi.get(nilai.nama),
            umpan_balik=f"Pimpinan: {kalimat[_putar(orang, nomor) % len(kalimat)]}",
            nada=nada,
        )
        for nomor, nilai in enumerate(NILAI_BERAKHLAK)
    )


def _putar(orang: Orang, nomor: int) -> int:
    """Which stock sentence: differs from one pegawai to the next, the same every time."""
    return int(orang.pegawai.nip[-3:]) + nomor


def atasan_penilai(instansi: Instansi, orang: Orang) -> Identitas:
    """The penilai's own penilai; empty where the penilai is not in the roster."""
    atas = orang.pegawai.atasan
    return penilai(instansi, instansi.orang[atas].pegawai) if atas else Identitas()


def dokumen_evaluasi(instansi: Instansi, orang: Orang) -> DokumenEvaluasi:
    """FORMAT D.1.1 beside the hasil evaluasi."""
    unit = instansi.unit[orang.pegawai.unit]
    hasil = predikat_orang(orang)
    return DokumenEvaluasi(
        instansi=instansi.nama,
        periode=baca_periode(instansi.periode).label,
        periode_penilaian=rentang_tahun(instansi.tahun),
        pegawai=identitas(instansi, orang.pegawai),
        penilai=penilai(instansi, orang.pegawai),
        atasan_penilai=atasan_penilai(instansi, orang),
        capaian_organisasi=capaian(unit),
        predikat=hasil.value,
        catatan=orang.catatan or baca_stok().catatan[hasil],
        pengesahan=pengesahan(instansi, orang, unit.tanggal_evaluasi, berdua=True),
    )


def rencana_aksi(instansi: Instansi, orang: Orang) -> RencanaAksi:
    """Pendokumentasian kinerja: one rencana aksi a hasil kerja, in a month of the first quarter."""
    return RencanaAksi(
        instansi=instansi.nama,
        periode_penilaian=rentang_tahun(instansi.tahun),
        pegawai=identitas(instansi, orang.pegawai),
        penilai=penilai(instansi, orang.pegawai),
        baris=tuple(
            BarisRencanaAksi(
                rencana=rencana_lengkap(instansi, orang, hasil),
                indikator=hasil.ukuran[0].indikator,
                bulan=_BULAN[nomor % len(_BULAN)],
                rencana_aksi=f"Bagian triwulan I dari: {hasil.rencana}",
                target=hasil.ukuran[0].target,
                realisasi=hasil.ukuran[0].realisasi.partition(" berdasarkan ")[0],
                bukti_dukung=_bukti(hasil),
                sumber=_bukti(hasil),
            )
            for nomor, hasil in enumerate(orang.hasil)
        ),
        pengesahan=pengesahan(instansi, orang, instansi.unit[orang.pegawai.unit].tanggal_evaluasi),
    )


def _bukti(hasil: Hasil) -> str:
    sumber = hasil.ukuran[0].realisasi.partition(" berdasarkan ")[2]
    return sumber[:1].upper() + sumber[1:]
