"""Which of several documents of one kunci counts, and which file a name holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from msgspec import Struct

from skpbook.ledger import skema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skpbook.ledger.catatan import CatatanDokumen


class Pergantian(Struct, frozen=True, kw_only=True):
    """A superseded sheet and the one that stands in its place. `dasar`: see `skema.dokumen`."""

    berkas_baru: str
    lembar_baru: str
    berkas_lama: str
    lembar_lama: str
    formulir: str
    nip: str | None
    unit: str | None
    periode: str | None
    dasar: str


def banding(baru: str | None, lama: str | None) -> tuple[int, str]:
    """Compare a newly imported document with the current one by saved time (ISO, UTC).

    Negative when the current one stays. Without two times, or with equal ones, the later import counts.
    """
    if baru is None or lama is None:
        return 1, "urutan-impor"
    if baru == lama:
        return 1, "waktu-sama"
    return (1 if baru > lama else -1), "waktu-simpan"


def saingan(kon: sa.Connection, hash_isi: str, satu: CatatanDokumen) -> Sequence[Any]:
    """Current documents of other files that claim the same kunci, or the same without saying a period."""
    d = skema.dokumen
    kunci = [milik for milik in (satu.kunci, satu.kunci_tanpa_periode) if milik is not None]
    if not kunci:
        return ()
    tanya = (
        sa.select(d.c.id, d.c.disimpan)
        .where(d.c.kunci.in_(kunci), d.c.berlaku.is_(True), d.c.berkas != hash_isi)
        .order_by(d.c.id)
    )
    return kon.execute(tanya).all()


def gantikan(kon: sa.Connection, lama: int, baru: int, dasar: str) -> None:
    """Mark a document as superseded; it stays."""
    d = skema.dokumen
    kon.execute(
        d.update().where(d.c.id == lama).values(berlaku=False, digantikan_oleh=baru, dasar_ganti=dasar)
    )


def gantikan_tanpa_kunci(kon: sa.Connection, hash_lama: str, baru: int) -> None:
    """A file came again under its name: sheets of the former that do not say whose they are give way."""
    d = skema.dokumen
    kon.execute(
        d.update()
        .where(d.c.berkas == hash_lama, d.c.kunci.is_(None), d.c.berlaku.is_(True))
        .values(berlaku=False, digantikan_oleh=baru, dasar_ganti="nama-berkas")
    )


def pergantian(kon: sa.Connection, hash_isi: str | None = None) -> tuple[Pergantian, ...]:
    """Superseded sheets with what replaced each: of one file, as the new or the old one; else of every
    replacement that still counts itself.
    """
    baru, lama = skema.dokumen.alias("baru"), skema.dokumen.alias("lama")
    berkas_baru, berkas_lama = skema.berkas.alias("berkas_baru"), skema.berkas.alias("berkas_lama")
    tanya = (
        sa.select(
            berkas_baru.c.nama.label("berkas_baru"),
            baru.c.lembar.label("lembar_baru"),
            berkas_lama.c.nama.label("berkas_lama"),
            lama.c.lembar.label("lembar_lama"),
            baru.c.formulir,
            baru.c.nip,
            baru.c.unit,
            baru.c.periode,
            lama.c.dasar_ganti.label("dasar"),
        )
        .select_from(lama)
        .join(baru, baru.c.id == lama.c.digantikan_oleh)
        .join(berkas_baru, berkas_baru.c.hash == baru.c.berkas)
        .join(berkas_lama, berkas_lama.c.hash == lama.c.berkas)
        .order_by(baru.c.id, lama.c.id)
    )
    if hash_isi is not None:
        tanya = tanya.where(sa.or_(baru.c.berkas == hash_isi, lama.c.berkas == hash_isi))
    else:
        tanya = tanya.where(baru.c.berlaku.is_(True))
    return tuple(Pergantian(**baris._mapping) for baris in kon.execute(tanya))


def nama_pertama(kon: sa.Connection, hash_isi: str) -> str | None:
    """The name a content first came under; None when it has not come."""
    b = skema.berkas
    return kon.execute(sa.select(b.c.nama).where(b.c.hash == hash_isi)).scalar()


def pemegang_nama(kon: sa.Connection, nama: str) -> str | None:
    """The content a name held last."""
    n = skema.nama_berkas
    return kon.execute(sa.select(n.c.hash).where(n.c.nama == nama).order_by(n.c.id.desc()).limit(1)).scalar()


def tulis_nama(kon: sa.Connection, nama: str, hash_isi: str, waktu: str) -> bool:
    """Note that a name now holds a content; False when it held it already."""
    if pemegang_nama(kon, nama) == hash_isi:
        return False
    kon.execute(skema.nama_berkas.insert().values(nama=nama, hash=hash_isi, pada=waktu))
    return True


def sisip_bila_belum(kon: sa.Connection, tabel: sa.Table, **nilai: Any) -> None:
    """Insert a row unless its key is there: two imports at the same time may bring the same one."""
    if kon.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as sisip_pg

        kon.execute(sisip_pg(tabel).values(**nilai).on_conflict_do_nothing())
    else:
        from sqlalchemy.dialects.sqlite import insert as sisip_sqlite

        kon.execute(sisip_sqlite(tabel).values(**nilai).on_conflict_do_nothing())
