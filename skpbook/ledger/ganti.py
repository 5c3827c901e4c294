"""Which of several documents of one kunci counts, and which file a name holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from msgspec import Struct

from skpbook.ledger import skema
from skpbook.ledger.catatan import baca_temuan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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


_NAMA_TEMPLAT = re.compile(r"(?P<awalan>[A-Za-z-]+)_(?P<nip>\d{18})(?!\d)(?P<sisa>.*)")
_PERIODE_NAMA = re.compile(r"\d{4}-(?:TW\d|S\d|AKHIR|\d\d)(?![0-9A-Za-z])", re.I)


def banding(baru: str | None, lama: str | None) -> tuple[int, str]:
    """Compare a newly imported document with the current one by saved time (ISO, UTC).

    Negative when the current one stays. Without two times, or with equal ones, the later import counts.
    """
    if baru is None or lama is None:
        return 1, "urutan-impor"
    if baru == lama:
        return 1, "waktu-sama"
    return (1 if baru > lama else -1), "waktu-simpan"


# Statements are built once: building them anew costs more than the database takes to run them.
_baru = skema.dokumen.alias("baru")
_d, _b, _n = skema.dokumen, skema.berkas, skema.nama_berkas
_SAINGAN = (
    sa.select(_d.c.id, _d.c.kunci, _d.c.disimpan)
    .where(
        _d.c.kunci.in_(sa.bindparam("kunci", expanding=True)),
        _d.c.berlaku.is_(True),
        _d.c.berkas != sa.bindparam("hash"),
    )
    .order_by(_d.c.id)
)
_GANTI = _d.update().where(_d.c.id == sa.bindparam("lama")).values(berlaku=False)
_GANTI_TANPA_KUNCI = (
    _d.update()
    .where(_d.c.berkas == sa.bindparam("lama"), _d.c.kunci.is_(None), _d.c.berlaku.is_(True))
    .values(
        berlaku=False,
        dasar_ganti="nama-berkas",
        digantikan_oleh=sa.select(sa.func.min(_baru.c.id))
        .where(_baru.c.berkas == sa.bindparam("baru"))
        .scalar_subquery(),
    )
)
_NAMA_PERTAMA = sa.select(_b.c.nama).where(_b.c.hash == sa.bindparam("hash"))
_PEMEGANG = sa.select(_n.c.hash).where(_n.c.nama == sa.bindparam("nama")).order_by(_n.c.id.desc()).limit(1)
_SISIP_NAMA = _n.insert()


def saingan(kon: sa.Connection, hash_isi: str, dokumen: Sequence[CatatanDokumen]) -> Sequence[Any]:
    """Current documents of other files that claim a kunci of these, or the same without saying a period.

    Rows of (id, kunci, disimpan) in the order they came.
    """
    kunci = {milik for satu in dokumen for milik in (satu.kunci, satu.kunci_tanpa_periode) if milik}
    return kon.execute(_SAINGAN, {"kunci": sorted(kunci), "hash": hash_isi}).all() if kunci else ()


def gantikan(kon: sa.Connection, lama: int, baru: int, dasar: str) -> None:
    """Mark a document as superseded; it stays."""
    kon.execute(_GANTI, {"lama": lama, "digantikan_oleh": baru, "dasar_ganti": dasar})


def gantikan_tanpa_kunci(kon: sa.Connection, hash_lama: str, hash_baru: str) -> None:
    """A file that came again under its name: sheets of the former that do not say whose they are give way."""
    kon.execute(_GANTI_TANPA_KUNCI, {"lama": hash_lama, "baru": hash_baru})


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


def berkas_dihitung(kon: sa.Connection) -> Iterator[bytes]:
    """Findings of the files that still count, in the order they came.

    An accepted file counts while one of its documents is current. A rejected one counts while one of its
    names still holds it, and until a later accepted file comes under a name for the same template
    (`nama_templat`).
    """
    b, d, n = skema.berkas, skema.dokumen, skema.nama_berkas
    terakhir = sa.select(sa.func.max(n.c.id)).group_by(n.c.nama)
    berlaku = sa.exists().where(d.c.berkas == b.c.hash, d.c.berlaku.is_(True))
    bernama = sa.exists().where(n.c.hash == b.c.hash, n.c.id.in_(terakhir))
    diterima: dict[tuple[str, ...], int] = {}
    for nomor, nama in kon.execute(
        sa.select(b.c.id, n.c.nama).join(n, n.c.hash == b.c.hash).where(b.c.status == "diterima")
    ):
        if (templat := nama_templat(nama)) is not None:
            diterima[templat] = max(nomor, diterima.get(templat, 0))
    tanya = (
        sa.select(b.c.id, b.c.nama, b.c.status, b.c.temuan)
        .where(sa.or_(berlaku, sa.and_(b.c.status != "diterima", bernama)))
        .order_by(b.c.id)
    )
    for nomor, nama, status, temuan in kon.execute(tanya):
        templat = nama_templat(nama)
        if status == "diterima" or templat is None or diterima.get(templat, 0) < nomor:
            yield temuan


def nama_templat(nama: str) -> tuple[str, ...] | None:
    """Which template a file's name says it is: prefix, NIP, period of SKP_<NIP>_<nama>_<periode>.xlsx.

    "SKP_<NIP>_Budi (1).xlsx" and "SKP_<NIP>_revisi.xlsx" are the same; None for names of another make.
    """
    temu = _NAMA_TEMPLAT.match(nama.rpartition("/")[2])
    if temu is None:
        return None
    periode = _PERIODE_NAMA.search(temu["sisa"])
    return temu["awalan"].upper(), temu["nip"], periode[0].upper() if periode else ""


def ditolak(kon: sa.Connection, kode: str) -> frozenset[str]:
    """Contents that were refused with a finding of this rule."""
    tanya = sa.select(_b.c.hash, _b.c.temuan).where(_b.c.status == "ditolak")
    semua = kon.execute(tanya)
    return frozenset(hash_isi for hash_isi, isi in semua if kode in {satu.kode for satu in baca_temuan(isi)})


def terbaca_kini(kon: sa.Connection, kolom: Mapping[str, Any], waktu: str) -> bool:
    """Take back the refusal of a content that has been read after all (a password was given): True if so."""
    if kolom["status"] == "ditolak":
        return False
    tetap = {nama: nilai for nama, nilai in kolom.items() if nama not in ("hash", "nama")}
    ubah = _b.update().where(_b.c.hash == kolom["hash"], _b.c.status == "ditolak")
    return kon.execute(ubah.values(**tetap, diterima_pada=waktu)).rowcount > 0


def nama_pertama(kon: sa.Connection, hash_isi: str) -> str | None:
    """The name a content first came under; None when it has not come."""
    return kon.execute(_NAMA_PERTAMA, {"hash": hash_isi}).scalar()


def pemegang_nama(kon: sa.Connection, nama: str) -> str | None:
    """The content a name held last."""
    return kon.execute(_PEMEGANG, {"nama": nama}).scalar()


def tulis_nama(kon: sa.Connection, nama: str, hash_isi: str, waktu: str) -> str | None:
    """Note that a name now holds a content; gives the content it held before."""
    lama = pemegang_nama(kon, nama)
    if lama != hash_isi:
        kon.execute(_SISIP_NAMA, {"nama": nama, "hash": hash_isi, "pada": waktu})
    return lama


def sisip_bila_belum(kon: sa.Connection, tabel: sa.Table, **nilai: Any) -> None:
    """Insert a row unless its key is there: two imports at the same time may bring the same one."""
    if kon.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as sisip_pg

        kon.execute(sisip_pg(tabel).values(**nilai).on_conflict_do_nothing())
    else:
        from sqlalchemy.dialects.sqlite import insert as sisip_sqlite

        kon.execute(sisip_sqlite(tabel).values(**nilai).on_conflict_do_nothing())
