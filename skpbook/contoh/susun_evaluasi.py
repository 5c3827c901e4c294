"""The evaluasi papers of one pegawai of the sample: hasil evaluasi, dokumen evaluasi, pendokumentasian."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.contoh.sumber import baca_stok
from skpbook.contoh.susun import (
    identitas,
    pengesahan,
    penilai,
    rencana_lengkap,
    rentang_tahun,
    rhk_pimpinan,
)
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
from skpbook.domain.skp import Identitas
from skpbook.regulation.kuadran import predikat
from skpbook.regulation.label import Predikat, Rating
from skpbook.regulation.perilaku import NILAI_BERAKHLAK

if TYPE_CHECKING:
    from skpbook.contoh.instansi import Instansi
    from skpbook.contoh.sumber import Hasil, Orang

_BULAN = ("Januari", "Februari", "Maret")
_NADA_PERILAKU = {Rating.DI_ATAS: "Positif", Rating.SESUAI: "Netral", Rating.DI_BAWAH: "Negatif"}


def predikat_orang(orang: Orang) -> Predikat:
    """What the kuadran gives for the two ratings."""
    return predikat(*orang.nilai)


def kategori_nada(rating: Rating, nomor: int, jumlah: int) -> tuple[str, str]:
    """Category of one hasil and tone of its feedback, such that a rating fits them (guide of the BKN form).

    Di atas: all above, but the last of four or more; di bawah: all below, but the last of three or more;
    sesuai: all as expected, praise for the first and every third.
    """
    terakhir = nomor == jumlah - 1
    if rating is Rating.DI_ATAS:
        return ("Sesuai", "Netral") if terakhir and jumlah > 3 else ("Di Atas", "Positif")
    if rating is Rating.DI_BAWAH:
        return ("Sesuai", "Netral") if terakhir and jumlah > 2 else ("Di Bawah", "Negatif")
    return "Sesuai", "Positif" if nomor % 3 == 0 else "Netral"


def evaluasi(instansi: Instansi, orang: Orang) -> Evaluasi:
    """Hasil evaluasi of the sample's period."""
    unit = instansi.unit[orang.pegawai.unit]
    hasil, perilaku = orang.nilai
    jumlah_utama = sum(len(satu.ukuran) for satu in orang.utama)
    return Evaluasi(
        instansi=instansi.nama,
        periode=baca_periode(instansi.periode).label,
        periode_penilaian=rentang_tahun(instansi.tahun),
        pegawai=identitas(instansi, orang.pegawai),
        penilai=penilai(instansi, orang.pegawai),
        capaian_organisasi=unit.perjanjian.capaian,
        utama=_dinilai(instansi, orang, orang.utama, 1, 0),
        tambahan=_dinilai(instansi, orang, orang.tambahan, len(orang.utama) + 1, jumlah_utama),
        rating_hasil=hasil,
        perilaku=_perilaku(orang),
        rating_perilaku=perilaku,
        predikat=predikat_orang(orang),
        pengesahan=pengesahan(instansi, orang, unit.tanggal_evaluasi),
    )


def _dinilai(
    instansi: Instansi, orang: Orang, semua: tuple[Hasil, ...], mulai: int, lewat: int
) -> tuple[HasilDinilai, ...]:
    """RHK as evaluated; `mulai` is the first number, `lewat` how many IKI stand before."""
    keluar = []
    for nomor, hasil in enumerate(semua, start=mulai):
        keluar.append(
            HasilDinilai(
                nomor=str(nomor),
                rencana=rencana_lengkap(instansi, orang, hasil),
                rhk_pimpinan=rhk_pimpinan(instansi, orang, hasil),
                iki=tuple(_iki(orang, hasil, ke, lewat + ke) for ke in range(len(hasil.ukuran))),
            )
        )
        lewat += len(hasil.ukuran)
    return tuple(keluar)


def _iki(orang: Orang, hasil: Hasil, ke: int, urutan: int) -> IkiDinilai:
    ukuran = hasil.ukuran[ke]
    jumlah = sum(len(satu.ukuran) for satu in orang.hasil)
    kategori, nada = kategori_nada(orang.nilai[0], urutan, jumlah)
    kalimat = baca_stok().hasil[nada]
    return IkiDinilai(
        indikator=ukuran.indikator,
        target=ukuran.target,
        aspek=ukuran.aspek,
        perspektif=ukuran.perspektif,
        realisasi=ukuran.realisasi,
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
            panduan="\n".join(nilai.panduan),
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
        capaian_organisasi=unit.perjanjian.capaian,
        predikat=hasil,
        catatan=orang.catatan or baca_stok().catatan[hasil],
        pengesahan=pengesahan(instansi, orang, unit.tanggal_evaluasi),
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
