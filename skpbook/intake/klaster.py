"""Reading on many machines: an `Executor` over a dask.distributed cluster.

Whatever a packet raises there comes back as a value, so that what the cluster itself raises is told apart: it is
no file's fault, but for `KilledWorker`.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import pickle
import re
import socket
import struct
import threading
import time
import warnings
from concurrent.futures import CancelledError, Executor, Future
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from skpbook.domain.galat import TidakBisa
from skpbook.forms.catalog import DefinisiTidakSah
from skpbook.intake import pekerja_klaster
from skpbook.intake.isolasi import PekerjaMati
from skpbook.intake.tolak import rusak
from skpbook.intake.tugas import Bekal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from distributed import Client

_ALAMAT = re.compile(r"(?:tcp|tls)://(?:[^/\s:\[\]@]+|\[[0-9A-Fa-f:.]+\]):\d{1,5}")
_SAMBUNG_DETIK = 15
_TANPA_PEKERJA_DETIK = 60.0
_KETUK = 2.0
_PANJANG = struct.Struct("<Q")
_SALAM = 64 * 1024


class BekalJauh(Struct, frozen=True):
    """What a machine of the cluster is told: the book's forms travel along, its folders do not."""

    bekal: Bekal
    formulir: tuple[tuple[str, bytes], ...]


def bekal_jauh(bekal: Bekal) -> BekalJauh:
    """For machines that see neither the archive nor the book's forms. Raises `DefinisiTidakSah`."""
    formulir: list[tuple[str, bytes]] = []
    for berkas in sorted(Path(bekal.formulir).glob("*.toml")) if bekal.formulir else ():
        try:
            formulir.append((berkas.name, berkas.read_bytes()))
        except OSError as galat:
            raise DefinisiTidakSah(
                f"Definisi formulir {berkas} tidak dapat dibaca; periksa izinnya."
            ) from galat
    sana = replace(bekal, formulir=None, arsip="", dikenal=frozenset(), simpan=False)
    return BekalJauh(sana, tuple(formulir))


class Klaster(Executor):
    """Calls on the cluster at `alamat`, each in a process of its own there that may die.

    `tempat` is how many calls it does at a time. `Future.result()` raises `PekerjaMati` for the packet over
    which workers died, `TidakBisa` when the cluster is gone or not what is needed. The constructor raises
    `TidakBisa` for an address nobody answers at, for other versions there, and without `distributed` here.
    """

    def __init__(self, alamat: str, bekal: BekalJauh, siapkan: Callable[..., None]) -> None:
        self._alamat = alamat
        self._klien = _sambung(alamat)
        try:
            self.tempat = _periksa(self._klien, alamat)
        except BaseException:
            _tutup(self._klien)
            raise
        ciri = pekerja_klaster.ciri()
        self._resep = pickle.dumps((ciri, bekal.bekal, bekal.formulir, siapkan), pickle.HIGHEST_PROTOCOL)
        self._dask = self._klien.get_executor(pure=False)
        self._kunci = threading.Lock()
        self._jalan: set[Future[Any]] = set()
        self._galat: TidakBisa | None = None
        self._tutup = threading.Event()
        self._pengawas = threading.Thread(target=self._awasi, name="skpbook-klaster", daemon=True)
        self._pengawas.start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Send a call; function, arguments and result must pickle. RuntimeError once shut down."""
        janji: Future[Any] = Future()
        with self._kunci:
            if self._galat is not None:
                janji.set_exception(self._galat)
                return janji
            if self._tutup.is_set():
                raise RuntimeError("klaster sudah ditutup")
            self._jalan.add(janji)
        kiriman = pickle.dumps((fn, args, kwargs), pickle.HIGHEST_PROTOCOL)
        try:
            jauh = self._dask.submit(pekerja_klaster.jalankan, self._resep, kiriman)
        except Exception as galat:
            self._gagalkan(self._kalimat(galat))
        else:
            jauh.add_done_callback(lambda selesai: self._terima(janji, selesai))
        return janji

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let go of the cluster: at once with `cancel_futures`, else after what it was given."""
        if wait and not cancel_futures:
            for janji in list(self._jalan):
                with contextlib.suppress(Exception, CancelledError):
                    janji.result()
        if self._tutup.is_set():
            return
        self._tutup.set()
        for janji in list(self._jalan):
            janji.cancel()
        if self._galat is None and not cancel_futures:
            with contextlib.suppress(Exception):
                self._klien.run(pekerja_klaster.tutup, hashlib.sha256(self._resep).hexdigest())
        _tutup(self._klien)

    def _terima(self, janji: Future[Any], jauh: Future[Any]) -> None:
        """A call came back: its result, what it raised, or why there is none."""
        try:
            berhasil, isi = pickle.loads(jauh.result())  # noqa: S301 - who runs the cluster is trusted
        except BaseException as galat:
            if type(galat).__name__ == "KilledWorker":
                berhasil, isi = False, PekerjaMati(rusak("membacanya membuat pembaca berhenti"), None, 0)
            else:
                self._gagalkan(self._kalimat(galat))
                return
        with self._kunci:
            if janji not in self._jalan:
                return
            self._jalan.discard(janji)
        if berhasil:
            janji.set_result(isi)
        else:
            janji.set_exception(isi)

    def _gagalkan(self, galat: TidakBisa) -> None:
        """Nothing more is to be had from this cluster."""
        with self._kunci:
            self._galat = self._galat or galat
            sisa, self._jalan = self._jalan, set()
        for janji in sisa:
            with contextlib.suppress(Exception):
                janji.set_exception(galat)

    def _kalimat(self, galat: BaseException) -> TidakBisa:
        if _tak_terpasang(galat):
            return TidakBisa(_tanpa_skpbook(self._alamat))
        if isinstance(galat, CancelledError | OSError):
            return TidakBisa(_putus(self._alamat))
        return TidakBisa(
            f"Klaster di {self._alamat} gagal mengerjakan kiriman ({type(galat).__name__}); periksa catatan "
            "dask scheduler dan dask worker, atau jalankan tanpa --klaster."
        )

    def _awasi(self) -> None:
        """A cluster without scheduler or workers would be waited for without end."""
        sejak = time.monotonic()
        while not self._tutup.wait(_KETUK):
            try:
                ada = bool(self._klien.nthreads())
            except Exception:
                ada = False
            kini = time.monotonic()
            if ada:
                sejak = kini
            elif self._klien.status not in {"running", "connecting"}:
                self._gagalkan(TidakBisa(_putus(self._alamat)))
                return
            elif kini - sejak > _TANPA_PEKERJA_DETIK:
                self._gagalkan(TidakBisa(_kosong(self._alamat)))
                return


