"""MPH: the matriks peran hasil of every unit as the official form draws it, one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.recap.teks_sel import ringkas

if TYPE_CHECKING:
    from skpbook.recap.kertas import LembarKerja
    from skpbook.recap.matriks import Matriks, OrangMatriks
    from skpbook.recap.susun import Rekap

SEJAJAR = 4
"""Columns of the leader side by side; more go on below with the names again, so that paper stays readable."""

BATAS_BARIS = 20_000
"""With more rows than these the matrices stand in the workbooks of the units alone."""

_LEBAR = (5, 34, 32, 32, 32, 32)
_KEPALA_KOLOM = "INTERMEDIATE OUTCOME/PRODUK DAN/ATAU LAYANAN TIM KERJA PADA UNIT KERJA"


def tulis(lembar: LembarKerja, rekap: Rekap) -> None:
    """Write the sheet."""
    r = lembar.judul("MATRIKS PERAN HASIL", rekap.instansi, f"Tahun {rekap.tahun}", _keterangan(rekap))
    lembar.lebar(_LEBAR)
    pisah: list[int] = []
    if muat(rekap):
        for i, satu in enumerate(rekap.matriks):
            if i:
                pisah.append(r)
            r = _matriks(lembar, satu, r) + 2
    lembar.ws.set_h_pagebreaks(pisah[:1000])
    lembar.cetak(mendatar=True, kiri=rekap.instansi, kanan=f"Tahun {rekap.tahun}")


def muat(rekap: Rekap) -> bool:
    """Whether the matrices go into this workbook."""
    return sum(len(satu.anggota) * _pita(satu) for satu in rekap.matriks) <= BATAS_BARIS


def _keterangan(rekap: Rekap) -> str:
    if not rekap.matriks:
        return "Belum ada matriks peran hasil yang masuk."
    if not muat(rekap):
        return (
            f"{len(rekap.matriks)} matriks terlalu banyak untuk satu lembar; tiap unit memuat matriksnya sendiri: "
            "jalankan skpbook rekap --per-unit."
        )
    return f"{len(rekap.matriks)} matriks yang sudah masuk, menurut urutan unit."


def _pita(satu: Matriks) -> int:
    return max(1, -(-len(satu.pimpinan.sel) // SEJAJAR))


def _matriks(lembar: LembarKerja, satu: Matriks, r: int) -> int:
    """One matrix from row `r` on; gives the row after it."""
    lembar.gabung(r, 0, r, len(_LEBAR) - 1, f"UNIT/TIM KERJA: {ringkas(satu.unit, 200)}", "bagian")
    r += 1
    for pita in range(_pita(satu)):
        mulai = pita * SEJAJAR
        lebar = max(1, min(SEJAJAR, len(satu.pimpinan.sel) - mulai))
        lanjutan = f" (lanjutan, kolom {mulai + 1} dan seterusnya)" if pita else ""
        lembar.teks(r, 0, "No", "kepala")
        lembar.teks(r, 1, "NAMA DAN JABATAN", "kepala")
        lembar.gabung(r, 2, r, 1 + lebar, _KEPALA_KOLOM + lanjutan, "kepala")
        _orang(lembar, r + 1, None, satu.pimpinan, mulai, lebar, "lembut")
        for i, orang in enumerate(satu.anggota, start=1):
            _orang(lembar, r + 1 + i, i, orang, mulai, lebar)
        r += 2 + len(satu.anggota)
    return r


def _orang(
    lembar: LembarKerja, r: int, nomor: int | None, orang: OrangMatriks, mulai: int, lebar: int, *gaya: str
) -> None:
    if nomor is None:
        lembar.teks(r, 0, None, "sel", *gaya)
    else:
        lembar.angka(r, 0, nomor, "sel", "bilangan", "tengah", *gaya)
    siapa = "\n".join(ringkas(teks, 200) for teks in (orang.nama, orang.nip, orang.jabatan) if teks)
    lembar.teks(r, 1, siapa, "sel", *gaya)
    for k in range(lebar):
        isi = orang.sel[mulai + k] if mulai + k < len(orang.sel) else ""
        lembar.teks(r, 2 + k, ringkas(isi, 600), "sel", *gaya)
