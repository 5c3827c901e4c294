"""`impor`: what people sent goes into the archive and the ledger, one transaction a file."""

from __future__ import annotations

import hashlib
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING

import msgspec

from skpbook.app.galat import catat_rinci
from skpbook.app.hasil_impor import BerkasImpor, HasilImpor, susun_hasil
from skpbook.app.pencatat import Pencatat
from skpbook.domain.galat import TidakBisa
from skpbook.intake.archive import kalimat_arsip, sapu_sementara
from skpbook.intake.baca import temuan_tolak
from skpbook.intake.find import Calon, cari_berkas
from skpbook.intake.pekerja import Bekal, Bibit, kerjakan_semua, tugas_dari
from skpbook.intake.status import DILEWATI
from skpbook.ledger.ganti import Strategi
from skpbook.ledger.ingatan import Rupa, mapan, rupa
from skpbook.mail.sandi_unit import baca_sandi_unit

if TYPE_CHECKING:
    from pathlib import Path

    from skpbook.app.buku import Buku
    from skpbook.ledger.buku_besar import BukuBesar

Lapor = Callable[[int, int], None]
"""Told after every file: how many are done, of how many."""


def impor(  # noqa: PLR0913 - one parameter for each choice
    buku: Buku,
    jalur: Sequence[Path] = (),
    kerja: int = 1,
    lapor: Lapor | None = None,
    jam: Callable[[], datetime] = lambda: datetime.now(UTC),
    sandi: Sequence[str] = (),
    *,
    strategi: Strategi = Strategi.TANYA,
    uji: bool = False,
    klaster: str | None = None,
) -> HasilImpor:
    """Import files and folders (masuk/ when none is named).

    `sandi` are passwords to try on what is locked, and on zips those of the units are tried after them; what was
    refused as locked before is then tried again. Originals are archived before they are read; content that is
    known changes nothing. `strategi` decides where nothing tells which of two papers is newer. `uji` tells what
    would become of every file and writes nothing. `klaster` is the address of a dask scheduler, whose workers then
    read. Raises `TidakBisa` when archive or ledger cannot be written: what was recorded until then stays, and a
    second run goes on.
    """
    calon = cari_berkas(jalur, buku.masuk)
    _ = buku.katalog  # a definition that cannot be used is told once, before any worker starts
    batas = buku.pengaturan.batas
    with Bibit(kerja, batas.memori_mb) as bibit, buku.ledger(tulis=not uji) as ledger:
        kunci = buku.kunci_terjaga(ledger, tulis=not uji)
        if uji:
            catatan = ledger.cermin()
        else:
            catatan = ledger
            _siapkan_arsip(buku, jam)
        rinci = (lambda _isi, _rinci: None) if uji else partial(catat_rinci, buku.akar)
        pencatat = Pencatat(catatan, _keadaan(buku), jam, batas, strategi, rinci)
        hasil = [_dilewati(satu) for satu in calon if satu.lewati is not None]
        maju = _Maju(lapor, len(calon), len(hasil))
        dikenal = pencatat.tidak_perlu_dibaca(bersandi=bool(sandi))
        ingatan = _Ingatan(ledger, [satu for satu in calon if satu.lewati is None])
        for satu, isi in ingatan.yang_sama(dikenal):
            pencatat.kenali(satu.nama, isi)
            maju()
        bekal = Bekal(
            formulir=str(buku.formulir) if buku.formulir.is_dir() else None,
            kunci=kunci,
            batas=batas,
            tahun=buku.pengaturan.tahun,
            arsip=str(buku.arsip),
            dikenal=dikenal,
            sandi=tuple(sandi),
            sandi_zip=tuple(baca_sandi_unit(buku.akar).values()),
            simpan=not uji,
        )
        for selesai in kerjakan_semua(
            map(tugas_dari, ingatan.lain), bekal, kerja, maju.lagi, klaster=klaster, bibit=bibit
        ):
            ada = pencatat.catat(selesai)
            if ada is not None:
                hasil.append(ada)
            if selesai.hash is not None:
                ingatan.catat(selesai.nama, selesai.hash, pencatat.ukuran(selesai.hash))
            maju()
        if not uji:
            ingatan.simpan()
        return susun_hasil((*hasil, *pencatat.yang_dikenal()), ledger.pengecualian())


