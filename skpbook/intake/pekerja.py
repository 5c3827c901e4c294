"""Reading many files in worker processes, of which one may die without harm to the rest."""

from __future__ import annotations

import contextlib
import gc
import os
from collections import deque
from concurrent.futures import Executor
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from skpbook.intake.archive import sidik, sidik_isi
from skpbook.intake.batas import MB
from skpbook.intake.isolasi import Bibit, PekerjaMati, Terisolasi
from skpbook.intake.pembaca import Hasil, Pembaca, catatan_tolak
from skpbook.intake.penjara import PekerjaTakSiap
from skpbook.intake.peti import Lampiran, periksa_jumlah
from skpbook.intake.sumber import Acak
from skpbook.intake.tolak import DITERUSKAN, Ditolak, tak_terduga
from skpbook.intake.tugas import Bekal, Selesai, Tugas, tugas_dari

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from skpbook.intake.penjara import Papan

__all__ = ["Bekal", "Bibit", "Selesai", "Tugas", "kerjakan_semua", "tugas_dari"]

A = TypeVar("A")
E = TypeVar("E", bound=Executor)

ISI_PAKET = 32
"""Files handed to a worker at a time: enough that the hand-over costs little, few enough to keep all busy."""

BESAR_PAKET = 8 * MB
"""A packet ends with the file that brings it over so many bytes, where they are known."""

_ANTRE = 3
_SAMPAH = 50_000
_SALAH_SEMUA = (PekerjaTakSiap, *DITERUSKAN)


def siapkan_pekerja(papan: Papan, bekal: Bekal) -> None:
    """A worker process has one reader for its life."""
    global _pembaca  # noqa: PLW0603
    _pembaca = Pembaca(bekal, papan.tulis)
    # What is there now stays for life; a file makes many small things and leaves next to none in circles.
    gc.collect()
    gc.freeze()
    gc.set_threshold(_SAMPAH)


_pembaca: Pembaca | None = None


def kerjakan_semua(
    tugas: Iterable[Tugas],
    bekal: Bekal,
    kerja: int = 1,
    temu: Callable[[int], None] = lambda _lagi: None,
    siapkan: Callable[[Papan, Bekal], None] = siapkan_pekerja,
    klaster: str | None = None,
    bibit: Bibit | None = None,
) -> Iterator[Selesai]:
    """Read and archive every file: those of known content first, then the new ones in the order of the tasks,
    files of a zip or a mailbox where its turn comes.

    `kerja` is how many processes read; 0 reads in this one, without protection from what a file does to it.
    `temu` is told how many files more there are whenever a zip, a message or a mailbox turns out to hold them;
    `siapkan` prepares a process. With `klaster`, the address of a dask scheduler, the processes here open
    and archive, and those of the cluster read. `bibit` are `kerja` processes made beforehand. Raises `TidakBisa`
    when the archive cannot be written, no process started, or the cluster not used.
    """
    semua = list(tugas)
    if bekal.dikenal:
        lama = {
            satu.nama: hash_isi for satu in semua if (hash_isi := _sidik_bila_ada(satu, bekal)) is not None
        }
        yield from (Selesai(nama=satu.nama, hash=lama[satu.nama]) for satu in semua if satu.nama in lama)
        semua = [satu for satu in semua if satu.nama not in lama]
    if not semua:
        return
    if kerja <= 0:
        yield from _di_sini(semua, bekal, temu)
        return
    if klaster is not None:
        yield from _di_klaster(semua, bekal, kerja, temu, siapkan, klaster, bibit)
        return
    with _sampai_selesai(kolam_lokal(kerja, bekal, siapkan, bibit)) as kolam:
        yield from _Jalan(kolam, bekal, kerja, temu).jalankan(semua)


def kolam_lokal(
    kerja: int, bekal: Bekal, siapkan: Callable[[Papan, Bekal], None], bibit: Bibit | None
) -> Terisolasi:
    """The processes of one machine. Raises `TidakBisa` where none can be started."""
    return Terisolasi(kerja, bekal.batas.detik, bekal.batas.memori_mb, siapkan, (bekal,), bibit)


