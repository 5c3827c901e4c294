"""Worker processes that leave an interrupt to the process that started them."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future
    from multiprocessing.context import BaseContext

A = TypeVar("A")
H = TypeVar("H")


@contextlib.contextmanager
def kolam(
    kerja: int,
    konteks: BaseContext | None = None,
    siapkan: Callable[..., None] | None = None,
    bekal: tuple[Any, ...] = (),
) -> Iterator[ProcessPoolExecutor]:
    """A pool for the block. Left by an exception (Ctrl-C among them), it ends its workers at once."""
    pelaksana = buat_kolam(kerja, konteks, siapkan, bekal)
    try:
        yield pelaksana
    except BaseException:
        hentikan(pelaksana)
        raise
    pelaksana.shutdown()


def buat_kolam(
    kerja: int,
    konteks: BaseContext | None = None,
    siapkan: Callable[..., None] | None = None,
    bekal: tuple[Any, ...] = (),
) -> ProcessPoolExecutor:
    """A pool whose workers pay no heed to Ctrl-C: the terminal sends it to them as well, and each would tell
    of it with a traceback. `siapkan(*bekal)` prepares a worker.
    """
    return ProcessPoolExecutor(kerja, mp_context=konteks, initializer=_mulai, initargs=(siapkan, bekal))


def _mulai(siapkan: Callable[..., None] | None, bekal: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if siapkan is not None:
        siapkan(*bekal)


def hentikan(pelaksana: ProcessPoolExecutor) -> None:
    """Give up a pool with what its workers are doing."""
    pekerja = list((getattr(pelaksana, "_processes", None) or {}).values())
    pelaksana.shutdown(wait=False, cancel_futures=True)
    for satu in pekerja:
        satu.terminate()


def kirim(pelaksana: ProcessPoolExecutor, fungsi: Callable[[A], H], bahan: A) -> Future[H]:
    """Hand one task to a pool. Raises BrokenProcessPool."""
    with tuli():
        return pelaksana.submit(fungsi, bahan)


@contextlib.contextmanager
def tuli() -> Iterator[None]:
    """Workers a pool starts in the block are deaf to Ctrl-C from their first moment, not only once they run."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    lama = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, lama)


def berurut(
    pelaksana: ProcessPoolExecutor, fungsi: Callable[[A], H], bahan: Iterable[A], antre: int
) -> Iterator[H]:
    """Results in the order of what they are made from, at most `antre` of them ahead of the reader."""
    jalan = iter(bahan)
    janji: deque[Future[H]] = deque()
    while True:
        janji.extend(kirim(pelaksana, fungsi, satu) for satu in islice(jalan, antre - len(janji)))
        if not janji:
            return
        yield janji.popleft().result()
