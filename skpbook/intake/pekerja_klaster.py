"""What runs on a machine of the cluster: processes that may die, as on the machine of the import itself."""

from __future__ import annotations

import contextlib
import hashlib
import multiprocessing
import pickle
import platform
import tempfile
import threading
from collections import OrderedDict
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from skpbook.domain.galat import TidakBisa
from skpbook.forms.catalog import folder_templat
from skpbook.intake.isolasi import Terisolasi

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from skpbook.intake.tugas import Bekal

_MENENTUKAN = ("python-calamine", "lxml", "msgspec", "olefile", "msoffcrypto-tool")
_DIAM_DETIK = 120.0
_ISI = "isi program"


@lru_cache(maxsize=1)
def ciri() -> dict[str, str]:
    """What decides how a file is read: versions, and the program's own text, which may differ under one."""
    akar = Path(__file__).resolve().parents[1]
    mesin = hashlib.sha256()
    for pangkal, pola in ((akar, "**/*.py"), (akar, "**/*.toml"), (folder_templat(), "*.toml")):
        for berkas in sorted(pangkal.glob(pola)):
            mesin.update(berkas.name.encode() + b"\0" + berkas.read_bytes().replace(b"\r\n", b"\n"))
    hasil = {"Python": ".".join(platform.python_version_tuple()[:2]), "skpbook": version("skpbook")}
    hasil |= {nama: version(nama) for nama in _MENENTUKAN}
    return hasil | {_ISI: mesin.hexdigest()[:12]}


def kalimat_beda(pekerja: str, sana: Mapping[str, str], sini: Mapping[str, str]) -> str | None:
    """The sentence for a worker that would read otherwise; None for one that is alike."""
    beda = next((nama for nama in sini if sana.get(nama) != sini[nama]), None)
    if beda is None:
        return None
    apa = f"{beda} {sana.get(beda, 'yang tidak dikenal')}, di sini {sini[beda]}"
    if beda == _ISI:
        apa = "skpbook bernomor versi sama yang isinya berbeda"
    return (
        f"Pekerja klaster {pekerja} memakai {apa}; pasang versi yang sama di semua komputer, lalu jalankan "
        "lagi dask worker di sana."
    )


def jalankan(resep: bytes, kiriman: bytes) -> bytes:
    """One call in a process of its own. What it raises is returned: only the cluster's troubles are raised."""
    try:
        sini, bekal, formulir, siapkan = pickle.loads(resep)  # noqa: S301 - our own client sent it
        if beda := kalimat_beda(_alamat(), ciri(), sini):
            raise TidakBisa(beda)
        fungsi, posisi, nama = pickle.loads(kiriman)  # noqa: S301 - as above
        with _gudang.pinjam(hashlib.sha256(resep).hexdigest(), bekal, formulir, siapkan) as kolam:
            janji = kolam.submit(fungsi, *posisi, **nama)
            hasil = (True, janji.result()) if janji.exception() is None else (False, janji.exception())
            if isinstance(hasil[1], TidakBisa):
                raise hasil[1]
    except TidakBisa as galat:
        hasil = False, galat
    return pickle.dumps(hasil, pickle.HIGHEST_PROTOCOL)


def tutup(kunci: str) -> None:
    """Let go of the processes of one import."""
    _gudang.lepas(kunci)


class _Kolam:
    """The processes for one import on this machine, with the book's forms on its disk."""

    def __init__(
        self, bekal: Bekal, formulir: tuple[tuple[str, bytes], ...], siapkan: Callable[..., None]
    ) -> None:
        # A dask worker under its nanny is a daemon, which may have no children by multiprocessing's own rule.
        multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
        try:
            self._folder = tempfile.TemporaryDirectory(prefix="skpbook-", ignore_cleanup_errors=True)
            for nama, isi in formulir:
                (Path(self._folder.name) / Path(nama).name).write_bytes(isi)
        except OSError as galat:
            raise TidakBisa(
                f"Pekerja klaster {_alamat()} tidak dapat menulis folder sementaranya; kosongkan ruang cakram "
                "di sana lalu jalankan lagi."
            ) from galat
        if formulir:
            bekal = replace(bekal, formulir=self._folder.name)
        batas = bekal.batas
        self.isi = Terisolasi(_utas(), batas.detik, batas.memori_mb, siapkan, (bekal,))
        self.dipakai = 0
        self.jam: threading.Timer | None = None

    def tutup(self) -> None:
        self.isi.shutdown(cancel_futures=True)
        self._folder.cleanup()


class _Gudang:
    """The processes of every import that has lately sent something; those not used for a while are ended."""

    def __init__(self) -> None:
        self._kunci = threading.Lock()
        self._ada: OrderedDict[str, _Kolam] = OrderedDict()

    @contextlib.contextmanager
    def pinjam(self, kunci: str, *bahan: Any) -> Iterator[Terisolasi]:
        with self._kunci:
            kolam = self._ada.get(kunci)
            if kolam is None:
                kolam = self._ada[kunci] = _Kolam(*bahan)
            kolam.dipakai += 1
            if kolam.jam is not None:
                kolam.jam.cancel()
        try:
            yield kolam.isi
        except TidakBisa:  # it can start no process: the next call tries anew
            with self._kunci:
                if self._ada.get(kunci) is kolam:
                    del self._ada[kunci]
            raise
        finally:
            with self._kunci:
                kolam.dipakai -= 1
                if not kolam.dipakai:
                    kolam.jam = threading.Timer(_DIAM_DETIK, self.lepas, (kunci,))
                    kolam.jam.daemon = True
                    kolam.jam.start()

    def lepas(self, kunci: str) -> None:
        """End the processes of an import, unless they are at work."""
        with self._kunci:
            kolam = self._ada.get(kunci)
            if kolam is None or kolam.dipakai:
                return
            del self._ada[kunci]
            if kolam.jam is not None:
                kolam.jam.cancel()
        kolam.tutup()


_gudang = _Gudang()


def _utas() -> int:
    """How many calls this machine does at a time."""
    from distributed import get_worker

    return int(get_worker().state.nthreads)


def _alamat() -> str:
    from distributed import get_worker

    return str(get_worker().address)
