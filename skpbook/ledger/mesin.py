"""The database behind the ledger: SQLite in the book or a PostgreSQL server, and its complaints as sentences."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from skpbook.domain.galat import TidakBisa
from skpbook.ledger.siap import langsung

if TYPE_CHECKING:
    from collections.abc import Iterator

TUNGGU_DETIK = 60
_SAMBUNG_DETIK = 10
_HALAMAN_JURNAL = 4000
"""So many pages (16 MB) of the journal go into the database at a time: each time waits for the disk twice."""

_GILIRAN = 0x736B7062
"""Key of the advisory lock by which writers on a PostgreSQL ledger take turns, as on SQLite."""

_POSTGRES = frozenset({"postgres", "postgresql", "postgresql+psycopg"})


def buat_mesin(alamat: str | Path, *, tulis: bool = True) -> sa.Engine:
    """An engine for a ledger: a path is a SQLite file, a text an SQLAlchemy address.

    `tulis` False opens a file that may not be written as it is. "sqlite://" is a database in memory, without
    foreign keys enforced. Raises `TidakBisa` for an address that is none, of another database, or whose
    driver is not installed.
    """
    try:
        # A path may hold what is special in an address.
        url = (
            sa.URL.create("sqlite", database=str(alamat)) if isinstance(alamat, Path) else sa.make_url(alamat)
        )
        if url.drivername == "sqlite":
            return _sqlite(url, tulis=tulis)
        if url.drivername in _POSTGRES:
            return _postgres(url)
    except ImportError as galat:
        raise TidakBisa(
            "Ledger di PostgreSQL memerlukan paket psycopg; pasang dengan pip install 'skpbook[postgresql]'."
        ) from galat
    except (ArgumentError, NoSuchModuleError, ValueError) as galat:
        raise TidakBisa(_alamat_salah(str(alamat))) from galat
    raise TidakBisa(_alamat_salah(str(alamat)))


def _alamat_salah(alamat: str) -> str:
    return (
        f"Alamat ledger di skpbook.toml tidak dapat dipakai ({alamat.rsplit('@', maxsplit=1)[-1]}); "
        "contoh yang benar: postgresql://pengguna@server/skpbook."
    )


def _sqlite(url: sa.URL, *, tulis: bool) -> sa.Engine:
    berkas = Path(url.database or "")
    if url.database and not tulis and not _bisa_ditulisi(berkas):
        # Without a journal beside it nobody has the file open: then it can be read without one.
        catatan = berkas.with_name(berkas.name + "-wal")
        utuh = {} if catatan.exists() and catatan.stat().st_size else {"immutable": "1"}
        cara = {"mode": "ro", "uri": "true", **utuh}
        url = sa.URL.create("sqlite", database=berkas.resolve().as_uri(), query=cara)
    mesin = sa.create_engine(url, connect_args={"timeout": TUNGGU_DETIK})
    _atur_sqlite(mesin, tulis=tulis and bool(url.database))
    return mesin


def _bisa_ditulisi(berkas: Path) -> bool:
    return os.access(berkas.parent, os.W_OK) and (not berkas.exists() or os.access(berkas, os.W_OK))


def _atur_sqlite(mesin: sa.Engine, *, tulis: bool) -> None:
    """Transactions under our own control: a writer takes its lock at once, so that two imports take turns."""

    @sa.event.listens_for(mesin, "connect")
    def _sambung(dbapi: Any, _catatan: Any) -> None:
        dbapi.isolation_level = None
        kursor = dbapi.cursor()
        if tulis:
            kursor.execute("PRAGMA journal_mode=WAL")
            kursor.execute("PRAGMA synchronous=NORMAL")
            kursor.execute("PRAGMA foreign_keys=ON")
            kursor.execute(f"PRAGMA wal_autocheckpoint={_HALAMAN_JURNAL}")
        kursor.close()

    @sa.event.listens_for(mesin, "begin")
    def _mulai(kon: sa.Connection) -> None:
        langsung(kon, "BEGIN IMMEDIATE" if kon.get_execution_options().get("tulis") else "BEGIN")


def _postgres(url: sa.URL) -> sa.Engine:
    mesin = sa.create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": _SAMBUNG_DETIK,
            "options": f"-c lock_timeout={TUNGGU_DETIK * 1000} {url.query.get('options', '')}".strip(),
        },
    )

    @sa.event.listens_for(mesin, "begin")
    def _mulai(kon: sa.Connection) -> None:
        if kon.get_execution_options().get("tulis"):
            kon.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_GILIRAN})")

    return mesin


@contextlib.contextmanager
def terjemahkan() -> Iterator[None]:
    """A database's complaint as a sentence."""
    try:
        yield
    except DBAPIError as galat:
        raise TidakBisa(_kalimat(galat)) from galat


