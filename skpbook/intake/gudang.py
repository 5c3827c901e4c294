"""The way to the bytes of a task: through zips, mailboxes and messages, each opened once and kept for a while."""

from __future__ import annotations

import re
from collections import OrderedDict
from typing import TYPE_CHECKING

from skpbook.intake.batas import MB, Batas
from skpbook.intake.kotak import PetiKotak
from skpbook.intake.outlook import SIFAT, PetiOutlook
from skpbook.intake.paket import Bagian, Isi, direktori_mentah
from skpbook.intake.peti import Peti, Potongan
from skpbook.intake.peti_zip import PetiZip
from skpbook.intake.sniff import KEPALA, OLE, ZIP, kenali_wadah
from skpbook.intake.sumber import Acak
from skpbook.intake.surat import PetiSurat
from skpbook.intake.tolak import lewat_batas

if TYPE_CHECKING:
    from collections.abc import Callable

    from skpbook.intake.peti import Langkah
    from skpbook.intake.tugas import Tugas

_SIMPAN = 3
_BUKU = re.compile(
    rb"PK\x01\x02.{42}(?:\[Content_Types\]\.xml|xl[/\\]workbook\.(?:xml|bin)|word/|ppt/|content\.xml|Index/Document\.iwa)",
    re.DOTALL | re.IGNORECASE,
)
"""An entry of a zip that is a document and no archive."""

_TANDA_PESAN = SIFAT.encode("utf-16-le")


class Gudang:
    """Opens what tasks point to. One worker has one, and keeps its last few containers open."""

    def __init__(
        self, batas: Batas, sandi: tuple[str, ...] = (), denyut: Callable[[], None] = lambda: None
    ) -> None:
        self._batas = batas
        self._sandi = sandi
        self._denyut = denyut
        self._terbuka: OrderedDict[tuple[str, tuple[Langkah, ...]], tuple[Peti, Isi]] = OrderedDict()

    def isi(self, tugas: Tugas) -> Isi:
        """The content of a task: the file itself, to be closed by the caller, or bytes.

        Raises OSError, `Ditolak`, and whatever a container raises that is broken.
        """
        if not tugas.langkah:
            return Acak(tugas.jalur)
        return self._peti(tugas.jalur, tugas.langkah[:-1], tugas.langkah[-1]).ambil(tugas.langkah[-1])

    def buka(self, isi: Isi) -> Peti | None:
        """The container that a content is; None for a workbook and anything else that is one file.

        Raises `Ditolak` B004 for a message that is too large, and what its reader raises.
        """
        kepala = isi[0:KEPALA]
        if kepala.startswith(ZIP):
            direktori = direktori_mentah(isi)
            return None if not direktori or _BUKU.search(direktori) else self._zip(isi)
        if kepala.startswith(OLE):
            return self._outlook(isi)
        jenis = kenali_wadah(kepala).jenis
        if jenis == "kotak":
            return PetiKotak(isi, self._batas, self._denyut)
        return self._surat(isi) if jenis == "surat" else None

    def tutup(self) -> None:
        """Let go of every file."""
        while self._terbuka:
            self._lepas()

    def _peti(self, jalur: str, langkah: tuple[Langkah, ...], berikut: Langkah) -> Peti:
        kunci = (jalur, langkah)
        if (ada := self._terbuka.get(kunci)) is not None:
            self._terbuka.move_to_end(kunci)
            return ada[0]
        isi = Acak(jalur) if not langkah else self._peti(jalur, langkah[:-1], langkah[-1]).ambil(langkah[-1])
        try:
            peti = self._menurut(isi, berikut)
        except BaseException:
            _tutup(isi)
            raise
        self._terbuka[kunci] = (peti, isi)
        if len(self._terbuka) > _SIMPAN:
            self._lepas()
        return peti

    def _menurut(self, isi: Isi, berikut: Langkah) -> Peti:
        """The container in which the next step is one."""
        if isinstance(berikut, Bagian):
            return self._zip(isi)
        if isinstance(berikut, Potongan):
            return PetiKotak(isi, self._batas)
        if isi[0:8] == OLE:
            return PetiOutlook(self._utuh(isi), self._batas)
        return self._surat(isi)

    def _zip(self, isi: Isi) -> PetiZip:
        return PetiZip(isi, self._batas, self._sandi)

    def _surat(self, isi: Isi) -> PetiSurat:
        return PetiSurat(self._utuh(isi), self._batas)

    def _outlook(self, isi: Isi) -> PetiOutlook | None:
        if len(isi) > self._batas.wadah_mb * MB:
            return None
        data = isi[0 : len(isi)]
        return PetiOutlook(data, self._batas) if _TANDA_PESAN in data else None

    def _utuh(self, isi: Isi) -> bytes:
        """A whole message in memory. Raises `Ditolak` B004 for one that is too large for that."""
        maks = self._batas.wadah_mb
        if len(isi) > maks * MB:
            besar = f"{len(isi) / MB:.1f} MB".replace(".", ",")
            raise lewat_batas("ukuran satu pesan", besar, f"{maks} MB")
        return isi[0 : len(isi)]

    def _lepas(self) -> None:
        _, (_, isi) = self._terbuka.popitem(last=False)
        _tutup(isi)


def _tutup(isi: Isi) -> None:
    if isinstance(isi, Acak):
        isi.tutup()
