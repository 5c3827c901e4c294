"""Statements compiled once and given to the driver as they are: the library takes several times as long to prepare
a small one, and to wrap what comes of it, as a database to run it.
"""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence


class Siap:
    """One statement, whose every value is given by name at each run. `kolom` are those of an insert or update.

    Values go to the driver as they are: texts, numbers, bytes, truth values, None; they come back so too. Both
    methods raise `DBAPIError`.
    """

    def __init__(
        self, pernyataan: sa.sql.expression.ClauseElement, kolom: Collection[str] | None = None
    ) -> None:
        self._pernyataan = pernyataan
        self._kolom = None if kolom is None else list(kolom)
        self._jadi: dict[str, tuple[str, Sequence[str] | None]] = {}
        dipilih = pernyataan.selected_columns if isinstance(pernyataan, sa.Select) else ()
        self._kembali = tuple([str(satu.key) for satu in dipilih])
        self._baris: Any = namedtuple("Baris", self._kembali)  # type: ignore[misc]

    def tulis(self, kon: sa.Connection, *nilai: Mapping[str, Any]) -> None:
        """Run it once for each of these."""
        self._jalankan(kon, nilai)

    def baca(self, kon: sa.Connection, nilai: Mapping[str, Any]) -> list[Any]:
        """The rows of a select, their values by the names of its columns."""
        return [self._baris(*satu) for satu in self._jalankan(kon, (nilai,))]

    def _jalankan(self, kon: sa.Connection, nilai: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
        teks, urut = self._jadi.get(kon.dialect.name) or self._susun(kon.dialect)
        isi: list[Any] = (
            list(nilai) if urut is None else [tuple([satu[nama] for nama in urut]) for satu in nilai]
        )
        return langsung(kon, teks, isi, baca=bool(self._kembali))

    def _susun(self, dialek: sa.Dialect) -> tuple[str, Sequence[str] | None]:
        jadi = self._pernyataan.compile(dialect=dialek, column_keys=self._kolom)
        urut = jadi.positiontup if getattr(jadi, "positional", False) else None  # type: ignore[attr-defined]
        hasil = self._jadi[dialek.name] = (str(jadi), urut)
        return hasil


def langsung(
    kon: sa.Connection, teks: str, isi: Sequence[Any] = (), *, baca: bool = False
) -> list[tuple[Any, ...]]:
    """Run a statement by the driver, once for each of `isi` (once where there is none); what it gives if `baca`.

    Raises `DBAPIError`.
    """
    galat_driver = kon.dialect.loaded_dbapi.Error
    try:
        kursor = kon.connection.cursor()
        try:
            if len(isi) > 1:
                kursor.executemany(teks, isi)
            else:
                kursor.execute(teks, *isi)
            return list(kursor.fetchall()) if baca else []
        finally:
            kursor.close()
    except galat_driver as galat:
        raise DBAPIError.instance(teks, isi, galat, galat_driver, dialect=kon.dialect) from galat
