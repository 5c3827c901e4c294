"""Signatures: place and date, who signs, name and NIP under the space for the signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skpbook.forms.definition import TandaTangan
    from skpbook.forms.layout import Pena

PEGAWAI = "Pegawai yang Dinilai"
PENILAI = "Pejabat Penilai Kinerja"
RUANG = 3
_TINGGI_RUANG = 13


def susun(pena: Pena, bagian: TandaTangan, awalan: str) -> None:
    """Place and date, the role, room to sign, name, NIP; never split over pages."""
    awal = pena.baris
    pena.tinggi[awal] = 10
    pena.maju()
    pihak = [("penilai", PENILAI, bagian.penilai, True)]
    if bagian.pegawai:
        pihak.append(("pegawai", PEGAWAI, bagian.pegawai, bagian.tempat_pegawai))
    mulai = pena.baris
    for ruang in range(RUANG):
        pena.tinggi[mulai + 2 + ruang] = _TINGGI_RUANG
    for nama, teks, kolom, bertempat in pihak:
        kiri, kanan = pena.rentang(kolom)
        tengah = kiri + (kanan - kiri) // 2
        dasar = f"{awalan}pengesahan"
        if bertempat:
            if kanan > kiri:
                pena.tulis((kiri, tengah), "tempat", jalur=f"{dasar}.tempat_{nama}", baris=mulai)
                pena.tulis((tengah + 1, kanan), "tanggal", jalur=f"{dasar}.tanggal_{nama}", baris=mulai)
            else:
                pena.tulis((kiri, kanan), "tempat-tengah", jalur=f"{dasar}.tempat_{nama}", baris=mulai - 1)
                pena.tulis((kiri, kanan), "tanggal", jalur=f"{dasar}.tanggal_{nama}", baris=mulai)
                pena.tinggi[awal] = 15
        pena.tulis((kiri, kanan), "peran-tanda-tangan", teks=teks, baris=mulai + 1)
        pena.tulis((kiri, kanan), "isian-tanda-tangan", jalur=f"{dasar}.nama_{nama}", baris=mulai + 2 + RUANG)
        pena.tulis((kiri, kanan), "isian-tanda-tangan", jalur=f"{dasar}.nip_{nama}", baris=mulai + 3 + RUANG)
    pena.maju(4 + RUANG)
    pena.satukan(awal, sambung=True)


def label(_bagian: TandaTangan) -> tuple[str, ...]:
    """The two roles; written like the headings of the identity block, told apart by where they stand."""
    return (PEGAWAI, PENILAI)


def jangkar(bagian: TandaTangan) -> tuple[str, ...]:
    """The role of whoever signs first."""
    return (PEGAWAI, PENILAI) if bagian.pegawai else (PENILAI,)