def _sambung(alamat: str) -> Client:
    """Raises `TidakBisa`."""
    if not _ALAMAT.fullmatch(alamat):
        raise TidakBisa(
            f"Alamat klaster “{alamat}” tidak dapat dipakai; contoh yang benar: --klaster tcp://10.0.0.5:8786."
        )
    try:
        from distributed import Client
    except ImportError as galat:
        raise TidakBisa(
            "Membaca di klaster memerlukan paket distributed; pasang dengan pip install 'skpbook[klaster]'."
        ) from galat
    for nama in ("distributed", "tornado"):  # it tells in English of every connection that comes and goes
        logging.getLogger(nama).setLevel(logging.CRITICAL + 1)
    warnings.filterwarnings("ignore", module=r"(?:distributed|dask|contextlib)\b.*")
    try:
        if alamat.startswith("tcp:"):
            _sapa(alamat)
        return Client(alamat, timeout=_SAMBUNG_DETIK, set_as_default=False)
    except Exception as galat:
        raise TidakBisa(
            f"Tidak ada dask scheduler yang menjawab di {alamat}; periksa alamat dan jaringannya, dan bahwa "
            "dask scheduler di sana berjalan dengan versi distributed yang sama."
        ) from galat


def _sapa(alamat: str) -> None:
    """Whether a dask program answers: it greets whoever connects with the length of a short message.

    A client would wait without end for another server that says nothing. Raises OSError.
    """
    tujuan, _, pintu = alamat.partition("://")[2].rpartition(":")
    with socket.create_connection((tujuan.strip("[]"), int(pintu)), timeout=_SAMBUNG_DETIK) as saluran:
        panjang = saluran.makefile("rb").read(_PANJANG.size)
    if len(panjang) < _PANJANG.size or _PANJANG.unpack(panjang)[0] > _SALAM:
        raise ConnectionError("not a dask program")


def _periksa(klien: Client, alamat: str) -> int:
    """How many calls the cluster does at a time. Raises `TidakBisa` where it has no workers or other ones."""
    with contextlib.suppress(Exception):
        klien.wait_for_workers(1, timeout=_SAMBUNG_DETIK)
    try:
        tempat = int(sum(klien.nthreads().values()))
        ciri: Mapping[str, Any] = klien.run(pekerja_klaster.ciri, on_error="return") if tempat else {}
    except Exception as galat:
        raise TidakBisa(_putus(alamat)) from galat
    if not tempat:
        raise TidakBisa(_kosong(alamat))
    sini = pekerja_klaster.ciri()
    for pekerja, sana in sorted(ciri.items()):
        if isinstance(sana, BaseException) and _tak_terpasang(sana):
            raise TidakBisa(_tanpa_skpbook(pekerja))
        if isinstance(sana, BaseException):
            raise TidakBisa(
                f"Pekerja klaster {pekerja} tidak dapat menjalankan skpbook ({type(sana).__name__}); "
                "periksa catatan dask worker di sana."
            )
        if beda := pekerja_klaster.kalimat_beda(pekerja, sana, sini):
            raise TidakBisa(beda)
    return tempat


def _kosong(alamat: str) -> str:
    return (
        f"Klaster di {alamat} tidak mempunyai pekerja; jalankan dask worker {alamat} di komputer pekerjanya."
    )


def _putus(alamat: str) -> str:
    return (
        f"Sambungan ke klaster di {alamat} terputus; yang sudah tercatat tidak hilang. Jalankan lagi sesudah "
        "dask scheduler hidup kembali, atau tanpa --klaster."
    )


def _tak_terpasang(galat: BaseException) -> bool:
    """Whether a worker could not load the program; some ways bring such an error here as its text alone."""
    return isinstance(galat, ImportError) or "No module named" in str(galat)


def _tanpa_skpbook(pekerja: str) -> str:
    return (
        f"Pekerja klaster {pekerja} tidak mempunyai skpbook; pasang skpbook[klaster] dengan versi yang sama di "
        "setiap komputer pekerja, lalu jalankan lagi dask worker di sana."
    )


def _tutup(klien: Client) -> None:
    with contextlib.suppress(Exception):
        klien.close(timeout=_KETUK)
