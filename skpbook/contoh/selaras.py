"""Papers in the order the template already shows: a person fills in beside what is prefilled and locked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from skpbook.domain.mph import Mph
from skpbook.domain.skp import HasilKerja, Iki, Skp
from skpbook.domain.teks import normal_rencana

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skpbook.domain.dokumen import Isi


def selaraskan(isi: Isi, tahu: Isi | None) -> Isi:
    """The paper with RHK (of an SKP) or columns and people (of an MPH) where the template has them."""
    if isinstance(isi, Skp) and isinstance(tahu, Skp) and (tahu.utama or tahu.tambahan):
        return _skp(isi, tahu)
    if isinstance(isi, Mph) and isinstance(tahu, Mph) and tahu.kolom:
        return _mph(isi, tahu)
    return isi


def _skp(isi: Skp, tahu: Skp) -> Skp:
    """Prefilled RHK stay in their section and order; the others follow in their own section."""
    milik = {normal_rencana(hasil.rencana or ""): hasil for _, hasil in isi.hasil_kerja()}
    tetap = {normal_rencana(hasil.rencana or "") for _, hasil in tahu.hasil_kerja()}

    def bagian(terisi: tuple[HasilKerja, ...], sendiri: tuple[HasilKerja, ...]) -> tuple[HasilKerja, ...]:
        kunci = [normal_rencana(hasil.rencana or "") for hasil in terisi]
        depan = [
            replace(milik.get(satu, hasil), rencana=hasil.rencana)
            for satu, hasil in zip(kunci, terisi, strict=True)
        ]
        sisa = [hasil for hasil in sendiri if normal_rencana(hasil.rencana or "") not in tetap]
        return (*depan, *sisa)

    utama, tambahan = bagian(tahu.utama, isi.utama), bagian(tahu.tambahan, isi.tambahan)
    nomor = iter(range(1, len(utama) + len(tambahan) + 1))
    return replace(
        isi,
        utama=tuple(replace(hasil, nomor=str(next(nomor))) for hasil in utama),
        tambahan=tuple(replace(hasil, nomor=str(next(nomor))) for hasil in tambahan),
    )


def _mph(isi: Mph, tahu: Mph) -> Mph:
    """Columns by their titles, people by their NIP; columns the template lacks are dropped."""
    letak = {normal_rencana(kolom.judul or ""): nomor for nomor, kolom in enumerate(isi.kolom)}
    urutan = [letak.get(normal_rencana(kolom.judul or "")) for kolom in tahu.kolom]
    orang = {baris.nip: baris for baris in isi.anggota}
    anggota = []
    for baris in tahu.anggota:
        asal = orang.get(baris.nip)
        peran = tuple(asal.peran[k] if asal is not None and k is not None else () for k in urutan)
        anggota.append(replace(baris, peran=peran))
    return replace(
        isi,
        kolom=tuple(
            replace(kolom, metode=isi.kolom[k].metode if k is not None else None)
            for kolom, k in zip(tahu.kolom, urutan, strict=True)
        ),
        anggota=tuple(anggota),
    )


def padatkan(isi: Skp) -> Skp:
    """An SKP as it is read back: without RHK and indicators that were left empty."""
    return replace(isi, utama=tuple(_padat(isi.utama)), tambahan=tuple(_padat(isi.tambahan)))


def _padat(semua: tuple[HasilKerja, ...]) -> Iterator[HasilKerja]:
    for hasil in semua:
        iki = tuple(satu for satu in hasil.iki if satu != Iki())
        if hasil.rencana or hasil.rhk_pimpinan or iki:
            yield replace(hasil, iki=iki)
