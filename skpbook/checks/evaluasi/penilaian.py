"""E506-E508: ratings, predikat, capaian organisasi."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.checks.isian import kosong, seluruh_daftar
from skpbook.checks.registry import aturan
from skpbook.checks.rumus import predikat_tanpa_nilai
from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.temuan import Temuan, Tingkat
from skpbook.regulation.kuadran import predikat
from skpbook.regulation.label import Capaian, Rating, kenali_capaian, kenali_predikat, kenali_rating
from skpbook.regulation.pilihan import bukan_nilai

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.checks.konteks import Konteks


def _belum(teks: str | None) -> bool:
    """No value: blank, dashes, dots, or what exports write for "no rating"."""
    return teks is None or kosong(teks) or bukan_nilai(teks)


@aturan(
    "E506",
    Tingkat.GALAT,
    "Rating belum ada atau bukan salah satu dari tiga",
    dasar="Permen PANRB 6/2022; formulir Hasil Evaluasi: RATING HASIL KERJA dan RATING PERILAKU KERJA.",
    penjelasan="Rating hasil kerja dan rating perilaku kerja masing-masing berisi tepat satu dari Di Atas "
    "Ekspektasi, Sesuai Ekspektasi, Di Bawah Ekspektasi. Ejaan lain yang lazim (diatas, ekspetasi) "
    "diterima.",
    salah="Memuaskan",
    benar="Sesuai Ekspektasi",
)
def rating_salah(konteks: Konteks) -> Iterator[Temuan]:
    for kertas in konteks.dari(Evaluasi):
        for bidang, sebut in (("rating_hasil", "hasil kerja"), ("rating_perilaku", "perilaku kerja")):
            teks: str | None = getattr(kertas.isi, bidang)
            if teks and (kenali_rating(teks) or seluruh_daftar(bidang, teks)):
                continue
            yield temuan(
                "E506",
                f"Rating {sebut} belum diisi." if _belum(teks) else f"Rating {sebut} “{teks}” tidak dikenal.",
                dokumen=kertas.dokumen,
                jalur=bidang,
                daftar=konteks.daftar,
                pegawai=kertas.pegawai,
                periode=kertas.periode,
                ditemukan=teks,
                saran=f"Pilih salah satu: {', '.join(Rating)}.",
            )


@aturan(
    "E507",
    Tingkat.GALAT,
    "Predikat tidak sesuai kuadran kinerja",
    dasar="Permen PANRB 6/2022: predikat kinerja pegawai ditetapkan berdasarkan kuadran kinerja pegawai.",
    penjelasan="Predikat ditentukan oleh rating hasil kerja dan rating perilaku kerja menurut kuadran "
    "sembilan sel. Bila salah satu rating belum ada, atau rumus predikatnya tidak menyimpan nilai (B014), "
    "predikat tidak diperiksa.",
    salah="Hasil Sesuai Ekspektasi, perilaku Di Bawah Ekspektasi, predikat Butuh Perbaikan.",
    benar="Hasil Sesuai Ekspektasi, perilaku Di Bawah Ekspektasi, predikat Kurang.",
)
def predikat_salah(konteks: Konteks) -> Iterator[Temuan]:
    for kertas in konteks.dari(Evaluasi):
        isi = kertas.isi
        hasil = kenali_rating(isi.rating_hasil) if isi.rating_hasil else None
        perilaku = kenali_rating(isi.rating_perilaku) if isi.rating_perilaku else None
        if hasil is None or perilaku is None or predikat_tanpa_nilai(kertas):
            continue
        seharusnya = predikat(hasil, perilaku)
        if isi.predikat and (
            kenali_predikat(isi.predikat) is seharusnya or seluruh_daftar("predikat", isi.predikat)
        ):
            continue
        if _belum(isi.predikat):
            pesan = f"Predikat belum diisi; menurut kuadran predikatnya {seharusnya}."
        elif kenali_predikat(isi.predikat or "") is None:
            pesan = f"Predikat “{isi.predikat}” tidak dikenal; menurut kuadran predikatnya {seharusnya}."
        else:
            pesan = f"Hasil kerja {hasil} dan perilaku {perilaku} menghasilkan predikat {seharusnya}."
        yield temuan(
            "E507",
            pesan,
            dokumen=kertas.dokumen,
            jalur="predikat",
            daftar=konteks.daftar,
            pegawai=kertas.pegawai,
            periode=kertas.periode,
            ditemukan=isi.predikat,
            seharusnya=seharusnya,
            saran=f"Ganti predikat menjadi {seharusnya}, atau periksa kedua ratingnya.",
        )


@aturan(
    "E508",
    Tingkat.GALAT,
    "Capaian kinerja organisasi belum ada atau bukan capaian unit",
    dasar="Permen PANRB 6/2022 Pasal 24: evaluasi pegawai mempertimbangkan capaian kinerja organisasi "
    "unitnya.",
    penjelasan="Capaian kinerja organisasi pada evaluasi berisi salah satu dari lima capaian, dan sama "
    "dengan capaian yang ditetapkan bagi unit pegawai untuk periode itu. Bila capaian unit belum "
    "ditetapkan, hanya isinya yang diperiksa.",
    salah="Evaluasi menyebut Istimewa, padahal capaian unit triwulan itu Baik.",
    benar="Evaluasi menyebut Baik.",
)
def capaian_salah(konteks: Konteks) -> Iterator[Temuan]:
    for kertas in konteks.dari(Evaluasi):
        teks = kertas.isi.capaian_organisasi
        if teks and seluruh_daftar("capaian_organisasi", teks):
            continue
        unit = kertas.pegawai.unit if kertas.pegawai else ""
        resmi = konteks.capaian.get((unit, kertas.periode or ""))
        acuan = resmi.nilai if resmi else None
        ada = kenali_capaian(teks) if teks else None
        if ada is not None and acuan in (None, ada):
            continue
        if _belum(teks):
            pesan = "Capaian kinerja organisasi belum diisi."
        elif ada is None:
            pesan = f"Capaian kinerja organisasi “{teks}” tidak dikenal."
        else:
            pesan = f"Capaian kinerja organisasi bukan capaian unit untuk periode ini, yaitu {acuan}."
        yield temuan(
            "E508",
            pesan,
            dokumen=kertas.dokumen,
            jalur="capaian_organisasi",
            daftar=konteks.daftar,
            pegawai=kertas.pegawai,
            periode=kertas.periode,
            ditemukan=teks,
            seharusnya=acuan,
            saran=f"Tulis {acuan}." if acuan else f"Pilih salah satu: {', '.join(Capaian)}.",
            kaitan=resmi.dokumen.rujukan(resmi.jalur) if resmi and acuan else None,
        )