@contextlib.contextmanager
def _sampai_selesai(pelaksana: E) -> Iterator[E]:
    """The executor for the block; left by an exception, what it is at is given up."""
    try:
        yield pelaksana
    except BaseException:
        pelaksana.shutdown(cancel_futures=True)
        raise
    pelaksana.shutdown()


def _di_klaster(
    semua: Sequence[Tugas],
    bekal: Bekal,
    kerja: int,
    temu: Callable[[int], None],
    siapkan: Callable[[Papan, Bekal], None],
    alamat: str,
    bibit: Bibit | None,
) -> Iterator[Selesai]:
    """Opened and archived by processes here, whose disk it is; read wherever the cluster has room."""
    from skpbook.intake.klaster import Klaster, bekal_jauh

    sana = bekal_jauh(bekal)
    jadi: deque[Selesai] = deque()

    def mentah(hasil: Iterable[Selesai]) -> Iterator[Tugas]:
        for satu in hasil:
            if satu.mentah is None:
                jadi.append(satu)
            else:
                yield Tugas(nama=satu.nama, jalur="", ukuran=len(satu.mentah), isi=satu.mentah)

    with _sampai_selesai(Klaster(alamat, sana, siapkan)) as klaster:
        di_sini = replace(bekal, serahkan=True)
        with _sampai_selesai(kolam_lokal(kerja, di_sini, siapkan_pekerja, bibit)) as kolam:
            pembuka = _Jalan(kolam, di_sini, kerja, temu).jalankan(map(_berukuran, semua))
            for satu in _Jalan(klaster, sana.bekal, klaster.tempat, temu).jalankan(mentah(pembuka)):
                yield from _kuras(jadi)
                yield satu
            yield from _kuras(jadi)


def _kuras(antre: deque[A]) -> Iterator[A]:
    while antre:
        yield antre.popleft()


def _berukuran(tugas: Tugas) -> Tugas:
    """With the size that the disk tells, by which packets are kept small."""
    try:
        return replace(tugas, ukuran=os.stat(tugas.jalur).st_size)
    except OSError:
        return tugas


def _di_sini(semua: Sequence[Tugas], bekal: Bekal, temu: Callable[[int], None]) -> Iterator[Selesai]:
    pembaca, anggaran = Pembaca(bekal), _Anggaran(bekal, temu)
    antre = deque(semua)
    try:
        while antre:
            tugas = antre.popleft()
            baru: list[Tugas] = []
            for satu in anggaran.tinjau(tugas, pembaca.kerjakan(tugas)):
                if isinstance(satu, Selesai):
                    yield satu
                else:
                    baru.append(satu)
            antre.extendleft(reversed(baru))
    finally:
        pembaca.tutup()


def _sidik_bila_ada(tugas: Tugas, bekal: Bekal) -> str | None:
    """The hash of a file whose content is known. One too large to be a form is left to the workers."""
    try:
        with Acak(tugas.jalur) as isi:
            hash_isi = sidik_isi(isi) if len(isi) <= bekal.batas.berkas_mb * MB else None
    except OSError:
        return None
    return hash_isi if hash_isi in bekal.dikenal else None


class _Anggaran:
    """How much each file on disk has been found to hold: a zip of zips is small only from outside."""

    def __init__(self, bekal: Bekal, temu: Callable[[int], None]) -> None:
        self._batas = bekal.batas
        self._temu = temu
        self._terpakai: dict[str, tuple[int, int]] = {}

    def tinjau(self, tugas: Tugas, hasil: Hasil) -> Hasil:
        """The result, without what it holds where that is over the limits."""
        if isi := [satu for satu in hasil if isinstance(satu, Tugas)]:
            banyak, byte = self._terpakai.get(tugas.jalur, (0, 0))
            banyak, byte = banyak + len(isi), byte + sum(satu.ukuran for satu in isi)
            try:
                periksa_jumlah(banyak, byte, self._batas)
            except Ditolak as sebab:
                hasil = [satu for satu in hasil if isinstance(satu, Selesai)]
                hasil.append(Selesai(nama=tugas.nama, tolak=sebab))
            else:
                self._terpakai[tugas.jalur] = (banyak, byte)
        if len(hasil) != 1:
            self._temu(len(hasil) - 1)
        return hasil


