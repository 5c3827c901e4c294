"""The ledger: what came in, one transaction a file; what is superseded stays."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from msgspec import Struct
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, NoSuchModuleError

from skpbook.domain.dokumen import Dokumen
from skpbook.domain.galat import TidakBisa
from skpbook.domain.pegawai import Keluarga, Pendekatan
from skpbook.ledger import ekinerja, ganti, pengecualian, skema
from skpbook.ledger.catatan import (
    CatatanBerkas,
    CatatanDokumen,
    baca_cap,
    baca_isi,
    baca_peta,
    baca_temuan,
)
from skpbook.ledger.ganti import Pergantian

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from skpbook.domain.ekinerja import BarisEkinerja, LembarEkinerja
    from skpbook.domain.pengecualian import Pengecualian
    from skpbook.domain.tempat import Tempat
    from skpbook.domain.temuan import Temuan

TUNGGU_DETIK = 60
_POTONGAN = 500


class HasilCatat(Struct, frozen=True, kw_only=True):
    """What recording one file did.

    `baru` is False when its content was there already, `nama_pertama` then the name it first came under.
    """

    baru: bool
    nama_pertama: str
    nama_baru: bool
    pergantian: tuple[Pergantian, ...] = ()


class Keadaan(Struct, frozen=True, kw_only=True):
    """One current document without its content: enough to count."""

    jenis: str
    nip: str | None
    unit: str | None
    periode: str | None


class Ringkas(Struct, frozen=True, kw_only=True):
    """One imported file as the ledger knows it."""

    hash: str
    nama: str
    status: str
    formulir: str | None
    versi: int | None
    nip: str | None
    periode: str | None


class BukuBesar:
    """An open ledger. Every method raises `TidakBisa` where the database refuses."""

    def __init__(self, mesin: sa.Engine) -> None:
        self._mesin = mesin
        self._tulis = mesin.execution_options(tulis=True)
        self._peta_dikenal: set[str] = set()

    @classmethod
    def buka(cls, alamat: str) -> BukuBesar:
        """Open a ledger by its SQLAlchemy address, making its tables where there are none.

        Raises `TidakBisa` for a wrong address, a file that is no ledger, and a ledger of a newer program.
        """
        buku_besar = cls(_buat_mesin(alamat))
        try:
            with _terjemahkan(), buku_besar._tulis.begin() as kon:
                skema.siapkan(kon)
        except TidakBisa:
            buku_besar.tutup()
            raise
        return buku_besar

    def tutup(self) -> None:
        """Let go of the database."""
        self._mesin.dispose()

    def hash_dikenal(self) -> frozenset[str]:
        """SHA-256 of every content that has come in."""
        with _terjemahkan(), self._mesin.connect() as kon:
            return frozenset(kon.execute(sa.select(skema.berkas.c.hash)).scalars())

    def catat(self, berkas: CatatanBerkas, pada: datetime) -> HasilCatat:
        """Record one file in one transaction. Content that is already there changes nothing but its names.

        Of each kunci the document with the newest saved time is `berlaku`; where one has none, the one
        imported last.
        """
        waktu = pada.astimezone(UTC).isoformat(timespec="seconds")
        with _terjemahkan(), self._tulis.begin() as kon:
            hasil = self._catat(kon, berkas, waktu)
        # Only after the commit: what a rolled-back transaction kept is not there.
        self._peta_dikenal.update(satu.peta_hash for satu in berkas.dokumen)
        return hasil

    def catat_nama(self, nama: str, hash_isi: str, pada: datetime) -> HasilCatat | None:
        """Note the name a known content came under (again); None when the content is not known."""
        waktu = pada.astimezone(UTC).isoformat(timespec="seconds")
        with _terjemahkan():
            with self._mesin.connect() as kon:
                ada = ganti.nama_pertama(kon, hash_isi)
                if ada is None:
                    return None
                if ganti.pemegang_nama(kon, nama) == hash_isi:
                    return HasilCatat(baru=False, nama_pertama=ada, nama_baru=False)
            with self._tulis.begin() as kon:
                ganti.tulis_nama(kon, nama, hash_isi, waktu)
                return HasilCatat(baru=False, nama_pertama=ada, nama_baru=True)

    def dokumen_berlaku(
        self, *, nip: str | None = None, jenis: str | None = None, periode: str | None = None
    ) -> Iterator[Dokumen]:
        """Current documents in the order they came, a few hundred at a time in memory."""
        d, b = skema.dokumen, skema.berkas
        tanya = (
            sa.select(d, b.c.nama, b.c.cap)
            .join(b, b.c.hash == d.c.berkas)
            .where(d.c.berlaku.is_(True))
            .order_by(d.c.id)
        )
        for kolom, nilai in ((d.c.nip, nip), (d.c.jenis, jenis), (d.c.periode, periode)):
            if nilai is not None:
                tanya = tanya.where(kolom == nilai)
        with _terjemahkan(), self._mesin.connect() as kon, self._mesin.connect() as kon_peta:

            @lru_cache(maxsize=4096)
            def peta(kunci: str) -> Mapping[str, Tempat]:
                isi = kon_peta.execute(
                    sa.select(skema.peta_tempat.c.isi).where(skema.peta_tempat.c.hash == kunci)
                ).scalar_one()
                return baca_peta(isi)

            hasil = kon.execution_options(yield_per=_POTONGAN).execute(tanya)
            for baris in hasil:
                yield _dokumen(baris, peta(baris.peta))

    def keadaan(self) -> tuple[Keadaan, ...]:
        """Kind, NIP, unit and period of every current document."""
        d = skema.dokumen
        with _terjemahkan(), self._mesin.connect() as kon:
            baris = kon.execute(
                sa.select(d.c.jenis, d.c.nip, d.c.unit, d.c.periode)
                .where(d.c.berlaku.is_(True))
                .order_by(d.c.id)
            )
            return tuple(
                Keadaan(jenis=jenis, nip=nip, unit=unit, periode=periode)
                for jenis, nip, unit, periode in baris
            )

    def berkas(self) -> tuple[Ringkas, ...]:
        """Every file that has come in, in order."""
        b = skema.berkas
        with _terjemahkan(), self._mesin.connect() as kon:
            kolom = [b.c[nama] for nama in Ringkas.__struct_fields__]
            return tuple(
                Ringkas(**baris._mapping) for baris in kon.execute(sa.select(*kolom).order_by(b.c.id))
            )

    def ditolak(self, kode: str) -> frozenset[str]:
        """SHA-256 of the contents that were refused by this rule."""
        with _terjemahkan(), self._mesin.connect() as kon:
            return ganti.ditolak(kon, kode)

    def temuan_tersimpan(self) -> tuple[Temuan, ...]:
        """What reading found in the files that still count: see `ganti.berkas_dihitung`."""
        with _terjemahkan(), self._mesin.connect() as kon:
            return tuple(satu for data in ganti.berkas_dihitung(kon) for satu in baca_temuan(data))

    def salinan(self) -> tuple[tuple[str, str, str | None], ...]:
        """(name, first name, NIP) for every further name under which a content came."""
        b, n = skema.berkas, skema.nama_berkas
        tanya = (
            sa.select(n.c.nama, b.c.nama, b.c.nip)
            .join(b, b.c.hash == n.c.hash)
            .where(n.c.nama != b.c.nama)
            .group_by(n.c.nama, b.c.nama, b.c.nip)
            .order_by(sa.func.min(n.c.id))
        )
        with _terjemahkan(), self._mesin.connect() as kon:
            return tuple((nama, pertama, nip) for nama, pertama, nip in kon.execute(tanya))

    def ekinerja(self) -> tuple[LembarEkinerja, ...]:
        """The sheets of e-Kinerja exports that count, in the order they came.

        Their rows are fetched when they are first looked at, even after `tutup`.
        """
        with _terjemahkan(), self._mesin.connect() as kon:
            return ekinerja.baca(kon, self._baris_ekinerja)

    def _baris_ekinerja(self, lembar: int) -> tuple[BarisEkinerja, ...]:
        try:
            with _terjemahkan(), self._mesin.connect() as kon:
                return ekinerja.baca_baris(kon, lembar)
        finally:
            self._mesin.dispose()

    def pergantian(self) -> tuple[Pergantian, ...]:
        """Every sheet that a current one has replaced, beside it."""
        with _terjemahkan(), self._mesin.connect() as kon:
            return ganti.pergantian(kon)

    def pengecualian(self) -> tuple[Pengecualian, ...]:
        """Every waiver, revoked ones too, in the order they were made."""
        with _terjemahkan(), self._mesin.connect() as kon:
            return pengecualian.semua(kon)

    def kecualikan(self, baru: Pengecualian) -> Pengecualian | None:
        """Record a waiver; the one already in force for the same rule, person and period is given back."""
        with _terjemahkan(), self._tulis.begin() as kon:
            return pengecualian.catat(kon, baru)

    def batalkan(
        self, kode: str, nip: str, periode: str | None, *, oleh: str, pada: datetime
    ) -> Pengecualian | None:
        """Revoke the waiver of a rule, person and period; None where none is in force."""
        with _terjemahkan(), self._tulis.begin() as kon:
            return pengecualian.cabut(
                kon, kode, nip, periode, oleh, pada.astimezone(UTC).isoformat(timespec="seconds")
            )

    def _catat(self, kon: sa.Connection, berkas: CatatanBerkas, waktu: str) -> HasilCatat:
        pertama = ganti.nama_pertama(kon, berkas.hash)
        kolom = {nama: getattr(berkas, nama) for nama in CatatanBerkas.__struct_fields__ if nama not in _ISI}
        if pertama is None:
            kon.execute(_SISIP_BERKAS, {**kolom, "diterima_pada": waktu})
        elif not ganti.terbaca_kini(kon, kolom, waktu):
            baru = ganti.tulis_nama(kon, berkas.nama, berkas.hash, waktu) != berkas.hash
            return HasilCatat(baru=False, nama_pertama=pertama, nama_baru=baru)
        ekinerja.catat(kon, berkas.hash, berkas.ekinerja)
        lama = ganti.tulis_nama(kon, berkas.nama, berkas.hash, waktu)
        self._tulis_peta(kon, berkas.dokumen)
        saingan = ganti.saingan(kon, berkas.hash, berkas.dokumen)
        if saingan:
            for satu in berkas.dokumen:
                _tulis_bersaing(kon, berkas, satu, saingan)
        elif berkas.dokumen:
            kon.execute(_SISIP_DOKUMEN, [_kolom_dokumen(berkas, satu) for satu in berkas.dokumen])
        if lama is not None and berkas.dokumen:
            ganti.gantikan_tanpa_kunci(kon, lama, berkas.hash)
        ada_ganti = bool(saingan) or lama is not None
        return HasilCatat(
            baru=True,
            nama_pertama=pertama or berkas.nama,
            nama_baru=True,
            pergantian=ganti.pergantian(kon, berkas.hash) if ada_ganti else (),
        )

    def _tulis_peta(self, kon: sa.Connection, dokumen: Sequence[CatatanDokumen]) -> None:
        """Keep each source map once; two imports at the same time may both want to."""
        for satu in dokumen:
            if satu.peta_hash not in self._peta_dikenal:
                ganti.sisip_bila_belum(kon, skema.peta_tempat, hash=satu.peta_hash, isi=satu.peta)


_SISIP_BERKAS = skema.berkas.insert()
_SISIP_DOKUMEN = skema.dokumen.insert()
_ISI = frozenset({"dokumen", "ekinerja"})
_BUKAN_KOLOM = frozenset({"peta", "peta_hash", "kunci_tanpa_periode"})


def _kolom_dokumen(
    berkas: CatatanBerkas, satu: CatatanDokumen, pemenang: int | None = None
) -> dict[str, Any]:
    """A row of `dokumen`: current, or superseded from the start by the document `pemenang`."""
    kolom = {
        nama: getattr(satu, nama) for nama in CatatanDokumen.__struct_fields__ if nama not in _BUKAN_KOLOM
    }
    return {
        **kolom,
        "berkas": berkas.hash,
        "peta": satu.peta_hash,
        "disimpan": berkas.disimpan,
        "berlaku": pemenang is None,
        "digantikan_oleh": pemenang,
        "dasar_ganti": None if pemenang is None else "waktu-simpan",
    }


def _tulis_bersaing(
    kon: sa.Connection, berkas: CatatanBerkas, satu: CatatanDokumen, saingan: Sequence[Any]
) -> None:
    """Insert one document among its rivals: it gives way to a newer one, else they give way to it."""
    kunci = {satu.kunci, satu.kunci_tanpa_periode} - {None}
    lawan = [lama for lama in saingan if lama.kunci in kunci]
    pemenang = next((lama.id for lama in lawan if ganti.banding(berkas.disimpan, lama.disimpan)[0] < 0), None)
    hasil = kon.execute(_SISIP_DOKUMEN, _kolom_dokumen(berkas, satu, pemenang))
    if pemenang is None:
        nomor = int(hasil.inserted_primary_key[0])  # type: ignore[index]
        for lama in lawan:
            ganti.gantikan(kon, lama.id, nomor, ganti.banding(berkas.disimpan, lama.disimpan)[1])


def _buat_mesin(alamat: str) -> sa.Engine:
    try:
        url = sa.make_url(alamat)
        if url.get_backend_name() == "sqlite":
            mesin = sa.create_engine(url, connect_args={"timeout": TUNGGU_DETIK})
            _atur_sqlite(mesin)
            return mesin
        return sa.create_engine(url, pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError, ImportError) as galat:
        raise TidakBisa(
            f"Alamat ledger di skpbook.toml tidak dapat dipakai ({alamat.rsplit('@', maxsplit=1)[-1]}); "
            "contoh yang benar: postgresql+psycopg://pengguna@server/skpbook, dengan paketnya terpasang."
        ) from galat


def _atur_sqlite(mesin: sa.Engine) -> None:
    """Transactions under our own control: a writer takes its lock at once, so that two imports take turns."""

    @sa.event.listens_for(mesin, "connect")
    def _sambung(dbapi: Any, _catatan: Any) -> None:
        dbapi.isolation_level = None
        kursor = dbapi.cursor()
        kursor.execute("PRAGMA journal_mode=WAL")
        kursor.execute("PRAGMA synchronous=NORMAL")
        kursor.execute("PRAGMA foreign_keys=ON")
        kursor.close()

    @sa.event.listens_for(mesin, "begin")
    def _mulai(kon: sa.Connection) -> None:
        kon.exec_driver_sql("BEGIN IMMEDIATE" if kon.get_execution_options().get("tulis") else "BEGIN")


@contextlib.contextmanager
def _terjemahkan() -> Iterator[None]:
    """A database's complaint as a sentence."""
    try:
        yield
    except DBAPIError as galat:
        raise TidakBisa(_kalimat(galat)) from galat


