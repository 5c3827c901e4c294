"""PERILAKU KERJA: the seven BerAKHLAK values, their fixed guidance, and what the leader adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.regulation.perilaku import NILAI_BERAKHLAK

if TYPE_CHECKING:
    from skpbook.forms.definition import Perilaku
    from skpbook.forms.layout import Pena

EKSPEKTASI = "Ekspektasi Khusus Pimpinan"
_TINGGI_NAMA = 13.5


def susun(pena: Pena, bagian: Perilaku, awalan: str) -> None:
    """Two rows a value: name and label, then the guidance and the input."""
    nomor, panduan, ekspektasi = (pena.rentang(satu) for satu in bagian.kolom)
    akhir = ekspektasi[1]
    if bagian.halaman_baru:
        pena.pemisah.append(pena.baris)
    kepala = pena.baris
    if bagian.umpan_balik:
        pena.tulis((nomor[0], akhir), "kepala", teks=bagian.judul)
        pena.tulis(pena.rentang(bagian.umpan_balik), "kepala", teks=bagian.label_umpan_balik or "")
        if bagian.nada:
            pena.tulis(pena.rentang(bagian.nada), "kepala-bantu", teks="NADA UMPAN BALIK (bantu)")
        pena.tinggi[pena.baris] = 32
    else:
        pena.tulis(pena.penuh(), "seksi", teks=bagian.judul)
    pena.maju()
    for urut, nilai in enumerate(NILAI_BERAKHLAK):
        jalur = f"{awalan}perilaku[{urut}]"
        mulai = pena.baris
        pena.tinggi[mulai] = _TINGGI_NAMA
        pena.tulis(nomor, "nomor", teks=str(urut + 1), sampai=mulai + 1)
        pena.tulis(panduan, "tebal", teks=nilai.nama)
        pena.tempat[f"{jalur}.nilai"] = (mulai, panduan[0])
        pena.tulis(ekspektasi, "tebal", teks=f"{EKSPEKTASI}:")
        pena.tulis(panduan, "panduan", teks="\n".join(f"- {satu}" for satu in nilai.panduan), baris=mulai + 1)
        pena.tempat[f"{jalur}.panduan"] = (mulai + 1, panduan[0])
        pena.tulis(ekspektasi, "isian-atas", jalur=f"{jalur}.ekspektasi", baris=mulai + 1)
        if bagian.umpan_balik:
            pena.tulis(
                pena.rentang(bagian.umpan_balik), "isian-atas", jalur=f"{jalur}.umpan_balik", sampai=mulai + 1
            )
        if bagian.nada:
            pena.tulis(pena.rentang(bagian.nada), "isian-bantu", jalur=f"{jalur}.nada", sampai=mulai + 1)
        pena.maju(2)
        pena.satukan(kepala if urut == 0 else mulai)


def label(bagian: Perilaku) -> tuple[str, ...]:
    """Title, the expectation label, the feedback heading, the seven names."""
    atas = (bagian.label_umpan_balik,) if bagian.label_umpan_balik else ()
    return (bagian.judul, EKSPEKTASI, *atas, *(nilai.nama for nilai in NILAI_BERAKHLAK))


def jangkar(bagian: Perilaku) -> tuple[str, ...]:
    """The title."""
    return (bagian.judul,)
