"""An mbox: many messages in one file, each after a line that begins with "From "."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from skpbook.intake.batas import MB, Batas
from skpbook.intake.peti import Anak, Potongan, periksa_jumlah
from skpbook.intake.tolak import lewat_batas

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from skpbook.intake.paket import Isi
    from skpbook.intake.peti import Langkah

_AWAL = re.compile(rb"(?:\A|(?<=\n)\r?\n)From [^\r\n]{0,998}\r?\n(?=[!-9;-~]{1,100}:)")
"""The envelope line stands after an empty line and before a header: in a text it stands otherwise."""

_POTONG = 8 * MB
_TUMPANG = 2_048


class PetiKotak:
    """An mbox over a file, or over bytes. `denyut` is called while a long one is searched."""

    def __init__(self, isi: Isi, batas: Batas, denyut: Callable[[], None] = lambda: None) -> None:
        self._isi = isi
        self._batas = batas
        self._denyut = denyut

    def anak(self) -> list[Anak]:
        """Its messages in order. Raises `Ditolak` B004 for a mailbox over the limits."""
        periksa_jumlah(0, len(self._isi), self._batas)
        hasil: list[Anak] = []
        maks = self._batas.wadah_mb
        for nomor, satu in enumerate(self._pesan(), 1):
            periksa_jumlah(nomor, 0, self._batas)
            nama = f"pesan {nomor}"
            if satu.panjang > maks * MB:
                besar = f"{satu.panjang / MB:.1f} MB".replace(".", ",")
                hasil.append(Anak(nama=nama, sebab=lewat_batas("ukuran satu pesan", besar, f"{maks} MB")))
            else:
                hasil.append(Anak(nama=nama, langkah=satu, ukuran=satu.panjang))
        return hasil

    def ambil(self, langkah: Langkah) -> bytes:
        """One message without its envelope line."""
        if not isinstance(langkah, Potongan):
            raise TypeError(langkah)
        return self._isi[langkah.awal : langkah.awal + langkah.panjang]

    def _pesan(self) -> Iterator[Potongan]:
        mulai = None
        for awal_amplop, akhir_amplop in self._amplop():
            if mulai is not None:
                yield Potongan(mulai, awal_amplop - mulai)
            mulai = akhir_amplop
        if mulai is not None:
            yield Potongan(mulai, len(self._isi) - mulai)

    def _amplop(self) -> Iterator[tuple[int, int]]:
        """Where envelope lines begin and end; pieces overlap, so that none is cut in two."""
        letak = lewat = 0
        while letak < len(self._isi):
            self._denyut()
            potong = self._isi[letak : letak + _POTONG + _TUMPANG]
            for temu in _AWAL.finditer(potong):
                if letak and temu.start() == 0 and potong[:5] == b"From ":
                    continue  # \A of a piece is not the beginning of the file
                if letak + temu.end() > lewat:
                    lewat = letak + temu.end()
                    yield letak + temu.start(), lewat
            letak += _POTONG
