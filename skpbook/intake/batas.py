"""Limits of what is read from a stranger's file. Defaults are those measured to hold every honest form."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

Bulat = Annotated[int, Meta(ge=1)]
Pecahan = Annotated[float, Meta(gt=0)]

MB = 1024 * 1024
KIB = 1024


class Batas(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Limits of one file; the unit is at the end of each name, plain counts have none.

    `rasio_persen` (compressed / inflated) is judged past `rasio_mulai_kib` of inflated bytes and forgiven
    while the part stays under `rasio_bebas_mb`. `baris` and `kolom` are rows and columns in use, `gabungan`
    the cells under merges and `sel` the cells of one sheet, counted as a reader would lay them out.
    `detik` and `memori_mb` are what reading one file may take. A sending (a zip, a mailbox) holds at most
    `kiriman_berkas` files of `kiriman_mb` together, zips inside it counted with; one message, or a zip inside
    another, at most `wadah_mb`.
    """

    berkas_mb: Bulat = 25
    jumlah_bagian: Bulat = 1_000
    bagian_mb: Bulat = 64
    paket_mb: Bulat = 128
    rasio_persen: Pecahan = 1.0
    rasio_mulai_kib: Bulat = 100
    rasio_bebas_mb: Bulat = 16
    baris: Bulat = 20_000
    kolom: Bulat = 256
    gabungan: Bulat = 100_000
    sel: Bulat = 500_000
    detik: Bulat = 30
    memori_mb: Bulat = 1_024
    kiriman_berkas: Bulat = 50_000
    kiriman_mb: Bulat = 2_048
    wadah_mb: Bulat = 64
