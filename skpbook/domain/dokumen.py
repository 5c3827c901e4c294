"""A document read from a sheet: what it says, where each value stands, whose and of which period it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from skpbook.domain.evaluasi import DokumenEvaluasi, Evaluasi, RencanaAksi
from skpbook.domain.mph import Mph
from skpbook.domain.pegawai import Keluarga, Pendekatan
from skpbook.domain.skp import LampiranSkp, Skp
from skpbook.domain.strategi import ManualSkp, PerjanjianKinerja, WorkblockSkp
from skpbook.domain.tempat import Rujukan, Tempat

Isi = (
    Skp
    | LampiranSkp
    | Mph
    | ManualSkp
    | WorkblockSkp
    | PerjanjianKinerja
    | Evaluasi
    | DokumenEvaluasi
    | RencanaAksi
)
"""What a sheet can hold. The struct's tag is the document kind (`jenis`)."""


class Cap(Struct, frozen=True, kw_only=True):
    """What the hidden stamp sheet says of the workbook: for whom, which unit and period, what was prefilled.

    `formulir` maps form code -> version; `terisi` maps form code -> field path -> the text `buat` put there
    and locked, `usulan` likewise what it put there for the person to change. `sah` is False when the
    signature does not fit the book's key.
    """

    formulir: Mapping[str, int]
    nip: str | None = None
    unit: str | None = None
    periode: str | None = None
    terisi: Mapping[str, Mapping[str, str]] = {}
    usulan: Mapping[str, Mapping[str, str]] = {}
    sah: bool = True


class TandaSel(Struct, frozen=True):
    """What a cell's value alone does not tell.

    `jenis`: "galat" (the cell shows an error, `isi`, which is also the value read), "tanpa-nilai" (a formula, `isi`,
    whose value the file does not hold: read as nothing, and yet not empty), "tersembunyi" (content in a hidden row
    or column, named in `isi`).
    """

    jenis: Literal["galat", "tanpa-nilai", "tersembunyi"]
    isi: str


class Dokumen(Struct, frozen=True, kw_only=True):
    """One sheet as read, with its source map.

    `formulir` is the form's code, `versi` its version. `nip`, `unit` and `periode` say whose it is and are
    None where the sheet does not say; `periode` is the code of an evaluation period, "awal/akhir" as ISO
    dates for papers of a whole SKP, the year for a perjanjian kinerja. `tempat` has the cell of every field,
    empty ones included. `tanda` maps cells of the form (A1, on `lembar`) to what their value does not tell, also
    cells of rows that were dropped as empty. `disimpan` is the workbook's own saved time.
    """

    berkas: str
    hash: str
    lembar: str
    formulir: str
    versi: int
    isi: Isi
    tempat: Mapping[str, Tempat]
    keluarga: Keluarga | None = None
    pendekatan: Pendekatan | None = None
    nip: str | None = None
    unit: str | None = None
    periode: str | None = None
    cap: Cap | None = None
    disimpan: str | None = None
    tanda: Mapping[str, TandaSel] = {}

    def tanda_di(self, jalur: str) -> TandaSel | None:
        """What is special about the cell of a field; None for an ordinary one."""
        tempat = self.tempat.get(jalur)
        return self.tanda.get(tempat.sel) if tempat is not None and self.tanda else None

    def di(self, jalur: str) -> Tempat:
        """The cell of a field path, else of the nearest path above it, else the sheet's first cell."""
        sekarang = jalur
        while sekarang:
            if (ada := self.tempat.get(sekarang)) is not None:
                return ada
            sekarang = _di_atas(sekarang)
        return Tempat(self.lembar, "A1")

    def rujukan(self, jalur: str) -> Rujukan:
        """`di` with the file's name: the second place of a finding across workbooks."""
        tempat = self.di(jalur)
        return Rujukan(self.berkas, tempat.lembar, tempat.sel)


def _di_atas(jalur: str) -> str:
    """The path one step up: `utama[0].iki[1].target` -> `utama[0].iki[1]` -> `utama[0].iki` …"""
    if jalur.endswith("]"):
        return jalur[: jalur.rindex("[")]
    return jalur.rpartition(".")[0]
