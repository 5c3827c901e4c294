"""All form definitions: those of the program, replaced by those of the book's formulir/ folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from skpbook.forms.definition import Asing, Definisi, Isian, Paket, Umum
from skpbook.forms.toml_text import TomlKeliru, urai_toml

T = TypeVar("T")
_INDEKS = re.compile(r"\[\d*\]")
_INGATAN = 200_000


class DefinisiTidakSah(Exception):
    """A definition cannot be used; the text is one Indonesian sentence naming the file."""


class _BerkasAsing(Struct, frozen=True, forbid_unknown_fields=True):
    asing: tuple[Asing, ...]


class Katalog(Struct, frozen=True, kw_only=True, dict=True):
    """Definitions by code, the packages, what is shared, and the wrong workbooks known by name."""

    definisi: Mapping[str, Definisi]
    umum: Umum
    asing: tuple[Asing, ...]

    def isian(self, definisi: Definisi, jalur: str) -> Isian:
        """The field definition of a path: the form's own before the shared one, the longest suffix first.

        Raises DefinisiTidakSah when no definition fits: every field must be explained.
        """
        kunci = (definisi.kode, jalur)
        ada = self._cache_isian.get(kunci)
        if ada is None:
            if len(self._cache_isian) > _INGATAN:
                self._cache_isian.clear()
            ada = self._cache_isian[kunci] = self._cari_isian(definisi, _INDEKS.sub("", jalur))
        return ada

    @cached_property
    def _cache_isian(self) -> dict[tuple[str, str], Isian]:
        return {}

    def _cari_isian(self, definisi: Definisi, pola: str) -> Isian:
        bagian = pola.split(".")
        for sumber in (definisi.isian, self.umum.isian):
            for mulai in range(len(bagian)):
                ada = sumber.get(".".join(bagian[mulai:]))
                if ada is not None:
                    return ada
        raise DefinisiTidakSah(
            f"Formulir {definisi.kode}: isian '{pola}' belum diterangkan di bagian [isian]."
        )

    def paket_untuk(
        self, tahap: str, keluarga: str | None, pendekatan: str | None, *, tugas_belajar: bool = False
    ) -> Paket:
        """The package of a stage that fits; None in a package fits everyone.

        Raises DefinisiTidakSah when there is none.
        """
        for paket in self.umum.paket:
            if (
                paket.tahap == tahap
                and paket.keluarga in (None, keluarga)
                and paket.pendekatan in (None, pendekatan)
                and paket.tugas_belajar == tugas_belajar
            ):
                return paket
        if tugas_belajar:
            return self.paket_untuk(tahap, keluarga, pendekatan)
        raise DefinisiTidakSah(f"Tidak ada templat untuk tahap {tahap}, {keluarga}, {pendekatan}.")


def folder_templat() -> Path:
    """workbook_templates/: inside the installed package, or at the top of the checkout."""
    terpasang = Path(__file__).resolve().parent.parent / "workbook_templates"
    if terpasang.is_dir():
        return terpasang
    return Path(__file__).resolve().parents[2] / "workbook_templates"


@lru_cache(maxsize=8)
def muat_katalog(tambahan: Path | None = None) -> Katalog:
    """Load every definition, those in `tambahan` (the book's formulir/) replacing the program's by code.

    Raises DefinisiTidakSah with the file's name and what is wrong in it.
    """
    definisi: dict[str, Definisi] = {}
    dasar = folder_templat()
    for folder in (dasar, tambahan):
        if folder is None or not folder.is_dir():
            continue
        for berkas in sorted(folder.glob("*.toml")):
            if not berkas.name.startswith("_"):
                satu = _muat(berkas, Definisi)
                definisi[satu.kode] = satu
    umum = _muat(dasar / "_umum.toml", Umum)
    return Katalog(definisi=definisi, umum=umum, asing=_muat(dasar / "_asing.toml", _BerkasAsing).asing)


def _muat(berkas: Path, jenis: type[T]) -> T:
    try:
        return urai_toml(berkas.read_bytes(), jenis, f"Definisi formulir {berkas.name}")
    except OSError as salah:
        raise DefinisiTidakSah(f"Definisi formulir {berkas} tidak dapat dibaca; periksa izinnya.") from salah
    except TomlKeliru as salah:
        raise DefinisiTidakSah(str(salah)) from salah
