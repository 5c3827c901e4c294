"""What goes into one workbook."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from skpbook.domain.dokumen import Isi
from skpbook.forms.definition import Paket
from skpbook.forms.tables import TabelPegawai, TabelUnit


class Pesanan(Struct, frozen=True, kw_only=True):
    """One workbook to write.

    `isi` maps form code -> what is known already (locked, and noted in the stamp; a form without one stays
    blank), `milik` what its person filled in on an earlier version of the form (his to change, and in no
    stamp; `isi` goes before it). `periode` are the labels of the period dropdown (none: all kinds of
    periods), `rhk` the leader's RHK offered for "yang diintervensi". `untuk` says for whom, on the Petunjuk
    sheet and in the footer. `bebas`: nothing is locked or stamped as prefilled (a filled example). `cetak`: only
    forms of which something is known are written, and no Petunjuk.
    """

    paket: Paket
    isi: Mapping[str, Isi | TabelPegawai | TabelUnit]
    milik: Mapping[str, Isi] = {}
    nip: str | None = None
    unit: str | None = None
    kode_periode: str | None = None
    periode: tuple[str, ...] = ()
    rhk: tuple[str, ...] = ()
    untuk: str | None = None
    dibuat: datetime
    kunci: bytes
    bebas: bool = False
    cetak: bool = False
