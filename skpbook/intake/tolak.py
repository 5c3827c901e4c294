"""Why a file is turned away: a rule's code and the sentence a person reads."""

from __future__ import annotations

import os
import traceback
from typing import TYPE_CHECKING

from skpbook.domain.galat import TidakBisa
from skpbook.forms.catalog import DefinisiTidakSah

if TYPE_CHECKING:
    from skpbook.intake.batas import Batas

_BINGKAI = 8
DITERUSKAN = (KeyboardInterrupt, SystemExit, GeneratorExit, TidakBisa, DefinisiTidakSah)
"""What is no fault of the file that is being read: it ends the import."""


class Ditolak(Exception):
    """A file that cannot be read. `kode` is its rule (B001-B004, B008); the texts go into the finding.

    `lembar` is the sheet that is to blame, where one is; `rinci` is what was raised and where in the program,
    for whoever mends it.
    """

    def __init__(
        self,
        kode: str,
        pesan: str,
        *,
        ditemukan: str | None = None,
        seharusnya: str | None = None,
        saran: str | None = None,
        lembar: str | None = None,
        rinci: str | None = None,
    ) -> None:
        super().__init__(pesan)
        self.kode = kode
        self.pesan = pesan
        self.ditemukan = ditemukan
        self.seharusnya = seharusnya
        self.saran = saran
        self.lembar = lembar
        self.rinci = rinci

    def __reduce__(self) -> tuple[object, ...]:
        """Worker processes hand it back; keyword arguments are not in `args`."""
        return (
            _bangun,
            (self.kode, self.pesan, self.ditemukan, self.seharusnya, self.saran, self.lembar, self.rinci),
        )


def _bangun(
    kode: str,
    pesan: str,
    ditemukan: str | None,
    seharusnya: str | None,
    saran: str | None,
    lembar: str | None,
    rinci: str | None,
) -> Ditolak:
    return Ditolak(
        kode, pesan, ditemukan=ditemukan, seharusnya=seharusnya, saran=saran, lembar=lembar, rinci=rinci
    )


def rusak(sebab: str, lembar: str | None = None) -> Ditolak:
    """B003: damaged or cut off."""
    return Ditolak(
        "B003",
        f"Berkas rusak atau terpotong: {sebab}.",
        seharusnya="berkas utuh yang dapat dibuka di Excel",
        saran="Minta pengirim membuka berkas aslinya di Excel, menyimpannya lagi, lalu mengirim ulang.",
        lembar=lembar,
    )


def tak_terduga(galat: BaseException, batas: Batas, lembar: str | None = None) -> Ditolak:
    """Whatever else was raised while one file was read, as the sentence of that file.

    Memory that ran out is a limit (B004); anything else is a content no reader expects (B003).
    """
    if isinstance(galat, MemoryError):
        return lewat_batas("ingatan", "lebih dari itu", f"{batas.memori_mb} MB")
    letak = f"lembar {lembar}" if lembar else "isinya"
    sebab = rusak(f"{letak} tersusun sedemikian rupa sehingga tidak dapat dibaca", lembar)
    sebab.rinci = rincian(galat)
    return sebab


def rincian(galat: BaseException) -> str:
    """What was raised, and where: no word of its message, which may quote what a person wrote."""
    jejak = [
        f"{os.path.basename(bingkai.f_code.co_filename)}:{baris} {bingkai.f_code.co_name}"
        for bingkai, baris in traceback.walk_tb(galat.__traceback__)
    ]
    return f"{type(galat).__module__}.{type(galat).__qualname__} di {' > '.join(jejak[-_BINGKAI:])}"


def lewat_batas(nama: str, ditemukan: str, batas: str, saran: str | None = None) -> Ditolak:
    """B004: over a safety limit, which is named with the value found."""
    return Ditolak(
        "B004",
        f"Berkas melewati batas keamanan {nama}: ditemukan {ditemukan}, batasnya {batas}.",
        ditemukan=ditemukan,
        seharusnya=f"paling banyak {batas}",
        saran=saran
        or "Salin isi formulir ke templat yang dikirim, simpan, lalu kirim ulang; "
        "batas dapat diubah di skpbook.toml.",
    )
