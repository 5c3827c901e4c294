"""A pool of processes of which any may die: an `Executor` with a limit of time and memory on each file.

`ProcessPoolExecutor` is broken for good by one worker that aborts, cannot end one that hangs, and does not say
who did it.
"""

from __future__ import annotations

import contextlib
import errno
import multiprocessing
import pickle
import re
import sys
import tempfile
import threading
import time
from collections import deque
from concurrent.futures import Executor, Future
from multiprocessing import connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skpbook.domain.galat import TidakBisa
from skpbook.intake.batas import MB
from skpbook.intake.kolam import tuli
from skpbook.intake.penjara import UKURAN_PAPAN, Papan, layani
from skpbook.intake.tolak import Ditolak, lewat_batas, rusak

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

_KETUK = 1.0
_MULAI_DETIK = 120.0
_TUNGGU_DETIK = 10.0
"""A process that waits for a dead network drive cannot even be killed: it is left behind."""

_SIGKILL = 9
_CATATAN = 64 * 1024
_INGATAN = re.compile(rb"memory allocation of (\d+) bytes failed")
"""What Rust writes before it aborts for want of memory."""

_RINGAN = 16 * 1024
"""A packet of so few bytes is handed over while the worker is still at the one before: no pipe is filled."""

_PRAMUAT = ["__main__", "skpbook.intake.pembaca", "python_calamine", "lxml.etree", "olefile"]


class PekerjaMati(Exception):
    """A worker died, or was ended, over a packet.

    `tolakan` is the sentence for the file that did it, `hash` and `ukuran` what the worker had told of it
    (None before it had read and kept the file).
    """

    def __init__(self, tolakan: Ditolak, hash_isi: str | None, ukuran: int) -> None:
        super().__init__(tolakan.pesan)
        self.tolakan = tolakan
        self.hash = hash_isi
        self.ukuran = ukuran

    def __reduce__(self) -> tuple[type[PekerjaMati], tuple[Ditolak, str | None, int]]:
        return PekerjaMati, (self.tolakan, self.hash, self.ukuran)


class Terisolasi(Executor):
    """`kerja` worker processes, each prepared by `siapkan(papan, *bekal)`.

    A worker may take `detik` for one file (as it tells through its `Papan`) and `memori_mb` more than it took
    when it was ready, where the system has such a limit. `Future.result()` raises `PekerjaMati` for the packet
    a worker died of, `TidakBisa` where workers cannot even be started, else what the function raised.
    """

    def __init__(
        self,
        kerja: int,
        detik: float,
        memori_mb: int,
        siapkan: Callable[..., None],
        bekal: tuple[Any, ...],
        bibit: Bibit | None = None,
    ) -> None:
        """`bibit` are processes made beforehand, as many and as limited as these are to be."""
        self._detik = detik
        self._memori_mb = memori_mb
        self._resep = pickle.dumps((siapkan, bekal), pickle.HIGHEST_PROTOCOL)
        bibit = bibit or Bibit(kerja, memori_mb)
        self._folder = bibit.folder
        self._kunci = threading.Lock()
        self._antre: deque[_Kerjaan] = deque()
        self._galat: BaseException | None = None
        self._tutup = self._batal = False
        self._bel, self._tombol = multiprocessing.Pipe(duplex=False)
        self._pekerja = bibit.serahkan()
        for satu in self._pekerja:
            satu.ajari(self._resep)
        self._pengurus = threading.Thread(target=self._urus, name="skpbook-pengurus", daemon=True)
        self._pengurus.start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand over a call; function, arguments and result must pickle. RuntimeError once shut down."""
        satu = _Kerjaan(pickle.dumps((fn, args, kwargs), pickle.HIGHEST_PROTOCOL))
        with self._kunci:
            if self._galat is not None:
                satu.janji.set_exception(self._galat)
            elif self._tutup:
                raise RuntimeError("kolam sudah ditutup")
            else:
                self._antre.append(satu)
        self._bunyikan()
        return satu.janji

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the workers: at once with `cancel_futures`, else after what they were given."""
        with self._kunci:
            self._tutup = True
            if cancel_futures:
                self._batal = True
                for pekerja in self._pekerja:
                    pekerja.bunuh()
        self._bunyikan()
        if wait:
            self._pengurus.join()

    def _bunyikan(self) -> None:
        with contextlib.suppress(OSError):
            self._tombol.send_bytes(b".")

    def _baru(self) -> _Pekerja:
        baru = _Pekerja(_konteks(), self._memori_mb, self._folder.name)
        baru.ajari(self._resep)
        return baru

    def _urus(self) -> None:
        """The thread that hands out packets, takes results, and ends what takes too long."""
        try:
            while self._bagikan():
                tunggu = [self._bel, *(benda for satu in self._pekerja for benda in satu.yang_ditunggu())]
                connection.wait(tunggu, timeout=min(_KETUK, self._detik / 4))
                while self._bel.poll():
                    self._bel.recv_bytes()
                for satu in list(self._pekerja):
                    if not satu.masih_baik(self._detik):
                        self._ganti(satu)
        except BaseException as galat:
            self._gagalkan(galat)
        finally:
            for satu in self._pekerja:
                satu.akhiri()
            self._folder.cleanup()
            self._bel.close()
            self._tombol.close()

    def _bagikan(self) -> bool:
        """Give packets to workers that have room; False when all is done and the pool is closed."""
        with self._kunci:
            while self._batal and self._antre:
                self._antre.popleft().janji.cancel()
            for ruang in (0, 1):
                for satu in self._pekerja:
                    if not self._antre or (ruang and len(self._antre[0].isi) > _RINGAN):
                        break
                    if satu.siap and len(satu.tangan) == ruang:
                        satu.beri(self._antre.popleft())
            return not self._tutup or bool(self._antre) or any(satu.tangan for satu in self._pekerja)

    def _ganti(self, mati: _Pekerja) -> None:
        """A new worker for a dead one; what the dead one had not begun goes to another."""
        galat = mati.sebab(self._detik, self._memori_mb)
        mati.akhiri()
        pelaku, mati.tangan[:] = mati.tangan[:1], mati.tangan[1:]
        with self._kunci:
            self._antre.extendleft(reversed(mati.tangan))
            self._pekerja.remove(mati)
            if not mati.siap and not self._tutup:
                raise TidakBisa(
                    "Proses pekerja tidak dapat dimulai, mungkin karena memori habis; "
                    "tutup program lain lalu jalankan lagi."
                )
            if not self._batal and (self._antre or not self._tutup):
                self._pekerja.append(self._baru())
        for satu in pelaku:
            satu.janji.set_exception(galat)

    def _gagalkan(self, galat: BaseException) -> None:
        with self._kunci:
            self._galat = galat
            sisa = [*self._antre, *(satu for pekerja in self._pekerja for satu in pekerja.tangan)]
            self._antre.clear()
        for satu in sisa:
            satu.janji.set_exception(galat)


