"""What a workbook holds besides its forms (B015): told with its cells, so that nothing is lost in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skpbook.checks.buat import temuan
from skpbook.domain.mph import Mph

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from skpbook.domain.dokumen import Dokumen
    from skpbook.domain.temuan import Temuan
    from skpbook.forms.outside import Luar
    from skpbook.forms.read import BacaanBuku

_CONTOH = 10
_SARAN = "Pindahkan ke bidang formulirnya bila bagian dari isinya; abaikan bila hanya catatan pribadi."


def temuan_luar(bacaan: BacaanBuku, dokumen: Sequence[Dokumen]) -> Iterator[Temuan]:
    """A finding a sheet with text outside its form, one a sheet that is no form, one a sheet of several forms."""
    for lembar, satu in zip(bacaan.lembar, dokumen, strict=True):
        if lembar.luar:
            yield _luar(f"di lembar {satu.lembar} di luar formulir", lembar.luar, satu, satu.lembar)
    for lain in bacaan.luar:
        yield _luar(f"di lembar {lain.lembar}, yang bukan formulir,", lain.isi, dokumen[0], lain.lembar)
    menurut_lembar: dict[str, list[Dokumen]] = {}
    for satu in dokumen:
        if not isinstance(satu.isi, Mph):
            menurut_lembar.setdefault(satu.lembar, []).append(satu)
    for nama, semua in menurut_lembar.items():
        if len(semua) > 1:
            yield _bersusun(nama, semua)


def _luar(tempat: str, isi: Sequence[Luar], dokumen: Dokumen, lembar: str) -> Temuan:
    sel = ", ".join(satu.sel for satu in isi[:_CONTOH])
    lagi = " dan lainnya" if len(isi) > _CONTOH else ""
    return temuan(
        "B015",
        f"Ada tulisan {tempat} yang tidak dibaca: sel {sel}{lagi}.",
        dokumen=dokumen,
        lembar=lembar,
        sel=isi[0].sel,
        ditemukan=isi[0].teks,
        saran=_SARAN,
    )


def _bersusun(lembar: str, semua: Sequence[Dokumen]) -> Temuan:
    sel = [satu.di("pegawai.nama").sel for satu in semua]
    return temuan(
        "B015",
        f"Lembar {lembar} memuat {len(semua)} formulir bersusun (namanya di sel {', '.join(sel)}); masing-masing "
        "dibaca sebagai dokumen tersendiri.",
        dokumen=semua[1],
        jalur="pegawai.nama",
        ditemukan=f"{len(semua)} formulir",
        seharusnya="satu formulir satu lembar",
        saran="Pindahkan setiap formulir ke lembar atau berkasnya sendiri.",
    )