def _kalimat(galat: DBAPIError) -> str:
    teks = str(galat.orig).lower()
    if "locked" in teks or "busy" in teks:
        return (
            f"Buku sedang dipakai program lain lebih dari {TUNGGU_DETIK} detik; "
            "tunggu sampai selesai lalu jalankan lagi."
        )
    if "readonly" in teks or "read-only" in teks or "unable to open" in teks:
        return "Buku besar tidak dapat ditulisi; periksa izin folder buku dan skpbook.db di dalamnya."
    if "full" in teks:
        return "Cakram penuh; kosongkan ruang lalu jalankan lagi, yang sudah tercatat tidak hilang."
    if "not a database" in teks or "malformed" in teks:
        return (
            "skpbook.db rusak atau bukan buku besar; kembalikan dari cadangan, "
            "atau hapus lalu impor ulang berkas dari arsip/."
        )
    if (isinstance(galat, DatabaseError) and galat.connection_invalidated) or "connect" in teks:
        return "Server basis data ledger tidak dapat dihubungi; periksa alamat di skpbook.toml dan jaringan."
    jenis = type(galat.orig).__name__
    return f"Buku besar menolak perintah ({jenis}); jalankan lagi, dan bila berulang laporkan."


def _dokumen(baris: Any, tempat: Mapping[str, Tempat]) -> Dokumen:
    return Dokumen(
        berkas=baris.nama,
        hash=baris.berkas,
        lembar=baris.lembar,
        formulir=baris.formulir,
        versi=baris.versi,
        isi=baca_isi(baris.isi),
        tempat=tempat,
        keluarga=Keluarga(baris.keluarga) if baris.keluarga else None,
        pendekatan=Pendekatan(baris.pendekatan) if baris.pendekatan else None,
        nip=baris.nip,
        unit=baris.unit,
        periode=baris.periode,
        cap=baca_cap(baris.cap),
        disimpan=baris.disimpan,
    )