class _Kerjaan:
    """A packet on its way: its promise, and the call as bytes."""

    def __init__(self, isi: bytes) -> None:
        self.janji: Future[Any] = Future()
        self.isi = isi


class Bibit:
    """Worker processes that have not been told yet what they are for.

    Made while the program has no second thread and no connection open, they can be copies of it (on Linux), which
    have loaded what it has loaded. Left as a context, those that no pool has taken are ended.
    """

    def __init__(self, kerja: int, memori_mb: int) -> None:
        """Raises `TidakBisa` where the system gives no process."""
        with _ditolak_sistem():
            self.folder = tempfile.TemporaryDirectory(prefix="skpbook-", ignore_cleanup_errors=True)
        self._diserahkan = False
        self._pekerja: list[_Pekerja] = []
        salin = sys.platform == "linux" and threading.active_count() == 1
        konteks = multiprocessing.get_context("fork") if salin else _konteks()
        try:
            with tuli():
                for _ in range(kerja):
                    ujung = [satu.pipa for satu in self._pekerja] if salin else None
                    self._pekerja.append(_Pekerja(konteks, memori_mb, self.folder.name, ujung))
        except BaseException:
            self.__exit__()
            raise

    def __enter__(self) -> Bibit:
        return self

    def __exit__(self, *_galat: object) -> None:
        if not self._diserahkan:
            for satu in self.serahkan():
                satu.akhiri()
            self.folder.cleanup()

    def serahkan(self) -> list[_Pekerja]:
        """Give the processes away, with the folder."""
        self._diserahkan = True
        return self._pekerja


