"""S212: the seven BerAKHLAK rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.checks.registry import aturan
from skpbook.domain.skp import Skp
from skpbook.domain.temuan import Temuan, Tingkat
from skpbook.regulation.perilaku import NILAI_BERAKHLAK, kenali_nilai, panduan_sama

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.checks.kertas import Kertas
    from skpbook.checks.konteks import Konteks


@aturan(
    "S212",
    Tingkat.PERINGATAN,
    "Perilaku kerja bukan tujuh nilai BerAKHLAK",
    dasar="Permen PANRB 6/2022 Pasal 10: perilaku kerja berpedoman pada nilai dasar ASN BerAKHLAK.",
    penjelasan="Bagian PERILAKU KERJA memuat ketujuh nilai BerAKHLAK, masing-masing satu kali, dengan teks "
    "panduan perilaku yang tidak diubah. Singkatan NKRI, BMN, dan UUD diterima.",
    salah="Nilai “Integritas”, atau panduan perilaku Akuntabel yang disingkat menjadi “jujur”.",
    benar="Berorientasi Pelayanan, Akuntabel, Kompeten, Harmonis, Loyal, Adaptif, Kolaboratif, dengan "
    "panduannya.",
)
def perilaku_berubah(konteks: Konteks) -> Iterator[Temuan]:
    for kertas in konteks.dari(Skp):
        terlihat: dict[str, int] = {}
        asing = 0
        for nomor, baris in enumerate(kertas.isi.perilaku):
            nilai = kenali_nilai(baris.nilai) if baris.nilai else None
            if nilai is None:
                asing += 1
                pesan = (
                    f"“{baris.nilai}” bukan nilai BerAKHLAK."
                    if baris.nilai
                    else "Nama nilai BerAKHLAK kosong."
                )
                yield _temuan(konteks, kertas, f"perilaku[{nomor}].nilai", pesan, baris.nilai, None)
            elif nilai.nama in terlihat:
                pesan = f"Nilai {nilai.nama} tercantum dua kali."
                yield _temuan(konteks, kertas, f"perilaku[{nomor}].nilai", pesan, baris.nilai, None)
            elif not panduan_sama(nilai, baris.panduan or ""):
                pesan = f"Teks panduan perilaku {nilai.nama} " + ("diubah." if baris.panduan else "kosong.")
                seharusnya = "\n".join(nilai.panduan)
                yield _temuan(konteks, kertas, f"perilaku[{nomor}].panduan", pesan, baris.panduan, seharusnya)
            if nilai is not None:
                terlihat.setdefault(nilai.nama, nomor)
        hilang = [nilai.nama for nilai in NILAI_BERAKHLAK if nilai.nama not in terlihat]
        if len(hilang) > asing:
            pesan = f"Perilaku kerja {', '.join(hilang)} tidak tercantum."
            seharusnya = ", ".join(nilai.nama for nilai in NILAI_BERAKHLAK)
            yield _temuan(
                konteks, kertas, "perilaku[0].nilai", pesan, ", ".join(terlihat) or None, seharusnya
            )


def _temuan(
    konteks: Konteks,
    kertas: Kertas[Skp],
    jalur: str,
    pesan: str,
    ditemukan: str | None,
    seharusnya: str | None,
) -> Temuan:
    return temuan(
        "S212",
        pesan,
        dokumen=kertas.dokumen,
        jalur=jalur,
        daftar=konteks.daftar,
        pegawai=kertas.pegawai,
        ditemukan=ditemukan,
        seharusnya=seharusnya,
        saran="Kembalikan teks perilaku kerja seperti pada formulir.",
    )
