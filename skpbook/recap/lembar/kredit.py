"""Angka Kredit: predikat into angka kredit for every pejabat fungsional, ready for the PAK."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.recap.aliran import Kolom, Rumus
from skpbook.recap.teks_sel import ringkas

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.recap.aliran import Sel
    from skpbook.recap.kertas import LembarKerja
    from skpbook.recap.susun import Rekap

_ANGKA = ("sel", "bilangan")
_DUA = ("sel", "dua_desimal")
KOLOM = (
    Kolom("No", 5, ("sel", "bilangan", "tengah")),
    Kolom("NIP", 19, ("sel", "teks")),
    Kolom("Nama", 22),
    Kolom("Pangkat/Gol. Ruang", 12, ("sel", "tengah")),
    Kolom("Jabatan", 23),
    Kolom("Jenjang", 11),
    Kolom("Unit Kerja", 19),
    Kolom("Bulan", 7, (*_ANGKA, "tengah")),
    Kolom("Predikat", 12),
    Kolom("Persentase", 11, (*_ANGKA, "tengah")),
    Kolom("Koefisien per Tahun", 10, _DUA),
    Kolom("Angka Kredit yang Didapat", 11, (*_DUA, "tebal")),
    Kolom("Keterangan", 18),
    Kolom("Kebutuhan Naik Pangkat", 12, _ANGKA),
    Kolom("Kebutuhan Naik Jenjang", 12, _ANGKA),
)
KOLOM_CETAK = 12


def tulis(lembar: LembarKerja, rekap: Rekap) -> None:
    """Write the sheet."""
    awal = lembar.judul(
        "KONVERSI PREDIKAT KINERJA KE ANGKA KREDIT JABATAN FUNGSIONAL",
        rekap.instansi,
        f"Periode: {rekap.sebutan_periode}",
        "Angka kredit = bulan/12 × persentase predikat × koefisien per tahun (Permen PANRB 1/2023, Peraturan BKN "
        "3/2023), dua angka di belakang koma. Bulan: selama SKP-nya berlaku pada periode ini.",
    )
    isi = _baris(rekap, awal)
    kosong = (2, "Tidak ada pegawai dengan jenjang jabatan fungsional.")
    akhir = lembar.daftar("TabelAngkaKredit", awal, KOLOM, len(rekap.kredit), isi, kosong=kosong, tinggi=44)
    lembar.ws.freeze_panes(awal + 1, 3)
    lembar.nip_teks(awal + 1, 1, akhir)
    lembar.cetak(
        mendatar=True,
        kiri=rekap.instansi,
        kanan=rekap.sebutan_periode,
        ulang=(awal, awal),
        area=(0, 0, akhir, KOLOM_CETAK),
    )


def _baris(rekap: Rekap, awal: int) -> Iterator[tuple[Sel, ...]]:
    kolom = [rekap.pegawai[n].tolist() for n in ("nip", "nama", "golongan", "jabatan", "jenjang", "unit")]
    for nomor, satu in enumerate(rekap.kredit, start=1):
        nip, nama, golongan, jabatan, jenjang, unit = (ringkas(str(isi[satu.letak])) for isi in kolom)
        r = awal + 1 + nomor
        # The product is exact in binary, so that rounding half up is what the regulation's own examples do.
        angka = None if satu.angka is None else Rumus(f"ROUND(H{r}*J{r}*K{r}/1200,2)", float(satu.angka))
        yield (
            nomor,
            nip,
            nama,
            golongan,
            jabatan,
            jenjang,
            unit,
            satu.bulan,
            satu.predikat.value if satu.predikat else "",
            satu.persen,
            float(satu.koefisien) if satu.koefisien is not None else None,
            angka,
            satu.keterangan,
            satu.pangkat,
            satu.jenjang,
        )
