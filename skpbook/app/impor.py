"""`impor`: what people sent goes into the archive and the ledger, one transaction a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from skpbook.app.temuan_berkas import temuan_pergantian, temuan_salinan
from skpbook.domain.pengecualian import kecualikan
from skpbook.domain.temuan import Temuan, Tingkat
from skpbook.intake.archive import sapu_sementara
from skpbook.intake.baca import temuan_tolak
from skpbook.intake.find import cari_berkas
from skpbook.intake.pekerja import Bekal, Selesai, kerjakan_semua, tugas_dari
from skpbook.intake.status import BELUM_DIISI, DILEWATI, DITOLAK, SUDAH_ADA
from skpbook.ledger.buku_besar import BukuBesar, Ringkas
from skpbook.ledger.catatan import baca_temuan

if TYPE_CHECKING:
    from pathlib import Path

    from skpbook.app.buku import Buku
    from skpbook.domain.pengecualian import Pengecualian
    from skpbook.intake.tolak import Ditolak

Lapor = Callable[[int, int], None]
"""Told after every file: how many are done, of how many."""


class BerkasImpor(Struct, frozen=True, kw_only=True):
    """One file of the stable JSON interface. `status`: diterima, ditolak, dilewati or sudah-ada."""

    nama: str
    status: str
    formulir: str | None = None
    versi: int | None = None
    nip: str | None = None
    periode: str | None = None
    temuan: tuple[Temuan, ...] = ()


class HasilImpor(Struct, frozen=True, kw_only=True):
    """What became of every file; `ringkasan` counts them by status and adds up to all of them."""

    berkas: tuple[BerkasImpor, ...]
    ringkasan: Mapping[str, int]

    @property
    def ada_galat(self) -> bool:
        """Whether any file carries a finding of severity galat that nobody has waived."""
        semua = (satu for berkas in self.berkas for satu in berkas.temuan)
        return any(satu.tingkat is Tingkat.GALAT and not satu.dikecualikan for satu in semua)


def impor(
    buku: Buku,
    jalur: Sequence[Path] = (),
    kerja: int = 1,
    lapor: Lapor | None = None,
    jam: Callable[[], datetime] = lambda: datetime.now(UTC),
    sandi: Sequence[str] = (),
) -> HasilImpor:
    """Import files and folders (masuk/ when none is named).

    `sandi` are passwords to try on what is locked; what was refused as locked before is then tried again.
    Originals are archived before they are read; content that is known changes nothing. Raises `TidakBisa`
    when archive or ledger cannot be written: what was recorded until then stays, and a second run goes on.
    """
    calon = cari_berkas(jalur, buku.masuk)
    buku.arsip.mkdir(parents=True, exist_ok=True)
    sapu_sementara(buku.arsip, jam().timestamp())
    hasil: list[BerkasImpor] = []
    with buku.ledger() as ledger:
        dikenal = {satu.hash: satu for satu in ledger.berkas()}
        pengecualian = ledger.pengecualian()
        terkunci = ledger.ditolak("B002") if sandi else frozenset()
        pencatat = _Pencatat(ledger, dikenal, jam, terkunci)
        baca = [satu for satu in calon if satu.lewati is None]
        hasil.extend(_dilewati(satu.nama, satu.lewati) for satu in calon if satu.lewati is not None)
        banyak = Counter({"semua": len(calon)})
        bekal = _bekal(buku, frozenset(dikenal) - terkunci, tuple(sandi))
        tugas = map(tugas_dari, baca)
        for selesai in kerjakan_semua(tugas, bekal, kerja, lambda lagi: banyak.update(semua=lagi)):
            hasil.append(pencatat.catat(selesai))
            if lapor is not None:
                lapor(len(hasil), banyak["semua"])
    hitung = Counter(satu.status for satu in hasil)
    urut = tuple(sorted((_dikecualikan(s, pengecualian) for s in hasil), key=lambda satu: satu.nama))
    return HasilImpor(berkas=urut, ringkasan={nama: hitung[nama] for nama in _STATUS if hitung[nama]})


def _dikecualikan(satu: BerkasImpor, pengecualian: Sequence[Pengecualian]) -> BerkasImpor:
    if not pengecualian:
        return satu
    return msgspec.structs.replace(satu, temuan=tuple(kecualikan(satu.temuan, pengecualian)))


_STATUS = ("diterima", DITOLAK, DILEWATI, SUDAH_ADA)


def _bekal(buku: Buku, dikenal: frozenset[str], sandi: tuple[str, ...]) -> Bekal:
    _ = buku.katalog  # a definition that cannot be used is told once, before any worker starts
    return Bekal(
        formulir=str(buku.formulir) if buku.formulir.is_dir() else None,
        kunci=buku.kunci,
        batas=buku.pengaturan.batas,
        tahun=buku.pengaturan.tahun,
        arsip=str(buku.arsip),
        dikenal=dikenal,
        sandi=sandi,
    )


class _Pencatat:
    """Writes what was read into the ledger and says what became of it."""

    def __init__(
        self,
        ledger: BukuBesar,
        dikenal: Mapping[str, Ringkas],
        jam: Callable[[], datetime],
        dicoba_lagi: frozenset[str],
    ) -> None:
        self._ledger = ledger
        self._dikenal = dict(dikenal)
        self._jam = jam
        self._dicoba_lagi = dicoba_lagi

    def catat(self, selesai: Selesai) -> BerkasImpor:
        """Record one file."""
        if selesai.lewati is not None:
            return _dilewati(selesai.nama, selesai.lewati)
        if selesai.hash is None:
            tolak = (temuan_tolak(selesai.tolak, selesai.nama),) if selesai.tolak else ()
            return BerkasImpor(nama=selesai.nama, status=DITOLAK, temuan=tolak)
        if selesai.catatan is None:
            return self._sudah_ada(selesai.nama, selesai.hash)
        catatan = selesai.catatan
        hasil = self._ledger.catat(catatan, self._jam())
        ringkas = Ringkas(**{nama: getattr(catatan, nama) for nama in Ringkas.__struct_fields__})
        if hasil.baru or selesai.hash not in self._dikenal:
            self._dikenal[selesai.hash] = ringkas
        if not hasil.baru and selesai.hash not in self._dicoba_lagi:
            return self._sudah_ada(selesai.nama, selesai.hash)
        return BerkasImpor(
            nama=catatan.nama,
            status=DILEWATI if catatan.status == BELUM_DIISI else catatan.status,
            formulir=catatan.formulir,
            versi=catatan.versi,
            nip=catatan.nip,
            periode=catatan.periode,
            temuan=(*baca_temuan(catatan.temuan), *temuan_pergantian(hasil.pergantian)),
        )

    def _sudah_ada(self, nama: str, hash_isi: str) -> BerkasImpor:
        self._ledger.catat_nama(nama, hash_isi, self._jam())
        asal = self._dikenal[hash_isi]
        return BerkasImpor(
            nama=nama,
            status=SUDAH_ADA,
            formulir=asal.formulir,
            versi=asal.versi,
            nip=asal.nip,
            periode=asal.periode,
            temuan=(temuan_salinan(nama, asal.nama, asal.nip, asal.periode),),
        )


def _dilewati(nama: str, sebab: Ditolak) -> BerkasImpor:
    return BerkasImpor(nama=nama, status=DILEWATI, temuan=(temuan_tolak(sebab, nama),))
