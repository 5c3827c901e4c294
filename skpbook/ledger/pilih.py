"""What a person decides: which of several stored files counts, and which rejected one is set aside."""

from __future__ import annotations

import re
from typing import Any

import sqlalchemy as sa
from msgspec import Struct

from skpbook.domain.galat import TidakBisa
from skpbook.ledger import ganti, skema
from skpbook.ledger.catatan import DITERIMA
from skpbook.ledger.ganti import Strategi

_SIDIK = re.compile(r"[0-9a-f]{6,64}")
_PANJANG_SIDIK = 10
_d, _b, _n = skema.dokumen, skema.berkas, skema.nama_berkas


class Tersimpan(Struct, frozen=True, kw_only=True):
    """A stored file a person may mean. `berlaku`: one of its sheets is current."""

    hash: str
    nama: str
    status: str
    disimpan: str | None
    berlaku: bool


def cari(kon: sa.Connection, sebutan: str) -> tuple[Tersimpan, ...]:
    """Files called so: by a name they ever came under (whole, or its last part), or by the first six or more
    digits of their digest. In the order they came.
    """
    teks = sebutan.replace("\\", "/").strip()
    berlaku = sa.exists().where(_d.c.berkas == _b.c.hash, _d.c.berlaku.is_(True))
    tanya = sa.select(_b.c.hash, _b.c.nama, _b.c.status, _b.c.disimpan, berlaku.label("berlaku"))
    sidik = teks.rpartition("/")[2].partition(".")[0].lower()
    if _SIDIK.fullmatch(sidik):
        menurut_sidik = tanya.where(_b.c.hash.startswith(sidik)).order_by(_b.c.id)
        if hasil := kon.execute(menurut_sidik).all():
            return tuple(Tersimpan(**baris._mapping) for baris in hasil)
    # Names are compared here: databases differ in how they fold letters that are not ASCII.
    cocok = {
        baris.hash
        for baris in kon.execute(sa.select(_n.c.nama, _n.c.hash))
        if _sebut(baris.nama.casefold(), teks.casefold())
    }
    return tuple(
        Tersimpan(**baris._mapping) for baris in kon.execute(tanya.order_by(_b.c.id)) if baris.hash in cocok
    )


def satu(kon: sa.Connection, sebutan: str) -> Tersimpan:
    """The one file called so. Raises `TidakBisa` when there is none, or several: those are then named."""
    ada = cari(kon, sebutan)
    if not ada:
        raise TidakBisa(
            f"Berkas “{sebutan}” tidak pernah diimpor; sebutkan namanya seperti pada temuan, atau huruf-huruf "
            "pertama nama arsipnya."
        )
    if len(ada) > 1:
        raise TidakBisa(
            f"“{sebutan}” dapat berarti {len(ada)} berkas; sebutkan sidiknya: "
            + "; ".join(_keterangan(pilihan) for pilihan in ada)
            + "."
        )
    return ada[0]


def pakai(kon: sa.Connection, hash_isi: str, oleh: str, waktu: str) -> None:
    """Let the sheets of one file count, in place of those that do for the same pegawai, form and period; who
    wanted it is noted. Raises `TidakBisa` for a file without sheets.
    """
    lembar = kon.execute(sa.select(_d).where(_d.c.berkas == hash_isi).order_by(_d.c.id)).all()
    if not lembar:
        raise TidakBisa("Berkas itu tidak diterima sebagai formulir, jadi tidak dapat dipakai.")
    kon.execute(skema.pilihan.insert().values(berkas=hash_isi, oleh=oleh, pada=waktu))
    for baris in lembar:
        _menangkan(kon, baris)


def _menangkan(kon: sa.Connection, baris: Any) -> None:
    """Let one sheet count in place of the others of its kunci, and of the one that replaced it."""
    lawan = [_d.c.id == baris.digantikan_oleh] if baris.digantikan_oleh else []
    lawan += [_d.c.kunci == baris.kunci] if baris.kunci else []
    kalah = {"digantikan_oleh": baris.id, "dasar_ganti": "dipilih"}
    berlaku = {"berlaku": True, "digantikan_oleh": None, "dasar_ganti": None}
    kon.execute(_d.update().where(_d.c.id == baris.id).values(**berlaku))
    if lawan:
        lain = sa.and_(sa.or_(*lawan), _d.c.berkas != baris.berkas, _d.c.berlaku.is_(True))
        kon.execute(_d.update().where(lain).values(berlaku=False, **kalah))
    menunggu = sa.and_(_d.c.digantikan_oleh == baris.id, _d.c.dasar_ganti == "sengketa")
    kon.execute(_d.update().where(menunggu).values(**kalah))


def putuskan(kon: sa.Connection, hash_isi: str, strategi: Strategi) -> None:
    """Settle what waits for a person's choice in one file, by the strategy chosen for the whole import."""
    saingan = _d.alias("saingan")
    menunggu = (
        sa.select(_d)
        .join(saingan, saingan.c.id == _d.c.digantikan_oleh)
        .where(_d.c.berkas == hash_isi, _d.c.dasar_ganti == "sengketa", saingan.c.berlaku.is_(True))
        .order_by(_d.c.id)
    )
    for baris in kon.execute(menunggu).all():
        if strategi is Strategi.GANTI:
            _menangkan(kon, baris)
        else:
            kon.execute(_d.update().where(_d.c.id == baris.id).values(dasar_ganti="dipilih"))


def sengketa(kon: sa.Connection) -> tuple[ganti.Pergantian, ...]:
    """Sheets that wait for a person's choice."""
    return tuple(baris for baris in ganti.pergantian(kon) if baris.dasar == "sengketa")


def abaikan(kon: sa.Connection, hash_isi: str, alasan: str, oleh: str, waktu: str) -> None:
    """Set a file aside that was turned away: it is no longer told. Raises `TidakBisa` for an accepted one."""
    hasil = kon.execute(
        _b.update()
        .where(_b.c.hash == hash_isi, _b.c.status != DITERIMA)
        .values(diabaikan=alasan, diabaikan_oleh=oleh, diabaikan_pada=waktu)
    )
    if hasil.rowcount == 0:
        raise TidakBisa(
            "Berkas itu diterima; yang dapat diabaikan hanya berkas yang ditolak atau belum diisi. "
            "Untuk memakai berkas lain, jalankan skpbook impor --pakai BERKAS."
        )


def _sebut(nama: str, teks: str) -> bool:
    return nama == teks or nama.endswith("/" + teks) or teks.endswith("/" + nama)


def _keterangan(pilihan: Tersimpan) -> str:
    kapan = f"disimpan {pilihan.disimpan}" if pilihan.disimpan else "waktu simpan tidak tercatat"
    return (
        f"{pilihan.hash[:_PANJANG_SIDIK]} ({pilihan.nama}, {kapan}{', berlaku' if pilihan.berlaku else ''})"
    )
