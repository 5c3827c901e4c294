"""The predikat of all periods and years in a book, read through without keeping the papers."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from skpbook.checks.ekinerja import pilih_penilaian
from skpbook.checks.kertas import susun_kertas
from skpbook.checks.nilai import nilai
from skpbook.domain.ekinerja import JenisEkinerja
from skpbook.domain.galat import TidakBisa

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from skpbook.app.buku import Buku
    from skpbook.checks.ekinerja import Terpilih
    from skpbook.checks.kertas import Kertas
    from skpbook.checks.nilai import Penilaian
    from skpbook.domain.ekinerja import LembarEkinerja
    from skpbook.domain.evaluasi import Evaluasi


def nilai_buku(buku: Buku) -> Iterator[tuple[str, str, Penilaian]]:
    """(NIP, period code, what it comes to) by the rules of `checks.nilai`.

    One period of e-Kinerja at a time is held; where the workbooks of a person and period tell no predikat the
    export's row decides. Raises `TidakBisa`.
    """
    daftar, tahun = buku.daftar, buku.pengaturan.tahun
    sudah: set[tuple[str, str]] = set()
    with buku.ledger(tulis=False) as ledger:
        for _, semua in groupby(ledger.nilai_evaluasi(), key=attrgetter("nip")):
            milik: dict[tuple[str, str], list[Kertas[Evaluasi]]] = {}
            for dokumen in semua:
                kertas: Kertas[Evaluasi] = susun_kertas(daftar, tahun, dokumen)  # type: ignore[assignment]
                if kertas.nip and kertas.periode:
                    milik.setdefault((kertas.nip, kertas.periode), []).append(kertas)
            for kunci, isi in milik.items():
                satu = nilai(tuple(isi))
                if satu.predikat is not None:
                    sudah.add(kunci)
                    yield *kunci, satu
        lembar = ledger.ekinerja()
    for terpilih in _per_periode(lembar):
        for kunci, baris in terpilih.items():
            if kunci not in sudah:
                yield *kunci, nilai((), baris)


def buku_tahun_lalu(buku: Buku, folder: Path) -> Buku:
    """The book of an earlier year in `folder`. Raises `TidakBisa` for anything else."""
    lalu = type(buku).buka(folder)
    tahun, lama = buku.pengaturan.tahun, lalu.pengaturan.tahun
    if lama >= tahun:
        raise TidakBisa(
            f"{folder} adalah buku tahun {lama}, bukan tahun sebelum {tahun}; sebutkan folder buku tahun {tahun - 1}."
        )
    return lalu


def nilai_sebelum(lalu: Buku, tahun: int) -> Iterator[tuple[str, str, Penilaian]]:
    """As `nilai_buku`, of the years before one."""
    yield from (satu for satu in nilai_buku(lalu) if satu[1] < str(tahun))


def _per_periode(lembar: Sequence[LembarEkinerja]) -> Iterator[dict[tuple[str, str], Terpilih]]:
    """The rows that count, period by period; exports that name none hold several and stand by all of them."""
    rating = [satu for satu in lembar if satu.jenis is not JenisEkinerja.SKP]
    if any(satu.periode is None for satu in rating):
        yield dict(pilih_penilaian(rating))
        return
    for periode in dict.fromkeys(satu.periode for satu in rating):
        yield dict(pilih_penilaian([satu for satu in rating if satu.periode == periode]))
