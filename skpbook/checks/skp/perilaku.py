"""S212: the seven BerAKHLAK rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.checks.buat import temuan
from skpbook.checks.registry import aturan
from skpbook.domain.skp import Skp
from skpbook.domain.temuan import Temuan, Tingkat
from skpbook.regulation.perilaku import NILAI_BERAKHLAK, kenali_nilai, panduan_sama

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.checks.konteks import Konteks
    from skpbook.domain.skp import PerilakuKerja


@aturan(
    "S212",
    Tingkat.PERINGATAN,
    "Perilaku kerja bukan tujuh nilai BerAKHLAK",
    dasar="Permen PANRB 6/2022 Pasal 10: perilaku kerja berpedoman pada nilai dasar ASN BerAKHLAK.",
    penjelasan="Bagian PERILAKU KERJA memuat ketujuh nilai BerAKHLAK, masing-masing satu kali, dengan teks "
    "panduan perilaku yang tidak diubah. Singkatan NKRI, BMN, dan UUD diterima. Satu temuan untuk setiap "
    "lembar, pada sel pertama yang berbeda.",
    salah="Nilai “Integritas”, atau panduan perilaku Akuntabel yang disingkat menjadi “jujur”.",
    benar="Berorientasi Pelayanan, Akuntabel, Kompeten, Harmonis, Loyal, Adaptif, Kolaboratif, dengan "
    "panduannya.",
)
def perilaku_berubah(konteks: Konteks) -> Iterator[Temuan]:
    for kertas in konteks.dari(Skp):
        beda = list(_beda(kertas.isi.perilaku))
        if not beda:
            continue
        pertama = beda[0]
        yield temuan(
            "S212",
            f"Perilaku kerja berbeda dari formulir: {_kalimat(beda)}.",
            dokumen=kertas.dokumen,
            jalur=pertama.jalur,
            daftar=konteks.daftar,
            pegawai=kertas.pegawai,
            ditemukan=pertama.ditemukan,
            seharusnya=pertama.seharusnya,
            saran="Kembalikan teks perilaku kerja seperti pada formulir.",
        )


class _Beda(Struct, frozen=True):
    """One row that is not the form's: what is said of it (`pola` with the name in place of {}), and where."""

    pola: str
    nama: str
    jalur: str
    ditemukan: str | None
    seharusnya: str | None = None


def _beda(perilaku: tuple[PerilakuKerja, ...]) -> Iterator[_Beda]:
    terlihat: list[str] = []
    asing = 0
    for nomor, baris in enumerate(perilaku):
        nilai = kenali_nilai(baris.nilai) if baris.nilai else None
        sel = f"perilaku[{nomor}].nilai"
        if nilai is None:
            asing += 1
            pola = "{} bukan nilai BerAKHLAK" if baris.nilai else "nama nilai kosong pada baris {}"
            yield _Beda(pola, f"“{baris.nilai}”" if baris.nilai else str(nomor + 1), sel, baris.nilai)
        elif nilai.nama in terlihat:
            yield _Beda("{} tercantum dua kali", nilai.nama, sel, baris.nilai)
        else:
            terlihat.append(nilai.nama)
            if not panduan_sama(nilai, baris.panduan or ""):
                pola = "panduan {} diubah" if baris.panduan else "panduan {} kosong"
                seharusnya = "\n".join(nilai.panduan)
                yield _Beda(pola, nilai.nama, f"perilaku[{nomor}].panduan", baris.panduan, seharusnya)
    hilang = [nilai.nama for nilai in NILAI_BERAKHLAK if nilai.nama not in terlihat]
    if len(hilang) > asing:
        seharusnya = ", ".join(nilai.nama for nilai in NILAI_BERAKHLAK)
        ada = ", ".join(terlihat) or None
        yield _Beda("{} tidak tercantum", ", ".join(hilang), "perilaku[0].nilai", ada, seharusnya)


def _kalimat(beda: list[_Beda]) -> str:
    """Rows of which the same is said, together: "panduan Harmonis, Loyal diubah; …"."""
    menurut_pola: dict[str, list[str]] = {}
    for satu in beda:
        menurut_pola.setdefault(satu.pola, []).append(satu.nama)
    return "; ".join(pola.format(", ".join(nama)) for pola, nama in menurut_pola.items())
