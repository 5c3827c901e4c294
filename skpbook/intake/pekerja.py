"""Reading many files: in this process, or in workers of which one may die without harm to the rest."""

from __future__ import annotations

import itertools
import multiprocessing
from collections import deque
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from skpbook.domain.galat import TidakBisa
from skpbook.forms.catalog import muat_katalog
from skpbook.intake.archive import arsipkan, potongan_berkas, sidik, sidik_berkas
from skpbook.intake.baca import HasilBaca, Lingkungan, baca_berkas, hasil_tolak, temuan_tolak
from skpbook.intake.batas import MB, Batas
from skpbook.intake.guard import tolak_ukuran
from skpbook.intake.kolam import buat_kolam, hentikan, kirim
from skpbook.intake.status import DITOLAK
from skpbook.intake.tolak import DITERUSKAN, Ditolak, rusak
from skpbook.ledger.catatan import CatatanBerkas, catatan_berkas

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future, ProcessPoolExecutor

ISI_PAKET = 32
"""Files handed to a worker at a time: enough that the hand-over costs little, few enough to keep all busy."""

_ANTRE = 3


class Bekal(Struct, frozen=True, kw_only=True):
    """What a worker is told once: the book's forms, key, limits and archive; contents already known."""

    formulir: str | None
    kunci: bytes | None
    batas: Batas
    tahun: int
    arsip: str
    dikenal: frozenset[str] = frozenset()


class Tugas(Struct, frozen=True, kw_only=True):
    """One file to read."""

    nama: str
    jalur: str


class Selesai(Struct, frozen=True, kw_only=True):
    """One file read and archived. `catatan` is None for a content that was known already.

    `hash` is None for a file that could not even be opened: `tolak` then says why.
    """

    nama: str
    hash: str | None = None
    catatan: CatatanBerkas | None = None
    tolak: Ditolak | None = None


class Pembaca:
    """Reads and archives files, one at a time, for one book."""

    def __init__(self, bekal: Bekal) -> None:
        self._bekal = bekal
        self._arsip = Path(bekal.arsip)
        self._dunia = Lingkungan(
            katalog=muat_katalog(Path(bekal.formulir) if bekal.formulir else None),
            kunci=bekal.kunci,
            batas=bekal.batas,
            tahun=bekal.tahun,
        )

    def kerjakan(self, tugas: Tugas) -> Selesai:
        """Archive first, then read. Raises `TidakBisa` when the archive cannot be written."""
        jalur = Path(tugas.jalur)
        try:
            besar = jalur.stat().st_size
            if besar > self._bekal.batas.berkas_mb * MB:
                return self.tolak(tugas, tolak_ukuran(besar, self._bekal.batas))
            data = jalur.read_bytes()
        except OSError:
            tolak = Ditolak(
                "B003",
                "Berkas tidak dapat dibuka: tidak ada izin, atau sedang dikunci program lain.",
                saran="Tutup berkas itu di program lain, periksa izinnya, lalu impor lagi.",
            )
            return Selesai(nama=tugas.nama, tolak=tolak)
        hash_isi = sidik(data)
        if hash_isi in self._bekal.dikenal:
            return Selesai(nama=tugas.nama, hash=hash_isi)
        arsipkan(self._arsip, (data,), hash_isi, tugas.nama)
        hasil = baca_berkas(data, tugas.nama, self._dunia)
        try:
            catatan = _catatan(hasil)
        except DITERUSKAN:
            raise
        except BaseException as galat:
            catatan = _catatan(hasil_tolak(galat, data, tugas.nama, self._bekal.batas, hasil.wadah))
        return Selesai(nama=tugas.nama, hash=hash_isi, catatan=catatan)

    def tolak(self, tugas: Tugas, sebab: Ditolak) -> Selesai:
        """Turn a file away without reading it, its original kept all the same."""
        jalur = Path(tugas.jalur)
        hash_isi = sidik_berkas(jalur)
        if hash_isi in self._bekal.dikenal:
            return Selesai(nama=tugas.nama, hash=hash_isi)
        arsipkan(self._arsip, potongan_berkas(jalur), hash_isi, tugas.nama)
        hasil = HasilBaca(
            nama=tugas.nama,
            hash=hash_isi,
            ukuran=jalur.stat().st_size,
            wadah="tidak dibaca",
            status=DITOLAK,
            temuan=(temuan_tolak(sebab, tugas.nama),),
        )
        return Selesai(nama=tugas.nama, hash=hash_isi, catatan=_catatan(hasil))


def kerjakan_semua(tugas: Iterable[Tugas], bekal: Bekal, kerja: int = 1) -> Iterator[Selesai]:
    """Read and archive every file: those of known content first, then the new ones, both in the order of the
    tasks. `kerja` > 1 uses that many processes.
    """
    semua = list(tugas)
    if bekal.dikenal:
        lama = {satu.nama: hash_isi for satu in semua if (hash_isi := _sidik_bila_ada(satu)) in bekal.dikenal}
        yield from (Selesai(nama=satu.nama, hash=lama[satu.nama]) for satu in semua if satu.nama in lama)
        semua = [satu for satu in semua if satu.nama not in lama]
    if not semua:
        return
    if kerja <= 1:
        pembaca = Pembaca(bekal)
        for satu in semua:
            yield pembaca.kerjakan(satu)
        return
    with _Kolam(bekal, kerja) as kolam:
        yield from kolam.jalankan(semua)


