"""A table of `skema_ekspor` as CSV, JSON or Parquet, row by row: nothing is held whole in memory."""

from __future__ import annotations

import csv
import itertools
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from skpbook.domain.galat import TidakBisa
from skpbook.interop.skema_ekspor import Tabel, Tipe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from skpbook.interop.baris_ekspor import Sel

    Penulis = Callable[[Tabel, Iterable[tuple[Sel, ...]], Path], int]

_RUMUS = re.compile("['=+\\-@\t\r\n＝＋－＠]")
_POTONGAN = 10_000


def tulis_csv(tabel: Tabel, baris: Iterable[tuple[Sel, ...]], berkas: Path) -> int:
    """Write a CSV that a spreadsheet takes for text alone; gives the number of rows. Raises OSError."""
    banyak = 0
    with berkas.open("w", encoding="utf-8-sig", newline="", errors="replace") as keluar:
        penulis = csv.writer(keluar, delimiter=";", quoting=csv.QUOTE_ALL)
        penulis.writerow([kolom.nama for kolom in tabel.kolom])
        for satu in baris:
            penulis.writerow([teks_csv(isi) for isi in satu])
            banyak += 1
    return banyak


def teks_csv(isi: Sel) -> str:
    """A value as text. One that a spreadsheet would take for a formula gets an apostrophe before it.

    So does a text that begins with one: taking a single leading apostrophe away gives back every text.
    """
    if isi is None:
        return ""
    if isinstance(isi, bool):
        return "ya" if isi else "tidak"
    if isinstance(isi, date):
        return isi.isoformat()
    if isinstance(isi, int):
        return str(isi)
    teks = isi.replace("\x00", "\ufffd")
    return f"'{teks}" if _RUMUS.match(teks) else teks


def tulis_json(tabel: Tabel, baris: Iterable[tuple[Sel, ...]], berkas: Path) -> int:
    """Write an array with an object a row; gives the number of rows. Raises OSError."""
    nama = [kolom.nama for kolom in tabel.kolom]
    banyak = 0
    with berkas.open("wb") as keluar:
        keluar.write(b"[")
        for banyak, satu in enumerate(baris, start=1):
            keluar.write(b",\n" if banyak > 1 else b"\n")
            keluar.write(msgspec.json.encode(dict(zip(nama, map(_sah, satu), strict=True))))
        keluar.write(b"\n]\n")
    return banyak


def tulis_parquet(tabel: Tabel, baris: Iterable[tuple[Sel, ...]], berkas: Path) -> int:
    """Write a Parquet file; gives the number of rows. Raises `TidakBisa` without pyarrow, OSError."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as galat:
        raise TidakBisa(
            "Ekspor Parquet memerlukan paket tambahan pyarrow yang belum terpasang; jalankan pip install "
            "'skpbook[parquet]', atau pakai --ke csv."
        ) from galat
    tipe = {Tipe.TEKS: pa.string(), Tipe.BULAT: pa.int32(), Tipe.YA: pa.bool_(), Tipe.TANGGAL: pa.date32()}
    skema = pa.schema([pa.field(kolom.nama, tipe[kolom.tipe]) for kolom in tabel.kolom])
    banyak = 0
    with pq.ParquetWriter(berkas, skema, compression="zstd") as penulis:
        for potong in _potongan(baris):
            banyak += len(potong)
            kolom: list[Any] = [list(map(_sah, isi)) for isi in zip(*potong, strict=True)]
            larik = [pa.array(isi, bidang.type) for isi, bidang in zip(kolom, skema, strict=True)]
            penulis.write_batch(pa.RecordBatch.from_arrays(larik, schema=skema))
    return banyak


def _sah(isi: Sel) -> Sel:
    """Half of a surrogate pair cannot be written as UTF-8."""
    return isi.encode("utf-8", "replace").decode() if isinstance(isi, str) else isi


def _potongan(baris: Iterable[tuple[Sel, ...]]) -> Iterator[list[tuple[Sel, ...]]]:
    jalan = iter(baris)
    while potong := list(itertools.islice(jalan, _POTONGAN)):
        yield potong


PENULIS: dict[str, Penulis] = {"csv": tulis_csv, "json": tulis_json, "parquet": tulis_parquet}
"""How each format is written; the name is also the file's extension."""
