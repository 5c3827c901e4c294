"""A copy of the ledger in memory, to try an import on: what decides is in it, what fills it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from skpbook.ledger import skema

if TYPE_CHECKING:
    from collections.abc import Iterator

_POTONGAN = 1000
_KOSONG = {skema.dokumen.c.isi: b"", skema.dokumen.c.peta: ""}
_TABEL = (skema.keterangan, skema.berkas, skema.nama_berkas, skema.dokumen, skema.pilihan)


def salin(dari: sa.Connection, ke: sa.Connection) -> None:
    """Copy what decisions are made of; documents come without their content. `ke` has the tables, empty, and
    no foreign keys are enforced on it.
    """
    for tabel in _TABEL:
        ke.execute(tabel.delete())
        for potong in _potong(dari, tabel):
            ke.execute(tabel.insert(), potong)


def _potong(dari: sa.Connection, tabel: sa.Table) -> Iterator[list[dict[str, Any]]]:
    kolom = [sa.literal(_KOSONG[k]).label(k.name) if k in _KOSONG else k for k in tabel.columns]
    hasil = dari.execution_options(yield_per=_POTONGAN).execute(sa.select(*kolom))
    for potong in hasil.partitions(_POTONGAN):
        yield [dict(baris._mapping) for baris in potong]
