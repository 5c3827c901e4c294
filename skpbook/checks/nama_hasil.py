"""What a matrix column, a manual or a workblock may call an RHK or an IKI of the SKP by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from skpbook.domain.teks import normal, normal_rencana

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from skpbook.domain.skp import HasilKerja, Iki, Skp

_EKOR_PERSPEKTIF = re.compile(r"[(\[]\s*perspektif\b[^()\[\]]*[)\]]\s*\.?\s*$", re.I)


def nama_iki(iki: Iki) -> Iterator[str]:
    """Normalised: the indikator, without its "(Perspektif …)", and with the target behind it."""
    if not iki.indikator:
        return
    nama = normal_rencana(iki.indikator)
    yield nama
    tanpa = normal_rencana(_EKOR_PERSPEKTIF.sub("", iki.indikator))
    if tanpa != nama:
        yield tanpa
    if iki.target:
        yield f"{nama} {normal(iki.target)}"


def nama_hasil(hasil: HasilKerja) -> Iterator[tuple[str, int | None]]:
    """The names of an RHK: its rencana (None), or one of its IKI (its index)."""
    if hasil.rencana:
        yield normal_rencana(hasil.rencana), None
    for nomor, iki in enumerate(hasil.iki):
        for nama in nama_iki(iki):
            yield nama, nomor


def jalur_menurut_nama(skp: Skp) -> Mapping[str, str]:
    """Every name in an SKP -> the field path of what it names."""
    return {
        nama: f"{jalur}.rencana" if nomor is None else f"{jalur}.iki[{nomor}].indikator"
        for jalur, hasil in skp.hasil_kerja()
        for nama, nomor in nama_hasil(hasil)
        if nama
    }
