"""Matriks Peran Hasil: the leader's IKI or RHK across, the people down, peran hasil in the cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.forms.layout import TEPAT, Lipatan, Wadah

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.forms.definition import Matriks
    from skpbook.forms.layout import Pena

LABEL_NIP = "NIP (kolom bantu)"
KOLOM_NIP, KOLOM_NAMA, KOLOM_ISI = 0, 1, 2
_TERBAWAH = 1000
"""Rows below a column's heading in which somebody may have a part."""


def siapkan_lebar(pena: Pena, bagian: Matriks) -> None:
    """As many columns as the leader has IKI/RHK, sharing the width; what is too wide goes on more pages."""
    kolom = _banyak_kolom(pena, bagian)
    lebar = min(max(bagian.lebar / kolom, bagian.kolom_tersempit), bagian.kolom_terlebar)
    pena.lebar = [*pena.lebar[:KOLOM_ISI], *([round(lebar, 1)] * kolom)]
    pena.kiri, pena.kanan = KOLOM_NAMA, KOLOM_ISI + kolom - 1
    pena.kolom_judul = (KOLOM_NAMA, KOLOM_NAMA)
    pena.halaman = pena.bagi_halaman(-(-int(lebar * kolom) // int(bagian.lebar + bagian.kolom_tersempit)))


def _banyak_kolom(pena: Pena, bagian: Matriks) -> int:
    peran = [banyak for jalur, banyak in pena.ukuran.items() if jalur.endswith("].peran")]
    return (max([pena.banyak("kolom"), *peran]) or bagian.kolom_tampak) + bagian.kolom_cadangan


def susun(pena: Pena, bagian: Matriks, awalan: str) -> None:
    """Column A is the aid column NIP (not printed), B the names, from C on a column an IKI/RHK."""
    kolom = _banyak_kolom(pena, bagian)
    mulai = pena.baris
    pena.tulis((KOLOM_NIP, KOLOM_NIP), "kepala-bantu", teks=LABEL_NIP)
    pena.tulis((KOLOM_NAMA, KOLOM_NAMA), "kepala", teks=bagian.kepala_orang)
    for kiri, kanan in pena.halaman:
        pena.tulis((max(kiri, KOLOM_ISI), kanan), "kepala", teks=bagian.kepala_kolom)
    pena.tinggi[pena.baris] = 24
    pena.maju()
    pena.tulis((KOLOM_NIP, KOLOM_NIP), "isian-bantu", jalur=f"{awalan}pimpinan.nip")
    pena.tulis((KOLOM_NAMA, KOLOM_NAMA), "isian-tebal", jalur=f"{awalan}pimpinan.nama_jabatan")
    for nomor in range(kolom):
        di = KOLOM_ISI + nomor
        sel = len(pena.sel)
        pena.tulis((di, di), "isian-tebal", jalur=f"{awalan}kolom[{nomor}].judul")
        if nomor:
            pena.wajib_bila(sel, [(pena.baris + 1, di, pena.baris + _TERBAWAH, di)])
    pena.tinggi[pena.baris] = 60
    pena.maju()
    pena.tulis((KOLOM_NAMA, KOLOM_NAMA), "label-miring", teks=bagian.label_metode)
    for nomor in range(kolom):
        pena.tulis((KOLOM_ISI + nomor,) * 2, "isian-tengah", jalur=f"{awalan}kolom[{nomor}].metode")
    pena.tinggi[pena.baris] = 18
    pena.maju()
    pena.ulang(mulai)
    daftar = f"{awalan}anggota"
    rentang = []
    for nomor in range(pena.muat(daftar, _wadah_orang(bagian))):
        baris = pena.baris
        sel = len(pena.sel)
        _susun_orang(pena, bagian, f"{daftar}[{nomor}]", kolom)
        if nomor:
            pena.wajib_bila(sel, [(baris, KOLOM_NIP, pena.baris - 1, pena.kanan)])
        rentang.append((baris, pena.baris - 1))
    pena.lipat(Lipatan((daftar,), tuple(rentang), bagian.orang_tampak, 0, (daftar,), "anggota"))


def _wadah_orang(bagian: Matriks) -> Wadah:
    return Wadah(bagian.orang_tampak + bagian.orang_cadangan, 2 if bagian.orang_cadangan else 0)


def _wadah_peran(bagian: Matriks) -> Wadah:
    return Wadah(bagian.peran_tampak + bagian.peran_cadangan, 1)


def wadah(bagian: Matriks, awalan: str) -> Iterator[tuple[str, Wadah]]:
    """Room for people and their peran hasil; the columns are as many as the leader has."""
    yield f"{awalan}kolom", TEPAT
    yield f"{awalan}anggota[].peran", TEPAT
    yield f"{awalan}anggota", _wadah_orang(bagian)
    yield f"{awalan}anggota[].peran[]", _wadah_peran(bagian)


def _susun_orang(pena: Pena, bagian: Matriks, jalur: str, kolom: int) -> None:
    mulai = pena.baris
    peran = tuple(f"{jalur}.peran[{satu}]" for satu in range(kolom))
    baris = max(pena.muat(satu, _wadah_peran(bagian)) for satu in peran)
    akhir = mulai + baris - 1
    pena.tulis((KOLOM_NIP, KOLOM_NIP), "isian-bantu", jalur=f"{jalur}.nip", sampai=akhir)
    pena.tulis((KOLOM_NAMA, KOLOM_NAMA), "isian-atas", jalur=f"{jalur}.nama_jabatan", sampai=akhir)
    for satu in range(kolom):
        for urut in range(baris):
            gaya = "peran" if urut else "peran-awal"
            pena.tulis(
                (KOLOM_ISI + satu,) * 2, gaya, jalur=f"{jalur}.peran[{satu}][{urut}]", baris=mulai + urut
            )
    for satu in range(mulai, akhir + 1):
        pena.tinggi[satu] = bagian.tinggi
    rentang = tuple((satu, satu) for satu in range(mulai, akhir + 1))
    pena.lipat(Lipatan(peran, rentang, bagian.peran_tampak, bagian.peran_tampak))
    pena.maju(baris)


def label(bagian: Matriks) -> tuple[str, ...]:
    """Headings and the method row's label."""
    return (bagian.kepala_orang, bagian.kepala_kolom, bagian.label_metode, LABEL_NIP)


def jangkar(bagian: Matriks) -> tuple[str, ...]:
    """The heading of the names."""
    return (bagian.kepala_orang,)
