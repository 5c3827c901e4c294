"""What many papers repeat, kept once in memory: the stamp on every sheet of a workbook, the seven perilaku texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from msgspec.structs import replace

from skpbook.domain.dokumen import Dokumen
from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.pegawai import Keluarga, Pendekatan
from skpbook.domain.skp import Skp
from skpbook.ledger.catatan import baca_cap, baca_isi, baca_tanda

if TYPE_CHECKING:
    from collections.abc import Mapping

    from skpbook.domain.dokumen import Cap, Isi
    from skpbook.domain.evaluasi import PerilakuDinilai
    from skpbook.domain.skp import PerilakuKerja
    from skpbook.domain.tempat import Tempat

S = TypeVar("S", str, "str | None")
B = TypeVar("B", "PerilakuKerja", "PerilakuDinilai")

_TERBANYAK = 100_000
"""Texts remembered; past it new ones are no longer kept."""


class Bersama:
    """One reading of a ledger."""

    def __init__(self) -> None:
        self._teks: dict[str, str] = {}
        self._data: bytes | None = None
        self._cap: Cap | None = None

    def dokumen(self, baris: Any, tempat: Mapping[str, Tempat]) -> Dokumen:
        """A row of `dokumen` joined with its file, as the document it was made of; `tempat` is its source map."""
        return Dokumen(
            berkas=baris.nama,
            hash=baris.berkas,
            lembar=baris.lembar,
            formulir=baris.formulir,
            versi=baris.versi,
            isi=self.isi(baris.isi),
            tempat=tempat,
            keluarga=Keluarga(baris.keluarga) if baris.keluarga else None,
            pendekatan=Pendekatan(baris.pendekatan) if baris.pendekatan else None,
            nip=baris.nip,
            unit=baris.unit,
            periode=baris.periode,
            cap=self.cap(baris.cap),
            disimpan=baris.disimpan,
            tanda=baca_tanda(baris.tanda),
        )

    def cap(self, data: bytes | None) -> Cap | None:
        """A stamp; sheets of one workbook come one after the other and have the same."""
        if data is None or data != self._data:
            ada = baca_cap(data)
            self._data, self._cap = data, replace(ada, terisi=self._peta(ada.terisi)) if ada else None
        return self._cap

    def isi(self, data: bytes) -> Isi:
        """A paper."""
        isi = baca_isi(data)
        if isinstance(isi, Skp):
            return replace(isi, perilaku=tuple(map(self._baris, isi.perilaku))) if isi.perilaku else isi
        if isinstance(isi, Evaluasi):
            return replace(isi, perilaku=tuple(map(self._baris, isi.perilaku))) if isi.perilaku else isi
        return isi

    def _baris(self, baris: B) -> B:
        return replace(baris, nilai=self._sama(baris.nilai), panduan=self._sama(baris.panduan))

    def _peta(self, terisi: Mapping[str, Mapping[str, str]]) -> Mapping[str, Mapping[str, str]]:
        return {
            kode: {self._sama(jalur): self._sama(teks) for jalur, teks in milik.items()}
            for kode, milik in terisi.items()
        }

    def _sama(self, teks: S) -> S:
        if teks is None:
            return None
        if len(self._teks) >= _TERBANYAK:
            return self._teks.get(teks, teks)
        return self._teks.setdefault(teks, teks)
