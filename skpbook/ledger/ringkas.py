"""What a recap or a status needs of many documents at once: only what decides is decoded, nothing is kept.

A year of a large instansi is a million evaluations; a full one takes a hundred times the memory of its ratings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from skpbook.domain.dokumen import Cap, Dokumen
from skpbook.domain.evaluasi import Evaluasi
from skpbook.domain.skp import Identitas
from skpbook.ledger import skema
from skpbook.ledger.catatan import JENIS_EVALUASI

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_POTONGAN = 2000


class _Isi(Struct, frozen=True):
    """The fields of an `Evaluasi` that are looked at; msgspec skips the others unread."""

    pegawai: Identitas = Identitas()
    periode: str | None = None
    periode_penilaian: str | None = None
    rating_hasil: str | None = None
    rating_perilaku: str | None = None
    predikat: str | None = None


class _Cap(Struct, frozen=True):
    nip: str | None = None
    sah: bool = True


_baca_isi = msgspec.json.Decoder(_Isi)
_baca_cap = msgspec.json.Decoder(_Cap)


def evaluasi(kon: sa.Connection) -> Iterator[Dokumen]:
    """Current evaluations, those of one NIP after each other, without hasil kerja, umpan balik and cells."""
    d, b = skema.dokumen, skema.berkas
    kolom = (d.c.lembar, d.c.nip, d.c.periode, d.c.isi, d.c.disimpan, d.c.berkas, b.c.nama, b.c.cap)
    tanya = (
        sa.select(*kolom)
        .join(b, b.c.hash == d.c.berkas)
        .where(d.c.berlaku.is_(True), d.c.jenis == JENIS_EVALUASI)
        .order_by(d.c.nip, d.c.id)
    )
    for baris in kon.execution_options(yield_per=_POTONGAN).execute(tanya):
        yield _dokumen(baris)


def _dokumen(baris: Any) -> Dokumen:
    lembar, nip, periode, data, disimpan, hash_isi, nama, cap = baris
    isi = _baca_isi.decode(data)
    satu = _baca_cap.decode(cap) if cap else None
    return Dokumen(
        berkas=nama,
        hash=hash_isi,
        lembar=lembar,
        formulir="",
        versi=0,
        isi=Evaluasi(
            pegawai=isi.pegawai,
            periode=isi.periode,
            periode_penilaian=isi.periode_penilaian,
            rating_hasil=isi.rating_hasil,
            rating_perilaku=isi.rating_perilaku,
            predikat=isi.predikat,
        ),
        tempat={},
        nip=nip,
        periode=periode,
        cap=Cap(formulir={}, nip=satu.nip, sah=satu.sah) if satu else None,
        disimpan=disimpan,
    )


def periode_evaluasi(kon: sa.Connection) -> frozenset[str]:
    """The codes that current evaluations are filed under."""
    d = skema.dokumen
    tanya = sa.select(d.c.periode).distinct().where(d.c.berlaku.is_(True), d.c.jenis == JENIS_EVALUASI)
    return frozenset(satu for satu in kon.execute(tanya).scalars() if satu)


def terima_terakhir(kon: sa.Connection) -> Mapping[str, str]:
    """NIP -> when the latest paper of that person came (ISO, UTC), whether it counts or not."""
    b, d = skema.berkas, skema.dokumen
    tanya = (
        sa.select(d.c.nip, sa.func.max(b.c.diterima_pada).label("pada"))
        .join(b, b.c.hash == d.c.berkas)
        .where(d.c.nip.is_not(None))
        .group_by(d.c.nip)
    )
    return {baris.nip: baris.pada for baris in kon.execute(tanya)}


def salinan(kon: sa.Connection) -> tuple[tuple[str, str, str | None], ...]:
    """(name, first name, NIP) for every further name under which a content came."""
    b, n = skema.berkas, skema.nama_berkas
    tanya = (
        sa.select(n.c.nama, b.c.nama, b.c.nip)
        .join(b, b.c.hash == n.c.hash)
        .where(n.c.nama != b.c.nama)
        .group_by(n.c.nama, b.c.nama, b.c.nip)
        .order_by(sa.func.min(n.c.id))
    )
    return tuple((nama, pertama, nip) for nama, pertama, nip in kon.execute(tanya))