_DIPAKAI = (
    f"Buku sedang dipakai program lain lebih dari {TUNGGU_DETIK} detik; "
    "tunggu sampai selesai lalu jalankan lagi."
)
_TERKUNCI = "Buku besar tidak dapat ditulisi; periksa izin folder buku dan skpbook.db di dalamnya."
_PENUH = (
    "Cakram penuh sehingga buku besar tidak dapat ditulis; kosongkan ruang lalu jalankan lagi, "
    "yang sudah tercatat tidak hilang."
)
_CAKRAM = (
    "Cakram tidak dapat ditulisi atau dibaca (ruang atau kuota habis, atau cakramnya rusak); kosongkan ruang "
    "lalu jalankan lagi, yang sudah tercatat tidak hilang."
)
_RUSAK = (
    "skpbook.db rusak atau bukan buku besar; kembalikan dari cadangan, "
    "atau hapus lalu impor ulang berkas dari arsip/."
)
_PUTUS = "Server basis data ledger tidak dapat dihubungi; periksa alamat di skpbook.toml dan jaringan."
_SQLITE = {
    "BUSY": _DIPAKAI,
    "LOCKED": _DIPAKAI,
    "READONLY": _TERKUNCI,
    "CANTOPEN": _TERKUNCI,
    "PERM": _TERKUNCI,
    "FULL": _PENUH,
    "IOERR": _CAKRAM,
    "NOTADB": _RUSAK,
    "CORRUPT": _RUSAK,
}
_POSTGRESQL = {
    "08": _PUTUS,
    "57": _PUTUS,
    "55P03": _DIPAKAI,
    "40": _DIPAKAI,
    "53100": "Cakram server basis data penuh; kosongkan ruang di sana lalu jalankan lagi.",
    "53300": "Server basis data menolak sambungan baru karena terlalu banyak yang tersambung; coba lagi nanti.",
    "28": "Server basis data menolak nama pengguna atau kata sandi; periksa alamat ledger di skpbook.toml.",
    "3D": "Basis data ledger belum ada di server; buat dulu (createdb), lalu jalankan lagi.",
    "42501": "Pengguna basis data tidak berhak menulis ledger; minta hak CREATE pada skema basis datanya.",
    "25006": "Basis data ledger hanya dapat dibaca; sambungkan ke server utamanya.",
}
"""By SQLSTATE, or by the class of it (its first two letters)."""


def _kalimat(galat: DBAPIError) -> str:
    asal = galat.orig
    sqlite = str(getattr(asal, "sqlite_errorname", "") or "")
    if sqlite:
        ada = _SQLITE.get(sqlite.split("_")[1])
        kode = sqlite
    else:
        kode = str(getattr(asal, "sqlstate", "") or "")
        ada = _POSTGRESQL.get(kode) or _POSTGRESQL.get(kode[:2])
        if ada is None and (galat.connection_invalidated or not kode):
            ada = _sambungan(str(asal))
    return ada or f"Buku besar menolak perintah (kode {kode}); jalankan lagi, dan bila berulang laporkan."


def _sambungan(pesan: str) -> str:
    """A connection that was never made has no SQLSTATE: the server's words tell the rest."""
    if "password" in pesan or "authentication" in pesan:
        return _POSTGRESQL["28"]
    if "does not exist" in pesan and "database" in pesan:
        return _POSTGRESQL["3D"]
    return _PUTUS