class _Maju:
    """Counts what is done."""

    def __init__(self, lapor: Lapor | None, semua: int, selesai: int) -> None:
        self._lapor = lapor
        self._semua = semua
        self._selesai = selesai

    def lagi(self, banyak: int) -> None:
        """A zip or a mailbox turned out to hold more files."""
        self._semua += banyak

    def __call__(self) -> None:
        self._selesai += 1
        if self._lapor is not None:
            self._lapor(self._selesai, max(self._semua, self._selesai))


class _Ingatan:
    """Which files look as they did when their content was last noted; see `ledger.ingatan`."""

    def __init__(self, ledger: BukuBesar, calon: Sequence[Calon]) -> None:
        self._ledger = ledger
        self._lama = ledger.ingatan()
        self._kini = time.time_ns()
        banyak = Counter(satu.nama for satu in calon)
        self._rupa = {
            satu.nama: (os.path.abspath(satu.jalur), _rupa(satu.jalur))
            for satu in calon
            if banyak[satu.nama] == 1
        }
        self._baru: dict[str, tuple[Rupa, str]] = {}
        self._calon = calon
        self.lain: list[Calon] = []

    def yang_sama(self, dikenal: frozenset[str]) -> Iterator[tuple[Calon, str]]:
        """The files that hold, unchanged, a content of `dikenal`; the others are `lain`, which is to be read
        after this.
        """
        for satu in self._calon:
            jalur, kini = self._rupa.get(satu.nama, ("", None))
            lama = self._lama.get(jalur)
            if kini is not None and lama is not None and lama[0] == kini and lama[1] in dikenal:
                yield satu, lama[1]
            else:
                self.lain.append(satu)

    def catat(self, nama: str, isi: str, ukuran: int) -> None:
        """Note what a file held that was read; a content of another size lay in it (an attachment)."""
        jalur, kini = self._rupa.get(nama, ("", None))
        if kini is None or kini.ukuran != ukuran or not mapan(kini, self._kini):
            return
        if self._lama.get(jalur) != (kini, isi):
            self._baru[jalur] = (kini, isi)

    def simpan(self) -> None:
        """Write what was noted."""
        if self._baru:
            self._ledger.ingat(self._baru)


def _rupa(jalur: Path) -> Rupa | None:
    try:
        return rupa(jalur.stat())
    except OSError:
        return None


def _siapkan_arsip(buku: Buku, jam: Callable[[], datetime]) -> None:
    try:
        buku.arsip.mkdir(parents=True, exist_ok=True)
    except OSError as galat:
        raise TidakBisa(kalimat_arsip(galat)) from galat
    sapu_sementara(buku.arsip, jam().timestamp())


def _keadaan(buku: Buku) -> str:
    """Digest of what decides whether a file can be read: program, year, limits, the book's own forms."""
    sidik = hashlib.sha256(version("skpbook").encode())
    sidik.update(msgspec.json.encode((buku.pengaturan.tahun, buku.pengaturan.batas)))
    for berkas in sorted(buku.formulir.glob("*.toml")) if buku.formulir.is_dir() else ():
        sidik.update(berkas.name.encode() + b"\0" + berkas.read_bytes() + b"\0")
    return sidik.hexdigest()


def _dilewati(calon: Calon) -> BerkasImpor:
    temuan = (temuan_tolak(calon.lewati, calon.nama),) if calon.lewati is not None else ()
    return BerkasImpor(nama=calon.nama, status=DILEWATI, temuan=temuan)