def _sidik_bila_ada(tugas: Tugas) -> str | None:
    try:
        return sidik_berkas(Path(tugas.jalur))
    except OSError:
        return None


class _Kolam:
    """A process pool that is built anew when a worker dies; the files it held are tried once more, alone."""

    def __init__(self, bekal: Bekal, kerja: int) -> None:
        self._bekal = bekal
        self._kerja = kerja
        self._pelaksana = self._baru()

    def __enter__(self) -> _Kolam:
        self._pastikan_hidup()
        return self

    def __exit__(self, jenis: type[BaseException] | None, *_: object) -> None:
        if jenis is not None:  # Ctrl-C among them: nobody waits for what is being read
            hentikan(self._pelaksana)
        self._pelaksana.shutdown(wait=True, cancel_futures=True)

    def jalankan(self, tugas: Iterable[Tugas]) -> Iterator[Selesai]:
        """Results in order, with only a few packets ahead of the reader of results."""
        sisa = _berpaket(tugas)
        antre: deque[tuple[tuple[Tugas, ...], Future[list[Selesai]]]] = deque()
        while True:
            for baru in itertools.islice(sisa, self._kerja * _ANTRE - len(antre)):
                antre.append((baru, self._kirim(baru)))
            if not antre:
                return
            paket, janji = antre.popleft()
            try:
                yield from janji.result()
            except BrokenProcessPool:
                self._bangun_lagi()
                for satu in paket:
                    yield self._sendiri(satu)
                antre = deque(
                    (lain, janji_lain if _selesai(janji_lain) else self._kirim(lain))
                    for lain, janji_lain in antre
                )

    def _sendiri(self, tugas: Tugas) -> Selesai:
        """One file alone: if a worker dies of it again, it is that file."""
        try:
            return self._kirim((tugas,)).result()[0]
        except BrokenProcessPool:
            self._bangun_lagi()
            self._pastikan_hidup()
            return Pembaca(self._bekal).tolak(tugas, rusak("membacanya membuat pembaca berhenti"))

    def _pastikan_hidup(self) -> None:
        """A file is only to blame where workers live without it. Raises `TidakBisa` where they do not."""
        try:
            kirim(self._pelaksana, _kerjakan_paket, ()).result()
        except BrokenProcessPool as galat:
            raise TidakBisa(
                "Proses pekerja tidak dapat dimulai, mungkin karena memori habis; "
                "tutup program lain lalu jalankan lagi, atau pakai --kerja 1."
            ) from galat

    def _kirim(self, paket: tuple[Tugas, ...]) -> Future[list[Selesai]]:
        try:
            return kirim(self._pelaksana, _kerjakan_paket, paket)
        except BrokenProcessPool:
            self._bangun_lagi()
            return kirim(self._pelaksana, _kerjakan_paket, paket)

    def _bangun_lagi(self) -> None:
        self._pelaksana.shutdown(wait=False, cancel_futures=True)
        self._pelaksana = self._baru()

    def _baru(self) -> ProcessPoolExecutor:
        spawn = multiprocessing.get_context("spawn")
        return buat_kolam(self._kerja, spawn, _siapkan_pekerja, (self._bekal,))


def _selesai(janji: Future[list[Selesai]]) -> bool:
    return janji.done() and not janji.cancelled() and janji.exception() is None


def _berpaket(tugas: Iterable[Tugas]) -> Iterator[tuple[Tugas, ...]]:
    jalan = iter(tugas)
    while paket := tuple(itertools.islice(jalan, ISI_PAKET)):
        yield paket


_pembaca: Pembaca | Exception = RuntimeError("pekerja belum disiapkan")


def _siapkan_pekerja(bekal: Bekal) -> None:
    """A worker process has one reader for its life.

    What keeps it from being made is told with the first task: an initializer that raises would look like a
    worker killed by a file.
    """
    global _pembaca  # noqa: PLW0603
    try:
        _pembaca = Pembaca(bekal)
    except Exception as galat:
        _pembaca = galat


def _kerjakan_paket(paket: tuple[Tugas, ...]) -> list[Selesai]:
    if isinstance(_pembaca, Exception):
        raise _pembaca
    return [_pembaca.kerjakan(satu) for satu in paket]


def _catatan(hasil: HasilBaca) -> CatatanBerkas:
    return catatan_berkas(
        hash_isi=hasil.hash,
        nama=hasil.nama,
        ukuran=hasil.ukuran,
        wadah=hasil.wadah,
        status=hasil.status,
        disimpan=hasil.disimpan,
        dokumen=hasil.dokumen,
        temuan=hasil.temuan,
        sengketa=hasil.sengketa,
        ekinerja=hasil.ekinerja,
    )
