"""Statements compiled once: the library takes several times as long to prepare a small one as a database to run it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import sqlalchemy as sa


class Siap:
    """One statement, whose every value is given by name at each run. `kolom` are those of an insert or update.

    Values go to the driver as they are: texts, numbers, bytes, truth values, None.
    """

    def __init__(
        self, pernyataan: sa.sql.expression.ClauseElement, kolom: Collection[str] | None = None
    ) -> None:
        self._pernyataan = pernyataan
        self._kolom = None if kolom is None else list(kolom)
        self._jadi: dict[str, tuple[str, Sequence[str] | None]] = {}

    def jalankan(self, kon: sa.Connection, *nilai: Mapping[str, Any]) -> sa.CursorResult[Any]:
        """Run it once for each of these."""
        teks, urut = self._jadi.get(kon.dialect.name) or self._susun(kon.dialect)
        isi: list[Any] = (
            list(nilai) if urut is None else [tuple([satu[nama] for nama in urut]) for satu in nilai]
        )
        return kon.exec_driver_sql(teks, isi if len(isi) > 1 else isi[0])

    def _susun(self, dialek: sa.Dialect) -> tuple[str, Sequence[str] | None]:
        jadi = self._pernyataan.compile(dialect=dialek, column_keys=self._kolom)
        urut = jadi.positiontup if getattr(jadi, "positional", False) else None  # type: ignore[attr-defined]
        hasil = self._jadi[dialek.name] = (str(jadi), urut)
        return hasil
