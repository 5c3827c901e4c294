"""A book as the rules see it: roster, current documents, findings of intake."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from skpbook.app.sampah import tanpa_pemulung
from skpbook.app.temuan_berkas import temuan_ledger
from skpbook.checks.jalankan import periksa, periksa_berbagian
from skpbook.checks.kertas import susun_kertas
from skpbook.checks.konteks import Konteks
from skpbook.checks.ramping import Kelompok, ramping

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from skpbook.app.buku import Buku
    from skpbook.domain.dokumen import Dokumen
    from skpbook.domain.pegawai import Daftar
    from skpbook.domain.temuan import Temuan

_ORANG_SEKALIGUS = 12_000
"""The papers of so many people are held whole all at once: reading them twice takes a third longer."""

_BERKAS_SEBAGIAN = 400
"""Of more people, files whose papers are held whole at a time."""


def susun_konteks(buku: Buku, periode: str | None = None) -> Konteks:
    """Everything the rules look at. `periode` (a code) narrows the evaluations. Raises `TidakBisa`."""
    with tanpa_pemulung():
        return _susun(buku, periode)


def periksa_konteks(konteks: Konteks) -> tuple[Temuan, ...]:
    """All rules over all of it."""
    with tanpa_pemulung():
        return periksa(konteks)


def konteks_dan_temuan(buku: Buku, periode: str | None) -> tuple[Konteks, tuple[Temuan, ...]]:
    """What `susun_konteks` and `periksa_konteks` give. Of many people the documents are `ramping`, and the whole papers
    are read a second time, some hundred files at a time.
    """
    if len(buku.daftar.pegawai) <= _ORANG_SEKALIGUS:
        konteks = susun_konteks(buku, periode)
        return konteks, periksa_konteks(konteks)
    daftar, tahun = buku.daftar, buku.pengaturan.tahun
    kelompok = Kelompok()

    def catat(dokumen: Dokumen) -> Dokumen | None:
        kelompok.catat(dokumen.hash, susun_kertas(daftar, tahun, dokumen).nip)
        return ramping(dokumen)

    with tanpa_pemulung():
        konteks = _susun(buku, periode, catat)
        return konteks, periksa_berbagian(konteks, _bagian(buku, konteks, kelompok))


def _bagian(buku: Buku, konteks: Konteks, kelompok: Kelompok) -> Iterator[Konteks]:
    daftar = buku.daftar
    with buku.ledger(tulis=False) as ledger:
        for berkas in kelompok.berkas(_BERKAS_SEBAGIAN):
            semua = ledger.dokumen_berlaku(evaluasi=konteks.periode, berkas=berkas)
            yield konteks.bagian(tuple(_di_unitnya(satu, daftar) for satu in semua))


def _susun(
    buku: Buku, periode: str | None, olah: Callable[[Dokumen], Dokumen | None] = lambda satu: satu
) -> Konteks:
    daftar = buku.daftar
    with buku.ledger(tulis=False) as ledger:
        semua = (olah(_di_unitnya(satu, daftar)) for satu in ledger.dokumen_berlaku(evaluasi=periode))
        dokumen = tuple(satu for satu in semua if satu is not None)
        temuan = tuple(_bernama(satu, daftar) for satu in temuan_ledger(ledger))
        ekinerja = ledger.ekinerja()
        pengecualian = ledger.pengecualian()
    atur = buku.pengaturan
    return Konteks(
        daftar=daftar,
        dokumen=dokumen,
        instansi=atur.instansi,
        tahun=atur.tahun,
        jenis_periode=atur.jenis_periode,
        aturan_distribusi=atur.aturan_distribusi,
        periode=periode,
        ambang=atur.ambang,
        temuan_berkas=temuan,
        lembar_ekinerja=ekinerja,
        pengecualian=pengecualian,
    )


def _di_unitnya(dokumen: Dokumen, daftar: Daftar) -> Dokumen:
    """A paper is in the unit where the roster has its owner now, not where he was when it came in."""
    orang = daftar.menurut_nip.get(dokumen.nip) if dokumen.nip else None
    if orang is None or orang.unit == dokumen.unit:
        return dokumen
    return msgspec.structs.replace(dokumen, unit=orang.unit)


def _bernama(temuan: Temuan, daftar: Daftar) -> Temuan:
    """Findings of intake know a NIP only; name and unit are the roster's."""
    orang = daftar.menurut_nip.get(temuan.nip) if temuan.nip else None
    if orang is None:
        return temuan
    return msgspec.structs.replace(temuan, nama=orang.nama, unit=orang.unit)
