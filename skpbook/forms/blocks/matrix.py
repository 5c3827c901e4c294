"""Matriks Peran Hasil: the leader's IKI or RHK across, the people down, peran hasil in the cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skpbook.forms.definition import Matriks
    from skpbook.forms.layout import Pena

KOLOM_NIP, KOLOM_NAMA, KOLOM_ISI = 0, 1, 2
LEBAR_KOLOM = 34.0


def susun(pena: Pena, bagian: Matriks, awalan: str) -> None:
    """Column A is the aid column NIP (not printed), B the names, from C on a column an IKI/RHK."""
    ada = pena.banyak(f"{awalan}kolom")
    kolom = (ada or bagian.kolom_tampak) + bagian.kolom_cadangan
    pena.lebar = [*pena.lebar[:KOLOM_ISI], *([LEBAR_KOLOM] * kolom)]
    pena.kiri, pena.kanan = KOLOM_NAMA, KOLOM_ISI + kolom - 1
    mulai = pena.baris
    pena.tulis((KOLOM_NIP, KOLOM_NIP), "kepala-bantu", teks="NIP (kolom bantu)")
    pena.tulis((KOLOM_NAMA, KOLOM_NAMA), "kepala", teks=bagian.kepala_orang)
    pena.tulis((KOLOM_ISI, pena.kanan), "kepala", teks=bagian.kepala_kolom)
    pena.tinggi[pena.baris] = 36
    pena.maju()
    pena.tulis((KOLOM_NIP, KOLOM_NIP), "isian-bantu", jalur=f"{awalan}pimpinan.nip")
    pena.tulis((KOLOM_NAMA, KOLOM_NAMA), "isian-tebal", jalur=f"{awalan}pimpinan.nama_jabatan")
    for nomor in range(kolom):
        pena.tulis((KOLOM_ISI + nomor,) * 2, "isian-tebal", jalur=f"{awalan}kolom[{nomor}].judul")
    pena.tinggi[pena.baris] = 75
    pena.maju()
    pena.tulis((KOLOM_NAMA, KOLOM_NAMA), "label-miring", teks=bagian.label_metode)
    for nomor in range(kolom):
        pena.tulis((KOLOM_ISI + nomor,) * 2, "isian-tengah", jalur=f"{awalan}kolom[{nomor}].metode")
    pena.maju()
    if pena.baris_judul is None:
        pena.baris_judul = (mulai, pena.baris - 1)
    orang = pena.banyak(f"{awalan}anggota")
    tampak = orang or bagian.orang_tampak
    for nomor in range(tampak + bagian.orang_cadangan):
        _susun_orang(pena, bagian, f"{awalan}anggota[{nomor}]", kolom, tersembunyi=nomor >= tampak)


def _susun_orang(pena: Pena, bagian: Matriks, jalur: str, kolom: int, *, tersembunyi: bool) -> None:
    mulai = pena.baris
    paling = max((pena.banyak(f"{jalur}.peran[{satu}]") for satu in range(kolom)), default=0)
    tampak = max(bagian.peran_tampak, paling)
    baris = tampak + bagian.peran_cadangan
    akhir = mulai + baris - 1
    pena.tulis((KOLOM_NIP, KOLOM_NIP), "isian-bantu", jalur=f"{jalur}.nip", sampai=akhir)
    pena.tulis((KOLOM_NAMA, KOLOM_NAMA), "isian-atas", jalur=f"{jalur}.nama_jabatan", sampai=akhir)
    for satu in range(kolom):
        for urut in range(baris):
            gaya = "peran" if urut < baris - 1 else "peran-akhir"
            pena.tulis(
                (KOLOM_ISI + satu,) * 2, gaya, jalur=f"{jalur}.peran[{satu}][{urut}]", baris=mulai + urut
            )
    if tersembunyi:
        pena.tersembunyi.update(range(mulai, akhir + 1))
    else:
        pena.tersembunyi.update(range(mulai + tampak, akhir + 1))
    pena.maju(baris)


def label(bagian: Matriks) -> tuple[str, ...]:
    """Headings and the method row's label."""
    return (bagian.kepala_orang, bagian.kepala_kolom, bagian.label_metode, "NIP (kolom bantu)")


def jangkar(bagian: Matriks) -> tuple[str, ...]:
    """The heading of the names."""
    return (bagian.kepala_orang,)
