"""Findings are values: what was found, where, what was expected, what to do."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from skpbook.domain.tempat import Rujukan


class Tingkat(StrEnum):
    """Severity: galat makes the recap wrong; what the regulation leaves to judgement never is."""

    GALAT = "galat"
    PERINGATAN = "peringatan"
    INFO = "info"


class Temuan(Struct, frozen=True, kw_only=True):
    """One finding, in the order of the stable JSON interface of `periksa`."""

    kode: str
    tingkat: Tingkat
    nip: str | None = None
    nama: str | None = None
    unit: str | None = None
    periode: str | None = None
    berkas: str | None = None
    lembar: str | None = None
    sel: str | None = None
    pesan: str
    ditemukan: str | None = None
    seharusnya: str | None = None
    saran: str | None = None
    kaitan: Rujukan | None = None
    dikecualikan: bool = False