_Paket = tuple[Tugas, ...]


class _Jalan:
    """One run over an executor: packets out, results in order; a packet that failed is done file by file."""

    def __init__(self, pelaksana: Executor, bekal: Bekal, kerja: int, temu: Callable[[int], None]) -> None:
        self._pelaksana = pelaksana
        self._bekal = bekal
        self._panjang = kerja * _ANTRE
        self._anggaran = _Anggaran(bekal, temu)
        self._susulan: deque[Tugas] = deque()

    def jalankan(self, tugas: Iterable[Tugas]) -> Iterator[Selesai]:
        """Results, with only a few packets ahead of the reader of results."""
        sisa = iter(tugas)
        antre: deque[tuple[_Paket, Future[list[Hasil]]]] = deque()
        while True:
            while len(antre) < self._panjang and (paket := self._paket(sisa)):
                antre.append((paket, self._kirim(paket)))
            if not antre:
                return
            paket, janji = antre.popleft()
            for satu, hasil in zip(paket, self._hasil(paket, janji), strict=True):
                for bagian in self._anggaran.tinjau(satu, hasil):
                    if isinstance(bagian, Selesai):
                        yield bagian
                    else:
                        self._susulan.append(bagian)

    def _paket(self, sisa: Iterator[Tugas]) -> _Paket:
        """The next files: first those that came out of a zip or a mailbox."""
        paket: list[Tugas] = []
        besar = 0
        for satu in chain(_kuras(self._susulan), sisa):
            paket.append(satu)
            besar += satu.ukuran
            if len(paket) >= ISI_PAKET or besar >= BESAR_PAKET:
                break
        return tuple(paket)

    def _kirim(self, paket: _Paket) -> Future[list[Hasil]]:
        return self._pelaksana.submit(_kerjakan_paket, paket)

    def _hasil(self, paket: _Paket, janji: Future[list[Hasil]]) -> Iterator[Hasil]:
        try:
            return iter(janji.result())
        except _SALAH_SEMUA:
            raise
        except Exception:
            return map(self._sendiri, paket)

    def _sendiri(self, tugas: Tugas) -> Hasil:
        """One file alone: if a worker dies of it again, it is that file. Of a message, that attachment."""
        hasil: Hasil = []
        for satu in self._coba(replace(tugas, urai=True)):
            if isinstance(satu, Tugas) and isinstance(satu.langkah[-1], Lampiran):
                hasil.extend(self._sendiri(satu))
            else:
                hasil.append(satu)
        return hasil

    def _coba(self, tugas: Tugas) -> Hasil:
        try:
            return self._kirim((tugas,)).result()[0]
        except _SALAH_SEMUA:
            raise
        except PekerjaMati as mati:
            return [self._salahkan(tugas, mati)]
        except Exception as galat:
            return [self._tolak(tugas, tak_terduga(galat, self._bekal.batas))]

    def _salahkan(self, tugas: Tugas, mati: PekerjaMati) -> Selesai:
        """The file that a worker died of, refused; under its hash where the worker had come to know it."""
        if mati.hash is None:
            return self._tolak(tugas, mati.tolakan)
        catatan = catatan_tolak(tugas.nama, mati.hash, mati.ukuran, mati.tolakan)
        return Selesai(nama=tugas.nama, hash=mati.hash, catatan=catatan)

    def _tolak(self, tugas: Tugas, sebab: Ditolak) -> Selesai:
        """Refused with its original kept; what lies in a container is not touched from here."""
        if tugas.isi is not None:
            hash_isi = sidik(tugas.isi)
            catatan = catatan_tolak(tugas.nama, hash_isi, len(tugas.isi), sebab)
            return Selesai(nama=tugas.nama, hash=hash_isi, catatan=catatan, rinci=sebab.rinci)
        if tugas.langkah:
            return Selesai(nama=tugas.nama, tolak=sebab)
        return Pembaca(self._bekal).tolak(tugas, sebab)


def _kerjakan_paket(paket: _Paket) -> list[Hasil]:
    """Done in a worker."""
    if _pembaca is None:
        raise RuntimeError("pekerja belum disiapkan")
    return _pembaca.kerjakan_paket(paket)