class _Pekerja:
    """One worker process as the pool sees it. `tangan` are the packets it has, the first one at work."""

    def __init__(
        self, konteks: BaseContext, memori_mb: int, folder: str, salinan: list[Connection] | None = None
    ) -> None:
        """`salinan`: the process is a copy of this one, in which these ends of pipes are to be closed.

        Raises `TidakBisa` where the system gives no process.
        """
        self.siap = False
        self.tangan: list[_Kerjaan] = []
        self._habis_waktu = False
        self._sejak = time.monotonic()
        with _ditolak_sistem():
            nomor, self._catatan = tempfile.mkstemp(dir=folder)
            with open(nomor, "wb"):  # the worker opens it by its name
                pass
            memori = konteks.RawArray("c", UKURAN_PAPAN)
            self._papan = Papan(memori)
            self.pipa, seberang = konteks.Pipe()
            tutup = () if salinan is None else (*salinan, self.pipa)
            try:
                self.proses: BaseProcess = konteks.Process(  # type: ignore[attr-defined]  # typeshed
                    target=layani, args=(seberang, memori, self._catatan, memori_mb, tutup), daemon=True
                )
                self.proses.start()
            finally:
                seberang.close()

    def yang_ditunggu(self) -> tuple[Any, ...]:
        """What becomes ready when there is something to see to."""
        return self.pipa, self.proses.sentinel

    def ajari(self, resep: bytes) -> None:
        """Tell it how to prepare itself; one that has just died is found out by `masih_baik`."""
        with contextlib.suppress(OSError):
            self.pipa.send_bytes(resep)

    def beri(self, kerjaan: _Kerjaan) -> None:
        """Hand over a packet; a worker that has just died is found out by `masih_baik`."""
        if not self.tangan:
            self._sejak = time.monotonic()
        self.tangan.append(kerjaan)
        with contextlib.suppress(OSError):
            self.pipa.send_bytes(kerjaan.isi)

    def masih_baik(self, detik: float) -> bool:
        """Take the results that have come; False for a worker that is dead or had to be ended."""
        try:
            while self.pipa.poll():
                self._terima(self.pipa.recv_bytes())
        except (EOFError, OSError):
            return False
        if not self.proses.is_alive():
            return self.pipa.poll()  # its last words came between the two questions
        sejak = max(self._sejak, self._papan.baca()[0]) if self.siap else self._sejak
        lama = time.monotonic() - sejak
        if lama > (detik if self.siap else _MULAI_DETIK) and (self.tangan or not self.siap):
            self._habis_waktu = self.siap
            return False
        return True

    def sebab(self, detik: float, memori_mb: int) -> PekerjaMati:
        """Why it died, as far as can be known, told of the file it was at."""
        self.bunuh()
        self.proses.join(_TUNGGU_DETIK)
        catatan = Path(self._catatan).read_bytes()[-_CATATAN:]
        if self._habis_waktu:
            tolakan = lewat_batas("waktu baca", f"lebih dari {detik:g} detik", f"{detik:g} detik")
        elif temu := _INGATAN.search(catatan):
            minta = (
                f"permintaan {int(temu[1]) // MB} MB sekaligus" if int(temu[1]) >= MB else "lebih dari itu"
            )
            tolakan = lewat_batas("ingatan", minta, f"{memori_mb} MB")
        elif self.proses.exitcode == -_SIGKILL:
            tolakan = lewat_batas("ingatan", "lebih dari yang tersedia di komputer ini", f"{memori_mb} MB")
        else:
            tolakan = rusak("membacanya membuat pembaca berhenti")
        return PekerjaMati(tolakan, *self._papan.baca()[1:])

    def bunuh(self) -> None:
        """End it at once, whatever it is doing."""
        with contextlib.suppress(OSError):
            self.proses.kill()

    def akhiri(self) -> None:
        """End it and let go of what it took here."""
        self.bunuh()
        self.proses.join(_TUNGGU_DETIK)
        self.pipa.close()

    def _terima(self, pesan: bytes) -> None:
        if not pesan:
            self.siap = True
            return
        berhasil, isi = pickle.loads(pesan)  # noqa: S301 - our own process sent it
        kerjaan = self.tangan.pop(0)
        self._sejak = time.monotonic()
        if berhasil:
            kerjaan.janji.set_result(isi)
        else:
            kerjaan.janji.set_exception(isi)


@contextlib.contextmanager
def _ditolak_sistem() -> Iterator[None]:
    """The system's refusal of a process, or of what one needs, as a sentence."""
    try:
        yield
    except OSError as galat:
        if galat.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise TidakBisa(
                "Cakram penuh (ruang atau kuota habis) sehingga proses pekerja tidak dapat dimulai; "
                "kosongkan ruang lalu jalankan lagi."
            ) from galat
        if galat.errno == errno.ENOENT:
            raise TidakBisa(
                "Tidak ada folder sementara yang dapat ditulisi, mungkin karena cakram penuh atau izinnya kurang; "
                "kosongkan ruang atau periksa izinnya lalu jalankan lagi."
            ) from galat
        raise TidakBisa(
            f"Proses pekerja tidak dapat dimulai (kesalahan sistem nomor {galat.errno}); "
            "tutup program lain lalu jalankan lagi."
        ) from galat


def _konteks() -> BaseContext:
    """Workers made from a clean process that has everything loaded: in no time, and with nobody's locks."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    konteks = multiprocessing.get_context("forkserver")
    konteks.set_forkserver_preload(_PRAMUAT)
    return konteks
