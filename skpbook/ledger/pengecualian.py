"""Waivers in the ledger: made, revoked, never deleted."""

from __future__ import annotations

import msgspec
import sqlalchemy as sa

from skpbook.domain.pengecualian import Pengecualian
from skpbook.ledger import skema

_p = skema.pengecualian
_KOLOM = [_p.c[nama] for nama in Pengecualian.__struct_fields__]


def semua(kon: sa.Connection) -> tuple[Pengecualian, ...]:
    """Every waiver there ever was, in the order they were made."""
    baris = kon.execute(sa.select(*_KOLOM).order_by(_p.c.id))
    return tuple(Pengecualian(**satu._mapping) for satu in baris)


def catat(kon: sa.Connection, baru: Pengecualian) -> Pengecualian | None:
    """Record a waiver, unless one of the same rule, person and period is in force: that one is given back."""
    ada = _berlaku(kon, baru.kode, baru.nip, baru.periode)
    if ada is None:
        kon.execute(_p.insert(), {nama: getattr(baru, nama) for nama in Pengecualian.__struct_fields__})
    return ada


def cabut(
    kon: sa.Connection, kode: str, nip: str, periode: str | None, oleh: str, pada: str
) -> Pengecualian | None:
    """Revoke the waiver of this rule, person and period; None where none is in force."""
    ada = _berlaku(kon, kode, nip, periode)
    if ada is None:
        return None
    kon.execute(_p.update().where(*_syarat(kode, nip, periode)).values(dicabut_pada=pada, dicabut_oleh=oleh))
    return msgspec.structs.replace(ada, dicabut_pada=pada, dicabut_oleh=oleh)


def _berlaku(kon: sa.Connection, kode: str, nip: str, periode: str | None) -> Pengecualian | None:
    baris = kon.execute(sa.select(*_KOLOM).where(*_syarat(kode, nip, periode))).first()
    return None if baris is None else Pengecualian(**baris._mapping)


def _syarat(kode: str, nip: str, periode: str | None) -> tuple[sa.ColumnElement[bool], ...]:
    masa = _p.c.periode.is_(None) if periode is None else _p.c.periode == periode
    return (_p.c.kode == kode, _p.c.nip == nip, masa, _p.c.dicabut_pada.is_(None))
