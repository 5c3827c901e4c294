"""Which files' findings are still told: a file that was turned away is not told for ever."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from msgspec import Struct

from skpbook.ledger import skema
from skpbook.ledger.catatan import DITERIMA, TANPA_TEMUAN, baca_temuan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from skpbook.domain.temuan import Temuan

_BUKAN_PERBAIKAN = frozenset({"B001", "B018", "B019"})
"""A print beside the workbook, last year's paper, an empty template: no attempt to mend what is there, so a
good paper settles them whichever came first. What cannot be opened may be a correction, and is told until a
good one comes after it."""

_NAMA_TEMPLAT = re.compile(r"(?P<awalan>[A-Za-z-]+)_(?P<nip>\d{18})(?!\d)(?P<sisa>.*)")
_PERIODE_NAMA = re.compile(r"(?<![0-9A-Za-z])\d{4}-(?:TW\d|S\d|AKHIR|\d\d)(?![0-9A-Za-z])", re.I)
_NIP_NAMA = re.compile(r"(?<!\d)\d{18}(?!\d)")
_JENIS_NAMA = (
    (re.compile(r"(?<![a-z])mph(?![a-z])|matriks", re.I), "mph"),
    (re.compile(r"evaluasi", re.I), "evaluasi"),
    (re.compile(r"rencana.?aksi", re.I), "rencana-aksi"),
    (re.compile(r"(?<![a-z])skp(?![a-z])", re.I), "skp"),
)
_BERKALA = "evaluasi"


class _Perihal(Struct, frozen=True):
    """What a paper is: kind of document, whose, of which period (of evaluations alone)."""

    jenis: str
    nip: str
    periode: str | None = None


def temuan_terlapor(kon: sa.Connection) -> Iterator[tuple[str, str, tuple[Temuan, ...]]]:
    """(content, status, findings of reading) of the files that still count, in the order they came.

    An accepted file counts while one of its sheets is current. One that was turned away counts unless a person
    set it aside, while one of its names still holds it, and until a good paper of that pegawai, form and
    period has come: by its name (`nama_templat`) or by what is current.
    """
    b, d, n = skema.berkas, skema.dokumen, skema.nama_berkas
    ada = sa.exists().where(d.c.berkas == b.c.hash)
    berlaku = sa.exists().where(d.c.berkas == b.c.hash, d.c.berlaku.is_(True))
    # The last row of a name is the one none follows: a list of all last rows was gone through for every file.
    lain = n.alias("kemudian")
    disusul = sa.exists().where(lain.c.nama == n.c.nama, lain.c.id > n.c.id)
    bernama = sa.exists().where(n.c.hash == b.c.hash, sa.not_(disusul))
    lulus = b.c.status == DITERIMA
    tanya = (
        sa.select(b.c.id, b.c.hash, b.c.nama, b.c.status, b.c.nip, b.c.formulir, b.c.periode, b.c.temuan)
        .where(
            b.c.temuan != TANPA_TEMUAN,  # nearly all of a large book: nothing to tell
            sa.or_(
                sa.and_(lulus, sa.or_(berlaku, sa.and_(sa.not_(ada), bernama))),
                sa.and_(sa.not_(lulus), bernama, b.c.diabaikan.is_(None)),
            ),
        )
        .order_by(b.c.id)
    )
    selesai: _Selesai | None = None
    for baris in kon.execute(tanya).all():
        temuan = baca_temuan(baris.temuan)
        if baris.status != DITERIMA:
            selesai = selesai or _Selesai(kon)
            if selesai.sudah(baris, frozenset(satu.kode for satu in temuan)):
                continue
        yield baris.hash, baris.status, temuan


class _Selesai:
    """What good papers there are, with the number under which the file of the latest one came."""

    def __init__(self, kon: sa.Connection) -> None:
        b, d, n = skema.berkas, skema.dokumen, skema.nama_berkas
        self._nama: dict[tuple[str, ...], int] = {}
        self._isi: dict[_Perihal, int] = {}
        bernama = sa.select(b.c.id, n.c.nama).join(n, n.c.hash == b.c.hash).where(b.c.status == DITERIMA)
        for nomor, nama in kon.execute(bernama):
            if (templat := nama_templat(nama)) is not None:
                self._nama[templat] = max(nomor, self._nama.get(templat, 0))
        berlaku = (
            sa.select(b.c.id, d.c.jenis, d.c.nip, d.c.periode)
            .join(b, b.c.hash == d.c.berkas)
            .where(d.c.berlaku.is_(True), d.c.nip.is_not(None))
        )
        for nomor, jenis, nip, periode in kon.execute(berlaku):
            satu = _Perihal(jenis, nip, _akhiran(periode) if jenis == _BERKALA else None)
            self._isi[satu] = max(nomor, self._isi.get(satu, 0))

    def sudah(self, baris: Any, kode: frozenset[str]) -> bool:
        """Whether a good paper settles a file that was turned away with findings of these codes."""
        templat = nama_templat(baris.nama)
        perihal = _perihal(baris)
        nomor = max(self._nama.get(templat, 0) if templat else 0, self._isi.get(perihal, 0) if perihal else 0)
        return nomor > (0 if kode <= _BUKAN_PERBAIKAN else baris.id)


def _perihal(baris: Any) -> _Perihal | None:
    """What a file that was turned away would have been: by what was read of it, else by its name."""
    nama = baris.nama.rpartition("/")[2]
    temu = _NIP_NAMA.search(nama)
    nip = baris.nip or (temu[0] if temu else None)
    jenis = next((jenis for pola, jenis in _JENIS_NAMA if pola.search(baris.formulir or nama)), None)
    if nip is None or jenis is None:
        return None
    if jenis != _BERKALA:
        return _Perihal(jenis, nip)
    periode = _PERIODE_NAMA.search(nama)
    kode = baris.periode or (periode[0].upper() if periode else None)
    return _Perihal(jenis, nip, _akhiran(kode)) if kode else None


def _akhiran(periode: str | None) -> str | None:
    """A period without its year: one ledger is of one year, and last year's paper is of the same period."""
    return periode.partition("-")[2] if periode else None


def nama_templat(nama: str) -> tuple[str, ...] | None:
    """Which template a file's name says it is: prefix, NIP, period of SKP_<NIP>_<nama>_<periode>.xlsx.

    "SKP_<NIP>_Budi (1).xlsx" and "SKP_<NIP>_revisi.xlsx" are the same; None for names of another make.
    """
    temu = _NAMA_TEMPLAT.match(nama.rpartition("/")[2])
    if temu is None:
        return None
    periode = _PERIODE_NAMA.search(temu["sisa"])
    return temu["awalan"].upper(), temu["nip"], periode[0].upper() if periode else ""


def temuan_tersimpan(kon: sa.Connection) -> tuple[Temuan, ...]:
    """What reading found in the files that still count."""
    return tuple(satu for _, _, temuan in temuan_terlapor(kon) for satu in temuan)


def terlapor(kon: sa.Connection) -> Mapping[str, tuple[Temuan, ...]]:
    """Content -> findings of the files that were turned away and are not settled."""
    return {isi: temuan for isi, status, temuan in temuan_terlapor(kon) if status != DITERIMA}
